"""wsgi.py with one protection taken away: `python -m tests.tahan.tanpa <which>`. The tests must notice each of them."""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

from peewee import OperationalError

import wsgi
from skpweb.core import db as basis
from skpweb.core import once
from skpweb.draf import services as draf
from skpweb.organisasi import services as organisasi
from skpweb.persetujuan import services as persetujuan


def sinkron() -> None:
    """The disk is not waited for."""
    basis.PRAGMAS["synchronous"] = "NORMAL"
    basis.db._pragmas = list(basis.PRAGMAS.items())


def giliran() -> None:
    """No turn, and transactions that begin as readers."""
    basis._turn = nullcontext()  # type: ignore[assignment]
    basis.db._lock_type = "DEFERRED"


def versi() -> None:
    """The later of two saves takes the place of the earlier."""

    def simpan(model: Any, row_id: int, _version: int, **values: Any) -> None:
        model.update(versi=model.versi + 1, **values).where(model.id == row_id).execute()

    organisasi.update_versioned = simpan


def kunci() -> None:
    """Keys of forms are not looked at."""
    once._find = lambda _key: None
    once._insert = lambda _key: None


def nanti(kerja: Callable[[], Any]) -> None:
    """The answer first, the work later."""

    def belakangan() -> None:
        time.sleep(2)
        with basis.tulis(exempt="uji"):
            kerja()

    threading.Thread(target=belakangan, daemon=True).start()


def tunggu() -> None:
    """A draft is acknowledged before it is written."""
    draf._antrean.tulis = nanti  # type: ignore[method-assign]


def telan() -> None:
    """What goes wrong at the end of a transaction is not told."""
    commit = basis.db.commit

    def diam() -> None:
        try:
            commit()
        except OperationalError:
            with suppress(OperationalError):
                basis.db.rollback()

    basis.db.commit = diam


def kotak() -> None:
    """The message is written after the deed, not with it."""
    kirim = persetujuan.kirim
    persetujuan.kirim = lambda *args, **more: nanti(lambda: kirim(*args, **more))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
    wsgi.main()
