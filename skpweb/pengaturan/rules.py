from dataclasses import dataclass

from skpweb.core.settings import Aturan

LOGO_MAKS = 2 * 1024 * 1024  # bytes of the file; what is kept of it is drawn anew
LOGO_TITIK = 25_000_000  # the most points of a picture that is opened
LOGO_UKURAN = (380, 460)  # points: its place on the letterhead, 19 × 23 mm, at 500 dpi


@dataclass(frozen=True)
class Kantor:
    """The office as of a day: what stands on its letterhead and how it works."""

    nama: str = "Kantor"  # "Dinas Perindustrian dan Perdagangan"
    singkatan: str = ""
    pemda: str = ""  # "Pemerintah Kabupaten Teladan"
    alamat: str = ""
    kontak: str = ""  # telephone, e-mail, site, as one line
    kota: str = ""  # place in "Teladan, 21 November 2026"
    logo: str = ""  # data: URI
    zona: str = "WIB"

    @property
    def pendek(self) -> str:
        return self.singkatan or self.nama


ATURAN = (
    Aturan("kertas", "Ukuran kertas", "F4", "Dipakai semua dokumen cetak.", (("F4", "F4 (216 × 330 mm)"), ("A4", "A4 (210 × 297 mm)"))),
    Aturan("warna.rona", "Warna kantor", 188, "Rona warna, 0 sampai 360.", minimum=0, maksimum=360),
    Aturan("warna.pekat", "Kepekatan warna", 58, "Persen, 0 sampai 60.", minimum=0, maksimum=60),
)  # fmt: skip
