"""What the columns of each kind of import may be called, and what its template says about them."""

from skpweb.presensi.rules import ARTI_KEJADIAN, LABEL
from skpweb.tukar.rules import Bidang, Jenis

JUDUL = {
    Jenis.PEGAWAI: "Pegawai",
    Jenis.PRESENSI: "Presensi bulanan",
    Jenis.EKINERJA: "Nilai e-Kinerja",
    Jenis.PREDIKAT: "Predikat kinerja tahunan",
    Jenis.PERILAKU: "Nilai perilaku 360°",
}
KETERANGAN = {
    Jenis.PEGAWAI: "Orang, unit kerja, jabatan, dan atasan. Pohon jabatan terbentuk dari kolom atasan.",
    Jenis.PRESENSI: "Hari kerja, kehadiran, ketidakhadiran, dan keterlambatan satu bulan.",
    Jenis.EKINERJA: "Nilai kinerja per orang dan bulan dari aplikasi e-Kinerja.",
    Jenis.PREDIKAT: "Predikat kinerja satu tahun per orang.",
    Jenis.PERILAKU: "Nilai perilaku dari kuesioner 360° di luar aplikasi ini.",
}
BERBULAN = frozenset({Jenis.PRESENSI, Jenis.EKINERJA, Jenis.PERILAKU})
"""Kinds whose rows belong to a month; of Jenis.PREDIKAT they belong to a year."""
NIP = Bidang(
    "nip",
    "NIP",
    (
        "NIP",
        "NIP Baru",
        "NIP/NI PPPK",
        "NI PPPK",
        "NIP atau NI PPPK",
        "NIPPPK",
        "NIP Pegawai",
        "Nomor Induk Pegawai",
        "NIP/NIPPPK",
        "NIK NIP",
    ),
    True,
    "198306092009032005",
    "18 angka, ditulis sebagai teks. Spasi dan tanda petik di depan tidak mengganggu.",
)
NAMA = Bidang(
    "nama",
    "Nama",
    ("Nama", "Nama Pegawai", "Nama Lengkap", "Nama dan Gelar", "Nama Lengkap dan Gelar", "Nama ASN", "Nama PNS"),
    False,
    "Sekar Wening, S.E.",
    "Hanya untuk memastikan NIP-nya benar; boleh kosong.",
)
BULAN = Bidang(
    "bulan",
    "Bulan",
    ("Bulan", "Bulan Penilaian", "Bulan Kinerja"),
    contoh="September",
    penjelasan="Angka 1–12 atau nama bulan. Tanpa kolom ini, bulan diambil dari isian di layar.",
)
TAHUN = Bidang(
    "tahun",
    "Tahun",
    ("Tahun", "Tahun Penilaian", "Tahun Kinerja", "Tahun Predikat"),
    contoh="2026",
    penjelasan="Empat angka. Tanpa kolom ini, tahun diambil dari isian di layar.",
)


def _nilai(*sinonim: str) -> Bidang:
    return Bidang("nilai", "Nilai", ("Nilai", "Nilai Akhir", "Skor", *sinonim), True, "86,40", "Angka 0–100.")


def _cacah(kunci: str, *sinonim: str, wajib: bool = False, contoh: str = "0") -> Bidang:
    arti = f" ({ARTI_KEJADIAN[kunci[-1]]})" if kunci[-1].isdigit() else ""
    hal = f"Banyaknya kejadian{arti}" if arti else "Banyaknya hari"
    return Bidang(kunci, LABEL[kunci], (LABEL[kunci], *sinonim), wajib, contoh, f"{hal}; kosong berarti 0.")


def _kejadian(awal: str, *panjang: str) -> tuple[Bidang, ...]:
    return tuple(_cacah(f"{awal}{n}", f"{awal} {n}", *(f"{kata} {n}" for kata in panjang)) for n in range(1, 5))


