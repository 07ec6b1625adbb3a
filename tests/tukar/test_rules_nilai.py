"""Attendance and values from elsewhere: read, compared, refused."""

from datetime import date

import pytest

from skpweb.tukar import xlsx
from skpweb.tukar.rules import Dampak, Jenis
from skpweb.tukar.rules_nilai import Dikenal, Tercatat
from skpweb.tukar.rules_periksa import Isian, kenali, periksa_lembar, tebak_waktu
from tests.tukar import contoh

HARI = date(2026, 11, 21)
ORANG = contoh.pegawai()
KENAL = {b[0]: Dikenal(n, b[1]) for n, b in enumerate(ORANG, 1)}
K = {nama: n for n, nama in enumerate(contoh.KEPALA_PRESENSI)}


def jalankan(jenis, baris, nama="a.csv", *, tahun=2026, bulan=9, nilai=None, orang=KENAL, pemisah=";"):
    lembar, kepala = kenali(jenis, xlsx.baca(nama, contoh.csv_berkas(baris, pemisah, "utf-8-sig")))
    tercatat = Tercatat(HARI, orang, lambda waktu: nilai or {}, tahun, bulan)
    return periksa_lembar(jenis, lembar, kepala, Isian(kepala.peta), tercatat)


def presensi(**isi):
    """Nine tidy rows, the last one changed."""
    baris = contoh.presensi(ORANG[:9])
    for judul, nilai in isi.items():
        baris[8][K[judul.replace("_", " ")]] = nilai
    return [contoh.KEPALA_PRESENSI, *baris]


def salah(hasil):
    return [(m.baris, m.kolom, m.pesan) for b in hasil.baris for m in b.masalah if not m.peringatan]


# ---- attendance ----------------------------------------------------------------------------------
def test_a_month_of_the_whole_office():
    hasil = jalankan(
        Jenis.PRESENSI,
        [("REKAP SEPTEMBER 2026",), contoh.KEPALA_PRESENSI, *contoh.presensi(ORANG), ("Jumlah", "", "2596")],
    )
    assert (salah(hasil), hasil.ringkasan["baru"]) == ([], 118)
    assert hasil.baris[1].data["angka"]["hadir"] == 20
    assert (hasil.baris[1].data["tahun"], hasil.baris[1].data["bulan"]) == (2026, 9)


@pytest.mark.parametrize(
    ("kolom", "nilai", "label", "pesan"),
    [
        ("Hadir", "19", "Hari kerja", "berjumlah 21, kurang 1 dari hari kerja (22)"),
        ("Hadir", "", "Hadir", "Belum diisi"),
        ("Sakit", "x", "Sakit", "Bukan angka"),
        ("Izin", "0,5", "Izin", "bilangan bulat"),
        ("Hari Kerja", "40", "Hari kerja", "0 sampai 31"),
        ("TL1", "=1+1", "TL1", "berisi rumus"),
        ("NIP", contoh.nip(1)[:17], "NIP", "yang tertulis 17"),
        ("NIP", "1,98306E+17", "NIP", "tersimpan sebagai angka"),
        ("NIP", contoh.nip(300), "NIP", "Belum terdaftar"),
        ("NIP", contoh.nip(2), "NIP", "juga ada di baris 4"),
    ],
)
def test_each_fault_is_named(kolom, nilai, label, pesan):
    found = salah(jalankan(Jenis.PRESENSI, presensi(**{kolom.replace(" ", "_"): nilai})))
    assert [(b, k) for b, k, kata in found if pesan in kata] == [(10, label)]


def test_empty_counts_are_zero_except_days_and_presence():
    hasil = jalankan(Jenis.PRESENSI, presensi(Sakit="", TL1="-", Izin=""))
    assert salah(hasil) == []
    assert (hasil.baris[8].data["angka"]["sakit"], hasil.baris[8].data["angka"]["tl1"]) == (0, 0)


def test_the_month_comes_from_the_file_name_or_the_title():
    for nama, atas in (("presensi-2026-09.csv", []), ("a.csv", [("Bulan: September 2026",)])):
        lembar, kepala = kenali(Jenis.PRESENSI, xlsx.baca(nama, contoh.csv_berkas([*atas, *presensi()])))
        assert tebak_waktu(Jenis.PRESENSI, nama, lembar, kepala) == (2026, 9)


def test_the_year_of_predikat_comes_from_the_file_name():
    lembar, kepala = kenali(Jenis.PREDIKAT, xlsx.baca("a.csv", b"NIP,Predikat\n1,Baik"))
    assert tebak_waktu(Jenis.PREDIKAT, "Predikat SKP 2025.csv", lembar, kepala) == (2025, None)
    assert tebak_waktu(Jenis.PRESENSI, "rekap 2025.csv", lembar, kepala) == (None, None)


