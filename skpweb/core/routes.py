"""Health, long jobs, and the pages of everything that goes wrong."""

import logging
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import jobs
from skpweb.core.access import NotLoggedIn, izin, publik
from skpweb.core.db import db
from skpweb.core.errors import AppError, Conflict, Locked, NotAllowed, TooMany, Twice
from skpweb.core.guard import ForeignOrigin, came_from, page_owner
from skpweb.core.once import BARU, tanpa_sekali
from skpweb.core.web import done, warn

bp = Blueprint("core", __name__)
log = logging.getLogger(__name__)

SECRETS = {"sandi", "lama"}  # fields of forms that are never kept nor shown again
WORDS = {
    400: ("Permintaan tidak terbaca", "Muat ulang halaman asal, lalu ulangi. Isian yang belum terkirim masih ada di halaman itu."),
    401: ("Perlu masuk", "Masuk dengan NIP dan kata sandi, lalu lanjutkan."),
    403: ("Tidak diizinkan", "Halaman atau tindakan ini ada, tetapi bukan wewenang Anda."),
    404: ("Tidak ditemukan", "Alamat ini tidak ada, atau bukan untuk Anda. Periksa alamatnya, atau mulai dari Beranda."),
    405: ("Cara membuka tidak tepat", "Alamat ini hanya menerima kiriman formulir. Buka dari halaman asalnya."),
    409: ("Dua perubahan bertemu", "Tidak ada yang hilang; pilih salah satu."),
    413: ("Berkas terlalu besar", "Satu kiriman paling besar 25 MB. Perkecil berkas atau kirim satu per satu."),
    415: ("Isi kiriman tidak dikenal", "Kirim lewat formulir di halaman asalnya, bukan dalam bentuk lain."),
    419: ("Halaman sudah kedaluwarsa", "Halaman ini dibuka sebelum Anda masuk kembali. Kirim sekali lagi dari halaman ini; isian Anda masih ada."),
    422: ("Belum dapat disimpan", "Perbaiki yang disebut di bawah, lalu kirim lagi."),
    429: ("Terlalu sering", "Tunggu sebentar, lalu coba lagi."),
    500: ("Ada kesalahan di server", "Bukan salah Anda. Yang sudah tersimpan tetap aman. Coba lagi; bila terulang, laporkan kepada admin dengan kode di bawah."),
    503: ("Server sedang sibuk", "Halaman ini mencoba lagi sendiri."),
}  # fmt: skip


