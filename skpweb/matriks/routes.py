"""The sheet, and the one deed behind it: a cell, a pasted block, an undo, an even spread and the whole form alike."""

from typing import Any

from flask import Blueprint, Flask, g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.formulir import Answer
from skpweb.core.once import tanpa_sekali
from skpweb.core.web import done, is_htmx
from skpweb.matriks import queries, services
from skpweb.matriks.forms import baca_isian, tulis_asal
from skpweb.matriks.rules import Ketikan, tulis_sel
from skpweb.skp.models import Skp
from skpweb.skp.queries import ambil_skp
from skpweb.skp.rules import kunci_isi

bp = Blueprint("matriks", __name__)
ALASAN = "a cell carries the text it was read with: sent twice it has one effect"


@bp.get("/skp/<int:skp_id>/matriks")
@izin("matriks.lihat")
def lihat(skp_id: int) -> Answer:
    skp = ambil_skp(g.pelaku, skp_id, clock.hari_ini())
    return _halaman(skp, queries.lembar(skp), {})


@bp.post("/skp/<int:skp_id>/matriks")
@izin("matriks.isi_sel")
@tanpa_sekali(ALASAN)
def isi_lembar(skp_id: int) -> Answer:
    isian = baca_isian(request.form)
    for nama in request.form.getlist("buang"):  # "Pakai yang tersimpan"
        isian = {k: v for k, v in isian.items() if nama != f"s{k[0]}-{k[1]}"}
    return _simpan(skp_id, isian, request.form.get("rata", type=int))


@bp.post("/skp/<int:skp_id>/matriks/<int:iki_id>/<int:bulan>")
@izin("matriks.isi_sel")
@tanpa_sekali(ALASAN)
def isi_sel(skp_id: int, iki_id: int, bulan: int) -> Answer:
    sel = (iki_id, bulan)
    return _simpan(skp_id, {sel: baca_isian(request.form).get(sel, Ketikan("", ""))}, None, sel)


def _simpan(skp_id: int, isian: services.Isian, rata: int | None, sel: services.Kunci | None = None) -> Answer:
    pada = clock.sekarang()
    skp = ambil_skp(g.pelaku, skp_id, clock.hari(pada), untuk_diubah=True)
    hasil = services.isi_sel(g.pelaku, skp, isian, rata=rata, pada=pada)
    if sel and (sel[0] not in hasil.lembar.baris or sel[1] not in hasil.lembar.bulan):
        raise NotFound
    kode = 200 if not hasil.galat else 409 if any(x.tersimpan is not None for x in hasil.galat.values()) else 422
    if is_htmx():
        return _jawab(skp, isian, hasil, pada), kode
    if hasil.galat:
        return _halaman(skp, hasil.lembar, hasil.galat), kode
    kabar = f"Matriks tersimpan: {len(hasil.berubah)} sel berubah." if hasil.berubah else "Tidak ada yang berubah."
    return done(url_for("matriks.lihat", skp_id=skp_id), kabar)


def _jawab(skp: Skp, isian: services.Isian, hasil: services.Simpanan, pada: Any) -> str:
    """Cells whose text or former text on the screen is no longer right, the years of their rows, how it went."""
    ada = {k: tulis_sel(hasil.lembar.baris[k[0]].sel.get(k[1])) for k in hasil.isian if k[0] in hasil.lembar.baris}
    segar = [k for k, teks in ada.items() if k in hasil.galat or isian.get(k) != Ketikan(teks, teks)]
    return render_template(
        "matriks/_jawab.html", skp=skp, lembar=hasil.lembar, galat=hasil.galat, segar=segar, pada=clock.setempat(pada),
        baris={k[0]: hasil.lembar.baris[k[0]] for k in segar}, banyak=len(ada) - len(hasil.galat),
        berubah=len(hasil.berubah), cara=request.form.get("_cara", ""), luar=request.form.get("_luar", 0, int),
    )  # fmt: skip


def _halaman(skp: Skp, lembar: queries.Lembar, galat: dict[services.Kunci, Any]) -> str:
    asal = tulis_asal((i, b, tulis_sel(s)) for i, baris in lembar.baris.items() for b, s in baris.sel.items())
    return render_template(
        "matriks/lembar.html", skp=skp, lembar=lembar, galat=galat, asal=asal, tutup=_tutup(skp),
        kini=clock.hari_ini(),
    )  # fmt: skip


def _tutup(skp: Skp) -> str:
    """Why nothing can be typed here, "" when it can."""
    if g.pelaku.pegawai_id != skp.pegawai_id:
        return "Matriks hanya diisi oleh pemilik SKP. Anda melihatnya saja."
    if kunci := kunci_isi(skp.status):
        return f"{kunci.reason} {kunci.until}. Yang dapat membukanya: {kunci.who}."
    return g.pelaku.baca_saja


def install(app: Flask) -> None:
    app.jinja_env.filters["sel"] = tulis_sel
