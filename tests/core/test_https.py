"""Behind the reverse proxy with HTTPS: cookies, HSTS, whose word about the address counts; and what needs no HTTPS."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request

from skpweb import create_app
from skpweb.akun.models import Akun
from skpweb.akun.services import buat_sandi
from skpweb.config import Config
from skpweb.core.db import db, open_database, tulis
from tests.cast import SANDI, Cast, nip_uji
from tests.tahan.peramban import melayani

NIP = nip_uji(5)  # pegawai


def buka(data: Path, path: str, **lain: object) -> Flask:
    """Another app on the test's own database."""
    made = create_app(Config(data=data, testing=True, **lain))  # type: ignore[arg-type]
    made.config["WTF_CSRF_ENABLED"] = False
    open_database(Path(path))
    return made


@pytest.fixture
def aman(app: Flask, cast: Cast, tmp_path: Path) -> Iterator[Flask]:
    hashed, path = buat_sandi(SANDI), db.database
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    yield buka(tmp_path / "aman", path, https=True, proxies=1)
    open_database(Path(path))


def masuk(app: Flask, **kepala: str):  # type: ignore[no-untyped-def]
    return app.test_client().post("/masuk", data={"nip": NIP, "sandi": SANDI}, headers=kepala)


@pytest.mark.baku("V3.3.1", "V3.3.2", "V3.3.3", "V3.3.4", "K12", "K13")
def test_each_cookie_is_closed(aman: Flask) -> None:
    cookies = masuk(aman).headers.getlist("Set-Cookie")
    assert {c.split("=")[0] for c in cookies} == {"__Host-skpweb", "__Host-skpweb_kenal"}
    for cookie in cookies:
        parts = {p.strip() for p in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert "Domain" not in cookie


@pytest.mark.baku("V3.3.4", "K13")
def test_no_page_tells_the_token(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    with client.session_transaction() as session:
        token = session["_user_id"]
    for path in ("/", "/sesi", "/profil"):
        assert token not in client.get(path).text


@pytest.mark.baku("V3.4.1")
def test_hsts_on_every_answer(aman: Flask, app: Flask) -> None:
    for path in ("/masuk", "/tidak-ada", "/sehat", "/pegawai", "/static/x/mark.svg"):
        told = aman.test_client().get(path).headers["Strict-Transport-Security"]
        assert int(re.search(r"max-age=(\d+)", told).group(1)) >= 31_536_000
        assert "includeSubDomains" in told
    assert "Strict-Transport-Security" not in app.test_client().get("/masuk").headers  # plain HTTP must not say it


@pytest.mark.baku("V4.1.3")
def test_only_the_proxy_is_believed(aman: Flask, app: Flask) -> None:
    """The proxy puts its word last; without a proxy nobody's word counts."""
    for one, alamat in ((aman, "10.0.0.9"), (app, "127.0.0.1")):
        with one.test_client() as client:
            client.get(
                "/masuk", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.9", "X-Real-IP": "6.6.6.6", "X-User-ID": "1"}
            )
            assert request.remote_addr == alamat


@pytest.mark.baku("V3.4.2")
@pytest.mark.parametrize("path", ["/masuk", "/sehat", "/pegawai", "/static/x/mark.svg"])
def test_no_other_site_may_read(app: Flask, path: str) -> None:
    for answer in (
        app.test_client().get(path, headers={"Origin": "https://jahat.invalid"}),
        app.test_client().options(path, headers={"Origin": "null", "Access-Control-Request-Method": "GET"}),
    ):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.baku("V4.1.1")
def test_text_says_its_letters(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    shelf = [i.kind for i in app.extensions["aset"].items.values()]
    pages = [client.get(p).content_type for p in ("/masuk", "/", "/tidak-ada", "/kantor.css", "/pengaturan")]
    for kind in shelf + pages:
        if kind.startswith("text/") or "xml" in kind:
            assert "charset=utf-8" in kind
    assert "text/html; charset=utf-8" in pages
    assert client.get("/sehat").content_type == "application/json"


@pytest.mark.baku("V4.2.1")
def test_one_request_is_no_second_one(app: Flask) -> None:
    """Length and chunks at once: the chunks tell where it ends, so that what lies in a body is never taken for a request."""
    dalam = b"GET /sehat HTTP/1.1\r\nHost: a\r\n\r\n"
    ukuran = b"%x\r\n" % len(dalam)
    tutup = b"GET /masuk HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    def kirim(kepala: bytes, ekor: bytes) -> bytes:
        awal = b"POST /tidak-ada HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n" % (len(ukuran), kepala)
        with melayani(app) as peladen, socket.create_connection(("127.0.0.1", peladen.port)) as s:
            s.sendall(awal + ukuran + dalam + ekor + tutup)
            return b"".join(iter(lambda: s.recv(65536), b""))

    assert b"basis_data" not in kirim(b"Transfer-Encoding: chunked\r\n", b"\r\n0\r\n\r\n")
    assert b"basis_data" in kirim(b"", b"")  # negative control: by its length alone the body ends before
