"""What must not get out: the key, the source beside the pages, what a browser or proxy would keep; and how things are signed."""

import hashlib
import json
import os
import re
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeSerializer

from bench.halaman import Peladen
from skpweb.akun.login import _penanda
from skpweb.akun.models import Akun, AkunPeran
from skpweb.akun.rules import kode_baru
from skpweb.akun.services import buat_sandi
from skpweb.cetak.proses import mulai
from skpweb.config import Config
from skpweb.core.db import tulis
from skpweb.core.guard import masked_token
from skpweb.pegawai.models import LaporanData
from tests.cast import SANDI, Cast, nip_uji
from tests.layanan import Layanan
from wsgi import setelan

TOP = Path(__file__).parents[2]


@pytest.mark.baku("V13.3.2", "K28")
def test_the_key_is_made_once_and_its_owners_alone(tmp_path: Path) -> None:
    first = Config(data=tmp_path / "a").secret()
    assert len(bytes.fromhex(first.decode())) == 32
    assert Config(data=tmp_path / "a").secret() == first
    assert Config(data=tmp_path / "b").secret() != first
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "a" / "kunci").stat().st_mode) == 0o600


def test_what_the_server_writes_is_its_owners_alone(tmp_path: Path) -> None:
    Peladen(tmp_path / "data").stop()
    written = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert "skpweb.db" in {path.name for path in written}
    assert [path for path in written if path.stat().st_mode & 0o077] == []


@pytest.mark.baku("V13.3.2")
def test_a_child_that_prints_learns_nothing_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKPWEB_OIDC_SECRET", "rahasia-kantor")
    child = mulai([sys.executable, "-c", "import os; print(dict(os.environ))"], str(tmp_path))
    told = child.communicate()[0].decode()
    assert "HOME" in told
    assert "rahasia-kantor" not in told


@pytest.mark.baku("V13.4.1", "V13.4.3", "V13.4.5", "V15.2.3", "K61")
@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/.git/HEAD", "/wsgi.py", "/requirements.txt", "/var/kunci", "/skpweb.db", "/static", "/static/",
        "/static/x/", "/static/x/css/", "/static/x/js", "/static/x/../../wsgi.py", "/static/x/%2e%2e/%2e%2e/wsgi.py",
        "/static/x//etc/passwd", "/static/x/vendor/README.md", "/templates/", "/berkas/", "/docs", "/metrics", "/debug",
    ],
)  # fmt: skip
def test_only_what_stands_on_the_shelf_is_served(app: Flask, path: str) -> None:
    assert app.test_client().get(path, follow_redirects=True).status_code == 404
    assert app.test_client().get("/static/x/mark.svg").status_code == 200  # the control


