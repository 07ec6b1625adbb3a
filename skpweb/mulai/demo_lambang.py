"""The emblem of the demo office, drawn here: a shield with a market roof over the grid of a year."""

from io import BytesIO
from math import cos, pi, sin

TEPI, DALAM, EMAS, PUTIH = "#0f3d44", "#1b5e68", "#d9a521", "#ffffff"
# straight above, round below; within 380 × 460
PERISAI = ((0, 0), (380, 0), *((190 + 190 * cos(n * pi / 60), 190 + 270 * sin(n * pi / 60)) for n in range(61)))


def lambang() -> bytes:
    """A PNG on clear ground."""
    from PIL import Image, ImageDraw

    gambar = Image.new("RGBA", (1520, 1840))  # four times as large as it is kept
    pena = ImageDraw.Draw(gambar)
    for susut, warna in ((0, TEPI), (14, EMAS), (24, DALAM)):
        pena.polygon(_susut(susut), fill=warna)
    pena.polygon([(4 * x, 4 * y) for x, y in ((76, 138), (190, 58), (304, 138), (304, 160), (76, 160))], fill=PUTIH)
    for n in range(12):
        x, y = 94 + 52 * (n % 4), 182 + 48 * (n // 4)
        pena.rectangle((4 * x, 4 * y, 4 * (x + 36), 4 * (y + 34)), fill=EMAS if n == 11 else PUTIH)
    hasil = BytesIO()
    gambar.save(hasil, "PNG")
    return hasil.getvalue()


def _susut(tepi: int) -> list[tuple[float, float]]:
    """The shield, smaller by this margin."""
    lebar, tinggi = 1 - tepi / 190, 1 - tepi / 230
    return [(4 * (tepi + x * lebar), 4 * (tepi + y * tinggi)) for x, y in PERISAI]
