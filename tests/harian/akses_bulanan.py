from typing import Any

from skpweb.harian.services_bulan import kunci_bulan
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.bantu_validasi import pelaku
from tests.harian.test_bulanan import ALASAN, bulan_isi


def _terbuka(cast: Cast) -> dict[str, Any]:
    bulan_isi(cast)
    return {}


def _terkunci(cast: Cast) -> dict[str, Any]:
    bulan_isi(cast)
    kunci_bulan(pelaku(cast, "pengelola"), 2026, 10, pegawai_id=cast.orang["pegawai"], pada=PADA)
    return {}


def _satu(cast: Cast, _siap: dict[str, Any]) -> dict[str, Any]:
    return {"orang": cast.orang["pegawai"]}


OKTOBER, NOVEMBER = {"tahun": 2026, "bulan": 10}, {"tahun": 2026, "bulan": 11}
SATU = OKTOBER | {"pegawai_id": "pegawai"}
MELIHAT = "401 anonim; 200 pegawai atasan ketua_tim kepala admin pembaca perencana pengelola; 404 *"
KUNCI = "401 anonim; {} pengelola; {} pengelola_b; 403 *"
BUKA = KUNCI.format("{}", 404)

BULANAN = [
    Baris("harian.bulanan_kini", "GET", "401 anonim; 302 *"),
    Baris("harian.bulanan", "GET", "401 anonim; 200 *", OKTOBER, siap=_terbuka),
    Baris("harian.bulanan_orang", "GET", MELIHAT, SATU, siap=_terbuka, nama="terbuka"),
    Baris("harian.bulanan_orang", "GET", MELIHAT, SATU, siap=_terkunci, nama="terkunci"),
    Baris("harian.daftar_kunci", "GET", KUNCI.format(200, 200), OKTOBER, siap=_terkunci),
    Baris("harian.kunci_bulan", "POST", KUNCI.format(303, 422), OKTOBER, siap=_terbuka, nama="semua"),
    Baris("harian.kunci_bulan", "POST", KUNCI.format(303, 404), OKTOBER, _satu, _terbuka, "satu orang"),
    Baris("harian.kunci_bulan", "POST", KUNCI.format(422, 404), OKTOBER, _satu, _terkunci, "sudah terkunci"),
    Baris("harian.kunci_bulan", "POST", KUNCI.format(422, 422), NOVEMBER, siap=_terbuka, nama="batas belum lewat"),
    Baris("harian.formulir_buka_bulan", "GET", BUKA.format(200), SATU, siap=_terkunci),
    Baris("harian.formulir_buka_bulan", "GET", BUKA.format(404), SATU, siap=_terbuka, nama="tidak terkunci"),
    Baris("harian.buka_bulan", "POST", BUKA.format(303), SATU, {"alasan": ALASAN}, _terkunci),
    Baris("harian.buka_bulan", "POST", BUKA.format(422), SATU, {"alasan": ""}, _terkunci, "tanpa alasan"),
    Baris("harian.buka_bulan", "POST", BUKA.format(404), SATU, {"alasan": ALASAN}, _terbuka, "tidak terkunci"),
]
