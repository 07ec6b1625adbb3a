from skpweb.akun.queries import akun_milik
from tests.akses import Baris
from tests.cast import Cast

SEMUA = "401 anonim; 200 *"
KIRIM = "401 anonim; 303 *"


def _sesi_orang_lain(cast: Cast) -> dict[str, int]:
    return {"sesi_asing": 999}


def _akun_pegawai(cast: Cast) -> dict[str, int]:
    return {"akun_pegawai": akun_milik(cast.orang["pegawai"]).id}


AKUN = {"akun_id": "akun_pegawai"}

AKSES = [
    Baris("akun.daftar", "GET", "401 anonim; 200 admin pengelola pengelola_b pembaca; 403 *"),
    Baris(
        "akun.rinci", "GET", "401 anonim; 200 admin pengelola pembaca; 404 pengelola_b; 403 *", AKUN, siap=_akun_pegawai
    ),
    Baris("akun.atur_peran", "POST", "401 anonim; 303 admin; 403 *", AKUN, {"peran": "pembaca"}, _akun_pegawai),
    Baris("akun.nonaktifkan", "POST", "401 anonim; 303 admin; 403 *", AKUN, {"aktif": "0"}, _akun_pegawai),
    Baris(
        "akun.terbitkan_kode",
        "POST",
        "401 anonim; 200 admin pengelola; 404 pengelola_b; 403 *",
        data=lambda cast, _: {"pegawai": str(cast.orang["pegawai"])},
    ),
    Baris("akun.masuk", "GET", "200 anonim; 302 *"),
    Baris("akun.kirim_masuk", "POST", "422 *"),
    Baris("akun.kirim_kode", "POST", "422 *"),
    Baris("akun.buktikan", "POST", "401 anonim; 422 *"),
    Baris("akun.masuk_kantor", "GET", "404 *"),  # no provider is configured
    Baris("akun.kembali_kantor", "GET", "404 *"),
    Baris("akun.totp", "GET", SEMUA),
    Baris("akun.pasang_totp", "POST", "401 anonim; 422 *"),
    Baris("akun.ganti_kode_pulih", "POST", "401 anonim; 422 *"),
    Baris("akun.lepas_totp", "POST", KIRIM),
    Baris("akun.keluar", "POST", KIRIM),
    Baris("akun.ganti_sandi", "GET", SEMUA),
    Baris("akun.simpan_sandi", "POST", "401 anonim; 422 *"),
    Baris("akun.sesi", "GET", SEMUA),
    Baris("akun.akhiri_sesi", "POST", KIRIM, {"sesi_id": "sesi_asing"}, siap=_sesi_orang_lain),
    Baris("akun.akhiri_sesi_lain", "POST", KIRIM),
]
