"""Engines present on this machine, and papers printed once for all tests that read them."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from skpweb.cetak.documents import Dokumen
from skpweb.cetak.pdf import TanpaMesin, Weasy, buka_mesin
from skpweb.cetak.pencetak import Pencetak, Terbitan
from tests.cetak import contoh_kantor

KODE, ALAMAT = "575Y-8FZ4-57A2", "http://skpweb.contoh.invalid/verifikasi/575Y-8FZ4-57A2"


@cache
def pencetak(mesin: str, ukuran: str = "F4") -> Pencetak:
    """One printer per engine; both sheets share the engine."""
    p = Pencetak(mesin, ukuran, serentak=4, tunggu=60)
    p.mesin = buka_mesin(mesin, 60) if ukuran == "F4" else pencetak(mesin).mesin
    return p


def _terpasang() -> list[str]:
    ada = []
    for nama in ("pdfkit", "weasyprint"):
        try:
            pencetak(nama)
        except TanpaMesin:
            continue
        ada.append(nama)
    return ada


MESIN = _terpasang()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "mesin" in metafunc.fixturenames:
        metafunc.parametrize("mesin", MESIN)


@pytest.fixture(scope="session", autouse=True)
def _tutup() -> Iterator[None]:
    yield
    for nama in MESIN:
        if isinstance(m := pencetak(nama).mesin, Weasy):
            m.tutup()


Pencetakan = Callable[..., bytes]


@pytest.fixture
def cetak(mesin: str) -> Pencetakan:
    """Print one document as issued on the engine of this test."""

    def _cetak(dokumen: Dokumen, ukuran: str = "F4") -> bytes:
        return pencetak(mesin, ukuran).cetak([Terbitan(dokumen, KODE, ALAMAT)])

    return _cetak


@cache
def contoh_tercetak(mesin: str, nama: str, ukuran: str = "F4") -> bytes:
    """A sample of tests/cetak/contoh.py, printed once."""
    return pencetak(mesin, ukuran).cetak([Terbitan(contoh_kantor.semua()[nama], KODE, ALAMAT)])
