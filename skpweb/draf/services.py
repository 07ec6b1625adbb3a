from datetime import datetime

from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.kelompok import Kelompok
from skpweb.draf.models import Draf
from skpweb.draf.rules import Isi, pastikan_alamat

_antrean = Kelompok("draf")


def simpan_draf(pelaku: Pelaku, alamat: str, versi: int | None, isi: Isi, *, pada: datetime) -> None:
    """Keep what the actor has typed so far into the form of this address, in place of what was kept before.

    `pada` on the machine's clock. Raises RuleViolation. No deed: it leaves no audit line.
    """
    pastikan_alamat(alamat)
    values = {"versi": versi, "isi": isi, "disimpan_pada": pada}
    query = Draf.insert(pegawai=pelaku.pegawai_id, alamat=alamat, **values)
    query = query.on_conflict(conflict_target=[Draf.pegawai, Draf.alamat], update=values)
    _antrean.tulis(query.execute)


def buang_draf(pelaku: Pelaku, alamat: str) -> None:
    """The text was sent, or its writer does not want it any more."""
    query = Draf.delete().where(Draf.pegawai == pelaku.pegawai_id, Draf.alamat == alamat)
    _antrean.tulis(query.execute)


def buang_draf_lama(sebelum: datetime) -> int:
    """Drafts that nobody touched since then; returns how many. On the machine's clock. Part of the daily deed."""
    with tulis():
        return int(Draf.delete().where(Draf.disimpan_pada < sebelum).execute())
