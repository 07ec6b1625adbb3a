from collections.abc import Iterable

from skpweb.core.access import Pelaku
from skpweb.draf.models import Draf


def daftar_draf(pelaku: Pelaku, alamat: Iterable[str]) -> list[Draf]:
    """The actor's own drafts for these forms. One query."""
    query = Draf.select().where(Draf.pegawai == pelaku.pegawai_id, Draf.alamat.in_(list(alamat)))
    return list(query.order_by(Draf.id))