def test_no_month_anywhere():
    assert {k for _, k, _ in salah(jalankan(Jenis.PRESENSI, presensi(), tahun=None, bulan=None))} == {"Tahun"}


def test_a_month_to_come():
    assert "Masih akan datang" in salah(jalankan(Jenis.PRESENSI, presensi(), bulan=12))[0][2]


def test_a_name_that_is_not_the_numbers_is_warned_about():
    hasil = jalankan(Jenis.PRESENSI, presensi(Nama="Orang Lain"))
    assert salah(hasil) == []
    assert "tercatat atas nama" in hasil.baris[8].masalah[0].pesan


def test_people_outside_ones_units_are_faults():
    orang = {**KENAL, contoh.nip(2): Dikenal(3, ORANG[2][1], dalam_wewenang=False)}
    assert [(b, k) for b, k, _ in salah(jalankan(Jenis.PRESENSI, presensi(), orang=orang))] == [(4, "NIP")]


def test_against_what_is_stored():
    lama = jalankan(Jenis.PRESENSI, presensi()).baris
    label = {"hari_kerja": "Hari kerja"}
    tampak = {
        k.replace("_", " ").capitalize() if k[:2] not in ("tl", "ps") else k.upper(): str(v)
        for k, v in lama[0].data["angka"].items()
    }
    tampak |= {
        "Hari kerja": tampak[label["hari_kerja"]],
        "Dinas luar": tampak["Dinas luar"],
        "Tanpa keterangan": tampak["Tanpa keterangan"],
    }
    hasil = jalankan(Jenis.PRESENSI, presensi(), nilai={(1, 2026, 9): tampak, (2, 2026, 9): {**tampak, "TL1": "9"}})
    assert [b.keadaan for b in hasil.baris[:3]] == [Dampak.SAMA, Dampak.BERUBAH, Dampak.BARU]
    assert hasil.baris[1].perubahan["TL1"] == ("9", "1")


# ---- values from elsewhere -----------------------------------------------------------------------
def test_ekinerja_with_its_own_month_and_year():
    hasil = jalankan(
        Jenis.EKINERJA, [("NIP", "Nama", "Bulan", "Tahun", "Nilai"), (ORANG[0][0], "", "Agustus", "2026", "86,405")]
    )
    data = hasil.baris[0].data
    assert (data["tahun"], data["bulan"], str(data["nilai"])) == (2026, 8, "86.41")


@pytest.mark.parametrize(
    ("isi", "kolom", "pesan"),
    [
        (("Sept", "2026", "101"), "Nilai", "antara 0 dan 100"),
        (("Sept", "2026", ""), "Nilai", "Belum diisi"),
        (("Sapi", "2026", "80"), "Bulan", "Bukan bulan"),
        (("Mei", "26", "80"), "Tahun", "Bukan tahun"),
    ],
)
def test_values_that_cannot_be(isi, kolom, pesan):
    hasil = jalankan(Jenis.EKINERJA, [("NIP", "Bulan", "Tahun", "Nilai"), (ORANG[0][0], *isi)])
    assert [(k, pesan in kata) for _, k, kata in salah(hasil)] == [(kolom, True)]


@pytest.mark.parametrize("kata", ["Sangat Baik", "SANGAT BAIK", "sangat_baik", " sangat  baik "])
def test_predikat_in_any_case(kata):
    hasil = jalankan(Jenis.PREDIKAT, [("NIP", "Predikat"), (ORANG[0][0], kata)], tahun=2025, bulan=None)
    assert (salah(hasil), hasil.baris[0].data["predikat"], hasil.baris[0].data["bulan"]) == ([], "sangat_baik", None)


def test_misconduct_is_kurang_and_cukup_is_no_predikat():
    baris = [("NIP", "Predikat"), (ORANG[0][0], "Kurang/Misconduct"), (ORANG[1][0], "Cukup")]
    hasil = jalankan(Jenis.PREDIKAT, baris, tahun=2025, bulan=None)
    assert hasil.baris[0].data["predikat"] == "kurang"
    assert [(b, k) for b, k, _ in salah(hasil)] == [(3, "Predikat")]


def test_a_value_already_stored_is_the_same():
    baris = [("NIP", "Nilai Perilaku"), (ORANG[0][0], "80"), (ORANG[1][0], "80,5")]
    lama = {(1, 2026, 9): {"Nilai": "80,00"}, (2, 2026, 9): {"Nilai": "80,00"}}
    hasil = jalankan(Jenis.PERILAKU, baris, nilai=lama)
    assert [b.keadaan for b in hasil.baris] == [Dampak.SAMA, Dampak.BERUBAH]