@pytest.mark.baku("V13.4.1")
@pytest.mark.parametrize("unit", sorted((TOP / "deploy").glob("*.service")), ids=lambda p: p.stem)
def test_the_service_itself_does_not_see_the_repository(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    assert "WorkingDirectory=/opt/skpweb" in lines
    assert "InaccessiblePaths=-/opt/skpweb/.git" in lines


@pytest.mark.baku("V13.2.4", "V13.2.5")
def test_the_service_talks_to_this_machine_and_writes_to_its_own_folders() -> None:
    lines = (TOP / "deploy" / "skpweb.service").read_text().splitlines()
    for line in (
        "IPAddressDeny=any",
        "IPAddressAllow=localhost",
        "ProtectSystem=strict",
        "ReadWritePaths=-/mnt/cadangan",
    ):
        assert line in lines
    assert [line for line in lines if line.startswith(("IPAddressAllow", "ReadWritePaths", "StateDirectory="))] == [
        "StateDirectory=skpweb", "IPAddressAllow=localhost", "ReadWritePaths=-/mnt/cadangan"
    ]  # fmt: skip


@pytest.mark.baku("V13.2.2")
def test_the_service_has_no_rights_of_the_system() -> None:
    lines = (TOP / "deploy" / "skpweb.service").read_text().splitlines()
    for line in (
        "User=skpweb",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "UMask=0077",
        "StateDirectoryMode=0700",
    ):
        assert line in lines
    for unit in (TOP / "deploy").glob("*.service"):
        assert {"User=skpweb", "NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(unit.read_text().splitlines())


@pytest.mark.baku("V14.3.2")
@pytest.mark.parametrize(
    "path", ["/", "/profil", "/pegawai", "/audit", "/ekspor/pegawai.xlsx", "/draf?alamat=/x", "/sesi"]
)
def test_no_browser_keeps_a_page_of_somebody(sebagai, path: str) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.baku("V11.4.1")
def test_everything_is_signed_with_sha_256(app: Flask) -> None:
    with app.test_request_context():
        token = masked_token()
        cookie = app.session_interface.get_signing_serializer(app).dumps(dict(session))
        kept = _penanda("isian").dumps("x")
        assert len(token) > 100
    for signed in (cookie, kept):
        assert len(signed.rpartition(".")[2]) == 43  # 256 bits in base64
    weak = SecureCookieSessionInterface().get_signing_serializer(app)
    forged = URLSafeSerializer(app.secret_key, "isian", signer_kwargs={"digest_method": hashlib.sha1}).dumps("x")
    with app.test_request_context(), pytest.raises(BadSignature):
        _penanda("isian").loads(forged)
    with pytest.raises(BadSignature):
        app.session_interface.get_signing_serializer(app).loads(weak.dumps({"_user_id": "x"}))


@pytest.mark.baku("V9.1.1", "V9.2.2", "K27")
def test_what_was_signed_counts_unaltered_and_for_its_own_purpose(app: Flask) -> None:
    with app.test_request_context():
        kept = _penanda("isian").dumps("7")
        assert _penanda("isian").loads(kept) == "7"
        for bad in (kept[:-3] + "abc", json.dumps("7"), "IjgiLg" + kept[4:]):
            with pytest.raises(BadSignature):
                _penanda("isian").loads(bad)
        with pytest.raises(BadSignature):
            _penanda("orang").loads(kept)


@pytest.mark.baku("V11.4.2", "K6")
def test_passwords_are_kept_by_argon2id() -> None:
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", buat_sandi("empat kuda makan siang"))
    memory, times, lanes = map(int, found.groups())
    assert (memory >= 19 * 1024, times >= 2, lanes) == (True, True, 1)


@pytest.mark.baku("V11.2.2", "V11.4.2")
def test_an_older_hash_is_renewed_at_log_in(app: Flask, cast: Cast) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(SANDI)
    mine = Akun.pegawai == cast.orang["pegawai"]
    with tulis(exempt="uji"):
        Akun.update(sandi=old).where(mine).execute()
    for sandi, status in (("salah sekali ini", 422), (SANDI, 303)):
        assert Akun.get(mine).sandi == old
        answer = app.test_client().post("/masuk", data={"nip": nip_uji(5), "sandi": sandi})
        assert answer.status_code == status
    new = Akun.get(mine).sandi
    assert "m=19456,t=2,p=1" in new
    assert app.test_client().post("/masuk", data={"nip": nip_uji(5), "sandi": SANDI}).status_code == 303
    assert Akun.get(mine).sandi == new


@pytest.mark.baku("V11.5.1")
def test_typed_codes_have_eighty_bits() -> None:
    made = {kode_baru() for _ in range(200)}
    assert len(made) == 200
    assert {len(k.replace("-", "")) for k in made} == {16}
    assert len(set("".join(made)) - {"-"}) == 32


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://sso.contoh.invalid/realms/a/", True), ("", True), ("http://127.0.0.1:8080/realms/a", True),
        ("http://localhost", True), ("http://sso.contoh.invalid", False), ("http://localhost.contoh.invalid", False),
        ("ftp://sso.contoh.invalid", False), ("sso.contoh.invalid", False),
    ],
)  # fmt: skip
def test_the_provider_is_reached_over_tls(address: str, good: bool) -> None:
    env = {"SKPWEB_OIDC_ISSUER": address}
    if good:
        assert Config.from_environment(env).oidc_issuer == address.rstrip("/")
    else:
        with pytest.raises(SystemExit, match="https"):
            Config.from_environment(env)


@pytest.mark.baku("V15.3.7")
def test_the_address_fills_no_form_and_the_first_of_two_values_counts(sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    assert client.post("/profil/laporkan?uraian=Dari+alamat", data={}).status_code == 422
    assert client.post("/profil/laporkan?uraian=Dari+alamat", data={"uraian": ["Satu", "Dua"]}).status_code == 303
    assert [row.uraian for row in LaporanData.select()] == ["Satu"]
    address = f"/akun/{Akun.get(Akun.pegawai == cast.orang['pegawai']).id}/peran"
    assert sebagai("admin").post(f"{address}?peran=admin", data={"peran": "pembaca"}).status_code == 303
    assert [r.peran for r in AkunPeran.select().join(Akun).where(Akun.pegawai == cast.orang["pegawai"])] == ["pembaca"]


# ---- whose word about the address counts, through the server itself ---------------------------------------------
@pytest.fixture
def menjawab(app: Flask) -> Iterator[Flask]:
    """An app that tells who asks."""
    made = Flask("uji")
    made.config["MAX_CONTENT_LENGTH"] = 1000
    made.add_url_rule("/", "siapa", lambda: f"{request.remote_addr} {request.scheme} {request.args}")
    yield made


@pytest.mark.baku("V15.3.4")
@pytest.mark.parametrize(("proxies", "told"), [(0, "127.0.0.1 http"), (1, "10.0.0.9 https")])
def test_behind_the_proxy_its_word_counts_and_else_nobodys(
    tmp_path: Path, menjawab: Flask, proxies: int, told: str
) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    config = Config(data=tmp_path, port=0, proxies=proxies)
    if proxies:
        menjawab.wsgi_app = ProxyFix(menjawab.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    with Layanan(menjawab, **setelan(menjawab, config)) as server, socket.create_connection(server.tujuan) as s:
        s.sendall(
            b"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 10.0.0.9\r\nX-Forwarded-Proto: https\r\n"
            b"Connection: close\r\n\r\n"
        )
        answer = b"".join(iter(lambda: s.recv(65536), b"")).decode()
    assert answer.rpartition("\r\n")[2].startswith(told)
