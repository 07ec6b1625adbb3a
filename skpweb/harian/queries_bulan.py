# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""A month as its page shows it, and whose months a pengelola may lock now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from json import loads
from typing import Any, NamedTuple

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.formats import tanggal
from skpweb.core.tables import Page, Paging
from skpweb.harian.queries import LIHAT_DEPAN, aturan_harian
from skpweb.harian.queries_capaian import CapaianBulan, capaian_banyak, capaian_rentang
from skpweb.harian.rules import StatusCatatan, batas_perbaikan, batas_setuju, batas_validasi
from skpweb.matriks.rules_capaian import CapaianIki, sejak_awal
from skpweb.organisasi.queries import NAMA_UNIT, unit_turunan
from skpweb.pegawai.queries import RIWAYAT_UTAMA, identitas_banyak
from skpweb.pegawai.queries_pohon import baca
from skpweb.periode.queries import kalender
from skpweb.periode.rules import akhir_bulan
from skpweb.presensi.queries import SaringanBulan
from skpweb.presensi.queries_cuti import kalender_orang
from skpweb.skp.rules import StatusSkp


# ---- one person ---------------------------------------------------------------------------------
class BarisKunciBulan(NamedTuple):
    """A lock there was; `dibuka_pada` None: it is in force."""

    id: int
    bulan: int
    capaian: Decimal | None
    dikunci_pada: datetime
    dibuka_pada: datetime | None
    alasan: str
    cara: dict[str, Any]


class BarisSah(NamedTuple):
    """An entry that was sent, or a nilai akhir bulan (without a day)."""

    tanggal: date | None
    nilai: Decimal | None
    status: StatusCatatan
    uraian: str


class BarisLembar(NamedTuple):
    """A signed CKHP by which entries of the month were judged."""

    id: int
    nomor: str
    tanggal: date
    penilai: str


@dataclass(frozen=True)
class HalamanBulan:
    """A person's month with its year: `tahun` by month as far as it has come, `kunci` every lock there was, the one in
    force first; `catatan` what was sent, by IKI (None: without one), `akhir` the nilai akhir bulan by IKI; `lembar` what
    was signed on paper."""

    capaian: CapaianBulan
    tahun: dict[int, CapaianBulan]
    kunci: list[BarisKunciBulan]
    catatan: dict[int | None, list[BarisSah]]
    akhir: dict[int, BarisSah]
    lembar: list[BarisLembar]

    @property
    def lama(self) -> list[BarisKunciBulan]:
        """Locks that were opened again: the former figures."""
        return [k for k in self.kunci if k.dibuka_pada]

    def sejak_awal(self, iki: CapaianIki) -> Decimal | None:
        """The year figure of an IKI up to this month."""
        bulan = [i for b, c in self.tahun.items() if b <= self.capaian.bulan for i in c.iki if i.iki_id == iki.iki_id]
        return sejak_awal(bulan)


# Locks of the year; what was sent in the month, and signed on paper.
_HALAMAN = """SELECT 'kunci', id, bulan, capaian, dikunci_pada, dibuka_pada, alasan, cara FROM kunci_bulan
    WHERE pegawai_id = :orang AND tahun = :tahun
UNION ALL SELECT 'catatan', id, iki_id, realisasi, status, uraian, tanggal, '' FROM catatan
    WHERE pegawai_id = :orang AND tanggal BETWEEN :awal AND :akhir AND status <> 'konsep'
UNION ALL SELECT 'akhir', n.id, n.iki_id, n.nilai, n.status, n.uraian, '', ''
    FROM skp k JOIN rhk h ON h.skp_id = k.id JOIN iki i ON i.rhk_id = h.id JOIN nilai_bulan n ON n.iki_id = i.id
    WHERE k.pegawai_id = :orang AND n.tahun = :tahun AND n.bulan = :bulan AND n.status <> 'konsep'
UNION ALL SELECT 'lembar', l.id, 0, 0, l.nomor, p.nama, l.tanggal, '' FROM lembar_ckhp l JOIN pegawai p ON p.id = l.penilai_id
    WHERE l.pegawai_id = :orang AND l.tahun = :tahun AND l.bulan = :bulan
ORDER BY 7, 2"""


