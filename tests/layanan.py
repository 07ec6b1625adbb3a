"""The app behind the web server it is delivered with, in a thread of the test."""

from threading import Event, Thread
from types import TracebackType
from typing import Self

import waitress.server
from flask import Flask
from waitress import wasyncore


class Layanan:
    """Serves from its making until `hentikan`. It is ended step by step: its loop, its workers, its sockets. A socket
    closed under the `select` of the loop, or while a worker still answers, would break another one of the same number.
    """

    def __init__(self, app: Flask, **setelan: object) -> None:
        wanted = {"host": "127.0.0.1", "port": 0, "threads": 8, **setelan}
        self._server = waitress.server.create_server(app, **wanted)
        self.port: int = self._server.effective_port
        self.tujuan = ("127.0.0.1", self.port)
        self.alamat = f"http://127.0.0.1:{self.port}"
        self._ended = Event()
        self._thread = Thread(target=self._layani, daemon=True)
        self._thread.start()

    def _layani(self) -> None:
        while not self._ended.is_set():
            wasyncore.loop(timeout=1, map=self._server._map, count=1)

    def hentikan(self) -> None:
        self._ended.set()
        self._server.pull_trigger()
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()
        self._server.task_dispatcher.shutdown(timeout=60)
        wasyncore.close_all(self._server._map)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.hentikan()
