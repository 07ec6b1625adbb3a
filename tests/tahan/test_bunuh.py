"""Goal 1: the server is killed in a storm of saves: none that was acknowledged is lost, a retry has one effect."""

import random
from collections.abc import Callable

import pytest

from tests.tahan.peladen import TANPA, Badai, Rumah, kunci_baru, periksa, ulangi

BERHASIL = {200, 303}


@pytest.mark.parametrize("kali", [2, pytest.param(200, marks=pytest.mark.lama)])
def test_kill_9_loses_nothing_acknowledged(tempat: Rumah, angka: Callable[[str], None], kali: int) -> None:
    badai, starts, retried = Badai(tempat.orang[:6]), [], 0  # starts: seconds as they passed, and of a core
    for _ in range(kali):
        server = tempat.nyalakan()
        starts.append((server.start, server.cpu()))
        assert set(ulangi(server, badai.terakhir())) <= BERHASIL
        badai.jalan(server, random.randint(10, 60), bunuh=True)
        assert badai.kode <= BERHASIL
        assert periksa(tempat.basis, badai.semua, badai.diakui()) == []
        retried += sum(s.pada is None for s in badai.terakhir())
    server = tempat.nyalakan()
    starts.append((server.start, server.cpu()))
    assert set(ulangi(server, badai.terakhir())) <= BERHASIL
    assert periksa(tempat.basis, badai.semua, badai.diakui()) == []
    done = [s for s in badai.diakui() if s.macam == "catatan"][-1:]
    assert ulangi(server, iter(done), kunci_baru) == [303]
    assert ["2 kali" in f for f in periksa(tempat.basis, badai.semua, badai.diakui())] == [True], "only the key does it"
    assert max(min(start) for start in starts) <= 5, "on a machine that has nothing else to do"
    angka(
        f"{kali} kali kill -9, {len(badai.diakui())} simpanan diakui, 0 hilang; {retried} tanpa jawaban diulang, 0 dobel;"
        f" mulai lagi paling lama {max(starts)[0]:.1f} s"
    )


def test_a_save_acknowledged_before_it_is_written_is_missed(tempat: Rumah) -> None:
    badai = Badai(tempat.orang[:4])
    badai.jalan(tempat.nyalakan(*TANPA, "tunggu"), 20, bunuh=True)
    assert any("hilang: draf" in f for f in periksa(tempat.basis, badai.semua, badai.diakui()))
