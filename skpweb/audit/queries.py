from dataclasses import dataclass
from datetime import datetime

from skpweb.audit.models import Jejak
from skpweb.audit.rules import sidik
from skpweb.core.tables import Page, Paging


@dataclass(frozen=True)
class SaringanJejak:
    """Filter of the trail; empty means all."""

    cari: str = ""
    tindakan: str = ""
    objek: str = ""
    dari: datetime | None = None
    sampai: datetime | None = None


def daftar_jejak(saringan: SaringanJejak, paging: Paging) -> Page[Jejak]:
    """Newest first."""
    query = Jejak.select().order_by(Jejak.id.desc())
    if saringan.cari:
        query = query.where(Jejak.pelaku.contains(saringan.cari))
    if saringan.tindakan:
        query = query.where(Jejak.tindakan.contains(saringan.tindakan.lower().replace(": ", ".").replace(" ", "_")))
    if saringan.objek:
        query = query.where(Jejak.objek == saringan.objek)
    if saringan.dari:
        query = query.where(Jejak.pada >= saringan.dari)
    if saringan.sampai:
        query = query.where(Jejak.pada < saringan.sampai)
    return Page(list(query.limit(paging.per).offset(paging.offset)), query.count(), paging)


def riwayat(objek: str) -> list[Jejak]:
    """What happened to one thing, oldest first."""
    return list(Jejak.select().where(Jejak.objek == objek).order_by(Jejak.id))


FIELDS = ("id", "pada", "pelaku_id", "pelaku", "tindakan", "objek", "pegawai_id", "sebelum", "sesudah")


def periksa_rantai() -> str:
    """Walk the whole chain; "" when it holds, else a sentence naming the first altered, missing or moved row."""
    expected, digest = 1, ""
    for row in Jejak.select().order_by(Jejak.id).iterator():
        if row.id != expected:
            return f"Baris {expected} hilang."
        digest = sidik(digest, {name: getattr(row, name) for name in FIELDS})
        if digest != row.sidik:
            return f"Baris {row.id} tidak cocok dengan sidiknya."
        expected += 1
    return ""
