from tests.akses import Baris

AKSES = [
    Baris("pengaturan.gaya", "GET", "200 *"),
    Baris("pengaturan.lihat", "GET", "401 anonim; 200 admin pembaca; 403 *"),
    Baris(
        "pengaturan.simpan_kantor", "POST", "401 anonim; 303 admin; 403 *",
        data={"nama": "Dinas Uji", "pemda": "Kabupaten Uji", "zona": "WIB", "mulai": "21-11-2026"},
    ),
    Baris("pengaturan.ubah_aturan", "POST", "401 anonim; 303 admin; 403 *", data={"kertas": "A4"}),
]  # fmt: skip
