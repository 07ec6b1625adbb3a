"""What lies inside an upload: PDFs are searched for things that act, pictures are drawn anew."""

from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from skpweb.berkas.rules import PIKSEL_TERBANYAK, SISI_TERPANJANG
from skpweb.core.errors import RuleViolation
from skpweb.core.formats import angka

if TYPE_CHECKING:  # both libraries are loaded at the first upload, not at the start of the server
    from PIL import Image
    from pypdf import PdfReader

_satu_gambar = Lock()  # a decoded picture takes up to 160 MB; one at a time bounds the memory of the process

POSISI = 0x8825  # where EXIF keeps it
_LARANGAN = {
    "/JavaScript": "memuat skrip",
    "/JS": "memuat skrip",
    "/XFA": "memuat formulir yang dapat menjalankan skrip",
    "/Launch": "memuat perintah membuka program lain",
    "/EmbeddedFiles": "memuat lampiran berkas lain",
    "/EmbeddedFile": "memuat lampiran berkas lain",
    "/EF": "memuat lampiran berkas lain",
    "/RichMedia": "memuat media yang dapat menjalankan skrip",
}


def periksa_pdf(nama: str, isi: bytes) -> None:
    """Raises RuleViolation when the PDF cannot be opened, is encrypted, or holds scripts, launchers or attachments."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(isi))
        sebab = "terkunci sandi" if reader.is_encrypted else _larangan(reader)
        kosong = not sebab and len(reader.pages) == 0
    except Exception as error:  # a broken PDF makes pypdf raise nearly anything
        teks = f"Berkas “{nama}” tidak dapat dibuka sebagai PDF. Cetak atau pindai ulang menjadi PDF, lalu unggah lagi."
        raise RuleViolation(teks, "berkas") from error
    if sebab or kosong:
        teks = f"PDF “{nama}” {sebab or 'tidak berisi halaman'}, sehingga tidak dapat diterima."
        raise RuleViolation(f"{teks} Cetak ulang ke PDF biasa, lalu unggah lagi.", "berkas")


def _larangan(reader: "PdfReader") -> str:
    """The first forbidden name in any object, reachable or not, streams included; "" when there is none."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    nomor = {(i, g) for g, ids in reader.xref.items() for i in ids if i} | {(i, 0) for i in reader.xref_objStm}
    antre: list[Any] = [reader.trailer, *(IndirectObject(i, g, reader) for i, g in nomor)]
    sudah: set[tuple[int, int]] = set()
    while antre:
        isi = antre.pop()
        if isinstance(isi, IndirectObject):
            if (isi.idnum, isi.generation) not in sudah:
                sudah.add((isi.idnum, isi.generation))
                antre.append(isi.get_object())
        elif isinstance(isi, DictionaryObject):
            antre += [*isi, *(isi.raw_get(k) for k in isi)]
        elif isinstance(isi, ArrayObject):
            antre += isi
        elif isinstance(isi, str) and isi in _LARANGAN:
            return _LARANGAN[isi]
    return ""


def gambar_baru(nama: str, isi: bytes, kode: str, *, simpan_posisi: bool) -> bytes:
    """The picture drawn anew, upright, without position or camera data unless the office keeps them.

    Raises RuleViolation when it is no picture of the kind `kode` or has more than PIKSEL_TERBANYAK pixels.
    """
    from PIL import Image

    with _satu_gambar:
        try:
            with Image.open(BytesIO(isi), formats=["JPEG" if kode == "jpg" else "PNG"]) as gambar:
                if gambar.width * gambar.height <= PIKSEL_TERBANYAK:
                    return _gambar_ulang(gambar, kode, simpan_posisi)
        except Image.DecompressionBombError:
            pass  # Pillow tells from the head alone
        except Exception as error:  # Pillow raises many kinds on a broken picture
            raise RuleViolation(
                f"Gambar “{nama}” rusak atau tidak dapat dibaca. Simpan ulang gambarnya, lalu unggah lagi.", "berkas"
            ) from error
    raise RuleViolation(
        f"Ukuran gambar “{nama}” terlalu besar: panjang kali lebarnya lebih dari {PIKSEL_TERBANYAK // 1_000_000} juta "
        f"titik. Perkecil, misalnya sampai sisi terpanjangnya {angka(SISI_TERPANJANG)} titik, lalu unggah lagi.",
        "berkas",
    )


def _gambar_ulang(gambar: "Image.Image", kode: str, simpan_posisi: bool) -> bytes:
    from PIL import Image, ImageOps

    gambar.draft("RGB", (SISI_TERPANJANG, SISI_TERPANJANG))
    tegak = ImageOps.exif_transpose(gambar)
    posisi = gambar.getexif().get_ifd(POSISI)  # once decoded: a PNG tells it last
    tegak.thumbnail((SISI_TERPANJANG, SISI_TERPANJANG))
    lebih: dict[str, Any] = {}
    if simpan_posisi and posisi:  # and nothing else of what the camera wrote
        lebih["exif"] = Image.Exif()
        lebih["exif"][POSISI] = dict(posisi)
    if kode == "jpg":
        tegak = tegak if tegak.mode in ("RGB", "L") else tegak.convert("RGB")
        lebih |= {"quality": 88, "optimize": True}
    hasil = BytesIO()
    tegak.save(hasil, "JPEG" if kode == "jpg" else "PNG", **lebih)
    return hasil.getvalue()
