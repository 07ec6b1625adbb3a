"""An SKP's content as a value: what is missing in it and what is odd (spec/rules §2 "Faults", "Warnings"). Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from skpweb.core.errors import RuleViolation, collect
from skpweb.skp.rules import Agregasi, Arah, Aspek, JenisRhk, Pendekatan, StatusSkp


@dataclass(frozen=True)
class IsiIki:
    """An IKI as it is read; `aspek` in the order of Aspek."""

    id: int
    rhk_id: int
    urutan: int
    teks: str
    target: str
    dinilai_catatan: bool
    batas_bawah: Decimal | None
    batas_atas: Decimal | None
    satuan: str
    arah: Arah
    agregasi: Agregasi
    versi: int
    aspek: tuple[Aspek, ...] = ()


@dataclass(frozen=True)
class Induk:
    """The Pimpinan's RHK that a line supports, as it stands now."""

    id: int
    teks: str
    nama: str
    status: StatusSkp


@dataclass(frozen=True)
class IsiRhk:
    """An RHK as it is read; `nomor` is its number on screen and paper, `induk_teks` the Pimpinan's words when linked."""

    id: int
    skp_id: int
    jenis: JenisRhk
    urutan: int
    teks: str
    induk_id: int | None
    induk_teks: str
    tautan_putus: bool
    direktif: bool
    pemberi: str
    versi: int
    nomor: int = 0
    induk: Induk | None = None
    iki: tuple[IsiIki, ...] = ()

    @property
    def putus(self) -> bool:
        """What it supported is gone: deleted, or its whole SKP batal."""
        return self.tautan_putus or (self.induk is not None and self.induk.status is StatusSkp.BATAL)

    @property
    def induk_berubah(self) -> bool:
        """The Pimpinan has reworded what it supports since it was linked."""
        return self.induk is not None and self.induk.teks != self.induk_teks


@dataclass(frozen=True)
class IsiSkp:
    """All of a plan in print order, utama then tambahan. `wajib_tautan`: its utama must support an RHK or be directives."""

    skp_id: int
    pendekatan: Pendekatan
    wajib_tautan: bool
    rhk: tuple[IsiRhk, ...] = ()

    @property
    def iki(self) -> tuple[IsiIki, ...]:
        return tuple(i for r in self.rhk for i in r.iki)

    def jenis(self, jenis: JenisRhk) -> tuple[IsiRhk, ...]:
        return tuple(r for r in self.rhk if r.jenis == jenis)


# ---- what is typed --------------------------------------------------------------------------------
PERSEN = ("%", "persen", "persentase", "indeks", "nilai", "skor", "poin")
WAKTU = ("detik", "menit", "jam", "hari", "minggu", "bulan")


def agregasi_bawaan(satuan: str, arah: Arah = Arah.NAIK) -> Agregasi:
    """How months of this unit usually make the year: shares and scores do not add up, nor does the time that something
    takes ("3 hari", less is better)."""
    kata = "".join(satuan.lower().split()[:1])
    rata = kata in PERSEN or (arah is Arah.TURUN and kata in WAKTU)
    return Agregasi.RATA_RATA if rata else Agregasi.JUMLAH


def periksa_iki(
    pendekatan: Pendekatan, *, aspek: Sequence[Aspek], teks: str, target: str, dinilai_catatan: bool,
    batas_bawah: Decimal | None, batas_atas: Decimal | None, arah: Arah = Arah.NAIK,
) -> None:  # fmt: skip
    """Raises RuleViolation(s) at the fields teks, aspek, target, batas. Kuantitatif requires all; kualitatif the text."""
    salah = []
    if not teks.strip():
        salah.append(RuleViolation("Tulis indikatornya, misalnya “Jumlah laporan yang terbit”.", "teks"))
    if batas_bawah is not None and batas_atas is not None and not 0 <= batas_bawah <= batas_atas:
        salah.append(RuleViolation("Tulis batas dari yang kecil ke yang besar, misalnya 90–95.", "batas"))
    elif batas_bawah == 0 and arah is Arah.NAIK:
        salah.append(
            RuleViolation("Target 0 hanya untuk “Makin kecil makin baik”. Ganti arahnya, atau isi angka lain.", "batas")
        )
    if pendekatan is Pendekatan.KUANTITATIF:
        if not aspek:
            salah.append(RuleViolation("Pilih sedikitnya satu aspek.", "aspek"))
        if not target.strip():
            salah.append(RuleViolation("Tulis targetnya, misalnya “240 laporan”.", "target"))
        elif batas_bawah is None and not dinilai_catatan:
            salah.append(
                RuleViolation(
                    "Isi angka yang dihitung, misalnya 240 atau 90–95; atau centang “Dinilai dengan catatan”.", "batas"
                )
            )
    collect(salah)


# ---- what is missing, what is odd -----------------------------------------------------------------
@dataclass(frozen=True)
class Temuan:
    """`teks` says what is wrong or odd; `endpoint` with `arg` is where it is mended."""

    teks: str
    endpoint: str
    arg: dict[str, int]

    def tentang(self, benda: IsiRhk | IsiIki) -> bool:
        return self.arg == {"rhk_id" if isinstance(benda, IsiRhk) else "iki_id": benda.id}


