"""The way of a scorecard in short words: each step through the product's own services, by the person who may."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from pypdf import PdfWriter

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis  # noqa: F401 - for tests that need rows in bulk
from skpweb.petruk import services, services_kepala, services_penilaian, services_periode
from skpweb.petruk.models import Penilaian, PeriodePetruk
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian
from skpweb.petruk.rules_calon import Isian
from skpweb.petruk.services_kepala import TANPA_SERI, Kertas, NilaiKepala, PutusanSeri
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import simpan_rekap
from tests.cast import Cast
from tests.conftest import PADA


def _pdf() -> bytes:
    writer, keluar = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(keluar)
    return keluar.getvalue()


PDF = _pdf()
SCAN = ("lembar.pdf", PDF)
ISIAN = Isian("Papan harga daring", 40, True)


def orang(cast: Cast, who: str, pada: datetime = PADA) -> Pelaku:
    return susun_pelaku(akun_milik(cast.orang[who]), clock.hari(pada))


def buka(
    cast: Cast, *, tahun: int = 2026, awal: int = 10, akhir: int | None = None, hari: int = 30, pada: datetime = PADA
) -> PeriodePetruk:
    """A period assessed up to October, its window open round `pada`."""
    return services_periode.buka_periode(
        orang(cast, "pengelola", pada), tahun=tahun, awal=awal, akhir=akhir or awal,
        buka=pada - timedelta(days=10), tutup=pada + timedelta(days=hari), pada=pada,
    )  # fmt: skip


def angka(
    cast: Cast, who: str, kinerja: str | None = "86.4", hadir: int | None = 22, perilaku: str | None = "82.1",
    predikat: Predikat | None = Predikat.BAIK, bulan: int = 10,
) -> None:  # fmt: skip
    """October figures of one person; None leaves one out. `hadir` of 22 days."""
    rows = []
    siapa = cast.orang[who]
    if kinerja:
        rows.append(services.BarisImpor(siapa, JenisNilai.EKINERJA, 2026, bulan, Decimal(kinerja)))
    if perilaku:
        rows.append(services.BarisImpor(siapa, JenisNilai.PERILAKU, 2026, bulan, Decimal(perilaku)))
    if predikat:
        rows.append(services.BarisImpor(siapa, JenisNilai.PREDIKAT, 2025, None, predikat=predikat))
    services.terapkan_impor(SISTEM, rows, sumber="impor uji", pada=PADA)
    if hadir is not None:
        rekap = Rekap(22, hadir=hadir, tanpa_keterangan=22 - hadir)
        simpan_rekap(SISTEM, siapa, 2026, bulan, rekap, sumber="rekap uji", pada=PADA)


def nominasi(cast: Cast, periode: PeriodePetruk, who: str = "pegawai", oleh: str = "pengelola") -> Penilaian:
    return services_penilaian.nominasi(orang(cast, oleh), periode.id, cast.orang[who], pada=PADA)


def simpan(cast: Cast, row: Penilaian, isian: Isian = ISIAN, oleh: str = "pengelola") -> Penilaian:
    bukti = [("papan.pdf", PDF)] if (isian.inovasi_tingkat or 0) >= 20 else []
    services_penilaian.simpan(orang(cast, oleh), row.id, isian, unggahan=bukti, pada=PADA)
    return Penilaian.get_by_id(row.id)


def team_work(cast: Cast, row: Penilaian, nilai: int = 20, putusan: Putusan | None = Putusan.DITERIMA) -> Penilaian:
    isi = [NilaiKepala(row.id, nilai, putusan)]
    services_kepala.nilai_team_work(orang(cast, "kepala"), row.periode_id, isi, pada=PADA)
    return Penilaian.get_by_id(row.id)


def kunci(cast: Cast, row: Penilaian, oleh: str = "pengelola") -> Penilaian:
    services_penilaian.kunci(orang(cast, oleh), row.id, pada=PADA)
    return Penilaian.get_by_id(row.id)


def sampai(
    cast: Cast, status: StatusPenilaian, who: str = "pegawai", periode: PeriodePetruk | None = None
) -> Penilaian:
    """A scorecard brought into this status."""
    angka(cast, who)
    row = nominasi(cast, periode or buka(cast), who)
    if status is StatusPenilaian.DRAF:
        return row
    if status is StatusPenilaian.GUGUR:
        services_penilaian.gugurkan(orang(cast, "pengelola"), row.id, "Mengundurkan diri", pada=PADA)
        return Penilaian.get_by_id(row.id)
    row = simpan(cast, row)
    if status is StatusPenilaian.TERSIMPAN:
        return row
    row = team_work(cast, row)
    if status is StatusPenilaian.LENGKAP:
        return row
    row = kunci(cast, row)
    if status is StatusPenilaian.BERTANDA_TANGAN:
        services_penilaian.unggah_scan(orang(cast, "pengelola"), row.id, SCAN, pada=PADA)
    return Penilaian.get_by_id(row.id)


def terkunci(
    cast: Cast, periode: PeriodePetruk, who: str, *, tingkat: int = 40, nilai: int = 20, **figur: str
) -> Penilaian:
    """Another locked scorecard of the period."""
    angka(cast, who, **figur)
    row = nominasi(cast, periode, who)
    row = simpan(cast, row, Isian("Papan harga daring" if tingkat else "", tingkat, True))
    return kunci(cast, team_work(cast, row, nilai, Putusan.DITERIMA if tingkat else None))


def peringkatkan(cast: Cast, periode: PeriodePetruk) -> None:
    services_periode.tutup(orang(cast, "pengelola"), periode.id, pada=PADA)
    services_periode.peringkatkan(orang(cast, "pengelola"), periode.id, pada=PADA)


def tetapkan(cast: Cast, periode: PeriodePetruk, putusan: PutusanSeri = TANPA_SERI) -> None:
    hari = date(2026, 11, 20)
    services_kepala.tetapkan(orang(cast, "kepala"), periode.id, "800/1/BA/2026", hari, putusan, pada=PADA)


KERTAS = Kertas("900/7/TW/2026", date(2026, 11, 20), SCAN)
HARI = clock.hari(PADA)


def presensi(cast: Cast, who: str, bulan: int, *, hari_kerja: int, hadir: int) -> None:
    rekap = Rekap(hari_kerja, hadir=hadir, izin=hari_kerja - hadir)
    simpan_rekap(SISTEM, cast.orang[who], 2026, bulan, rekap, sumber="rekap uji", pada=PADA)
