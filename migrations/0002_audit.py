"""Tables of the room audit."""

SQL = """
CREATE TABLE "jejak" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pada" INTEGER NOT NULL, "pelaku_id" INTEGER, "pelaku" TEXT NOT NULL, "tindakan" TEXT NOT NULL, "objek" TEXT NOT NULL, "pegawai_id" INTEGER, "sebelum" TEXT, "sesudah" TEXT, "sidik" TEXT NOT NULL) STRICT;
CREATE INDEX "jejak_tindakan" ON "jejak" ("tindakan");
CREATE INDEX "jejak_objek" ON "jejak" ("objek");
CREATE INDEX "jejak_pegawai_id" ON "jejak" ("pegawai_id");
CREATE TRIGGER jejak_tetap_ubah BEFORE UPDATE ON jejak 
BEGIN SELECT RAISE(ABORT, 'jejak hanya dapat ditambah'); END;
CREATE TRIGGER jejak_tetap_hapus BEFORE DELETE ON jejak 
BEGIN SELECT RAISE(ABORT, 'jejak hanya dapat ditambah'); END;
CREATE TRIGGER jejak_tetap_timpa BEFORE INSERT ON jejak WHEN EXISTS (SELECT 1 FROM jejak WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'jejak hanya dapat ditambah'); END;
"""
