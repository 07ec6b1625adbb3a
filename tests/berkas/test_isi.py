"""PDFs with something that acts inside are refused; pictures are drawn anew without position data."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from skpweb.berkas.services_isi import gambar_baru, periksa_pdf
from skpweb.core.errors import RuleViolation


def pdf(ubah=lambda w: None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    ubah(writer)
    isi = BytesIO()
    writer.write(isi)
    return isi.getvalue()


def tindakan(**isi):
    def ubah(writer):
        aksi = DictionaryObject({NameObject(f"/{k}"): v for k, v in isi.items()})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(aksi)

    return ubah


def skrip_tersamar():
    """The name /JavaScript written with an escape, as those do who want to pass."""
    asli = pdf(tindakan(S=NameObject("/JavaScript"), X=TextStringObject("app.alert(1)")))
    return asli.replace(b"/JavaScript", b"/Java#53cript")


def tak_terjangkau(writer):
    """An object that nothing refers to: a viewer that repairs files might still run it."""
    writer._add_object(ArrayObject([DictionaryObject({NameObject("/S"): NameObject("/Launch")})]))


def nama_skrip(writer):
    """A script in the document's name tree, run when the file is opened."""
    aksi = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    pohon = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), writer._add_object(aksi)])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): pohon})


def test_plain_pdfs_pass():
    periksa_pdf("sk.pdf", pdf())
    periksa_pdf("sk.pdf", pdf(tindakan(S=NameObject("/GoTo"), D=ArrayObject())))
    periksa_pdf("sk.pdf", pdf(lambda w: w.add_metadata({"/Title": "Petunjuk /JavaScript dan /Launch"})))


@pytest.mark.baku("V5.2.2", "K58", "K60")
@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        (pdf(nama_skrip), "skrip"),
        (pdf(tindakan(S=NameObject("/JavaScript"), JS=TextStringObject("x"))), "skrip"),
        (pdf(tindakan(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))), "membuka program lain"),
        (pdf(lambda w: w.add_attachment("a.exe", b"MZ")), "lampiran"),
        (pdf(tindakan(Subtype=NameObject("/RichMedia"))), "media"),
        (pdf(tak_terjangkau), "membuka program lain"),
        (skrip_tersamar(), "skrip"),
        (pdf(lambda w: w.encrypt("rahasia")), "terkunci sandi"),
        (pdf(lambda w: w.encrypt("", "pemilik")), "terkunci sandi"),
        (b"%PDF-1.7\nbukan pdf", "tidak dapat dibuka"),
        (pdf()[:200], "tidak dapat dibuka"),
    ],
)
def test_refused_pdfs_say_why(isi, sebab):
    with pytest.raises(RuleViolation, match=sebab) as salah:
        periksa_pdf("sk.pdf", isi)
    assert salah.value.field == "berkas"
    assert "sk.pdf" in salah.value.message


def test_a_pdf_whose_objects_point_at_each_other_ends():
    def lingkar(writer):
        a, b = DictionaryObject(), DictionaryObject()
        ra, rb = writer._add_object(a), writer._add_object(b)
        a[NameObject("/Ke")], b[NameObject("/Ke")] = rb, ra

    periksa_pdf("sk.pdf", pdf(lingkar))


def foto(mode="RGB", format="JPEG", ukuran=(60, 40), orientasi=None):
    gambar = Image.new(mode, ukuran, "red" if mode == "RGB" else None)
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 0.0)
    if orientasi:
        exif[0x0112] = orientasi
    isi = BytesIO()
    gambar.save(isi, format, exif=exif)
    return isi.getvalue()


def buka(isi):
    return Image.open(BytesIO(isi))


@pytest.mark.baku("K59")
@pytest.mark.parametrize(("kode", "format"), [("jpg", "JPEG"), ("png", "PNG")])
def test_position_and_camera_are_gone(kode, format):
    asal = foto(format=format)
    assert dict(buka(asal).getexif().get_ifd(0x8825))
    hasil = buka(gambar_baru("f", asal, kode, simpan_posisi=False))
    assert (hasil.format, hasil.size) == (format, (60, 40))
    assert not dict(hasil.getexif())


@pytest.mark.parametrize(("kode", "format"), [("jpg", "JPEG"), ("png", "PNG")])
def test_the_office_may_keep_the_position(kode, format):
    hasil = buka(gambar_baru("f", foto(format=format, orientasi=6), kode, simpan_posisi=True))
    assert dict(hasil.getexif().get_ifd(0x8825)) == {2: (6.0, 12.0, 0.0)}
    assert set(hasil.getexif()) == {0x8825}, "neither camera nor orientation"
    assert hasil.size == (40, 60)


def test_a_turned_photo_is_set_upright():
    assert buka(gambar_baru("f", foto(orientasi=6), "jpg", simpan_posisi=False)).size == (40, 60)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_jpeg_modes(mode):
    assert buka(gambar_baru("f", foto(mode), "jpg", simpan_posisi=False)).mode in ("RGB", "L")


@pytest.mark.parametrize("mode", ["RGBA", "P", "1", "LA"])
def test_png_modes(mode):
    assert buka(gambar_baru("f", foto(mode, "PNG"), "png", simpan_posisi=False)).mode == mode


def test_what_hangs_behind_the_picture_is_gone():
    asal = foto() + b"<script>alert(1)</script>"
    assert b"<script>" not in gambar_baru("f", asal, "jpg", simpan_posisi=False)


def test_a_large_picture_is_made_smaller():
    assert max(buka(gambar_baru("f", foto(ukuran=(5000, 1000)), "jpg", simpan_posisi=False)).size) == 4000


def bom_png(lebar, tinggi):
    def potong(jenis, isi):
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = potong(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kepala + potong(b"IDAT", zlib.compress(b"\0" * 1000)) + potong(b"IEND", b"")


@pytest.mark.baku("V15.2.2")
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("ukuran", [(8000, 6000), (10_000, 10_000), (20_000, 20_000), (60_000, 60_000)])
def test_decompression_bombs_are_refused_unopened(ukuran):
    with pytest.raises(RuleViolation, match=r"terlalu besar: .* 40 juta titik\. Perkecil, .* 4\.000 titik"):
        gambar_baru("bom.png", bom_png(*ukuran), "png", simpan_posisi=False)


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (b"\xff\xd8\xff\xe0xxxx", "jpg"),
        (foto()[:300], "jpg"),
        (foto(format="PNG"), "jpg"),
        (bom_png(10, 10)[:40], "png"),
    ],
)
def test_broken_pictures_say_so(isi, kode):
    with pytest.raises(RuleViolation, match="rusak atau tidak dapat dibaca"):
        gambar_baru("f", isi, kode, simpan_posisi=False)


def test_the_fixture_really_makes_pdfs():
    assert len(PdfReader(BytesIO(pdf())).pages) == 1
