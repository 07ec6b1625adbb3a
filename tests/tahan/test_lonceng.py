"""Goal 8: who must act sees it on the bell within five seconds, and what was sent is in the inbox, whatever falls over."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.tahan.peladen import TANPA, Orang, Peladen, Rumah

KABAR = "SELECT COUNT(*) FROM pemberitahuan WHERE pegawai_id = ? AND endpoint = 'persetujuan.tinjau'"
LANGKAH = "SELECT COUNT(*) FROM langkah WHERE deed = 'ajukan'"
SIDIK = re.compile(r'name="_sidik" value="([^"]+)"')


def ajukan(server: Peladen, o: Orang) -> int:
    """Send the plan as its page shows it."""
    page = server.ask(f"/skp/{o.ajukan}/periksa", o.cookie)[1].decode()
    sidik = SIDIK.search(page)
    assert sidik, page[-2000:]
    return o.kirim(server, f"/skp/{o.ajukan}/ajukan", {"_sidik": sidik[1]})


def belum_sampai(tempat: Rumah) -> int:
    """Submissions of which the superior was not told."""
    return tempat.baca(LANGKAH)[0][0] - tempat.baca(KABAR, tempat.orang[-1].pegawai_id)[0][0]


@pytest.mark.parametrize("kali", [1, pytest.param(30, marks=pytest.mark.lama)])
def test_the_bell_of_an_open_page_tells_within_five_seconds(
    tempat: Rumah, browser: Browser, angka: Callable[[str], None], kali: int
) -> None:
    server, atasan, o = tempat.nyalakan(), tempat.orang[-1], tempat.orang[0]
    context = browser.new_context()
    name, value = atasan.cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{server.port}"}])
    page, spent = context.new_page(), []
    page.goto(f"http://127.0.0.1:{server.port}/")
    for n in range(kali):
        assert ajukan(server, o) == 303
        began = time.monotonic()
        expect(page.locator("#lonceng .count")).to_have_text(re.compile(rf"^{2 * n + 1} "), timeout=10_000)
        spent.append(time.monotonic() - began)
        assert o.kirim(server, f"/skp/{o.ajukan}/tarik", {"sadar": "1"}) == 303
    context.close()
    assert max(spent) <= 5
    angka(f"{kali} pengajuan, lonceng atasan paling lambat {max(spent):.1f} s")


def kirim_lalu_bunuh(tempat: Rumah, server: Peladen, orang: list[Orang]) -> None:
    """The server dies as soon as the last submission is acknowledged."""
    for o in orang:
        assert ajukan(server, o) == 303
    server.bunuh()


@pytest.mark.parametrize("kali", [1, pytest.param(50, marks=pytest.mark.lama)])
def test_what_was_sent_is_in_the_inbox_after_kill_9(tempat: Rumah, angka: Callable[[str], None], kali: int) -> None:
    sent, orang, atasan = 0, tempat.orang[:3], tempat.orang[-1]
    for _ in range(kali):
        server = tempat.nyalakan()
        if sent:
            assert re.search(r'class="count">\d', server.ask("/pemberitahuan/lonceng", atasan.cookie)[1].decode())
            assert {o.kirim(server, f"/skp/{o.ajukan}/tarik", {"sadar": "1"}) for o in orang} == {303}
        kirim_lalu_bunuh(tempat, server, orang)
        sent += len(orang)
        assert (tempat.baca(LANGKAH)[0][0], belum_sampai(tempat)) == (sent, 0)
    angka(f"{kali} kali kill -9 sesudah pengajuan: {sent} pengajuan, semuanya di kotak masuk atasan")


def test_a_message_written_after_the_deed_is_missed(tempat: Rumah) -> None:
    kirim_lalu_bunuh(tempat, tempat.nyalakan(*TANPA, "kotak"), tempat.orang[:3])
    assert belum_sampai(tempat)
