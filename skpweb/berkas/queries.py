import hashlib
from pathlib import Path

from peewee import fn

from skpweb.berkas.models import Berkas
from skpweb.core.db import db
from skpweb.core.errors import RuleViolation


def folder() -> Path:
    """Where uploads lie: beside the database, outside the web root."""
    return Path(str(db.database)).parent / "berkas"


def buka(berkas: Berkas) -> bytes:
    """The content as it was stored; raises RuleViolation when it is gone from the disk or was altered there."""
    try:
        isi = (folder() / berkas.simpanan).read_bytes()
    except FileNotFoundError:
        isi = b""
    if hashlib.sha256(isi).hexdigest() != berkas.sha256:
        teks = f"Berkas “{berkas.nama}” hilang atau rusak di penyimpanan. Minta admin memulihkannya dari cadangan."
        raise RuleViolation(teks)
    return isi


def jumlah_ukuran(pegawai_id: int) -> int:
    """Bytes of all that this person has uploaded."""
    return int(Berkas.select(fn.SUM(Berkas.ukuran)).where(Berkas.diunggah_oleh == pegawai_id).scalar() or 0)


def daftar_yatim() -> list[str]:
    """Files on the disk that no row knows: refused or interrupted uploads."""
    akar = folder()
    di_disk = {p.relative_to(akar).as_posix() for p in akar.glob("*/*") if p.is_file()}
    return sorted(di_disk - {b.simpanan for b in Berkas.select(Berkas.simpanan)})
