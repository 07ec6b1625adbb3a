"""The states of an entry and the clocks of a month (spec/rules §4). Pure: today and the calendar are parameters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from skpweb.core.alur import Alur
from skpweb.core.errors import RuleViolation
from skpweb.core.formats import Berlabel
from skpweb.core.settings import Aturan
from skpweb.matriks import rules_capaian
from skpweb.periode.rules import KalenderKerja
from skpweb.skp.rules import Agregasi, Arah, JenisRhk

URAIAN_TERPENDEK = 10
BUKTI_TERBANYAK = 5
JENIS_BUKTI = ("jpg", "png", "pdf")

_DEPAN = "Tanggal pada bulan berikutnya; bila libur, hari kerja sesudahnya."
ATURAN = (
    Aturan("harian.hari_catat", "Pencatatan mundur kinerja harian", 3,
           "Hari kerja sesudah tanggal kegiatan; kegiatan Jumat dicatat paling akhir Rabu.", (), 0, 60),
    Aturan("harian.tanggal_kirim", "Batas kirim kinerja harian", 5, _DEPAN, (), 1, 28),
    Aturan("harian.tanggal_validasi", "Batas validasi kinerja harian", 10, _DEPAN, (), 1, 28),
    Aturan("harian.hari_setuju", "Kinerja harian sebelum SKP ditetapkan", 5,
           "Hari kerja sesudah penetapan pertama untuk mencatat dan mengirimnya.", (), 1, 60),
    Aturan("harian.hari_validasi", "Validasi diharapkan dalam", 3,
           "Hari kerja sesudah dikirim; sesudahnya ditandai, tidak pernah otomatis.", (), 1, 30),
    Aturan("harian.pakai_jam", "Jam mulai dan selesai pada kinerja harian", False, "Bila dicentang, boleh diisi."),
    Aturan("harian.bukti_paruh_waktu", "Bukti wajib bagi PPPK paruh waktu", True,
           "Foto atau daftar hadir pada setiap kinerja harian yang dikirim."),
)  # fmt: skip


class StatusCatatan(Berlabel):
    """States of an entry and of a nilai akhir bulan."""

    KONSEP = "konsep"
    DIKIRIM = "dikirim"
    VALID = "valid", "Sah"
    PERBAIKAN = "perbaikan", "Perlu perbaikan"
    DITOLAK = "ditolak"


TANDA_CATATAN = {  # tone and sign of a state on the screen
    StatusCatatan.KONSEP: ("off", "s-konsep"), StatusCatatan.DIKIRIM: ("now", "s-periksa"),
    StatusCatatan.VALID: ("good", "s-setuju"), StatusCatatan.PERBAIKAN: ("warn", "s-revisi"),
    StatusCatatan.DITOLAK: ("bad", "s-batal"),
}  # fmt: skip
_C = StatusCatatan
ALUR_CATATAN = Alur(
    "Catatan",
    {
        (_C.KONSEP, "ubah"): _C.KONSEP, (_C.PERBAIKAN, "ubah"): _C.PERBAIKAN,
        (_C.KONSEP, "hapus"): _C.KONSEP, (_C.PERBAIKAN, "hapus"): _C.PERBAIKAN,
        (_C.KONSEP, "kirim"): _C.DIKIRIM, (_C.PERBAIKAN, "kirim"): _C.DIKIRIM,
        (_C.DIKIRIM, "validasi"): _C.VALID, (_C.DIKIRIM, "perbaikan"): _C.PERBAIKAN,
        (_C.DIKIRIM, "tolak"): _C.DITOLAK, (_C.VALID, "buka_kembali"): _C.PERBAIKAN,
    },
)  # fmt: skip


class JenisCatatan(StrEnum):
    """Utama and tambahan as the RHK; `lain`: tambahan without an indicator, listed, no figure."""

    UTAMA = "utama"
    TAMBAHAN = "tambahan"
    LAIN = "lain"


class Tanda(Berlabel):
    """What the superior marks where an IKI has no bounds."""

    TERCAPAI = "tercapai"
    SEBAGIAN = "sebagian"
    BELUM = "belum"


# ---- entries ------------------------------------------------------------------------------------
class Terukur(Protocol):
    """What of an IKI decides how its month comes about."""

    @property
    def agregasi(self) -> Agregasi: ...
    @property
    def arah(self) -> Arah: ...
    @property
    def batas_bawah(self) -> Decimal | None: ...


def dijumlahkan(iki: Terukur) -> bool:
    """Whether the month is the sum of its validated entries; else one nilai akhir bulan is typed (rules §3)."""
    return rules_capaian.dijumlahkan(iki.agregasi, iki.arah, iki.batas_bawah is not None)


@dataclass(frozen=True)
class IsianCatatan:
    """An entry as it is typed; `jam` is "08.00–10.30" or ""."""

    jenis: JenisCatatan
    iki_id: int | None
    uraian: str
    realisasi: Decimal | None = None
    jam: str = ""
    lokasi: str = ""
    tautan: str = ""


def periksa_catatan(isian: IsianCatatan, jenis_rhk: JenisRhk | None, iki: Terukur | None) -> list[RuleViolation]:
    """Faults of an entry as it is typed; `jenis_rhk`, `iki`: of the indicator chosen, if any (rules §4)."""
    salah = [*periksa_uraian(isian.uraian), *periksa_tautan(isian.tautan)]
    if isian.jenis is not JenisCatatan.LAIN and (iki is None or jenis_rhk != isian.jenis.value):
        salah.insert(0, RuleViolation("Pilih indikator dari SKP yang mencakup tanggal ini.", f"iki_{isian.jenis}"))
    if iki is not None and dijumlahkan(iki) and isian.realisasi is None:
        salah.append(RuleViolation("Isi realisasi dengan angka; isi 0 bila hari ini belum ada hasil.", "realisasi"))
    return salah


def periksa_uraian(uraian: str) -> list[RuleViolation]:
    """At least ten characters."""
    if len(uraian) >= URAIAN_TERPENDEK:
        return []
    baru = f"Baru {len(uraian)} huruf; tulis" if uraian else "Tulis"
    teks = f"{baru} paling sedikit {URAIAN_TERPENDEK} huruf tentang apa yang selesai."
    return [RuleViolation(teks, "uraian")]


def periksa_tautan(tautan: str) -> list[RuleViolation]:
    """A link is a whole address, or nothing."""
    if not tautan or tautan.startswith(("https://", "http://")):
        return []
    return [RuleViolation("Tautan ditulis lengkap, misalnya https://alamat-berkas.", "tautan")]


def periksa_nilai(berbatas: bool, nilai: Decimal | None, uraian: str, tautan: str) -> list[RuleViolation]:
    """Faults of a nilai akhir bulan: with bounds a figure, without them words of what was achieved."""
    salah = periksa_tautan(tautan)
    if berbatas and nilai is None:
        salah.append(RuleViolation("Isi nilai akhir bulan dengan angka, misalnya 92,5.", "nilai"))
    return salah if berbatas else [*periksa_uraian(uraian), *salah]


def periksa_kiriman(jenis: Iterable[JenisCatatan]) -> None:
    """`jenis` of all that is dikirim, valid or in the batch: one must be utama (rules §4). Raises RuleViolation."""
    if JenisCatatan.UTAMA not in jenis:
        raise RuleViolation(
            "Belum ada Kinerja Utama pada bulan ini. Catat atau pilih paling sedikit satu Kinerja Utama, lalu kirim."
        )


# ---- clocks: the last day of each; it runs to the last second of that day in the office's time zone ---------
@dataclass(frozen=True)
class AturanHarian:
    """The office's numbers ⚙: working days, and days of the next month."""

    hari_catat: int = 3
    tanggal_kirim: int = 5
    tanggal_validasi: int = 10
    hari_setuju: int = 5
    hari_validasi: int = 3


