"""The start after a crash: a damaged database is not written to, and the newest good copy is named."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skpweb.cadangan.queries import basis, daftar_cadangan, data
from skpweb.cadangan.services import utuh
from skpweb.core.clock import setempat

TANDA = "berjalan"  # there while a server runs, with its process; left behind by a crash


@contextmanager
def berjalan() -> Iterator[None]:
    """While the server runs; a clean stop takes the mark away."""
    mark = data() / TANDA
    mark.write_text(_proses(str(os.getpid())) or str(os.getpid()))
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def server_hidup() -> bool:
    """Whether the marked process is still there (where the system can tell)."""
    mark = data() / TANDA
    said = mark.read_text().strip() if mark.exists() else ""
    now = _proses(said.partition(" ")[0] or "-")
    return bool(now) and said in (now, now.partition(" ")[0])


def _proses(pid: str) -> str:
    """Its number and when it began: after a restart of the machine the number belongs to another. "" if there is none."""
    try:
        return f"{pid} {Path('/proc', pid, 'stat').read_text().rpartition(')')[2].split()[19]}"
    except OSError:
        return ""


def pastikan_utuh() -> str:
    """After a stop that was not clean the whole file is checked, else only that it can be opened. Reads only.

    "" or what to tell the technician: what is wrong, which copy is good, which command restores it.
    """
    path = basis()
    if not path.exists() or path.stat().st_size == 0:
        return ""
    pragma = "quick_check" if (data() / TANDA).exists() else "schema_version"
    try:
        with sqlite3.connect(path) as raw:
            raw.execute("SELECT name FROM sqlite_schema").fetchall()  # what every connection reads first
            found = raw.execute(f"PRAGMA {pragma}").fetchone()[0]
        raw.close()
        fault = "" if found == "ok" or pragma == "schema_version" else str(found)
    except sqlite3.DatabaseError as error:
        fault = str(error)
    return _cerita(path, fault) if fault else ""


def _cerita(path: Path, fault: str) -> str:
    good = next((n for n in daftar_cadangan() if utuh(n)), None)
    way = (
        f"Cadangan terbaru yang utuh: {good.nama} ({setempat(good.dibuat_pada):%d-%m-%Y %H.%M}). Pulihkan dengan:\n"
        f"  .venv/bin/flask --app wsgi cadangan pulihkan {good.nama}\nlalu jalankan lagi."
        if good
        else "Tidak ada cadangan utuh yang ditemukan; simpan folder ini dan hubungi yang memasang skpweb."
    )
    return f"Basis data {path} rusak ({fault}). Tidak ada yang ditulis ke dalamnya.\n{way}"
