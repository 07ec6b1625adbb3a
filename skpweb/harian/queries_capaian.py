# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Capaian of many people's months from raw rows: the same number of queries for one person and for a whole office."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from json import dumps, loads
from typing import Any, Protocol

from skpweb.core import clock
from skpweb.core.db import db
from skpweb.harian.models import KunciBulan
from skpweb.matriks.rules_bulan import CapaianBulan as CapaianBulan
from skpweb.matriks.rules_bulan import dari_json, nilai_bulan
from skpweb.matriks.rules_capaian import (
    BahanIki,
    CapaianBagian,
    Keadaan,
    Realisasi,
    acuan,
    dijumlahkan,
    hitung_iki,
    nilai_bagian,
)
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.pengaturan.queries import aturan
from skpweb.periode.rules import KalenderKerja, akhir_bulan
from skpweb.presensi.queries_cuti import kalender_bagian
from skpweb.skp.rules import Agregasi, Arah, JenisRhk, StatusSkp

SATU_HARI = timedelta(days=1)
_ORANG = "IN (SELECT value FROM json_each(:ids))"
_KOSONG = ", ".join(["NULL"] * 12)
# each indicator with its plan; its entries by month, up to the end of the plan; its nilai akhir bulan
_BAHAN = f"""SELECT 'rencana', k.pegawai_id, k.mulai, k.id, h.jenis, h.urutan, i.urutan, k.nomor, k.sampai, k.status,
        j.unit_id, i.id, h.teks, i.teks, i.satuan, i.arah, i.agregasi, i.batas_bawah IS NOT NULL,
        (SELECT json_group_array(json_array(t.bulan, t.nilai, t.nilai_atas)) FROM target t WHERE t.iki_id = i.id AND t.bulan <= :akhir)
    FROM skp k JOIN riwayat_jabatan r ON r.id = k.riwayat_id LEFT JOIN jabatan j ON j.id = r.jabatan_id
    LEFT JOIN rhk h ON h.skp_id = k.id LEFT JOIN iki i ON i.rhk_id = h.id
    WHERE k.pegawai_id {_ORANG} AND k.tahun = :tahun AND k.status NOT IN ('batal', 'diganti')
        AND k.mulai <= :sampai AND k.sampai >= :mulai
    UNION ALL SELECT 'catatan', 0, c.iki_id, CAST(substr(c.tanggal, 6, 2) AS INTEGER) AS bulan,
        SUM(c.realisasi) FILTER (WHERE c.status = 'valid'),
        group_concat(c.id) FILTER (WHERE c.status = 'valid' AND c.tanggal >= :mulai),
        COUNT(*) FILTER (WHERE c.status = 'dikirim'), {_KOSONG}
    FROM catatan c LEFT JOIN (SELECT i.id, k.sampai FROM skp k JOIN rhk h ON h.skp_id = k.id JOIN iki i ON i.rhk_id = h.id
        WHERE k.pegawai_id {_ORANG} AND k.tahun = :tahun AND k.sampai < :sampai) habis ON habis.id = c.iki_id
    WHERE c.pegawai_id {_ORANG} AND c.tanggal BETWEEN :tahun || '-01-01' AND :sampai
        AND c.status IN ('valid', 'dikirim') AND c.iki_id IS NOT NULL AND c.tanggal <= COALESCE(habis.sampai, :sampai)
    GROUP BY c.iki_id, bulan
    UNION ALL SELECT 'akhir', 0, n.iki_id, n.bulan, CASE n.status WHEN 'valid' THEN n.nilai END,
        CASE n.status WHEN 'valid' THEN n.tanda END, n.status = 'dikirim', {_KOSONG}
    FROM skp k JOIN rhk h ON h.skp_id = k.id JOIN iki i ON i.rhk_id = h.id JOIN nilai_bulan n ON n.iki_id = i.id
    WHERE k.pegawai_id {_ORANG} AND n.tahun = :tahun AND n.bulan <= :akhir AND n.status IN ('valid', 'dikirim')"""


def capaian_banyak(ids: Iterable[int], tahun: int, bulan: int, pada: datetime) -> dict[int, CapaianBulan]:
    """A month of these people: a locked one as it was stored, an open one from what is validated at this moment.

    Four queries, one where all are locked. `pada`: on whose day the superior is named.
    """
    return {p: isi[bulan] for p, isi in capaian_rentang(ids, tahun, bulan, bulan, pada).items()}


class Kunci(Protocol):
    """What a lock keeps."""

    @property
    def id(self) -> int: ...
    @property
    def cara(self) -> Mapping[str, Any]: ...


