"""What is printed besides SI-PETRUK: attendance, the cover of a file, log-in slips. See documents.py."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.cetak.documents import Dokumen, Ringkasan
from skpweb.cetak.naskah import Penandatangan


@dataclass(frozen=True, kw_only=True)
class BarisKehadiran:
    """The month of one person, in days; `tl` and `psw` count occurrences of the four kinds; `persen` None: no divisor."""

    nama: str
    nip: str
    hari_kerja: int
    hadir: int
    dinas_luar: int
    sakit: int
    izin: int
    cuti: int
    tanpa_keterangan: int
    tl: tuple[int, int, int, int]
    psw: tuple[int, int, int, int]
    persen: Decimal | None

    @property
    def angka(self) -> tuple[int, ...]:
        """The columns of days and occurrences in the order printed."""
        hari = (self.hari_kerja, self.hadir, self.dinas_luar, self.sakit, self.izin, self.cuti, self.tanpa_keterangan)
        return (*hari, *self.tl, *self.psw)


@dataclass(frozen=True, kw_only=True)
class RekapKehadiran(Dokumen):
    """Monthly attendance of a unit; `keterangan` tells in words how the percentage comes about."""

    template = "rekap_kehadiran.html"
    bentuk = "lanskap"

    bulan: str
    unit: str
    baris: tuple[BarisKehadiran, ...]
    keterangan: tuple[str, ...]
    ttd: Penandatangan

    @property
    def nama_dokumen(self) -> str:
        return f"Rekapitulasi Kehadiran {self.bulan}"

    @property
    def jumlah(self) -> tuple[int, ...]:
        """Sums of the columns of days and occurrences, in the order of `BarisKehadiran.angka`."""
        return tuple(map(sum, zip(*(b.angka for b in self.baris), strict=True)))

    @property
    def orang(self) -> str:
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

    periode: str
    isi: tuple[IsiBerkas, ...]
    ttd: Penandatangan

    @property
    def nama_dokumen(self) -> str:
        return f"Daftar Berkas Usulan SI-PETRUK {self.periode}"

    @property
    def ringkasan(self) -> Ringkasan:
        return (("Jumlah berkas", str(len(self.isi))),)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One-time log-in code of one person."""

    nama: str
    nip: str
    kode: str


@dataclass(frozen=True, kw_only=True)
class SlipAkun(Dokumen):
    """Log-in slips of one unit, to be cut apart. They are shown once, so they are never cached."""

    template = "slip_akun.html"
    rahasia = True

    unit: str
    alamat: str
    berlaku_sampai: date
    slip: tuple[Slip, ...]

    @property
    def nama_dokumen(self) -> str:
        return "Slip Kode Masuk Pertama"

    @property
    def orang(self) -> str:
        return self.unit

    @property
    def keterangan_versi(self) -> str:
        return ""

    @property
    def baris(self) -> tuple[tuple[Slip | None, Slip | None], ...]:
        """Two slips a row; the last may stand alone."""
        isi: list[Slip | None] = [*self.slip, None] if len(self.slip) % 2 else list(self.slip)
        return tuple(zip(isi[::2], isi[1::2], strict=True))
