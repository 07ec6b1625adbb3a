"""What an SKP is made of and which status follows from which deed (spec/rules §2; PermenPANRB 6/2022 p. 27–60)."""

from enum import StrEnum

from skpweb.core.alur import Alur


class StatusSkp(StrEnum):
    KONSEP = "konsep"
    PERIKSA = "periksa"
    REVISI = "revisi"
    SETUJU = "setuju"
    DIGANTI = "diganti"
    DITUTUP = "ditutup"
    BATAL = "batal"

    @property
    def label(self) -> str:
        return LABEL_STATUS[self]

    @property
    def dapat_diubah(self) -> bool:
        """The employee still writes in it."""
        return self in (StatusSkp.KONSEP, StatusSkp.REVISI)

    @property
    def berlaku(self) -> bool:
        """It was agreed: logs of its period count by it, after its end too."""
        return self in (StatusSkp.SETUJU, StatusSkp.DITUTUP)


LABEL_STATUS = {
    StatusSkp.KONSEP: "Konsep", StatusSkp.PERIKSA: "Periksa", StatusSkp.REVISI: "Perlu perbaikan",
    StatusSkp.SETUJU: "Setuju (ditetapkan)", StatusSkp.DIGANTI: "Diganti", StatusSkp.DITUTUP: "Ditutup",
    StatusSkp.BATAL: "Batal",
}  # fmt: skip
TANDA_STATUS = {  # tone and sign of a status on the screen
    StatusSkp.KONSEP: ("off", "s-konsep"), StatusSkp.PERIKSA: ("now", "s-periksa"),
    StatusSkp.REVISI: ("warn", "s-revisi"), StatusSkp.SETUJU: ("good", "s-setuju"),
    StatusSkp.DIGANTI: ("off", "s-ganti"), StatusSkp.DITUTUP: ("off", "lock"), StatusSkp.BATAL: ("off", "s-batal"),
}  # fmt: skip
_S = StatusSkp
ALUR_SKP = Alur(
    "SKP",
    {
        (_S.KONSEP, "ubah"): _S.KONSEP, (_S.REVISI, "ubah"): _S.REVISI,
        (_S.KONSEP, "ajukan"): _S.PERIKSA, (_S.REVISI, "ajukan"): _S.PERIKSA,
        (_S.PERIKSA, "tarik"): _S.KONSEP, (_S.PERIKSA, "kembalikan"): _S.REVISI,
        (_S.PERIKSA, "tetapkan"): _S.SETUJU,
        **{(s, "batalkan"): _S.BATAL for s in (_S.KONSEP, _S.PERIKSA, _S.REVISI, _S.SETUJU)},
        (_S.SETUJU, "tutup"): _S.DITUTUP,
    },
    LABEL_STATUS,
)  # fmt: skip


class Pendekatan(StrEnum):
    KUANTITATIF = "kuantitatif"
    KUALITATIF = "kualitatif"


class JenisRhk(StrEnum):
    """Utama has high priority, tambahan low."""

    UTAMA = "utama"
    TAMBAHAN = "tambahan"


class Aspek(StrEnum):
    KUANTITAS = "kuantitas"
    KUALITAS = "kualitas"
    WAKTU = "waktu"
    BIAYA = "biaya"

    @property
    def label(self) -> str:
        return self.capitalize()


class Arah(StrEnum):
    NAIK = "naik"
    TURUN = "turun"

    @property
    def label(self) -> str:
        return {"naik": "Makin besar makin baik", "turun": "Makin kecil makin baik"}[self]


class Agregasi(StrEnum):
    """How the months make the year."""

    JUMLAH = "jumlah"
    RATA_RATA = "rata_rata"
    TERAKHIR = "terakhir"
    MAKSIMUM = "maksimum"

    @property
    def label(self) -> str:
        words = {
            "jumlah": "Dijumlahkan",
            "rata_rata": "Rata-rata",
            "terakhir": "Bulan terakhir",
            "maksimum": "Tertinggi",
        }
        return words[self]
