"""What goes wrong is told in Indonesian with a way on, on every road: by routing, rules, the framework, a crash, and by
the server itself before the app is asked. No word of the machinery is ever shown."""

import io
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from waitress.channel import HTTPChannel
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, UnsupportedMediaType

from skpweb import create_app
from skpweb.config import Config
from skpweb.core.errors import Busy, TooMany
from tests.cast import Cast
from tests.klien import Klien, periksa_halaman
from tests.tahan.bahan import Panggung
from tests.tahan.peramban import melayani
from tests.tahan.test_acak import ASING
from wsgi import pasang_tolak

BESAR = {"uraian": "x", "berkas": (io.BytesIO(b"x" * 26 * 1024 * 1024), "a.pdf")}


@pytest.fixture(scope="module")
def app_kantor(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(Config(data=tmp_path_factory.mktemp("kantor")))
    app.test_client_class = Klien
    return app


@pytest.fixture
def klien(app_kantor: Flask, dunia: tuple[bytes, Cast], tmp_path: Path) -> Iterator[Klien]:
    panggung = Panggung(app_kantor, dunia, tmp_path)
    with panggung.kantor():
        yield panggung.klien("pegawai")


def utuh(code: int, text: str) -> None:
    assert periksa_halaman(text) == []
    assert f"Kode {code}." in text
    assert re.search(r'class="btn[^"]*" href="/|<button', text), "no way on"
    assert not ASING.search(text)


def jatuh(error: Exception) -> Callable[..., Any]:
    def view(**_: Any) -> Any:
        raise error

    return view


@pytest.mark.baku("K30", "K65", "V13.4.4")
@pytest.mark.parametrize(
    ("code", "metode", "alamat", "lain"),
    [
        (404, "GET", "/tidak-ada", {}),
        (404, "GET", "/pegawai/999999", {}),
        (404, "GET", "/pegawai/" + "9" * 30, {}),
        (403, "GET", "/audit", {}),
        (405, "GET", "/keluar", {}),
        (405, "DELETE", "/profil", {}),
        (405, "TRACE", "/profil", {}),
        (419, "POST", "/profil/laporkan", {"data": {"uraian": "Pangkat saya keliru."}}),
        (413, "POST", "/profil/laporkan", {"data": BESAR}),
        (
            413,
            "POST",
            "/profil/laporkan",
            {"data": {"uraian": "x" * 3 * 1024 * 1024}, "content_type": "multipart/form-data"},
        ),
        (400, "GET", "/profil", {"headers": {"Host": "x" * 300}}),
    ],
)
def test_refusals(klien: Klien, code: int, metode: str, alamat: str, lain: dict[str, Any]) -> None:
    answer = klien.open(alamat, method=metode, **lain)
    assert answer.status_code == code
    utuh(code, answer.text)


ERRORS = [
    (415, UnsupportedMediaType()), (413, RequestEntityTooLarge()), (429, TooMany("Tunggu.", 3)), (503, Busy("Sibuk.", 5)),
    (500, RuntimeError("rahasia dalam")), (500, KeyError("rahasia dalam")), (500, MemoryError("rahasia dalam")),
    (418, HTTPException("rahasia dalam")),
]  # fmt: skip


@pytest.mark.baku("K30", "K31", "V13.4.2", "V16.5.1")
@pytest.mark.parametrize(
    ("code", "error"), ERRORS, ids=lambda v: v.__class__.__name__ if isinstance(v, Exception) else str(v)
)
@pytest.mark.parametrize("header", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_errors_raised(
    klien: Klien, monkeypatch: pytest.MonkeyPatch, code: int, error: Exception, header: dict[str, str]
) -> None:
    if isinstance(error, HTTPException):
        error.code = code
    monkeypatch.setitem(klien.application.view_functions, "pegawai.profil", jatuh(error))
    answer = klien.get("/profil", headers=header)
    assert answer.status_code == code
    assert "rahasia dalam" not in answer.text
    if header:
        assert answer.text.lstrip().startswith('<div id="galat-halaman"')
    else:
        utuh(code, answer.text)


@pytest.mark.baku("K31", "K62")
@pytest.mark.parametrize(
    ("code", "kirim"),
    [
        (400, b"GET / HTTP/1.1\r\nHost a\r\n\r\n"),
        (400, b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n"),
        (413, b"POST /masuk HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"),
        (501, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: aneh\r\n\r\n"),
    ],
)
def test_what_never_reaches_the_app(klien: Klien, monkeypatch: pytest.MonkeyPatch, code: int, kirim: bytes) -> None:
    monkeypatch.setattr(HTTPChannel, "error_task_class", HTTPChannel.error_task_class)
    pasang_tolak(klien.application)
    with melayani(klien.application) as peladen, socket.create_connection(("127.0.0.1", peladen.port)) as s:
        s.sendall(kirim)
        answer = b"".join(iter(lambda: s.recv(65536), b"")).decode()
    head, _, body = answer.partition("\r\n\r\n")
    assert re.match(rf"HTTP/1\.[01] {code} ", head)
    assert "Content-Security-Policy: default-src 'none'" in head
    utuh(code if code == 413 else 400, body)
