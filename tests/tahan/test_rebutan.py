"""Goal 4: many at once on one SKP: no change is lost, nobody is told that the database is locked.

Each writer reads what is there and sends something of his own with what he read; who comes too late is told so and tries
again. The trail then has a line for each change that was told to be saved, and it took the place of what its writer read.
"""

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.tahan.peladen import TANPA, Orang, Peladen, Rumah, ribuan

SEL = "SELECT nilai / 10000 FROM target WHERE iki_id = ? AND bulan = ?"
BARIS = "SELECT teks, versi FROM rhk WHERE id = ?"
SABAR = 1000  # times one is told that he came too late
JEJAK = "SELECT sebelum, sesudah FROM jejak WHERE tindakan = ? AND pelaku_id = ? ORDER BY id"
Kirim = tuple[str, str, str, dict[str, Any]]  # what was read, what takes its place, address, fields


def sel(bulan: int) -> Callable[..., Kirim]:
    def ubah(o: Orang, raw: sqlite3.Connection, n: int) -> Kirim:
        (ada,) = raw.execute(SEL, (o.sel, bulan)).fetchone()
        nama = f"s{o.sel}-{bulan}"
        isi = {nama: n, "_asal": f"{nama}={ribuan(ada)}"}
        return ribuan(ada), ribuan(n), f"/skp/{o.skp}/matriks/{o.sel}/{bulan}", isi

    return ubah


def baris(o: Orang, raw: sqlite3.Connection, n: int) -> Kirim:
    ada, versi = raw.execute(BARIS, (o.rhk,)).fetchone()
    teks = f"Ubahan nomor {n}"
    isi = {"teks": teks, "jenis": "utama", "tautan": "direktif", "pemberi": "Kepala", "_versi": versi}
    return ada, teks, f"/rhk/{o.rhk}", isi


@dataclass
class Rebutan:
    """Answers by code; of each change that was told to be saved what its writer had read."""

    kode: Counter[int] = field(default_factory=Counter)
    dilihat: dict[str, str] = field(default_factory=dict)

    def menulis(self, tempat: Rumah, server: Peladen, ubah: Callable[..., Kirim], nomor: range) -> None:
        """Changes one after the other, each until it is saved or goes wrong."""
        with closing(sqlite3.connect(tempat.basis, timeout=30)) as raw:
            for n in nomor:
                for _ in range(SABAR):
                    ada, baru, alamat, isi = ubah(tempat.orang[0], raw, n)
                    code = tempat.orang[0].kirim(server, alamat, isi)
                    self.kode[code] += 1
                    if code != 409:
                        break
                if code in (200, 303):
                    self.dilihat[baru] = ada

    def hilang(self, tempat: Rumah, tindakan: str) -> list[str]:
        """Changes that took the place of what their writer had not read, or that are not on the trail."""
        rows = tempat.baca(JEJAK, tindakan, tempat.orang[0].pegawai_id)
        found = {_satu(json.loads(baru)): _satu(json.loads(lama)) for lama, baru in rows}
        missing = [f"{tindakan}: {baru} tidak tercatat" for baru in self.dilihat if baru not in found]
        return missing + [
            f"{tindakan}: {baru} menimpa {lama}, yang dilihat {self.dilihat.get(baru)}"
            for baru, lama in found.items()
            if lama != self.dilihat.get(baru)
        ]


def _satu(isi: dict[str, Any]) -> str:
    """The text of a line, or the only cell."""
    return str(isi["teks"] if "teks" in isi else next(iter(isi.values())))


def berebut(tempat: Rumah, server: Peladen, orang: int, banyak: int) -> tuple[list[str], Counter[int]]:
    """One in five on a line of the plan, the others by fours on the months of its row in the matrix."""
    cells, line = Rebutan(), Rebutan()
    threads = []
    for n in range(orang):
        mine, ubah = (line, baris) if n % 5 == 0 else (cells, sel(1 + n // 5 % 10))
        nomor = range(2 + n * banyak, 2 + (n + 1) * banyak)
        threads.append(threading.Thread(target=mine.menulis, args=(tempat, server, ubah, nomor)))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    lost = cells.hilang(tempat, "matriks.isi_sel") + line.hilang(tempat, "skp.ubah_rhk")
    return lost, cells.kode + line.kode


@pytest.mark.baku("V2.3.4")
@pytest.mark.parametrize(("orang", "banyak"), [(10, 6), pytest.param(50, 200, marks=pytest.mark.lama)])
def test_no_change_is_lost_and_nothing_is_locked(
    tempat: Rumah, angka: Callable[[str], None], orang: int, banyak: int
) -> None:
    server = tempat.nyalakan()
    began = time.monotonic()
    lost, codes = berebut(tempat, server, orang, banyak)
    assert (lost, codes[200] + codes[303]) == ([], orang * banyak)
    assert set(codes) <= {200, 303, 409}
    assert "locked" not in tempat.log
    angka(
        f"{orang} orang × {banyak} ubahan satu SKP: 0 hilang, 0 terkunci, {codes[409]} bentrokan diberitahukan"
        f" ({time.monotonic() - began:.0f} s)"
    )


def test_transactions_that_begin_as_readers_are_locked_out(tempat: Rumah) -> None:
    _, codes = berebut(tempat, tempat.nyalakan(*TANPA, "giliran"), 8, 4)
    assert codes[500]
    assert "database is locked" in tempat.log


def test_a_save_that_asks_for_no_version_loses_changes(tempat: Rumah) -> None:
    lost, _ = berebut(tempat, tempat.nyalakan(*TANPA, "versi"), 8, 4)
    assert lost
