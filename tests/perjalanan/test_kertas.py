"""The head's month on paper: told what to do, printed, signed, recorded by the pengelola, seen by the head."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skpweb.harian.models import Catatan, LembarCkhp
from skpweb.harian.rules import StatusCatatan
from tests.cast import Cast
from tests.harian.bantu_kertas import skp_kepala
from tests.harian.bantu_validasi import catatan_ada
from tests.perjalanan.test_persetujuan import ganti_orang, lihat
from tests.persetujuan.bantu import PDF, bupati

C = StatusCatatan


@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_the_heads_month_is_validated_on_paper(
    server: str, cast: Cast, masuk: Callable[[Page, str], None], tmp_path: Path, skrip: bool, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    sheet = tmp_path / "ckhp.pdf"
    sheet.write_bytes(PDF)
    bupati()
    skp, iki = skp_kepala(cast)
    for d in (16, 17, 18):
        catatan_ada(skp, iki, date(2026, 11, d))
    masuk(page, "kepala")
    page.goto(f"{server}/harian/2026-11-18")
    expect(page.get_by_text("Ir. Pandu Wirasena memvalidasi di atas kertas.")).to_be_visible()
    lihat(page, skrip)
    cetak = page.get_by_role("link", name="cetak CKHP November 2026").get_attribute("href")
    assert page.request.get(f"{server}{cetak}").headers["content-type"] == "application/pdf"
    ganti_orang(page, masuk, "pengelola")
    page.get_by_role("link", name="Catat validasi di atas kertas").click()  # Beranda's task
    page.wait_for_url("**/harian/validasi")
    lihat(page, skrip)
    page.get_by_role("link", name="Catat di atas kertas November 2026 Dr. Wirya Adinata").click()
    lihat(page, skrip)
    page.get_by_role("checkbox", name="Menerbitkan laporan").last.uncheck()
    dua = page.locator("#butir-c2")
    dua.locator("summary").click()
    dua.get_by_label("Putusan").select_option(label="Dikembalikan")
    page.get_by_label("Nomor lembar").fill("800/7/CKHP")
    page.get_by_label("Tanggal lembar").fill("20-11-2026")
    page.get_by_role("button", name="Catat di atas kertas").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang harus diperbaiki")
    lihat(page, skrip)
    dua.get_by_role("textbox").fill("Sebutkan pasarnya")
    page.get_by_role("button", name="Catat di atas kertas").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih hasil pindaian")
    expect(dua.get_by_role("textbox")).to_have_value("Sebutkan pasarnya")
    page.get_by_label("Scan lembar bertanda tangan").set_input_files(sheet)
    page.get_by_role("button", name="Catat di atas kertas").click()
    expect(page.get_by_text("Validasi 2 kinerja harian di atas kertas dicatat")).to_be_visible()
    expect(page.get_by_role("link", name="Nomor 800/7/CKHP, 20 November 2026")).to_be_visible()
    lihat(page, skrip)
    assert [c.status for c in Catatan.select().order_by(Catatan.id)] == [C.VALID, C.PERBAIKAN, C.DIKIRIM]
    assert LembarCkhp.get().dicatat_oleh == cast.orang["pengelola"]
    ganti_orang(page, masuk, "kepala")
    page.goto(f"{server}/bulanan/2026/11")
    expect(page.get_by_text("Divalidasi Ir. Pandu Wirasena di atas kertas")).to_be_visible()
    ganti_orang(page, masuk, "sekretaris")
    assert page.goto(f"{server}/harian/validasi/{cast.orang['kepala']}/kertas/2026/11").status == 403
    assert page.goto(f"{server}/bulanan/lembar/1").status == 404
