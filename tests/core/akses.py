from tests.akses import Baris

AKSES = [
    Baris("aset.berkas", "GET", "200 *", {"digest": "x", "name": "mark.svg"}),
    Baris("core.sehat", "GET", "200 *"),
    Baris("core.kerja", "GET", "401 anonim; 404 *", {"kerja_id": 1}),
    Baris("core.batalkan_kerja", "POST", "401 anonim; 404 *", {"kerja_id": 1}),
]
