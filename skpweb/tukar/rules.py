"""What a sheet is and what a checked row is; header row, columns and total line are found here. No database."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import BULAN, bilangan

Sel = str | int | Decimal | date | None
"""One cell as the file has it; numbers are exact, an empty cell is None."""

KOSONG = ("", "-", "–", "—")
CARI_KEPALA = 30  # the header row stands within so many rows
RUMUS = "Sel ini berisi rumus. Di Excel: Salin, lalu Tempel Khusus › Nilai, simpan, unggah lagi."


class Jenis(StrEnum):
    """What an import brings; the values are the addresses."""

    PEGAWAI = "pegawai"
    PRESENSI = "presensi"
    EKINERJA = "ekinerja"
    PREDIKAT = "predikat"
    PERILAKU = "perilaku"


class Status(StrEnum):
    """Where an import stands."""

    KOLOM = "kolom"  # read; the columns are to be confirmed
    PRATINJAU = "pratinjau"  # checked; nothing is saved yet
    DITERAPKAN = "diterapkan"
    DIBATALKAN = "dibatalkan"


class Dampak(StrEnum):
    """What applying a row would do."""

    BARU = "baru"
    BERUBAH = "berubah"
    SAMA = "sama"
    SALAH = "salah"


@dataclass(frozen=True)
class Lembar:
    """A sheet: `baris[0]` is its first row; `rumus` holds (row, column) from 0 of the cells with a formula."""

    nama: str
    baris: tuple[tuple[Sel, ...], ...]
    rumus: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Bidang:
    """What a column may mean. `sebutan` are the headings known to mean it, with "|" between them."""

    kunci: str
    label: str
    sebutan: str
    penjelasan: str = ""
    contoh: str = ""
    wajib: bool = False

    @property
    def sinonim(self) -> list[str]:
        return [self.label, *self.sebutan.split("|")]


@dataclass(frozen=True)
class Pilihan:
    """An answer that is offered."""

    nilai: str
    label: str


@dataclass(frozen=True)
class Tanya:
    """A question that a person answers on the screen; the answer is kept under `kunci` for all rows."""

    kunci: str
    teks: str
    pilihan: tuple[Pilihan, ...]


@dataclass(frozen=True)
class Masalah:
    """A fault (stops the import) or a warning of one cell: where, what it says, what is wrong and the remedy."""

    baris: int
    kolom: str
    nilai: str
    pesan: str
    peringatan: bool = False
    tanya: Tanya | None = None


@dataclass
class Baris:
    """A row of the file: its number there, its cells by field, the fields' labels, and what was found in it."""

    nomor: int
    sel: dict[str, Sel]
    label: Mapping[str, str]
    masalah: list[Masalah] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    keadaan: Dampak = Dampak.BARU
    perubahan: dict[str, tuple[str, str]] = field(default_factory=dict)

    def salah(self, kunci: str, pesan: str, *, tanya: Tanya | None = None, peringatan: bool = False) -> None:
        """Put a fault on the cell of this field. "Golongan “V/z”" stands before what it says, so not in it again."""
        label, nilai = self.label[kunci], tampil(self.sel.get(kunci))
        sebut, _, sisa = pesan.partition(f"“{nilai}” ")
        pesan = sisa[0].upper() + sisa[1:] if sisa and not tanya and sebut.startswith(label) else pesan
        self.masalah.append(Masalah(self.nomor, label, nilai, pesan, peringatan, tanya))

    def peringatan(self, kunci: str, pesan: str) -> None:
        self.salah(kunci, pesan, peringatan=True)

    def baca(self, kunci: str, cara: Callable[[Sel], object], pesan: str = "") -> None:
        """Read a cell into `data`, or put the fault on it; with `pesan` an empty cell is one."""
        sel = self.sel.get(kunci)
        try:
            if pesan and not isian(sel):
                raise RuleViolation(pesan)
            self.data[kunci] = cara(sel)
        except RuleViolation as tolak:
            self.salah(kunci, tolak.message)

    @property
    def ada_salah(self) -> bool:
        return any(not m.peringatan for m in self.masalah)


@dataclass(frozen=True)
class Kepala:
    """The header row found: its place, its headings, and which column (from 0) each field was taken for."""

    indeks: int
    judul: tuple[str, ...]
    peta: dict[str, int]


