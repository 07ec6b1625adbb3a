# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""A person's month of logs as it stands, day by day."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from json import dumps
from typing import Any

from skpweb.core import clock
from skpweb.core.db import db
from skpweb.core.errors import AppError, RuleViolation
from skpweb.harian.queries import BUKTI, Waktu, baca_bukti, waktu_dari
from skpweb.harian.rules import ALUR_CATATAN, JenisCatatan, StatusCatatan, Tanda, dijumlahkan, status_hari
from skpweb.matriks.queries import TARGET_BERLAKU
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pengaturan.queries import aturan
from skpweb.periode.rules import akhir_bulan
from skpweb.skp.queries import isi_hidup
from skpweb.skp.rules_isi import IsiIki, IsiRhk, IsiSkp

LIHAT_BELAKANG = timedelta(days=14)  # entries of these days before the month are read too, to repeat the last ones
Bukti = tuple[tuple[int, str], ...]
"""Ids and names of files."""


@dataclass(frozen=True)
class _Baris:
    """What an entry and a nilai akhir bulan have both."""

    id: int
    versi: int
    status: StatusCatatan
    umpan: str
    dinilai_pada: datetime | None
    uraian: str
    tautan: str
    bukti: Bukti


@dataclass(frozen=True)
class BarisCatatan(_Baris):
    """An entry as it is read."""

    skp_id: int
    iki_id: int | None
    tanggal: date
    jenis: JenisCatatan
    realisasi: Decimal | None
    jam: str
    lokasi: str


@dataclass(frozen=True)
class BarisNilai(_Baris):
    """A nilai akhir bulan as it is read."""

    iki_id: int
    nilai: Decimal | None
    tanda: Tanda | None


@dataclass(frozen=True)
class HariKerja:
    """A day of the calendar; `status`: that of its entries which asks most."""

    tanggal: date
    kerja: bool
    libur: str
    jumlah: int
    status: StatusCatatan | None


@dataclass(frozen=True)
class BulanHarian:
    """A person's month of logs. `nilai`: what stands or should stand at the end of the month, by IKI that is not summed."""

    waktu: Waktu
    isi: dict[int, IsiSkp]
    semua: list[BarisCatatan]
    nilai: dict[int, tuple[IsiIki, BarisNilai | None]]

    @property
    def wajib_bukti(self) -> bool:
        """Of a PPPK paruh waktu every entry carries a file ⚙."""
        return self.waktu.orang.kepegawaian is Kepegawaian.PARUH_WAKTU and aturan("harian.bukti_paruh_waktu")

    @cached_property
    def catatan(self) -> list[BarisCatatan]:
        """The month's entries by day."""
        return [c for c in self.semua if c.tanggal.month == self.waktu.bulan]

    @cached_property
    def _per_hari(self) -> dict[date, list[BarisCatatan]]:
        found: dict[date, list[BarisCatatan]] = {}
        for c in self.catatan:
            found.setdefault(c.tanggal, []).append(c)
        return found

    def pada(self, hari: date) -> list[BarisCatatan]:
        return self._per_hari.get(hari, [])

    def terakhir_sebelum(self, hari: date) -> list[BarisCatatan]:
        """The entries of the last day before that has any."""
        lalu = [c for c in self.semua if c.tanggal < hari]
        return [c for c in lalu if c.tanggal == lalu[-1].tanggal]

    @cached_property
    def minggu(self) -> list[HariKerja | None]:
        """The calendar, Monday first; None before the first and after the last day."""
        w = self.waktu
        days = Calendar().itermonthdates(w.tahun, w.bulan)
        return [self._sel(d) if d.month == w.bulan else None for d in days]

    def _sel(self, hari: date) -> HariKerja:
        kerja, libur, ada = self.waktu.kalender.hari_kerja(hari), self.waktu.kalender.libur_pada(hari), self.pada(hari)
        return HariKerja(hari, kerja, libur.nama if libur else "", len(ada), status_hari(c.status for c in ada))

    @property
    def hari_kerja(self) -> int:
        return sum(h.kerja for h in self.minggu if h)

    @property
    def hari_terisi(self) -> int:
        """Working days with an entry that was not refused."""
        return sum(h.kerja and h.status not in (None, StatusCatatan.DITOLAK) for h in self.minggu if h)

    @cached_property
    def indikator(self) -> dict[int, tuple[IsiRhk, IsiIki]]:
        """The IKI of the month's plans by id, with their RHK."""
        return {i.id: (r, i) for isi in self.isi.values() for r in isi.rhk for i in r.iki}

    def tahan(self, butir: BarisCatatan | BarisNilai) -> AppError | None:
        """Why this of the month cannot be sent now; None: it can."""
        if isinstance(butir, BarisCatatan):
            skp_id, hari = butir.skp_id, butir.tanggal
        else:
            skp_id, hari = self.indikator[butir.iki_id][0].skp_id, date(self.waktu.tahun, self.waktu.bulan, 1)
        kunci = skp_id, hari, butir.dinilai_pada if butir.status is StatusCatatan.PERBAIKAN else None
        if kunci not in self._tahan:
            self._tahan[kunci] = self._hitung_tahan(*kunci)
        return self._tahan[kunci]

    @cached_property
    def _tahan(self) -> dict[tuple[int, date, datetime | None], AppError | None]:
        """What was found, since many entries share it."""
        return {}

    def _hitung_tahan(self, skp_id: int, hari: date, perbaikan: datetime | None) -> AppError | None:
        skp = next((s for s in self.waktu.skp if s.id == skp_id), None)
        if skp is None or hari > skp.sampai:
            return RuleViolation("SKP catatan ini tidak berlaku lagi. Pilih Ubah, lalu indikator dari SKP yang baru.")
        return self.waktu.tahan_kirim(hari, skp, perbaikan)

    @property
    def butir(self) -> list[BarisCatatan | BarisNilai]:
        """All entries and figures of the month."""
        return [*self.catatan, *(n for _, n in self.nilai.values() if n)]

    @cached_property
    def belum_dikirim(self) -> list[tuple[BarisCatatan | BarisNilai, AppError | None]]:
        """What is still the employee's to send, each with why it cannot be sent now."""
        return [(b, self.tahan(b)) for b in self.butir if ALUR_CATATAN.boleh(b.status, "kirim")]

    def iki_biasa(self, skp_id: int) -> int | None:
        """The indicator of this plan that was written on last."""
        milik = [c for c in self.semua if c.iki_id in self.indikator and c.skp_id == skp_id]
        return max(milik, key=lambda c: c.id).iki_id if milik else None


