"""The office's logo is what its name says, and small."""

import io

import pytest

from skpweb.pengaturan.queries import kantor

PNG, JPG = b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"\xff\xd8\xff\xe0" + b"x" * 40
ISIAN = {
    "pemda": "Kabupaten Contoh", "nama": "Dinas Contoh", "singkatan": "DC", "alamat": "Jalan Contoh 1", "kota": "Contoh",
    "zona": "WIB", "mulai": "20-11-2026",
}  # fmt: skip


@pytest.mark.baku("V1.3.4", "V5.2.2")
@pytest.mark.parametrize(
    ("nama", "isi", "jadi"),
    [
        ("logo.png", PNG, "data:image/png"), ("LOGO.JPG", JPG, "data:image/jpeg"), ("logo.jpeg", JPG, "data:image/jpeg"),
        ("logo.svg", b"<svg onload='alert(1)'/>", ""), ("logo.png", b"<svg onload='alert(1)'/>", ""), ("logo.png", JPG, ""),
        ("logo.jpg", PNG, ""), ("logo.html", PNG, ""), ("logo.png", PNG + b"x" * 400_000, ""),
    ],
)  # fmt: skip
def test_a_logo_is_a_picture(sebagai, nama: str, isi: bytes, jadi: str) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").post("/pengaturan/kantor", data={**ISIAN, "logo": (io.BytesIO(isi), nama)})
    assert answer.status_code == (303 if jadi else 422), answer.text[:4000]
    assert kantor().logo.startswith(jadi) if jadi else not kantor().logo
    assert jadi or "Logo harus PNG atau JPG" in answer.text
