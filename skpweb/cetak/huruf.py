"""The typeface of the footer.

kaki.ttf is Liberation Sans (SIL OFL 1.1) cut down to Latin-1 without hinting; it is embedded, so that the footer
never falls back on a font that the printer happens to have. Made with:
pyftsubset LiberationSans-Regular.ttf --unicodes=20-7E,A0-FF,2013,2026 --no-hinting --layout-features="""

from functools import lru_cache
from pathlib import Path

BERKAS = Path(__file__).with_name("kaki.ttf")
EM = 2048  # units of its em
NAIK, TURUN, KOTAK = 905, -212, (-203, -303, 1050, 910)  # of this font, in 1/1000 em


@lru_cache(maxsize=1)
def lebar_huruf() -> tuple[int, ...]:
    """Widths of the WinAnsi codes 32–255 in 1/1000 em."""
    from PIL import ImageFont

    huruf = ImageFont.truetype(BERKAS, EM, layout_engine=ImageFont.Layout.BASIC)
    aksara = bytes(range(32, 256)).decode("cp1252", "replace")
    return tuple(round(1000 * huruf.getlength(a) / EM) for a in aksara)


def winansi(teks: str) -> bytes:
    """Text in the encoding of the footer; what it has not becomes a question mark."""
    return teks.encode("cp1252", "replace")


def panjang(teks: str, ukuran: float) -> float:
    """Width in points of `teks` set at `ukuran` points."""
    lebar = lebar_huruf()
    return sum(lebar[b - 32] for b in winansi(teks) if b >= 32) * ukuran / 1000


def pendek(teks: str, ukuran: float, ruang: float) -> str:
    """`teks`, cut with an ellipsis where it is wider than `ruang` points."""
    if panjang(teks, ukuran) <= ruang:
        return teks
    while teks and panjang(teks + "…", ukuran) > ruang:
        teks = teks[:-1]
    return teks.rstrip() + "…"
