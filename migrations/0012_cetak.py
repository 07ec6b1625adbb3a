"""Paper: the register of issued documents, and what is typed for the letters of a period."""

SQL = """
CREATE TABLE "dokumen_terbit" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "kode" TEXT NOT NULL, "kunci" TEXT NOT NULL, "versi" INTEGER NOT NULL, "konsep" INTEGER NOT NULL CHECK ("konsep" IN (0, 1)), "sidik" TEXT NOT NULL, "isi" TEXT NOT NULL, "diterbitkan_pada" INTEGER NOT NULL, CHECK (konsep = (versi = 0))) STRICT;
CREATE UNIQUE INDEX "dokumen_terbit_kode" ON "dokumen_terbit" ("kode");
CREATE UNIQUE INDEX "dokumen_terbit_kunci_sidik_versi" ON "dokumen_terbit" ("kunci", "sidik", "versi");
CREATE INDEX "dokumen_terbit_kunci_versi" ON "dokumen_terbit" ("kunci", "versi");
CREATE TRIGGER dokumen_terbit_tetap BEFORE UPDATE ON dokumen_terbit BEGIN SELECT RAISE(ABORT, 'dokumen yang terbit tidak berubah'); END;
CREATE TABLE "isian_surat" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "periode_id" INTEGER NOT NULL, "isi" TEXT NOT NULL, "versi" INTEGER NOT NULL, "diubah_oleh" INTEGER, "diubah_pada" INTEGER NOT NULL, FOREIGN KEY ("periode_id") REFERENCES "periode_petruk" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "isian_surat_periode_id" ON "isian_surat" ("periode_id");
"""
