"""Deeds on units and posts. The pages that show them with their people are in `pegawai`."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.fields import Form
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.organisasi import queries, services
from skpweb.organisasi.forms import JabatanForm, TutupForm, UbahJabatanForm, UnitForm
from skpweb.organisasi.models import Jabatan, Unit

bp = Blueprint("organisasi", __name__)
Answer = str | tuple[str, int] | AnyResponse


def _halaman(
    form: Form, judul: str, tombol: str, *remah: tuple[str, str], versi: int | None = None, catatan: str = ""
) -> Answer:
    """The form at its own address; 422 when it comes back with faults."""
    crumbs = [*remah, (judul, None)]
    page = render_template(
        "organisasi/formulir.html", form=form, judul=judul, tombol=tombol, remah=crumbs, aksi=request.path,
        versi=request.form.get("_versi", type=int) or versi, buang=remah[-1][1], catatan=catatan,
    )  # fmt: skip
    return (page, 422) if form.faults else page


def _unit_remah(unit: Unit | None = None) -> list[tuple[str, str]]:
    here = [(unit.nama, url_for("pegawai.unit", unit_id=unit.id))] if unit else []
    return [("Unit kerja", url_for("pegawai.daftar_unit")), *here]


def _jabatan_remah(jabatan: Jabatan | None = None) -> list[tuple[str, str]]:
    here = [(jabatan.nama, url_for("pegawai.jabatan", jabatan_id=jabatan.id))] if jabatan else []
    return [("Jabatan", url_for("pegawai.daftar_jabatan")), *here]


def _pilihan_unit() -> list[tuple[int, str]]:
    units = queries.daftar_unit(clock.hari(clock.sekarang()))
    mine = g.pelaku.unit_ids
    return [(u.id, "– " * u.tingkat + u.nama) for u in units if mine is None or u.id in mine]


def _isi_unit(form: UnitForm, sekarang: int | None = None) -> UnitForm:
    """Choices of the parent: own units, and where the unit hangs now."""
    choices: list[tuple[int | str, str]] = [(u.id, "– " * u.tingkat + u.nama) for u in queries.daftar_unit(_hari())]
    mine = g.pelaku.unit_ids
    choices = [c for c in choices if mine is None or c[0] in mine or c[0] == sekarang]
    form.induk.choices = [("", "Tidak ada (unit puncak)"), *choices]
    return form


def _hari():  # type: ignore[no-untyped-def]
    return clock.hari(clock.sekarang())


def _formulir_unit(form: UnitForm) -> Answer:
    return _halaman(form, "Tambah unit kerja", "Tambah unit", *_unit_remah())


@bp.get("/unit/tambah")
@izin("organisasi.tambah_unit")
def formulir_unit() -> Answer:
    induk = request.args.get("induk", type=int)
    return _formulir_unit(_isi_unit(UnitForm(data={"mulai": _hari(), "induk": induk})))


@bp.post("/unit/tambah")
@izin("organisasi.tambah_unit")
@sekali
def tambah_unit() -> Answer:
    form = _isi_unit(UnitForm(request.form))
    if form.validate():
        with form.catches():
            unit = services.tambah_unit(
                g.pelaku, nama=form.nama.data, induk_id=form.induk.data, mandiri=form.mandiri.data,
                dibuka=form.mulai.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.unit", unit_id=unit.id), f"Unit {unit.nama} ditambahkan.")
    return _formulir_unit(form)


def _formulir_ubah_unit(form: UnitForm, unit: Unit) -> Answer:
    note = "Nama lama tetap dipakai untuk tanggal sebelum “berlaku mulai”."
    return _halaman(form, "Ubah unit kerja", "Simpan perubahan", *_unit_remah(unit), versi=unit.versi, catatan=note)


@bp.get("/unit/<int:unit_id>/ubah")
@izin("organisasi.ubah_unit")
def formulir_ubah_unit(unit_id: int) -> Answer:
    unit = queries.ambil_unit(unit_id)
    queries.pastikan_wewenang(g.pelaku, unit_id)
    data = {"nama": unit.nama, "induk": unit.induk_id, "mandiri": unit.mandiri, "mulai": _hari()}
    return _formulir_ubah_unit(_isi_unit(UnitForm(data=data), unit.induk_id), unit)


@bp.post("/unit/<int:unit_id>/ubah")
@izin("organisasi.ubah_unit")
@sekali
def ubah_unit(unit_id: int) -> Answer:
    unit = queries.ambil_unit(unit_id)
    form = _isi_unit(UnitForm(request.form), unit.induk_id)
    if form.validate():
        with form.catches():
            services.ubah_unit(
                g.pelaku, unit_id, request.form.get("_versi", 0, int), nama=form.nama.data, mulai=form.mulai.data,
                induk_id=form.induk.data, mandiri=form.mandiri.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.unit", unit_id=unit_id), "Perubahan unit disimpan.")
    return _formulir_ubah_unit(form, unit)


def _formulir_tutup(form: TutupForm, unit: Unit) -> Answer:
    note = "Unit ditutup, tidak dihapus: riwayatnya tetap ada. Unit harus sudah kosong."
    return _halaman(form, f"Tutup {unit.nama}", "Tutup unit", *_unit_remah(unit), versi=unit.versi, catatan=note)


@bp.get("/unit/<int:unit_id>/tutup")
@izin("organisasi.tutup_unit")
def formulir_tutup_unit(unit_id: int) -> Answer:
    unit = queries.ambil_unit(unit_id)
    queries.pastikan_wewenang(g.pelaku, unit_id)
    return _formulir_tutup(TutupForm(data={"tanggal": _hari()}), unit)


@bp.post("/unit/<int:unit_id>/tutup")
@izin("organisasi.tutup_unit")
@sekali
def tutup_unit(unit_id: int) -> Answer:
    unit, form = queries.ambil_unit(unit_id), TutupForm(request.form)
    if form.validate():
        with form.catches():
            services.tutup_unit(
                g.pelaku, unit_id, request.form.get("_versi", 0, int), tanggal=form.tanggal.data, pada=clock.sekarang()
            )
            return done(url_for("pegawai.daftar_unit"), f"{unit.nama} ditutup.")
    return _formulir_tutup(form, unit)


def _isi_jabatan(form: JabatanForm) -> JabatanForm:
    form.unit.choices = _pilihan_unit()
    return form


@bp.get("/jabatan/cari")
@izin("organisasi.cari_jabatan")
def cari_jabatan() -> str:
    """Options for a field that names a post; the field's own name tells what was typed."""
    text = next(iter(request.args.values()), "")
    return render_template("organisasi/_pilihan.html", jabatan=queries.cari_jabatan(text[:100], _hari()))


