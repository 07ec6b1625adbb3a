from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done
from skpweb.petruk import queries, queries_layar, queries_periode, services, services_penilaian, services_periode
from skpweb.petruk.forms import AlasanForm, BukaKembaliForm, InstrumenForm, PeriodeForm
from skpweb.petruk.models import PeriodePetruk
from skpweb.petruk.queries_angka import sekitar
from skpweb.petruk.queries_periode import ambil_periode, jendela
from skpweb.petruk.rules import INOVASI, Predikat, Syarat
from skpweb.petruk.rules_alur import ALUR_PERIODE, StatusPeriode

bp = Blueprint("petruk", __name__)
MENU = (Menu("Tindak lanjut", "SI-PETRUK", "award", "petruk.daftar", "petruk.lihat", 10, dock=True),)


def versi() -> int | None:
    """The version of the row that the person saw."""
    return request.form.get("_versi", type=int)


from skpweb.petruk import routes_kepala as routes_kepala  # noqa: E402 - their views register with the blueprint
from skpweb.petruk import routes_nilai as routes_nilai  # noqa: E402
from skpweb.petruk import routes_penilaian as routes_penilaian  # noqa: E402


# ---- periods ------------------------------------------------------------------------------------
@bp.get("/petruk")
@izin("petruk.lihat")
def daftar() -> str:
    rows = queries_periode.daftar_periode()
    kini = {p.id: jendela(p, pada=clock.sekarang()) for p in rows if p.status is StatusPeriode.TERBUKA}
    return render_template(
        "petruk/daftar.html", rows=rows, kini=kini, jumlah=queries_periode.jumlah_penilaian(),
        pemenang={k.periode_id: k.pemenang for k in queries.daftar_pemenang()}, label=queries_periode.label_periode,
    )  # fmt: skip


@bp.get("/petruk/baru")
@izin("petruk.buka_periode")
def form_periode() -> str:
    hari = clock.hari(clock.sekarang())
    lalu = hari.month - 1 or 12
    form = PeriodeForm(data={"tahun": hari.year - (lalu == 12), "bulan_awal": lalu, "bulan_akhir": lalu, "buka": hari})
    return _halaman_baru(form)


def _halaman_baru(form: PeriodeForm) -> str:
    tahun = clock.hari(clock.sekarang()).year
    form.tahun.choices = [(t, str(t)) for t in (tahun, tahun - 1)]
    return render_template("petruk/baru.html", form=form, instrumen=queries_periode.instrumen_kini())


@bp.post("/petruk")
@izin("petruk.buka_periode")
@sekali
def buka_periode() -> AnyResponse | tuple[str, int]:
    form = PeriodeForm(request.form)
    _halaman_baru(form)
    if form.validate():
        with form.catches():
            periode = services_periode.buka_periode(
                g.pelaku, tahun=form.tahun.data, awal=form.bulan_awal.data, akhir=form.bulan_akhir.data,
                **form.rentang, pada=clock.sekarang(),
            )  # fmt: skip
            return done(
                url_for("petruk.periode", periode_id=periode.id),
                f"Periode {periode.nama} dibuka. Pengelola dan kepala OPD sudah diberi tahu.",
            )
    return _halaman_baru(form), 422


@bp.get("/petruk/<int:periode_id>")
@izin("petruk.lihat")
def periode(periode_id: int) -> str:
    return _halaman_periode(ambil_periode(periode_id))


def _halaman_periode(row: PeriodePetruk, **form: object) -> str:
    pada = clock.sekarang()
    unit, semua = queries_periode.unit_pilihan(g.pelaku, row)
    diminta = request.values.get("unit", type=int)
    mulai = next((u for u in unit if u.tingkat and g.pelaku.mengelola(u.id)), unit[0] if unit else None)
    pilih = next((u for u in unit if u.id == diminta), mulai)
    hari, instrumen = clock.hari(pada), queries_periode.baca_instrumen(row.instrumen)
    rows, dekat = queries_layar.penilaian_periode(row.id), sekitar(row, instrumen, hari)
    cari = request.args.get("cari", "").strip()
    kandidat = pilih and queries_layar.daftar_kandidat(
        row, pilih.id, cari, rows, Paging.read(request.args), hari=hari, dekat=dekat
    )
    isi = {"form_alasan": AlasanForm(), "form_kembali": BukaKembaliForm(), **form}
    return render_template(
        "petruk/periode.html", periode=row, bulan=queries_periode.label_periode(row), unit=unit, semua=semua, pilih=pilih,
        keadaan=jendela(row, unit_id=pilih.id if pilih else None, pegawai_id=g.pelaku.pegawai_id, pada=pada),
        kandidat=kandidat, cari=cari, keadaan_unit=queries_layar.keadaan_unit(unit, rows, dekat.tidak_mengusulkan),
        tidak=dekat.tidak_mengusulkan.get(pilih.id) if pilih else None, instrumen=instrumen,
        terbaru=queries_periode.instrumen_kini().versi if g.pelaku.boleh("petruk.ganti_instrumen") else 0, alur=ALUR_PERIODE,
        usulan=sum(r.unit_id == pilih.id and r.status != "gugur" for r in rows) if pilih else 0,
        dinominasikan=g.pelaku.pegawai_id in {r.pegawai_id for r in rows if r.status != "gugur"}, **isi,
    )  # fmt: skip


