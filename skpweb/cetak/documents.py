"""What is printed: one frozen dataclass per document, in the values a reader sees. Tests compare these with the
database on one side and with the text of the PDF on the other. Numbers stay numbers and dates dates until the
template formats them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from skpweb.cetak.naskah import Kantor, Penandatangan, terbilang
from skpweb.core.formats import BULAN, HARI, tanggal, tanggal_isian

Ringkasan = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Dokumen:
    """What every document has. A draft (`konsep`) is marked so and has no version; the one that is to be signed by hand
    and then recorded (`untuk_ttd`) has no version either, but says so only in its footer. `nomor` where it has one; `jejak` is the
    short hash of the audit row that locked it, empty before and where nothing locks it."""

    template: ClassVar[str]
    judul: ClassVar[str]
    bentuk: ClassVar[str] = "tegak"  # a key of kertas.MARGIN
    satu: ClassVar[bool] = False  # expected to fill one sheet: tried in one pass
    versi_sendiri: ClassVar[bool] = False  # its room counts the versions, not the register of issued documents

    kantor: Kantor
    periode: str
    ttd: Penandatangan
    nomor: str = ""
    konsep: bool = False
    untuk_ttd: bool = False
    versi: int = 1
    jejak: str = ""

    @property
    def nama_dokumen(self) -> str:
        """Name in the footer, in the outline of a bundle, in the title of the PDF, on verification."""
        return f"{self.judul} {self.periode}"

    @property
    def perihal(self) -> str:
        """The person or unit the paper is about, for the footer."""
        return ""

    @property
    def ringkasan(self) -> Ringkasan:
        """The figures that matter, as (label, text): all that verification tells a stranger."""
        raise NotImplementedError

    @property
    def bertanda(self) -> bool:
        """Whether KONSEP stands across its pages: nobody signs under that word."""
        return self.konsep and not self.untuk_ttd

    @property
    def keterangan_versi(self) -> str:
        """Number and version, for the footer."""
        if self.konsep:
            return "untuk ditandatangani" if self.untuk_ttd else "konsep"
        versi = f"versi {self.versi}" if self.versi > 1 or not self.nomor else ""
        jejak = self.jejak and f"jejak {self.jejak}"
        return " · ".join(t for t in (self.nomor and f"Nomor {self.nomor}", versi, jejak) if t)


@dataclass(frozen=True)
class Naskah:
    """A document with the thing it is of ("penilaian:12") and whose data it shows; issued, it has its verification
    code and the address that the QR opens."""

    dokumen: Dokumen
    kunci: str
    pegawai_id: int | None = None
    kode: str = ""
    alamat: str = ""

    @property
    def judul(self) -> str:
        return " · ".join(t for t in (self.dokumen.nama_dokumen, self.dokumen.perihal) if t)


@dataclass(frozen=True, kw_only=True)
class Sosok:
    """A person as printed."""

    nama: str
    nip: str
    jabatan: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class NilaiIndikator:
    """One indicator of a scorecard. `data` is the person's own figure as on screen, with its `sumber`; `capaian` tells
    in words the level reached; `uraian` is the text of the innovation. No `skor`: belum lengkap."""

    nama: str
    kriteria: str
    capaian: str = ""
    data: str = ""
    sumber: str = ""
    skor: int | None = None
    uraian: str = ""


@dataclass(frozen=True, kw_only=True)
class HasilPenilaian(Sosok, Dokumen):
    """SI-PETRUK scorecard. `total` is None while a figure is missing; `data_dukung`: (file, "PDF, 412 KB")."""

    template = "hasil_penilaian.html"
    judul = "Hasil Penilaian SI-PETRUK"
    satu = True
    versi_sendiri = True
    batas_uraian: ClassVar[int] = 700  # longer texts leave the table and follow it as paragraphs

    total: int | None
    maksimum: int
    instrumen: str
    indikator: tuple[NilaiIndikator, ...]
    data_dukung: tuple[tuple[str, str], ...]

    @property
    def perihal(self) -> str:
        return f"{self.nama} · NIP {self.nip}"

    @property
    def ringkasan(self) -> Ringkasan:
        skor = "belum lengkap" if self.total is None else f"{self.total} dari {self.maksimum}"
        return ("Nama", self.nama), ("Total skor", skor), ("Tanggal", tanggal(self.ttd.tanggal))


@dataclass(frozen=True, kw_only=True)
class BarisTeamWork(Sosok):
    """A nominee on the sheet of the head: the innovation to be confirmed and its level; `skor` if given already."""

    inovasi: str
    tingkat: int
    arti_tingkat: str
    skor: int | None = None
    putusan: str = ""  # "diterima" or "dikembalikan" once the head has said so


@dataclass(frozen=True, kw_only=True)
class LembarTeamWork(Dokumen):
    """Sheet on which the head ticks Team Work by hand. `pilihan`: score and its meaning; `pedoman`: what to look at."""

    template = "team_work.html"
    judul = "Lembar Team Work SI-PETRUK"
    bentuk = "lanskap"

    instrumen: str
    baris: tuple[BarisTeamWork, ...]
    pilihan: tuple[tuple[int, str], ...]
    pedoman: tuple[str, ...]

    @property
    def ringkasan(self) -> Ringkasan:
        return (("Jumlah pegawai", str(len(self.baris))),)


@dataclass(frozen=True, kw_only=True)
class BarisPeringkat(Sosok):
    """A nominee in the ranking: (score, raw value) of each indicator; no `peringkat`: gugur or not complete, with the
    reason in `keterangan`."""

    skor: tuple[tuple[int | None, str], ...]
    total: int | None
    peringkat: int | None = None
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class RekapPeringkat(Dokumen):
    """Ranking of a period; `penentu` tells the tie-break in words."""

    template = "rekap_peringkat.html"
    judul = "Rekapitulasi Peringkat SI-PETRUK"
    bentuk = "lanskap"

    instrumen: str
    indikator: tuple[str, ...]
    maksimum: int
    baris: tuple[BarisPeringkat, ...]
    penentu: str

    @property
    def ringkasan(self) -> Ringkasan:
        return ("Jumlah pegawai", str(len(self.baris))), ("Tanggal", tanggal(self.ttd.tanggal))


@dataclass(frozen=True, kw_only=True)
class Terbaik(Sosok):
    """A person decided upon, with the score."""

    total: int


@dataclass(frozen=True, kw_only=True)
class DokumenKeputusan(Dokumen):
    """What the letter and the minutes of a decision have in common."""

    tanggal: date
    maksimum: int
    terbaik: tuple[Terbaik, ...]

    @property
    def ringkasan(self) -> Ringkasan:
        siapa = "; ".join(f"{u.nama} ({u.total})" for u in self.terbaik)
        return ("Nomor", self.nomor), ("Tanggal", tanggal(self.tanggal)), ("Pegawai terbaik", siapa)


@dataclass(frozen=True, kw_only=True)
class SuratUsulan(DokumenKeputusan):
    """Letter that proposes the best employees. The date stands at its head, so the signer of `ttd` carries none."""

    template = "surat_usulan.html"
    judul = "Surat Usulan SI-PETRUK"

    sifat: str
    lampiran: str
    hal: str
    kepada: tuple[str, ...]
    tempat_tujuan: str
    tembusan: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BeritaAcara(DokumenKeputusan):
    """Minutes of the decision. `tim`: (name, seat); `alasan` is the head's written reason where the tie-break needed
    one."""

    template = "berita_acara.html"
    judul = "Berita Acara SI-PETRUK"

    tempat: str
    instrumen: str
    jumlah_calon: int
    tim: tuple[tuple[str, str], ...]
    alasan: str = ""

    @property
    def hari(self) -> str:
        return HARI[self.tanggal.weekday()]

    @property
    def tanggal_terbilang(self) -> str:
        """ "tanggal enam bulan November tahun dua ribu dua puluh enam (06-11-2026)"."""
        t = self.tanggal
        hari, tahun = terbilang(t.day), terbilang(t.year)
        return f"tanggal {hari} bulan {BULAN[t.month - 1]} tahun {tahun} ({tanggal_isian(t)})"


@dataclass(frozen=True, kw_only=True)
class Piagam(Dokumen):
    """Certificate of a winner. `sebutan`: what the person is called ("Pegawai Terbaik")."""

    template = "piagam.html"
    judul = "Piagam Penghargaan SI-PETRUK"
    bentuk = "bingkai"
    satu = True

    nama: str
    nip: str
    jabatan: str
    sebutan: str
    total: int
    maksimum: int

    @property
    def ringkasan(self) -> Ringkasan:
        skor, hari = f"{self.total} dari {self.maksimum}", tanggal(self.ttd.tanggal)
        return ("Nomor", self.nomor or "–"), ("Nama", self.nama), ("Total skor", skor), ("Tanggal", hari)


@dataclass(frozen=True, kw_only=True)
class BarisKehadiran:
    """The month of one person: days, then occurrences of TL1–4 and PSW1–4; `persen` None: no divisor."""

    nama: str
    nip: str
    angka: tuple[int, ...]
    persen: Decimal | None


@dataclass(frozen=True, kw_only=True)
class RekapKehadiran(Dokumen):
    """Monthly attendance of a unit; `keterangan` tells in words how the percentage comes about."""

    template = "rekap_kehadiran.html"
    judul = "Rekapitulasi Kehadiran"
    bentuk = "lanskap"

    unit: str
    baris: tuple[BarisKehadiran, ...]
    keterangan: tuple[str, ...]

    @property
    def jumlah(self) -> tuple[int, ...]:
        """Sums of the columns of `BarisKehadiran.angka`."""
        return tuple(map(sum, zip(*(b.angka for b in self.baris), strict=True)))

    @property
    def perihal(self) -> str:
        return self.unit

    @property
    def ringkasan(self) -> Ringkasan:
        return ("Unit kerja", self.unit), ("Jumlah pegawai", str(len(self.baris)))


@dataclass(frozen=True, kw_only=True)
class IsiBerkas:
    """A paper in the file of the proposal: its first page in the merged PDF and how many it has."""

    nama: str
    keterangan: str
    halaman: int
    jumlah: int


@dataclass(frozen=True, kw_only=True)
class DaftarBerkas(Dokumen):
    """Cover list of the file that goes to the personnel board."""

    template = "daftar_berkas.html"
    judul = "Daftar Berkas Usulan SI-PETRUK"

    isi: tuple[IsiBerkas, ...]

    @property
    def ringkasan(self) -> Ringkasan:
        return (("Jumlah berkas", str(len(self.isi))),)
