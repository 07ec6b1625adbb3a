"""The year of logs as a picture: a shape for every state of a day, and the months in figures beside it. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from skpweb.core.formats import Berlabel
from skpweb.harian.rules import StatusCatatan, status_hari
from skpweb.periode.rules import KalenderKerja


class Hari(Berlabel):
    """State of a day in the picture; the value is its class. What was refused counts as nothing."""

    SAH = "v", "Sah"
    MENUNGGU = "s", "Menunggu"
    KONSEP = "d", "Konsep"
    KOSONG = "x", "Kosong"
    NANTI = "n", "Belum tiba atau belum mulai"
    LIBUR = "o", "Libur"


BENTUK = {  # drawn from the upper left corner of a cell 13 wide: shapes differ, not only colours
    Hari.SAH: "h13v13h-13z", Hari.MENUNGGU: "v13h13z", Hari.KONSEP: "m1 1h11v11h-11z", Hari.KOSONG: "m2 2l9 9m0-9l-9 9",
    Hari.NANTI: "m.5.5h12v12h-12z", Hari.LIBUR: "m4 4h5v5h-5z",
}  # fmt: skip
SEL = 16


NADA = {
    StatusCatatan.KONSEP: Hari.KONSEP, StatusCatatan.PERBAIKAN: Hari.KONSEP, StatusCatatan.DIKIRIM: Hari.MENUNGGU,
    StatusCatatan.VALID: Hari.SAH,
}  # fmt: skip


@dataclass
class BulanPeta:
    """A month in figures: its working days so far that an SKP covers, and days by state."""

    bulan: int
    hari_kerja: int = 0
    hari: dict[Hari, int] = field(default_factory=lambda: dict.fromkeys(Hari, 0))

    @property
    def terisi(self) -> int:
        return self.hari[Hari.SAH] + self.hari[Hari.MENUNGGU] + self.hari[Hari.KONSEP]


@dataclass(frozen=True)
class Peta:
    """`jalur`: one path of an SVG for each state; `kini`: where today is, if it is in the year."""

    tahun: int
    jalur: dict[Hari, str]
    bulan: list[BulanPeta]
    kini: str

    def jumlah(self, hari: Hari) -> int:
        return sum(b.hari[hari] for b in self.bulan)


def gambar(
    tahun: int,
    kini: date,
    isi: Mapping[date, Iterable[StatusCatatan]],
    kalender: KalenderKerja,
    masa: Iterable[tuple[date, date]],
) -> Peta:
    """The year as on `kini`. A past working day without entry is KOSONG where one of `masa` covers it."""
    rentang, jalur, bulan = list(masa), dict.fromkeys(Hari, ""), []
    for b in range(1, 13):
        baris = BulanPeta(b)
        for n in range(monthrange(tahun, b)[1]):
            hari = date(tahun, b, n + 1)
            kerja = kalender.hari_kerja(hari)
            dicakup = any(awal <= hari <= akhir for awal, akhir in rentang)
            status = status_hari(isi.get(hari, ()))
            nada = (status and NADA.get(status)) or _tanpa(kerja, dicakup and hari < kini)
            baris.hari_kerja += kerja and dicakup and hari <= kini
            baris.hari[nada] += 1
            jalur[nada] += f"M{28 + SEL * n} {14 + SEL * (b - 1)}{BENTUK[nada]}"
        bulan.append(baris)
    return Peta(tahun, jalur, bulan, f"M{28 + SEL * (kini.day - 1)} {14 + SEL * (kini.month - 1)}h13v13h-13z")


def _tanpa(kerja: bool, lewat: bool) -> Hari:
    return Hari.LIBUR if not kerja else Hari.KOSONG if lewat else Hari.NANTI


def cakupan(isi: Iterable[date], awal: date, akhir: date, kalender: KalenderKerja) -> tuple[int, int]:
    """(working days with an entry, working days) from `awal` to `akhir` by the person's own calendar."""
    ada, hari = set(isi), (date.fromordinal(n) for n in range(awal.toordinal(), akhir.toordinal() + 1))
    kerja = [h for h in hari if kalender.hari_kerja(h)]
    return sum(h in ada for h in kerja), len(kerja)
