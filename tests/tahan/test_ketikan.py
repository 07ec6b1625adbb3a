"""Goal 9: what was typed more than two seconds ago comes back, in every field of every form, whatever happened meanwhile.

The forms are found on the pages themselves, as the people of the cast see them in every state of the access tables. All
forms of a page are filled in; after the blow the page is opened again and every field compared.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from skpweb.akun.models import Sesi
from skpweb.akun.queries import akun_milik
from skpweb.akun.services import akhiri_sesi, nonaktifkan
from skpweb.core.access import SISTEM
from skpweb.core.clock import sekarang
from skpweb.core.db import tulis
from tests.akses import Baris
from tests.tahan.bahan import Panggung, baris, formulir, siapa
from tests.tahan.peramban import Peladen, masukkan_peramban, melayani

BACA = [r for r in baris("GET", 200) if r.endpoint.split(".")[0] not in ("cetak", "aset", "draf")]
DUA_DETIK = 2_000  # ms
LEWAT = {"hidden", "password", "file", "submit", "button", "reset", "image"}  # what is no typing, or must not be kept
# In the page: what a form holds (every control that a person can see and change), and typing into all of them.
SISI = """
(() => {
  const lewat = ["hidden", "password", "file", "submit", "button", "reset", "image"];
  const forms = () => [...document.querySelectorAll("form[data-draft]")];
  const kontrol = (f) => [...f.elements].filter((e) => e.name && !e.disabled && !e.readOnly && !lewat.includes(e.type));
  const tick = (e) => e.type === "checkbox" || e.type === "radio";
  window.ujiIsi = () => forms().map((f) => kontrol(f).map((e) => [e.name, tick(e) ? (e.checked ? e.value : null) : e.value]));
  window.ujiKetik = () => forms().forEach((f, n) => kontrol(f).forEach((e, k) => {
    if (e.type === "radio") { e.checked = true; }
    else if (e.type === "checkbox") { e.checked = !e.checked; }
    else if (e.tagName === "SELECT") { e.selectedIndex = (e.selectedIndex + 1) % e.options.length; }
    else { e.value = "Ketikan " + n + "-" + k + " <b>\\"é\\" & ‘…’</b>" + (e.tagName === "TEXTAREA" ? "\\nbaris kedua" : ""); }
    for (const kind of ["input", "change"]) { e.dispatchEvent(new Event(kind, { bubbles: true })); }
  }));
  window.ujiTenang = () => forms().every((f) => { const p = f.querySelector("[data-draf-kabar]"); return p && p.textContent; });
})()
"""


@dataclass
class Lembar:
    """A page with forms, how to come to it, and the forms that no page before it has shown."""

    row: Baris
    who: str
    baru: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)


def lembar(panggung: Panggung, rows: list[Baris]) -> Iterator[Lembar]:
    """Pages that show a form into which one types that is on no page before."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    routes = panggung.app.url_map.bind("localhost")
    for row in rows:
        with panggung.main(row) as adegan:
            for who in siapa(row, 200):
                answer = panggung.klien(who).get(adegan.alamat)
                forms = formulir(adegan.alamat, answer.text) if answer.mimetype == "text/html" else []
                typed = [f for f in forms if "data-draft" in f.attrs and set(f.isian.values()) - LEWAT]
                keys = {(routes.match(f.aksi, "POST")[0], tuple(sorted(f.isian))) for f in typed}
                if keys - seen:
                    yield Lembar(row, who, keys - seen)
                    seen |= keys


