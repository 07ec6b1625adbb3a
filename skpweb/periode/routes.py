from datetime import date, datetime

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.formats import bilangan
from skpweb.core.once import sekali
from skpweb.core.web import Menu, done
from skpweb.organisasi.queries import daftar_unit
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.periode import queries, services
from skpweb.periode.forms import JendelaForm, PengecualianForm
from skpweb.periode.models import Jendela
from skpweb.periode.rules import Tahap, saran_hari

bp = Blueprint("periode", __name__)
MENU = (
    Menu("Aturan waktu", "Periode", "day", "periode.daftar", "periode.daftar", 10),
    Menu("Aturan waktu", "Kalender kerja", "grid", "periode.kalender", "periode.kalender", 20),
)


def tahun_diminta() -> int:
    """The year of the address, else the present one."""
    tahun = request.args.get("tahun", type=int) or clock.hari_ini().year
    return tahun if 2000 <= tahun <= 2100 else clock.hari_ini().year


@bp.get("/periode")
@izin("periode.daftar")
def daftar() -> str:
    tahun, kini = tahun_diminta(), clock.sekarang()
    return render_template(
        "periode/daftar.html", tahun=tahun, rows=queries.daftar_jendela(tahun, kini),
        kini=queries.letak(clock.hari(kini), tahun), bulan=[queries.letak(date(tahun, b, 1), tahun) for b in range(1, 13)],
    )  # fmt: skip


def _tahap(tahun: int, nama: str) -> Tahap:
    if nama not in set(Tahap) or not 2000 <= tahun <= 2100:
        raise NotFound
    return Tahap(nama)


@bp.get("/periode/<int:tahun>/<tahap>")
@izin("periode.atur_jendela")
def baru(tahun: int, tahap: str) -> str | AnyResponse:
    pilihan = _tahap(tahun, tahap)
    if ada := queries.cari_jendela(tahun, pilihan):
        return redirect(url_for("periode.rinci", jendela_id=ada.id))
    buka, tutup = saran_hari(pilihan, tahun) or (None, None)
    form = JendelaForm(data={"buka": buka, "jam_buka": "00.00", "tutup": tutup, "jam_tutup": "23.59"})
    return _halaman_baru(tahun, pilihan, form)


def _halaman_baru(tahun: int, tahap: Tahap, form: JendelaForm) -> str:
    siapa = queries.per_unit(queries.terkait(tahap, clock.hari_ini()))
    return render_template("periode/baru.html", tahun=tahun, tahap=tahap, label=tahap.label, form=form, siapa=siapa)


def _saat(hari: date, jam: str) -> datetime:
    return clock.saat(hari, int(jam[:2]), int(jam[3:]))


@bp.post("/periode/<int:tahun>/<tahap>")
@izin("periode.atur_jendela")
@sekali
def atur_jendela(tahun: int, tahap: str) -> AnyResponse | tuple[str, int]:
    pilihan, kode = _tahap(tahun, tahap), request.form.get("kode", "")
    ada = queries.cari_jendela(tahun, pilihan, kode)
    if kode and ada is None:
        raise NotFound
    form = JendelaForm(request.form)
    if form.validate():
        with form.catches():
            jendela = services.atur_jendela(
                g.pelaku, tahun, pilihan, kode=kode, versi=request.form.get("_versi", 0, type=int),
                buka_pada=_saat(form.buka.data, form.jam_buka.data),
                tutup_pada=_saat(form.tutup.data, form.jam_tutup.data), pada=clock.sekarang(),
            )  # fmt: skip
            return done(
                url_for("periode.rinci", jendela_id=jendela.id), f"{jendela.nama} disimpan; yang terkait diberi tahu."
            )
    return (_halaman_rinci(ada, form=form) if ada else _halaman_baru(tahun, pilihan, form)), 422


@bp.get("/periode/jendela/<int:jendela_id>")
@izin("periode.daftar")
def rinci(jendela_id: int) -> str:
    return _halaman_rinci(queries.ambil_jendela(jendela_id))


