# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""What waits for the superior: entries of the log and figures at the end of a month (rules §4).

The queue is one read over the partial index `catatan_menunggu`, from the people whom the actor judges today. Months are
told by the office's calendar: its clocks are the superior's, not those of one employee.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from json import dumps, loads
from typing import Any

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.core.tables import Page, Paging
from skpweb.harian.queries import aturan_harian
from skpweb.harian.rules import AturanHarian, StatusCatatan, Tanda, batas_validasi
from skpweb.pegawai.queries import Identitas, ambil_pegawai, identitas_banyak
from skpweb.pegawai.queries_pohon import Wilayah, wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.periode.queries_kalender import kalender
from skpweb.periode.rules import KalenderKerja
from skpweb.persetujuan.queries import berwenang

BUKA_HARI = 400  # how far back valid entries are offered for reopening
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
    def sebut(self) -> str:
        if self.macam == "n":
            return f"nilai akhir {nama_bulan(self.tanggal.year, self.tanggal.month)}"
        return f"catatan {tanggal(self.tanggal)}"


_TERKUNCI = """EXISTS(SELECT 1 FROM kunci_bulan k WHERE k.pegawai_id = {0} AND k.tahun = {1} AND k.bulan = {2}
    AND k.dibuka_pada IS NULL)"""
_BUKTI = """(SELECT json_group_array(json_array(b.id, f.nama)) FROM bukti b JOIN berkas f ON f.id = b.berkas_id
    WHERE b.{0} = {1})"""
_CATATAN = f"""SELECT 'c', c.id, c.versi, c.pegawai_id, c.skp_id, c.status, c.tanggal, c.jenis, c.iki_id,
    c.uraian,
    COALESCE(i.teks, ''), COALESCE(i.satuan, ''), c.realisasi, 0, NULL, c.dikirim_pada, c.umpan, c.tautan,
    {_TERKUNCI.format("c.pegawai_id", "CAST(substr(c.tanggal, 1, 4) AS INT)", "CAST(substr(c.tanggal, 6, 2) AS INT)")},
    {_BUKTI.format("catatan_id", "c.id")}
    FROM {{}} LEFT JOIN iki i ON i.id = c.iki_id WHERE {{}}"""
_NILAI = f"""SELECT 'n', n.id, n.versi, s.pegawai_id, s.id, n.status,
    date(printf('%04d-%02d-01', n.tahun, n.bulan), '+1 month', '-1 day'), r.jenis,
    i.id, n.uraian, i.teks, i.satuan, n.nilai, i.batas_bawah IS NULL, n.tanda, n.dikirim_pada, n.umpan, n.tautan,
    {_TERKUNCI.format("s.pegawai_id", "n.tahun", "n.bulan")}, {_BUKTI.format("nilai_id", "n.id")}
    FROM {{}} WHERE {{}}"""
# :orang is {pegawai id: a day}
_DARI_ORANG = "json_each(:orang) o CROSS JOIN catatan c ON c.pegawai_id = CAST(o.key AS INT)"
_DARI_SKP = """json_each(:orang) o CROSS JOIN skp s ON s.pegawai_id = CAST(o.key AS INT)
    CROSS JOIN rhk r ON r.skp_id = s.id CROSS JOIN iki i ON i.rhk_id = r.id CROSS JOIN nilai_bulan n ON n.iki_id = i.id"""
# 'dikirim' stands in the text: a bound value would not meet the partial indexes
MENUNGGU = " UNION ALL ".join((
    _CATATAN.format(_DARI_ORANG, "c.status = 'dikirim' AND c.tanggal < o.value"),
    _NILAI.format(_DARI_SKP, "n.status = 'dikirim' AND printf('%04d-%02d-01', n.tahun, n.bulan) < o.value"),
))  # fmt: skip
_SAH = " UNION ALL ".join((
    _CATATAN.format(_DARI_ORANG, "c.status = 'valid' AND c.tanggal >= o.value"),
    _NILAI.format(_DARI_SKP, "n.status = 'valid' AND printf('%04d-%02d-01', n.tahun, n.bulan) >= o.value"),
))  # fmt: skip
_TERTENTU = " UNION ALL ".join((
    _CATATAN.format("catatan c", "c.id IN (SELECT value FROM json_each(:c))"),
    _NILAI.format(
        "nilai_bulan n JOIN iki i ON i.id = n.iki_id JOIN rhk r ON r.id = i.rhk_id JOIN skp s ON s.id = r.skp_id",
        "n.id IN (SELECT value FROM json_each(:n))",
    ),
))  # fmt: skip


def _baca(sql: str, **values: Any) -> list[Butir]:
    return [_butir(*row) for row in db.execute_sql(sql, values).fetchall()]


