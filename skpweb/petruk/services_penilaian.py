"""A scorecard from nomination to the signed sheet: deeds of the pengelola of the unit."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from skpweb.audit.services import catat
from skpweb.berkas.rules import periksa_jumlah
from skpweb.berkas.services import BerkasSiap, siapkan, simpan_siap
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation, collect
from skpweb.harian.services_bulan import catat_pemakaian
from skpweb.pegawai.queries import identitas
from skpweb.pegawai.rules import Status
from skpweb.pengaturan.queries import aturan
from skpweb.petruk.models import DataDukung, Penilaian
from skpweb.petruk.queries import Lembar, susun, susun_lengkap
from skpweb.petruk.queries_angka import angka_banyak, kelayakan_banyak, sekitar
from skpweb.petruk.queries_periode import (
    akhir_periode,
    ambil_dukung,
    ambil_penilaian,
    ambil_periode,
    baca_instrumen,
    calon_periode,
    daftar_dukung,
    jumlah_usulan,
)
from skpweb.petruk.rules import Akibat, Instrumen, JenisNilai, Syarat, periksa_nilai_luar
from skpweb.petruk.rules_alur import ALUR_PENILAIAN, Putusan, StatusPenilaian, pastikan_tahap
from skpweb.petruk.rules_calon import Isian, pastikan_kuota, pastikan_layak, periksa_inovasi
from skpweb.petruk.services import simpan_nilai_luar
from skpweb.petruk.services_periode import kabari_kepala, pastikan_alasan, pastikan_jendela, timpa

JENIS_BERKAS = ("pdf", "jpg", "png")
Unggahan = tuple[str, bytes]
"""Name and content of an upload."""


# ---- nominating ---------------------------------------------------------------------------------
def nominasi(pelaku: Pelaku, periode_id: int, pegawai_id: int, *, pada: datetime) -> Penilaian:
    """Begin the scorecard of one person of an own unit.

    Raises NotFound outside one's units, Locked, NotAllowed for oneself, RuleViolation with the reasons.
    """
    with tulis():
        periode = ambil_periode(periode_id)
        orang = identitas(pegawai_id, akhir_periode(periode))
        if orang.luar or orang.unit_id is None or not pelaku.mengelola(orang.unit_id):
            raise NotFound
        _pastikan_boleh_menilai(pelaku, periode_id, pegawai_id)
        pastikan_jendela(pelaku, periode, orang.unit_id, "nominasi", pada)
        if Penilaian.get_or_none(periode=periode_id, pegawai=pegawai_id):
            raise RuleViolation(f"{orang.nama} sudah dinominasikan pada periode ini.")
        instrumen = baca_instrumen(periode.instrumen)
        pastikan_kuota(instrumen, jumlah_usulan(periode_id, orang.unit_id), orang.unit)
        angka = angka_banyak(periode, instrumen, [pegawai_id], clock.hari(pada))
        dekat = sekitar(periode, instrumen, clock.hari(pada))
        pastikan_layak(kelayakan_banyak(periode, instrumen, {pegawai_id: orang}, angka, dekat)[pegawai_id])
        if orang.unit_id in dekat.tidak_mengusulkan:
            raise RuleViolation(f"{orang.unit} dinyatakan tidak mengusulkan. Batalkan pernyataan itu lebih dahulu.")
        row = Penilaian.create(
            periode=periode, pegawai=pegawai_id, unit=orang.unit_id, dinominasi_oleh=pelaku.pegawai_id,
            dinominasi_pada=pada,
        )  # fmt: skip
        _catat(pelaku, "nominasi", row, pada, sesudah={"nama": orang.nama, "periode": periode.nama})
    return row


def _pastikan_boleh_menilai(pelaku: Pelaku, periode_id: int, pegawai_id: int) -> None:
    """Nobody nominates or scores himself, nor his rivals. Raises NotAllowed."""
    if pegawai_id == pelaku.pegawai_id:
        raise NotAllowed("Ini atas nama Anda sendiri; pengelola lain yang mengerjakannya.")
    if pelaku.pegawai_id in calon_periode(periode_id):
        raise NotAllowed("Anda dinominasikan pada periode ini, sehingga penilaian dikerjakan pengelola lain.")


def _ambil(pelaku: Pelaku, penilaian_id: int, deed: str) -> Penilaian:
    """The row for a deed of its pengelola, at its stage of the period. Raises NotFound, NotAllowed, Locked."""
    row = ambil_penilaian(pelaku, penilaian_id, untuk_diubah=True)
    _pastikan_boleh_menilai(pelaku, row.periode_id, row.pegawai_id)
    pastikan_tahap(row.periode.nama, row.periode.status, deed)
    return row


# ---- the form -----------------------------------------------------------------------------------
def simpan(
    pelaku: Pelaku, penilaian_id: int, isian: Isian, *, unggahan: Sequence[Unggahan] = (), hapus: int | None = None,
    selesai: bool = True, versi: int | None = None, pada: datetime,
) -> Lembar:  # fmt: skip
    """Simpan Penilaian: the form with new evidence. `selesai=False` keeps a beginning without asking for all of it;
    `hapus` removes one file of evidence.

    Raises RuleViolation(s) at the fields, Locked, NotAllowed, Conflict.
    """
    siap = [siapkan(nama, isi, jenis=JENIS_BERKAS) for nama, isi in unggahan]
    with tulis():
        row = _ambil(pelaku, penilaian_id, "simpan")
        pastikan_jendela(pelaku, row.periode, row.unit_id, "simpan", pada)
        status = ALUR_PENILAIAN.lanjut(row.status, "simpan") if selesai else row.status
        ALUR_PENILAIAN.lanjut(row.status, "dukung")
        bukti = _ubah_dukung(pelaku, row, siap, hapus, pada)
        collect(_salah_isian(baca_instrumen(row.periode.instrumen), isian, bukti) if selesai else [])
        _simpan_perilaku(pelaku, row, isian, pada)
        return _simpan_isian(pelaku, row, isian, status, bool(siap or hapus), selesai, versi, pada)


def _salah_isian(instrumen: Instrumen, isian: Isian, bukti: int) -> list[RuleViolation]:
    salah = periksa_inovasi(instrumen, isian.inovasi_tingkat, isian.inovasi_uraian, bukti)
    if instrumen.syarat[Syarat.HUKUMAN] is Akibat.BLOKIR and not isian.bebas_hukuman:
        teks = "Nyatakan bahwa pegawai tidak sedang menjalani hukuman disiplin. Bila sedang, gugurkan penilaian ini."
        salah.append(RuleViolation(teks, "bebas_hukuman"))
    return salah


def _ubah_dukung(pelaku: Pelaku, row: Penilaian, siap: Sequence[BerkasSiap], hapus: int | None, pada: datetime) -> int:
    """Evidence added and removed; returns how many files there are then."""
    ada = len(daftar_dukung([row.id])[row.id])
    if hapus is not None:
        ambil_dukung(row, hapus).delete_instance()
        ada -= 1
    periksa_jumlah(ada, len(siap), aturan("petruk.jumlah_dukung"))
    for s in siap:
        berkas = simpan_siap(pelaku, s, pada=pada)
        DataDukung.create(penilaian=row, berkas=berkas, ditambah_oleh=pelaku.pegawai_id, ditambah_pada=pada)
    return ada + len(siap)


def _simpan_perilaku(pelaku: Pelaku, row: Penilaian, isian: Isian, pada: datetime) -> None:
    """A behaviour figure typed on the form goes where the imported ones are, as of the last assessed month."""
    if isian.perilaku is None:
        return
    try:
        periksa_nilai_luar(JenisNilai.PERILAKU, 1, isian.perilaku, None, isian.perilaku_sumber)
    except RuleViolation as tolak:
        collect([RuleViolation(t.message, f"perilaku_{t.field}") for t in tolak.faults])
    simpan_nilai_luar(
        pelaku, row.pegawai_id, JenisNilai.PERILAKU, row.periode.tahun, row.periode.bulan_akhir, isian.perilaku, None,
        sumber=isian.perilaku_sumber, pada=pada,
    )  # fmt: skip


def _simpan_isian(
    pelaku: Pelaku, row: Penilaian, isian: Isian, status: StatusPenilaian, berkas_berubah: bool, selesai: bool,
    versi: int | None, pada: datetime,
) -> Lembar:  # fmt: skip
    lama = _isian(row)
    ditulis_ulang = (lama.inovasi_uraian, lama.inovasi_tingkat) != (isian.inovasi_uraian, isian.inovasi_tingkat)
    ulang = berkas_berubah or ditulis_ulang or row.inovasi_putusan is Putusan.DIKEMBALIKAN
    baru: dict[str, Any] = {
        "inovasi_uraian": isian.inovasi_uraian, "inovasi_tingkat": isian.inovasi_tingkat,
        "bebas_hukuman": isian.bebas_hukuman, "status": status,
        "inovasi_putusan": Putusan.MENUNGGU if ulang else row.inovasi_putusan,
        "disimpan_oleh": pelaku.pegawai_id, "disimpan_pada": pada,
    }  # fmt: skip
    pertama = row.status is StatusPenilaian.DRAF
    for nama, nilai in baru.items():
        setattr(row, nama, nilai)
    lembar = replace(susun(row, hari=clock.hari(pada)), berubah=())
    if selesai:
        baru["angka_simpan"] = lembar.hasil.angka
    tingkat = "–" if lama.inovasi_tingkat is None else str(lama.inovasi_tingkat)
    timpa(row, versi, {"Uraian": lama.inovasi_uraian, "Tingkat": tingkat}, **baru)
    dukung = [d.nama for d in lembar.dukung]
    sesudah = {**asdict(isian), "status": status, "angka": lembar.hasil.angka, "data_dukung": dukung}
    _catat(pelaku, "simpan" if selesai else "simpan_isian", row, pada, sebelum=asdict(lama), sesudah=sesudah)
    if selesai and (pertama or ulang):
        kabari_kepala(f"Penilaian SI-PETRUK {lembar.orang.nama} menunggu Anda.", row.periode_id, pada)
    return lembar


def _isian(row: Penilaian) -> Isian:
    return Isian(row.inovasi_uraian, row.inovasi_tingkat, row.bebas_hukuman)


def _catat(pelaku: Pelaku, deed: str, row: Penilaian, pada: datetime, **isi: Any) -> int:
    return catat(pelaku, f"petruk.{deed}", f"penilaian:{row.id}", pada=pada, pegawai_id=row.pegawai_id, **isi)


def _simpan_status(row: Penilaian, versi: int | None, **isi: Any) -> None:
    timpa(row, versi, {"Status": row.status.label, "Uraian": row.inovasi_uraian}, **isi)


# ---- Kunci and after ----------------------------------------------------------------------------
def kunci(pelaku: Pelaku, penilaian_id: int, *, versi: int | None = None, pada: datetime) -> StatusPenilaian:
    """Freeze raw values, working, instrument and identities; who is no longer aktif becomes gugur instead.

    Raises RuleViolation(s) with what is missing or blocks, Locked, NotAllowed, Conflict.
    """
    hari = clock.hari(pada)
    with tulis():
        row = _ambil(pelaku, penilaian_id, "kunci")
        lembar, kelayakan = susun_lengkap(row, hari=hari)
        if lembar.status is StatusPenilaian.TERSIMPAN:
            collect([RuleViolation(k) for k in lembar.kurang])
        status = ALUR_PENILAIAN.lanjut(lembar.status, "kunci")
        if (kini := identitas(row.pegawai_id, hari).status) is not Status.AKTIF:
            return _gugurkan(pelaku, row, f"Berstatus {kini.label.lower()} pada hari penguncian.", versi, pada)
        collect(_salah_isian(baca_instrumen(row.periode.instrumen), _isian(row), len(lembar.dukung)))
        pastikan_layak(kelayakan)
        terbitan, hasil = row.terbitan + 1, lembar.hasil
        sesudah = {"total": hasil.total, "angka": hasil.angka, "instrumen": hasil.versi, "terbitan": terbitan}
        jejak = _catat(pelaku, "kunci", row, pada, sesudah=sesudah)
        _simpan_status(
            row, versi, status=status, beku=lembar.ke_json(), terbitan=terbitan, jejak_kunci=jejak,
            dikunci_oleh=pelaku.pegawai_id, dikunci_pada=pada,
        )  # fmt: skip
        _catat_bulan(pelaku, row, lembar, pada)
    return status


def _catat_bulan(pelaku: Pelaku, row: Penilaian, lembar: Lembar, pada: datetime) -> None:
    """Where kinerja is capaian bulan: who reopens one of these months tells the actor."""
    kunci = [a.kunci_id for a in lembar.sumber[1].kinerja if a.kunci_id] if lembar.sumber else []
    keperluan = f"SI-PETRUK {row.periode.nama}, penilaian {lembar.orang.nama}"
    catat_pemakaian(kunci, pelaku.pegawai_id, keperluan, pada=pada)


def gugurkan(pelaku: Pelaku, penilaian_id: int, alasan: str, *, versi: int | None = None, pada: datetime) -> None:
    """Take a nominee out, with a reason. Raises RuleViolation, Locked, NotAllowed, Conflict."""
    alasan = pastikan_alasan(alasan)
    with tulis():
        row = _ambil(pelaku, penilaian_id, "gugur")
        _gugurkan(pelaku, row, alasan, versi, pada)


def _gugurkan(pelaku: Pelaku, row: Penilaian, alasan: str, versi: int | None, pada: datetime) -> StatusPenilaian:
    status = ALUR_PENILAIAN.lanjut(row.status, "gugur")
    _simpan_status(row, versi, status=status, gugur_alasan=alasan)
    sesudah = {"status": status, "alasan": alasan}
    _catat(pelaku, "gugurkan", row, pada, sebelum={"status": row.status}, sesudah=sesudah)
    return status


_DARI_KUNCI = (
    "beku", "dikunci_oleh", "dikunci_pada", "jejak_kunci", "scan", "scan_oleh", "scan_pada", "urutan_putusan",
)  # fmt: skip


def buka_kembali(pelaku: Pelaku, penilaian_id: int, alasan: str, *, versi: int | None = None, pada: datetime) -> None:
    """Unlock, or bring back who was gugur, with a reason; the former figures stay on the trail, the head is told.

    Raises RuleViolation, Locked, NotAllowed, Conflict.
    """
    alasan = pastikan_alasan(alasan)
    with tulis():
        row = _ambil(pelaku, penilaian_id, "buka_kembali")
        status = ALUR_PENILAIAN.lanjut(row.status, "buka_kembali")
        if row.status is StatusPenilaian.GUGUR:
            pastikan_kuota(
                baca_instrumen(row.periode.instrumen), jumlah_usulan(row.periode_id, row.unit_id), "Unit ini"
            )
        _simpan_status(row, versi, status=status, gugur_alasan="", **dict.fromkeys(_DARI_KUNCI))
        sebelum = {
            "status": row.status, "terbitan": row.terbitan, "scan_id": row.scan_id, "alasan_gugur": row.gugur_alasan,
            "hasil": row.beku and row.beku["hasil"],
        }  # fmt: skip
        _catat(pelaku, "buka_kembali", row, pada, sebelum=sebelum, sesudah={"status": status, "alasan": alasan})
        kabari_kepala(f"Penilaian SI-PETRUK dibuka kembali. Alasan: {alasan}", row.periode_id, pada)


def unggah_scan(
    pelaku: Pelaku, penilaian_id: int, unggahan: Unggahan | None, *, versi: int | None = None, pada: datetime
) -> None:
    """The signed sheet closes the record; a better scan takes the former's place. Raises as `simpan`."""
    if unggahan is None:
        raise RuleViolation("Pilih berkas hasil pindaian lembar yang sudah ditandatangani.", "berkas")
    siap = siapkan(*unggahan, jenis=JENIS_BERKAS)
    with tulis():
        row = _ambil(pelaku, penilaian_id, "scan")
        status = ALUR_PENILAIAN.lanjut(row.status, "scan")
        berkas = simpan_siap(pelaku, siap, pada=pada)
        _simpan_status(row, versi, status=status, scan=berkas, scan_oleh=pelaku.pegawai_id, scan_pada=pada)
        _catat(
            pelaku, "unggah_scan", row, pada, sebelum={"scan_id": row.scan_id},
            sesudah={"scan_id": berkas.id, "sha256": berkas.sha256},
        )  # fmt: skip
