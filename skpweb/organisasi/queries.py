# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Reads of units and posts. Names are those of the day that is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Any

from skpweb.audit.queries import SUMBER, bernama
from skpweb.core.access import Pelaku
from skpweb.core.db import BaseModel, db
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation
from skpweb.organisasi.models import Jabatan, JabatanNama, TimKerja, Unit, UnitNama

SUMBER.update(
    unit=bernama(Unit, Unit.nama), jabatan=bernama(Jabatan, Jabatan.nama), tim=bernama(TimKerja, TimKerja.nama)
)
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


def satu(model: type[BaseModel], *where: Any) -> Any:
    """The one row; raises NotFound."""
    row = model.get_or_none(*where)
    if row is None:
        raise NotFound
    return row


def ambil_unit(unit_id: int) -> Unit:
    """Raises NotFound."""
    return satu(Unit, Unit.id == unit_id)


def ambil_jabatan(jabatan_id: int) -> Jabatan:
    """Raises NotFound."""
    return satu(Jabatan, Jabatan.id == jabatan_id)


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


def cari_jabatan(text: str, hari: date, batas: int = 20) -> list[tuple[int, str]]:
    """(id, "name · unit") of open posts by a piece of these words, or by the post's number;
    the number and what begins so first. One query."""
    rows = db.execute_sql(
        f"""SELECT id, teks FROM (SELECT j.id, {NAMA_JABATAN} || ' · ' || {NAMA_UNIT} AS teks
            FROM jabatan j JOIN unit u ON u.id = j.unit_id
            WHERE j.dibuka <= :hari AND (j.ditutup IS NULL OR j.ditutup > :hari))
        WHERE INSTR(LOWER(teks), LOWER(:cari)) OR CAST(id AS TEXT) = :cari
        ORDER BY CAST(id AS TEXT) = :cari DESC, INSTR(LOWER(teks), LOWER(:cari)), teks, id LIMIT :batas""",
        {"hari": hari.isoformat(), "cari": text.strip(), "batas": batas},
    )
    return [(row[0], row[1]) for row in rows]


def satu_jabatan(text: str | None, hari: date, field: str) -> int | None:
    """The one open post meant by "name · unit", a name that stands once, or a number; None for nothing typed.

    Raises RuleViolation naming those that share the name.
    """
    words = (text or "").strip()
    if not words:
        return None
    found = cari_jabatan(words, hari)
    key = words.casefold()
    exact = [post for post in found if key in (str(post[0]), post[1].casefold(), post[1].casefold().split(" · ")[0])]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0][0]
    if not chosen:
        raise RuleViolation(
            f"Jabatan “{words}” tidak ditemukan. Ketik namanya, lalu pilih dari daftar yang muncul.", field
        )
    names = "; ".join(f"{name} (nomor {post})" for post, name in chosen[:5])
    raise RuleViolation(f"Ada beberapa jabatan yang cocok: {names}. Tulis dengan unitnya, atau nomornya saja.", field)


def tulisan_jabatan(jabatan_id: int | None, hari: date) -> str:
    """How a post is typed in a field: "name · unit"; nothing for None or one that is closed."""
    return next((text for post, text in cari_jabatan(str(jabatan_id), hari, 100) if post == jabatan_id), "")
