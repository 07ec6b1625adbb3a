from dataclasses import asdict
from datetime import date
from typing import Any

from skpweb.core import clock
from skpweb.core.settings import daftar_aturan
from skpweb.pengaturan.models import AturanNilai, KantorRiwayat
from skpweb.pengaturan.rules import Kantor


class _Simpanan:
    """Settings are read by every page and change a few times a year: kept until a service drops them."""

    kantor: Kantor | None = None
    aturan: dict[str, Any] | None = None


def lupakan() -> None:
    """Called after a change, and when another database is opened."""
    _Simpanan.kantor = None
    _Simpanan.aturan = None


def kantor_pada(hari: date) -> Kantor:
    """The office as it was called on that day."""
    row = (
        KantorRiwayat.select()
        .where(KantorRiwayat.mulai <= hari)
        .order_by(KantorRiwayat.mulai.desc(), KantorRiwayat.id.desc())
        .first()
    )
    row = row or KantorRiwayat.select().order_by(KantorRiwayat.mulai).first()
    return Kantor(**{k: v for k, v in row.isi.items() if k in asdict(Kantor())}) if row else Kantor()


def kantor() -> Kantor:
    """The office today."""
    if _Simpanan.kantor is None:
        _Simpanan.kantor = kantor_pada(clock.hari_ini())
        clock.set_zone(_Simpanan.kantor.zona)
    return _Simpanan.kantor


def sudah_disiapkan() -> bool:
    return bool(KantorRiwayat.select().exists())


def aturan(kunci: str) -> Any:
    """The value in force of a ⚙ setting, typed; KeyError for an unknown key."""
    if _Simpanan.aturan is None:
        known = daftar_aturan()
        values = {key: a.bawaan for key, a in known.items()}
        for row in AturanNilai.select().order_by(AturanNilai.id):
            if row.kunci in known:
                values[row.kunci] = known[row.kunci].baca(row.nilai)
        _Simpanan.aturan = values
    return _Simpanan.aturan[kunci]
