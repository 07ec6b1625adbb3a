"""What a recap must add up to, and the percentage of attendance with its working (rules §5). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from skpweb.core.errors import RuleViolation, collect
from skpweb.core.formats import Berlabel, tanggal
from skpweb.core.settings import Aturan
from skpweb.periode.rules import KalenderKerja

KEDATANGAN = ("hadir", "dinas_luar")
KETIDAKHADIRAN = ("sakit", "izin", "cuti", "tanpa_keterangan")
JENIS_HARI = KEDATANGAN + KETIDAKHADIRAN
KEJADIAN = ("tl1", "tl2", "tl3", "tl4", "psw1", "psw2", "psw3", "psw4")
KOLOM = ("hari_kerja", *JENIS_HARI, *KEJADIAN)

LABEL = {k: k.replace("_", " ").capitalize() for k in ("hari_kerja", *JENIS_HARI)} | {k: k.upper() for k in KEJADIAN}
ARTI_KEJADIAN = {"1": "1–30 menit", "2": "31–60 menit", "3": "61–90 menit", "4": "lebih dari 90 menit"}
HARI_TERBANYAK = 31
TAHUN_PERTAMA = 2000
KEJADIAN_TERBANYAK = 99


@dataclass(frozen=True)
class Rekap:
    """One person's month: days by kind, and occurrences of TL (late) and PSW (left early) in four classes."""

    hari_kerja: int
    hadir: int = 0
    dinas_luar: int = 0
    sakit: int = 0
    izin: int = 0
    cuti: int = 0
    tanpa_keterangan: int = 0
    tl1: int = 0
    tl2: int = 0
    tl3: int = 0
    tl4: int = 0
    psw1: int = 0
    psw2: int = 0
    psw3: int = 0
    psw4: int = 0

    @property
    def jumlah_jenis(self) -> int:
        return sum(getattr(self, k) for k in JENIS_HARI)

    @property
    def tl(self) -> int:
        return self.tl1 + self.tl2 + self.tl3 + self.tl4

    @property
    def psw(self) -> int:
        return self.psw1 + self.psw2 + self.psw3 + self.psw4


class Hitungan(Berlabel):
    """How a kind of absence enters the percentage."""

    HADIR = "hadir", "Dihitung hadir"
    DIKELUARKAN = "dikeluarkan", "Dikeluarkan dari pembagi"
    ABSEN = "absen", "Tidak hadir"


@dataclass(frozen=True)
class AturanKehadiran:
    """The office's choice per kind of absence ⚙; the default of rules §5."""

    sakit: Hitungan = Hitungan.DIKELUARKAN
    izin: Hitungan = Hitungan.ABSEN
    cuti: Hitungan = Hitungan.DIKELUARKAN
    tanpa_keterangan: Hitungan = Hitungan.ABSEN

    def jenis(self, hitungan: Hitungan) -> tuple[str, ...]:
        return tuple(k for k in KETIDAKHADIRAN if getattr(self, k) is hitungan)


ATURAN = tuple(
    Aturan(
        f"presensi.{f.name}", f"{LABEL[f.name]} dalam persentase kehadiran", f.default.value,
        pilihan=tuple((h.value, h.label) for h in Hitungan),
    )
    for f in fields(AturanKehadiran)
)  # fmt: skip


@dataclass(frozen=True)
class Kehadiran:
    """Percentage (2 decimals, half up; None is shown as "–"), numerator and divisor in days, and the working."""

    persen: Decimal | None
    pembilang: int
    pembagi: int
    cara: tuple[str, ...]


def periksa_bulan(tahun: int, bulan: int, hari: date) -> None:
    """Raises RuleViolation for a month that does not exist or has not begun on `hari`."""
    if not 1 <= bulan <= 12 or tahun < TAHUN_PERTAMA:
        raise RuleViolation(f"Bulan harus 1 sampai 12 dan tahun paling awal {TAHUN_PERTAMA}.", "bulan")
    if (tahun, bulan) > (hari.year, hari.month):
        raise RuleViolation("Bulan itu belum dimulai, jadi belum ada kehadirannya. Pilih bulan lain.", "bulan")


def periksa_rekap(rekap: Rekap) -> None:
    """Raises RuleViolation(s), each naming its column: counts out of bounds, kinds that do not sum to hari kerja."""
    salah = [
        RuleViolation(f"{LABEL[k]} harus bilangan bulat 0 sampai {batas}.", k)
        for k, v in asdict(rekap).items()
        if not 0 <= v <= (batas := KEJADIAN_TERBANYAK if k in KEJADIAN else HARI_TERBANYAK)
    ]
    if not salah and (beda := rekap.hari_kerja - rekap.jumlah_jenis):
        arah = f"kurang {beda}" if beda > 0 else f"lebih {-beda}"
        teks = (
            f"Hadir, dinas luar, sakit, izin, cuti, dan tanpa keterangan berjumlah {rekap.jumlah_jenis}, {arah} dari "
            f"hari kerja ({rekap.hari_kerja}). Perbaiki salah satunya sehingga jumlahnya sama."
        )
        salah.append(RuleViolation(teks, "hari_kerja"))
    collect(salah)


