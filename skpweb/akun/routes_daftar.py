"""Accounts as the admin and the pengelola see them: list, roles, one-time codes on slips."""

from flask import g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import queries, services
from skpweb.akun.queries import SaringanAkun
from skpweb.akun.routes import bp
from skpweb.akun.rules import LABEL_PERAN, Peran
from skpweb.core import clock
from skpweb.core.access import izin, segar
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import done
from skpweb.pegawai.queries import identitas_banyak, unit_dalam_wewenang
from skpweb.pengaturan.queries import aturan


def _saringan() -> SaringanAkun:
    source, peran = request.values, request.values.get("peran", "")
    known = peran if peran in set(Peran) else ""
    return SaringanAkun(source.get("cari", "").strip(), known, source.get("keadaan", ""), source.get("unit", type=int))


@bp.get("/akun")
@izin("akun.daftar")
def daftar() -> str:
    page = queries.daftar_akun(g.pelaku, _saringan(), clock.hari_ini(), Paging.read(request.args))
    return render_template(
        "akun/daftar.html", page=page, saringan=_saringan(), unit=unit_dalam_wewenang(g.pelaku, clock.hari_ini()),
        label=LABEL_PERAN, peran=list(Peran), hari_kode=aturan("kode.berlaku"),
    )  # fmt: skip


@bp.get("/akun/<int:akun_id>")
@izin("akun.daftar")
def rinci(akun_id: int) -> str:
    return _rinci(akun_id)


def _rinci(akun_id: int, galat: str = "") -> str:
    akun = queries.ambil_akun(g.pelaku, akun_id, clock.hari_ini())
    return render_template(
        "akun/rinci.html", akun=akun, punya=queries.peran_akun(akun_id), unit=unit_dalam_wewenang(g.pelaku, clock.hari_ini()),
        label=LABEL_PERAN, peran=list(Peran), galat=galat,
    )  # fmt: skip


@bp.post("/akun/<int:akun_id>/peran")
@izin("akun.atur_peran")
@segar
@sekali
def atur_peran(akun_id: int) -> AnyResponse | tuple[str, int]:
    akun = queries.ambil_akun(g.pelaku, akun_id, clock.hari_ini())
    chosen = [Peran(p) for p in request.form.getlist("peran") if p in set(Peran)]
    units = [u for u in request.form.getlist("unit", type=int) if u > 0] or [None]
    wanted = [(p, u) for p in chosen for u in (units if p == Peran.PENGELOLA else [None])]
    try:
        services.atur_peran(g.pelaku, akun, wanted, pada=clock.sekarang())
    except RuleViolation as fault:
        return _rinci(akun_id, fault.message), 422
    return done(url_for("akun.rinci", akun_id=akun_id), "Peran disimpan; yang bersangkutan perlu masuk kembali.")


@bp.post("/akun/<int:akun_id>/aktif")
@izin("akun.nonaktifkan")
@segar
@sekali
def nonaktifkan(akun_id: int) -> AnyResponse | tuple[str, int]:
    akun = queries.ambil_akun(g.pelaku, akun_id, clock.hari_ini())
    active = request.form.get("aktif") == "1"
    try:
        services.nonaktifkan(g.pelaku, akun, active, pada=clock.sekarang())
    except RuleViolation as fault:
        return _rinci(akun_id, fault.message), 422
    told = "Akun dibuka kembali." if active else "Akun ditutup; sesinya diakhiri."
    return done(url_for("akun.rinci", akun_id=akun_id), told)


@bp.post("/akun/kode")
@izin("akun.terbitkan_kode")
@segar
@sekali
def terbitkan_kode() -> AnyResponse:
    """Slips for everybody of the list without a password, or for one person; shown this once."""
    one = request.form.get("pegawai", type=int)
    day = clock.hari_ini()
    ids = [one] if one else queries.penerima_kode(g.pelaku, _saringan(), day)
    if one and not queries.boleh_kode(g.pelaku, one, day):
        raise NotFound
    if not ids:
        return done(url_for("akun.daftar"), "Semua orang dalam daftar ini sudah punya kata sandi; tidak ada kode baru.")
    codes = services.terbitkan_kode(g.pelaku, ids, pada=clock.sekarang())
    people = sorted(identitas_banyak(codes, day).values(), key=lambda i: (i.unit, i.nama, i.pegawai_id))
    answer = make_response(
        render_template("akun/slip.html", orang=people, kode=codes, hari_kode=aturan("kode.berlaku"))
    )
    answer.rahasia = True  # type: ignore[attr-defined]
    return answer
