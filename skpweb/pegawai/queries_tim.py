# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Teams, delegation, pejabat luar."""

from dataclasses import dataclass
from datetime import date

from skpweb.core.access import Pelaku
from skpweb.core.errors import NotFound
from skpweb.organisasi.models import TimKerja
from skpweb.pegawai.models import AnggotaTim, Delegasi, PejabatLuar
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import RIWAYAT_BERLAKU, baca, bawahan_id


@dataclass(frozen=True)
class BarisTim:
    tim: TimKerja
    ketua: str
    anggota: int


def daftar_tim(hari: date, *, bubar: bool = False) -> list[BarisTim]:
    """Teams that work on the day (`bubar`: those that no longer do), by name, with leader and size. One query."""
    ends = (
        "t.dibubarkan IS NOT NULL AND t.dibubarkan <= :hari"
        if bubar
        else "t.dibubarkan IS NULL OR t.dibubarkan > :hari"
    )
    inside = "a.tim_id = t.id AND a.mulai <= :hari AND (a.sampai IS NULL OR a.sampai >= :hari)"
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
    tim = TimKerja.get_or_none(TimKerja.id == tim_id)
    if tim is None:
        raise NotFound
    return tim


def anggota_tim(tim_id: int, hari: date) -> list[tuple[AnggotaTim, Identitas]]:
    """Everybody who ever belonged, present ones and the leader first. Two queries."""
    rows = list(AnggotaTim.select().where(AnggotaTim.tim == tim_id))
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    pairs = [(row, who[row.pegawai_id]) for row in rows]
    return sorted(pairs, key=lambda p: (bool(p[0].sampai and p[0].sampai < hari), not p[0].ketua, p[1].nama))


def ambil_anggota(anggota_id: int) -> AnggotaTim:
    """Raises NotFound."""
    row = AnggotaTim.get_or_none(AnggotaTim.id == anggota_id)
    if row is None:
        raise NotFound
    return row


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


def daftar_delegasi(
    hari: date, *, ids: set[int] | None = None, lama: bool = False
) -> list[tuple[Delegasi, Identitas, Identitas]]:
    """(delegation, giver, taker): running and coming ones, or with `lama` the others; `ids`: of or to these people."""
    running = Delegasi.dicabut_pada.is_null() & (Delegasi.sampai >= hari)
    query = Delegasi.select().where(~running if lama else running).order_by(Delegasi.mulai.desc(), Delegasi.id.desc())
    if ids is not None:
        query = query.where(Delegasi.pemberi.in_(list(ids)) | Delegasi.penerima.in_(list(ids)))
    rows = list(query.limit(200))
    who = identitas_banyak({p for row in rows for p in (row.pemberi_id, row.penerima_id)}, hari)
    return [(row, who[row.pemberi_id], who[row.penerima_id]) for row in rows]


def penerima_delegasi(pemberi_id: int, tugas: str, hari: date) -> list[int]:
    """Who may do this deed (TugasDelegasi) for the giver on the day. For queues, deeds and papers of later rooms."""
    rows = Delegasi.select().where(
        Delegasi.pemberi == pemberi_id, Delegasi.dicabut_pada.is_null(), Delegasi.mulai <= hari, Delegasi.sampai >= hari
    )
    return [row.penerima_id for row in rows if tugas in row.tugas]


def daftar_pejabat_luar(hari: date) -> list[tuple[PejabatLuar, Identitas]]:
    """Everybody who acts or acted for the office from outside, present ones first. Two queries."""
    rows = list(PejabatLuar.select())
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    pairs = [(row, who[row.pegawai_id]) for row in rows]
    return sorted(pairs, key=lambda p: (bool(p[0].sampai and p[0].sampai < hari), not p[0].penilai_kepala, p[1].nama))


def ambil_pejabat_luar(pegawai_id: int) -> PejabatLuar:
    """Raises NotFound."""
    row = PejabatLuar.get_or_none(PejabatLuar.pegawai == pegawai_id)
    if row is None:
        raise NotFound
    return row
