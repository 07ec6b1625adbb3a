"""The work calendar as it is stored: days off, patterns of units, the year picture."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from skpweb.core import clock
from skpweb.organisasi.queries import daftar_unit, pohon_unit
from skpweb.periode.models import HariLibur, PolaKerja
from skpweb.periode.rules import KalenderKerja, Libur, Pola, PolaBerlaku, libur_tetap

JARAK_KANTOR = 1000
Bulan = list[list[tuple[date, bool, Libur | None] | None]]


def kalender(unit_id: int | None) -> KalenderKerja:
    """The unit's calendar (None: the office's) with its history. Two queries, three with a unit."""
    return kalender_banyak([unit_id])[unit_id]


def kalender_banyak(unit_ids: Iterable[int | None]) -> dict[int | None, KalenderKerja]:
    """The calendars of many units. Two queries, three where a unit has a pattern of its own."""
    units, rows, libur = set(unit_ids), _semua_pola(), _semua_libur()
    induk = pohon_unit() if any(r.unit_id for r in rows) else {}
    return {u: KalenderKerja(_pola(rows, _jarak(u, induk)), libur) for u in units}


def _jarak(unit_id: int | None, induk: Mapping[int, int | None]) -> dict[int | None, int]:
    """The unit and those above it, with their distance."""
    jarak: dict[int | None, int] = {}
    while unit_id is not None and unit_id not in jarak:
        jarak[unit_id] = len(jarak)
        unit_id = induk.get(unit_id)
    return jarak


def _semua_pola() -> list[PolaKerja]:
    return list(PolaKerja.select().order_by(PolaKerja.id))


def _pola(rows: list[PolaKerja], jarak: dict[int | None, int]) -> tuple[PolaBerlaku, ...]:
    jarak = {None: JARAK_KANTOR, **jarak}
    return tuple(
        PolaBerlaku(r.pola, r.mulai, clock.hari(r.dibuat_pada), jarak[r.unit_id]) for r in rows if r.unit_id in jarak
    )


def _semua_libur() -> tuple[Libur, ...]:
    rows = HariLibur.select().order_by(HariLibur.tanggal, HariLibur.id)
    return tuple(
        Libur(
            r.tanggal, r.nama, r.jenis, clock.hari(r.dibuat_pada),
            clock.hari(r.dicabut_pada) if r.dicabut_pada else None, r.id,
        )
        for r in rows
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
    """The office's with None; patterns: the office, then each open unit in the order of the tree. Three queries."""
    rows, unit = _semua_pola(), daftar_unit(hari)
    induk = {u.id: u.induk_id for u in unit}

    def pola(mulai_dari: int | None) -> tuple[PolaBerlaku, ...]:
        return _pola(rows, _jarak(mulai_dari, induk))

    sendiri = {None} | {r.unit_id for r in rows if r.mulai <= hari}
    baris = [
        BarisPola(u, nama, tingkat, KalenderKerja(pola(u)).pola_pada(hari), u in sendiri)
        for u, nama, tingkat in [(None, "Seluruh kantor", 0), *((u.id, u.nama, u.tingkat) for u in unit)]
    ]
    kerja = KalenderKerja(pola(unit_id), _semua_libur())
    libur = [x for x in kerja.libur if x.tanggal.year == tahun and x.dicabut is None]
    ada = {x.tanggal for x in libur}
    return KalenderTahun(kerja, libur, [x for x in libur_tetap(tahun) if x[0] not in ada], baris)


def gambar_tahun(kerja: KalenderKerja, tahun: int) -> list[Bulan]:
    """Twelve months of weeks, Monday first: day, working day?, day off; None before the first, after the last day."""
    return [
        [
            [(d, kerja.hari_kerja(d), kerja.libur_pada(d)) if d.month == bulan else None for d in minggu]
            for minggu in Calendar().monthdatescalendar(tahun, bulan)
        ]
        for bulan in range(1, 13)
    ]
