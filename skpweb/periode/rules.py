"""Windows to the minute, exceptions, the work calendar and the clocks that run on it. Pure: time is a parameter."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import Berlabel
from skpweb.core.settings import Aturan

SATU_HARI = timedelta(days=1)

ATURAN = (
    Aturan(
        "periode.hari_jendela_pribadi", "Jendela SKP sesudah TMT", 10,
        "Hari kerja sejak TMT bagi pegawai baru, pindah jabatan, kontrak baru, atau kembali bekerja.",
        minimum=1, maksimum=60,
    ),
)  # fmt: skip


class Tahap(Berlabel):
    """A stage of the year that has windows."""

    PK = "pk", "Perjanjian Kinerja"
    SKP = "skp", "Penyusunan SKP"
    SKP_ADENDUM = "skp_adendum", "Adendum SKP"
    CKHP = "ckhp", "Kinerja harian (CKHP)"
    EVALUASI = "evaluasi", "Evaluasi kinerja"
    PETRUK = "petruk", "SI-PETRUK"
    TIGA60 = "tiga60", "Perilaku 360°"


class StatusJendela(StrEnum):
    BELUM_DIATUR = "belum_diatur"
    BELUM_DIBUKA = "belum_dibuka"
    TERBUKA = "terbuka"
    DITUTUP = "ditutup"


TANDA = {
    StatusJendela.BELUM_DIATUR: ("off", "s-konsep", "Belum diatur"),
    StatusJendela.BELUM_DIBUKA: ("now", "clock", "Belum dibuka"),
    StatusJendela.TERBUKA: ("good", "s-setuju", "Dibuka"),
    StatusJendela.DITUTUP: ("off", "lock", "Ditutup"),
}


class Jalan(StrEnum):
    """Through what a window is open, or was last, for the one who asks."""

    UMUM = "umum"
    PRIBADI = "pribadi"
    PENGECUALIAN = "pengecualian"


@dataclass(frozen=True)
class Rentang:
    """From the first to the last moment, both included."""

    buka_pada: datetime
    tutup_pada: datetime

    def memuat(self, pada: datetime) -> bool:
        """Both ends belong to it; moments are kept in milliseconds, what is finer is cut off."""
        return self.buka_pada <= pada.replace(microsecond=pada.microsecond // 1000 * 1000) <= self.tutup_pada


@dataclass(frozen=True)
class Keadaan:
    """Whether a stage is open for one person at one moment, and through what."""

    status: StatusJendela
    rentang: Rentang | None
    jalan: Jalan = Jalan.UMUM

    @property
    def terbuka(self) -> bool:
        return self.status is StatusJendela.TERBUKA


@dataclass(frozen=True)
class KeadaanJendela:
    """A state told in words, for whoever stands before it: what, since or until when, by which rule, who can open.

    `batas_pada`: the end of the person's own window, general or after TMT, exceptions left out; None: there is none.
    """

    terbuka: bool
    tanda: tuple[str, str, str]  # tone, sign and word of the status
    judul: str
    tutup_pada: datetime | None
    sejak: str
    dasar: str
    pembuka: str
    batas_pada: datetime | None = None


def awal_menit(pada: datetime) -> datetime:
    """A window opens at the first moment of the minute that was typed."""
    return pada.replace(second=0, microsecond=0)


def akhir_menit(pada: datetime) -> datetime:
    """A window closes after the last moment of the minute that was typed: 23.59 includes 23.59.59 (rules §2)."""
    return pada.replace(second=59, microsecond=999_000)


def akhir_bulan(tahun: int, bulan: int) -> date:
    """The last day of a month."""
    return date(tahun, bulan, monthrange(tahun, bulan)[1])


def periksa_rentang(buka_pada: datetime, tutup_pada: datetime) -> None:
    """Raises RuleViolation on `tutup` when the window would close before it opens."""
    if tutup_pada < buka_pada:
        raise RuleViolation("Tutup harus sesudah buka. Pilih tanggal atau jam tutup yang lebih akhir.", "tutup")


def tentukan_keadaan(
    umum: Rentang | None, pengecualian: Iterable[tuple[Rentang, int | None]], *, pada: datetime,
    pribadi: Rentang | None = None, pegawai_id: int | None = None,
) -> Keadaan:  # fmt: skip
    """State of a window at `pada` (rules §2).

    `pribadi` (own window after TMT) takes the place of the general one. Exceptions (span, giver's pegawai id)
    lengthen either; one given by the person himself does not count for him. Of several open ways the one that
    lasts longest is named.
    """
    dasar = (pribadi, Jalan.PRIBADI) if pribadi is not None else (umum, Jalan.UMUM)
    lain = [(r, Jalan.PENGECUALIAN) for r, oleh in pengecualian if pegawai_id is None or oleh != pegawai_id]
    jalan = [(r, j) for r, j in (dasar, *lain) if r is not None]
    if not jalan:
        return Keadaan(StatusJendela.BELUM_DIATUR, None)
    if terbuka := [x for x in jalan if x[0].memuat(pada)]:
        return Keadaan(StatusJendela.TERBUKA, *max(terbuka, key=lambda x: x[0].tutup_pada))
    if nanti := [x for x in jalan if pada < x[0].buka_pada]:
        return Keadaan(StatusJendela.BELUM_DIBUKA, *min(nanti, key=lambda x: x[0].buka_pada))
    return Keadaan(StatusJendela.DITUTUP, *max(jalan, key=lambda x: x[0].tutup_pada))


def punya_jendela_pribadi(tahun: int, tmt: date) -> bool:
    """Who was not in the post on 1 January has a window of his own (rules §2: mutasi, new, contract, return)."""
    return tmt > date(tahun, 1, 1)


def saran_hari(tahap: Tahap, tahun: int) -> tuple[date, date] | None:
    """First and last day offered when a window is set up; None where the room of the stage opens its own."""
    awal_tahun = (date(tahun - 1, 12, 1), date(tahun, 1, 31))
    return {
        Tahap.PK: awal_tahun,
        Tahap.SKP: awal_tahun,
        Tahap.SKP_ADENDUM: (date(tahun, 2, 1), date(tahun, 12, 31)),
        Tahap.CKHP: (date(tahun, 1, 1), date(tahun + 1, 1, 10)),
        Tahap.EVALUASI: (date(tahun, 1, 1), date(tahun + 1, 1, 31)),
    }.get(tahap)


# ---- the work calendar (rules §5a) --------------------------------------------------------------
class Pola(Berlabel):
    """Working days of a unit."""

    LIMA = "5", "5 hari kerja (Senin–Jumat)"
    ENAM = "6", "6 hari kerja (Senin–Sabtu)"
    SHIFT = "shift", "Shift (setiap hari dihitung)"


HARI_POLA = {Pola.LIMA: 5, Pola.ENAM: 6, Pola.SHIFT: 7}


class JenisLibur(Berlabel):
    NASIONAL = "nasional", "Libur nasional"
    CUTI_BERSAMA = "cuti_bersama"
    DAERAH = "daerah", "Libur daerah"


LIBUR_TETAP = (
    (1, 1, "Tahun Baru Masehi"), (5, 1, "Hari Buruh Internasional"), (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Hari Kemerdekaan Republik Indonesia"), (12, 25, "Hari Natal"),
)  # fmt: skip


def libur_tetap(tahun: int) -> list[tuple[date, str]]:
    """National holidays that fall on the same date every year; the others come from the yearly decree."""
    return [(date(tahun, bulan, hari), nama) for bulan, hari, nama in LIBUR_TETAP]


@dataclass(frozen=True)
class Libur:
    """A day off, with the office's days on which it was entered and taken away again."""

    tanggal: date
    nama: str
    jenis: JenisLibur
    dibuat: date
    dicabut: date | None = None
    id: int = 0

    def dikenal(self, per: date | None) -> bool:
        if per is None:
            return self.dicabut is None
        return self.dibuat <= per and (self.dicabut is None or per < self.dicabut)


@dataclass(frozen=True)
class PolaBerlaku:
    """A pattern from a day on; `jarak` 0 is the unit's own, 1 its parent's, …, the office's is the farthest."""

    pola: Pola
    mulai: date
    dibuat: date
    jarak: int = 0


@dataclass(frozen=True)
class KalenderKerja:
    """Working days of one unit, as known at the end of day `per` (None: now). Without any pattern: 5 days.

    `cuti`: days on which one person is away, for the clocks of that person; off in a shift unit too.
    """

    pola: tuple[PolaBerlaku, ...] = ()
    libur: tuple[Libur, ...] = ()
    per: date | None = None
    cuti: tuple[Libur, ...] = ()

    @cached_property
    def _libur(self) -> dict[date, Libur]:
        return {x.tanggal: x for x in self.libur if x.dikenal(self.per)}

    @cached_property
    def _cuti(self) -> frozenset[date]:
        return frozenset(x.tanggal for x in self.cuti if x.dikenal(self.per))

    def pola_pada(self, hari: date) -> Pola:
        """The nearest pattern in force: own unit before parent before office, later start before earlier."""
        if not self.pola:
            return Pola.LIMA
        berlaku = [p for p in self.pola if p.mulai <= hari and (self.per is None or p.dibuat <= self.per)]
        if not berlaku:
            return Pola.LIMA
        jarak = min(p.jarak for p in berlaku)
        return max((p for p in berlaku if p.jarak == jarak), key=lambda p: (p.mulai, p.dibuat)).pola

    def libur_pada(self, hari: date) -> Libur | None:
        return self._libur.get(hari)

    def hari_kerja(self, hari: date) -> bool:
        """In a shift unit every day is one: somebody is always on duty and the clocks run."""
        if hari in self._cuti:
            return False
        pola = self.pola_pada(hari)
        return pola is Pola.SHIFT or (hari.weekday() < HARI_POLA[pola] and hari not in self._libur)

    def geser(self, hari: date) -> date:
        """The day itself, or the next working day."""
        while not self.hari_kerja(hari):
            hari += SATU_HARI
        return hari

    def tambah(self, hari: date, jumlah: int) -> date:
        """The `jumlah`-th working day after `hari` (before it when negative); 0 is the day itself."""
        langkah, sisa = SATU_HARI if jumlah >= 0 else -SATU_HARI, abs(jumlah)
        while sisa:
            hari += langkah
            sisa -= self.hari_kerja(hari)
        return hari

    def jumlah_bulan(self, tahun: int, bulan: int) -> int:
        """Working days of a month."""
        return sum(self.hari_kerja(date(tahun, bulan, h)) for h in range(1, monthrange(tahun, bulan)[1] + 1))

    def tenggat(self, mulai: date, jumlah: int) -> date:
        """Last day of a clock of `jumlah` working days begun on `mulai`, with all that was entered since (§5a).

        Each change of the calendar is replayed on the day it was made: it can lengthen a clock that is still
        open then, it shortens none, and a clock that had already run out stays as it was.
        """
        return self._ulang(mulai, lambda kalender: kalender.tambah(mulai, jumlah))

    def tenggat_tanggal(self, tanggal: date, mulai: date) -> date:
        """The day itself or the next working day, as a clock that begins on `mulai`: replayed like `tenggat`."""
        return self._ulang(mulai, lambda kalender: kalender.geser(tanggal))

    def _ulang(self, mulai: date, hitung: Callable[["KalenderKerja"], date]) -> date:
        batas = hitung(replace(self, per=mulai))
        for ubah in self._hari_ubah(mulai):
            if ubah <= batas:
                batas = max(batas, hitung(replace(self, per=ubah)))
        return batas

    def _hari_ubah(self, sesudah: date) -> list[date]:
        hari = {p.dibuat for p in self.pola}
        for x in (*self.libur, *self.cuti):
            hari |= {x.dibuat} | ({x.dicabut} if x.dicabut else set())
        return sorted(h for h in hari if h > sesudah and (self.per is None or h <= self.per))
