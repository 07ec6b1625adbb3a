from tests.akses import Baris

AKSES = [
    Baris("cadangan.daftar", "GET", "401 anonim; 200 admin pembaca; 403 *"),
    Baris("cadangan.buat", "POST", "401 anonim; 303 admin; 403 *"),
    Baris("cadangan.uji", "POST", "401 anonim; 303 admin; 403 *"),
]
