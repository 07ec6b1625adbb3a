"""Units, posts with their names over time, teams."""

SQL = """
CREATE TABLE "unit" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "nama" TEXT NOT NULL, "kunci" TEXT NOT NULL, "induk_id" INTEGER, "mandiri" INTEGER NOT NULL CHECK ("mandiri" IN (0, 1)), "dibuka" TEXT NOT NULL, "ditutup" TEXT, "versi" INTEGER NOT NULL, FOREIGN KEY ("induk_id") REFERENCES "unit" ("id") ON DELETE RESTRICT, CHECK (nama <> ''), CHECK (ditutup IS NULL OR ditutup >= dibuka), CHECK (induk_id <> id)) STRICT;
CREATE INDEX "unit_kunci" ON "unit" ("kunci");
CREATE INDEX "unit_induk_id" ON "unit" ("induk_id");
CREATE TABLE "jabatan" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_id" INTEGER NOT NULL, "nama" TEXT NOT NULL, "kunci" TEXT NOT NULL, "jenis" TEXT NOT NULL CHECK ("jenis" IN ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas', 'pelaksana', 'fungsional', 'staf_ahli')), "jenjang" TEXT CHECK ("jenjang" IN ('Pemula', 'Terampil', 'Mahir', 'Penyelia', 'Ahli Pertama', 'Ahli Muda', 'Ahli Madya', 'Ahli Utama')), "atasan_id" INTEGER, "pimpinan_unit" INTEGER NOT NULL CHECK ("pimpinan_unit" IN (0, 1)), "punya_pk" INTEGER NOT NULL CHECK ("punya_pk" IN (0, 1)), "sk_penilai" TEXT NOT NULL, "sk_penilai_tanggal" TEXT, "dibuka" TEXT NOT NULL, "ditutup" TEXT, "versi" INTEGER NOT NULL, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT, FOREIGN KEY ("atasan_id") REFERENCES "jabatan" ("id") ON DELETE RESTRICT, CHECK (nama <> ''), CHECK (ditutup IS NULL OR ditutup >= dibuka), CHECK (atasan_id <> id)) STRICT;
CREATE INDEX "jabatan_unit_id" ON "jabatan" ("unit_id");
CREATE INDEX "jabatan_kunci" ON "jabatan" ("kunci");
CREATE INDEX "jabatan_atasan_id" ON "jabatan" ("atasan_id");
CREATE UNIQUE INDEX "jabatan_satu_puncak" ON "jabatan" ((1)) WHERE atasan_id IS NULL AND ditutup IS NULL;
CREATE TABLE "jabatan_nama" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "jabatan_id" INTEGER NOT NULL, "nama" TEXT NOT NULL, "mulai" TEXT NOT NULL, FOREIGN KEY ("jabatan_id") REFERENCES "jabatan" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "jabatan_nama_jabatan_id_mulai" ON "jabatan_nama" ("jabatan_id", "mulai");
CREATE TABLE "tim_kerja" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "nama" TEXT NOT NULL, "unit_id" INTEGER, "dibentuk" TEXT NOT NULL, "dibubarkan" TEXT, "versi" INTEGER NOT NULL, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT, CHECK (nama <> ''), CHECK (dibubarkan IS NULL OR dibubarkan >= dibentuk)) STRICT;
CREATE INDEX "tim_kerja_unit_id" ON "tim_kerja" ("unit_id");
CREATE TABLE "unit_nama" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_id" INTEGER NOT NULL, "nama" TEXT NOT NULL, "mulai" TEXT NOT NULL, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "unit_nama_unit_id_mulai" ON "unit_nama" ("unit_id", "mulai");
"""
