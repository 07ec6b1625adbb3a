"""The typeface of the footer.

kaki.ttf is Liberation Sans (SIL OFL 1.1) cut down to Latin-1 without hinting; it is embedded, so that the footer
never falls back on a font that the printer happens to have. Made with:
pyftsubset LiberationSans-Regular.ttf --unicodes=20-7E,A0-FF,2013,2026 --no-hinting --layout-features="""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

BERKAS = Path(__file__).with_name("kaki.ttf")


@dataclass(frozen=True)
class Huruf:
    """The font file and its figures in 1/1000 em; `lebar` holds WinAnsi codes 32–255."""

    berkas: bytes
    lebar: tuple[int, ...]
    naik: int
    turun: int
    kotak: tuple[int, ...]


@lru_cache(maxsize=1)
def huruf() -> Huruf:
    """The footer's typeface, read once."""
    berkas = BERKAS.read_bytes()
    meja = {}
    for i in range(struct.unpack(">H", berkas[4:6])[0]):
        tag, _, awal, panjang = struct.unpack(">4sLLL", berkas[12 + 16 * i : 28 + 16 * i])
        meja[tag.decode()] = berkas[awal : awal + panjang]
    em = struct.unpack(">H", meja["head"][18:20])[0]
    naik, turun = struct.unpack(">2h", meja["hhea"][4:8])
    banyak = struct.unpack(">H", meja["hhea"][34:36])[0]
    maju = [struct.unpack(">H", meja["hmtx"][4 * i : 4 * i + 2])[0] for i in range(banyak)]
    peta = _cmap(meja["cmap"])
    titik = (ord(bytes([kode]).decode("cp1252", "replace")) for kode in range(32, 256))
    lebar = tuple(round(1000 * maju[min(peta.get(t, 0), banyak - 1)] / em) for t in titik)
    kotak = tuple(round(1000 * v / em) for v in struct.unpack(">4h", meja["head"][36:44]))
    return Huruf(berkas, lebar, round(1000 * naik / em), round(1000 * turun / em), kotak)


def _cmap(cmap: bytes) -> dict[int, int]:
    """Code point → glyph, from the format 4 subtable."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        awal = struct.unpack(">L", cmap[8 + 8 * i : 12 + 8 * i])[0]
        if struct.unpack(">H", cmap[awal : awal + 2])[0] == 4:
            return _cmap_4(cmap, awal)
    raise ValueError("kaki.ttf tanpa cmap format 4")


def _cmap_4(cmap: bytes, awal: int) -> dict[int, int]:
    n = struct.unpack(">H", cmap[awal + 6 : awal + 8])[0] // 2

    def larik(geser: int) -> tuple[int, ...]:
        return struct.unpack(f">{n}H", cmap[awal + geser : awal + geser + 2 * n])

    akhir, mulai, delta, jarak = larik(14), larik(16 + 2 * n), larik(16 + 4 * n), larik(16 + 6 * n)
    peta = {}
    for s in range(n):
        for c in range(mulai[s], min(akhir[s], 0xFFFE) + 1):
            if jarak[s]:
                o = awal + 16 + 6 * n + 2 * s + jarak[s] + 2 * (c - mulai[s])
                peta[c] = struct.unpack(">H", cmap[o : o + 2])[0]
            else:
                peta[c] = (c + delta[s]) & 0xFFFF
    return peta


def winansi(teks: str) -> bytes:
    """Text in the encoding of the footer; what it has not becomes a question mark."""
    return teks.encode("cp1252", "replace")


def panjang(teks: str, ukuran: float) -> float:
    """Width in points of `teks` set at `ukuran` points."""
    lebar = huruf().lebar
    return sum(lebar[b - 32] for b in winansi(teks) if b >= 32) * ukuran / 1000


def pendek(teks: str, ukuran: float, ruang: float) -> str:
    """`teks`, cut with an ellipsis where it is wider than `ruang` points."""
    if panjang(teks, ukuran) <= ruang:
        return teks
    while teks and panjang(teks + "…", ukuran) > ruang:
        teks = teks[:-1]
    return teks.rstrip() + "…"
