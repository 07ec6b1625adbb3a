from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import RuleViolation
from skpweb.core.fields import Form
from skpweb.core.formulir import Answer, Formulir, pasang, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.web import Menu, done
from skpweb.pegawai.queries import identitas_banyak
from skpweb.skp import queries, services
from skpweb.skp.forms import DIREKTIF, IkiForm, RhkForm, baca_target
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import Pendekatan, kunci_isi
from skpweb.skp.rules_isi import IsiSkp, kekurangan, peringatan

bp = Blueprint("skp", __name__)
MENU = (Menu("Perencanaan", "SKP saya", "plan", "skp.daftar", "skp.lihat", 20, dock=True),)


@bp.get("/skp")
@izin("skp.lihat")
def daftar() -> str:
    rows = queries.daftar_skp(g.pelaku.pegawai_id)
    calon = queries.calon_skp(g.pelaku.pegawai_id, rows, clock.hari_ini())
    return render_template("skp/daftar.html", rows=rows, calon=calon)


@bp.get("/skp/orang/<int:pegawai_id>")
@izin("skp.lihat")
def daftar_orang(pegawai_id: int) -> str:
    """All of another's, for those who see his plans and logs."""
    orang = queries.pastikan_melihat(g.pelaku, pegawai_id, clock.hari_ini())
    return render_template("skp/daftar.html", rows=queries.daftar_skp(pegawai_id), calon=[], orang=orang)


@bp.post("/skp")
@izin("skp.buat_skp")
@sekali
def buat_skp() -> Answer:
    riwayat_id, tahun = (request.form.get(k, 0, int) for k in ("riwayat_id", "tahun"))
    skp = services.buat_skp(g.pelaku, riwayat_id, tahun, pada=clock.sekarang())
    return done(url_for("skp.lihat", skp_id=skp.id), f"SKP {skp.nama} dibuat. Tambahkan RHK pertamanya.")


@bp.get("/skp/<int:skp_id>")
@izin("skp.lihat")
def lihat(skp_id: int) -> str:
    return _halaman(*queries.ambil_isi(g.pelaku, skp_id, clock.hari_ini()))


def _atasan_id(skp: Skp) -> int | None:
    """The superior; page and form of one request ask once."""
    if "atasan_skp" not in g:
        g.atasan_skp = queries.atasan_skp(skp, clock.hari_ini())
    return g.atasan_skp


def _halaman(skp: Skp, isi: IsiSkp | None = None, **buka: Any) -> str:
    """The plan, with a form opened in its place where `buka` brings one; `isi`: where it was read. Three queries at most."""
    hari = queries.hari_acuan(skp, clock.hari_ini())
    isi = isi or queries.isi_skp(skp.id)
    kurang = kekurangan(isi)
    atasan_id = _atasan_id(skp)
    orang = identitas_banyak([skp.pegawai_id, atasan_id or 0], hari)
    sendiri = skp.pegawai_id == g.pelaku.pegawai_id
    return render_template(
        "skp/skp.html", skp=skp, isi=isi, orang=orang[skp.pegawai_id], atasan=orang.get(atasan_id or 0), sendiri=sendiri,
        ubah=sendiri and skp.status.dapat_diubah, kunci=kunci_isi(skp.status), kurang=kurang,
        cacat={t.arg.get("iki_id") for t in kurang}, aneh=peringatan(isi), buka=buka, form=buka.get("form"),
    )  # fmt: skip


@bp.post("/skp/<int:skp_id>/pendekatan")
@izin("skp.ubah_pendekatan")
@sekali
def ubah_pendekatan(skp_id: int) -> Answer:
    pendekatan = request.form.get("pendekatan", "")
    if pendekatan not in set(Pendekatan):
        raise RuleViolation("Pilih pendekatan kuantitatif atau kualitatif.")
    services.ubah_pendekatan(g.pelaku, skp_id, Pendekatan(pendekatan), pada=clock.sekarang())
    return done(url_for("skp.lihat", skp_id=skp_id), f"SKP ini sekarang {pendekatan}.")


