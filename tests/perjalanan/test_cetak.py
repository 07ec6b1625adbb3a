"""Paper in a browser: the page of what is typed, the preview, and the code that a stranger types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from skpweb.cetak.models import DokumenTerbit
from skpweb.petruk.rules_alur import StatusPenilaian
from tests.cast import Cast
from tests.cetak.bantu import putuskan
from tests.cetak.bantu_kinerja import setujui, skp_diperiksa
from tests.perjalanan.conftest import axe
from tests.petruk.bantu import sampai

Masuk = Callable[[Page, str], None]


def _isi_dan_cetak(page: Page, server: str, masuk: Masuk, periode_id: int) -> None:
    masuk(page, "pengelola")
    page.goto(f"{server}/cetak/petruk/{periode_id}")
    page.get_by_label("Penandatangan").select_option(label="a.n. kepala: Rukmini Sasmita, S.H., M.M., Sekretaris")
    page.get_by_label("Nomor surat usulan").fill("800/5/USUL/2026")
    page.get_by_label("Tanggal surat usulan").fill("20-11-2026")
    page.get_by_label("Kepada (Yth.)").fill("Kepala Badan Kepegawaian Daerah")
    page.get_by_label("Tim penilai").fill("Bagja Permana")
    page.get_by_role("button", name="Simpan isian").click()
    expect(page.get_by_role("alert")).to_contain_text("nama; kedudukan")
    page.get_by_label("Tim penilai").fill("Bagja Permana, S.T.; Ketua")
    page.get_by_role("button", name="Simpan isian").click()
    expect(page.get_by_text("Isian surat disimpan.")).to_be_visible()
    surat = page.request.get(f"{server}/cetak/petruk/{periode_id}/usulan.pdf")
    assert surat.body().startswith(b"%PDF")


def test_what_is_typed_is_printed(server: str, diawasi: Page, masuk: Masuk, cast: Cast) -> None:
    periode_id = putuskan(cast).periode_id
    _isi_dan_cetak(diawasi, server, masuk, periode_id)
    axe(diawasi)
    diawasi.goto(f"{server}/cetak/petruk/{periode_id}/usulan.html")
    expect(diawasi.get_by_text("a.n. Kepala Dinas Uji Coba")).to_be_visible()
    axe(diawasi)


def test_the_same_without_scripts(server: str, tanpa_js: Page, masuk: Masuk, cast: Cast) -> None:
    _isi_dan_cetak(tanpa_js, server, masuk, putuskan(cast).periode_id)
    assert DokumenTerbit.get().isi["nomor"] == "800/5/USUL/2026"


@pytest.mark.parametrize("lebar", [390, 1366])
def test_a_stranger_checks_a_paper(server: str, diawasi: Page, masuk: Masuk, cast: Cast, lebar: int) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    masuk(diawasi, "pengelola")
    assert diawasi.request.get(f"{server}/cetak/penilaian/{row.id}.pdf").ok
    diawasi.context.clear_cookies()
    diawasi.set_viewport_size({"width": lebar, "height": 900})
    diawasi.goto(f"{server}/masuk")
    diawasi.get_by_role("link", name="Periksa keaslian dokumen").click()
    diawasi.get_by_label("Kode verifikasi").fill(DokumenTerbit.get().kode.lower().replace("-", " "))
    diawasi.get_by_role("button", name="Periksa").click()
    expect(diawasi.get_by_role("status")).to_contain_text("Sesuai.")
    expect(diawasi.get_by_text("90 dari 90")).to_be_visible()
    axe(diawasi)
    diawasi.get_by_label("Kode verifikasi").fill("AAAA BBBB CCCC DDDD")
    diawasi.get_by_role("button", name="Periksa").click()
    expect(diawasi.get_by_role("alert")).to_contain_text("Tidak dikenal.")
    axe(diawasi)


def test_a_stranger_gets_no_paper(server: str, diawasi: Page, masuk: Masuk, cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    masuk(diawasi, "pegawai_lain")
    for alamat, kode in (
        (f"/cetak/penilaian/{row.id}.pdf", 404), (f"/cetak/petruk/{row.periode_id}", 403),
        (f"/cetak/petruk/{row.periode_id}/rekap.pdf", 403), ("/cetak/hasil/1.pdf", 404),
    ):  # fmt: skip
        jawab = diawasi.goto(server + alamat)
        assert jawab is not None
        assert jawab.status == kode
        axe(diawasi)


@pytest.mark.parametrize("lebar", [390, 1366])
def test_the_forms_of_a_year_and_of_a_month_are_read_on_screen(
    server: str, diawasi: Page, masuk: Masuk, cast: Cast, lebar: int
) -> None:
    skp = skp_diperiksa(cast)
    setujui(cast, skp)
    masuk(diawasi, "pegawai")
    diawasi.set_viewport_size({"width": lebar, "height": 900})
    for alamat, judul in (
        (f"skp/{skp.id}", "SASARAN KINERJA PEGAWAI"),
        (f"ckhp/2026/10/{skp.pegawai_id}", "PENDOKUMENTASIAN KINERJA"),
    ):
        diawasi.goto(f"{server}/cetak/{alamat}.html")
        expect(diawasi.get_by_role("heading", name=judul)).to_be_visible()
        axe(diawasi)
        sempit = diawasi.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert sempit[0] <= sempit[1]
        assert diawasi.request.get(f"{server}/cetak/{alamat}.pdf").body().startswith(b"%PDF")
