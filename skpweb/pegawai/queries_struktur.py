# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Units and posts with the people in them; what a change of the tree would move; teams, delegation, pejabat luar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.errors import NotFound
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.queries import NAMA_JABATAN, NAMA_UNIT, UNIT_TURUNAN, UnitPada, daftar_unit
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan
from skpweb.pegawai.models import AnggotaTim, Delegasi, PejabatLuar
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import (
    AKTIF,
    JABATAN_BUKA,
    RIWAYAT_BERLAKU,
    URUT_PEMEGANG,
    baca,
    bawahan_id,
    susunan,
)
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import beda_atasan
from skpweb.pegawai.rules_bagan import Simpul


@dataclass(frozen=True)
class BarisJabatan:
    """An open post; `pemegang` acts in it ("" = vacant), `banyak` hold it, `di_bawah` posts hang on it."""

    id: int
    nama: str
    unit_id: int
    unit: str
    atasan_id: int | None
    atasan: str
    jenis: JenisJabatan
    jenjang: str
    pimpinan_unit: bool
    banyak: int
    di_bawah: int
    pemegang_id: int | None
    pemegang: str
    kedudukan: Kedudukan | None
    aktif: bool
    jumlah: int

    @property
    def struktural(self) -> bool:
        return self.jenis in STRUKTURAL or self.di_bawah > 0


@dataclass(frozen=True)
class SaringanJabatan:
    """`hanya`: "" all, "kosong" vacant ones, "sk" superiors below pengawas without a recorded SK."""

    cari: str = ""
    unit_id: int | None = None
    hanya: str = ""


_HANYA = {
    "kosong": f"NOT EXISTS(SELECT 1 FROM riwayat_jabatan r WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU})",
    "sk": """j.jenis IN ('pelaksana', 'fungsional') AND j.sk_penilai = ''
        AND EXISTS(SELECT 1 FROM jabatan k WHERE k.atasan_id = j.id AND k.ditutup IS NULL)""",
}
_JABATAN = f"""SELECT j.id, {NAMA_JABATAN} AS nama, u.id, {NAMA_UNIT} AS unit, j.atasan_id, COALESCE(a.nama, ''), j.jenis,
    COALESCE(j.jenjang, ''), j.pimpinan_unit,
    (SELECT COUNT(*) FROM riwayat_jabatan r WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU}),
    (SELECT COUNT(*) FROM jabatan k WHERE k.atasan_id = j.id AND k.ditutup IS NULL),
    p.id, COALESCE(p.nama, ''), h.kedudukan, CASE WHEN p.id IS NULL THEN 0 ELSE {AKTIF} END, COUNT(*) OVER ()
FROM jabatan j JOIN unit u ON u.id = j.unit_id LEFT JOIN jabatan a ON a.id = j.atasan_id
LEFT JOIN riwayat_jabatan h ON h.id = (SELECT r.id FROM riwayat_jabatan r
    WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU} ORDER BY {URUT_PEMEGANG} LIMIT 1)
LEFT JOIN pegawai p ON p.id = h.pegawai_id
WHERE {JABATAN_BUKA}"""


def daftar_jabatan(saringan: SaringanJabatan, hari: date, paging: Paging) -> Page[BarisJabatan]:
    """Open posts with who acts in them, one page. One or two queries."""
    where = ""
    values: dict[str, Any] = {}
    if saringan.cari:
        where += " AND INSTR(LOWER(j.nama), LOWER(:cari))"
        values["cari"] = saringan.cari
    if saringan.unit_id:
        where += f" AND u.id IN ({UNIT_TURUNAN})"
        values["unit"] = saringan.unit_id
    if saringan.hanya in _HANYA:
        where += " AND " + _HANYA[saringan.hanya]
    column = {"unit": "unit", "jenis": "j.jenis"}.get(paging.urut.removeprefix("-"), "nama")
    order = (
        f" ORDER BY {column} {'DESC' if paging.urut.startswith('-') else 'ASC'}, nama, j.id LIMIT :per OFFSET :offset"
    )
    rows = _jabatan(_JABATAN + where + order, hari, per=paging.per, offset=paging.offset, **values)
    return Page(rows, rows[0].jumlah if rows else 0, paging)


def semua_jabatan(hari: date) -> list[BarisJabatan]:
    """Every open post by unit and name, for choices and the chart. One query."""
    return _jabatan(_JABATAN + " ORDER BY unit, nama, j.id", hari)


def jabatan_pada(jabatan_id: int, hari: date) -> BarisJabatan:
    """One open post. Raises NotFound."""
    rows = _jabatan(_JABATAN + " AND j.id = :id", hari, id=jabatan_id)
    if not rows:
        raise NotFound
    return rows[0]


def _jabatan(sql: str, hari: date, **values: Any) -> list[BarisJabatan]:
    found = []
    for row in baca(sql, hari, **values):
        fields = list(row)
        fields[6], fields[13] = JenisJabatan(row[6]), Kedudukan(row[13]) if row[13] else None
        fields[8], fields[14] = bool(row[8]), bool(row[14])
        found.append(BarisJabatan(*fields))
    return found


