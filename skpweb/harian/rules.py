"""The states of an entry and the clocks of a month (spec/rules §4). Pure: today and the calendar are parameters."""

from enum import StrEnum

from skpweb.core.alur import Alur


class StatusCatatan(StrEnum):
    """States of an entry and of a nilai akhir bulan."""

    KONSEP = "konsep"
    DIKIRIM = "dikirim"
    VALID = "valid"
    PERBAIKAN = "perbaikan"
    DITOLAK = "ditolak"

    @property
    def label(self) -> str:
        return LABEL_CATATAN[self]


LABEL_CATATAN = {
    StatusCatatan.KONSEP: "Konsep", StatusCatatan.DIKIRIM: "Dikirim", StatusCatatan.VALID: "Sah",
    StatusCatatan.PERBAIKAN: "Perlu perbaikan", StatusCatatan.DITOLAK: "Ditolak",
}  # fmt: skip
TANDA_CATATAN = {  # tone and sign of a state on the screen
    StatusCatatan.KONSEP: ("off", "s-konsep"), StatusCatatan.DIKIRIM: ("now", "s-periksa"),
    StatusCatatan.VALID: ("good", "s-setuju"), StatusCatatan.PERBAIKAN: ("warn", "s-revisi"),
    StatusCatatan.DITOLAK: ("bad", "s-batal"),
}  # fmt: skip
_C = StatusCatatan
ALUR_CATATAN = Alur(
    "Catatan",
    {
        (_C.KONSEP, "ubah"): _C.KONSEP, (_C.PERBAIKAN, "ubah"): _C.PERBAIKAN,
        (_C.KONSEP, "hapus"): _C.KONSEP, (_C.PERBAIKAN, "hapus"): _C.PERBAIKAN,
        (_C.KONSEP, "kirim"): _C.DIKIRIM, (_C.PERBAIKAN, "kirim"): _C.DIKIRIM,
        (_C.DIKIRIM, "validasi"): _C.VALID, (_C.DIKIRIM, "perbaikan"): _C.PERBAIKAN,
        (_C.DIKIRIM, "tolak"): _C.DITOLAK, (_C.VALID, "buka_kembali"): _C.PERBAIKAN,
    },
    LABEL_CATATAN,
)  # fmt: skip


class JenisCatatan(StrEnum):
    """Utama and tambahan as the RHK; `lain`: tambahan without an indicator, listed, no figure."""

    UTAMA = "utama"
    TAMBAHAN = "tambahan"
    LAIN = "lain"


class Tanda(StrEnum):
    """What the superior marks where an IKI has no bounds."""

    TERCAPAI = "tercapai"
    SEBAGIAN = "sebagian"
    BELUM = "belum"

    @property
    def label(self) -> str:
        return self.capitalize()
