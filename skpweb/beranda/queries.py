# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""What concerns one person today: four queries, whatever the number of people, units or scorecards."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from json import dumps, loads
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.db import InstantField, db
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import JABATAN_BUKA, RIWAYAT_BERLAKU, STATUS, susunan
from skpweb.pegawai.rules import HARI_PENGINGAT_KONTRAK, KELUAR
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.petruk.rules_alur import StatusPenilaian, StatusPeriode
from skpweb.presensi.queries import aturan_kehadiran
from skpweb.presensi.rules import KOLOM, Kehadiran, Rekap, hitung_kehadiran

MELIHAT_PAPAN = frozenset({"pengelola", "admin", "pembaca", "kepala"})
_MENIT = InstantField()


@dataclass(frozen=True)
class Saya:
    """Who looks, who his superior is and why, and his own figures of last month and today.

    `bawahan`: whose work he judges, each with the superior: himself, or whoever delegated validation to him; `cadangan`:
    the subordinates of those, whose turn is his once a deadline has passed.
    """

    identitas: Identitas
    atasan: Identitas | None
    jalan: tuple[str, ...]
    bulan: tuple[int, int]
    rekap: Rekap | None
    kehadiran: Kehadiran
    pemberitahuan: int
    kontrak_sampai: date | None
    bawahan: dict[int, int]
    cadangan: list[int]


def bulan_lalu(hari: date) -> tuple[int, int]:
    """Year and number of the month before."""
    last = hari.replace(day=1) - timedelta(days=1)
    return last.year, last.month


@dataclass(frozen=True)
class PeriodeBeranda:
    """A period of SI-PETRUK that is not archived, counted within the actor's units.

    `usul`, `tidak`: units that nominate, and that said they do not; `draf`, `kepala` (waits for the head), `siap` (may be
    locked or lacks a figure), `scan` (locked, unsigned): scorecards. `milik`: the actor's own one, once it is final.
    """

    id: int
    nama: str
    status: StatusPeriode
    buka_pada: datetime | None
    tutup_pada: datetime | None
    unit: int
    usul: int
    tidak: int
    draf: int
    kepala: int
    siap: int
    scan: int
    milik: int | None

    @property
    def belum(self) -> int:
        """Units that have said nothing yet."""
        return max(0, self.unit - self.usul - self.tidak)

    def terbuka(self, pada: datetime) -> bool:
        return bool(
            self.status is StatusPeriode.TERBUKA
            and self.buka_pada and self.tutup_pada and self.buka_pada <= pada <= self.tutup_pada
        )  # fmt: skip


_AKHIR = "date(printf('%04d-%02d-01', p.tahun, p.bulan_akhir), '+1 month', '-1 day')"
_PERIODE = f"""SELECT p.id, p.nama, p.status, w.buka_pada, w.tutup_pada,
    (SELECT COUNT(*) FROM unit u WHERE u.dibuka <= {_AKHIR} AND (u.ditutup IS NULL OR u.ditutup > {_AKHIR}) AND {{u}}),
    COUNT(DISTINCT n.unit_id),
    (SELECT COUNT(*) FROM unit_periode x WHERE x.periode_id = p.id AND {{x}}),
    COALESCE(SUM(n.status = 'draf'), 0),
    COALESCE(SUM(n.status = 'tersimpan' AND (n.team_work IS NULL OR n.inovasi_putusan = 'menunggu')), 0),
    COALESCE(SUM(n.status = 'tersimpan' AND n.team_work IS NOT NULL AND n.inovasi_putusan <> 'menunggu'), 0),
    COALESCE(SUM(n.status = 'terkunci'), 0),
    (SELECT m.id FROM penilaian m WHERE m.periode_id = p.id AND m.pegawai_id = :me AND m.beku IS NOT NULL)
FROM periode_petruk p
LEFT JOIN jendela w ON w.tahap = 'petruk' AND w.tahun = p.tahun AND w.kode = CAST(p.id AS TEXT)
LEFT JOIN penilaian n ON n.periode_id = p.id AND n.status <> '{StatusPenilaian.GUGUR}' AND {{n}}
WHERE p.status <> '{StatusPeriode.ARSIP}' GROUP BY p.id ORDER BY p.tahun DESC, p.bulan_akhir DESC LIMIT 6"""


