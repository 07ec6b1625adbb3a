"""Checking rows of figures: attendance, nilai e-Kinerja, predikat, nilai perilaku. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import nama_bulan
from skpweb.pegawai.rules import Kepegawaian, baca_nip, tampilkan_nip
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.presensi.rules import KOLOM, Rekap, periksa_rekap
from skpweb.tukar.rules import Baris, Dampak, Jenis, Sel, angka_nip, baca_cacah, baca_persen, nomor_bulan, teks
from skpweb.tukar.rules_cocok import kunci_orang

Kunci = tuple[int, int, int]
"""Whose and of when: pegawai id, year, month (0 for a whole year)."""
Nilai = Mapping[Kunci, Mapping[str, str]]


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


def periksa_baris(jenis: Jenis, baris: Baris, tercatat: Tercatat, label: Mapping[str, str]) -> None:
    """Read one row of figures into `baris.data`: pegawai_id, tahun, bulan and the figures themselves."""
    _baca_orang(baris, tercatat, label)
    _baca_waktu(jenis, baris, tercatat, label)
    if jenis is Jenis.PRESENSI:
        _baca_rekap(baris, label)
    else:
        _baca_nilai(JenisNilai(jenis.value), baris, label)


def _baca_orang(baris: Baris, tercatat: Tercatat, label: Mapping[str, str]) -> None:
    try:
        nip = angka_nip(baris.sel.get("nip"))
        orang = tercatat.orang.get(nip)
        if orang is None:
            baca_nip(nip, Kepegawaian.PNS)
            raise RuleViolation("Belum terdaftar sebagai pegawai. Periksa NIP-nya, atau impor pegawainya lebih dahulu.")
    except RuleViolation as tolak:
        baris.salah(label["nip"], baris.sel.get("nip"), tolak.message)
        return
    baris.data |= {"nip": nip, "nama": orang.nama, "pegawai_id": orang.pegawai_id}
    if not orang.dalam_wewenang:
        baris.salah(label["nip"], nip, "Di luar unit wewenang Anda. Hapus baris ini dari file.")
    tertulis = teks(baris.sel.get("nama"))
    if tertulis and kunci_orang(tertulis) != kunci_orang(orang.nama):
        baris.peringatan(label["nama"], tertulis, f"NIP ini tercatat atas nama {orang.nama}. Pastikan NIP-nya benar.")


def _baca_waktu(jenis: Jenis, baris: Baris, tercatat: Tercatat, label: Mapping[str, str]) -> None:
    """Year and month from the row's own columns, else from the form; never in the future."""
    tahun, bulan = tercatat.tahun, tercatat.bulan
    if kata := teks(baris.sel.get("tahun")):
        tahun = int(kata) if kata.isdecimal() and 2000 <= int(kata) <= 2100 else None
        if tahun is None:
            baris.salah(label["tahun"], kata, "Bukan tahun. Tulis empat angka, misalnya 2026.")
            return
    if jenis is not Jenis.PREDIKAT and (kata := teks(baris.sel.get("bulan"))):
        bulan = nomor_bulan(kata)
        if bulan is None:
            baris.salah(label["bulan"], kata, "Bukan bulan. Tulis nama bulan atau angka 1–12.")
            return
    if tahun is None or (bulan is None and jenis is not Jenis.PREDIKAT):
        baris.salah(label["tahun"], "", "Bulan dan tahunnya tidak diketahui. Isi di layar, atau tambahkan kolomnya.")
        return
    bulan = bulan if jenis is not Jenis.PREDIKAT else None
    if (tahun, bulan or 1) > (tercatat.hari.year, tercatat.hari.month):
        kapan = nama_bulan(tahun, bulan) if bulan else str(tahun)
        baris.salah(label["tahun"], kapan, "Masih akan datang. Periksa bulan dan tahunnya.")
        return
    baris.data |= {"tahun": tahun, "bulan": bulan}


