# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""What waits for the superior: entries of the log and figures at the end of a month (rules §4).

The queue is one read over the partial index `catatan_menunggu`, from the people whom the actor judges today. Months are
told by the office's calendar: its clocks are the superior's, not those of one employee.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from json import dumps, loads
from typing import Any

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.core.formats import angka, nama_bulan, tanggal
from skpweb.core.tables import Page, Paging
from skpweb.harian.queries import BUKTI, aturan_harian
from skpweb.harian.rules import AturanHarian, StatusCatatan, Tanda, batas_validasi
from skpweb.pegawai.queries import Identitas, ambil_pegawai, identitas_banyak
from skpweb.pegawai.queries_pohon import Wilayah, wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.periode.queries_kalender import kalender
from skpweb.periode.rules import KalenderKerja
from skpweb.persetujuan.queries import berwenang

PER = 20  # people on a page of the queue
BUKA_HARI = 200  # how far back valid entries are offered for reopening
BUKA_BANYAK = 60
POLA_KUNCI = re.compile(r"([cn])([0-9]{1,15})")


@dataclass(frozen=True)
class Butir:
    """Something the superior judges: an entry ("c") or a nilai akhir bulan ("n", `tanggal` = the month's last day)."""

    macam: str
    id: int
    versi: int
    pegawai_id: int
    skp_id: int
    status: StatusCatatan
    tanggal: date
    jenis: str
    iki_id: int | None
    uraian: str
    iki: str
    satuan: str
    nilai: Decimal | None
    tanpa_batas: bool
    tanda: Tanda | None
    dikirim_pada: datetime
    umpan: str
    tautan: str
    jam: str
    lokasi: str
    terkunci: bool
    bukti: tuple[tuple[int, str], ...]

    @property
    def kunci(self) -> str:
        """ "c12": names its fields on the page."""
        return f"{self.macam}{self.id}"

    @property
    def kode(self) -> str:
        """ "c12:3": the thing with the version that was seen."""
        return f"{self.kunci}:{self.versi}"

    @property
    def perlu_tanda(self) -> bool:
        """Without bounds the superior marks it (rules §3)."""
        return self.macam == "n" and self.tanpa_batas

    @property
    def ringkas(self) -> str:
        """Its line in the queue: what was done, the figure, when and where, whether there is evidence."""
        hasil = "" if self.nilai is None else f"{angka(self.nilai)} {self.satuan}"
        bukti = "bukti" if self.bukti or self.tautan else ""
        return " · ".join(x for x in (self.uraian or self.iki, hasil, self.jam, self.lokasi, bukti) if x)

    @property
    def sebut(self) -> str:
        if self.macam == "n":
            return f"nilai akhir {nama_bulan(self.tanggal.year, self.tanggal.month)}"
        return f"catatan {tanggal(self.tanggal)}"

    @property
    def judul(self) -> str:
        """`sebut` at the beginning of a sentence."""
        return self.sebut[0].upper() + self.sebut[1:]


_TERKUNCI = """EXISTS(SELECT 1 FROM kunci_bulan k WHERE k.pegawai_id = {0} AND k.tahun = {1} AND k.bulan = {2}
    AND k.dibuka_pada IS NULL)"""
_TERKUNCI_C = _TERKUNCI.format(
    "c.pegawai_id", "CAST(substr(c.tanggal, 1, 4) AS INT)", "CAST(substr(c.tanggal, 6, 2) AS INT)"
)
_TERKUNCI_N = _TERKUNCI.format("s.pegawai_id", "n.tahun", "n.bulan")
_AWAL_N = "printf('%04d-%02d-01', n.tahun, n.bulan)"
_CATATAN = f"""SELECT 'c', c.id, c.versi, c.pegawai_id, c.skp_id, c.status, c.tanggal, c.jenis, c.iki_id, c.uraian,
    COALESCE(i.teks, ''), COALESCE(i.satuan, ''), c.realisasi, 0, NULL, c.dikirim_pada, c.umpan, c.tautan, c.jam, c.lokasi,
    {_TERKUNCI_C}, {BUKTI.format("catatan", "c.id")}{{}}
    FROM {{}} LEFT JOIN iki i ON i.id = c.iki_id WHERE {{}}"""
