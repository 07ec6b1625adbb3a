from flask import Blueprint, Flask, g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.formulir import Answer
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done
from skpweb.organisasi.queries import daftar_unit
from skpweb.pegawai import queries, queries_daftar, queries_tim, services_tim
from skpweb.pegawai.forms import JawabanForm, LaporanForm
from skpweb.pegawai.queries_daftar import PERLU, SEMUA, URUT, SaringanPegawai
from skpweb.pegawai.rules import Kepegawaian, Status, hitung_kewajiban, tampilkan_nip
from skpweb.pegawai.rules_atasan import TugasDelegasi

bp = Blueprint("pegawai", __name__)
MENU = (
    Menu("Data kantor", "Pegawai", "people", "pegawai.daftar", "pegawai.daftar", 10, dock=True),
    Menu("Data kantor", "Unit kerja", "tree", "pegawai.daftar_unit", "pegawai.daftar_unit", 20),
    Menu("Data kantor", "Jabatan", "user", "pegawai.daftar_jabatan", "pegawai.daftar_jabatan", 30),
    Menu("Data kantor", "Tim kerja", "talk", "pegawai.daftar_tim", "pegawai.daftar_tim", 40),
    Menu("Data kantor", "Pejabat luar", "award", "pegawai.daftar_pejabat_luar", "pegawai.daftar_pejabat_luar", 50),
    Menu("Data kantor", "Delegasi", "doc", "pegawai.daftar_delegasi", "pegawai.daftar_delegasi", 60),
    Menu("Data kantor", "Laporan data salah", "alert", "pegawai.daftar_laporan", "pegawai.daftar_laporan", 70),
)


def install(app: Flask) -> None:
    app.jinja_env.filters["nip"] = tampilkan_nip
    app.extensions["orang"] = queries_daftar  # the trail stands before this room and asks it for names


def saringan_diminta() -> SaringanPegawai:
    """The filter that the address asks for; what is odd is left out."""
    args = request.args
    kind, status, need = args.get("kepegawaian", ""), args.get("status", ""), args.get("perlu", "")
    return SaringanPegawai(
        cari=args.get("cari", "").strip()[:100],
        unit_id=args.get("unit", type=int),
        kepegawaian=Kepegawaian(kind) if kind in list(Kepegawaian) else None,
        status=status if status in [*Status, SEMUA] else "",
        perlu=need if need in PERLU else "",
    )


@bp.get("/pegawai")
@izin("pegawai.daftar")
def daftar() -> str:
    hari, saringan = clock.hari_ini(), saringan_diminta()
    page = queries_daftar.daftar_pegawai(g.pelaku, saringan, hari, Paging.read(request.args, URUT))
    return render_template(
        "pegawai/daftar.html", page=page, saringan=saringan, unit=daftar_unit(hari),
        kepegawaian=list(Kepegawaian), status=list(Status), perlu=PERLU, urut=page.paging.urut or "nama",
    )  # fmt: skip


@bp.get("/pegawai/cari")
@izin("pegawai.cari")
def cari() -> str:
    """Options for a field that names a person; the field's own name tells what was typed."""
    text = next((v for k, v in request.args.items() if k != "untuk"), "")
    return render_template("pegawai/_pilihan.html", orang=queries_daftar.cari_pegawai(text[:100], clock.hari_ini()))


@bp.get("/pegawai/<int:pegawai_id>")
@izin("pegawai.pegawai")
def pegawai(pegawai_id: int) -> str:
    hari = clock.hari_ini()
    row, manages = queries.lihat_pegawai(g.pelaku, pegawai_id, hari)
    detail = queries_daftar.detail_pegawai(pegawai_id, hari)
    return render_template(
        "pegawai/pegawai.html", row=row, detail=detail, kewajiban=_kewajiban(detail.identitas),
        wewenang=manages and g.pelaku.boleh("pegawai.ubah_pegawai"),
    )  # fmt: skip


def _kewajiban(i: queries.Identitas) -> str:
    return "" if i.luar else hitung_kewajiban(i.status, i.jenis_jabatan, i.punya_pk).value


@bp.get("/profil")
@izin("pegawai.profil")
def profil() -> str:
    return _profil(LaporanForm())


def _profil(form: LaporanForm) -> str:
    hari, saya = clock.hari_ini(), g.pelaku.pegawai_id
    detail = queries_daftar.detail_pegawai(saya, hari)
    return render_template(
        "pegawai/profil.html", detail=detail, form=form, laporan=queries_daftar.laporan_sendiri(saya),
        delegasi=queries_tim.delegasi_sendiri(saya, hari), tugas=list(TugasDelegasi), kewajiban=_kewajiban(detail.identitas),
    )  # fmt: skip


@bp.post("/profil/laporkan")
@izin("pegawai.laporkan_data")
@sekali
def laporkan_data() -> Answer:
    form = LaporanForm(request.form)
    if form.validate():
        services_tim.laporkan_data(g.pelaku, uraian=form.uraian.data, pada=clock.sekarang())
        return done(url_for("pegawai.profil"), "Laporan terkirim ke pengelola kepegawaian.")
    return _profil(form), 422


@bp.get("/laporan-data")
@izin("pegawai.daftar_laporan")
def daftar_laporan() -> str:
    return _laporan(JawabanForm(), 0)


def _laporan(form: JawabanForm, laporan_id: int) -> str:
    done_ones = request.args.get("selesai") == "ya"
    page = queries_daftar.daftar_laporan(g.pelaku, clock.hari_ini(), Paging.read(request.args), selesai=done_ones)
    return render_template("pegawai/laporan.html", page=page, selesai=done_ones, form=form, salah=laporan_id)


@bp.post("/laporan-data/<int:laporan_id>/selesai")
@izin("pegawai.selesaikan_laporan")
@sekali
def selesaikan_laporan(laporan_id: int) -> Answer:
    form = JawabanForm(request.form)
    if form.validate():
        with form.catches():
            services_tim.selesaikan_laporan(g.pelaku, laporan_id, jawaban=form.jawaban.data, pada=clock.sekarang())
            return done(url_for("pegawai.daftar_laporan"), "Laporan diselesaikan.")
    return _laporan(form, laporan_id), 422
