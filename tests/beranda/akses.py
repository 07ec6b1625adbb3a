from tests.akses import Baris

AKSES = [Baris("beranda.lihat", "GET", "401 anonim; 200 *")]
