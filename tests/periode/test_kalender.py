"""The work calendar: patterns, days off, counting, and clocks that only ever lengthen (rules §5a)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.periode.rules import (
    JenisLibur,
    KalenderKerja,
    Libur,
    Pola,
    PolaBerlaku,
    libur_tetap,
)

DULU = date(2025, 12, 1)


def libur(hari, dibuat=DULU, dicabut=None):
    return Libur(hari, "Libur", JenisLibur.NASIONAL, dibuat, dicabut)


def pola(isi, mulai=date(2020, 1, 1), dibuat=DULU, jarak=0):
    return PolaBerlaku(isi, mulai, dibuat, jarak)


LIMA = KalenderKerja(libur=(libur(date(2026, 8, 17)),))  # a Monday
ENAM = KalenderKerja((pola(Pola.ENAM),), LIMA.libur)
SHIFT = KalenderKerja((pola(Pola.SHIFT),), LIMA.libur)


@pytest.mark.parametrize(
    ("hari", "lima", "enam", "shift"),
    [
        (date(2026, 8, 14), True, True, True),  # Friday
        (date(2026, 8, 15), False, True, True),
        (date(2026, 8, 16), False, False, True),
        (date(2026, 8, 17), False, False, True),
        (date(2026, 8, 18), True, True, True),
    ],
)
def test_patterns(hari, lima, enam, shift):
    assert [k.hari_kerja(hari) for k in (LIMA, ENAM, SHIFT)] == [lima, enam, shift]


@pytest.mark.parametrize(
    ("kalender", "jumlah", "sampai"),
    [
        (LIMA, 0, date(2026, 8, 14)),
        (LIMA, 1, date(2026, 8, 18)),
        (LIMA, 5, date(2026, 8, 24)),
        (LIMA, -1, date(2026, 8, 13)),
        (LIMA, -5, date(2026, 8, 7)),
        (ENAM, 1, date(2026, 8, 15)),
        (ENAM, 2, date(2026, 8, 18)),
        (SHIFT, 3, date(2026, 8, 17)),
    ],
)
def test_adding_working_days_to_friday_before_the_holiday(kalender, jumlah, sampai):
    assert kalender.tambah(date(2026, 8, 14), jumlah) == sampai


def test_shifting_to_the_next_working_day():
    assert LIMA.geser(date(2026, 8, 15)) == date(2026, 8, 18)
    assert LIMA.geser(date(2026, 8, 14)) == date(2026, 8, 14)


def test_back_dating_from_friday_until_wednesday():
    assert KalenderKerja().tambah(date(2026, 9, 4), 3) == date(2026, 9, 9)


@pytest.mark.parametrize(("kalender", "jumlah"), [(LIMA, 20), (ENAM, 25), (SHIFT, 31), (KalenderKerja(), 21)])
def test_working_days_of_august_2026(kalender, jumlah):
    assert kalender.jumlah_bulan(2026, 8) == jumlah


def test_february_of_a_leap_year_is_counted_whole():
    assert SHIFT.jumlah_bulan(2028, 2) == 29
    assert SHIFT.jumlah_bulan(2026, 12) == 31


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.sampled_from([LIMA, ENAM, SHIFT]))
def test_counting_undoes_adding(mulai, jumlah, kalender):
    sampai = kalender.tambah(mulai, jumlah)
    assert sum(kalender.hari_kerja(mulai + timedelta(days=i + 1)) for i in range((sampai - mulai).days)) == jumlah
    assert kalender.tambah(kalender.geser(mulai), jumlah) >= sampai


def test_patterns_by_date_and_nearness():
    kalender = KalenderKerja(
        (
            pola(Pola.LIMA, jarak=99),
            pola(Pola.SHIFT, date(2026, 3, 1), jarak=1),
            pola(Pola.ENAM, date(2026, 6, 1), jarak=0),
            pola(Pola.LIMA, date(2026, 9, 1), jarak=0),
        )
    )
    hari = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)]
    assert [kalender.pola_pada(h) for h in hari] == [Pola.LIMA, Pola.SHIFT, Pola.ENAM, Pola.LIMA]


def test_the_same_day_entered_again_is_the_later_word():
    kalender = KalenderKerja(
        (pola(Pola.ENAM, date(2026, 1, 1), date(2026, 1, 2)), pola(Pola.LIMA, date(2026, 1, 1), date(2026, 1, 5)))
    )
    assert kalender.pola_pada(date(2026, 2, 1)) is Pola.LIMA


def test_a_day_taken_away_is_known_only_until_then():
    kalender = KalenderKerja(libur=(libur(date(2026, 5, 15), dicabut=date(2026, 5, 10)),))
    assert kalender.hari_kerja(date(2026, 5, 15))
    assert kalender.libur_pada(date(2026, 5, 15)) is None


# ---- clocks ---------------------------------------------------------------------------------------
MULAI = date(2026, 9, 1)  # Tuesday; ten working days end on Tuesday 15 September
ASLI = date(2026, 9, 15)
CUTI = date(2026, 9, 10)


def tenggat(*hari_libur, jumlah=10):
    return KalenderKerja(libur=hari_libur).tenggat(MULAI, jumlah)


def test_a_clock_without_changes():
    assert tenggat() == ASLI
    assert tenggat(libur(CUTI)) == ASLI + timedelta(days=1)


@pytest.mark.parametrize(
    ("dibuat", "sampai"),
    [
        (date(2026, 9, 5), date(2026, 9, 16)),  # while open
        (date(2026, 9, 15), date(2026, 9, 16)),  # on its last day
        (date(2026, 9, 16), ASLI),  # already late: nothing changes
    ],
)
def test_a_day_off_added_later_lengthens_only_open_clocks(dibuat, sampai):
    assert tenggat(libur(CUTI, dibuat)) == sampai


def test_a_day_off_taken_away_shortens_no_clock():
    assert tenggat(libur(CUTI, DULU, date(2026, 9, 3))) == date(2026, 9, 16)
    # A clock begun afterwards never knew it.
    assert KalenderKerja(libur=(libur(CUTI, DULU, date(2026, 9, 1)),)).tenggat(MULAI, 10) == ASLI


def test_a_lengthened_clock_may_be_lengthened_again():
    kedua = libur(date(2026, 9, 16), date(2026, 9, 16))
    assert tenggat(libur(CUTI, date(2026, 9, 14))) == date(2026, 9, 16)
    assert tenggat(libur(CUTI, date(2026, 9, 14)), kedua) == date(2026, 9, 17)
    assert tenggat(kedua) == ASLI


def test_a_pattern_with_more_days_shortens_no_open_clock():
    kalender = KalenderKerja((pola(Pola.SHIFT, date(2026, 9, 7), date(2026, 9, 4)),))
    assert kalender.tenggat(MULAI, 10) == ASLI
    assert kalender.tambah(MULAI, 10) < ASLI


HARI = st.dates(date(2026, 8, 1), date(2026, 11, 30))


@st.composite
def hari_libur(draw):
    dibuat = draw(HARI)
    return libur(draw(HARI), dibuat, draw(st.none() | st.integers(0, 40).map(lambda n: dibuat + timedelta(n))))


@given(st.lists(hari_libur(), max_size=8, unique_by=lambda x: x.tanggal), hari_libur(), HARI, st.integers(0, 15))
def test_one_more_day_off_never_shortens(daftar, satu, mulai, jumlah):
    tanpa = KalenderKerja(libur=tuple(x for x in daftar if x.tanggal != satu.tanggal))
    dengan = KalenderKerja(libur=(*tanpa.libur, satu))
    lama, baru = tanpa.tenggat(mulai, jumlah), dengan.tenggat(mulai, jumlah)
    assert baru >= lama
    if satu.dibuat > lama:
        assert baru == lama


@given(st.lists(hari_libur(), max_size=8, unique_by=lambda x: x.tanggal), HARI, st.integers(1, 30), st.integers(0, 15))
def test_taking_days_away_never_shortens_what_was_promised(daftar, mulai, kemudian, jumlah):
    cabut = mulai + timedelta(kemudian)
    utuh = [Libur(x.tanggal, x.nama, x.jenis, min(x.dibuat, cabut - timedelta(1))) for x in daftar]
    dicabut = [Libur(x.tanggal, x.nama, x.jenis, x.dibuat, cabut) for x in utuh]
    assert tenggat_dari(dicabut, mulai, jumlah) == tenggat_dari(utuh, mulai, jumlah)


def tenggat_dari(libur, mulai, jumlah):
    return KalenderKerja(libur=tuple(libur)).tenggat(mulai, jumlah)


def test_fixed_holidays_are_the_five_of_every_year():
    assert [t.strftime("%d-%m") for t, _ in libur_tetap(2027)] == ["01-01", "01-05", "01-06", "17-08", "25-12"]
    assert {t.year for t, _ in libur_tetap(2027)} == {2027}