_NILAI = f"""SELECT 'n', n.id, n.versi, s.pegawai_id, s.id, n.status, date({_AWAL_N}, '+1 month', '-1 day'), r.jenis, i.id,
    n.uraian, i.teks, i.satuan, n.nilai, i.batas_bawah IS NULL, n.tanda, n.dikirim_pada, n.umpan, n.tautan, '', '',
    {_TERKUNCI_N}, {BUKTI.format("nilai", "n.id")}{{}}
    FROM {{}} WHERE {{}}"""
# :orang is {pegawai id: a day}; 'dikirim' stands in the text, since a bound value would not meet the partial indexes
_DARI_ORANG = "{} o CROSS JOIN catatan c{} ON c.pegawai_id = CAST(o.key AS INT)"
# IN with one value: with "=" SQLite reads the whole index into a Bloom filter first, four times as slow at 5,000 people
_DARI_SKP = """{} o CROSS JOIN skp s ON s.pegawai_id = CAST(o.key AS INT) CROSS JOIN rhk r ON r.skp_id = s.id
    CROSS JOIN iki i ON i.rhk_id = r.id CROSS JOIN nilai_bulan n{} ON n.iki_id IN (i.id)"""
_LEWAT_C, _LEWAT_N = " INDEXED BY catatan_menunggu", " INDEXED BY nilai_bulan_menunggu"  # else it may read them all
_C = f"c.status = '{{}}' AND c.tanggal {{}} o.value AND NOT {_TERKUNCI_C}"
_N = f"n.status = '{{}}' AND {_AWAL_N} {{}} o.value AND NOT {_TERKUNCI_N}"
_SEMUA = "json_each(:orang)"
_ANTRE = f"""WITH antre AS (SELECT key, value, MIN(pada) AS sejak, COUNT(*) AS banyak FROM (
    SELECT o.key, o.value, c.dikirim_pada AS pada FROM {_DARI_ORANG.format(_SEMUA, _LEWAT_C)}
        WHERE {_C.format("dikirim", "<")}
    UNION ALL SELECT o.key, o.value, n.dikirim_pada FROM {_DARI_SKP.format(_SEMUA, _LEWAT_N)}
        WHERE {_N.format("dikirim", "<")})
    GROUP BY key)"""
_SELURUHNYA = ", o.orang, o.butir, o.lama"
MENUNGGU = f"""{_ANTRE}, halaman AS MATERIALIZED (SELECT key, value, COUNT(*) OVER () AS orang,
    SUM(banyak) OVER () AS butir, MIN(sejak) OVER () AS lama FROM antre ORDER BY sejak, key LIMIT :per OFFSET :dari)
    {_CATATAN.format(_SELURUHNYA, _DARI_ORANG.format("halaman", _LEWAT_C), _C.format("dikirim", "<"))} UNION ALL
    {_NILAI.format(_SELURUHNYA, _DARI_SKP.format("halaman", _LEWAT_N), _N.format("dikirim", "<"))}"""
_SAH = f"""{_CATATAN.format("", _DARI_ORANG.format(_SEMUA, ""), _C.format("valid", ">="))} UNION ALL
    {_NILAI.format("", _DARI_SKP.format(_SEMUA, ""), _N.format("valid", ">="))}"""
_DARI_IKI = "nilai_bulan n JOIN iki i ON i.id = n.iki_id JOIN rhk r ON r.id = i.rhk_id JOIN skp s ON s.id = r.skp_id"
_TERTENTU = f"""{_CATATAN.format("", "catatan c", "c.id IN (SELECT value FROM json_each(:c))")} UNION ALL
    {_NILAI.format("", _DARI_IKI, "n.id IN (SELECT value FROM json_each(:n))")}"""


def _baca(sql: str, **values: Any) -> list[Butir]:
    return [_butir(*row) for row in db.execute_sql(sql, values).fetchall()]


def _butir(*row: Any) -> Butir:
    (macam, id_, versi, orang, skp, status, hari, jenis, iki_id, uraian, iki, satuan, nilai, tanpa_batas, tanda, dikirim,
     umpan, tautan, jam, lokasi, terkunci, bukti) = row  # fmt: skip
    return Butir(
        macam, id_, versi, orang, skp, StatusCatatan(status), date.fromisoformat(hari), jenis, iki_id, uraian, iki, satuan,
        None if nilai is None else Decimal(nilai).scaleb(-4), bool(tanpa_batas), Tanda(tanda) if tanda else None,
        clock.dari(dikirim or 0), umpan, tautan, jam, lokasi, bool(terkunci), tuple(map(tuple, loads(bukti))) if bukti != "[]" else (),
    )  # fmt: skip


