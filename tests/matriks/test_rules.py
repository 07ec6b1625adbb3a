"""Reading and writing a cell, what the months make of the year, spreading a target (spec/rules §3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.matriks.rules import (
    Sel,
    baca_sel,
    bagi_rata,
    bulan_skp,
    hasil_setahun,
    periksa_setahun,
    setahun,
    tulis_angka,
    tulis_sel,
)
from skpweb.skp.rules import Agregasi, Arah


@dataclass(frozen=True)
class Ind:
    batas_bawah: Decimal | None
    batas_atas: Decimal | None
    arah: Arah = Arah.NAIK
    agregasi: Agregasi = Agregasi.JUMLAH


def ind(target: str, arah: Arah = Arah.NAIK, agregasi: Agregasi = Agregasi.JUMLAH) -> Ind:
    """ "36", "90–95", "" for an indicator without bounds."""
    ends = [Decimal(t) for t in target.split("–")] if target else [None]
    return Ind(ends[0], ends[-1], arah, agregasi)


def sel(text: str) -> dict[int, Sel]:
    """ "3 3 _ 90–95 v": January onwards, "_" no plan, "v" a tick."""
    found = {}
    for b, t in enumerate(text.split(), 1):
        if t == "v":
            found[b] = Sel()
        elif t != "_":
            ends = [Decimal(e) for e in t.split("–")]
            found[b] = Sel(ends[0], ends[-1])
    return found


SATU, RENTANG, TURUN, CATATAN = ind("36"), ind("90–95"), ind("36", Arah.TURUN), ind("")


@pytest.mark.parametrize(
    ("iki", "typed", "meant"),
    [
        (SATU, "20", "20"), (SATU, " 20 ", "20"), (SATU, "1.234,5", "1.234,5"), (SATU, "1234,5", "1.234,5"),
        (SATU, "1234.5", "1.234,5"), (SATU, "1.234", "1.234"), (SATU, "1.234.567", "1.234.567"),
        (SATU, "0.125", "0,125"), (SATU, "0,5", "0,5"), (SATU, "95 %", "95"), (SATU, "1 000", "1.000"),
        (SATU, "", ""), (SATU, "  ", ""), (SATU, "-", ""), (SATU, "–", ""), (SATU, "20-20", "20"),
        (TURUN, "0", "0"), (TURUN, "0,0", "0"), (SATU, "0,0001", "0,0001"), (SATU, "1000000000", "1.000.000.000"),
        (RENTANG, "90–95", "90–95"), (RENTANG, "90-95", "90–95"), (RENTANG, "90 s.d. 95 %", "90–95"),
        (RENTANG, "90 sampai 95", "90–95"), (RENTANG, "92,5", "92,5"), (RENTANG, "1.000–1.500,5", "1.000–1.500,5"),
        (CATATAN, "1", "1"), (CATATAN, "v", "1"), (CATATAN, "x", "1"), (CATATAN, "", ""), (CATATAN, "0", ""),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_was_meant(iki: Ind, typed: str, meant: str) -> None:
    assert tulis_sel(baca_sel(iki, typed)) == meant


@pytest.mark.parametrize(
    ("iki", "typed", "word"),
    [
        (SATU, "2o", "“2o” bukan angka"), (SATU, "1e5", "bukan angka"), (SATU, "1,234.5", "bukan angka"),
        (SATU, "1.23.4", "bukan angka"), (SATU, "٣", "bukan angka"), (SATU, "1_000", "bukan angka"),
        (SATU, "nan", "bukan angka"), (SATU, "-5", "bukan angka"), (SATU, "1234.567.890", "bukan angka"),
        (SATU, "0", "kosongkan bulan ini"), (SATU, "0,0", "kosongkan bulan ini"), (RENTANG, "0–5", "kosongkan"),
        (SATU, "90–95", "rentang"), (RENTANG, "95–90", "90–95"), (RENTANG, "1-2-3", "bukan angka"),
        (SATU, "1000000001", "Paling besar"), (SATU, "0,00001", "4 angka"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused_with_the_remedy(iki: Ind, typed: str, word: str) -> None:
    with pytest.raises(RuleViolation, match=word):
        baca_sel(iki, typed)


angka = st.decimals(min_value="0.0001", max_value=10**9, places=4)


@given(angka, angka)
def test_what_is_written_is_read_back(a: Decimal, b: Decimal) -> None:
    for meant in (Sel(a, a), Sel(min(a, b), max(a, b))):
        assert baca_sel(RENTANG, tulis_sel(meant)) == meant


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = baca_sel(RENTANG, text)
    except RuleViolation:
        return
    assert found is None or found.nilai is not None


@pytest.mark.parametrize(
    ("mulai", "sampai", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), list(range(1, 13))),
        (date(2026, 3, 16), date(2026, 8, 1), [3, 4, 5, 6, 7, 8]),
        (date(2026, 12, 31), date(2026, 12, 31), [12]),
    ],
)
def test_the_months_are_those_of_the_period(mulai: date, sampai: date, months: list[int]) -> None:
    assert list(bulan_skp(mulai, sampai)) == months


J, R, T, M = Agregasi.JUMLAH, Agregasi.RATA_RATA, Agregasi.TERAKHIR, Agregasi.MAKSIMUM


@pytest.mark.parametrize(
    ("agregasi", "arah", "months", "year"),
    [
        (J, Arah.NAIK, "3 3 3", "9"), (J, Arah.NAIK, "_ 2,5".replace(",", "."), "2.5"), (J, Arah.NAIK, "", None),
        (R, Arah.NAIK, "90 _ 100", "95"), (R, Arah.NAIK, "1 1 2", "1.3333"), (R, Arah.NAIK, "1 2 2", "1.6667"),
        (T, Arah.NAIK, "4 8 _ 12 _", "12"), (M, Arah.NAIK, "4 9 2", "9"),
        (J, Arah.NAIK, "8–10 8–10", "16"), (J, Arah.TURUN, "8–10 8–10", "20"), (T, Arah.TURUN, "1–2 3–5", "5"),
        (J, Arah.TURUN, "0 0", "0"), (J, Arah.NAIK, "v v", None),
    ],
)  # fmt: skip
def test_the_year_of_the_months(agregasi: Agregasi, arah: Arah, months: str, year: str | None) -> None:
    assert setahun(agregasi, arah, sel(months)) == (None if year is None else Decimal(year))


@pytest.mark.parametrize(
    ("iki", "months", "shown", "fault"),
    [
        (SATU, "12 12 12", "36", ""), (SATU, "12 12 9", "33", "Jumlah bulanannya 33, targetnya 36."),
        (SATU, "", "–", "Target bulanan belum diisi; targetnya 36."),
        (ind("95", agregasi=R), "94 96", "95", ""), (ind("33.33", agregasi=R), "33 33 34", "33,33", ""),
        (ind("33", agregasi=R), "33 33 34", "33,33", "Rata-rata bulanannya 33,33, targetnya 33."),
        (ind("0.0012", agregasi=R), "0.0012 0.0013", "0,0013", "Rata-rata bulanannya 0,0013, targetnya 0,0012."),
        (ind("48", agregasi=T), "4 48", "48", ""), (ind("48", agregasi=T), "48 4", "4", "Bulan terakhirnya 4"),
        (ind("48", agregasi=M), "48 4", "48", ""), (ind("48", agregasi=M), "4 4", "4", "Bulan tertingginya 4"),
        (ind("90–95", agregasi=R), "90–95 90–95", "90–95", ""), (ind("90–95", agregasi=R), "91 92", "91,5", ""),
        (ind("90–95", agregasi=R), "89 90", "89,5", "Rata-rata bulanannya 89,5, targetnya 90–95."),
        (ind("90–95", agregasi=R), "90–99", "90–99", "90–99"), (ind("100–120"), "50–60 50–60", "100–120", ""),
        (ind("5", Arah.TURUN), "0 5", "5", ""), (ind("0", Arah.TURUN), "0 0", "0", ""),
        (ind("5"), "0 5", "5", "Target Januari 0; kosongkan bulan itu."),
        (CATATAN, "", "0 bulan", ""), (CATATAN, "v _ v", "2 bulan", ""),
    ],
)  # fmt: skip
def test_months_that_do_not_make_the_target_are_told(iki: Ind, months: str, shown: str, fault: str) -> None:
    assert hasil_setahun(iki, sel(months)) == shown
    found = periksa_setahun(iki, sel(months))
    assert fault in found
    assert bool(found) == bool(fault)


@pytest.mark.parametrize(
    ("iki", "months", "spread"),
    [
        (ind("240"), range(1, 13), " ".join(["20"] * 12)), (ind("4"), range(1, 13), "_ _ 1 _ _ 1 _ _ 1 _ _ 1"),
        (ind("14"), range(1, 13), "1 1 1 1 1 2 1 1 1 1 1 2"), (ind("4", Arah.TURUN), range(1, 5), "1 1 1 1"),
        (ind("2", Arah.TURUN), range(1, 5), "0 1 0 1"), (ind("10"), range(3, 6), "_ _ 3 3 4"),
        (ind("0.5"), range(1, 3), "0.25 0.25"), (ind("100–120"), range(1, 3), "50–60 50–60"),
        (ind("1–3"), range(1, 4), "_ _ 1–3"), (ind("90–95", agregasi=R), range(1, 3), "90–95 90–95"),
        (ind("48", agregasi=T), range(1, 3), "48 48"), (CATATAN, range(1, 4), "v v v"),
    ],
)  # fmt: skip
def test_a_target_is_spread(iki: Ind, months: range, spread: str) -> None:
    assert bagi_rata(iki, months) == sel(spread)


@given(
    st.tuples(st.decimals(0, 10**6, places=2), st.decimals(0, 10**4, places=2)),
    st.integers(1, 12), st.integers(1, 12), st.sampled_from(Agregasi), st.sampled_from(Arah),
)  # fmt: skip
def test_what_is_spread_makes_the_target(
    ends: tuple[Decimal, Decimal], a: int, b: int, agregasi: Agregasi, arah: Arah
) -> None:
    iki = Ind(ends[0], ends[0] + ends[1], arah, agregasi)
    spread = bagi_rata(iki, range(min(a, b), max(a, b) + 1))
    assert all(baca_sel(iki, tulis_sel(s)) == s for s in spread.values() if s.nilai or arah is Arah.TURUN)
    if ends[0] or arah is Arah.TURUN:
        assert periksa_setahun(iki, spread) == ""


@given(st.integers(0, 10**6), st.integers(1, 12))
def test_a_whole_target_is_spread_in_whole_numbers_as_evenly_as_it_goes(total: int, months: int) -> None:
    iki = Ind(Decimal(total), Decimal(total), Arah.TURUN)
    shares = [s.nilai for s in bagi_rata(iki, range(1, months + 1)).values()]
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1
    assert all(s == int(s) for s in shares)


@pytest.mark.parametrize(("value", "text"), [("100", "100"), ("1234.5000", "1.234,5"), ("0", "0"), ("1E+3", "1.000")])
def test_numbers_are_written_without_needless_zeros(value: str, text: str) -> None:
    assert tulis_angka(Decimal(value)) == text
