"""The way of an SKP: send → bell and queue → return with a note → mend → send → agree; the head on paper; a stranger."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skpweb.core.db import tulis
from skpweb.persetujuan.models import Ketetapan
from skpweb.skp.models import Iki, Skp
from skpweb.skp.rules import StatusSkp
from tests.cast import Cast
from tests.perjalanan.conftest import axe
from tests.persetujuan.bantu import PDF, bupati, jendela, konsep

Masuk = Callable[[Page, str], None]
LEBAR = ((1366, 768), (390, 844))


def lihat(page: Page, skrip: bool) -> None:
    """No violation at both widths, and nothing that runs over the edge."""
    for lebar, tinggi in LEBAR if skrip else ():
        page.set_viewport_size({"width": lebar, "height": tinggi})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= lebar, page.url


def ganti_orang(page: Page, masuk: Masuk, who: str) -> None:
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk")
    masuk(page, who)


def ajukan(page: Page, server: str, skp: Skp, skrip: bool, kepada: str = "Bagja Permana, S.T.") -> None:
    page.goto(f"{server}/skp/{skp.id}/periksa")
    lihat(page, skrip)
    page.get_by_role("button", name=f"Ajukan ke {kepada}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"SKP 1-2026 sudah di meja {kepada}")
    expect(page.get_by_text("SKP-2026-00000")).to_be_visible()
    lihat(page, skrip)


def buka_dari_antrean(page: Page, server: str, skrip: bool) -> None:
    """By the bell, then by the menu."""
    page.goto(f"{server}/pemberitahuan")
    expect(page.get_by_text("Endah Lestari mengajukan SKP 1-2026").first).to_be_visible()
    page.goto(f"{server}/persetujuan")
    lihat(page, skrip)
    page.get_by_role("link", name="Tinjau SKP 1-2026 Endah Lestari").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SKP Endah Lestari")
    lihat(page, skrip)


def kembalikan(page: Page) -> None:
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang harus diperbaiki")
    page.get_by_label("Catatan perbaikan").fill("Sebut jumlah komoditasnya.")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text("SKP dikembalikan dengan catatan")).to_be_visible()


def perbaiki(page: Page, server: str, skp: Skp, skrip: bool) -> None:
    page.goto(f"{server}/skp/{skp.id}/periksa")
    expect(page.get_by_text("Sebut jumlah komoditasnya.")).to_be_visible()
    lihat(page, skrip)
    page.get_by_role("link", name="Ubah RHK 1").click()
    page.wait_for_url(f"**/skp/{skp.id}#rhk-*")
    page.get_by_role("link", name="Ubah RHK 1").first.click()
    page.get_by_role("textbox", name="Rencana hasil kerja").fill("Tersedianya data harga 21 komoditas")
    page.get_by_role("button", name="Simpan").first.click()
    expect(page.get_by_text("Tersedianya data harga 21 komoditas").first).to_be_visible()


@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_sent_returned_mended_agreed(
    server: str, cast: Cast, masuk: Masuk, skrip: bool, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    jendela()
    skp = konsep(cast)
    masuk(page, "pegawai")
    ajukan(page, server, skp, skrip)
    ganti_orang(page, masuk, "atasan")
    buka_dari_antrean(page, server, skrip)
    kembalikan(page)
    ganti_orang(page, masuk, "pegawai")
    perbaiki(page, server, skp, skrip)
    ajukan(page, server, skp, skrip)
    ganti_orang(page, masuk, "atasan")
    buka_dari_antrean(page, server, skrip)
    expect(page.locator("article ins").first).to_have_text("21 komoditas")
    page.get_by_role("button", name="Tetapkan sebagai SKP").click()
    expect(page.get_by_text("SKP Endah Lestari ditetapkan.")).to_be_visible()
    assert Skp.get_by_id(skp.id).status is StatusSkp.SETUJU
    ganti_orang(page, masuk, "pegawai")
    page.goto(f"{server}/skp/{skp.id}/riwayat")
    expect(page.get_by_role("listitem").filter(has_text="Ditetapkan").first).to_be_visible()
    lihat(page, skrip)
    ganti_orang(page, masuk, "pegawai_lain")
    for deed in ("periksa", "riwayat"):
        assert page.goto(f"{server}/skp/{skp.id}/{deed}").status == 404


def test_long_words_stay_on_the_page(server: str, cast: Cast, masuk: Masuk, diawasi: Page) -> None:
    jendela()
    skp = konsep(cast)
    with tulis(exempt="uji"):
        Iki.update(teks="Jumlah naskah " * 28, target="120 naskah " * 16).execute()
    masuk(diawasi, "pegawai")
    ajukan(diawasi, server, skp, True)
    ganti_orang(diawasi, masuk, "atasan")
    buka_dari_antrean(diawasi, server, True)
    expect(diawasi.get_by_text("120 naskah " * 15, exact=False).first).to_be_visible()


def test_the_heads_plan_is_agreed_on_paper(
    server: str, cast: Cast, masuk: Masuk, diawasi: Page, tmp_path: Path
) -> None:
    sheet = tmp_path / "lembar.pdf"
    sheet.write_bytes(PDF)
    jendela()
    bupati()
    skp, page = konsep(cast, "kepala"), diawasi
    masuk(page, "kepala")
    ajukan(page, server, skp, True, "Ir. Pandu Wirasena")
    ganti_orang(page, masuk, "pengelola")
    page.goto(f"{server}/persetujuan")
    page.get_by_role("link", name="Catat di atas kertas").click()
    lihat(page, True)
    page.get_by_label("Nomor lembar").fill("800/7/SKP/2026")
    page.get_by_label("Tanggal lembar").fill("20-11-2026")
    page.get_by_role("button", name="Catat di atas kertas").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih hasil pindaian")
    expect(page.get_by_label("Nomor lembar")).to_have_value("800/7/SKP/2026")
    page.get_by_label("Scan lembar bertanda tangan").set_input_files(sheet)
    page.get_by_role("button", name="Catat di atas kertas").click()
    expect(page.get_by_text("Di atas kertas nomor 800/7/SKP/2026")).to_be_visible()
    lihat(page, True)
    assert Ketetapan.get().isi["penilai"]["nama"] == "Ir. Pandu Wirasena"
