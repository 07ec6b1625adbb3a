"""Logging in, losing the session while typing, going on in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from skpweb.akun.models import Sesi
from skpweb.core import clock
from skpweb.core.db import tulis
from skpweb.pengaturan import queries
from skpweb.pengaturan.models import KantorRiwayat
from tests.cast import SANDI
from tests.perjalanan.conftest import axe, nip

Masuk = Callable[[Page, str], None]


def _sesi_habis() -> None:
    with tulis(exempt="uji"):
        Sesi.update(berakhir_pada=clock.waktu_mesin()).execute()


@pytest.mark.parametrize("width", [390, 1366])
def test_log_in_page(server: str, diawasi: Page, width: int) -> None:
    diawasi.set_viewport_size({"width": width, "height": 800})
    diawasi.goto(f"{server}/masuk")
    axe(diawasi)
    diawasi.get_by_role("button", name="Masuk").click()
    expect(diawasi.get_by_role("alert")).to_contain_text("Isi NIP Anda")
    axe(diawasi)


def test_the_session_ends_while_typing_and_the_same_deed_completes(server: str, diawasi: Page, masuk: Masuk) -> None:
    page = diawasi
    masuk(page, "admin")
    page.goto(f"{server}/pengaturan")
    page.get_by_label("Nama kantor").fill("Dinas yang Diketik Lama")
    _sesi_habis()
    page.get_by_role("button", name="Simpan data kantor").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Sesi Anda berakhir")
    expect(dialog.get_by_label("NIP")).to_have_value(nip("admin"))
    axe(page)
    dialog.get_by_label("Kata sandi").fill("salah sekali")
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text("Data kantor disimpan.")).to_be_visible()
    assert queries.kantor().nama == "Dinas yang Diketik Lama"


def test_log_out_in_another_tab_loses_nothing_here(server: str, diawasi: Page, masuk: Masuk) -> None:
    page = diawasi
    masuk(page, "admin")
    page.goto(f"{server}/pengaturan")
    page.get_by_label("Nama kantor").fill("Dinas Dua Jendela")
    lain = page.context.new_page()
    lain.goto(f"{server}/sesi")
    lain.get_by_role("button", name="Keluar").click()
    lain.wait_for_url(f"{server}/masuk")
    page.get_by_role("button", name="Simpan data kantor").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("NIP")).to_have_value(nip("admin"))
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text("Data kantor disimpan.")).to_be_visible()
    assert queries.kantor().nama == "Dinas Dua Jendela"


def test_another_person_in_the_dialog_replays_nothing(server: str, diawasi: Page, masuk: Masuk) -> None:
    page = diawasi
    masuk(page, "admin")
    page.goto(f"{server}/pengaturan")
    page.get_by_label("Nama kantor").fill("Tidak boleh tersimpan")
    _sesi_habis()
    page.get_by_role("button", name="Simpan data kantor").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("NIP").evaluate("(e, v) => { e.value = v; }", nip("pegawai"))
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{server}/")
    assert queries.kantor().nama == "Dinas Uji Coba"


def test_without_javascript_the_typed_form_comes_back(server: str, tanpa_js: Page, masuk: Masuk) -> None:
    page = tanpa_js
    masuk(page, "admin")
    page.goto(f"{server}/pengaturan")
    page.get_by_label("Nama kantor").fill("Dinas tanpa Skrip")
    _sesi_habis()
    page.get_by_role("button", name="Simpan data kantor").click()
    expect(page.get_by_text("isian Anda tidak hilang")).to_be_visible()
    page.get_by_label("NIP").fill(nip("admin"))
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_text("Dinas tanpa Skrip")).to_be_visible()
    page.get_by_role("button", name="Lihat formulirnya dahulu").click()
    expect(page.get_by_label("Nama kantor")).to_have_value("Dinas tanpa Skrip")
    assert queries.kantor().nama == "Dinas Uji Coba"
    page.get_by_label("Nama kantor").fill("Dinas tanpa Skrip Satu")
    page.get_by_role("button", name="Simpan data kantor").click()
    expect(page.get_by_text("Data kantor disimpan.")).to_be_visible()
    assert queries.kantor().nama == "Dinas tanpa Skrip Satu"


def test_a_double_click_is_one_deed(server: str, diawasi: Page, masuk: Masuk) -> None:
    masuk(diawasi, "admin")
    diawasi.goto(f"{server}/pengaturan")
    diawasi.get_by_label("Nama kantor").fill("Dinas Klik Ganda")
    diawasi.get_by_role("button", name="Simpan data kantor").dblclick()
    expect(diawasi.get_by_text("Data kantor disimpan.")).to_be_visible()
    assert KantorRiwayat.select().count() == 2


def test_the_bell_rings_without_reload(server: str, diawasi: Page, masuk: Masuk, cast, pada) -> None:  # type: ignore[no-untyped-def]
    from skpweb.pemberitahuan.services import kirim

    masuk(diawasi, "pegawai")
    diawasi.goto(f"{server}/pemberitahuan")
    expect(diawasi.get_by_text("Belum ada pemberitahuan")).to_be_visible()
    with tulis(exempt="uji"):
        kirim([cast.orang["pegawai"]], "Ada yang menunggu Anda", endpoint="pemberitahuan.daftar", pada=pada)
    expect(diawasi.locator("#lonceng .count")).to_contain_text("1", timeout=8000)
    axe(diawasi)
