# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Plan, logs and month of one person, what waits for him as a superior, and how far each unit is: one query, raw rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from json import dumps, loads
from typing import Any

from skpweb.beranda.queries import Saya
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import InstantField, db
from skpweb.harian.queries_kertas import MENUNGGU
from skpweb.harian.rules import StatusCatatan
from skpweb.organisasi.queries import NAMA_UNIT
from skpweb.pegawai.queries_pohon import BERLAKU, RIWAYAT_BERLAKU
from skpweb.skp.rules import StatusSkp

_MENIT = InstantField()
TERKIRIM = "('dikirim', 'valid', 'perbaikan', 'ditolak')"
SAH = "('setuju', 'ditutup')"
HIDUP = "status NOT IN ('batal', 'diganti')"


@dataclass(frozen=True)
class SkpSaya:
    """An own plan that counts. `kembali_pada`: when it was last sent back."""

    id: int
    nama: str
    tahun: int
    status: StatusSkp
    mulai: date
    sampai: date
    diajukan_pada: datetime | None
    ditetapkan_pada: datetime | None
    kembali_pada: datetime | None

    @property
    def tahap(self) -> int:
        """Of three steps: written, sent, agreed."""
        return 3 if self.status.berlaku else 2 if self.status is StatusSkp.PERIKSA else 1


@dataclass(frozen=True)
class Antrean:
    """What waits for a superior: how many, of how many people, since when, the earliest day of work."""

    banyak: int = 0
    orang: int = 0
    sejak: datetime | None = None
    tanggal: date | None = None


@dataclass(frozen=True)
class UnitKinerja:
    """People of a unit who owe a plan; how many of them have it agreed, waiting, and sent no log last month."""

    nama: str
    orang: int
    setuju: int
    periksa: int
    terkirim: int
    terkunci: int

    @property
    def belum(self) -> int:
        """Plans not sent yet."""
        return self.orang - self.setuju - self.periksa


@dataclass(frozen=True)
class Kinerja:
    """Everything of the query. `jendela`: end of a year's window of plans, and of an exception for him; `hari`: how many
    entries each day has in each state; `perbaikan`: day and moment of each entry sent back; `nilai`: (planned, not sent)
    nilai akhir bulan of last month; `capaian`: of locked months; `antre_skp`: (owner, year, last sent) of plans that wait for
    the superior or his own."""

    skp: list[SkpSaya]
    jendela: dict[int, tuple[datetime, datetime | None]]
    hari: dict[date, dict[StatusCatatan, int]]
    perbaikan: list[tuple[date, datetime]]
    nilai: tuple[int, int]
    capaian: dict[tuple[int, int], Decimal | None]
    antre_skp: list[tuple[int, int, datetime]]
    antre_catatan: Antrean
    unit: list[UnitKinerja]

    def skp_pada(self, hari: date) -> SkpSaya | None:
        return next((s for s in reversed(self.skp) if s.mulai <= hari <= s.sampai), None)


SKP = """json_array(s.id, s.nomor, s.tahun, s.status, s.mulai, s.sampai, s.diajukan_pada, s.ditetapkan_pada,
    (SELECT MAX(l.pada) FROM langkah l WHERE l.skp_id = s.id AND l.ke = 'revisi'))"""
