"""How values look to Indonesian readers: "21 November 2026", "1.234,5", "3 hari lagi"; and how they type numbers."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Self

from skpweb.core import clock

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class Berlabel(StrEnum):
    """Values with what the user reads: NAME = "value", "Label"; without a label it is the words of the value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_, member.label = value, label or value.replace("_", " ").capitalize()
        return member


def bulat(value: Decimal, places: int = 2) -> Decimal:
    """Half-up, as all rules say."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


_TANDA = str.maketrans(",.", ".,")


def angka(value: Decimal | int | None, places: int | None = None) -> str:
    """1234.5 → "1.234,5", at most three decimals; with `places` always so many; nothing → "–"."""
    if value is None:
        return "–"
    text = f"{bulat(Decimal(value), 3 if places is None else places) + 0:,f}"  # + 0: no minus before a nought
    return (text.rstrip("0").rstrip(".") if places is None else text).translate(_TANDA)


_RIBUAN = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.A)
_BIASA = re.compile(r"[+-]?\d+([.,]\d+)?", re.A)


def baca_angka(text: str) -> Decimal:
    """ "1.234,5", "1234,5", "1234.5" or "95 %"; ValueError when it is no number. Points between groups of three digits
    are thousands points, unless a 0 stands before them ("0.125")."""
    text = text.strip().removesuffix("%").replace(" ", "").replace("\u00a0", "")
    if _RIBUAN.fullmatch(text):
        text = text.replace(".", "")
    elif not _BIASA.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def bilangan(text: str) -> int | None:
    """A plain number as addresses, lists and cells carry it: at most 18 digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def tanggal(value: date | datetime | None) -> str:
    """ "21 November 2026"; of a moment: the office's day."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = clock.hari(value)
    return f"{value.day} {BULAN[value.month - 1]} {value.year}"


def tanggal_hari(value: date) -> str:
    """ "Sabtu, 21 November 2026"."""
    return f"{HARI[value.weekday()]}, {tanggal(value)}"


def tanggal_isian(value: date | None) -> str:
    """ "21-11-2026", as dates are typed."""
    return value.strftime("%d-%m-%Y") if value else ""


def waktu(value: datetime | None) -> str:
    """ "21 November 2026, 10.42"."""
    return f"{tanggal(value)}, {clock.setempat(value):%H.%M}" if value else "–"


def nama_bulan(tahun: int, bulan: int) -> str:
    """ "Oktober 2026"."""
    return f"{BULAN[bulan - 1]} {tahun}"


def selisih_hari(day: date, today: date) -> str:
    """ "hari ini", "besok", "3 hari lagi", "2 hari lalu"."""
    days = (day - today).days
    if days in (0, 1, -1):
        return {0: "hari ini", 1: "besok", -1: "kemarin"}[days]
    return f"{days} hari lagi" if days > 0 else f"{-days} hari lalu"


def ukuran(size: int) -> str:
    """Bytes → "412 KB"."""
    return f"{angka(Decimal(size) / 1_048_576, 1)} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"


FILTERS = {
    "angka": angka, "tanggal": tanggal, "tanggal_hari": tanggal_hari, "tanggal_isian": tanggal_isian,
    "waktu": waktu, "selisih_hari": selisih_hari, "ukuran": ukuran,
}  # fmt: skip
