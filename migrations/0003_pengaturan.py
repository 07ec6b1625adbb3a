"""Tables of the room pengaturan."""

SQL = """
CREATE TABLE "aturan_nilai" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "kunci" TEXT NOT NULL, "nilai" TEXT NOT NULL, "pada" INTEGER NOT NULL, "oleh_id" INTEGER) STRICT;
CREATE INDEX "aturan_nilai_kunci" ON "aturan_nilai" ("kunci");
CREATE TABLE "kantor_riwayat" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "mulai" TEXT NOT NULL, "isi" TEXT NOT NULL, "versi" INTEGER NOT NULL) STRICT;
CREATE INDEX "kantor_riwayat_mulai" ON "kantor_riwayat" ("mulai");
"""