def _halaman_rinci(jendela: Jendela, form: JendelaForm | None = None, kecuali: PengecualianForm | None = None) -> str:
    kini = clock.sekarang()
    buka, tutup = clock.setempat(jendela.buka_pada), clock.setempat(jendela.tutup_pada)
    isi = {"buka": buka.date(), "jam_buka": f"{buka:%H.%M}", "tutup": tutup.date(), "jam_tutup": f"{tutup:%H.%M}"}
    siapa = queries.terkait(jendela.tahap, clock.hari(kini)) if g.pelaku.boleh("periode.atur_jendela") else []
    return render_template(
        "periode/rinci.html", jendela=jendela, form=form or JendelaForm(data=isi),
        kecuali=kecuali or _form_kecuali(request.args.get("cari", "")), cari=request.args.get("cari", ""),
        keadaan=queries.keadaan(jendela.tahap, jendela.tahun, kode=jendela.kode, pada=kini),
        siapa=queries.per_unit(siapa), daftar=queries.daftar_pengecualian(jendela.id, kini),
        boleh=queries.boleh_mengecualikan,
    )  # fmt: skip


def _form_kecuali(cari: str, isian: object = None) -> PengecualianForm:
    """Units within authority, and the people found by the search (on sending: the one chosen)."""
    hari = clock.hari_ini()
    unit = [(f"unit:{u.id}", u.nama) for u in daftar_unit(hari) if queries.boleh_mengecualikan(g.pelaku, u.id)]
    orang = queries.cari_orang(g.pelaku, cari, hari)
    pilihan = [
        (f"pegawai:{i.pegawai_id}", " · ".join((i.nama, tampilkan_nip(i.nip), i.jabatan, i.unit))) for i in orang
    ]
    jenis, _, siapa = request.form.get("untuk", "").partition(":")
    if jenis == "pegawai" and (pegawai_id := bilangan(siapa)):
        pilihan += [(f"pegawai:{i.pegawai_id}", i.nama) for i in identitas_banyak([pegawai_id], hari).values()]
    form = PengecualianForm(isian, data={"jam_sampai": "23.59", "untuk": pilihan[0][0] if pilihan else ""})
    form.untuk.choices = [("", "Pilih unit atau pegawai"), *pilihan, *unit]
    return form


@bp.post("/periode/jendela/<int:jendela_id>/tutup")
@izin("periode.tutup_jendela")
@sekali
def tutup_jendela(jendela_id: int) -> AnyResponse:
    versi = request.form.get("_versi", type=int)
    services.tutup_jendela(g.pelaku, jendela_id, versi=versi, pada=clock.sekarang())
    return done(url_for("periode.rinci", jendela_id=jendela_id), "Jendela ditutup; yang terkait diberi tahu.")


@bp.post("/periode/jendela/<int:jendela_id>/pengecualian")
@izin("periode.beri_pengecualian")
@sekali
def beri_pengecualian(jendela_id: int) -> AnyResponse | tuple[str, int]:
    jendela = queries.ambil_jendela(jendela_id)
    form = _form_kecuali("", request.form)
    if form.validate():
        jenis, _, kode = form.untuk.data.partition(":")
        with form.catches():
            services.beri_pengecualian(
                g.pelaku, jendela_id, unit_id=bilangan(kode) if jenis == "unit" else None,
                pegawai_id=bilangan(kode) if jenis == "pegawai" else None, alasan=form.alasan.data,
                sampai_pada=_saat(form.sampai.data, form.jam_sampai.data), pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("periode.rinci", jendela_id=jendela_id), "Pengecualian diberikan dan diberitahukan.")
    return _halaman_rinci(jendela, kecuali=form), 422


@bp.post("/periode/pengecualian/<int:pengecualian_id>/cabut")
@izin("periode.cabut_pengecualian")
@sekali
def cabut_pengecualian(pengecualian_id: int) -> AnyResponse:
    jendela_id = queries.ambil_pengecualian(pengecualian_id).jendela_id
    services.cabut_pengecualian(g.pelaku, pengecualian_id, pada=clock.sekarang())
    return done(url_for("periode.rinci", jendela_id=jendela_id), "Pengecualian dicabut.")
