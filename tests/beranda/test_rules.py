from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.beranda.rules import Kemajuan, Tugas, nada_tenggat, panggilan, salam, urutkan

PADA = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("jam", "kata"),
    [
        (0, "malam"),
        (3, "malam"),
        (4, "pagi"),
        (10, "pagi"),
        (11, "siang"),
        (14, "siang"),
        (15, "sore"),
        (17, "sore"),
        (18, "malam"),
        (23, "malam"),
    ],
)
def test_salam_follows_the_hour(jam: int, kata: str) -> None:
    assert salam(jam) == f"Selamat {kata}"


@pytest.mark.parametrize(
    ("nama", "sapaan"),
    [
        ("Laras Widyastuti", "Laras"),
        ("Dr. Bimo Hartadi, S.Kom., M.Si.", "Bimo"),
        ("Drs. H. Wirawan", "Wirawan"),
        ("Dr.", "Dr."),
        ("Da'dap", "Da'dap"),
    ],
)
def test_panggilan_leaves_titles_out(nama: str, sapaan: str) -> None:
    assert panggilan(nama) == sapaan


def _tugas(judul: str, tenggat: datetime | None = None) -> Tugas:
    return Tugas(judul, "", "Buka", "beranda.lihat", tenggat=tenggat)


def test_the_nearest_deadline_comes_first_and_none_last() -> None:
    rows = [_tugas("a"), _tugas("b", PADA + timedelta(days=2)), _tugas("c"), _tugas("d", PADA)]
    assert [t.judul for t in urutkan(rows)] == ["d", "b", "a", "c"]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_hundred_percent_means_nothing_is_missing(sudah: int, lebih: int) -> None:
    row = Kemajuan("x", sudah, sudah + lebih, "beranda.lihat")
    assert (row.persen == 100) == (lebih == 0)
    assert (row.persen == 0) == (sudah == 0 and lebih > 0)
    assert 0 <= row.persen <= 100


@pytest.mark.parametrize(
    ("sudah", "semua", "persen"),
    [(2, 3, 67), (1, 3, 33), (1, 8, 13), (499, 500, 99), (1, 500, 1), (0, 500, 0), (0, 0, 100), (3, 3, 100)],
)
def test_a_percentage_is_rounded_half_up_but_not_to_all_or_nothing(sudah: int, semua: int, persen: int) -> None:
    assert Kemajuan("x", sudah, semua, "beranda.lihat").persen == persen


@pytest.mark.parametrize(("sisa", "nada"), [(-1, "late"), (0, "soon"), (3, "soon"), (4, "")])
def test_a_near_deadline_is_marked(sisa: int, nada: str) -> None:
    assert nada_tenggat(sisa) == nada
