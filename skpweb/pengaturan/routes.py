from flask import Blueprint, Response, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin, publik, segar
from skpweb.core.errors import RuleViolation
from skpweb.core.once import sekali
from skpweb.core.settings import daftar_aturan
from skpweb.core.web import Menu, done
from skpweb.pengaturan import queries, services
from skpweb.pengaturan.forms import KantorForm
from skpweb.pengaturan.rules import LOGO_MAKS, Kantor

bp = Blueprint("pengaturan", __name__)
MENU = (Menu("Sistem", "Pengaturan", "gear", "pengaturan.lihat", "pengaturan.lihat", 10),)


def install(app) -> None:  # type: ignore[no-untyped-def]
    app.jinja_env.globals.update(kantor=queries.kantor, aturan=queries.aturan, warna_versi=warna_versi)


def warna_versi() -> str:
    return f"{queries.aturan('warna.rona')}-{queries.aturan('warna.pekat')}"


@bp.get("/kantor.css")
@publik
def gaya() -> Response:
    """The office's colour: two numbers."""
    css = f":root{{--h:{queries.aturan('warna.rona')};--s:{queries.aturan('warna.pekat')}%}}"
    return Response(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=86400"})


@bp.get("/pengaturan")
@izin("pengaturan.lihat")
def lihat() -> str:
    kantor = queries.kantor()
    form = KantorForm(data={**kantor.__dict__, "mulai": clock.hari_ini()})
    return _halaman(form)


def _halaman(form: KantorForm, galat: dict[str, str] | None = None, isian: dict[str, str] | None = None) -> str:
    return render_template(
        "pengaturan/lihat.html", form=form, daftar=daftar_aturan(), galat=galat or {}, isian=isian or {}
    )


@bp.post("/pengaturan/kantor")
@izin("pengaturan.simpan_kantor")
@sekali
def simpan_kantor() -> AnyResponse | tuple[str, int]:
    form = KantorForm(request.form)
    if form.validate():
        with form.catches():
            data = {k: v for k, v in form.data.items() if k not in ("mulai", "logo")}
            kantor = Kantor(**data, logo=_logo() or queries.kantor().logo)
            services.simpan_kantor(g.pelaku, kantor, mulai=form.mulai.data, pada=clock.sekarang())
            return done(url_for("pengaturan.lihat"), "Data kantor disimpan.")
    return _halaman(form), 422


def _logo() -> str:
    """The uploaded picture as it is kept; "" when none was chosen. Raises RuleViolation."""
    file = request.files.get("logo")
    body = file.read(LOGO_MAKS + 1) if file else b""
    if not body:
        return ""
    kind = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
    start = kind.get((file.filename or "").rpartition(".")[2].lower())
    if start is None or not body.startswith(start) or len(body) > LOGO_MAKS:
        raise RuleViolation("Logo harus PNG atau JPG, paling besar 2 MB.", "logo")
    return services.gambar_logo(body)


@bp.post("/pengaturan/aturan")
@izin("pengaturan.ubah_aturan")
@segar
@sekali
def ubah_aturan() -> AnyResponse | tuple[str, int]:
    known = daftar_aturan()
    # an unticked box is not sent
    typed = {k: request.form.get(k, "0" if isinstance(a.bawaan, bool) else "") for k, a in known.items()}
    typed = {k: v for k, v in typed.items() if k in request.form or isinstance(known[k].bawaan, bool)}
    try:
        changed = services.ubah_aturan(g.pelaku, typed, pada=clock.sekarang())
    except RuleViolation as fault:
        return _halaman(KantorForm(data=queries.kantor().__dict__), {fault.field or "": fault.message}, typed), 422
    return done(
        url_for("pengaturan.lihat"), "Diubah: " + ", ".join(changed) + "." if changed else "Tidak ada yang berubah."
    )
