"""Reading a PDF back: its text by page, what is filled where, its QR code. Only pypdf, no other program."""

import dataclasses
import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject, NullObject, StreamObject

from skpweb.cetak.documents import Dokumen
from skpweb.core import formats

MM = 72 / 25.4
Matriks = tuple[float, float, float, float, float, float]


def _isi_halaman(halaman: PageObject) -> str:
    """WeasyPrint gives a font an /Encoding of its own as soon as no font of the system has one of its letters (an
    emoji on a bare Debian); pypdf knows the named ones only. The codes are two bytes either way."""
    for huruf in halaman["/Resources"].get_object().get("/Font", {}).values():
        if isinstance(huruf.get_object().get("/Encoding", NullObject()).get_object(), StreamObject):
            huruf.get_object()[NameObject("/Encoding")] = NameObject("/Identity-H")
    return halaman.extract_text()


@lru_cache(maxsize=64)
def _halaman(pdf: bytes) -> tuple[str, ...]:
    return tuple(_isi_halaman(p) for p in PdfReader(io.BytesIO(pdf)).pages)


def halaman(pdf: bytes) -> list[str]:
    """The text of each page."""
    return list(_halaman(pdf))


def rapat(teks: str) -> str:
    """Text without what engines may differ in: white space, case, ligatures."""
    return "".join(unicodedata.normalize("NFKC", teks).casefold().split())


def tanpa_kaki(lembar: list[str], dokumen: Dokumen) -> list[str]:
    """The squeezed text of each page without watermark and footer, which are stamped last."""
    hasil = []
    for i, teks in enumerate(lembar, 1):
        isi = rapat(teks)
        awal = rapat(dokumen.nama_dokumen if dokumen.bentuk == "bingkai" else f"Halaman {i} dari {len(lembar)}")
        hasil.append(isi[: isi.rindex(awal)].removesuffix("konsep"))
    return hasil


def isi_dokumen(nilai: Any, nama: str = "") -> Iterator[tuple[str, str]]:
    """Every field of a document as a reader sees it: (path, text)."""
    if dataclasses.is_dataclass(nilai):
        for f in dataclasses.fields(nilai):
            if f.name not in ("logo", "konsep", "untuk_ttd", "versi", "jejak"):
                yield from isi_dokumen(getattr(nilai, f.name), f"{nama}.{f.name}")
    elif isinstance(nilai, tuple):
        for i, v in enumerate(nilai):
            yield from isi_dokumen(v, f"{nama}[{i}]")
    elif isinstance(nilai, date):
        yield nama, formats.tanggal(nilai)
    elif isinstance(nilai, (int, Decimal)):
        yield nama, formats.angka(nilai, None if isinstance(nilai, int) else 2)
    elif isinstance(nilai, str) and nilai:
        yield from ((nama, baris) for baris in nilai.split("\n"))


def _kali(a: Matriks, b: Matriks) -> Matriks:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def kotak_isi(p: PageObject) -> list[tuple[str, float, float, float, float]]:
    """Rectangles that are filled: fill operands as text, then left, bottom, width, height in mm from the lower left."""
    hasil = []
    warna, ctm, tumpukan = "", (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    jalan: list[tuple[float, float, float, float]] = []
    for operand, op in ContentStream(p.get_contents(), p.pdf).operations:
        angka = [float(o) for o in operand if isinstance(o, (int, float, Decimal))]
        if op == b"q":
            tumpukan.append((ctm, warna))
        elif op == b"Q":
            ctm, warna = tumpukan.pop()
        elif op == b"cm":
            ctm = _kali(tuple(angka), ctm)  # type: ignore[arg-type]
        elif op in (b"g", b"rg", b"scn", b"sc"):
            warna = " ".join(f"{v:g}" for v in angka)
        elif op == b"re":
            x, y, p, t = angka
            jalan.append((ctm[0] * x + ctm[4], ctm[3] * y + ctm[5], ctm[0] * p, ctm[3] * t))
        elif op in (b"f", b"f*", b"B", b"b"):
            for x, y, p, t in jalan:
                hasil.append((warna, min(x, x + p) / MM, min(y, y + t) / MM, abs(p) / MM, abs(t) / MM))
            jalan = []
        elif op in (b"n", b"S"):
            jalan = []
    return hasil


def qr(p: PageObject, kiri: float, bawah: float, sisi: float, modul: int) -> list[list[bool]]:
    """Which of modul × modul squares of the field at (kiri, bawah) mm are black."""
    gelap = [[False] * modul for _ in range(modul)]
    m = sisi / modul
    for warna, x, y, lebar, t in kotak_isi(p):
        if warna == "0" and abs(t - m) < 0.01 and kiri - 0.01 <= x < kiri + sisi and bawah - 0.01 <= y < bawah + sisi:
            baris = modul - 1 - round((y - bawah) / m)
            for k in range(round((x - kiri) / m), round((x - kiri + lebar) / m)):
                gelap[baris][k] = True
    return gelap
