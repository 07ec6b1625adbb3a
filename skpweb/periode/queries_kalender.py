"""The work calendar as it is stored: days off, patterns of units, the year picture."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from skpweb.core.clock import hari_dari
from skpweb.core.db import db
from skpweb.organisasi.queries import daftar_unit
from skpweb.periode.rules import JenisLibur, KalenderKerja, Libur, Pola, PolaBerlaku, libur_tetap

JARAK_KANTOR = 1000
Bulan = list[list[tuple[date, bool, Libur | None] | None]]


def kalender(unit_id: int | None) -> KalenderKerja:
    """The unit's calendar (None: the office's) with its history. One query."""
    return kalender_banyak([unit_id])[unit_id]


def kalender_banyak(unit_ids: Iterable[int | None]) -> dict[int | None, KalenderKerja]:
    """The calendars of many units. One query."""
    return baca_kalender(unit_ids)[0]


# patterns in the order they were set, days off by day, and the tree of units where one has a pattern of its own
_BAHAN = """SELECT 'pola', id, pola, mulai, '', dibuat_pada, NULL, unit_id FROM pola_kerja
    UNION ALL SELECT 'libur', id, jenis, tanggal, nama, dibuat_pada, dicabut_pada, NULL FROM hari_libur
    UNION ALL SELECT 'unit', id, '', '', '', NULL, NULL, induk_id FROM unit
        WHERE EXISTS(SELECT 1 FROM pola_kerja WHERE unit_id IS NOT NULL)"""
Baris = tuple[Any, ...]


def baca_kalender(
    unit_ids: Iterable[int | None], lain: str = "", **nilai: Any
) -> tuple[dict[int | None, KalenderKerja], list[Baris]]:
    """The calendars of many units, and the rows of `lain`: a SELECT of eight columns read in the same query."""
    pola: list[Baris] = []
    libur: list[Libur] = []
    induk: dict[int, int | None] = {}
    rows: list[Baris] = []
    for row in db.execute_sql(f"{_BAHAN} {lain} ORDER BY 4, 2", nilai).fetchall():
        macam, id_, jenis, tanggal, nama, dibuat, dicabut, unit = row
        if macam == "pola":
            pola.append(row)
        elif macam == "libur":
            hapus = None if dicabut is None else hari_dari(dicabut)
            libur.append(Libur(date.fromisoformat(tanggal), nama, JenisLibur(jenis), hari_dari(dibuat), hapus, id_))
        elif macam == "unit":
            induk[id_] = unit
        else:
            rows.append(row)
    sama: dict[tuple[PolaBerlaku, ...], KalenderKerja] = {}  # units with equal patterns share what is worked out of it
    per_unit = {u: _pola(pola, _jarak(u, induk)) for u in set(unit_ids)}
    return {u: sama.setdefault(p, KalenderKerja(p, tuple(libur))) for u, p in per_unit.items()}, rows


def _jarak(unit_id: int | None, induk: Mapping[int, int | None]) -> dict[int | None, int]:
    """The unit and those above it, with their distance; the office is the farthest."""
    jarak: dict[int | None, int] = {None: JARAK_KANTOR}
    while unit_id is not None and unit_id not in jarak:
        jarak[unit_id] = len(jarak) - 1
        unit_id = induk.get(unit_id)
    return jarak


def _pola(rows: list[Baris], jarak: Mapping[int | None, int]) -> tuple[PolaBerlaku, ...]:
    return tuple(
        PolaBerlaku(Pola(pola), date.fromisoformat(mulai), hari_dari(dibuat), jarak[unit])
        for _, _, pola, mulai, _, dibuat, _, unit in rows if unit in jarak
    )  # fmt: skip


@dataclass(frozen=True)
class BarisPola:
    """Pattern of a unit on a day; `sendiri`: set for this unit itself, else taken over."""

    unit_id: int | None
    unit: str
    tingkat: int
    pola: Pola
    sendiri: bool


@dataclass(frozen=True)
class KalenderTahun:
    """A unit's year: its calendar, days off in force, fixed holidays that are missing, today's pattern of every unit."""

    kerja: KalenderKerja
    libur: list[Libur]
    saran: list[tuple[date, str]]
    pola: list[BarisPola]


def kalender_tahun(unit_id: int | None, tahun: int, hari: date) -> KalenderTahun:
    """The office's with None; patterns: the office, then each open unit in the order of the tree. Two queries."""
    unit = daftar_unit(hari)
    kalender_unit = kalender_banyak([None, unit_id, *(u.id for u in unit)])

    def baris(u: int | None, nama: str, tingkat: int) -> BarisPola:
        sendiri = any(p.jarak == 0 and p.mulai <= hari for p in kalender_unit[u].pola)
        return BarisPola(u, nama, tingkat, kalender_unit[u].pola_pada(hari), u is None or sendiri)

    kerja = kalender_unit[unit_id]
    libur = [x for x in kerja.libur if x.tanggal.year == tahun and x.dicabut is None]
    ada = {x.tanggal for x in libur}
    pola = [baris(None, "Seluruh kantor", 0), *(baris(u.id, u.nama, u.tingkat) for u in unit)]
    return KalenderTahun(kerja, libur, [x for x in libur_tetap(tahun) if x[0] not in ada], pola)


def gambar_tahun(kerja: KalenderKerja, tahun: int) -> list[Bulan]:
    """Twelve months of weeks, Monday first: day, working day?, day off; None before the first, after the last day."""
    return [
        [
            [(d, kerja.hari_kerja(d), kerja.libur_pada(d)) if d.month == bulan else None for d in minggu]
            for minggu in Calendar().monthdatescalendar(tahun, bulan)
        ]
        for bulan in range(1, 13)
    ]
