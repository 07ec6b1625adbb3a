"""What the columns of each kind of import may be called, and what its template says about them."""

from dataclasses import replace

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
"""Kinds whose rows belong to a month; those of Jenis.PREDIKAT belong to a year, people to neither."""

# fmt: off
NIP = Bidang(
    "nip", "NIP", "NIP Baru|NIP/NI PPPK|NI PPPK|NIP atau NI PPPK|NIPPPK|NIP/NIPPPK|NIP Pegawai|Nomor Induk Pegawai",
    "18 angka, ditulis sebagai teks. Spasi dan tanda petik di depan tidak mengganggu.", "198306092009032005", True)
NAMA = Bidang(
    "nama", "Nama", "Nama Pegawai|Nama Lengkap|Nama dan Gelar|Nama Lengkap dan Gelar|Nama ASN|Nama PNS",
    "Hanya untuk memastikan NIP-nya benar; boleh kosong.", "Sekar Wening, S.E.")
BULAN = Bidang(
    "bulan", "Bulan", "Bulan Penilaian|Bulan Kinerja",
    "Angka 1–12 atau nama bulan. Tanpa kolom ini, bulan diambil dari isian di layar.", "September")
TAHUN = Bidang(
    "tahun", "Tahun", "Tahun Penilaian|Tahun Kinerja|Tahun Predikat",
    "Empat angka. Tanpa kolom ini, tahun diambil dari isian di layar.", "2026")


def _nilai(sebutan: str) -> Bidang:
    return Bidang("nilai", "Nilai", f"Nilai Akhir|Skor|{sebutan}", "Angka 0–100.", "86,40", True)


def _cacah(kunci: str, sebutan: str, contoh: str = "0", wajib: bool = False) -> Bidang:
    arti = f"Banyaknya kejadian ({ARTI_KEJADIAN[kunci[-1]]})" if kunci[-1].isdigit() else "Banyaknya hari"
    return Bidang(kunci, LABEL[kunci], sebutan, arti + ("." if wajib else "; kosong berarti 0."), contoh, wajib)