_SENDIRI = f"""(SELECT json_group_array({SKP})
    FROM skp s WHERE s.pegawai_id = :saya AND s.tahun >= :dari AND s.{HIDUP}),
(SELECT json_group_array(json_array(j.tahun, j.tutup_pada, (SELECT MAX(e.sampai_pada) FROM pengecualian e
        WHERE e.jendela_id = j.id AND e.dicabut_pada IS NULL AND e.oleh_id IS NOT :saya AND (e.pegawai_id = :saya
        OR e.unit_id IN (WITH RECURSIVE naik(id) AS (SELECT :unit_saya UNION SELECT u.induk_id FROM unit u
            JOIN naik ON u.id = naik.id) SELECT id FROM naik)))))
    FROM jendela j WHERE j.tahap = 'skp' AND j.kode = '' AND j.tahun >= :dari),
(SELECT json_group_array(json_array(tanggal, status, banyak)) FROM (SELECT tanggal, status, COUNT(*) AS banyak
    FROM catatan WHERE pegawai_id = :saya AND tanggal >= :awal GROUP BY tanggal, status)),
(SELECT json_group_array(json_array(tanggal, dinilai_pada)) FROM catatan
    WHERE pegawai_id = :saya AND tanggal >= :awal AND status = 'perbaikan'),
(SELECT json_array(COUNT(*), COALESCE(SUM(n.id IS NULL OR n.status IN ('konsep', 'perbaikan')), 0))
    FROM skp s JOIN rhk h ON h.skp_id = s.id JOIN iki i ON i.rhk_id = h.id
    JOIN target t ON t.iki_id = i.id AND t.bulan = :bulan
    LEFT JOIN nilai_bulan n ON n.iki_id = i.id AND n.tahun = :tahun AND n.bulan = :bulan
    WHERE s.pegawai_id = :saya AND s.status IN {SAH} AND s.mulai <= :lalu_akhir AND s.sampai >= :lalu
    AND NOT (i.agregasi = 'jumlah' AND i.arah = 'naik' AND i.batas_bawah IS NOT NULL)),
(SELECT json_group_array(json_array(tahun, bulan, capaian)) FROM kunci_bulan
    WHERE pegawai_id = :saya AND dibuka_pada IS NULL AND tahun >= :dari - 1)"""
_ANTREAN = f"""(SELECT json_group_array(json_array(pegawai_id, tahun, diajukan_pada)) FROM skp WHERE status = 'periksa'
    AND pegawai_id IN (SELECT value FROM json_each(:sendiri) UNION ALL SELECT value FROM json_each(:cadangan))),
(SELECT json_array(COUNT(*), COUNT(DISTINCT orang), MIN(sejak), MIN(tanggal)) FROM ({MENUNGGU}
    UNION ALL SELECT * FROM ({MENUNGGU.replace(":ids", ":cadangan")}) WHERE tanggal < :lewat))"""
_UNIT = f"""(SELECT json_group_array(json_array(nama, orang, setuju, periksa, terkirim, terkunci)) FROM (
    SELECT {NAMA_UNIT} AS nama, COUNT(*) AS orang,
        COUNT(*) FILTER (WHERE k.status IN {SAH}) AS setuju, COUNT(*) FILTER (WHERE k.status = 'periksa') AS periksa,
        SUM(EXISTS(SELECT 1 FROM catatan c WHERE c.pegawai_id = p.id AND c.tanggal BETWEEN :lalu AND :lalu_akhir
            AND c.status IN {TERKIRIM})) AS terkirim,
        SUM(EXISTS(SELECT 1 FROM kunci_bulan b WHERE b.pegawai_id = p.id AND b.tahun = :tahun AND b.bulan = :bulan
            AND b.dibuka_pada IS NULL)) AS terkunci
    FROM riwayat_jabatan r JOIN pegawai p ON p.id = r.pegawai_id JOIN jabatan j ON j.id = r.jabatan_id
    JOIN unit u ON u.id = j.unit_id LEFT JOIN skp k ON k.id = (SELECT s.id FROM skp s
        WHERE s.pegawai_id = p.id AND s.tahun = :dari AND s.{HIDUP} ORDER BY s.nomor DESC LIMIT 1)
    WHERE {RIWAYAT_BERLAKU} AND NOT p.luar AND {{j}}
    AND (r.kedudukan = 'definitif' OR NOT EXISTS(SELECT 1 FROM riwayat_jabatan d
        WHERE d.pegawai_id = p.id AND d.kedudukan = 'definitif' AND {BERLAKU.format("d")}))
    AND p.id NOT IN (SELECT t.pegawai_id FROM status_pegawai t WHERE {BERLAKU.format("t")}
        AND t.status NOT IN ('aktif', 'tugas_belajar')) GROUP BY u.id))"""


