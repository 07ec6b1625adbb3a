from datetime import date

from skpweb.core.access import SISTEM
from skpweb.core.clock import sekarang
from skpweb.presensi.queries import ambil_rekap
from skpweb.presensi.rules import JenisCuti, Rekap, Rentang
from skpweb.presensi.services import simpan_rekap
from skpweb.presensi.services_cuti import catat_cuti
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


def _cuti(cast: Cast) -> dict[str, int]:
    rentang = Rentang(JenisCuti.CUTI, date(2026, 10, 5), date(2026, 10, 7))
    return {
        f"cuti_{x}": catat_cuti(SISTEM, cast.orang[x], rentang, pada=sekarang()).id for x in ("pegawai", "pegawai_lain")
    }


CUTI = {"jenis": "cuti", "mulai": "05-10-2026", "sampai": "07-10-2026", "keterangan": ""}
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
    Baris("presensi.formulir_catat_cuti", "GET", ISI_A.format(200), SENDIRI),
    Baris("presensi.catat_cuti", "POST", ISI_A.format(303), SENDIRI, CUTI, nama="bidang a"),
    Baris("presensi.catat_cuti", "POST", ISI_B.format(303), LAIN, CUTI, nama="bidang b"),
    Baris("presensi.catat_cuti", "POST", ISI_A.format(422), SENDIRI, CUTI, _cuti, "hari sudah terpakai"),
    Baris("presensi.cabut_cuti", "POST", ISI_A.format(303), {"cuti_id": "cuti_pegawai"}, siap=_cuti, nama="bidang a"),
    Baris("presensi.cabut_cuti", "POST", ISI_B.format(303), {"cuti_id": "cuti_pegawai_lain"}, siap=_cuti, nama="bidang b"),
    Baris("presensi.cabut_cuti", "POST", "401 anonim; 404 pengelola pengelola_b; 403 *", {"cuti_id": 9999}, nama="tidak ada"),
]  # fmt: skip
