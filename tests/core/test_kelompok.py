"""Works that are committed together: nobody waits in vain, nobody is told of success that was none, nothing is lost."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from skpweb.core.db import db, tulis
from skpweb.core.kelompok import Kelompok

TOP = Path(__file__).parents[2]


def _tabel() -> None:
    with tulis(exempt="uji"):
        db.execute_sql("CREATE TABLE uji (n INTEGER PRIMARY KEY)")


def _isi() -> set[int]:
    return {n for (n,) in db.execute_sql("SELECT n FROM uji")}


def _tambah(n: int) -> Any:
    return lambda: db.execute_sql("INSERT INTO uji VALUES (?)", (n,))


def test_a_group_that_fails_is_told_to_all_who_wait_for_it(app_kosong: Any) -> None:
    _tabel()
    kelompok, galat = Kelompok("uji"), []

    def kerja(n: int) -> None:
        db.connect(reuse_if_open=True)
        try:
            kelompok.tulis(_tambah(n))
        except Exception as salah:
            galat.append(salah)
        finally:
            db.close()

    threads = [threading.Thread(target=kerja, args=(n,)) for n in (1, 2, 2, 3)]  # one of them cannot be
    with tulis(exempt="uji"):
        for thread in threads:
            thread.start()
        threading.Event().wait(0.3)
    for thread in threads:
        thread.join(10)
    assert not any(t.is_alive() for t in threads)
    kept = _isi()
    assert len(galat) == 4 - len(kept), "whoever was told of success is there, whoever is not there was told"
    kelompok.tulis(_tambah(9))
    assert 9 in _isi()


def test_what_nobody_waits_for_stays_when_the_disk_refuses(app_kosong: Any) -> None:
    _tabel()
    kelompok, sempit = Kelompok("uji"), [True]

    def kerja() -> None:
        if sempit[0]:
            raise OSError("no space left")
        _tambah(5)()

    kelompok.titip(kerja)
    kelompok.habiskan()
    assert _isi() == set()
    sempit[0] = False
    kelompok.habiskan()
    assert _isi() == {5}


PROSES = """
import sys
from pathlib import Path
from skpweb.core.db import db, open_database, tulis
from skpweb.core.kelompok import Kelompok
open_database(Path(sys.argv[1]))
with tulis(exempt="uji"):
    db.execute_sql("CREATE TABLE uji (n INTEGER PRIMARY KEY)")
for n in range(50):
    Kelompok("uji").titip(lambda n=n: db.execute_sql("INSERT INTO uji VALUES (?)", (n,)))
if sys.argv[2] == "mati":
    import os
    os._exit(0)
sys.exit(0)
"""


@pytest.mark.parametrize(("cara", "ada"), [("berhenti", 50), ("mati", 0)])
def test_a_clean_stop_loses_nothing(app_kosong: Any, tmp_path: Path, cara: str, ada: int) -> None:
    """The control: a process that is killed at once has not written them yet."""
    path = tmp_path / "proses.db"
    subprocess.run([sys.executable, "-c", PROSES, str(path), cara], cwd=TOP, check=True, timeout=60)
    import sqlite3

    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT COUNT(*) FROM uji").fetchone()[0] == ada
    raw.close()
