"""Teams, pejabat luar, delegation."""

from flask import g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.queries import pastikan_wewenang
from skpweb.pegawai import queries_tim as struktur
from skpweb.pegawai import services_tim as services
from skpweb.pegawai.blueprint import Answer, bp, hari_ini, isian, versi_terkirim
from skpweb.pegawai.blueprint import halaman as _halaman
from skpweb.pegawai.forms import (
    AkhiriForm,
    AnggotaForm,
    DelegasiForm,
    PejabatLuarForm,
    TimForm,
    UbahPejabatLuarForm,
    UbahTimForm,
)
from skpweb.pegawai.queries import MELIHAT_SEMUA, unit_dalam_wewenang
from skpweb.pegawai.queries_daftar import cari_satu
from skpweb.pegawai.rules_atasan import TugasDelegasi


@bp.get("/tim")
@izin("pegawai.daftar_tim")
def daftar_tim() -> str:
    hari = hari_ini()
    return render_template(
        "pegawai/daftar_tim.html", rows=struktur.daftar_tim(hari), lama=struktur.daftar_tim(hari, bubar=True)
    )


def _isi_tim(form: TimForm) -> TimForm:
    units = unit_dalam_wewenang(g.pelaku, hari_ini())
    form.unit.choices = [("", "Lintas unit"), *((u.id, "– " * u.tingkat + u.nama) for u in units)]
    return form


def _formulir_tim(form: TimForm) -> Answer:
    return _halaman(form, "Bentuk tim kerja", "Bentuk tim", [("Tim kerja", url_for("pegawai.daftar_tim"))])


@bp.get("/tim/bentuk")
@izin("pegawai.bentuk_tim")
def formulir_tim() -> Answer:
    return _formulir_tim(_isi_tim(TimForm(data={"dibentuk": hari_ini()})))