class Kejadian:
    """A page in a browser, and the seven blows; each leaves a page on which the forms stand again."""

    def __init__(self, panggung: Panggung, peladen: Peladen, context: BrowserContext, who: str, alamat: str) -> None:
        self.panggung, self.peladen, self.context, self.who, self.alamat = panggung, peladen, context, who, alamat
        masukkan_peramban(context, panggung, who, peladen.alamat)
        self.page = self.buka()

    def buka(self, jam: bool = True) -> Page:
        page = self.context.new_page()
        page.add_init_script(f"addEventListener('DOMContentLoaded', () => {SISI})")
        if jam:
            page.clock.install()
        page.goto(self.peladen.alamat + self.alamat)
        page.wait_for_load_state("networkidle")
        return page

    def ketik(self) -> list[Any]:
        """Everything is typed, and two seconds pass. What then stands in the forms."""
        self.page.evaluate("ujiKetik()")
        typed = self.page.evaluate("ujiIsi()")
        self.page.clock.run_for(DUA_DETIK)
        with suppress(Error):  # without the script nothing is told
            self.page.wait_for_function("ujiTenang()", timeout=1000, polling=50)
        return list(typed)

    def lagi(self) -> Page:
        """The page again, after a log-in where that is asked."""
        if self.page.goto(self.peladen.alamat + self.alamat).status == 401:  # type: ignore[union-attr]
            masukkan_peramban(self.context, self.panggung, self.who, self.peladen.alamat)
            self.page.goto(self.peladen.alamat + self.alamat)
        return self.page

    def sesi_berakhir(self) -> Page:
        with tulis(exempt="uji"):
            Sesi.delete().execute()
        return self.lagi()

    def server_dimulai_ulang(self) -> Page:
        self.peladen.henti()
        self.peladen.mulai()
        return self.lagi()

    def jaringan_putus(self) -> Page:
        """The cable is out while one types, and the computer goes down with it."""
        self.page.close(run_before_unload=False)
        self.context.set_offline(False)
        return self.buka(jam=False)

    def tab_mati(self) -> Page:
        """What draws the page dies at once; no script of it is asked."""
        with self.page.expect_event("crash"), suppress(Error):
            self.page.goto("chrome://crash")
        return self.buka(jam=False)

    def kembali(self) -> Page:
        self.page.goto(self.peladen.alamat + "/profil?lain=1")
        self.page.go_back()
        return self.page

    def tab_kedua(self) -> Page:
        return self.buka(jam=False)

    def dikeluarkan_admin(self) -> Page:
        if self.who == "admin":  # the last one cannot be shut out; he ends the session from another place
            with tulis(exempt="uji"):
                akhiri_sesi(akun_milik(self.panggung.cast.orang[self.who]).id, kecuali=None, pada=sekarang())
            return self.lagi()
        for aktif in (False, True):
            nonaktifkan(SISTEM, akun_milik(self.panggung.cast.orang[self.who]), aktif, pada=sekarang())
        return self.lagi()


KEJADIAN = (
    "sesi_berakhir",
    "server_dimulai_ulang",
    "jaringan_putus",
    "tab_mati",
    "kembali",
    "tab_kedua",
    "dikeluarkan_admin",
)


def hilang(panggung: Panggung, browser: Browser, isi: Lembar, apa: str, skrip: bool = True) -> tuple[int, list[str]]:
    """How many fields were typed into on this page, and which of them did not come back after the blow."""
    context = browser.new_context(locale="id-ID")
    context.set_default_timeout(20_000)
    if not skrip:
        context.route("**/*.js", lambda route: route.abort())
    with panggung.main(isi.row) as adegan, melayani(panggung.app) as peladen:
        kejadian = Kejadian(panggung, peladen, context, isi.who, adegan.alamat)
        context.set_offline(apa == "jaringan_putus")
        typed = kejadian.ketik()
        page = getattr(kejadian, apa)()
        page.wait_for_load_state("networkidle")
        if page.evaluate("ujiIsi()") != typed:
            pakai = page.get_by_role("button", name="Pakai isian ini")
            for _ in range(pakai.count()):
                pakai.first.click()
        back = page.evaluate("ujiIsi()")
        context.close()
    fields = [(n, pair) for n, form in enumerate(typed) for pair in form]
    lost = [
        f"{isi.row} {isi.who}, {apa}: form {n} {pair}" for n, pair in fields if n >= len(back) or pair not in back[n]
    ]
    return len(fields), lost


@pytest.fixture(autouse=True)
def _token(panggung: Panggung) -> Iterator[None]:
    panggung.app.config["WTF_CSRF_ENABLED"] = True
    yield
    panggung.app.config["WTF_CSRF_ENABLED"] = False


def test_seven_forms_survive_seven_blows(panggung: Panggung, browser: Browser, angka: Callable[[str], None]) -> None:
    sample = list(lembar(panggung, BACA[3::15]))
    pages = [sample[n * len(sample) // 7] for n in range(7)]
    results = [hilang(panggung, browser, p, apa) for p, apa in zip(pages, KEJADIAN, strict=True)]
    lost = [text for _, more in results for text in more]
    angka(f"7 pages × 1 blow each: {sum(n for n, _ in results)} fields, {len(lost)} lost")
    assert lost == []


@pytest.mark.lama
def test_every_field_of_every_form_survives_every_blow(
    panggung: Panggung, browser: Browser, angka: Callable[[str], None]
) -> None:
    pages = list(lembar(panggung, BACA))
    results = [hilang(panggung, browser, p, apa) for p in pages for apa in KEJADIAN]
    lost = [text for _, more in results for text in more]
    forms = sum(len(p.baru) for p in pages)
    angka(f"{forms} forms on {len(pages)} pages × 7 blows: {sum(n for n, _ in results)} fields, {len(lost)} lost")
    assert lost == []


@pytest.mark.parametrize("apa", ["sesi_berakhir", "tab_mati"])
def test_without_the_script_all_is_lost(panggung: Panggung, browser: Browser, apa: str) -> None:
    """Negative control."""
    page = next(lembar(panggung, [r for r in BACA if r.endpoint == "pegawai.profil"]))
    typed, lost = hilang(panggung, browser, page, apa, skrip=False)
    assert len(lost) == typed > 0
