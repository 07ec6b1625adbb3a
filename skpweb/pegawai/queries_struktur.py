# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Units and posts with the people in them, the org chart, and what a change would move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from skpweb.core.errors import NotFound
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.queries import NAMA_JABATAN, NAMA_UNIT, UNIT_TURUNAN, UnitPada, daftar_unit
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import AKTIF, JABATAN_BUKA, RIWAYAT_BERLAKU, URUT_PEMEGANG, baca, susunan
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import beda_atasan
from skpweb.pegawai.rules_bagan import Bagan, Simpul, susun_bagan


@dataclass(frozen=True)
class BarisJabatan:
    """An open post; `pemegang` acts in it ("" = vacant), `banyak` hold it, `di_bawah` posts hang on it.

    `jumlah`: rows in all of the list asked for; in the chart: people in staff posts right below.
    """

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
    pemegang: str
    kedudukan: Kedudukan | None
    aktif: bool
    jumlah: int


@dataclass(frozen=True)
class SaringanJabatan:
    """`hanya`: "" all, "kosong" vacant ones, "sk" superiors below pengawas without a recorded SK."""

    cari: str = ""
    unit_id: int | None = None
    hanya: str = ""


_MEMIMPIN = "EXISTS(SELECT 1 FROM jabatan k WHERE k.atasan_id = j.id AND k.ditutup IS NULL)"
_STRUKTURAL = "j.jenis IN (" + ", ".join(f"'{jenis}'" for jenis in sorted(STRUKTURAL)) + ")"
_HANYA = {
    "kosong": f"NOT EXISTS(SELECT 1 FROM riwayat_jabatan r WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU})",
    "sk": f"NOT {_STRUKTURAL} AND j.sk_penilai = '' AND {_MEMIMPIN}",
}


def _jabatan(pilih: str, urut: str, hari: date, **values: Any) -> list[BarisJabatan]:
    """The posts that `pilih` selects (id, jumlah), with everything about them."""
    rows = baca(
        f"""WITH pilih(id, jumlah) AS ({pilih})
        SELECT j.id, {NAMA_JABATAN} AS nama, u.id, {NAMA_UNIT} AS unit, j.atasan_id, COALESCE(a.nama, ''), j.jenis,
            COALESCE(j.jenjang, ''), j.pimpinan_unit,
            (SELECT COUNT(*) FROM riwayat_jabatan r WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU}),
            (SELECT COUNT(*) FROM jabatan k WHERE k.atasan_id = j.id AND k.ditutup IS NULL),
            COALESCE(p.nama, ''), h.kedudukan, CASE WHEN p.id IS NULL THEN 0 ELSE {AKTIF} END, pilih.jumlah
        FROM pilih JOIN jabatan j ON j.id = pilih.id JOIN unit u ON u.id = j.unit_id
        LEFT JOIN jabatan a ON a.id = j.atasan_id
        LEFT JOIN riwayat_jabatan h ON h.id = (SELECT r.id FROM riwayat_jabatan r
            WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU} ORDER BY {URUT_PEMEGANG} LIMIT 1)
        LEFT JOIN pegawai p ON p.id = h.pegawai_id ORDER BY {urut}""",
        hari,
        **values,
    )
    found = []
    for *post, jenis, jenjang, leads, held, below, holder, kedudukan, active, count in rows:
        rank = Kedudukan(kedudukan) if kedudukan else None
        about = [JenisJabatan(jenis), jenjang, bool(leads), held, below, holder, rank, bool(active), count]
        found.append(BarisJabatan(*[*post, *about]))
    return found


def daftar_jabatan(saringan: SaringanJabatan, hari: date, paging: Paging) -> Page[BarisJabatan]:
    """Open posts with who acts in them, one page. One query."""
    where = [JABATAN_BUKA]
    values: dict[str, Any] = {"per": paging.per, "offset": paging.offset}
    if saringan.cari:
        where.append("INSTR(LOWER(j.nama), LOWER(:cari))")
        values["cari"] = saringan.cari
    if saringan.unit_id:
        where.append(f"j.unit_id IN ({UNIT_TURUNAN})")
        values["unit"] = saringan.unit_id
    if saringan.hanya in _HANYA:
        where.append(_HANYA[saringan.hanya])
    column = {"unit": "u.nama", "jenis": "j.jenis"}.get(paging.urut.removeprefix("-"), "j.nama")
    order = f"{column} {'DESC' if paging.urut.startswith('-') else 'ASC'}, j.nama, j.id"
    rows = _jabatan(
        f"""SELECT j.id, COUNT(*) OVER () FROM jabatan j JOIN unit u ON u.id = j.unit_id
        WHERE {" AND ".join(where)} ORDER BY {order} LIMIT :per OFFSET :offset""",
        order,
        hari,
        **values,
    )
    return Page(rows, rows[0].jumlah if rows else 0, paging)


def jabatan_pada(jabatan_id: int, hari: date) -> BarisJabatan:
    """One open post. Raises NotFound. One query."""
    rows = _jabatan(f"SELECT j.id, 1 FROM jabatan j WHERE {JABATAN_BUKA} AND j.id = :id", "j.id", hari, id=jabatan_id)
    if not rows:
        raise NotFound
    return rows[0]


