"""Tables of the room periode."""

SQL = """
CREATE TABLE "hari_libur" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "tanggal" TEXT NOT NULL, "nama" TEXT NOT NULL, "jenis" TEXT NOT NULL CHECK ("jenis" IN ('nasional', 'cuti_bersama', 'daerah')), "dibuat_pada" INTEGER NOT NULL, "dicabut_pada" INTEGER, CHECK (nama <> '')) STRICT;
CREATE UNIQUE INDEX "hari_libur_tanggal" ON "hari_libur" ("tanggal") WHERE ("dicabut_pada" IS NULL);
CREATE TABLE "jendela" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "tahun" INTEGER NOT NULL, "tahap" TEXT NOT NULL CHECK ("tahap" IN ('pk', 'skp', 'skp_adendum', 'ckhp', 'evaluasi', 'petruk', 'tiga60')), "kode" TEXT NOT NULL, "nama" TEXT NOT NULL, "buka_pada" INTEGER NOT NULL, "tutup_pada" INTEGER NOT NULL, "versi" INTEGER NOT NULL, CHECK (tutup_pada >= buka_pada), CHECK (nama <> '')) STRICT;
CREATE UNIQUE INDEX "jendela_tahun_tahap_kode" ON "jendela" ("tahun", "tahap", "kode");
CREATE TABLE "pengecualian" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "jendela_id" INTEGER NOT NULL, "unit_id" INTEGER, "pegawai_id" INTEGER, "alasan" TEXT NOT NULL, "mulai_pada" INTEGER NOT NULL, "sampai_pada" INTEGER NOT NULL, "oleh_id" INTEGER, "dicabut_pada" INTEGER, FOREIGN KEY ("jendela_id") REFERENCES "jendela" ("id") ON DELETE RESTRICT, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, FOREIGN KEY ("oleh_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK ((unit_id IS NULL) <> (pegawai_id IS NULL)), CHECK (alasan <> '')) STRICT;
CREATE INDEX "pengecualian_jendela_id" ON "pengecualian" ("jendela_id");
CREATE INDEX "pengecualian_unit_id" ON "pengecualian" ("unit_id");
CREATE INDEX "pengecualian_pegawai_id" ON "pengecualian" ("pegawai_id");
CREATE INDEX "pengecualian_oleh_id" ON "pengecualian" ("oleh_id");
CREATE TABLE "pola_kerja" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_id" INTEGER, "pola" TEXT NOT NULL CHECK ("pola" IN ('5', '6', 'shift')), "mulai" TEXT NOT NULL, "dibuat_pada" INTEGER NOT NULL, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "pola_kerja_unit_id" ON "pola_kerja" ("unit_id");
"""
