"""Papers and uploads put together to one PDF: pictures set on a sheet, foreign PDFs without what could act in them.

Imported only where a file is put together: it brings pypdf and Pillow along."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pdf import jumlah_halaman

TEPI = 15.0  # mm round a picture
DPI = 150  # pictures are scaled down to what a printer shows


@dataclass(frozen=True)
class Potongan:
    """A part of the file: its name in the list, what it is, and its pages; no `pdf`: it could not be read."""

    nama: str
    keterangan: str
    pdf: bytes

    @property
    def halaman(self) -> int:
        return jumlah_halaman(self.pdf) if self.pdf else 0


def jadikan_pdf(isi: bytes, mime: str, kertas: Kertas) -> bytes:
    """An upload as PDF: a picture centred on a sheet, a PDF as it is without scripts, forms and links. b"" when it
    cannot be read (damaged, or with a password)."""
    try:
        return _gambar(isi, kertas) if mime.startswith("image/") else _pdf_bersih(isi)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return b""  # what people upload can be broken in any way; the list says so


def _gambar(isi: bytes, kertas: Kertas) -> bytes:
    lebar, tinggi, tepi = (round(mm / 25.4 * DPI) for mm in (kertas.lebar, kertas.tinggi, TEPI))
    gambar, lembar = Image.open(io.BytesIO(isi)).convert("RGB"), Image.new("RGB", (lebar, tinggi), "white")
    gambar.thumbnail((lebar - 2 * tepi, tinggi - 2 * tepi))
    lembar.paste(gambar, ((lebar - gambar.width) // 2, (tinggi - gambar.height) // 2))
    keluar = io.BytesIO()
    lembar.save(keluar, "PDF", resolution=DPI)
    return keluar.getvalue()


def _pdf_bersih(isi: bytes) -> bytes:
    w = PdfWriter()
    for halaman in PdfReader(io.BytesIO(isi)).pages:
        salinan = w.add_page(halaman)
        for kunci in ("/Annots", "/AA"):
            salinan.pop(kunci, None)
    return _tulis(w)


def gabung(potongan: Iterable[Potongan], judul: str) -> bytes:
    """One PDF with an outline; parts that could not be read are left out."""
    w = PdfWriter()
    for p in potongan:
        if p.pdf:
            awal = len(w.pages)
            w.append(io.BytesIO(p.pdf), import_outline=False)
            w.add_outline_item(title=p.nama, page_number=awal)
    w.metadata = {"/Title": judul, "/Producer": "skpweb", "/Creator": "skpweb"}
    return _tulis(w)


def _tulis(w: PdfWriter) -> bytes:
    keluar = io.BytesIO()
    w.write(keluar)
    return keluar.getvalue()
