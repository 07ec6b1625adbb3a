from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skpweb.audit.models import Jejak
from skpweb.audit.rules import Values, plain, sidik
from skpweb.core.access import Pelaku
from skpweb.core.db import tally, tulis


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
            digest = sidik(digest, row)
            rows.append({**row, "sidik": digest})
        for start in range(0, len(rows), 1000):
            Jejak.insert_many(rows[start : start + 1000]).execute()
    if (count := tally.get()) is not None:
        count.audited += len(rows)
    return row_id
