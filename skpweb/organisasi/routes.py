"""Deeds on units and posts. The pages that show them with their people are in `pegawai`."""

from flask import Blueprint, g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.formulir import Formulir, Remah, pasang
from skpweb.organisasi import queries, services
from skpweb.organisasi.forms import JabatanForm, TutupForm, UbahJabatanForm, UnitForm
from skpweb.organisasi.isian import kerjakan
from skpweb.organisasi.models import Jabatan, Unit

bp = Blueprint("organisasi", __name__)


@bp.get("/jabatan/cari")
@izin("organisasi.cari_jabatan")
def cari_jabatan() -> str:
    """Options for a field that names a post; the field's own name tells what was typed."""
    text = next(iter(request.args.values()), "")
    return render_template("organisasi/_pilihan.html", jabatan=queries.cari_jabatan(text[:100], clock.hari_ini()))


def _unit(unit_id: int) -> Unit:
    queries.pastikan_wewenang(g.pelaku, unit_id)
    return queries.ambil_unit(unit_id)


def _jabatan(jabatan_id: int) -> Jabatan:
    jabatan = queries.ambil_jabatan(jabatan_id)
    queries.pastikan_wewenang(g.pelaku, jabatan.unit_id)
    return jabatan


def _remah_unit(unit: Unit | None) -> Remah:
    here = [(unit.nama, url_for("pegawai.unit", unit_id=unit.id))] if unit else []
    return [("Unit kerja", url_for("pegawai.daftar_unit")), *here]


def _remah_jabatan(jabatan: Jabatan | None) -> Remah:
    here = [(jabatan.nama, url_for("pegawai.jabatan", jabatan_id=jabatan.id))] if jabatan else []
    return [("Jabatan", url_for("pegawai.daftar_jabatan")), *here]


def _pilihan_unit(sekarang: int | None = None) -> list[tuple[int, str]]:
    """Units in the actor's authority, and the present one."""
    mine = g.pelaku.unit_ids
    units = queries.daftar_unit(clock.hari_ini())
    return [(u.id, "– " * u.tingkat + u.nama) for u in units if mine is None or u.id in mine or u.id == sekarang]


def _siapkan_unit(form: UnitForm, unit: Unit | None) -> None:
    form.induk.choices = [("", "Tidak ada (unit puncak)"), *_pilihan_unit(unit and unit.induk_id)]


def _siapkan_jabatan(form: JabatanForm, _row: None) -> None:
    form.unit.choices = _pilihan_unit()


def _awal_jabatan(_row: None) -> dict[str, object]:
    above = queries.tulisan_jabatan(request.args.get("atasan", type=int), clock.hari_ini())
    return {
        "mulai": clock.hari_ini(),
        "unit": request.args.get("unit", type=int),
        "atasan": above,
        "jenis": "pelaksana",
    }


pasang(
    bp,
    Formulir(
        "organisasi.tambah_unit", "/unit/tambah", UnitForm, "Tambah unit kerja",
        kerjakan(services.tambah_unit, _remah_unit, "Unit {0.nama} ditambahkan.", induk="induk_id", mulai="dibuka"), _remah_unit,
        awal=lambda _row: {"mulai": clock.hari_ini(), "induk": request.args.get("induk", type=int)},
        siapkan=_siapkan_unit, tombol="Tambah unit",
    ),
    Formulir(
        "organisasi.ubah_unit", "/unit/<int:unit_id>/ubah", UnitForm, "Ubah unit kerja",
        kerjakan(services.ubah_unit, _remah_unit, "Perubahan unit disimpan.", berversi=True, induk="induk_id"), _remah_unit, _unit,
        awal=lambda u: {"nama": u.nama, "induk": u.induk_id, "mandiri": u.mandiri, "mulai": clock.hari_ini()},
        siapkan=_siapkan_unit, berversi=True,
        catatan="Nama lama tetap dipakai untuk tanggal sebelum “berlaku mulai”.",
    ),
    Formulir(
        "organisasi.tutup_unit", "/unit/<int:unit_id>/tutup", TutupForm, "Tutup {0.nama}",
        kerjakan(services.tutup_unit, lambda _row: _remah_unit(None), "{0.nama} ditutup.", berversi=True), _remah_unit, _unit,
        awal=lambda _unit: {"tanggal": clock.hari_ini()}, tombol="Tutup unit", berversi=True,
        catatan="Unit ditutup, tidak dihapus: riwayatnya tetap ada. Unit harus sudah kosong.",
    ),
    Formulir(
        "organisasi.tambah_jabatan", "/jabatan/tambah", JabatanForm, "Tambah jabatan",
        kerjakan(services.tambah_jabatan, _remah_jabatan, "Jabatan {0.nama} ditambahkan.", unit="unit_id", mulai="dibuka"), _remah_jabatan,
        awal=_awal_jabatan, siapkan=_siapkan_jabatan, tombol="Tambah jabatan",
    ),
    Formulir(
        "organisasi.ubah_jabatan", "/jabatan/<int:jabatan_id>/ubah", UbahJabatanForm, "Ubah jabatan",
        kerjakan(services.ubah_jabatan, _remah_jabatan, "Perubahan jabatan disimpan.", berversi=True), _remah_jabatan, _jabatan, berversi=True,
        awal=lambda j: {n: getattr(j, n) for n in UbahJabatanForm.TETAP} | {"mulai": clock.hari_ini()},
        catatan="Perubahan nama (nomenklatur) melanjutkan riwayat jabatan dan SKP pemegangnya.",
    ),
)  # fmt: skip
