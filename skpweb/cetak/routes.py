"""Paper over the web: each document as PDF and as a page, the page of what must be typed, bundles, verification."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.cetak import queries, services, susun
from skpweb.cetak.berkas_usulan import PenyusunBerkas
from skpweb.cetak.forms import IsianForm
from skpweb.cetak.halaman import gaya_cetak, pratinjau_html
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pencetak import Maju, Pencetak, Terbitan
from skpweb.cetak.queries import Naskah
from skpweb.cetak.rules import rapikan_kode
from skpweb.core import clock, jobs
from skpweb.core.access import izin, publik
from skpweb.core.once import sekali, tanpa_sekali
from skpweb.core.web import done, send_file_safely
from skpweb.pengaturan.queries import aturan
from skpweb.petruk.queries import hasil as hasil_penilaian
from skpweb.petruk.queries import keputusan
from skpweb.petruk.queries_periode import ambil_penilaian, ambil_periode
from skpweb.presensi.rules import periksa_bulan

bp = Blueprint("cetak", __name__)
BENTUK = "<any(pdf, html):bentuk>"


def install(app: Flask) -> None:
    """The printer of the process; the engine itself is looked for at the first print."""
    app.extensions["pencetak"] = Pencetak(app.config["SKPWEB"].pdf)


def _hari() -> date:
    return clock.hari(clock.sekarang())


def _rahasia() -> bytes:
    kunci = current_app.secret_key
    return kunci.encode() if isinstance(kunci, str) else kunci or b""


def _pencetak() -> Pencetak:
    return current_app.extensions["pencetak"]


def _kirim(naskah: Naskah, bentuk: str) -> AnyResponse:
    """The paper as PDF, recorded on the trail under the name of its endpoint; or as a page, which is not."""
    terbitan = queries.siapkan(naskah, rahasia=_rahasia(), situs=request.host_url)
    dokumen = terbitan.dokumen
    if bentuk == "html":
        pdf = url_for(str(request.endpoint), **{**(request.view_args or {}), "bentuk": "pdf"}, **request.args)
        kaki = (
            f"{dokumen.nama_dokumen} · {dokumen.keterangan_versi}",
            dokumen.orang,
            f"Kode verifikasi {terbitan.kode}",
        )
        kertas = Kertas(aturan("kertas"), dokumen.bentuk)
        return Response(pratinjau_html(dokumen, kertas, kaki, url_for("cetak.gaya"), pdf), mimetype="text/html")
    isi = _pencetak().cetak([terbitan], ukuran=aturan("kertas"))
    services.catat_cetak(g.pelaku, str(request.endpoint), [naskah], [terbitan], pada=clock.sekarang())
    return send_file_safely(isi, f"{dokumen.nama_dokumen}.pdf", "application/pdf", inline=True)


# ---- one paper -------------------------------------------------------------------------------------------------
@bp.get(f"/cetak/penilaian/<int:penilaian_id>.{BENTUK}")
@izin("cetak.penilaian")
def penilaian(penilaian_id: int, bentuk: str) -> AnyResponse:
    ambil_penilaian(g.pelaku, penilaian_id)
    return _kirim(susun.susun_penilaian(hasil_penilaian(penilaian_id, hari=_hari()), hari=_hari()), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/team-work.{BENTUK}")
@izin("cetak.team_work")
def team_work(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_team_work(periode_id, hari=_hari()), bentuk)


@bp.get(f"/cetak/petruk/<int:periode_id>/rekap.{BENTUK}")
@izin("cetak.rekap")
def rekap(periode_id: int, bentuk: str) -> AnyResponse:
    return _kirim(susun.susun_rekap(periode_id, hari=_hari()), bentuk)


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


@bp.get(f"/cetak/presensi/<int:tahun>/<int:bulan>.{BENTUK}")
@izin("cetak.presensi")
def presensi(tahun: int, bulan: int, bentuk: str) -> AnyResponse:
    periksa_bulan(tahun, bulan, _hari())
    unit = request.args.get("unit", type=int)
    return _kirim(susun.susun_kehadiran(g.pelaku, tahun, bulan, unit, hari=_hari()), bentuk)


@bp.post("/cetak/slip")
@izin("cetak.slip")
@tanpa_sekali("prints codes that exist already; nothing changes")
def slip() -> AnyResponse:
    """Log-in slips of people whose code is on the screen, a page per unit; a code that is not theirs is refused."""
    kode = dict(zip(request.form.getlist("orang", type=int), request.form.getlist("kode"), strict=False))
    sah = queries.slip_sah(g.pelaku, kode, pada=clock.sekarang())
    naskah = susun.susun_slip(sah, request.host_url, hari=_hari())
    terbitan = [Terbitan(n.dokumen) for n in naskah]
    isi = _pencetak().cetak(terbitan, ukuran=aturan("kertas"), judul="Slip kode masuk")
    services.catat_cetak(g.pelaku, "cetak.slip", naskah, terbitan, pada=clock.sekarang())
    return send_file_safely(isi, "Slip kode masuk.pdf", "application/pdf", inline=True)


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
    orang = [(str(i.pegawai_id), f"a.n. kepala: {i.nama}, {i.jabatan}") for i in susun.calon_atas_nama(_hari())]
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


Susunan = tuple[bytes, list[Naskah], list[Terbitan]]


@bp.post("/cetak/petruk/<int:periode_id>/bundel")
@izin("cetak.bundel")
@tanpa_sekali("starts a print; a second one is a second print")
def bundel(periode_id: int) -> AnyResponse:
    """All scorecards of the period in one PDF."""
    hari, rahasia, situs = _hari(), _rahasia(), request.host_url
    pencetak, ukuran, nama = _pencetak(), aturan("kertas"), ambil_periode(periode_id).nama
    naskah = susun.susun_bundel(periode_id, hari=hari)

    def kerja(maju: Maju) -> Susunan:
        terbitan = [queries.siapkan(n, rahasia=rahasia, situs=situs) for n in naskah]
        return pencetak.cetak(terbitan, ukuran=ukuran, judul=f"Hasil Penilaian {nama}", maju=maju), naskah, terbitan

    return _mulai(f"Bundel hasil penilaian {nama}", kerja)


@bp.post("/cetak/petruk/<int:periode_id>/berkas-usulan")
@izin("cetak.berkas_usulan")
@tanpa_sekali("starts a print; a second one is a second print")
def berkas_usulan(periode_id: int) -> AnyResponse:
    """Letter, scorecards and evidence of the winners in one PDF with a list."""
    hari, nama = _hari(), ambil_periode(periode_id).nama
    susun.susun_usulan(periode_id)  # what is missing is told now, not by the job
    penyusun = PenyusunBerkas(_pencetak(), ukuran=aturan("kertas"), rahasia=_rahasia(), situs=request.host_url)

    def kerja(maju: Maju) -> Susunan:
        return penyusun.susun(periode_id, hari=hari, maju=maju), penyusun.naskah, penyusun.terbitan

    return _mulai(f"Berkas usulan {nama}", kerja)


def _mulai(judul: str, kerja: Callable[[Maju], Susunan]) -> AnyResponse:
    """Let a worker do it; the page of the job leads to the PDF."""
    pelaku, tindakan = g.pelaku, str(request.endpoint)

    def kerjakan(laju: jobs.Laju) -> str:
        isi, naskah, terbitan = kerja(laju.langkah)
        services.simpan_hasil(laju.kerja_id, isi)
        services.catat_cetak(pelaku, tindakan, naskah, terbitan, pada=clock.sekarang())
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
