"""The instrument of SI-PETRUK, its assessed months and the figures made elsewhere (spec/rules §7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from skpweb.core.errors import RuleViolation, collect
from skpweb.core.formats import BULAN, Berlabel, angka
from skpweb.core.settings import Aturan
from skpweb.pegawai.rules import Kepegawaian


class SumberKinerja(Berlabel):
    """Where the figure of indicator 1 comes from; one per version, never mixed between people."""

    EKINERJA = "ekinerja", "nilai e-Kinerja"
    PREDIKAT = "predikat", "nilai predikat kinerja tahun lalu"
    CAPAIAN = "capaian", "capaian bulan"


class Predikat(Berlabel):
    SANGAT_BAIK = "sangat_baik", "Sangat Baik"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan", "Butuh Perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang", "Sangat Kurang"

    @property
    def di_bawah_baik(self) -> bool:
        return self not in (Predikat.SANGAT_BAIK, Predikat.BAIK)


class JenisNilai(Berlabel):
    """What a figure made elsewhere is: of a month, of a year, or of the month in which it was closed."""

    EKINERJA = "ekinerja", "Nilai e-Kinerja"
    PREDIKAT = "predikat", "Predikat kinerja"
    PERILAKU = "perilaku", "Nilai perilaku 360°"


class Akibat(Berlabel):
    """What the office lets a condition of eligibility do."""

    BLOKIR = "blokir", "Tidak boleh dinominasikan"
    PERINGATAN = "peringatan", "Boleh, dengan peringatan"
    ABAIKAN = "abaikan", "Tidak diperiksa"


class Syarat(Berlabel):
    PREDIKAT = "predikat", "Predikat tahun lalu di bawah Baik"
    HUKUMAN = "hukuman", "Menjalani hukuman disiplin"
    JPT = "jpt", "Pejabat pimpinan tinggi"
    MASA_KERJA = "masa_kerja", "Masa kerja di OPD terlalu pendek"
    PEMENANG = "pemenang", "Pemenang pada periode terakhir"
    TANPA_PREDIKAT = "tanpa_predikat", "Predikat tahun lalu belum diketahui"

    @property
    def bawaan(self) -> Akibat:
        """What it does unless the office chooses otherwise."""
        return Akibat.BLOKIR if self in (Syarat.PREDIKAT, Syarat.HUKUMAN, Syarat.JPT) else Akibat.PERINGATAN


# ---- the instrument -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Tingkat:
    """A level: its score, its words, and for innovation the words for functional posts (JF)."""

    nilai: int
    uraian: str
    jf: str = ""

    def teks(self, fungsional: bool) -> str:
        return f"{self.uraian} (JF: {self.jf})" if fungsional and self.jf else self.uraian


INOVASI = (
    Tingkat(0, "Tidak ada"),
    Tingkat(10, "Ada, belum ditindaklanjuti dan belum dapat dipakai orang lain"),
    Tingkat(20, "Sudah dipakai, manfaatnya untuk pegawai itu sendiri"),
    Tingkat(30, "Bermanfaat bagi semua pegawai di OPD", "prestasi tingkat regional sesuai jabatannya"),
    Tingkat(40, "Bermanfaat bagi semua OPD atau masyarakat", "prestasi tingkat nasional sesuai jabatannya"),
)
TEAM_WORK = (
    Tingkat(0, "Belum tampak"), Tingkat(10, "Cukup"), Tingkat(15, "Baik"), Tingkat(20, "Sangat baik"),
    Tingkat(25, "Menonjol"), Tingkat(30, "Teladan bagi seluruh OPD"),
)  # fmt: skip
PANDUAN_TEAM_WORK = (
    "kepemimpinan",
    "komunikasi dengan atasan",
    "kerja sama dengan rekan setingkat",
    "kerja sama dengan bawahan hingga hasil kerja tercapai",
)
NILAI_PREDIKAT = {
    Predikat.SANGAT_BAIK: 100, Predikat.BAIK: 90, Predikat.BUTUH_PERBAIKAN: 70, Predikat.KURANG: 50,
    Predikat.SANGAT_KURANG: 30,
}  # fmt: skip


@dataclass(frozen=True)
class Instrumen:
    """One version of the rule sheet. Thresholds are inclusive; scores are whole numbers."""

    versi: int = 1
    sumber_kinerja: SumberKinerja = SumberKinerja.EKINERJA
    ambang_kinerja: Decimal = Decimal(85)
    ambang_kehadiran: Decimal = Decimal(95)
    ambang_perilaku: Decimal = Decimal(76)
    poin_kinerja: int = 10
    poin_kehadiran: int = 10
    poin_perilaku: int = 10
    inovasi: tuple[Tingkat, ...] = INOVASI
    bukti_mulai: int = 20
    team_work: tuple[int, ...] = (0, 10, 15, 20)
    status: tuple[Kepegawaian, ...] = (Kepegawaian.PNS,)
    maksimum_unit: int = 1
    jumlah_pemenang: int = 1
    masa_kerja_bulan: int = 6
    jeda_pemenang: int = 3
    perilaku_bulan: int = 12
    syarat: Mapping[Syarat, Akibat] = field(default_factory=lambda: {s: s.bawaan for s in Syarat})
    nilai_predikat: Mapping[Predikat, int] = field(default_factory=lambda: dict(NILAI_PREDIKAT))

    @property
    def maksimum(self) -> int:
        """The highest total that this version can give (90 by default)."""
        ambang = self.poin_kinerja + self.poin_kehadiran + self.poin_perilaku
        return ambang + max(t.nilai for t in self.inovasi) + max(self.team_work)

    def tingkat_inovasi(self, nilai: int) -> Tingkat:
        return next(t for t in self.inovasi if t.nilai == nilai)

    def ke_json(self) -> dict[str, Any]:
        """As it is stored; `dari_json` gives the equal instrument back."""
        return {
            "sumber_kinerja": str(self.sumber_kinerja), **{k: str(getattr(self, k)) for k in _AMBANG},
            **{k: getattr(self, k) for k in _BILANGAN}, "inovasi": [[t.nilai, t.uraian, t.jf] for t in self.inovasi],
            "team_work": list(self.team_work), "status": [str(s) for s in self.status],
            "syarat": {str(k): str(v) for k, v in self.syarat.items()},
            "nilai_predikat": {str(k): v for k, v in self.nilai_predikat.items()},
        }  # fmt: skip


_AMBANG = ("ambang_kinerja", "ambang_kehadiran", "ambang_perilaku")
_POIN = ("poin_kinerja", "poin_kehadiran", "poin_perilaku")
_BILANGAN = (
    *_POIN, "bukti_mulai", "maksimum_unit", "jumlah_pemenang", "masa_kerja_bulan", "jeda_pemenang", "perilaku_bulan",
)  # fmt: skip


def dari_json(versi: int, isi: Mapping[str, Any]) -> Instrumen:
    """The instrument of a stored version."""
    angka_isi: dict[str, Any] = {k: Decimal(isi[k]) for k in _AMBANG} | {k: isi[k] for k in _BILANGAN}
    return Instrumen(
        versi=versi, sumber_kinerja=SumberKinerja(isi["sumber_kinerja"]), **angka_isi,
        inovasi=tuple(Tingkat(*t) for t in isi["inovasi"]), team_work=tuple(isi["team_work"]),
        status=tuple(Kepegawaian(s) for s in isi["status"]),
        syarat={Syarat(k): Akibat(v) for k, v in isi["syarat"].items()},
        nilai_predikat={Predikat(k): v for k, v in isi["nilai_predikat"].items()},
    )  # fmt: skip


_PERLU = {
    SumberKinerja.CAPAIAN: "{} harus dikunci lebih dahulu.", SumberKinerja.EKINERJA: "Nilai e-Kinerja {} harus sudah diisi.",
    SumberKinerja.PREDIKAT: "Predikat tahun sebelumnya harus sudah diisi.",
}  # fmt: skip


def perubahan_instrumen(lama: Instrumen, baru: Instrumen, bulan: str) -> list[str]:
    """What changes for the nominees of an open period that takes another version: where kinerja comes from and what that
    needs of the assessed months (`bulan`), the highest values, the thresholds."""
    hasil, dari, ke = [], lama.sumber_kinerja, baru.sumber_kinerja
    if dari is not ke:
        hasil = [f"Kinerja semua calon diambil dari {ke.label}, bukan lagi {dari.label}. {_PERLU[ke].format(bulan)}"]
    pasangan: list[tuple[str, Decimal | int, Decimal | int]] = [
        ("Nilai tertinggi", lama.maksimum, baru.maksimum),
        *(
            (f"{apa} {nama}", getattr(lama, f"{awal}_{kode}"), getattr(baru, f"{awal}_{kode}"))
            for awal, apa in (("ambang", "Ambang"), ("poin", "Nilai penuh"))
            for kode, nama in (("kinerja", "Kinerja"), ("kehadiran", "Disiplin"), ("perilaku", "Perilaku 360°"))
        ),
        ("Inovasi/Lainnya tertinggi", max(t.nilai for t in lama.inovasi), max(t.nilai for t in baru.inovasi)),
        ("Team Work tertinggi", max(lama.team_work), max(baru.team_work)),
    ]
    return hasil + [f"{apa} {angka(a)} menjadi {angka(b)}." for apa, a, b in pasangan if a != b]


def teks_team_work(nilai: int) -> str:
    """What a Team Work score means in a word or two."""
    return next(t.uraian for t in TEAM_WORK if t.nilai == nilai)


def periksa_instrumen(i: Instrumen) -> None:
    """Refuse a version that cannot score. Raises RuleViolation(s) with the field of the form."""
    salah = [RuleViolation("Ambang berada di antara 0 dan 100.", k) for k in _AMBANG if not 0 <= getattr(i, k) <= 100]
    salah += [RuleViolation("Nilai indikator antara 1 dan 100.", k) for k in _POIN if not 1 <= getattr(i, k) <= 100]
    if not i.status:
        salah.append(RuleViolation("Pilih paling sedikit satu status kepegawaian yang boleh dinominasikan.", "status"))
    if not {0, 10, 15, 20} <= set(i.team_work) <= {t.nilai for t in TEAM_WORK}:
        salah.append(RuleViolation("Pilihan Team Work 0, 10, 15, dan 20 selalu ada.", "team_work"))
    for k, label in (("maksimum_unit", "Usulan tiap unit"), ("jumlah_pemenang", "Jumlah pegawai terbaik")):
        if not 1 <= getattr(i, k) <= 50:
            salah.append(RuleViolation(f"{label} antara 1 dan 50.", k))
    if any(not t.uraian.strip() for t in i.inovasi):
        salah.append(RuleViolation("Setiap tingkat inovasi memerlukan penjelasan.", "inovasi"))
    collect(salah)


# ---- the assessed months ------------------------------------------------------------------------
def label_bulan(tahun: int, awal: int, akhir: int) -> str:
    """ "Agustus 2026" or "Juli–September 2026"."""
    a, b = BULAN[awal - 1], BULAN[akhir - 1]
    return f"{a} {tahun}" if awal == akhir else f"{a}–{b} {tahun}"


def nama_periode(tahun: int, awal: int, akhir: int) -> str:
    """ "Triwulan III 2026" for a whole quarter, else the months."""
    if akhir - awal == 2 and awal % 3 == 1:
        return f"Triwulan {('I', 'II', 'III', 'IV')[awal // 3]} {tahun}"
    return label_bulan(tahun, awal, akhir)


def periksa_bulan(awal: int, akhir: int) -> None:
    """A period is up to three months of one year in order. Raises RuleViolation on `bulan_akhir`."""
    if not 1 <= awal <= akhir <= 12:
        raise RuleViolation("Bulan terakhir tidak boleh sebelum bulan pertama.", "bulan_akhir")
    if akhir - awal > 2:
        raise RuleViolation("Satu periode paling lama tiga bulan (triwulan).", "bulan_akhir")


# ---- figures ------------------------------------------------------------------------------------
def periksa_nilai_luar(
    jenis: JenisNilai, bulan: int | None, nilai: Decimal | None, predikat: Predikat | None, sumber: str
) -> None:
    """A figure from elsewhere has the right kind, lies in 0..100 and names its source. Raises RuleViolation(s)."""
    salah = []
    if jenis is JenisNilai.PREDIKAT:
        if predikat is None:
            salah.append(RuleViolation("Pilih predikatnya.", "predikat"))
    elif nilai is None:
        salah.append(RuleViolation("Isi nilainya dengan angka, misalnya 86,40.", "nilai"))
    elif not 0 <= nilai <= 100:
        salah.append(RuleViolation(f"Nilai {angka(nilai, 2)} di luar 0–100; periksa lagi angkanya.", "nilai"))
    if (bulan is None) != (jenis is JenisNilai.PREDIKAT):
        salah.append(RuleViolation("Pilih bulannya; predikat dicatat untuk satu tahun.", "bulan"))
    if not sumber.strip():
        salah.append(RuleViolation("Tulis sumbernya, misalnya nomor surat atau nama aplikasi.", "sumber"))
    collect(salah)


def periksa_waktu_nilai(tahun: int, bulan: int | None, hari: date) -> None:
    """A figure is of a month (or year) that has begun. Raises RuleViolation on `bulan`."""
    if tahun < 2000 or (tahun, bulan or 1) > (hari.year, hari.month):
        raise RuleViolation("Bulan itu belum tiba. Periksa bulan dan tahunnya.", "bulan")


ATURAN = (
    Aturan(
        "petruk.jumlah_dukung", "Berkas data dukung tiap penilaian", 10, "Paling banyak; PDF, JPG, atau PNG.",
        minimum=1, maksimum=50,
    ),
)  # fmt: skip
