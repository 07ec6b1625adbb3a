"""Invented papers on the edge of what an office really prints: long names, long texts, apostrophes, nothing at all."""

from dataclasses import replace
from datetime import date

from skpweb.cetak.documents import (
    BarisPeringkat,
    BarisTeamWork,
    BeritaAcara,
    HasilPenilaian,
    LembarTeamWork,
    NilaiIndikator,
    Piagam,
    RekapPeringkat,
    SuratUsulan,
    Terbaik,
)
from skpweb.cetak.naskah import Kantor, Penandatangan, baris_jabatan

LOGO = (
    "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxOTAiIGhlaWdodD0iMjMw"
    "IiB2aWV3Qm94PSIwIDAgMTkgMjMiPjxwYXRoIGQ9Ik0xIDFIMThWMTJDMTggMTggMTMgMjEgOS41IDIyLjNDNiAyMSAxIDE4IDEgMTJaIiBmaWxs"
    "PSIjZmZmIiBzdHJva2U9IiMwMDAiIHN0cm9rZS13aWR0aD0iLjciLz48cGF0aCBkPSJNMi4yIDIuMkgxNi44VjEyQzE2LjggMTcuMiAxMi41IDE5"
    "LjkgOS41IDIxQzYuNSAxOS45IDIuMiAxNy4yIDIuMiAxMloiIGZpbGw9Im5vbmUiIHN0cm9rZT0iIzAwMCIgc3Ryb2tlLXdpZHRoPSIuMjUiLz48"
    "cGF0aCBkPSJNOS41IDVMMTMuNSAxMkg1LjVaIiBmaWxsPSJub25lIiBzdHJva2U9IiMwMDAiIHN0cm9rZS13aWR0aD0iLjYiLz48L3N2Zz4="
)
KANTOR = Kantor(
    pemda="Pemerintah Kabupaten Telaga Biru",
    nama="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    kota="Telaga Biru",
    alamat="Jalan Ki Hajar Dewantara Nomor 17, Telaga Biru 71999 · Telepon (0511) 6749001",
    kontak="Pos-el bkpsdm@contoh.invalid · Laman bkpsdm.contoh.invalid",
    logo=LOGO,
)
TANPA_LOGO = replace(KANTOR, logo=None)
PERIODE = "Oktober 2026"

KEPALA = ("Dr. H. Mu'ammar Syafi'i Al-Fatah, S.Sos., M.AP.", "19710812 199603 1 004", "Pembina Utama Muda (IV/c)")
KABID = ("Hj. Siti Qomari'ah Nur'aini Rahmawati, S.STP., M.Si.", "19790215 199810 2 001", "Pembina (IV/a)")
BUDI = (
    "Budi Santoso Wiraatmadja Kusumonegoro Prawirodirdjo, S.Kom., M.T.I., CISA",
    "19870917 201101 1 006",
    "Analis Sumber Daya Manusia Aparatur Ahli Muda",
    "Bidang Penilaian Kinerja Aparatur dan Penghargaan",
)
NISA = ("Nisa'ul Khoiriyah", "19960304 202421 2 017", "Pranata Komputer Ahli Pertama", "Sekretariat")
YUSUF = ("Yusuf Habibi, S.AP., M.Si.", "19890102 201403 1 002", "Analis SDM Aparatur Ahli Pertama", "Bidang Mutasi")
PANJANG = (
    "Terwujudnya pengelolaan data kinerja aparatur yang lengkap, mutakhir, dan dapat dipertanggungjawabkan pada "
    "seluruh perangkat daerah di lingkungan Pemerintah Kabupaten Telaga Biru melalui penyusunan standar data, "
    "pendampingan pengelola kepegawaian, pemutakhiran bulanan, serta penyajian informasi kinerja yang dipakai "
    "pimpinan dalam pengambilan keputusan pengembangan karier dan pemberian penghargaan pegawai secara adil"
)
INOVASI = (
    "SI-RAPI (Sistem Rekonsiliasi Data Pegawai Terintegrasi): mempertemukan data presensi, SKP, dan daftar gaji setiap "
    "tanggal 5 sehingga selisih data turun dari 214 menjadi 6 baris, dan dipakai seluruh perangkat daerah."
)
JABATAN_KEPALA = f"Kepala {KANTOR.nama}"


def ttd(awalan: str = "", hari: date | None = date(2026, 11, 6), **lain: str) -> Penandatangan:
    """The head as signer; "Plt. ", "Plh. ", "Pj. ": the head of a division."""
    nama, nip, pangkat = KABID if awalan else KEPALA
    return Penandatangan(baris_jabatan(f"{awalan}{JABATAN_KEPALA}", **lain), nama, pangkat, nip, KANTOR.kota, hari)