def _baca_rekap(baris: Baris, label: Mapping[str, str]) -> None:
    angka: dict[str, int] = {}
    for kunci in KOLOM:
        try:
            nilai = baca_cacah(baris.sel.get(kunci))
            if nilai is None and kunci in ("hari_kerja", "hadir"):
                raise RuleViolation("Belum diisi. Tulis banyaknya hari; 0 bila tidak ada.")
            angka[kunci] = nilai or 0
        except RuleViolation as tolak:
            baris.salah(label[kunci], baris.sel.get(kunci), tolak.message)
    if len(angka) < len(KOLOM):
        return
    try:
        periksa_rekap(Rekap(**angka))
        baris.data["angka"] = angka
    except RuleViolation as tolak:
        for satu in tolak.faults:
            kunci = satu.field or "hari_kerja"
            baris.salah(label[kunci], angka[kunci], satu.message)


def _baca_nilai(jenis: JenisNilai, baris: Baris, label: Mapping[str, str]) -> None:
    kunci = "predikat" if jenis is JenisNilai.PREDIKAT else "nilai"
    baca: Callable[[Sel], object] = baca_predikat if jenis is JenisNilai.PREDIKAT else baca_persen
    try:
        nilai = baca(baris.sel.get(kunci))
        if nilai is None:
            raise RuleViolation("Belum diisi. Isi, atau hapus baris ini dari file.")
        baris.data[kunci] = nilai
    except RuleViolation as tolak:
        baris.salah(label[kunci], baris.sel.get(kunci), tolak.message)


def baca_predikat(sel: Sel) -> Predikat | None:
    """A predikat in any case; "Kurang/Misconduct" is Kurang, "Cukup" is no word of PER6. Raises RuleViolation."""
    kata = " ".join(teks(sel).casefold().replace("_", " ").split("/")[0].split())
    if not kata:
        return None
    for satu in Predikat:
        if kata in (satu.label.casefold(), satu.value):
            return satu
    pilihan = ", ".join(p.label for p in Predikat)
    raise RuleViolation(f"Predikat tidak dikenal. Tulis salah satu: {pilihan}.")


def periksa_ganda(baris: Sequence[Baris], label: Mapping[str, str]) -> None:
    """One person has one row a month (or year)."""
    tempat: dict[tuple[object, ...], list[Baris]] = {}
    for satu in baris:
        if "pegawai_id" in satu.data and "tahun" in satu.data:
            tempat.setdefault(tuple(satu.data[k] for k in ("pegawai_id", "tahun", "bulan")), []).append(satu)
    for kelompok in (k for k in tempat.values() if len(k) > 1):
        for satu in kelompok:
            lain = ", ".join(str(b.nomor) for b in kelompok if b is not satu)
            nip = tampilkan_nip(str(satu.data["nip"]))
            satu.salah(label["nip"], nip, f"Orang ini juga ada di baris {lain}. Sisakan satu baris saja.")


def bandingkan(baris: Baris, tersimpan: Nilai, label: Mapping[str, str]) -> None:
    """Set `keadaan` and `perubahan` against the stored figures of the same person and month."""
    if baris.ada_salah:
        baris.keadaan = Dampak.SALAH
        return
    data = baris.data
    lama = tersimpan.get((int(str(data["pegawai_id"])), int(str(data["tahun"])), int(str(data["bulan"] or 0))))
    if lama is None:
        baris.keadaan = Dampak.BARU
        return
    baru = nilai_tampak(data, label)
    baris.perubahan = {k: (lama.get(k, ""), v) for k, v in baru.items() if lama.get(k, "") != v}
    baris.keadaan = Dampak.BERUBAH if baris.perubahan else Dampak.SAMA


def nilai_tampak(data: Mapping[str, object], label: Mapping[str, str]) -> dict[str, str]:
    """The figures of a row as they are shown and compared, by label."""
    angka = data.get("angka")
    if isinstance(angka, dict):
        return {label[k]: str(v) for k, v in angka.items()}
    if "predikat" in data:
        return {label["predikat"]: Predikat(str(data["predikat"])).label}
    return {label["nilai"]: f"{Decimal(str(data['nilai'])):.2f}".replace(".", ",")}
