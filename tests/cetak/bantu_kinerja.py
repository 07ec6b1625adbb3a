"""An SKP brought to its agreement by persetujuan, and a month of logs with its lock, for the papers made of them."""

from datetime import date, datetime
from decimal import Decimal

from skpweb.core.db import tulis
from skpweb.harian.models import Catatan, KunciBulan, NilaiBulan
from skpweb.harian.queries_capaian import capaian_banyak
from skpweb.harian.rules import JenisCatatan, StatusCatatan
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.queries_naskah import rencana
from skpweb.persetujuan.services import tetapkan
from skpweb.skp.models import Iki, Skp
from skpweb.skp.rules import JenisRhk, StatusSkp
from tests.cast import Cast
from tests.conftest import PADA
from tests.petruk.bantu import HARI, orang
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada


def skp_diperiksa(cast: Cast, who: str = "pegawai") -> Skp:
    """A plan that waits for its superior: it supports a line of his, which supports one of the head's."""
    puncak = rhk_ada(skp_ada(cast, "kepala", PADA), "Meningkatnya harga yang wajar")
    iki_ada(puncak, "Indeks stabilitas harga")
    kabid = skp_ada(cast, "atasan", PADA)
    induk = rhk_ada(kabid, "Terkendalinya harga pasar", induk=puncak, induk_teks=puncak.teks)
    iki_ada(induk, "Jumlah pasar yang terkendali")
    skp = skp_ada(cast, who, PADA, status=StatusSkp.PERIKSA)
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=PADA).where(Skp.id == skp.id).execute()
    iki_ada(rhk_ada(skp, "Tersedianya data harga", induk=induk, induk_teks=induk.teks))
    iki_ada(
        rhk_ada(skp, "Terlaksananya pasar murah", JenisRhk.TAMBAHAN, direktif=True, pemberi="Bupati"),
        "Jumlah pasar murah",
    )
    return Skp.get_by_id(skp.id)


def setujui(cast: Cast, skp: Skp, who: str = "atasan", pada: datetime = PADA) -> Ketetapan:
    return tetapkan(orang(cast, who), skp.id, rencana(skp, HARI).sidik, pada=pada)


def catatan(
    skp: Skp, iki: Iki | None, hari: date, uraian: str, figur: str | None = "5", status: StatusCatatan = StatusCatatan.VALID
) -> None:  # fmt: skip
    jenis = JenisCatatan.UTAMA if iki else JenisCatatan.LAIN
    with tulis(exempt="uji"):
        Catatan.create(
            pegawai=skp.pegawai_id, skp=skp, iki=iki, tanggal=hari, jenis=jenis, uraian=uraian, status=status,
            realisasi=Decimal(figur) if figur and iki else None, dicatat_pada=PADA, dikirim_pada=PADA, umpan="-",
        )  # fmt: skip


def nilai_bulan(iki: Iki, bulan: int, figur: str) -> None:
    with tulis(exempt="uji"):
        NilaiBulan.create(
            iki=iki, tahun=2026, bulan=bulan, nilai=Decimal(figur), uraian="Diukur dari survei", dicatat_pada=PADA,
            status=StatusCatatan.VALID, dikirim_pada=PADA,
        )  # fmt: skip


def kunci(pegawai_id: int, bulan: int) -> KunciBulan:
    """Lock the month as it stands."""
    isi = capaian_banyak([pegawai_id], 2026, bulan, PADA)[pegawai_id]
    with tulis(exempt="uji"):
        return KunciBulan.create(
            pegawai=pegawai_id, tahun=2026, bulan=bulan, capaian=isi.nilai, cara=isi.ke_json(), dikunci_pada=PADA
        )


def buka(baris: KunciBulan) -> None:
    with tulis(exempt="uji"):
        KunciBulan.update(dibuka_pada=PADA, alasan="Keliru").where(KunciBulan.id == baris.id).execute()