def _butir(*row: Any) -> Butir:
    (macam, id_, versi, orang, skp, status, hari, jenis, iki_id, uraian, iki, satuan, nilai, tanpa_batas, tanda, dikirim, umpan,
     tautan, terkunci, bukti) = row  # fmt: skip
    return Butir(
        macam, id_, versi, orang, skp, StatusCatatan(status), date.fromisoformat(hari), jenis, iki_id, uraian, iki, satuan,
        None if nilai is None else Decimal(nilai).scaleb(-4), bool(tanpa_batas), Tanda(tanda) if tanda else None,
        datetime.fromtimestamp((dikirim or 0) / 1000, UTC), umpan, tautan, bool(terkunci),
        tuple((b, nama) for b, nama in loads(bukti)),
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

    def menunggu(self, butir: Iterable[Butir]) -> int:
        """Working days since the oldest of these was sent."""
        sejak = clock.hari(min((b.dikirim_pada for b in butir), default=clock.saat(self.hari)))
        return sum(self.kerja.hari_kerja(sejak + timedelta(days=n)) for n in range(1, (self.hari - sejak).days + 1))


def giliran(pelaku: Pelaku, hari: date) -> Giliran:
    """Three queries."""
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

    @property
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


def _menunggu(g: Giliran, ids: Iterable[int] | None = None) -> dict[int, list[Butir]]:
    """By person, longest waiting first, of all or of these people; locked months are nobody's any more. One query."""
    besok = g.hari + timedelta(days=1)
    batas = dict.fromkeys(g.wilayah.cadangan, g.awal) | dict.fromkeys(g.wilayah.langsung, besok)
    orang = {p: d.isoformat() for p, d in batas.items() if ids is None or p in ids}
    found: dict[int, list[Butir]] = {}
    for b in _baca(MENUNGGU, orang=dumps(orang)):
        if not b.terkunci:
            found.setdefault(b.pegawai_id, []).append(b)
    for rows in found.values():
        rows.sort(key=lambda b: (b.tanggal, b.macam, b.id))
    return dict(sorted(found.items(), key=lambda p: min(b.dikirim_pada for b in p[1])))


def _jumlah(g: Giliran, rows: Mapping[int, list[Butir]]) -> Jumlah:
    butir = [b for r in rows.values() for b in r]
    days = g.menunggu(butir)
    return Jumlah(len(rows), len(butir), days, days > g.aturan.hari_validasi)


def jumlah_menunggu(pelaku: Pelaku, hari: date) -> Jumlah:
    """For Beranda. Four queries."""
    g = giliran(pelaku, hari)
    return _jumlah(g, _menunggu(g))


def antrean(pelaku: Pelaku, hari: date, paging: Paging | None = None) -> tuple[Page[Antre], Jumlah]:
    """Who waits for this actor, longest first, and how many in all; without paging everybody. Five queries."""
    g = giliran(pelaku, hari)
    rows = _menunggu(g)
    paging = paging or Paging(per=max(1, len(rows)))
    mine = list(rows)[paging.offset : paging.offset + paging.per]
    return Page(_antre(g, {p: rows[p] for p in mine}, pelaku), len(rows), paging), _jumlah(g, rows)


def antre_orang(pelaku: Pelaku, pegawai_id: int, hari: date) -> Antre:
    """One person's part, maybe empty. Raises NotFound, NotAllowed. Five queries."""
    g = giliran(pelaku, hari)
    rows = _menunggu(g, [pegawai_id])
    if pegawai_id not in g.wilayah.langsung and not rows:
        tolak_orang(pelaku, pegawai_id, hari)
    return _antre(g, {pegawai_id: rows.get(pegawai_id, [])}, pelaku)[0]


def _antre(g: Giliran, rows: Mapping[int, list[Butir]], pelaku: Pelaku) -> list[Antre]:
    superior = {**g.wilayah.cadangan, **g.wilayah.langsung}
    who = identitas_banyak({*rows, *(superior[p] for p in rows)}, g.hari)
    found = []
    for p, butir in rows.items():
        days, up = g.menunggu(butir), superior[p]
        nama = "" if up == pelaku.pegawai_id else who[up].nama
        found.append(
            Antre(who[p], tuple(butir), days, days > g.aturan.hari_validasi, nama, p not in g.wilayah.langsung)
        )
    return found


def sah_terakhir(pegawai_id: int, hari: date) -> list[Butir]:
    """Valid ones of months that are not locked, the newest first. One query."""
    sejak = (hari - timedelta(days=BUKA_HARI)).isoformat()
    rows = [b for b in _baca(_SAH, orang=dumps({pegawai_id: sejak})) if not b.terkunci]
    return sorted(rows, key=lambda b: (b.tanggal, b.id), reverse=True)[:BUKA_BANYAK]


def ambil_sah(pelaku: Pelaku, pegawai_id: int, kunci: str, hari: date) -> Butir:
    """A thing of that person which the actor may reopen, as "c12" or "n12". Raises NotFound, NotAllowed."""
    cocok = POLA_KUNCI.fullmatch(kunci)
    row = butir_tertentu([(cocok[1], int(cocok[2]))]).get((cocok[1], int(cocok[2]))) if cocok else None
    if row is None or row.pegawai_id != pegawai_id:
        raise NotFound
    if pegawai_id not in wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.VALIDASI).langsung:
        tolak_orang(pelaku, pegawai_id, hari)
    return row
