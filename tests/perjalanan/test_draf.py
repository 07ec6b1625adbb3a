"""What was typed and not sent comes back: after a reload, a crash of the tab, a restart of the server, another PC."""

import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from skpweb.akun.models import Sesi
from skpweb.core.db import tulis
from skpweb.draf.models import Draf
from skpweb.pegawai.models import LaporanData
from tests.cast import Cast
from tests.perjalanan.conftest import axe

Masuk = Callable[[Page, str], None]
TEKS = "Pangkat saya sudah III/c sejak April <img src=x onerror=alert(1)>"


def kolom(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("form[action='/profil/laporkan'] textarea")


def ketik(page: Page, server: str) -> None:
    page.goto(f"{server}/profil")
    kolom(page).fill(TEKS)


def tersimpan(page: Page) -> None:
    expect(page.get_by_text("Tersimpan sebagai draf")).to_be_visible()


def di_peramban(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(k => k.indexOf('draf:') === 0)")


def pakai(page: Page) -> None:
    tawar = page.get_by_role("group", name="Isian yang belum terkirim")
    expect(tawar).to_contain_text(TEKS)
    axe(page)
    tawar.get_by_role("button", name="Pakai isian ini").click()
    expect(kolom(page)).to_have_value(TEKS)
    expect(kolom(page)).to_be_focused()


@pytest.fixture
def halaman(diawasi: Page, server: str, masuk: Masuk) -> Page:
    masuk(diawasi, "pegawai")
    return diawasi


def test_an_offer_stands_above_the_fields_of_a_form_in_a_row(
    diawasi: Page, server: str, masuk: Masuk, cast: Cast
) -> None:
    masuk(diawasi, "pengelola")
    diawasi.goto(f"{server}/presensi/{cast.orang['pegawai']}?tahun=2026")
    diawasi.get_by_label("Keterangan").fill("Surat cuti nomor 800/12")
    tersimpan(diawasi)
    diawasi.reload()
    tawar = diawasi.get_by_role("group", name="Isian yang belum terkirim")
    expect(tawar).to_be_visible()
    assert tawar.evaluate("t => t.offsetWidth === t.parentElement.clientWidth")


def test_no_page_of_ones_own_scrolls_sideways_on_a_narrow_phone(halaman: Page, server: str) -> None:
    halaman.set_viewport_size({"width": 320, "height": 640})
    for alamat in ("/", "/profil", "/skp", "/harian", "/bulanan", "/presensi/saya", "/pemberitahuan", "/sesi"):
        halaman.goto(server + alamat)
        assert halaman.evaluate("document.documentElement.scrollWidth") <= 320, alamat


def test_after_a_reload_and_gone_after_sending(halaman: Page, server: str) -> None:
    ketik(halaman, server)
    tersimpan(halaman)
    halaman.reload()
    pakai(halaman)
    halaman.get_by_role("button", name="Laporkan").click()
    expect(halaman.locator("[data-draf-tawar]")).to_have_count(0)
    expect(halaman.get_by_role("main")).to_contain_text("terkirim")
    assert di_peramban(halaman) == []
    assert LaporanData.get().uraian == TEKS
    assert Draf.select().count() == 0
    halaman.goto(f"{server}/profil")
    halaman.wait_for_load_state("networkidle")
    expect(halaman.locator("[data-draf-tawar]")).to_have_count(0)


def test_after_a_crash_of_the_tab_within_the_first_second(halaman: Page, server: str) -> None:
    """Nothing reached the server yet: the browser's own copy returns."""
    halaman.route("**/draf", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    ketik(halaman, server)
    other = halaman.context.new_page()
    halaman.close(run_before_unload=False)
    assert Draf.select().count() == 0
    other.goto(f"{server}/profil")
    pakai(other)


def test_on_another_pc(halaman: Page, server: str, masuk: Masuk, browser: Browser, browser_context_args) -> None:  # type: ignore[no-untyped-def]
    ketik(halaman, server)
    tersimpan(halaman)
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    masuk(page, "pegawai")
    page.goto(f"{server}/profil")
    pakai(page)
    assert Draf.get().isi == [["uraian", TEKS]]
    context.close()


@pytest.mark.baku("V14.3.1", "V14.3.3")
def test_another_person_on_the_same_pc_sees_nothing(halaman: Page, server: str, masuk: Masuk) -> None:
    ketik(halaman, server)
    tersimpan(halaman)
    halaman.get_by_role("button", name="Keluar").click()
    halaman.wait_for_url("**/masuk")
    assert di_peramban(halaman) == []
    masuk(halaman, "pegawai_lain")
    halaman.goto(f"{server}/profil")
    halaman.wait_for_load_state("networkidle")
    expect(kolom(halaman)).to_have_value("")
    expect(halaman.locator("[data-draf-tawar]")).to_have_count(0)
    halaman.get_by_role("button", name="Keluar").click()
    halaman.wait_for_url("**/masuk")
    masuk(halaman, "pegawai")
    halaman.goto(f"{server}/profil")
    pakai(halaman)  # from the server


def test_a_lost_session_says_so_and_sends_once(halaman: Page, server: str) -> None:
    ketik(halaman, server)
    tersimpan(halaman)
    with tulis(exempt="uji"):
        Sesi.delete().execute()
    kolom(halaman).fill(TEKS + " lagi")
    expect(halaman.get_by_text("Sesi berakhir. Isian Anda aman")).to_be_visible()
    assert Draf.get().isi == [["uraian", TEKS]]


def test_while_the_server_is_away_it_tries_again(halaman: Page, server: str, app: Flask) -> None:
    halaman.route("**/draf", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    ketik(halaman, server)
    expect(halaman.get_by_text("Belum tersimpan, mencoba lagi")).to_be_visible()
    putus = halaman.get_by_role("alert").filter(has_text="Server tidak terjangkau")
    expect(putus).to_be_in_viewport()  # though the form is at the foot of the page
    assert di_peramban(halaman) != []
    axe(halaman)
    with halaman.expect_download() as unduhan:
        putus.get_by_role("button", name="Unduh isian saya").click()
    halaman.unroute("**/draf")
    tersimpan(halaman)
    expect(putus).to_have_count(0)
    assert di_peramban(halaman) == []  # the server has it; whoever comes next finds nothing
    assert Draf.get().isi == [["uraian", TEKS]]
    kolom(halaman).fill("")
    halaman.get_by_label("Berkas isian").set_input_files(unduhan.value.path())
    expect(kolom(halaman)).to_have_value(TEKS)


def test_a_file_that_is_not_for_this_page(halaman: Page, server: str) -> None:
    halaman.goto(f"{server}/profil")
    lain = b'[{"halaman": "/harian", "alamat": "/harian/2026-11-20", "versi": "", "isi": [["uraian", "x"]]}]'
    berkas, ke_sana = halaman.get_by_label("Berkas isian"), halaman.get_by_role("link", name="Buka halaman itu")
    berkas.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": lain})
    expect(halaman.get_by_text("isian dari halaman lain")).to_be_visible()
    expect(ke_sana).to_have_attribute("href", "/harian")
    for isi in (lain.replace(b'"/harian"', b'"//jahat.invalid"'), b"[{}]", b"bukan json"):
        berkas.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": isi})
        expect(ke_sana).to_have_count(0)
    expect(halaman.get_by_text("bukan isian yang diunduh")).to_be_visible()


def test_throwing_it_away(halaman: Page, server: str) -> None:
    ketik(halaman, server)
    tersimpan(halaman)
    halaman.reload()
    halaman.get_by_role("button", name="Buang").click()
    expect(halaman.get_by_text("Draf dibuang.")).to_be_visible()
    for _ in range(50):
        if not Draf.select().count():
            break
        time.sleep(0.1)
    halaman.reload()
    halaman.wait_for_load_state("networkidle")
    expect(halaman.locator("[data-draf-tawar]")).to_have_count(0)
    assert Draf.select().count() == 0


def test_two_minutes_before_the_end_one_key_stays(halaman: Page, server: str) -> None:
    halaman.clock.install()
    halaman.goto(f"{server}/profil")
    for _ in range(3):
        halaman.clock.fast_forward("28:05")
        expect(halaman.get_by_role("dialog")).to_contain_text("2 menit")
        kotak = halaman.get_by_role("dialog").bounding_box()
        assert abs(kotak["y"] + kotak["height"] / 2 - 768 / 2) < 2  # in the middle, not stuck to the edge
        axe(halaman)
        halaman.keyboard.press("Enter")
        expect(halaman.get_by_role("dialog")).to_have_count(0)


def test_without_script_what_is_sent_again_is_asked_about(tanpa_js: Page, server: str, masuk: Masuk) -> None:
    masuk(tanpa_js, "pegawai")
    ketik(tanpa_js, server)
    tanpa_js.get_by_role("button", name="Laporkan").click()
    expect(tanpa_js.get_by_role("main")).to_contain_text("terkirim")
    tanpa_js.go_back()
    expect(kolom(tanpa_js)).to_have_value(TEKS)  # the browser's own doing
    tanpa_js.get_by_role("button", name="Laporkan").click()
    expect(tanpa_js.get_by_role("heading", name="Isian ini sudah terkirim")).to_be_visible()
    assert LaporanData.select().count() == 1
    tanpa_js.get_by_role("button", name="Kirim sekali lagi").click()
    expect(tanpa_js.get_by_role("main")).to_contain_text("terkirim")
    assert LaporanData.select().count() == 2