_PEGAWAI = (
    NIP,
    Bidang(NAMA.kunci, NAMA.label, NAMA.sinonim, True, NAMA.contoh, "Nama lengkap dengan gelar."),
    Bidang(
        "kepegawaian",
        "Status",
        (
            "Status",
            "Status Kepegawaian",
            "Status Pegawai",
            "Status ASN",
            "Kepegawaian",
            "Jenis Pegawai",
            "Jenis ASN",
            "Jenis Kepegawaian",
        ),
        True,
        "PNS",
        "PNS, PPPK, atau PPPK Paruh Waktu.",
    ),
    Bidang(
        "golongan",
        "Golongan",
        (
            "Golongan",
            "Gol",
            "Gol/Ruang",
            "Golongan Ruang",
            "Gol Ruang",
            "Pangkat/Golongan",
            "Pangkat Golongan Ruang",
            "Pangkat Gol",
            "Pangkat",
        ),
        False,
        "III/d",
        "PNS I/a–IV/e, PPPK I–XVII. Paruh waktu boleh kosong.",
    ),
    Bidang(
        "jenis",
        "Jenis jabatan",
        ("Jenis Jabatan", "Jenis Jab", "Eselon", "Tipe Jabatan", "Kelompok Jabatan"),
        True,
        "Pengawas",
        "JPT Madya, JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional, atau Staf Ahli.",
    ),
    Bidang(
        "jabatan",
        "Jabatan",
        ("Jabatan", "Nama Jabatan", "Nomenklatur Jabatan", "Jabatan Terakhir", "Jabatan Sekarang"),
        True,
        "Kepala Subbagian Keuangan",
        "Nama jabatan. “Plt.”, “Plh.”, atau “Pj.” boleh ditulis di depannya.",
    ),
    Bidang(
        "unit",
        "Unit kerja",
        (
            "Unit Kerja",
            "Unit",
            "Unit Organisasi",
            "Unor",
            "Bidang",
            "Bagian",
            "Satuan Kerja",
            "Satker",
            "Unit Kerja Penempatan",
            "Penempatan",
            "Bidang/Bagian",
        ),
        True,
        "Subbagian Keuangan",
        "Unit yang belum ada akan ditanyakan lebih dahulu, atau dibuat pada impor pertama.",
    ),
    Bidang(
        "atasan",
        "Atasan",
        (
            "NIP Atasan",
            "NIP Atasan Langsung",
            "NIP Pejabat Penilai",
            "NIP Penilai",
            "Atasan",
            "Atasan Langsung",
            "Pejabat Penilai",
            "Penilai",
        ),
        False,
        "197905142003121002",
        "NIP atau nama atasan langsung. Kosong hanya untuk kepala.",
    ),
    Bidang(
        "nama_atasan",
        "Nama atasan",
        ("Nama Atasan", "Nama Atasan Langsung", "Nama Pejabat Penilai", "Nama Penilai"),
        False,
        "",
        "Dipakai bila kolom Atasan kosong.",
    ),
    Bidang(
        "kedudukan",
        "Kedudukan",
        ("Kedudukan", "Kedudukan Jabatan", "Status Jabatan", "Definitif/Plt"),
        False,
        "Definitif",
        "Definitif, Plt., Plh., atau Pj.; kosong berarti definitif.",
    ),
    Bidang(
        "mulai",
        "TMT jabatan",
        ("TMT Jabatan", "TMT Jab", "Tanggal Mulai Jabatan", "Mulai Menjabat", "Tanggal Pelantikan"),
        False,
        "01/09/2024",
        "Tanggal mulai memegang jabatan itu, hh/bb/tttt.",
    ),
    Bidang(
        "hp",
        "No. HP",
        (
            "No HP",
            "HP",
            "Nomor HP",
            "No Telepon",
            "Nomor Telepon",
            "Telepon",
            "No Telp",
            "Telp",
            "WA",
            "No WA",
            "Handphone",
            "Nomor WhatsApp",
        ),
        False,
        "081200000000",
        "Boleh kosong.",
    ),
    Bidang(
        "email", "Email", ("Email", "E-mail", "Surel", "Alamat Email"), False, "sekar@contoh.invalid", "Boleh kosong."
    ),
)
_PRESENSI = (
    NIP,
    NAMA,
    BULAN,
    TAHUN,
    _cacah("hari_kerja", "Jumlah Hari Kerja", "HK", "Jml Hari Kerja", "Hari Efektif", wajib=True, contoh="22"),
    _cacah("hadir", "Jumlah Hadir", "Masuk", "Masuk Kerja", "H", "Kehadiran", wajib=True, contoh="19"),
    _cacah("dinas_luar", "DL", "Perjalanan Dinas", "Tugas Luar", "Dinas", "SPPD", contoh="2"),
    _cacah("sakit", "S"),
    _cacah("izin", "I", "Ijin"),
    _cacah("cuti", "C", contoh="1"),
    _cacah("tanpa_keterangan", "TK", "Alpa", "Alpha", "A", "Tanpa Ket", "Tidak Hadir Tanpa Keterangan", "Mangkir"),
    *_kejadian("tl", "Terlambat", "Telat"),
    *_kejadian("psw", "Pulang Sebelum Waktu", "Pulang Cepat", "PC"),
)
BIDANG: dict[Jenis, tuple[Bidang, ...]] = {
    Jenis.PEGAWAI: _PEGAWAI,
    Jenis.PRESENSI: _PRESENSI,
    Jenis.EKINERJA: (
        NIP,
        NAMA,
        BULAN,
        TAHUN,
        _nilai(
            "Nilai e-Kinerja",
            "Nilai Kinerja",
            "Capaian",
            "Capaian Kinerja",
            "Nilai Capaian",
            "Skor Kinerja",
            "Nilai SKP",
        ),
    ),
    Jenis.PREDIKAT: (
        NIP,
        NAMA,
        TAHUN,
        Bidang(
            "predikat",
            "Predikat",
            ("Predikat", "Predikat Kinerja", "Predikat Kinerja Pegawai", "Predikat SKP", "Hasil Evaluasi"),
            True,
            "Baik",
            "Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang.",
        ),
    ),
    Jenis.PERILAKU: (
        NIP,
        NAMA,
        BULAN,
        TAHUN,
        _nilai("Nilai Perilaku", "Skor Perilaku", "Nilai 360", "Perilaku", "Nilai Perilaku Kerja"),
    ),
}


def label_bidang(jenis: Jenis) -> dict[str, str]:
    return {satu.kunci: satu.label for satu in BIDANG[jenis]}
