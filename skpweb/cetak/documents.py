"""What is printed: one frozen dataclass per document, in the values a reader sees. Here the papers of SI-PETRUK;
documents_kantor.py has those of the office.

Tests compare these with the database on one side and with the text of the PDF on the other. They know their
template, their sheet and what their footer says; they know nothing of Flask, of the database or of an engine.
Numbers stay numbers (int, Decimal) and dates dates until the template formats them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from skpweb.cetak.naskah import HARI, Kantor, Penandatangan, terbilang
from skpweb.core.formats import BULAN, tanggal, tanggal_isian

Ringkasan = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Dokumen:
    """What every document knows of itself. A draft (`konsep`) is marked so and has no version."""

    template: ClassVar[str]
    bentuk: ClassVar[str] = "tegak"  # a key of kertas.MARGIN
    satu: ClassVar[bool] = False  # expected to fill one sheet: tried in one pass
    rahasia: ClassVar[bool] = False  # never kept in a cache, never registered
    versi_sendiri: ClassVar[bool] = False  # its room counts the versions, not the register of issued documents

    kantor: Kantor
    konsep: bool = False
    versi: int = 1

    @property
    def nama_dokumen(self) -> str:
        """Name in the footer, in the outline of a bundle, in the title of the PDF, on verification."""
        raise NotImplementedError

    @property
    def orang(self) -> str:
        """The person the paper is about, for the footer."""
        return ""

    @property
    def nomor_surat(self) -> str:
        """Its number, where it has one."""
        return ""

    @property
    def ringkasan(self) -> Ringkasan:
        """The figures that matter, as (label, text): all that verification tells a stranger."""
        return ()

    @property
    def keterangan_versi(self) -> str:
        """Number and version, for the footer."""
        if self.konsep:
            return "konsep"
        versi = f"versi {self.versi}" if self.versi > 1 or not self.nomor_surat else ""
        return " · ".join(t for t in (self.nomor_surat and f"Nomor {self.nomor_surat}", versi) if t)


def _dari(total: int | None, maksimum: int) -> str:
    return "belum lengkap" if total is None else f"{total} dari {maksimum}"


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


@dataclass(frozen=True)
class BerkasDukung:
    """A file listed on paper, with what it is ("PDF, 3 halaman")."""

    nama: str
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class HasilPenilaian(Dokumen):
    """SI-PETRUK scorecard. `total` is None while a figure is missing; `jejak` is the short hash of the audit row of
    Kunci, empty before."""

    template = "hasil_penilaian.html"
    satu = True
    versi_sendiri = True
    batas_uraian: ClassVar[int] = 700  # longer texts leave the table and follow it as paragraphs

    nama: str
    nip: str
    jabatan: str
    unit: str
    periode: str
    total: int | None
    maksimum: int
    instrumen: str
    indikator: tuple[NilaiIndikator, ...]
    data_dukung: tuple[BerkasDukung, ...]
    ttd: Penandatangan
    jejak: str = ""

    @property
    def nama_dokumen(self) -> str:
        return f"Hasil Penilaian SI-PETRUK {self.periode}"

    @property
    def orang(self) -> str:
        return f"{self.nama} · NIP {self.nip}"

    @property
    def ringkasan(self) -> Ringkasan:
        tanggal_ttd = tanggal(self.ttd.tanggal)
        return ("Nama", self.nama), ("Total skor", _dari(self.total, self.maksimum)), ("Tanggal", tanggal_ttd)

    @property
    def keterangan_versi(self) -> str:
        return super().keterangan_versi + (f" · jejak {self.jejak}" if self.jejak else "")


@dataclass(frozen=True, kw_only=True)
class BarisTeamWork:
    """A nominee on the sheet of the head: the innovation to be confirmed and its level; `skor` if given already."""

    nama: str
    nip: str
    jabatan: str
    unit: str
    inovasi: str
    tingkat: int
    arti_tingkat: str
    skor: int | None = None


@dataclass(frozen=True, kw_only=True)
class LembarTeamWork(Dokumen):
    """Sheet on which the head ticks Team Work by hand. `pilihan`: score and its meaning; `pedoman`: what to look at."""

    template = "team_work.html"
    bentuk = "lanskap"

    periode: str
    instrumen: str
    baris: tuple[BarisTeamWork, ...]
    pilihan: tuple[tuple[int, str], ...]
    pedoman: tuple[str, ...]
    ttd: Penandatangan

    @property
    def kolom(self) -> int:
        """Columns of the table after the number."""
        return 3 + len(self.pilihan)

    @property
    def nama_dokumen(self) -> str:
        return f"Lembar Team Work SI-PETRUK {self.periode}"

    @property
    def ringkasan(self) -> Ringkasan:
        return (("Jumlah pegawai", str(len(self.baris))),)


@dataclass(frozen=True, kw_only=True)
class SkorTampil:
    """Score and raw value, which are always shown together."""

    skor: int | None
    data: str = ""


@dataclass(frozen=True, kw_only=True)
class BarisPeringkat:
    """A nominee in the ranking; no `peringkat`: gugur or not complete, with the reason in `keterangan`."""

    nama: str
    nip: str
    jabatan: str
    unit: str
    skor: tuple[SkorTampil, ...]
    total: int | None
    peringkat: int | None = None
    keterangan: str = ""


@dataclass(frozen=True, kw_only=True)
class RekapPeringkat(Dokumen):
    """Ranking of a period; `penentu` tells the tie-break in words."""

    template = "rekap_peringkat.html"
    bentuk = "lanskap"

    periode: str
    instrumen: str
    indikator: tuple[str, ...]
    maksimum: int
    baris: tuple[BarisPeringkat, ...]
    penentu: str
    ttd: Penandatangan

    @property
    def kolom(self) -> int:
        """Columns of the table after the number."""
        return 4 + len(self.indikator)

    @property
    def nama_dokumen(self) -> str:
        return f"Rekapitulasi Peringkat SI-PETRUK {self.periode}"

    @property
    def ringkasan(self) -> Ringkasan:
        return ("Jumlah pegawai", str(len(self.baris))), ("Tanggal", tanggal(self.ttd.tanggal))


@dataclass(frozen=True, kw_only=True)
class Usulan:
    """A person proposed or decided upon."""

    nama: str
    nip: str
    jabatan: str
    unit: str
    total: int


def _ringkas_keputusan(nomor: str, hari: date, usulan: tuple[Usulan, ...]) -> Ringkasan:
    siapa = "; ".join(f"{u.nama} ({u.total})" for u in usulan)
    return ("Nomor", nomor), ("Tanggal", tanggal(hari)), ("Pegawai terbaik", siapa)


@dataclass(frozen=True, kw_only=True)
class SuratUsulan(Dokumen):
    """Official letter that proposes the best employees to the personnel board. The date stands at its head, so the
    signer of `ttd` carries none."""

    template = "surat_usulan.html"

    nomor: str
    tanggal: date
    sifat: str
    lampiran: str
    hal: str
    kepada: tuple[str, ...]
    tempat_tujuan: str
    periode: str
    maksimum: int
    usulan: tuple[Usulan, ...]
    ttd: Penandatangan
    tembusan: tuple[str, ...] = ()

    @property
    def nama_dokumen(self) -> str:
        return f"Surat Usulan SI-PETRUK {self.periode}"

    @property
    def nomor_surat(self) -> str:
        return self.nomor

    @property
    def ringkasan(self) -> Ringkasan:
        return _ringkas_keputusan(self.nomor, self.tanggal, self.usulan)


@dataclass(frozen=True)
class AnggotaTim:
    """A member of the assessing team and the seat held in it."""

    nama: str
    kedudukan: str


@dataclass(frozen=True, kw_only=True)
class BeritaAcara(Dokumen):
    """Minutes of the decision. `alasan` is the head's written reason where the tie-break needed one."""

    template = "berita_acara.html"

    nomor: str
    tanggal: date
    tempat: str
    periode: str
    instrumen: str
    jumlah_calon: int
    maksimum: int
    terbaik: tuple[Usulan, ...]
    tim: tuple[AnggotaTim, ...]
    ttd: Penandatangan
    alasan: str = ""

    @property
    def nama_dokumen(self) -> str:
        return f"Berita Acara SI-PETRUK {self.periode}"

    @property
    def nomor_surat(self) -> str:
        return self.nomor

    @property
    def ringkasan(self) -> Ringkasan:
        return _ringkas_keputusan(self.nomor, self.tanggal, self.terbaik)

    @property
    def hari(self) -> str:
        return HARI[self.tanggal.weekday()]

    @property
    def tanggal_terbilang(self) -> str:
        """ "tanggal enam bulan November tahun dua ribu dua puluh enam (06-11-2026)"."""
        t = self.tanggal
        hari, tahun = terbilang(t.day), terbilang(t.year)
        return f"tanggal {hari} bulan {BULAN[t.month - 1]} tahun {tahun} ({tanggal_isian(t)})"

    @property
    def calon_terbilang(self) -> str:
        return terbilang(self.jumlah_calon)

    @property
    def maksimum_terbilang(self) -> str:
        return terbilang(self.maksimum)


@dataclass(frozen=True, kw_only=True)
class Piagam(Dokumen):
    """Certificate of the winner. `sebutan`: what the person is called ("Pegawai Terbaik")."""

    template = "piagam.html"
    bentuk = "bingkai"
    satu = True

    nomor: str
    nama: str
    nip: str
    jabatan: str
    sebutan: str
    periode: str
    total: int
    maksimum: int
    ttd: Penandatangan

    @property
    def nama_dokumen(self) -> str:
        return f"Piagam Penghargaan SI-PETRUK {self.periode}"

    @property
    def nomor_surat(self) -> str:
        return self.nomor

    @property
    def ringkasan(self) -> Ringkasan:
        skor = _dari(self.total, self.maksimum)
        hari = tanggal(self.ttd.tanggal)
        return ("Nomor", self.nomor or "–"), ("Nama", self.nama), ("Total skor", skor), ("Tanggal", hari)