# ---- deeds with a form in its place ---------------------------------------------------------------
def _skp(skp_id: int) -> Skp:
    return queries.ambil_skp(g.pelaku, skp_id, clock.hari_ini(), untuk_diubah=True)


def _rhk(rhk_id: int) -> Rhk:
    return queries.ambil_rhk(g.pelaku, rhk_id, clock.hari_ini())


def _iki(iki_id: int) -> Iki:
    return queries.ambil_iki(g.pelaku, iki_id, clock.hari_ini())


def _milik(row: Skp | Rhk | Iki) -> Skp:
    return row if isinstance(row, Skp) else row.skp if isinstance(row, Rhk) else row.rhk.skp


def _tampil(formulir: Formulir, form: Form, row: Skp | Rhk | Iki) -> str:
    versi = (versi_terkirim() or row.versi) if formulir.berversi else None
    deed = formulir.deed.partition(".")[2]
    rhk_id = row.rhk_id if isinstance(row, Iki) else row.id if isinstance(row, Rhk) else 0
    pendukung = queries.daftar_pendukung(row.id) if deed == "hapus_rhk" else []
    return _halaman(
        _milik(row), deed=deed, judul=formulir.judul, form=form, versi=versi, rhk_id=rhk_id, baris=row,
        pendukung=pendukung,
    )  # fmt: skip


BELUM_ADA = (
    "Atasan dan ketua tim Anda belum punya RHK tahun ini. Anda tetap dapat menyusun: simpan sebagai belum ditautkan, "
    "lalu tautkan sebelum mengajukan."
)


def _siapkan_rhk(form: RhkForm, row: Skp | Rhk) -> None:
    skp = _milik(row)
    pilihan = [
        (str(c.rhk_id), f"{c.teks} ({c.nama}{', masih konsep' if c.konsep else ''})")
        for c in queries.calon_induk(skp, _atasan_id(skp), clock.hari_ini())
    ]
    lama = isinstance(row, Rhk) and row.induk_id and str(row.induk_id) not in dict(pilihan)
    if lama and row.induk.skp.status not in queries.MATI:  # of a superior or team he had before
        pilihan.insert(0, (str(row.induk_id), row.induk_teks))
    if request.method == "GET" and isinstance(row, Skp):
        form.tautan.data = pilihan[0][0] if len(pilihan) == 1 else ""
    form.tautan.choices = [
        *pilihan, (DIREKTIF, "Tidak mendukung RHK, tetapi direktif (penugasan langsung)"), ("", "Belum ditautkan")
    ]  # fmt: skip
    if not pilihan:
        form.tautan.hint = BELUM_ADA


def _awal_rhk(row: Skp | Rhk) -> dict[str, Any]:
    if isinstance(row, Skp):
        return {"jenis": request.args.get("jenis", "utama")}
    tautan = DIREKTIF if row.direktif else str(row.induk_id or "")
    return {"teks": row.teks, "tautan": tautan, "pemberi": row.pemberi, "jenis": row.jenis}


def _tambah_rhk(skp: Skp, form: RhkForm) -> tuple[str, str]:
    row = services.tambah_rhk(g.pelaku, skp.id, **form.isi, pada=clock.sekarang())
    if "cukup" in request.form:
        return url_for("skp.lihat", skp_id=skp.id), "RHK disimpan."
    return url_for("skp.formulir_tambah_iki", rhk_id=row.id), "RHK disimpan. Sekarang indikatornya."


def _awal_iki(row: Rhk | Iki) -> dict[str, Any]:
    if isinstance(row, Rhk):
        return {}
    batas = None if row.batas_bawah is None else (row.batas_bawah, row.batas_atas)
    dari_kata, satuan = baca_target(row.target)  # what the words say themselves goes on following them
    return {
        "teks": row.teks, "target": row.target, "aspek": row.aspek, "arah": row.arah, "agregasi": row.agregasi,
        "dinilai_catatan": row.dinilai_catatan, "batas": None if batas == dari_kata else batas,
        "satuan": "" if row.satuan == satuan else row.satuan,
    }  # fmt: skip


