from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from skpweb.core.settings import Aturan

ATURAN = (
    Aturan(
        "simpan.pemberitahuan", "Masa simpan pemberitahuan", 12, "Bulan sejak dikirim.", minimum=1, maksimum=120
    ),
    Aturan(
        "simpan.impor", "Masa simpan isi berkas impor", 12,
        "Bulan sejak diunggah. Hitungan dan pembatalannya tetap ada; yang dihapus isi berkas dan barisnya.",
        minimum=1, maksimum=120,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Tugas:
    """Something due: what, why, its last moment if it has one, and the one button that leads there."""

    judul: str
    keterangan: str
    tombol: str
    endpoint: str
    arg: Mapping[str, Any] = field(default_factory=dict)
    tenggat: datetime | None = None


@dataclass(frozen=True)
class Kemajuan:
    """How far the office is with one thing: `sudah` of `semua`."""

    label: str
    sudah: int
    semua: int
    endpoint: str
    arg: Mapping[str, Any] = field(default_factory=dict)

    @property
    def persen(self) -> int:
        """Whole percent, half-up; 100 only when nothing is missing, 0 only when there is nothing yet."""
        if self.sudah >= self.semua:
            return 100
        return min(max((200 * self.sudah + self.semua) // (2 * self.semua), 1), 99) if self.sudah else 0

    @property
    def nada(self) -> str:
        """Green when complete, amber below half."""
        return "good" if self.persen == 100 else "warn" if self.persen < 50 else ""


def urutkan(tugas: Iterable[Tugas]) -> list[Tugas]:
    """By deadline, the nearest first; what has none stays behind in the order given."""
    return sorted(tugas, key=lambda t: (t.tenggat is None, t.tenggat.timestamp() if t.tenggat else 0))


def salam(jam: int) -> str:
    """The greeting of the hour (0–23) on the office's clock."""
    if 4 <= jam < 11:
        return "Selamat pagi"
    if 11 <= jam < 15:
        return "Selamat siang"
    return "Selamat sore" if 15 <= jam < 18 else "Selamat malam"


def panggilan(nama: str) -> str:
    """The name a colleague would call: "Dr. Bimo Hartadi, S.Kom." → "Bimo"; titles alone stay as they are."""
    words = nama.split(",")[0].split()
    return next((word for word in words if not word.endswith(".")), nama)


def nada_tenggat(sisa_hari: int) -> str:
    """Tone of a deadline by the days that are left: past, within three days, later."""
    return "late" if sisa_hari < 0 else "soon" if sisa_hari <= 3 else ""
