"""What comes from elsewhere is as it came, and what goes out says nothing of versions."""

import hashlib
import re
import socket
from pathlib import Path

import pytest
from flask import Flask

from skpweb.config import Config
from skpweb.core.assets import FOLDER
from tests.layanan import Layanan
from wsgi import setelan

SIDIK = re.compile(r"\| ([^|]+?) \|[^|]+\|[^|]+\| ([0-9a-f]{64}) \|")


def lain_sidik(folder: Path, told: str) -> set[str]:
    """Third-party scripts that are not what their list says, or that are not in it."""
    known = dict(SIDIK.findall(told))
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.suffix in (".js", ".css")}
    return {
        n for n in known | files if n not in files or hashlib.sha256(files[n].read_bytes()).hexdigest() != known.get(n)
    }


@pytest.mark.baku("K50")
def test_third_party_scripts_are_as_they_came(tmp_path: Path) -> None:
    told = (FOLDER / "vendor" / "README.md").read_text()
    assert SIDIK.findall(told)
    assert lain_sidik(FOLDER / "vendor", told) == set()
    (tmp_path / "lain.js").write_text("1")
    assert lain_sidik(tmp_path, told) == {"lain.js", *dict(SIDIK.findall(told))}


@pytest.mark.baku("K72")
@pytest.mark.parametrize("path", ["/masuk", "/tidak-ada", "/sehat", "/static/x/mark.svg"])
def test_no_head_tells_a_version(app: Flask, tmp_path: Path, path: str) -> None:
    wanted = setelan(app, Config(data=tmp_path, port=0))
    with Layanan(app, **wanted) as server, socket.create_connection(server.tujuan) as s:
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        head = b"".join(iter(lambda: s.recv(65536), b"")).partition(b"\r\n\r\n")[0].decode()
    assert re.search(r"^Server: skpweb\r?$", head, re.M | re.I)
    assert not re.search(r"waitress|werkzeug|flask|python|x-powered-by", head, re.I)
