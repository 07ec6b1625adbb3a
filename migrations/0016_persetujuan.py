"""The SKP's steps and what was agreed."""

SQL = """
CREATE TABLE "ketetapan" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "skp_id" INTEGER NOT NULL, "urutan" INTEGER NOT NULL, "isi" TEXT NOT NULL, "sidik" TEXT NOT NULL, "penilai_id" INTEGER NOT NULL, "oleh" INTEGER NOT NULL, "pada" INTEGER NOT NULL, "nomor" TEXT NOT NULL, "tanggal" TEXT NOT NULL, "scan_id" INTEGER, FOREIGN KEY ("skp_id") REFERENCES "skp" ("id") ON DELETE RESTRICT, FOREIGN KEY ("penilai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("scan_id") REFERENCES "berkas" ("id") ON DELETE RESTRICT, CHECK ((scan_id IS NULL) = (nomor = ''))) STRICT;
CREATE INDEX "ketetapan_penilai_id" ON "ketetapan" ("penilai_id");
CREATE INDEX "ketetapan_scan_id" ON "ketetapan" ("scan_id");
CREATE UNIQUE INDEX "ketetapan_skp_id_urutan" ON "ketetapan" ("skp_id", "urutan");
CREATE TABLE "langkah" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "skp_id" INTEGER NOT NULL, "deed" TEXT NOT NULL, "dari" TEXT NOT NULL CHECK ("dari" IN ('konsep', 'periksa', 'revisi', 'setuju', 'diganti', 'ditutup', 'batal')), "ke" TEXT NOT NULL CHECK ("ke" IN ('konsep', 'periksa', 'revisi', 'setuju', 'diganti', 'ditutup', 'batal')), "catatan" TEXT NOT NULL, "isi" TEXT, "sidik" TEXT NOT NULL, "kepada_id" INTEGER, "oleh" INTEGER, "pada" INTEGER NOT NULL, FOREIGN KEY ("skp_id") REFERENCES "skp" ("id") ON DELETE RESTRICT, FOREIGN KEY ("kepada_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "langkah_skp_id" ON "langkah" ("skp_id");
CREATE INDEX "langkah_kepada_id" ON "langkah" ("kepada_id");
CREATE TRIGGER langkah_tetap BEFORE UPDATE ON langkah BEGIN SELECT RAISE(ABORT, 'langkah tidak berubah'); END;
CREATE TRIGGER langkah_ada BEFORE DELETE ON langkah BEGIN SELECT RAISE(ABORT, 'langkah tidak dihapus'); END;
"""
