"""Tables of the room core."""

SQL = """
CREATE TABLE "kerja" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "akun_id" INTEGER NOT NULL, "jenis" TEXT NOT NULL, "judul" TEXT NOT NULL, "status" TEXT NOT NULL CHECK ("status" IN ('jalan', 'selesai', 'gagal', 'batal')), "langkah" INTEGER NOT NULL, "banyak" INTEGER NOT NULL, "hasil" TEXT NOT NULL, "pesan" TEXT NOT NULL, "dibuat_pada" INTEGER NOT NULL) STRICT;
CREATE INDEX "kerja_dibuat_pada" ON "kerja" ("dibuat_pada");
CREATE TABLE "kunci_sekali" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "kunci" TEXT NOT NULL, "halaman" TEXT NOT NULL, "status" INTEGER, "alamat" TEXT, "isi" TEXT, "pada" INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX "kunci_sekali_kunci" ON "kunci_sekali" ("kunci");
CREATE INDEX "kunci_sekali_pada" ON "kunci_sekali" ("pada");
"""
