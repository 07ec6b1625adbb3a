from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any

from skpweb.audit.services import Baris, catat_banyak
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db, kolom, susun, tulis
from skpweb.core.errors import Conflict
from skpweb.core.formats import nama_bulan
from skpweb.core.impor import Jejak, jejak_impor, pastikan_belum_berubah
from skpweb.pegawai.queries import identitas_banyak, pastikan_di_unit
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import ambil_rekap
from skpweb.presensi.rules import KOLOM, LABEL, Rekap, periksa_bulan, periksa_rekap


@dataclass(frozen=True)
class BarisImpor:
    """One person's month of a file."""

    pegawai_id: int
    tahun: int
    bulan: int
    rekap: Rekap


def simpan_rekap(
    pelaku: Pelaku, pegawai_id: int, tahun: int, bulan: int, rekap: Rekap, *,
    sumber: str = "Ketik", versi: int | None = None, pada: datetime,
) -> None:  # fmt: skip
    """Save one person's month (rules §5). `versi`: the one read, 0 for "there was none", None replaces what is there.

    Raises RuleViolation(s) naming the columns, Conflict with what is stored.
    """
    periksa_rekap(rekap)
    periksa_bulan(tahun, bulan, clock.hari(pada))
    tempat = (pegawai_id, tahun, bulan)
    with tulis():
        lama = ambil_rekap(*tempat)
        if versi is not None and versi != (lama.versi if lama else 0):
            raise _beda(lama)
        _timpa([(*tempat, *_angka(rekap), sumber)], pada)
        catat_banyak(pelaku, [_jejak("presensi.simpan_rekap", lama, ambil_rekap(*tempat))], pada=pada)


def hapus_rekap(pelaku: Pelaku, rekap_id: int, *, versi: int, pada: datetime) -> None:
    """Remove a month entered for the wrong person or month. Raises Conflict when it changed or is gone."""
    with tulis():
        row = RekapPresensi.get_or_none(RekapPresensi.id == rekap_id)
        if row is None or row.versi != versi:
            raise _beda(row)
        RekapPresensi.delete().where(RekapPresensi.id == rekap_id).execute()
        catat_banyak(pelaku, [_jejak("presensi.hapus_rekap", row, None)], pada=pada)


def _beda(row: RekapPresensi | None) -> Conflict:
    """With the stored figures as the page of two editors shows them."""
    teks = {LABEL[k]: str(getattr(row.rekap, k)) for k in KOLOM} if row else {"Rekap": "Sudah dihapus"}
    return Conflict(teks, row.versi if row else 0)


_TEMPAT = ("pegawai_id", "tahun", "bulan")
_BACA = f"SELECT {kolom(RekapPresensi, 'k')} FROM rekap_presensi k WHERE "  # noqa: S608
_ISI = (*_TEMPAT, *KOLOM, "sumber", "diubah_pada")
_SIMPAN = f"""INSERT INTO rekap_presensi ({", ".join(_ISI)}, versi) VALUES ({", ".join("?" * len(_ISI))}, 1)
    ON CONFLICT ({", ".join(_TEMPAT)}) DO UPDATE SET versi = versi + 1,
    {", ".join(f"{k} = excluded.{k}" for k in _ISI[3:])}"""  # noqa: S608


def _baca(syarat: str, *nilai: Any) -> list[RekapPresensi]:
    """Raw: peewee's own way with 5,000 rows takes as long as the whole import may."""
    return [susun(row, RekapPresensi)[0] for row in db.execute_sql(_BACA + syarat, nilai)]


def _timpa(rows: Iterable[tuple[Any, ...]], pada: datetime) -> None:
    """Insert or replace in place (values in the order of _ISI); a replaced row keeps its id and counts on."""
    milidetik = RekapPresensi.diubah_pada.db_value(pada)
    db.connection().executemany(_SIMPAN, [(*row, milidetik) for row in rows])


def _ringkas(row: RekapPresensi) -> dict[str, Any]:
    """For the trail and for undo: month, source and the figures in the order of KOLOM."""
    return {"tahun": row.tahun, "bulan": row.bulan, "angka": list(_angka(row.rekap)), "sumber": row.sumber}


