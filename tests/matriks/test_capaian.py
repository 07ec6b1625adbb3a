"""The arithmetic of spec/rules §3, case by case, and what holds for any figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.matriks.rules_bulan import CapaianBulan, dari_json, nilai_bulan
from skpweb.matriks.rules_capaian import (
    BahanIki,
    CapaianBagian,
    CapaianIki,
    Keadaan,
    Realisasi,
    acuan,
    bulat,
    capaian_naik,
    capaian_turun,
    dijumlahkan,
    hitung_iki,
    nilai_bagian,
    sejak_awal,
    sisa_kelebihan,
)
from skpweb.skp.rules import Agregasi, Arah, JenisRhk

D = Decimal
SETAHUN = dict.fromkeys(range(1, 13), 20)
NAIK, TURUN = Arah.NAIK, Arah.TURUN


def bahan(rencana, realisasi, *, arah=NAIK, agregasi=Agregasi.JUMLAH, berbatas=True, jenis=JenisRhk.UTAMA):
    """`realisasi`: figure by month, as text."""
    isi = {b: Realisasi(D(r), (b * 10,)) for b, r in realisasi.items()}
    t = {b: None if r is None else D(r) for b, r in rencana.items()}
    return BahanIki(7, jenis, "Tersedianya data", "Jumlah laporan", "laporan", arah, agregasi, berbatas, t, isi)


def iki(nilai, jenis=JenisRhk.UTAMA):
    hasil = hitung_iki(bahan({1: "10"}, {1: "1"}, jenis=jenis), 1, SETAHUN, terkunci=False)
    return replace(hasil, nilai=None if nilai is None else D(nilai))


# ---- c --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("r", "t", "s", "c"),
    [
        ("8", "10", "0", "80.00"), ("0", "10", "0", "0.00"), ("10", "10", "0", "100.00"), ("15", "10", "0", "100"),
        ("8", "10", "1", "90.00"), ("8", "10", "5", "100"), ("0", "10", "4", "40.00"), ("1", "3", "0", "33.33"),
        ("2", "3", "0", "66.67"), ("1", "800", "0", "0.13"), ("16999", "20000", "0", "85.00"), ("16998.9", "20000", "0", "84.99"),
        ("0.0001", "0.0003", "0", "33.33"), ("999999999", "1000000000", "0", "100.00"),
    ],
)  # fmt: skip
def test_more_is_better(r, t, s, c):
    assert capaian_naik(D(r), D(t), D(s)) == D(c)


@pytest.mark.parametrize(
    ("r", "t", "c"),
    [
        ("0", "0", "100"), ("0.0001", "0", "0"), ("3", "0", "0"), ("0", "2", "100"), ("2", "2", "100"),
        ("2.3", "2", "85.00"), ("3", "2", "50.00"), ("4", "2", "0.00"), ("9", "2", "0.00"), ("4", "3", "66.67"),
        ("2.3001", "2", "85.00"), ("2.3002", "2", "84.99"),
    ],
)  # fmt: skip
def test_less_is_better(r, t, c):
    assert capaian_turun(D(r), D(t)) == D(c)


def test_the_reference_of_a_range_is_its_nearer_end():
    assert (acuan(D(90), D(95), NAIK), acuan(D(2), D(3), TURUN), acuan(D(7), D(7), TURUN)) == (90, 3, 7)


@pytest.mark.parametrize(
    ("text", "shown"), [("84.995", "85.00"), ("84.994", "84.99"), ("0.005", "0.01"), ("2.675", "2.68")]
)
def test_half_goes_up(text, shown):
    assert bulat(Fraction(text)) == D(shown)


@pytest.mark.parametrize(
    ("agregasi", "arah", "berbatas", "ya"),
    [
        (Agregasi.JUMLAH, NAIK, True, True), (Agregasi.JUMLAH, TURUN, True, False), (Agregasi.JUMLAH, NAIK, False, False),
        (Agregasi.RATA_RATA, NAIK, True, False), (Agregasi.TERAKHIR, NAIK, True, False), (Agregasi.MAKSIMUM, NAIK, True, False),
    ],
)  # fmt: skip
def test_which_indicators_sum_their_entries(agregasi, arah, berbatas, ya):
    assert dijumlahkan(agregasi, arah, berbatas) is ya


# ---- an IKI in a month ------------------------------------------------------------------------------
def keadaan(rencana, realisasi, bulan, *, hari=SETAHUN, terkunci=False, **lain):
    hasil = hitung_iki(bahan(rencana, realisasi, **lain), bulan, hari, terkunci=terkunci)
    return hasil.keadaan, hasil.nilai


SEPULUH = dict.fromkeys(range(1, 13), "10")


@pytest.mark.parametrize(
    ("nama", "isi", "harap"),
    [
        ("nothing entered waits", keadaan(SEPULUH, {}, 3), (Keadaan.MENUNGGU, None)),
        ("nothing entered is 0 after the lock", keadaan(SEPULUH, {}, 3, terkunci=True), (Keadaan.TIDAK_DIISI, D(0))),
        ("0 entered is 0 at once", keadaan(SEPULUH, {3: "0"}, 3), (Keadaan.DIHITUNG, D(0))),
        ("a month without plan is not counted", keadaan({1: "10"}, {3: "5"}, 3), (Keadaan.TANPA_RENCANA, None)),
        ("nor after the lock", keadaan({1: "10"}, {}, 3, terkunci=True), (Keadaan.TANPA_RENCANA, None)),
        ("no working day", keadaan(SEPULUH, {3: "5"}, 3, hari={3: 0}), (Keadaan.TANPA_HARI, None)),
        ("no working day, locked", keadaan(SEPULUH, {}, 3, hari={3: 0}, terkunci=True), (Keadaan.TANPA_HARI, None)),
        ("surplus of a month before", keadaan(SEPULUH, {1: "13", 2: "8"}, 2), (Keadaan.DIHITUNG, D(100))),
        ("surplus is used once", keadaan(SEPULUH, {1: "13", 2: "8", 3: "8"}, 3), (Keadaan.DIHITUNG, D(90))),
        ("what lacked is not owed", keadaan(SEPULUH, {1: "5", 2: "10"}, 2), (Keadaan.DIHITUNG, D(100))),
        ("an empty month keeps the surplus", keadaan(SEPULUH, {1: "13", 3: "8"}, 3), (Keadaan.DIHITUNG, D(100))),
        ("a month of 0 uses it", keadaan(SEPULUH, {1: "13", 2: "0", 3: "8"}, 3), (Keadaan.DIHITUNG, D(80))),
        ("without plan it grows", keadaan({1: "10", 3: "10"}, {2: "4", 3: "6"}, 3), (Keadaan.DIHITUNG, D(100))),
        ("surplus alone is not an entry", keadaan(SEPULUH, {1: "30"}, 2), (Keadaan.MENUNGGU, None)),
        ("no surplus of a mean", keadaan(SEPULUH, {1: "13", 2: "8"}, 2, agregasi=Agregasi.RATA_RATA), (Keadaan.DIHITUNG, D(80))),
        ("no surplus where less is better", keadaan(SEPULUH, {1: "1", 2: "12"}, 2, arah=TURUN), (Keadaan.DIHITUNG, D(80))),
        ("a mark", keadaan({3: None}, {3: "50"}, 3, berbatas=False), (Keadaan.DIHITUNG, D(50))),
        ("a tick without a mark", keadaan({3: None}, {}, 3, berbatas=False), (Keadaan.MENUNGGU, None)),
        ("a mark without a tick", keadaan({}, {3: "50"}, 3, berbatas=False), (Keadaan.TANPA_RENCANA, None)),
        ("months before the plan have no days", keadaan(SEPULUH, {5: "12", 6: "8"}, 6, hari={5: 0, 6: 20}), (Keadaan.DIHITUNG, D(100))),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_an_indicator_in_a_month(nama, isi, harap):
    assert isi == harap, nama


def test_the_working_is_told_in_words():
    hasil = hitung_iki(bahan(SEPULUH, {1: "13", 2: "7.5"}), 2, SETAHUN, terkunci=False)
    assert hasil.cara == (
        "Rencana: 10 laporan.",
        "Realisasi: 7,5 laporan (jumlah 1 catatan yang sah).",
        "Kelebihan bulan sebelumnya: 3 laporan. 100 × (7,5 + 3) ÷ 10 = 105,00, paling tinggi 100,00.",
        "Kelebihan untuk bulan berikutnya: 0,5 laporan.",
    )
    turun = hitung_iki(bahan({1: "2"}, {1: "2.3"}, arah=TURUN), 1, SETAHUN, terkunci=False)
    assert turun.cara[-1] == "Makin kecil makin baik: 100 × (2 − 2,3 ÷ 2) = 85,00."
    nol = hitung_iki(bahan({1: "0"}, {1: "1"}, arah=TURUN), 1, SETAHUN, terkunci=False)
    assert nol.cara[-1] == "Rencana 0, sedangkan realisasi 1: 0,00."
    kosong = bahan(SEPULUH, {})
    kosong = replace(kosong, realisasi={1: Realisasi(None, (), 2)})
    assert hitung_iki(kosong, 1, SETAHUN, terkunci=True).cara == (
        "Rencana: 10 laporan.", "Belum dinilai atasan: 2 catatan.", "Bulan dikunci tanpa realisasi yang sah: 0,00.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("agregasi", "harap"),
    [(Agregasi.JUMLAH, "24"), (Agregasi.RATA_RATA, "8"), (Agregasi.TERAKHIR, "5"), (Agregasi.MAKSIMUM, "12")],
)
def test_the_year_figure_counts_months_with_a_value(agregasi, harap):
    b = bahan(SEPULUH, {1: "12", 3: "7", 6: "5"}, agregasi=agregasi)
    bulan = [hitung_iki(b, n, SETAHUN, terkunci=False) for n in range(1, 13)]
    assert sejak_awal(bulan) == D(harap)
    assert sejak_awal(bulan[1:2]) is None


# ---- the month --------------------------------------------------------------------------------------
TAMBAHAN = JenisRhk.TAMBAHAN


@pytest.mark.parametrize(
    ("utama", "tambahan", "bonus", "harap"),
    [
        (["80"], [], 5, "80.00"), (["80", "90"], [], 5, "85.00"), (["33.33", "33.33", "33.34"], [], 5, "33.33"),
        (["84.99", "85.00"], [], 5, "85.00"), (["84.98", "85.00", "85.00"], [], 5, "84.99"),
        (["80"], ["100"], 5, "85.00"), (["80"], ["50", "0"], 5, "81.25"), (["80"], ["33.33"], 5, "81.67"),
        (["98"], ["100"], 5, "100"), (["80"], ["100"], 0, "80.00"), (["0"], ["100"], 5, "5.00"),
        ([], ["100"], 5, None), ([], [], 5, None), ([None, "70"], [None], 5, "70.00"), ([None], ["100"], 5, None),
    ],
)  # fmt: skip
def test_mean_of_utama_and_bonus_of_tambahan(utama, tambahan, bonus, harap):
    semua = [iki(n) for n in utama] + [iki(n, TAMBAHAN) for n in tambahan]
    assert nilai_bagian(semua, bonus) == (None if harap is None else D(harap))


def bagian(nilai, hari, nama="1-2026"):
    return CapaianBagian(
        1, nama, date(2026, 1, 1), date(2026, 6, 15), hari, 5, None if nilai is None else D(nilai), (iki(nilai),)
    )


@pytest.mark.parametrize(
    ("parts", "harap"),
    [
        ([("80", 10), ("90", 10)], "85.00"), ([("80", 5), ("90", 15)], "87.50"), ([("80", 7), ("90", 13)], "86.50"),
        ([("100", 1), ("0", 2)], "33.33"), ([("80", 10), (None, 12)], "80.00"), ([(None, 22)], None), ([], None),
    ],
)  # fmt: skip
def test_two_plans_in_a_month_are_weighted_by_working_days(parts, harap):
    assert nilai_bulan([bagian(*p) for p in parts]) == (None if harap is None else D(harap))


def test_two_plans_tell_their_weights():
    semua = (bagian("80", 5), bagian("90", 15, "2-2026"))
    cara = CapaianBulan(1, 2026, 6, D("87.50"), semua).cara
    assert cara[0] == "SKP 1-2026, 1 Januari 2026 sampai 15 Juni 2026: 80,00 × 5 hari kerja."
    assert cara[-1] == "(80,00 × 5 + 90,00 × 15) ÷ 20 = 87,50."


def test_the_sum_is_told_before_it_is_capped():
    semua = (iki("98"), iki("100", TAMBAHAN))
    satu = CapaianBagian(1, "1-2026", date(2026, 1, 1), date(2026, 6, 15), 20, 5, nilai_bagian(semua, 5), semua)
    assert satu.cara[-1] == "98,00 + 5,00 = 103,00, paling tinggi 100,00."
    assert replace(satu, iki=(iki("80"), iki("100", TAMBAHAN)), nilai=D(85)).cara[-1] == "80,00 + 5,00 = 85,00."


# ---- what holds for any figures ---------------------------------------------------------------------
angka = st.decimals(0, 10**6, places=4, allow_nan=False)
rencana_st = st.decimals(D("0.0001"), 10**6, places=4)
bulanan = st.dictionaries(st.integers(1, 12), angka.map(str), max_size=12)
rencana_bulanan = st.dictionaries(st.integers(1, 12), rencana_st.map(str), max_size=12)


@given(angka, rencana_st, angka)
def test_c_stays_within_0_and_100_with_two_decimals(r, t, s):
    for c in (capaian_naik(r, t, s), capaian_turun(r, t), capaian_turun(r, D(0))):
        assert 0 <= c <= 100
        assert c == c.quantize(D("0.01"))


@given(angka, angka, rencana_st, angka)
def test_more_realisation_never_lowers_c_where_more_is_better(a, b, t, s):
    low, high = sorted((a, b))
    assert capaian_naik(low, t, s) <= capaian_naik(high, t, s)
    assert capaian_turun(low, t) >= capaian_turun(high, t)


@given(rencana_bulanan, bulanan, st.sets(st.integers(1, 12)))
def test_surplus_is_neither_made_nor_lost(rencana, realisasi, libur):
    """What is left at the end and what counted months took of it add up to what was realised; it is never below 0."""
    hari = {b: 0 if b in libur else 20 for b in range(1, 13)}
    b = bahan(rencana, realisasi)
    bulan = [hitung_iki(b, n, hari, terkunci=False) for n in range(1, 13)]
    for lalu, kini in zip(bulan, bulan[1:], strict=False):
        assert kini.s == lalu.sisa >= 0
    dipakai = sum((min(i.r + i.s, i.t) for i in bulan if i.keadaan is Keadaan.DIHITUNG), D(0))
    assert dipakai + bulan[-1].sisa == sum(map(D, realisasi.values()), D(0))


@given(rencana_bulanan, bulanan)
def test_the_months_after_change_nothing(rencana, realisasi):
    for n in range(1, 13):
        kelak = {b: r for b, r in realisasi.items() if b <= n}
        kini = hitung_iki(bahan(rencana, realisasi), n, SETAHUN, terkunci=True)
        assert kini == hitung_iki(bahan(rencana, kelak), n, SETAHUN, terkunci=True)


@given(
    st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=5), st.lists(st.decimals(0, 100, places=2), max_size=3)
)
def test_the_order_of_indicators_does_not_matter_and_the_month_is_bounded(utama, tambahan):
    semua = [iki(n) for n in utama] + [iki(n, TAMBAHAN) for n in tambahan]
    hasil = {nilai_bagian(urut, 5) for urut in list(permutations(semua))[:24]}
    assert len(hasil) == 1
    assert 0 <= hasil.pop() <= 100


@given(st.lists(angka, max_size=12))
def test_surplus_without_a_plan_is_the_running_sum(nilai):
    s = D(0)
    for r, total in zip(nilai, accumulate(nilai), strict=True):
        s = sisa_kelebihan(s, None, r)
        assert s == total


TEKS = st.text("aé \"'\\—😀", max_size=12)


@st.composite
def capaian_iki(draw) -> CapaianIki:
    b = bahan(
        draw(rencana_bulanan), draw(bulanan), arah=draw(st.sampled_from(Arah)), agregasi=draw(st.sampled_from(Agregasi))
    )
    b = replace(b, teks=draw(TEKS), rhk=draw(TEKS), jenis=draw(st.sampled_from(JenisRhk)))
    return hitung_iki(b, draw(st.integers(1, 12)), SETAHUN, terkunci=draw(st.booleans()))


@given(st.lists(capaian_iki(), max_size=4), TEKS, st.booleans())
def test_what_a_lock_keeps_comes_back_equal(semua, sebab, dua):
    satu = replace(bagian("80", 5), iki=tuple(semua), nilai=nilai_bagian(semua, 5))
    parts = (satu, bagian("90", 15)) if dua else (satu,)
    awal = CapaianBulan(3, 2026, 6, nilai_bulan(parts), parts, (sebab,), 9)
    kembali = dari_json(3, 2026, 6, awal.ke_json(), 9)
    assert kembali == awal
    assert [i.cara for i in kembali.iki] == [i.cara for i in awal.iki]
