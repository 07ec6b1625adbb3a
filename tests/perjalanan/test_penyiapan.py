"""From an empty database to an office with people: set-up, import, one-time codes, first log-in with one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from skpweb.mulai.awal import terbitkan_kode
from skpweb.pegawai.models import Pegawai
from tests.cast import SANDI
from tests.perjalanan.conftest import axe
from tests.tukar import contoh

K = {nama: n for n, nama in enumerate(contoh.KEPALA_PEGAWAI)}
ADMIN = "198701152010011009"


@pytest.fixture
def file_pegawai(tmp_path: Path) -> Path:
    path = tmp_path / "pegawai.xlsx"
    path.write_bytes(contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *contoh.pegawai()])))
    return path


def isi_kantor(page: Page, alamat: str) -> None:
    page.goto(alamat)
    page.get_by_role("link", name="Siapkan kantor saya").click()
    kepala = contoh.pegawai()[0]
    isian = {
        "Nama kantor": kepala[K["Unit Kerja"]],
        "Pemerintah daerah": "Pemerintah Kabupaten Teladan",
        "Kota": "Teladan",
        "Nama kepala, dengan gelar": kepala[K["Nama"]],
        "NIP kepala": kepala[0],
        "Jabatan kepala di sini": kepala[K["Jabatan"]],
        "Memimpin sejak": "01-01-2025",
        "Nama Anda, dengan gelar": "Kartika Rekaan, S.Kom.",
        "NIP Anda": ADMIN,
        "Kata sandi": SANDI,
        "Kata sandi, sekali lagi": SANDI,
    }
    for label, nilai in isian.items():
        page.get_by_label(label, exact=True).fill(nilai)
    page.get_by_role("button", name="Simpan dan masuk").click()


def impor_pegawai(page: Page, server: str, file: Path, lihat: Callable[[Page], None]) -> None:
    page.goto(f"{server}/impor/pegawai")
    lihat(page)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Unggah dan baca").click()
    lihat(page)
    page.get_by_role("button", name="Periksa isinya").click()
    expect(page.get_by_role("heading", name="Pratinjau impor pegawai")).to_be_visible(timeout=15_000)
    lihat(page)
    expect(page.get_by_text("baris dibaca")).to_contain_text("118")
    page.get_by_role("button", name="Terapkan 118 baris").click()
    expect(page.get_by_role("heading", name="Hasil impor pegawai")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_an_office_is_set_up_and_filled(
    app_kosong: Flask, server_kosong: str, file_pegawai: Path, skrip: bool, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    isi_kantor(page, f"{server_kosong}/siapkan?kode={terbitkan_kode(app_kosong)}")
    lihat = axe if skrip else (lambda page: None)  # axe is a script
    impor_pegawai(page, server_kosong, file_pegawai, lihat)
    assert Pegawai.select().where(Pegawai.luar == False).count() == 119  # noqa: E712
    page.goto(f"{server_kosong}/akun?keadaan=belum")
    lihat(page)
    page.get_by_role("button", name="Terbitkan kode masuk").click()
    expect(page.get_by_role("heading", name="Slip kode masuk")).to_be_visible(timeout=15_000)
    lihat(page)
    slip = page.locator(".slip li").first.inner_text()
    nip = re.search(r"NIP ([\d ]+)", slip).group(1)
    kode = re.search(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}", slip).group(0)
    page.get_by_role("button", name="Keluar").click()
    page.get_by_label("NIP").fill(nip)
    page.get_by_label("Kata sandi").fill(kode)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Pilih kata sandi Anda")).to_be_visible()
    page.get_by_label("Kata sandi atau kode yang sekarang").fill(kode)
    page.get_by_label("Kata sandi baru", exact=True).fill("lima gajah minum kopi")
    page.get_by_label("Kata sandi baru, sekali lagi").fill("lima gajah minum kopi")
    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selamat")


def test_set_up_closes_behind_the_first(app_kosong: Flask, server_kosong: str, diawasi: Page) -> None:
    alamat = f"{server_kosong}/siapkan?kode={terbitkan_kode(app_kosong)}"
    diawasi.goto(alamat)
    axe(diawasi)
    isi_kantor(diawasi, alamat)
    diawasi.goto(alamat)
    expect(diawasi.get_by_text("sudah disiapkan")).to_be_visible()
