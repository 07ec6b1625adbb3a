from skpweb.core.access import SISTEM
from skpweb.core.clock import sekarang
from skpweb.presensi.queries import ambil_rekap
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import simpan_rekap
from tests.akses import Baris
from tests.cast import Cast

ISI = {**dict.fromkeys(Rekap.__dataclass_fields__, "0"), "hari_kerja": "22", "hadir": "22"}
BULAN = {"tahun": 2026, "bulan": 10}
SENDIRI, LAIN = {"pegawai_id": "pegawai"}, {"pegawai_id": "pegawai_lain"}
SEMUA = "admin pembaca perencana pengelola kepala"


def _ada(cast: Cast) -> dict[str, int]:
    for siapa in ("pegawai", "pegawai_lain"):
        simpan_rekap(SISTEM, cast.orang[siapa], 2026, 10, Rekap(22, hadir=22), pada=sekarang())
    assert ambil_rekap(cast.orang["pegawai"], 2026, 10)
    return {}


ISI_A = "401 anonim; {} pengelola; 404 pengelola_b; 403 *"
ISI_B = "401 anonim; {} pengelola pengelola_b; 403 *"

AKSES = [
    Baris("presensi.daftar", "GET", "401 anonim; 200 admin pembaca pengelola pengelola_b kepala sekretaris atasan atasan_lain; 403 *"),
    Baris("presensi.saya", "GET", "401 anonim; 200 *"),
    Baris("presensi.orang", "GET", f"401 anonim; 200 pegawai atasan {SEMUA}; 404 *", SENDIRI, siap=_ada, nama="bidang a"),
    Baris("presensi.orang", "GET", f"401 anonim; 200 pegawai_lain atasan_lain pengelola_b {SEMUA}; 404 *", LAIN, nama="bidang b"),
    Baris("presensi.isi_rekap", "GET", ISI_A.format(200), SENDIRI | BULAN, nama="bidang a"),
    Baris("presensi.isi_rekap", "GET", ISI_B.format(200), LAIN | BULAN, siap=_ada, nama="bidang b"),
    Baris("presensi.simpan_rekap", "POST", ISI_A.format(303), SENDIRI | BULAN, ISI, nama="bidang a"),
    Baris("presensi.simpan_rekap", "POST", ISI_B.format(303), LAIN | BULAN, ISI, nama="bidang b"),
    Baris("presensi.hapus_rekap", "POST", ISI_A.format(303), SENDIRI | BULAN, {"_versi": "1"}, _ada, "bidang a"),
    Baris("presensi.hapus_rekap", "POST", ISI_B.format(303), LAIN | BULAN, {"_versi": "1"}, _ada, "bidang b"),
    Baris("presensi.hapus_rekap", "POST", ISI_B.format(404), LAIN | BULAN, {"_versi": "1"}, nama="tidak ada"),
]  # fmt: skip
