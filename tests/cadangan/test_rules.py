from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.cadangan.rules import HasilUji, disimpan, pastikan_muat, peringatan
from skpweb.core.errors import RuleViolation

KINI = datetime(2026, 11, 21, 12, tzinfo=UTC)


def lalu(**jarak: float) -> datetime:
    return KINI - timedelta(**jarak)


def test_every_quarter_of_a_day_is_kept_then_a_day_then_a_month() -> None:
    quarter = [lalu(minutes=15 * n) for n in range(4 * 24 * 400)]
    kept = disimpan(quarter, KINI)
    assert len([s for s in kept if KINI - s <= timedelta(hours=24)]) == 97
    days = [s for s in kept if timedelta(hours=24) < KINI - s <= timedelta(days=30)]
    assert len({s.date() for s in days}) == len(days) == 29
    months = [s for s in kept if KINI - s > timedelta(days=30)]
    assert len({(s.year, s.month) for s in months}) == len(months) == 11  # of October the last lies within the days
    assert min(months) == datetime(2025, 11, 30, 23, 45, tzinfo=UTC)  # the last of November of a year ago


def test_the_newest_is_kept_however_old() -> None:
    assert disimpan([lalu(days=900), lalu(days=901)], KINI) == {lalu(days=900)}


@given(st.lists(st.integers(0, 60 * 24 * 500), max_size=200))
def test_what_is_kept_is_some_of_what_is_there(minutes: list[int]) -> None:
    there = [lalu(minutes=m) for m in minutes]
    kept = disimpan(there, KINI)
    assert kept <= set(there)
    assert (not there) or max(there) in kept
    assert disimpan(kept, KINI) == kept


@pytest.mark.parametrize(
    ("terakhir", "uji", "kata"),
    [
        (None, None, "Belum ada cadangan"),
        (lalu(minutes=61), HasilUji("x", KINI), "lebih dari 1 jam"),
        (lalu(minutes=59), None, "belum diuji"),
        (lalu(minutes=59), HasilUji("x", lalu(hours=49)), "belum diuji"),
        (lalu(minutes=59), HasilUji("x", lalu(hours=47), "rusak"), "gagal: rusak"),
    ],
)
def test_the_alarm(terakhir: datetime | None, uji: HasilUji | None, kata: str) -> None:
    assert kata in peringatan(terakhir, uji, KINI)


def test_no_alarm_when_all_is_well() -> None:
    assert peringatan(lalu(minutes=59), HasilUji("x", lalu(hours=47)), KINI) == ""


def test_a_small_place_is_refused_with_both_figures() -> None:
    pastikan_muat(10, 200 * 1024 * 1024, "/mnt/x")
    with pytest.raises(RuleViolation, match=r"/mnt/x tinggal 5,0 MB.*memerlukan 74,0 MB.*Pengaturan"):
        pastikan_muat(10 * 1024 * 1024, 5 * 1024 * 1024, "/mnt/x")
