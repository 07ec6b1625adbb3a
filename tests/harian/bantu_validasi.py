"""Things that wait for the superior, put in as rows."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.harian.models import Catatan, KunciBulan, NilaiBulan
from skpweb.harian.rules import JenisCatatan, StatusCatatan
from skpweb.harian.services_validasi import Pilih
from skpweb.pegawai.models import Delegasi
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pegawai.services import tambah_pegawai
from skpweb.skp.models import Iki, Skp
from tests.cast import DIBUKA, Cast, nip_uji
from tests.conftest import PADA
from tests.skp.bantu import skp_lengkap

HARI = date(2026, 11, 18)  # Wednesday; PADA is the Saturday after


def pelaku(cast: Cast, who: str, pada: datetime = PADA) -> Pelaku:
    found = susun_pelaku(akun_milik(cast.orang[who]), clock.hari(pada))
    assert found is not None
    return found


def catatan_ada(
    skp: Skp, iki: Iki | None, tanggal: date = HARI, status: StatusCatatan = StatusCatatan.DIKIRIM, *,
    uraian: str = "Menerbitkan laporan harga 21 komoditas", realisasi: str = "1", pada: datetime = PADA,
) -> Catatan:  # fmt: skip
    with tulis(exempt="uji"):
        return Catatan.create(
            pegawai=skp.pegawai_id, skp=skp, iki=iki, tanggal=tanggal, uraian=uraian, status=status, dicatat_pada=pada,
            jenis=JenisCatatan.UTAMA if iki else JenisCatatan.LAIN, realisasi=Decimal(realisasi) if iki else None,
            dikirim_pada=None if status is StatusCatatan.KONSEP else pada,
            umpan="Sebutkan pasarnya" if status in (StatusCatatan.PERBAIKAN, StatusCatatan.DITOLAK) else "",
        )  # fmt: skip


def bawahan_ada(cast: Cast, pada: datetime, orang: int, per: int = 3) -> list[Catatan]:
    """So many people below the superior, each with so many entries that wait."""
    rows = []
    for n in range(orang):
        key = f"bawahan_{n}"
        cast.orang[key] = tambah_pegawai(
            SISTEM, nama=f"Bawahan {n:02}", nip=nip_uji(40 + n), kepegawaian=Kepegawaian.PNS, mulai=DIBUKA,
            golongan="II/c", jabatan_id=cast.jabatan["pengolah_a"], pada=pada,
        ).id  # fmt: skip
        skp, iki, _ = skp_lengkap(cast, key, pada)
        rows += [catatan_ada(skp, iki, date(2026, 11, 2 + d)) for d in range(per)]
    return rows


def nilai_ada(
    iki: Iki, bulan: int = 10, nilai: str | None = None, status: StatusCatatan = StatusCatatan.DIKIRIM
) -> NilaiBulan:
    with tulis(exempt="uji"):
        return NilaiBulan.create(
            iki=iki, tahun=2026, bulan=bulan, nilai=nilai and Decimal(nilai), uraian="Tercapai menurut laporan akhir",
            status=status, dicatat_pada=PADA, dikirim_pada=PADA,
        )  # fmt: skip


def kunci_ada(cast: Cast, who: str, bulan: int = 11) -> KunciBulan:
    with tulis(exempt="uji"):
        return KunciBulan.create(
            pegawai=cast.orang[who], tahun=2026, bulan=bulan, capaian=None, cara={}, dikunci_pada=PADA
        )


def delegasi_ada(cast: Cast, dari: str, ke: str, pada: datetime = PADA) -> Delegasi:
    hari = clock.hari(pada)
    with tulis(exempt="uji"):
        return Delegasi.create(
            pemberi=cast.orang[dari], penerima=cast.orang[ke], mulai=hari, sampai=hari + timedelta(days=5), spt="1",
            tugas=["validasi"],
        )  # fmt: skip


def pilih(row: Catatan | NilaiBulan, **lain: object) -> Pilih:
    return Pilih("c" if isinstance(row, Catatan) else "n", row.id, row.versi, **lain)  # type: ignore[arg-type]
