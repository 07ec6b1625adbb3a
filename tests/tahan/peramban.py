"""A real server before a world that changes under it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tests.perjalanan.conftest import hentikan, layani


@contextmanager
def melayani(app: Flask) -> Iterator[str]:
    """The address at which the app is served."""
    running, thread = layani(app)
    yield f"http://127.0.0.1:{running.effective_port}"
    hentikan(running, thread)
