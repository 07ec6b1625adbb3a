from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import ModelSelect, fn

from skpweb.audit.models import Jejak, Pembacaan
from skpweb.audit.rules import KOLOM, Baris, Nama, disebut, periksa, sidik, urai_objek
from skpweb.core.clock import saat
from skpweb.core.db import db
from skpweb.core.fields import baca_tanggal
from skpweb.core.tables import Page, Paging


# ---- what is shown --------------------------------------------------------------------------------
@dataclass(frozen=True)
class SaringanJejak:
    """Filter of the trail and of who looked; empty means all. `orang`: words of a name or NIP; `tindakan` may be a whole
    room ("petruk."); days are the office's, both included."""

    orang: str = ""
    tindakan: str = ""
    objek: str = ""
    dari: date | None = None
    sampai: date | None = None
    salah: tuple[str, ...] = ()

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "SaringanJejak":
        """From a query string; a day that is none is left out and stands in `salah`."""
        orang, tindakan, objek, *teks = (
            args.get(k, "").strip()[:100] for k in ("orang", "tindakan", "objek", "dari", "sampai")
        )
        dari, sampai = (_hari(t) for t in teks)
        salah = tuple(t for t, hari in zip(teks, (dari, sampai), strict=True) if t and not hari)
        return cls(orang, tindakan, objek, dari, sampai, salah)


def _hari(teks: str) -> date | None:
    try:
        hari = baca_tanggal(teks)
    except ValueError:
        return None
    return hari if 2000 <= hari.year <= 2100 else None


def daftar_jejak(saringan: SaringanJejak, orang: Collection[int], paging: Paging) -> Page[Jejak]:
    """Newest first. `orang`: whom the words of the filter mean; lines by them or about them."""
    query = Jejak.select()
    if saringan.orang:
        sistem = saringan.orang.lower() == "sistem"
        siapa = Jejak.pelaku_id.is_null() if sistem else Jejak.pelaku_id.in_(orang) | Jejak.pegawai_id.in_(orang)
        query = query.where(siapa)
    if saringan.tindakan.endswith("."):
        query = query.where(Jejak.tindakan.startswith(saringan.tindakan))
    elif saringan.tindakan:
        query = query.where(Jejak.tindakan == saringan.tindakan)
    if saringan.objek:
        apa, _, nomor = saringan.objek.lower().replace(" ", ":").partition(":")
        query = query.where(Jejak.objek == f"{apa}:{nomor}" if nomor else Jejak.objek.startswith(f"{apa}:"))
    return _halaman(query, saringan, paging)


def daftar_pembacaan(saringan: SaringanJejak, orang: Collection[int], paging: Paging) -> Page[Pembacaan]:
    """Who looked at whose data, newest first; by these people or at theirs."""
    query = Pembacaan.select()
    if saringan.orang:
        query = query.where(Pembacaan.oleh.in_(orang) | Pembacaan.pegawai_id.in_(orang))
    return _halaman(query, saringan, paging)


def pembaca_menonjol(sejak: datetime, banyak: int, selain: ModelSelect) -> list[tuple[int, int]]:
    """(pegawai id of the reader, of how many people), most first: who has opened the data of at least `banyak` since then;
    `selain` selects those whose work it is. One query."""
    orang = fn.COUNT(Pembacaan.pegawai_id.distinct())
    query = Pembacaan.select(Pembacaan.oleh, orang).where(Pembacaan.pada >= sejak, Pembacaan.oleh.not_in(selain))
    return list(query.group_by(Pembacaan.oleh).having(orang >= banyak).order_by(orang.desc()).limit(5).tuples())


def _halaman(query: ModelSelect, saringan: SaringanJejak, paging: Paging) -> Page[Any]:
    model = query.model
    if saringan.dari:
        query = query.where(model.pada >= saat(saringan.dari))
    if saringan.sampai:
        query = query.where(model.pada < saat(saringan.sampai + timedelta(days=1)))
    rows = query.order_by(model.id.desc()).limit(paging.per).offset(paging.offset)
    return Page(list(rows), query.count(), paging)


def daftar_tindakan() -> list[str]:
    """Every deed that stands on the trail, in the order of the alphabet."""
    return [t for (t,) in db.execute_sql(_TINDAKAN)]


# one step of the index for each deed, however many lines there are
_TINDAKAN = """WITH RECURSIVE t(x) AS (SELECT MIN(tindakan) FROM jejak
    UNION ALL SELECT (SELECT MIN(tindakan) FROM jejak WHERE tindakan > x) FROM t WHERE x IS NOT NULL)
    SELECT x FROM t WHERE x IS NOT NULL"""