def halaman_bulan(pegawai_id: int, tahun: int, bulan: int, pada: datetime) -> HalamanBulan:
    """Four queries, one where all months shown are locked."""
    kini = clock.hari(pada)
    akhir = 12 if tahun < kini.year else max(bulan, kini.month if tahun == kini.year else 1)
    rows = db.execute_sql(_HALAMAN, {
        "orang": pegawai_id, "tahun": tahun, "bulan": bulan, "awal": date(tahun, bulan, 1).isoformat(),
        "akhir": akhir_bulan(tahun, bulan).isoformat(),
    }).fetchall()  # fmt: skip
    kunci = sorted((_kunci(row) for row in rows if row[0] == "kunci"), key=lambda k: -k.id)
    berlaku = {k.bulan: k for k in kunci if k.dibuka_pada is None and k.bulan <= akhir}
    isi = capaian_rentang([pegawai_id], tahun, 1, akhir, pada, kunci={pegawai_id: berlaku})[pegawai_id]
    catatan: dict[int | None, list[BarisSah]] = {}
    for row in rows:
        if row[0] == "catatan":
            catatan.setdefault(row[2], []).append(_sah(row))
    akhir_iki = {row[2]: _sah(row) for row in rows if row[0] == "akhir"}
    lembar = [BarisLembar(row[1], row[4], date.fromisoformat(row[6]), row[5]) for row in rows if row[0] == "lembar"]
    return HalamanBulan(isi[bulan], isi, [k for k in kunci if k.bulan == bulan], catatan, akhir_iki, lembar)


def _kunci(row: tuple[Any, ...]) -> BarisKunciBulan:
    _, id_, bulan, capaian, dikunci, dibuka, alasan, cara = row
    nilai = None if capaian is None else Decimal(capaian).scaleb(-2)
    buka = None if dibuka is None else clock.dari(dibuka)
    return BarisKunciBulan(id_, bulan, nilai, clock.dari(dikunci), buka, alasan, loads(cara))


def _sah(row: tuple[Any, ...]) -> BarisSah:
    _, _, _, angka, status, uraian, hari, _ = row
    nilai = None if angka is None else Decimal(angka).scaleb(-4)
    return BarisSah(date.fromisoformat(hari) if hari else None, nilai, StatusCatatan(status), uraian)


# ---- whose month stays open ---------------------------------------------------------------------
_JAM = """SELECT k.pegawai_id, k.nomor || '-' || k.tahun, k.status, k.mulai, k.ditetapkan_pada FROM skp k
    WHERE k.pegawai_id IN (SELECT value FROM json_each(:ids)) AND k.tahun = :tahun
        AND k.status NOT IN ('batal', 'diganti') AND k.mulai <= :hari AND k.sampai >= :awal
    UNION ALL SELECT c.pegawai_id, 'catatan', c.status, '', MAX(c.dinilai_pada) FROM catatan c
    WHERE c.pegawai_id IN (SELECT value FROM json_each(:ids)) AND c.tanggal BETWEEN :awal AND :hari
        AND c.status = 'perbaikan' GROUP BY c.pegawai_id
    UNION ALL SELECT k.pegawai_id, 'nilai', n.status, '', MAX(n.dinilai_pada) FROM skp k JOIN rhk h ON h.skp_id = k.id
    JOIN iki i ON i.rhk_id = h.id JOIN nilai_bulan n ON n.iki_id = i.id
    WHERE k.pegawai_id IN (SELECT value FROM json_each(:ids)) AND n.tahun = :tahun AND n.bulan = :bulan
        AND n.status = 'perbaikan' GROUP BY k.pegawai_id"""


BELUM_ADA = "Belum ada SKP yang mencakup bulan ini."


def tahan_bulan(tahun: int, bulan: int, pada: datetime) -> str:
    """Why nobody's month can be locked yet: the clock of validation, by the office's calendar; "" once it has passed."""
    batas = batas_validasi(kalender(None), tahun, bulan, aturan_harian())
    return f"Bulan ini dikunci sesudah batas validasi, {tanggal(batas)}." if clock.hari(pada) <= batas else ""


def tahan_kunci(ids: Iterable[int], tahun: int, bulan: int, pada: datetime) -> dict[int, str]:
    """Why a person's own month stays open though that clock has passed, in words; who is missing may be locked.

    No agreed plan, perbaikan, days before the first agreement, by his own calendar (rules §4). At most six queries.
    """
    orang, hari, aturan = list(ids), clock.hari(pada), aturan_harian()
    awal = date(tahun, bulan, 1)
    tahan = dict.fromkeys(orang, BELUM_ADA)
    jam: list[tuple[int, bool, date]] = []
    for p, nama, status, mulai, saat in baca(
        _JAM, akhir_bulan(tahun, bulan), ids=orang, tahun=tahun, bulan=bulan, awal=awal.isoformat()
    ):
        if status == StatusCatatan.PERBAIKAN:
            jam.append((p, False, clock.hari_dari(saat)))
        elif not StatusSkp(status).berlaku:
            tahan[p] = f"SKP {nama} belum ditetapkan; bulan ini terbuka sampai sesudahnya."
        else:
            if tahan.get(p) == BELUM_ADA:
                del tahan[p]
            if max(awal, date.fromisoformat(mulai)) < clock.hari_dari(saat):
                jam.append((p, True, clock.hari_dari(saat)))
    unit = {p: i.unit_id for p, i in identitas_banyak({p for p, *_ in jam}, hari).items()} if jam else {}
    kalender_mereka = kalender_orang(unit, awal, hari + LIHAT_DEPAN) if jam else {}
    for p, setuju, mulai in jam:
        kal = kalender_mereka[p]
        batas = batas_setuju(kal, mulai, aturan) if setuju else batas_perbaikan(kal, mulai)
        if hari <= batas:
            sebab = "melengkapi kinerja sebelum SKP ditetapkan" if setuju else "mengirim ulang yang perlu perbaikan"
            tahan.setdefault(p, f"Masih dapat {sebab} sampai {tanggal(batas)}.")
    return tahan


