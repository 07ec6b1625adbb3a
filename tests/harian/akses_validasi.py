from typing import Any

from skpweb.harian.rules import StatusCatatan
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.bantu_validasi import catatan_ada, kunci_ada
from tests.skp.bantu import skp_lengkap


def _siap(status: StatusCatatan = StatusCatatan.DIKIRIM, kunci: bool = False):  # type: ignore[no-untyped-def]
    def siap(cast: Cast) -> dict[str, Any]:
        skp, iki, _ = skp_lengkap(cast, "pegawai", PADA)
        row = catatan_ada(skp, iki, status=status)
        if kunci:
            kunci_ada(cast, "pegawai")
        return {"kunci": f"c{row.id}", "kode": f"c{row.id}:1", "umpan": f"umpan-c{row.id}"}

    return siap


def _satu(_cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    return {"_satu": siap["kode"], siap["umpan"]: "Sebutkan pasarnya"}


def _semua(cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    siapa = cast.orang["pegawai"]
    return {"_orang": siapa, f"_isi-{siapa}": siap["kode"]}


def _pilih(_cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    return {"_semua": siap["kode"], "semua": "1"}


# Everybody with people below him has a queue; of this person only the superior judges. Strangers know of nothing.
ORANG = {"pegawai_id": "pegawai"}
SAH = {"pegawai_id": "pegawai", "kunci": "kunci"}
KODE = "401 anonim; {} atasan; 404 atasan_lain sekretaris; 403 *"
UMUM = "401 anonim; 200 atasan atasan_lain sekretaris kepala; 403 *"
VALID = _siap(StatusCatatan.VALID)

VALIDASI = [
    Baris("harian.validasi", "GET", UMUM, siap=_siap()),
    Baris("harian.validasi", "GET", UMUM, nama="kosong"),
    Baris("harian.validasi_semua", "POST", KODE.format(303), {}, _semua, _siap()),
    Baris("harian.validasi_semua", "POST", KODE.format(409), {}, _semua, VALID, "sudah sah"),
    Baris("harian.validasi_orang", "GET", KODE.format(200), ORANG, siap=_siap()),
    Baris("harian.validasi_pilihan", "POST", KODE.format(303), ORANG, _pilih, _siap()),
    Baris("harian.validasi_pilihan", "POST", KODE.format(409), ORANG, _pilih, VALID, "sudah sah"),
    Baris("harian.validasi_pilihan", "POST", KODE.format(403), ORANG, _pilih, _siap(kunci=True), "bulan terkunci"),
    Baris("harian.perbaikan", "POST", KODE.format(303), ORANG, _satu, _siap()),
    Baris("harian.perbaikan", "POST", KODE.format(409), ORANG, _satu, _siap(StatusCatatan.DITOLAK), "ditolak"),
    Baris("harian.tolak", "POST", KODE.format(303), ORANG, _satu, _siap()),
    Baris("harian.tolak", "POST", KODE.format(409), ORANG, _satu, VALID, "sudah sah"),
    Baris("harian.formulir_buka_kembali", "GET", KODE.format(200), SAH, siap=VALID),
    Baris("harian.buka_kembali", "POST", KODE.format(303), SAH, {"_versi": "1", "umpan": "Salah hitung"}, VALID),
    Baris("harian.buka_kembali", "POST", KODE.format(409), SAH, {"_versi": "1", "umpan": "Salah"}, _siap(), "belum sah"),
    Baris(
        "harian.buka_kembali", "POST", KODE.format(403), SAH, {"_versi": "1", "umpan": "Salah"},
        _siap(StatusCatatan.VALID, kunci=True), "bulan terkunci",
    ),
]  # fmt: skip
