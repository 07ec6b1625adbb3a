"""Numbers, golongan, kedudukan and status of people (spec/rules §1). Dates are dates of the office; today is a parameter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skpweb.core.errors import RuleViolation, collect
from skpweb.core.formats import Berlabel, bilangan
from skpweb.organisasi.rules import JPT, JenisJabatan


class Kepegawaian(Berlabel):
    PNS = "pns", "PNS"
    PPPK = "pppk", "PPPK"
    PARUH_WAKTU = "paruh_waktu", "PPPK Paruh Waktu"

    @property
    def nama_nomor(self) -> str:
        """What the person's number is called."""
        return "NIP" if self is Kepegawaian.PNS else "NI PPPK"


class Kelamin(Berlabel):
    LAKI_LAKI = "L", "Laki-laki"
    PEREMPUAN = "P", "Perempuan"


class Kedudukan(Berlabel):
    """In what capacity a post is held, in the order in which holders of one post go before each other."""

    PLH = "plh", "Plh."
    PJ = "pj", "Pj."
    PLT = "plt", "Plt."
    DEFINITIF = "definitif"

    @property
    def awalan(self) -> str:
        """What stands before the post's name: "Plt. " or nothing."""
        return "" if self is Kedudukan.DEFINITIF else self.label + " "


class Status(Berlabel):
    AKTIF = "aktif"
    TUGAS_BELAJAR = "tugas_belajar"
    CUTI_PANJANG = "cuti_panjang"
    DIPERBANTUKAN = "diperbantukan"
    CLTN = "cltn", "CLTN"
    MPP = "mpp", "MPP"
    DIBERHENTIKAN_SEMENTARA = "diberhentikan_sementara"
    PEJABAT_NEGARA = "pejabat_negara"
    PINDAH_KELUAR = "pindah_keluar"
    PENSIUN = "pensiun"
    MENINGGAL = "meninggal"
    KONTRAK_BERAKHIR = "kontrak_berakhir"


WAJIB_SKP = frozenset({Status.AKTIF, Status.TUGAS_BELAJAR})
"""Who owes an SKP (PER6 p. 65–66)."""
KELUAR = frozenset({Status.PINDAH_KELUAR, Status.PENSIUN, Status.MENINGGAL, Status.KONTRAK_BERAKHIR})
"""Statuses that end the person's time in the office: posts and teams close the day before."""

HARI_PENGINGAT_KONTRAK = (60, 30, 7)
_TANDA_NIP = re.compile(r"[\s.'’‘`´\u200b\ufeff]")
_BULAN_NIP = range(1, 13)
UMUR_WAJAR = (16, 70)


@dataclass(frozen=True)
class Nip:
    """A sound NIP or NI PPPK: `angka` is 18 digits."""

    angka: str
    kepegawaian: Kepegawaian

    @property
    def tampil(self) -> str:
        return tampilkan_nip(self.angka)

    @property
    def lahir(self) -> date:
        return date(int(self.angka[:4]), int(self.angka[4:6]), int(self.angka[6:8]))

    @property
    def kelamin(self) -> Kelamin:
        return Kelamin.LAKI_LAKI if self.angka[14] == "1" else Kelamin.PEREMPUAN


def tampilkan_nip(angka: str | None) -> str:
    """18 digits as they are printed, "19830609 200903 2 005"; anything else unchanged, None as nothing."""
    if not angka or len(angka) != 18 or not angka.isdigit():
        return angka or ""
    return f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"


def baca_nip(text: str, kepegawaian: Kepegawaian) -> Nip:
    """NIP (PNS) or NI PPPK from what people type; spaces, dots and apostrophes do not count.

    Raises RuleViolation (field "nip") that says which part is wrong and how to mend it: all faults at once.
    """
    name = kepegawaian.nama_nomor
    angka = _TANDA_NIP.sub("", text)
    if not angka:
        raise RuleViolation(f"{name} belum diisi. Ketik 18 angka.", "nip")
    if stray := sorted(set(angka) - set("0123456789")):
        raise RuleViolation(f"{name} berisi “{''.join(stray)}”. Tulis 18 angka saja.", "nip")
    if len(angka) != 18:
        much = f"kurang {18 - len(angka)}" if len(angka) < 18 else f"lebih {len(angka) - 18}"
        raise RuleViolation(f"{name} harus 18 angka, yang tertulis {len(angka)} ({much}). Periksa lagi di SK.", "nip")
    faults = []
    try:
        date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        faults.append(
            f"Delapan angka pertama {name} ({angka[:8]}) bukan tanggal lahir. Tulis tahun, bulan, tanggal lahir: "
            "mis. 19830609 untuk 9 Juni 1983."
        )
    if angka[14] not in "12":
        faults.append(
            f"Angka ke-15 {name} harus 1 (laki-laki) atau 2 (perempuan), yang tertulis {angka[14]}. Periksa lagi di SK."
        )
    collect([RuleViolation(fault, "nip") for fault in faults])
    return Nip(angka, kepegawaian)


