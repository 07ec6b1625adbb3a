"""The text of a plan, its hash and its differences; deadlines of both sides (spec/rules §2; PermenPANRB 6/2022 p. 65 C).

A naskah is a plan in plain values as JSON keeps them: both parties, the period, the lines with their months.
"""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import BULAN
from skpweb.core.settings import Aturan
from skpweb.periode.rules import KalenderKerja
from skpweb.skp.rules import Agregasi, Arah, Aspek, JenisRhk

ATURAN = (
    Aturan(
        "persetujuan.hari_atasan", "Batas atasan menetapkan SKP", 10,
        "Hari kerja sejak pengajuan sesudah 31 Januari; lewat batas, atasan dari atasan juga dapat menetapkan.",
        minimum=1, maksimum=60,
    ),
    Aturan(
        "persetujuan.hari_kirim_ulang", "Kirim ulang SKP yang dikembalikan", 5,
        "Hari kerja sejak dikembalikan di sekitar batas waktu; selama itu tetap dapat diajukan.",
        minimum=1, maksimum=60,
    ),
)  # fmt: skip

CATATAN_TERPANJANG = 8000
Naskah = Mapping[str, Any]
Potongan = list[tuple[str, str]]


def nomor_terima(langkah_id: int, tahun: int) -> str:
    """The number on a receipt: "SKP-2026-000123"."""
    return f"SKP-{tahun}-{langkah_id:06}"


def sidik(naskah: Naskah) -> str:
    """Hash of everything in the plan and of both parties: an agreement names exactly this text."""
    text = json.dumps(naskah, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# ---- differences --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Beda:
    """A place of the plan that changed; "" where there was or is nothing. `bagian`: of a line that is new or gone."""

    kunci: str
    label: str
    lama: str
    baru: str
    bagian: bool = False

    @property
    def hilang(self) -> bool:
        """A whole line that is gone."""
        return not self.baru and self.kunci.count("-") == 1

    @property
    def potongan(self) -> Potongan:
        """Word by word: ("", same), ("del", gone), ("ins", new)."""
        return potong(self.lama, self.baru)


def potong(lama: str, baru: str) -> Potongan:
    """The way from one text to the other, in runs of words."""
    before, after = lama.split(), baru.split()
    if not before or not after:
        return [(mark, " ".join(words)) for mark, words in (("del", before), ("ins", after)) if words]
    found: Potongan = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("", " ".join(before[a:b])))
        else:
            found += [(mark, " ".join(words)) for mark, words in (("del", before[a:b]), ("ins", after[c:d])) if words]
    return found


def uraikan(naskah: Naskah) -> dict[str, tuple[str, str]]:
    """Every place of a plan: key → (what it is called, its text). Keys go by the identity of a line, not its number."""
    found = {k: (label, _orang(naskah[k])) for k, label in (("pegawai", "Pegawai"), ("penilai", "Pejabat penilai"))}
    found["masa"] = ("Periode", f"{naskah['mulai']} s.d. {naskah['sampai']}")
    found["pendekatan"] = ("Pendekatan", naskah["pendekatan"])
    for n, rhk in enumerate(naskah["rhk"], 1):
        name, key = f"RHK {n}", f"rhk-{rhk['id']}"
        found[key] = (name, rhk["teks"])
        found[f"{key}-jenis"] = (f"{name}, jenis", JenisRhk(rhk["jenis"]).value)
        found[f"{key}-induk"] = (
            f"{name}, mendukung",
            f"Direktif {rhk['pemberi']}" if rhk["direktif"] else rhk["induk_teks"],
        )
        for m, iki in enumerate(rhk["iki"], 1):
            found |= _uraikan_iki(f"{name}, indikator {m}", f"iki-{iki['id']}", iki)
    return found


def _uraikan_iki(name: str, key: str, iki: Naskah) -> dict[str, tuple[str, str]]:
    return {
        key: (name, iki["teks"]),
        f"{key}-aspek": (f"{name}, aspek", ", ".join(Aspek(a).label for a in iki["aspek"])),
        f"{key}-target": (f"{name}, target", iki["target"]),
        f"{key}-hitung": (f"{name}, cara hitung", cara_hitung(iki)),
        f"{key}-bulan": (f"{name}, target bulanan", bulanan(iki["bulan"])),
    }


def _orang(orang: Naskah | None) -> str:
    return (
        ", ".join(orang[k] for k in ("nama", "nip", "pangkat_golongan", "jabatan", "unit") if orang[k]) if orang else ""
    )


def cara_hitung(iki: Naskah) -> str:
    """How an indicator is calculated: "120 laporan, makin besar makin baik, dijumlahkan"."""
    if not iki["batas"]:
        return "Dinilai dengan catatan" if iki["dinilai_catatan"] else ""
    figure = f"{iki['batas']} {iki['satuan']}".strip()
    return f"{figure}, {Arah(iki['arah']).label.lower()}, {Agregasi(iki['agregasi']).label.lower()}"