def jabatan_bawahan(jabatan_id: int, hari: date) -> list[BarisJabatan]:
    """Posts that hang on this one, by name. One query."""
    pick = f"SELECT j.id, 1 FROM jabatan j WHERE {JABATAN_BUKA} AND j.atasan_id = :id"
    return _jabatan(pick, "nama, j.id", hari, id=jabatan_id)


def pimpinan_unit(unit_ids: Iterable[int], hari: date) -> dict[int, BarisJabatan]:
    """Unit → the post that leads it: marked so, else the one whose superior post lies outside the unit. One query."""
    posts = _jabatan(
        f"""SELECT j.id, 1 FROM jabatan j LEFT JOIN jabatan a ON a.id = j.atasan_id
        WHERE {JABATAN_BUKA} AND j.unit_id IN (SELECT value FROM json_each(:units)) AND (j.pimpinan_unit
            OR ((a.unit_id IS NULL OR a.unit_id <> j.unit_id) AND ({_STRUKTURAL} OR {_MEMIMPIN})))""",
        f"j.pimpinan_unit DESC, {_STRUKTURAL} DESC, j.id",
        hari,
        units=dumps(list(unit_ids)),
    )
    found: dict[int, BarisJabatan] = {}
    for post in posts:
        found.setdefault(post.unit_id, post)
    return found


def isi_unit(unit_ids: Iterable[int], hari: date) -> dict[int, tuple[int, int]]:
    """Unit → (posts, people) in the unit itself. One query."""
    rows = baca(
        f"""SELECT j.unit_id, COUNT(DISTINCT j.id), COUNT(DISTINCT r.pegawai_id) FROM jabatan j
        LEFT JOIN riwayat_jabatan r ON r.jabatan_id = j.id AND {RIWAYAT_BERLAKU}
        WHERE {JABATAN_BUKA} AND j.unit_id IN (SELECT value FROM json_each(:ids)) GROUP BY j.unit_id""",
        hari,
        ids=unit_ids,
    )
    return {row[0]: (row[1], row[2]) for row in rows}


KOTAK_MAKS = 60


def bagan(dari: int | None, hari: date) -> Bagan | None:
    """The chart from a post (None: the root): posts that are structural or lead, three levels or as many as stay
    readable; staff are counted in their superior's box. None where there is nothing to draw. One query."""
    posts = _jabatan(
        f"""WITH RECURSIVE cabang(id, tingkat) AS (
            SELECT j.id, 0 FROM jabatan j WHERE {JABATAN_BUKA} AND (j.id = :dari OR (:dari IS NULL AND j.atasan_id IS NULL))
            UNION ALL SELECT j.id, tingkat + 1 FROM jabatan j JOIN cabang ON j.atasan_id = cabang.id
            WHERE tingkat < 2 AND {JABATAN_BUKA} AND ({_STRUKTURAL} OR {_MEMIMPIN}))
        SELECT id, (SELECT COUNT(*) FROM jabatan j JOIN riwayat_jabatan r ON r.jabatan_id = j.id AND {RIWAYAT_BERLAKU}
            WHERE j.atasan_id = cabang.id AND NOT {_STRUKTURAL} AND NOT {_MEMIMPIN}) FROM cabang""",
        "nama, j.id",
        hari,
        dari=dari,
    )
    nodes = [Simpul(post.id, post.atasan_id, post.nama, _isi(post), kosong=not post.aktif) for post in posts]
    known = {node.id for node in nodes}
    root = next((node.id for node in nodes if node.induk_id not in known), None)
    return susun_bagan(nodes, root, 3 if len(nodes) <= KOTAK_MAKS else 2) if root is not None else None


def _isi(post: BarisJabatan) -> str:
    who = post.pemegang.split(",")[0] + ("" if post.aktif else " (tidak aktif)") if post.pemegang else "! Kosong"
    title = post.kedudukan.awalan if post.kedudukan else ""
    return f"{title}{who} · {post.jumlah} staf" if post.jumlah else title + who


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
    """Whose superior changes from whom to whom when posts hang elsewhere. Writes nothing. Three queries."""
    below = baca(
        f"""SELECT DISTINCT r.pegawai_id FROM riwayat_jabatan r WHERE {RIWAYAT_BERLAKU} AND r.jabatan_id IN (
            WITH RECURSIVE t(id) AS (SELECT value FROM json_each(:ids)
                UNION SELECT j.id FROM jabatan j JOIN t ON j.atasan_id = t.id) SELECT id FROM t)""",
        hari,
        ids=pindah,
    )
    now = susunan([row[0] for row in below], hari, lengkap={*pindah, *(up for up in pindah.values() if up)})
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
    pick = f"SELECT j.id, 1 FROM jabatan j WHERE {JABATAN_BUKA} AND j.unit_id = :unit"
    posts = _jabatan(pick, "nama, j.id", hari, unit=unit_id)
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
