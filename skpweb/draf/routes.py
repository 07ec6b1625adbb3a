from typing import Any

from flask import Blueprint, Flask, Response, g, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.formats import waktu
from skpweb.core.once import tanpa_sekali
from skpweb.draf import queries, services
from skpweb.draf.rules import baca_isi

bp = Blueprint("draf", __name__)
PENANDA = "_draf"  # a form with this field may have a draft on the server


def install(app: Flask) -> None:
    app.after_request(_selesai)


def _selesai(answer: Response) -> Response:
    """What was sent and done is no draft any more."""
    sent = request.method == "POST" and answer.status_code < 400 and request.form.get(PENANDA)
    if sent and g.get("pelaku") and g.pelaku.pegawai_id:
        services.buang_draf(g.pelaku, request.path)
    return answer


@bp.get("/draf")
@izin("draf.milik_sendiri")
def lihat() -> Response:
    rows = queries.daftar_draf(g.pelaku, request.args.getlist("alamat")[:50])
    return jsonify([_baris(d.alamat, d.versi, d.isi, d.disimpan_pada) for d in rows])


def _baris(alamat: str, versi: int | None, isi: Any, pada: Any) -> dict[str, Any]:
    return {"alamat": alamat, "versi": versi, "isi": isi, "pada": int(pada.timestamp() * 1000), "waktu": waktu(pada)}


@bp.post("/draf")
@izin("draf.milik_sendiri")
@tanpa_sekali("a draft takes the place of the one before")
def simpan() -> Response:
    now, isi = clock.waktu_mesin(), baca_isi(request.form.get("isi", ""))
    alamat, versi = request.form.get("alamat", ""), request.form.get("versi", type=int)
    services.simpan_draf(g.pelaku, alamat, versi, isi, pada=now)
    return jsonify(_baris(alamat, versi, [], now))


@bp.post("/draf/buang")
@izin("draf.milik_sendiri")
@tanpa_sekali("throwing away twice is harmless")
def buang() -> AnyResponse:
    services.buang_draf(g.pelaku, request.form.get("alamat", ""))
    return Response(status=204)
