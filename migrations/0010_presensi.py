"""Tables of the room presensi."""

SQL = """
CREATE TABLE "rekap_presensi" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "pegawai_id" INTEGER NOT NULL, "tahun" INTEGER NOT NULL, "bulan" INTEGER NOT NULL, "hari_kerja" INTEGER NOT NULL, "hadir" INTEGER NOT NULL, "dinas_luar" INTEGER NOT NULL, "sakit" INTEGER NOT NULL, "izin" INTEGER NOT NULL, "cuti" INTEGER NOT NULL, "tanpa_keterangan" INTEGER NOT NULL, "tl1" INTEGER NOT NULL, "tl2" INTEGER NOT NULL, "tl3" INTEGER NOT NULL, "tl4" INTEGER NOT NULL, "psw1" INTEGER NOT NULL, "psw2" INTEGER NOT NULL, "psw3" INTEGER NOT NULL, "psw4" INTEGER NOT NULL, "sumber" TEXT NOT NULL, "versi" INTEGER NOT NULL, "diubah_pada" INTEGER NOT NULL, FOREIGN KEY ("pegawai_id") REFERENCES "pegawai" ("id") ON DELETE RESTRICT, CHECK (bulan BETWEEN 1 AND 12), CHECK (hari_kerja >= 0 AND hadir >= 0 AND dinas_luar >= 0 AND sakit >= 0 AND izin >= 0 AND cuti >= 0 AND tanpa_keterangan >= 0 AND tl1 >= 0 AND tl2 >= 0 AND tl3 >= 0 AND tl4 >= 0 AND psw1 >= 0 AND psw2 >= 0 AND psw3 >= 0 AND psw4 >= 0), CHECK (hari_kerja = hadir + dinas_luar + sakit + izin + cuti + tanpa_keterangan)) STRICT;
CREATE UNIQUE INDEX "rekap_presensi_pegawai_id_tahun_bulan" ON "rekap_presensi" ("pegawai_id", "tahun", "bulan");
CREATE INDEX "rekap_presensi_tahun_bulan" ON "rekap_presensi" ("tahun", "bulan");
"""
