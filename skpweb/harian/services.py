# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Deeds of the employee: entries, figures at the end of a month, evidence, sending."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from skpweb.audit.services import catat
from skpweb.berkas.rules import periksa_jumlah
from skpweb.berkas.services import BerkasSiap, siapkan, simpan_siap
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db, kolom, susun, tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation, collect
from skpweb.core.formats import angka, tanggal
from skpweb.harian.models import Bukti, Catatan, NilaiBulan
from skpweb.harian.queries import (
    Waktu,
    ambil_bukti,
    ambil_catatan,
    ambil_iki_bulan,
    daftar_bukti,
    pastikan_tidak_terkunci,
    waktu,
)
from skpweb.harian.queries_hari import BarisCatatan, BarisNilai, BulanHarian, bulan_harian
from skpweb.harian.rules import (
    ALUR_CATATAN,
    BUKTI_TERBANYAK,
    JENIS_BUKTI,
    IsianCatatan,
    JenisCatatan,
    StatusCatatan,
    dijumlahkan,
    periksa_catatan,
    periksa_kiriman,
    periksa_nilai,
)
from skpweb.organisasi.services import simpan_versi
from skpweb.skp.models import Iki, Rhk

Unggahan = Sequence[tuple[str, bytes]]
"""Names and contents of uploads."""


# ---- entries ------------------------------------------------------------------------------------
def simpan_catatan(
    pelaku: Pelaku, hari: date, isian: IsianCatatan, *, catatan_id: int | None = None, unggahan: Unggahan = (),
    versi: int | None = None, w: Waktu | None = None, pada: datetime,
) -> Catatan:  # fmt: skip
    """Save an entry of a day (`catatan_id`: save it anew) as konsep, with further evidence. `w`: the clocks of its month
    at `pada`, where the caller has them.

    Of an IKI that is not summed the figure is dropped. Raises RuleViolation(s) at the fields, Locked (month locked, too
    late for a new one), NotFound, NotAllowed, Conflict.
    """
    siap = [siapkan(nama, isi, jenis=JENIS_BUKTI) for nama, isi in unggahan]
    with tulis():
        row = ambil_catatan(pelaku, catatan_id, clock.hari(pada), untuk_diubah=True) if catatan_id else None
        if row:
            ALUR_CATATAN.lanjut(row.status, "ubah")
            hari = row.tanggal
        w = w or waktu(_pegawai(pelaku), hari.year, hari.month, pada)
        if row is None and (tahan := w.tahan_catat(hari)):
            raise tahan
        iki = _indikator(isian.iki_id)
        skp = w.skp_pada(hari)
        if skp is None or (iki and iki.rhk.skp_id != skp.id):
            raise RuleViolation("Pilih indikator dari SKP yang mencakup tanggal ini.", f"iki_{isian.jenis}")
        collect(periksa_catatan(isian, iki.rhk.jenis if iki else None, iki))
        if iki is None or not dijumlahkan(iki):
            isian = replace(isian, realisasi=None)
        values: dict[str, Any] = {**asdict(isian), "skp": skp, "iki": isian.iki_id}
        del values["iki_id"]
        sebelum = _tersimpan(row) if row else None
        if row is None:
            row = Catatan.create(pegawai=pelaku.pegawai_id, tanggal=hari, dicatat_pada=pada, **values)
        else:
            simpan_versi(row, versi or row.versi, sebelum or {}, **values)
        _tambah_bukti(pelaku, siap, pada, catatan=row.id)
        sesudah = {"tanggal": hari, **asdict(isian), "bukti": [s.nama for s in siap]}
        _catat(pelaku, "simpan_catatan", f"catatan:{row.id}", pada, sebelum=sebelum, sesudah=sesudah)
    return row


def _pegawai(pelaku: Pelaku) -> int:
    if pelaku.pegawai_id is None:
        raise NotAllowed("Kinerja harian dicatat oleh pegawainya sendiri.")
    return pelaku.pegawai_id


