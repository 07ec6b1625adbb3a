from skpweb.core.clock import sekarang
from skpweb.skp.rules import StatusSkp
from tests.akses import Baris
from tests.cast import Cast
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada


def _ada(status: StatusSkp):  # type: ignore[no-untyped-def]
    def siap(cast: Cast) -> dict[str, int]:
        skp = skp_ada(cast, "pegawai", sekarang(), status=status)
        return {"skp": skp.id, "iki": iki_ada(rhk_ada(skp)).id}

    return siap


def _isi(cast: Cast, benda: dict[str, int]) -> dict[str, str]:
    sel = f"s{benda['iki']}-1"
    return {sel: "12", "_asal": f"{sel}=10"}


SKP, SEL = {"skp_id": "skp"}, {"skp_id": "skp", "iki_id": "iki", "bulan": 1}
MELIHAT = "atasan ketua_tim kepala pengelola admin perencana pembaca"
BOLEH = f"401 anonim; 303 pegawai; 403 {MELIHAT}; 404 *"
TUTUP = f"401 anonim; 403 pegawai {MELIHAT}; 404 *"
POST = (("matriks.isi_sel", SEL), ("matriks.isi_lembar", SKP))

AKSES = [
    Baris("matriks.lihat", "GET", f"401 anonim; 200 pegawai {MELIHAT}; 404 *", SKP, siap=_ada(s), nama=s.label)
    for s in StatusSkp
] + [
    Baris(endpoint, "POST", BOLEH if s.dapat_diubah else TUTUP, args, _isi, _ada(s), s.label)
    for endpoint, args in POST
    for s in StatusSkp
]
