"""What an SKP is made of and which status follows from which deed (spec/rules §2; PermenPANRB 6/2022 p. 27–60)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from skpweb.core.alur import Alur
from skpweb.core.errors import Locked, NotAllowed
from skpweb.core.formats import BULAN, Berlabel
from skpweb.organisasi.rules import JPT, JenisJabatan


class StatusSkp(Berlabel):
    KONSEP = "konsep"
    PERIKSA = "periksa"
    REVISI = "revisi", "Perlu perbaikan"
    SETUJU = "setuju", "Setuju (ditetapkan)"
    DIGANTI = "diganti"
    DITUTUP = "ditutup"
    BATAL = "batal"

    @property
    def tanda(self) -> tuple[str, str]:
        return TANDA_STATUS[self]

    @property
    def dapat_diubah(self) -> bool:
        """The employee still writes in it."""
        return self in (StatusSkp.KONSEP, StatusSkp.REVISI)

    @property
    def berlaku(self) -> bool:
        """It was agreed: logs of its period count by it, after its end too."""
        return self in (StatusSkp.SETUJU, StatusSkp.DITUTUP)


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
)  # fmt: skip


class Pendekatan(StrEnum):
    KUANTITATIF = "kuantitatif"
    KUALITATIF = "kualitatif"


class JenisRhk(StrEnum):
    """Utama has high priority, tambahan low."""

    UTAMA = "utama"
    TAMBAHAN = "tambahan"


class Aspek(Berlabel):
    KUANTITAS = "kuantitas"
    KUALITAS = "kualitas"
    WAKTU = "waktu"
    BIAYA = "biaya"


class Arah(Berlabel):
    NAIK = "naik", "Makin besar makin baik"
    TURUN = "turun", "Makin kecil makin baik"


class Agregasi(Berlabel):
    """How the months make the year."""

    JUMLAH = "jumlah", "Dijumlahkan"
    RATA_RATA = "rata_rata", "Rata-rata"
    TERAKHIR = "terakhir", "Bulan terakhir"
    MAKSIMUM = "maksimum", "Tertinggi"


# ---- who may --------------------------------------------------------------------------------------
DASAR = "PermenPANRB 6/2022 hlm. 59–66"
_TERKUNCI = {  # reason, until when, who lifts it
    _S.PERIKSA: (
        "SKP ini sedang diperiksa pejabat penilai, jadi isinya tidak berubah.",
        "Sampai ditetapkan, dikembalikan, atau ditarik",
        "Anda dengan Tarik, atau pejabat penilai dengan Kembalikan",
    ),
    _S.SETUJU: (
        "SKP ini sudah ditetapkan, jadi isinya tidak berubah.",
        "Selama SKP ini berlaku",
        "Pengelola kepegawaian seluruh OPD, dengan membatalkannya sebelum ada catatan harian yang disahkan",
    ),
    _S.DIGANTI: ("SKP ini sudah diganti oleh yang lebih baru.", "Seterusnya", "Buka SKP penggantinya"),
    _S.DITUTUP: ("SKP ini sudah ditutup.", "Seterusnya", "Buka SKP yang berlaku sesudahnya"),
    _S.BATAL: ("SKP ini dibatalkan.", "Seterusnya", "Buat SKP baru"),
}


def kunci_isi(status: StatusSkp) -> Locked | None:
    """Why nobody writes in an SKP of this status; None where its owner does."""
    if status.dapat_diubah:
        return None
    alasan, sampai, siapa = _TERKUNCI[status]
    return Locked(alasan, rule=DASAR, until=sampai, who=siapa)


def pastikan_dapat_diubah(status: StatusSkp) -> None:
    """Raises Locked, told in words, unless the employee still writes in it."""
    if (kunci := kunci_isi(status)) is not None:
        raise kunci


def pastikan_bukan_sendiri(pelaku_pegawai_id: int | None, pemilik_id: int) -> None:
    """Nobody agrees, validates or rates own work under any hat (spec/rules §1). Raises NotAllowed."""
    if pelaku_pegawai_id == pemilik_id:
        raise NotAllowed(
            "Tidak seorang pun menetapkan atau menilai pekerjaannya sendiri, dengan peran apa pun. "
            "Pejabat penilai Anda yang melakukannya."
        )


# ---- of which post and period ---------------------------------------------------------------------
def perlu_tautan(jenis: JenisJabatan | None, pimpinan_unit: bool, mandiri: bool) -> bool:
    """JPT and heads of a unit mandiri plan from the PK and need no link (PER6 p. 27); everybody else does."""
    return jenis not in JPT and not (pimpinan_unit and mandiri)


Rentang = tuple[date, date | None]


def sebut_masa(mulai: date, sampai: date) -> str:
    """ "setahun" of a plan that touches every month of its year, else its months: "Maret–Desember", "Desember"."""
    awal, akhir = BULAN[mulai.month - 1], BULAN[sampai.month - 1]
    return "setahun" if (mulai.month, sampai.month) == (1, 12) else awal if awal == akhir else f"{awal}–{akhir}"


def masa_skp(tahun: int, jabatan: Rentang, kontrak: Iterable[Rentang], hari: date) -> tuple[date, date] | None:
    """The period of an SKP: riwayat ∩ year ∩ contract (Pasal 8); None where they share no day.

    Of several contracts in the year the one that runs on `hari`, else the next, else the last. No contract: no bound.
    """
    mulai, sampai = max(jabatan[0], date(tahun, 1, 1)), min(jabatan[1] or date.max, date(tahun, 12, 31))
    masa = [(max(a, mulai), min(b or date.max, sampai)) for a, b in sorted(kontrak, key=lambda k: k[0])]
    if not masa:
        masa = [(mulai, sampai)]
    ada = [(a, b) for a, b in masa if a <= b]
    return next((m for m in ada if m[1] >= hari), ada[-1] if ada else None)
