"""The only door to the spreadsheet libraries: xlsx and csv in, xlsx out.

An uploaded workbook is not trusted: its parts are unpacked here within limits and put into a new, plain zip of
the XML parts alone, and only that is handed to calamine. Formulas, which calamine hides, are found by scanning
the XML. What is written can never become a formula: a text that begins like one gets an apostrophe in front.
"""

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

import python_calamine

from skpweb.core.errors import RuleViolation
from skpweb.tukar.rules import Lembar, Sel

MAKS_UKURAN = 10 * 1024 * 1024  # as uploaded
MAKS_BUKA = 60 * 1024 * 1024  # unpacked, all parts together
MAKS_BAGIAN = 500  # parts of the zip
MAKS_RASIO = 150  # unpacked : packed, of a part above 1 MiB
MAKS_LEMBAR = 20
MAKS_BARIS = 20_000
MAKS_KOLOM = 200
MAKS_SEL = 1_000_000  # area of all sheets together
MAKS_TEKS = 50_000_000  # characters in all cells: one long text may be shared by many
SIMPAN_ULANG = "Buka di Excel atau LibreOffice, simpan sebagai “Excel Workbook (.xlsx)”, lalu unggah lagi."


# ---- in ------------------------------------------------------------------------------------------
def baca(nama: str, isi: bytes) -> list[Lembar]:
    """The sheets of an uploaded xlsx or csv file. Raises RuleViolation with the remedy, and nothing else."""
    if not isi.strip():
        raise _tolak("File kosong. Pilih file yang berisi data.")
    if len(isi) > MAKS_UKURAN:
        raise _tolak(f"File lebih dari {MAKS_UKURAN // 2**20} MB. Hapus gambar di dalamnya atau bagi file itu.")
    if isi.startswith(b"\xd0\xcf\x11\xe0"):
        raise _tolak(f"File ini format Excel lama (.xls) atau berkata sandi. {SIMPAN_ULANG}")
    if isi.startswith(b"PK\x03\x04") and nama.lower().endswith(".xlsx"):
        return list(_baca_xlsx(isi))
    if nama.lower().endswith((".csv", ".txt", ".tsv")):
        return [_baca_csv(isi)]
    raise _tolak(f"File ini bukan xlsx atau csv. {SIMPAN_ULANG}")


def _tolak(pesan: str) -> RuleViolation:
    return RuleViolation(pesan, "berkas")


def _baca_xlsx(isi: bytes) -> Iterator[Lembar]:
    bagian = _buka_zip(isi)
    if "xl/workbook.xml" not in bagian:
        raise _tolak(f"File ini bukan lembar kerja xlsx. {SIMPAN_ULANG}")
    try:
        pindai = _Pindai(bagian)
        rumus = {nama: pindai.lembar(bagian[jalan]) for nama, jalan in _jalan_lembar(bagian).items() if jalan in bagian}
        buku = python_calamine.CalamineWorkbook.from_filelike(_zip_bersih(bagian))
        for meta in buku.sheets_metadata:
            if meta.visible == python_calamine.SheetVisibleEnum.Visible and meta.name in rumus:
                mentah = buku.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                yield Lembar(meta.name, tuple(tuple(_sel(s) for s in b) for b in mentah), rumus[meta.name])
    except (expat.ExpatError, python_calamine.CalamineError, LookupError, ValueError, TypeError, StopIteration):
        raise _tolak(f"Isi file rusak dan tidak dapat dibaca. {SIMPAN_ULANG}") from None


def _buka_zip(isi: bytes) -> dict[str, bytes]:
    """The XML parts by name, unpacked within the limits. Nothing else of the zip is kept."""
    bagian = {}
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            _periksa_daftar(arsip.infolist())
            for satu in arsip.infolist():
                data = arsip.read(satu)  # never more than the size that was declared and counted
                if data.startswith(b"PK\x03\x04"):
                    raise _tolak("Di dalam file ada file zip lain, jadi ditolak. Salin tabelnya ke file baru.")
                if satu.filename.lower().endswith((".xml", ".rels")):
                    bagian[satu.filename] = data
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise _tolak(f"File rusak atau tidak lengkap terunggah. {SIMPAN_ULANG}") from None
    return bagian


def _periksa_daftar(daftar: Sequence[zipfile.ZipInfo]) -> None:
    besar = sum(s.file_size for s in daftar)
    rapat = any(s.file_size > max(2**20, MAKS_RASIO * s.compress_size) for s in daftar)
    if rapat or len(daftar) > MAKS_BAGIAN or len({s.filename for s in daftar}) < len(daftar) or besar > MAKS_BUKA:
        raise _tolak("File ini mengembang tidak wajar saat dibuka, jadi ditolak. Salin tabelnya ke file baru.")
    if any(s.flag_bits & 1 or s.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for s in daftar):
        raise _tolak(f"File berkata sandi atau dimampatkan dengan cara lain. {SIMPAN_ULANG}")
    if any(s.filename.lower().endswith("vbaproject.bin") for s in daftar):
        raise _tolak(f"File berisi makro, jadi ditolak. {SIMPAN_ULANG}")