def umur(lahir: date, hari: date) -> int:
    """Whole years on the day."""
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))


def peringatan_nip(nip: Nip, hari: date, kelamin: Kelamin | None = None) -> list[str]:
    """What is odd in a sound number and should be looked at, never a refusal (spec/rules §1)."""
    tahun, bulan = int(nip.angka[8:12]), int(nip.angka[12:14])
    pns, lahir, name = nip.kepegawaian is Kepegawaian.PNS, nip.lahir, nip.kepegawaian.nama_nomor
    odd = []
    if pns and bulan not in _BULAN_NIP:
        odd.append("Angka ke-13 dan 14 bukan bulan: nomor ini tampak seperti NI PPPK, statusnya PNS.")
    if not pns and bulan in _BULAN_NIP:
        odd.append("Angka ke-13 dan 14 tampak seperti bulan: nomor ini tampak seperti NIP PNS, statusnya PPPK.")
    mulai = (tahun, bulan if pns and bulan in _BULAN_NIP else 12)
    if mulai < (lahir.year + UMUR_WAJAR[0], lahir.month):
        odd.append(f"Menurut {name}, pengangkatan tahun {tahun} terjadi sebelum umur {UMUR_WAJAR[0]} tahun.")
    if (tahun, bulan if pns and bulan in _BULAN_NIP else 1) > (hari.year, hari.month):
        odd.append(f"Menurut {name}, pengangkatan ({tahun}) masih akan datang.")
    if not UMUR_WAJAR[0] <= umur(lahir, hari) <= UMUR_WAJAR[1]:
        odd.append(f"Menurut {name}, umurnya {umur(lahir, hari)} tahun. Periksa tahun lahir.")
    if kelamin and kelamin is not nip.kelamin:
        odd.append(f"Angka ke-15 {name} berarti {nip.kelamin.label.lower()}, datanya {kelamin.label.lower()}.")
    if nip.angka[15:] == "000":
        odd.append(f"Nomor urut {name} (tiga angka terakhir) 000; seharusnya 001–999.")
    return odd


NAMA_PANGKAT = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")


def nama_pangkat(golongan: str | None) -> str:
    """Pangkat of a golongan ruang; PPPK have none."""
    return NAMA_PANGKAT.get(golongan or "", "")


_GOLONGAN_PNS = re.compile(  # the I of "Tk. I" belongs to the pangkat; two golongan are one too many
    r"(?<![a-z])(?<!\btk )(?<!\btingkat )(IV|I{1,3}) ?/? ?([a-e])\b(?P<sisa>.*)", re.IGNORECASE
)


def baca_golongan(text: str, kepegawaian: Kepegawaian) -> str | None:
    """Golongan as people write it ("iii d", "Penata Tk. I, III/d", "Gol. IX", "9"); None where paruh waktu leaves it empty.

    Raises RuleViolation (field "golongan").
    """
    key = re.sub(r"\b(golongan|gol|ruang)\b|[^\w()/]", " ", text.strip(), flags=re.IGNORECASE)
    if not key.strip():
        if kepegawaian is Kepegawaian.PARUH_WAKTU:
            return None
        raise RuleViolation("Golongan belum diisi. " + _CONTOH_GOLONGAN[kepegawaian], "golongan")
    if inner := re.search(r"\(([^)]+)\)", key):
        key = inner.group(1)
    if kepegawaian is Kepegawaian.PNS:
        found = _GOLONGAN_PNS.search(" ".join(key.split()))
        golongan = f"{found[1].upper()}/{found[2].lower()}" if found and not found["sisa"] else ""
        if golongan in NAMA_PANGKAT:
            return golongan
    else:
        word = key.strip().upper()
        if 1 <= (bilangan(word) or 0) <= len(_ROMAWI):
            return _ROMAWI[int(word) - 1]
        if word in _ROMAWI:
            return word
    raise RuleViolation(
        f"Golongan “{text.strip()}” tidak dikenal untuk {kepegawaian.label}. " + _CONTOH_GOLONGAN[kepegawaian],
        "golongan",
    )


