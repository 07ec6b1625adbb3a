"""The head, whom a pejabat luar without account rates, and what waits for that signature."""

from datetime import date, datetime
from typing import Any

from skpweb.harian.models import Catatan, LembarCkhp, NilaiBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.harian.services_kertas import catat_di_atas_kertas
from skpweb.persetujuan.services import Kertas
from skpweb.skp.models import Iki, Skp
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.bantu_validasi import HARI, catatan_ada, pelaku, pilih
from tests.persetujuan.bantu import PDF
from tests.skp.bantu import skp_lengkap

KERTAS = Kertas("800/7/CKHP", date(2026, 11, 20), ("ckhp.pdf", PDF))


def skp_kepala(cast: Cast, who: str = "kepala") -> tuple[Skp, Iki]:
    skp, iki, _ = skp_lengkap(cast, who, PADA)
    return skp, iki


def catatan_kertas(
    cast: Cast, who: str = "kepala", tanggal: date = HARI, status: StatusCatatan = StatusCatatan.DIKIRIM
) -> Catatan:
    return catatan_ada(*skp_kepala(cast, who), tanggal, status)


def catat(
    cast: Cast, rows: list[Catatan | NilaiBulan], kertas: Kertas = KERTAS, *, oleh: str = "pengelola", who: str = "kepala",
    deed: str = "validasi", bulan: int = 11, pada: datetime = PADA, **lain: Any,
) -> LembarCkhp:  # fmt: skip
    """All of these by one deed."""
    putusan = [(deed, pilih(r, **lain)) for r in rows]
    return catat_di_atas_kertas(pelaku(cast, oleh, pada), cast.orang[who], 2026, bulan, putusan, kertas, pada=pada)
