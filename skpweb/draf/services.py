"""Drafts are written in groups: while one transaction waits for its disk, those that come meanwhile gather for the next.

A draft a second would else take a disk flush of its own from the deeds (design/trust.md measures both).
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.draf.models import Draf
from skpweb.draf.rules import SIMPAN, Isi, pastikan_alamat


class _Antrean:
    """Works that are committed together by whoever comes first; each caller returns when its own is on the disk."""

    def __init__(self) -> None:
        self._giliran, self._isi = threading.Lock(), threading.Lock()
        self._menunggu: list[tuple[Callable[[], Any], threading.Event]] = []

    def tulis(self, kerja: Callable[[], Any]) -> None:
        done = threading.Event()
        with self._isi:
            self._menunggu.append((kerja, done))
        with self._giliran:
            if done.is_set():
                return
            with tulis(exempt="draf"):
                with self._isi:
                    batch, self._menunggu = self._menunggu, []
                for work, _ in batch:
                    work()
        for _, event in batch:
            event.set()


_antrean = _Antrean()


def simpan_draf(pelaku: Pelaku, alamat: str, versi: int | None, isi: Isi, *, pada: datetime) -> None:
    """Keep what the actor has typed so far into the form of this address, in place of what was kept before.

    `pada` on the machine's clock. Raises RuleViolation. No deed: it leaves no audit line.
    """
    pastikan_alamat(alamat)
    values = {"versi": versi, "isi": isi, "disimpan_pada": pada}
    query = Draf.insert(pegawai=pelaku.pegawai_id, alamat=alamat, **values)
    query = query.on_conflict(conflict_target=[Draf.pegawai, Draf.alamat], update=values)
    _antrean.tulis(query.execute)


def buang_draf(pelaku: Pelaku, alamat: str) -> None:
    """The text was sent, or its writer does not want it any more."""
    query = Draf.delete().where(Draf.pegawai == pelaku.pegawai_id, Draf.alamat == alamat)
    _antrean.tulis(query.execute)


def buang_draf_lama(*, pada: datetime) -> int:
    """Drafts that nobody touched for 30 days; returns how many. `pada` on the machine's clock."""
    with tulis(exempt="draf"):
        return int(Draf.delete().where(Draf.disimpan_pada < pada - SIMPAN).execute())
