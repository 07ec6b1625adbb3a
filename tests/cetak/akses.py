import time

from skpweb.cetak.models import IsianSurat
from skpweb.cetak.services import simpan_hasil
from skpweb.core import jobs
from skpweb.core.db import tulis
from skpweb.petruk.rules_alur import StatusPenilaian
from skpweb.skp.rules import StatusSkp
from tests.akses import Baris
from tests.cast import Cast
from tests.cetak.bantu import isi_surat, putuskan
from tests.cetak.bantu_kinerja import setujui, skp_diperiksa
from tests.conftest import PADA
from tests.petruk.bantu import orang, sampai
from tests.skp.bantu import skp_ada


def _terkunci(cast: Cast) -> dict[str, int]:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    return {"penilaian": row.id, "periode": row.periode_id}


def _konsep(cast: Cast) -> dict[str, int]:
    row = sampai(cast, StatusPenilaian.TERSIMPAN)
    return {"penilaian": row.id, "periode": row.periode_id}


def _diputus(cast: Cast) -> dict[str, int]:
    row = putuskan(cast)
    isi_surat(cast, row.periode_id)
    return {"penilaian": row.id, "periode": row.periode_id}


def _hasil(cast: Cast) -> dict[str, int]:
    """A bundle that the pengelola asked for and that is done."""
    akun_id = orang(cast, "pengelola").akun_id
    assert akun_id is not None
    kerja_id = jobs.mulai(akun_id, "cetak.bundel", "Bundel", lambda laju: f"/cetak/hasil/{laju.kerja_id}.pdf")
    while jobs.ambil(akun_id, kerja_id).status == jobs.StatusKerja.JALAN:
        time.sleep(0.01)
    simpan_hasil(kerja_id, b"%PDF-1.7 uji")
    return {"kerja": kerja_id}


def _belum_diisi(cast: Cast) -> dict[str, int]:
    siap = _terkunci(cast)
    with tulis(exempt="uji"):
        IsianSurat.delete().execute()
    return siap


def _skp(cast: Cast) -> dict[str, int]:
    return {"skp": skp_diperiksa(cast).id}


def _skp_setuju(cast: Cast) -> dict[str, int]:
    skp = skp_diperiksa(cast)
    setujui(cast, skp)
    return {"skp": skp.id}


def _skp_batal(cast: Cast) -> dict[str, int]:
    return {"skp": skp_ada(cast, "pegawai", PADA, status=StatusSkp.BATAL).id}


def _skp_kepala(cast: Cast) -> dict[str, int]:
    return {"skp": skp_ada(cast, "kepala", PADA).id}


HTML = {"bentuk": "html"}
SKP = {"skp_id": "skp", **HTML}
KENAL = "401 anonim; {} pegawai atasan ketua_tim kepala pengelola perencana pembaca admin; 404 *"
CKHP = {"tahun": 2026, "pegawai_id": "pegawai", **HTML}
SATU = {"penilaian_id": "penilaian", **HTML}
PERIODE = {"periode_id": "periode", **HTML}
OPD = "401 anonim; {} kepala pengelola admin; 403 *"
BACA = "401 anonim; 200 kepala pengelola admin pembaca; 403 *"
ISI = {
    "usulan_nomor": "800/2",
    "usulan_tanggal": "20-11-2026",
    "usulan_kepada": "Kepala Badan",
    "atas_nama": "",
    "_versi": "0",
}

AKSES = [
    Baris("cetak.penilaian", "GET", "401 anonim; 200 pegawai pengelola kepala admin pembaca; 404 *", SATU, siap=_terkunci, nama="terkunci"),
    Baris("cetak.penilaian", "GET", "401 anonim; 200 pengelola kepala admin pembaca; 404 *", SATU, siap=_konsep, nama="konsep"),
    Baris("cetak.team_work", "GET", OPD.format(200), PERIODE, siap=_terkunci),
    Baris("cetak.rekap", "GET", BACA, PERIODE, siap=_terkunci),
    Baris("cetak.usulan", "GET", OPD.format(200), PERIODE, siap=_diputus, nama="diputus"),
    Baris("cetak.usulan", "GET", OPD.format(303), PERIODE, siap=_terkunci, nama="belum diputus"),
    Baris("cetak.berita_acara", "GET", BACA, PERIODE, siap=_diputus),
    Baris("cetak.piagam", "GET", OPD.format(200), {**PERIODE, "pegawai_id": "pegawai"}, siap=_diputus, nama="pemenang"),
    Baris("cetak.piagam", "GET", OPD.format(404), {**PERIODE, "pegawai_id": "pegawai_lain"}, siap=_diputus, nama="bukan pemenang"),
    Baris("cetak.skp", "GET", KENAL.format(200), SKP, siap=_skp, nama="diperiksa"),
    Baris("cetak.skp", "GET", KENAL.format(200), SKP, siap=_skp_setuju, nama="ditetapkan"),
    Baris("cetak.skp", "GET", KENAL.format(422), SKP, siap=_skp_batal, nama="batal"),
    Baris("cetak.skp", "GET", "401 anonim; 422 kepala pengelola perencana pembaca admin; 404 *", SKP, siap=_skp_kepala, nama="pimpinan tinggi"),
    Baris("cetak.ckhp", "GET", KENAL.format(200), {**CKHP, "bulan": 10}, nama="terbuka"),
    Baris("cetak.ckhp", "GET", KENAL.format(422), {**CKHP, "bulan": 12}, nama="belum dimulai"),
    Baris("cetak.presensi", "GET", "401 anonim; 200 admin pembaca pengelola pengelola_b kepala sekretaris atasan atasan_lain; 403 *", {"tahun": 2026, "bulan": 10, **HTML}),
    Baris("cetak.petruk", "GET", BACA, {"periode_id": "periode"}, siap=_terkunci),
    Baris("cetak.simpan_isian", "POST", "401 anonim; 303 pengelola; 403 *", {"periode_id": "periode"}, ISI, _belum_diisi),
    Baris("cetak.bundel", "POST", OPD.format(303), {"periode_id": "periode"}, siap=_terkunci),
    Baris("cetak.berkas_usulan", "POST", OPD.format(303), {"periode_id": "periode"}, siap=_terkunci),
    Baris("cetak.hasil", "GET", "401 anonim; 200 pengelola; 404 *", {"kerja_id": "kerja"}, siap=_hasil),
    Baris("cetak.verifikasi", "GET", "200 *"),
    Baris("cetak.verifikasi", "GET", "404 *", {"kode": "AAAA-AAAA-AAAA-AAAA"}, nama="tidak dikenal"),
    Baris("cetak.gaya", "GET", "200 *"),
]  # fmt: skip
