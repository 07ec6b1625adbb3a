from tests.akses import Baris

AKSES = [
    Baris("beranda.lihat", "GET", "401 anonim; 200 *"),
    Baris("beranda.bawahan", "GET", "401 anonim; 200 atasan atasan_lain kepala sekretaris; 403 *"),
]
