"""Imports: what was uploaded, its checked rows, what undoes it."""

SQL = """
CREATE TABLE "impor" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "jenis" TEXT NOT NULL CHECK ("jenis" IN ('pegawai', 'presensi', 'ekinerja', 'predikat', 'perilaku')), "status" TEXT NOT NULL CHECK ("status" IN ('kolom', 'pratinjau', 'diterapkan', 'dibatalkan')), "nama_berkas" TEXT NOT NULL, "sumber" TEXT NOT NULL, "tahun" INTEGER, "bulan" INTEGER, "kepala" TEXT NOT NULL, "peta" TEXT NOT NULL, "jawaban" TEXT NOT NULL, "ringkasan" TEXT NOT NULL, "catatan" TEXT NOT NULL, "tanya" TEXT NOT NULL, "jurnal" TEXT, "dibuat_oleh_id" INTEGER NOT NULL, "dibuat_pada" INTEGER NOT NULL, "diterapkan_oleh_id" INTEGER, "diterapkan_pada" INTEGER, "dibatalkan_oleh_id" INTEGER, "dibatalkan_pada" INTEGER, "versi" INTEGER NOT NULL, FOREIGN KEY ("dibuat_oleh_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("diterapkan_oleh_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("dibatalkan_oleh_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (bulan IS NULL OR bulan BETWEEN 1 AND 12)) STRICT;
CREATE INDEX "impor_jenis_dibuat_pada" ON "impor" ("jenis", "dibuat_pada");
CREATE TABLE "impor_baris" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "impor_id" INTEGER NOT NULL, "nomor" INTEGER NOT NULL, "keadaan" TEXT NOT NULL CHECK ("keadaan" IN ('baru', 'berubah', 'sama', 'salah')), "diperingatkan" INTEGER NOT NULL CHECK ("diperingatkan" IN (0, 1)), "isi" TEXT NOT NULL, FOREIGN KEY ("impor_id") REFERENCES "impor" ("id") ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX "impor_baris_impor_id_nomor" ON "impor_baris" ("impor_id", "nomor");
CREATE INDEX "impor_baris_impor_id_keadaan" ON "impor_baris" ("impor_id", "keadaan");
CREATE TABLE "impor_isi" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "impor_id" INTEGER NOT NULL, "isi" BLOB NOT NULL, FOREIGN KEY ("impor_id") REFERENCES "impor" ("id") ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX "impor_isi_impor_id" ON "impor_isi" ("impor_id");
"""
