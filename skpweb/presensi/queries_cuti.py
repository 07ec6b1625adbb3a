"""Dated leave and duty travel, and the calendar of a person that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from skpweb.core import clock
from skpweb.organisasi.queries import satu
from skpweb.periode.queries_kalender import kalender, kalender_banyak
from skpweb.periode.rules import JenisLibur, KalenderKerja, Libur
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.queries import TahunPresensi
from skpweb.presensi.rules import BedaRekap, beda_rekap


def daftar_cuti(ids: Iterable[int], mulai: date, sampai: date) -> dict[int, list[CutiDinas]]:
    """What touches these days and was not taken back, by person. One query."""
    query = CutiDinas.select().where(
        CutiDinas.pegawai.in_(list(ids)), CutiDinas.mulai <= sampai, CutiDinas.sampai >= mulai,
        CutiDinas.dicabut_pada.is_null(),
    )  # fmt: skip
    found: dict[int, list[CutiDinas]] = {}
    for row in query.order_by(CutiDinas.mulai):
        found.setdefault(row.pegawai_id, []).append(row)
    return found


def ambil_cuti(cuti_id: int) -> CutiDinas:
    """One not taken back; the person's getter decides who may change it. Raises NotFound."""
    return satu(CutiDinas, CutiDinas.id == cuti_id, CutiDinas.dicabut_pada.is_null())


@dataclass(frozen=True)
class TahunCuti:
    """What touches the year, and where it is not what the recap counts."""

    daftar: list[CutiDinas]
    beda: list[BedaRekap]


def tahun_cuti(pegawai_id: int, unit_id: int | None, tahun: int, isi: TahunPresensi) -> TahunCuti:
    """A person's year beside its recaps, by today's calendar of the unit. Four queries."""
    rows = daftar_cuti([pegawai_id], date(tahun, 1, 1), date(tahun, 12, 31)).get(pegawai_id, [])
    rekap = {b.bulan: b.rekap.rekap for b in isi.bulan if b.rekap}
    return TahunCuti(rows, beda_rekap([r.rentang for r in rows], rekap, tahun, kalender(unit_id)))


def kalender_orang(unit: Mapping[int, int | None], mulai: date, sampai: date) -> dict[int, KalenderKerja]:
    """The work calendar of each person (pegawai id → unit id) with own leave between the days. Four queries."""
    return {p: found for (p, _), found in kalender_bagian(unit.items(), mulai, sampai).items()}


def kalender_bagian(
    bagian: Iterable[tuple[int, int | None]], mulai: date, sampai: date
) -> dict[tuple[int, int | None], KalenderKerja]:
    """As `kalender_orang`, of people (pegawai id, unit id) who may stand in several units."""
    semua = set(bagian)
    dasar = kalender_banyak({u for _, u in semua} or [None])
    query = CutiDinas.select().where(
        CutiDinas.pegawai.in_({p for p, _ in semua}), CutiDinas.mulai <= sampai, CutiDinas.sampai >= mulai
    )
    cuti: dict[int, list[Libur]] = {}
    for row in query:
        if not row.jenis.bekerja:
            cuti.setdefault(row.pegawai_id, []).extend(_hari(row))
    return {(p, u): replace(dasar[u], cuti=tuple(cuti[p])) if p in cuti else dasar[u] for p, u in semua}


def _hari(row: CutiDinas) -> list[Libur]:
    dibuat = clock.hari(row.dibuat_pada)
    dicabut = clock.hari(row.dicabut_pada) if row.dicabut_pada else None
    return [
        Libur(date.fromordinal(n), row.jenis.label, JenisLibur.DAERAH, dibuat, dicabut)
        for n in range(row.mulai.toordinal(), row.sampai.toordinal() + 1)
    ]
