"""Tables of the room pemberitahuan."""

SQL = """
CREATE TABLE "pemberitahuan" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "teks" TEXT NOT NULL, "endpoint" TEXT NOT NULL, "arg" TEXT NOT NULL, "pada" INTEGER NOT NULL, "dibaca_pada" INTEGER, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "pemberitahuan_pegawai_id" ON "pemberitahuan" ("pegawai_id");
CREATE INDEX "pemberitahuan_pegawai_id_id" ON "pemberitahuan" ("pegawai_id", "id");
CREATE INDEX "pemberitahuan_baru" ON "pemberitahuan" ("pegawai_id") WHERE ("dibaca_pada" IS NULL);
"""
