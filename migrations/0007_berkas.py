"""Tables of the room berkas."""

SQL = """
CREATE TABLE "berkas" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "nama" TEXT NOT NULL, "simpanan" TEXT NOT NULL, "mime" TEXT NOT NULL, "ukuran" INTEGER NOT NULL, "sha256" TEXT NOT NULL, "diunggah_pada" INTEGER NOT NULL, "diunggah_oleh" INTEGER) STRICT;
CREATE UNIQUE INDEX "berkas_simpanan" ON "berkas" ("simpanan");
"""
