"""SKPs at hand for tests of later rooms: put in as rows, so that a test of the log need not walk the way to it."""

from datetime import date, datetime
from decimal import Decimal

from skpweb.core.db import tulis
from skpweb.matriks.models import Target
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import Agregasi, Arah, JenisRhk, StatusSkp
from tests.cast import Cast

AWAL, AKHIR = date(2026, 1, 1), date(2026, 12, 31)


def skp_ada(
    cast: Cast, who: str, pada: datetime, *, status: StatusSkp = StatusSkp.SETUJU, tahun: int = 2026, nomor: int = 1,
    mulai: date = AWAL, sampai: date = AKHIR,
) -> Skp:  # fmt: skip
    """An empty SKP of that member of the cast."""
    person = cast.orang[who]
    agreed = status in (StatusSkp.SETUJU, StatusSkp.DITUTUP, StatusSkp.DIGANTI)
    with tulis(exempt="uji"):
        return Skp.create(
            pegawai=person, riwayat=RiwayatJabatan.get(RiwayatJabatan.pegawai == person), tahun=tahun, nomor=nomor,
            mulai=mulai, sampai=sampai, status=status, dibuat_pada=pada, ditetapkan_pada=pada if agreed else None,
            diajukan_pada=None if status is StatusSkp.KONSEP else pada,
            tepat_waktu=None if status is StatusSkp.KONSEP else True,
        )  # fmt: skip


def rhk_ada(
    skp: Skp, teks: str = "Tersedianya data harga pasar", jenis: JenisRhk = JenisRhk.UTAMA, **lain: object
) -> Rhk:
    """A line at the end of the SKP; a directive unless it is told to be something else."""
    lain = lain or {"direktif": True, "pemberi": "Kepala Bidang"}
    with tulis(exempt="uji"):
        urutan = Rhk.select().where(Rhk.skp == skp).count() + 1
        return Rhk.create(skp=skp, jenis=jenis, urutan=urutan, teks=teks, **lain)


def iki_ada(
    rhk: Rhk, teks: str = "Jumlah laporan yang terbit", *, batas: str | None = "120", sampai: str | None = None,
    satuan: str = "laporan", arah: Arah = Arah.NAIK, agregasi: Agregasi = Agregasi.JUMLAH,
    bulan: dict[int, str] | None = None,
) -> Iki:  # fmt: skip
    """An indicator with its months ({month: figure}; default 10 in every month); `batas=None`: dinilai dengan catatan,
    where the keys of `bulan` are the ticked months."""
    bawah = None if batas is None else Decimal(batas)
    atas = bawah if sampai is None else Decimal(sampai)
    with tulis(exempt="uji"):
        iki = Iki.create(
            rhk=rhk, urutan=Iki.select().where(Iki.rhk == rhk).count() + 1, aspek=["kuantitas"], teks=teks,
            target=f"{batas or 'sesuai ketentuan'} {satuan}", dinilai_catatan=batas is None, batas_bawah=bawah,
            batas_atas=atas, satuan=satuan, arah=arah, agregasi=agregasi,
        )  # fmt: skip
        for b, nilai in (dict.fromkeys(range(1, 13), "10") if bulan is None else bulan).items():
            figure = None if batas is None else Decimal(nilai)
            Target.create(iki=iki, bulan=b, nilai=figure, nilai_atas=figure)
    return iki


def skp_lengkap(cast: Cast, who: str, pada: datetime, **lain: object) -> tuple[Skp, Iki, Iki]:
    """An agreed SKP with one utama and one tambahan IKI, each 10 a month."""
    skp = skp_ada(cast, who, pada, **lain)  # type: ignore[arg-type]
    utama = iki_ada(rhk_ada(skp))
    tambahan = iki_ada(rhk_ada(skp, "Terselenggaranya pasar murah", JenisRhk.TAMBAHAN), "Jumlah pasar murah")
    return skp, utama, tambahan
