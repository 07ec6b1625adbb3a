"""Goal 2: the disk is full, or fails: what was not saved is never called saved, and the service goes on afterwards."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tahan.padam import strace
from tests.tahan.peladen import TANPA, Badai, Peladen, Rumah, periksa

WSGI = (sys.executable, "wsgi.py")
PENUH = ("pwrite64:error=ENOSPC", ("pwrite64",))
RUSAK = ("fdatasync:error=EIO", ("fdatasync",))
LANGKAH = 61  # of the worker's writes every 61st fails: more than one save has, so that in time each one has its turn


def nyalakan(
    tempat: Rumah, log: Path, fault: tuple[str, tuple[str, ...]], when: str, command: tuple[str, ...], pekerja: int = 1
) -> Peladen:
    """The server, some calls of whose workers fail, counted for each; those of its start are another thread's."""
    inject = ("-e", f"inject={fault[0]}:when={when}")
    return tempat.nyalakan(*strace(tempat.basis, log, *inject, calls=fault[1]), *command, SKPWEB_THREADS=str(pekerja))


def pulih(server: Peladen) -> None:
    """Space is there again: the tracer goes, the server stays."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    os.kill(int(re.search(r"TracerPid:\s+(\d+)", status)[1]), signal.SIGTERM)  # type: ignore[index]
    while "TracerPid:\t0" not in Path(f"/proc/{server.process.pid}/status").read_text():
        time.sleep(0.01)


def gagal(log: Path) -> int:
    return log.read_text().count("(INJECTED)") if log.exists() else 0


def simpan_sampai(server: Peladen, badai: Badai, log: Path, banyak: int) -> int:
    """Saves until so many calls have failed, each repeated with its key until it is done; how many were refused."""
    refused = n = 0
    while gagal(log) < banyak:
        satu = badai.berikut(badai.orang[n % len(badai.orang)])
        badai.semua.append(satu)
        n += 1
        for _ in range(20):
            if satu.kirim(server) in (200, 303):
                break
            refused += 1
        assert satu.pada, "twenty times refused"
    return refused


@pytest.mark.baku("V2.3.3", "V16.5.3")
@pytest.mark.parametrize(
    ("fault", "langkah", "banyak"),
    [
        (PENUH, LANGKAH, 8),
        (RUSAK, 5, 4),
        pytest.param(PENUH, LANGKAH, 500, marks=pytest.mark.lama),
        pytest.param(RUSAK, 5, 500, marks=pytest.mark.lama),
    ],
)
def test_a_failing_disk_is_never_called_success(
    tempat: Rumah, tmp_path: Path, angka: Callable[[str], None], fault: tuple, langkah: int, banyak: int
) -> None:
    log, badai = tmp_path / "strace.log", Badai(tempat.orang[:3])
    server = nyalakan(tempat, log, fault, f"60+{langkah}", WSGI)
    refused = simpan_sampai(server, badai, log, banyak)
    failed = gagal(log)
    assert refused
    assert periksa(tempat.basis, badai.semua, badai.diakui()) == []
    pulih(server)
    badai.jalan(server, 10)
    assert badai.kode <= {200, 303}
    assert periksa(tempat.basis, badai.semua, badai.diakui()) == []
    angka(
        f"{failed} kegagalan {fault[0]}, {refused} penolakan, {len(badai.diakui())} simpanan diakui: 0 hilang, 0 dobel"
    )


@pytest.mark.parametrize("kali", [6, pytest.param(500, marks=pytest.mark.lama)])
def test_drafts_that_share_a_failed_commit_all_learn_of_it(
    tempat: Rumah, tmp_path: Path, angka: Callable[[str], None], kali: int
) -> None:
    log, badai = tmp_path / "strace.log", Badai(tempat.orang[:8], ("draf",))
    server = nyalakan(tempat, log, RUSAK, "2+3", WSGI, 8)
    for _ in range(kali):
        badai.serentak(server)
        assert periksa(tempat.basis, badai.semua, badai.diakui()) == []
    assert gagal(log)
    assert badai.diakui()
    angka(f"{len(badai.semua)} draf serentak, {gagal(log)} kegagalan, {len(badai.diakui())} diakui: 0 tanpa tersimpan")


@pytest.mark.baku("V16.5.2")
def test_a_disk_that_stays_full_refuses_and_comes_back(tempat: Rumah, tmp_path: Path) -> None:
    log, badai = tmp_path / "strace.log", Badai(tempat.orang[:1])
    server = nyalakan(tempat, log, PENUH, "200+", WSGI)
    with pytest.raises(AssertionError, match="refused"):
        simpan_sampai(server, badai, log, 1000)
    o = badai.orang[0]
    assert server.ask(f"/skp/{o.skp}", o.cookie)[0] == 200, "reading goes on"
    pulih(server)
    assert badai.semua[-1].kirim(server) in (200, 303)
    badai.jalan(server, 5)
    assert badai.kode <= {200, 303}
    assert periksa(tempat.basis, badai.semua, badai.diakui()) == []


def test_an_answer_before_the_save_is_missed(tempat: Rumah, tmp_path: Path) -> None:
    log, badai = tmp_path / "strace.log", Badai(tempat.orang[:1])
    server = nyalakan(tempat, log, PENUH, "200+", (*TANPA, "telan"))
    for _ in range(40):
        satu = badai.berikut(badai.orang[0])
        satu.kirim(server)
        badai.semua.append(satu)
    assert gagal(log)
    assert any("hilang" in fault for fault in periksa(tempat.basis, badai.semua, badai.diakui()))
