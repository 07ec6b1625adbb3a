"""Who may do what with a plan; every other state is in test_services."""

from skpweb.core.clock import sekarang
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.skp.rules import StatusSkp as S
from tests.akses import Baris
from tests.cast import Cast
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

LIHAT = "401 anonim; 200 pegawai atasan ketua_tim kepala pengelola perencana pembaca admin; 404 *"
UBAH = "401 anonim; {} pegawai; 403 atasan ketua_tim kepala pengelola perencana pembaca admin; 404 *"
TERKUNCI = UBAH.format(403)


def ada(status: S):  # type: ignore[no-untyped-def]
    """The plan of `pegawai` in this state: two lines, the first with two indicators, the second linked."""

    def siap(cast: Cast) -> dict[str, int]:
        atas = rhk_ada(skp_ada(cast, "atasan", sekarang()))
        row = skp_ada(cast, "pegawai", sekarang(), status=status)
        garis, anak = rhk_ada(row), rhk_ada(row, "Tersusunnya kajian", induk=atas, induk_teks="lama")
        iki, _ = iki_ada(garis), iki_ada(garis, "Jumlah kajian")
        return {"skp": row.id, "rhk": garis.id, "anak": anak.id, "iki": iki.id}

    return siap


def _riwayat(cast: Cast, _state: dict[str, object]) -> dict[str, object]:
    return {"tahun": 2026, "riwayat_id": RiwayatJabatan.get(RiwayatJabatan.pegawai == cast.orang["pegawai"]).id}


SKP, RHK, ANAK, IKI = {"skp_id": "skp"}, {"rhk_id": "rhk"}, {"rhk_id": "anak"}, {"iki_id": "iki"}
ISI_RHK = {"teks": "Tersedianya data", "jenis": "utama", "tautan": "", "_versi": "1"}
ISI_IKI = {"teks": "Jumlah data", "target": "12 data", "aspek": "biaya", "arah": "naik", "agregasi": "", "_versi": "1"}
FORM = (("tambah_rhk", SKP, ISI_RHK), ("ubah_rhk", RHK, ISI_RHK), ("hapus_rhk", RHK, {"_versi": "1"}),
        ("tambah_iki", RHK, ISI_IKI), ("ubah_iki", IKI, ISI_IKI), ("hapus_iki", IKI, {"_versi": "1"}))  # fmt: skip
TOMBOL = (("geser_rhk", RHK, {"langkah": "1"}), ("geser_iki", IKI, {"langkah": "1"}),
          ("ambil_teks_induk", ANAK, {"_versi": "1"}), ("ubah_pendekatan", SKP, {"pendekatan": "kualitatif"}))  # fmt: skip

AKSES = [
    Baris("skp.daftar", "GET", "401 anonim; 200 *"),
    Baris("skp.daftar_orang", "GET", LIHAT, {"pegawai_id": "pegawai"}, siap=ada(S.KONSEP)),
    Baris("skp.buat_skp", "POST", "401 anonim; 303 pegawai; 404 *", data=_riwayat),
    Baris("skp.buat_skp", "POST", "401 anonim; 422 *", data={"tahun": "2024"}, nama="tahun lalu"),
    *(Baris("skp.lihat", "GET", LIHAT, SKP, siap=ada(s), nama=s.value) for s in (S.KONSEP, S.SETUJU)),
    *(Baris(f"skp.formulir_{d}", "GET", UBAH.format(200), a, siap=ada(S.KONSEP), nama="konsep") for d, a, _ in FORM),
    *(Baris(f"skp.formulir_{d}", "GET", TERKUNCI, a, siap=ada(S.SETUJU), nama="setuju") for d, a, _ in FORM),
    *(
        Baris(f"skp.{d}", "POST", UBAH.format(303) if s is S.KONSEP else TERKUNCI, a, data, ada(s), s.value)
        for s in (S.KONSEP, S.SETUJU)
        for d, a, data in (*FORM, *TOMBOL)
    ),
]
