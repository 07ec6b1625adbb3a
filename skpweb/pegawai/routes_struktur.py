"""Units and posts with the people in them, and what changes the tree: shown first, applied as shown."""

from typing import Any

from flask import g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import RuleViolation
from skpweb.core.formulir import Answer, Formulir, Remah, pasang, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.tables import Page, Paging
from skpweb.core.web import done
from skpweb.organisasi import queries as organisasi
from skpweb.organisasi.isian import kerjakan
from skpweb.organisasi.models import Jabatan
from skpweb.organisasi.queries import ambil_jabatan, ambil_unit, pastikan_wewenang, satu_jabatan, tulisan_jabatan
from skpweb.pegawai import queries_struktur as struktur
from skpweb.pegawai import services_pohon
from skpweb.pegawai.forms import TutupJabatanForm
from skpweb.pegawai.queries_struktur import BarisJabatan, SaringanJabatan
from skpweb.pegawai.routes import bp


@bp.get("/unit")
@izin("pegawai.daftar_unit")
def daftar_unit() -> str:
    hari, text, paging = clock.hari_ini(), request.args.get("cari", "").strip().lower(), Paging.read(request.args)
    units = [u for u in organisasi.daftar_unit(hari) if text in u.nama.lower()]
    page = Page(units[paging.offset : paging.offset + paging.per], len(units), paging)
    ids = [u.id for u in page.rows]
    return render_template(
        "pegawai/daftar_unit.html", page=page, isi=struktur.isi_unit(ids, hari),
        pimpinan=struktur.pimpinan_unit(ids, hari), bagan=struktur.bagan(request.args.get("dari", type=int), hari),
    )  # fmt: skip


@bp.get("/unit/<int:unit_id>")
@izin("pegawai.unit")
def unit(unit_id: int) -> str:
    hari = clock.hari_ini()
    row, units = ambil_unit(unit_id), organisasi.daftar_unit(hari)
    page = struktur.daftar_jabatan(SaringanJabatan(unit_id=unit_id), hari, Paging(1, 100, "unit"))
    return render_template(
        "pegawai/unit.html", unit=row, page=page, nama=organisasi.riwayat_nama_unit(unit_id),
        induk=next((u for u in units if u.id == row.induk_id), None), bagian=[u for u in units if u.induk_id == unit_id],
        wewenang=g.pelaku.boleh("organisasi.ubah_unit") and (g.pelaku.unit_ids is None or unit_id in g.pelaku.unit_ids),
    )  # fmt: skip


@bp.get("/unit/<int:unit_id>/gabung")
@izin("pegawai.gabung_unit")
def formulir_gabung_unit(unit_id: int) -> str:
    row = ambil_unit(unit_id)
    pastikan_wewenang(g.pelaku, unit_id)
    return _gabung(unit_id, request.args.get("ke", type=int), [], row.versi)


def _gabung(unit_id: int, ke_id: int | None, galat: list[str], versi: int) -> str:
    hari = clock.hari_ini()
    units = organisasi.daftar_unit(hari)
    target = next((u for u in units if u.id == ke_id), None)
    shown = struktur.pratinjau_gabung(unit_id, target.id, hari) if target else None
    return render_template(
        "pegawai/gabung.html", unit=ambil_unit(unit_id), units=units, target=target, pratinjau=shown, galat=galat, versi=versi,
    )  # fmt: skip


@bp.post("/unit/<int:unit_id>/gabung")
@izin("pegawai.gabung_unit")
@sekali
def gabung_unit(unit_id: int) -> Answer:
    row, ke_id = ambil_unit(unit_id), request.form.get("ke", 0, int)
    try:
        services_pohon.gabung_unit(
            g.pelaku, unit_id, versi_terkirim(), ke_id, request.form.get("sidik", ""), pada=clock.sekarang()
        )
    except RuleViolation as fault:
        return _gabung(unit_id, ke_id, [f.message for f in fault.faults], row.versi), 422
    return done(url_for("pegawai.unit", unit_id=ke_id), f"{row.nama} digabungkan dan ditutup.")


@bp.get("/jabatan")
@izin("pegawai.daftar_jabatan")
def daftar_jabatan() -> str:
    args, hari = request.args, clock.hari_ini()
    saringan = SaringanJabatan(args.get("cari", "").strip()[:100], args.get("unit", type=int), args.get("hanya", ""))
    page = struktur.daftar_jabatan(saringan, hari, Paging.read(args, ("nama", "unit", "jenis")))
    return render_template(
        "pegawai/daftar_jabatan.html", page=page, saringan=saringan, unit=organisasi.daftar_unit(hari),
        urut=page.paging.urut or "nama",
    )  # fmt: skip