def _zip_bersih(bagian: dict[str, bytes]) -> io.BytesIO:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as arsip:
        for nama, data in bagian.items():
            arsip.writestr(zipfile.ZipInfo(nama), data)
    keluar.seek(0)
    return keluar


def _lokal(nama: str) -> str:
    """The name of an element or attribute without its namespace."""
    return nama.rpartition(":")[2]


def _dtd(*_: object) -> None:
    raise _tolak(f"File berisi bagian yang tidak diizinkan (DTD). {SIMPAN_ULANG}")


def _urai(data: bytes, mulai: Callable[[str, dict[str, str]], None], huruf: Callable[[str], object] = len) -> None:
    """Walk through XML; a document type, and with it every entity, is refused."""
    pembaca = expat.ParserCreate()
    pembaca.buffer_text = True
    pembaca.StartDoctypeDeclHandler = _dtd
    pembaca.StartElementHandler = lambda nama, atribut: mulai(_lokal(nama), atribut)
    pembaca.CharacterDataHandler = huruf
    pembaca.Parse(data, True)


def _jalan_lembar(bagian: dict[str, bytes]) -> dict[str, str]:
    """The XML part of each sheet by the sheet's name."""
    tujuan: dict[str, str] = {}
    hasil: dict[str, str] = {}

    def hubungan(nama: str, atribut: dict[str, str]) -> None:
        if nama == "Relationship":
            tujuan[atribut["Id"]] = normpath(join("/xl", atribut["Target"])).lstrip("/")

    def lembar(nama: str, atribut: dict[str, str]) -> None:
        if nama == "sheet":
            hasil[atribut["name"]] = tujuan[next(v for k, v in atribut.items() if _lokal(k) == "id")]

    _urai(bagian["xl/_rels/workbook.xml.rels"], hubungan)
    _urai(bagian["xl/workbook.xml"], lembar)
    if len(hasil) > MAKS_LEMBAR:
        raise _tolak(f"File berisi lebih dari {MAKS_LEMBAR} lembar. Sisakan lembar yang akan diimpor saja.")
    return hasil


class _Pindai:
    """A pass over the XML of the sheets: where formulas stand, and whether all keep within the limits."""

    def __init__(self, bagian: dict[str, bytes]) -> None:
        bersama = next((data for nama, data in bagian.items() if nama.lower() == "xl/sharedstrings.xml"), b"")
        self.panjang = [len(potong) for potong in re.split(rb"</(?:\w+:)?si>", bersama)]
        self.luas = self.huruf = 0

    def lembar(self, data: bytes) -> frozenset[tuple[int, int]]:
        """The (row, column) of cells with a formula. Raises RuleViolation where the sheet is out of bounds."""
        self.rumus: set[tuple[int, int]] = set()
        self.baris = self.kolom = -1
        self.bawah = self.kanan = -1
        self.rujuk = self.baca_rujuk = False
        _urai(data, self._mulai, self._huruf)
        self.luas += (self.bawah + 1) * (self.kanan + 1)
        if self.luas > MAKS_SEL or self.huruf > MAKS_TEKS:
            raise _tolak("Isi file terlalu banyak. Bagi file menjadi beberapa.")
        return frozenset(self.rumus)

    def _mulai(self, nama: str, atribut: dict[str, str]) -> None:
        self.baca_rujuk = nama == "v" and self.rujuk
        if nama == "row":
            self.baris = int(atribut["r"]) - 1 if "r" in atribut else self.baris + 1
            self.kolom = -1
        elif nama == "c":
            self.baris, self.kolom = _tempat(atribut["r"]) if "r" in atribut else (self.baris, self.kolom + 1)
            self.rujuk = atribut.get("t") == "s"
        elif nama == "f":
            self.rumus.add((self.baris, self.kolom))
        elif nama in ("v", "is"):
            self.bawah, self.kanan = max(self.bawah, self.baris), max(self.kanan, self.kolom)
            if self.bawah >= MAKS_BARIS or self.kanan >= MAKS_KOLOM:
                batas = f"{MAKS_BARIS} baris atau {MAKS_KOLOM} kolom"
                raise _tolak(f"Ada isi di luar {batas} pertama. Hapus isi itu atau bagi file menjadi beberapa.")

    def _huruf(self, kata: str) -> None:
        if self.baca_rujuk:
            self.huruf += self.panjang[int(kata)]
            self.baca_rujuk = False


def _tempat(alamat: str) -> tuple[int, int]:
    """(row, column) from 0 of an address such as "AB12"."""
    huruf = alamat.rstrip("0123456789")
    kolom = reduce(lambda n, satu: n * 26 + ord(satu) - 64, huruf, 0)
    return int(alamat[len(huruf) :]) - 1, kolom - 1


