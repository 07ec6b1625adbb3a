"""Entries as they are typed, states × deeds, and the clocks: tables of cases and properties."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core import clock
from skpweb.core.errors import RuleViolation
from skpweb.harian.rules import (
    ALUR_CATATAN,
    AturanHarian,
    IsianCatatan,
    JenisCatatan,
    StatusCatatan,
    batas_catat,
    batas_kirim,
    batas_kirim_catatan,
    batas_perbaikan,
    batas_setuju,
    batas_validasi,
    dijumlahkan,
    periksa_catatan,
    periksa_kiriman,
    periksa_tautan,
    periksa_uraian,
)
from skpweb.periode.rules import JenisLibur, KalenderKerja, Libur, Pola, PolaBerlaku
from skpweb.skp.rules import Agregasi, Arah, JenisRhk

A = AturanHarian()
BIASA = KalenderKerja()
LAMA = date(2020, 1, 1)


@dataclass
class Iki:
    agregasi: Agregasi = Agregasi.JUMLAH
    arah: Arah = Arah.NAIK
    batas_bawah: Decimal | None = Decimal(120)


def libur(*hari: date, dibuat: date = LAMA, dicabut: date | None = None) -> tuple[Libur, ...]:
    return tuple(Libur(h, "Libur", JenisLibur.NASIONAL, dibuat, dicabut) for h in hari)


# ---- entries ------------------------------------------------------------------------------------
@pytest.mark.baku("V1.2.2")
@pytest.mark.parametrize(
    "tautan", ["javascript:alert(1)", "data:text/html,x", "//jahat.invalid", "file:///etc/passwd", " https://x.invalid"]
)
def test_only_addresses_of_the_web_are_links(tautan: str) -> None:
    assert [s.field for s in periksa_tautan(tautan)] == ["tautan"]
    assert periksa_tautan("https://contoh.invalid/foto") == periksa_tautan("") == []


@pytest.mark.parametrize(
    ("iki", "jumlah"),
    [
        (Iki(), True),
        (Iki(agregasi=Agregasi.RATA_RATA), False),
        (Iki(agregasi=Agregasi.TERAKHIR), False),
        (Iki(agregasi=Agregasi.MAKSIMUM), False),
        (Iki(arah=Arah.TURUN), False),
        (Iki(batas_bawah=None), False),
    ],
)
def test_only_sums_of_more_is_better_take_figures_from_entries(iki, jumlah):
    assert dijumlahkan(iki) is jumlah
    teks = "Menerbitkan laporan"
    salah = periksa_catatan(IsianCatatan(JenisCatatan.UTAMA, 1, teks), JenisRhk.UTAMA, iki)
    assert [s.field for s in salah] == (["realisasi"] if jumlah else [])


@pytest.mark.parametrize(
    ("jenis", "rhk", "iki", "uraian", "realisasi", "bidang"),
    [
        (JenisCatatan.UTAMA, JenisRhk.UTAMA, Iki(), "Sepuluh hr", Decimal(0), []),
        (JenisCatatan.UTAMA, JenisRhk.UTAMA, Iki(), "Sembilan ", Decimal(1), ["uraian"]),
        (JenisCatatan.UTAMA, None, None, "Sepuluh hr", None, ["iki_utama"]),
        (JenisCatatan.UTAMA, JenisRhk.TAMBAHAN, Iki(), "Sepuluh hr", Decimal(1), ["iki_utama"]),
        (JenisCatatan.TAMBAHAN, JenisRhk.UTAMA, Iki(), "x", None, ["iki_tambahan", "uraian", "realisasi"]),
        (JenisCatatan.TAMBAHAN, JenisRhk.TAMBAHAN, Iki(), "Sepuluh hr", Decimal("0.5"), []),
        (JenisCatatan.LAIN, None, None, "Sepuluh hr", None, []),
    ],
)
def test_what_is_missing_is_told_at_its_field(jenis, rhk, iki, uraian, realisasi, bidang):
    assert {s.field for s in periksa_catatan(IsianCatatan(jenis, 1, uraian, realisasi), rhk, iki)} == set(bidang)


@pytest.mark.parametrize(("uraian", "awal"), [("", "Tulis paling"), ("Sembilan", "Baru 8 huruf; tulis paling")])
def test_letters_are_counted_once_there_are_some(uraian, awal):
    assert periksa_uraian(uraian)[0].message.startswith(awal)


@pytest.mark.parametrize(
    ("jenis", "boleh"),
    [("", False), ("lain tambahan", False), ("tambahan utama", True), ("utama", True)],
)
def test_a_batch_needs_a_utama_in_its_month(jenis, boleh):
    daftar = [JenisCatatan(j) for j in jenis.split()]
    with nullcontext() if boleh else pytest.raises(RuleViolation, match="Kinerja Utama"):
        periksa_kiriman(daftar)


TABEL = """
konsep    ubah konsep
konsep    hapus konsep
konsep    kirim dikirim
dikirim   validasi valid
dikirim   perbaikan perbaikan
dikirim   tolak ditolak
perbaikan ubah perbaikan
perbaikan hapus perbaikan
perbaikan kirim dikirim
valid     buka_kembali perbaikan
"""


def test_the_states_and_deeds_are_these_and_no_others():
    ada = {(s, d): t for s, d, t in (line.split() for line in TABEL.split("\n") if line)}
    assert {(s.value, d): t.value for (s, d), t in ALUR_CATATAN.jalan.items()} == ada
    for status in StatusCatatan:
        for deed in {d for _, d in ada}:
            if (status.value, deed) not in ada:
                with pytest.raises(RuleViolation, match=status.label):
                    ALUR_CATATAN.lanjut(status, deed)


# ---- clocks: cases ------------------------------------------------------------------------------
def test_work_on_friday_is_logged_until_wednesday():
    jumat = date(2026, 11, 20)
    assert batas_catat(BIASA, jumat, A, LAMA) == date(2026, 11, 25)
    assert batas_catat(BIASA, jumat + timedelta(1), A, LAMA) == date(2026, 11, 25)  # Saturday's too
    assert batas_catat(KalenderKerja(libur=libur(date(2026, 11, 24))), jumat, A, LAMA) == date(2026, 11, 26)
    assert batas_catat(BIASA, jumat, replace(A, hari_catat=0), LAMA) == jumat
    enam = KalenderKerja(pola=(PolaBerlaku(Pola.ENAM, LAMA, LAMA),))
    assert batas_catat(enam, jumat, A, LAMA) == date(2026, 11, 24)


def test_days_before_the_first_agreement_have_a_clock_of_their_own():
    setuju = date(2026, 2, 10)  # a Tuesday
    assert batas_catat(BIASA, date(2026, 1, 5), A, None) is None
    assert batas_catat(BIASA, date(2026, 1, 5), A, setuju) == date(2026, 2, 17)
    assert batas_catat(BIASA, setuju, A, setuju) == date(2026, 2, 13)
    assert batas_kirim_catatan(BIASA, date(2026, 1, 5), A, setuju, None) == date(2026, 2, 17)
    assert batas_kirim_catatan(BIASA, date(2026, 2, 9), A, setuju, None) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("bulan", "kirim", "validasi"),
    [
        ((2026, 10), date(2026, 11, 5), date(2026, 11, 10)),
        ((2026, 11), date(2026, 12, 7), date(2026, 12, 10)),  # the 5th is a Saturday
        ((2026, 12), date(2027, 1, 5), date(2027, 1, 11)),  # the 10th is a Sunday
    ],
)
def test_the_clocks_of_a_month_move_to_the_next_working_day(bulan, kirim, validasi):
    assert batas_kirim(BIASA, *bulan, A) == kirim
    assert batas_validasi(BIASA, *bulan, A) == validasi


def test_an_entry_sent_back_has_three_working_days_whatever_the_month_says():
    jumat = date(2026, 12, 11)
    assert batas_perbaikan(BIASA, jumat) == date(2026, 12, 16)
    assert batas_kirim_catatan(BIASA, date(2026, 11, 2), A, LAMA, jumat) == date(2026, 12, 16)
    awal = date(2026, 11, 3)
    assert batas_kirim_catatan(BIASA, date(2026, 11, 2), A, LAMA, awal) == date(2026, 12, 7)  # the month's is longer


def test_own_leave_is_no_working_day_for_the_clocks_of_that_person():
    cuti = KalenderKerja(cuti=libur(date(2026, 11, 5), date(2026, 11, 6)))
    assert batas_kirim(cuti, 2026, 10, A) == date(2026, 11, 9)


def test_a_month_begun_is_not_shortened_by_a_holiday_taken_away():
    hari = date(2026, 11, 5)
    dicabut = KalenderKerja(libur=libur(hari, dicabut=date(2026, 10, 20)))
    assert batas_kirim(dicabut, 2026, 10, A) == date(2026, 11, 6)  # as it stood when October began
    assert batas_kirim(KalenderKerja(libur=libur(hari, dicabut=date(2026, 9, 30))), 2026, 10, A) == hari


# ---- clocks: properties -------------------------------------------------------------------------
HARI = st.dates(date(2026, 1, 1), date(2026, 12, 31))
KALENDER = st.builds(
    lambda hari, pola: KalenderKerja((PolaBerlaku(pola, LAMA, LAMA),), libur(*hari)),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 2, 28)), max_size=40), st.sampled_from(Pola),
)  # fmt: skip
JAM = st.sampled_from(  # a clock of day d, and after how many days its last part begins
    [
        (lambda k, d: batas_catat(k, d, A, LAMA), 0),
        (lambda k, d: batas_catat(k, d, A, d + timedelta(20)), 20),
        (lambda k, d: batas_kirim(k, d.year, d.month, A), 0),
        (lambda k, d: batas_validasi(k, d.year, d.month, A), 0),
        (batas_perbaikan, 0),
        (lambda k, d: batas_setuju(k, d, A), 0),
        (lambda k, d: batas_kirim_catatan(k, d, A, d + timedelta(9), d + timedelta(30)), 30),
    ]
)


@given(
    KALENDER, HARI, JAM, st.dates(date(2026, 1, 1), date(2027, 2, 28)), st.dates(date(2025, 12, 1), date(2027, 3, 1))
)
def test_a_holiday_added_later_lengthens_open_clocks_only(kalender, hari, jam, baru, dibuat):
    dulu = jam[0](kalender, hari)
    nanti = jam[0](replace(kalender, libur=(*kalender.libur, *libur(baru, dibuat=dibuat))), hari)
    assert nanti >= dulu
    if dibuat > dulu:
        assert nanti == dulu


@given(KALENDER.filter(lambda k: k.libur), HARI, JAM, st.integers(1, 60), st.data())
def test_a_holiday_taken_away_shortens_no_clock_that_runs(kalender, hari, jam, sesudah, data):
    hitung, mulai = jam
    batal = data.draw(st.sampled_from(kalender.libur))
    dicabut = hari + timedelta(mulai + sesudah)
    kini = tuple(replace(x, dicabut=dicabut) if x is batal else x for x in kalender.libur)
    assert hitung(replace(kalender, libur=kini), hari) == hitung(kalender, hari)


@given(KALENDER, HARI, JAM)
def test_every_clock_ends_on_a_working_day_and_runs_to_its_last_second_in_each_zone(kalender, hari, jam):
    batas = jam[0](kalender, hari)
    assert kalender.hari_kerja(batas)
    for zona in clock.ZONES:
        clock.set_zone(zona)
        akhir = clock.saat(batas, 23, 59, 59) + timedelta(microseconds=999_000)
        assert clock.hari(akhir) <= batas < clock.hari(akhir + timedelta(milliseconds=1))
    clock.set_zone("WIB")


@given(KALENDER, HARI, st.integers(0, 10))
def test_more_days_never_mean_an_earlier_end(kalender, hari, n):
    lebih = replace(A, hari_catat=n + 1)
    assert batas_catat(kalender, hari, lebih, LAMA) >= batas_catat(kalender, hari, replace(A, hari_catat=n), LAMA)
    assert batas_validasi(kalender, hari.year, hari.month, A) >= batas_kirim(kalender, hari.year, hari.month, A)
