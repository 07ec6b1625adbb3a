"""Dates and numbers look as the Indonesian locale data say; written out, since pages hold hundreds of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core import clock
from skpweb.core.formats import angka, tanggal, tanggal_hari, waktu

HARI = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(HARI)
def test_days(hari):
    assert tanggal(hari) == format_date(hari, "d MMMM y", locale="id")
    assert tanggal_hari(hari) == format_date(hari, "EEEE, d MMMM y", locale="id")


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_moments(saat):
    assert waktu(saat) == format_datetime(clock.setempat(saat), "d MMMM y, HH.mm", locale="id")
    assert tanggal(saat) == format_date(clock.hari(saat), "d MMMM y", locale="id")


@given(st.decimals(-(10**9), 10**9, places=3) | st.integers(-(10**12), 10**12))
def test_numbers(nilai):
    assert angka(nilai) == format_decimal(nilai + 0, locale="id")
    bulat = Decimal(nilai).quantize(Decimal("0.01"), "ROUND_HALF_UP") + 0
    assert angka(nilai, 2) == format_decimal(bulat, "#,##0.00", locale="id")


def test_nothing_and_half_up():
    assert (angka(None), tanggal(None), waktu(None)) == ("–", "–", "–")
    assert (angka(Decimal("0.0005")), angka(Decimal("2.5"), 0), angka(1200), angka(Decimal("-0.0001"))) == (
        "0,001",
        "3",
        "1.200",
        "0",
    )
