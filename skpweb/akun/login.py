"""Who is logged in: flask-login keeps the token, the table `sesi` says whether it still counts."""

import json
from datetime import timedelta
from time import monotonic

from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import queries, services
from skpweb.akun.forms import BuktiForm, KodeForm, MasukForm
from skpweb.akun.models import Akun, Sesi
from skpweb.akun.services_masuk import Pintu
from skpweb.akun.services_totp import wajib_totp
from skpweb.core import clock
from skpweb.core.access import NotFresh, NotLoggedIn
from skpweb.core.fields import Form
from skpweb.core.guard import cookie_name, parts_of
from skpweb.core.routes import SECRETS
from skpweb.pengaturan.queries import aturan

manager = LoginManager()
manager.session_protection = None
# What somebody may reach who still has to choose a password, or to set up the second step.
BEFORE_PASSWORD = {"akun.ganti_sandi", "akun.simpan_sandi", "akun.keluar", "aset.berkas", "pengaturan.gaya"}
BEFORE_TOTP = {*BEFORE_PASSWORD, "akun.totp", "akun.pasang_totp", "akun.buktikan"}
# Asked every few seconds by every open page: a light person with this one permission.
POLLED = {"pemberitahuan.lonceng": "pemberitahuan.daftar"}
KEPT_MAX = 256 * 1024


class Pengguna(UserMixin):
    """What flask-login holds: the token, never the account's number."""

    def __init__(self, token: str, sesi: Sesi | None, peran: queries.BarisPeran | None = None) -> None:
        self.token = token
        self.sesi = sesi
        self.peran = peran

    def get_id(self) -> str:
        return self.token


@manager.user_loader
def muat(token: str) -> Pengguna | None:
    hari = clock.hari_ini()
    found = queries.sesi_dari_token(services.sidik_token(token), clock.waktu_mesin(), hari)
    return Pengguna(token, *found) if found else None


def siapkan_pelaku() -> AnyResponse | None:
    """Set `g.pelaku`; lead somebody without own password, or without the second step, to the one page that matters."""
    g.pelaku = None
    if request.endpoint in ("aset.berkas", None):
        return None
    if not current_user.is_authenticated:
        return None
    sesi = g.sesi = current_user.sesi
    current_app.extensions["laju"].hitung(sesi.akun.id, monotonic())
    if request.headers.get("X-Diam") == "1" and request.endpoint in POLLED:  # keeps no session alive, costs little
        g.pelaku = queries.pelaku_ringkas(sesi.akun, POLLED[request.endpoint])
        return None
    g.pelaku = queries.susun_pelaku(sesi.akun, clock.hari_ini(), current_user.peran)
    if g.pelaku is None:
        return None
    now = clock.waktu_mesin()
    services.perpanjang(sesi, pada=now)
    g.segar = now - (sesi.terbukti_pada or sesi.dibuat_pada) <= timedelta(minutes=aturan("sesi.segar"))
    if sesi.akun.sandi is None and not session.get("kantor") and request.endpoint not in BEFORE_PASSWORD:
        return redirect(url_for("akun.ganti_sandi"))
    if sesi.akun.totp is None and wajib_totp(g.pelaku.peran) and request.endpoint not in BEFORE_TOTP:
        return redirect(url_for("akun.totp"))
    return None


def kuki_kenal() -> str:
    """The cookie by which a browser is known again (services_masuk)."""
    return cookie_name("skpweb_kenal", current_app.config["SESSION_COOKIE_SECURE"])


def pintu() -> Pintu:
    """Who knocks."""
    mark = request.cookies.get(kuki_kenal(), "")[:64]
    token = session.get("_user_id", "")
    return Pintu(request.remote_addr or "", request.user_agent.string, mark, clock.waktu_mesin(), token)


def rahasia() -> bytes:
    """The server's key."""
    return bytes(current_app.config["SKPWEB"].secret())


