"""The year of logs as shapes and figures; working days that have an entry."""

from datetime import date, timedelta

import pytest

from skpweb.beranda.rules_peta import BENTUK, Hari, cakupan, gambar
from skpweb.harian.rules import StatusCatatan as C
from skpweb.periode.rules import KalenderKerja

KERJA = KalenderKerja()
KINI = date(2026, 11, 18)  # Wednesday
TAHUN = (date(2026, 1, 1), date(2026, 12, 31))


def peta(isi=None, masa=(TAHUN,), kini=KINI):
    return gambar(2026, kini, isi or {}, KERJA, masa)


@pytest.mark.parametrize(
    ("status", "nada"),
    [
        ([C.VALID], Hari.SAH),
        ([C.VALID, C.DIKIRIM], Hari.MENUNGGU),
        ([C.VALID, C.DIKIRIM, C.KONSEP], Hari.KONSEP),
        ([C.PERBAIKAN, C.VALID], Hari.KONSEP),
        ([C.DITOLAK], Hari.KOSONG),
        ([C.DITOLAK, C.VALID], Hari.SAH),
    ],
)
def test_a_day_shows_what_asks_most(status, nada) -> None:
    senin = date(2026, 11, 16)
    november = peta({senin: status}).bulan[10]
    assert november.hari[nada] == peta().bulan[10].hari[nada] + (nada is not Hari.KOSONG)
    assert november.hari_kerja == 13


def test_days_off_days_to_come_and_days_without_a_plan_are_not_empty() -> None:
    p = peta(masa=[(date(2026, 11, 16), date(2026, 12, 31))])
    assert (p.jumlah(Hari.KOSONG), p.bulan[10].hari_kerja) == (2, 3)  # today is no empty day yet
    assert p.jumlah(Hari.NANTI) + p.jumlah(Hari.LIBUR) == 365 - 2
    assert peta(masa=()).jumlah(Hari.KOSONG) == 0
    assert sum(p.jumlah(h) for h in Hari) == 365


def test_work_on_a_day_off_is_drawn() -> None:
    assert peta({date(2026, 11, 15): [C.VALID]}).bulan[10].hari[Hari.SAH] == 1


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(BENTUK) == set(Hari) and len(set(BENTUK.values())) == len(Hari)
    p = peta({date(2026, 1, 1): [C.VALID]})
    assert p.jalur[Hari.SAH] == "M28 14h13v13h-13z" and p.kini == "M300 174h13v13h-13z"


def test_working_days_with_an_entry() -> None:
    awal = date(2026, 11, 2)
    assert cakupan([awal, date(2026, 11, 7)], awal, KINI, KERJA) == (1, 13)
    assert cakupan([], KINI, KINI - timedelta(days=1), KERJA) == (0, 0)
