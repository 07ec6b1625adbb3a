from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin, segar
from skpweb.core.errors import NotFound
from skpweb.core.fields import Form
from skpweb.core.formulir import Answer, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done, warn
from skpweb.petruk import queries, queries_layar, queries_periode, services, services_penilaian, services_periode
from skpweb.petruk.forms import AlasanForm, BukaKembaliForm, InstrumenForm, PeriodeForm
from skpweb.petruk.models import PeriodePetruk
from skpweb.petruk.queries_angka import sekitar
from skpweb.petruk.queries_periode import ambil_periode, jendela
from skpweb.petruk.rules import INOVASI, Predikat, Syarat, perubahan_instrumen
from skpweb.petruk.rules_alur import ALUR_PERIODE, StatusPeriode

bp = Blueprint("petruk", __name__)
MENU = (Menu("Tindak lanjut", "SI-PETRUK", "award", "petruk.daftar", "petruk.lihat", 10, dock=True),)


def ke(halaman: str, pesan: str = "", **tempat: Any) -> AnyResponse:
    """The deed is done: go on to a page of this room."""
    return done(url_for(f"petruk.{halaman}", **tempat), pesan)


def jawab(form: Form, lakukan: Callable[[], AnyResponse], halaman: Callable[[], str]) -> Answer:
    """Do the deed with a valid form; else show the page again with what was refused."""
    if form.validate():
        with form.catches():
            return lakukan()
    return halaman(), 422


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
    hari = clock.hari_ini()
    lalu = hari.month - 1 or 12
    form = PeriodeForm(data={"tahun": hari.year - (lalu == 12), "bulan_awal": lalu, "bulan_akhir": lalu, "buka": hari})
    return _halaman_baru(form)


def _halaman_baru(form: PeriodeForm) -> str:
    tahun = clock.hari_ini().year
    form.tahun.choices = [(t, str(t)) for t in (tahun, tahun - 1)]
    return render_template("petruk/baru.html", form=form, instrumen=queries_periode.instrumen_kini())


@bp.post("/petruk")
@izin("petruk.buka_periode")
@sekali
def buka_periode() -> Answer:
    form = PeriodeForm(request.form)
    _halaman_baru(form)

    def lakukan() -> AnyResponse:
        periode = services_periode.buka_periode(
            g.pelaku, tahun=form.tahun.data, awal=form.bulan_awal.data, akhir=form.bulan_akhir.data, **form.rentang,
            pada=clock.sekarang(),
        )  # fmt: skip
        if lain := queries_periode.tumpang_tindih(periode):
            warn(
                f"Sebagian bulan periode ini juga dinilai dalam {', '.join(lain)}. Bila tidak sengaja, tutup periode ini;"
                " bila sengaja, perhatikan peringatan pemenang pada daftar calon."
            )
        pesan = f"Periode {periode.nama} dibuka. Pengelola dan kepala OPD sudah diberi tahu."
        return ke("periode", pesan, periode_id=periode.id)

    return jawab(form, lakukan, lambda: _halaman_baru(form))


@bp.get("/petruk/<int:periode_id>")
@izin("petruk.lihat")
def periode(periode_id: int) -> str:
    return _halaman_periode(ambil_periode(periode_id))


def _halaman_periode(row: PeriodePetruk, **form: object) -> str:
    pada = clock.sekarang()
    unit, semua = queries_periode.unit_pilihan(g.pelaku, row)
    diminta = (request.view_args or {}).get("unit_id") or request.values.get("unit", type=int)
    mulai = next((u for u in unit if u.tingkat and g.pelaku.mengelola(u.id)), unit[0] if unit else None)
    pilih = next((u for u in unit if u.id == diminta), mulai)
    hari, instrumen = clock.hari(pada), queries_periode.baca_instrumen(row.instrumen)
    rows, dekat = queries_layar.penilaian_periode(row.id), sekitar(row, instrumen, hari)
    cari = request.args.get("cari", "").strip()
    kandidat = pilih and queries_layar.daftar_kandidat(
        row, pilih.id, cari, rows, Paging.read(request.args), hari=hari, dekat=dekat
    )
    terbaru = queries_periode.instrumen_kini() if g.pelaku.boleh("petruk.ganti_instrumen") else instrumen
    bulan = queries_periode.label_periode(row)
    isi = {"form_alasan": AlasanForm(), "form_kembali": BukaKembaliForm(), **form}
    return render_template(
        "petruk/periode.html", periode=row, bulan=bulan, unit=unit, semua=semua, pilih=pilih,
        keadaan=jendela(row, unit_id=pilih.id if pilih else None, pegawai_id=g.pelaku.pegawai_id, pada=pada),
        kandidat=kandidat, cari=cari, keadaan_unit=queries_layar.keadaan_unit(unit, rows, dekat.tidak_mengusulkan),
        tidak=dekat.tidak_mengusulkan.get(pilih.id) if pilih else None, instrumen=instrumen,
        terbaru=terbaru.versi, ganti=perubahan_instrumen(instrumen, terbaru, bulan), alur=ALUR_PERIODE,
        usulan=sum(r.unit_id == pilih.id and r.status != "gugur" for r in rows) if pilih else 0,
        dinominasikan=g.pelaku.pegawai_id in {r.pegawai_id for r in rows if r.status != "gugur"}, **isi,
    )  # fmt: skip


