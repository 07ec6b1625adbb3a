from flask import Blueprint, render_template, request

from skpweb.audit.queries import SaringanJejak, daftar_jejak
from skpweb.core.access import izin
from skpweb.core.clock import saat
from skpweb.core.fields import baca_tanggal
from skpweb.core.tables import Paging
from skpweb.core.web import Menu

bp = Blueprint("audit", __name__)
MENU = (Menu("Sistem", "Jejak audit", "clock", "audit.daftar", "audit.daftar", 30),)


@bp.get("/audit")
@izin("audit.daftar")
def daftar() -> str:
    saringan = SaringanJejak(
        cari=request.args.get("cari", ""),
        tindakan=request.args.get("tindakan", ""),
        objek=request.args.get("objek", ""),
        dari=_saat("dari"),
        sampai=_saat("sampai"),
    )
    return render_template("audit/daftar.html", page=daftar_jejak(saringan, Paging.read(request.args)))


def _saat(name: str):  # type: ignore[no-untyped-def]
    try:
        return saat(baca_tanggal(request.args.get(name, "")))
    except ValueError:
        return None
