"""Two-step log-in, the last proof of who sits there, browsers one knows; uploads by person."""

SQL = """
ALTER TABLE "akun" ADD COLUMN "totp" TEXT;
ALTER TABLE "akun" ADD COLUMN "totp_langkah" INTEGER;
ALTER TABLE "sesi" ADD COLUMN "terbukti_pada" INTEGER;
ALTER TABLE "sesi" ADD COLUMN "perangkat" TEXT;
CREATE INDEX "berkas_diunggah_oleh" ON "berkas" ("diunggah_oleh");
CREATE TABLE "kode_pulih" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "akun_id" INTEGER NOT NULL, "kode" TEXT NOT NULL, "dipakai_pada" INTEGER, FOREIGN KEY ("akun_id") REFERENCES "akun" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "kode_pulih_akun_id" ON "kode_pulih" ("akun_id");
"""
