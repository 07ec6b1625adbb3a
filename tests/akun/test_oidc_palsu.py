"""A provider that lies, and somebody between it and us: forged signatures, foreign metadata, redirects, certificates."""

import base64
import hmac
import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import replace as ganti
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from joserfc import jwt

from skpweb.akun.models import Sesi
from tests.akun.penyedia import KUNCI, KUNCI_LAIN, Penyedia, berangkat, kembali, layani
from tests.cast import nip_uji


def potong(isi: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(isi).encode()).rstrip(b"=").decode()


def tanpa_tanda(claims: dict[str, Any]) -> str:
    return f"{potong({'alg': 'none'})}.{potong(claims)}."


def kunci_umum_sebagai_rahasia(claims: dict[str, Any]) -> str:
    """Signed with what everybody can read, in the hope that it is taken for a shared secret."""
    text = f"{potong({'alg': 'HS256', 'kid': 'satu'})}.{potong(claims)}"
    tanda = hmac.new(KUNCI.as_pem(private=False), text.encode(), "sha256").digest()
    return f"{text}.{base64.urlsafe_b64encode(tanda).rstrip(b'=').decode()}"


def membawa_kunci(claims: dict[str, Any]) -> str:
    kepala = {"alg": "RS256", "kid": "satu", "jwk": KUNCI_LAIN.as_dict(private=False), "jku": "http://127.0.0.1:9/jwks"}
    return jwt.encode(kepala, claims, KUNCI_LAIN)


def diubah(claims: dict[str, Any]) -> str:
    """The provider's own signature, under another NIP."""
    kepala, _, tanda = jwt.encode({"alg": "RS256", "kid": "satu"}, claims, KUNCI).split(".")
    return f"{kepala}.{potong({**claims, 'nip': nip_uji(0)})}.{tanda}"


@pytest.mark.baku("V6.8.2", "V9.1.1", "V9.1.2", "V9.1.3", "V11.6.1")
@pytest.mark.parametrize(
    "buat", [tanpa_tanda, kunci_umum_sebagai_rahasia, membawa_kunci, diubah], ids=lambda f: f.__name__
)
def test_only_the_providers_own_signature_counts(
    app: Flask, penyedia: Penyedia, buat: Callable[[dict[str, Any]], str]
) -> None:
    """Though its metadata would allow "none" and shared keys."""
    penyedia.buat = buat
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403
    assert Sesi.select().count() == 0


@pytest.mark.baku("V10.5.3")
def test_metadata_of_another_issuer_are_refused(app: Flask, penyedia: Penyedia) -> None:
    penyedia.mengaku = "https://lain.contoh.invalid"
    client = app.test_client()
    assert client.get("/masuk/kantor").status_code == 502
    penyedia.mengaku = ""
    berangkat(client, penyedia)  # asked again, and believed
    assert kembali(client, penyedia).status_code == 303


@pytest.mark.baku("V15.3.2")
def test_the_provider_leads_nowhere_else(app: Flask, penyedia: Penyedia) -> None:
    asked: list[str] = []
    lain = Penyedia()
    server = ThreadingHTTPServer(("127.0.0.1", 0), layani(lain))
    lain.temuan = lambda: asked.append("temuan") or {}  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    penyedia.pindah = f"http://127.0.0.1:{server.server_port}"
    assert app.test_client().get("/masuk/kantor").status_code == 502
    server.shutdown()
    server.server_close()
    thread.join()
    assert asked == []


@pytest.mark.baku("V10.1.1")
def test_no_token_of_the_provider_reaches_the_browser(app: Flask, penyedia: Penyedia) -> None:
    made: list[str] = []

    def catat(claims: dict[str, Any]) -> str:
        made.append(jwt.encode({"alg": "RS256", "kid": "satu"}, claims, KUNCI))
        return made[0]

    penyedia.buat = catat
    client = app.test_client()
    berangkat(client, penyedia)
    answer = kembali(client, penyedia)
    assert answer.status_code == 303
    with client.session_transaction() as session:
        kept = str(dict(session))
    for told in (kept, str(answer.headers), answer.text, client.get("/sesi").text):
        assert made[0] not in told
        assert "access_token" not in told
    assert "_state_" not in kept  # state, nonce and PKCE secret are used up


@pytest.fixture
def berkas_tls(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, rahasia = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    rahasia.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pem, rahasia


@pytest.mark.baku("V12.3.2")
@pytest.mark.parametrize(("dipercaya", "status"), [(False, 502), (True, 302)])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    app: Flask, penyedia: Penyedia, berkas_tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, dipercaya: bool, status: int
) -> None:  # fmt: skip
    pem, rahasia = berkas_tls
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, rahasia)
    server = ThreadingHTTPServer(("127.0.0.1", 0), layani(penyedia))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    penyedia.alamat = f"https://127.0.0.1:{server.server_port}"
    app.config["SKPWEB"] = ganti(app.config["SKPWEB"], oidc_issuer=penyedia.alamat)
    if dipercaya:  # the control
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    answer = app.test_client().get("/masuk/kantor")
    server.shutdown()
    server.server_close()
    thread.join()
    assert answer.status_code == status
