"""The door to spreadsheets: what is read, what is refused, what is written."""

import io
import re
import struct
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.tukar import xlsx
from skpweb.tukar.rules import teks
from tests.tukar import contoh

PADA = datetime(2026, 11, 21, 3, tzinfo=UTC)


def ubah_zip(isi, hapus=(), **tambah):
    """The same workbook with parts replaced, added or gone."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            if nama not in tambah and nama not in hapus:
                baru.writestr(nama, lama.read(nama))
        for nama, data in tambah.items():
            baru.writestr(nama, data)
    return keluar.getvalue()


@pytest.fixture(scope="module")
def buku():
    return contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *contoh.pegawai(9)]))


# ---- what is read --------------------------------------------------------------------------------
def test_cells_keep_their_kind():
    isi = contoh.xlsx(("A", [["teks", 7, 2.5, date(2026, 9, 1), None, True, "0812"]]))
    assert xlsx.baca("a.xlsx", isi)[0].baris == (("teks", 7, Decimal("2.5"), date(2026, 9, 1), None, "TRUE", "0812"),)


def test_rows_keep_their_number_in_the_sheet():
    isi = contoh.xlsx(("A", [[], [], ["", "kepala"], ["", "isi"]]))
    assert xlsx.baca("a.xlsx", isi)[0].baris[2] == (None, "kepala")


def test_formulas_are_found():
    isi = contoh.xlsx(("A", [["NIP", "Nilai"], ["x", "=1+1"], ["=A2", 3]]))
    assert xlsx.baca("a.xlsx", isi)[0].rumus == {(1, 1), (2, 0)}


def test_formula_in_a_sheet_whose_cells_have_no_address(buku):
    lembar = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        b"<c><v>1</v></c><c><f>A1</f><v>1</v></c></row></sheetData></worksheet>"
    )
    isi = ubah_zip(buku, **{"xl/worksheets/sheet1.xml": lembar})
    assert xlsx.baca("a.xlsx", isi)[0].rumus == {(0, 1)}


def test_hidden_sheets_are_not_read():
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar)
    buku.add_worksheet("Tampak").write(0, 0, "a")
    buku.add_worksheet("Rahasia").hide()
    buku.close()
    assert [satu.nama for satu in xlsx.baca("a.xlsx", keluar.getvalue())] == ["Tampak"]


@pytest.mark.parametrize("pemisah", [",", ";", "\t"])
@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_every_delimiter_and_encoding(pemisah, sandi):
    baris = [["NIP", "Nama", "Nilai"], ["198306092009032005", "Sekar Wéning, S.E., M.M.", "87,5"]]
    isi = contoh.csv_berkas(baris, pemisah, sandi)
    assert xlsx.baca("a.csv", isi)[0].baris == tuple(tuple(b) for b in baris)


def test_semicolon_csv_with_commas_in_unquoted_names():
    isi = b"NIP;Nama\r\n1;Sekar, S.E., M.M.\r\n2;Bagas\r\n3;Citra, S.H.\r\n"
    assert xlsx.baca("a.csv", isi)[0].baris[1] == ("1", "Sekar, S.E., M.M.")


def test_csv_formula_is_found_but_text_in_quotes_is_not_one():
    lembar = xlsx.baca("a.csv", b'NIP,Nilai\n"=""198306092009032005""",=1+1\n')[0]
    assert lembar.baris[1][0] == "198306092009032005"
    assert lembar.rumus == {(1, 1)}


# ---- what is refused -----------------------------------------------------------------------------
@pytest.mark.baku("V5.2.1", "V5.2.2")
@pytest.mark.parametrize(
    ("nama", "isi", "pesan"),
    [
        ("a.xlsx", b"", "kosong"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "format Excel lama"),
        ("a.pdf", b"%PDF-1.7", "bukan xlsx atau csv"),
        ("a.docx", b"PK\x03\x04...", "bukan xlsx atau csv"),
        ("a.xlsx", b"NIP,Nama", "bukan xlsx atau csv"),
        ("a.xlsx", b"PK\x03\x04" + b"rusak" * 99, "rusak"),
        ("a.csv", b"NIP,Nama\x00\n1,2", "bukan csv"),
        ("a.csv", b'NIP,"' + b"x" * 200_000, "csv rusak"),
        ("a.csv", b"a,b\n" * 20_001, "lebih dari 20000 baris"),
        ("a.csv", b"x" * (xlsx.MAKS_UKURAN + 1), "lebih dari 10 MB"),
    ],
)
def test_refused(nama, isi, pesan):
    with pytest.raises(RuleViolation, match=pesan):
        xlsx.baca(nama, isi)


