"""What the people of the demo office work on, in words: invented, of no real office."""

# unit: three themes, each with what is at hand there
TEMA: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "dinas": (
        ("pembinaan koperasi dan usaha kecil", ("laporan triwulan bidang", "rencana aksi koperasi sehat")),
        ("kelancaran perdagangan dan perlindungan konsumen", ("laporan harga barang pokok", "hasil pengawasan barang")),
        ("akuntabilitas kinerja dinas", ("laporan kinerja dinas", "tindak lanjut hasil pengawasan")),
        ("layanan UPTD", ("laporan tera ulang", "laporan retribusi pasar")),
    ),
    "sekretariat": (
        ("layanan kepegawaian dan umum", ("usul kenaikan pangkat", "rencana kebutuhan pegawai", "surat masuk dinas")),
        ("pengelolaan keuangan dinas", ("laporan realisasi anggaran", "surat pertanggungjawaban", "daftar gaji")),
        ("perencanaan dan pelaporan dinas", ("rencana kerja tahunan", "laporan kinerja triwulan", "data capaian program")),
    ),
    "umum": (
        ("administrasi kepegawaian", ("kenaikan gaji berkala", "usul kenaikan pangkat", "data cuti pegawai")),
        ("tata naskah dan kearsipan", ("arsip dinamis tahun lalu", "surat masuk bidang", "daftar arsip inaktif")),
        ("pemeliharaan barang milik daerah", ("kartu inventaris ruangan", "jadwal servis kendaraan", "daftar barang rusak")),
    ),
    "keuangan": (
        ("penatausahaan keuangan", ("surat perintah membayar", "buku kas umum", "bukti potong pajak")),
        ("verifikasi pertanggungjawaban", ("kuitansi perjalanan dinas", "berkas belanja barang", "daftar honorarium")),
        ("pelaporan keuangan", ("laporan realisasi bulanan", "neraca semester", "rekonsiliasi dengan bank")),
    ),
    "perencanaan": (
        ("penyusunan rencana kerja", ("usulan kegiatan bidang", "pagu indikatif", "kerangka acuan kegiatan")),
        ("evaluasi program dan kegiatan", ("realisasi fisik kegiatan", "capaian indikator program", "kendala kegiatan")),
        ("penyajian data statistik sektoral", ("data koperasi aktif", "data pelaku UMKM", "data harga eceran")),
    ),
    "koperasi": (
        ("pengawasan kesehatan koperasi", ("Koperasi Sumber Rejeki", "Koperasi Karyawan Melati", "Koperasi Tani Subur")),
        ("pemberdayaan pengurus koperasi", ("bahan pelatihan akuntansi", "daftar peserta bimbingan", "modul tata kelola")),
        ("penataan data dan badan hukum koperasi", ("akta perubahan anggaran dasar", "data anggota", "nomor induk koperasi")),
    ),
    "ukm": (
        ("pendampingan usaha kecil", ("perajin anyaman", "usaha keripik pisang", "penjahit seragam sekolah")),
        ("perluasan pasar produk UMKM", ("katalog produk daring", "daftar peserta pameran", "foto kemasan baru")),
        ("akses pembiayaan usaha", ("proposal kredit usaha", "data penerima bantuan", "laporan perkembangan modal")),
    ),
    "perdagangan": (
        ("pemantauan harga barang pokok", ("harga beras medium", "harga minyak goreng", "harga cabai rawit")),
        ("pembinaan pelaku dagang", ("izin toko swalayan", "data distributor pupuk", "tanda daftar gudang")),
        ("penataan sarana perdagangan dan pasar rakyat", ("denah pasar induk", "usul perbaikan los", "data pedagang")),
    ),
    "konsumen": (
        ("pengawasan barang beredar", ("label makanan kemasan", "tabung gas elpiji", "mainan anak")),
        ("penanganan pengaduan konsumen", ("aduan timbangan", "aduan barang kedaluwarsa", "aduan layanan purnajual")),
        ("edukasi konsumen cerdas", ("bahan siaran radio", "kuis pelajar", "selebaran hak konsumen")),
    ),
    "metrologi": (
        ("pelayanan tera dan tera ulang", ("timbangan pasar pagi", "pompa ukur BBM", "timbangan jembatan")),
        ("pengawasan alat ukur", ("takaran minyak", "timbangan toko emas", "meter kain")),
        ("pemeliharaan standar ukuran", ("anak timbangan kelas M1", "bejana ukur 20 liter", "sertifikat kalibrasi")),
    ),
    "metrologi_tu": (
        ("administrasi layanan tera", ("surat keterangan hasil tera", "jadwal sidang tera", "kuitansi retribusi")),
        ("keuangan UPTD Metrologi", ("setoran retribusi", "bukti belanja laboratorium", "buku bantu kas")),
        ("kepegawaian dan aset UPTD Metrologi", ("daftar hadir", "inventaris laboratorium", "surat tugas")),
    ),
    "pasar": (
        ("ketertiban pasar rakyat", ("los sayur", "area parkir", "lapak kaki lima")),
        ("pemungutan retribusi pasar", ("karcis harian", "tunggakan sewa kios", "setoran bendahara")),
        ("kebersihan dan pemeliharaan pasar", ("saluran air los ikan", "lampu lorong", "tempat penampungan sampah")),
    ),
    "pasar_tu": (
        ("administrasi UPTD Pasar", ("surat perjanjian sewa kios", "buku agenda surat", "laporan bulanan pasar")),
        ("pendataan pedagang", ("kartu pedagang", "data pemilik kios", "peta lapak")),
        ("pembukuan retribusi", ("rekap karcis", "buku penerimaan", "tanda bukti setoran")),
    ),
}  # fmt: skip
# words of the post's name: what it achieves; what is counted (a year's target, unit); what is rated at the end of a month
# (bounds, unit, less is better; no bounds: judged by note); what is done, {0} the theme, {1} what is at hand
KERJA = (
    ("Kepala|Sekretaris", "Meningkatnya mutu {0}", ("Jumlah laporan {0} yang ditindaklanjuti", 96, "laporan"),
     ("Persentase {0} yang selesai tepat waktu", "90", "95", "%", False),
     ("Memberi arahan dan memeriksa {1} dalam {0}", "Membahas {1} bersama staf dan menetapkan tindak lanjut")),
    ("Ahli Muda", "Tersusunnya rekomendasi {0}", ("Jumlah rekomendasi {0} yang disetujui atasan", 120, "rekomendasi"),
     ("Tingkat pemanfaatan rekomendasi {0}", None, None, "", False),
     ("Menyusun rekomendasi atas {1}", "Menelaah {1} sebagai bahan rekomendasi {0}", "Menyempurnakan saran atas {1}")),
    ("Ahli Pertama", "Tersedianya hasil analisis {0}", ("Jumlah laporan analisis {0} yang terbit", 144, "laporan"),
     ("Rata-rata waktu penyelesaian laporan {0}", "3", "3", "hari", True),
     ("Menganalisis {1} dan menuliskan laporannya", "Memeriksa {1} di lapangan", "Menyelesaikan laporan analisis {1}")),
    ("Terampil|Penelaah", "Terselesaikannya telaahan {0}", ("Jumlah telaahan {0} yang selesai", 180, "telaahan"),
     ("Persentase telaahan {0} tanpa perbaikan", "90", "90", "%", False),
     ("Menelaah {1} dan mencatat temuannya", "Mencocokkan {1} dengan ketentuan", "Menyelesaikan telaahan {1}")),
    ("Pengolah", "Tersedianya data {0} yang mutakhir", ("Jumlah data {0} yang dimutakhirkan", 240, "data"),
     ("Persentase data {0} tanpa kesalahan", "95", "100", "%", False),
     ("Memasukkan {1} ke dalam basis data", "Memutakhirkan catatan {1}", "Membersihkan data ganda pada {1}")),
    ("", "Terselesaikannya layanan {0}", ("Jumlah berkas {0} yang diselesaikan", 216, "berkas"),
     ("Jumlah keluhan atas layanan {0}", "1", "1", "keluhan", True),
     ("Menyelesaikan berkas {1}", "Menyiapkan dan mengantar {1}", "Melayani pemohon terkait {1}")),
)  # fmt: skip
TAMBAHAN = ("Terselenggaranya kegiatan lintas unit", ("Jumlah kegiatan lintas unit yang terselenggara", 72, "kegiatan"),
            ("Membantu panitia hari koperasi", "Menjadi petugas pasar murah", "Mendampingi kunjungan belajar"))  # fmt: skip
LAIN = ("Mengikuti apel gabungan dan mencatat arahan pimpinan", "Mengikuti rapat koordinasi bulanan dinas")
TEMPAT = ("Kantor dinas", "Pasar Rakyat Teladan", "Aula kecamatan", "Ruang rapat dinas", "Lapangan", "")
UMPAN = (
    "Sebutkan hasilnya, bukan hanya kegiatannya.", "Lampirkan bukti berupa foto atau dokumen.", "Jumlahnya tidak sama dengan laporan.",
)  # fmt: skip
