"""Dated leave and duty travel."""

SQL = """
CREATE TABLE "cuti_dinas" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "jenis" TEXT NOT NULL CHECK ("jenis" IN ('cuti', 'sakit', 'izin', 'dinas_luar')), "mulai" TEXT NOT NULL, "sampai" TEXT NOT NULL, "keterangan" TEXT NOT NULL, "dibuat_pada" INTEGER NOT NULL, "dicabut_pada" INTEGER, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (sampai >= mulai)) STRICT;
CREATE INDEX "cuti_dinas_pegawai_id_mulai" ON "cuti_dinas" ("pegawai_id", "mulai");
"""
