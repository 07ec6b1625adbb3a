"""Logging in: password, second step, the office's own provider; the proof asked again before dangerous deeds."""

import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace

from flask import Response, after_this_request, current_app, g, redirect, render_template, request, session, url_for
from flask.globals import request_ctx
from flask_login import login_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import login, oidc, queries, services_masuk
from skpweb.akun.forms import KodeForm, MasukForm
from skpweb.akun.login import Pengguna, baca_isian, di_dalam, halaman_masuk, kuki_kenal, pintu
from skpweb.akun.models import Akun
from skpweb.akun.routes import bp
from skpweb.core.access import izin, publik
from skpweb.core.errors import TooMany
from skpweb.core.fields import Form, label_isian
from skpweb.core.guard import masked_token
from skpweb.core.once import tanpa_sekali
from skpweb.core.web import is_htmx
from skpweb.pengaturan.queries import aturan

log = logging.getLogger(__name__)
SEBENTAR = 300  # seconds between password and code
LEWAT = "Waktu untuk mengetik kode sudah habis. Masuk sekali lagi."


def _jawab(
    form: Form, lakukan: Callable[[], AnyResponse | str], halaman: Callable[[], str], siapa: str
) -> AnyResponse | str:
    """Do it; a refusal or a pause is told in the form, and with `siapa` in the log."""
    wait = 0
    if form.validate():
        try:
            with form.catches():
                return lakukan()
        except TooMany as pause:
            form.messages.append(pause.message)
            wait = pause.wait
    log.warning("%s gagal%s: %s dari=%s", request.endpoint, ", ditahan" if wait else "", siapa, request.remote_addr)
    return Response(halaman(), 429, {"Retry-After": str(wait)}) if wait else Response(halaman(), 422)


@bp.get("/masuk")
@publik
def masuk() -> str | AnyResponse:
    if g.pelaku is not None:
        return redirect("/")
    return halaman_masuk(lanjut=di_dalam(request.args.get("lanjut", "/")))


@bp.post("/masuk")
@publik
@tanpa_sekali("logging in twice is harmless")
def kirim_masuk() -> str | AnyResponse:
    form = MasukForm(request.form)
    nip = "".join(c for c in form.nip.data or "" if c.isdecimal())

    def lakukan() -> str | AnyResponse:
        return _terima(services_masuk.periksa_masuk(nip, form.sandi.data, pintu()))

    siapa = nip if len(nip) == 18 else "bukan NIP"  # else it may be a password in the wrong field
    return _jawab(form, lakukan, lambda: _ulang(form), siapa)


def _ulang(form: MasukForm) -> str:
    if is_htmx():
        return render_template("akun/_dialog_masuk.html", pemilik=login.pemilik_lama(), form=form)
    return halaman_masuk(form, isian=request.form.get("isian", ""))


def _terima(akun: Akun, *, cara: str = "sandi", lanjut: str = "") -> str | AnyResponse:
    """The first step was right: ask for the second, or open the session."""
    lanjut = lanjut or request.form.get("lanjut", "/")
    if akun.totp is None:
        return _buka(akun, services_masuk.buka_sesi(akun, _bertanda(), cara=cara), cara, lanjut)
    tiket = _tiket().dumps([akun.id, akun.versi, cara])
    return _halaman_kode(KodeForm(), str(tiket), lanjut)


def _halaman_kode(form: KodeForm, tiket: str, lanjut: str) -> str:
    return login.langkah(
        "Verifikasi dua langkah", "Ketik kode yang sedang tampil di aplikasi autentikator pada ponsel Anda.",
        url_for("akun.kirim_kode"), form, tiket=tiket, lanjut=lanjut, isian=request.form.get("isian", ""),
    )  # fmt: skip


def _tiket() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(login.rahasia(), "dua-langkah")


