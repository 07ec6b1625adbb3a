import threading
from collections.abc import Iterator
from dataclasses import replace as ganti
from http.server import ThreadingHTTPServer

import pytest
from flask import Flask

from tests.akun.penyedia import Penyedia, layani


@pytest.fixture
def penyedia(app: Flask) -> Iterator[Penyedia]:
    told = Penyedia()
    server = ThreadingHTTPServer(("127.0.0.1", 0), layani(told))
    told.alamat = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    before = app.config["SKPWEB"]
    app.config["SKPWEB"] = ganti(before, oidc_issuer=told.alamat, oidc_client="skpweb", oidc_secret="rahasia-kantor")
    app.extensions.pop("oidc", None)
    yield told
    app.config["SKPWEB"] = before
    app.extensions.pop("oidc", None)
    server.shutdown()
    server.server_close()
    thread.join()
