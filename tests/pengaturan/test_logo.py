"""The office's logo is what its name says, and small."""

import base64
import io

import pytest
from PIL import Image

from skpweb.core.errors import RuleViolation
from skpweb.pengaturan.queries import kantor
from skpweb.pengaturan.rules import LOGO_UKURAN
from skpweb.pengaturan.services import gambar_logo


def gambar(jenis: str, ukuran: tuple[int, int] = (60, 20), mode: str = "RGB") -> bytes:
    hasil = io.BytesIO()
    Image.new(mode, ukuran, "red").save(hasil, jenis)
    return hasil.getvalue()


PNG, JPG = gambar("PNG"), gambar("JPEG")
RUSAK = b"\x89PNG\r\n\x1a\n" + b"x" * 40
ISIAN = {
    "pemda": "Kabupaten Contoh", "nama": "Dinas Contoh", "singkatan": "DC", "alamat": "Jalan Contoh 1", "kota": "Contoh",
    "zona": "WIB", "mulai": "20-11-2026",
}  # fmt: skip


@pytest.mark.baku("V1.3.4", "V5.2.2")
@pytest.mark.parametrize(
    ("nama", "isi", "jadi"),
    [
        ("logo.png", PNG, "data:image/png"), ("LOGO.JPG", JPG, "data:image/png"), ("logo.jpeg", JPG, "data:image/png"),
        ("logo.svg", b"<svg onload='alert(1)'/>", ""), ("logo.png", b"<svg onload='alert(1)'/>", ""), ("logo.png", JPG, ""),
        ("logo.jpg", PNG, ""), ("logo.html", PNG, ""), ("logo.png", PNG + b"x" * 2_100_000, ""),
        ("logo.png", RUSAK, ""), ("logo.png", PNG[:60], ""),
    ],
)  # fmt: skip
def test_a_logo_is_a_picture(sebagai, nama: str, isi: bytes, jadi: str) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").post("/pengaturan/kantor", data={**ISIAN, "logo": (io.BytesIO(isi), nama)})
    assert answer.status_code == (303 if jadi else 422), answer.text[:4000]
    assert kantor().logo.startswith(jadi) if jadi else not kantor().logo
    assert jadi or "Logo harus PNG atau JPG" in answer.text


@pytest.mark.parametrize("ukuran", [(60, 20), (20, 60), (2000, 2000)])
def test_it_fills_its_place_and_is_not_stretched(ukuran: tuple[int, int]) -> None:
    isi = base64.b64decode(gambar_logo(gambar("PNG", ukuran)).partition(",")[2])
    hasil = Image.open(io.BytesIO(isi)).convert("RGB")
    assert hasil.size == LOGO_UKURAN
    merah = [(x, y) for x in range(0, 380, 5) for y in range(0, 460, 5) if hasil.getpixel((x, y)) == (255, 0, 0)]
    lebar, tinggi = (max(p[i] for p in merah) - min(p[i] for p in merah) + 5 for i in (0, 1))
    assert lebar / tinggi == pytest.approx(ukuran[0] / ukuran[1], rel=0.06)
    assert max(lebar / 380, tinggi / 460) == pytest.approx(1, abs=0.02)


def test_what_is_clear_is_white_on_paper() -> None:
    hasil = io.BytesIO()
    Image.new("RGBA", (30, 40), (0, 0, 0, 0)).save(hasil, "PNG")
    isi = base64.b64decode(gambar_logo(hasil.getvalue()).partition(",")[2])
    assert Image.open(io.BytesIO(isi)).convert("RGB").getextrema() == ((255, 255),) * 3


def test_a_picture_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(RuleViolation, match="25 juta titik"):
        gambar_logo(gambar("PNG", (6000, 5000), "1"))
