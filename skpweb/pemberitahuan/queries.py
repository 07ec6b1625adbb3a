from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.tables import Page, Paging
from skpweb.pemberitahuan.models import Pemberitahuan


def jumlah_baru(pelaku: Pelaku) -> int:
    sql = "SELECT COUNT(*) FROM pemberitahuan WHERE pegawai_id = ? AND dibaca_pada IS NULL"
    return int(db.execute_sql(sql, (pelaku.pegawai_id,)).fetchone()[0])


def daftar_pemberitahuan(pelaku: Pelaku, paging: Paging) -> Page[Pemberitahuan]:
    """One's own, the newest first."""
    query = Pemberitahuan.select().where(Pemberitahuan.pegawai == pelaku.pegawai_id).order_by(Pemberitahuan.id.desc())
    return Page(list(query.limit(paging.per).offset(paging.offset)), query.count(), paging)
