"""Imports and their rows as the screens show them, and what the office knows when a file is checked."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from peewee import ModelSelect

from skpweb.core.access import Pelaku
from skpweb.core.errors import NotFound
from skpweb.core.formats import angka
from skpweb.core.tables import Page, Paging
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.queries_impor import keadaan_sekarang
from skpweb.petruk.models import NilaiLuar
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.rules import KOLOM
from skpweb.tukar.models import Impor, ImporBaris
from skpweb.tukar.rules import Dampak, Jenis, Status
from skpweb.tukar.rules_bidang import label_bidang
from skpweb.tukar.rules_nilai import Dikenal, Kunci, Nilai, Tercatat
from skpweb.tukar.rules_pegawai import Kantor

_RINGAN = [f for f in Impor._meta.sorted_fields if f.name != "jurnal"]
LIHAT = ("salah", "peringatan", "baru", "berubah", "sama", "semua")


def _terlihat(pelaku: Pelaku) -> ModelSelect:
    """Imports that the actor may see: his own, for a pengelola of the whole OPD everybody's."""
    query = Impor.select(*_RINGAN)
    return query if pelaku.unit_ids is None else query.where(Impor.dibuat_oleh == pelaku.pegawai_id)


def ambil_impor(pelaku: Pelaku, jenis: Jenis, impor_id: int) -> Impor:
    """One of them. Raises NotFound."""
    known = impor_id < 2**63  # what is more is no number to SQLite
    impor = _terlihat(pelaku).where(Impor.id == impor_id, Impor.jenis == jenis).first() if known else None
    if impor is None:
        raise NotFound
    return impor


def daftar_impor(pelaku: Pelaku, paging: Paging) -> Page[Impor]:
    """The newest first."""
    query = _terlihat(pelaku)
    rows = query.order_by(Impor.id.desc()).limit(paging.per).offset(paging.offset)
    return Page(list(rows), query.count(), paging)


def impor_terakhir(jenis: Jenis) -> Impor | None:
    """The import of this kind that stands as the last one applied."""
    applied = Impor.select(*_RINGAN).where(Impor.jenis == jenis, Impor.status == Status.DITERAPKAN)
    return applied.order_by(Impor.diterapkan_pada.desc(), Impor.id.desc()).first()


def daftar_baris(impor: Impor, lihat: str, paging: Paging) -> Page[ImporBaris]:
    """Rows of a checked import; `lihat` one of LIHAT."""
    query = ImporBaris.select().where(ImporBaris.impor == impor.id)
    if lihat == "peringatan":
        query = query.where(ImporBaris.diperingatkan)
    elif lihat != "semua":
        query = query.where(ImporBaris.keadaan == Dampak(lihat))
    rows = query.order_by(ImporBaris.nomor).limit(paging.per).offset(paging.offset)
    return Page(list(rows), impor.ringkasan["dibaca" if lihat == "semua" else lihat], paging)


def semua_baris(impor_id: int) -> list[tuple[int, dict[str, Any]]]:
    """(number, data) of every row, for applying them."""
    rows = ImporBaris.select(ImporBaris.nomor, ImporBaris.isi).where(ImporBaris.impor == impor_id)
    return [(r.nomor, r.isi["data"]) for r in rows.order_by(ImporBaris.nomor)]


# ---- what is known when a file is checked ---------------------------------------------------------
def konteks(pelaku: Pelaku, impor: Impor, hari: date) -> Kantor | Tercatat:
    """The office as the checks of this kind need it."""
    if impor.jenis == Jenis.PEGAWAI:
        return Kantor(hari, keadaan_sekarang(hari), pelaku.unit_ids)
    orang = {
        i.nip: Dikenal(i.pegawai_id, i.nama, pelaku.mengelola(i.unit_id))
        for i in identitas_banyak(None, hari).values()
        if i.nip
    }
    return Tercatat(hari, orang, partial(_tersimpan, impor.jenis), impor.tahun, impor.bulan)


def _tersimpan(jenis: Jenis, waktu: set[tuple[int, int]]) -> Nilai:
    """Stored figures of these (year, month) by person, year, month, as they are shown. One query a year."""
    label = label_bidang(jenis)
    hasil: dict[Kunci, Mapping[str, str]] = {}
    for tahun in {t for t, _ in waktu}:
        if jenis is Jenis.PRESENSI:
            kolom = [getattr(RekapPresensi, k) for k in KOLOM]
            rows = RekapPresensi.select(RekapPresensi.pegawai, RekapPresensi.bulan, *kolom)
            for pegawai_id, bulan, *isi in rows.where(RekapPresensi.tahun == tahun).tuples():
                hasil[pegawai_id, tahun, bulan] = {label[k]: str(v) for k, v in zip(KOLOM, isi, strict=True)}
        else:
            kunci = "predikat" if jenis is Jenis.PREDIKAT else "nilai"
            for row in NilaiLuar.select().where(NilaiLuar.jenis == jenis.value, NilaiLuar.tahun == tahun):
                tampak = row.predikat.label if row.predikat else angka(row.nilai, 2)
                hasil[row.pegawai_id, tahun, row.bulan or 0] = {label[kunci]: tampak}
    return hasil
