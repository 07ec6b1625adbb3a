from dataclasses import asdict

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.formats import nama_bulan
from skpweb.core.formulir import Formulir, pasang, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done
from skpweb.pegawai.queries import Identitas, ambil_pegawai, identitas
from skpweb.periode.queries import kalender
from skpweb.presensi import queries, queries_cuti, services
from skpweb.presensi.forms import CutiForm, RekapForm
from skpweb.presensi.queries import URUT, SaringanBulan
from skpweb.presensi.rules import TAHUN_PERTAMA, Rekap
from skpweb.presensi.services_cuti import cabut_cuti as cabut
from skpweb.presensi.services_cuti import catat_cuti

bp = Blueprint("presensi", __name__)
MENU = (
    Menu("Pelaksanaan", "Kehadiran saya", "clock", "presensi.saya", "presensi.saya", 60),
    Menu("Data kantor", "Presensi", "clock", "presensi.daftar", "presensi.daftar", 50),
)


def _saringan() -> SaringanBulan:
    """From the address; without a month the latest one that has a recap."""
    tahun, bulan = request.args.get("tahun", 0, type=int), request.args.get("bulan", 0, type=int)
    if not (TAHUN_PERTAMA <= tahun <= 2100 and 1 <= bulan <= 12):
        tahun, bulan = queries.bulan_terakhir(clock.hari_ini())
    unit = request.args.get("unit", type=int)
    return SaringanBulan(tahun, bulan, unit, request.args.get("cari", "").strip(), request.args.get("keadaan", ""))


@bp.get("/presensi")
@izin("presensi.daftar")
def daftar() -> str:
    hari, saringan = clock.hari_ini(), _saringan()
    return render_template(
        "presensi/daftar.html", saringan=saringan, hasil=queries.daftar_presensi(g.pelaku, saringan, Paging.read(request.args, URUT), hari),
        unit=queries.unit_terlihat(g.pelaku, hari), tahun=range(hari.year, hari.year - 5, -1), judul=nama_bulan(saringan.tahun, saringan.bulan),
    )  # fmt: skip


@bp.get("/presensi/saya")
@izin("presensi.saya")
def saya() -> str:
    return _orang(g.pelaku.pegawai_id)


@bp.get("/presensi/<int:pegawai_id>")
@izin("presensi.orang")
def orang(pegawai_id: int) -> str:
    ambil_pegawai(g.pelaku, pegawai_id, clock.hari_ini())
    return _orang(pegawai_id)


def _orang(pegawai_id: int) -> str:
    hari = clock.hari_ini()
    tahun = request.args.get("tahun", hari.year, type=int)
    tahun = tahun if TAHUN_PERTAMA <= tahun <= 2100 else hari.year
    siapa, isi = identitas(pegawai_id, hari), queries.tahun_presensi(pegawai_id, tahun)
    return render_template(
        "presensi/orang.html", orang=siapa, tahun=tahun, isi=isi, hari=hari, form=CutiForm(),
        cuti=queries_cuti.tahun_cuti(pegawai_id, siapa.unit_id, tahun, isi),
        mengisi=g.pelaku.boleh("presensi.simpan_rekap") and g.pelaku.mengelola(siapa.unit_id),
    )  # fmt: skip


# ---- dated leave and duty travel ----------------------------------------------------------------
def _yang_dikelola(pegawai_id: int) -> Identitas:
    """The person whose data this pengelola may change; raises NotFound, NotAllowed."""
    hari = clock.hari_ini()
    ambil_pegawai(g.pelaku, pegawai_id, hari, untuk_diubah=True)
    return identitas(pegawai_id, hari)


def _ke_orang(pegawai_id: int, tahun: int) -> str:
    return url_for("presensi.orang", pegawai_id=pegawai_id, tahun=tahun, _anchor="cuti")


def _catat_cuti(siapa: Identitas, form: CutiForm) -> tuple[str, str]:
    rentang = form.rentang
    catat_cuti(g.pelaku, siapa.pegawai_id, rentang, form.keterangan.data or "", pada=clock.sekarang())
    return _ke_orang(siapa.pegawai_id, rentang.mulai.year), f"{rentang.jenis.label} {siapa.nama} dicatat."