def butir_tertentu(kunci: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Butir]:
    """These things as they are now, in whatever state, by ("c" or "n", id). One query."""
    ids: dict[str, list[int]] = {"c": [], "n": []}
    for macam, id_ in kunci:
        ids[macam].append(id_)
    return {(b.macam, b.id): b for b in _baca(_TERTENTU, **{k: dumps(v) for k, v in ids.items()})}


# ---- who may --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Giliran:
    """Whom the actor judges today, and by the office's calendar which months' clock has passed."""

    wilayah: Wilayah
    kerja: KalenderKerja
    hari: date
    aturan: AturanHarian

    @cached_property
    def awal(self) -> date:
        """The first day whose month may still be validated by the superior alone: the clock of what is older is over."""
        awal = self.hari.replace(day=1)
        while True:
            lalu = (awal - timedelta(days=1)).replace(day=1)
            if batas_validasi(self.kerja, lalu.year, lalu.month, self.aturan) < self.hari:
                return awal
            awal = lalu

    def boleh(self, butir: Butir) -> bool:
        """His own people's at once; those of his subordinates' people once the clock passed (rules §4)."""
        late = butir.pegawai_id in self.wilayah.cadangan and butir.tanggal < self.awal
        return late or butir.pegawai_id in self.wilayah.langsung

    @cached_property
    def _lalu(self) -> list[int]:
        """How many of the last n days were working days, as far as it was asked."""
        return [0]

    def menunggu(self, sejak: datetime) -> int:
        """Working days since it was sent, counted at most a year back."""
        n = min(max((self.hari - clock.hari(sejak)).days, 0), 366)
        for k in range(len(self._lalu) - 1, n):
            self._lalu.append(self._lalu[k] + self.kerja.hari_kerja(self.hari - timedelta(days=k)))
        return self._lalu[n]


def giliran(pelaku: Pelaku, hari: date) -> Giliran:
    """Two queries."""
    return Giliran(wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.VALIDASI), kalender(None), hari, aturan_harian())


def tolak_orang(pelaku: Pelaku, pegawai_id: int, hari: date) -> None:
    """Say why this actor judges nothing of that person: NotFound for strangers, else NotAllowed in words."""
    ambil_pegawai(pelaku, pegawai_id, hari)
    berwenang(pelaku, pegawai_id, hari, TugasDelegasi.VALIDASI)


# ---- the queue ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Antre:
    """One person's part of the queue, oldest first. `atas_nama`: the superior in whose place the actor judges, if it is
    not himself; `lewat`: only because that superior let the clock pass."""

    orang: Identitas
    butir: tuple[Butir, ...]
    hari_kerja: int
    terlambat: bool
    atas_nama: str = ""
    lewat: bool = False

    @cached_property
    def langsung(self) -> tuple[Butir, ...]:
        """What can be validated as it stands."""
        return tuple(b for b in self.butir if not b.perlu_tanda)

    @property
    def kode(self) -> str:
        return " ".join(b.kode for b in self.langsung)

    @property
    def rentang(self) -> str:
        awal, akhir = self.butir[0].tanggal, self.butir[-1].tanggal
        hari = tanggal(akhir) if awal == akhir else f"{tanggal(awal)} – {tanggal(akhir)}"
        return f"{len(self.butir)} kinerja, {hari}"


@dataclass(frozen=True)
class Jumlah:
    """People and things that wait, for how many working days the oldest, and whether that is too long."""

    orang: int
    butir: int
    hari_kerja: int
    terlambat: bool


def _batas(g: Giliran) -> dict[int, date]:
    """Until which day (without it) each person's work is the actor's to judge."""
    besok = g.hari + timedelta(days=1)
    return dict.fromkeys(g.wilayah.cadangan, g.awal) | dict.fromkeys(g.wilayah.langsung, besok)


def _menunggu(batas: Mapping[int, date], per: int, dari: int = 0) -> list[tuple[Any, ...]]:
    orang = dumps({p: hari.isoformat() for p, hari in batas.items()})
    return db.execute_sql(MENUNGGU, {"orang": orang, "per": per, "dari": dari}).fetchall()


def menunggu_sampai(pegawai_id: int, hari: date) -> list[Butir]:
    """All of one person's that waits up to that day, by day. One query."""
    rows = _menunggu({pegawai_id: hari + timedelta(days=1)}, 1)
    return sorted((_butir(*row[:-3]) for row in rows), key=_urut)


