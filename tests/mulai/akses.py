from tests.akses import Baris

# The office of the cast is set up: whatever the code, nobody finds anything here.
AKSES = [
    Baris("mulai.siapkan", "GET", "404 *"),
    Baris("mulai.isi_kantor", "GET", "404 *"),
    Baris("mulai.siapkan_kantor", "POST", "404 *"),
    Baris("mulai.buat_contoh", "POST", "404 *"),
]
