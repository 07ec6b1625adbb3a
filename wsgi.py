"""The process: migrate, then serve. `app` is made when first asked for (flask --app wsgi …)."""

import logging
import signal
import sys
from typing import Any

import waitress

from skpweb import create_app
from skpweb.cadangan.services_mulai import berjalan
from skpweb.cli import prepare, register
from skpweb.config import Config

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")


def __getattr__(name: str) -> Any:
    if name not in ("app", "application"):
        raise AttributeError(name)
    made = create_app()
    register(made)
    globals()["app"] = globals()["application"] = made
    return made


def main() -> None:
    config = Config.from_environment()
    app = create_app(config)
    prepare(app)
    print(f"skpweb melayani di http://{config.host}:{config.port}  (hentikan dengan Ctrl+C)", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with berjalan():
        waitress.serve(
            app, host=config.host, port=config.port, threads=config.threads, connection_limit=1000,
            asyncore_use_poll=True, max_request_body_size=app.config["MAX_CONTENT_LENGTH"] + 65536, ident="skpweb",
        )  # fmt: skip


if __name__ == "__main__":
    main()
