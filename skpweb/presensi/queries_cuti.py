"""Dated leave and duty travel, and the calendar of a person that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from skpweb.core import clock
from skpweb.periode.queries_kalender import kalender_banyak
from skpweb.periode.rules import JenisLibur, KalenderKerja, Libur
from skpweb.presensi.models import CutiDinas


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


def kalender_orang(unit: Mapping[int, int | None], mulai: date, sampai: date) -> dict[int, KalenderKerja]:
    """The work calendar of each person (pegawai id → unit id) with own leave between the days. Four queries."""
    dasar = kalender_banyak(unit.values() or [None])
    query = CutiDinas.select().where(
        CutiDinas.pegawai.in_(list(unit)), CutiDinas.mulai <= sampai, CutiDinas.sampai >= mulai
    )
    cuti: dict[int, list[Libur]] = {}
    for row in query:
        if not row.jenis.bekerja:
            cuti.setdefault(row.pegawai_id, []).extend(_hari(row))
    return {p: replace(dasar[u], cuti=tuple(cuti[p])) if p in cuti else dasar[u] for p, u in unit.items()}


def _hari(row: CutiDinas) -> list[Libur]:
    dibuat = clock.hari(row.dibuat_pada)
    dicabut = clock.hari(row.dicabut_pada) if row.dicabut_pada else None
    return [
        Libur(date.fromordinal(n), row.jenis.label, JenisLibur.DAERAH, dibuat, dicabut)
        for n in range(row.mulai.toordinal(), row.sampai.toordinal() + 1)
    ]
