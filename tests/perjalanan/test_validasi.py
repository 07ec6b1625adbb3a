"""The superior's quarter of an hour: twenty people with hardly a movement, one sent back, one refused, one reopened."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from skpweb.core.db import tulis
from skpweb.harian.models import Catatan, NilaiBulan
from skpweb.harian.rules import StatusCatatan
from tests.cast import Cast
from tests.harian.bantu_validasi import HARI, bawahan_ada, catatan_ada, nilai_ada
from tests.perjalanan.conftest import axe
from tests.skp.bantu import iki_ada, rhk_ada, skp_lengkap

Masuk = Callable[[Page, str], None]
C = StatusCatatan
LAYAR = pytest.mark.parametrize("lebar", [390, 1366])


def status() -> list[C]:
    return [r.status for r in Catatan.select().order_by(Catatan.id)]


class Tangan:
    """Counts what a hand does."""

    def __init__(self) -> None:
        self.gerak = 0

    def klik(self, target) -> None:  # type: ignore[no-untyped-def]
        self.gerak += 1
        target.click()


@LAYAR
def test_twenty_people_in_a_few_movements(
    server: str, cast: Cast, diawasi: Page, masuk: Masuk, pada, lebar: int
) -> None:
    page, tangan = diawasi, Tangan()
    bawahan_ada(cast, pada, 20, 3)
    page.set_viewport_size({"width": lebar, "height": 768})
    masuk(page, "atasan")
    tangan.klik(page.get_by_role("link", name="Validasi kinerja harian").locator("visible=true").first)
    expect(page.get_by_text("60 menunggu dari 20 pegawai")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    tangan.klik(page.get_by_text("3 kinerja", exact=True).first)  # looked into, then one is left out
    tangan.klik(page.get_by_role("checkbox", name="Bawahan 07"))
    tangan.klik(page.get_by_role("button", name="Validasi yang dicentang"))
    expect(page.get_by_text("57 kinerja harian dari 19 pegawai disahkan.")).to_be_visible()
    expect(page.get_by_role("link", name="Bawahan 07")).to_be_visible()
    axe(page)
    tangan.klik(page.get_by_role("checkbox", name="Bawahan 07"))  # left out before, so unticked
    tangan.klik(page.get_by_role("button", name="Validasi yang dicentang"))
    expect(page.get_by_text("Tidak ada yang menunggu Anda")).to_be_visible()
    axe(page)
    assert set(status()) == {C.VALID}
    assert tangan.gerak <= 12


@pytest.fixture
def seorang(cast: Cast, pada) -> int:  # type: ignore[no-untyped-def]
    """A person with three entries, a figure with bounds and one without."""
    skp, iki, tambahan = skp_lengkap(cast, "pegawai", pada)
    for d, x in ((16, iki), (17, iki), (18, None)):
        catatan_ada(skp, x, HARI.replace(day=d))
    nilai_ada(tambahan, 10, "12.5")
    nilai_ada(iki_ada(rhk_ada(skp, "Terbitnya pedoman"), "Pedoman disahkan", batas=None), 10)
    return skp.pegawai_id


@LAYAR
@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_one_person_step_by_step(
    server: str, cast: Cast, masuk: Masuk, seorang: int, lebar: int, skrip: bool, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    lihat = axe if skrip else (lambda page: None)
    page.set_viewport_size({"width": lebar, "height": 768})
    masuk(page, "atasan")
    page.goto(f"{server}/harian/validasi")
    page.get_by_role("link", name="Endah Lestari").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Endah Lestari")
    lihat(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    satu = page.locator("#butir-c1")
    satu.get_by_text("Perbaikan atau tolak").click()
    satu.get_by_role("button", name="Perbaikan").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang harus diperbaiki")
    lihat(page)
    satu.get_by_role("textbox").fill("Sebutkan pasarnya")
    satu.get_by_role("button", name="Perbaikan").click()
    expect(page.get_by_text("Dikembalikan untuk diperbaiki")).to_be_visible()
    dua = page.locator("#butir-c2")
    dua.get_by_text("Perbaikan atau tolak").click()
    dua.get_by_role("textbox").fill("Bukan pekerjaan bulan ini")
    dua.get_by_role("button", name="Tolak").click()
    expect(page.get_by_text("Ditolak; pegawai sudah diberi tahu.")).to_be_visible()
    page.get_by_role("button", name="Validasi catatan 18 November 2026").click()
    expect(page.get_by_text("1 kinerja harian disahkan.")).to_be_visible()
    assert status() == [C.PERBAIKAN, C.DITOLAK, C.VALID]
    tanpa = page.locator("#butir-n2")
    tanpa.get_by_role("radio", name="Sebagian").check()
    tanpa.get_by_role("textbox").fill("Naskah ada, belum disahkan")
    page.get_by_role("button", name="Validasi Semua").click()
    expect(page.get_by_text("2 kinerja harian disahkan.")).to_be_visible()
    assert [n.status for n in NilaiBulan.select()] == [C.VALID, C.VALID]
    page.goto(f"{server}/harian/validasi/{seorang}")
    page.get_by_text("Buka kembali yang sudah disahkan").click()
    page.get_by_role("link", name="Catatan 18 November 2026").click()
    lihat(page)
    page.get_by_label("Alasan").fill("Angkanya keliru")
    page.get_by_role("button", name="Buka kembali").click()
    expect(page.get_by_text("Dibuka kembali; pegawai sudah diberi tahu.")).to_be_visible()
    assert status()[2] is C.PERBAIKAN


def test_what_changed_meanwhile_is_told(server: str, cast: Cast, diawasi: Page, masuk: Masuk, pada) -> None:
    page = diawasi
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    rows = [catatan_ada(skp, iki, date(2026, 11, d)) for d in (17, 18)]
    masuk(page, "atasan")
    page.goto(f"{server}/harian/validasi")
    with tulis(exempt="uji"):
        Catatan.update(status=C.VALID, versi=2).where(Catatan.id == rows[0].id).execute()
    page.get_by_role("button", name="Validasi yang dicentang").click()
    expect(page.get_by_role("main")).to_contain_text("Endah Lestari, catatan 17 November 2026")
    expect(page.get_by_role("main")).not_to_contain_text("catatan 18 November")
    axe(page)
    page.get_by_role("link", name="Pakai yang tersimpan").click()
    page.get_by_role("button", name="Validasi yang dicentang").click()
    expect(page.get_by_text("1 kinerja harian dari 1 pegawai disahkan.")).to_be_visible()


def test_by_keyboard_alone(server: str, cast: Cast, diawasi: Page, masuk: Masuk, pada) -> None:
    page = diawasi
    bawahan_ada(cast, pada, 2, 1)
    masuk(page, "atasan")
    page.goto(f"{server}/harian/validasi")
    page.get_by_role("checkbox", name="Bawahan 00").focus()
    page.keyboard.press("Space")
    for _ in range(7):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Validasi yang dicentang"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 kinerja harian dari 1 pegawai disahkan.")).to_be_visible()
    assert status() == [C.DIKIRIM, C.VALID]
