"""Signed CKHP by which a pejabat luar without account validates."""

SQL = """
CREATE TABLE "lembar_ckhp" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "tahun" INTEGER NOT NULL, "bulan" INTEGER NOT NULL CHECK (bulan BETWEEN 1 AND 12), "penilai_id" INTEGER NOT NULL, "nomor" TEXT NOT NULL, "tanggal" TEXT NOT NULL, "scan_id" INTEGER NOT NULL, "dicatat_oleh" INTEGER, "dicatat_pada" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("penilai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("scan_id") REFERENCES "berkas" ("id") ON DELETE RESTRICT, CHECK (nomor <> '')) STRICT;
CREATE INDEX "lembar_ckhp_penilai_id" ON "lembar_ckhp" ("penilai_id");
CREATE INDEX "lembar_ckhp_scan_id" ON "lembar_ckhp" ("scan_id");
CREATE INDEX "lembar_ckhp_pegawai_id_tahun_bulan" ON "lembar_ckhp" ("pegawai_id", "tahun", "bulan");
"""
