"""The demo office of 21 November 2026 for tests that only read: made once for all rooms."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from skpweb.core import clock
from skpweb.core.db import open_database
from skpweb.mulai.rules import AkunContoh
from skpweb.mulai.services import buat_contoh
from skpweb.pegawai.models import Pegawai
from skpweb.pengaturan.queries import lupakan
from tests.conftest import PADA, tutup_database


@dataclass
class Contoh:
    akun: list[AkunContoh]
    folder: Path
    proses: float  # seconds of work, whatever else the machine does

    def orang(self, peran: str, n: int = 0) -> Pegawai:
        """The n-th of those whom `akun.csv` lists with the role."""
        nip = [a.nip for a in self.akun if a.peran == peran][n]
        return Pegawai.get(Pegawai.nip == nip)


def buat(isi: bytes, folder: Path, pada: datetime) -> Contoh:
    """Make it in a fresh copy of an empty database, which stays open."""
    folder.mkdir()
    (folder / "uji.db").write_bytes(isi)
    open_database(folder / "uji.db")
    lupakan()
    begun = time.process_time()
    akun = buat_contoh(folder, pada=pada)
    return Contoh(akun, folder, time.process_time() - begun)


_satu: list[Contoh] = []


@pytest.fixture(scope="session")
def pola(kosong: bytes, tmp_path_factory: pytest.TempPathFactory) -> Contoh:
    if not _satu:
        _satu.append(buat(kosong, tmp_path_factory.mktemp("contoh") / "a", PADA))
        tutup_database()
    return _satu[0]


@pytest.fixture
def contoh(pola: Contoh, satu_app: Flask) -> Iterator[Contoh]:
    open_database(pola.folder / "uji.db")
    lupakan()
    clock.reset()
    clock.start_at(PADA)
    yield pola
    tutup_database()
    clock.reset()