def _sel(nilai: Any) -> Sel:
    if isinstance(nilai, bool):
        return "TRUE" if nilai else "FALSE"
    if isinstance(nilai, float):
        return int(nilai) if nilai.is_integer() else Decimal(repr(nilai))
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, time | timedelta):
        return str(nilai)
    return nilai if nilai != "" else None


_KUTIP = re.compile(r'^="([^"]*)"$')  # ="0123", by which programs keep digits as text in a csv


def _baca_csv(isi: bytes) -> Lembar:
    """Comma, semicolon or tab; UTF-8 with or without mark, UTF-16 with mark, else Windows-1252."""
    try:
        kata = isi.decode("utf-16" if isi.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        kata = isi.decode("cp1252", "replace")
    if "\0" in kata:
        raise _tolak(f"File ini bukan csv. {SIMPAN_ULANG}")
    try:
        mentah = list(csv.reader(io.StringIO(kata, newline=""), delimiter=_pemisah(kata)))
    except csv.Error:
        pesan = "File csv rusak: tanda kutip tidak berpasangan. Simpan ulang dari Excel, lalu unggah lagi."
        raise _tolak(pesan) from None
    if len(mentah) > MAKS_BARIS or max(len(b) for b in mentah) > MAKS_KOLOM:
        raise _tolak(f"File berisi lebih dari {MAKS_BARIS} baris atau {MAKS_KOLOM} kolom. Bagi menjadi beberapa.")
    rumus = {(n, k) for n, b in enumerate(mentah) for k, s in enumerate(b) if s.startswith("=") and not _KUTIP.match(s)}
    return Lembar("csv", tuple(tuple(_KUTIP.sub(r"\1", s) or None for s in b) for b in mentah), frozenset(rumus))


def _pemisah(kata: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of columns, two at least."""
    contoh = kata.splitlines()[:200]

    def sama(tanda: str) -> tuple[int, int, str]:
        lebar = Counter(len(b) for b in csv.reader(contoh, delimiter=tanda) if len(b) > 1)
        return *max(((n, k) for k, n in lebar.items()), default=(0, 0)), tanda

    return max(";\t,", key=sama)


# ---- out -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kolom:
    """A column of a written sheet; `teks` keeps digits as text (NIP) also in what is typed there later."""

    judul: str
    lebar: int = 16
    teks: bool = False
    wajib: bool = False


@dataclass(frozen=True)
class Halaman:
    """A sheet to write: lines above the table, its columns, its rows."""

    nama: str
    kolom: Sequence[Kolom]
    baris: Sequence[Sequence[Sel]]
    atas: Sequence[str] = ()


def netral(kata: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula (= + - @ tab CR)."""
    return f"'{kata}" if kata.startswith(("=", "+", "-", "@", "\t", "\r")) else kata


def tulis(halaman: Sequence[Halaman], pada: datetime) -> bytes:
    """The xlsx file of these sheets; the same content and moment give the same bytes."""
    keluar = io.BytesIO()
    import xlsxwriter  # a third of the start's time, needed by few requests

    buku = xlsxwriter.Workbook(
        keluar, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    buku.set_properties({"created": pada.replace(tzinfo=None)})
    for satu in halaman:
        _tulis_lembar(buku, satu)
    buku.close()
    return keluar.getvalue()


def _tulis_lembar(buku: Any, halaman: Halaman) -> None:
    lembar = buku.add_worksheet(halaman.nama)
    tebal = buku.add_format({"bold": True})
    judul = {"bold": True, "bottom": 2, "text_wrap": True, "valign": "vcenter"}
    wajib, biasa = (buku.add_format({**judul, "bg_color": warna}) for warna in ("#E8EEF7", "#F3F3F1"))
    format_teks = buku.add_format({"num_format": "@", "valign": "top", "text_wrap": halaman.nama == "Petunjuk"})
    tanggal = buku.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    desimal = buku.add_format({"num_format": "#,##0.00##"})
    for nomor, kata in enumerate(halaman.atas):
        lembar.write_string(nomor, 0, netral(kata), tebal)
    mulai = len(halaman.atas)
    for nomor, kolom in enumerate(halaman.kolom):
        lembar.set_column(nomor, nomor, kolom.lebar, format_teks if kolom.teks else None)
        lembar.write_string(mulai, nomor, netral(kolom.judul), wajib if kolom.wajib else biasa)
    for turun, baris in enumerate(halaman.baris, mulai + 1):
        for nomor, sel in enumerate(baris):
            if isinstance(sel, date):
                lembar.write_datetime(turun, nomor, sel, tanggal)
            elif isinstance(sel, str):
                lembar.write_string(turun, nomor, netral(sel), format_teks)
            elif sel is not None:
                lembar.write_number(turun, nomor, sel, desimal if isinstance(sel, Decimal) else None)
    lembar.freeze_panes(mulai + 1, 0)
    if halaman.baris:
        lembar.autofilter(mulai, 0, mulai + len(halaman.baris), len(halaman.kolom) - 1)