def periode_petruk(pelaku: Pelaku) -> list[PeriodeBeranda]:
    """Newest first. One query."""
    whole = pelaku.unit_ids is None or not pelaku.unit_ids
    inside = {"u": "u.id", "x": "x.unit_id", "n": "n.unit_id"}
    scope = {k: "1" if whole else f"{column} IN (SELECT value FROM json_each(:unit))" for k, column in inside.items()}
    rows = db.execute_sql(
        _PERIODE.format(**scope), {"me": pelaku.pegawai_id, "unit": dumps(sorted(pelaku.unit_ids or ()))}
    )
    return [
        PeriodeBeranda(
            row[0], row[1], StatusPeriode(row[2]), _MENIT.python_value(row[3]), _MENIT.python_value(row[4]), *row[5:]
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Papan:
    """How complete the office's data are, within the actor's units.

    `orang`: people in posts today; `lalu`: on the last day of last month, of whom `presensi` and `ekinerja` have a figure.
    """

    orang: int
    lalu: int
    presensi: int
    ekinerja: int
    bersandi: int
    laporan: int
    kontrak: int
    jabatan_kosong: int
    tanpa_jabatan: int
    penilai_kepala: int


_KELUAR = "(" + ", ".join(f"'{status}'" for status in sorted(KELUAR)) + ")"
_SENDIRI = f"""(SELECT json_array({", ".join(f"m.{k}" for k in KOLOM)}) FROM rekap_presensi m
        WHERE m.pegawai_id = :me AND m.tahun = :tahun AND m.bulan = :bulan),
    (SELECT COUNT(*) FROM pemberitahuan WHERE pegawai_id = :me AND dibaca_pada IS NULL),
    (SELECT MAX(sampai) FROM kontrak WHERE pegawai_id = :me)"""
_ORANG = f"""SELECT DISTINCT r.pegawai_id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
    JOIN pegawai p ON p.id = r.pegawai_id WHERE {RIWAYAT_BERLAKU} AND NOT p.luar AND {{j}}"""
_PAPAN = f"""WITH o(id) AS MATERIALIZED ({_ORANG}), lalu(id) AS MATERIALIZED ({_ORANG.replace(":hari", ":akhir")})
SELECT {_SENDIRI}, (SELECT COUNT(*) FROM o), (SELECT COUNT(*) FROM lalu),
    (SELECT COUNT(*) FROM lalu JOIN rekap_presensi k ON k.pegawai_id = lalu.id AND k.tahun = :tahun AND k.bulan = :bulan),
    (SELECT COUNT(*) FROM lalu JOIN nilai_luar v ON v.pegawai_id = lalu.id AND v.jenis = 'ekinerja'
        AND v.tahun = :tahun AND v.bulan = :bulan),
    (SELECT COUNT(*) FROM o JOIN akun a ON a.pegawai_id = o.id WHERE a.sandi IS NOT NULL),
    (SELECT COUNT(*) FROM laporan_data l WHERE l.selesai_pada IS NULL AND l.pegawai_id IN o),
    (SELECT COUNT(*) FROM (SELECT k.pegawai_id FROM kontrak k WHERE k.pegawai_id IN o GROUP BY k.pegawai_id
        HAVING MAX(k.sampai) BETWEEN :hari AND :batas)),
    (SELECT COUNT(*) FROM jabatan j WHERE {JABATAN_BUKA} AND {{j}} AND NOT EXISTS(
        SELECT 1 FROM riwayat_jabatan r WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU})),
    (SELECT COUNT(*) FROM pegawai p WHERE NOT p.luar AND {{semua}} AND NOT EXISTS(SELECT 1 FROM riwayat_jabatan r
        WHERE r.pegawai_id = p.id AND r.jabatan_id IS NOT NULL AND {RIWAYAT_BERLAKU}) AND {STATUS} NOT IN {_KELUAR}),
    EXISTS(SELECT 1 FROM pejabat_luar l WHERE l.penilai_kepala AND l.mulai <= :hari
        AND (l.sampai IS NULL OR l.sampai >= :hari))"""


def saya_dan_papan(pelaku: Pelaku, hari: date) -> tuple[Saya, Papan | None]:
    """One's own figures, and for those who see it the board of the whole office or of a pengelola's units.

    Three queries; whoever sees no board counts over nobody.
    """
    me, (year, month), board = pelaku.pegawai_id or 0, bulan_lalu(hari), bool(MELIHAT_PAPAN & pelaku.peran)
    whole = pelaku.unit_ids is None or not pelaku.unit_ids
    values: dict[str, Any] = {
        "me": me, "hari": hari.isoformat(), "tahun": year, "bulan": month, "unit": dumps(sorted(pelaku.unit_ids or ())),
        "akhir": (hari.replace(day=1) - timedelta(days=1)).isoformat(),
        "batas": (hari + timedelta(days=HARI_PENGINGAT_KONTRAK[0])).isoformat(),
    }  # fmt: skip
    scope = "0" if not board else "1" if whole else "j.unit_id IN (SELECT value FROM json_each(:unit))"
    row = db.execute_sql(_PAPAN.format(j=scope, semua=int(board and whole)), values).fetchone()
    recap, notices, contract, *figures = row
    rekap = Rekap(*loads(recap)) if recap else None
    tree = susunan([me], hari, saya=me, tugas=TugasDelegasi.VALIDASI, dalam=2)
    up = tree.atasan(me)
    above = {p: boss for p in tree.duduk if p != me and (boss := tree.atasan(p).pegawai_id)}
    below = {p: boss for p, boss in above.items() if boss in tree.saya}
    known = identitas_banyak([me, *([up.pegawai_id] if up.pegawai_id else [])], hari, duduk=up.duduk)
    mine = Saya(
        known[me], known.get(up.pegawai_id or 0), up.jalan, (year, month), rekap,
        hitung_kehadiran([rekap] if rekap else [], aturan_kehadiran()), notices,
        date.fromisoformat(contract) if contract else None,
        below, [p for p, boss in above.items() if p not in below and above.get(boss) in tree.saya],
    )  # fmt: skip
    return mine, Papan(*figures) if board else None