def _angka(rekap: Rekap) -> tuple[int, ...]:
    return tuple(getattr(rekap, k) for k in KOLOM)


# ---- imports --------------------------------------------------------------------------------------
def terapkan_impor(pelaku: Pelaku, rows: Sequence[BarisImpor], *, sumber: str, pada: datetime) -> Jejak:
    """Save many months, all or nothing; what is already so stays untouched. One audit line per changed row.
    Returns what undoes it.

    Raises RuleViolation(s) for a faulty row, NotAllowed for people outside the actor's units.
    """
    hari = clock.hari(pada)
    for row in rows:
        periksa_rekap(row.rekap)
        periksa_bulan(row.tahun, row.bulan, hari)
    pastikan_di_unit(pelaku, (r.pegawai_id for r in rows), hari)
    with tulis():
        lama = _banyak({(r.tahun, r.bulan) for r in rows})
        ubah = [r for r in rows if (k := _tempat(r)) not in lama or lama[k].rekap != r.rekap]
        _timpa([(r.pegawai_id, r.tahun, r.bulan, *_angka(r.rekap), sumber) for r in ubah], pada)
        kini = _banyak({(r.tahun, r.bulan) for r in ubah})
        pasangan = [(lama.get(k), kini[k]) for k in map(_tempat, ubah)]
        catat_banyak(pelaku, [_jejak("presensi.terapkan_impor", a, b) for a, b in pasangan], pada=pada)
    return jejak_impor(pasangan, _ringkas)


def _tempat(row: BarisImpor | RekapPresensi) -> tuple[int, int, int]:
    return row.pegawai_id, row.tahun, row.bulan


def _banyak(bulan: Iterable[tuple[int, int]]) -> dict[tuple[int, int, int], RekapPresensi]:
    """All stored months of these (year, month) by person. One query each; a file has one or a few."""
    return {_tempat(row): row for b in sorted(bulan) for row in _baca("tahun = ? AND bulan = ?", *b)}


def _jejak(tindakan: str, sebelum: RekapPresensi | None, sesudah: RekapPresensi | None) -> Baris:
    row = sesudah or sebelum
    assert row is not None
    lama, baru = (_ringkas(b) if b else None for b in (sebelum, sesudah))
    return Baris(tindakan, f"presensi:{row.id}", row.pegawai_id, lama, baru)


def batalkan_impor(pelaku: Pelaku, jejak: Jejak, *, pada: datetime) -> int:
    """Undo an import by the `jejak` it gave; returns how many rows went back.

    Raises RuleViolation(s) naming person and month of every row that changed since; then nothing is undone.
    """
    hari = clock.hari(pada)

    def sebut(rows: list[RekapPresensi]) -> list[str]:
        nama = identitas_banyak({r.pegawai_id for r in rows}, hari)
        return [f"{nama[r.pegawai_id].nama}, {nama_bulan(r.tahun, r.bulan)}" for r in rows]

    with tulis():
        kini = _menurut_id([j["id"] for j in jejak])
        pastikan_belum_berubah(jejak, kini, sebut, "rekap")
        pastikan_di_unit(pelaku, (r.pegawai_id for r in kini.values()), hari)
        pulih = [(kini[j["id"]], j["sebelum"]) for j in jejak if j["sebelum"]]
        hapus = [j["id"] for j in jejak if not j["sebelum"]]
        _timpa([(*_tempat(r), *s["angka"], s["sumber"]) for r, s in pulih], pada)
        db.execute_sql("DELETE FROM rekap_presensi WHERE id IN (SELECT value FROM json_each(?))", (dumps(hapus),))
        sesudah = _menurut_id([r.id for r, _ in pulih])
        baris = [_jejak("presensi.batalkan_impor", kini[j["id"]], sesudah.get(j["id"])) for j in jejak]
        catat_banyak(pelaku, baris, pada=pada)
    return len(jejak)


def _menurut_id(ids: list[int]) -> dict[int, RekapPresensi]:
    return {row.id: row for row in _baca("id IN (SELECT value FROM json_each(?))", dumps(ids))}