def _bertanda() -> services_masuk.Pintu:
    """This browser, from now on known by the mark it carries."""
    here = pintu()
    here = here if here.perangkat else replace(here, perangkat=secrets.token_urlsafe(16))

    @after_this_request
    def mark(response: Response) -> Response:
        response.set_cookie(
            kuki_kenal(), here.perangkat, max_age=services_masuk.KENAL, httponly=True, samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
        return response

    return here


@bp.post("/masuk/kode")
@publik
@tanpa_sekali("a code is good once by itself")
def kirim_kode() -> str | AnyResponse:
    form, tiket = KodeForm(request.form), request.form.get("tiket", "")
    try:
        akun_id, versi, cara = _tiket().loads(tiket, max_age=SEBENTAR)
    except BadSignature:
        akun_id, versi, cara = 0, 0, ""
    akun = queries.akun_nomor(akun_id)
    if akun is None or akun.versi != versi or not akun.aktif or akun.totp is None:
        back = MasukForm(data={"lanjut": request.form.get("lanjut", "/")})
        back.messages.append(LEWAT)
        return Response(_ulang(back), 422)
    lanjut = request.form.get("lanjut", "/")

    def lakukan() -> str | AnyResponse:
        token = services_masuk.buka_sesi(akun, _bertanda(), cara=cara, kode=form.kode.data, rahasia=login.rahasia())
        return _buka(akun, token, cara, lanjut)

    return _jawab(form, lakukan, lambda: _halaman_kode(form, tiket, lanjut), f"akun={akun.id}")


def _buka(akun: Akun, token: str, cara: str, lanjut: str) -> str | AnyResponse:
    """Into the session: to the dialog's page, to the kept form, or to where one wanted to go."""
    former = login.pemilik_lama()
    same = former is not None and former.id == akun.id
    if not same or "csrf_token" not in session:
        session.clear()  # another person, or no cookie left: a new CSRF secret, nothing of the former
    login_user(Pengguna(token, None))
    session["kantor"] = cara == "kantor"
    if is_htmx():
        return _lagi() if same else Response(status=204, headers={"HX-Redirect": "/"})
    bersandi = akun.sandi is not None or cara == "kantor"
    return _kembali(akun.id, lanjut) if bersandi else redirect(url_for("akun.ganti_sandi"), 303)


def _lagi() -> AnyResponse:
    """The dialog closes and the deed that waits goes on."""
    return Response(status=204, headers={"HX-Trigger": json.dumps({"masuk-lagi": {"token": masked_token()}})})


def _kembali(akun_id: int, lanjut: str) -> str | AnyResponse:
    kept = request.form.get("isian", "")
    again = baca_isian(kept, akun_id) if kept else None
    if again:
        return render_template("akun/lanjutkan.html", alamat=again[0], isian=again[1], label=_label(again[0]))
    return redirect(di_dalam(lanjut), 303)


def _label(alamat: str) -> dict[str, str]:
    """What the form that is sent to this address calls its fields, where that is known."""
    try:
        endpoint, _ = request_ctx.url_adapter.match(alamat, "POST")  # type: ignore[union-attr]
    except HTTPException:
        return {}
    return label_isian(endpoint)


@bp.post("/masuk/bukti")
@izin("akun.milik_sendiri")
@tanpa_sekali("proving it twice is harmless")
def buktikan() -> str | AnyResponse:
    form = login.form_bukti()
    kept, lanjut = request.form.get("isian", ""), request.form.get("lanjut", "/")

    def lakukan() -> str | AnyResponse:
        typed = next(iter(form)).data
        session["_user_id"] = services_masuk.buktikan(
            g.sesi.akun, g.sesi.id, typed, rahasia=login.rahasia(), pintu=pintu()
        )
        return _lagi() if is_htmx() else _kembali(g.pelaku.akun_id, lanjut)

    return _jawab(form, lakukan, lambda: login.bukti(form, kept, lanjut), f"akun={g.pelaku.akun_id}")


# ---- the office's own provider ------------------------------------------------------------------
@bp.get("/masuk/kantor")
@publik
def masuk_kantor() -> str | AnyResponse:
    form = MasukForm(data={"lanjut": di_dalam(request.args.get("lanjut", "/"))})
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return halaman_masuk(form)  # another site sent the browser here: the person shall press the button himself
    with form.catches():
        answer = oidc.berangkat(current_app, url_for("akun.kembali_kantor", _external=True))  # type: ignore[arg-type]
        session["kantor_lanjut"] = form.lanjut.data
        return answer
    return Response(halaman_masuk(form), 502)


@bp.get("/masuk/kantor/kembali")
@publik
def kembali_kantor() -> str | AnyResponse:
    form = MasukForm(data={"lanjut": "/"})
    with form.catches():
        nip = oidc.nip_dari(current_app, aturan("oidc.klaim"))  # type: ignore[arg-type]
        return _terima(services_masuk.akun_kantor(nip), cara="kantor", lanjut=session.pop("kantor_lanjut", "/"))
    return Response(halaman_masuk(form), 403)