INDIKATOR = (
    NilaiIndikator(
        nama="Indikator Kinerja",
        kriteria="Nilai e-Kinerja bulan Oktober 2026 dengan kriteria lebih dari atau sama dengan 85, terpenuhi skor 10",
        capaian="Kriteria tidak terpenuhi.",
        data="84,00",
        sumber="nilai e-Kinerja",
        skor=0,
    ),
    NilaiIndikator(
        nama="Indikator Disiplin",
        kriteria="Persentase tingkat kehadiran pegawai yang bersangkutan pada bulan Oktober 2026 dengan kriteria "
        "lebih dari atau sama dengan 95 %, terpenuhi skor 10",
        capaian="Kriteria tidak terpenuhi.",
        data="94,00 %",
        sumber="rekap kehadiran",
        skor=0,
    ),
    NilaiIndikator(
        nama="Indikator Inovasi/Lainnya",
        kriteria="Tingkat kemanfaatan inovasi atau prestasi lainnya pada rentang 0–40",
        capaian="Memberi manfaat bagi seluruh perangkat daerah atau masyarakat.",
        data="tingkat 40",
        skor=40,
        uraian=INOVASI,
    ),
    NilaiIndikator(
        nama="Indikator Perilaku (e-Perilaku 360°)",
        kriteria="Rata-rata penilaian atasan, rekan, dan bawahan dengan kriteria lebih dari atau sama dengan 76, "
        "terpenuhi skor 10",
        capaian="Kriteria terpenuhi.",
        data="88,57",
        sumber="7 penilai",
        skor=10,
    ),
    NilaiIndikator(
        nama="Indikator Team Work",
        kriteria="Penilaian kepala perangkat daerah atas kepemimpinan, komunikasi, dan kerja sama tim",
        capaian="Sangat baik.",
        data="Sangat baik",
        sumber="penilaian kepala",
        skor=20,
    ),
)


def penilaian(orang: tuple[str, str, str, str] = BUDI, uraian: str = INOVASI, **ganti: object) -> HasilPenilaian:
    """The reproduced case: 0 + 0 + 40 + 10 + 20 = 70."""
    indikator = tuple(replace(i, uraian=uraian) if i.uraian else i for i in INDIKATOR)
    berkas = (
        ("Keputusan Bupati tentang penetapan aplikasi SI-RAPI Nomor 188.45/214/2026", "PDF, 3 halaman"),
        ("Foto kegiatan sosialisasi pada 32 perangkat daerah", "6 foto"),
        ("Rekapitulasi survei pengguna 'mudah dipakai' (n = 118)", "PDF, 2 halaman"),
    )
    nama, nip, jabatan, unit = orang
    kartu = HasilPenilaian(
        kantor=KANTOR,
        nama=nama,
        nip=nip,
        jabatan=jabatan,
        unit=unit,
        periode=PERIODE,
        total=70,
        maksimum=90,
        instrumen="2026.1",
        indikator=indikator,
        data_dukung=berkas,
        ttd=ttd(),
        jejak="9f3ec04b77a1",
    )
    return replace(kartu, **ganti)  # type: ignore[arg-type]


def penilaian_kosong() -> HasilPenilaian:
    """A draft: nothing known yet, no files, a Plt. who signs."""
    kosong = tuple(replace(i, data="", skor=None, capaian="", sumber="", uraian="") for i in penilaian().indikator)
    return penilaian(NISA, konsep=True, total=None, indikator=kosong, data_dukung=(), ttd=ttd("Plt. "), jejak="")


def penilaian_panjang() -> HasilPenilaian:
    """An innovation of five paragraphs and the longest signature block."""
    atas = ttd(atas_nama="Bupati Telaga Biru")
    return penilaian(uraian="\n".join([INOVASI, *[PANJANG] * 5]), ttd=atas)


def team_work(banyak: int = 6) -> LembarTeamWork:
    orang = (BUDI, NISA, YUSUF)
    baris = tuple(
        BarisTeamWork(
            nama=o[0],
            nip=o[1],
            jabatan=o[2],
            unit=o[3],
            inovasi=(INOVASI, PANJANG, "")[k % 3],
            tingkat=(40, 20, 0)[k % 3],
            arti_tingkat=(
                "memberi manfaat bagi seluruh perangkat daerah atau masyarakat",
                "dipakai yang bersangkutan",
                "tidak ada inovasi",
            )[k % 3],
        )
        for k, o in enumerate(orang[i % 3] for i in range(banyak))
    )
    return LembarTeamWork(
        kantor=KANTOR,
        periode=PERIODE,
        instrumen="2026.1",
        baris=baris,
        ttd=ttd(hari=None),
        pilihan=((0, "kurang"), (10, "cukup"), (15, "baik"), (20, "sangat baik")),
        pedoman=(
            "kepemimpinan",
            "komunikasi dengan atasan",
            "kerja sama dengan rekan setingkat",
            "kerja sama dengan bawahan hingga hasil kerja tercapai",
        ),
    )


