"""Goal 1: the power fails: only what was waited for is on the disk, and that is everything that was acknowledged."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tahan.padam import Disk, putar, strace
from tests.tahan.peladen import TANPA, Badai, Rumah, periksa

ACAK = random.Random(4)


def padamkan(tempat: Rumah, folder: Path, command: tuple[str, ...], kali: int, banyak: int) -> tuple[list[str], int]:
    """A storm, then so many cuts each at the moment of an acknowledgement: what was lost, and how many were looked at."""
    log, badai = folder / "strace.log", Badai(tempat.orang[:3])
    disk = Disk({"skpweb.db": bytearray(tempat.basis.read_bytes())})
    server = tempat.nyalakan(*strace(tempat.basis, log), *command)
    badai.jalan(server, banyak)
    server.bunuh()
    (folder / "padam").mkdir()
    told = sorted(s.pada for s in badai.diakui() if s.pada)
    cuts = sorted(ACAK.sample(told, min(kali, len(told))))
    lost, seen = [], 0
    for when, now in putar(disk, log):
        while cuts and cuts[0] < when:
            lost += potong(now, badai, cuts.pop(0), folder / "padam")
            seen += 1
    for cut in cuts:
        lost += potong(disk, badai, cut, folder / "padam")
    return lost, seen + len(cuts)


def potong(disk: Disk, badai: Badai, cut: float, folder: Path) -> list[str]:
    """Twice: what was on its way is gone, or arrived in parts."""
    faults = []
    for acak in (None, ACAK):
        faults += periksa(disk.padam(folder, acak), badai.semua, badai.diakui(cut))
    return faults


@pytest.mark.parametrize(("kali", "banyak"), [(6, 40), pytest.param(100, 2000, marks=pytest.mark.lama)])
def test_a_power_cut_loses_nothing_acknowledged(
    tempat: Rumah, tmp_path: Path, angka: Callable[[str], None], kali: int, banyak: int
) -> None:
    lost, seen = padamkan(tempat, tmp_path, (sys.executable, "wsgi.py"), kali, banyak)
    assert (lost, seen) == ([], kali)
    angka(f"{seen} kali listrik padam dalam {banyak} simpanan: 0 hilang")


def test_without_waiting_for_the_disk_saves_are_lost(tempat: Rumah, tmp_path: Path) -> None:
    lost, _ = padamkan(tempat, tmp_path, (*TANPA, "sinkron"), 3, 20)
    assert any("hilang" in fault for fault in lost)