def _indikator(iki_id: int | None) -> Iki | None:
    """With its `.rhk`; None where there is none."""
    sql = f"SELECT {kolom(Iki, 'i')}, {kolom(Rhk, 'h')} FROM iki i JOIN rhk h ON h.id = i.rhk_id WHERE i.id = ?"
    row = db.execute_sql(sql, (iki_id,)).fetchone()
    if row is None:
        return None
    iki, iki.rhk = susun(row, Iki, Rhk)
    return iki


def _tersimpan(row: Catatan) -> dict[str, str]:
    """An entry as it is told when two changes meet, and on the trail."""
    return {"Uraian": row.uraian, "Realisasi": angka(row.realisasi), "Lokasi": row.lokasi, "Tautan": row.tautan}


def _catat(pelaku: Pelaku, deed: str, objek: str, pada: datetime, **values: Any) -> None:
    catat(pelaku, f"harian.{deed}", objek, pada=pada, pegawai_id=pelaku.pegawai_id, **values)


def hapus_catatan(pelaku: Pelaku, catatan_id: int, *, versi: int | None = None, pada: datetime) -> date:
    """Take away an entry that was not judged, with its evidence; returns its day.

    Raises NotFound, NotAllowed, Locked, RuleViolation in another state, Conflict.
    """
    with tulis():
        row = ambil_catatan(pelaku, catatan_id, clock.hari(pada), untuk_diubah=True)
        ALUR_CATATAN.lanjut(row.status, "hapus")
        simpan_versi(row, versi or row.versi, _tersimpan(row))
        row.delete_instance()
        sebelum = {"tanggal": row.tanggal, **_tersimpan(row)}
        _catat(pelaku, "hapus_catatan", f"catatan:{row.id}", pada, sebelum=sebelum)
    return row.tanggal


# ---- evidence -----------------------------------------------------------------------------------
def _tambah_bukti(pelaku: Pelaku, siap: Sequence[BerkasSiap], pada: datetime, **milik: int) -> None:
    if not siap:
        return
    (nama, nomor), *_ = milik.items()
    periksa_jumlah(len(daftar_bukti(nama, nomor)), len(siap), BUKTI_TERBANYAK)
    for s in siap:
        Bukti.create(**milik, berkas=simpan_siap(pelaku, s, pada=pada))


def hapus_bukti(pelaku: Pelaku, bukti_id: int, *, pada: datetime) -> Bukti:
    """Take a file away from what is still the employee's; returns what it was.

    Raises NotFound, NotAllowed, Locked, RuleViolation.
    """
    with tulis():
        row = ambil_bukti(pelaku, bukti_id, clock.hari(pada), untuk_diubah=True)
        ALUR_CATATAN.lanjut((row.catatan or row.nilai).status, "ubah")
        row.delete_instance()
        objek = f"catatan:{row.catatan_id}" if row.catatan_id else f"nilai_bulan:{row.nilai_id}"
        _catat(pelaku, "hapus_bukti", objek, pada, sebelum={"berkas": row.berkas.nama, "sha256": row.berkas.sha256})
    return row


# ---- nilai akhir bulan --------------------------------------------------------------------------
def simpan_nilai_bulan(
    pelaku: Pelaku, iki_id: int, tahun: int, bulan: int, *, nilai: Decimal | None, uraian: str = "", tautan: str = "",
    unggahan: Unggahan = (), versi: int | None = None, pada: datetime,
) -> NilaiBulan:  # fmt: skip
    """The figure of an own IKI that is not summed, at the end of a month that has begun; without bounds, words.

    Raises NotFound (another's, summed, outside the plan's months), RuleViolation(s), Locked, Conflict.
    """
    siap = [siapkan(nama, isi, jenis=JENIS_BUKTI) for nama, isi in unggahan]
    with tulis():
        iki, row = ambil_iki_bulan(_pegawai(pelaku), iki_id, tahun, bulan, clock.hari(pada))
        pastikan_tidak_terkunci(_pegawai(pelaku), tahun, bulan)
        berbatas = iki.batas_bawah is not None
        collect(periksa_nilai(berbatas, nilai, uraian, tautan))
        values: dict[str, Any] = {"nilai": nilai if berbatas else None, "uraian": uraian, "tautan": tautan}
        sebelum: dict[str, str] | None = {"Nilai": angka(row.nilai), "Uraian": row.uraian} if row else None
        if row is None:
            row = NilaiBulan.create(iki=iki_id, tahun=tahun, bulan=bulan, dicatat_pada=pada, **values)
        else:
            ALUR_CATATAN.lanjut(row.status, "ubah")
            simpan_versi(row, versi or row.versi, sebelum or {}, **values)
        _tambah_bukti(pelaku, siap, pada, nilai=row.id)
        sesudah = {"iki": iki.teks, "bulan": f"{tahun}-{bulan:02}", **values, "bukti": [s.nama for s in siap]}
        _catat(pelaku, "simpan_nilai_bulan", f"nilai_bulan:{row.id}", pada, sebelum=sebelum, sesudah=sesudah)
    return row