HARI_PERBAIKAN = 3


def batas_kirim(kalender: KalenderKerja, tahun: int, bulan: int, aturan: AturanHarian) -> date:
    """Until when a month's entries are sent. The clock begins with the month (rules §4, §5a)."""
    return _bulan_depan(kalender, tahun, bulan, aturan.tanggal_kirim)


def batas_validasi(kalender: KalenderKerja, tahun: int, bulan: int, aturan: AturanHarian) -> date:
    """Until when a month is validated; afterwards it is locked."""
    return _bulan_depan(kalender, tahun, bulan, aturan.tanggal_validasi)


def _bulan_depan(kalender: KalenderKerja, tahun: int, bulan: int, tanggal: int) -> date:
    depan = date(tahun + bulan // 12, bulan % 12 + 1, tanggal)
    return kalender.tenggat_tanggal(depan, date(tahun, bulan, 1))


def batas_perbaikan(kalender: KalenderKerja, dinilai: date) -> date:
    """Until when an entry sent back on `dinilai` is sent again, whatever the clocks of the month."""
    return kalender.tenggat(dinilai, HARI_PERBAIKAN)


def batas_setuju(kalender: KalenderKerja, ditetapkan: date, aturan: AturanHarian) -> date:
    """Until when days before the first agreement are logged and sent."""
    return kalender.tenggat(ditetapkan, aturan.hari_setuju)


def batas_catat(kalender: KalenderKerja, tanggal: date, aturan: AturanHarian, ditetapkan: date | None) -> date | None:
    """Until when a day's work is first saved: back-dating, or longer for days before the first agreement.

    `ditetapkan`: the day of that agreement; while there is none the clock has not begun (None).
    """
    if ditetapkan is None:
        return None
    batas = kalender.tenggat(tanggal, aturan.hari_catat)
    return max(batas, batas_setuju(kalender, ditetapkan, aturan)) if tanggal < ditetapkan else batas


def batas_kirim_catatan(
    kalender: KalenderKerja, tanggal: date, aturan: AturanHarian, ditetapkan: date, perbaikan: date | None
) -> date:
    """Until when one entry of `tanggal` is sent: the longest of the month's clock, that after the first agreement and,
    when it was sent back on `perbaikan`, three working days from then."""
    batas = [batas_kirim(kalender, tanggal.year, tanggal.month, aturan)]
    if tanggal < ditetapkan:
        batas.append(batas_setuju(kalender, ditetapkan, aturan))
    if perbaikan:
        batas.append(batas_perbaikan(kalender, perbaikan))
    return max(batas)


_MINTA = (_C.PERBAIKAN, _C.KONSEP, _C.DIKIRIM, _C.VALID, _C.DITOLAK)


def status_hari(status: Iterable[StatusCatatan]) -> StatusCatatan | None:
    """Of a day's entries the state that asks most of the employee; None without any."""
    return min(status, key=_MINTA.index, default=None)
