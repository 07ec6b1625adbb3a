"""The rooms in the order of the performance year: a room imports only rooms that stand before it."""

ROOMS = (
    "core",
    "audit",
    "pengaturan",
    "organisasi",
    "pegawai",
    "akun",
    "berkas",
    "pemberitahuan",
    "periode",
    "presensi",
    "skp",
    "matriks",
    "persetujuan",
    "harian",
    "petruk",
    "cetak",
    "tukar",
    "cadangan",
    "beranda",
    "mulai",
)
