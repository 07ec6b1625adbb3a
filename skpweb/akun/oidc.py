"""Sign-in through the office's own OpenID Connect provider: code flow with state, nonce and PKCE, all by Authlib.

Authlib and its HTTP are loaded at the first use: an office without provider does not carry them.
"""

import logging
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core.errors import NotFound, RuleViolation

GAGAL = "Masuk dengan akun kantor tidak berhasil. Coba sekali lagi, atau masuk dengan NIP dan kata sandi."
TUNGGU = 10  # seconds for an answer of the provider
TANDA_TANGAN = [f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512)]  # of ID tokens
log = logging.getLogger(__name__)


def _penyedia(app: Flask) -> Any:
    """The provider as the environment names it; raises NotFound where none is configured."""
    config = app.config["SKPWEB"]
    if not config.oidc_issuer:
        raise NotFound
    if "oidc" not in app.extensions:
        from authlib.integrations.flask_client import OAuth

        app.extensions["oidc"] = OAuth(app).register(
            "kantor",
            client_id=config.oidc_client,
            client_secret=config.oidc_secret,
            server_metadata_url=f"{config.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile", "code_challenge_method": "S256", "default_timeout": TUNGGU, "max_redirects": 0,
            },
        )  # fmt: skip
    return app.extensions["oidc"]


def _kenali(penyedia: Any, issuer: str) -> None:
    """What the provider says of itself counts only of the one configured, and decides no kind of signature.

    Raises ValueError, and whatever the network does.
    """
    told = penyedia.load_server_metadata()
    if str(told.get("issuer", "")).removesuffix("/") != issuer:
        told.pop("_loaded_at", None)  # asked again next time
        raise ValueError(f"metadata of another issuer: {told.get('issuer')}")
    told["id_token_signing_alg_values_supported"] = TANDA_TANGAN


def berangkat(app: Flask, kembali: str) -> AnyResponse:
    """Send the browser to the provider; state, nonce and the PKCE secret wait in the session."""
    penyedia = _penyedia(app)
    try:
        _kenali(penyedia, app.config["SKPWEB"].oidc_issuer)
        return penyedia.authorize_redirect(kembali)
    except Exception as error:  # network, metadata: whatever the provider does, it is not our page that breaks
        raise _gagal(error) from None


def nip_dari(app: Flask, klaim: str) -> str:
    """The digits of the claim in the checked ID token; "" when it has none. Raises RuleViolation for any forgery."""
    config = app.config["SKPWEB"]
    penyedia = _penyedia(app)
    wanted = {
        "iss": {"essential": True, "values": [config.oidc_issuer, config.oidc_issuer + "/"]},
        "aud": {"essential": True, "value": config.oidc_client},
    }
    try:
        _kenali(penyedia, config.oidc_issuer)
        token = penyedia.authorize_access_token(claims_options=wanted)
        claims = token["userinfo"]
    except Exception as error:  # each library below has errors of its own; every one is a refusal
        raise _gagal(error) from None
    return "".join(c for c in str(claims.get(klaim, "")) if c.isascii() and c.isdecimal())


def _gagal(error: Exception) -> RuleViolation:
    log.warning("akun kantor: %s: %s", type(error).__name__, error)
    return RuleViolation(GAGAL)
