from flask import Blueprint, current_app, g, render_template, request, url_for
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.once import tanpa_sekali
from skpweb.core.tables import Paging
from skpweb.core.web import done
from skpweb.pemberitahuan import queries, services
from skpweb.pemberitahuan.models import Pemberitahuan

bp = Blueprint("pemberitahuan", __name__)


def install(app) -> None:  # type: ignore[no-untyped-def]
    app.jinja_env.globals["jumlah_baru"] = lambda: queries.jumlah_baru(g.pelaku) if g.pelaku else 0


def alamat(row: Pemberitahuan) -> str:
    """Where the message leads; "" when the page is gone."""
    if row.endpoint not in current_app.view_functions:
        return ""
    try:
        return url_for(row.endpoint, **row.arg)
    except BuildError:
        return ""


@bp.get("/pemberitahuan")
@izin("pemberitahuan.daftar")
def daftar() -> str:
    page = queries.daftar_pemberitahuan(g.pelaku, Paging.read(request.args))
    return render_template("pemberitahuan/daftar.html", page=page, alamat=alamat)


@bp.get("/pemberitahuan/lonceng")
@izin("pemberitahuan.daftar")
def lonceng() -> str:
    return render_template("pemberitahuan/_lonceng.html")


@bp.post("/pemberitahuan/dibaca")
@izin("pemberitahuan.daftar")
@tanpa_sekali("having read twice is having read")
def tandai_dibaca() -> AnyResponse:
    services.tandai_dibaca(g.pelaku, request.form.get("sampai", 0, type=int), pada=clock.sekarang())
    return done(url_for("pemberitahuan.daftar"))
