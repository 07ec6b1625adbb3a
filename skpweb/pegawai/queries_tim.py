# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Teams, delegation, pejabat luar."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.queries import satu
from skpweb.pegawai.models import AnggotaTim, Delegasi, Pegawai, PejabatLuar
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import BERLAKU, RIWAYAT_BERLAKU, baca, bawahan_id


@dataclass(frozen=True)
class BarisTim:
    tim: TimKerja
    ketua: str
    anggota: int


def daftar_tim(hari: date, *, bubar: bool = False) -> list[BarisTim]:
    """Teams that work on the day (`bubar`: those that no longer do), by name, with leader and size. One query."""
    ends = "t.dibubarkan <= :hari" if bubar else "t.dibubarkan IS NULL OR t.dibubarkan > :hari"
    inside = f"a.tim_id = t.id AND {BERLAKU.format('a')}"
    rows = baca(
        f"""SELECT t.id, (SELECT GROUP_CONCAT(p.nama, '; ') FROM anggota_tim a JOIN pegawai p ON p.id = a.pegawai_id
            WHERE {inside} AND a.ketua), (SELECT COUNT(*) FROM anggota_tim a WHERE {inside})
        FROM tim_kerja t WHERE {ends} ORDER BY t.nama, t.id""",
        hari,
    )
    teams = {t.id: t for t in TimKerja.select().where(TimKerja.id.in_([row[0] for row in rows]))}
    return [BarisTim(teams[row[0]], row[1] or "", row[2]) for row in rows]


def ambil_tim(tim_id: int) -> TimKerja:
    """Raises NotFound."""
    return satu(TimKerja, TimKerja.id == tim_id)


def anggota_tim(tim_id: int, hari: date) -> list[tuple[AnggotaTim, Identitas]]:
    """Everybody who ever belonged, present ones and the leader first. Two queries."""
    rows = list(AnggotaTim.select().where(AnggotaTim.tim == tim_id))
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    pairs = [(row, who[row.pegawai_id]) for row in rows]
    return sorted(pairs, key=lambda p: (bool(p[0].sampai and p[0].sampai < hari), not p[0].ketua, p[1].nama))


def ambil_anggota(anggota_id: int) -> AnggotaTim:
    """Raises NotFound."""
    return satu(AnggotaTim, AnggotaTim.id == anggota_id)


def orang_delegasi(pelaku: Pelaku, hari: date) -> set[int]:
    """Whose delegations the actor sees: his own, his subordinates', those of people in the units he manages."""
    units = ",".join(str(unit) for unit in sorted(pelaku.unit_ids or ())) or "NULL"
    rows = baca(
        f"""SELECT r.pegawai_id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
        WHERE j.unit_id IN ({units}) AND {RIWAYAT_BERLAKU}""",
        hari,
    )
    own = pelaku.pegawai_id or 0
    return {own, *bawahan_id(own, hari), *(row[0] for row in rows)}


def _delegasi(ids: set[int] | None, hari: date, lama: bool = False) -> Any:
    """Running and coming ones, or with `lama` the others; of or to these people (None: everybody)."""
    running = Delegasi.dicabut_pada.is_null() & (Delegasi.sampai >= hari)
    query = Delegasi.select().where(~running if lama else running).order_by(Delegasi.mulai.desc(), Delegasi.id.desc())
    if ids is not None:
        query = query.where(Delegasi.pemberi.in_(list(ids)) | Delegasi.penerima.in_(list(ids)))
    return query.limit(200)


def daftar_delegasi(
    hari: date, *, ids: set[int] | None = None, lama: bool = False
) -> list[tuple[Delegasi, Identitas, Identitas]]:
    """(delegation, giver, taker) as `_delegasi` picks them. Two queries."""
    rows = list(_delegasi(ids, hari, lama))
    who = identitas_banyak({p for row in rows for p in (row.pemberi_id, row.penerima_id)}, hari)
    return [(row, who[row.pemberi_id], who[row.penerima_id]) for row in rows]


def delegasi_sendiri(pegawai_id: int, hari: date) -> list[Delegasi]:
    """Delegations of or to a person, with giver and taker. One query."""
    giver, taker = Pegawai.alias(), Pegawai.alias()
    query = _delegasi({pegawai_id}, hari).select(Delegasi, giver, taker)
    query = query.join(giver, on=Delegasi.pemberi).switch(Delegasi).join(taker, on=Delegasi.penerima)
    return list(query)


def daftar_pejabat_luar(hari: date) -> list[tuple[PejabatLuar, Identitas]]:
    """Everybody who acts or acted for the office from outside, present ones first. Two queries."""
    rows = list(PejabatLuar.select())
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    pairs = [(row, who[row.pegawai_id]) for row in rows]
    return sorted(pairs, key=lambda p: (bool(p[0].sampai and p[0].sampai < hari), not p[0].penilai_kepala, p[1].nama))


def ambil_pejabat_luar(pegawai_id: int) -> PejabatLuar:
    """Raises NotFound."""
    return satu(PejabatLuar, PejabatLuar.pegawai == pegawai_id)
