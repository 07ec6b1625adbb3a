from datetime import date

from skpweb.core.access import SISTEM
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.services import tambah_unit
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA

MULAI = "01-01-2026"
PENGELOLA = "401 anonim; 200 pengelola pengelola_b; 403 *"
UNIT_A = "401 anonim; 200 pengelola; 403 *"  # outside the authority of pengelola_b
KIRIM_A = "401 anonim; 303 pengelola; 403 *"
SUSUNAN = {"unit_id": "unit_bidang_a"}
JABATAN = {"jabatan_id": "jabatan_pengolah_a"}


def _unit(cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    row = Unit.get_by_id(cast.unit["bidang_a"])
    return {"nama": "Bidang Perintis Baru", "induk": cast.unit["dinas"], "mulai": MULAI, "_versi": row.versi}


def _jabatan(cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    row = Jabatan.get_by_id(cast.jabatan["pengolah_a"])
    return {"nama": "Penelaah Teknis", "jenis": "pelaksana", "mulai": MULAI, "_versi": row.versi}


def _unit_kosong(cast: Cast) -> dict[str, int]:
    unit = tambah_unit(SISTEM, nama="Seksi Kosong", induk_id=cast.unit["bidang_a"], dibuka=date(2026, 1, 1), pada=PADA)
    return {"unit_kosong": unit.id}


AKSES = [
    Baris("organisasi.formulir_tambah_unit", "GET", PENGELOLA),
    Baris(
        "organisasi.tambah_unit", "POST", "401 anonim; 303 pengelola; 422 pengelola_b; 403 *", nama="in another unit",
        data=lambda cast, _s: {"nama": "Seksi Baru", "induk": cast.unit["bidang_a"], "mulai": MULAI},
    ),
    Baris("organisasi.formulir_ubah_unit", "GET", UNIT_A, SUSUNAN),
    Baris("organisasi.ubah_unit", "POST", KIRIM_A, SUSUNAN, _unit),
    Baris("organisasi.formulir_tutup_unit", "GET", UNIT_A, SUSUNAN),
    Baris(
        "organisasi.tutup_unit", "POST", KIRIM_A, {"unit_id": "unit_kosong"}, {"tanggal": "21-11-2026", "_versi": 1},
        siap=_unit_kosong,
    ),
    Baris("organisasi.cari_jabatan", "GET", PENGELOLA),
    Baris("organisasi.formulir_tambah_jabatan", "GET", PENGELOLA),
    Baris(
        "organisasi.tambah_jabatan", "POST", "401 anonim; 303 pengelola pengelola_b; 403 *",
        data=lambda cast, _s: {
            "nama": "Arsiparis Mahir", "unit": cast.unit["bidang_b"], "atasan": cast.jabatan["kabid_b"],
            "jenis": "fungsional", "mulai": MULAI,
        },
    ),
    Baris("organisasi.formulir_ubah_jabatan", "GET", UNIT_A, JABATAN),
    Baris("organisasi.ubah_jabatan", "POST", KIRIM_A, JABATAN, _jabatan),
]  # fmt: skip
