import secrets

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun.login import Pengguna
from skpweb.akun.rules import sidik_kode
from skpweb.core import clock
from skpweb.core.access import publik
from skpweb.core.errors import NotFound
from skpweb.core.once import tanpa_sekali
from skpweb.core.web import ada
from skpweb.mulai import queries, services
from skpweb.mulai.awal import KODE
from skpweb.mulai.forms import PenyiapanForm
from skpweb.mulai.rules import AKUN_CSV, AdminBaru, KepalaBaru
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kedudukan, Kepegawaian
from skpweb.pengaturan.rules import Kantor

bp = Blueprint("mulai", __name__)


def install(app: Flask) -> None:
    app.jinja_env.globals["demo"] = lambda: (app.config["SKPWEB"].data / AKUN_CSV).exists()
    app.before_request(tunjukkan_jalan)


def tunjukkan_jalan() -> tuple[str, int] | None:
    """Whoever opens the door of an empty database is told where the key lies."""
    if g.pelaku is None and request.endpoint in ("beranda.lihat", "akun.masuk") and queries.masih_kosong():
        return render_template("mulai/kosong.html"), 503
    return None


def _pastikan_kode() -> str:
    """The one-time code by which the page was opened; raises NotFound when it opens nothing (any more)."""
    if not queries.masih_kosong():
        raise NotFound("Kantor ini sudah disiapkan. Masuk dengan akun Anda.")
    kode = request.values.get("kode", "")
    known = current_app.extensions.get(KODE, "")
    if not secrets.compare_digest(known.encode(), sidik_kode(kode).encode()):
        raise NotFound(
            "Kode penyiapan tidak cocok. Alamat yang berlaku tercetak di konsol server; berganti setiap server dimulai."
        )
    return kode


@bp.get("/siapkan")
@publik
def siapkan() -> str:
    return render_template("mulai/siapkan.html", kode=_pastikan_kode())


@bp.post("/siapkan/contoh")
@publik
@tanpa_sekali("an office is set up once; a second send finds it there")
def buat_contoh() -> str:
    _pastikan_kode()
    akun = services.buat_contoh(current_app.config["SKPWEB"].data, pada=clock.sekarang())
    return render_template("mulai/contoh.html", akun=[a for a in akun if a.utama], banyak=len(akun))


@bp.get("/siapkan/kantor")
@publik
def isi_kantor() -> str:
    return render_template("mulai/kantor.html", kode=_pastikan_kode(), form=PenyiapanForm())


@bp.post("/siapkan/kantor")
@publik
@tanpa_sekali("an office is set up once; a second send finds it there")
def siapkan_kantor() -> AnyResponse | tuple[str, int]:
    kode = _pastikan_kode()
    form = PenyiapanForm(request.form)
    if form.validate():
        admin = AdminBaru(**form.isi("admin_") | {"kepegawaian": Kepegawaian(form.admin_kepegawaian.data)})
        with form.catches():
            services.siapkan_kantor(_kantor(form), _kepala(form), admin, pada=clock.sekarang())
            return _masuk(admin)
    return render_template("mulai/kantor.html", kode=kode, form=form), 422


def _masuk(admin: AdminBaru) -> AnyResponse:
    token = services.masuk_pertama(
        admin, alamat=request.remote_addr or "", peramban=request.user_agent.string, pada=clock.waktu_mesin()
    )
    session.clear()
    login_user(Pengguna(token, None))
    to_import = admin.pengelola and ada("tukar.daftar")
    return redirect(url_for("tukar.daftar") if to_import else "/", 303)


def _kantor(form: PenyiapanForm) -> Kantor:
    fields = ("nama", "singkatan", "pemda", "alamat", "kontak", "kota", "zona")
    return Kantor(**{name: form[name].data or "" for name in fields})


def _kepala(form: PenyiapanForm) -> KepalaBaru:
    typed = form.isi("kepala_")
    luar = typed.pop("dari") == "luar"
    typed |= {"jenis": JenisJabatan(typed["jenis"]), "kedudukan": Kedudukan(typed["kedudukan"])}
    return KepalaBaru(luar=luar, **typed)