@bp.post("/petruk/<int:periode_id>/instrumen")
@izin("petruk.ganti_instrumen")
@sekali
def ganti_instrumen(periode_id: int) -> AnyResponse:
    baru = services_periode.ganti_instrumen(g.pelaku, periode_id, versi=versi(), pada=clock.sekarang())
    return done(
        url_for("petruk.periode", periode_id=periode_id), f"Periode ini sekarang memakai instrumen versi {baru}."
    )


@bp.post("/petruk/<int:periode_id>/tutup")
@izin("petruk.tutup")
@sekali
def tutup(periode_id: int) -> AnyResponse:
    services_periode.tutup(g.pelaku, periode_id, versi=versi(), pada=clock.sekarang())
    return done(
        url_for("petruk.periode", periode_id=periode_id), "Pengusulan ditutup. Team Work dan Kunci masih berjalan."
    )


@bp.post("/petruk/<int:periode_id>/peringkatkan")
@izin("petruk.peringkatkan")
@sekali
def peringkatkan(periode_id: int) -> AnyResponse:
    services_periode.peringkatkan(g.pelaku, periode_id, versi=versi(), pada=clock.sekarang())
    return done(
        url_for("petruk.peringkat", periode_id=periode_id), "Peringkat tersusun dan menunggu keputusan kepala OPD."
    )


@bp.post("/petruk/<int:periode_id>/arsipkan")
@izin("petruk.arsipkan")
@sekali
def arsipkan(periode_id: int) -> AnyResponse:
    services_periode.arsipkan(g.pelaku, periode_id, versi=versi(), pada=clock.sekarang())
    return done(url_for("petruk.peringkat", periode_id=periode_id), "Periode ini diarsipkan.")


@bp.post("/petruk/<int:periode_id>/buka-kembali")
@izin("petruk.buka_kembali_periode")
@sekali
def buka_kembali_periode(periode_id: int) -> AnyResponse | tuple[str, int]:
    row, form = ambil_periode(periode_id), BukaKembaliForm(request.form)
    if form.validate():
        with form.catches():
            status = services_periode.buka_kembali_periode(
                g.pelaku, periode_id, form.alasan.data, tutup=form.tutup, versi=versi(), pada=clock.sekarang()
            )
            return done(
                url_for("petruk.periode", periode_id=periode_id), f"Periode kembali ke tahap {status.label.lower()}."
            )
    return _halaman_periode(row, form_kembali=form), 422


# ---- nominating ---------------------------------------------------------------------------------
@bp.post("/petruk/<int:periode_id>/nominasi")
@izin("petruk.nominasi")
@sekali
def nominasi(periode_id: int) -> AnyResponse:
    pegawai_id = request.form.get("pegawai_id", 0, type=int)
    row = services_penilaian.nominasi(g.pelaku, periode_id, pegawai_id, pada=clock.sekarang())
    return done(url_for("petruk.form", penilaian_id=row.id))


@bp.post("/petruk/<int:periode_id>/unit/<int:unit_id>/tidak-mengusulkan")
@izin("petruk.tidak_mengusulkan")
@sekali
def tidak_mengusulkan(periode_id: int, unit_id: int) -> AnyResponse | tuple[str, int]:
    row, form = ambil_periode(periode_id), AlasanForm(request.form)
    if not g.pelaku.mengelola(unit_id):
        raise NotFound
    if form.validate():
        with form.catches():
            services_periode.tidak_mengusulkan(g.pelaku, periode_id, unit_id, form.alasan.data, pada=clock.sekarang())
            return done(
                url_for("petruk.periode", periode_id=periode_id, unit=unit_id), "Tercatat: unit ini tidak mengusulkan."
            )
    return _halaman_periode(row, form_alasan=form), 422


@bp.post("/petruk/<int:periode_id>/unit/<int:unit_id>/jadi-mengusulkan")
@izin("petruk.jadi_mengusulkan")
@sekali
def jadi_mengusulkan(periode_id: int, unit_id: int) -> AnyResponse:
    services_periode.jadi_mengusulkan(g.pelaku, periode_id, unit_id, pada=clock.sekarang())
    return done(url_for("petruk.periode", periode_id=periode_id, unit=unit_id), "Unit ini dapat mengusulkan lagi.")


# ---- instrument, winners ------------------------------------------------------------------------
@bp.get("/petruk/instrumen")
@izin("petruk.lihat")
def instrumen() -> str:
    return _halaman_instrumen(InstrumenForm(data=InstrumenForm.isi_dari(queries_periode.instrumen_kini())))


def _halaman_instrumen(form: InstrumenForm) -> str:
    return render_template(
        "petruk/instrumen.html", form=form, kini=queries_periode.instrumen_kini(), rows=queries_periode.daftar_instrumen(),
        tingkat=INOVASI, syarat=Syarat, predikat=Predikat,
    )  # fmt: skip


@bp.post("/petruk/instrumen")
@izin("petruk.buat_instrumen")
@sekali
def buat_instrumen() -> AnyResponse | tuple[str, int]:
    form = InstrumenForm(request.form)
    if form.validate():
        with form.catches():
            baru = services.buat_instrumen(g.pelaku, form.baca(), form.catatan.data or "", pada=clock.sekarang())
            return done(
                url_for("petruk.instrumen"),
                f"Versi {baru} dibuat dan dipakai periode berikutnya. Yang terkunci tidak berubah.",
            )
    return _halaman_instrumen(form), 422


@bp.get("/petruk/pemenang")
@izin("petruk.lihat")
def pemenang() -> str:
    return render_template("petruk/pemenang.html", rows=queries.daftar_pemenang())