def _siapkan_iki(form: IkiForm, row: Rhk | Iki) -> None:
    form.agregasi.label.text = f"Cara menghitung {_milik(row).masa}"


def _tambah_iki(rhk: Rhk, form: IkiForm) -> tuple[str, str]:
    services.tambah_iki(g.pelaku, rhk.id, **form.isi, pada=clock.sekarang())
    if "lagi" in request.form:
        return url_for("skp.formulir_tambah_iki", rhk_id=rhk.id), "Indikator disimpan. Sekarang yang berikutnya."
    return url_for("skp.lihat", skp_id=rhk.skp_id), "Indikator disimpan."


def _lakukan(deed: Callable[..., Any], pesan: str, *, isian: bool = False) -> Callable[[Any, Any], tuple[str, str]]:
    """Do it to the row of the form's version, then back to the plan."""

    def simpan(row: Rhk | Iki, form: Any) -> tuple[str, str]:
        deed(g.pelaku, row.id, versi_terkirim(), **(form.isi if isian else {}), pada=clock.sekarang())
        return url_for("skp.lihat", skp_id=_milik(row).id), pesan

    return simpan


pasang(
    bp,
    Formulir("skp.tambah_rhk", "/skp/<int:skp_id>/rhk", RhkForm, "Tambah RHK", _tambah_rhk,
             ambil=_skp, siapkan=_siapkan_rhk, tampil=_tampil),
    Formulir("skp.ubah_rhk", "/rhk/<int:rhk_id>", RhkForm, "Ubah RHK",
             _lakukan(services.ubah_rhk, "Perubahan RHK disimpan.", isian=True),
             ambil=_rhk, awal=_awal_rhk, siapkan=_siapkan_rhk, tampil=_tampil, berversi=True),
    Formulir("skp.hapus_rhk", "/rhk/<int:rhk_id>/hapus", Form, "Hapus RHK",
             _lakukan(services.hapus_rhk, "RHK dihapus."), ambil=_rhk, tampil=_tampil, berversi=True),
    Formulir("skp.tambah_iki", "/rhk/<int:rhk_id>/indikator", IkiForm, "Tambah Indikator", _tambah_iki,
             ambil=_rhk, siapkan=_siapkan_iki, tampil=_tampil),
    Formulir("skp.ubah_iki", "/indikator/<int:iki_id>", IkiForm, "Ubah indikator",
             _lakukan(services.ubah_iki, "Perubahan indikator disimpan.", isian=True),
             ambil=_iki, awal=_awal_iki, siapkan=_siapkan_iki, tampil=_tampil, berversi=True),
    Formulir("skp.hapus_iki", "/indikator/<int:iki_id>/hapus", Form, "Hapus indikator",
             _lakukan(services.hapus_iki, "Indikator dihapus."), ambil=_iki, tampil=_tampil, berversi=True),
)  # fmt: skip


# ---- deeds of one button --------------------------------------------------------------------------
@bp.post("/rhk/<int:rhk_id>/teks")
@izin("skp.ambil_teks_induk")
@sekali
def ambil_teks_induk(rhk_id: int) -> Answer:
    row = _rhk(rhk_id)
    services.ambil_teks_induk(g.pelaku, rhk_id, versi_terkirim(), pada=clock.sekarang())
    return done(url_for("skp.lihat", skp_id=row.skp_id), "Kata-kata baru RHK pimpinan dipakai.")


@bp.post("/rhk/<int:rhk_id>/geser")
@izin("skp.geser_rhk")
@sekali
def geser_rhk(rhk_id: int) -> Answer:
    services.geser_rhk(g.pelaku, rhk_id, request.form.get("langkah", 0, int), pada=clock.sekarang())
    return done(url_for("skp.lihat", skp_id=_rhk(rhk_id).skp_id))


@bp.post("/indikator/<int:iki_id>/geser")
@izin("skp.geser_iki")
@sekali
def geser_iki(iki_id: int) -> Answer:
    services.geser_iki(g.pelaku, iki_id, request.form.get("langkah", 0, int), pada=clock.sekarang())
    return done(url_for("skp.lihat", skp_id=_iki(iki_id).rhk.skp_id))
