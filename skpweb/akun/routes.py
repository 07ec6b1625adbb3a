import json

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import login, queries, services
from skpweb.akun.forms import MasukForm, SandiForm
from skpweb.akun.login import Pengguna, baca_isian, di_dalam, halaman_masuk
from skpweb.core import clock
from skpweb.core.access import izin, publik
from skpweb.core.guard import masked_token
from skpweb.core.once import sekali, tanpa_sekali
from skpweb.core.web import Menu, done
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.pengaturan.queries import aturan

bp = Blueprint("akun", __name__)
MENU = (Menu("Sistem", "Akun dan peran", "user", "akun.daftar", "akun.daftar", 20),)


def install(app) -> None:  # type: ignore[no-untyped-def]
    login.install(app)
    app.jinja_env.filters["nip"] = tampilkan_nip


@bp.get("/masuk")
@publik
def masuk() -> str | AnyResponse:
    if g.pelaku is not None:
        return redirect("/")
    return halaman_masuk(lanjut=di_dalam(request.args.get("lanjut", "/")))


@bp.post("/masuk")
@publik
@tanpa_sekali("logging in twice is harmless")
def kirim_masuk() -> str | tuple[str, int] | AnyResponse:
    form = MasukForm(request.form)
    kept = request.form.get("isian", "")
    if form.validate():
        with form.catches():
            return _masuk(form, kept)
    if request.headers.get("HX-Request") == "true":
        return render_template("akun/_dialog_masuk.html", pemilik=login.pemilik_lama(), form=form), 422
    return halaman_masuk(form, isian=kept), 422


def _masuk(form: MasukForm, kept: str) -> str | AnyResponse:
    former = login.pemilik_lama()
    nip = "".join(c for c in form.nip.data if c.isdecimal())
    akun, token, _ = services.masuk(
        nip,
        form.sandi.data,
        alamat=request.remote_addr or "",
        peramban=request.user_agent.string,
        pada=clock.waktu_mesin(),
    )
    same = former is not None and former.id == akun.id
    if not same or "csrf_token" not in session:
        session.clear()  # another person, or no cookie left: a new CSRF secret, nothing of the former
    login_user(Pengguna(token, None))
    if request.headers.get("HX-Request") == "true":
        go_on = {"HX-Trigger": json.dumps({"masuk-lagi": {"token": masked_token()}})}
        return Response(status=204, headers=go_on if same else {"HX-Redirect": "/"})
    again = baca_isian(kept, akun.id) if kept else None
    if again and akun.sandi is not None:
        return render_template("akun/lanjutkan.html", alamat=again[0], isian=again[1])
    return redirect(url_for("akun.ganti_sandi") if akun.sandi is None else di_dalam(form.lanjut.data or "/"), 303)


@bp.post("/keluar")
@izin("akun.milik_sendiri")
@tanpa_sekali("logging out twice is harmless")
def keluar() -> AnyResponse:
    services.keluar(g.pelaku, g.sesi.id, pada=clock.waktu_mesin())
    logout_user()
    session.clear()
    answer = done(url_for("akun.masuk"), "Anda sudah keluar.")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@bp.get("/sandi")
@izin("akun.milik_sendiri")
def ganti_sandi() -> str:
    return _halaman_sandi(SandiForm())


def _halaman_sandi(form: SandiForm) -> str:
    return render_template(
        "akun/sandi.html", form=form, pertama=g.sesi.akun.sandi is None, panjang=aturan("sandi.panjang")
    )


@bp.post("/sandi")
@izin("akun.milik_sendiri")
@tanpa_sekali("the present password is the key")
def simpan_sandi() -> AnyResponse | tuple[str, int]:
    form = SandiForm(request.form)
    if form.validate():
        with form.catches():
            services.ganti_sandi(g.pelaku, form.lama.data, form.baru.data, sesi_id=g.sesi.id, pada=clock.waktu_mesin())
            return done("/", "Kata sandi sudah diganti. Sesi Anda di perangkat lain diakhiri.")
    return _halaman_sandi(form), 422


@bp.get("/sesi")
@izin("akun.milik_sendiri")
def sesi() -> str:
    rows = queries.daftar_sesi(g.pelaku.akun_id, clock.waktu_mesin())
    return render_template("akun/sesi.html", rows=rows, ini=current_user.sesi.id)


@bp.post("/sesi/<int:sesi_id>/akhiri")
@izin("akun.milik_sendiri")
@sekali
def akhiri_sesi(sesi_id: int) -> AnyResponse:
    services.keluar(g.pelaku, sesi_id, pada=clock.waktu_mesin())
    return done(url_for("akun.sesi"), "Sesi itu diakhiri.")


@bp.post("/sesi/akhiri-lain")
@izin("akun.milik_sendiri")
@sekali
def akhiri_sesi_lain() -> AnyResponse:
    count = services.akhiri_sesi_lain(g.pelaku, g.sesi.id, pada=clock.waktu_mesin())
    return done(url_for("akun.sesi"), f"{count} sesi lain diakhiri.")