@bp.post("/tim/bentuk")
@izin("pegawai.bentuk_tim")
@sekali
def bentuk_tim() -> Answer:
    form = _isi_tim(TimForm(request.form))
    if form.validate():
        with form.catches():
            leader = cari_satu(form.ketua.data, hari_ini(), "ketua")
            tim = services.bentuk_tim(
                g.pelaku, nama=form.nama.data, unit_id=form.unit.data, ketua_id=leader.pegawai_id,
                dibentuk=form.dibentuk.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.tim", tim_id=tim.id), f"{tim.nama} dibentuk. Tambahkan anggotanya.")
    return _formulir_tim(form)


@bp.get("/tim/<int:tim_id>")
@izin("pegawai.tim")
def tim(tim_id: int) -> str:
    return _tim(struktur.ambil_tim(tim_id), AnggotaForm(data={"mulai": hari_ini()}))


def _tim(row: TimKerja, form: AnggotaForm) -> str:
    may = g.pelaku.boleh("pegawai.ubah_tim") and (g.pelaku.unit_ids is None or row.unit_id in g.pelaku.unit_ids)
    return render_template(
        "pegawai/tim.html", tim=row, form=form, wewenang=may, anggota=struktur.anggota_tim(row.id, hari_ini())
    )


@bp.post("/tim/<int:tim_id>/anggota")
@izin("pegawai.tambah_anggota")
@sekali
def tambah_anggota(tim_id: int) -> Answer:
    row, form = struktur.ambil_tim(tim_id), AnggotaForm(request.form)
    if form.validate():
        with form.catches():
            who = cari_satu(form.pegawai.data, hari_ini())
            services.tambah_anggota(
                g.pelaku, tim_id, pegawai_id=who.pegawai_id, ketua=form.ketua.data, mulai=form.mulai.data,
                pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.tim", tim_id=tim_id), f"{who.nama} ditambahkan.")
    return _tim(row, form), 422


def _formulir_akhiri(form: AkhiriForm, anggota_id: int) -> Answer:
    row = struktur.ambil_anggota(anggota_id)
    crumbs = [("Tim kerja", url_for("pegawai.daftar_tim")), (row.tim.nama, url_for("pegawai.tim", tim_id=row.tim_id))]
    return _halaman(form, f"Akhiri keanggotaan {row.pegawai.nama}", "Simpan", crumbs)


@bp.get("/tim/anggota/<int:anggota_id>/akhiri")
@izin("pegawai.akhiri_anggota")
def formulir_akhiri_anggota(anggota_id: int) -> Answer:
    pastikan_wewenang(g.pelaku, struktur.ambil_anggota(anggota_id).tim.unit_id)
    return _formulir_akhiri(AkhiriForm(data={"sampai": hari_ini()}), anggota_id)


@bp.post("/tim/anggota/<int:anggota_id>/akhiri")
@izin("pegawai.akhiri_anggota")
@sekali
def akhiri_anggota(anggota_id: int) -> Answer:
    form = AkhiriForm(request.form)
    if form.validate():
        with form.catches():
            tim_id = services.akhiri_anggota(g.pelaku, anggota_id, sampai=form.sampai.data, pada=clock.sekarang())
            return done(url_for("pegawai.tim", tim_id=tim_id), "Keanggotaan diakhiri.")
    return _formulir_akhiri(form, anggota_id)


def _formulir_ubah_tim(form: UbahTimForm, row: TimKerja) -> Answer:
    crumbs = [("Tim kerja", url_for("pegawai.daftar_tim")), (row.nama, url_for("pegawai.tim", tim_id=row.id))]
    return _halaman(form, "Ubah atau bubarkan tim", "Simpan", crumbs, versi=row.versi)


@bp.get("/tim/<int:tim_id>/ubah")
@izin("pegawai.ubah_tim")
def formulir_ubah_tim(tim_id: int) -> Answer:
    row = struktur.ambil_tim(tim_id)
    pastikan_wewenang(g.pelaku, row.unit_id)
    return _formulir_ubah_tim(UbahTimForm(obj=row), row)


@bp.post("/tim/<int:tim_id>/ubah")
@izin("pegawai.ubah_tim")
@sekali
def ubah_tim(tim_id: int) -> Answer:
    row, form = struktur.ambil_tim(tim_id), UbahTimForm(request.form)
    if form.validate():
        with form.catches():
            services.ubah_tim(
                g.pelaku, tim_id, versi_terkirim(), nama=form.nama.data, dibubarkan=form.dibubarkan.data,
                pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.tim", tim_id=tim_id), "Tim disimpan.")
    return _formulir_ubah_tim(form, row)


@bp.get("/pejabat-luar")
@izin("pegawai.daftar_pejabat_luar")
def daftar_pejabat_luar() -> str:
    return render_template("pegawai/pejabat_luar.html", rows=struktur.daftar_pejabat_luar(hari_ini()))


def _formulir_luar(form: PejabatLuarForm, judul: str, versi: int | None = None) -> Answer:
    note = "Bertindak untuk kantor ini tanpa menjadi pegawainya: tidak ber-SKP di sini dan tidak masuk daftar pegawai."
    return _halaman(
        form, judul, "Simpan", [("Pejabat luar", url_for("pegawai.daftar_pejabat_luar"))], versi=versi, catatan=note
    )


@bp.get("/pejabat-luar/tambah")
@izin("pegawai.tambah_pejabat_luar")
def formulir_pejabat_luar() -> Answer:
    return _formulir_luar(PejabatLuarForm(), "Tambah pejabat luar")


@bp.post("/pejabat-luar/tambah")
@izin("pegawai.tambah_pejabat_luar")
@sekali
def tambah_pejabat_luar() -> Answer:
    form = PejabatLuarForm(request.form)
    if form.validate():
        with form.catches():
            row = services.tambah_pejabat_luar(g.pelaku, **isian(form), pada=clock.sekarang())
            return done(url_for("pegawai.daftar_pejabat_luar"), f"{row.nama} ditambahkan.")
    return _formulir_luar(form, "Tambah pejabat luar")


@bp.get("/pejabat-luar/<int:pegawai_id>/ubah")
@izin("pegawai.ubah_pejabat_luar")
def formulir_ubah_pejabat_luar(pegawai_id: int) -> Answer:
    row = struktur.ambil_pejabat_luar(pegawai_id)
    return _formulir_luar(UbahPejabatLuarForm(obj=row, data={"nama": row.pegawai.nama}), "Ubah pejabat luar", row.versi)


@bp.post("/pejabat-luar/<int:pegawai_id>/ubah")
@izin("pegawai.ubah_pejabat_luar")
@sekali
def ubah_pejabat_luar(pegawai_id: int) -> Answer:
    form = UbahPejabatLuarForm(request.form)
    if form.validate():
        with form.catches():
            services.ubah_pejabat_luar(g.pelaku, pegawai_id, versi_terkirim(), **isian(form), pada=clock.sekarang())
            return done(url_for("pegawai.daftar_pejabat_luar"), "Perubahan disimpan.")
    return _formulir_luar(form, "Ubah pejabat luar", versi_terkirim())


@bp.get("/delegasi")
@izin("pegawai.daftar_delegasi")
def daftar_delegasi() -> str:
    """All of them for those who see everybody, else one's own and those of the units one manages."""
    hari, everybody = hari_ini(), g.pelaku.unit_ids is None or bool(MELIHAT_SEMUA & g.pelaku.peran)
    ids = None if everybody else struktur.orang_delegasi(g.pelaku, hari)
    return render_template(
        "pegawai/delegasi.html", rows=struktur.daftar_delegasi(hari, ids=ids),
        lama=struktur.daftar_delegasi(hari, ids=ids, lama=True), tugas=list(TugasDelegasi),
    )  # fmt: skip


def _formulir_delegasi(form: DelegasiForm) -> Answer:
    note = "Tugas pejabat penilai dikerjakan orang lain untuk sementara. Evaluasi hanya didelegasikan oleh atasannya."
    return _halaman(
        form, "Delegasikan tugas", "Delegasikan", [("Delegasi", url_for("pegawai.daftar_delegasi"))], catatan=note
    )


@bp.get("/delegasi/tambah")
@izin("pegawai.delegasikan")
def formulir_delegasi() -> Answer:
    mine = "atasan" in g.pelaku.peran or "kepala" in g.pelaku.peran
    return _formulir_delegasi(DelegasiForm(data={"pemberi": g.pelaku.nama if mine else "", "tugas": ["validasi"]}))


@bp.post("/delegasi/tambah")
@izin("pegawai.delegasikan")
@sekali
def delegasikan() -> Answer:
    form, hari = DelegasiForm(request.form), hari_ini()
    if form.validate():
        with form.catches():
            giver, taker = (
                cari_satu(form.pemberi.data, hari, "pemberi"),
                cari_satu(form.penerima.data, hari, "penerima"),
            )
            services.delegasikan(
                g.pelaku, pemberi_id=giver.pegawai_id, penerima_id=taker.pegawai_id, mulai=form.mulai.data,
                sampai=form.sampai.data, spt=form.spt.data, tugas=form.tugas.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.daftar_delegasi"), f"Tugas {giver.nama} didelegasikan ke {taker.nama}.")
    return _formulir_delegasi(form)


@bp.post("/delegasi/<int:delegasi_id>/cabut")
@izin("pegawai.cabut_delegasi")
@sekali
def cabut_delegasi(delegasi_id: int) -> Answer:
    services.cabut_delegasi(g.pelaku, delegasi_id, pada=clock.sekarang())
    return done(url_for("pegawai.daftar_delegasi"), "Delegasi dicabut.")
