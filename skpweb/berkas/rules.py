"""What may be uploaded: extension, first bytes, size, count. Pure; what lies inside is looked at by the services."""

from dataclasses import dataclass
from pathlib import PureWindowsPath
from unicodedata import category

from skpweb.core.errors import RuleViolation
from skpweb.core.settings import Aturan

ATURAN = (
    Aturan("berkas.ukuran_mb", "Ukuran berkas terbesar (MB)", 5, "Berlaku per berkas.", minimum=1, maksimum=50),
    Aturan(
        "berkas.kuota_mb", "Jatah simpanan berkas tiap orang (MB)", 500,
        "Pengelola kepegawaian tidak dibatasi, karena mengunggah untuk kantor.", minimum=10, maksimum=100_000,
    ),
    Aturan(
        "berkas.simpan_posisi", "Simpan posisi GPS pada foto", False,
        "Bila tidak dicentang, foto disimpan ulang tanpa data posisi. Data kamera selalu dibuang.",
    ),
)  # fmt: skip

MB = 1024 * 1024
PIKSEL_TERBANYAK = 40_000_000
SISI_TERPANJANG = 4000  # pixels; A4 at 300 dpi is 2480 × 3508
NAMA_TERPANJANG = 120


@dataclass(frozen=True)
class Jenis:
    """A kind of file: its short name (also the stored extension), what it is called, how it begins."""

    kode: str
    label: str
    mime: str
    akhiran: tuple[str, ...]
    awal: bytes


JENIS = {
    j.kode: j
    for j in (
        Jenis("pdf", "PDF", "application/pdf", ("pdf",), b"%PDF-"),
        Jenis("jpg", "JPG", "image/jpeg", ("jpg", "jpeg"), b"\xff\xd8\xff"),
        Jenis("png", "PNG", "image/png", ("png",), b"\x89PNG\r\n\x1a\n"),
    )
}
GAMBAR = ("jpg", "png")


def bersihkan_nama(nama_asli: str) -> str:
    """The name as shown and offered for download: no folder, no control or direction signs, not too long."""
    nama = PureWindowsPath(nama_asli.replace("/", "\\")).name
    nama = "".join(c for c in nama if category(c)[0] != "C").strip(" .")
    if not nama:
        return "berkas"
    pokok, titik, akhiran = nama.rpartition(".")
    if not titik:
        return nama[:NAMA_TERPANJANG]
    return pokok[: NAMA_TERPANJANG - len(akhiran) - 1] + "." + akhiran


def kenali(nama_asli: str, isi: bytes, boleh: tuple[str, ...], batas_mb: int) -> Jenis:
    """The kind of an upload; `boleh` are codes of JENIS, `batas_mb` megabytes of 1,048,576 bytes.

    Raises RuleViolation when it is empty, too big, of another kind, or not what its name says.
    """
    daftar = ", ".join(JENIS[k].label for k in boleh)
    nama = bersihkan_nama(nama_asli)
    if not isi:
        raise RuleViolation(f"Berkas “{nama}” kosong. Pilih berkas lain.", "berkas")
    if len(isi) > batas_mb * MB:
        ukuran = f"{len(isi) / MB:.1f}".replace(".", ",")
        raise RuleViolation(
            f"Berkas “{nama}” berukuran {ukuran} MB, paling besar {batas_mb} MB. Perkecil atau pindai ulang.", "berkas"
        )
    akhiran = nama.rpartition(".")[2].lower()
    jenis = next((JENIS[k] for k in boleh if akhiran in JENIS[k].akhiran), None)
    if jenis is None:
        raise RuleViolation(f"Berkas “{nama}” bukan {daftar}. Unggah berkas {daftar}.", "berkas")
    if not isi.startswith(jenis.awal):
        raise RuleViolation(
            f"Isi berkas “{nama}” bukan {jenis.label} walaupun namanya berakhir .{akhiran}. "
            f"Simpan ulang sebagai {jenis.label}, lalu unggah lagi.",
            "berkas",
        )
    return jenis


def periksa_jatah(sudah: int, ditambah: int, jatah_mb: int) -> None:
    """Raises RuleViolation when a person's uploads (bytes) would together exceed `jatah_mb` megabytes."""
    if sudah + ditambah > jatah_mb * MB:
        raise RuleViolation(
            f"Jatah simpanan Anda {jatah_mb} MB sudah hampir penuh ({sudah // MB} MB terpakai). "
            "Minta admin menambah jatah di Pengaturan, atau unggah berkas yang lebih kecil.",
            "berkas",
        )


def periksa_jumlah(sudah_ada: int, ditambah: int, batas: int) -> None:
    """Raises RuleViolation when more than `batas` files would belong to one thing."""
    if sudah_ada + ditambah > batas:
        raise RuleViolation(
            f"Paling banyak {batas} berkas; sekarang sudah ada {sudah_ada}. Hapus salah satu lebih dahulu.", "berkas"
        )
