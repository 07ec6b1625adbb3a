"""A period brought to its papers through the product's own services."""

from datetime import date

from skpweb.cetak.rules import Isian
from skpweb.cetak.services import simpan_isian
from skpweb.petruk.models import Penilaian
from skpweb.petruk.rules_alur import StatusPenilaian
from tests.cast import Cast
from tests.conftest import PADA
from tests.petruk.bantu import buka, orang, peringkatkan, sampai, terkunci, tetapkan

ISIAN = Isian(
    usulan_nomor="800/77/USUL/2026", usulan_tanggal=date(2026, 11, 20), usulan_kepada="Kepala Badan Kepegawaian\nKabupaten Teladan",
    usulan_tembusan="Bupati Teladan", ba_tempat="ruang rapat", ba_tim="Rukmini Sasmita, S.H., M.M.; Ketua\nBagja Permana, S.T.; Anggota",
    piagam_nomor="800/78/PIAGAM/2026",
)  # fmt: skip


def putuskan(cast: Cast, status: StatusPenilaian = StatusPenilaian.TERKUNCI) -> Penilaian:
    """Two locked scorecards, ranked and decided; returns the winner's."""
    periode = buka(cast)
    menang = sampai(cast, status, "pegawai", periode)
    terkunci(cast, periode, "pegawai_lain", tingkat=0, nilai=10)
    peringkatkan(cast, periode)
    tetapkan(cast, periode)
    return Penilaian.get_by_id(menang.id)


def isi_surat(cast: Cast, periode_id: int, isian: Isian = ISIAN, versi: int = 0) -> None:
    simpan_isian(orang(cast, "pengelola"), periode_id, isian, versi=versi, pada=PADA)
