"""The ranking: a total order, its tie-breaks told in words, ties that only the head can decide (spec/rules §7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import angka

PENENTU = (
    "Inovasi", "Kinerja (angka asli)", "Kehadiran (angka asli)", "Perilaku 360° (angka asli)", "Team Work",
    "Masa kerja di OPD", "Keputusan kepala, tertulis",
)  # fmt: skip


@dataclass(frozen=True)
class Peserta:
    """A locked scorecard, as far as the ranking looks at it. `putusan` is the head's place within a tie."""

    penilaian_id: int
    total: int
    inovasi: int
    kinerja: Decimal
    kehadiran: Decimal
    perilaku: Decimal
    team_work: int
    mulai_di_opd: date | None
    putusan: int | None = None

    @property
    def kunci(self) -> tuple[int, int, Decimal, Decimal, Decimal, int, int]:
        """Smaller is better. Longer service wins; an unknown beginning counts as the shortest."""
        mulai = (self.mulai_di_opd or date.max).toordinal()
        return (
            -self.total, -self.inovasi, -self.kinerja, -self.kehadiran, -self.perilaku, -self.team_work, mulai,
        )  # fmt: skip


@dataclass(frozen=True)
class Urutan:
    """A place in the ranking: `penentu` tells why before the next one, `seri` that only the head can say."""

    nomor: int
    peserta: Peserta
    penentu: str = ""
    seri: bool = False


def peringkat(peserta: Iterable[Peserta]) -> tuple[Urutan, ...]:
    """Rank; the result does not depend on the order given. Undecided ties stand in the order of their numbers."""
    urut = sorted(peserta, key=lambda p: (*p.kunci, p.putusan or 0, p.penilaian_id))
    seri = {p.penilaian_id for k in seri_terbuka(urut) for p in k}
    hasil = []
    for n, p in enumerate(urut, start=1):
        lawan = urut[n] if n < len(urut) and urut[n].total == p.total else None
        teks = "" if lawan is None else _penentu(p, lawan, n + 1)
        hasil.append(Urutan(n, p, teks, p.penilaian_id in seri))
    return tuple(hasil)


def seri_terbuka(peserta: Iterable[Peserta]) -> list[tuple[Peserta, ...]]:
    """The groups that are equal in everything and not yet put in order by the head."""
    return [k for k in seri(peserta) if sorted(p.putusan or 0 for p in k) != list(range(1, len(k) + 1))]


def seri(peserta: Iterable[Peserta]) -> list[tuple[Peserta, ...]]:
    """The groups that are equal in everything the instrument looks at, decided or not."""
    urut = sorted(peserta, key=lambda p: (*p.kunci, p.penilaian_id))
    kelompok = [tuple(k) for _, k in groupby(urut, key=lambda p: p.kunci)]
    return [k for k in kelompok if len(k) > 1]


def pastikan_putusan(kelompok: tuple[Peserta, ...], urutan: Mapping[int, int], alasan: str) -> None:
    """The head's order names each of the tied once and gives a reason. Raises RuleViolation."""
    if sorted(urutan.get(p.penilaian_id, 0) for p in kelompok) != list(range(1, len(kelompok) + 1)):
        raise RuleViolation(
            f"Ada {len(kelompok)} pegawai dengan angka yang sama persis: beri urutan 1 sampai {len(kelompok)},"
            " masing-masing sekali.",
            f"urutan-{kelompok[0].penilaian_id}",
        )
    if len(alasan.strip()) < 10:
        raise RuleViolation("Tulis alasan keputusan, paling sedikit 10 huruf.", "alasan")


def _penentu(a: Peserta, b: Peserta, nomor: int) -> str:
    """Why `a` stands before `b`, its equal in total: the first difference in the chain, with both figures."""
    beda = (
        ("inovasi", a.inovasi != b.inovasi, str(a.inovasi), str(b.inovasi)),
        ("kinerja", a.kinerja != b.kinerja, angka(a.kinerja, 2), angka(b.kinerja, 2)),
        ("kehadiran", a.kehadiran != b.kehadiran, angka(a.kehadiran, 2), angka(b.kehadiran, 2)),
        ("perilaku", a.perilaku != b.perilaku, angka(a.perilaku, 2), angka(b.perilaku, 2)),
        ("team work", a.team_work != b.team_work, str(a.team_work), str(b.team_work)),
        ("masa kerja di OPD", a.kunci != b.kunci, f"sejak {_hari(a.mulai_di_opd)}", f"sejak {_hari(b.mulai_di_opd)}"),
    )
    sama = ["total"]
    for nama, berbeda, x, y in beda:
        if berbeda:
            return f"{_daftar(sama)} sama dengan no. {nomor}; unggul pada {nama} {x} lawan {y}."
        sama.append(nama)
    if a.putusan and b.putusan:
        return f"Semua angka sama dengan no. {nomor}; didahulukan oleh keputusan kepala OPD."
    return f"Semua angka sama dengan no. {nomor}; menunggu keputusan kepala OPD."


def _daftar(kata: list[str]) -> str:
    teks = kata[0] if len(kata) == 1 else ", ".join(kata[:-1]) + " dan " + kata[-1]
    return teks[0].upper() + teks[1:]


def _hari(d: date | None) -> str:
    return "–" if d is None else f"{d:%d-%m-%Y}"
