"""Checking rows of figures: attendance, nilai e-Kinerja, predikat, nilai perilaku. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import bilangan, nama_bulan
from skpweb.pegawai.rules import Kepegawaian, baca_nip
from skpweb.petruk.rules import Predikat
from skpweb.presensi.rules import KOLOM, Rekap, periksa_rekap
from skpweb.tukar.rules import (
    Baris,
    Dampak,
    Jenis,
    Sel,
    angka_nip,
    baca_cacah,
    baca_persen,
    nomor_bulan,
    tandai_ganda,
    teks,
)
from skpweb.tukar.rules_cocok import kunci_orang

Kunci = tuple[int, int, int]
"""Whose and of when: pegawai id, year, month (0 for a whole year)."""
Nilai = Mapping[Kunci, Mapping[str, str]]
_BELUM = "Belum diisi. Isi, atau hapus baris ini dari file."


@dataclass(frozen=True)
class Dikenal:
    """A person who may have figures here; `dalam_wewenang` says that the actor may bring them."""

    pegawai_id: int
    nama: str
    dalam_wewenang: bool = True


@dataclass(frozen=True)
class Tercatat:
    """What the office knows before the import: people by NIP; `nilai` gives the stored figures of these (year, month) as
    they are shown, by label. `tahun`, `bulan`: those of the form, for rows that name none."""

    hari: date
    orang: Mapping[str, Dikenal]
    nilai: Callable[[set[tuple[int, int]]], Nilai]
    tahun: int | None = None
    bulan: int | None = None


def periksa_baris(jenis: Jenis, baris: Baris, tercatat: Tercatat) -> None:
    """Read one row of figures into `baris.data`: pegawai_id, tahun, bulan and the figures themselves."""
    _baca_orang(baris, tercatat)
    _baca_waktu(jenis, baris, tercatat)
    if jenis is Jenis.PRESENSI:
        _baca_rekap(baris)
    elif jenis is Jenis.PREDIKAT:
        baris.baca("predikat", baca_predikat, _BELUM)
    else:
        baris.baca("nilai", baca_persen, _BELUM)


def _baca_orang(baris: Baris, tercatat: Tercatat) -> None:
    def cari(sel: Sel) -> Dikenal:
        nip = angka_nip(sel)
        if nip not in tercatat.orang:
            baca_nip(nip, Kepegawaian.PNS)
            raise RuleViolation("Belum terdaftar sebagai pegawai. Periksa NIP-nya, atau impor pegawainya lebih dahulu.")
        return tercatat.orang[nip]

    baris.baca("nip", cari)
    if orang := baris.data.get("nip"):
        baris.data |= {"nip": angka_nip(baris.sel["nip"]), "nama": orang.nama, "pegawai_id": orang.pegawai_id}
        if not orang.dalam_wewenang:
            baris.salah("nip", "Di luar unit wewenang Anda. Hapus baris ini dari file.")
        tertulis = teks(baris.sel.get("nama"))
        if tertulis and kunci_orang(tertulis) != kunci_orang(orang.nama):
            baris.peringatan("nama", f"NIP ini tercatat atas nama “{orang.nama}”. Pastikan NIP-nya benar.")


def _baca_waktu(jenis: Jenis, baris: Baris, tercatat: Tercatat) -> None:
    """Year and month from the row's own columns, else from the form; never in the future."""
    tahun, bulan = tercatat.tahun, tercatat.bulan
    if kata := teks(baris.sel.get("tahun")):
        tahun = bilangan(kata)
        if tahun is None or not 2000 <= tahun <= 2100:
            baris.salah("tahun", "Bukan tahun. Tulis empat angka, misalnya 2026.")
            return
    if jenis is not Jenis.PREDIKAT and (kata := teks(baris.sel.get("bulan"))):
        bulan = nomor_bulan(kata)
        if bulan is None:
            baris.salah("bulan", "Bukan bulan. Tulis nama bulan atau angka 1–12.")
            return
    if jenis is Jenis.PREDIKAT:
        bulan = None
    if tahun is None or (bulan is None and jenis is not Jenis.PREDIKAT):
        baris.salah("tahun", "Bulan dan tahunnya tidak diketahui. Isi di layar, atau tambahkan kolomnya.")
    elif (tahun, bulan or 1) > (tercatat.hari.year, tercatat.hari.month):
        kapan = nama_bulan(tahun, bulan) if bulan else str(tahun)
        baris.salah("tahun", f"Masih akan datang ({kapan}). Periksa bulan dan tahunnya.")
    else:
        baris.data |= {"tahun": tahun, "bulan": bulan}


def _baca_rekap(baris: Baris) -> None:
    for kunci in KOLOM:
        wajib = "Belum diisi. Tulis banyaknya hari; 0 bila tidak ada." if kunci in ("hari_kerja", "hadir") else ""
        baris.baca(kunci, baca_cacah, wajib)
    if not set(KOLOM) <= set(baris.data):
        return
    angka = {kunci: baris.data.pop(kunci) for kunci in KOLOM}
    try:
        periksa_rekap(Rekap(**angka))
        baris.data["angka"] = angka
    except RuleViolation as tolak:
        for satu in tolak.faults:
            baris.salah(satu.field or "hari_kerja", satu.message)


def baca_predikat(sel: Sel) -> Predikat:
    """A predikat in any case; "Kurang/Misconduct" is Kurang, "Cukup" is no word of PER6. Raises RuleViolation."""
    kata = " ".join(teks(sel).casefold().replace("_", " ").split("/")[0].split())
    for satu in Predikat:
        if kata in (satu.label.casefold(), satu.value):
            return satu
    raise RuleViolation(f"Predikat tidak dikenal. Tulis salah satu: {', '.join(p.label for p in Predikat)}.")


def kunci_nilai(baris: Baris) -> Kunci | None:
    """Whose figures a row has and of when; None where that could not be read."""
    data = baris.data
    known = "pegawai_id" in data and "tahun" in data
    return (data["pegawai_id"], data["tahun"], data["bulan"] or 0) if known else None


def periksa_ganda(baris: Sequence[Baris]) -> None:
    """One person has one row a month (or year)."""
    tandai_ganda(baris, "nip", "Orang ini juga ada di baris {lain}. Sisakan satu baris saja.", kunci_nilai)


def bandingkan(baris: Baris, tersimpan: Nilai) -> None:
    """Set `keadaan` and `perubahan` against the stored figures of the same person and month."""
    kunci = kunci_nilai(baris)
    if baris.ada_salah or kunci is None:
        baris.keadaan = Dampak.SALAH
    elif (lama := tersimpan.get(kunci)) is None:
        baris.keadaan = Dampak.BARU
    else:
        baru = _tampak(baris.data, baris.label)
        baris.perubahan = {k: (lama.get(k, ""), v) for k, v in baru.items() if lama.get(k, "") != v}
        baris.keadaan = Dampak.BERUBAH if baris.perubahan else Dampak.SAMA


def _tampak(data: Mapping[str, Any], label: Mapping[str, str]) -> dict[str, str]:
    """The figures of a row as they are shown and compared, by label."""
    if "angka" in data:
        return {label[k]: str(v) for k, v in data["angka"].items()}
    if "predikat" in data:
        return {label["predikat"]: data["predikat"].label}
    nilai: Decimal = data["nilai"]
    return {label["nilai"]: f"{nilai:.2f}".replace(".", ",")}
