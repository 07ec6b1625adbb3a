import hashlib
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from skpweb.audit.services import catat
from skpweb.berkas.models import Berkas
from skpweb.berkas.queries import daftar_yatim, folder, jumlah_ukuran
from skpweb.berkas.rules import GAMBAR, bersihkan_nama, kenali, periksa_jatah
from skpweb.berkas.services_isi import gambar_baru, periksa_pdf
from skpweb.core.access import Pelaku
from skpweb.core.clock import waktu_mesin
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.pengaturan.queries import aturan

UMUR_YATIM = timedelta(days=1)


@dataclass(frozen=True)
class BerkasSiap:
    """An upload that was checked and lies on the disk, but that no row knows yet."""

    nama: str
    simpanan: str
    mime: str
    ukuran: int
    sha256: str


def siapkan(nama_asli: str, isi: bytes, *, jenis: tuple[str, ...]) -> BerkasSiap:
    """Check the upload and put it on the disk; call it before the deed, it takes its time and needs no transaction.

    `jenis` are codes of berkas.rules.JENIS. Raises RuleViolation (field "berkas") naming what is wrong.
    """
    macam = kenali(nama_asli, isi, jenis, aturan("berkas.ukuran_mb"))
    nama = bersihkan_nama(nama_asli)
    if macam.kode in GAMBAR:
        isi = gambar_baru(nama, isi, macam.kode, simpan_posisi=aturan("berkas.simpan_posisi"))
    else:
        periksa_pdf(nama, isi)
    token = secrets.token_hex(16)
    simpanan = f"{token[:2]}/{token}.{macam.kode}"
    _ke_disk(simpanan, isi)
    return BerkasSiap(nama, simpanan, macam.mime, len(isi), hashlib.sha256(isi).hexdigest())


def _ke_disk(simpanan: str, isi: bytes) -> None:
    """On the disk before any row says so: a file without a row is harmless, a row without a file is not."""
    path = folder() / simpanan
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(isi)
        file.flush()
        os.fsync(file.fileno())


def simpan_siap(pelaku: Pelaku, siap: BerkasSiap, *, pada: datetime) -> Berkas:
    """Make the prepared upload known; part of the deed of the room that will own it.

    Raises RuleViolation (field "berkas") when the person's quota is full; the upload then leaves the disk.
    """
    with tulis():
        _pastikan_jatah(pelaku, siap)
        berkas = Berkas.create(**asdict(siap), diunggah_pada=pada, diunggah_oleh=pelaku.pegawai_id)
        sesudah = {"nama": siap.nama, "ukuran": siap.ukuran, "sha256": siap.sha256}
        catat(pelaku, "berkas.simpan", f"berkas:{berkas.id}", pada=pada, sesudah=sesudah)
    return berkas


def _pastikan_jatah(pelaku: Pelaku, siap: BerkasSiap) -> None:
    if pelaku.pegawai_id is None or "pengelola" in pelaku.peran:
        return
    try:
        periksa_jatah(jumlah_ukuran(pelaku.pegawai_id), siap.ukuran, aturan("berkas.kuota_mb"))
    except RuleViolation:
        (folder() / siap.simpanan).unlink(missing_ok=True)
        raise


def buang_yatim() -> int:
    """Remove files that no row has known for a day; returns how many went."""
    lama = (waktu_mesin() - UMUR_YATIM).timestamp()
    buang = [p for nama in daftar_yatim() if (p := folder() / nama).stat().st_mtime < lama]
    for path in buang:
        path.unlink(missing_ok=True)
    return len(buang)
