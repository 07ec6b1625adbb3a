"""Footer of every page, QR code, watermark and properties, stamped with pypdf: the same ink whichever engine set
the page, and the same bytes for the same data."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from segno.utils import matrix_to_lines

from skpweb.cetak import huruf
from skpweb.cetak.documents import Naskah
from skpweb.cetak.huruf import panjang, pendek, winansi
from skpweb.cetak.kertas import MM, Kertas

TEKS = 7.5  # points, type size of the footer
BARIS = 3.7 * MM
TEPI_BINGKAI = 36.0  # mm, inside a frame the footer stands this far from the edge
MIRING = 0.7071  # cos 45°, the slant of the watermark
_LARIK = re.compile(rb"\[[^\]]*\]")


@dataclass(frozen=True)
class Bagian:
    """A document in the PDF: its sheet and its pages."""

    naskah: Naskah
    kertas: Kertas
    halaman: int


def cap(w: PdfWriter, bagian: Sequence[Bagian], judul: str = "") -> bytes:
    """Stamp the pages of `w`, which are those of `bagian` in order, and return the finished PDF."""
    huruf_kaki, kali = _benda_huruf(w), w._add_object(_benda({"/Type": "/ExtGState", "/BM": "/Multiply"}))
    buka = w._add_object(_aliran(b"q\n"))
    halaman = iter(w.pages)
    for b in bagian:
        for i in range(1, b.halaman + 1):
            p = next(halaman)
            sumber = _anak(p, "/Resources")
            _anak(sumber, "/Font")[NameObject("/FKaki")] = huruf_kaki
            _anak(sumber, "/ExtGState")[NameObject("/GKonsep")] = kali
            _tindih(w, p, buka, _konsep(b) + _gambar(b, i))
    _rapikan_huruf(w)
    _sifat(w, bagian, judul)
    keluar = io.BytesIO()
    w.write(keluar)
    return keluar.getvalue()


def _tindih(w: PdfWriter, p: PageObject, buka: IndirectObject, tinta: bytes) -> None:
    """Draw over the page. On top, not under: the engines paint a white ground."""
    lama = p["/Contents"].get_object()
    isi = list(lama) if isinstance(lama, ArrayObject) else [p.raw_get("/Contents")]
    atas = w._add_object(_aliran(b"\nQ\nq\n" + tinta + b"Q\n").flate_encode())
    p[NameObject("/Contents")] = ArrayObject([buka, *isi, atas])


# ---- ink -----------------------------------------------------------------------------------------------------
def _tulis(x: float, y: float, ukuran: float, teks: str) -> bytes:
    aman = winansi(teks).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /FKaki %.2f Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n" % (ukuran, x, y, aman)


@lru_cache(maxsize=64)
def qr(alamat: str, sisi: float) -> bytes:
    """QR (level M) as black runs in a square of `sisi` points whose lower left corner is the origin."""
    baris = segno.make(alamat, error="m", micro=False).matrix
    m = sisi / len(baris)
    garis = matrix_to_lines(baris, 0, len(baris) - 1, incby=-1)
    kotak = [b"%.3f %.3f %.3f %.3f re" % (a * m, y * m, (b - a) * m, m) for (a, y), (b, _) in garis]
    return b"0 g\n" + b"\n".join(kotak) + b"\nf\n"


def _gambar(b: Bagian, i: int) -> bytes:
    """Content stream of one footer: rule, QR at the left, three lines of text, page number at the right; inside a
    frame smaller, without the rule."""
    bebas = b.kertas.bentuk == "bingkai"
    kiri, kanan = (TEPI_BINGKAI, TEPI_BINGKAI) if bebas else (b.kertas.margin[3], b.kertas.margin[1])
    sisi, bawah = (14 * MM, 27 * MM) if bebas else (12 * MM, 6.5 * MM)
    x0, ujung = kiri * MM, (b.kertas.lebar / 2 if bebas else b.kertas.lebar - kanan) * MM
    hal = f"Halaman {i} dari {b.halaman}"
    x, y = x0 + sisi + 2.5 * MM, bawah + sisi - 3.2 * MM
    s = b"q 1 0 0 1 %.2f %.2f cm\n" % (x0, bawah) + qr(b.naskah.alamat, sisi) + b"Q\n0.2 g\n"
    if not bebas:
        atas = bawah + sisi + 1.8 * MM
        s += b"0.4 G 0.4 w %.2f %.2f m %.2f %.2f l S\n" % (x0, atas, ujung, atas)
        s += _tulis(ujung - panjang(hal, TEKS), y, TEKS, hal)
    for k, teks in enumerate(_baris(b.naskah, hal if bebas else "")):
        ruang = ujung - x - (panjang(hal, TEKS) + 6 * MM if k == 0 and not bebas else 0)
        s += _tulis(x, y - k * BARIS, TEKS, pendek(teks, TEKS, ruang))
    return s


def _baris(n: Naskah, hal: str) -> list[str]:
    """Lines of the footer; `hal`: inside a frame the page number is one of them and the address is left to the QR."""
    nama, versi, kode = n.dokumen.nama_dokumen, n.dokumen.keterangan_versi, f"Kode verifikasi {n.kode}"
    if hal:
        return [t for t in (nama, versi, kode, hal) if t]
    return [t for t in (f"{nama} · {versi}" if versi else nama, n.dokumen.perihal, f"{kode} · {n.alamat}") if t]


def _konsep(b: Bagian) -> bytes:
    """Watermark across the page in multiply mode, so that the text under it stays black."""
    if not b.naskah.dokumen.bertanda:
        return b""
    x, y = b.kertas.lebar * MM / 2, b.kertas.tinggi * MM / 2
    awal = b"q /GKonsep gs 0.9 g %.4f %.4f -%.4f %.4f %.1f %.1f cm " % (MIRING, MIRING, MIRING, MIRING, x, y)
    return awal + _tulis(-panjang("KONSEP", 120) / 2, -42, 120, "KONSEP") + b"Q\n"


# ---- properties ----------------------------------------------------------------------------------------------
def _sifat(w: PdfWriter, bagian: Sequence[Bagian], judul: str) -> None:
    """Title, language, no scaling at the printer, outline of a bundle, and an identifier that is not of the day."""
    nama = judul or (bagian[0].naskah.judul if len(bagian) == 1 else f"Bundel {len(bagian)} dokumen")
    w.metadata = {"/Title": nama, "/Producer": "skpweb", "/Creator": "skpweb"}
    w.root_object[NameObject("/Lang")] = TextStringObject("id-ID")
    lihat = {"/DisplayDocTitle": True, "/PrintScaling": "/None"}
    w.root_object[NameObject("/ViewerPreferences")] = _benda(lihat)
    awal = 0
    for b in bagian if len(bagian) > 1 else ():
        w.add_outline_item(title=b.naskah.judul, page_number=awal)
        awal += b.halaman
    kode = "".join(b.naskah.kode for b in bagian)
    tanda = ByteStringObject(hashlib.md5(kode.encode(), usedforsecurity=False).digest())
    w._ID = ArrayObject([tanda, tanda])


def _rapikan_huruf(w: PdfWriter) -> None:
    """Subset tags are drawn anew by Qt at each run (QYAAAA+…); the same data must give the same bytes. And Qt calls
    the space between words a tab, so that nobody finds "Dinas Pertanian" in the paper."""
    sudah: set[int] = set()
    for p in w.pages:
        for f in _anak(_anak(p, "/Resources"), "/Font").values():
            f = f.get_object()
            if id(f) in sudah:
                continue
            sudah.add(id(f))
            n = len(sudah)
            tanda = f"/SKP{chr(65 + n // 676 % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}"
            if isinstance(peta := f.get("/ToUnicode", DictionaryObject()).get_object(), StreamObject):
                peta.set_data(_LARIK.sub(lambda m: m.group().replace(b"<0009>", b"<0020>"), peta.get_data()))
            for b in (f, *(t.get_object() for t in f.get("/DescendantFonts", ()))):
                _ganti_tanda(b, "/BaseFont", tanda)
                _ganti_tanda(b.get("/FontDescriptor", DictionaryObject()).get_object(), "/FontName", tanda)


def _ganti_tanda(benda: DictionaryObject, kunci: str, tanda: str) -> None:
    """/QYAAAA+Name → /SKPAAB+Name."""
    lama = str(benda.get(kunci, ""))
    if lama[7:8] == "+":
        benda[NameObject(kunci)] = NameObject(tanda + lama[7:])


# ---- objects -------------------------------------------------------------------------------------------------
def _anak(induk: DictionaryObject, kunci: str) -> DictionaryObject:
    """The dictionary under `kunci`, made where there is none."""
    anak = induk.setdefault(NameObject(kunci), DictionaryObject()).get_object()
    assert isinstance(anak, DictionaryObject)
    return anak


def _benda(nilai: Any) -> Any:
    """A PDF object of plain values; text is a name, what is one already stays."""
    if isinstance(nilai, dict):
        return DictionaryObject({NameObject(k): _benda(v) for k, v in nilai.items()})
    if isinstance(nilai, bool):
        return BooleanObject(nilai)
    if type(nilai) is str:
        return NameObject(nilai)
    if type(nilai) is tuple:
        return ArrayObject(map(_benda, nilai))
    return NumberObject(nilai) if type(nilai) is int else nilai


def _aliran(isi: bytes) -> StreamObject:
    s = DecodedStreamObject()
    s.set_data(isi)
    return s


def _benda_huruf(w: PdfWriter) -> IndirectObject:
    isi, nama = huruf.BERKAS.read_bytes(), "/SKPWEB+LiberationSans"
    berkas = _aliran(isi).flate_encode()
    berkas[NameObject("/Length1")] = NumberObject(len(isi))
    urai = {
        "/Type": "/FontDescriptor", "/FontName": nama, "/Flags": 32, "/ItalicAngle": 0, "/Ascent": huruf.NAIK,
        "/Descent": huruf.TURUN, "/CapHeight": 729, "/StemV": 80, "/FontBBox": huruf.KOTAK,
        "/FontFile2": w._add_object(berkas),
    }  # fmt: skip
    benda = {
        "/Type": "/Font", "/Subtype": "/TrueType", "/BaseFont": nama, "/Encoding": "/WinAnsiEncoding",
        "/FirstChar": 32, "/LastChar": 255, "/Widths": huruf.lebar_huruf(), "/FontDescriptor": w._add_object(_benda(urai)),
    }  # fmt: skip
    return w._add_object(_benda(benda))
