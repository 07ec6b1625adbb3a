"""The copy of one's own data, made and kept for its owner; and what is not kept of imports."""

import json
from datetime import datetime

from skpweb.audit.services import catat
from skpweb.cetak.services import simpan_hasil
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.tukar.models import Impor, ImporBaris, ImporIsi
from skpweb.tukar.queries_data import data_orang, susun_json, susun_lembar
from skpweb.tukar.xlsx import tulis as tulis_xlsx


def catat_unduh(pelaku: Pelaku, bentuk: str, *, pada: datetime) -> None:
    """Record that the actor took a copy of everything held about him."""
    with tulis():
        catat(
            pelaku, "tukar.data_saya", f"pegawai:{pelaku.pegawai_id}", pada=pada, pegawai_id=pelaku.pegawai_id,
            sesudah={"bentuk": bentuk},
        )  # fmt: skip


def buat_data(pelaku: Pelaku, bentuk: str, *, pada: datetime) -> bytes:
    """Everything held about the actor as "xlsx" or "json"."""
    bagian = data_orang(pelaku.pegawai_id or 0)
    if bentuk == "xlsx":
        return tulis_xlsx(susun_lembar(bagian, pelaku.nama, pada), pada)
    return json.dumps(susun_json(bagian, pelaku.nama, pada), ensure_ascii=False, indent=1, default=str).encode()


def simpan_data(kerja_id: int, isi: bytes, bentuk: str) -> None:
    """Keep what a job made for its owner, a day long."""
    simpan_hasil(kerja_id, isi, bentuk)


def buang_isi_impor(sebelum: datetime) -> int:
    """The file and the rows of imports uploaded before then go; that there was one, its figures and what undoes it stay.

    Returns how many files went. Part of the daily deed.
    """
    lama = Impor.select(Impor.id).where(Impor.dibuat_pada < sebelum)
    with tulis():
        ImporBaris.delete().where(ImporBaris.impor.in_(lama)).execute()
        return int(ImporIsi.delete().where(ImporIsi.impor.in_(lama)).execute())