def jawab_belum_masuk(_error: NotLoggedIn) -> tuple[str, int]:
    """401: the log-in page, or the dialog for a page that is open. What was sent is kept in the form."""
    if request.headers.get("HX-Request") == "true":
        return render_template("akun/_dialog_masuk.html", pemilik=pemilik_lama()), 401
    return halaman_masuk(lanjut=request.full_path.rstrip("?"), isian=_simpan_isian()), 401


def jawab_belum_segar(_error: NotFresh) -> tuple[str, int]:
    """401 before a dangerous deed: prove again who sits there, then the same deed goes on."""
    return bukti(form_bukti(), _simpan_isian(), request.path if request.method == "GET" else "/"), 401


def form_bukti() -> Form:
    """What proves it: the code where there are two steps, else the password."""
    return (KodeForm if g.sesi.akun.totp else BuktiForm)(request.form if request.endpoint == "akun.buktikan" else None)


def bukti(form: Form, isian: str, lanjut: str) -> str:
    """The dialog for a page that is open, or the page that keeps what was sent."""
    teks = "Tindakan ini berbahaya bila dilakukan orang lain dari komputer Anda. Isian Anda tidak hilang; sesudah ini yang tadi dilanjutkan."
    return langkah("Buktikan bahwa ini Anda", teks, url_for("akun.buktikan"), form, isian=isian, lanjut=lanjut)


def langkah(judul: str, teks: str, aksi: str, form: Form, **hidden: str) -> str:
    """One question between two pages, as dialog or page; `hidden` goes along."""
    small = request.headers.get("HX-Request") == "true"
    name = "akun/_dialog_langkah.html" if small else "akun/langkah.html"
    return render_template(name, judul=judul, teks=teks, aksi=aksi, form=form, bawaan=hidden)


def halaman_masuk(form: MasukForm | None = None, lanjut: str = "", isian: str = "") -> str:
    pemilik = pemilik_lama() if isian else None
    return render_template(
        "akun/masuk.html", form=form or MasukForm(data={"lanjut": lanjut}), isian=isian, pemilik=pemilik
    )


def pemilik_lama() -> Akun | None:
    """Whose page it is: the person of the cookie's session, even when it has ended; with the cookie gone (logged out
    in another tab) the one whom the page itself names in a signed header."""
    token = session.get("_user_id")
    if token and (akun := queries.pemilik_token(services.sidik_token(token))):
        return akun
    try:
        return queries.akun_nomor(int(_penanda("orang").loads(request.headers.get("X-Orang", ""))))
    except (BadSignature, ValueError):
        return None


def tanda_orang() -> str:
    """What an open page says of its person; "" when nobody is logged in."""
    return str(_penanda("orang").dumps(g.pelaku.akun_id)) if g.get("pelaku") else ""


def _penanda(guna: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SKPWEB"].secret(), guna)


def _simpan_isian() -> str:
    """The fields of a refused POST, signed, with the person they belong to; files cannot be kept."""
    if request.method != "POST" or not request.form or SECRETS & request.form.keys():
        return ""
    owner = pemilik_lama()
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]
    text = json.dumps({"alamat": request.path, "akun": owner.id if owner else None, "isian": fields})
    return str(_penanda("isian").dumps(text)) if len(text) <= KEPT_MAX else ""


def baca_isian(kept: str, akun_id: int) -> tuple[str, list[tuple[str, str]]] | None:
    """Address and fields of a kept form, if it is this person's; None otherwise."""
    try:
        stored = json.loads(_penanda("isian").loads(kept))
    except (BadSignature, ValueError):
        return None
    if stored["akun"] not in (None, akun_id):
        return None
    return stored["alamat"], [(k, v) for k, v in stored["isian"]]


def di_dalam(address: str) -> str:
    """`next=` only within the site."""
    parts = parts_of(address)
    safe = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if safe and "\\" not in address else "/"


def install(app: Flask) -> None:
    manager.init_app(app)
    app.before_request(siapkan_pelaku)
    app.jinja_env.globals.update(tanda_orang=tanda_orang, masuk_kantor=lambda: bool(app.config["SKPWEB"].oidc_issuer))
    app.register_error_handler(NotLoggedIn, jawab_belum_masuk)
    app.register_error_handler(NotFresh, jawab_belum_segar)