def _urut(b: Butir) -> tuple[date, str, int]:
    return b.tanggal, b.macam, b.id


def antrean(pelaku: Pelaku, hari: date, halaman: int = 1, per: int = PER) -> tuple[Page[Antre], Jumlah]:
    """Who waits for this actor, longest first, and how many in all. Locked months are nobody's any more. Four queries."""
    g, paging = giliran(pelaku, hari), Paging(halaman, per)
    rows = _menunggu(_batas(g), per, paging.offset)
    orang, butir, lama = rows[0][-3:] if rows else (0, 0, 0)
    days = g.menunggu(clock.dari(lama)) if rows else 0
    jumlah = Jumlah(orang, butir, days, days > g.aturan.hari_validasi)
    return Page(_antre(g, rows, pelaku), orang, paging), jumlah


def antre_orang(pelaku: Pelaku, pegawai_id: int, hari: date) -> Antre:
    """One person's part, maybe empty. Raises NotFound, NotAllowed. Four queries."""
    g = giliran(pelaku, hari)
    rows = _menunggu({p: d for p, d in _batas(g).items() if p == pegawai_id}, 1)
    if pegawai_id not in g.wilayah.langsung and not rows:
        tolak_orang(pelaku, pegawai_id, hari)
    return _antre(g, rows, pelaku, pegawai_id)[0]


def _antre(g: Giliran, baris: Iterable[tuple[Any, ...]], pelaku: Pelaku, *selalu: int) -> list[Antre]:
    """By person, longest waiting first; `selalu`: also when nothing of theirs waits. One query."""
    rows: dict[int, list[Butir]] = {p: [] for p in selalu}
    for b in sorted((_butir(*row[:-3]) for row in baris), key=_urut):
        rows.setdefault(b.pegawai_id, []).append(b)
    superior = {p: up for p, up in (g.wilayah.cadangan | g.wilayah.langsung).items() if p in rows}
    who = identitas_banyak({*superior, *superior.values()}, g.hari)
    found = []
    for p, mine in rows.items():
        sejak = min((b.dikirim_pada for b in mine), default=clock.saat(g.hari))
        days, up = g.menunggu(sejak), superior[p]
        nama = "" if up == pelaku.pegawai_id else who[up].nama
        late = days > g.aturan.hari_validasi
        found.append((sejak, Antre(who[p], tuple(mine), days, late, nama, p not in g.wilayah.langsung)))
    return [antre for _, antre in sorted(found, key=lambda pair: (pair[0], pair[1].orang.pegawai_id))]


def sah_terakhir(pegawai_id: int, hari: date) -> list[Butir]:
    """Valid ones of months that are not locked, the newest first. One query."""
    sejak = (hari - timedelta(days=BUKA_HARI)).isoformat()
    rows = _baca(_SAH, orang=dumps({pegawai_id: sejak}))
    return sorted(rows, key=lambda b: (b.tanggal, b.id), reverse=True)[:BUKA_BANYAK]


def sah_bulan(pegawai_id: int, tahun: int, bulan: int) -> list[Butir]:
    """Valid ones of the month, the newest first; none of a locked one. One query."""
    rows = _baca(_SAH, orang=dumps({pegawai_id: f"{tahun}-{bulan:02}-01"}))
    mine = (b for b in rows if (b.tanggal.year, b.tanggal.month) == (tahun, bulan))
    return sorted(mine, key=lambda b: (b.tanggal, b.id), reverse=True)


def ambil_butir(pegawai_id: int, kunci: str) -> Butir:
    """A thing of that person, as "c12" or "n12". Raises NotFound."""
    cocok = POLA_KUNCI.fullmatch(kunci)
    row = butir_tertentu([(cocok[1], int(cocok[2]))]).get((cocok[1], int(cocok[2]))) if cocok else None
    if row is None or row.pegawai_id != pegawai_id:
        raise NotFound
    return row


def ambil_sah(pelaku: Pelaku, pegawai_id: int, kunci: str, hari: date) -> Butir:
    """A thing of that person which the actor may reopen. Raises NotFound, NotAllowed."""
    row = ambil_butir(pegawai_id, kunci)
    if pegawai_id not in wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.VALIDASI).langsung:
        tolak_orang(pelaku, pegawai_id, hari)
    return row
