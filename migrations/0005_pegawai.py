"""People with everything dated about them."""

SQL = """
CREATE TABLE "pegawai" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "nama" TEXT NOT NULL, "nip" TEXT, "kepegawaian" TEXT CHECK ("kepegawaian" IN ('pns', 'pppk', 'paruh_waktu')), "kelamin" TEXT CHECK ("kelamin" IN ('L', 'P')), "luar" INTEGER NOT NULL CHECK ("luar" IN (0, 1)), "hp" TEXT NOT NULL, "email" TEXT NOT NULL, "versi" INTEGER NOT NULL, "dibuat_pada" INTEGER NOT NULL, CHECK (nama <> ''), CHECK (luar OR (nip IS NOT NULL AND kepegawaian IS NOT NULL))) STRICT;
CREATE INDEX "pegawai_nama" ON "pegawai" ("nama");
CREATE UNIQUE INDEX "pegawai_nip" ON "pegawai" ("nip");
CREATE TABLE "anggota_tim" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "tim_id" INTEGER NOT NULL, "pegawai_id" INTEGER NOT NULL, "ketua" INTEGER NOT NULL CHECK ("ketua" IN (0, 1)), "mulai" TEXT NOT NULL, "sampai" TEXT, FOREIGN KEY ("tim_id") REFERENCES "tim_kerja" ("id") ON DELETE RESTRICT, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai)) STRICT;
CREATE INDEX "anggota_tim_tim_id" ON "anggota_tim" ("tim_id");
CREATE INDEX "anggota_tim_pegawai_id" ON "anggota_tim" ("pegawai_id");
CREATE TABLE "delegasi" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pemberi_id" INTEGER NOT NULL, "penerima_id" INTEGER NOT NULL, "mulai" TEXT NOT NULL, "sampai" TEXT NOT NULL, "spt" TEXT NOT NULL, "tugas" TEXT NOT NULL, "dicabut_pada" INTEGER, FOREIGN KEY ("pemberi_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("penerima_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai), CHECK (pemberi_id <> penerima_id)) STRICT;
CREATE INDEX "delegasi_pemberi_id" ON "delegasi" ("pemberi_id");
CREATE INDEX "delegasi_penerima_id" ON "delegasi" ("penerima_id");
CREATE TABLE "kontrak" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "nomor" TEXT NOT NULL, "mulai" TEXT NOT NULL, "sampai" TEXT NOT NULL, "jam" INTEGER, "versi" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai), CHECK (jam IS NULL OR jam BETWEEN 1 AND 60)) STRICT;
CREATE INDEX "kontrak_pegawai_id" ON "kontrak" ("pegawai_id");
CREATE INDEX "kontrak_sampai" ON "kontrak" ("sampai");
CREATE TABLE "laporan_data" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "uraian" TEXT NOT NULL, "dibuat_pada" INTEGER NOT NULL, "selesai_pada" INTEGER, "selesai_oleh_id" INTEGER, "jawaban" TEXT NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("selesai_oleh_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "laporan_data_pegawai_id" ON "laporan_data" ("pegawai_id");
CREATE INDEX "laporan_data_selesai_oleh_id" ON "laporan_data" ("selesai_oleh_id");
CREATE TABLE "nomor_pegawai" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "nip" TEXT NOT NULL, "kepegawaian" TEXT NOT NULL CHECK ("kepegawaian" IN ('pns', 'pppk', 'paruh_waktu')), "mulai" TEXT NOT NULL, "alasan" TEXT NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "nomor_pegawai_pegawai_id_mulai" ON "nomor_pegawai" ("pegawai_id", "mulai");
CREATE TABLE "pangkat" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "golongan" TEXT NOT NULL, "mulai" TEXT NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "pangkat_pegawai_id_mulai" ON "pangkat" ("pegawai_id", "mulai");
CREATE TABLE "pejabat_luar" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "jabatan" TEXT NOT NULL, "instansi" TEXT NOT NULL, "mulai" TEXT NOT NULL, "sampai" TEXT, "penilai_kepala" INTEGER NOT NULL CHECK ("penilai_kepala" IN (0, 1)), "versi" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai)) STRICT;
CREATE UNIQUE INDEX "pejabat_luar_pegawai_id" ON "pejabat_luar" ("pegawai_id");
CREATE TABLE "riwayat_jabatan" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "jabatan_id" INTEGER, "jabatan_luar" TEXT NOT NULL, "instansi" TEXT NOT NULL, "kedudukan" TEXT NOT NULL CHECK ("kedudukan" IN ('plh', 'pj', 'plt', 'definitif')), "mulai" TEXT NOT NULL, "sampai" TEXT, "sk_nomor" TEXT NOT NULL, "sebelumnya" TEXT NOT NULL, "versi" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("jabatan_id") REFERENCES "jabatan" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai), CHECK ((jabatan_id IS NULL) = (jabatan_luar <> ''))) STRICT;
CREATE INDEX "riwayat_jabatan_jabatan_id" ON "riwayat_jabatan" ("jabatan_id");
CREATE INDEX "riwayat_jabatan_pegawai_id_mulai" ON "riwayat_jabatan" ("pegawai_id", "mulai");
CREATE UNIQUE INDEX "riwayat_jabatan_satu_definitif" ON "riwayat_jabatan" ("pegawai_id") WHERE kedudukan = 'definitif' AND sampai IS NULL AND jabatan_id IS NOT NULL;
CREATE TABLE "status_pegawai" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "status" TEXT NOT NULL CHECK ("status" IN ('aktif', 'tugas_belajar', 'cuti_panjang', 'diperbantukan', 'cltn', 'mpp', 'diberhentikan_sementara', 'pejabat_negara', 'pindah_keluar', 'pensiun', 'meninggal', 'kontrak_berakhir')), "mulai" TEXT NOT NULL, "sampai" TEXT, "sk_nomor" TEXT NOT NULL, "sk_tanggal" TEXT, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai IS NULL OR sampai >= mulai)) STRICT;
CREATE INDEX "status_pegawai_pegawai_id_mulai" ON "status_pegawai" ("pegawai_id", "mulai");
CREATE INDEX "status_pegawai_status" ON "status_pegawai" ("status");
"""
