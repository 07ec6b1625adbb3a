"""What the admin is told because it is unusual: very many wrong log-ins, one person who opens the data of very many."""

from datetime import datetime, timedelta

from skpweb.akun.models import Akun, AkunPeran
from skpweb.akun.queries import percobaan_menonjol
from skpweb.akun.rules import Peran
from skpweb.audit.queries import pembaca_menonjol
from skpweb.beranda.rules import Tugas
from skpweb.pegawai.queries_daftar import nama_orang

SEHARI = timedelta(hours=24)
BANYAK_DIBUKA = 50  # people whose data one person opens in a day; a superior's circle is far smaller


def tugas_awas(sekarang: datetime, pada: datetime) -> list[Tugas]:
    """`sekarang` on the machine's clock, `pada` on the office's. Two queries, three where somebody is to be named."""
    return [*_masuk(sekarang - SEHARI), *_membaca(pada - SEHARI)]


def _masuk(sejak: datetime) -> list[Tugas]:
    found = percobaan_menonjol(sejak)
    if not found:
        return []
    told = [
        f"{gagal} kali {f'untuk NIP {nip[:18]}' if nip else f'dari alamat {alamat}'}" for nip, alamat, gagal in found
    ]
    note = f"Dalam 24 jam terakhir {', '.join(told)}. Bila bukan pegawai yang lupa sandinya, telusuri asalnya di log server"
    target = next((nip for nip, _, _ in found if nip), "")
    return [Tugas("Periksa percobaan masuk yang gagal", note, "Lihat akun", "akun.daftar", {"cari": target[:18]})]


def _membaca(sejak: datetime) -> list[Tugas]:
    """Whoever keeps the office's data opens much of it every day and is not told of."""
    tugasnya = AkunPeran.select(Akun.pegawai).join(Akun).where(AkunPeran.peran == Peran.PENGELOLA)
    found = pembaca_menonjol(sejak, BANYAK_DIBUKA, tugasnya)
    nama = nama_orang(oleh for oleh, _ in found) if found else {}
    return [
        Tugas(
            "Periksa pembukaan data yang tidak biasa",
            f"{nama[oleh]} membuka data {banyak} orang dalam 24 jam terakhir",
            "Siapa melihat", "audit.pembacaan", {"orang": nama[oleh]},
        )
        for oleh, banyak in found
    ]  # fmt: skip
