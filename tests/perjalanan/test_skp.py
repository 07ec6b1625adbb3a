"""A plan written in the browser: hands counted, by keyboard, on a phone, without JavaScript."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from skpweb.matriks.queries import target_banyak
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import isi_skp
from skpweb.skp.rules import StatusSkp
from tests.cast import Cast
from tests.perjalanan.conftest import axe
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

Masuk = Callable[[Page, str], None]
KECIL = {"width": 390, "height": 844}


class Tangan:
    """Counts clicks and keys besides typing."""

    def __init__(self, page: Page) -> None:
        self.page, self.gerak = page, 0

    def klik(self, what: Locator) -> None:
        self.gerak += 1
        what.click()

    def tekan(self, key: str) -> None:
        self.gerak += 1
        self.page.keyboard.press(key)

    def ketik(self, label: str, text: str) -> None:
        """Into the field that has the focus, which must be this one."""
        expect(self.page.get_by_label(label, exact=True)).to_be_focused()
        self.page.keyboard.type(text)


def indikator(hand: Tangan, teks: str, target: str) -> None:
    hand.ketik("Indikator kinerja individu", teks)
    hand.tekan("Tab")
    hand.ketik("Target", target)


@pytest.fixture
def atas(cast: Cast, pada: datetime) -> Rhk:
    return rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.KONSEP), "Terkendalinya harga")


def test_four_lines_with_two_indicators_each_and_their_matrix(
    server: str, diawasi: Page, masuk: Masuk, cast: Cast, atas: Rhk
) -> None:
    page, hand = diawasi, Tangan(diawasi)
    masuk(page, "pegawai")
    hand.klik(page.get_by_role("link", name="SKP saya").first)
    hand.klik(page.get_by_role("button", name="Buat SKP 2026"))
    for n in range(4):
        hand.klik(page.get_by_role("link", name="Tambah RHK", exact=True))
        hand.ketik("Rencana hasil kerja", f"Tersedianya data {n}")
        hand.tekan("Tab")  # the superior's only RHK is chosen already
        hand.tekan("Enter")
        expect(page.get_by_role("heading", name="Tambah Indikator untuk RHK")).to_be_visible()
        indikator(hand, f"Jumlah laporan {n}", "240 laporan")
        hand.klik(page.get_by_role("button", name="Simpan dan tambah lagi"))
        expect(page.get_by_text("Sekarang yang berikutnya")).to_be_visible()
        indikator(hand, f"Ketepatan terbit {n}", "95 %")
        hand.tekan("Enter")
        expect(page.get_by_text("Indikator disimpan.", exact=True)).to_be_visible()
    axe(page)
    expect(page.get_by_role("heading", name="RHK dan indikator sudah lengkap")).to_be_visible()
    hand.klik(page.get_by_role("link", name="Matriks target", exact=True))
    hand.klik(page.get_by_role("button", name="Bagi rata ke semua"))
    expect(page.get_by_text("Dibagi rata")).to_be_visible()
    skp = Skp.get(Skp.pegawai == cast.orang["pegawai"])
    isi = isi_skp(skp.id)
    assert [len(r.iki) for r in isi.rhk] == [2] * 4
    assert {r.induk_id for r in isi.rhk} == {atas.id}
    assert {(i.batas_atas, i.satuan, i.agregasi.value) for i in isi.iki} == {
        (240, "laporan", "jumlah"),
        (95, "%", "rata_rata"),
    }
    assert all(len(row) == 12 for row in target_banyak([skp.id]).values())
    assert hand.gerak <= 45


def test_mending_deleting_and_moving_on_a_phone(
    server: str, diawasi: Page, masuk: Masuk, cast: Cast, pada: datetime, atas: Rhk
) -> None:
    skp = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    rhk = rhk_ada(skp, "Mengikuti rapat", direktif=False)
    iki_ada(rhk, "Jumlah notula")
    rhk_ada(skp, "Tersusunnya " + "naskah kebijakan yang panjang sekali " * 12, induk=atas, induk_teks="Kata lama")
    page = diawasi
    page.set_viewport_size(KECIL)
    masuk(page, "pegawai")
    page.goto(f"{server}/skp/{skp.id}")
    expect(page.get_by_text("“Mengikuti” menyebut kegiatan")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == KECIL["width"]
    axe(page)
    page.get_by_role("link", name="RHK 1 belum ditautkan").click()
    page.get_by_label("Terkendalinya harga (Bagja").check()
    page.get_by_label("Rencana hasil kerja", exact=True).fill("")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis hasil yang dituju")
    axe(page)
    page.get_by_label("Rencana hasil kerja", exact=True).fill("Terdokumentasinya hasil rapat")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Perubahan RHK disimpan.")).to_be_visible()
    page.get_by_role("button", name="Pakai teks baru").click()
    expect(page.get_by_text("Kata-kata baru")).to_be_visible()
    page.get_by_role("button", name="Naikkan RHK 2").click()
    expect(page.get_by_role("button", name="Naikkan RHK 2")).to_be_visible()
    expect(page.locator("th[scope=rowgroup]").first).to_contain_text("naskah kebijakan")
    page.get_by_role("link", name="Hapus RHK 2").click()
    expect(page.get_by_text("1 indikatornya ikut terhapus")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Hapus RHK").click()
    expect(page.get_by_text("RHK dihapus.")).to_be_visible()
    assert (Rhk.select().where(Rhk.skp == skp.id).count(), Iki.select().count()) == (1, 0)


def test_without_javascript(server: str, tanpa_js: Page, masuk: Masuk, cast: Cast) -> None:
    page = tanpa_js
    masuk(page, "pegawai")
    page.goto(f"{server}/skp")
    page.get_by_role("button", name="Buat SKP 2026").click()
    page.get_by_role("link", name="Tambah RHK", exact=True).first.click()
    expect(page.get_by_text("belum punya RHK tahun ini")).to_be_visible()
    page.get_by_label("Rencana hasil kerja", exact=True).fill("Tersedianya data")
    page.get_by_label("Tidak mendukung RHK").check()
    page.get_by_role("button", name="Simpan dan tambah indikator").click()
    expect(page.get_by_role("alert")).to_contain_text("siapa pemberi penugasan")
    page.get_by_label("Pemberi penugasan").fill("Sekretaris")
    page.get_by_role("button", name="Simpan dan tambah indikator").click()
    page.get_by_label("Indikator kinerja individu", exact=True).fill("Jumlah data")
    page.get_by_label("Target", exact=True).fill("12 data")
    page.get_by_role("button", name="Simpan Indikator").click()
    expect(page.get_by_text("Penugasan dari Sekretaris")).to_be_visible()
    assert Iki.get().satuan == "data"


def test_a_stranger_and_a_reader(server: str, diawasi: Page, masuk: Masuk, cast: Cast, pada: datetime) -> None:
    skp = skp_ada(cast, "pegawai_lain", pada, status=StatusSkp.KONSEP)
    rhk = rhk_ada(skp)
    masuk(diawasi, "atasan_lain")
    diawasi.goto(f"{server}/skp/{skp.id}")
    expect(diawasi.get_by_text("Diisi oleh pemiliknya")).to_be_visible()
    expect(diawasi.get_by_role("link", name="Tambah RHK")).to_have_count(0)
    axe(diawasi)
    diawasi.goto(f"{server}/rhk/{rhk.id}")
    expect(diawasi.get_by_text("SKP hanya diisi oleh pemiliknya")).to_be_visible()
    diawasi.get_by_role("button", name="Keluar").click()
    diawasi.wait_for_url("**/masuk")
    masuk(diawasi, "pegawai")
    answer = diawasi.goto(f"{server}/skp/{skp.id}")
    assert answer is not None
    assert answer.status == 404
