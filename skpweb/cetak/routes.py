"""Paper over the web: each document as PDF and as a page, the page of what must be typed, bundles, verification."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.cetak import queries, services, susun, susun_kinerja
from skpweb.cetak.documents import Naskah
from skpweb.cetak.forms import IsianForm
from skpweb.cetak.halaman import gaya_cetak, pratinjau_html
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pencetak import Maju, Pencetak
from skpweb.cetak.rules import BelumSiap, rapikan_kode
from skpweb.core import clock, jobs
from skpweb.core.access import izin, publik
from skpweb.core.clock import hari_ini
from skpweb.core.once import sekali
from skpweb.core.web import done, saringan_kini, send_file_safely, warn
from skpweb.pengaturan.queries import aturan
from skpweb.petruk.queries import hasil as hasil_penilaian
from skpweb.petruk.queries import keputusan
from skpweb.petruk.queries_periode import ambil_penilaian, ambil_periode
from skpweb.presensi.rules import periksa_bulan
from skpweb.skp.queries import ambil_skp, pastikan_melihat

bp = Blueprint("cetak", __name__)
BENTUK = "<any(pdf, html):bentuk>"


def install(app: Flask) -> None:
    """The printer of the process; the engine itself is looked for at the first print."""
    app.extensions["pencetak"] = Pencetak(app.config["SKPWEB"].pdf)


def _siapkan() -> Callable[[Naskah], Naskah]:
    """What gives a paper its version and code, also after the request."""
    kunci = current_app.secret_key
    rahasia = kunci.encode() if isinstance(kunci, str) else kunci or b""
    return partial(queries.siapkan, rahasia=rahasia, situs=request.host_url)


def _cetak() -> Callable[..., bytes]:
    """The printer with the office's sheet, also after the request."""
    return partial(current_app.extensions["pencetak"].cetak, ukuran=aturan("kertas"))


def _kirim(naskah: Naskah, bentuk: str) -> AnyResponse:
    """The paper as PDF, recorded on the trail under the name of its endpoint; or as a page, which is not."""
    terbit = _siapkan()(naskah)
    dokumen = terbit.dokumen
    if bentuk == "html":
        pdf = url_for(str(request.endpoint), **{**saringan_kini(), **(request.view_args or {}), "bentuk": "pdf"})
        halaman = pratinjau_html(terbit, Kertas(aturan("kertas"), dokumen.bentuk), url_for("cetak.gaya"), pdf)
        return Response(halaman, mimetype="text/html")
    isi = _cetak()([terbit])
    services.catat_cetak(g.pelaku, str(request.endpoint), [terbit], pada=clock.sekarang())
    return send_file_safely(isi, f"{dokumen.nama_dokumen}.pdf", "application/pdf", inline=True)


@bp.errorhandler(BelumSiap)
def belum_siap(galat: BelumSiap) -> AnyResponse:
    """Whoever asks for a paper too early is led to where it is made ready."""
    warn(galat.message)
    return redirect(url_for("cetak.petruk", periode_id=(request.view_args or {})["periode_id"]), 303)


