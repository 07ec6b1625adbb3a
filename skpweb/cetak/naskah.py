"""What all official papers share: letterhead, signature block, lines that break evenly, numbers in words."""

import textwrap
from dataclasses import dataclass
from datetime import date

LEBAR_KOP = 42  # characters of a line of the letterhead at its type size
LEBAR_TTD = 44  # characters of a line above a signature
SATUAN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def belah(teks: str, maks: int) -> tuple[str, ...]:
    """Lines of at most `maks` characters, as few as possible and then as even as possible; words stay whole."""
    banyak = len(_baris(teks, maks))
    return next(b for lebar in range(1, maks + 1) if len(b := _baris(teks, lebar)) == banyak)


def _baris(teks: str, lebar: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(teks, lebar, break_long_words=False, break_on_hyphens=False))


def terbilang(n: int) -> str:
    """A whole number 0–9,999 in words: 2026 → dua ribu dua puluh enam. Raises ValueError outside."""
    if not 0 <= n <= 9999:
        raise ValueError(f"{n} tidak dapat dieja")
    if n < 12:
        return SATUAN[n]
    if n < 20:
        return f"{SATUAN[n - 10]} belas"
    besar, kata = (10, "puluh") if n < 100 else (100, "ratus") if n < 1000 else (1000, "ribu")
    depan, sisa = divmod(n, besar)
    awal = f"se{kata}" if depan == 1 else f"{terbilang(depan)} {kata}"
    return f"{awal} {terbilang(sisa)}" if sisa else awal


@dataclass(frozen=True)
class Kantor:
    """The letterhead on the date of the document. `logo` is a data: address; `kota` the place before a date."""

    pemda: str
    nama: str
    kota: str
    alamat: str = ""
    kontak: str = ""
    logo: str | None = None

    @property
    def baris_nama(self) -> tuple[str, ...]:
        return belah(self.nama, LEBAR_KOP)


@dataclass(frozen=True)
class Penandatangan:
    """A signature block as printed. No `tempat`: no line of place and date; no `tanggal`: room to write it."""

    jabatan: tuple[str, ...]
    nama: str
    pangkat: str = ""
    nip: str = ""
    tempat: str = ""
    tanggal: date | None = None


def baris_jabatan(jabatan: str, atas_nama: str = "", pengantar: str = "") -> tuple[str, ...]:
    """The lines above a signature: the signer's post (with its Plt., Plh. or Pj.), above it a.n. the post acted for,
    above all a word like "Mengetahui,". Source: spec/documents; Permendagri 1/2023 (naskah dinas)."""
    atas = ((pengantar,) if pengantar else ()) + (belah(f"a.n. {atas_nama}", LEBAR_TTD) if atas_nama else ())
    return (*atas, *belah(f"{jabatan},", LEBAR_TTD))