@bp.get("/sehat")
@publik
def sehat() -> Response:
    """One line for monitors: the database answers and keeps its promises; later rooms add theirs."""
    pragmas = {name: db.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys")}
    good = pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    more = {name: tell() for name, tell in current_app.extensions.get("sehat", {}).items()}
    return jsonify(status="baik" if good else "periksa", basis_data=good, **more)


@bp.get("/kerja/<int:kerja_id>")
@izin("core.kerja")
def kerja(kerja_id: int) -> str:
    row = jobs.ambil(g.pelaku.akun_id, kerja_id)
    return render_template("core/kerja.html", kerja=row, hasil=_hasil(row))


@bp.post("/kerja/<int:kerja_id>/batal")
@izin("core.kerja")
@tanpa_sekali("cancelling twice is harmless")
def batalkan_kerja(kerja_id: int) -> AnyResponse:
    jobs.batalkan(jobs.ambil(g.pelaku.akun_id, kerja_id))
    return done(url_for("core.kerja", kerja_id=kerja_id), "Pekerjaan dibatalkan.")


def _hasil(row: jobs.Kerja) -> str:
    """A finished job leads to the address its room left as result."""
    return row.hasil if row.status == jobs.StatusKerja.SELESAI and row.hasil.startswith("/") else ""


def answer(code: int, **more: Any) -> AnyResponse:
    """The page of an error, or its fragment for htmx."""
    title, text = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    title = more.pop("judul", title)
    if code == 422 and request.method == "GET":
        title = "Belum dapat dibuka"  # nothing was sent that could be saved
    small = request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    name = "galat/_galat.html" if small else "galat/galat.html"
    more.setdefault("pesan", text)
    reply = Response(render_template(name, kode=code, judul=title, **more), code)
    if wait := more.get("tunggu"):
        reply.headers["Retry-After"] = str(wait)
    return reply


def on_app_error(error: AppError) -> AnyResponse:
    if isinstance(error, Conflict):
        return answer(409, konflik=error, isian=_typed(), alamat=request.path, dari=came_from())
    if isinstance(error, Twice):
        again = [pair for pair in _typed() if pair[0] != BARU]
        known = {"judul": "Isian ini sudah terkirim", "pesan": str(error), "kembali": error.page}
        return answer(409, **known, tujuan="Lihat yang sudah tersimpan", isian=again, alamat=request.path)
    if isinstance(error, Locked):
        isian = _typed()
        ada = any(v for k, v in isian if not k.startswith("_"))  # more than a button
        return answer(403, kunci=error, pesan=error.reason, isian=isian if ada else (), alamat=request.path)
    if isinstance(error, NotAllowed):
        return answer(403, pesan=error.reason or WORDS[403][1])
    if isinstance(error, TooMany):
        return answer(error.status, pesan=error.message, tunggu=error.wait, isian=_typed(), alamat=request.path)
    back = came_from() if request.method == "POST" else "/"
    return answer(error.status, pesan=str(error) or WORDS.get(error.status, WORDS[500])[1], kembali=back)


def _typed() -> list[tuple[str, str]]:
    """What was sent, so that it can be sent again; nothing of a form with a password."""
    if request.method != "POST" or SECRETS & request.form.keys():
        return []
    return [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]


def on_csrf(_error: Exception) -> AnyResponse:
    if g.get("pelaku") is None:
        return current_app.handle_user_exception(NotLoggedIn())  # type: ignore[return-value]
    if page_owner() not in (0, g.pelaku.akun_id):
        return _of_another()
    return answer(419, isian=_typed(), alamat=request.path)


def _of_another() -> AnyResponse:
    """The page was opened by the one before, at the same PC: what is typed there is neither sent nor shown."""
    text = (
        f"Yang kini masuk di peramban ini {g.pelaku.nama}, sedangkan halaman tadi dibuka orang lain. "
        "Isiannya tidak dikirim; draf yang sempat tersimpan ditawarkan lagi kepada penulisnya saat ia masuk."
    )
    reply = answer(419, pesan=text)
    if request.headers.get("HX-Request") == "true":
        warn(text)
        reply.headers["HX-Redirect"] = "/"  # a fresh page: this one still says whose it was
    return reply


def on_http(error: HTTPException) -> AnyResponse:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return answer(code)


POLOS = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ada kesalahan di server</title></head><body><main id="galat-halaman"><h1>Ada kesalahan di server</h1>
<p>Bukan salah Anda. Yang sudah tersimpan tetap aman. Tekan Kembali di peramban, lalu coba lagi; bila terulang, laporkan
kepada admin dengan kode <b>{tanda}</b>.</p><p><a href="/">Ke Beranda</a></p></main></body></html>
"""


def on_crash(error: Exception) -> AnyResponse:
    """Never a bare 500: what happened goes to the log under a code the person can read out."""
    mark = f"{abs(hash((id(error), request.path))) % 1_000_000:06}"
    log.exception("galat %s %s %s", mark, request.method, request.path)
    try:
        return answer(500, tanda=mark, isian=_typed(), alamat=request.path)
    except Exception:  # what every page shares is what is broken
        log.exception("galat %s pada halaman galatnya", mark)
        return Response(POLOS.format(tanda=mark), 500)


def install(app: Flask) -> None:
    app.register_error_handler(AppError, on_app_error)
    app.register_error_handler(CSRFError, on_csrf)
    app.register_error_handler(
        ForeignOrigin, lambda _e: answer(403, pesan="Formulir ini dikirim dari situs lain, jadi ditolak.")
    )
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(OverflowError, lambda _e: answer(404))  # a number no row can have
    if not app.testing:
        app.register_error_handler(Exception, on_crash)
