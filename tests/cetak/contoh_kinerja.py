"""Invented forms of PermenPANRB 6/2022 on the edge: 400 characters, several aspects, 60 indicators, nothing at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from skpweb.cetak.documents import Dokumen
from skpweb.cetak.documents_kinerja import (
    BarisCatatan,
    BarisIki,
    BarisRhk,
    DaftarCkhp,
    Pihak,
    SkpKuantitatif,
    rentang,
)
from skpweb.cetak.naskah import Kantor, Penandatangan
from tests.cetak.contoh import BUDI, KABID, KANTOR, PANJANG, PERIODE

KOP = Kantor(pemda="", nama=KANTOR.nama, kota=KANTOR.kota)
PEGAWAI = Pihak(nama=BUDI[0], nip=BUDI[1], pangkat="Penata Tingkat I, III/d", jabatan=BUDI[2], unit=BUDI[3])
PENILAI = Pihak(
    nama=KABID[0],
    nip=KABID[1],
    pangkat="Pembina, IV/a",
    jabatan="Plt. Kepala Bidang Penilaian Kinerja Aparatur dan Penghargaan",
    unit=BUDI[3],
)
TANPA_NIP = Pihak(nama="Rahmat Hidayatullah", nip="", pangkat="", jabatan="Bupati Telaga Biru", unit="")
TAHUN = rentang(date(2026, 1, 1), date(2026, 12, 31))
INDUK = (
    ("Meningkatnya kualitas manajemen kinerja aparatur", ("Indeks profesionalitas ASN dimensi kinerja", "Nilai SAKIP")),
    ("Terwujudnya layanan kepegawaian yang prima", ()),
)
RHK = (
    "Tersusunnya laporan hasil evaluasi kinerja aparatur triwulanan yang tepat waktu",
    PANJANG,
    "Terlaksananya pendampingan pengelola kepegawaian perangkat daerah",
    "Tersedianya basis data kinerja pegawai yang mutakhir",
)
IKI = (
    ("Kuantitas", "Jumlah laporan hasil evaluasi kinerja yang disusun", "4 laporan"),
    ("Kualitas, Waktu", "Persentase laporan yang diterima tanpa perbaikan substansi", "90–95 %"),
    ("Waktu", "Ketepatan waktu penyampaian laporan setelah triwulan berakhir", "10 hari kerja"),
    ("Biaya", "Persentase realisasi anggaran kegiatan 'pendampingan'", "97,50 %"),
)


def tangan(pihak: Pihak, *jabatan: str, hari: date | None = None) -> Penandatangan:
    return Penandatangan(jabatan, pihak.nama, nip=pihak.nip, tempat=KOP.kota if hari else "", tanggal=hari)


def _iki(banyak: int, awal: int = 0) -> tuple[BarisIki, ...]:
    return tuple(
        BarisIki(aspek=a, teks=f"{t} (i{awal + k}x)", target=n)
        for k in range(banyak)
        for a, t, n in [IKI[(awal + k) % 4]]
    )


def skp(rhk: tuple[int, ...] = (1, 2, 3, 1), tambahan: tuple[int, ...] = (4,), **ganti: object) -> SkpKuantitatif:
    """An SKP whose RHK have so many IKI each."""
    semua, awal = [], 0
    for nomor, banyak in enumerate((*rhk, *tambahan), 1):
        direktif = nomor % 4 == 0
        induk, indikator = INDUK[nomor % 2]
        semua.append(
            BarisRhk(
                nomor=nomor,
                intervensi="" if direktif else induk,
                indikator=() if direktif else indikator,
                teks=RHK[(nomor - 1) % 4],
                pemberi="Sekretaris Daerah" if direktif else "",
                iki=_iki(banyak, awal),
            )
        )
        awal += banyak
    dokumen = SkpKuantitatif(
        kantor=KOP,
        periode="1-2026",
        rentang=TAHUN,
        pegawai=PEGAWAI,
        penilai=PENILAI,
        utama=tuple(semua[: len(rhk)]),
        tambahan=tuple(semua[len(rhk) :]),
        kiri=tangan(PEGAWAI, "Pegawai yang Dinilai"),
        ttd=tangan(PENILAI, "Pejabat Penilai Kinerja", hari=date(2026, 1, 12)),
    )
    return replace(dokumen, **ganti)  # type: ignore[arg-type]


def ckhp(banyak: int = 63, **ganti: object) -> DaftarCkhp:
    baris = tuple(
        BarisCatatan(
            tanggal=f"{1 + k // 2} Oktober 2026",
            uraian=f"c{k}x "
            + (PANJANG if k % 17 == 5 else "Konsultasi SKP dengan perangkat daerah 'Telaga Hulu'.\nTatap muka.")
            + f" d{k}x",
            aspek=IKI[k % 4][0] if k % 7 else "",
            iki=IKI[k % 4][1] if k % 7 else "(tambahan tanpa indikator)",
            realisasi=("1 laporan", "96,25 %", "2 hari kerja")[k % 3] if k % 7 else "",
        )
        for k in range(banyak)
    )
    dokumen = DaftarCkhp(
        kantor=KOP,
        periode=PERIODE,
        rentang=TAHUN,
        pegawai=PEGAWAI,
        penilai=PENILAI,
        baris=baris,
        capaian=Decimal("92.35"),
        keterangan=(f"Catatan sah: {banyak}.", "Bulan dikunci 12 November 2026."),
        kiri=tangan(PENILAI, "Mengetahui,", "Pejabat Penilai Kinerja"),
        ttd=tangan(PEGAWAI, "Pegawai yang Dinilai", hari=date(2026, 10, 30)),
    )
    return replace(dokumen, **ganti)  # type: ignore[arg-type]


def semua() -> dict[str, Dokumen]:
    """Every form, and the awkward shapes of it."""
    kepala = {"penilai": TANPA_NIP, "ttd": tangan(TANPA_NIP, "Pejabat Penilai Kinerja", hari=date(2026, 1, 12))}
    return {
        "skp": skp(),
        "skp-60": skp((3,) * 18, (3, 3)),
        "skp-1x60": skp((60,), (), **kepala),
        "skp-konsep": skp((), (), konsep=True),
        "ckhp": ckhp(),
        "ckhp-kosong": ckhp(0, capaian=None, keterangan=("Belum ada SKP yang ditetapkan.",), konsep=True),
    }