# ---- the list of the pengelola ------------------------------------------------------------------
@dataclass(frozen=True)
class BarisKunci:
    """A person's month; `tahan`: why it cannot be locked now."""

    pegawai_id: int
    nama: str
    nip: str
    unit: str
    capaian: CapaianBulan
    tahan: str


@dataclass(frozen=True)
class DaftarKunci:
    """A page of the list, and how many of all months the filter of units leaves are locked. `tahan`: why nobody's is."""

    page: Page[BarisKunci]
    tahan: str
    terkunci: int
    semua: int


_DARI = f"""FROM pegawai p JOIN riwayat_jabatan r ON r.id = {RIWAYAT_UTAMA} JOIN jabatan j ON j.id = r.jabatan_id
    JOIN unit u ON u.id = j.unit_id LEFT JOIN kunci_bulan k ON k.pegawai_id = p.id AND k.tahun = :tahun
        AND k.bulan = :bulan AND k.dibuka_pada IS NULL
    WHERE NOT p.luar"""


def _saring(pelaku: Pelaku, s: SaringanBulan) -> tuple[str, dict[str, Any]]:
    sql, nilai = _DARI, {"tahun": s.tahun, "bulan": s.bulan}
    for unit in (unit_turunan([s.unit_id]) if s.unit_id else None, pelaku.unit_ids):
        if unit is not None:
            sql += f" AND u.id IN ({', '.join(str(int(u)) for u in unit)})"
    return sql, nilai


def orang_terbuka(pelaku: Pelaku, tahun: int, bulan: int, unit_id: int | None = None) -> dict[int, str]:
    """Names of people of own units (as on the month's last day) whose month is not locked, by id. Two queries."""
    dari, nilai = _saring(pelaku, SaringanBulan(tahun, bulan, unit_id))
    return dict(
        baca(f"SELECT p.id, p.nama {dari} AND k.id IS NULL ORDER BY p.nama", akhir_bulan(tahun, bulan), **nilai)
    )


def daftar_kunci(pelaku: Pelaku, s: SaringanBulan, paging: Paging, pada: datetime) -> DaftarKunci:
    """People of own units with their month; `keadaan` "belum" or "terkunci". At most nine queries."""
    dari, nilai = _saring(pelaku, s)
    akhir, cari = akhir_bulan(s.tahun, s.bulan), s.cari.strip().lower()
    cocok = "(:cari = '' OR instr(lower(nama), :cari) OR instr(nip, :nomor))"
    cocok += {"belum": " AND kunci IS NULL", "terkunci": " AND kunci IS NOT NULL"}.get(s.keadaan, "")
    rows = baca(
        f"""WITH orang AS MATERIALIZED (SELECT p.id, p.nama, p.nip, u.id AS unit, k.id AS kunci {dari}),
        halaman AS (SELECT * FROM orang WHERE {cocok} ORDER BY nama, id LIMIT :per OFFSET :offset)
        SELECT h.id, h.nama, h.nip, {NAMA_UNIT}, semua.cocok, semua.banyak, semua.terkunci
        FROM (SELECT COUNT(*) AS banyak, COUNT(kunci) AS terkunci, SUM({cocok}) AS cocok FROM orang) semua
        LEFT JOIN halaman h LEFT JOIN unit u ON u.id = h.unit ORDER BY h.nama, h.id""",
        akhir, **nilai, cari=cari, nomor=cari.replace(" ", ""), per=paging.per, offset=paging.offset,
    )  # fmt: skip
    jumlah, semua, terkunci = rows[0][-3:]
    rows = [r[:4] for r in rows if r[0] is not None]
    ids = [r[0] for r in rows]
    capaian, bersama = capaian_banyak(ids, s.tahun, s.bulan, pada), tahan_bulan(s.tahun, s.bulan, pada)
    tahan = dict.fromkeys(ids, bersama) if bersama else tahan_kunci(ids, s.tahun, s.bulan, pada)
    baris = [
        BarisKunci(p, nama, nip or "", unit, capaian[p], "" if capaian[p].terkunci else tahan.get(p, ""))
        for p, nama, nip, unit in rows
    ]
    return DaftarKunci(Page(baris, jumlah or 0, paging), bersama, terkunci, semua)
