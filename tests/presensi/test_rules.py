"""Attendance: the kinds sum, the percentage by each setting, several months, and the words that explain it."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation, RuleViolations
from skpweb.presensi.rules import (
    ATURAN,
    JENIS_HARI,
    KETIDAKHADIRAN,
    AturanKehadiran,
    Hitungan,
    Rekap,
    hitung_kehadiran,
    jumlahkan,
    periksa_rekap,
    persen_dari,
)

BAWAAN = AturanKehadiran()
SEPTEMBER = Rekap(22, hadir=16, dinas_luar=2, sakit=1, cuti=3, tl1=1, tl2=2)


def test_a_recap_that_sums_passes():
    periksa_rekap(SEPTEMBER)
    periksa_rekap(Rekap(0))


@pytest.mark.baku("V2.2.3")
@pytest.mark.parametrize(
    ("ubah", "kolom", "pesan"),
    [
        ({"hadir": 15}, "hari_kerja", "berjumlah 21, kurang 1 dari hari kerja (22)"),
        ({"hadir": 18}, "hari_kerja", "berjumlah 24, lebih 2 dari hari kerja (22)"),
        ({"sakit": -1}, "sakit", "Sakit harus bilangan bulat 0 sampai 31"),
        ({"hari_kerja": 32}, "hari_kerja", "Hari kerja harus bilangan bulat 0 sampai 31"),
        ({"psw4": 100}, "psw4", "PSW4 harus bilangan bulat 0 sampai 99"),
    ],
)
def test_faults_name_the_column(ubah, kolom, pesan):
    with pytest.raises(RuleViolation) as salah:
        periksa_rekap(replace(SEPTEMBER, **ubah))
    assert salah.value.field == kolom
    assert pesan in salah.value.message


def test_all_faults_at_once():
    with pytest.raises(RuleViolations) as salah:
        periksa_rekap(replace(SEPTEMBER, sakit=-1, tl1=-2))
    assert [f.field for f in salah.value.faults] == ["sakit", "tl1"]


@given(st.builds(Rekap, st.integers(0, 31), *[st.integers(0, 8)] * 6))
def test_only_recaps_that_sum_pass(rekap):
    cocok = sum(getattr(rekap, k) for k in JENIS_HARI) == rekap.hari_kerja
    if cocok:
        periksa_rekap(rekap)
    else:
        with pytest.raises(RuleViolation):
            periksa_rekap(rekap)


@pytest.mark.parametrize(
    ("rekap", "persen"),
    [
        (Rekap(22, hadir=22), "100.00"),
        (SEPTEMBER, "100.00"),  # sakit and cuti leave the divisor: 18 of 18
        (Rekap(22, hadir=21, izin=1), "95.45"),
        (Rekap(20, hadir=19, izin=1), "95.00"),
        (Rekap(50, hadir=47, tanpa_keterangan=3), "94.00"),
        (Rekap(22, hadir=18, dinas_luar=2, izin=1, tanpa_keterangan=1), "90.91"),
        (Rekap(22, tanpa_keterangan=22), "0.00"),
        (Rekap(22, cuti=22), None),
        (Rekap(22, sakit=10, cuti=12), None),
        (Rekap(0), None),
    ],
)
def test_percentage_by_default(rekap, persen):
    assert hitung_kehadiran([rekap], BAWAAN).persen == (None if persen is None else Decimal(persen))


SEMUA = Rekap(20, hadir=10, dinas_luar=2, sakit=2, izin=2, cuti=2, tanpa_keterangan=2)


@pytest.mark.parametrize("jenis", KETIDAKHADIRAN)
@pytest.mark.parametrize(
    ("hitungan", "pembilang", "pembagi"),
    [(Hitungan.HADIR, 14, 20), (Hitungan.DIKELUARKAN, 12, 18), (Hitungan.ABSEN, 12, 20)],
)
def test_each_kind_of_absence_each_way(jenis, hitungan, pembilang, pembagi):
    aturan = AturanKehadiran(**dict.fromkeys(KETIDAKHADIRAN, Hitungan.ABSEN) | {jenis: hitungan})
    hasil = hitung_kehadiran([SEMUA], aturan)
    assert (hasil.pembilang, hasil.pembagi) == (pembilang, pembagi)
    assert hasil.persen == persen_dari(pembilang, pembagi)


def test_months_are_added_before_dividing():
    bulan = [Rekap(20, hadir=20), Rekap(10, hadir=5, izin=5)]
    hasil = hitung_kehadiran(bulan, BAWAAN)
    assert hasil.persen == Decimal("83.33")  # 25/30; the mean of 100 and 50 would be 75
    assert hasil.cara[0] == "Dijumlahkan dulu dari 2 bulan, baru dibagi."


def test_no_recap_is_no_figure():
    hasil = hitung_kehadiran([], BAWAAN)
    assert hasil.persen is None
    assert "Belum ada rekap" in hasil.cara[0]


def test_the_working_in_words():
    assert hitung_kehadiran([SEPTEMBER], BAWAAN).cara == (
        "Dihitung hadir: hadir 16 + dinas luar 2 = 18 hari.",
        "Pembagi: hari kerja 22 − sakit 1 − cuti 3 = 18 hari.",
        "Tidak hadir: izin 0, tanpa keterangan 0.",
        "18 ÷ 18 × 100 = 100,00 %.",
    )


def test_the_working_when_nothing_is_taken_out_and_when_it_cannot_be():
    semua_hadir = AturanKehadiran(**dict.fromkeys(KETIDAKHADIRAN, Hitungan.HADIR))
    cara = hitung_kehadiran([SEMUA], semua_hadir).cara
    assert cara[1:] == ("Pembagi: hari kerja 20 hari.", "20 ÷ 20 × 100 = 100,00 %.")
    assert hitung_kehadiran([Rekap(22, cuti=22)], BAWAAN).cara[-1] == (
        "Pembagi 0 hari, jadi persentase tidak dapat dihitung (–)."
    )


@pytest.mark.parametrize(
    ("pembilang", "pembagi", "persen"),
    [(1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (1, 2000, "0.05"), (1, 20_000, "0.01"), (1, 20_001, "0.00")],
)
def test_half_up(pembilang, pembagi, persen):
    assert persen_dari(pembilang, pembagi) == Decimal(persen)


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_same_as_exact_decimals(pembilang, pembagi):
    tepat = (Decimal(100) * pembilang / pembagi).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert persen_dari(pembilang, pembagi) == tepat


@given(st.lists(st.builds(Rekap, st.integers(0, 31), *[st.integers(0, 31)] * 6), max_size=12))
def test_sums_are_column_by_column(rekap):
    total = jumlahkan(rekap)
    assert total.hari_kerja == sum(r.hari_kerja for r in rekap)
    assert total.jumlah_jenis == sum(r.jumlah_jenis for r in rekap)


def test_the_settings_begin_as_the_rules_say():
    assert {a.kunci: a.bawaan for a in ATURAN} == {f"presensi.{k}": getattr(BAWAAN, k) for k in KETIDAKHADIRAN}
