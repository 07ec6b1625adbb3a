from tests.akses import Baris

AKSES = [
    Baris("pemberitahuan.daftar", "GET", "401 anonim; 200 *"),
    Baris("pemberitahuan.lonceng", "GET", "401 anonim; 200 *"),
    Baris("pemberitahuan.tandai_dibaca", "POST", "401 anonim; 303 *", data={"sampai": "1"}),
]
