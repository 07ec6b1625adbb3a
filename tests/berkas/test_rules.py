"""What may be uploaded, by name, first bytes, size and count; what the name becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.berkas.rules import MB, NAMA_TERPANJANG, bersihkan_nama, kenali, periksa_jumlah
from skpweb.core.errors import RuleViolation

PDF, JPG, PNG = b"%PDF-1.7\n...", b"\xff\xd8\xff\xe0...", b"\x89PNG\r\n\x1a\n..."
SEMUA = ("pdf", "jpg", "png")


@pytest.mark.parametrize(
    ("nama", "isi", "kode"),
    [
        ("sk.pdf", PDF, "pdf"),
        ("SK.PDF", PDF, "pdf"),
        ("foto.jpeg", JPG, "jpg"),
        ("foto.Jpg", JPG, "jpg"),
        ("a.b.png", PNG, "png"),
    ],
)
def test_what_is_accepted(nama, isi, kode):
    assert kenali(nama, isi, SEMUA, 5).kode == kode


@pytest.mark.baku("V1.3.4", "V5.2.1", "V5.2.2", "K21", "K58")
@pytest.mark.parametrize(
    ("nama", "isi", "boleh", "pesan"),
    [
        ("sk.pdf", b"", SEMUA, "kosong"),
        ("sk.pdf", b"%PDF-" + b"x" * (2 * MB), SEMUA, "2,0 MB, paling besar 1 MB"),
        ("sk.docx", b"PK\x03\x04", SEMUA, "bukan PDF, JPG, PNG"),
        ("sk", PDF, SEMUA, "bukan PDF, JPG, PNG"),
        ("sk.pdf.exe", PDF, SEMUA, "bukan PDF, JPG, PNG"),
        ("foto.jpg", JPG, ("pdf",), "bukan PDF."),
        ("sk.pdf", JPG, SEMUA, "Isi berkas “sk.pdf” bukan PDF"),
        ("foto.png", b"<svg onload=alert(1)>", SEMUA, "bukan PNG walaupun"),
        ("sk.pdf", b" %PDF-1.7", SEMUA, "bukan PDF walaupun"),
    ],
)
def test_what_is_refused_and_why(nama, isi, boleh, pesan):
    with pytest.raises(RuleViolation, match=pesan) as salah:
        kenali(nama, isi, boleh, 1)
    assert salah.value.field == "berkas"


def test_exactly_the_limit_is_accepted():
    assert kenali("sk.pdf", PDF + b" " * (MB - len(PDF)), SEMUA, 1).kode == "pdf"


@pytest.mark.parametrize(
    ("asli", "bersih"),
    [
        ("C:\\Users\\a\\SK 1.pdf", "SK 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("sk\r\nX: y.pdf", "skX: y.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        (" .pdf ", "pdf"),
        ("", "berkas"),
        ("..", "berkas"),
    ],
)
def test_names(asli, bersih):
    assert bersihkan_nama(asli) == bersih


@pytest.mark.baku("V5.3.2", "V5.4.1", "K59")
@given(st.text(max_size=300))
def test_no_name_escapes_its_folder(nama):
    bersih = bersihkan_nama(nama)
    assert bersih and bersih not in {".", ".."}
    assert not set(bersih) & set("/\\\r\n\x00")


@given(st.text("ab .", max_size=300))
def test_a_long_name_keeps_its_ending(nama):
    bersih = bersihkan_nama(nama + "x.pdf")
    assert len(bersih) <= NAMA_TERPANJANG
    assert bersih.endswith(".pdf")


@pytest.mark.baku("K57")
def test_count():
    periksa_jumlah(3, 2, 5)
    with pytest.raises(RuleViolation, match="Paling banyak 5 berkas; sekarang sudah ada 3"):
        periksa_jumlah(3, 3, 5)
