"""Unsent text."""

SQL = """
CREATE TABLE "draf" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "alamat" TEXT NOT NULL, "versi" INTEGER, "isi" TEXT NOT NULL, "disimpan_pada" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "draf_disimpan_pada" ON "draf" ("disimpan_pada");
CREATE UNIQUE INDEX "draf_pegawai_id_alamat" ON "draf" ("pegawai_id", "alamat");
"""
