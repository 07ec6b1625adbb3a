from datetime import date, timedelta

from skpweb.core.access import SISTEM
from skpweb.core.clock import saat, sekarang
from skpweb.periode.rules import JenisLibur, Tahap
from skpweb.periode.services import atur_jendela, beri_pengecualian, tetapkan_libur
from tests.akses import Baris
from tests.cast import Cast

BACA = "401 anonim; 200 admin pengelola pengelola_b pembaca; 403 *"
OPD = "401 anonim; 303 admin pengelola; 403 *"
J = {"jendela_id": "jendela"}
ISI = {"buka": "01-12-2026", "jam_buka": "00.00", "tutup": "31-01-2027", "jam_tutup": "23.59"}


def _terbuka(cast: Cast) -> dict[str, int]:
    kini = sekarang()
    row = atur_jendela(
        SISTEM, 2026, Tahap.SKP, buka_pada=kini - timedelta(days=9), tutup_pada=kini + timedelta(days=9), pada=kini
    )
    return {"jendela": row.id}


def _tertutup(cast: Cast) -> dict[str, int]:
    kini = sekarang()
    row = atur_jendela(
        SISTEM, 2026, Tahap.SKP, buka_pada=kini - timedelta(days=9), tutup_pada=kini - timedelta(days=1), pada=kini
    )
    return {"jendela": row.id}


def _kecuali(unit: str):  # type: ignore[no-untyped-def]
    def siap(cast: Cast) -> dict[str, int]:
        row = beri_pengecualian(
            SISTEM, _tertutup(cast)["jendela"], unit_id=cast.unit[unit], alasan="jaringan padam",
            sampai_pada=saat(date(2026, 12, 1)), pada=sekarang(),
        )  # fmt: skip
        return {"kecuali": row.id}

    return siap


def _libur(cast: Cast) -> dict[str, int]:
    return {"libur": tetapkan_libur(SISTEM, date(2026, 12, 25), "Natal", JenisLibur.NASIONAL, pada=sekarang()).id}


def _untuk(unit: str):  # type: ignore[no-untyped-def]
    return lambda cast, _: {
        "untuk": f"unit:{cast.unit[unit]}", "sampai": "01-12-2026", "jam_sampai": "16.00", "alasan": "jaringan padam"
    }  # fmt: skip


AKSES = [
    Baris("periode.daftar", "GET", BACA),
    Baris("periode.baru", "GET", "401 anonim; 200 admin pengelola; 403 *", {"tahun": 2027, "tahap": "skp"}),
    Baris("periode.atur_jendela", "POST", OPD, {"tahun": 2027, "tahap": "skp"}, ISI),
    Baris("periode.rinci", "GET", BACA, J, siap=_terbuka),
    Baris("periode.tutup_jendela", "POST", OPD, J, siap=_terbuka, nama="terbuka"),
    Baris("periode.tutup_jendela", "POST", "401 anonim; 422 admin pengelola; 403 *", J, siap=_tertutup, nama="tertutup"),
    Baris("periode.beri_pengecualian", "POST", OPD.replace("303", "303 pengelola_b"), J, _untuk("bidang_b"), _tertutup, "unitnya"),
    Baris("periode.beri_pengecualian", "POST", "401 anonim; 303 admin pengelola; 422 pengelola_b; 403 *", J, _untuk("bidang_a"), _tertutup, "unit lain"),
    Baris("periode.cabut_pengecualian", "POST", OPD.replace("303", "303 pengelola_b"), {"pengecualian_id": "kecuali"}, siap=_kecuali("bidang_b"), nama="unitnya"),
    Baris("periode.cabut_pengecualian", "POST", OPD, {"pengecualian_id": "kecuali"}, siap=_kecuali("bidang_a"), nama="unit lain"),
    Baris("periode.kalender", "GET", "401 anonim; 200 admin pengelola pengelola_b pembaca perencana kepala; 403 *"),
    Baris("periode.tetapkan_libur", "POST", OPD, data={"tanggal": "25-12-2026", "nama": "Natal", "jenis": "nasional"}),
    Baris("periode.hapus_libur", "POST", OPD, {"libur_id": "libur"}, siap=_libur),
    Baris("periode.atur_pola", "POST", OPD, data={"unit": "", "pola": "6", "mulai": "01-12-2026"}),
]  # fmt: skip