# ---- cells ---------------------------------------------------------------------------------------
def teks(sel: Sel) -> str:
    """The cell as one line of text: outer and double spaces gone, and the apostrophe that marks text."""
    if sel is None:
        return ""
    if isinstance(sel, date):
        return sel.strftime("%d/%m/%Y")
    if not isinstance(sel, str):
        return f"{sel:f}" if isinstance(sel, Decimal) else str(sel)
    bersih = " ".join(re.sub("[\u200b\u200e\u200f\ufeff]", "", sel).split())
    return re.sub(r"^['\u2018\u2019`](?=[\d=+\-@])", "", bersih)


def isian(sel: Sel) -> str:
    """The text of a cell, "" where a dash stands for nothing."""
    kata = teks(sel)
    return "" if kata in KOSONG else kata


def tampil(sel: Sel) -> str:
    """A cell as it is named in a message, cut where it is long."""
    kata = teks(sel)
    return kata if len(kata) <= 60 else kata[:59] + "…"


def baca_angka(sel: Sel, *, ribuan: bool = True) -> Decimal | None:
    """A number typed as "1.234,5", "1234.5" or "94 %"; None where empty or "-". Raises RuleViolation.

    "1.234" is 1234 as Indonesian offices write; with `ribuan` off (where thousands cannot be) it is 1.234.
    """
    if isinstance(sel, int | Decimal):
        return Decimal(sel)
    kata = teks(sel).removesuffix("%").replace(" ", "")
    if kata in KOSONG:
        return None
    if "," in kata and "." in kata:
        kata = kata.replace("." if kata.rindex(",") > kata.rindex(".") else ",", "")
    elif ribuan and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", kata):
        kata = kata.replace(".", "")
    if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,12})?", kata, re.ASCII):
        raise RuleViolation("Bukan angka. Tulis angkanya saja, misalnya 22 atau 87,5.")
    return Decimal(kata.replace(",", "."))


def baca_cacah(sel: Sel) -> int:
    """A count: a whole number, not negative; 0 where empty. Raises RuleViolation."""
    nilai = baca_angka(sel) or Decimal(0)
    if nilai != nilai.to_integral_value() or not 0 <= nilai <= 9999:
        raise RuleViolation("Harus bilangan bulat, 0 atau lebih.")
    return int(nilai)


def baca_persen(sel: Sel) -> Decimal:
    """A value 0–100 rounded half-up to 2 decimals. Raises RuleViolation."""
    nilai = baca_angka(sel, ribuan=False)
    if nilai is None or not 0 <= nilai <= 100:
        raise RuleViolation("Nilai harus antara 0 dan 100.")
    return nilai.quantize(Decimal("0.01"), ROUND_HALF_UP)


_TANGGAL = (
    re.compile(r"(?P<tahun>\d{4})[-/](?P<bulan>\d{1,2})[-/](?P<hari>\d{1,2})([ T].*)?"),
    re.compile(r"(?P<hari>\d{1,2})[/.\- ](?P<bulan>\d{1,2}|[A-Za-z]+)[/.\- ](?P<tahun>\d{4})"),
)


def baca_tanggal(sel: Sel) -> date | None:
    """A date cell, dd/mm/yyyy, dd-mm-yyyy, yyyy-mm-dd or "1 September 2026"; None where empty. Raises RuleViolation."""
    if isinstance(sel, date):
        return sel.date() if isinstance(sel, datetime) else sel
    if not (kata := isian(sel)):
        return None
    cocok = next(filter(None, (pola.fullmatch(kata) for pola in _TANGGAL)), None)
    tulis = cocok["bulan"] if cocok else ""
    bulan = int(tulis) if tulis.isdecimal() else nomor_bulan(tulis)
    if cocok is None or bulan is None:
        raise RuleViolation("Bukan tanggal. Tulis tanggal sebagai hh/bb/tttt, misalnya 01/09/2026.")
    try:
        return date(int(cocok["tahun"]), bulan, int(cocok["hari"]))
    except ValueError:
        raise RuleViolation(f"Tanggal {kata} tidak ada di kalender. Periksa hari dan bulannya.") from None


