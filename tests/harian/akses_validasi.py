from io import BytesIO
from typing import Any

from skpweb.harian.rules import StatusCatatan
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.bantu_kertas import catat, catatan_kertas
from tests.harian.bantu_validasi import catatan_ada, kunci_ada
from tests.persetujuan.bantu import PDF, bupati
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


def _kertas(status: StatusCatatan | None = StatusCatatan.DIKIRIM, who: str = "kepala", kunci: bool = False):  # type: ignore[no-untyped-def]
    """An entry of the head, whom a pejabat luar without account rates; `status` None: recorded on paper already."""

    def siap(cast: Cast) -> dict[str, Any]:
        bupati()
        row = catatan_kertas(cast, who, status=status or StatusCatatan.DIKIRIM)
        lembar = catat(cast, [row], who=who).id if status is None else 0
        if kunci:
            kunci_ada(cast, who)
        return {"orang_kertas": cast.orang[who], "kunci": f"c{row.id}", "kode": f"c{row.id}:1", "lembar": lembar}

    return siap


def _isi_kertas(_cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    sheet = {"nomor": "7/CKHP", "tanggal": "20-11-2026", "berkas": (BytesIO(PDF), "ckhp.pdf")}
    return {"_semua": siap["kode"], "pilih": siap["kode"], **sheet}


def _tanpa_scan(cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in _isi_kertas(cast, siap).items() if k != "berkas"}


# Everybody with people below him has a queue; of this person only the superior judges. Strangers know of nothing.
ORANG = {"pegawai_id": "pegawai"}
SAH = {"pegawai_id": "pegawai", "kunci": "kunci"}
KODE = "401 anonim; {} atasan; 404 atasan_lain sekretaris; 403 *"
UMUM = "401 anonim; 200 atasan atasan_lain sekretaris kepala pengelola; 403 *"
VALID = _siap(StatusCatatan.VALID)
OPD = "401 anonim; {} pengelola; 403 *"
BULAN = {"pegawai_id": "orang_kertas", "tahun": 2026, "bulan": 11}
SAH_KERTAS, BUKA = {"pegawai_id": "orang_kertas", "kunci": "kunci"}, {"_versi": "2", "umpan": "Salah centang"}
CATAT = "harian.catat_di_atas_kertas"

VALIDASI = [
    Baris("harian.validasi", "GET", UMUM, siap=_siap()),
    Baris("harian.validasi", "GET", UMUM, nama="kosong"),
    Baris("harian.validasi_semua", "POST", KODE.format(303), {}, _semua, _siap()),
    Baris("harian.validasi_semua", "POST", KODE.format(409), {}, _semua, VALID, "sudah sah"),
    Baris("harian.kertas", "GET", OPD.format(200), BULAN, siap=_kertas(), nama="menunggu"),
    Baris("harian.kertas", "GET", OPD.format(200), BULAN, siap=_kertas(StatusCatatan.VALID), nama="kosong"),
    Baris("harian.kertas", "GET", OPD.format(403), BULAN, siap=_kertas(who="pegawai"), nama="atasan punya akun"),
    Baris("harian.kertas", "GET", OPD.format(403), BULAN, siap=_kertas(who="pengelola"), nama="milik pengelola"),
    Baris(CATAT, "POST", OPD.format(303), BULAN, _isi_kertas, _kertas(), "menunggu"),
    Baris(CATAT, "POST", OPD.format(409), BULAN, _isi_kertas, _kertas(StatusCatatan.VALID), "sudah sah"),
    Baris(CATAT, "POST", OPD.format(409), BULAN, _isi_kertas, _kertas(StatusCatatan.PERBAIKAN), "perbaikan"),
    Baris(CATAT, "POST", OPD.format(403), BULAN, _isi_kertas, _kertas(kunci=True), "bulan terkunci"),
    Baris(CATAT, "POST", OPD.format(422), BULAN, _tanpa_scan, _kertas(), "tanpa scan"),
    Baris(CATAT, "POST", OPD.format(403), BULAN, _isi_kertas, _kertas(who="pegawai"), "atasan punya akun"),
    Baris(CATAT, "POST", OPD.format(403), BULAN, _isi_kertas, _kertas(who="pengelola"), "milik pengelola"),
    Baris("harian.formulir_buka_kertas", "GET", OPD.format(200), SAH_KERTAS, siap=_kertas(None)),
    Baris("harian.formulir_buka_kertas", "GET", OPD.format(404), SAH_KERTAS | {"kunci": "c99"}, siap=_kertas(), nama="tidak ada"),
    Baris("harian.buka_kertas", "POST", OPD.format(303), SAH_KERTAS, BUKA, _kertas(None), "sah di kertas"),
    Baris("harian.buka_kertas", "POST", OPD.format(409), SAH_KERTAS, BUKA | {"_versi": "1"}, _kertas(), "belum sah"),
    Baris("harian.buka_kertas", "POST", OPD.format(403), SAH_KERTAS, BUKA, _kertas(None, kunci=True), "bulan terkunci"),
    Baris("harian.buka_kertas", "POST", OPD.format(403), SAH_KERTAS, BUKA, _kertas(who="pegawai"), "atasan punya akun"),
    Baris("harian.buka_kertas", "POST", OPD.format(403), SAH_KERTAS, BUKA, _kertas(who="pengelola"), "milik pengelola"),
    Baris(
        "harian.lembar", "GET", "401 anonim; 200 kepala pengelola perencana pembaca admin; 404 *", {"lembar_id": "lembar"},
        siap=_kertas(None),
    ),
    Baris("harian.lembar", "GET", "401 anonim; 404 *", {"lembar_id": 99}, nama="tidak ada"),
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
