"""Figures made elsewhere and the instrument. Periods are in `services_periode`, scorecards in `services_penilaian`,
the deeds of the head in `services_kepala`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, NotAllowed
from skpweb.core.formats import nama_bulan
from skpweb.core.impor import Jejak, jejak_impor, pastikan_belum_berubah, salah_satu
from skpweb.pegawai.queries import ambil_pegawai, identitas_banyak, pastikan_di_unit
from skpweb.petruk.models import Instrumen, NilaiLuar
from skpweb.petruk.queries_layar import tampil_nilai
from skpweb.petruk.queries_periode import instrumen_terakhir
from skpweb.petruk.rules import Instrumen as LembarInstrumen
from skpweb.petruk.rules import JenisNilai, Predikat, periksa_instrumen, periksa_nilai_luar, periksa_waktu_nilai

PER_KIRIM = 500  # rows per statement
KUNCI = ("pegawai_id", "jenis", "tahun", "bulan")
Tempat = tuple[int, JenisNilai, int, int]
"""Where a figure belongs, in the order of KUNCI."""


def buat_instrumen(pelaku: Pelaku, instrumen: LembarInstrumen, catatan: str, *, pada: datetime) -> int:
    """A new version; periods already opened keep theirs. Returns its number. Raises RuleViolation(s)."""
    periksa_instrumen(instrumen)
    with tulis():
        lama = instrumen_terakhir()
        row = Instrumen.create(
            versi=lama.versi + 1 if lama else 1, isi=instrumen.ke_json(), catatan=catatan.strip(), dibuat_pada=pada,
            dibuat_oleh=pelaku.pegawai_id,
        )  # fmt: skip
        sebelum = lama.isi if lama else None
        catat(pelaku, "petruk.buat_instrumen", f"instrumen:{row.versi}", pada=pada, sebelum=sebelum, sesudah=row.isi)
    return int(row.versi)


def simpan_nilai_luar(
    pelaku: Pelaku, pegawai_id: int, jenis: JenisNilai, tahun: int, bulan: int | None, nilai: Decimal | None,
    predikat: Predikat | None, *, sumber: str, versi: int | None = None, pada: datetime,
) -> NilaiLuar:  # fmt: skip
    """Type one figure of another person with its source. `versi`: the one read, 0 for "there was none".

    Raises RuleViolation(s), NotAllowed for one's own figures, Conflict with what is stored.
    """
    baris = BarisImpor(pegawai_id, jenis, tahun, bulan, nilai, predikat)
    _periksa([baris], sumber, pada)
    if pegawai_id == pelaku.pegawai_id:
        raise NotAllowed("Nilai atas nama Anda sendiri diketik pengelola lain.")
    with tulis():
        ambil_pegawai(pelaku, pegawai_id, clock.hari(pada), untuk_diubah=True)
        tempat = dict(zip(KUNCI, _tempat(baris), strict=True))
        lama = NilaiLuar.get_or_none(**tempat)
        ada = lama.versi if lama else 0
        if versi is not None and versi != ada:
            stored = {"Nilai": tampil_nilai(lama), "Sumber": lama.sumber} if lama else {"Nilai": "Sudah dihapus"}
            raise Conflict(stored, ada)
        _timpa([(*_tempat(baris), *_isi(baris), sumber.strip())], pelaku, pada)
        baru = NilaiLuar.get(**tempat)
        catat_banyak(pelaku, [_jejak("petruk.simpan_nilai_luar", lama, baru)], pada=pada)
    return baru


def _periksa(rows: Sequence["BarisImpor"], sumber: str, pada: datetime) -> None:
    for r in rows:
        periksa_nilai_luar(r.jenis, r.bulan, r.nilai, r.predikat, sumber)
        periksa_waktu_nilai(r.tahun, r.bulan, clock.hari(pada))


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


def terapkan_impor(pelaku: Pelaku, rows: Sequence[BarisImpor], *, sumber: str, pada: datetime) -> Jejak:
    """Save many figures, all or nothing; what is already so stays untouched. One audit line per changed row.
    Returns what undoes it.

    A file of the whole office may hold the importer's own row: the file is the source. Raises RuleViolation(s),
    NotAllowed for people outside the actor's units.
    """
    _periksa(rows, sumber, pada)
    pastikan_di_unit(pelaku, (r.pegawai_id for r in rows), clock.hari(pada))
    with tulis():
        lama = _tersimpan(rows)
        ubah = [r for r in rows if (k := _tempat(r)) not in lama or _isi(lama[k]) != _isi(r)]
        _timpa([(*_tempat(r), *_isi(r), sumber) for r in ubah], pelaku, pada)
        kini = _tersimpan(ubah)
        pasangan = [(lama.get(k), kini[k]) for k in map(_tempat, ubah)]
        catat_banyak(pelaku, [_jejak("petruk.terapkan_impor", a, b) for a, b in pasangan], pada=pada)
    return jejak_impor(pasangan, _ringkas)


def _tempat(row: BarisImpor | NilaiLuar) -> Tempat:
    return row.pegawai_id, row.jenis, row.tahun, row.bulan or 0


def _isi(row: BarisImpor | NilaiLuar) -> tuple[Decimal | None, Predikat | None]:
    return row.nilai, row.predikat


def _tersimpan(rows: Sequence[BarisImpor]) -> dict[Tempat, NilaiLuar]:
    """What is stored for these kinds and months. One query each; a file has one or a few."""
    n, macam = NilaiLuar, {_tempat(r)[1:] for r in rows}
    perlu = [n.select().where(n.jenis == jenis, n.tahun == tahun, n.bulan == bulan) for jenis, tahun, bulan in macam]
    return {_tempat(row): row for query in perlu for row in query}


def _timpa(rows: Sequence[tuple[Any, ...]], pelaku: Pelaku, pada: datetime) -> None:
    """Insert or replace in place; a replaced row keeps its id and counts its version on."""
    n = NilaiLuar
    kunci, isi = [n.pegawai, n.jenis, n.tahun, n.bulan], [n.nilai, n.predikat, n.sumber, n.diubah_oleh, n.diubah_pada]
    for awal in range(0, len(rows), PER_KIRIM):
        batch = [(*row, pelaku.pegawai_id, pada) for row in rows[awal : awal + PER_KIRIM]]
        query = n.insert_many(batch, [*kunci, *isi])
        query.on_conflict(conflict_target=kunci, preserve=isi, update={n.versi: n.versi + 1}).execute()


def batalkan_impor(pelaku: Pelaku, jejak: Jejak, *, pada: datetime) -> int:
    """Undo an import by the `jejak` it gave; returns how many rows went back.

    Raises RuleViolation(s) naming person and month of every row that changed since; then nothing is undone.
    """

    def sebut(rows: list[NilaiLuar]) -> list[str]:
        nama = identitas_banyak({r.pegawai_id for r in rows}, clock.hari(pada))
        return [f"{nama[r.pegawai_id].nama}, {nama_bulan(r.tahun, r.bulan) if r.bulan else r.tahun}" for r in rows]

    pulih = {j["id"]: j["sebelum"] for j in jejak if j["sebelum"]}
    with tulis():
        kini = _menurut_id([j["id"] for j in jejak])
        pastikan_belum_berubah(jejak, kini, sebut, "nilai")
        pastikan_di_unit(pelaku, (r.pegawai_id for r in kini.values()), clock.hari(pada))
        _timpa([_pulih(s) for s in pulih.values()], pelaku, pada)
        NilaiLuar.delete().where(NilaiLuar.id.in_(salah_satu(kini.keys() - pulih.keys()))).execute()
        sesudah = _menurut_id(pulih)
        baris = [_jejak("petruk.batalkan_impor", kini[j["id"]], sesudah.get(j["id"])) for j in jejak]
        catat_banyak(pelaku, baris, pada=pada)
    return len(jejak)


def _pulih(s: dict[str, Any]) -> tuple[Any, ...]:
    nilai = None if s["nilai"] is None else Decimal(s["nilai"])
    return (*(s[k] for k in KUNCI), nilai, s["predikat"], s["sumber"])


def _menurut_id(ids: Iterable[int]) -> dict[int, NilaiLuar]:
    return {row.id: row for row in NilaiLuar.select().where(NilaiLuar.id.in_(salah_satu(ids)))}
