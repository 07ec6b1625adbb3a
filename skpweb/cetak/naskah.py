"""What all official papers share: letterhead, signature block, lines that break evenly, numbers in words."""

import textwrap
from dataclasses import dataclass
from datetime import date

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
LEBAR_KOP = 42  # characters of a line of the letterhead at its type size
LEBAR_TTD = 44  # characters of a line above a signature
AWALAN = {"definitif": "", "plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. "}


def belah(teks: str, maks: int) -> tuple[str, ...]:
    """Lines of at most `maks` characters, as few as possible and then as even as possible; words stay whole."""
    banyak = len(_baris(teks, maks))
    return next(b for lebar in range(1, maks + 1) if len(b := _baris(teks, lebar)) == banyak)


def _baris(teks: str, lebar: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(teks, lebar, break_long_words=False, break_on_hyphens=False))


_SATUAN = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]


def terbilang(n: int) -> str:
    """A whole number 0–9,999 in words: 2026 → dua ribu dua puluh enam. Raises ValueError outside."""
    if not 0 <= n <= 9999:
        raise ValueError(f"{n} tidak dapat dieja")
    if n < 12:
        return _SATUAN[n]
    if n < 20:
        return f"{_SATUAN[n - 10]} belas"
    for besar, kata in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if n >= besar:
            depan, sisa = divmod(n, besar)
            awal = f"se{kata}" if depan == 1 and besar > 10 else f"{terbilang(depan)} {kata}"
            return f"{awal} {terbilang(sisa)}" if sisa else awal
    raise AssertionError("semua bilangan sudah dieja")


@dataclass(frozen=True)
class Kantor:
    """The letterhead of the date of the document. `nama_kop` overrides the line breaks of the name; `logo` is a
    data: address; `kota` is the place before a date."""

    pemda: str
    nama: str
    kota: str
    alamat: str = ""
    kontak: str = ""
    nama_kop: tuple[str, ...] = ()
    logo: str | None = None

    @property
    def baris_nama(self) -> tuple[str, ...]:
        return self.nama_kop or belah(self.nama, LEBAR_KOP)


@dataclass(frozen=True)
class Penandatangan:
    """A signature block as printed. No `tempat`: no line of place and date; no `tanggal`: room to write it."""

    jabatan: tuple[str, ...]
    nama: str
    pangkat: str = ""
    nip: str = ""
    tempat: str = ""
    tanggal: date | None = None


def blok_tanda_tangan(
    *,
    nama: str,
    jabatan: str,
    kedudukan: str = "definitif",
    pangkat: str = "",
    nip: str = "",
    tempat: str = "",
    tanggal: date | None = None,
    atas_nama: str = "",
    untuk_beliau: str = "",
    pengantar: str = "",
) -> Penandatangan:
    """The block of one signer: definitif → post; plt/plh/pj → prefix and post; `atas_nama` (a.n.) puts the post
    acted for above the own post; `untuk_beliau` (u.b.) is the post between the two, with "u.b." under it.
    `pengantar` is a word above all of it ("Mengetahui,"). Raises KeyError for an unknown kedudukan and ValueError
    for u.b. without a.n. Source: spec/documents; Permendagri 1/2023 (naskah dinas)."""
    if untuk_beliau and not atas_nama:
        raise ValueError("u.b. hanya bersama a.n.")
    baris = [pengantar] if pengantar else []
    if atas_nama:
        baris += belah(f"a.n. {atas_nama}", LEBAR_TTD)
    if untuk_beliau:
        baris += [*belah(f"{untuk_beliau},", LEBAR_TTD), "u.b."]
    baris += belah(f"{AWALAN[kedudukan]}{jabatan},", LEBAR_TTD)
    return Penandatangan(tuple(baris), nama, pangkat, nip, tempat, tanggal)
