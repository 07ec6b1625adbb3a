from typing import Any

from flask import Blueprint, Flask, g, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.cadangan import services
from skpweb.cadangan.queries import keadaan_cadangan
from skpweb.core import jobs
from skpweb.core.access import izin
from skpweb.core.clock import waktu_mesin
from skpweb.core.errors import RuleViolation
from skpweb.core.once import sekali
from skpweb.core.web import Menu, done

bp = Blueprint("cadangan", __name__)
MENU = (Menu("Sistem", "Cadangan", "copy", "cadangan.daftar", "cadangan.daftar", 40),)


def install(app: Flask) -> None:
    app.extensions.setdefault("sehat", {})["cadangan"] = _sehat


def _sehat() -> dict[str, Any]:
    now = keadaan_cadangan(waktu_mesin())
    return {
        "terakhir": now.daftar[0].dibuat_pada.isoformat() if now.daftar else None,
        "uji": now.uji.pada.isoformat() if now.uji and not now.uji.galat else None,
        "baik": not now.peringatan,
    }


@bp.get("/cadangan")
@izin("cadangan.daftar")
def daftar() -> str:
    return render_template("cadangan/daftar.html", keadaan=keadaan_cadangan(waktu_mesin()))


@bp.post("/cadangan")
@izin("cadangan.buat")
@sekali
def buat() -> AnyResponse:
    return _kerja("cadangan", "Membuat cadangan", services.buat)


@bp.post("/cadangan/uji")
@izin("cadangan.uji")
@sekali
def uji() -> AnyResponse:
    return _kerja("uji", "Menguji pemulihan cadangan terbaru", _uji)


def _uji() -> None:
    if fault := services.uji().galat:
        raise RuleViolation(f"Uji pulih gagal: {fault}")


def _kerja(jenis: str, judul: str, kerjakan) -> AnyResponse:  # type: ignore[no-untyped-def]
    back = url_for("cadangan.daftar")

    def work(_laju: jobs.Laju) -> str:
        kerjakan()
        return back

    return done(url_for("core.kerja", kerja_id=jobs.mulai(g.pelaku.akun_id, jenis, judul, work)))
