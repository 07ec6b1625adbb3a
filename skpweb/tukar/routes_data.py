"""Data saya: a person's own copy of everything held about him."""

from functools import partial
from typing import Any

from flask import Response, g, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.cetak.queries import baca_hasil
from skpweb.core import clock, jobs
from skpweb.core.access import izin
from skpweb.core.once import tanpa_sekali
from skpweb.core.web import done, send_file_safely
from skpweb.tukar import services_data as services
from skpweb.tukar.queries_data import BESAR, banyak_data
from skpweb.tukar.routes import MIME, bp

BENTUK = "<any(xlsx, json):bentuk>"


def _kirim(isi: bytes, bentuk: str) -> Response:
    return send_file_safely(isi, f"data-saya.{bentuk}", MIME if bentuk == "xlsx" else "application/json")


@bp.post(f"/profil/data.{BENTUK}")
@izin("tukar.data_saya")
@tanpa_sekali("a copy of what is there; a second one is a second copy")
def data_saya(bentuk: str) -> AnyResponse:
    services.catat_unduh(g.pelaku, bentuk, pada=clock.sekarang())
    buat = partial(services.buat_data, g.pelaku, bentuk, pada=clock.sekarang())
    if banyak_data(g.pelaku.pegawai_id) <= BESAR:
        return _kirim(buat(), bentuk)

    def kerjakan(laju: jobs.Laju) -> str:
        services.simpan_data(laju.kerja_id, buat(), bentuk)
        return f"/profil/data/{laju.kerja_id}.{bentuk}"

    kerja_id = jobs.mulai(g.pelaku.akun_id, "data_saya", "Menyusun data saya", kerjakan)
    return done(url_for("core.kerja", kerja_id=kerja_id))


@bp.get(f"/profil/data/<int:kerja_id>.{BENTUK}")
@izin("tukar.data_saya")
def ambil_data_saya(kerja_id: int, bentuk: str) -> Response:
    row: Any = jobs.ambil(g.pelaku.akun_id, kerja_id)
    return _kirim(baca_hasil(row.id, bentuk), bentuk)
