"""Figures made elsewhere and the instrument. Periods are in `services_periode`, scorecards in `services_penilaian`,
the deeds of the head in `services_kepala`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict, NotAllowed, RuleViolation, collect
from skpweb.core.formats import angka, nama_bulan
from skpweb.pegawai.queries import ambil_pegawai, identitas_banyak
from skpweb.petruk.models import Instrumen, NilaiLuar
from skpweb.petruk.queries_periode import instrumen_terakhir
from skpweb.petruk.rules import Instrumen as LembarInstrumen
from skpweb.petruk.rules import JenisNilai, Predikat, periksa_instrumen, periksa_nilai_luar, periksa_waktu_nilai

PER_KIRIM = 500  # rows per statement
KUNCI = ("pegawai_id", "jenis", "tahun", "bulan")


# ---- the instrument -----------------------------------------------------------------------------
def buat_instrumen(pelaku: Pelaku, instrumen: LembarInstrumen, catatan: str, *, pada: datetime) -> int:
    """A new version; periods already opened keep theirs. Returns its number. Raises RuleViolation(s)."""
    periksa_instrumen(instrumen)
    with tulis():
        lama = instrumen_terakhir()
        row = Instrumen.create(
            versi=lama.versi + 1 if lama else 1,
            isi=instrumen.ke_json(),
            catatan=catatan.strip(),
            dibuat_pada=pada,
            dibuat_oleh=pelaku.pegawai_id,
        )
        sebelum = lama.isi if lama else None
        catat(pelaku, "petruk.buat_instrumen", f"instrumen:{row.versi}", pada=pada, sebelum=sebelum, sesudah=row.isi)
    return int(row.versi)


# ---- one figure ---------------------------------------------------------------------------------
def simpan_nilai_luar(
    pelaku: Pelaku,
    pegawai_id: int,
    jenis: JenisNilai,
    tahun: int,
    bulan: int | None,
    nilai: Decimal | None,
    predikat: Predikat | None,
    *,
    sumber: str,
    versi: int | None = None,
    pada: datetime,
) -> NilaiLuar:
    """Type one figure of another person with its source. `versi`: the one read, 0 for "there was none".

    Raises RuleViolation(s), NotAllowed for one's own figures, Conflict with what is stored.
    """
    periksa_nilai_luar(jenis, bulan, nilai, predikat, sumber)
    periksa_waktu_nilai(tahun, bulan, clock.hari(pada))
    if pegawai_id == pelaku.pegawai_id:
        raise NotAllowed("Nilai atas nama Anda sendiri diketik pengelola lain.")
    with tulis():
        ambil_pegawai(pelaku, pegawai_id, clock.hari(pada), untuk_diubah=True)
        tempat = {"pegawai": pegawai_id, "jenis": jenis, "tahun": tahun, "bulan": bulan or 0}
        lama = NilaiLuar.get_or_none(**tempat)
        if versi is not None and versi != (lama.versi if lama else 0):
            raise Conflict(_teks(lama), lama.versi if lama else 0)
        isi: dict[str, Any] = {"nilai": nilai, "predikat": predikat, "sumber": sumber.strip(), "diubah_pada": pada}
        isi["diubah_oleh"] = pelaku.pegawai_id
        if lama is None:
            NilaiLuar.create(**tempat, **isi)
        else:
            update_versioned(NilaiLuar, lama.id, lama.versi, **isi)
        baru = NilaiLuar.get(**tempat)
        catat_banyak(pelaku, [_jejak("petruk.simpan_nilai_luar", lama, baru)], pada=pada)
    return baru


def _teks(row: NilaiLuar | None) -> dict[str, str]:
    """The stored figure as the conflict page shows it."""
    if row is None:
        return {"Nilai": "Sudah dihapus"}
    return {"Nilai": row.predikat.label if row.predikat else angka(row.nilai, 2), "Sumber": row.sumber}


def _ringkas(row: NilaiLuar) -> dict[str, Any]:
    """For the trail and for undo."""
    return {
        "pegawai_id": row.pegawai_id, "jenis": str(row.jenis), "tahun": row.tahun, "bulan": row.bulan,
        "nilai": None if row.nilai is None else str(row.nilai), "predikat": row.predikat and str(row.predikat),
        "sumber": row.sumber,
    }  # fmt: skip


def _jejak(tindakan: str, lama: NilaiLuar | None, baru: NilaiLuar | None) -> Baris:
    row = baru or lama
    assert row is not None
    return Baris(tindakan, f"nilai:{row.id}", row.pegawai_id, lama and _ringkas(lama), baru and _ringkas(baru))


# ---- imports ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BarisImpor:
    """One figure of a file; `bulan` None for a predikat."""

    pegawai_id: int
    jenis: JenisNilai
    tahun: int
    bulan: int | None
    nilai: Decimal | None = None
    predikat: Predikat | None = None


@dataclass(frozen=True)
class HasilImpor:
    """What an import changed. `jejak` is what `batalkan_impor` needs, as plain JSON values."""

    baru: int
    berubah: int
    sama: int
    jejak: list[dict[str, Any]]


def terapkan_impor(pelaku: Pelaku, rows: Sequence[BarisImpor], *, sumber: str, pada: datetime) -> HasilImpor:
    """Save many figures, all or nothing; what is already so stays untouched. One audit line per changed row.

    A file of the whole office may hold the importer's own row: the file is the source. Raises RuleViolation(s),
    NotAllowed for people outside the actor's units.
    """
    for row in rows:
        periksa_nilai_luar(row.jenis, row.bulan, row.nilai, row.predikat, sumber)
        periksa_waktu_nilai(row.tahun, row.bulan, clock.hari(pada))
    _pastikan_wewenang(pelaku, {r.pegawai_id for r in rows}, pada)
    with tulis():
        lama = _tersimpan(rows)
        ubah = [r for r in rows if (k := _tempat(r)) not in lama or _isi(lama[k]) != _isi(r)]
        _timpa([(*_tempat(r), *_isi(r), sumber) for r in ubah], pelaku, pada)
        kini = _tersimpan(ubah)
        pasangan = [(lama.get(k), kini[k]) for k in map(_tempat, ubah)]
        catat_banyak(pelaku, [_jejak("petruk.terapkan_impor", a, b) for a, b in pasangan], pada=pada)
    baru = sum(a is None for a, _ in pasangan)
    undo = [{"id": b.id, "versi": b.versi, "sebelum": _ringkas(a) if a else None} for a, b in pasangan]
    return HasilImpor(baru, len(ubah) - baru, len(rows) - len(ubah), undo)


def _tempat(row: BarisImpor | NilaiLuar) -> tuple[int, JenisNilai, int, int]:
    return row.pegawai_id, row.jenis, row.tahun, row.bulan or 0


def _isi(row: BarisImpor | NilaiLuar) -> tuple[Decimal | None, Predikat | None]:
    return row.nilai, row.predikat


def _tersimpan(rows: Sequence[BarisImpor]) -> dict[tuple[int, JenisNilai, int, int], NilaiLuar]:
    """What is stored for these kinds and months. One query each; a file has one or a few."""
    hasil = {}
    for jenis, tahun, bulan in {(r.jenis, r.tahun, r.bulan or 0) for r in rows}:
        for row in NilaiLuar.select().where(
            NilaiLuar.jenis == jenis, NilaiLuar.tahun == tahun, NilaiLuar.bulan == bulan
        ):
            hasil[_tempat(row)] = row
    return hasil


def _timpa(rows: Sequence[tuple[Any, ...]], pelaku: Pelaku, pada: datetime) -> None:
    """Insert or replace in place; a replaced row keeps its id and counts its version on."""
    n = NilaiLuar
    kunci, isi = [n.pegawai, n.jenis, n.tahun, n.bulan], [n.nilai, n.predikat, n.sumber, n.diubah_oleh, n.diubah_pada]
    for awal in range(0, len(rows), PER_KIRIM):
        batch = [(*row, pelaku.pegawai_id, pada) for row in rows[awal : awal + PER_KIRIM]]
        n.insert_many(batch, [*kunci, *isi]).on_conflict(
            conflict_target=kunci, preserve=isi, update={n.versi: n.versi + 1}
        ).execute()


def _pastikan_wewenang(pelaku: Pelaku, ids: set[int], pada: datetime) -> None:
    if pelaku.unit_ids is None:
        return
    luar = [i.nama for i in identitas_banyak(ids, clock.hari(pada)).values() if i.unit_id not in pelaku.unit_ids]
    if luar:
        raise NotAllowed(f"Di luar unit yang menjadi wewenang Anda: {', '.join(sorted(luar)[:5])}.")


def batalkan_impor(pelaku: Pelaku, jejak: Sequence[dict[str, Any]], *, pada: datetime) -> int:
    """Undo an import by the `jejak` it gave; returns how many rows went back.

    Raises RuleViolation(s) naming person and month of every row that changed since; then nothing is undone.
    """
    with tulis():
        kini = {r.id: r for r in _menurut_id([j["id"] for j in jejak])}
        _pastikan_belum_berubah(jejak, kini, pada)
        _pastikan_wewenang(pelaku, {r.pegawai_id for r in kini.values()}, pada)
        _timpa([_pulih(j["sebelum"]) for j in jejak if j["sebelum"]], pelaku, pada)
        hapus = [j["id"] for j in jejak if not j["sebelum"]]
        for awal in range(0, len(hapus), PER_KIRIM):
            NilaiLuar.delete().where(NilaiLuar.id.in_(hapus[awal : awal + PER_KIRIM])).execute()
        sesudah = {r.id: r for r in _menurut_id([j["id"] for j in jejak if j["sebelum"]])}
        baris = [_jejak("petruk.batalkan_impor", kini[j["id"]], sesudah.get(j["id"])) for j in jejak]
        catat_banyak(pelaku, baris, pada=pada)
    return len(jejak)


def _pulih(s: dict[str, Any]) -> tuple[Any, ...]:
    nilai = None if s["nilai"] is None else Decimal(s["nilai"])
    return (*(s[k] for k in KUNCI), nilai, s["predikat"], s["sumber"])


def _menurut_id(ids: Sequence[int]) -> list[NilaiLuar]:
    rows: list[NilaiLuar] = []
    for awal in range(0, len(ids), PER_KIRIM):
        rows.extend(NilaiLuar.select().where(NilaiLuar.id.in_(ids[awal : awal + PER_KIRIM])))
    return rows


def _pastikan_belum_berubah(jejak: Sequence[dict[str, Any]], kini: dict[int, NilaiLuar], pada: datetime) -> None:
    berubah = [r for j in jejak if (r := kini.get(j["id"])) is not None and r.versi != j["versi"]]
    nama = identitas_banyak({r.pegawai_id for r in berubah}, clock.hari(pada))
    salah = []
    for r in berubah:
        kapan = nama_bulan(r.tahun, r.bulan) if r.bulan else str(r.tahun)
        salah.append(RuleViolation(f"{nama[r.pegawai_id].nama}, {kapan}: sudah diubah sesudah impor."))
    if hilang := sum(j["id"] not in kini for j in jejak):
        salah.append(RuleViolation(f"{hilang} nilai dari impor ini sudah dihapus."))
    collect(salah)
