"""From the day to the score: the month opened by keyboard, locked, taken by SI-PETRUK, opened again, told."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skpweb.harian.models import KunciBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.petruk import services
from skpweb.petruk.models import Penilaian
from skpweb.petruk.rules import Instrumen, SumberKinerja
from tests.cast import Cast
from tests.harian.bantu_validasi import catatan_ada
from tests.harian.test_bulanan import ALASAN, JANUARI, OKTOBER
from tests.perjalanan.conftest import axe
from tests.perjalanan.test_petruk import Masuk, bukti, ganti_orang, nominasikan  # noqa: F401  (bukti is a fixture)
from tests.petruk.bantu import PADA, angka, buka, orang, team_work
from tests.skp.bantu import skp_lengkap


def isi(cast: Cast) -> None:
    skp, utama, _ = skp_lengkap(cast, "pegawai", JANUARI)
    for hari in range(5, 10):
        catatan_ada(skp, utama, OKTOBER.replace(day=hari), StatusCatatan.VALID, realisasi="1.8")


def kunci_bulan(page: Page, server: str) -> None:
    """From the menu: the month before, its list, one person's button."""
    page.goto(f"{server}/bulanan")
    page.get_by_role("link", name="Sebelumnya, Oktober 2026").click()
    page.get_by_role("link", name="Kunci bulan Oktober 2026").click()
    page.get_by_role("button", name="Kunci Endah Lestari").click()
    expect(page.get_by_text("1 pegawai: bulan Oktober 2026 dikunci.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366])
def test_every_number_opens_its_working_by_keyboard(
    server: str, cast: Cast, diawasi: Page, masuk: Masuk, width: int
) -> None:
    isi(cast)
    page = diawasi
    page.set_viewport_size({"width": width, "height": 800})
    masuk(page, "pegawai")
    page.goto(f"{server}/bulanan/2026/10")
    expect(page.get_by_role("heading", name="Capaian Oktober 2026")).to_be_visible()
    for teks in ("Cara hitung capaian bulan ini", "Cara hitung Jumlah laporan yang terbit"):
        page.locator("summary", has_text=teks).focus()
        page.keyboard.press("Enter")
    expect(page.get_by_text("Rata-rata kinerja utama: 90,00.")).to_be_visible()
    expect(page.get_by_text("100 × 9 ÷ 10 = 90,00.")).to_be_visible()
    expect(page.get_by_role("link", name="9 Oktober 2026")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    page.get_by_role("link", name="7 Oktober 2026").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/harian/2026-10-07")


@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_a_month_becomes_a_score_and_its_reopening_is_told(
    server: str,
    cast: Cast,
    masuk: Masuk,
    bukti: Path,  # noqa: F811
    skrip: bool,
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    page.on("dialog", lambda d: d.accept())
    lihat = axe if skrip else (lambda page: None)
    isi(cast)
    angka(cast, "pegawai", kinerja=None)
    capaian = replace(Instrumen(), sumber_kinerja=SumberKinerja.CAPAIAN)
    services.buat_instrumen(orang(cast, "admin"), capaian, "", pada=PADA)
    periode = buka(cast)
    masuk(page, "pengelola")
    nominasikan(page, server, cast, periode.id, bukti)
    row = team_work(cast, Penilaian.get())
    hasil = f"{server}/petruk/penilaian/{row.id}/hasil"
    page.goto(hasil)
    expect(page.get_by_text("belum dapat dihitung dari Oktober 2026 (belum dikunci)").first).to_be_visible()
    kunci_bulan(page, server)
    lihat(page)
    page.goto(hasil)
    page.get_by_role("button", name="Kunci").click()
    expect(page.get_by_text("Penilaian dikunci.")).to_be_visible()
    page.get_by_role("link", name="capaian Oktober 2026").click()
    expect(page.get_by_role("heading", name="Capaian Oktober 2026")).to_be_visible()
    lihat(page)
    page.get_by_role("link", name="Buka kembali bulan ini").click()
    page.get_by_role("button", name="Buka kembali").click()
    expect(page.get_by_role("alert")).to_contain_text("alasannya")
    page.get_by_label("Alasan").fill(ALASAN)
    page.get_by_role("button", name="Buka kembali").click()
    expect(page.get_by_text("Pernah dikunci dengan capaian 90,00")).to_be_visible()
    assert KunciBulan.get().alasan == ALASAN
    page.goto(hasil)
    expect(page.get_by_text("Kinerja: 90,00 saat dikunci, kini – (Oktober 2026 dibuka kembali)")).to_be_visible()
    lihat(page)
    page.goto(f"{server}/pemberitahuan")
    expect(page.get_by_text("Dipakai untuk SI-PETRUK Oktober 2026")).to_be_visible()
    ganti_orang(page, masuk, "pegawai")
    page.goto(f"{server}/pemberitahuan")
    page.get_by_text("dibuka kembali, capaiannya tadi 90,00").click()
    expect(page.get_by_text("Pernah dikunci dengan capaian 90,00")).to_be_visible()