def nomor_bulan(kata: Sel) -> int | None:
    """1–12 from a month's name, its first three letters or its number."""
    bersih = teks(kata).casefold().rstrip(".")
    if (angka := bilangan(bersih)) is not None:
        return angka if 1 <= angka <= 12 else None
    lain = {"may": 5, "aug": 8, "oct": 10, "dec": 12, "nopember": 11, "pebruari": 2, "agt": 8, "ags": 8}
    cocok = (n for n, nama in enumerate(BULAN, 1) if len(bersih) >= 3 and nama.casefold().startswith(bersih))
    return lain.get(bersih) or next(cocok, None)


# ---- header, columns, total line -----------------------------------------------------------------
@lru_cache(4096)
def kata_kepala(judul: str) -> tuple[str, ...]:
    """The words of a heading, without case, signs and what stands in brackets."""
    bersih = re.sub(r"\([^)]*\)", " ", judul.casefold())
    bersih = re.sub(r"([a-z])(\d)", r"\1 \2", bersih)
    return tuple(re.findall(r"[a-z]+|\d+", bersih))


def tebak_kolom(judul: Sequence[Sel], bidang: Iterable[Bidang]) -> dict[str, int]:
    """Which column (from 0) each field is, by synonyms: a heading that equals one first, then one that contains
    all its words, the longest synonym winning. A field takes one column and a column one field.
    """
    usul: list[tuple[bool, int, bool, int, str]] = []  # (equal, words, from the first word on, -column, field)
    for kolom, kepala in enumerate(judul):
        kata = kata_kepala(teks(kepala))
        for satu in bidang:
            for sinonim in satu.sinonim:
                cari = kata_kepala(sinonim)
                if cari == kata or (len("".join(cari)) >= 3 and set(cari) <= set(kata)):
                    usul.append((cari == kata, len(cari), kata[: len(cari)] == cari, -kolom, satu.kunci))
    peta: dict[str, int] = {}
    for *_, kolom, kunci in sorted(usul, reverse=True):
        if kunci not in peta and -kolom not in peta.values():
            peta[kunci] = -kolom
    return peta


def cari_kepala(lembar: Lembar, bidang: Sequence[Bidang]) -> Kepala | None:
    """The header row among the first rows: the one in which most fields are recognised (two at least).

    Of a header of two rows it is the lower one; what that leaves empty stands in the upper one.
    """
    atas = [tuple(teks(s) for s in baris) for baris in lembar.baris[:CARI_KEPALA]]
    judul = [_susun_judul(atas[n - 1] if n else (), baris) for n, baris in enumerate(atas)]
    calon = [tebak_kolom(satu, bidang) for satu in judul]
    indeks = max(range(len(calon)), key=lambda n: len(calon[n]), default=0)
    if not calon or len(calon[indeks]) < 2:
        return None
    return Kepala(indeks, judul[indeks], calon[indeks])


def _susun_judul(atas: Sequence[str], baris: Sequence[str]) -> tuple[str, ...]:
    """The headings of a row, with those of the row above in its empty cells; a line of one text is a title, no heading."""
    if sum(map(bool, atas)) < 2:
        return tuple(baris)
    return tuple(isi or atas for isi, atas in zip_longest(baris, atas, fillvalue=""))


def pilih_lembar(semua: Sequence[Lembar], bidang: Sequence[Bidang]) -> tuple[Lembar, Kepala]:
    """The first sheet with a header row, else the first sheet with its widest row as header (nothing guessed).

    Raises RuleViolation where the file holds no table.
    """
    for lembar in semua:
        if kepala := cari_kepala(lembar, bidang):
            return lembar, kepala
    for lembar in semua:
        lebar = [sum(isinstance(s, str) for s in baris) for baris in lembar.baris[:CARI_KEPALA]]
        if lebar and max(lebar) >= 2:
            indeks = lebar.index(max(lebar))
            return lembar, Kepala(indeks, tuple(teks(s) for s in lembar.baris[indeks]), {})
    raise RuleViolation(
        "Tidak ada tabel di dalam file: baris judul kolom tidak ditemukan. Unduh templat, lalu salin isinya ke sana."
    )


_JUMLAH = re.compile(r"((sub|grand)[ -]?)?(jumlah|total)\b|rata[ -]?rata\b", re.IGNORECASE)


def _nomor_kolom(baris: Sequence[Sel]) -> bool:
    """The line "(1) (2) (3)" that official tables carry under the header."""
    isi = [teks(s).strip("()") for s in baris if teks(s)]
    awal = bilangan(isi[0]) if len(isi) >= 2 else None
    return awal is not None and isi == [str(awal + n) for n in range(len(isi))]


