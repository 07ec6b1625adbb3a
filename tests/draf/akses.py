from tests.akses import Baris

AKSES = [
    Baris("draf.lihat", "GET", "401 anonim; 200 *"),
    Baris("draf.simpan", "POST", "401 anonim; 200 *", data={"alamat": "/skp/1", "isi": "[]"}),
    Baris("draf.buang", "POST", "401 anonim; 204 *", data={"alamat": "/skp/1"}),
]
