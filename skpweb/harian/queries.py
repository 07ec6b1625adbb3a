"""A person's month of logs with its clocks; whose entry may be seen; whether a month is locked."""

from skpweb.core import clock
from skpweb.core.errors import Locked
from skpweb.core.formats import nama_bulan
from skpweb.harian.models import KunciBulan
from skpweb.harian.rules import AturanHarian
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries import daftar_pembuka, waktu_lengkap


def aturan_harian() -> AturanHarian:
    """The office's numbers in force."""
    return AturanHarian(**{k: aturan(f"harian.{k}") for k in AturanHarian.__dataclass_fields__})


def terkunci(pegawai_id: int, tahun: int, bulan: int) -> KunciBulan | None:
    """The lock in force of a person's month. One query."""
    return KunciBulan.get_or_none(
        KunciBulan.pegawai == pegawai_id, KunciBulan.tahun == tahun, KunciBulan.bulan == bulan,
        KunciBulan.dibuka_pada.is_null(),
    )  # fmt: skip


def pastikan_tidak_terkunci(pegawai_id: int, tahun: int, bulan: int) -> None:
    """Raises Locked, which says since when and who reopens the month."""
    if kunci := terkunci(pegawai_id, tahun, bulan):
        raise bulan_terkunci(kunci)


def bulan_terkunci(kunci: KunciBulan) -> Locked:
    """A locked month in words."""
    sejak = waktu_lengkap(kunci.dikunci_pada, clock.sekarang())
    return Locked(
        f"Bulan {nama_bulan(kunci.tahun, kunci.bulan)} sudah dikunci, sehingga kinerja hariannya tidak berubah lagi.",
        rule="Kunci bulan sesudah batas validasi", until=sejak, who=daftar_pembuka(),
    )  # fmt: skip
