"""Cells, header rows, columns and total lines."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.tukar.rules import (
    Jenis,
    Lembar,
    ambil_baris,
    angka_hilang,
    angka_nip,
    baca_angka,
    baca_cacah,
    baca_persen,
    baca_tanggal,
    cari_kepala,
    nomor_bulan,
    pilih_lembar,
    tebak_kolom,
    teks,
)
from skpweb.tukar.rules_bidang import BIDANG, label_bidang
from skpweb.tukar.rules_periksa import tebak_bulan, tebak_waktu
from tests.tukar import contoh


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [
        (None, ""),
        ("  Sekar\u00a0 Wening\u200b ", "Sekar Wening"),
        ("'198306", "198306"),
        ("'Aisyah", "'Aisyah"),
        (22, "22"),
        (Decimal("2.50"), "2.50"),
        (date(2026, 9, 1), "01/09/2026"),
    ],
)
def test_text_of_a_cell(sel, hasil):
    assert teks(sel) == hasil


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234", "1234"),
        ("12.5", "12.5"),
        ("87,5", "87.5"),
        ("94 %", "94"),
        ("-3", "-3"),
        (22, "22"),
        (Decimal("86.4"), "86.4"),
    ],
)
def test_numbers(sel, hasil):
    assert baca_angka(sel) == Decimal(hasil)


@pytest.mark.parametrize("sel", [None, "", "-", "–", " "])
def test_no_number(sel):
    assert baca_angka(sel) is None


@pytest.mark.parametrize("sel", ["dua", "1.2.3", "1e5", "NaN", "١٢", "9" * 40])
def test_not_a_number(sel):
    with pytest.raises(RuleViolation, match="Bukan angka"):
        baca_angka(sel)


@pytest.mark.parametrize(
    ("sel", "hasil"), [("84,995", "85.00"), (Decimal("84.994"), "84.99"), ("87.125", "87.13"), (100, "100")]
)
def test_percentages_round_half_up(sel, hasil):
    assert baca_persen(sel) == Decimal(hasil)


@pytest.mark.parametrize("sel", ["-1", "100,01", 101])
def test_percentage_out_of_range(sel):
    with pytest.raises(RuleViolation, match="antara 0 dan 100"):
        baca_persen(sel)


@pytest.mark.parametrize("sel", ["1,5", "-1", Decimal("0.5"), 10_000])
def test_counts_are_whole(sel):
    with pytest.raises(RuleViolation, match="bilangan bulat"):
        baca_cacah(sel)


@pytest.mark.parametrize(
    "sel",
    [
        date(2026, 9, 1),
        "01/09/2026",
        "1/9/2026",
        "01-09-2026",
        "2026-09-01",
        "2026/09/01",
        "1 September 2026",
        "01-Sep-2026",
        "1.9.2026",
    ],
)
def test_dates(sel):
    assert baca_tanggal(sel) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("sel", "pesan"), [("31/02/2026", "tidak ada di kalender"), ("besok", "Bukan tanggal"), (45000, "Bukan tanggal")]
)
def test_impossible_dates(sel, pesan):
    with pytest.raises(RuleViolation, match=pesan):
        baca_tanggal(sel)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_reads_back(hari):
    assert baca_tanggal(hari.strftime("%d/%m/%Y")) == baca_tanggal(teks(hari)) == hari


@pytest.mark.parametrize(
    ("kata", "nomor"), [("September", 9), ("sep", 9), ("Agt.", 8), ("9", 9), ("09", 9), ("13", None), ("x", None)]
)
def test_month_names(kata, nomor):
    assert nomor_bulan(kata) == nomor


@pytest.mark.parametrize(
    ("kata", "waktu"),
    [
        ("presensi-2026-09-rapi.csv", (2026, 9)),
        ("Rekap 10-2026.xlsx", (2026, 10)),
        ("REKAP ABSENSI BULAN OKTOBER 2026", (2026, 10)),
        ("absen_202611.csv", (2026, 11)),
        ("rekap.xlsx", None),
        ("198306092009032005", None),
        ("rekap 2026-09-01_2026-09-30.csv", (2026, 9)),
        ("Periode 1 September 2026 s.d. 30 September 2026", (2026, 9)),
    ],
)
def test_month_of_a_file(kata, waktu):
    assert tebak_bulan(kata) == waktu


@pytest.mark.parametrize("dicetak", [date(2026, 10, 5), "05-10-2026", "5 Oktober 2026", "2026-10-05"])
def test_the_day_of_printing_is_not_the_month_of_the_sheet(dicetak):
    assert tebak_bulan(f"Dicetak {teks(dicetak)}", "Bulan September 2026") == (2026, 9)


def test_month_and_year_in_cells_of_their_own():
    satu = lembar(("Bulan", "September", 2026), KEPALA, *ISI)
    assert tebak_waktu(Jenis.EKINERJA, "nilai.csv", satu, cari_kepala(satu, BIDANG[Jenis.EKINERJA])) == (2026, 9)


# ---- columns -------------------------------------------------------------------------------------
def test_the_columns_of_the_tidy_files_are_all_known():
    for jenis, kepala in ((Jenis.PEGAWAI, contoh.KEPALA_PEGAWAI), (Jenis.PRESENSI, contoh.KEPALA_PRESENSI)):
        peta = tebak_kolom(kepala, BIDANG[jenis])
        assert sorted(peta.values()) == list(range(len(kepala)))


@pytest.mark.parametrize(
    ("jenis", "judul", "bidang"),
    [
        (Jenis.PEGAWAI, ["No", "NAMA LENGKAP (DENGAN GELAR)", "NIP / NI PPPK", "Gol./Ruang", "Unor"], "- nama nip golongan unit"),
        (Jenis.PEGAWAI, ["Status Kepegawaian", "Nama Jabatan", "Jenis Jab.", "Atasan Langsung"], "kepegawaian jabatan jenis atasan"),
        (Jenis.PEGAWAI, ["NIP", "Nama", "NIP Atasan", "Nama Atasan"], "nip nama atasan nama_atasan"),
        (Jenis.PEGAWAI, ["Nama Unit Kerja", "Nama Pegawai", "No. WA", "E-mail", "Kelas"], "unit nama hp email -"),
        (Jenis.PRESENSI, ["NIP", "HK", "H", "DL", "S", "I", "C", "TK"], "nip hari_kerja hadir dinas_luar sakit izin cuti tanpa_keterangan"),
        (Jenis.PRESENSI, ["NIP", "Jml Hari Kerja (hari)", "Terlambat 1", "TL 2", "PSW-3", "Alpa"], "nip hari_kerja tl1 tl2 psw3 tanpa_keterangan"),
        (Jenis.EKINERJA, ["NIP Pegawai", "Nilai Kinerja Bulan Ini", "Bulan"], "nip nilai bulan"),
        (Jenis.PREDIKAT, ["NIP", "Predikat Kinerja Tahun 2025"], "nip predikat"),
    ],
)  # fmt: skip
def test_headings_of_other_offices(jenis, judul, bidang):
    harap = {kunci: n for n, kunci in enumerate(bidang.split()) if kunci != "-"}
    assert tebak_kolom(judul, BIDANG[jenis]) == harap


@given(st.permutations(range(len(contoh.KEPALA_PEGAWAI))))
def test_the_order_of_columns_does_not_matter(urutan):
    judul = [contoh.KEPALA_PEGAWAI[n] for n in urutan]
    peta = tebak_kolom(judul, BIDANG[Jenis.PEGAWAI])
    asal = tebak_kolom(contoh.KEPALA_PEGAWAI, BIDANG[Jenis.PEGAWAI])
    assert {k: judul[n] for k, n in peta.items()} == {k: contoh.KEPALA_PEGAWAI[n] for k, n in asal.items()}


# ---- header row, total line ----------------------------------------------------------------------
ATAS = [("PEMERINTAH KABUPATEN",), ("DAFTAR PEGAWAI", None), (), ("Keadaan", "September 2026")]
KEPALA = ("No", "NIP", "Nama", "Nilai")
ISI = [("1", contoh.nip(1), "Arumi", "90"), ("2", contoh.nip(2), "Bagas", "80")]


def lembar(*baris, nama="A", rumus=()):
    return Lembar(nama, tuple(tuple(b) for b in baris), frozenset(rumus))


def baca(*baris, rumus=()):
    satu = lembar(*baris, rumus=rumus)
    kepala = cari_kepala(satu, BIDANG[Jenis.EKINERJA])
    return ambil_baris(satu, kepala, kepala.peta, label_bidang(Jenis.EKINERJA))


def test_title_lines_above_the_header():
    baris, _ = baca(*ATAS, KEPALA, ("(1)", "(2)", "(3)", "(4)"), *ISI)
    assert [(b.nomor, b.sel["nama"]) for b in baris] == [(7, "Arumi"), (8, "Bagas")]


def test_a_header_of_two_rows():
    dua = lembar(
        ("REKAP AGUSTUS 2026", None, None),
        ("No", "NIP / NI PPPK", "Nama", "Hari Kerja", "Kehadiran", None, "Ketidakhadiran"),
        (None, None, None, None, "Hadir", "DL", "S", "I", "TK"),
        (1, contoh.nip(1), "Arumi", 21, 20, None, None, 1),
    )
    kepala = cari_kepala(dua, BIDANG[Jenis.PRESENSI])
    bidang = ["nip", "nama", "hari_kerja", "hadir", "dinas_luar", "sakit", "izin", "tanpa_keterangan"]
    harap = {kunci: n for n, kunci in enumerate(bidang, 1)}
    assert (kepala.indeks, kepala.peta) == (2, harap)
    baris, _ = ambil_baris(dua, kepala, kepala.peta, label_bidang(Jenis.PRESENSI))
    assert [(b.nomor, b.sel["hari_kerja"], b.sel["hadir"]) for b in baris] == [(4, 21, 20)]


def test_an_empty_cell_of_the_first_row_of_data_is_no_heading():
    satu = lembar(("NIP", "Nama", "Nilai", "Bulan"), (contoh.nip(1), "Arumi", 90, None))
    assert cari_kepala(satu, BIDANG[Jenis.EKINERJA]).indeks == 0


def test_the_first_sheet_with_a_header_row_is_taken():
    sampul = lembar(("Petunjuk", "pengisian"), nama="Sampul")
    data = lembar(KEPALA, *ISI, nama="Data")
    assert pilih_lembar([sampul, data], BIDANG[Jenis.EKINERJA])[0].nama == "Data"


def test_without_known_headings_the_widest_row_is_offered():
    aneh = lembar(("Judul",), ("Kolom Satu", "Kolom Dua", "Kolom Tiga"), ("a", "b", "c"))
    assert pilih_lembar([aneh], BIDANG[Jenis.EKINERJA])[1].judul == ("Kolom Satu", "Kolom Dua", "Kolom Tiga")


def test_no_table_at_all():
    with pytest.raises(RuleViolation, match="Tidak ada tabel"):
        pilih_lembar([lembar(("x",)), lembar()], BIDANG[Jenis.EKINERJA])


@pytest.mark.parametrize("kata", ["Jumlah", "TOTAL", "Total seluruhnya", "Rata-rata", "Sub Total", "JUMLAH:"])
def test_the_total_line_and_what_follows_is_not_read(kata):
    baris, lewat = baca(KEPALA, *ISI, (kata, None, None, "170"), ("3", contoh.nip(3), "Citra", "1"))
    assert len(baris) == 2
    assert "baris jumlah" in lewat[0]


def test_a_total_may_count_in_the_column_of_numbers():
    baris, lewat = baca(KEPALA, *ISI, ("Jumlah", "118", None, None))
    assert (len(baris), "baris jumlah" in lewat[0]) == (2, True)


def test_signatures_below_the_table_are_not_read():
    kaki = [
        (),
        (None, None, "Kota, 30 September 2026", "Kepala Dinas"),
        (None, None, "Arumi", "S.E."),
        ("NIP. 1983 06", None),
    ]
    baris, lewat = baca(KEPALA, *ISI, *kaki)
    assert (len(baris), len(lewat)) == (2, 3)


def test_group_headings_between_the_rows_are_not_read_but_told():
    baris, lewat = baca(KEPALA, ("A. Sekretariat",), ISI[0], (), ("B. Bidang",), ISI[1])
    assert len(baris) == 2
    assert [kata.split("“")[1].split("”")[0] for kata in lewat] == ["A. Sekretariat", "B. Bidang"]


def test_a_row_whose_nip_was_forgotten_is_no_footnote():
    baris, _ = baca(KEPALA, *ISI, ("3", None, "Citra", "70"))
    assert [b.sel["nama"] for b in baris] == ["Arumi", "Bagas", "Citra"]


def test_formulas_are_faults_of_their_field():
    baris, _ = baca(KEPALA, *ISI, rumus=[(2, 3), (1, 0)])
    assert [[m.kolom for m in b.masalah] for b in baris] == [[], ["Nilai"]]


# ---- NIP -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "sel", [198306092009032000, Decimal("1.98306E+17"), "1,98306E+17", "1.98306092009032e17", "198306092009032000"]
)
def test_lost_digits_are_recognised(sel):
    assert angka_hilang(sel)
    with pytest.raises(RuleViolation, match="tersimpan sebagai angka"):
        angka_nip(sel)


@pytest.mark.parametrize(
    "sel", ["'198306092009032005", "19830609 200903 2 005", "NIP. 198306092009032005", "198306092009032005 "]
)
def test_nip_as_people_write_it(sel):
    assert not angka_hilang(sel)
    assert angka_nip(sel) == "198306092009032005"