@pytest.mark.baku("V1.5.1", "V5.2.3", "K60", "K66")
@pytest.mark.parametrize(
    ("tambah", "pesan"),
    [
        ({"xl/media/a.xlsx": b"PK\x03\x04..."}, "zip lain"),
        ({"xl/vbaProject.bin": b"makro"}, "makro"),
        ({"xl/bom.xml": b" " * 5_000_000}, "mengembang"),
        ({f"xl/x{n}.xml": b"<a/>" for n in range(500)}, "mengembang"),
        ({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "DTD"),
        ({"xl/workbook.xml": b"<a"}, "rusak"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c r='XFD1048576'><v>1</v></c>"}, "di luar"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c t='s'><v>999999</v></c>"}, "rusak"),
    ],
)
def test_hostile_parts_are_refused(buku, tambah, pesan):
    with pytest.raises(RuleViolation, match=pesan):
        xlsx.baca("a.xlsx", ubah_zip(buku, **tambah))


def test_a_workbook_without_workbook_is_refused(buku):
    with pytest.raises(RuleViolation, match="bukan lembar kerja"):
        xlsx.baca("a.xlsx", ubah_zip(buku, hapus=("xl/workbook.xml",)))


@pytest.mark.baku("V15.2.2")
def test_one_long_text_shared_by_very_many_cells_is_refused(buku):
    bersama = b"<sst><si><t>" + b"".join(b"%08d" % n for n in range(4000)) + b"</t></si></sst>"
    sel = b"".join(b"<c t='s'><v>0</v></c>" for _ in range(100))
    lembar = (
        b"<worksheet><sheetData>"
        + b"".join(b"<row>" + sel + b"</row>" for _ in range(20))
        + b"</sheetData></worksheet>"
    )
    with pytest.raises(RuleViolation, match="terlalu banyak"):
        xlsx.baca("a.xlsx", ubah_zip(buku, **{"xl/sharedStrings.xml": bersama, "xl/worksheets/sheet1.xml": lembar}))


@pytest.mark.baku("V5.2.3")
def test_a_part_that_unpacks_to_more_than_it_declares_is_cut_off_or_refused(buku):
    """The declared size is what counts towards the limits, so nothing beyond it may be unpacked."""
    isi = bytearray(ubah_zip(buku, **{"xl/lain.xml": b"<a>" + b" " * 400_000 + b"</a>"}))
    di = isi.rindex(b"xl/lain.xml") - 46
    isi[di + 24 : di + 28] = struct.pack("<I", 10)
    with pytest.raises(RuleViolation, match="rusak"):
        xlsx.baca("a.xlsx", bytes(isi))


def test_a_workbook_behind_a_password_is_refused(buku):
    isi = bytearray(buku)
    di = isi.index(b"PK\x01\x02")
    isi[di + 8] |= 1
    with pytest.raises(RuleViolation, match="kata sandi|berkata sandi"):
        xlsx.baca("a.xlsx", bytes(isi))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_in_words_or_read(buku, data):
    isi = bytearray(buku)
    for _ in range(data.draw(st.integers(1, 6))):
        isi[data.draw(st.integers(0, len(isi) - 1))] = data.draw(st.integers(0, 255))
    try:
        xlsx.baca("a.xlsx", bytes(isi))
    except RuleViolation as tolak:
        assert tolak.field == "berkas"


# ---- what is written -----------------------------------------------------------------------------
@pytest.mark.baku("V1.3.3")
@pytest.mark.parametrize("jahat", ["=1+1", "+62812", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_a_text_that_begins_like_a_formula_is_written_as_text(jahat):
    isi = xlsx.tulis([xlsx.Halaman("Data", [xlsx.Kolom("Nama")], [[jahat]])], PADA)
    lembar = xlsx.baca("a.xlsx", isi)[0]
    assert lembar.rumus == frozenset()
    assert str(lembar.baris[1][0]).startswith("'")


def test_what_was_neutralised_reads_back_as_it_was():
    assert teks(xlsx.netral("+62812000")) == "+62812000"
    assert teks(xlsx.netral("biasa")) == "biasa"


def test_same_content_same_bytes():
    halaman = [xlsx.Halaman("Data", [xlsx.Kolom("Nama", teks=True)], [["a"], ["b"]], ("Judul",))]
    assert xlsx.tulis(halaman, PADA) == xlsx.tulis(halaman, PADA)


def test_numbers_and_dates_are_written_as_such():
    baris = [["198306092009032005", Decimal("86.40"), date(2026, 9, 1), None]]
    isi = xlsx.tulis([xlsx.Halaman("Data", [xlsx.Kolom(k) for k in "abcd"], baris)], PADA)
    assert xlsx.baca("a.xlsx", isi)[0].baris[1][:3] == ("198306092009032005", Decimal("86.4"), date(2026, 9, 1))
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        gaya, lembar = (arsip.read(f"xl/{n}.xml").decode() for n in ("styles", "worksheets/sheet1"))
    nomor = re.findall(r'<xf numFmtId="(\d+)"', gaya.partition("<cellXfs")[2])
    format_sel = nomor[int(re.search(r'<c r="B2" s="(\d+)"', lembar)[1])]
    assert f'<numFmt numFmtId="{format_sel}" formatCode="#,##0.00##"/>' in gaya  # 86,40 and 0,0012
