from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skpweb.audit.models import Jejak, Pembacaan
from skpweb.audit.rules import KOLOM, Values, plain, sidik
from skpweb.core.access import Pelaku
from skpweb.core.db import tally, tulis
from skpweb.core.kelompok import Kelompok

_pembacaan = Kelompok("pembacaan")


@dataclass(frozen=True)
class Baris:
    """One line of `catat_banyak`."""

    tindakan: str
    objek: str
    pegawai_id: int | None = None
    sebelum: Values = None
    sesudah: Values = None


def catat(
    pelaku: Pelaku,
    tindakan: str,
    objek: str,
    *,
    pada: datetime,
    pegawai_id: int | None = None,
    sebelum: Values = None,
    sesudah: Values = None,
) -> int:
    """Write one line into the transaction of the deed. Returns its id."""
    return catat_banyak(pelaku, [Baris(tindakan, objek, pegawai_id, sebelum, sesudah)], pada=pada)


def catat_banyak(pelaku: Pelaku, baris: Iterable[Baris], *, pada: datetime) -> int:
    """Many lines at once (an import), chained in order. Returns the id of the last one, 0 if there was none."""
    with tulis():
        last = Jejak.select(Jejak.id, Jejak.sidik).order_by(Jejak.id.desc()).first()
        row_id, digest = (last.id, last.sidik) if last else (0, "")
        rows = []
        for b in baris:
            row_id += 1
            row: dict[str, Any] = {
                "id": row_id, "pada": pada, "pelaku_id": pelaku.pegawai_id, "pelaku": pelaku.nama,
                "tindakan": b.tindakan, "objek": b.objek, "pegawai_id": b.pegawai_id,
                "sebelum": plain(b.sebelum), "sesudah": plain(b.sesudah),
            }  # fmt: skip
            digest = sidik(digest, *(getattr(Jejak, k).db_value(row[k]) for k in KOLOM))
            rows.append({**row, "sidik": digest})
        for start in range(0, len(rows), 1000):
            Jejak.insert_many(rows[start : start + 1000]).execute()
    if (count := tally.get()) is not None:
        count.audited += len(rows)
    return row_id


def catat_pembacaan(pelaku: Pelaku, siapa: Iterable[int | None], halaman: str, alamat: str, *, pada: datetime) -> None:
    """The actor saw the data of these people (None: a list of them) on this page. Does not wait for the disk; what was
    noted is there at a clean stop. No deed."""
    rows = [
        {"pada": pada, "oleh": pelaku.pegawai_id, "pegawai_id": p, "halaman": halaman, "alamat": alamat} for p in siapa
    ]
    _pembacaan.titip(Pembacaan.insert_many(rows).execute)


def habiskan_pembacaan() -> None:
    """Whatever was noted so far is on the disk when this returns."""
    _pembacaan.habiskan()


def buang_pembacaan(sebelum: datetime) -> int:
    """Forget who looked before then; returns how many lines went. The trail itself is never pruned. Part of the daily deed."""
    with tulis():
        return int(Pembacaan.delete().where(Pembacaan.pada < sebelum).execute())
