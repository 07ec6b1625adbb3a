"""Two tabs with the same form: both texts are there to be read, not squeezed beside a long label."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skpweb.petruk.models import Penilaian
from tests.cast import Cast
from tests.perjalanan.test_petruk import bukti, nominasikan  # noqa: F401  (bukti is a fixture)
from tests.petruk.bantu import angka, buka


@pytest.mark.parametrize("width", [390, 1366])
def test_both_texts_are_readable(
    server: str,
    cast: Cast,
    diawasi: Page,
    masuk: Callable[[Page, str], None],
    bukti: Path,  # noqa: F811
    width: int,
) -> None:
    angka(cast, "pegawai", kinerja="84", hadir=20, perilaku="76")
    page, periode = diawasi, buka(cast)
    masuk(page, "pengelola")
    nominasikan(page, server, cast, periode.id, bukti)
    alamat = f"{server}/petruk/penilaian/{Penilaian.get().id}"
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(alamat)
    kedua = page.context.new_page()
    kedua.set_viewport_size({"width": width, "height": 800})
    kedua.goto(alamat)
    for tab, teks in ((page, "Isian tab pertama"), (kedua, "Isian tab kedua")):
        tab.get_by_label("Uraian").fill(teks)
        tab.get_by_role("button", name="Simpan Penilaian").click()
        tab.wait_for_load_state()
        if tab is page:
            expect(page.get_by_role("heading", level=1)).to_contain_text("Hasil penilaian")
    for teks in ("Isian tab pertama", "Isian tab kedua"):
        box = kedua.locator(".pair dd", has_text=teks).first.bounding_box()
        assert box is not None
        assert box["width"] > 100, teks
    kedua.close()
