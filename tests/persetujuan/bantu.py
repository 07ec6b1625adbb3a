"""The way of an SKP in short words: each step through the services, by the person who may."""

from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfWriter

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.pegawai.models import Delegasi, Pegawai
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services_tim import tambah_pejabat_luar
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.periode.models import Jendela
from skpweb.periode.rules import Tahap
from skpweb.persetujuan import services
from skpweb.persetujuan.models import Ketetapan, Langkah
from skpweb.persetujuan.queries_naskah import rencana
from skpweb.persetujuan.services import Kertas
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp
from tests.cast import Cast
from tests.conftest import PADA
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

S = StatusSkp
BUKA, TUTUP = datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 12, 31, 16, 59, 59, 999_000, UTC)
TUGAS = TugasDelegasi.TETAPKAN


def _pdf() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


PDF = _pdf()
KERTAS = Kertas("800/7/SKP", date(2026, 11, 20), ("lembar.pdf", PDF))


def orang(cast: Cast, who: str, pada: datetime = PADA) -> Pelaku:
    return susun_pelaku(akun_milik(cast.orang[who]), clock.hari(pada))


def jendela(tutup: datetime = TUTUP, buka: datetime = BUKA, tahun: int = 2026) -> Jendela:
    with tulis(exempt="uji"):
        return Jendela.create(
            tahun=tahun, tahap=Tahap.SKP, nama=f"Penyusunan SKP {tahun}", buka_pada=buka, tutup_pada=tutup
        )


def konsep(cast: Cast, who: str = "pegawai", status: StatusSkp = S.KONSEP, **lain: object) -> Skp:
    """A plan that may be sent: one directive with an indicator of 120, 10 a month."""
    skp = skp_ada(cast, who, PADA, status=status, **lain)
    iki_ada(rhk_ada(skp))
    return skp


def sidik_kini(skp: Skp, pada: datetime = PADA) -> str:
    return rencana(Skp.get_by_id(skp.id), clock.hari(pada)).sidik


def kirim(cast: Cast, skp: Skp, who: str = "pegawai", pada: datetime = PADA) -> Langkah:
    return services.ajukan(orang(cast, who, pada), skp.id, sidik_kini(skp, pada), pada=pada)


def terkirim(cast: Cast, who: str = "pegawai", pada: datetime = PADA, **lain: object) -> Skp:
    """A plan that waits for its superior; opens the window when there is none."""
    if not Jendela.select().exists():
        jendela()
    skp = konsep(cast, who, **lain)
    kirim(cast, skp, who, pada)
    return Skp.get_by_id(skp.id)


def kembali(
    cast: Cast, skp: Skp, who: str = "atasan", catatan: str = "Naikkan targetnya.", pada: datetime = PADA
) -> None:
    services.kembalikan(orang(cast, who, pada), skp.id, sidik_kini(skp, pada), catatan, pada=pada)


def tetap(cast: Cast, skp: Skp, who: str = "atasan", pada: datetime = PADA) -> Ketetapan:
    return services.tetapkan(orang(cast, who, pada), skp.id, sidik_kini(skp, pada), pada=pada)


def bupati(pada: datetime = PADA) -> Pegawai:
    """The pejabat luar who rates the head; without an account."""
    return tambah_pejabat_luar(
        SISTEM, nama="Ir. Pandu Wirasena", jabatan="Bupati Teladan", instansi="Kabupaten Teladan",
        mulai=date(2020, 1, 1), penilai_kepala=True, pada=pada,
    )  # fmt: skip


def delegasi(
    cast: Cast, dari: str, ke: str, tugas: TugasDelegasi = TUGAS, sampai: date = date(2026, 12, 31)
) -> Delegasi:
    with tulis(exempt="uji"):
        return Delegasi.create(
            pemberi=cast.orang[dari], penerima=cast.orang[ke], mulai=date(2026, 1, 1), sampai=sampai, spt="1/SPT",
            tugas=[tugas],
        )  # fmt: skip


def lonceng(cast: Cast, who: str) -> list[str]:
    """What this person was told, oldest first."""
    return [
        p.teks
        for p in Pemberitahuan.select().where(Pemberitahuan.pegawai == cast.orang[who]).order_by(Pemberitahuan.id)
    ]