def jumlahkan(rekap: Sequence[Rekap]) -> Rekap:
    """Column by column; the sum of nothing is all zero."""
    return Rekap(**{k: sum(getattr(r, k) for r in rekap) for k in KOLOM})


def hitung_kehadiran(rekap: Sequence[Rekap], aturan: AturanKehadiran) -> Kehadiran:
    """100 · (hadir + dinas luar + kinds counted as present) / (hari kerja − kinds taken out), Σ over Σ (rules §5).

    Several months are added before dividing. No recap or a divisor of 0 gives None. `cara` explains it in words.
    """
    if not rekap:
        return Kehadiran(None, 0, 0, ("Belum ada rekap kehadiran, jadi persentase belum dapat dihitung (–).",))
    total = jumlahkan(rekap)
    tambahan, keluar = aturan.jenis(Hitungan.HADIR), aturan.jenis(Hitungan.DIKELUARKAN)
    pembilang = sum(getattr(total, k) for k in (*KEDATANGAN, *tambahan))
    pembagi = total.hari_kerja - sum(getattr(total, k) for k in keluar)
    cara = [] if len(rekap) == 1 else [f"Dijumlahkan dulu dari {len(rekap)} bulan, baru dibagi."]
    cara.append(f"Dihitung hadir: {_deret(total, (*KEDATANGAN, *tambahan), ' + ')} = {pembilang} hari.")
    rumus = " − ".join(x for x in (f"hari kerja {total.hari_kerja}", _deret(total, keluar, " − ")) if x)
    cara.append(f"Pembagi: {rumus}" + (f" = {pembagi} hari." if keluar else " hari."))
    if absen := aturan.jenis(Hitungan.ABSEN):
        cara.append(f"Tidak hadir: {_deret(total, absen, ', ')}.")
    if pembagi == 0:
        cara.append("Pembagi 0 hari, jadi persentase tidak dapat dihitung (–).")
        return Kehadiran(None, pembilang, pembagi, tuple(cara))
    persen = persen_dari(pembilang, pembagi)
    cara.append(f"{pembilang} ÷ {pembagi} × 100 = {str(persen).replace('.', ',')} %.")
    return Kehadiran(persen, pembilang, pembagi, tuple(cara))


def _deret(total: Rekap, jenis: Sequence[str], sambung: str) -> str:
    return sambung.join(f"{LABEL[k].lower()} {getattr(total, k)}" for k in jenis)


def persen_dari(pembilang: int, pembagi: int) -> Decimal:
    """100 · pembilang / pembagi to 2 decimals, half up, by whole numbers so that no figure is rounded twice."""
    return Decimal((20_000 * pembilang + pembagi) // (2 * pembagi)).scaleb(-2)


class JenisCuti(Berlabel):
    """Why a person is not in the office on a day; on duty travel he works elsewhere."""

    CUTI = "cuti"
    SAKIT = "sakit"
    IZIN = "izin"
    DINAS_LUAR = "dinas_luar"

    @property
    def bekerja(self) -> bool:
        return self is JenisCuti.DINAS_LUAR


CUTI_TERLAMA = 366


@dataclass(frozen=True)
class Rentang:
    """Dated days away: a kind, from, to."""

    jenis: JenisCuti
    mulai: date
    sampai: date


def periksa_cuti(baru: Rentang, sudah: Iterable[Rentang]) -> None:
    """Raises RuleViolation: days the wrong way round, longer than a year, or on days that are taken already."""
    if baru.sampai < baru.mulai:
        raise RuleViolation("Mendahului hari pertama. Isi tanggal yang sama bila hanya sehari.", "sampai")
    if (baru.sampai - baru.mulai).days >= CUTI_TERLAMA:
        raise RuleViolation("Lebih dari setahun; periksa tahunnya.", "sampai")
    for lama in sudah:
        if lama.mulai <= baru.sampai and lama.sampai >= baru.mulai:
            hari = f"{tanggal(lama.mulai)} sampai {tanggal(lama.sampai)}"
            raise RuleViolation(
                f"Sudah tercatat {lama.jenis.label.lower()} {hari}. Cabut dulu, atau ubah harinya.", "mulai"
            )


@dataclass(frozen=True)
class BedaRekap:
    """A month in which the dated days of a kind are not as many as the recap counts."""

    bulan: int
    jenis: JenisCuti
    bertanggal: int
    rekap: int


def beda_rekap(
    cuti: Iterable[Rentang], rekap: Mapping[int, Rekap], tahun: int, kalender: KalenderKerja
) -> list[BedaRekap]:
    """Differences in the months of the year that have a recap (§5a: percentages come from it). Only working days count."""
    hari = dict.fromkeys(((b, j) for b in rekap for j in JenisCuti), 0)
    for row in cuti:
        for n in range((row.sampai - row.mulai).days + 1):
            satu = row.mulai + timedelta(days=n)
            if satu.year == tahun and satu.month in rekap and kalender.hari_kerja(satu):
                hari[satu.month, row.jenis] += 1
    beda = [BedaRekap(b, j, n, getattr(rekap[b], j)) for (b, j), n in hari.items()]
    return [x for x in beda if x.bertanggal != x.rekap]