def _formulir_jabatan(form: JabatanForm) -> Answer:
    return _halaman(form, "Tambah jabatan", "Tambah jabatan", *_jabatan_remah())


@bp.get("/jabatan/tambah")
@izin("organisasi.tambah_jabatan")
def formulir_jabatan() -> Answer:
    above = queries.tulisan_jabatan(request.args.get("atasan", type=int), _hari())
    data = {"mulai": _hari(), "unit": request.args.get("unit", type=int), "atasan": above}
    return _formulir_jabatan(_isi_jabatan(JabatanForm(data={**data, "jenis": "pelaksana"})))


@bp.post("/jabatan/tambah")
@izin("organisasi.tambah_jabatan")
@sekali
def tambah_jabatan() -> Answer:
    form = _isi_jabatan(JabatanForm(request.form))
    if form.validate():
        with form.catches():
            jabatan = services.tambah_jabatan(
                g.pelaku, unit_id=form.unit.data, nama=form.nama.data, jenis=form.jenis.data, jenjang=form.jenjang.data,
                atasan_id=queries.satu_jabatan(form.atasan.data, _hari(), "atasan"), pimpinan_unit=form.pimpinan_unit.data, punya_pk=form.punya_pk.data,
                dibuka=form.mulai.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.jabatan", jabatan_id=jabatan.id), f"Jabatan {jabatan.nama} ditambahkan.")
    return _formulir_jabatan(form)


def _formulir_ubah_jabatan(form: UbahJabatanForm, jabatan: Jabatan) -> Answer:
    note = "Perubahan nama (nomenklatur) melanjutkan riwayat jabatan dan SKP pemegangnya."
    return _halaman(
        form, "Ubah jabatan", "Simpan perubahan", *_jabatan_remah(jabatan), versi=jabatan.versi, catatan=note
    )


@bp.get("/jabatan/<int:jabatan_id>/ubah")
@izin("organisasi.ubah_jabatan")
def formulir_ubah_jabatan(jabatan_id: int) -> Answer:
    jabatan = queries.ambil_jabatan(jabatan_id)
    queries.pastikan_wewenang(g.pelaku, jabatan.unit_id)
    return _formulir_ubah_jabatan(UbahJabatanForm(obj=jabatan, data={"mulai": _hari()}), jabatan)


@bp.post("/jabatan/<int:jabatan_id>/ubah")
@izin("organisasi.ubah_jabatan")
@sekali
def ubah_jabatan(jabatan_id: int) -> Answer:
    jabatan, form = queries.ambil_jabatan(jabatan_id), UbahJabatanForm(request.form)
    if form.validate():
        with form.catches():
            services.ubah_jabatan(
                g.pelaku, jabatan_id, request.form.get("_versi", 0, int), nama=form.nama.data, mulai=form.mulai.data,
                jenis=form.jenis.data, jenjang=form.jenjang.data, pimpinan_unit=form.pimpinan_unit.data,
                punya_pk=form.punya_pk.data, sk_penilai=form.sk_penilai.data or "",
                sk_penilai_tanggal=form.sk_penilai_tanggal.data, pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.jabatan", jabatan_id=jabatan_id), "Perubahan jabatan disimpan.")
    return _formulir_ubah_jabatan(form, jabatan)
