"""The copies that lie in the place for them. Works without the database, which may be the very thing that is broken."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import DatabaseError

from skpweb.cadangan.rules import AWALAN, HasilUji, Naskah, naskah_dari_json, peringatan
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.pengaturan.queries import aturan

PENUNJUK = "folder-cadangan"  # beside the database: where copies went last, for the day on which it cannot be read
NASKAH, UJI = "naskah.json", "uji.json"


def basis() -> Path:
    """The office's database file."""
    return Path(str(db.database))


def data() -> Path:
    return basis().parent


def tempat() -> Path:
    """Where copies go: the ⚙ folder, or `cadangan` beside the database."""
    pointer = data() / PENUNJUK
    try:
        chosen = str(aturan("cadangan.folder"))
    except DatabaseError:
        chosen = pointer.read_text().strip() if pointer.exists() else ""
    return Path(chosen) if chosen else data() / "cadangan"


def daftar_cadangan() -> list[Naskah]:
    """Finished copies, newest first."""
    found = [naskah_dari_json(json.loads(p.read_text())) for p in tempat().glob(f"{AWALAN}*/{NASKAH}")]
    return sorted(found, key=lambda n: n.dibuat_pada, reverse=True)


def ambil_cadangan(nama: str = "") -> Naskah:
    """By name, or the newest; raises NotFound."""
    for naskah in daftar_cadangan():
        if nama in ("", naskah.nama):
            return naskah
    raise NotFound


def uji_terakhir() -> HasilUji | None:
    path = tempat() / UJI
    if not path.exists():
        return None
    isi = json.loads(path.read_text())
    return HasilUji(isi["nama"], datetime.fromisoformat(isi["pada"]), isi["galat"])


@dataclass(frozen=True)
class KeadaanCadangan:
    """The admin's page: where, which, whether all is well ("") or what is not."""

    folder: Path
    daftar: list[Naskah]
    uji: HasilUji | None
    peringatan: str


def keadaan_cadangan(kini: datetime) -> KeadaanCadangan:
    """`kini` on the machine's clock. Reads the folder, no table but the settings."""
    daftar, uji = daftar_cadangan(), uji_terakhir()
    terakhir = daftar[0].dibuat_pada if daftar else None
    return KeadaanCadangan(tempat(), daftar, uji, peringatan(terakhir, uji, kini))
