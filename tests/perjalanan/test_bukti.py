"""Two-step log-in and the proof before a dangerous deed, as a person meets them."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik, peran_akun
from skpweb.core import clock
from skpweb.core.db import tulis
from tests.cast import SANDI, Cast
from tests.perjalanan.conftest import axe, nip

Masuk = Callable[[Page, str], None]
LEBAR = pytest.mark.parametrize("width", [390, 1366])


def bukti_lama() -> None:
    with tulis(exempt="uji"):
        Sesi.update(dibuat_pada=clock.waktu_mesin() - timedelta(minutes=11), terbukti_pada=None).execute()


def ketik_sandi(page: Page, who: str) -> None:
    page.get_by_label("NIP").fill(nip(who))
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk").click()


def pasang(page: Page, server: str, lihat: Callable[[Page], None] = axe) -> pyotp.TOTP:
    """Set up the second step as its owner does; the last used step is forgotten, so that no test waits for the next."""
    page.goto(f"{server}/sesi")
    page.get_by_role("link", name="Verifikasi dua langkah").click()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    lihat(page)
    totp = pyotp.TOTP(page.locator("code").inner_text().replace(" ", ""))
    page.get_by_label("Kode verifikasi").fill("000000")
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("alert")).to_contain_text("Periksa jam ponsel")
    page.get_by_label("Kode verifikasi").fill(totp.now())
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", level=1, name="Kode pemulihan")).to_be_visible()
    lihat(page)
    with tulis(exempt="uji"):
        Akun.update(totp_langkah=None).execute()
    return totp


@LEBAR
def test_set_up_and_log_in_with_the_phone(server: str, diawasi: Page, masuk: Masuk, width: int) -> None:
    page = diawasi
    page.set_viewport_size({"width": width, "height": 800})
    masuk(page, "pegawai")
    totp = pasang(page, server)
    pulih = page.locator(".kode-pulih li").first.inner_text()
    page.get_by_role("link", name="Sudah saya simpan").click()
    expect(page.get_by_role("main")).to_contain_text("tersisa: 10")
    axe(page)
    for kode in (totp.now(), pulih):
        page.get_by_role("button", name="Keluar").click()
        ketik_sandi(page, "pegawai")
        expect(page.get_by_role("heading", level=1, name="Verifikasi dua langkah")).to_be_visible()
        expect(page.get_by_label("Kode verifikasi")).to_be_focused()
        axe(page)
        page.get_by_label("Kode verifikasi").fill(kode)
        page.get_by_role("button", name="Lanjutkan").click()
        expect(page.get_by_role("button", name="Keluar")).to_be_visible()


def test_the_dialog_asks_for_the_code_too(server: str, diawasi: Page, masuk: Masuk) -> None:
    page = diawasi
    masuk(page, "admin")
    totp = pasang(page, server)
    page.goto(f"{server}/pengaturan")
    page.get_by_label("Nama kantor").fill("Dinas Dua Langkah")
    with tulis(exempt="uji"):
        Sesi.update(berakhir_pada=clock.waktu_mesin()).execute()
    page.get_by_role("button", name="Simpan data kantor").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog.get_by_label("Kode verifikasi")).to_be_focused()
    axe(page)
    dialog.get_by_label("Kode verifikasi").fill("123456")
    dialog.get_by_role("button", name="Lanjutkan").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Kode tidak cocok")
    dialog.get_by_label("Kode verifikasi").fill(totp.now())
    dialog.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_text("Data kantor disimpan.")).to_be_visible()
    expect(page.get_by_label("Nama kantor")).to_have_value("Dinas Dua Langkah")


@LEBAR
def test_a_dangerous_deed_asks_and_goes_on(
    server: str, diawasi: Page, masuk: Masuk, app: Flask, cast: Cast, width: int
) -> None:
    page, akun = diawasi, akun_milik(cast.orang["pegawai"]).id
    page.set_viewport_size({"width": width, "height": 800})
    masuk(page, "admin")
    page.goto(f"{server}/akun/{akun}")
    page.get_by_label("Pembaca (auditor)").check()
    bukti_lama()
    page.get_by_role("button", name="Simpan peran").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Buktikan bahwa ini Anda")
    expect(dialog.get_by_label("Kata sandi Anda")).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Pembaca (auditor)")).to_be_checked()
    assert peran_akun(akun) == []
    page.get_by_role("button", name="Simpan peran").click()
    dialog.get_by_label("Kata sandi Anda").fill("bukan ini")
    dialog.get_by_role("button", name="Lanjutkan").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    axe(page)
    dialog.get_by_label("Kata sandi Anda").fill(SANDI)
    dialog.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_text("Peran disimpan")).to_be_visible()
    assert peran_akun(akun) == [("pembaca", None)]


def test_a_new_instrument_keeps_what_was_typed(server: str, diawasi: Page, masuk: Masuk) -> None:
    page = diawasi
    masuk(page, "admin")
    page.goto(f"{server}/petruk/instrumen")
    page.get_by_text("Buat versi baru").first.click()
    page.get_by_label("Catatan").fill("Dibuat sesudah dibuktikan")
    bukti_lama()
    page.get_by_role("button", name="Buat versi baru").click()
    page.get_by_role("dialog").get_by_label("Kata sandi Anda").fill(SANDI)
    page.get_by_role("dialog").get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_role("complementary").get_by_text("Dibuat sesudah dibuktikan")).to_be_visible()


def test_without_javascript(server: str, tanpa_js: Page, masuk: Masuk, cast: Cast) -> None:
    page, akun = tanpa_js, akun_milik(cast.orang["pegawai"]).id
    masuk(page, "admin")
    totp = pasang(page, server, lambda _page: None)  # axe needs scripts
    page.get_by_role("button", name="Keluar").click()
    ketik_sandi(page, "admin")
    page.get_by_label("Kode verifikasi").fill(totp.now())
    page.get_by_role("button", name="Lanjutkan").click()
    page.goto(f"{server}/akun/{akun}")
    page.get_by_label("Pembaca (auditor)").check()
    bukti_lama()
    with tulis(exempt="uji"):
        Akun.update(totp_langkah=None).execute()
    page.get_by_role("button", name="Simpan peran").click()
    expect(page.get_by_role("heading", level=1, name="Buktikan bahwa ini Anda")).to_be_visible()
    page.get_by_label("Kode verifikasi").fill(totp.now())
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("button", name="Kirim isian saya").click()
    expect(page.get_by_text("Peran disimpan")).to_be_visible()
    assert peran_akun(akun) == [("pembaca", None)]