def capaian_rentang(
    ids: Iterable[int], tahun: int, awal: int, akhir: int, pada: datetime, *, anggap_terkunci: bool = False,
    kunci: Mapping[int, Mapping[int, Kunci]] | None = None,
) -> dict[int, dict[int, CapaianBulan]]:  # fmt: skip
    """Months `awal`–`akhir` by person, in the queries of one month. `anggap_terkunci`: open months as a lock makes them;
    `kunci`: the locks in force, where they were read."""
    orang = list(dict.fromkeys(ids))
    mulai, sampai = date(tahun, awal, 1), akhir_bulan(tahun, akhir)
    nilai = {"tahun": tahun, "akhir": akhir, "mulai": mulai.isoformat(), "sampai": sampai.isoformat()}
    hasil: dict[int, dict[int, CapaianBulan]] = {p: {} for p in orang}
    for p, rows in (kunci_banyak(orang, tahun, awal, akhir) if kunci is None else kunci).items():
        hasil[p] = {b: dari_json(p, tahun, b, row.cara, row.id) for b, row in rows.items()}
    terbuka = [p for p in orang if len(hasil[p]) <= akhir - awal]
    if not terbuka:
        return hasil
    skp, penilai = _muat(terbuka, tahun, nilai, sampai), _penilai(terbuka, pada)
    bonus = aturan("matriks.bonus")
    for p in terbuka:
        for bulan in range(awal, akhir + 1):
            if bulan not in hasil[p]:
                hasil[p][bulan] = _hitung(p, skp.get(p, []), tahun, bulan, penilai[p], bonus, anggap_terkunci)
        hasil[p] = dict(sorted(hasil[p].items()))
    return hasil


def kunci_banyak(ids: Iterable[int], tahun: int, awal: int, akhir: int) -> dict[int, dict[int, KunciBulan]]:
    """Locks in force by person and month; who has none is missing. One query."""
    sql = f"""SELECT * FROM kunci_bulan WHERE pegawai_id {_ORANG.replace(":ids", "?")} AND tahun = ?
        AND bulan BETWEEN ? AND ? AND dibuka_pada IS NULL"""
    hasil: dict[int, dict[int, KunciBulan]] = {}
    for row in KunciBulan.raw(sql, dumps(list(ids)), tahun, awal, akhir):
        hasil.setdefault(row.pegawai_id, {})[row.bulan] = row
    return hasil


def _penilai(ids: Iterable[int], pada: datetime) -> dict[int, str]:
    found = atasan_banyak(ids, clock.hari(pada))
    return {p: a.nama or "atasan yang belum tercatat" for p, a in found.items()}


@dataclass
class _Skp:
    """A plan as it is read: `hari` working days of the person by month."""

    id: int
    nama: str
    mulai: date
    sampai: date
    status: StatusSkp
    hari: dict[int, int]
    iki: list[BahanIki] = field(default_factory=list)


def _muat(ids: list[int], tahun: int, nilai: Mapping[str, Any], sampai: date) -> dict[int, list[_Skp]]:
    semua = db.execute_sql(_BAHAN, {**nilai, "ids": dumps(ids)}).fetchall()
    rows = sorted((row[1:] for row in semua if row[0] == "rencana"), key=_urut)
    kalender = kalender_bagian({(r[0], r[9]) for r in rows}, date(tahun, 1, 1), sampai) if rows else {}
    realisasi = _realisasi(semua)
    skp: dict[int, _Skp] = {}
    hari: dict[tuple[int, date, date], dict[int, int]] = {}
    hasil: dict[int, list[_Skp]] = {}
    for orang, mulai, skp_id, jenis, _, _, nomor, akhir, status, unit, *iki in rows:
        if skp_id not in skp:
            dari, ke = date.fromisoformat(mulai), date.fromisoformat(akhir)
            rentang = (id(kalender[orang, unit]), dari, min(ke, sampai))  # many share a calendar and a period
            if rentang not in hari:
                hari[rentang] = _hari_kerja(kalender[orang, unit], *rentang[1:])
            skp[skp_id] = _Skp(skp_id, f"{nomor}-{tahun}", dari, ke, StatusSkp(status), hari[rentang])
            hasil.setdefault(orang, []).append(skp[skp_id])
        if iki[0] is not None:
            skp[skp_id].iki.append(_bahan(iki, jenis, realisasi.get(iki[0], {})))
    return hasil


