"""Sign-in through a provider: a small real one on the loopback, RS256, PKCE; every forgery is refused."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from dataclasses import replace as ganti
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import RSAKey

from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik
from skpweb.audit.queries import riwayat
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.pengaturan.services import ubah_aturan
from tests.cast import Cast, nip_uji

NIP = nip_uji(5)  # pegawai
KUNCI, KUNCI_LAIN = RSAKey.generate_key(2048, {"kid": "satu"}), RSAKey.generate_key(2048, {"kid": "satu"})


@dataclass
class Penyedia:
    """What the provider will say; `minta` is what the browser brought to it."""

    alamat: str = ""
    nip: str = NIP
    kunci: RSAKey = field(default_factory=lambda: KUNCI)
    ubah: dict[str, Any] = field(default_factory=dict)  # claims that differ from the honest ones
    minta: dict[str, str] = field(default_factory=dict)
    tukar: dict[str, str] = field(default_factory=dict)

    def temuan(self) -> dict[str, Any]:
        return {
            "issuer": self.alamat, "authorization_endpoint": f"{self.alamat}/masuk",
            "token_endpoint": f"{self.alamat}/token", "jwks_uri": f"{self.alamat}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }  # fmt: skip

    def token(self, body: dict[str, str], kepala: str) -> tuple[int, dict[str, Any]]:
        self.tukar = {**body, "kepala": kepala}
        wanted = self.minta["code_challenge"]
        digest = hashlib.sha256(body.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != wanted or body["code"] != "kode-sah":
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.alamat, "sub": "123", "aud": "skpweb", "iat": now, "exp": now + 60,
            "nonce": self.minta["nonce"], "nip": self.nip, **self.ubah,
        }  # fmt: skip
        made = jwt.encode({"alg": "RS256", "kid": "satu"}, claims, self.kunci)
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": made}


def layani(penyedia: Penyedia) -> type[BaseHTTPRequestHandler]:
    class Tangan(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.jawab(200, {"keys": [KUNCI.as_dict(private=False)]} if self.path == "/jwks" else penyedia.temuan())

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            kepala = self.headers.get("Authorization", "")
            self.jawab(*penyedia.token({k: v[0] for k, v in body.items()}, kepala))

        def jawab(self, status: int, isi: dict[str, Any]) -> None:
            raw = json.dumps(isi).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Tangan


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


def berangkat(client, penyedia: Penyedia, lanjut: str = "/sesi") -> dict[str, str]:  # type: ignore[no-untyped-def]
    answer = client.get(f"/masuk/kantor?{urlencode({'lanjut': lanjut})}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(penyedia.alamat + "/masuk?")
    penyedia.minta = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    return penyedia.minta


def kembali(client, penyedia: Penyedia, **ubah: str):  # type: ignore[no-untyped-def]
    query = {"code": "kode-sah", "state": penyedia.minta["state"], **ubah}
    return client.get("/masuk/kantor/kembali?" + urlencode(query))


def test_off_by_default(app: Flask) -> None:
    client = app.test_client()
    assert "akun kantor" not in client.get("/masuk").text
    assert client.get("/masuk/kantor").status_code == 404
    assert client.get("/masuk/kantor/kembali?code=x&state=y").status_code == 404


def test_in_by_the_nip_of_the_provider(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    client = app.test_client()
    page = client.get("/masuk?lanjut=/sesi").text
    assert 'href="/masuk/kantor?lanjut=' in page
    assert penyedia.alamat not in page  # nothing of elsewhere on the page itself
    minta = berangkat(client, penyedia)
    assert (minta["response_type"], minta["code_challenge_method"], minta["scope"]) == (
        "code",
        "S256",
        "openid profile",
    )
    assert len(minta["state"]) >= 20
    assert len(minta["nonce"]) >= 20
    answer = kembali(client, penyedia)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sesi")
    assert client.get("/sesi").status_code == 200  # though the account has no password that works
    assert penyedia.tukar["kepala"].startswith("Basic ")
    assert riwayat(f"akun:{akun_milik(cast.orang['pegawai']).id}")[-1].sesudah["cara"] == "kantor"


def test_an_account_without_a_password_is_not_led_to_choose_one(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(sandi=None).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    kembali(client, penyedia)
    assert client.get("/sesi").status_code == 200


def test_the_second_step_is_still_asked(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(totp="garam-uji").where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    assert "Verifikasi dua langkah" in kembali(client, penyedia).text
    assert client.get("/sesi").status_code == 401


@pytest.mark.parametrize("nip", ["199001012015011999", "", "bukan angka"])
def test_no_account_is_made(app: Flask, penyedia: Penyedia, nip: str) -> None:
    before, penyedia.nip = Akun.select().count(), nip
    client = app.test_client()
    berangkat(client, penyedia)
    answer = kembali(client, penyedia)
    assert answer.status_code == 403
    assert "tidak terhubung" in answer.text
    assert (Akun.select().count(), Sesi.select().count()) == (before, 0)


def test_a_closed_account_stays_closed(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(aktif=False).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403


def test_the_office_names_the_claim(app: Flask, penyedia: Penyedia, pada) -> None:  # type: ignore[no-untyped-def]
    ubah_aturan(SISTEM, {"oidc.klaim": "employee_number"}, pada=pada)
    penyedia.nip, penyedia.ubah = "", {"employee_number": f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"}
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 303


@pytest.mark.parametrize(
    "ubah",
    [
        {"iss": "https://lain.contoh.invalid"}, {"aud": "aplikasi-lain"}, {"nonce": "bukan-yang-kita-beri"},
        {"exp": 1_700_000_000, "iat": 1_600_000_000}, {"sub": None},
    ],
    ids=lambda u: next(iter(u)),
)  # fmt: skip
def test_a_token_for_somebody_else_is_refused(app: Flask, penyedia: Penyedia, ubah: dict[str, Any]) -> None:
    penyedia.ubah = ubah
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403
    assert Sesi.select().count() == 0


def test_a_token_of_another_key_is_refused(app: Flask, penyedia: Penyedia) -> None:
    penyedia.kunci = KUNCI_LAIN
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403


@pytest.mark.parametrize("ubah", [{"state": "karangan"}, {"code": "kode-palsu"}, {"error": "access_denied"}])
def test_a_forged_return_is_refused(app: Flask, penyedia: Penyedia, ubah: dict[str, str]) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia, **ubah).status_code == 403
    assert Sesi.select().count() == 0


def test_another_browser_cannot_use_the_return(app: Flask, penyedia: Penyedia) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(app.test_client(), penyedia).status_code == 403
    assert kembali(client, penyedia).status_code == 303
    assert kembali(client, penyedia).status_code == 403  # nor twice


def test_without_the_pkce_secret_the_code_is_worth_nothing(app: Flask, penyedia: Penyedia) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    penyedia.minta["code_challenge"] = "x" * 43
    assert kembali(client, penyedia).status_code == 403
    assert penyedia.tukar["code_verifier"]


def test_a_silent_provider_breaks_no_page(app: Flask, penyedia: Penyedia) -> None:
    app.config["SKPWEB"] = ganti(app.config["SKPWEB"], oidc_issuer="http://127.0.0.1:9")
    answer = app.test_client().get("/masuk/kantor")
    assert answer.status_code == 502
    assert "masuk dengan NIP dan kata sandi" in answer.text


@pytest.mark.parametrize("lanjut", ["//jahat.contoh.invalid", "https://jahat.contoh.invalid/"])
def test_goes_on_only_within_the_site(app: Flask, penyedia: Penyedia, lanjut: str) -> None:
    client = app.test_client()
    berangkat(client, penyedia, lanjut)
    assert kembali(client, penyedia).headers["Location"] == "/"
