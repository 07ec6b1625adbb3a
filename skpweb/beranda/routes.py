from datetime import date

from flask import Blueprint, current_app, g, render_template, request

from skpweb.beranda.queries import bulan_lalu
from skpweb.beranda.queries_bawahan import daftar_bawahan
from skpweb.beranda.queries_tugas import beranda
from skpweb.beranda.rules import Tugas, nada_tenggat, panggilan, salam
from skpweb.beranda.rules_peta import BENTUK, Hari
from skpweb.core import clock, formats
from skpweb.core.access import izin
from skpweb.core.web import Menu
from skpweb.skp.rules import TANDA_STATUS

bp = Blueprint("beranda", __name__)
CARI_SEJAK = 15  # people: a longer list can be searched
MENU = (
    Menu("", "Beranda", "home", "beranda.lihat", "beranda.lihat", 0, dock=True),
    Menu("Pelaksanaan", "Kinerja bawahan", "people", "beranda.bawahan", "beranda.bawahan", 50),
)


@bp.get("/")
@izin("beranda.lihat")
def lihat() -> str:
    now = clock.sekarang()
    b = beranda(g.pelaku, now)
    greeting = f"{salam(clock.setempat(now).hour)}, {panggilan(g.pelaku.nama)}"
    rows = [(t, *_sisa(t, clock.hari(now))) for t in b.tugas]
    return render_template(
        "beranda/lihat.html", salam=greeting, b=b, tugas=rows, terbuka=_terbuka, hari_peta=list(Hari), bentuk=BENTUK
    )


@bp.get("/bawahan")
@izin("beranda.bawahan")
def bawahan() -> str:
    hari, cari = clock.hari_ini(), request.args.get("cari", "").strip()
    daftar = daftar_bawahan(g.pelaku, hari, cari)
    return render_template(
        "beranda/bawahan.html", daftar=daftar, cari=cari, saring=cari or len(daftar) > CARI_SEJAK, hari=hari,
        lalu=bulan_lalu(hari), terbuka=_terbuka, tanda_skp=TANDA_STATUS,
    )  # fmt: skip


def _terbuka(endpoint: str) -> bool:
    """Whether this person may follow a button there."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and g.pelaku.boleh(getattr(view, "izin", ""))


def _sisa(tugas: Tugas, hari: date) -> tuple[str, str]:
    """ "3 hari lagi" and its tone; nothing without a deadline."""
    if tugas.tenggat is None:
        return "", ""
    last = clock.hari(tugas.tenggat)
    return formats.selisih_hari(last, hari), nada_tenggat((last - hari).days)
