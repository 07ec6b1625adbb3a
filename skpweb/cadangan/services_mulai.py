"""The start after a crash: a damaged database is not written to, and the newest good copy is named."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skpweb.cadangan.queries import basis, daftar_cadangan, data

TANDA = "berjalan"  # there while a server runs, with its process id; left behind by a crash


@contextmanager
def berjalan() -> Iterator[None]:
    """While the server runs; a clean stop takes the mark away."""
    mark = data() / TANDA
    mark.write_text(str(os.getpid()))
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def server_hidup() -> bool:
    """Whether the marked process is still there (where the system can tell)."""
    mark = data() / TANDA
    return mark.exists() and Path("/proc", mark.read_text().strip() or "-").exists()


def pastikan_utuh() -> str:
    """After a stop that was not clean the whole file is checked, else only that it can be read. Reads only.

    "" or what to tell the technician: what is wrong, which copy is good, which command restores it.
    """
    path = basis()
    if not path.exists() or path.stat().st_size == 0:
        return ""
    pragma = "quick_check" if (data() / TANDA).exists() else "schema_version"
    try:
        with sqlite3.connect(path) as raw:
            found = raw.execute(f"PRAGMA {pragma}").fetchone()[0]
        raw.close()
        fault = "" if found == "ok" or pragma == "schema_version" else str(found)
    except sqlite3.DatabaseError as error:
        fault = str(error)
    return _cerita(path, fault) if fault else ""


def _cerita(path: Path, fault: str) -> str:
    copies = daftar_cadangan()
    way = (
        f"Cadangan terbaru: {copies[0].nama}. Pulihkan dengan:\n"
        f"  .venv/bin/flask --app wsgi cadangan pulihkan {copies[0].nama}\nlalu jalankan lagi."
        if copies
        else "Tidak ada cadangan yang ditemukan; simpan folder ini dan hubungi yang memasang skpweb."
    )
    return f"Basis data {path} rusak ({fault}). Tidak ada yang ditulis ke dalamnya.\n{way}"
