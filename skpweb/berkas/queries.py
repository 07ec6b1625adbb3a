import hashlib
from pathlib import Path

from skpweb.berkas.models import Berkas
from skpweb.core.db import db
from skpweb.core.errors import NotFound, RuleViolation


def folder() -> Path:
    """Where uploads lie: beside the database, outside the web root."""
    return Path(str(db.database)).parent / "berkas"


def ambil(berkas_id: int) -> Berkas:
    """Raises NotFound. Whether the viewer may see it is the question of the room that owns it."""
    row = Berkas.get_or_none(Berkas.id == berkas_id)
    if row is None:
        raise NotFound
    return row


def buka(berkas: Berkas) -> bytes:
    """The content as it was stored; raises RuleViolation when it is gone from the disk or was altered there."""
    try:
        isi = (folder() / berkas.simpanan).read_bytes()
    except FileNotFoundError:
        isi = b""
    if hashlib.sha256(isi).hexdigest() != berkas.sha256:
        raise RuleViolation(
            f"Berkas “{berkas.nama}” hilang atau rusak di penyimpanan. Minta admin memulihkannya dari cadangan."
        )
    return isi


def daftar_yatim() -> list[str]:
    """Files on the disk that no row knows: refused or interrupted uploads."""
    akar = folder()
    di_disk = {p.relative_to(akar).as_posix() for p in akar.glob("*/*") if p.is_file()}
    return sorted(di_disk - {b.simpanan for b in Berkas.select(Berkas.simpanan)})
