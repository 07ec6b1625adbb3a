"""Tables of the room akun."""

SQL = """
CREATE TABLE "akun" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "sandi" TEXT, "kode" TEXT, "kode_sampai_pada" INTEGER, "aktif" INTEGER NOT NULL CHECK ("aktif" IN (0, 1)), "versi" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "akun_pegawai_id" ON "akun" ("pegawai_id");
CREATE TABLE "akun_peran" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "akun_id" INTEGER NOT NULL, "peran" TEXT NOT NULL CHECK ("peran" IN ('pengelola', 'perencana', 'admin', 'pembaca')), "unit_id" INTEGER, FOREIGN KEY ("akun_id") REFERENCES "akun" ("id") ON DELETE RESTRICT, FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "akun_peran_akun_id" ON "akun_peran" ("akun_id");
CREATE INDEX "akun_peran_unit_id" ON "akun_peran" ("unit_id");
CREATE UNIQUE INDEX "akun_peran_akun_id_peran_unit_id" ON "akun_peran" ("akun_id", "peran", "unit_id");
CREATE TABLE "percobaan_masuk" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "kunci" TEXT NOT NULL, "gagal" INTEGER NOT NULL, "terakhir_pada" INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX "percobaan_masuk_kunci" ON "percobaan_masuk" ("kunci");
CREATE TABLE "sesi" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "token" TEXT NOT NULL, "akun_id" INTEGER NOT NULL, "dibuat_pada" INTEGER NOT NULL, "terakhir_pada" INTEGER NOT NULL, "alamat" TEXT NOT NULL, "peramban" TEXT NOT NULL, "berakhir_pada" INTEGER, FOREIGN KEY ("akun_id") REFERENCES "akun" ("id") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "sesi_token" ON "sesi" ("token");
CREATE INDEX "sesi_akun_id" ON "sesi" ("akun_id");
"""
