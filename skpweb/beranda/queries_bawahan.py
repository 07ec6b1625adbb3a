# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""A superior's people at a glance: raw rows, the same number of queries for five people and for five hundred."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from json import dumps, loads

from skpweb.beranda.queries import bulan_lalu
from skpweb.beranda.queries_kinerja import HIDUP, SKP, Antrean, SkpSaya, antrean, baca_skp
from skpweb.beranda.rules_peta import cakupan
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.harian.queries_kertas import MENUNGGU
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.presensi.queries_cuti import kalender_orang


@dataclass(frozen=True)
class BarisBawahan:
    """One person: the plan of today, (days with an entry, working days) of this month so far, what waits, the locked
    capaian of last month (None: "–"). `titipan`: judged in the name of whoever delegated it."""

    orang: Identitas
    skp: SkpSaya | None
    cakupan: tuple[int, int]
    menunggu: Antrean
    terkunci: bool
    capaian: Decimal | None
    titipan: bool


_BAWAHAN = f"""WITH tunggu AS (SELECT orang, json_array(COUNT(*), 1, MIN(sejak), MIN(tanggal)) AS isi
    FROM ({MENUNGGU}) GROUP BY orang)
SELECT p.value, (SELECT {SKP} FROM skp s WHERE s.pegawai_id = p.value AND s.mulai <= :hari AND s.sampai >= :hari AND s.{HIDUP}
        ORDER BY s.nomor DESC LIMIT 1),
    (SELECT json_group_array(tanggal) FROM (SELECT DISTINCT tanggal FROM catatan
        WHERE pegawai_id = p.value AND tanggal BETWEEN :awal AND :hari AND status <> 'ditolak')),
    (SELECT isi FROM tunggu WHERE orang = p.value),
    (SELECT json_array(capaian) FROM kunci_bulan WHERE pegawai_id = p.value AND tahun = :tahun AND bulan = :bulan
        AND dibuka_pada IS NULL)
FROM json_each(:ids) p"""


def daftar_bawahan(pelaku: Pelaku, hari: date, cari: str = "") -> list[BarisBawahan]:
    """Everybody whose work this person judges, by name; `cari`: words of a name or digits of a NIP. Five queries, six where
    a unit has a work pattern of its own."""
    atasan = wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.VALIDASI).langsung
    angka = "".join(c for c in cari if c.isdecimal())
    orang = {
        p: i for p, i in identitas_banyak(atasan, hari).items()
        if cari.casefold() in i.nama.casefold() or (angka and angka in (i.nip or ""))
    }  # fmt: skip
    (tahun, bulan), awal = bulan_lalu(hari), hari.replace(day=1)
    kalender = kalender_orang({p: i.unit_id for p, i in orang.items()}, awal, hari)
    rows = db.execute_sql(
        _BAWAHAN,
        {
            "ids": dumps(list(orang)), "hari": hari.isoformat(), "awal": awal.isoformat(), "tahun": tahun, "bulan": bulan,
        },
    )  # fmt: skip
    hasil = []
    for pegawai_id, plan, *lain in rows:
        hari_isi, tunggu, kunci = (loads(x or "[]") for x in lain)
        siapa, skp = orang[pegawai_id], baca_skp(*loads(plan)) if plan else None
        terisi = map(date.fromisoformat, hari_isi)
        isi = terisi, max(awal, skp.mulai if skp else awal), hari, kalender[pegawai_id]
        hasil.append(BarisBawahan(
            siapa, skp, cakupan(*isi), antrean(*tunggu) if tunggu else Antrean(),
            bool(kunci), None if not kunci or kunci[0] is None else Decimal(kunci[0]).scaleb(-2),
            atasan[pegawai_id] != pelaku.pegawai_id,
        ))  # fmt: skip
    return sorted(hasil, key=lambda b: (b.titipan, b.orang.nama))
