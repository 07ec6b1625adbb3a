# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Whose entries wait for a pejabat luar without account, who judges them on the signed CKHP (rules §1)."""

from dataclasses import dataclass
from datetime import date, datetime
from json import dumps

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import NotAllowed
from skpweb.harian.models import LembarCkhp
from skpweb.harian.queries_validasi import Butir, menunggu_sampai
from skpweb.organisasi.queries import satu
from skpweb.pegawai.queries import Identitas, ambil_pegawai, atasan, identitas_banyak
from skpweb.pegawai.queries_pohon import BERLAKU, RIWAYAT_BERLAKU, wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.skp.queries import pastikan_melihat
from skpweb.skp.rules import pastikan_bukan_sendiri

# who rates the head or holds a post here, and cannot act in the app
_LUAR = f"""SELECT l.pegawai_id FROM pejabat_luar l WHERE {BERLAKU.format("l")}
    AND NOT EXISTS(SELECT 1 FROM akun a WHERE a.pegawai_id = l.pegawai_id AND a.aktif)
    AND (l.penilai_kepala AND :puncak OR EXISTS(
        SELECT 1 FROM riwayat_jabatan r WHERE r.pegawai_id = l.pegawai_id AND {RIWAYAT_BERLAKU}))"""


def luar_tanpa_akun(hari: date, puncak: bool = True) -> set[int]:
    """Pejabat luar who validate on paper on the day; without `puncak` only those who hold a post. One query."""
    return {p for (p,) in db.execute_sql(_LUAR, {"hari": hari.isoformat(), "puncak": puncak}).fetchall()}


def penilai_kertas(pegawai_id: int, hari: date, puncak: bool = True) -> Identitas | None:
    """The pejabat luar without account who validates this person's work; None: somebody does it in the app. `puncak`:
    whether the person may be the head or JPT. One query, three where there is such a pejabat luar."""
    luar = luar_tanpa_akun(hari, puncak)
    up = atasan(pegawai_id, hari).identitas if luar else None
    return up if up and up.pegawai_id in luar else None


def pastikan_mencatat(pelaku: Pelaku, pegawai_id: int, hari: date) -> Identitas:
    """Whose signed sheet the actor puts in for this person. Raises NotFound, NotAllowed: never for oneself, and not where
    the superior validates in the app."""
    ambil_pegawai(pelaku, pegawai_id, hari)
    pastikan_bukan_sendiri(pelaku.pegawai_id, pegawai_id)
    if up := penilai_kertas(pegawai_id, hari):
        return up
    raise NotAllowed("Atasannya punya akun, jadi memvalidasi sendiri di aplikasi, tanpa kertas.")


def menunggu_kertas(pegawai_id: int, tahun: int, bulan: int, hari: date) -> list[Butir]:
    """What waits of a person's month, by day. One query."""
    rows = menunggu_sampai(pegawai_id, hari)
    return [b for b in rows if (b.tanggal.year, b.tanggal.month) == (tahun, bulan)]


@dataclass(frozen=True)
class AntreKertas:
    """A person's month of which entries wait for a signature on paper."""

    orang: Identitas
    penilai: Identitas
    tahun: int
    bulan: int
    banyak: int
    sejak: datetime


# Entries and figures of a month's end that wait for validation: person, since when, day.
MENUNGGU = """SELECT c.pegawai_id AS orang, c.dikirim_pada AS sejak, c.tanggal AS tanggal FROM catatan c
    WHERE c.status = 'dikirim' AND c.pegawai_id IN (SELECT value FROM json_each(:ids))
UNION ALL SELECT s.pegawai_id, n.dikirim_pada, printf('%04d-%02d-01', n.tahun, n.bulan) FROM skp s
    CROSS JOIN rhk h ON h.skp_id = s.id CROSS JOIN iki i ON i.rhk_id = h.id
    CROSS JOIN nilai_bulan n ON n.iki_id = i.id AND n.status = 'dikirim'
    WHERE s.pegawai_id IN (SELECT value FROM json_each(:ids))"""
_ANTRE = f"""SELECT orang, substr(tanggal, 1, 7) AS saat, COUNT(*), MIN(sejak) FROM ({MENUNGGU})
GROUP BY 1, 2 HAVING NOT EXISTS(SELECT 1 FROM kunci_bulan k WHERE k.pegawai_id = orang AND k.dibuka_pada IS NULL
    AND k.tahun = CAST(substr(saat, 1, 4) AS INT) AND k.bulan = CAST(substr(saat, 6, 2) AS INT)) ORDER BY 4, 1, 2"""


def antrean_kertas(pelaku: Pelaku, hari: date) -> list[AntreKertas]:
    """Months that wait for a signature, longest first, but one's own. One query where every pejabat luar has an account,
    two more when nothing waits, else three and one for each of them."""
    up: dict[int, int] = {}
    for luar in sorted(luar_tanpa_akun(hari)):
        up |= wilayah(luar, hari, TugasDelegasi.VALIDASI).langsung
    up.pop(pelaku.pegawai_id or 0, None)
    rows = db.execute_sql(_ANTRE, {"ids": dumps(sorted(up))}).fetchall() if up else []
    siapa = identitas_banyak({p for row in rows for p in (row[0], up[row[0]])}, hari) if rows else {}
    return [
        AntreKertas(siapa[p], siapa[up[p]], int(saat[:4]), int(saat[5:]), banyak, clock.dari(sejak))
        for p, saat, banyak, sejak in rows
    ]


def ambil_lembar(pelaku: Pelaku, lembar_id: int, hari: date) -> LembarCkhp:
    """A signed sheet, to those who see the person's month. Raises NotFound."""
    row = satu(LembarCkhp, LembarCkhp.id == lembar_id)
    if row.pegawai_id != pelaku.pegawai_id:
        pastikan_melihat(pelaku, row.pegawai_id, hari)
    return row