def pasang(
    alamat: str, form: type[Form], deed: Callable[[int, Any], AnyResponse], halaman: Callable[[PeriodePetruk, Any], str],
    prefix: str = "",
) -> None:  # fmt: skip
    """A deed on a period with a form in the page `halaman`."""

    @izin(f"petruk.{deed.__name__}")
    @sekali
    def lakukan(periode_id: int) -> Answer:
        row, isian = ambil_periode(periode_id), form(request.form, prefix=prefix)
        return jawab(isian, lambda: deed(periode_id, isian), lambda: halaman(row, isian))

    bp.add_url_rule(f"/petruk/<int:periode_id>/{alamat}", deed.__name__, lakukan, methods=["POST"])


def _pasang(alamat: str, deed: Callable[..., object], halaman: str, pesan: str) -> None:
    """A deed on a period that asks nothing; `pesan` may hold what it returned."""

    @izin(f"petruk.{deed.__name__}")
    @sekali
    def lakukan(periode_id: int) -> AnyResponse:
        hasil = deed(g.pelaku, periode_id, versi=versi_terkirim(), pada=clock.sekarang())
        return ke(halaman, pesan.format(hasil), periode_id=periode_id)

    bp.add_url_rule(f"/petruk/<int:periode_id>/{alamat}", deed.__name__, lakukan, methods=["POST"])


_pasang("instrumen", services_periode.ganti_instrumen, "periode", "Periode ini sekarang memakai instrumen versi {}.")
_pasang("tutup", services_periode.tutup, "periode", "Pengusulan ditutup. Team Work dan Kunci masih berjalan.")
_pasang(
    "peringkatkan", services_periode.peringkatkan, "peringkat",
    "Peringkat tersusun dan menunggu keputusan kepala OPD.",
)  # fmt: skip
_pasang("arsipkan", services_periode.arsipkan, "peringkat", "Periode ini diarsipkan.")


def buka_kembali_periode(periode_id: int, form: BukaKembaliForm) -> AnyResponse:
    status = services_periode.buka_kembali_periode(
        g.pelaku, periode_id, form.alasan.data, tutup=form.tutup, versi=versi_terkirim(), pada=clock.sekarang()
    )
    return ke("periode", f"Periode kembali ke tahap {status.label.lower()}.", periode_id=periode_id)


pasang(
    "buka-kembali", BukaKembaliForm, buka_kembali_periode, lambda row, form: _halaman_periode(row, form_kembali=form)
)


# ---- nominating ---------------------------------------------------------------------------------
@bp.post("/petruk/<int:periode_id>/nominasi")
@izin("petruk.nominasi")
@sekali
def nominasi(periode_id: int) -> AnyResponse:
    pegawai_id = request.form.get("pegawai_id", 0, type=int)
    row = services_penilaian.nominasi(g.pelaku, periode_id, pegawai_id, pada=clock.sekarang())
    return ke("form", penilaian_id=row.id)


@bp.post("/petruk/<int:periode_id>/unit/<int:unit_id>/tidak-mengusulkan")
@izin("petruk.tidak_mengusulkan")
@sekali
def tidak_mengusulkan(periode_id: int, unit_id: int) -> Answer:
    row, form = ambil_periode(periode_id), AlasanForm(request.form)
    if not g.pelaku.mengelola(unit_id):
        raise NotFound

    def lakukan() -> AnyResponse:
        services_periode.tidak_mengusulkan(g.pelaku, periode_id, unit_id, form.alasan.data, pada=clock.sekarang())
        return ke("periode", "Tercatat: unit ini tidak mengusulkan.", periode_id=periode_id, unit=unit_id)

    return jawab(form, lakukan, lambda: _halaman_periode(row, form_alasan=form))


@bp.post("/petruk/<int:periode_id>/unit/<int:unit_id>/jadi-mengusulkan")
@izin("petruk.jadi_mengusulkan")
@sekali
def jadi_mengusulkan(periode_id: int, unit_id: int) -> AnyResponse:
    services_periode.jadi_mengusulkan(g.pelaku, periode_id, unit_id, pada=clock.sekarang())
    return ke("periode", "Unit ini dapat mengusulkan lagi.", periode_id=periode_id, unit=unit_id)


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
@segar
@sekali
def buat_instrumen() -> Answer:
    form = InstrumenForm(request.form)

    def lakukan() -> AnyResponse:
        baru = services.buat_instrumen(g.pelaku, form.baca(), form.catatan.data or "", pada=clock.sekarang())
        return ke("instrumen", f"Versi {baru} dibuat dan dipakai periode berikutnya. Yang terkunci tidak berubah.")

    return jawab(form, lakukan, lambda: _halaman_instrumen(form))


@bp.get("/petruk/pemenang")
@izin("petruk.lihat")
def pemenang() -> str:
    return render_template("petruk/pemenang.html", rows=queries.daftar_pemenang())