@bp.get("/jabatan/<int:jabatan_id>")
@izin("pegawai.jabatan")
def jabatan(jabatan_id: int) -> str:
    hari = clock.hari_ini()
    row = struktur.jabatan_pada(jabatan_id, hari)
    return render_template(
        "pegawai/jabatan.html", jabatan=row, asli=ambil_jabatan(jabatan_id), nama=organisasi.riwayat_nama_jabatan(jabatan_id),
        pemegang=struktur.pemegang_jabatan(jabatan_id, hari), bawah=struktur.jabatan_bawahan(jabatan_id, hari),
        wewenang=g.pelaku.boleh("organisasi.ubah_jabatan") and (g.pelaku.unit_ids is None or row.unit_id in g.pelaku.unit_ids),
    )  # fmt: skip


@bp.get("/jabatan/<int:jabatan_id>/pindah")
@izin("pegawai.ubah_pohon")
def formulir_ubah_pohon(jabatan_id: int) -> Answer:
    row = struktur.jabatan_pada(jabatan_id, clock.hari_ini())
    pastikan_wewenang(g.pelaku, row.unit_id)
    if "atasan" not in request.args:
        return _pindah(row, row.atasan_id)
    try:
        return _tinjau(row, satu_jabatan(request.args["atasan"], clock.hari_ini(), "atasan"))
    except RuleViolation as fault:
        return _pindah(row, tulisan=request.args["atasan"], galat=(fault.message,)), 422


def _tinjau(row: BarisJabatan, atasan_id: int | None, galat: tuple[str, ...] = ()) -> Answer:
    """The form with what the move would change; 422 when it cannot be."""
    try:
        shown = services_pohon.tinjau_pindah(row.id, atasan_id, clock.hari_ini())
    except RuleViolation as fault:
        return _pindah(row, atasan_id, galat=tuple(f.message for f in fault.faults)), 422
    page = _pindah(row, atasan_id, pratinjau=shown, galat=galat)
    return (page, 422) if galat else page


def _pindah(row: BarisJabatan, atasan_id: int | None = None, **more: Any) -> str:
    more.setdefault("tulisan", tulisan_jabatan(atasan_id, clock.hari_ini()))
    return render_template("pegawai/pindah.html", jabatan=row, atasan_id=atasan_id, **more)


@bp.post("/jabatan/<int:jabatan_id>/pindah")
@izin("pegawai.ubah_pohon")
@sekali
def ubah_pohon(jabatan_id: int) -> Answer:
    row = struktur.jabatan_pada(jabatan_id, clock.hari_ini())
    atasan_id = request.form.get("atasan", type=int)
    try:
        shown = services_pohon.ubah_pohon(
            g.pelaku, jabatan_id, atasan_id, request.form.get("sidik", ""), pada=clock.sekarang()
        )
    except RuleViolation as fault:
        return _tinjau(row, atasan_id, tuple(f.message for f in fault.faults))
    message = f"Susunan diubah. Atasan {len(shown.beda)} pegawai berganti."
    return done(url_for("pegawai.jabatan", jabatan_id=jabatan_id), message)


def _jabatan(jabatan_id: int) -> Jabatan:
    row = ambil_jabatan(jabatan_id)
    pastikan_wewenang(g.pelaku, row.unit_id)
    return row


def _remah(row: Jabatan) -> Remah:
    here = url_for("pegawai.jabatan", jabatan_id=row.id)
    return [*_ke_daftar(row), (row.nama, here)]


def _ke_daftar(_row: Jabatan) -> Remah:
    return [("Jabatan", url_for("pegawai.daftar_jabatan"))]


pasang(
    bp,
    Formulir(
        "pegawai.tutup_jabatan", "/jabatan/<int:jabatan_id>/tutup", TutupJabatanForm, "Tutup jabatan",
        kerjakan(services_pohon.tutup_jabatan, _ke_daftar, "{0.nama} ditutup.", berversi=True), _remah,
        _jabatan, lambda _row: {"tanggal": clock.hari_ini()}, tombol="Tutup jabatan", berversi=True,
        catatan="Jabatan ditutup, tidak dihapus. Jabatan harus kosong dan tanpa bawahan.",
    ),
)  # fmt: skip
