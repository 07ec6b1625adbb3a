"""A real server before a world that changes under it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import waitress.server
from flask import Flask
from playwright.sync_api import BrowserContext

from skpweb.core.db import db
from tests.perjalanan.conftest import hentikan
from tests.tahan.bahan import Panggung


class Peladen:
    """Serves the app; may be stopped and started again at the same address."""

    def __init__(self, app: Flask) -> None:
        self.app, self.port = app, 0

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mulai(self) -> None:
        self._server = waitress.server.create_server(self.app, host="127.0.0.1", port=self.port, threads=8)
        self.port = self._server.effective_port
        self._thread = Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def henti(self) -> None:
        hentikan(self._server, self._thread)
        db.close_all()


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