def bulanan(bulan: Mapping[str, str]) -> str:
    """The planned months in words: "Jan 10 · Feb 10"; of an indicator without bounds "Jan ✓ · Feb ✓"."""
    return " · ".join(f"{BULAN[int(b) - 1][:3]} {teks}" for b, teks in sorted(bulan.items(), key=lambda x: int(x[0])))


def bandingkan(lama: Naskah, baru: Naskah) -> list[Beda]:
    """Every place that differs, in the order of the newer plan, what is gone last; then a changed order of lines."""
    before, after = uraikan(lama), uraikan(baru)
    both = before.keys() & after.keys()
    found = [
        Beda(key, (after.get(key) or before[key])[0], old, new, key.count("-") > 1 and key not in both)
        for key in [*after, *(k for k in before if k not in after)]
        if (old := before.get(key, ("", ""))[1]) != (new := after.get(key, ("", ""))[1])
    ]
    lines, then = _urutan(baru, both), _urutan(lama, both)
    if lines != then:
        old, new = (" · ".join(before[k][1] for k in keys) for keys in (then, lines))
        found.append(Beda("urutan", "Urutan", old, new))
    return found


def _urutan(naskah: Naskah, bersama: AbstractSet[str]) -> list[str]:
    keys = [k for r in naskah["rhk"] for k in (f"rhk-{r['id']}", *(f"iki-{i['id']}" for i in r["iki"]))]
    return [k for k in keys if k in bersama]


# ---- deadlines ----------------------------------------------------------------------------------
def tepat_waktu(diajukan_pada: datetime, batas_pada: datetime | None) -> bool:
    """Whether the first Ajukan came by the person's own deadline, its last moment included; None: there is none."""
    return (
        batas_pada is None or diajukan_pada.replace(microsecond=diajukan_pada.microsecond // 1000 * 1000) <= batas_pada
    )


def batas_atasan(tahun: int, diajukan: date, kalender: KalenderKerja, hari_kerja: int) -> date:
    """The last day on which the superior alone agrees: 31 January, or so many working days after a later sending."""
    january = date(tahun, 1, 31)
    return january if diajukan <= january else kalender.tenggat(diajukan, hari_kerja)


def kirim_ulang_sampai(dikembalikan: date, batas: date, kalender: KalenderKerja, hari_kerja: int) -> date | None:
    """Until when a returned plan may be sent again though the window is closed: so many working days after the return,
    if that was at most so many before or after the deadline; else None."""
    near = kalender.tambah(batas, -hari_kerja) <= dikembalikan <= kalender.tenggat(batas, hari_kerja)
    return kalender.tenggat(dikembalikan, hari_kerja) if near else None


# ---- deeds --------------------------------------------------------------------------------------
def pastikan_catatan(catatan: str) -> str:
    """The note of a return, stripped. Raises RuleViolation on `catatan` when there is none or far too much."""
    if not catatan.strip():
        raise RuleViolation("Tulis apa yang harus diperbaiki, supaya pegawai tahu apa yang diubah.", "catatan")
    if len(catatan) > CATATAN_TERPANJANG:
        raise RuleViolation(f"Catatan paling banyak {CATATAN_TERPANJANG} huruf seluruhnya; singkatkan.", "catatan")
    return catatan.strip()


def pastikan_belum_dipakai(dipakai: bool) -> None:
    """Batal only before the first validated entry; afterwards it is closed. Raises RuleViolation."""
    if dipakai:
        raise RuleViolation(
            "SKP ini sudah dipakai menilai kinerja harian, jadi tidak dapat dibatalkan. Tutup SKP dengan tanggal."
        )


def pastikan_tanggal_tutup(tanggal: date, mulai: date, sampai: date, hari: date) -> None:
    """The last day of a closed plan lies in its period and is not in the future. Raises RuleViolation on `tanggal`."""
    if not mulai <= tanggal <= sampai:
        raise RuleViolation("Tanggal harus di dalam periode SKP. Isi hari terakhir SKP ini berlaku.", "tanggal")
    if tanggal > hari:
        raise RuleViolation("Tanggal itu belum tiba. Isi hari ini atau sebelumnya.", "tanggal")


def pastikan_tanggal_lembar(tanggal: date, tahun: int) -> None:
    """A signed plan is not dated before 1 December before its year. Raises RuleViolation."""
    if tanggal < date(tahun - 1, 12, 1):
        raise RuleViolation(f"Penyusunan SKP {tahun} mulai 1 Desember {tahun - 1}; periksa tanggalnya.", "tanggal")


LABEL_LANGKAH = {
    "ajukan": "Diajukan", "tarik": "Ditarik kembali", "kembalikan": "Dikembalikan", "tetapkan": "Ditetapkan",
    "kertas": "Ditetapkan di atas kertas", "batalkan": "Dibatalkan", "tutup": "Ditutup",
}  # fmt: skip
