"""A small real OpenID Connect provider on the loopback: RS256, PKCE; told what to say by a test."""

import base64
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.cast import nip_uji

NIP = nip_uji(5)  # pegawai
KUNCI, KUNCI_LAIN = RSAKey.generate_key(2048, {"kid": "satu"}), RSAKey.generate_key(2048, {"kid": "satu"})


@dataclass
class Penyedia:
    """What the provider will say; `minta` is what the browser brought to it."""

    alamat: str = ""
    nip: str = NIP
    kunci: RSAKey = field(default_factory=lambda: KUNCI)
    buat: Callable[[dict[str, Any]], str] | None = None  # how the ID token is made instead
    pindah: str = ""  # where its answers to GET lead instead
    mengaku: str = ""  # the issuer that its metadata names instead
    ubah: dict[str, Any] = field(default_factory=dict)  # claims that differ from the honest ones
    minta: dict[str, str] = field(default_factory=dict)
    tukar: dict[str, str] = field(default_factory=dict)

    def temuan(self) -> dict[str, Any]:
        return {
            "issuer": self.mengaku or self.alamat, "authorization_endpoint": f"{self.alamat}/masuk",
            "token_endpoint": f"{self.alamat}/token", "jwks_uri": f"{self.alamat}/jwks",
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
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
        made = self.buat(claims) if self.buat else jwt.encode({"alg": "RS256", "kid": "satu"}, claims, self.kunci)
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": made}


def layani(penyedia: Penyedia) -> type[BaseHTTPRequestHandler]:
    class Tangan(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if penyedia.pindah:
                self.send_response(302)
                self.send_header("Location", penyedia.pindah + self.path)
                self.end_headers()
                return
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


def berangkat(client, penyedia: Penyedia, lanjut: str = "/sesi") -> dict[str, str]:  # type: ignore[no-untyped-def]
    answer = client.get(f"/masuk/kantor?{urlencode({'lanjut': lanjut})}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(penyedia.alamat + "/masuk?")
    penyedia.minta = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    return penyedia.minta


def kembali(client, penyedia: Penyedia, **ubah: str):  # type: ignore[no-untyped-def]
    query = {"code": "kode-sah", "state": penyedia.minta["state"], **ubah}
    return client.get("/masuk/kantor/kembali?" + urlencode(query))