pasang(
    bp,
    Formulir(
        "presensi.catat_cuti", "/presensi/<int:pegawai_id>/cuti", CutiForm, "Cuti dan dinas luar {0.nama}", _catat_cuti,
        lambda siapa: [(siapa.nama, url_for("presensi.orang", pegawai_id=siapa.pegawai_id))], _yang_dikelola, tombol="Catat",
    ),
)  # fmt: skip


@bp.post("/presensi/cuti/<int:cuti_id>/cabut")
@izin("presensi.cabut_cuti")
@sekali
def cabut_cuti(cuti_id: int) -> AnyResponse:
    row = queries_cuti.ambil_cuti(cuti_id)
    _yang_dikelola(row.pegawai_id)
    cabut(g.pelaku, cuti_id, pada=clock.sekarang())
    return done(_ke_orang(row.pegawai_id, row.mulai.year), f"{row.jenis.label} dicabut.")


def _yang_diisi(pegawai_id: int, tahun: int, bulan: int) -> Identitas:
    """The person whose month may be typed by this pengelola; raises NotFound, NotAllowed."""
    hari = clock.hari_ini()
    if not (tahun >= TAHUN_PERTAMA and 1 <= bulan <= 12 and (tahun, bulan) <= (hari.year, hari.month)):
        raise NotFound
    return _yang_dikelola(pegawai_id)


def _halaman_isi(siapa: Identitas, tahun: int, bulan: int, form: RekapForm | None = None) -> str:
    row = queries.ambil_rekap(siapa.pegawai_id, tahun, bulan)
    hari_kerja = kalender(siapa.unit_id).jumlah_bulan(tahun, bulan)
    return render_template(
        "presensi/isi.html", orang=siapa, tahun=tahun, bulan=bulan, row=row, menurut_kalender=hari_kerja,
        form=form or RekapForm(data=asdict(row.rekap if row else Rekap(hari_kerja))),
    )  # fmt: skip


@bp.get("/presensi/<int:pegawai_id>/<int:tahun>/<int:bulan>")
@izin("presensi.simpan_rekap")
def isi_rekap(pegawai_id: int, tahun: int, bulan: int) -> str:
    return _halaman_isi(_yang_diisi(pegawai_id, tahun, bulan), tahun, bulan)


def _selesai(pegawai_id: int, tahun: int, bulan: int, apa: str) -> AnyResponse:
    return done(
        url_for("presensi.orang", pegawai_id=pegawai_id, tahun=tahun), f"Rekap {nama_bulan(tahun, bulan)} {apa}."
    )


@bp.post("/presensi/<int:pegawai_id>/<int:tahun>/<int:bulan>")
@izin("presensi.simpan_rekap")
@sekali
def simpan_rekap(pegawai_id: int, tahun: int, bulan: int) -> AnyResponse | tuple[str, int]:
    siapa, form = _yang_diisi(pegawai_id, tahun, bulan), RekapForm(request.form)
    if form.validate():
        with form.catches():
            services.simpan_rekap(
                g.pelaku, pegawai_id, tahun, bulan, form.rekap, versi=versi_terkirim(), pada=clock.sekarang()
            )
            return _selesai(pegawai_id, tahun, bulan, "disimpan")
    return _halaman_isi(siapa, tahun, bulan, form), 422


@bp.post("/presensi/<int:pegawai_id>/<int:tahun>/<int:bulan>/hapus")
@izin("presensi.hapus_rekap")
@sekali
def hapus_rekap(pegawai_id: int, tahun: int, bulan: int) -> AnyResponse:
    _yang_diisi(pegawai_id, tahun, bulan)
    row = queries.ambil_rekap(pegawai_id, tahun, bulan)
    if row is None:
        raise NotFound
    services.hapus_rekap(g.pelaku, row.id, versi=versi_terkirim(), pada=clock.sekarang())
    return _selesai(pegawai_id, tahun, bulan, "dihapus")
