from datetime import date

from skpweb.core.access import SISTEM, Pelaku
from skpweb.organisasi.models import TimKerja, Unit
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan
from skpweb.pegawai.models import AnggotaTim, Pegawai, PejabatLuar, RiwayatJabatan
from skpweb.pegawai.queries_struktur import pratinjau_gabung, pratinjau_pohon
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services_tim import delegasikan, laporkan_data, tambah_pejabat_luar
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA

HARI = date(2026, 11, 21)
MULAI = "01-11-2026"
SEMUA = "401 anonim; 200 *"
PEMBACA = "401 anonim; 403 pegawai pegawai_lain ketua_tim; 200 *"
# who sees Endah (pegawai) of Bidang Perintis: herself, those above, whole-OPD readers; others do not know of her
LIHAT = "401 anonim; 200 pegawai atasan kepala pengelola perencana pembaca admin; 404 *"
UBAH = "401 anonim; 200 pengelola; 404 pengelola_b; 403 *"
SIMPAN = "401 anonim; 303 pengelola; 404 pengelola_b; 403 *"
BACA = "401 anonim; 200 pengelola; 403 *"
KIRIM = "401 anonim; 303 pengelola; 403 *"
DUA = "401 anonim; 200 pengelola pengelola_b; 403 *"
ORANG = {"pegawai_id": "pegawai"}


