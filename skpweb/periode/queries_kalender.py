"""The work calendar as it is stored: days off, patterns of units, the year picture."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from skpweb.core import clock
from skpweb.core.db import db
from skpweb.organisasi.queries import daftar_unit
from skpweb.periode.models import HariLibur, PolaKerja
from skpweb.periode.rules import KalenderKerja, Libur, Pola, PolaBerlaku, libur_tetap

JARAK_KANTOR = 1000
Bulan = list[list[tuple[date, bool, Libur | None] | None]]


def kalender(unit_id: int | None) -> KalenderKerja:
    """The unit's calendar (None: the office's) with its history. Two queries, three with a unit."""
    return KalenderKerja(_pola(_semua_pola(), _jarak_ke_atas(unit_id)), _semua_libur())


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


def _jarak_ke_atas(unit_id: int | None) -> dict[int | None, int]:
    """The unit and those above it, with their distance."""
    if unit_id is None:
        return {}
    rows = db.execute_sql(
        "WITH RECURSIVE naik(id, jarak) AS (SELECT ?, 0"
        " UNION ALL SELECT u.induk_id, naik.jarak + 1 FROM unit u JOIN naik ON u.id = naik.id"
        " WHERE u.induk_id IS NOT NULL) SELECT id, jarak FROM naik",
        (unit_id,),
    )
    return dict(rows.fetchall())


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
        jarak: dict[int | None, int] = {}
        while mulai_dari is not None and mulai_dari not in jarak:
            jarak[mulai_dari] = len(jarak)
            mulai_dari = induk.get(mulai_dari)
        return _pola(rows, jarak)

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
