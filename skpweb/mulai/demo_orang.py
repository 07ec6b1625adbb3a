"""Who works in the demo office: invented from a seed and the day, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from skpweb.mulai.demo_kantor import JABATAN, STAF
from skpweb.mulai.demo_nama import nama_orang, sandi_kata
from skpweb.pegawai.rules import Kelamin, Kepegawaian

UMUR = (
    ("IV/", 46, 55), ("III/d", 41, 52), ("III/c", 37, 48), ("III/b", 31, 43), ("III/a", 25, 35), ("II/", 24, 45), ("", 27, 46),
)  # fmt: skip


@dataclass(frozen=True)
class Orang:
    """`kunci`: how the story calls the person; `jabatan`: key of the post; `mulai`: since when in it."""

    kunci: str
    nama: str
    nip: str
    kelamin: Kelamin
    kepegawaian: Kepegawaian
    golongan: str
    jabatan: str
    mulai: date
    sandi: str

    @property
    def email(self) -> str:
        return f"{self.nip}@contoh.invalid"


def awal_bulan(hari: date, mundur: int) -> date:
    """The first day of the month that lies `mundur` months back."""
    months = hari.year * 12 + hari.month - 1 - mundur
    return date(months // 12, months % 12 + 1, 1)


def hari_dibuka(hari: date) -> date:
    """Since when the office has its present shape."""
    return date(hari.year - 10, 1, 1)


def susun_orang(hari: date, rng: Random) -> list[Orang]:
    """Everybody, the same for the same day and seed: heads of units first, then the staff of each unit."""
    names: set[str] = set()
    return [_orang(hari, rng, names, number, *seat) for number, seat in enumerate(_tempat(), start=1)]


def _tempat() -> Iterator[tuple[str, str, str]]:
    """(key of the person, key of the post, golongan or "pw") of every seat that is taken."""
    for key, (_, _, _, _, golongan) in JABATAN.items():
        if golongan:
            yield key, key, golongan
    for unit, (_, posts) in STAF.items():
        for n, (_, _, seats) in enumerate(posts):
            for m, seat in enumerate(seats.split()):
                kursi, _, key = seat.partition(":")
                yield key or f"{unit}.{n}.{m}", f"{unit}.{n}", kursi


def _orang(hari: date, rng: Random, names: set[str], number: int, key: str, post: str, kursi: str) -> Orang:
    kelamin = Kelamin.PEREMPUAN if rng.random() < 0.5 or key == "cuti" else Kelamin.LAKI_LAKI
    golongan = "" if kursi == "pw" else kursi
    kind = Kepegawaian.PARUH_WAKTU if kursi == "pw" else Kepegawaian.PNS if "/" in kursi else Kepegawaian.PPPK
    low, high = next((a, b) for start, a, b in UMUR if golongan.startswith(start))
    born = date(hari.year - rng.randint(low, high), rng.randint(1, 12), rng.randint(1, 28))
    if kind is Kepegawaian.PNS:
        begun = date(min(born.year + rng.randint(22, 27), hari.year - 2), rng.randint(1, 12), 1)
        since, middle = _tmt(hari, rng, begun), f"{begun:%Y%m}"
    else:
        since = date(hari.year - rng.randint(1, 3), 3 if kind is Kepegawaian.PPPK else 1, 1)
        middle = f"{since.year}21"
    nip = f"{born:%Y%m%d}{middle}{1 if kelamin is Kelamin.LAKI_LAKI else 2}{number:03}"
    nama = nama_orang(rng, kelamin, golongan, names)
    return Orang(
        key, nama, nip, kelamin, kind, golongan, post, awal_bulan(hari, 2) if key == "baru" else since, sandi_kata(rng)
    )


def _tmt(hari: date, rng: Random, begun: date) -> date:
    """A first of a month between entering the service and a year ago."""
    first = max(begun + timedelta(days=31), date(hari.year - 7, 1, 1))
    last = date(hari.year - 1, 1, 1)
    months = max(0, (last.year - first.year) * 12 + last.month - first.month)
    return awal_bulan(last, rng.randint(0, months))
