from skpweb.core.access import Pelaku
from skpweb.core.tables import Page, Paging
from skpweb.pemberitahuan.models import Pemberitahuan


def jumlah_baru(pelaku: Pelaku) -> int:
    return int(
        Pemberitahuan.select()
        .where(Pemberitahuan.pegawai == pelaku.pegawai_id, Pemberitahuan.dibaca_pada.is_null())
        .count()
    )


def daftar_pemberitahuan(pelaku: Pelaku, paging: Paging) -> Page[Pemberitahuan]:
    """One's own, the newest first."""
    query = Pemberitahuan.select().where(Pemberitahuan.pegawai == pelaku.pegawai_id).order_by(Pemberitahuan.id.desc())
    return Page(list(query.limit(paging.per).offset(paging.offset)), query.count(), paging)
