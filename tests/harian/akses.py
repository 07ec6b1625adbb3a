from typing import Any

from skpweb.harian.models import Bukti
from skpweb.harian.rules import IsianCatatan, JenisCatatan, StatusCatatan
from skpweb.harian.services import simpan_catatan, simpan_nilai_bulan
from skpweb.skp.rules import Agregasi
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.akses_bulanan import BULANAN
from tests.harian.akses_validasi import VALIDASI
from tests.harian.bantu_validasi import catatan_ada, kunci_ada, pelaku
from tests.petruk.bantu import PDF
from tests.skp.bantu import iki_ada, rhk_ada, skp_lengkap

TANGGAL = {"tanggal": "2026-11-20"}
MELIHAT = "atasan ketua_tim kepala pengelola admin pembaca perencana"


def _siap(status: StatusCatatan = StatusCatatan.KONSEP, kunci: bool = False):  # type: ignore[no-untyped-def]
    """The employee's entry with evidence, and an indicator that is not summed."""

    def siap(cast: Cast) -> dict[str, Any]:
        skp, iki, _ = skp_lengkap(cast, "pegawai", PADA)
        rata = iki_ada(rhk_ada(skp), "Indeks kepuasan", batas="90", agregasi=Agregasi.RATA_RATA)
        row = catatan_ada(skp, iki, status=status)
        if status is StatusCatatan.KONSEP:
            isian = IsianCatatan(JenisCatatan.UTAMA, iki.id, row.uraian, row.realisasi)
            siapa = pelaku(cast, "pegawai")
            simpan_catatan(siapa, row.tanggal, isian, catatan_id=row.id, unggahan=[("a.pdf", PDF)], pada=PADA)
            simpan_nilai_bulan(siapa, rata.id, 2026, 11, nilai=rata.batas_bawah, pada=PADA)
        if kunci:
            kunci_ada(cast, "pegawai")
        bukti = Bukti.get_or_none()
        return {"catatan": row.id, "iki": iki.id, "rata": rata.id, "bukti": bukti.id if bukti else 0}

    return siap


def _isi(_cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    return {"jenis": "utama", "iki_utama": siap["iki"], "uraian": "Menerbitkan laporan harga", "realisasi": "1"}


def _pilih(_cast: Cast, siap: dict[str, Any]) -> dict[str, Any]:
    return {"catatan": siap["catatan"]}


CATATAN, BUKTI = {"catatan_id": "catatan"}, {"bukti_id": "bukti"}
NILAI = {"iki_id": "rata", "tahun": 2026, "bulan": 11}
PEMILIK = f"401 anonim; {{}} pegawai; 403 {MELIHAT}; 404 *"
SENDIRI = "401 anonim; {} pegawai; 404 *"
KUNCI = _siap(kunci=True)

AKSES = [
    Baris("harian.saya", "GET", "401 anonim; 200 *", siap=_siap()),
    Baris("harian.saya", "GET", "401 anonim; 200 *", nama="tanpa SKP"),
    Baris("harian.hari", "GET", "401 anonim; 200 *", TANGGAL, siap=KUNCI, nama="terkunci"),
    Baris("harian.hari", "GET", "401 anonim; 404 *", {"tanggal": "kemarin"}),
    Baris("harian.simpan_catatan", "POST", "401 anonim; 303 pegawai; 422 *", TANGGAL, _isi, _siap()),
    Baris("harian.simpan_catatan", "POST", "401 anonim; 403 pegawai; 422 *", TANGGAL, _isi, KUNCI, "terkunci"),
    Baris("harian.catatan", "GET", PEMILIK.format(200), CATATAN, siap=_siap()),
    Baris("harian.catatan", "GET", PEMILIK.format(422), CATATAN, siap=_siap(StatusCatatan.DIKIRIM), nama="dikirim"),
    Baris("harian.ubah_catatan", "POST", PEMILIK.format(303), CATATAN, _isi, _siap()),
    Baris("harian.ubah_catatan", "POST", PEMILIK.format(422), CATATAN, _isi, _siap(StatusCatatan.VALID), "sah"),
    Baris("harian.ubah_catatan", "POST", PEMILIK.format(403), CATATAN, _isi, KUNCI, "terkunci"),
    Baris("harian.hapus_catatan", "POST", PEMILIK.format(303), CATATAN, siap=_siap(StatusCatatan.PERBAIKAN)),
    Baris("harian.hapus_catatan", "POST", PEMILIK.format(422), CATATAN, siap=_siap(StatusCatatan.DITOLAK), nama="ditolak"),
    Baris("harian.bukti", "GET", f"401 anonim; 200 pegawai {MELIHAT}; 404 *", BUKTI, siap=_siap()),
    Baris("harian.hapus_bukti", "POST", PEMILIK.format(303), BUKTI, siap=_siap()),
    Baris("harian.hapus_bukti", "POST", PEMILIK.format(403), BUKTI, siap=KUNCI, nama="terkunci"),
    Baris("harian.nilai", "GET", SENDIRI.format(200), NILAI, siap=_siap()),
    Baris("harian.simpan_nilai_bulan", "POST", SENDIRI.format(303), NILAI, {"nilai": "91,5"}, _siap()),
    Baris("harian.simpan_nilai_bulan", "POST", SENDIRI.format(403), NILAI, {"nilai": "91,5"}, KUNCI, "terkunci"),
    Baris("harian.kirim", "POST", SENDIRI.format(303), TANGGAL, _pilih, _siap()),
    Baris("harian.kirim", "POST", SENDIRI.format(403), TANGGAL, _pilih, KUNCI, "terkunci"),
    *VALIDASI, *BULANAN,
]  # fmt: skip
