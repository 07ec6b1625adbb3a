"""A real server before a world that changes under it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import BrowserContext

from tests.conftest import tutup_database
from tests.layanan import Layanan
from tests.tahan.bahan import Panggung


class Peladen:
    """Serves the app; may be stopped and started again at the same address."""

    def __init__(self, app: Flask) -> None:
        self.app, self.port = app, 0

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mulai(self) -> None:
        self._layanan = Layanan(self.app, port=self.port)
        self.port = self._layanan.port

    def henti(self) -> None:
        self._layanan.hentikan()
        tutup_database()


@contextmanager
def melayani(app: Flask) -> Iterator[Peladen]:
    peladen = Peladen(app)
    peladen.mulai()
    yield peladen
    peladen.henti()


def masukkan_peramban(context: BrowserContext, panggung: Panggung, who: str, server: str) -> None:
    """This browser is logged in as that person ("anonim": as nobody)."""
    context.clear_cookies()
    if cookie := panggung.klien(who).get_cookie("skpweb"):
        context.add_cookies([{"name": "skpweb", "value": cookie.value, "url": server}])