def simpul_bagan(posts: list[BarisJabatan]) -> list[Simpul]:
    """The posts that the chart shows: structural ones and those that lead; staff are counted in their superior's box."""
    staff: dict[int, int] = {}
    for post in posts:
        if not post.struktural and post.atasan_id is not None:
            staff[post.atasan_id] = staff.get(post.atasan_id, 0) + post.banyak
    return [
        Simpul(post.id, post.atasan_id, post.nama, _isi(post, staff.get(post.id, 0)), kosong=not post.aktif)
        for post in posts
        if post.struktural
    ]


def _isi(post: BarisJabatan, staff: int) -> str:
    who = post.pemegang.split(",")[0] if post.pemegang else "! Kosong"
    who = (
        (post.kedudukan.awalan if post.kedudukan else "")
        + who
        + ("" if post.aktif or not post.pemegang else " (tidak aktif)")
    )
    return f"{who} · {staff} staf" if staff else who


def pimpinan_unit(posts: list[BarisJabatan]) -> dict[int, BarisJabatan]:
    """Unit → the post that leads it: marked so, else the one whose superior post lies outside the unit."""
    home = {post.id: post.unit_id for post in posts}
    found: dict[int, BarisJabatan] = {}
    for post in sorted(posts, key=lambda p: (not p.pimpinan_unit, p.jenis not in STRUKTURAL, p.id)):
        outside = post.atasan_id is None or home.get(post.atasan_id) != post.unit_id
        if post.pimpinan_unit or (outside and post.struktural):
            found.setdefault(post.unit_id, post)
    return found


def isi_unit(posts: list[BarisJabatan]) -> dict[int, tuple[int, int]]:
    """Unit → (posts, holders) in the unit itself."""
    found: dict[int, tuple[int, int]] = {}
    for post in posts:
        count, people = found.get(post.unit_id, (0, 0))
        found[post.unit_id] = (count + 1, people + post.banyak)
    return found


def jabatan_bawahan(jabatan_id: int, hari: date) -> list[BarisJabatan]:
    """Posts that hang on this one, by name. One query."""
    return _jabatan(_JABATAN + " AND j.atasan_id = :id ORDER BY nama, j.id", hari, id=jabatan_id)


def pemegang_jabatan(jabatan_id: int, hari: date) -> list[tuple[Kedudukan, date, Identitas]]:
    """Everybody in the post on the day, who acts first. Two queries."""
    rows = baca(
        f"""SELECT r.pegawai_id, r.kedudukan, r.mulai FROM riwayat_jabatan r
        WHERE r.jabatan_id = :id AND {RIWAYAT_BERLAKU} ORDER BY {URUT_PEMEGANG}""",
        hari,
        id=jabatan_id,
    )
    who = identitas_banyak([row[0] for row in rows], hari)
    return [(Kedudukan(k), date.fromisoformat(mulai), who[person]) for person, k, mulai in rows]


@dataclass(frozen=True)
class Pratinjau:
    """What a change of the tree moves: (person, superior before, superior after). `sidik` names exactly this outcome."""

    beda: tuple[tuple[Identitas, Identitas | None, Identitas | None], ...]
    sidik: str


def pratinjau_pohon(pindah: Mapping[int, int | None], hari: date) -> Pratinjau:
    """Whose superior changes from whom to whom when posts hang elsewhere. Writes nothing. Two queries."""
    now = susunan(None, hari, lengkap={*pindah, *(up for up in pindah.values() if up)})
    then = replace(now, pos=now.pos | {post: replace(now.pos[post], atasan_id=up) for post, up in pindah.items()})
    before, after = ({person: tree.atasan(person).pegawai_id for person in tree.duduk} for tree in (now, then))
    changes = beda_atasan(before, after)
    who = identitas_banyak({p for change in changes for p in change if p}, hari)
    rows = tuple((who[p], who.get(old or 0), who.get(new or 0)) for p, old, new in changes)
    mark = sha256(repr((sorted(pindah.items()), changes)).encode()).hexdigest()
    return Pratinjau(tuple(sorted(rows, key=lambda row: (row[0].nama, row[0].pegawai_id))), mark)


@dataclass(frozen=True)
class PratinjauGabung:
    """What merging a unit moves: its posts, the people in them, its sub-units."""

    jabatan: list[BarisJabatan]
    orang: list[Identitas]
    bagian: list[UnitPada]
    sidik: str


def pratinjau_gabung(unit_id: int, ke_id: int, hari: date) -> PratinjauGabung:
    """Everything that goes over when the unit becomes part of another. Superiors stay as they are. Four queries."""
    posts = [post for post in semua_jabatan(hari) if post.unit_id == unit_id]
    parts = [unit for unit in daftar_unit(hari) if unit.induk_id == unit_id]
    rows = baca(
        f"""SELECT DISTINCT r.pegawai_id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
        WHERE j.unit_id = :unit AND {RIWAYAT_BERLAKU}""",
        hari,
        unit=unit_id,
    )
    people = sorted(identitas_banyak([row[0] for row in rows], hari).values(), key=lambda i: (i.nama, i.pegawai_id))
    moved = (unit_id, ke_id, [p.id for p in posts], [i.pegawai_id for i in people], [u.id for u in parts])
    return PratinjauGabung(posts, people, parts, sha256(repr(moved).encode()).hexdigest())


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
