"""Invented papers of the office, and all samples by name. See contoh.py."""

from decimal import Decimal

from skpweb.cetak.documents import BarisKehadiran, DaftarBerkas, Dokumen, IsiBerkas, RekapKehadiran
from tests.cetak import contoh_kinerja
from tests.cetak.contoh import (
    BUDI,
    KABID_SEBAGAI_CALON,
    KANTOR,
    NISA,
    PERIODE,
    TANPA_LOGO,
    YUSUF,
    berita_acara,
    penilaian,
    penilaian_kosong,
    penilaian_panjang,
    piagam,
    rekap,
    surat_usulan,
    team_work,
    ttd,
)


def kehadiran(banyak: int = 42) -> RekapKehadiran:
    orang = (BUDI, NISA, YUSUF, KABID_SEBAGAI_CALON)
    baris = tuple(
        BarisKehadiran(
            nama=orang[k % 4][0],
            nip=orang[k % 4][1],
            angka=(22, 20 - k % 3, k % 3, 1, 0, 1, 0, k % 4, 0, 1, 0, 0, k % 2, 0, 0),
            persen=None if k == 7 else Decimal("98.40"),
        )
        for k in range(banyak)
    )
    return RekapKehadiran(
        kantor=KANTOR,
        periode=PERIODE,
        unit=BUDI[3],
        baris=baris,
        ttd=ttd("Plh. "),
        keterangan=(
            "Kehadiran (%) = 100 × (hadir + dinas luar) / (hari kerja − sakit − cuti).",
            "TK tanpa keterangan; TL terlambat, PSW pulang sebelum waktu: 1 = 1–30 menit, 2 = 31–60 menit, "
            "3 = 61–90 menit, 4 = lebih dari 90 menit.",
        ),
    )


def daftar_berkas() -> DaftarBerkas:
    isi = (
        IsiBerkas(nama="Surat usulan", keterangan="Nomor 800.1.4/129/BKPSDM/2026", halaman=2, jumlah=1),
        IsiBerkas(nama=f"Hasil penilaian {BUDI[0]}", keterangan="bertanda tangan, total skor 90", halaman=3, jumlah=1),
        IsiBerkas(
            nama="Keputusan Bupati tentang penetapan aplikasi SI-RAPI", keterangan="data dukung", halaman=4, jumlah=3
        ),
    )
    return DaftarBerkas(kantor=KANTOR, periode=PERIODE, isi=isi, ttd=ttd("Pj. "))


def semua() -> dict[str, Dokumen]:
    """Every document, and the awkward shapes of it."""
    return {
        "penilaian": penilaian(),
        "penilaian-kosong": penilaian_kosong(),
        "penilaian-panjang": penilaian_panjang(),
        "team-work": team_work(),
        "team-work-kosong": team_work(0),
        "rekap": rekap(),
        "rekap-kosong": rekap(0),
        "surat-usulan": surat_usulan(),
        "berita-acara": berita_acara(),
        "piagam": piagam(),
        "piagam-tanpa-logo": piagam(NISA, TANPA_LOGO),
        "kehadiran": kehadiran(),
        "kehadiran-kosong": kehadiran(0),
        "daftar-berkas": daftar_berkas(),
        **contoh_kinerja.semua(),
    }
