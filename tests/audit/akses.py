from tests.akses import Baris

AKSES = [
    Baris("audit.daftar", "GET", "401 anonim; 200 admin pembaca; 403 *"),
    Baris("audit.pembacaan", "GET", "401 anonim; 200 admin pembaca; 403 *"),
    Baris("audit.kepatuhan", "GET", "401 anonim; 200 admin pembaca; 403 *"),
]