def _urut(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """By person and time, in print order."""
    return (*row[:3], row[3] != JenisRhk.UTAMA, row[4] or 0, row[5] or 0)


def _hari_kerja(kalender: KalenderKerja, mulai: date, sampai: date) -> dict[int, int]:
    hari = dict.fromkeys(range(mulai.month, sampai.month + 1), 0)
    while mulai <= sampai:
        hari[mulai.month] += kalender.hari_kerja(mulai)
        mulai += SATU_HARI
    return hari


def _realisasi(rows: list[tuple[Any, ...]]) -> dict[int, dict[int, dict[str, tuple[Any, ...]]]]:
    """By IKI and month: what entries ("catatan") and what the nilai akhir bulan ("akhir") say."""
    hasil: dict[int, dict[int, dict[str, tuple[Any, ...]]]] = {}
    for macam, _, iki_id, bulan, *isi in rows:
        if macam != "rencana":
            hasil.setdefault(iki_id, {}).setdefault(bulan, {})[macam] = tuple(isi[:3])
    return hasil


def _bahan(row: list[Any], jenis: str, isi: Mapping[int, Mapping[str, tuple[Any, ...]]]) -> BahanIki:
    iki_id, rhk, teks, satuan, naik, agregasi, berbatas, target = row
    arah, cara = Arah(naik), Agregasi(agregasi)
    jumlah = dijumlahkan(cara, arah, bool(berbatas))
    return BahanIki(
        iki_id, JenisRhk(jenis), rhk, teks, satuan, arah, cara, bool(berbatas),
        dict(_rencana(loads(target), arah) if berbatas else ((bulan, None) for bulan, _, _ in loads(target))),
        {bulan: _sebulan(ada, jumlah) for bulan, ada in isi.items()},
    )  # fmt: skip


def _rencana(target: list[tuple[int, int | None, int | None]], arah: Arah) -> Iterator[tuple[int, Decimal]]:
    """A tick left from before the IKI had bounds is no plan, nor is 0 where more is better."""
    for bulan, bawah, atas in target:
        if bawah is not None and atas is not None:
            t = acuan(_angka(bawah), _angka(atas), arah)
            if t or arah is Arah.TURUN:
                yield bulan, t


@lru_cache(4096)
def _angka(bulat: int) -> Decimal:
    return Decimal(bulat).scaleb(-4)


def _sebulan(isi: Mapping[str, tuple[Any, ...]], jumlah: bool) -> Realisasi:
    total, ids, catatan = isi.get("catatan", (None, None, 0))
    akhir, tanda, nilai = isi.get("akhir", (None, None, 0))
    figur = total if jumlah else akhir
    return Realisasi(
        _poin(tanda) if tanda else None if figur is None else _angka(figur),
        tuple(sorted(map(int, ids.split(",")))) if ids else (), catatan + nilai, tanda.capitalize() if tanda else "",
    )  # fmt: skip


def _poin(tanda: str) -> Decimal:
    return Decimal({"tercapai": 100, "sebagian": aturan("matriks.sebagian"), "belum": 0}[tanda])


# ---- from the rows to the month -----------------------------------------------------------------
def _hitung(
    orang: int, skp: list[_Skp], tahun: int, bulan: int, penilai: str, bonus: int, terkunci: bool
) -> CapaianBulan:
    ada = [k for k in skp if bulan in k.hari]
    bagian = tuple(_bagian(k, bulan, bonus, terkunci) for k in ada if k.status.berlaku)
    nilai = nilai_bulan(bagian)
    sebab = () if nilai is not None else tuple(_sebab_skp(ada, tahun, penilai) or _sebab_isi(bagian, penilai))
    return CapaianBulan(orang, tahun, bulan, nilai, bagian, sebab, None, penilai)


def _bagian(skp: _Skp, bulan: int, bonus: int, terkunci: bool) -> CapaianBagian:
    iki = tuple(hitung_iki(i, bulan, skp.hari, terkunci=terkunci) for i in skp.iki)
    nilai = nilai_bagian(iki, bonus)
    return CapaianBagian(skp.id, skp.nama, skp.mulai, skp.sampai, skp.hari[bulan], bonus, nilai, iki)


_SEBAB_SKP = {
    StatusSkp.KONSEP: "SKP {} masih konsep: menunggu pegawai mengajukannya.",
    StatusSkp.REVISI: "SKP {} perlu perbaikan: menunggu pegawai mengajukannya lagi.",
    StatusSkp.PERIKSA: "SKP {} sudah diajukan: menunggu {} menetapkannya.",
}


def _sebab_skp(skp: list[_Skp], tahun: int, penilai: str) -> list[str]:
    """Why no plan is agreed; nothing where one is."""
    if not skp:
        return [f"Belum ada SKP {tahun} yang mencakup bulan ini: menunggu pegawai menyusunnya."]
    if any(k.status.berlaku for k in skp):
        return []
    return [_SEBAB_SKP[k.status].format(k.nama, penilai) for k in skp]


def _sebab_isi(bagian: tuple[CapaianBagian, ...], penilai: str) -> list[str]:
    """Why an agreed plan gives no figure."""
    utama = [i for b in bagian for i in b.iki if i.jenis is JenisRhk.UTAMA]
    if not any(b.hari for b in bagian):
        return ["Tidak ada hari kerja pada bulan ini."]
    if not (tunggu := [i for i in utama if i.keadaan is Keadaan.MENUNGGU]):
        return ["Tidak ada rencana kinerja utama pada bulan ini, sehingga capaian tidak dapat dihitung."]
    if catatan := sum(i.menunggu for i in tunggu):
        return [f"Belum ada realisasi utama yang sah: menunggu {penilai} memvalidasi {catatan} catatan."]
    return ["Belum ada realisasi utama yang sah: menunggu pegawai mengirim kinerja hariannya."]