def riwayat(objek: str) -> list[Jejak]:
    """What happened to one thing, oldest first."""
    return list(Jejak.select().where(Jejak.objek == objek).order_by(Jejak.id))


SUMBER: dict[str, Callable[[Collection[int]], dict[int, str]]] = {}
"""How things of a kind are called, by their number, one query each; a room puts its own kinds in, for all stand later."""


def bernama(model: Any, nama: Any) -> Callable[[Collection[int]], dict[int, str]]:
    """For SUMBER: what the column `nama` says."""
    return lambda ids: dict(model.select(model.id, nama).where(model.id.in_(ids)).tuples())


def nama_disebut(rows: Iterable[Jejak]) -> Nama:
    """What the things on these lines are called, where a room tells. One query for each kind that stands on them."""
    perlu: dict[str, set[int]] = defaultdict(set)
    for j in rows:
        for apa, n in (*disebut(j.sebelum, j.sesudah), urai_objek(j.objek) or ("", 0), ("pegawai", j.pegawai_id or 0)):
            perlu[apa].add(n)
    return {(apa, n): nama for apa, tahu in SUMBER.items() if apa in perlu for n, nama in tahu(perlu[apa]).items()}


def tentang(j: Jejak, nama: Nama) -> list[str]:
    """What a line is about by name: the thing, and whose it is."""
    siapa = (nama.get(urai_objek(j.objek) or ("", 0)), nama.get(("pegawai", j.pegawai_id or 0)))
    return list(dict.fromkeys(x for x in siapa if x))


PENDEK = 12  # letters of a hash that stand on paper


def sidik_pendek(objek: str, pegawai_id: int, tindakan: Collection[str], ke: int) -> str:
    """Short hash of the `ke`-th line (from 1) of these deeds on this thing of his, as it is printed; "" where there is
    none. One query."""
    dia = (Jejak.objek == objek, Jejak.pegawai_id == pegawai_id, Jejak.tindakan.in_(tindakan))
    row = Jejak.select(Jejak.sidik).where(*dia).order_by(Jejak.id).limit(1).offset(max(ke, 1) - 1).first()
    return str(row.sidik[:PENDEK]) if row else ""


def sidik_terakhir(objek: str, tindakan: Collection[str]) -> str:
    """Short hash of the newest line of these deeds on this thing, as it is printed; "" where there is none. One query."""
    query = Jejak.select(Jejak.sidik).where(Jejak.objek == objek, Jejak.tindakan.in_(tindakan))
    row = query.order_by(Jejak.id.desc()).limit(1).first()
    return str(row.sidik[:PENDEK]) if row else ""


# ---- the chain ------------------------------------------------------------------------------------
# bytes, for what is no UTF-8 was not written by the app
_TEKS = {"objek", "pelaku", "sebelum", "sesudah", "tindakan", "sidik"}
_RANTAI = "SELECT {} FROM jejak ORDER BY id".format(  # noqa: S608 - names of its own columns
    ", ".join(f"CAST({k} AS BLOB)" if k in _TEKS else k for k in (*KOLOM, "sidik"))
)


def rantai() -> Iterator[Baris]:
    """Every row of the trail as it is stored, in order."""
    for row in db.execute_sql(_RANTAI):
        yield tuple(str(v, "utf-8", "replace") if isinstance(v, bytes) else v for v in row)  # type: ignore[misc]


def sidik_baris(nomor: int) -> tuple[int, str]:
    """The last row's number, and the hash of row `nomor` ("" where there is none)."""
    akhir = Jejak.select(Jejak.id).order_by(Jejak.id.desc()).limit(1).scalar()
    row = Jejak.select(Jejak.sidik).where(Jejak.id == nomor).first()
    return akhir or 0, row.sidik if row else ""


def periksa_rantai(hitung: Callable[..., str] = sidik) -> str:
    """Walk the whole chain; "" when it holds, else a sentence naming the first row that was altered, is missing or moved.

    Lines cut off at the end are told by the table's own counter, and dropped triggers by the schema: both can be set
    right by whoever can write the file, so cadangan also compares with the heads that stand in the backups.
    """
    banyak, galat = periksa(rantai(), hitung)
    if galat:
        return galat
    row = db.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'jejak'").fetchone()
    if row and row[0] > banyak:
        return f"Baris {banyak + 1} hilang: jejak pernah sampai baris {row[0]}."
    triggers = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'jejak'"
    if db.execute_sql(triggers).fetchone()[0] != len(Jejak.triggers):
        return "Pengaman jejak di basis data dilepas; semua barisnya masih cocok."
    return ""
