"""The copies that lie in the place for them. Works without the database, which may be the very thing that is broken."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import DatabaseError

from skpweb.audit.queries import periksa_rantai, sidik_baris
from skpweb.cadangan.rules import AWALAN, HasilUji, Naskah, naskah_dari_json, peringatan
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.pengaturan.queries import aturan

PENUNJUK = "folder-cadangan"  # beside the database: where copies went last, for the day on which it cannot be read
NASKAH, UJI, PULIH = "naskah.json", "uji.json", "pulih.json"


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


def pemulihan() -> list[tuple[datetime, datetime]]:
    """Times that a restore took back: from the making of the copy to its return. The trail of these days is gone."""
    path = tempat() / PULIH
    rows = json.loads(path.read_text()) if path.exists() else []
    return [(datetime.fromisoformat(dari), datetime.fromisoformat(sampai)) for dari, sampai in rows]


def periksa_jejak() -> str:
    """The trail walked, and its heads in all copies found again; "" when all holds, else what does not.

    Whoever can write the database can make every hash anew or cut the end off; the copies lie elsewhere.
    """
    if galat := periksa_rantai():
        return galat
    gone, baik = pemulihan(), 0
    for n in sorted(daftar_cadangan(), key=lambda n: n.jejak):
        if not n.jejak or any(dari < n.dibuat_pada <= sampai for dari, sampai in gone):
            continue
        akhir, kini = sidik_baris(n.jejak)
        if akhir < n.jejak:
            return f"Baris {akhir + 1} hilang: cadangan {n.nama} mengenal jejak sampai baris {n.jejak}."
        if kini != n.sidik:
            return f"Jejak ditulis ulang di antara baris {baik + 1} dan {n.jejak}: cadangan {n.nama} mengenal isi yang lain."
        baik = n.jejak
    return ""


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
