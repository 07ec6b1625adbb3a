"""A real server on a free loopback port and a real browser in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from skpweb.akun.models import Akun
from skpweb.akun.services import buat_sandi
from skpweb.core.db import tulis
from tests.cast import ORANG as NAMA
from tests.cast import SANDI, Cast, nip_uji
from tests.layanan import Layanan

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
HERE = Path(__file__).parent
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.perjalanan)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ]  # fmt: skip
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "id-ID", "viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The address of the small office, with CSRF tokens on and passwords that work."""
    hashed = buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).execute()
    yield from _jalan(app)


@pytest.fixture
def server_kosong(app_kosong: Flask) -> Iterator[str]:
    yield from _jalan(app_kosong)


def _jalan(app: Flask) -> Iterator[str]:
    app.config["WTF_CSRF_ENABLED"] = True
    with Layanan(app) as running:
        yield running.alamat
    app.config["WTF_CSRF_ENABLED"] = False


def nip(who: str) -> str:
    return nip_uji(NAMA_URUT.index(who))


NAMA_URUT = [
    "kepala", "sekretaris", "atasan", "atasan_lain", "ketua_tim", "pegawai", "pegawai_lain", "pengelola",
    "pengelola_b", "perencana", "pembaca", "admin",
]  # fmt: skip
assert set(NAMA_URUT) == set(NAMA)


@pytest.fixture
def masuk(server: str, cast: Cast) -> Callable[[Page, str], None]:
    """`masuk(page, "pengelola")`: log in as a person does."""

    def enter(page: Page, who: str) -> None:
        if not page.url.endswith("/masuk"):
            page.goto(f"{server}/masuk")
        page.get_by_label("NIP").fill(nip(who))
        page.get_by_label("Kata sandi").fill(SANDI)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: not url.endswith("/masuk"))

    return enter


def axe(page: Page) -> None:
    """No violation of WCAG on the page as it stands."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    told = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
    assert told == [], f"{page.url}: {told}"


@pytest.fixture
def diawasi(page: Page) -> Iterator[Page]:
    """The page; any script error or CSP violation on it fails the test."""
    faults: list[str] = []
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    assert faults == []


@pytest.fixture
def tanpa_js(browser, browser_context_args) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()
