"""Dated leave and duty travel, and the calendar of a person that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from json import dumps
from operator import itemgetter

from skpweb.core.clock import hari_dari
from skpweb.organisasi.queries import satu
from skpweb.pegawai.rules import Status
from skpweb.periode.queries_kalender import Baris, baca_kalender, kalender
from skpweb.periode.rules import JenisLibur, KalenderKerja, Libur
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.queries import TahunPresensi
from skpweb.presensi.rules import BedaRekap, JenisCuti, beda_rekap


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
    """A person's year beside its recaps, by today's calendar of the unit. Two queries."""
    rows = daftar_cuti([pegawai_id], date(tahun, 1, 1), date(tahun, 12, 31)).get(pegawai_id, [])
    rekap = {b.bulan: b.rekap.rekap for b in isi.bulan if b.rekap}
    return TahunCuti(rows, beda_rekap([r.rentang for r in rows], rekap, tahun, kalender(unit_id)))


_CUTI = """UNION ALL SELECT 'cuti', pegawai_id, jenis, mulai, sampai, dibuat_pada, dicabut_pada, NULL FROM cuti_dinas
    WHERE pegawai_id IN (SELECT value FROM json_each(:ids)) AND mulai <= :sampai AND sampai >= :mulai
UNION ALL SELECT 'status', pegawai_id, status, mulai, COALESCE(sampai, :sampai), id, NULL, NULL FROM status_pegawai
    WHERE mulai <= :sampai AND COALESCE(sampai, :sampai) >= :mulai AND pegawai_id IN (SELECT pegawai_id FROM status_pegawai
        WHERE status <> 'aktif' AND mulai <= :sampai AND COALESCE(sampai, :sampai) >= :mulai
        AND pegawai_id IN (SELECT value FROM json_each(:ids)))"""


def kalender_orang(unit: Mapping[int, int | None], mulai: date, sampai: date) -> dict[int, KalenderKerja]:
    """The work calendar of each person (pegawai id → unit id) with own leave, and spans in which he is not aktif, between
    the days. One query."""
    return {p: found for (p, _), found in kalender_bagian(unit.items(), mulai, sampai).items()}


def kalender_bagian(
    bagian: Iterable[tuple[int, int | None]], mulai: date, sampai: date
) -> dict[tuple[int, int | None], KalenderKerja]:
    """As `kalender_orang`, of people (pegawai id, unit id) who may stand in several units."""
    semua = set(bagian)
    ids = dumps(sorted({p for p, _ in semua}))
    dasar, rows = baca_kalender(
        {u for _, u in semua}, _CUTI, ids=ids, mulai=mulai.isoformat(), sampai=sampai.isoformat()
    )
    cuti = _berhalangan([row for row in rows if row[0] == "status"], mulai, sampai)
    for row in rows:
        if row[0] == "cuti" and not JenisCuti(row[2]).bekerja:
            cuti.setdefault(row[1], []).extend(_hari(row))
    return {(p, u): replace(dasar[u], cuti=tuple(cuti[p])) if p in cuti else dasar[u] for p, u in semua}


def _berhalangan(rows: list[Baris], mulai: date, sampai: date) -> dict[int, list[Libur]]:
    """Days between these on which a status other than aktif holds, the latest that covers a day: cuti panjang, tugas
    belajar and the like owe no daily work (spec/rules §1, §6)."""
    found: dict[int, dict[date, Libur | None]] = {}
    for _, orang, status, dari, ke, *_ in sorted(rows, key=itemgetter(3, 5)):
        awal, akhir = (date.fromisoformat(d) for d in (dari, ke))
        for n in range(max(awal, mulai).toordinal(), min(akhir, sampai).toordinal() + 1):
            hari = date.fromordinal(n)
            off = None if status == Status.AKTIF else Libur(hari, Status(status).label, JenisLibur.DAERAH, awal)
            found.setdefault(orang, {})[hari] = off
    return {orang: [x for x in hari.values() if x] for orang, hari in found.items()}


def _hari(row: Baris) -> list[Libur]:
    _, _, jenis, mulai, sampai, dibuat, dicabut, _ = row
    ada, hapus = hari_dari(dibuat), None if dicabut is None else hari_dari(dicabut)
    return [
        Libur(date.fromordinal(n), JenisCuti(jenis).label, JenisLibur.DAERAH, ada, hapus)
        for n in range(date.fromisoformat(mulai).toordinal(), date.fromisoformat(sampai).toordinal() + 1)
    ]