BESAR = 500  # people from whom on the board of units is counted once a minute: nobody acts on its last second
SEGAR = timedelta(minutes=1)
_ingatan: dict[tuple[str, str, str], tuple[datetime, str]] = {}  # database, day, units → when, the board


def kinerja(pelaku: Pelaku, saya: Saya, hari: date, *, papan: bool, lewat: date) -> Kinerja:
    """Of this person, and with `papan` of the units within his authority. Entries of days before `lewat` should have been
    validated by now. One query; the board of a large office may be a minute old."""
    year, month = saya.bulan
    whole = not pelaku.unit_ids
    scope = "1" if whole else "j.unit_id IN (SELECT value FROM json_each(:unit))"
    last = hari.replace(day=1) - timedelta(days=1)
    units, now = dumps(sorted(pelaku.unit_ids or ())), clock.waktu_mesin()
    key = (str(db.database), hari.isoformat(), units)
    at, known = _ingatan.get(key, (now - SEGAR, ""))
    fresh = bool(known) and now - at < SEGAR
    board = "'[]'" if not papan else ":papan" if fresh else _UNIT.format(j=scope)
    row = db.execute_sql(
        f"SELECT {_SENDIRI}, {_ANTREAN}, {board}",
        {
            "saya": saya.identitas.pegawai_id, "unit_saya": saya.identitas.unit_id, "hari": hari.isoformat(),
            "dari": hari.year, "awal": min(date(hari.year, 1, 1), date(year, month, 1)).isoformat(), "tahun": year,
            "bulan": month, "lalu": last.replace(day=1).isoformat(), "lalu_akhir": last.isoformat(),
            "ids": dumps(list(saya.bawahan)), "cadangan": dumps(saya.cadangan), "lewat": lewat.isoformat(),
            "sendiri": dumps([p for p, up in saya.bawahan.items() if up == saya.identitas.pegawai_id]), "unit": units, "papan": known,
        },
    ).fetchone()  # fmt: skip
    skp, windows, days, returned, nilai, locks, plans, entries, seen = map(loads, row)
    if papan and not fresh and sum(u[1] for u in seen) > BESAR:
        if len(_ingatan) > 50:
            _ingatan.clear()
        _ingatan[key] = (now, row[-1])
    return Kinerja(
        sorted((baca_skp(*s) for s in skp), key=lambda s: s.mulai), {year: (_pada(end), _pada(longer)) for year, end, longer in windows}, _hari(days),
        [(date.fromisoformat(d), _pada(at)) for d, at in returned if at], tuple(nilai),
        {(y, m): None if c is None else Decimal(c).scaleb(-2) for y, m, c in locks},
        [(p, y, _pada(at)) for p, y, at in plans], antrean(*entries), [UnitKinerja(*u) for u in seen],
    )  # fmt: skip


def _pada(value: int | None) -> Any:
    return _MENIT.python_value(value)


def baca_skp(id_: int, nomor: int, tahun: int, status: str, mulai: str, sampai: str, *pada: int | None) -> SkpSaya:
    """From a row: columns in the order of SKP."""
    span = date.fromisoformat(mulai), date.fromisoformat(sampai)
    return SkpSaya(id_, f"{nomor}-{tahun}", tahun, StatusSkp(status), *span, *map(_pada, pada))


def _hari(rows: Iterable[tuple[str, str, int]]) -> dict[date, dict[StatusCatatan, int]]:
    found: dict[date, dict[StatusCatatan, int]] = {}
    for hari, status, banyak in rows:
        found.setdefault(date.fromisoformat(hari), {})[StatusCatatan(status)] = banyak
    return found


def antrean(banyak: int, orang: int, sejak: int | None, tanggal: str | None) -> Antrean:
    """From a row."""
    return Antrean(banyak, orang, _pada(sejak), date.fromisoformat(tanggal) if tanggal else None)
