"""The words that official papers share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.cetak.naskah import baris_jabatan, belah, terbilang
from tests.cetak import contoh, contoh_kantor

POST = "Kepala Dinas Perhubungan"


@pytest.mark.parametrize(
    ("lain", "baris"),
    [
        ({}, ("Kepala Dinas Perhubungan,",)),
        ({"atas_nama": "Bupati Telaga Biru"}, ("a.n. Bupati Telaga Biru", "Kepala Dinas Perhubungan,")),
        ({"pengantar": "Mengetahui,"}, ("Mengetahui,", "Kepala Dinas Perhubungan,")),
        (
            {"atas_nama": "Bupati", "pengantar": "Mengetahui,"},
            ("Mengetahui,", "a.n. Bupati", "Kepala Dinas Perhubungan,"),
        ),
    ],
)
def test_lines_above_a_signature(lain: dict[str, str], baris: tuple[str, ...]) -> None:
    assert baris_jabatan(POST, **lain) == baris


def test_a_long_post_breaks_evenly() -> None:
    assert contoh.ttd().jabatan == ("Kepala Badan Kepegawaian dan", "Pengembangan Sumber Daya Manusia,")
    assert contoh.KANTOR.baris_nama == ("Badan Kepegawaian dan", "Pengembangan Sumber Daya Manusia")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=30), max_size=20), st.integers(1, 60))
def test_lines_keep_all_words_and_fit_where_they_can(kata: list[str], maks: int) -> None:
    baris = belah(" ".join(kata), maks)
    assert " ".join(baris).split() == kata
    assert all(len(b) <= maks or " " not in b for b in baris)


@pytest.mark.parametrize(
    ("n", "kata"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh"),
        (21, "dua puluh satu"), (100, "seratus"), (101, "seratus satu"), (111, "seratus sebelas"), (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"), (1000, "seribu"), (1010, "seribu sepuluh"), (2026, "dua ribu dua puluh enam"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)  # fmt: skip
def test_numbers_in_words(n: int, kata: str) -> None:
    assert terbilang(n) == kata


def test_numbers_in_words_are_all_different() -> None:
    assert len({terbilang(n) for n in range(10_000)}) == 10_000
    with pytest.raises(ValueError, match="10000"):
        terbilang(10_000)


def test_the_day_of_a_berita_acara_is_written_out() -> None:
    d = contoh.berita_acara()
    assert (d.hari, d.tanggal_terbilang) == (
        "Jumat",
        "tanggal enam bulan November tahun dua ribu dua puluh enam (06-11-2026)",
    )


def test_sums_of_the_attendance_recap() -> None:
    assert contoh_kantor.kehadiran(3).jumlah == (66, 57, 3, 3, 0, 3, 0, 3, 0, 3, 0, 0, 1, 0, 0)
    assert contoh_kantor.kehadiran(0).jumlah == ()
