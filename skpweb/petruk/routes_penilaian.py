"""The form of a scorecard, its review page and what follows."""

from collections.abc import Callable
from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.berkas.queries import buka
from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.fields import Form
from skpweb.core.formulir import Answer, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.web import send_file_safely, unggahan, warn
from skpweb.pengaturan.queries import aturan
from skpweb.petruk import queries, queries_layar, queries_periode
from skpweb.petruk import services_penilaian as services
from skpweb.petruk.forms import AlasanForm, PenilaianForm, ScanForm
from skpweb.petruk.models import Penilaian
from skpweb.petruk.queries_periode import ambil_penilaian, baca_instrumen, jendela
from skpweb.petruk.routes import bp, jawab, ke
from skpweb.petruk.rules import TEAM_WORK, Instrumen, SumberKinerja
from skpweb.petruk.rules_alur import ALUR_PENILAIAN, BOLEH_DALAM_PERIODE, StatusPenilaian


# ---- the form -----------------------------------------------------------------------------------
@bp.get("/petruk/penilaian/<int:penilaian_id>")
@izin("petruk.simpan")
def form(penilaian_id: int) -> str | AnyResponse:
    row = ambil_penilaian(g.pelaku, penilaian_id)
    if not ALUR_PENILAIAN.boleh(row.status, "simpan") or not g.pelaku.mengelola(row.unit_id):
        return redirect(url_for("petruk.hasil", penilaian_id=penilaian_id), 302)
    isi = {k: getattr(row, k) for k in ("inovasi_uraian", "inovasi_tingkat", "bebas_hukuman")}
    return _halaman_form(row, _form(row, data=isi))


def _form(row: Penilaian, *args: object, **kwargs: object) -> PenilaianForm:
    isian = PenilaianForm(*args, **kwargs)
    isian.inovasi_tingkat.choices = [(t.nilai, t.uraian) for t in baca_instrumen(row.periode.instrumen).inovasi]
    return isian


def _halaman_form(row: Penilaian, isian: PenilaianForm) -> str:
    pada, instrumen = clock.sekarang(), baca_instrumen(row.periode.instrumen)
    lembar, kelayakan = queries.susun_lengkap(row, hari=clock.hari(pada))
    return render_template(
        "petruk/form.html", row=row, lembar=lembar, form=isian, kepala=lembar.kepala, instrumen=instrumen,
        keadaan=jendela(row.periode, unit_id=row.unit_id, pegawai_id=g.pelaku.pegawai_id, pada=pada),
        team_work=[t for t in TEAM_WORK if t.nilai in instrumen.team_work], kelayakan=kelayakan,
        batas=aturan("petruk.jumlah_dukung"), alamat_kinerja=_alamat_kinerja(row, instrumen),
    )  # fmt: skip


def _alamat_kinerja(row: Penilaian, instrumen: Instrumen) -> str:
    """Where the missing figure of indicator 1 is typed; "" where it is capaian bulan, which nobody types."""
    if instrumen.sumber_kinerja is SumberKinerja.CAPAIAN:
        return ""
    p, predikat = row.periode, instrumen.sumber_kinerja is SumberKinerja.PREDIKAT
    jenis, tahun, bulan = ("predikat", p.tahun - 1, 0) if predikat else ("ekinerja", p.tahun, p.bulan_akhir)
    return url_for("petruk.isi_nilai", jenis=jenis, tahun=tahun, bulan=bulan, pegawai_id=row.pegawai_id)


@bp.post("/petruk/penilaian/<int:penilaian_id>")
@izin("petruk.simpan")
@sekali
def simpan(penilaian_id: int) -> Answer:
    """Simpan Penilaian: everything asked for, then the review page."""
    return _simpan(penilaian_id, selesai=True)


@bp.post("/petruk/penilaian/<int:penilaian_id>/isian")
@izin("petruk.simpan_isian")
@sekali
def simpan_isian(penilaian_id: int) -> Answer:
    """A beginning is kept; files come and go."""
    return _simpan(penilaian_id, selesai=False)


def _simpan(penilaian_id: int, *, selesai: bool) -> Answer:
    row = ambil_penilaian(g.pelaku, penilaian_id, untuk_diubah=True)
    isian = _form(row, request.form)

    def lakukan() -> AnyResponse:
        lembar = services.simpan(
            g.pelaku, penilaian_id, isian.isian, unggahan=unggahan(), hapus=request.form.get("hapus", type=int),
            selesai=selesai, versi=versi_terkirim(), pada=clock.sekarang(),
        )  # fmt: skip
        if not selesai:
            return ke("form", "Isian dan data dukung disimpan.", penilaian_id=penilaian_id, _anchor="butir-3")
        pesan = f"Penilaian {lembar.orang.nama} tersimpan. Periksa hasilnya di bawah ini."
        return ke("hasil", pesan, penilaian_id=penilaian_id)

    return jawab(isian, lakukan, lambda: _halaman_form(ambil_penilaian(g.pelaku, penilaian_id), isian))


