from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.pegawai.queries import identitas
from skpweb.tukar import services
from skpweb.tukar.models import Impor
from skpweb.tukar.rules import Jenis
from tests.akses import Baris
from tests.cast import Cast
from tests.tukar import contoh

PENGELOLA = "401 anonim; {} pengelola pengelola_b; 403 *"
MILIK_PENGELOLA = "401 anonim; {} pengelola; 404 pengelola_b; 403 *"
JENIS = {"jenis": "presensi"}
SATU = {"jenis": "presensi", "impor_id": "impor"}


def _terunggah(cast: Cast) -> dict[str, int]:
    """An upload of the pengelola of the whole OPD: one faulty row, one good one."""
    pelaku = Pelaku(
        pegawai_id=cast.orang["pengelola"], nama="Gita Savitri", peran=frozenset({"pengelola"}), unit_ids=None
    )
    orang = identitas(cast.orang["pegawai"], clock.hari(contoh.PADA))
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi([[orang.nip, orang.nama]])])
    impor = services.unggah(pelaku, Jenis.PRESENSI, "presensi-2026-09.csv", isi, pada=contoh.PADA)
    return {"impor": impor.id}


def _diperiksa(cast: Cast) -> dict[str, int]:
    siap = _terunggah(cast)
    pelaku = Pelaku(pegawai_id=cast.orang["pengelola"], peran=frozenset({"pengelola"}), unit_ids=None)
    services.periksa(pelaku, Jenis.PRESENSI, siap["impor"], pada=contoh.PADA)
    return {**siap, "versi": Impor.get_by_id(siap["impor"]).versi}


def _diterapkan(cast: Cast) -> dict[str, int]:
    siap = _diperiksa(cast)
    pelaku = Pelaku(pegawai_id=cast.orang["pengelola"], peran=frozenset({"pengelola"}), unit_ids=None)
    services.terapkan(pelaku, Jenis.PRESENSI, siap["impor"], siap["versi"], pada=contoh.PADA)
    return {**siap, "versi": Impor.get_by_id(siap["impor"]).versi}


def _versi(_: Cast, siap: dict[str, int]) -> dict[str, int]:
    return {"_versi": siap["versi"]}


def _kolom(_: Cast, siap: dict[str, int]) -> dict[str, str]:
    impor = Impor.get_by_id(siap["impor"])
    return {"sumber": "Uji", "tahun": "2026", "bulan": "9", **{f"kolom-{k}": str(n) for k, n in impor.peta.items()}}


AKSES = [
    Baris("tukar.daftar", "GET", PENGELOLA.format(200)),
    Baris("tukar.mulai", "GET", PENGELOLA.format(200), JENIS),
    Baris("tukar.unggah", "POST", PENGELOLA.format(422), JENIS),
    Baris("tukar.templat", "GET", PENGELOLA.format(200), JENIS),
    Baris("tukar.kolom", "GET", MILIK_PENGELOLA.format(200), SATU, siap=_terunggah),
    Baris("tukar.periksa", "POST", MILIK_PENGELOLA.format(303), SATU, _kolom, _terunggah),
    Baris("tukar.lihat", "GET", MILIK_PENGELOLA.format(303), SATU, siap=_terunggah, nama="kolom"),
    Baris("tukar.lihat", "GET", MILIK_PENGELOLA.format(200), SATU, siap=_diperiksa, nama="pratinjau"),
    Baris("tukar.lihat", "GET", MILIK_PENGELOLA.format(200), SATU, siap=_diterapkan, nama="diterapkan"),
    Baris("tukar.jawab", "POST", MILIK_PENGELOLA.format(422), SATU, siap=_diperiksa),
    Baris("tukar.unduh_salah", "GET", MILIK_PENGELOLA.format(200), SATU, siap=_diperiksa),
    Baris("tukar.terapkan", "POST", MILIK_PENGELOLA.format(422), SATU, siap=_terunggah, nama="kolom"),
    Baris("tukar.terapkan", "POST", MILIK_PENGELOLA.format(303), SATU, _versi, _diperiksa, nama="pratinjau"),
    Baris("tukar.terapkan", "POST", MILIK_PENGELOLA.format(422), SATU, _versi, _diterapkan, nama="diterapkan"),
    Baris("tukar.batalkan", "POST", MILIK_PENGELOLA.format(422), SATU, _versi, _diperiksa, nama="pratinjau"),
    Baris("tukar.batalkan", "POST", MILIK_PENGELOLA.format(303), SATU, _versi, _diterapkan, nama="diterapkan"),
    Baris("tukar.data_saya", "POST", "401 anonim; 200 *", {"bentuk": "json"}),
    Baris("tukar.ambil_data_saya", "GET", "401 anonim; 404 *", {"kerja_id": 999, "bentuk": "json"}),
    Baris(
        "tukar.ekspor",
        "GET",
        "401 anonim; 200 pengelola pengelola_b admin pembaca kepala sekretaris atasan atasan_lain; 403 *",
        JENIS,
    ),
]