def ambil_baris(
    lembar: Lembar, kepala: Kepala, peta: Mapping[str, int], label: Mapping[str, str]
) -> tuple[list[Baris], list[str]]:
    """The rows of data, and a note for every line that was passed over (never silently). A cell with a formula is a fault.

    Passed over: empty lines; the line of column numbers; a line of one lone text (a group heading); from the
    total line ("Jumlah", "Total") on, everything; at the end, after a gap, lines without number (signatures).
    """
    hasil: list[Baris] = []
    lewat: list[str] = []
    kolom_nip = peta.get("nip")

    def bernomor(baris: Sequence[Sel]) -> bool:
        return any(huruf.isdigit() for huruf in teks(_di(baris, kolom_nip)))

    akhir = max((n for n, b in enumerate(lembar.baris) if bernomor(b)), default=len(lembar.baris))
    kaki = False
    for indeks, baris in enumerate(lembar.baris[kepala.indeks + 1 :], kepala.indeks + 1):
        isi = [teks(s) for s in baris if teks(s)]
        kaki = kaki or (indeks > akhir and not isi)
        if not isi or (not hasil and _nomor_kolom(baris)):
            continue
        tanpa_nomor = not bernomor(baris)
        hitungan = len(re.sub(r"\D", "", teks(_di(baris, kolom_nip)))) < 9  # "Jumlah | 118" may count in that column
        if hitungan and _JUMLAH.match(isi[0]):
            lewat.append(f"Baris {indeks + 1} adalah baris jumlah; baris itu dan sesudahnya tidak dibaca.")
            break
        if (tanpa_nomor and (kaki or len(isi) == 1)) or (len(isi) == 1 and isi[0].casefold().startswith("nip")):
            lewat.append(f"Baris {indeks + 1} (“{tampil(isi[0])}”) bukan baris data, tidak dibaca.")
            continue
        satu = Baris(indeks + 1, {kunci: _di(baris, kolom) for kunci, kolom in peta.items()}, label)
        for kunci in sorted(k for k, kolom in peta.items() if (indeks, kolom) in lembar.rumus):
            satu.salah(kunci, RUMUS)
        hasil.append(satu)
    return hasil, lewat


def _di(baris: Sequence[Sel], kolom: int | None) -> Sel:
    return baris[kolom] if kolom is not None and kolom < len(baris) else None


def tandai_ganda(baris: Iterable[Baris], bidang: str, pesan: str, kunci: Callable[[Baris], Hashable | None]) -> None:
    """A fault on each row whose key other rows have too; `pesan` names these at {lain}. None is no key."""
    tempat: dict[Hashable, list[Baris]] = defaultdict(list)
    for satu in baris:
        if (milik := kunci(satu)) is not None:
            tempat[milik].append(satu)
    for kelompok, satu in ((k, b) for k in tempat.values() if len(k) > 1 for b in k):
        satu.salah(bidang, pesan.format(lain=", ".join(str(b.nomor) for b in kelompok if b is not satu)))


# ---- NIP in a cell -------------------------------------------------------------------------------
_ANGKA_HILANG = re.compile(r"\d([.,]\d+)?e\+?\d+|\d{15}000", re.IGNORECASE)
ANGKA_HILANG = (
    "NIP tersimpan sebagai angka, sehingga angka-angka terakhirnya hilang dan tidak dapat dipulihkan. "
    "Di Excel, ubah format kolomnya menjadi Teks, lalu isi ulang NIP dari sumbernya."
)


def angka_hilang(sel: Sel) -> bool:
    """Whether a spreadsheet kept these 18 digits as a number: it remembers only the first 15."""
    if isinstance(sel, int | Decimal):
        return int(sel) >= 10**15
    return bool(_ANGKA_HILANG.fullmatch(teks(sel).replace(" ", "")))


def angka_nip(sel: Sel) -> str:
    """What stands for the number in a cell, without "NIP", spaces, dots and apostrophes. Raises RuleViolation where
    the digits were lost."""
    if angka_hilang(sel):
        raise RuleViolation(ANGKA_HILANG, "nip")
    return re.sub(r"^nip[.: ]*|[\s.'’‘`´-]", "", teks(sel), flags=re.IGNORECASE)
