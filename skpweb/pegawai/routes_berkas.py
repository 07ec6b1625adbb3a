"""Deeds on a person's file: each a form of its own under /pegawai/<id>/…, all shown and sent alike."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.fields import Form
from skpweb.core.once import sekali
from skpweb.core.web import done, warn
from skpweb.pegawai import forms, services
from skpweb.pegawai.blueprint import Answer, Remah, bp, halaman, hari_ini, isian, versi_terkirim
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import ambil_pegawai, ambil_riwayat
from skpweb.pegawai.rules import Kedudukan, baca_nip, peringatan_nip


def _awal(_row: Any) -> dict[str, Any]:
    return {"mulai": hari_ini()}


@dataclass(frozen=True)
class Bagian:
    """One deed: `nama` is service, permission and endpoint; `awal` fills the fresh form from the row."""

    nama: str
    alamat: str
    judul: str
    form: type[Form]
    selesai: str
    catatan: str = ""
    awal: Callable[[Any], dict[str, Any]] = field(default=_awal)
    berversi: bool = False


BERKAS = (
    Bagian(
        "ubah_pegawai", "ubah", "Ubah data pegawai", forms.UbahPegawaiForm, "Data pegawai disimpan.", berversi=True,
        awal=lambda p: {"nama": p.nama, "kelamin": p.kelamin, "hp": p.hp, "email": p.email},
        catatan="Nomor, status, pangkat, dan jabatan diubah di bagiannya masing-masing.",
    ),
    Bagian(
        "ubah_nomor", "nomor", "Ganti NIP atau NI PPPK", forms.NomorForm, "Nomor baru dicatat.",
        awal=lambda p: {"kepegawaian": p.kepegawaian, "mulai": hari_ini()},
        catatan="Nomor lama tetap tercatat untuk dokumen sebelum tanggal ini.",
    ),
    Bagian(
        "tetapkan_status", "status", "Tetapkan status", forms.StatusForm, "Status dicatat.",
        catatan="Pindah keluar, pensiun, meninggal, dan kontrak berakhir menutup jabatan dan tim sehari sebelumnya.",
    ),
    Bagian("tetapkan_pangkat", "pangkat", "Tetapkan pangkat", forms.PangkatForm, "Pangkat dicatat."),
    Bagian("tambah_kontrak", "kontrak", "Tambah kontrak", forms.KontrakForm, "Kontrak dicatat.", awal=lambda p: {}),
    Bagian(
        "tempatkan", "jabatan", "Tempatkan dalam jabatan", forms.TempatkanForm, "Jabatan dicatat.",
        awal=lambda p: {"kedudukan": Kedudukan.DEFINITIF, "mulai": hari_ini()},
    ),
    Bagian(
        "catat_riwayat_luar", "riwayat-luar", "Catat jabatan di luar kantor ini", forms.RiwayatLuarForm,
        "Riwayat dicatat.", awal=lambda p: {},
    ),
)  # fmt: skip
RIWAYAT = (
    Bagian(
        "akhiri_jabatan", "akhiri", "Akhiri masa jabatan", forms.AkhiriForm, "Masa jabatan diakhiri.", berversi=True,
        awal=lambda r: {"sampai": r.sampai or hari_ini()},
    ),
    Bagian(
        "lanjutkan_jabatan", "lanjutkan", "Lanjutkan dalam jabatan lain", forms.LanjutkanForm, "Jabatan dilanjutkan.",
        berversi=True, catatan="Untuk kenaikan jenjang atau nomenklatur baru: riwayat dan SKP berlanjut. Pindah jabatan dicatat lewat “Tempatkan”.",
    ),
)  # fmt: skip


def _remah(pegawai: Pegawai) -> Remah:
    return [
        ("Pegawai", url_for("pegawai.daftar")),
        (pegawai.nama, url_for("pegawai.pegawai", pegawai_id=pegawai.id)),
    ]


def _kirim(bagian: Bagian, form: Form, pegawai: Pegawai, row_id: int, versi: int | None) -> Answer:
    if form.validate():
        with form.catches():
            key = (row_id, versi_terkirim()) if bagian.berversi else (row_id,)
            getattr(services, bagian.nama)(g.pelaku, *key, **isian(form), pada=clock.sekarang())
            if isinstance(form, forms.NomorForm):
                for odd in peringatan_nip(baca_nip(form.nip.data, form.kepegawaian.data), hari_ini(), pegawai.kelamin):
                    warn(odd)
            return done(url_for("pegawai.pegawai", pegawai_id=pegawai.id), bagian.selesai)
    return halaman(form, bagian.judul, "Simpan", _remah(pegawai), versi=versi, catatan=bagian.catatan)


def _pasang_berkas(bagian: Bagian) -> None:
    @izin(f"pegawai.{bagian.nama}")
    def lihat(pegawai_id: int) -> Answer:
        row = ambil_pegawai(g.pelaku, pegawai_id, hari_ini(), untuk_diubah=True)
        form = bagian.form(data=bagian.awal(row))
        versi = row.versi if bagian.berversi else None
        return halaman(form, bagian.judul, "Simpan", _remah(row), versi=versi, catatan=bagian.catatan)

    @izin(f"pegawai.{bagian.nama}")
    @sekali
    def kirim(pegawai_id: int) -> Answer:
        row = ambil_pegawai(g.pelaku, pegawai_id, hari_ini(), untuk_diubah=True)
        return _kirim(bagian, bagian.form(request.form), row, pegawai_id, row.versi if bagian.berversi else None)

    _daftarkan(f"/pegawai/<int:pegawai_id>/{bagian.alamat}", bagian, lihat, kirim)


def _pasang_riwayat(bagian: Bagian) -> None:
    @izin(f"pegawai.{bagian.nama}")
    def lihat(riwayat_id: int) -> Answer:
        row = ambil_riwayat(g.pelaku, riwayat_id, hari_ini())
        form = bagian.form(data=bagian.awal(row))
        return halaman(form, bagian.judul, "Simpan", _remah(row.pegawai), versi=row.versi, catatan=bagian.catatan)

    @izin(f"pegawai.{bagian.nama}")
    @sekali
    def kirim(riwayat_id: int) -> Answer:
        row = ambil_riwayat(g.pelaku, riwayat_id, hari_ini())
        return _kirim(bagian, bagian.form(request.form), row.pegawai, riwayat_id, row.versi)

    _daftarkan(f"/pegawai/riwayat/<int:riwayat_id>/{bagian.alamat}", bagian, lihat, kirim)


def _daftarkan(alamat: str, bagian: Bagian, lihat: Callable[..., Answer], kirim: Callable[..., Answer]) -> None:
    bp.add_url_rule(alamat, f"formulir_{bagian.nama}", lihat, methods=["GET"])
    bp.add_url_rule(alamat, bagian.nama, kirim, methods=["POST"])


for _bagian in BERKAS:
    _pasang_berkas(_bagian)
for _bagian in RIWAYAT:
    _pasang_riwayat(_bagian)