# ---- the review page ----------------------------------------------------------------------------
@bp.get("/petruk/penilaian/<int:penilaian_id>/hasil")
@izin("petruk.hasil")
def hasil(penilaian_id: int) -> str:
    return _halaman_hasil(ambil_penilaian(g.pelaku, penilaian_id))


def _halaman_hasil(row: Penilaian, **form: Form) -> str:
    hari = clock.hari_ini()
    lembar, kelayakan = queries.susun_lengkap(row, hari=hari)
    mengurus = g.pelaku.mengelola(row.unit_id) and g.pelaku.pegawai_id != row.pegawai_id

    def boleh(deed: str) -> bool:
        tahap = row.periode.status in BOLEH_DALAM_PERIODE[deed]
        return mengurus and tahap and ALUR_PENILAIAN.boleh(lembar.status, deed)

    isi = {"form_gugur": AlasanForm(prefix="gugur-"), "form_kembali": AlasanForm(), "form_scan": ScanForm(), **form}
    return render_template(
        "petruk/hasil.html", row=row, lembar=lembar, langkah=queries_layar.langkah(row), boleh=boleh,
        mengurus=mengurus, kelayakan=kelayakan, **isi,
    )  # fmt: skip


def _pasang(alamat: str, nama: str, form: type[Form], deed: Callable[[int, Any], str], prefix: str = "") -> None:
    """A deed of the review page, which stays; `deed` returns what to say, refused the form stands in it as `nama`."""

    @izin(f"petruk.{deed.__name__}")
    @sekali
    def lakukan(penilaian_id: int) -> Answer:
        row, isian = ambil_penilaian(g.pelaku, penilaian_id, untuk_diubah=True), form(request.form, prefix=prefix)
        return jawab(
            isian, lambda: ke("hasil", deed(penilaian_id, isian), penilaian_id=penilaian_id),
            lambda: _halaman_hasil(row, **{nama: isian}),
        )  # fmt: skip

    bp.add_url_rule(f"/petruk/penilaian/<int:penilaian_id>/{alamat}", deed.__name__, lakukan, methods=["POST"])


def kunci(penilaian_id: int, _isian: Form) -> str:
    status = services.kunci(g.pelaku, penilaian_id, versi=versi_terkirim(), pada=clock.sekarang())
    if status is StatusPenilaian.GUGUR:
        warn("Pegawai ini tidak aktif lagi, sehingga penilaiannya gugur dan tidak dikunci.")
        return ""
    return "Penilaian dikunci. Langkah berikutnya: cetak, tanda tangani, lalu unggah hasil pindaiannya."


def gugurkan(penilaian_id: int, isian: AlasanForm) -> str:
    services.gugurkan(g.pelaku, penilaian_id, isian.alasan.data, versi=versi_terkirim(), pada=clock.sekarang())
    return "Penilaian ini gugur; alasannya tercatat."


def buka_kembali(penilaian_id: int, isian: AlasanForm) -> str:
    services.buka_kembali(g.pelaku, penilaian_id, isian.alasan.data, versi=versi_terkirim(), pada=clock.sekarang())
    return "Dibuka kembali; angka lama tersimpan di jejak."


def unggah_scan(penilaian_id: int, _isian: ScanForm) -> str:
    berkas = next(iter(unggahan()), None)
    services.unggah_scan(g.pelaku, penilaian_id, berkas, versi=versi_terkirim(), pada=clock.sekarang())
    return "Scan diterima. Penilaian ini selesai."


_pasang("kunci", "form_kunci", Form, kunci)
_pasang("gugurkan", "form_gugur", AlasanForm, gugurkan, "gugur-")
_pasang("buka-kembali", "form_kembali", AlasanForm, buka_kembali)
_pasang("scan", "form_scan", ScanForm, unggah_scan)


# ---- stored files -------------------------------------------------------------------------------
@bp.get("/petruk/penilaian/<int:penilaian_id>/dukung/<int:dukung_id>")
@izin("petruk.hasil")
def buka_dukung(penilaian_id: int, dukung_id: int) -> AnyResponse:
    dukung = queries_periode.ambil_dukung(ambil_penilaian(g.pelaku, penilaian_id), dukung_id)
    return send_file_safely(buka(dukung.berkas), dukung.berkas.nama, dukung.berkas.mime, inline=True)


@bp.get("/petruk/penilaian/<int:penilaian_id>/scan")
@izin("petruk.hasil")
def buka_scan(penilaian_id: int) -> AnyResponse:
    scan = ambil_penilaian(g.pelaku, penilaian_id).scan
    if scan is None:
        raise NotFound
    return send_file_safely(buka(scan), scan.nama, scan.mime, inline=True)
