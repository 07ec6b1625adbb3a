"""The forms of PermenPANRB 6/2022 that are printed: the SKP (A.1.7, p. 57–59) and the list of the daily log of a month
(after B.1.2, p. 68). They carry no letterhead; both parties stand at the head and sign at the foot."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from skpweb.cetak.documents import Dokumen, Ringkasan, Sosok
from skpweb.cetak.naskah import Penandatangan
from skpweb.core.formats import BULAN, angka, tanggal

# The values of BerAKHLAK with their three lines, in the words of p. 58–59.
PERILAKU = (
    ("Berorientasi pelayanan", "Memahami dan memenuhi kebutuhan masyarakat",
     "Ramah, cekatan, solutif, dan dapat diandalkan", "Melakukan perbaikan tiada henti"),
    ("Akuntabel", "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
     "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
     "Tidak menyalahgunakan kewenangan jabatan"),
    ("Kompeten", "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
     "Membantu orang lain belajar", "Melaksanakan tugas dengan kualitas terbaik"),
    ("Harmonis", "Menghargai setiap orang apapun latar belakangnya", "Suka menolong orang lain",
     "Membangun lingkungan kerja yang kondusif"),
    ("Loyal", "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia pada"
     " NKRI serta pemerintahan yang sah", "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
     "Menjaga rahasia jabatan dan negara"),
    ("Adaptif", "Cepat menyesuaikan diri menghadapi perubahan", "Terus berinovasi dan mengembangkan kreativitas",
     "Bertindak proaktif"),
    ("Kolaboratif", "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
     "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
     "Menggerakkan pemanfaatan berbagai sumberdaya untuk tujuan bersama"),
)  # fmt: skip


def rentang(mulai: date, sampai: date) -> str:
    """ "1 Januari sd 31 Desember tahun 2026", as the forms write a period."""
    awal, akhir = (f"{hari.day} {BULAN[hari.month - 1]}" for hari in (mulai, sampai))
    return f"{awal} sd {akhir} tahun {sampai.year}"


@dataclass(frozen=True, kw_only=True)
class Pihak(Sosok):
    """A party of a form; of a penilai who is not known everything is empty."""

    pangkat: str


@dataclass(frozen=True, kw_only=True)
class DokumenKinerja(Dokumen):
    """`rentang`: the SKP's own dates as printed; `kiri` signs at the left, `ttd`, with place and date, at the right."""

    versi_sendiri = True

    rentang: str
    pegawai: Pihak
    penilai: Pihak
    kiri: Penandatangan

    @property
    def perihal(self) -> str:
        return " · NIP ".join(t for t in (self.pegawai.nama, self.pegawai.nip) if t)


@dataclass(frozen=True, kw_only=True)
class BarisIki:
    aspek: str
    teks: str
    target: str


@dataclass(frozen=True, kw_only=True)
class BarisRhk:
    """`intervensi`: the Pimpinan's RHK, with `indikator` (its IKI) where he is JPT or heads an independent unit;
    `pemberi`: who gave a directive."""

    nomor: int
    intervensi: str
    teks: str
    iki: tuple[BarisIki, ...]
    indikator: tuple[str, ...] = ()
    pemberi: str = ""


@dataclass(frozen=True, kw_only=True)
class SkpKuantitatif(DokumenKinerja):
    """Form A.1.7; `catatan` is a line under the signatures. Expectations on behaviour are not kept yet: "–"."""

    template = "skp_kuantitatif.html"
    judul = "Sasaran Kinerja Pegawai"
    bentuk = "lanskap"
    perilaku: ClassVar[tuple[tuple[str, ...], ...]] = PERILAKU

    utama: tuple[BarisRhk, ...]
    tambahan: tuple[BarisRhk, ...]
    catatan: str = ""

    @property
    def ringkasan(self) -> Ringkasan:
        hari = tanggal(self.ttd.tanggal) if not self.konsep else "belum ditetapkan"
        return ("Nama", self.pegawai.nama), ("Periode penilaian", self.rentang), ("Tanggal penetapan", hari)


@dataclass(frozen=True, kw_only=True)
class BarisCatatan:
    """An entry of the log, or a nilai akhir bulan; `menunggu`: not validated yet."""

    tanggal: str
    uraian: str
    aspek: str
    iki: str
    realisasi: str
    menunggu: bool = False


@dataclass(frozen=True, kw_only=True)
class DaftarCkhp(DokumenKinerja):
    """The valid entries of a month, on a draft also those that wait. `capaian` is the one on screen: while the month is not locked this is a draft and
    the figure temporary; `keterangan` says so, and why there is none."""

    template = "daftar_ckhp.html"
    judul = "Pendokumentasian Kinerja"

    baris: tuple[BarisCatatan, ...]
    capaian: Decimal | None
    keterangan: tuple[str, ...]

    @property
    def ringkasan(self) -> Ringkasan:
        capaian = "–" if self.capaian is None else f"{angka(self.capaian, 2)} %{' (sementara)' if self.konsep else ''}"
        return ("Nama", self.pegawai.nama), ("Capaian kinerja", capaian), ("Tanggal", tanggal(self.ttd.tanggal))
