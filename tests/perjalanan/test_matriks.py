"""The matrix in the browser: quick typing, a block from a spreadsheet, undo, keys, two tabs, a phone, no JavaScript."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from skpweb.akun.models import Sesi
from skpweb.audit.models import Jejak
from skpweb.core.db import tulis
from skpweb.draf.models import Draf
from skpweb.matriks.queries import target_banyak
from skpweb.matriks.rules import tulis_sel
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, StatusSkp
from tests.cast import SANDI, Cast
from tests.perjalanan.conftest import axe
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

Masuk = Callable[[Page, str], None]
NAMA = ("Jumlah laporan", "Jumlah berita acara", "Ketepatan terbit", "Tingkat kelancaran")


@pytest.fixture
def skp(cast: Cast, pada: datetime) -> Skp:
    """Four empty indicators of "pegawai": two that add up, a range, one without bounds."""
    plan = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    rhk = rhk_ada(plan)
    iki_ada(rhk, NAMA[0], batas="240", bulan={})
    iki_ada(rhk, NAMA[1], batas="36", bulan={})
    iki_ada(rhk, NAMA[2], batas="90", sampai="95", satuan="%", agregasi=Agregasi.RATA_RATA, bulan={})
    iki_ada(rhk, NAMA[3], batas=None, bulan={})
    return plan


@pytest.fixture
def lembar(server: str, skp: Skp, diawasi: Page, masuk: Masuk) -> Page:
    masuk(diawasi, "pegawai")
    diawasi.goto(f"{server}/skp/{skp.id}/matriks")
    expect(diawasi.get_by_role("link", name="Selesai")).to_be_visible()
    return diawasi


def sel(page: Page, bulan: str, nama: str) -> Locator:
    return page.get_by_role("textbox", name=f"{bulan}, {nama}")


def baris(skp: Skp, nomor: int) -> str:
    """ "20 20 _ …": what is stored for the nth indicator, January to December."""
    found = target_banyak([skp.id])
    ids = sorted(i for r in Skp.get_by_id(skp.id).rhk_set for i in (x.id for x in r.iki_set))
    row = found.get(ids[nomor - 1], {})
    return " ".join(tulis_sel(row.get(b)) or "_" for b in range(1, 13))


def pastikan(skp: Skp, nomor: int, isi: str) -> None:
    end = time.monotonic() + 20
    while baris(skp, nomor) != isi and time.monotonic() < end:
        time.sleep(0.05)
    assert baris(skp, nomor) == isi


def tempel(page: Page, ke: Locator, teks: str) -> None:
    """As the clipboard of a spreadsheet gives it."""
    ke.focus()
    page.evaluate(
        """teks => { const data = new DataTransfer(); data.setData("text/plain", teks);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true})); }""",
        teks,
    )


def lambat(route: Route) -> None:
    if route.request.method == "POST":
        time.sleep(0.4)
    route.continue_()


def test_three_cells_typed_within_one_round_trip_are_all_saved(lembar: Page, skp: Skp) -> None:
    lembar.route("**/matriks**", lambat)
    sel(lembar, "Januari", NAMA[0]).focus()
    for text in ("20", "1.234,5", "7.5"):
        lembar.keyboard.type(text)
        lembar.keyboard.press("Tab")
    expect(lembar.locator("td.tot").first).to_contain_text("1.262")
    expect(lembar.locator("td.tot").first).to_contain_text("target 240")
    pastikan(skp, 1, "20 1.234,5 7,5" + " _" * 9)


def test_what_is_typed_while_the_cell_is_on_its_way_stays(lembar: Page, skp: Skp) -> None:
    lembar.route("**/matriks**", lambat)
    cell = sel(lembar, "Januari", NAMA[0])
    cell.fill("20")
    cell.press("Tab")
    cell.fill("25")
    lembar.wait_for_timeout(900)
    expect(cell).to_have_value("25")
    cell.press("Tab")
    lembar.wait_for_timeout(900)
    pastikan(skp, 1, "25" + " _" * 11)


def test_a_block_is_pasted_in_one_request_and_undone_in_one(lembar: Page, skp: Skp) -> None:
    kiriman: list[str] = []
    lembar.on("request", lambda r: kiriman.append(r.url) if r.method == "POST" and r.url.endswith("/matriks") else None)
    block = "\t".join(["20"] * 12) + "\r\n" + "\t".join(["3"] * 10 + ["2o", "0"]) + "\r\n"
    tempel(lembar, sel(lembar, "Januari", NAMA[0]), block)
    expect(lembar.locator("#tersimpan")).to_contain_text("22 sel ditempel, 2 ditolak")
    pastikan(skp, 1, " ".join(["20"] * 12))
    pastikan(skp, 2, " ".join(["3"] * 10 + ["_", "_"]))
    expect(lembar.locator("#ringkas")).to_contain_text("2 sesuai")
    expect(sel(lembar, "November", NAMA[1])).to_have_value("2o")
    expect(lembar.get_by_text("“2o” bukan angka")).to_be_visible()
    lembar.locator("#tersimpan").get_by_role("link", name="Desember baris 2").click()
    expect(sel(lembar, "Desember", NAMA[1])).to_be_focused()
    axe(lembar)
    lembar.keyboard.press("Escape")
    expect(sel(lembar, "Desember", NAMA[1])).to_have_value("")
    assert len(kiriman) == 1
    lembar.keyboard.press("Control+z")
    expect(lembar.locator("#tersimpan")).to_contain_text("Diurungkan: 22 sel")
    pastikan(skp, 1, " ".join("_" * 12))
    assert len(kiriman) == 2
    assert Jejak.select().where(Jejak.tindakan == "matriks.isi_sel").count() == 2


def test_a_wide_block_tells_what_fell_outside(lembar: Page, skp: Skp) -> None:
    tempel(lembar, sel(lembar, "November", NAMA[0]), "1\t2\t3\t4")
    expect(lembar.locator("#tersimpan")).to_contain_text("2 sel ditempel; 2 di luar lembar")
    pastikan(skp, 1, "_ " * 10 + "1 2")


def test_the_sheet_is_walked_and_filled_by_keys_alone(lembar: Page, skp: Skp) -> None:
    sel(lembar, "Januari", NAMA[0]).focus()
    for key in ("2", "0", "Enter"):
        lembar.keyboard.press(key)
    expect(sel(lembar, "Januari", NAMA[1])).to_be_focused()
    pastikan(skp, 1, "20" + " _" * 11)
    lembar.keyboard.press("ArrowUp")
    lembar.keyboard.press("ArrowRight")
    expect(sel(lembar, "Februari", NAMA[0])).to_be_focused()
    lembar.keyboard.type("35")
    lembar.keyboard.press("ArrowLeft")  # within the text
    expect(sel(lembar, "Februari", NAMA[0])).to_be_focused()
    lembar.keyboard.press("Escape")
    expect(sel(lembar, "Februari", NAMA[0])).to_have_value("")
    lembar.keyboard.press("ArrowLeft")
    expect(sel(lembar, "Januari", NAMA[0])).to_be_focused()
    for _ in range(3):
        lembar.keyboard.press("ArrowDown")
    tick = lembar.get_by_role("checkbox", name=f"Januari, {NAMA[3]}")
    expect(tick).to_be_focused()
    lembar.keyboard.press("Space")
    pastikan(skp, 4, "1" + " _" * 11)
    expect(lembar.locator("#tersimpan")).to_contain_text("Tersimpan")
    lembar.keyboard.press("Control+z")
    pastikan(skp, 4, " ".join("_" * 12))
    expect(tick).not_to_be_checked()


def test_rows_are_filled_by_buttons_and_taken_back(lembar: Page, skp: Skp) -> None:
    sel(lembar, "Januari", NAMA[0]).fill("9")
    lembar.get_by_role("button", name="Bagi rata ke semua").click()
    pastikan(skp, 2, " ".join(["3"] * 12))
    pastikan(skp, 3, " ".join(["90–95"] * 12))
    pastikan(skp, 1, "9" + " _" * 11)
    expect(sel(lembar, "Maret", NAMA[2])).to_have_value("90–95")
    lembar.locator("tbody", has_text=NAMA[0]).get_by_role("button", name="Bagi rata").click()
    pastikan(skp, 1, " ".join(["20"] * 12))
    expect(lembar.locator("#ringkas")).to_have_text("4 sesuai")
    lembar.locator("#tersimpan").get_by_role("button", name="Urungkan").click()
    pastikan(skp, 1, "9" + " _" * 11)
    sel(lembar, "Februari", NAMA[0]).fill("4")
    sel(lembar, "Februari", NAMA[1]).fill("")
    sel(lembar, "Februari", NAMA[0]).focus()
    pastikan(skp, 2, "3 _" + " 3" * 10)
    lembar.get_by_role("button", name="Isi sampai bawah").click()
    pastikan(skp, 2, "3 4" + " 3" * 10)


def test_a_refused_cell_stays_and_the_rest_is_saved(lembar: Page, skp: Skp) -> None:
    sel(lembar, "Januari", NAMA[0]).fill("2o")
    sel(lembar, "Februari", NAMA[0]).fill("20")
    sel(lembar, "Februari", NAMA[0]).press("Enter")
    expect(lembar.locator("#tersimpan")).to_contain_text("kecuali 1 sel")
    pastikan(skp, 1, "_ 20" + " _" * 10)
    expect(sel(lembar, "Januari", NAMA[0])).to_have_value("2o")
    sel(lembar, "Januari", NAMA[0]).fill("20")
    sel(lembar, "Januari", NAMA[0]).press("Enter")
    pastikan(skp, 1, "20 20" + " _" * 10)
    expect(lembar.get_by_text("bukan angka")).to_have_count(0)
    lembar.get_by_role("link", name="Selesai").click()
    lembar.wait_for_url(f"**/skp/{skp.id}")


def test_two_tabs_never_overwrite_each_other(lembar: Page, skp: Skp) -> None:
    kedua = lembar.context.new_page()
    kedua.goto(lembar.url)
    for tab, value in ((lembar, "5"), (kedua, "7")):
        sel(tab, "Januari", NAMA[0]).fill(value)
        sel(tab, "Januari", NAMA[0]).press("Enter")
        expect(tab.locator("#tersimpan")).to_contain_text("ersimpan")
    expect(kedua.get_by_text("Sudah disimpan 5")).to_be_visible()
    axe(kedua)
    pastikan(skp, 1, "5" + " _" * 11)
    kedua.get_by_role("button", name="Simpan 7").click()
    pastikan(skp, 1, "7" + " _" * 11)
    sel(lembar, "Januari", NAMA[0]).fill("6")
    sel(lembar, "Januari", NAMA[0]).press("Enter")
    lembar.get_by_role("button", name="Pakai 7").click()
    expect(sel(lembar, "Januari", NAMA[0])).to_have_value("7")
    expect(lembar.get_by_text("Sudah disimpan")).to_have_count(0)
    kedua.close()


def test_when_the_server_is_away_the_cell_is_sent_again(lembar: Page, skp: Skp) -> None:
    lembar.route("**/matriks/**", lambda route: route.abort())
    sel(lembar, "Januari", NAMA[0]).fill("20")
    sel(lembar, "Januari", NAMA[0]).press("Enter")
    expect(lembar.locator("#tersimpan")).to_contain_text("Belum tersimpan, mencoba lagi")
    lembar.unroute("**/matriks/**")
    pastikan(skp, 1, "20" + " _" * 11)
    expect(lembar.locator("#tersimpan")).to_contain_text("Tersimpan")


def test_what_stands_unsaved_in_cells_is_offered_again(lembar: Page, skp: Skp) -> None:
    sel(lembar, "Januari", NAMA[0]).fill("2o")
    sel(lembar, "Januari", NAMA[0]).press("Enter")
    expect(lembar.get_by_text("“2o” bukan angka")).to_be_visible()
    sel(lembar, "Februari", NAMA[0]).fill("20")  # and not left
    expect(lembar.get_by_text("Tersimpan sebagai draf")).to_be_visible()
    assert Draf.get().isi == [
        [i.get_attribute("name"), i.input_value()] for i in lembar.locator("td > input").all()[:2]
    ]
    lagi = lembar.context.new_page()
    lembar.close(run_before_unload=False)
    lagi.goto(lembar.url)
    tawaran = lagi.get_by_role("group", name="Isian yang belum terkirim")
    expect(tawaran.get_by_role("listitem")).to_have_text(
        [f"Januari, {NAMA[0]}: 2o (di formulir: (kosong))", f"Februari, {NAMA[0]}: 20 (di formulir: (kosong))"]
    )
    axe(lagi)
    tawaran.get_by_role("button", name="Pakai").click()
    pastikan(skp, 1, "_ 20" + " _" * 10)
    expect(sel(lagi, "Januari", NAMA[0])).to_have_value("2o")
    sel(lagi, "Januari", NAMA[0]).fill("2")
    sel(lagi, "Januari", NAMA[0]).press("Enter")
    pastikan(skp, 1, "2 20" + " _" * 10)
    end = time.monotonic() + 20
    while Draf.select().count() and time.monotonic() < end:
        time.sleep(0.05)
    assert Draf.select().count() == 0, "what is stored is no draft"


@pytest.mark.parametrize("width", [390, 1366])
def test_the_sheet_at_both_widths(lembar: Page, skp: Skp, width: int, tmp_path: Path) -> None:
    lembar.set_viewport_size({"width": width, "height": 768})
    axe(lembar)
    sel(lembar, "Februari", NAMA[1]).fill("x")
    sel(lembar, "Februari", NAMA[1]).press("Enter")
    expect(lembar.get_by_text("“x” bukan angka")).to_be_visible()
    axe(lembar)
    assert lembar.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lembar.get_by_role("button", name="Bagi rata ke semua").click()
    pastikan(skp, 4, " ".join(["1"] * 12))


def test_without_javascript_the_whole_sheet_is_one_form(server: str, skp: Skp, tanpa_js: Page, masuk: Masuk) -> None:
    masuk(tanpa_js, "pegawai")
    tanpa_js.goto(f"{server}/skp/{skp.id}/matriks")
    for bulan, value in (("Januari", "20"), ("Februari", "2o"), ("Maret", "1.234,5")):
        sel(tanpa_js, bulan, NAMA[0]).fill(value)
    tanpa_js.get_by_role("checkbox", name=f"Mei, {NAMA[3]}").check()
    sel(tanpa_js, "Maret", NAMA[0]).press("Enter")  # is "Simpan matriks", not "Bagi rata"
    expect(tanpa_js.get_by_role("heading", name="Ada masalah")).to_be_visible()
    expect(sel(tanpa_js, "Februari", NAMA[0])).to_have_value("2o")
    pastikan(skp, 1, "20 _ 1.234,5" + " _" * 9)
    sel(tanpa_js, "Februari", NAMA[0]).fill("2")
    tanpa_js.get_by_role("button", name="Simpan matriks").click()
    expect(tanpa_js.get_by_text("1 sel berubah")).to_be_visible()
    tanpa_js.get_by_role("button", name="Bagi rata ke semua").click()
    expect(tanpa_js.get_by_text("24 sel berubah")).to_be_visible()
    pastikan(skp, 1, "20 2 1.234,5" + " _" * 9)
    pastikan(skp, 4, "_ _ _ _ 1" + " _" * 7)


def test_when_the_session_is_over_the_cell_is_saved_after_logging_in(lembar: Page, skp: Skp) -> None:
    with tulis(exempt="uji"):
        Sesi.delete().execute()
    ditolak: list[str] = []
    lembar.on("response", lambda r: ditolak.append(r.url) if r.status == 401 and r.request.method == "POST" else None)
    sel(lembar, "Januari", NAMA[0]).fill("20")
    sel(lembar, "Januari", NAMA[0]).press("Enter")
    expect(lembar.get_by_label("Kata sandi")).to_be_focused()
    lembar.wait_for_timeout(500)
    assert len(ditolak) == 1  # a second one would bring a new dialog under the typing hands
    lembar.get_by_label("Kata sandi").fill(SANDI)
    lembar.get_by_role("button", name="Masuk").click()
    expect(lembar.locator("#tersimpan")).to_contain_text("Tersimpan")
    pastikan(skp, 1, "20" + " _" * 11)
