"""Writes in groups: while one transaction waits for its disk, those that come meanwhile gather for the next.

A draft or a look a second would else take a disk flush of its own from the deeds (design/trust.md measures both).
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from skpweb.core.db import db, tulis

log = logging.getLogger(__name__)
SELANG = 0.5  # seconds in which works that nobody waits for gather
TERBANYAK = 20_000  # of these that are kept while the disk refuses

Kerja = Callable[[], Any]
_pekerja = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kelompok")  # at exit Python lets it finish its work


class Kelompok:
    """Works of one kind that are committed together; `nama` says why they need no audit line."""

    def __init__(self, nama: str) -> None:
        self._nama = nama
        self._giliran, self._isi = threading.Lock(), threading.Lock()
        self._menunggu: list[tuple[Kerja, Future[None] | None]] = []

    def tulis(self, kerja: Kerja) -> None:
        """Returns when the work is on the disk; raises what befell its group. Not from inside a deed."""
        hasil: Future[None] = Future()
        self._antre(kerja, hasil)
        with self._giliran:
            if not hasil.done():
                self._simpan()
        hasil.result()

    def titip(self, kerja: Kerja) -> None:
        """Returns at once; the work is on the disk soon, at a clean stop of the process at the latest."""
        self._antre(kerja, None)
        _pekerja.submit(self._susul)

    def habiskan(self) -> None:
        """What was left here is on the disk when this returns."""
        with self._giliran:
            if self._menunggu:
                self._simpan()

    def _antre(self, kerja: Kerja, hasil: Future[None] | None) -> None:
        with self._isi:
            self._menunggu.append((kerja, hasil))

    def _ambil(self) -> list[tuple[Kerja, Future[None] | None]]:
        with self._isi:
            batch, self._menunggu = self._menunggu, []
        return batch

    def _simpan(self) -> None:
        """One transaction of all that waits once the turn to write has come; whoever waits for it learns how it ended."""
        batch: list[tuple[Kerja, Future[None] | None]] = []
        try:
            with tulis(exempt=self._nama):
                batch = self._ambil()
                for kerja, _ in batch:
                    kerja()
        except Exception as galat:
            batch = batch or self._ambil()
            for _, hasil in batch:
                if hasil:
                    hasil.set_exception(galat)
            self._kembalikan([satu for satu in batch if satu[1] is None])
            return
        for _, hasil in batch:
            if hasil:
                hasil.set_result(None)

    def _kembalikan(self, batch: list[tuple[Kerja, Future[None] | None]]) -> None:
        if batch:
            log.exception("%s: %s tertunda", self._nama, len(batch))
            with self._isi:
                self._menunggu = (batch + self._menunggu)[:TERBANYAK]

    def _susul(self) -> None:
        if self._menunggu:
            threading.Event().wait(SELANG)
            self.habiskan()
            db.close()  # or this thread would keep a connection of its own
