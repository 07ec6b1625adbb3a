"""A day is logged and sent: on a phone, by keyboard alone, without JavaScript; hand movements are counted."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from skpweb.harian.models import Catatan, NilaiBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.skp.rules import Agregasi
from tests.cast import Cast
from tests.harian.bantu_validasi import catatan_ada, kunci_ada
from tests.perjalanan.conftest import axe
from tests.petruk.bantu import PDF
from tests.skp.bantu import iki_ada, rhk_ada, skp_lengkap

Masuk = Callable[[Page, str], None]
TEKS = "Menerbitkan laporan harga 21 komoditas."


@pytest.fixture
def skp(cast: Cast, server: str):  # type: ignore[no-untyped-def]
    rencana = skp_lengkap(cast, "pegawai", datetime(2026, 1, 5, tzinfo=UTC))
    iki_ada(rhk_ada(rencana[0]), "Indeks kepuasan", batas="90", satuan="indeks", agregasi=Agregasi.RATA_RATA)
    return rencana


class Tangan:
    """Counts movements of the hand: a click or a key that is no text."""

    def __init__(self, page: Page) -> None:
        self.page, self.jumlah = page, 0

    def klik(self, sasaran: Locator) -> None:
        self.jumlah += 1
        sasaran.click()

    def tekan(self, tombol: str) -> None:
        self.jumlah += 1
        self.page.keyboard.press(tombol)


def test_a_day_is_logged_with_four_movements_and_sent_with_one_more(
    server: str, diawasi: Page, masuk: Masuk, skp: object
) -> None:
    page = diawasi
    masuk(page, "pegawai")
    tangan = Tangan(page)
    tangan.klik(
        page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Kinerja harian", exact=True)
    )
    tangan.klik(page.get_by_label("Uraian"))
    page.keyboard.type(TEKS)
    tangan.tekan("Tab")
    page.keyboard.type("1")
    tangan.klik(page.get_by_role("button", name="Simpan catatan"))
    expect(page.get_by_text("Catatan tersimpan sebagai konsep.")).to_be_visible()
    assert tangan.jumlah <= 4
    assert Catatan.get().realisasi == 1
    axe(page)
    tangan.klik(page.get_by_role("button", name="Kirim Kinerja Harian"))
    expect(page.get_by_text("1 kinerja dikirim ke Bagja Permana, S.T.")).to_be_visible()
    assert Catatan.get().status == "dikirim"
    axe(page)


def test_the_form_asks_for_what_the_chosen_indicator_needs(
    server: str, diawasi: Page, masuk: Masuk, skp: object
) -> None:
    page = diawasi
    masuk(page, "pegawai")
    page.goto(f"{server}/harian")
    expect(page.get_by_label("Indikator Kinerja Tambahan")).to_be_hidden()
    expect(page.get_by_label("Realisasi")).to_be_visible()
    page.get_by_label("Indikator Kinerja Utama").select_option(label="2.1 Indeks kepuasan")
    expect(page.get_by_label("Realisasi")).to_be_hidden()
    page.get_by_text("+ Kinerja Tambahan").click()
    expect(page.get_by_label("Indikator Kinerja Utama")).to_be_hidden()
    expect(page.get_by_label("Realisasi")).to_be_visible()
    page.get_by_label("Indikator Kinerja Tambahan").select_option(label="Tanpa indikator (dicatat saja, tanpa angka)")
    expect(page.get_by_label("Realisasi")).to_be_hidden()
    page.get_by_label("Uraian").fill("Menerima tamu dari kabupaten tetangga.")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Catatan tersimpan sebagai konsep.")).to_be_visible()
    assert (Catatan.get().jenis, Catatan.get().iki_id) == ("lain", None)
    page.get_by_role("button", name="Kirim Kinerja Harian").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada Kinerja Utama")
    axe(page)


def test_by_keyboard_alone(server: str, diawasi: Page, masuk: Masuk, skp: object) -> None:
    page = diawasi
    masuk(page, "pegawai")
    page.goto(f"{server}/harian")

    def sampai(sasaran: Locator) -> None:
        for _ in range(80):
            if sasaran.evaluate("e => e === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError("never reached")

    sampai(page.get_by_role("radio", name="+ Kinerja Utama"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Indikator Kinerja Tambahan")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    sampai(page.get_by_label("Uraian"))
    page.keyboard.type("singkat")
    page.keyboard.press("Tab")
    page.keyboard.type("2,5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link in the summary leads to the field
    expect(page.get_by_label("Uraian")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(TEKS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Catatan tersimpan sebagai konsep.")).to_be_visible()
    sampai(page.get_by_role("button", name="Kirim Kinerja Harian"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 kinerja dikirim ke Bagja Permana, S.T.")).to_be_visible()


@pytest.mark.parametrize("lebar", [390, 1366])
@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_a_month_at_hand(
    server: str, masuk: Masuk, skp: tuple, cast: Cast, tmp_path: Path, lebar: int, skrip: bool,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    page.set_viewport_size({"width": lebar, "height": 844})
    lihat = axe if skrip else (lambda page: None)
    bukti = tmp_path / "daftar-harga.pdf"
    bukti.write_bytes(PDF)
    for tanggal, status in ((16, "valid"), (18, "perbaikan"), (19, "ditolak"), (20, "konsep")):
        catatan_ada(skp[0], skp[1], date(2026, 11, tanggal), StatusCatatan(status))
    masuk(page, "pegawai")
    page.goto(f"{server}/harian")
    lihat(page)
    page.get_by_role("link", name="Ulangi kemarin").click()
    expect(page.get_by_label("Uraian")).to_have_value(TEKS[:-1])
    page.get_by_label("Bukti").set_input_files(bukti)
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_role("link", name="daftar-harga.pdf").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= lebar
    lihat(page)
    page.get_by_role("link", name="18 November", exact=False).first.click()
    page.get_by_role("link", name="Ubah Menerbitkan", exact=False).click()
    expect(page.get_by_text("Sebutkan pasarnya").first).to_be_visible()
    lihat(page)
    page.get_by_label("Uraian").fill("Menerbitkan laporan harga Pasar Induk.")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_text("Perubahan catatan tersimpan.")).to_be_visible()
    page.get_by_role("link", name="Isi nilai Indeks kepuasan").click()
    page.get_by_role("textbox", name="Nilai akhir bulan").fill("92,5")
    lihat(page)
    page.get_by_role("button", name="Simpan nilai").click()
    expect(page.get_by_text("Nilai akhir bulan tersimpan sebagai konsep.")).to_be_visible()
    page.get_by_label("Menerbitkan laporan harga Pasar Induk.").check()
    page.get_by_role("button", name="Kirim Kinerja Harian").click()
    expect(page.get_by_text("4 kinerja dikirim ke Bagja Permana, S.T.")).to_be_visible()
    assert NilaiBulan.get().status == "dikirim"
    kunci_ada(cast, "pegawai")
    page.goto(f"{server}/harian")
    expect(page.get_by_text("November 2026 sudah dikunci", exact=False).last).to_be_visible()
    lihat(page)


def test_a_stranger_finds_nothing(server: str, diawasi: Page, masuk: Masuk, skp: tuple) -> None:
    row = catatan_ada(skp[0], skp[1], date(2026, 11, 20), StatusCatatan.KONSEP)
    masuk(diawasi, "pegawai_lain")
    for alamat in (f"/harian/catatan/{row.id}", "/harian/bukti/1"):
        assert diawasi.goto(f"{server}{alamat}").status == 404
    diawasi.goto(f"{server}/harian")
    expect(diawasi.get_by_text("Belum ada SKP", exact=True)).to_be_visible()
    axe(diawasi)
