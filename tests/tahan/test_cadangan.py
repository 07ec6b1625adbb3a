"""Goal 3: copies made while everybody saves can all be restored, and pages stay quick meanwhile."""

import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from skpweb.audit.queries import periksa_rantai
from skpweb.cadangan import services
from skpweb.cadangan.rules import Naskah
from skpweb.core.db import db, open_database
from skpweb.pengaturan.queries import lupakan
from tests.tahan.peladen import Badai, Orang, Peladen, Rumah, periksa

LAJU = 100  # saves a second
UJI_PENUH = 10  # every tenth copy is opened by the product itself, in a process of its own


@contextmanager
def basis(path: Path) -> Iterator[None]:
    """This process works on that database, as a timer's command does beside the server."""
    open_database(path)
    lupakan()
    yield
    db.close_all()


class Penyimpan:
    """Drafts, cells and entries at a steady rate, while the page of a superior is looked at."""

    def __init__(self, tempat: Rumah, server: Peladen) -> None:
        self.badai, self.server, self.atasan = Badai(tempat.orang[:-1]), server, tempat.orang[-1]
        self.henti, self.mulai = threading.Event(), time.monotonic()
        self.threads = [threading.Thread(target=self._simpan, args=(o,)) for o in self.badai.orang]

    def _simpan(self, o: Orang) -> None:
        due = time.monotonic()
        while not self.henti.is_set():
            self.badai.satu(self.server, o)
            due += len(self.threads) / LAJU
            time.sleep(max(0, due - time.monotonic()))

    def __enter__(self) -> "Penyimpan":
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.henti.set()
        for t in self.threads:
            t.join()
        self.laju = len(self.badai.diakui()) / (time.monotonic() - self.mulai)

    def lihat(self, cukup: Callable[[], bool]) -> list[float]:
        """Looks at a page until it is enough: seconds of each."""
        spent: list[float] = []
        while not cukup():
            began = time.perf_counter()
            assert self.server.ask("/persetujuan", self.atasan.cookie)[0] == 200
            spent.append(time.perf_counter() - began)
        return spent


def p95(spent: list[float]) -> float:
    return 1000 * statistics.quantiles(spent, n=20)[-1]


def salin() -> tuple[float, Naskah]:
    """When it was begun, and a copy; they are named by the second."""
    time.sleep(1.01 - time.time() % 1)
    return time.time(), services.buat()


def rusak(tempat: Rumah, badai: Badai, began: float, naskah: Naskah, folder: Path) -> list[str]:
    """What is wrong with it: it cannot be restored, its trail does not hold, a save acknowledged before is not in it."""
    with basis(tempat.basis):
        services._ke(naskah, folder)
    with basis(folder / "skpweb.db"):
        fault = periksa_rantai()
    return [str(fault)] * bool(fault) + periksa(folder / "skpweb.db", badai.semua, badai.diakui(began))


@pytest.mark.parametrize("kali", [2, pytest.param(100, marks=pytest.mark.lama)])
def test_copies_made_in_a_storm_can_all_be_restored(
    tempat: Rumah, tmp_path: Path, angka: Callable[[str], None], kali: int
) -> None:
    with ThreadPoolExecutor() as pool, Penyimpan(tempat, tempat.nyalakan()) as simpan, basis(tempat.basis):
        end = time.monotonic() + kali
        quiet = simpan.lihat(lambda: time.monotonic() > end)
        busy = threading.Event()
        during = pool.submit(simpan.lihat, busy.is_set)
        made = [salin() for _ in range(kali)]
        busy.set()
        shutil.copy2(tempat.basis, tmp_path / "polos.db")
    assert any("hilang" in f for f in periksa(tmp_path / "polos.db", [], simpan.badai.diakui())), (
        "a mere copy is missed"
    )
    with basis(tempat.basis):
        opened = [services.uji(naskah.nama).galat for _, naskah in made[UJI_PENUH - 1 :: UJI_PENUH]]
    faults = [f for began, naskah in made for f in rusak(tempat, simpan.badai, began, naskah, tmp_path)]
    assert (faults, set(opened) - {""}) == ([], set())
    assert simpan.badai.kode <= {200, 303}
    angka(
        f"{kali} cadangan pada {simpan.laju:.0f} simpanan/s: semuanya pulih, {len(opened)} dibuka aplikasi;"
        f" p95 halaman {p95(quiet):.0f} ms, selama mencadangkan {p95(during.result()):.0f} ms"
    )