# The lock; entries; nilai akhir bulan of what is planned for the month or has a figure.
_SAMA = "x.versi, x.status, x.umpan, x.dinilai_pada, x.uraian, x.tautan"
_BULAN = f"""SELECT 'kunci', 0, 0, '', '', dikunci_pada, '', '', '', NULL, NULL, '', NULL, NULL, '', ''
    FROM kunci_bulan WHERE pegawai_id = :orang AND tahun = :tahun AND bulan = :bulan AND dibuka_pada IS NULL
UNION ALL SELECT 'catatan', x.id, {_SAMA}, {BUKTI.format("catatan", "x.id")}, x.skp_id, x.iki_id, x.tanggal, x.jenis,
    x.realisasi, x.jam, x.lokasi
    FROM catatan x WHERE x.pegawai_id = :orang AND x.tanggal BETWEEN :dari AND :sampai
UNION ALL SELECT 'nilai', x.id, {_SAMA}, {BUKTI.format("nilai", "x.id")}, h.skp_id, i.id, '', x.tanda, x.nilai, '', ''
    FROM rhk h JOIN iki i ON i.rhk_id = h.id
    LEFT JOIN nilai_bulan x ON x.iki_id = i.id AND x.tahun = :tahun AND x.bulan = :bulan
    WHERE h.skp_id IN (SELECT value FROM json_each(:skp)) AND (x.id IS NOT NULL OR EXISTS(
        SELECT 1 FROM target t WHERE t.iki_id = i.id AND t.bulan = :bulan AND {TARGET_BERLAKU}))
ORDER BY 12, 2"""


def bulan_harian(pegawai_id: int, tahun: int, bulan: int, pada: datetime) -> BulanHarian:
    """The month as it stands. Five queries, whatever the number of entries."""
    awal, akhir = date(tahun, bulan, 1), akhir_bulan(tahun, bulan)
    rencana = isi_hidup(pegawai_id, awal, akhir)
    rows = db.execute_sql(_BULAN, {
        "orang": pegawai_id, "tahun": tahun, "bulan": bulan, "dari": (awal - LIHAT_BELAKANG).isoformat(),
        "sampai": akhir.isoformat(), "skp": dumps([s.id for s, _ in rencana]),
    }).fetchall()  # fmt: skip
    kunci = next((clock.dari(row[5]) for row in rows if row[0] == "kunci"), None)
    w = waktu_dari(pegawai_id, tahun, bulan, [s for s, _ in rencana], kunci, pada)
    isi = {s.id: i for s, i in rencana}
    catatan = [_catatan(row) for row in rows if row[0] == "catatan"]
    return BulanHarian(w, isi, catatan, _nilai(isi.values(), [row for row in rows if row[0] == "nilai"]))


def _sama(row: tuple[Any, ...]) -> tuple[int, int, StatusCatatan, str, datetime | None, str, str, Bukti]:
    id_, versi, status, umpan, dinilai, uraian, tautan, bukti = row[1:9]
    dinilai_pada = None if dinilai is None else clock.dari(dinilai)
    return id_, versi, StatusCatatan(status), umpan, dinilai_pada, uraian, tautan, baca_bukti(bukti)


def _catatan(row: tuple[Any, ...]) -> BarisCatatan:
    skp_id, iki_id, hari, jenis, angka, jam, lokasi = row[9:]
    return BarisCatatan(
        *_sama(row), skp_id, iki_id, date.fromisoformat(hari), JenisCatatan(jenis), _angka(angka), jam, lokasi
    )


def _nilai(isi: Iterable[IsiSkp], rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[IsiIki, BarisNilai | None]]:
    """By IKI that is not summed, in print order."""
    ada = {row[10]: row for row in rows}
    iki = [i for x in isi for i in x.iki if i.id in ada and not dijumlahkan(i)]
    return {i.id: (i, _akhir(ada[i.id])) for i in iki}


def _akhir(row: tuple[Any, ...]) -> BarisNilai | None:
    _, iki_id, _, tanda, angka, _, _ = row[9:]
    return None if row[1] is None else BarisNilai(*_sama(row), iki_id, _angka(angka), Tanda(tanda) if tanda else None)


def _angka(bulat: int | None) -> Decimal | None:
    return None if bulat is None else Decimal(bulat).scaleb(-4)
