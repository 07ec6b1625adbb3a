"""The process: migrate, then serve. `app` is made when first asked for (flask --app wsgi …)."""

import os
import signal
import sys
from typing import Any

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from skpweb import create_app
from skpweb.cadangan.services_mulai import berjalan
from skpweb.cli import prepare, register
from skpweb.config import Config
from skpweb.core import logs
from skpweb.core.guard import all_headers
from skpweb.core.routes import answer

logs.start()


def __getattr__(name: str) -> Any:
    if name not in ("app", "application"):
        raise AttributeError(name)
    made = create_app()
    register(made)
    globals()["app"] = globals()["application"] = made
    return made


class Tolak(ErrorTask):
    """What the server refuses before the app sees it (no HTTP, or more than any form may hold): a page of ours."""

    halaman: dict[int, bytes] = {}
    kepala: dict[str, str] = {}

    def execute(self) -> None:
        error = self.request.error
        body = self.halaman.get(error.code, self.halaman[400])
        headers = [("Content-Type", "text/html; charset=utf-8"), *self.kepala.items()]
        error.to_response = lambda _: (f"{error.code} {error.reason}", headers, body)
        super().execute()


def pasang_tolak(app: Flask) -> None:
    with app.test_request_context():
        app.preprocess_request()
        Tolak.halaman = {code: answer(code).get_data() for code in (400, 413, 500)}
        Tolak.kepala = all_headers(app.config["SESSION_COOKIE_SECURE"])
    HTTPChannel.error_task_class = Tolak


def setelan(app: Flask, config: Config) -> dict[str, Any]:
    """How waitress serves. Behind a proxy its headers reach ProxyFix, which believes as many as there are proxies; without
    one waitress drops them, whoever sent them."""
    return {
        "host": config.host, "port": config.port, "threads": config.threads, "connection_limit": 1000,
        "asyncore_use_poll": True, "max_request_body_size": app.config["MAX_CONTENT_LENGTH"] + 65536, "ident": "skpweb",
        "clear_untrusted_proxy_headers": not config.proxies,
    }  # fmt: skip


def main() -> None:
    os.umask(0o077)  # whatever it writes is its owner's alone, also without the unit in deploy/
    config = Config.from_environment()
    app = create_app(config)
    prepare(app)
    pasang_tolak(app)
    print(f"skpweb melayani di http://{config.host}:{config.port}  (hentikan dengan Ctrl+C)", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with berjalan():
        waitress.serve(app, **setelan(app, config))


if __name__ == "__main__":
    main()