# ---- sending ------------------------------------------------------------------------------------
def kirim(
    pelaku: Pelaku, tahun: int, bulan: int, catatan_ids: Iterable[int], nilai_ids: Iterable[int] = (), *, pada: datetime
) -> int:
    """Send these entries and figures of an own month to the superior, all or none; returns how many.

    Raises NotFound for what is not the employee's of this month, RuleViolation (nothing chosen, no utama in the month,
    evidence missing), Locked (month locked, plan not agreed, clock or window over).
    """
    with tulis():
        b = bulan_harian(_pegawai(pelaku), tahun, bulan, pada)
        catatan = _pilih(b.catatan, catatan_ids)
        nilai = _pilih([n for _, n in b.nilai.values() if n], nilai_ids)
        if not (semua := [*catatan, *nilai]):
            raise RuleViolation("Belum ada yang dipilih. Centang paling sedikit satu, lalu kirim.")
        for butir in semua:
            ALUR_CATATAN.lanjut(butir.status, "kirim")
            if tahan := b.tahan(butir):
                raise tahan
        _pastikan_bukti(b, catatan)
        periksa_kiriman(_jenis_bulan(b, semua))
        for model, rows in ((Catatan, catatan), (NilaiBulan, nilai)):
            ids = [r.id for r in rows]
            ganti = {"status": StatusCatatan.DIKIRIM, "dikirim_pada": pada, "versi": model.versi + 1}
            model.update(ganti).where(model.id.in_(ids)).execute()
        objek = f"bulan:{pelaku.pegawai_id}-{tahun}-{bulan:02}"
        sesudah = {"catatan": [c.id for c in catatan], "nilai_bulan": [n.id for n in nilai]}
        _catat(pelaku, "kirim", objek, pada, sesudah=sesudah)
    return len(semua)


def _pilih(rows: Sequence[Any], ids: Iterable[int]) -> list[Any]:
    """The rows with these ids. Raises NotFound where one is not among them."""
    wanted = set(ids)
    found = [r for r in rows if r.id in wanted]
    if len(found) < len(wanted):
        raise NotFound
    return found


def _pastikan_bukti(b: BulanHarian, catatan: Sequence[BarisCatatan]) -> None:
    """Of a PPPK paruh waktu every entry carries a photo or attendance list ⚙. Raises RuleViolation naming the days."""
    if b.wajib_bukti and (tanpa := [c for c in catatan if not c.bukti]):
        hari = ", ".join(dict.fromkeys(tanggal(c.tanggal) for c in tanpa))
        raise RuleViolation(f"Tambahkan foto atau daftar hadir (wajib bagi PPPK paruh waktu) pada kegiatan {hari}.")


def _jenis_bulan(b: BulanHarian, batch: Sequence[BarisCatatan | BarisNilai]) -> list[JenisCatatan]:
    """Kinds of all of the month that was sent, is valid or is in the batch; a figure is of the kind of its RHK."""
    masuk = [x for x in b.butir if x in batch or x.status in (StatusCatatan.DIKIRIM, StatusCatatan.VALID)]
    return [x.jenis if isinstance(x, BarisCatatan) else JenisCatatan(b.indikator[x.iki_id][0].jenis) for x in masuk]
