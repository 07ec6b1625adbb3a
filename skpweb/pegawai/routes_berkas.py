"""Deeds on a person's file, each with a form of its own under /pegawai/<id>/…"""

from collections.abc import Callable
from typing import Any

from flask import g, request, url_for

from skpweb.core import clock
from skpweb.core.fields import Form
from skpweb.core.formulir import Formulir, Remah, pasang
from skpweb.core.web import warn
from skpweb.organisasi.isian import kerjakan
from skpweb.organisasi.queries import tulisan_jabatan
from skpweb.pegawai import forms, services
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import ambil_pegawai, ambil_riwayat
from skpweb.pegawai.routes import bp
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, baca_nip, peringatan_nip

Simpan = Callable[[Any, Form], tuple[str, str]]


def _orang(pegawai_id: int) -> Pegawai:
    return ambil_pegawai(g.pelaku, pegawai_id, clock.hari_ini(), untuk_diubah=True)


def _riwayat(riwayat_id: int) -> RiwayatJabatan:
    return ambil_riwayat(g.pelaku, riwayat_id, clock.hari_ini())


def _remah(row: Pegawai | RiwayatJabatan | None) -> Remah:
    pegawai = row.pegawai if isinstance(row, RiwayatJabatan) else row
    here = [(pegawai.nama, url_for("pegawai.pegawai", pegawai_id=pegawai.id))] if pegawai else []
    return [("Pegawai", url_for("pegawai.daftar")), *here]


def _ingatkan(simpan: Simpan) -> Simpan:
    """What is odd in the number is told once it is saved."""

    def lalu(row: Pegawai | None, form: Any) -> tuple[str, str]:
        told = simpan(row, form)
        nip = baca_nip(form.nip.data, form.kepegawaian.data)
        for odd in peringatan_nip(nip, clock.hari_ini(), row.kelamin if row else form.kelamin.data):
            warn(odd)
        return told

    return lalu


def _bagian(alamat: str, form: type[Form], judul: str, deed: Callable[..., Any], pesan: str, **more: Any) -> Formulir:
    more.setdefault("awal", lambda _row: {"mulai": clock.hari_ini()})
    simpan = kerjakan(deed, _remah, pesan, berversi=more.get("berversi", False))
    if form is forms.NomorForm:
        simpan = _ingatkan(simpan)
    more.setdefault("ambil", _orang)
    prefix = "/pegawai/<int:pegawai_id>/" if more["ambil"] is _orang else "/pegawai/riwayat/<int:riwayat_id>/"
    return Formulir(f"pegawai.{deed.__name__}", prefix + alamat, form, judul, simpan, _remah, **more)


def _awal_tambah(_row: None) -> dict[str, object]:
    post = tulisan_jabatan(request.args.get("jabatan", type=int), clock.hari_ini())
    return {"kepegawaian": Kepegawaian.PNS, "kedudukan": Kedudukan.DEFINITIF, "jabatan": post}


pasang(
    bp,
    Formulir(
        "pegawai.tambah_pegawai", "/pegawai/tambah", forms.TambahPegawaiForm, "Tambah pegawai",
        _ingatkan(kerjakan(services.tambah_pegawai, _remah, "{0.nama} ditambahkan.")), _remah,
        awal=_awal_tambah, tombol="Tambah pegawai",
    ),
    _bagian(
        "ubah", forms.UbahPegawaiForm, "Ubah data pegawai", services.ubah_pegawai, "Data pegawai disimpan.", berversi=True,
        awal=lambda p: {"nama": p.nama, "kelamin": p.kelamin, "hp": p.hp, "email": p.email},
        catatan="Nomor, status, pangkat, dan jabatan diubah di bagiannya masing-masing.",
    ),
    _bagian(
        "nomor", forms.NomorForm, "Ganti NIP atau NI PPPK", services.ubah_nomor, "Nomor baru dicatat.",
        awal=lambda p: {"kepegawaian": p.kepegawaian, "mulai": clock.hari_ini()},
        catatan="Nomor lama tetap tercatat untuk dokumen sebelum tanggal ini.",
    ),
    _bagian(
        "status", forms.StatusForm, "Tetapkan status", services.tetapkan_status, "Status dicatat.",
        catatan="Pindah keluar, pensiun, meninggal, dan kontrak berakhir menutup jabatan dan tim sehari sebelumnya.",
    ),
    _bagian("pangkat", forms.PangkatForm, "Tetapkan pangkat", services.tetapkan_pangkat, "Pangkat dicatat."),
    _bagian("kontrak", forms.KontrakForm, "Tambah kontrak", services.tambah_kontrak, "Kontrak dicatat."),
    _bagian(
        "jabatan", forms.TempatkanForm, "Tempatkan dalam jabatan", services.tempatkan, "Jabatan dicatat.",
        awal=lambda _p: {"kedudukan": Kedudukan.DEFINITIF, "mulai": clock.hari_ini()},
    ),
    _bagian(
        "riwayat-luar", forms.RiwayatLuarForm, "Catat jabatan di luar kantor ini", services.catat_riwayat_luar,
        "Riwayat dicatat.", awal=lambda _p: {},
    ),
    _bagian(
        "akhiri", forms.AkhiriForm, "Akhiri masa jabatan", services.akhiri_jabatan, "Masa jabatan diakhiri.",
        ambil=_riwayat, awal=lambda r: {"sampai": r.sampai or clock.hari_ini()}, berversi=True,
    ),
    _bagian(
        "lanjutkan", forms.LanjutkanForm, "Lanjutkan dalam jabatan lain", services.lanjutkan_jabatan, "Jabatan dilanjutkan.",
        ambil=_riwayat, berversi=True,
        catatan="Untuk kenaikan jenjang atau nomenklatur baru: riwayat dan SKP berlanjut. "
        "Pindah jabatan dicatat lewat “Tempatkan”.",
    ),
)  # fmt: skip
