from tests.akses import Baris
from tests.cast import Cast

SEMUA = "401 anonim; 200 *"
KIRIM = "401 anonim; 303 *"


def _sesi_orang_lain(cast: Cast) -> dict[str, int]:
    return {"sesi_asing": 999}


AKSES = [
    Baris("akun.masuk", "GET", "200 anonim; 302 *"),
    Baris("akun.kirim_masuk", "POST", "422 *"),
    Baris("akun.keluar", "POST", KIRIM),
    Baris("akun.ganti_sandi", "GET", SEMUA),
    Baris("akun.simpan_sandi", "POST", "401 anonim; 422 *"),
    Baris("akun.sesi", "GET", SEMUA),
    Baris("akun.akhiri_sesi", "POST", KIRIM, {"sesi_id": "sesi_asing"}, siap=_sesi_orang_lain),
    Baris("akun.akhiri_sesi_lain", "POST", KIRIM),
]
