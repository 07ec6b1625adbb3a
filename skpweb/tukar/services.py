"""Deeds of an import: upload, understand the columns, check, apply through the owning rooms, undo.

Uploading and checking change nothing but the import itself; applying and undoing are one deed each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from json import dumps
from typing import Any

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import db, tulis, update_versioned
from skpweb.core.errors import NotAllowed, RuleViolation
from skpweb.core.formats import angka
from skpweb.organisasi.services import simpan_versi
from skpweb.pegawai import services_impor as impor_pegawai
from skpweb.petruk import services as impor_petruk
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.presensi import services as impor_presensi
from skpweb.presensi.rules import Rekap
from skpweb.tukar import xlsx
from skpweb.tukar.models import Impor, ImporBaris, ImporIsi
from skpweb.tukar.queries import ambil_impor, impor_terakhir, konteks, semua_baris
from skpweb.tukar.rules import Baris, Jenis, Kepala, Lembar, Status, teks
from skpweb.tukar.rules_bidang import BERBULAN, label_bidang
from skpweb.tukar.rules_pegawai import ke_impor
from skpweb.tukar.rules_periksa import Hasil, Isian, Langkah, kenali, pastikan_kolom, periksa_lembar, tebak_waktu

CONTOH = 3  # sample cells of a column that are shown
TANYA_TERBANYAK = 40  # questions asked at a time
PEMILIK: dict[Jenis, Any] = {Jenis.PEGAWAI: impor_pegawai, Jenis.PRESENSI: impor_presensi}  # the others: petruk


def unggah(
    pelaku: Pelaku, jenis: Jenis, nama: str, isi: bytes, *, pengganti: Impor | None = None, pada: datetime
) -> Impor:
    """Read an uploaded file, find its table and guess its columns. Earlier uploads of the person that were never applied
    go. A `pengganti` hands its answers on, and its columns where the header is the same.

    Raises RuleViolation (field "berkas") with the remedy.
    """
    semua = xlsx.baca(nama, isi)
    lembar, kepala = kenali(jenis, semua)
    lain = [satu.nama for satu in semua if satu is not lembar and satu.baris]
    sama = pengganti is not None and pengganti.kepala["judul"] == list(kepala.judul)
    tahun, bulan = tebak_waktu(jenis, nama, lembar, kepala)
    if pengganti and tahun is None:
        tahun, bulan = pengganti.tahun, pengganti.bulan
    with tulis():
        lama = (Impor.dibuat_oleh == pelaku.pegawai_id) & (Impor.jenis == jenis) & Impor.diterapkan_pada.is_null()
        Impor.delete().where(lama).execute()
        impor = Impor.create(
            jenis=jenis, nama_berkas=nama[-120:], tahun=tahun, bulan=bulan,
            sumber=pengganti.sumber if pengganti else f"File {nama[-120:]}",
            kepala={"indeks": kepala.indeks, "judul": list(kepala.judul), "lembar": lembar.nama, "lain": lain, "contoh": _contoh(lembar, kepala), "banyak": len(lembar.baris)},
            peta=pengganti.peta if sama and pengganti else kepala.peta,
            jawaban=pengganti.jawaban if pengganti else {},
            dibuat_oleh=pelaku.pegawai_id, dibuat_pada=pada,
        )  # fmt: skip
        ImporIsi.insert(impor=impor.id, isi=isi).execute()
        catat(pelaku, "tukar.unggah", f"impor:{impor.id}", pada=pada, sesudah={"jenis": jenis, "berkas": nama[-120:]})
    return impor


def _contoh(lembar: Lembar, kepala: Kepala) -> list[str]:
    """For each column a few of its cells."""
    baris = lembar.baris[kepala.indeks + 1 :]
    isi = ([teks(b[k]) for b in baris[:20] if k < len(b) and teks(b[k])] for k in range(len(kepala.judul)))
    return [" · ".join(dict.fromkeys(kata[:40] for kata in kolom[:CONTOH])) for kolom in isi]


def atur_kolom(
    pelaku: Pelaku, jenis: Jenis, impor_id: int, *, peta: Mapping[str, int], sumber: str, tahun: int | None, bulan: int | None
) -> None:  # fmt: skip
    """What the columns mean, the source, and the month or year. Raises RuleViolation (field "kolom")."""
    impor = _belum_diterapkan(ambil_impor(pelaku, jenis, impor_id))
    label = label_bidang(jenis)
    if kembar := [label[k] for k, kolom in peta.items() if list(peta.values()).count(kolom) > 1]:
        raise RuleViolation(f"Satu kolom ditunjuk untuk {' dan '.join(kembar)}. Pilih kolom yang berbeda.", "kolom")
    pastikan_kolom(jenis, peta)
    if jenis is not Jenis.PEGAWAI and tahun is None and "tahun" not in peta:
        raise RuleViolation("Isi tahunnya.", "tahun")
    if jenis in BERBULAN and bulan is None and "bulan" not in peta:
        raise RuleViolation("Pilih bulannya.", "bulan")
    with tulis(exempt="pratinjau"):
        update_versioned(Impor, impor.id, impor.versi, peta=dict(peta), sumber=sumber, tahun=tahun, bulan=bulan)


def periksa(
    pelaku: Pelaku, jenis: Jenis, impor_id: int, *, jawaban: Mapping[str, str] | None = None, pada: datetime,
    langkah: Langkah = lambda sudah, dari: None,
) -> Hasil:  # fmt: skip
    """Check every row and keep the preview; `jawaban` replaces the answers given so far. Tells progress by `langkah`.

    Raises RuleViolation where the file as a whole cannot be used.
    """
    impor = _belum_diterapkan(ambil_impor(pelaku, jenis, impor_id))
    lembar, kepala = kenali(jenis, xlsx.baca(impor.nama_berkas, ImporIsi.get(ImporIsi.impor == impor.id).isi))
    isian = Isian(impor.peta, impor.jawaban if jawaban is None else jawaban)
    hasil = periksa_lembar(jenis, lembar, kepala, isian, konteks(pelaku, impor, hari_dari(pada)), langkah)
    rows = [(impor.id, b.nomor, b.keadaan, any(m.peringatan for m in b.masalah), _simpan_baris(b)) for b in hasil.baris]
    with tulis(exempt="pratinjau"):
        update_versioned(
            Impor, impor.id, impor.versi, status=Status.PRATINJAU, jawaban=dict(isian.jawaban), ringkasan=hasil.ringkasan,
            catatan=list(hasil.catatan), tanya=_kumpulkan_tanya(hasil.baris),
        )  # fmt: skip
        ImporBaris.delete().where(ImporBaris.impor == impor.id).execute()
        db.connection().executemany(
            "INSERT INTO impor_baris (impor_id, nomor, keadaan, diperingatkan, isi) VALUES (?, ?, ?, ?, ?)", rows
        )
    return hasil


def _simpan_baris(baris: Baris) -> str:
    isi = {
        "sel": {kunci: teks(sel) for kunci, sel in baris.sel.items()},
        "data": baris.data,
        "masalah": [
            {"kolom": m.kolom, "nilai": m.nilai, "pesan": m.pesan, "peringatan": m.peringatan, "tanya": m.tanya and m.tanya.kunci}
            for m in baris.masalah
        ],
        "perubahan": baris.perubahan,
    }  # fmt: skip
    return dumps(isi, ensure_ascii=False, separators=(",", ":"), default=str)


def _kumpulkan_tanya(baris: Sequence[Baris]) -> list[dict[str, Any]]:
    """Each question once, with the rows that wait for its answer."""
    semua: dict[str, dict[str, Any]] = {}
    for satu in baris:
        for masalah in satu.masalah:
            if masalah.tanya:
                isi = semua.setdefault(masalah.tanya.kunci, {**asdict(masalah.tanya), "baris": []})
                isi["baris"].append(satu.nomor)
    return list(semua.values())[:TANYA_TERBANYAK]


def terapkan(pelaku: Pelaku, jenis: Jenis, impor_id: int, versi: int, *, pada: datetime) -> Impor:
    """Save what the preview of this `versi` shows, all or nothing, by the services of the owning room.

    Raises RuleViolation while a row is faulty or when the office changed meanwhile, Conflict when the preview is older.
    """
    impor = _belum_diterapkan(ambil_impor(pelaku, jenis, impor_id))
    if impor.status != Status.PRATINJAU or impor.ringkasan["salah"]:
        raise RuleViolation(f"Masih ada {angka(impor.ringkasan.get('salah', 0))} baris salah. Perbaiki lebih dahulu.")
    rows = semua_baris(impor.id)
    with tulis():
        try:
            jurnal = _terapkan(pelaku, impor, rows, pada)
        except NotAllowed as tolak:
            raise RuleViolation(tolak.reason) from None
        simpan_versi(
            impor, versi, {"Pratinjau": "Sudah diperiksa ulang di jendela lain."}, status=Status.DITERAPKAN,
            jurnal=jurnal, diterapkan_oleh=pelaku.pegawai_id, diterapkan_pada=pada,
        )  # fmt: skip
        catat(
            pelaku, "tukar.terapkan", f"impor:{impor.id}", pada=pada,
            sesudah={"jenis": jenis, "berkas": impor.nama_berkas, "sumber": impor.sumber, **impor.ringkasan},
        )  # fmt: skip
    return impor


def _terapkan(pelaku: Pelaku, impor: Impor, rows: Sequence[tuple[int, dict[str, Any]]], pada: datetime) -> Any:
    """Hand the rows to the owning room; returns what undoes it."""
    if impor.jenis == Jenis.PEGAWAI:
        return impor_pegawai.terapkan_impor(pelaku, [ke_impor(n, d) for n, d in rows], pada=pada)
    if impor.jenis == Jenis.PRESENSI:
        rekap = [
            impor_presensi.BarisImpor(d["pegawai_id"], d["tahun"], d["bulan"], Rekap(**d["angka"])) for _, d in rows
        ]
        return impor_presensi.terapkan_impor(pelaku, rekap, sumber=impor.sumber, pada=pada)
    nilai = [
        impor_petruk.BarisImpor(
            d["pegawai_id"], JenisNilai(impor.jenis), d["tahun"], d["bulan"],
            Decimal(d["nilai"]) if "nilai" in d else None, Predikat(d["predikat"]) if "predikat" in d else None,
        )
        for _, d in rows
    ]  # fmt: skip
    return impor_petruk.terapkan_impor(pelaku, nilai, sumber=impor.sumber, pada=pada)


def batalkan(pelaku: Pelaku, jenis: Jenis, impor_id: int, versi: int, *, pada: datetime) -> int:
    """Undo the last applied import of its kind; returns how many rows went back.

    Raises RuleViolation naming the rows that changed or were used since, or the newer import; Conflict.
    """
    impor = ambil_impor(pelaku, jenis, impor_id)
    pastikan_dapat_dibatalkan(impor)
    jurnal = Impor.select(Impor.jurnal).where(Impor.id == impor.id).scalar()
    with tulis():
        banyak: int = PEMILIK.get(jenis, impor_petruk).batalkan_impor(pelaku, jurnal, pada=pada)
        update_versioned(
            Impor, impor.id, versi, status=Status.DIBATALKAN, jurnal=None,
            dibatalkan_oleh=pelaku.pegawai_id, dibatalkan_pada=pada,
        )  # fmt: skip
        catat(pelaku, "tukar.batalkan", f"impor:{impor.id}", pada=pada, sesudah={"jenis": jenis, "banyak": banyak})
    return banyak


def pastikan_dapat_dibatalkan(impor: Impor) -> None:
    """Only what is applied, and of its kind only the last. Raises RuleViolation."""
    if impor.status != Status.DITERAPKAN:
        raise RuleViolation("Impor ini tidak sedang diterapkan, jadi tidak ada yang dibatalkan.")
    terakhir = impor_terakhir(impor.jenis)
    if terakhir is not None and terakhir.id != impor.id:
        raise RuleViolation(f"Ada impor yang lebih baru, {terakhir.nama_berkas}. Batalkan itu lebih dahulu.")


def _belum_diterapkan(impor: Impor) -> Impor:
    if impor.status in (Status.DITERAPKAN, Status.DIBATALKAN):
        raise RuleViolation("Impor ini sudah diterapkan. Unggah file baru untuk mengubah datanya lagi.")
    return impor
