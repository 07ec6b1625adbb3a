# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
from collections.abc import Iterable
from decimal import Decimal

from skpweb.core.db import db
from skpweb.matriks.rules import Sel

# A tick left over from before the IKI had bounds is no plan; a figure left over from when it had is a tick.
_TARGET = """SELECT t.iki_id, t.bulan, t.nilai, t.nilai_atas, i.batas_bawah IS NULL
FROM target t JOIN iki i ON i.id = t.iki_id JOIN rhk r ON r.id = i.rhk_id
WHERE r.skp_id IN ({}) AND (t.nilai IS NOT NULL OR i.batas_bawah IS NULL) ORDER BY t.iki_id, t.bulan"""


def target_banyak(skp_ids: Iterable[int]) -> dict[int, dict[int, Sel]]:
    """Planned months by IKI and month; an IKI without any is missing. One query, raw tuples."""
    ids = list(skp_ids)
    found: dict[int, dict[int, Sel]] = {}
    for iki_id, bulan, nilai, atas, centang in db.execute_sql(_TARGET.format(", ".join("?" * len(ids))), ids):
        sel = Sel() if centang else Sel(Decimal(nilai).scaleb(-4), Decimal(atas).scaleb(-4))
        found.setdefault(iki_id, {})[bulan] = sel
    return found
