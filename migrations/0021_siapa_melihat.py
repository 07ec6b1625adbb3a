"""Who looked at whose data, and the trail found by person and by time."""

SQL = """
CREATE INDEX "jejak_pada" ON "jejak" ("pada");
CREATE INDEX "jejak_pelaku_id" ON "jejak" ("pelaku_id");
CREATE TABLE "pembacaan" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pada" INTEGER NOT NULL, "oleh" INTEGER NOT NULL, "pegawai_id" INTEGER, "halaman" TEXT NOT NULL, "alamat" TEXT NOT NULL) STRICT;
CREATE INDEX "pembacaan_pada" ON "pembacaan" ("pada");
CREATE INDEX "pembacaan_oleh_id" ON "pembacaan" ("oleh", "id");
CREATE INDEX "pembacaan_pegawai_id_id" ON "pembacaan" ("pegawai_id", "id");
"""
