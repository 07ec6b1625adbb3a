"""Verification: what makes two papers the same, and the code that only this office can make. And what must be typed
before the letters of a period can be printed. Pure."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from skpweb.core.errors import RuleViolation

HURUF = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: it is typed from paper
PANJANG = 16  # letters: 80 bits, not guessable


def sidik(isi: Mapping[str, Any]) -> str:
    """Digest of the content of a paper. Empty values do not count, so that a field added later changes nothing."""
    teks = json.dumps(_ringkas(isi), ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(teks.encode()).hexdigest()


def _ringkas(nilai: Any) -> Any:
    if isinstance(nilai, Mapping):
        return {k: r for k, v in nilai.items() if (r := _ringkas(v)) not in (None, "", [], {})}
    return [_ringkas(v) for v in nilai] if isinstance(nilai, tuple | list) else nilai


def kode_verifikasi(rahasia: bytes, kunci: str, versi: int, sidik_isi: str) -> str:
    """Keyed digest of what was issued ("575Y-8FZ4-57A2-QK7M"): the same paper has the same code, nobody else makes it."""
    cerna = hmac.new(rahasia, f"cetak\0{kunci}\0{versi}\0{sidik_isi}".encode(), hashlib.sha256).digest()
    return rapikan_kode("".join(HURUF[b % 32] for b in cerna[:PANJANG]))


def rapikan_kode(teks: str) -> str:
    """A typed code as it is kept: capitals in groups of four, whatever stood between them."""
    bersih = re.sub(r"[^A-Z0-9]", "", teks.upper())[:PANJANG]
    return "-".join(bersih[i : i + 4] for i in range(0, len(bersih), 4))


# ---- what is typed ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Isian:
    """What the papers of a SI-PETRUK period say that nobody else knows. Areas hold one entry per line.

    `atas_nama`: pegawai_id of the official who signs a.n. the head, None: the head himself."""

    usulan_nomor: str = ""
    usulan_tanggal: date | None = None
    usulan_sifat: str = "Biasa"
    usulan_lampiran: str = "1 (satu) berkas"
    usulan_kepada: str = ""
    usulan_tempat: str = ""
    usulan_tembusan: str = ""
    ba_tempat: str = ""
    ba_tim: str = ""
    piagam_nomor: str = ""
    piagam_tanggal: date | None = None
    atas_nama: int | None = None

    def ke_json(self) -> dict[str, Any]:
        """As it is stored; `isian_dari_json` gives the equal back."""
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(self).items()}

    @property
    def tim(self) -> tuple[tuple[str, str], ...]:
        return baca_tim(self.ba_tim)

    def nomor_piagam(self, urutan: int) -> str:
        """The number of the n-th winner's certificate (from 1), "" while there is none: a line each."""
        baris = baca_baris(self.piagam_nomor)
        return baris[urutan - 1] if urutan <= len(baris) else ""


def isian_dari_json(isi: Mapping[str, Any]) -> Isian:
    """What `ke_json` stored."""
    hari = {k: date.fromisoformat(isi[k]) for k in ("usulan_tanggal", "piagam_tanggal") if isi[k]}
    return Isian(**{**isi, **hari})


class BelumSiap(RuleViolation):
    """A paper of a period lacks something that must be decided or typed first; the message says what and where."""


def pastikan_terisi(apa: str, **wajib: object) -> None:
    """Every value is there. Raises BelumSiap naming what is missing of `apa` and where it is typed."""
    kurang = [label.replace("_", " ") for label, nilai in wajib.items() if not nilai]
    if kurang:
        daftar = " dan ".join([", ".join(kurang[:-1]), kurang[-1]] if len(kurang) > 1 else kurang)
        raise BelumSiap(f"{apa} belum dapat dicetak: isi {daftar} pada bagian Isian surat di bawah, lalu Simpan isian.")


def baca_baris(teks: str) -> tuple[str, ...]:
    """Typed lines, the empty ones left out."""
    return tuple(b for baris in teks.splitlines() if (b := baris.strip()))


def baca_tim(teks: str) -> tuple[tuple[str, str], ...]:
    """Lines "Nama; kedudukan" of the assessing team. Raises RuleViolation on `ba_tim` naming the line that is not so."""
    hasil = []
    for baris in baca_baris(teks):
        nama, titik_koma, kedudukan = (b.strip() for b in baris.rpartition(";"))
        if not titik_koma or not nama or not kedudukan:
            raise RuleViolation(
                f"Tulis “{baris}” sebagai nama; kedudukan, misalnya Siti Aminah, S.H.; Ketua.", "ba_tim"
            )
        hasil.append((nama, kedudukan))
    return tuple(hasil)
