"""The trail, who looked, and the security standards, for the admin; and the note of every look at others' data."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, render_template, request, url_for
from werkzeug.routing import BuildError

from skpweb.audit import queries, queries_baku
from skpweb.audit.queries import SaringanJejak
from skpweb.audit.rules import TANPA_ORANG, beda, sebut, sebut_objek, sebut_tindakan, urai_objek
from skpweb.audit.rules_baku import STANDAR, Jawaban, hitung
from skpweb.audit.services import catat_pembacaan
from skpweb.core import clock
from skpweb.core.access import dilihat, izin
from skpweb.core.fields import label_isian
from skpweb.core.tables import Paging
from skpweb.core.web import Menu

bp = Blueprint("audit", __name__)
MENU = (Menu("Sistem", "Jejak audit", "clock", "audit.daftar", "audit.daftar", 30),)
HALAMAN_OBJEK = {
    "pegawai": "pegawai.pegawai", "unit": "pegawai.unit", "jabatan": "pegawai.jabatan", "tim": "pegawai.tim",
    "akun": "akun.rinci", "skp": "skp.lihat", "penilaian": "petruk.hasil", "periode": "petruk.periode",
    "jendela": "periode.rinci",
}  # fmt: skip
PANJANG = 300  # letters of an address that are kept
PER_BAKU = 50  # requirements on a page; all of them on one to be printed


def install(app: Flask) -> None:
    app.before_request(_mulai)
    app.after_request(_catat)
    app.teardown_request(_selesai)
    app.jinja_env.filters.update(sebut=sebut, sebut_tindakan=sebut_tindakan, sebut_objek=sebut_objek)


# ---- who looks ------------------------------------------------------------------------------------
def _mulai() -> None:
    g.dilihat = dilihat.set(set())


def _selesai(_error: Any = None) -> None:
    if token := g.pop("dilihat", None):
        dilihat.reset(token)


def _catat(answer: Response) -> Response:
    """A page that showed others' data is noted; the reader does not wait for it, nor does it ask the database."""
    pelaku = g.get("pelaku")
    if request.method == "GET" and answer.status_code == 200 and pelaku and pelaku.pegawai_id:
        siapa = _siapa(pelaku.pegawai_id)
        if siapa:
            alamat = request.full_path.rstrip("?")[:PANJANG]
            catat_pembacaan(pelaku, siapa, str(request.endpoint), alamat, pada=clock.sekarang())
    return answer


def _siapa(saya: int) -> set[int | None]:
    """Whose data the page shows: those whom a getter let through or its address names; else None for a list, as every
    page is that not everybody may open and that is not known to be without people."""
    seen: set[int | None] = {
        *(dilihat.get() or ()),
        *(v for k, v in (request.view_args or {}).items() if k == "pegawai_id"),
    }
    if seen:
        return seen - {saya}
    endpoint = str(request.endpoint)
    deed = getattr(current_app.view_functions[endpoint], "izin", "")
    without = endpoint in TANPA_ORANG or ".formulir_" in endpoint
    return set() if without or not deed or deed in current_app.extensions["izin_umum"] else {None}


# ---- the pages ------------------------------------------------------------------------------------
def _saringan() -> tuple[SaringanJejak, list[int]]:
    saringan = SaringanJejak.baca(request.args)
    return saringan, current_app.extensions["orang"].cari_orang(saringan.orang) if saringan.orang else []


@bp.get("/audit")
@izin("audit.daftar")
def daftar() -> str:
    saringan, orang = _saringan()
    page = queries.daftar_jejak(saringan, orang, Paging.read(request.args))
    nama = queries.nama_disebut(page.rows)
    rows = [(j, queries.tentang(j, nama), beda(j.sebelum, j.sesudah, label_isian(j.tindakan), nama)) for j in page.rows]
    tindakan = [(kamar, list(isi)) for kamar, isi in groupby(queries.daftar_tindakan(), lambda t: t.partition(".")[0])]
    return render_template(
        "audit/daftar.html", page=page, rows=rows, tindakan=tindakan, alamat=_alamat, salah=saringan.salah
    )


def _alamat(objek: str) -> str:
    """Where the thing of a line is seen; "" where it has no page."""
    apa, nomor = urai_objek(objek) or ("", 0)
    try:
        return url_for(HALAMAN_OBJEK[apa], **{f"{apa}_id": nomor})
    except (KeyError, BuildError):
        return ""


@bp.get("/audit/pembacaan")
@izin("audit.daftar")
def pembacaan() -> str:
    saringan, orang = _saringan()
    page = queries.daftar_pembacaan(saringan, orang, Paging.read(request.args))
    nama = current_app.extensions["orang"].nama_orang(i for p in page.rows for i in (p.oleh, p.pegawai_id))
    return render_template("audit/pembacaan.html", page=page, nama=nama, salah=saringan.salah)


@bp.get("/audit/kepatuhan")
@izin("audit.daftar")
def kepatuhan() -> str:
    saringan, semua = queries_baku.baca_saringan(request.args), queries_baku.semua_syarat()
    utuh = "utuh" in request.args
    page = queries_baku.daftar_syarat(
        saringan, Paging(per=len(semua)) if utuh else Paging.read(request.args, per=PER_BAKU)
    )
    kelompok = [(STANDAR[k[0]], k[1], list(isi)) for k, isi in groupby(page.rows, lambda s: (s.standar, s.bab))]
    return render_template(
        "audit/kepatuhan.html", page=page, kelompok=kelompok, hitungan=hitung(semua), saringan=saringan, utuh=utuh,
        STANDAR=STANDAR, JAWABAN=list(Jawaban), bab=queries_baku.daftar_bab(),
    )  # fmt: skip
