"""The main job: nominate → Team Work → Kunci → paper → rank → decide → scan → berkas; and the stranger who may not."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from skpweb.petruk.models import Penilaian
from tests.cast import Cast
from tests.perjalanan.conftest import axe
from tests.petruk.bantu import PDF, angka, buka

Masuk = Callable[[Page, str], None]


@pytest.fixture
def bukti(tmp_path: Path) -> Path:
    path = tmp_path / "papan-harga.pdf"
    path.write_bytes(PDF)
    return path


def ganti_orang(page: Page, masuk: Masuk, who: str) -> None:
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk")
    masuk(page, who)


def pdf(page: Page, alamat: str) -> str:
    """The words of a document that a link opens."""
    answer = page.request.get(alamat)
    assert answer.status == 200, answer.text()[:300]
    return " ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.body())).pages)


def tunggu_berkas(page: Page, server: str, kerja: str) -> str:
    """The words of a document that a job makes."""
    for _ in range(100):
        if page.request.get(f"{server}/cetak/hasil/{kerja}.pdf").status == 200:
            return pdf(page, f"{server}/cetak/hasil/{kerja}.pdf")
        time.sleep(0.3)
    raise AssertionError("the job does not end")


def nominasikan(page: Page, server: str, cast: Cast, periode_id: int, bukti: Path) -> None:
    page.goto(f"{server}/petruk")
    page.get_by_role("link", name="Oktober 2026").first.click()
    page.get_by_label("Unit kerja").select_option(str(cast.unit["bidang_a"]))
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("button", name="Lakukan Penilaian Endah Lestari").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Penilaian Endah Lestari")
    page.get_by_label("Uraian").fill("Papan harga daring: 21 komoditas tampil setiap hari.")
    page.get_by_label("Bermanfaat bagi semua OPD").check()
    page.get_by_label("Saya menyatakan").check()
    page.get_by_role("button", name="Simpan Penilaian").click()
    expect(page.get_by_role("alert")).to_contain_text("ata dukung")  # level 40 needs evidence
    expect(page.get_by_label("Uraian")).to_have_value("Papan harga daring: 21 komoditas tampil setiap hari.")
    page.get_by_label("Tambah data dukung").set_input_files(bukti)
    page.get_by_role("button", name="Simpan Penilaian").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hasil penilaian")


def nilai_kepala(page: Page, server: str, periode_id: int) -> None:
    page.goto(server)
    page.get_by_role("main").get_by_role("link", name="Nilai", exact=False).first.click()
    page.wait_for_url("**/petruk/**")
    page.goto(f"{server}/petruk/{periode_id}/team-work")
    page.locator("label", has=page.get_by_role("radio", name="20")).first.click()
    page.locator("label", has=page.get_by_role("radio", name="Benarkan")).first.click()
    page.get_by_role("button", name="Simpan nilai").click()
    expect(page.get_by_text("1 dari 1 pegawai sudah dinilai")).to_be_visible()


def kunci_dan_cetak(page: Page, server: str, penilaian_id: int) -> None:
    alamat = f"{server}/cetak/penilaian/{penilaian_id}.pdf"
    page.goto(f"{server}/petruk/penilaian/{penilaian_id}/hasil")
    assert "KONSEP" in pdf(page, alamat)
    page.get_by_role("button", name="Kunci").click()
    expect(page.get_by_role("button", name="Kunci")).to_have_count(0)
    expect(page.get_by_role("link", name="Cetak Hasil Penilaian")).to_be_visible()
    teks = pdf(page, alamat)
    assert "KONSEP" not in teks
    assert "70" in teks
    assert "Endah Lestari" in teks


@pytest.mark.parametrize("skrip", [True, False], ids=["js", "tanpa-js"])
def test_the_main_job(
    server: str, cast: Cast, masuk: Masuk, bukti: Path, skrip: bool, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue("diawasi" if skrip else "tanpa_js")
    lihat = axe if skrip else (lambda page: None)
    angka(cast, "pegawai", kinerja="84", hadir=20, perilaku="76")
    periode = buka(cast)
    masuk(page, "pengelola")
    nominasikan(page, server, cast, periode.id, bukti)
    lihat(page)
    row = Penilaian.get()
    ganti_orang(page, masuk, "kepala")
    nilai_kepala(page, server, periode.id)
    lihat(page)
    ganti_orang(page, masuk, "pengelola")
    kunci_dan_cetak(page, server, row.id)
    lihat(page)
    page.goto(f"{server}/petruk/{periode.id}")
    page.get_by_role("button", name="Tutup pengusulan").click()
    expect(page.get_by_role("button", name="Susun peringkat").first).to_be_visible()
    page.goto(f"{server}/petruk/{periode.id}/peringkat")
    page.get_by_role("button", name="Susun peringkat").click()
    expect(page.get_by_role("button", name="Susun peringkat")).to_have_count(0, timeout=10_000)
    ganti_orang(page, masuk, "kepala")
    page.goto(f"{server}/petruk/{periode.id}/peringkat")
    lihat(page)
    page.get_by_label("Nomor berita acara").first.fill("800/1/UJI/2026")
    page.get_by_label("Tanggal", exact=True).first.fill("21-11-2026")
    page.get_by_role("button", name="Tetapkan", exact=True).click()
    expect(page.get_by_role("link", name="Cetak berita acara")).to_be_visible()
    lihat(page)
    assert "800/1/UJI/2026" in pdf(page, f"{server}/cetak/petruk/{periode.id}/berita-acara.pdf")
    ganti_orang(page, masuk, "pengelola")
    page.goto(f"{server}/petruk/penilaian/{row.id}/hasil")
    page.locator("#scan input[type=file]").set_input_files(bukti)
    page.get_by_role("button", name="Unggah scan bertanda tangan").click()
    expect(page.get_by_role("link", name="Lihat scan bertanda tangan")).to_be_visible()
    page.goto(f"{server}/petruk/{periode.id}/peringkat")
    page.get_by_role("link", name="Surat usulan dan isian dokumen lain").click()
    lihat(page)
    page.get_by_label("Nomor surat usulan").fill("800/2/UJI/2026")
    page.get_by_label("Tanggal surat usulan").fill("21-11-2026")
    page.get_by_label("Kepada (Yth.)").fill("Kepala Badan Kepegawaian")
    page.get_by_role("button", name="Simpan").first.click()
    expect(page.get_by_text("Isian surat disimpan.")).to_be_visible()
    page.goto(f"{server}/petruk/{periode.id}/peringkat")
    page.get_by_role("button", name="Unduh berkas usulan").click()
    page.wait_for_url("**/kerja/*")
    assert "Endah Lestari" in tunggu_berkas(page, server, page.url.rsplit("/", 1)[1])
    assert Penilaian.get().status == "bertanda_tangan"


def test_a_stranger_meets_locked_doors(server: str, cast: Cast, diawasi: Page, masuk: Masuk) -> None:
    angka(cast, "pegawai")
    periode = buka(cast)
    masuk(diawasi, "pegawai_lain")
    for alamat in ("", "/team-work", "/peringkat"):
        answer = diawasi.goto(f"{server}/petruk/{periode.id}{alamat}")
        assert answer.status in (403, 404), alamat
        axe(diawasi)
    assert diawasi.request.get(f"{server}/cetak/petruk/{periode.id}/rekap.pdf").status in (403, 404)


def test_outside_the_window_it_says_until_when_and_who_opens(
    server: str, cast: Cast, diawasi: Page, masuk: Masuk
) -> None:
    periode = buka(cast, hari=-1)
    masuk(diawasi, "pengelola_b")
    diawasi.goto(f"{server}/petruk/{periode.id}")
    expect(diawasi.get_by_role("main")).to_contain_text("ditutup")
    expect(diawasi.get_by_role("main")).to_contain_text("pengelola")
    axe(diawasi)
