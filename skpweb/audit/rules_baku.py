"""Security standards, requirement by requirement: how each is answered, and the honest count. Pure.

OWASP ASVS 5.0.0, all requirements of levels 1 and 2; Perban BSSN 4/2021 Pasal 27 in the 72 controls K1–K72 of BSSN's
guide for auditors.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skpweb.core.formats import Berlabel


class Jawaban(Berlabel):
    """How a requirement is answered; its value is what stands in the files."""

    UJI = "uji", "Diuji"  # tests that bear its number prove it
    KEPUTUSAN = "keputusan"  # met by design, or deliberately otherwise, with the reason
    KANTOR = "kantor", "Tugas kantor"  # duty of the office that runs it
    TIDAK_BERLAKU = "tidak berlaku"  # what it speaks of does not exist here
    BELUM = "belum"

    @property
    def tanda(self) -> tuple[str, str]:
        """Tone and icon of its status mark."""
        return _TANDA[self]


_TANDA = {
    Jawaban.UJI: ("good", "check"),
    Jawaban.KEPUTUSAN: ("now", "doc"),
    Jawaban.KANTOR: ("warn", "home"),
    Jawaban.TIDAK_BERLAKU: ("off", "x"),
    Jawaban.BELUM: ("bad", "alert"),
}
STANDAR = {"asvs": "OWASP ASVS 5.0.0", "bssn": "Perban BSSN 4/2021"}


@dataclass(frozen=True)
class Syarat:
    """One requirement: `tingkat` is the level of ASVS, or paragraph and letter of Pasal 27; `uji` the tests' ids."""

    standar: str
    nomor: str
    tingkat: str
    bab: str
    syarat: str
    jawaban: Jawaban
    alasan: str
    uji: tuple[str, ...]

    @property
    def uji_berkas(self) -> dict[str, list[str]]:
        """The tests by file below tests/; no name where all in it are meant."""
        found: dict[str, list[str]] = {}
        for test in self.uji:
            file, _, name = test.removeprefix("tests/").partition("::")
            found.setdefault(file, []).extend([name] if name else [])
        return found


@dataclass(frozen=True)
class SaringanBaku:
    """Filter of the table; empty means all."""

    standar: str = ""
    jawaban: str = ""
    bab: str = ""

    def cocok(self, syarat: Syarat) -> bool:
        """Whether the requirement is shown."""
        wanted = ((self.standar, syarat.standar), (self.jawaban, syarat.jawaban), (self.bab, syarat.bab))
        return all(want in ("", have) for want, have in wanted)


@dataclass(frozen=True)
class Hitungan:
    """How many requirements of a standard have which answer."""

    standar: str
    banyak: Mapping[Jawaban, int]

    @property
    def nama(self) -> str:
        return STANDAR[self.standar]

    @property
    def jumlah(self) -> int:
        return sum(self.banyak.values())

    @property
    def kalimat(self) -> str:
        """The count as one sentence; what is not met is said last, and never left out."""
        n = self.banyak
        return (
            f"Dari {self.jumlah} syarat, {n[Jawaban.UJI]} dibuktikan uji otomatis, {n[Jawaban.KEPUTUSAN]} dijawab "
            f"keputusan tertulis, {n[Jawaban.KANTOR]} menjadi tugas kantor, {n[Jawaban.TIDAK_BERLAKU]} tidak berlaku, "
            f"dan {n[Jawaban.BELUM] or 'tidak ada yang'} belum dipenuhi."
        )


def hitung(syarat: Iterable[Syarat]) -> list[Hitungan]:
    """Per standard, in the order of STANDAR; every answer is counted, also where it is none."""
    counts: dict[str, Counter[Jawaban]] = {standar: Counter() for standar in STANDAR}
    for s in syarat:
        counts[s.standar][s.jawaban] += 1
    return [Hitungan(standar, {j: count[j] for j in Jawaban}) for standar, count in counts.items()]
