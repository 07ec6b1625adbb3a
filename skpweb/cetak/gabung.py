"""Papers and uploads put together to one PDF: pictures set on a sheet, foreign PDFs without what could act in them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from skpweb.cetak.kaki import MM
from skpweb.cetak.kertas import Kertas

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
        return len(PdfReader(io.BytesIO(self.pdf)).pages) if self.pdf else 0


def jadikan_pdf(isi: bytes, mime: str, kertas: Kertas) -> bytes:
    """An upload as PDF: a picture centred on a sheet, a PDF as it is without scripts, forms and links. b"" when it
    cannot be read (damaged, or with a password)."""
    try:
        return _gambar(isi, kertas) if mime.startswith("image/") else _pdf_bersih(isi)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return b""  # what people upload can be broken in any way; the list says so


def _gambar(isi: bytes, kertas: Kertas) -> bytes:
    gambar = Image.open(io.BytesIO(isi)).convert("RGB")
    ruang = (kertas.lebar - 2 * TEPI) / 25.4 * DPI, (kertas.tinggi - 2 * TEPI) / 25.4 * DPI
    gambar.thumbnail((int(ruang[0]), int(ruang[1])))
    satu = io.BytesIO()
    gambar.save(satu, "PDF", resolution=DPI)
    lembar = PdfReader(satu).pages[0]
    lebar, tinggi = float(lembar.mediabox.width), float(lembar.mediabox.height)
    halaman = PageObject.create_blank_page(width=kertas.lebar * MM, height=kertas.tinggi * MM)
    kiri, bawah = (kertas.lebar * MM - lebar) / 2, (kertas.tinggi * MM - tinggi) / 2
    halaman.merge_transformed_page(lembar, Transformation().translate(kiri, bawah))
    w = PdfWriter()
    w.add_page(halaman)
    return _tulis(w)


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