def _versi(cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    return {"nama": "Endah Lestari, A.Md.", "_versi": Pegawai.get_by_id(cast.orang["pegawai"]).versi}


def _riwayat(cast: Cast) -> dict[str, int]:
    row = RiwayatJabatan.get(RiwayatJabatan.pegawai == cast.orang["pegawai"])
    return {"riwayat": row.id, "versi": row.versi}


def _jabatan_kosong(cast: Cast) -> dict[str, int]:
    post = tambah_jabatan(
        SISTEM, unit_id=cast.unit["bidang_a"], nama="Arsiparis Mahir", jenis=JenisJabatan.FUNGSIONAL,
        atasan_id=cast.jabatan["kabid_a"], dibuka=date(2026, 1, 1), pada=PADA,
    )  # fmt: skip
    return {"kosong": post.id}


def _tim(cast: Cast) -> dict[str, int]:
    tim = TimKerja.get(TimKerja.nama == "Tim Percepatan")
    member = AnggotaTim.get(AnggotaTim.tim == tim, AnggotaTim.pegawai == cast.orang["pegawai"])
    return {"tim": tim.id, "anggota": member.id, "versi": tim.versi}


def _bupati(_cast: Cast) -> dict[str, int]:
    who = tambah_pejabat_luar(
        SISTEM, nama="H. Bupati Teladan", jabatan="Bupati", instansi="Kabupaten", mulai=date(2025, 1, 1),
        penilai_kepala=True, pada=PADA,
    )  # fmt: skip
    return {"bupati": who.id, "versi": PejabatLuar.get(PejabatLuar.pegawai == who).versi}


def _delegasi(cast: Cast) -> dict[str, int]:
    row = delegasikan(
        SISTEM, pemberi_id=cast.orang["atasan"], penerima_id=cast.orang["ketua_tim"], mulai=HARI, sampai=HARI,
        spt="SPT/1", tugas=[TugasDelegasi.VALIDASI], pada=PADA,
    )  # fmt: skip
    return {"delegasi": row.id}


def _laporan(cast: Cast) -> dict[str, int]:
    me = Pelaku(pegawai_id=cast.orang["pegawai"], nama="Endah Lestari")
    return {"laporan": laporkan_data(me, uraian="Golongan saya sudah III/a.", pada=PADA).id}


def _sidik_pohon(cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    move = {cast.jabatan["analis_a"]: cast.jabatan["kabid_b"]}
    return {"atasan": cast.jabatan["kabid_b"], "sidik": pratinjau_pohon(move, HARI).sidik}


def _sidik_gabung(cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    mark = pratinjau_gabung(cast.unit["bidang_a"], cast.unit["bidang_b"], HARI).sidik
    return {"ke": cast.unit["bidang_b"], "sidik": mark, "_versi": Unit.get_by_id(cast.unit["bidang_a"]).versi}


AKSES = [
    Baris("pegawai.daftar", "GET", PEMBACA),
    Baris("pegawai.cari", "GET", "401 anonim; 200 pengelola pengelola_b atasan atasan_lain sekretaris kepala; 403 *"),
    Baris("pegawai.formulir_tambah_pegawai", "GET", DUA),
    Baris(
        "pegawai.tambah_pegawai", "POST", "401 anonim; 303 pengelola pengelola_b; 403 *",
        data=lambda cast, _s: {
            "nama": "Orang Baru", "kepegawaian": "pns", "nip": "199001012015031077", "golongan": "III/a",
            "jabatan": cast.jabatan["pengolah_b"], "kedudukan": "definitif", "mulai": MULAI,
        },
    ),
    Baris("pegawai.pegawai", "GET", LIHAT, ORANG),
    Baris("pegawai.profil", "GET", SEMUA),
    Baris("pegawai.laporkan_data", "POST", "401 anonim; 303 *", data={"uraian": "Pangkat saya keliru."}),
    Baris("pegawai.daftar_laporan", "GET", "401 anonim; 200 pengelola pengelola_b pembaca; 403 *", siap=_laporan),
    Baris(
        "pegawai.selesaikan_laporan", "POST", SIMPAN, {"laporan_id": "laporan"}, {"jawaban": "Sudah diperbaiki."},
        siap=_laporan,
    ),
    Baris("pegawai.formulir_ubah_pegawai", "GET", UBAH, ORANG),
    Baris("pegawai.ubah_pegawai", "POST", SIMPAN, ORANG, _versi),
    Baris("pegawai.formulir_ubah_nomor", "GET", UBAH, ORANG),
    Baris(
        "pegawai.ubah_nomor", "POST", SIMPAN, ORANG,
        {"kepegawaian": "pns", "nip": "199001012015032078", "mulai": MULAI, "alasan": "Salah ketik"},
    ),
    Baris("pegawai.formulir_tetapkan_status", "GET", UBAH, ORANG),
    Baris(
        "pegawai.tetapkan_status", "POST", SIMPAN, ORANG,
        {"status": "tugas_belajar", "mulai": MULAI, "sk_nomor": "SK/1", "sk_tanggal": MULAI},
    ),
    Baris("pegawai.formulir_tetapkan_pangkat", "GET", UBAH, ORANG),
    Baris("pegawai.tetapkan_pangkat", "POST", SIMPAN, ORANG, {"golongan": "III/a", "mulai": MULAI}),
    Baris("pegawai.formulir_tambah_kontrak", "GET", UBAH, ORANG),
    Baris(
        "pegawai.tambah_kontrak", "POST", "401 anonim; 422 pengelola; 404 pengelola_b; 403 *", ORANG,
        {"nomor": "K/1", "mulai": MULAI, "sampai": "31-12-2026"}, nama="of a PNS",
    ),
    Baris("pegawai.formulir_tempatkan", "GET", UBAH, ORANG),
    Baris(
        "pegawai.tempatkan", "POST", SIMPAN, ORANG,
        lambda cast, _s: {"jabatan": cast.jabatan["analis_a"], "kedudukan": "definitif", "mulai": MULAI},
    ),
    Baris("pegawai.formulir_catat_riwayat_luar", "GET", UBAH, ORANG),
    Baris(
        "pegawai.catat_riwayat_luar", "POST", SIMPAN, ORANG,
        {"jabatan": "Staf", "instansi": "Kecamatan Contoh", "mulai": "01-01-2015", "sampai": "31-12-2019"},
    ),
    Baris("pegawai.formulir_akhiri_jabatan", "GET", UBAH, {"riwayat_id": "riwayat"}, siap=_riwayat),
    Baris(
        "pegawai.akhiri_jabatan", "POST", SIMPAN, {"riwayat_id": "riwayat"},
        lambda _c, state: {"sampai": MULAI, "_versi": state["versi"]}, siap=_riwayat,
    ),
    Baris("pegawai.formulir_lanjutkan_jabatan", "GET", UBAH, {"riwayat_id": "riwayat"}, siap=_riwayat),
    Baris(
        "pegawai.lanjutkan_jabatan", "POST", SIMPAN, {"riwayat_id": "riwayat"},
        lambda cast, state: {"jabatan": cast.jabatan["analis_a"], "mulai": MULAI, "_versi": state["versi"]}, siap=_riwayat,
    ),
    Baris("pegawai.daftar_unit", "GET", PEMBACA),
    Baris("pegawai.unit", "GET", PEMBACA, {"unit_id": "unit_bidang_a"}),
    Baris("pegawai.formulir_gabung_unit", "GET", BACA, {"unit_id": "unit_bidang_a"}),
    Baris("pegawai.gabung_unit", "POST", KIRIM, {"unit_id": "unit_bidang_a"}, _sidik_gabung),
    Baris("pegawai.daftar_jabatan", "GET", PEMBACA),
    Baris("pegawai.jabatan", "GET", PEMBACA, {"jabatan_id": "jabatan_analis_a"}),
    Baris("pegawai.formulir_ubah_pohon", "GET", BACA, {"jabatan_id": "jabatan_analis_a"}),
    Baris("pegawai.ubah_pohon", "POST", KIRIM, {"jabatan_id": "jabatan_analis_a"}, _sidik_pohon),
    Baris("pegawai.formulir_tutup_jabatan", "GET", BACA, {"jabatan_id": "jabatan_analis_a"}),
    Baris(
        "pegawai.tutup_jabatan", "POST", KIRIM, {"jabatan_id": "kosong"}, {"tanggal": "21-11-2026", "_versi": 1},
        siap=_jabatan_kosong,
    ),
    Baris("pegawai.daftar_tim", "GET", "401 anonim; 403 pegawai pegawai_lain; 200 *"),
    Baris("pegawai.tim", "GET", "401 anonim; 403 pegawai pegawai_lain; 200 *", {"tim_id": "tim"}, siap=_tim),
    Baris("pegawai.formulir_bentuk_tim", "GET", DUA),
    Baris("pegawai.bentuk_tim", "POST", KIRIM, data={"nama": "Tim Baru", "ketua": "Danang Saputra, S.IP.", "dibentuk": MULAI}),
    Baris("pegawai.formulir_ubah_tim", "GET", BACA, {"tim_id": "tim"}, siap=_tim),
    Baris(
        "pegawai.ubah_tim", "POST", KIRIM, {"tim_id": "tim"},
        lambda _c, state: {"nama": "Tim Lain", "_versi": state["versi"]}, siap=_tim,
    ),
    Baris(
        "pegawai.tambah_anggota", "POST", KIRIM, {"tim_id": "tim"}, {"pegawai": "Fajar Nugraha", "mulai": MULAI}, siap=_tim
    ),
    Baris("pegawai.formulir_akhiri_anggota", "GET", BACA, {"anggota_id": "anggota"}, siap=_tim),
    Baris("pegawai.akhiri_anggota", "POST", KIRIM, {"anggota_id": "anggota"}, {"sampai": MULAI}, siap=_tim),
    Baris("pegawai.daftar_pejabat_luar", "GET", "401 anonim; 200 pengelola pengelola_b admin pembaca; 403 *", siap=_bupati),
    Baris("pegawai.formulir_tambah_pejabat_luar", "GET", BACA),
    Baris(
        "pegawai.tambah_pejabat_luar", "POST", KIRIM,
        data={"nama": "Sekda Teladan", "jabatan": "Sekretaris Daerah", "instansi": "Kabupaten", "mulai": MULAI},
    ),
    Baris("pegawai.formulir_ubah_pejabat_luar", "GET", BACA, {"pegawai_id": "bupati"}, siap=_bupati),
    Baris(
        "pegawai.ubah_pejabat_luar", "POST", KIRIM, {"pegawai_id": "bupati"},
        lambda _c, s: {"nama": "Bupati", "jabatan": "Bupati", "instansi": "Kab.", "mulai": MULAI, "_versi": s["versi"]},
        siap=_bupati,
    ),
    Baris(
        "pegawai.daftar_delegasi", "GET",
        "401 anonim; 200 pengelola pengelola_b pembaca kepala sekretaris atasan atasan_lain; 403 *", siap=_delegasi,
    ),
    Baris(
        "pegawai.formulir_delegasikan", "GET", "401 anonim; 200 pengelola pengelola_b kepala sekretaris atasan atasan_lain; 403 *"
    ),
    Baris(
        # Bagja (atasan) delegates: himself, his superior, a pengelola of his unit; to others he is a stranger
        "pegawai.delegasikan", "POST",
        "401 anonim; 303 atasan kepala pengelola; 404 atasan_lain sekretaris pengelola_b; 403 *",
        data={"pemberi": "Bagja Permana, S.T.", "penerima": "Danang Saputra, S.IP.", "mulai": MULAI, "sampai": "30-11-2026",
              "spt": "SPT/2", "tugas": "validasi"},
    ),
    Baris(
        "pegawai.cabut_delegasi", "POST",
        "401 anonim; 303 atasan kepala pengelola; 404 atasan_lain sekretaris pengelola_b; 403 *",
        {"delegasi_id": "delegasi"}, siap=_delegasi,
    ),
]  # fmt: skip
