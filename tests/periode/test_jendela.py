"""Windows: to the minute, both ends included, in the office's zone; exceptions; the own window (rules §2)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.periode.rules import (
    Jalan,
    Rentang,
    StatusJendela,
    Tahap,
    akhir_menit,
    awal_menit,
    periksa_rentang,
    punya_jendela_pribadi,
    saran_hari,
    tentukan_keadaan,
)

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


def saat(*isi, zona=WIB):
    return datetime(*isi, tzinfo=zona).astimezone(UTC)


SKP = Rentang(awal_menit(saat(2026, 12, 1)), akhir_menit(saat(2027, 1, 31, 23, 59)))


@pytest.mark.parametrize(
    ("pada", "status"),
    [
        (saat(2026, 11, 30, 23, 59, 59), StatusJendela.BELUM_DIBUKA),
        (saat(2026, 12, 1), StatusJendela.TERBUKA),
        (saat(2027, 1, 31, 23, 59), StatusJendela.TERBUKA),
        (saat(2027, 1, 31, 23, 59, 59), StatusJendela.TERBUKA),
        (saat(2027, 1, 31, 23, 59, 59, 999_999), StatusJendela.TERBUKA),
        (saat(2027, 2, 1), StatusJendela.DITUTUP),
        # 1 February 00.30 in Jayapura is still 31 January in Jakarta, and the office is in Jakarta.
        (saat(2027, 2, 1, 0, 30, zona=WIT), StatusJendela.TERBUKA),
    ],
)
def test_the_skp_window_to_the_second(pada, status):
    assert tentukan_keadaan(SKP, (), pada=pada).status is status


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(0, 59_999))
def test_the_typed_minute_of_closing_is_open_to_its_last_millisecond(menit, milidetik):
    tutup = awal_menit(menit.replace(tzinfo=WIB).astimezone(UTC))
    rentang = Rentang(tutup - timedelta(days=1), akhir_menit(tutup))
    assert rentang.memuat(tutup + timedelta(milliseconds=milidetik))
    assert not rentang.memuat(tutup + timedelta(minutes=1, milliseconds=milidetik))


def test_without_a_window_nothing_is_open():
    assert tentukan_keadaan(None, (), pada=saat(2027, 1, 1)).status is StatusJendela.BELUM_DIATUR


def test_a_window_that_closes_before_it_opens_is_refused():
    with pytest.raises(RuleViolation, match="Tutup harus sesudah buka") as salah:
        periksa_rentang(saat(2027, 2, 1), saat(2027, 1, 31))
    assert salah.value.field == "tutup"
    periksa_rentang(saat(2027, 2, 1), saat(2027, 2, 1))


def kecuali(dari, sampai, oleh=7):
    return Rentang(dari, sampai), oleh


def test_an_exception_lengthens_a_closed_window():
    pada = saat(2027, 2, 3, 10)
    izin = kecuali(saat(2027, 2, 2, 8), akhir_menit(saat(2027, 2, 5, 12)))
    keadaan = tentukan_keadaan(SKP, [izin], pada=pada, pegawai_id=1)
    assert keadaan.terbuka
    assert keadaan.jalan is Jalan.PENGECUALIAN
    assert keadaan.rentang.tutup_pada == akhir_menit(saat(2027, 2, 5, 12))


def test_an_exception_does_not_count_before_it_was_given_nor_after_its_end():
    izin = kecuali(saat(2027, 2, 2, 8), akhir_menit(saat(2027, 2, 5, 12)))
    assert tentukan_keadaan(SKP, [izin], pada=saat(2027, 2, 2, 7, 59)).status is StatusJendela.BELUM_DIBUKA
    tutup = tentukan_keadaan(SKP, [izin], pada=saat(2027, 2, 5, 12, 1))
    assert (tutup.status, tutup.jalan) == (StatusJendela.DITUTUP, Jalan.PENGECUALIAN)


def test_an_exception_never_helps_the_one_who_gave_it():
    izin = kecuali(saat(2027, 2, 2), saat(2027, 2, 9), oleh=7)
    assert not tentukan_keadaan(SKP, [izin], pada=saat(2027, 2, 3), pegawai_id=7).terbuka
    assert tentukan_keadaan(SKP, [izin], pada=saat(2027, 2, 3), pegawai_id=8).terbuka


def test_an_exception_that_ends_earlier_shortens_nothing():
    izin = kecuali(saat(2026, 12, 2), saat(2026, 12, 9))
    keadaan = tentukan_keadaan(SKP, [izin], pada=saat(2026, 12, 3), pegawai_id=1)
    assert (keadaan.jalan, keadaan.rentang) == (Jalan.UMUM, SKP)


def test_the_own_window_takes_the_place_of_the_general_one():
    pribadi = Rentang(saat(2027, 3, 1), akhir_menit(saat(2027, 3, 15, 23, 59)))
    for pada, status in (
        (saat(2027, 1, 10), StatusJendela.BELUM_DIBUKA),
        (saat(2027, 3, 15, 23, 59, 59), StatusJendela.TERBUKA),
        (saat(2027, 3, 16), StatusJendela.DITUTUP),
    ):
        keadaan = tentukan_keadaan(SKP, (), pada=pada, pribadi=pribadi)
        assert (keadaan.status, keadaan.jalan) == (status, Jalan.PRIBADI)


@pytest.mark.parametrize(
    ("tmt", "punya"), [(date(2026, 7, 1), False), (date(2027, 1, 1), False), (date(2027, 1, 2), True)]
)
def test_who_has_an_own_window(tmt, punya):
    assert punya_jendela_pribadi(2027, tmt) is punya


def test_suggested_days():
    assert saran_hari(Tahap.SKP, 2027) == (date(2026, 12, 1), date(2027, 1, 31))
    assert saran_hari(Tahap.PETRUK, 2027) is None
