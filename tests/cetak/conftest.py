"""Engines present on this machine, and papers printed once for all tests that read them."""

import io
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from pypdf import PdfReader

from skpweb.cetak.documents import Dokumen, Naskah
from skpweb.cetak.pdf import TanpaMesin, Weasy, buka_mesin
from skpweb.cetak.pencetak import Pencetak
from tests.cetak import contoh_kantor
from tests.cetak.baca import halaman

KODE, ALAMAT = "575Y-8FZ4-57A2", "http://skpweb.contoh.invalid/verifikasi/575Y-8FZ4-57A2"


def terbit(dokumen: Dokumen) -> Naskah:
    """The document as it is issued."""
    return Naskah(dokumen, "uji:1", kode=KODE, alamat=ALAMAT)


@cache
def pencetak(mesin: str) -> Pencetak:
    """One printer per engine."""
    p = Pencetak(mesin, serentak=4, tunggu=60)
    p.mesin = buka_mesin(mesin, 60)
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


@cache
def teks_contoh(mesin: str) -> dict[str, list[str]]:
    """The pages of every sample, printed in one run."""
    semua = contoh_kantor.semua()
    pdf = pencetak(mesin).cetak([terbit(d) for d in semua.values()])
    r, lembar = PdfReader(io.BytesIO(pdf)), halaman(pdf)
    awal = [r.get_destination_page_number(o) or 0 for o in r.outline]  # type: ignore[arg-type]
    return {nama: lembar[a:b] for nama, a, b in zip(semua, awal, [*awal[1:], len(lembar)], strict=True)}


Pencetakan = Callable[..., bytes]


@pytest.fixture
def cetak(mesin: str) -> Pencetakan:
    """Print one document as issued on the engine of this test."""

    def _cetak(dokumen: Dokumen, ukuran: str = "F4") -> bytes:
        return pencetak(mesin).cetak([terbit(dokumen)], ukuran=ukuran)

    return _cetak


@cache
def contoh_tercetak(mesin: str, nama: str, ukuran: str = "F4") -> bytes:
    """A sample of tests/cetak/contoh.py, printed once."""
    return pencetak(mesin).cetak([terbit(contoh_kantor.semua()[nama])], ukuran=ukuran)