# ---- one paper -------------------------------------------------------------------------------------------------
@bp.get(f"/cetak/penilaian/<int:penilaian_id>.{BENTUK}")
@izin("cetak.penilaian")
def penilaian(penilaian_id: int, bentuk: str) -> AnyResponse:
    ambil_penilaian(g.pelaku, penilaian_id)
    return _kirim(susun.susun_penilaian(hasil_penilaian(penilaian_id, hari=hari_ini()), hari=hari_ini()), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/team-work.{BENTUK}")
@izin("cetak.team_work")
def team_work(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_team_work(periode_id, hari=hari_ini()), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/rekap.{BENTUK}")
@izin("cetak.rekap")
def rekap(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_rekap(periode_id, hari=hari_ini()), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/usulan.{BENTUK}")
@izin("cetak.usulan")
def usulan(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_usulan(periode_id), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/berita-acara.{BENTUK}")
@izin("cetak.berita_acara")
def berita_acara(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_berita_acara(periode_id), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/piagam/<int:pegawai_id>.{BENTUK}")
@izin("cetak.piagam")
def piagam(periode_id: int, pegawai_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_piagam(periode_id, pegawai_id), bentuk)


@bp.get(f"/cetak/skp/<int:skp_id>.{BENTUK}")
@izin("cetak.skp")
def skp(skp_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun_kinerja.susun_skp(ambil_skp(g.pelaku, skp_id, hari_ini()), hari=hari_ini()), bentuk)


@bp.get(f"/cetak/ckhp/<int(min=2000, max=2999):tahun>/<int(min=1, max=12):bulan>/<int:pegawai_id>.{BENTUK}")
@izin("cetak.ckhp")
def ckhp(tahun: int, bulan: int, pegawai_id: int, bentuk: str) -> AnyResponse:
    pastikan_melihat(g.pelaku, pegawai_id, hari_ini())
    return _kirim(susun_kinerja.susun_ckhp(pegawai_id, tahun, bulan, pada=clock.sekarang()), bentuk)


@bp.get(f"/cetak/presensi/<int:tahun>/<int:bulan>.{BENTUK}")
@izin("cetak.presensi")
def presensi(tahun: int, bulan: int, bentuk: str) -> AnyResponse:
    periksa_bulan(tahun, bulan, hari_ini())
    unit = request.args.get("unit", type=int)
    return _kirim(susun.susun_kehadiran(g.pelaku, tahun, bulan, unit, hari=hari_ini()), bentuk)


# ---- the papers of a period --------------------------------------------------------------------------------------
@bp.get("/cetak/petruk/<int:periode_id>")
@izin("cetak.petruk")
def petruk(periode_id: int) -> str:
    isian, versi = queries.ambil_isian(periode_id)
    return _halaman(periode_id, IsianForm(data=asdict(isian) | {"atas_nama": str(isian.atas_nama or "")}), versi)


def _halaman(periode_id: int, form: IsianForm, versi: int) -> str:
    _pilihan(form)
    return render_template(
        "cetak/petruk.html", form=form, versi=versi, periode=ambil_periode(periode_id), putus=keputusan(periode_id)
    )


def _pilihan(form: IsianForm) -> None:
    orang = [(str(i.pegawai_id), f"a.n. kepala: {i.nama}, {i.jabatan}") for i in susun.calon_atas_nama(hari_ini())]
    form.atas_nama.choices = [("", "Kepala OPD sendiri"), *orang]


@bp.post("/cetak/petruk/<int:periode_id>")
@izin("cetak.simpan_isian")
@sekali
def simpan_isian(periode_id: int) -> AnyResponse | tuple[str, int]:
    ambil_periode(periode_id)
    form = IsianForm(request.form)
    _pilihan(form)
    versi = request.form.get("_versi", 0, type=int)
    if form.validate():
        with form.catches():
            services.simpan_isian(g.pelaku, periode_id, form.isian, versi=versi, pada=clock.sekarang())
            return done(url_for("cetak.petruk", periode_id=periode_id), "Isian surat disimpan.")
    return _halaman(periode_id, form, versi), 422


@bp.post("/cetak/petruk/<int:periode_id>/bundel")
@izin("cetak.bundel")
@sekali
def bundel(periode_id: int) -> AnyResponse:
    """All scorecards of the period in one PDF."""
    nama, siapkan, cetak = ambil_periode(periode_id).nama, _siapkan(), _cetak()
    naskah = susun.susun_bundel(periode_id, hari=hari_ini())

    def kerja(maju: Maju) -> tuple[bytes, list[Naskah]]:
        terbit = [siapkan(n) for n in naskah]
        return cetak(terbit, judul=f"Hasil Penilaian {nama}", maju=maju), terbit

    return _mulai(f"Bundel hasil penilaian {nama}", kerja)


@bp.post("/cetak/petruk/<int:periode_id>/berkas-usulan")
@izin("cetak.berkas_usulan")
@sekali
def berkas_usulan(periode_id: int) -> AnyResponse:
    """Letter, scorecards and evidence of the winners in one PDF with a list."""
    from skpweb.cetak.berkas_usulan import PenyusunBerkas  # brings pypdf and Pillow along

    hari, nama, cetak = hari_ini(), ambil_periode(periode_id).nama, _cetak()
    susun.susun_usulan(periode_id)  # what is missing is told now, not by the job
    penyusun = PenyusunBerkas(_siapkan(), cetak, Kertas(aturan("kertas"), "tegak"))

    def kerja(maju: Maju) -> tuple[bytes, list[Naskah]]:
        return penyusun.susun(periode_id, hari=hari, maju=maju), penyusun.terbit

    return _mulai(f"Berkas usulan {nama}", kerja)


def _mulai(judul: str, kerja: Callable[[Maju], tuple[bytes, list[Naskah]]]) -> AnyResponse:
    """Let a worker do it; the page of the job leads to the PDF."""
    pelaku, tindakan = g.pelaku, str(request.endpoint)

    def kerjakan(laju: jobs.Laju) -> str:
        isi, terbit = kerja(laju.langkah)
        services.simpan_hasil(laju.kerja_id, isi)
        services.catat_cetak(pelaku, tindakan, terbit, pada=clock.sekarang())
        return f"/cetak/hasil/{laju.kerja_id}.pdf"

    return done(url_for("core.kerja", kerja_id=jobs.mulai(pelaku.akun_id, tindakan, judul, kerjakan)))


@bp.get("/cetak/hasil/<int:kerja_id>.pdf")
@izin("cetak.hasil")
def hasil(kerja_id: int) -> AnyResponse:
    row = jobs.ambil(g.pelaku.akun_id, kerja_id)
    return send_file_safely(queries.baca_hasil(kerja_id), f"{row.judul}.pdf", "application/pdf", inline=True)


# ---- for everybody -------------------------------------------------------------------------------------------------
@bp.get("/verifikasi")
@bp.get("/verifikasi/<kode>")
@publik
def verifikasi(kode: str = "") -> AnyResponse | tuple[str, int] | str:
    """What a paper is worth: its type, person, figures, version and date, nothing else."""
    if not kode and (ketik := request.args.get("kode", "")):
        return redirect(url_for("cetak.verifikasi", kode=rapikan_kode(ketik)), 303)
    hasil_periksa = queries.verifikasi(kode) if kode else None
    halaman = render_template("cetak/verifikasi.html", kode=kode, hasil=hasil_periksa)
    return (halaman, 404) if kode and hasil_periksa is None else halaman


@bp.get("/cetak/gaya.css")
@publik
def gaya() -> Response:
    jawab = Response(gaya_cetak(), mimetype="text/css")
    jawab.headers["Cache-Control"] = "public, max-age=3600"
    return jawab
