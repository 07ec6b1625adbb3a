# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Reads of units and posts. Names are those of the day that is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from json import dumps

from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.organisasi.models import Jabatan, JabatanNama, Unit, UnitNama

NAMA_UNIT = """COALESCE((SELECT n.nama FROM unit_nama n WHERE n.unit_id = u.id AND n.mulai <= :hari
    ORDER BY n.mulai DESC LIMIT 1), u.nama)"""
NAMA_JABATAN = """COALESCE((SELECT n.nama FROM jabatan_nama n WHERE n.jabatan_id = j.id AND n.mulai <= :hari
    ORDER BY n.mulai DESC LIMIT 1), j.nama)"""

# the unit :unit and everything below it
UNIT_TURUNAN = """WITH RECURSIVE t(id) AS (SELECT :unit UNION SELECT u.id FROM unit u JOIN t ON u.induk_id = t.id)
    SELECT id FROM t"""


@dataclass(frozen=True)
class UnitPada:
    """A unit on a day; `tingkat` is its depth (0 = the office itself)."""

    id: int
    nama: str
    induk_id: int | None
    mandiri: bool
    tingkat: int = 0


def daftar_unit(hari: date) -> list[UnitPada]:
    """Units open on the day, each before its sub-units, siblings by name. One query."""
    rows = db.execute_sql(
        f"SELECT u.id, {NAMA_UNIT} AS nama, u.induk_id, u.mandiri FROM unit u"
        " WHERE u.dibuka <= :hari AND (u.ditutup IS NULL OR u.ditutup > :hari) ORDER BY nama, u.id",
        {"hari": hari.isoformat()},
    ).fetchall()
    known = {row[0] for row in rows}
    below: dict[int | None, list[tuple[int, str, int | None, int]]] = {}
    for row in rows:
        below.setdefault(row[2] if row[2] in known else None, []).append(row)
    found: list[UnitPada] = []
    stack = [(row, 0) for row in reversed(below.get(None, []))]
    while stack:
        (unit_id, nama, induk_id, mandiri), depth = stack.pop()
        found.append(UnitPada(unit_id, nama, induk_id, bool(mandiri), depth))
        stack += [(row, depth + 1) for row in reversed(below.get(unit_id, []))]
    return found


def ambil_unit(unit_id: int) -> Unit:
    """Raises NotFound."""
    unit = Unit.get_or_none(Unit.id == unit_id)
    if unit is None:
        raise NotFound
    return unit


def ambil_jabatan(jabatan_id: int) -> Jabatan:
    """Raises NotFound."""
    jabatan = Jabatan.get_or_none(Jabatan.id == jabatan_id)
    if jabatan is None:
        raise NotFound
    return jabatan


def pastikan_wewenang(pelaku: Pelaku, *unit_ids: int | None) -> None:
    """The actor's authority covers all of these units; None stands for the whole OPD. Raises NotAllowed."""
    if pelaku.unit_ids is not None and not pelaku.unit_ids.issuperset(unit_ids):
        raise NotAllowed("Unit ini di luar wewenang Anda. Pengelola kepegawaian seluruh OPD dapat mengerjakannya.")


def unit_turunan(ids: Iterable[int]) -> set[int]:
    """These units with everything below them, closed ones too."""
    rows = db.execute_sql(
        "WITH RECURSIVE t(id) AS (SELECT value FROM json_each(?)"
        " UNION SELECT u.id FROM unit u JOIN t ON u.induk_id = t.id) SELECT id FROM t",
        (dumps(list(ids)),),
    )
    return {row[0] for row in rows}


def akar(hari: date) -> Jabatan | None:
    """The post without a superior: whose holder heads the office."""
    open_then = Jabatan.ditutup.is_null() | (Jabatan.ditutup > hari)
    query = Jabatan.select().where(Jabatan.atasan.is_null(), Jabatan.dibuka <= hari, open_then)
    return query.order_by(Jabatan.dibuka.desc(), Jabatan.id.desc()).first()


def pohon() -> dict[int, int | None]:
    """Open post → its superior post: what `rules.periksa_pohon` checks."""
    return dict(db.execute_sql("SELECT id, atasan_id FROM jabatan WHERE ditutup IS NULL").fetchall())


def nama_unit_pada(unit_id: int, hari: date) -> str:
    """Raises NotFound."""
    row = db.execute_sql(
        f"SELECT {NAMA_UNIT} FROM unit u WHERE u.id = :id", {"id": unit_id, "hari": hari.isoformat()}
    ).fetchone()
    if row is None:
        raise NotFound
    return str(row[0])


def riwayat_nama_unit(unit_id: int) -> list[UnitNama]:
    """Newest first."""
    return list(UnitNama.select().where(UnitNama.unit == unit_id).order_by(UnitNama.mulai.desc()))


def riwayat_nama_jabatan(jabatan_id: int) -> list[JabatanNama]:
    """Newest first."""
    return list(JabatanNama.select().where(JabatanNama.jabatan == jabatan_id).order_by(JabatanNama.mulai.desc()))


def pilihan_jabatan(hari: date) -> list[tuple[int, str]]:
    """(id, "name · unit") of every open post, for choosing one. One query."""
    rows = db.execute_sql(
        f"""SELECT j.id, {NAMA_JABATAN} AS nama, {NAMA_UNIT} AS unit FROM jabatan j JOIN unit u ON u.id = j.unit_id
        WHERE j.dibuka <= :hari AND (j.ditutup IS NULL OR j.ditutup > :hari) ORDER BY unit, nama, j.id""",
        {"hari": hari.isoformat()},
    )
    return [(row[0], f"{row[1]} · {row[2]}") for row in rows]