def kekurangan(isi: IsiSkp) -> tuple[Temuan, ...]:
    """Faults of the content alone that stop Ajukan (spec/rules §2 "Faults"), in the order of the plan."""
    salah = []
    if not isi.jenis(JenisRhk.UTAMA):
        salah.append(Temuan("Belum ada RHK utama", "skp.formulir_tambah_rhk", {"skp_id": isi.skp_id}))
    for rhk in isi.rhk:
        ubah = ("skp.formulir_ubah_rhk", {"rhk_id": rhk.id})
        if rhk.putus:
            salah.append(Temuan(f"RHK {rhk.nomor}: tautan putus, RHK yang didukung sudah tidak ada", *ubah))
        elif isi.wajib_tautan and rhk.jenis is JenisRhk.UTAMA and not (rhk.induk_id or rhk.direktif):
            salah.append(Temuan(f"RHK {rhk.nomor} belum ditautkan", *ubah))
        if not rhk.iki:
            salah.append(
                Temuan(f"RHK {rhk.nomor} belum punya indikator", "skp.formulir_tambah_iki", {"rhk_id": rhk.id})
            )
        for iki in rhk.iki:
            if kurang := _kurang_iki(iki, isi.pendekatan):
                teks = f"RHK {rhk.nomor}, indikator “{potong(iki.teks)}” tanpa {kurang}"
                salah.append(Temuan(teks, "skp.formulir_ubah_iki", {"iki_id": iki.id}))
    return tuple(salah)


def _kurang_iki(iki: IsiIki, pendekatan: Pendekatan) -> str:
    if pendekatan is Pendekatan.KUALITATIF:
        return ""
    angka = iki.dinilai_catatan or iki.batas_bawah is not None
    ada = {"aspek": iki.aspek, "target": iki.target, "angka target": angka}
    return ", ".join(nama for nama, isi in ada.items() if not isi)


def potong(teks: str, panjang: int = 60) -> str:
    """A long text for a line of a list, cut at a word."""
    return teks if len(teks) <= panjang else teks[:panjang].rsplit(" ", 1)[0] + " …"


KEGIATAN = {  # activity → the achievement it may mean (PER6 p. 44)
    "mengikuti": "meningkatnya", "menghadiri": "tersampaikannya", "membantu": "terlaksananya",
    "melaksanakan": "terlaksananya", "melakukan": "terlaksananya", "menyelenggarakan": "terselenggaranya",
    "menyusun": "tersusunnya", "membuat": "tersusunnya", "menyiapkan": "tersedianya",
    "mempersiapkan": "tersedianya", "menyediakan": "tersedianya", "mengumpulkan": "tersedianya",
    "mengelola": "terkelolanya", "mendampingi": "meningkatnya", "membina": "meningkatnya",
    "mengawasi": "terkendalinya", "memantau": "terpantaunya", "memonitor": "terpantaunya",
    "memeriksa": "terverifikasinya", "memverifikasi": "terverifikasinya", "mencatat": "tercatatnya",
    "menginput": "termutakhirkannya", "memproses": "terselesaikannya", "menyelesaikan": "terselesaikannya",
    "mengarsipkan": "tertatanya", "mendistribusikan": "tersalurkannya", "menyalurkan": "tersalurkannya",
    "menyampaikan": "tersampaikannya", "mengirim": "tersampaikannya", "memfasilitasi": "terfasilitasinya",
    "mengoordinasikan": "terkoordinasinya", "mengkoordinasikan": "terkoordinasinya",
    "menindaklanjuti": "terselesaikannya", "memberikan": "tersedianya", "melayani": "terlayaninya",
}  # fmt: skip
UKURAN = re.compile(
    r"\b(jumlah|persentase|persen|tingkat|rata-rata|ketepatan|kecepatan|indeks|nilai|frekuensi|durasi|rasio|skor|lama"
    r"|waktu|proporsi|cakupan|banyaknya|besaran)\b",
    re.IGNORECASE,
)
MUTLAK = re.compile(r"\b(semua|selalu|tidak pernah|setiap)\b", re.IGNORECASE)


def peringatan_rhk(teks: str, induk: str = "") -> list[str]:
    """What is odd in the words of an RHK, never a refusal (spec/rules §2 "Warnings"). `induk`: the Pimpinan's words."""
    aneh = _kegiatan(teks) + _mutlak(teks)
    if induk and _kunci(teks) == _kunci(induk):
        aneh.append("Sama persis dengan RHK pimpinan. Tulis bagian Anda di dalamnya.")
    return aneh


def peringatan_iki(teks: str, pendekatan: Pendekatan = Pendekatan.KUANTITATIF) -> list[str]:
    """What is odd in the words of an indicator, never a refusal. A kualitatif one needs no measure."""
    aneh = _mutlak(teks)
    if pendekatan is Pendekatan.KUANTITATIF and not UKURAN.search(teks):
        aneh.insert(0, "Belum menyebut ukuran (Jumlah …, Persentase …, Ketepatan …).")
    return aneh


def _kegiatan(teks: str) -> list[str]:
    awal = (teks.split() or [""])[0]
    hasil = KEGIATAN.get(awal.lower())
    return [f"“{awal}” menyebut kegiatan. Tulis hasilnya, misalnya “{hasil.capitalize()} …”."] if hasil else []


def _mutlak(teks: str) -> list[str]:
    kata = MUTLAK.search(teks)
    return [f"“{kata.group()}” mutlak dan sulit dipenuhi. Tulis batas yang wajar."] if kata else []


def _kunci(teks: str) -> str:
    return " ".join(re.findall(r"\w+", teks.lower()))


def peringatan(isi: IsiSkp) -> tuple[Temuan, ...]:
    """All that is odd in the words of a plan, each with where to reword it."""
    temuan = []
    for rhk in isi.rhk:
        for teks in peringatan_rhk(rhk.teks, rhk.induk.teks if rhk.induk else rhk.induk_teks):
            temuan.append(Temuan(teks, "skp.formulir_ubah_rhk", {"rhk_id": rhk.id}))
        for iki in rhk.iki:
            for teks in peringatan_iki(iki.teks, isi.pendekatan):
                temuan.append(Temuan(teks, "skp.formulir_ubah_iki", {"iki_id": iki.id}))
    return tuple(temuan)
