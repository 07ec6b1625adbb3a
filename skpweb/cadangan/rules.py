"""Which copies are kept, what a copy says of itself, and when to raise the alarm (design/trust.md). Pure."""

import errno
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import ukuran
from skpweb.core.settings import Aturan

ATURAN = (
    Aturan(
        "cadangan.folder", "Folder cadangan", "",
        "Di disk kedua atau folder bersama, misalnya /mnt/cadangan. Kosong: folder cadangan di samping basis data.",
    ),
)  # fmt: skip
AWALAN = "skpweb-"
POLA = f"{AWALAN}%Y%m%d-%H%M%S"
SEMUA, HARIAN, BULANAN = timedelta(hours=24), timedelta(days=30), timedelta(days=366)
LAMA, UJI_LAMA = timedelta(hours=1), timedelta(days=2)
SISA = 64 * 1024 * 1024  # bytes that must stay free beside the copy


@dataclass(frozen=True)
class Naskah:
    """What a copy says of itself: written last, so a copy without it was never finished."""

    nama: str
    dibuat_pada: datetime
    sha256: str
    ukuran: int
    jejak: int  # id and hash of the newest line of the trail
    sidik: str
    jumlah: Mapping[str, int]  # rows by table
    berkas: Mapping[str, str]  # stored uploads: place → sha256
    hilang: Sequence[str] = ()  # uploads that the database knows and the folder had not, or not as they were taken in

    def ke_json(self) -> dict[str, Any]:
        return {**self.__dict__, "dibuat_pada": self.dibuat_pada.isoformat()}


def naskah_dari_json(isi: Mapping[str, Any]) -> Naskah:
    """What `ke_json` wrote."""
    return Naskah(**{**isi, "dibuat_pada": datetime.fromisoformat(isi["dibuat_pada"])})


@dataclass(frozen=True)
class HasilUji:
    """What a rehearsal found; `galat` empty: the copy can be restored."""

    nama: str
    pada: datetime
    galat: str = ""


def disimpan(saat: Iterable[datetime], kini: datetime) -> set[datetime]:
    """Of these copies the ones to keep: all of 24 hours, the last of a day for 30 days, of a month for 12 months.

    The newest is always kept, however old it is.
    """
    urut = sorted(saat, reverse=True)
    hari: dict[object, datetime] = {}
    bulan: dict[object, datetime] = {}
    for s in urut:
        if kini - s <= HARIAN:
            hari.setdefault(s.date(), s)
        if kini - s <= BULANAN:
            bulan.setdefault((s.year, s.month), s)
    return {s for s in urut if kini - s <= SEMUA} | set(hari.values()) | set(bulan.values()) | set(urut[:1])


SEBAB = {
    errno.ENOSPC: "ruangnya habis", errno.EDQUOT: "jatah ruangnya habis", errno.EROFS: "hanya dapat dibaca",
    errno.EACCES: "tidak ada izin", errno.EPERM: "tidak ada izin", errno.ENOENT: "foldernya tidak ada",
    errno.ENOTDIR: "itu bukan folder", errno.EEXIST: "itu bukan folder", errno.EIO: "disknya rusak atau terlepas",
}  # fmt: skip


def sebab(error: Exception) -> str:
    """Why a file cannot be written, in words for the technician; what has none in the words of the system."""
    return SEBAB.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)


def kurang(hilang: Sequence[str]) -> str:
    """What a copy could not take along; "" when it has everything."""
    if not hilang:
        return ""
    return f"{len(hilang)} berkas unggahan hilang atau berubah di folder data, misalnya {hilang[0]}; sisanya lengkap."


def pastikan_muat(perlu: int, bebas: int, folder: str) -> None:
    """Raises RuleViolation, naming both figures and the remedy, where the place is too small. Bytes."""
    if bebas < perlu + SISA:
        raise RuleViolation(
            f"Ruang di {folder} tinggal {ukuran(bebas)}, sedangkan cadangan memerlukan {ukuran(perlu + SISA)}. "
            "Kosongkan tempat itu atau pilih folder lain di Pengaturan › Folder cadangan."
        )


def peringatan(terakhir: datetime | None, uji: HasilUji | None, kini: datetime) -> str:
    """What is wrong with the copies, in words for the admin; "" when all is well."""
    if terakhir is None:
        return "Belum ada cadangan."
    if kini - terakhir > LAMA:
        return "Cadangan terakhir lebih dari 1 jam yang lalu; periksa pewaktunya."
    if uji is None or kini - uji.pada > UJI_LAMA:
        return "Cadangan belum diuji pulih dalam 2 hari terakhir."
    return f"Uji pulih {uji.nama} gagal: {uji.galat}" if uji.galat else ""