_CONTOH_GOLONGAN = {
    Kepegawaian.PNS: "Tulis I/a sampai IV/e, mis. III/d.",
    Kepegawaian.PPPK: "Tulis I sampai XVII, mis. IX.",
    Kepegawaian.PARUH_WAKTU: "Tulis I sampai XVII, mis. V, atau kosongkan.",
}


def baca_kepegawaian(text: str) -> Kepegawaian:
    """PNS, PPPK or PPPK paruh waktu in any case and spelling. Raises RuleViolation (field "kepegawaian")."""
    key = re.sub(r"[^a-z0-9]", "", text.lower()).replace("p3k", "pppk")
    if key in ("pns", "cpns", "pegawainegerisipil"):
        return Kepegawaian.PNS
    if key in ("pppk", "pppkpenuhwaktu", "pegawaipemerintahdenganperjanjiankerja"):
        return Kepegawaian.PPPK
    if key in ("pppkparuhwaktu", "paruhwaktu", "pppkpw"):
        return Kepegawaian.PARUH_WAKTU
    raise RuleViolation(
        f"Status kepegawaian “{text.strip()}” tidak dikenal. Tulis PNS, PPPK, atau PPPK Paruh Waktu.", "kepegawaian"
    )


_KEDUDUKAN = re.compile(
    r"\s*(?:(?P<plt>plt|pelaksana tugas)|(?P<plh>plh|pelaksana harian)|(?P<pj>pj|penjabat|pejabat sementara))\b[.,]?\s*",
    re.IGNORECASE,
)


def baca_kedudukan(text: str) -> Kedudukan:
    """Definitif (also where empty), Plt., Plh. or Pj. Raises RuleViolation (field "kedudukan")."""
    word = text.strip()
    if not word or word.lower() in ("definitif", "def", "def."):
        return Kedudukan.DEFINITIF
    if found := _KEDUDUKAN.fullmatch(word):
        return Kedudukan(str(found.lastgroup))
    raise RuleViolation(f"Kedudukan “{word}” tidak dikenal. Tulis Definitif, Plt., Plh., atau Pj.", "kedudukan")


def pisah_kedudukan(nama_jabatan: str) -> tuple[Kedudukan | None, str]:
    """A post's name without the Plt./Plh./Pj. written before it, or behind in brackets, and which it was (None: nothing was)."""
    nama_jabatan = re.sub(r"(.+)\((pl[th]|pj)\.?\)\s*$", r"\2. \1", nama_jabatan, flags=re.IGNORECASE)
    found = _KEDUDUKAN.match(nama_jabatan)
    if not found or not nama_jabatan[found.end() :].strip():
        return None, " ".join(nama_jabatan.split())
    return Kedudukan(str(found.lastgroup)), " ".join(nama_jabatan[found.end() :].split())


class Kewajiban(StrEnum):
    PK_SKP = "PK dan SKP"
    SKP = "SKP"
    TIDAK_ADA = "Tidak wajib SKP"


def hitung_kewajiban(status: Status, jenis: JenisJabatan | None, punya_pk: bool) -> Kewajiban:
    """What the person owes (S15): PK + SKP for JPT, administrator, pengawas and a JF with a PK; SKP only for the rest."""
    if status not in WAJIB_SKP:
        return Kewajiban.TIDAK_ADA
    if jenis in JPT | {JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS}:
        return Kewajiban.PK_SKP
    return Kewajiban.PK_SKP if jenis is JenisJabatan.FUNGSIONAL and punya_pk else Kewajiban.SKP


def periksa_rentang(mulai: date, sampai: date | None, others: Iterable[tuple[date, date | None]] = ()) -> None:
    """A span of days that ends after it begins and shares no day with the others; None is open.

    Raises RuleViolation (field "sampai" or "mulai").
    """
    if sampai and sampai < mulai:
        raise RuleViolation("Tanggal selesai tidak boleh sebelum tanggal mulai.", "sampai")
    for start, end in others:
        if start <= (sampai or date.max) and mulai <= (end or date.max):
            ends = f"{end:%d-%m-%Y}" if end else "sekarang"
            raise RuleViolation(
                f"Rentang ini bertindihan dengan yang sudah tercatat, {start:%d-%m-%Y} sampai {ends}. "
                "Ubah tanggalnya atau akhiri yang lama.",
                "mulai",
            )
