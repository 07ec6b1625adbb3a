"""The two status machines of SI-PETRUK as tables: (status, deed) → status. What is not listed is refused."""

from collections.abc import Mapping

from skpweb.core.alur import Alur
from skpweb.core.errors import Locked
from skpweb.core.formats import Berlabel


class StatusPenilaian(Berlabel):
    DRAF = "draf"
    TERSIMPAN = "tersimpan"
    LENGKAP = "lengkap"  # never stored: tersimpan and nothing missing
    TERKUNCI = "terkunci"
    BERTANDA_TANGAN = "bertanda_tangan"
    GUGUR = "gugur"

    @property
    def final(self) -> bool:
        """Nothing in it can change any more without a reopening."""
        return self in (StatusPenilaian.TERKUNCI, StatusPenilaian.BERTANDA_TANGAN, StatusPenilaian.GUGUR)


class Putusan(Berlabel):
    """What the head said of the level of innovation and its evidence."""

    MENUNGGU = "menunggu", "Menunggu kepala OPD"
    DITERIMA = "diterima", "Dibenarkan kepala OPD"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan kepala OPD"


class StatusPeriode(Berlabel):
    TERBUKA = "terbuka"
    DITUTUP = "ditutup"
    DIPERINGKAT = "diperingkat"
    DITETAPKAN = "ditetapkan"
    ARSIP = "arsip"


_S = StatusPenilaian
_HIDUP = (_S.DRAF, _S.TERSIMPAN, _S.LENGKAP)
_PENILAIAN: dict[tuple[StatusPenilaian, str], StatusPenilaian] = {
    **{(s, "simpan"): _S.TERSIMPAN for s in _HIDUP},
    **{(s, "dukung"): s for s in _HIDUP},
    **{(s, "team_work"): s for s in (_S.TERSIMPAN, _S.LENGKAP)},
    (_S.LENGKAP, "kunci"): _S.TERKUNCI,
    (_S.TERKUNCI, "scan"): _S.BERTANDA_TANGAN,
    (_S.BERTANDA_TANGAN, "scan"): _S.BERTANDA_TANGAN,
    **{(s, "gugur"): _S.GUGUR for s in _S if s is not _S.GUGUR},
    (_S.TERKUNCI, "buka_kembali"): _S.TERSIMPAN,
    (_S.BERTANDA_TANGAN, "buka_kembali"): _S.TERSIMPAN,
    (_S.GUGUR, "buka_kembali"): _S.DRAF,
}
ALUR_PENILAIAN = Alur("Penilaian", _PENILAIAN)
_P = StatusPeriode
_PERIODE: dict[tuple[StatusPeriode, str], StatusPeriode] = {
    (_P.TERBUKA, "tutup"): _P.DITUTUP,
    (_P.DITUTUP, "peringkatkan"): _P.DIPERINGKAT,
    (_P.DIPERINGKAT, "tetapkan"): _P.DITETAPKAN,
    (_P.DITETAPKAN, "arsipkan"): _P.ARSIP,
    (_P.DITUTUP, "buka_kembali"): _P.TERBUKA,
    (_P.DIPERINGKAT, "buka_kembali"): _P.DITUTUP,
    (_P.DITETAPKAN, "buka_kembali"): _P.DIPERINGKAT,
    (_P.ARSIP, "buka_kembali"): _P.DITETAPKAN,
}
ALUR_PERIODE = Alur("Periode", _PERIODE)
# in which status of the period a deed on a scorecard may happen; scans of signed sheets come late
BOLEH_DALAM_PERIODE: Mapping[str, tuple[StatusPeriode, ...]] = {
    "nominasi": (_P.TERBUKA,),
    "simpan": (_P.TERBUKA,),
    "dukung": (_P.TERBUKA,),
    "team_work": (_P.TERBUKA, _P.DITUTUP),
    "kunci": (_P.TERBUKA, _P.DITUTUP),
    "gugur": (_P.TERBUKA, _P.DITUTUP),
    "buka_kembali": (_P.TERBUKA, _P.DITUTUP),
    "scan": (_P.TERBUKA, _P.DITUTUP, _P.DIPERINGKAT, _P.DITETAPKAN),
}


def pastikan_tahap(nama: str, status: StatusPeriode, deed: str) -> None:
    """A deed on a scorecard belongs to a stage of its period. Raises Locked, which says who reopens it."""
    if status not in BOLEH_DALAM_PERIODE[deed]:
        raise Locked(
            f"Periode {nama} berstatus {status.label.lower()}, sehingga penilaiannya tidak berubah lagi.",
            rule="Tahap periode SI-PETRUK",
            who="Pengelola kepegawaian seluruh OPD atau admin, dengan alasan",
        )
