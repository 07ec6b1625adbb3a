"""The work calendar as it is stored: days off, patterns of units, the year picture."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from skpweb.core import clock
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.organisasi.queries import daftar_unit
from skpweb.periode.models import HariLibur, PolaKerja
from skpweb.periode.rules import KalenderKerja, Libur, Pola, PolaBerlaku, libur_tetap

JARAK_KANTOR = 1000


def kalender(unit_id: int | None) -> KalenderKerja:
    """The unit's calendar (None: the office's) with its history. Two queries, three with a unit."""
    jarak = _jarak_ke_atas(unit_id)
    pola = [p for p in PolaKerja.select().order_by(PolaKerja.id) if p.unit_id is None or p.unit_id in jarak]
    return KalenderKerja(tuple(_pola(p, jarak) for p in pola), _libur_semua())


def _pola(row: PolaKerja, jarak: dict[int, int]) -> PolaBerlaku:
    dekat = JARAK_KANTOR if row.unit_id is None else jarak[row.unit_id]
    return PolaBerlaku(row.pola, row.mulai, clock.hari(row.dibuat_pada), dekat)


def _libur_semua() -> tuple[Libur, ...]:
    return tuple(
        Libur(
            r.tanggal,
            r.nama,
            r.jenis,
            clock.hari(r.dibuat_pada),
            clock.hari(r.dicabut_pada) if r.dicabut_pada else None,
        )
        for r in HariLibur.select().order_by(HariLibur.tanggal, HariLibur.id)
    )


def _jarak_ke_atas(unit_id: int | None) -> dict[int, int]:
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


def daftar_libur(tahun: int) -> list[HariLibur]:
    """Days off of the year in force, by date."""
    dalam = (HariLibur.tanggal >= date(tahun, 1, 1)) & (HariLibur.tanggal <= date(tahun, 12, 31))
    return list(HariLibur.select().where(dalam, HariLibur.dicabut_pada.is_null()).order_by(HariLibur.tanggal))


def ambil_libur(libur_id: int) -> HariLibur:
    """A day off in force; raises NotFound."""
    row = HariLibur.get_or_none(HariLibur.id == libur_id, HariLibur.dicabut_pada.is_null())
    if row is None:
        raise NotFound
    return row


def saran_libur(tahun: int) -> list[tuple[date, str]]:
    """National holidays of fixed date that the year lacks."""
    ada = {r.tanggal for r in daftar_libur(tahun)}
    return [(tanggal, nama) for tanggal, nama in libur_tetap(tahun) if tanggal not in ada]


@dataclass(frozen=True)
class HariKalender:
    """A day of the year picture; `jenis` of its day off or ""."""

    tanggal: date
    kerja: bool
    libur: str = ""
    jenis: str = ""


def gambar_tahun(kerja: KalenderKerja, tahun: int) -> list[list[list[HariKalender | None]]]:
    """Twelve months of weeks, Monday first; None before the first and after the last day."""

    def hari(d: date, bulan: int) -> HariKalender | None:
        libur = kerja.libur_pada(d)
        isi = (libur.nama, str(libur.jenis)) if libur else ("", "")
        return HariKalender(d, kerja.hari_kerja(d), *isi) if d.month == bulan else None

    return [
        [[hari(d, bulan) for d in minggu] for minggu in Calendar().monthdatescalendar(tahun, bulan)]
        for bulan in range(1, 13)
    ]


@dataclass(frozen=True)
class BarisPola:
    """Pattern of a unit on a day; `sendiri`: set for this unit itself, else taken over."""

    unit_id: int | None
    unit: str
    tingkat: int
    pola: Pola
    sendiri: bool


def daftar_pola(hari: date) -> list[BarisPola]:
    """The office, then each open unit in the order of the tree. Constant number of queries."""
    rows = list(PolaKerja.select().order_by(PolaKerja.id))
    unit = daftar_unit(hari)
    induk = {u.id: u.induk_id for u in unit}

    def berlaku(jarak: dict[int, int]) -> Pola:
        pola = tuple(_pola(r, jarak) for r in rows if r.unit_id is None or r.unit_id in jarak)
        return KalenderKerja(pola).pola_pada(hari)

    def ke_atas(unit_id: int | None) -> dict[int, int]:
        jarak: dict[int, int] = {}
        while unit_id is not None and unit_id not in jarak:
            jarak[unit_id] = len(jarak)
            unit_id = induk.get(unit_id)
        return jarak

    milik = {r.unit_id for r in rows if r.mulai <= hari}
    kantor = BarisPola(None, "Seluruh kantor", 0, berlaku({}), True)
    return [kantor, *(BarisPola(u.id, u.nama, u.tingkat, berlaku(ke_atas(u.id)), u.id in milik) for u in unit)]
