"""Monthly targets."""

SQL = """
CREATE TABLE "target" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "iki_id" INTEGER NOT NULL, "bulan" INTEGER NOT NULL CHECK (bulan BETWEEN 1 AND 12), "nilai" INTEGER, "nilai_atas" INTEGER, FOREIGN KEY ("iki_id") REFERENCES "iki" ("id") ON DELETE CASCADE, CHECK ((nilai IS NULL) = (nilai_atas IS NULL)), CHECK (nilai_atas >= nilai AND nilai >= 0)) STRICT;
CREATE UNIQUE INDEX "target_iki_id_bulan" ON "target" ("iki_id", "bulan");
"""