_ORANG = (
    NIP,
    replace(NAMA, wajib=True, penjelasan="Nama lengkap dengan gelar."),
    Bidang("kepegawaian", "Status",
           "Status Kepegawaian|Status Pegawai|Status ASN|Kepegawaian|Jenis Pegawai|Jenis ASN|Jenis Kepegawaian",
           "PNS, PPPK, atau PPPK Paruh Waktu.", "PNS", True),
    Bidang("golongan", "Golongan",
           "Gol|Gol/Ruang|Golongan Ruang|Pangkat/Golongan|Pangkat Golongan Ruang|Pangkat Gol Ruang|Pangkat Gol|Pangkat",
           "PNS I/a–IV/e, PPPK I–XVII. Paruh waktu boleh kosong.", "III/d"),
    Bidang("jenis", "Jenis jabatan", "Jenis Jab|Eselon|Tipe Jabatan|Kelompok Jabatan",
           "JPT Madya, JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional, atau Staf Ahli.", "Pengawas", True),
    Bidang("jabatan", "Jabatan", "Nama Jabatan|Nomenklatur Jabatan|Jabatan Terakhir|Jabatan Sekarang",
           "Nama jabatan. “Plt.”, “Plh.”, atau “Pj.” boleh ditulis di depannya.", "Kepala Subbagian Keuangan", True),
    Bidang("unit", "Unit kerja",
           "Unit|Unit Organisasi|Unor|Bidang|Bagian|Bidang/Bagian|Satuan Kerja|Satker|Penempatan|Unit Kerja Penempatan",
           "Unit yang belum ada ditanyakan lebih dahulu, atau dibuat pada impor pertama.", "Subbagian Keuangan", True),
    Bidang("atasan", "Atasan",
           "NIP Atasan|NIP Atasan Langsung|NIP Pejabat Penilai|NIP Penilai|Atasan Langsung|Pejabat Penilai|Penilai",
           "NIP, nama, atau jabatan atasan langsung. Kosong hanya untuk kepala.", "197905142003121002"),
    Bidang("nama_atasan", "Nama atasan", "Nama Atasan Langsung|Nama Pejabat Penilai|Nama Penilai",
           "Dipakai bila kolom Atasan kosong."),
    Bidang("kedudukan", "Kedudukan", "Kedudukan Jabatan|Status Jabatan|Definitif/Plt",
           "Definitif, Plt., Plh., atau Pj.; kosong berarti definitif.", "Definitif"),
    Bidang("mulai", "TMT jabatan", "TMT Jab|Tanggal Mulai Jabatan|Mulai Menjabat|Tanggal Pelantikan",
           "Tanggal mulai memegang jabatan itu, hh/bb/tttt.", "01/09/2024"),
    Bidang("hp", "No. HP", "HP|Nomor HP|No Telepon|Nomor Telepon|Telepon|No Telp|Telp|WA|No WA|Handphone|Nomor WhatsApp",
           "Boleh kosong.", "081200000000"),
    Bidang("email", "Email", "E-mail|Surel|Alamat Email", "Boleh kosong.", "sekar@contoh.invalid"),
)
_HARI = (
    _cacah("hari_kerja", "Jumlah Hari Kerja|HK|Jml Hari Kerja|Hari Efektif", "22", True),
    _cacah("hadir", "Jumlah Hadir|Masuk|Masuk Kerja|H|Kehadiran", "19", True),
    _cacah("dinas_luar", "DL|Perjalanan Dinas|Tugas Luar|Dinas|SPPD", "2"),
    _cacah("sakit", "S"),
    _cacah("izin", "I|Ijin"),
    _cacah("cuti", "C", "1"),
    _cacah("tanpa_keterangan", "TK|Alpa|Alpha|A|Tanpa Ket|Tidak Hadir Tanpa Keterangan|Mangkir"),
    *(_cacah(f"tl{n}", f"Terlambat {n}|Telat {n}") for n in range(1, 5)),
    *(_cacah(f"psw{n}", f"Pulang Sebelum Waktu {n}|Pulang Cepat {n}|PC {n}") for n in range(1, 5)),
)
_PREDIKAT = Bidang(
    "predikat", "Predikat", "Predikat Kinerja|Predikat Kinerja Pegawai|Predikat SKP|Hasil Evaluasi",
    "Sangat Baik, Baik, Butuh Perbaikan, Kurang, atau Sangat Kurang.", "Baik", True)
_EKINERJA = _nilai("Nilai e-Kinerja|Nilai Kinerja|Capaian|Capaian Kinerja|Nilai Capaian|Skor Kinerja|Nilai SKP")
_PERILAKU = _nilai("Nilai Perilaku|Skor Perilaku|Nilai 360|Perilaku|Nilai Perilaku Kerja")
# fmt: on
BIDANG: dict[Jenis, tuple[Bidang, ...]] = {
    Jenis.PEGAWAI: _ORANG,
    Jenis.PRESENSI: (NIP, NAMA, BULAN, TAHUN, *_HARI),
    Jenis.EKINERJA: (NIP, NAMA, BULAN, TAHUN, _EKINERJA),
    Jenis.PREDIKAT: (NIP, NAMA, TAHUN, _PREDIKAT),
    Jenis.PERILAKU: (NIP, NAMA, BULAN, TAHUN, _PERILAKU),
}


def label_bidang(jenis: Jenis) -> dict[str, str]:
    """What each field is called on the screen, by its key."""
    return {satu.kunci: satu.label for satu in BIDANG[jenis]}


TAMPIL: dict[Jenis, tuple[str, ...]] = {
    Jenis.PEGAWAI: ("unit", "atasan"),
    Jenis.PRESENSI: ("hari_kerja", "hadir"),
    Jenis.EKINERJA: ("bulan", "nilai"),
    Jenis.PREDIKAT: ("predikat",),
    Jenis.PERILAKU: ("bulan", "nilai"),
}
"""Fields that stand in the preview beside NIP and name."""