def rekap(banyak: int = 16) -> RekapPeringkat:
    orang = (BUDI, NISA, KABID_SEBAGAI_CALON)
    baris = []
    for k in range(banyak):
        nama, nip, jabatan, unit = orang[k % 3]
        tw = (20, 15, 10)[k % 3]
        inovasi = max(0, 40 - 10 * (k // 4))
        skor = (
            (10, "91,25"),
            (10, "98,40 %"),
            (inovasi, f"tingkat {inovasi}"),
            (10, "88,57"),
            (tw, ("sangat baik", "baik", "cukup")[k % 3]),
        )
        baris.append(
            BarisPeringkat(
                nama=nama,
                nip=nip,
                jabatan=jabatan,
                unit=unit,
                skor=skor,
                total=30 + inovasi + tw,
                peringkat=k + 1,
                keterangan="unggul pada nilai kinerja (91,25 : 88,10)" if k == 1 else "",
            )
        )
    kosong = tuple((None, "") for _ in range(5))
    if banyak:
        baris.append(
            BarisPeringkat(
                nama=YUSUF[0],
                nip=YUSUF[1],
                jabatan=YUSUF[2],
                unit=YUSUF[3],
                skor=kosong,
                total=None,
                keterangan="gugur: predikat tahun lalu di bawah Baik",
            )
        )
    return RekapPeringkat(
        kantor=KANTOR,
        periode=PERIODE,
        instrumen="2026.1",
        maksimum=90,
        baris=tuple(baris),
        ttd=ttd(),
        indikator=("Kinerja", "Disiplin", "Inovasi", "Perilaku 360°", "Team Work"),
        penentu="Urutan penentu bila total sama: inovasi, nilai kinerja, kehadiran, perilaku 360°, team work, masa "
        "kerja pada perangkat daerah, keputusan kepala dengan alasan tertulis.",
    )


KABID_SEBAGAI_CALON = (KABID[0], KABID[1], "Kepala Bidang Penilaian Kinerja Aparatur dan Penghargaan", BUDI[3])
TERBAIK = tuple(Terbaik(nama=o[0], nip=o[1], jabatan=o[2], unit=o[3], total=t) for o, t in ((BUDI, 90), (NISA, 85)))


def surat_usulan() -> SuratUsulan:
    return SuratUsulan(
        kantor=KANTOR,
        nomor="800.1.4/129/BKPSDM/2026",
        tanggal=date(2026, 11, 6),
        sifat="Biasa",
        lampiran="1 (satu) berkas",
        hal="Usulan Pegawai Terbaik melalui SI-PETRUK Periode Oktober 2026",
        kepada=("Kepala Badan Kepegawaian Daerah", "Kabupaten Telaga Biru"),
        tempat_tujuan="Telaga Biru",
        periode=PERIODE,
        maksimum=90,
        terbaik=TERBAIK,
        ttd=replace(ttd(), tempat="", tanggal=None),
        tembusan=("Bupati Telaga Biru (sebagai laporan)", "Inspektur Kabupaten Telaga Biru"),
    )


def berita_acara() -> BeritaAcara:
    tim = (
        (KABID[0], "Ketua"),
        (YUSUF[0], "Sekretaris"),
        ("Rina Kartikasari, A.Md.", "Anggota"),
    )
    return BeritaAcara(
        kantor=TANPA_LOGO,
        nomor="800.1.4/127/BKPSDM/2026",
        tanggal=date(2026, 11, 6),
        tempat=f"ruang rapat {KANTOR.nama} Kabupaten Telaga Biru",
        periode=PERIODE,
        instrumen="2026.1",
        jumlah_calon=16,
        maksimum=90,
        terbaik=TERBAIK,
        tim=tim,
        ttd=ttd(pengantar="Mengetahui,"),
        alasan="Urutan kedua diputuskan kepala karena seluruh nilai sama: lama mengabdi pada tugas pelayanan.",
    )


def piagam(orang: tuple[str, str, str, str] = BUDI, kantor: Kantor = KANTOR) -> Piagam:
    return Piagam(
        kantor=kantor,
        nomor="800.1.4/131/BKPSDM/2026",
        nama=orang[0],
        nip=orang[1],
        jabatan=orang[2],
        sebutan="Pegawai Terbaik",
        periode=PERIODE,
        total=90,
        maksimum=90,
        ttd=ttd(hari=date(2026, 11, 10)),
    )
