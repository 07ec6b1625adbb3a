# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from skpweb.core.db import db
from skpweb.matriks.rules import Sel, bulan_skp, hasil_setahun, periksa_setahun, tulis_rentang
from skpweb.skp.models import Skp
from skpweb.skp.queries import isi_skp
from skpweb.skp.rules import JenisRhk
from skpweb.skp.rules_isi import IsiIki

# A tick left over from before the IKI had bounds is no plan; a figure left over from when it had is a tick.
TARGET_BERLAKU = "(t.nilai IS NOT NULL OR i.batas_bawah IS NULL)"
_TARGET = f"""SELECT t.iki_id, t.bulan, t.nilai, t.nilai_atas, i.batas_bawah IS NULL
FROM target t JOIN iki i ON i.id = t.iki_id JOIN rhk r ON r.id = i.rhk_id
WHERE r.skp_id IN ({{}}) AND {TARGET_BERLAKU} ORDER BY t.iki_id, t.bulan"""


def target_banyak(skp_ids: Iterable[int]) -> dict[int, dict[int, Sel]]:
    """Planned months by IKI and month; an IKI without any is missing. One query, raw tuples."""
    ids = list(skp_ids)
    found: dict[int, dict[int, Sel]] = {}
    for iki_id, bulan, nilai, atas, centang in db.execute_sql(_TARGET.format(", ".join("?" * len(ids))), ids):
        bawah = None if centang else Decimal(nilai).scaleb(-4)
        found.setdefault(iki_id, {})[bulan] = Sel(
            bawah, bawah if centang or atas == nilai else Decimal(atas).scaleb(-4)
        )
    return found


@dataclass(frozen=True)
class Baris:
    """An indicator with its months; `galat`: why they do not make its target ("" when they do)."""

    nomor: int
    jenis: JenisRhk
    iki: IsiIki
    sel: dict[int, Sel]

    @property
    def target(self) -> str:
        """Of the year; "" without bounds."""
        bawah, atas = self.iki.batas_bawah, self.iki.batas_atas
        return "" if bawah is None or atas is None else tulis_rentang(bawah, atas)

    @property
    def hasil(self) -> str:
        return hasil_setahun(self.iki, self.sel)

    @property
    def galat(self) -> str:
        return periksa_setahun(self.iki, self.sel)


@dataclass(frozen=True)
class Lembar:
    """The matrix of an SKP: the months of its period, its indicators by id in print order."""

    bulan: range
    baris: dict[int, Baris]

    @property
    def belum(self) -> list[Baris]:
        return [b for b in self.baris.values() if b.galat]


def lembar(skp: Skp) -> Lembar:
    """Three queries."""
    target = target_banyak([skp.id])
    iki = [(rhk.jenis, iki) for rhk in isi_skp(skp.id).rhk for iki in rhk.iki]
    rows = {i.id: Baris(n, jenis, i, target.get(i.id, {})) for n, (jenis, i) in enumerate(iki, 1)}
    return Lembar(bulan_skp(skp.mulai, skp.sampai), rows)
