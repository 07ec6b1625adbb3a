from flask import Blueprint, g, render_template, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import login, queries, services, services_masuk
from skpweb.akun.forms import SandiForm
from skpweb.akun.rules import nama_peramban
from skpweb.core import clock
from skpweb.core.access import izin, segar
from skpweb.core.once import sekali, tanpa_sekali
from skpweb.core.web import Menu, done
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.pengaturan.queries import aturan

bp = Blueprint("akun", __name__)
MENU = (Menu("Sistem", "Akun dan peran", "user", "akun.daftar", "akun.daftar", 20),)


def install(app) -> None:  # type: ignore[no-untyped-def]
    login.install(app)
    app.jinja_env.filters["nip"] = tampilkan_nip
    app.jinja_env.filters["peramban"] = nama_peramban


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
            services_masuk.ganti_sandi(g.pelaku, form.lama.data, form.baru.data, sesi_id=g.sesi.id, pintu=login.pintu())
            return done("/", "Kata sandi sudah diganti. Sesi Anda di perangkat lain diakhiri.")
    return _halaman_sandi(form), 422


@bp.get("/sesi")
@izin("akun.milik_sendiri")
def sesi() -> str:
    rows = queries.daftar_sesi(g.pelaku.akun_id, clock.waktu_mesin())
    return render_template("akun/sesi.html", rows=rows, ini=current_user.sesi.id)


@bp.post("/sesi/<int:sesi_id>/akhiri")
@izin("akun.milik_sendiri")
@segar
@sekali
def akhiri_sesi(sesi_id: int) -> AnyResponse:
    services.keluar(g.pelaku, sesi_id, pada=clock.waktu_mesin())
    return done(url_for("akun.sesi"), "Sesi itu diakhiri.")


@bp.post("/sesi/akhiri-lain")
@izin("akun.milik_sendiri")
@segar
@sekali
def akhiri_sesi_lain() -> AnyResponse:
    count = services.akhiri_sesi_lain(g.pelaku, g.sesi.id, pada=clock.waktu_mesin())
    return done(url_for("akun.sesi"), f"{count} sesi lain diakhiri.")
