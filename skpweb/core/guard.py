"""What every request passes and every answer carries: origin, CSRF token, headers, compression, the law of one deed."""

import base64
import gzip
import hashlib
import logging
import secrets
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, current_app, g, request, session
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadData, Signer, URLSafeTimedSerializer

from skpweb.core.db import Tally, tally

CSP = (
    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOTED = {400, 403, 405, 413, 415, 419, 422, 429}  # refusals that go to the log, whoever sent what was refused
HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
SMALL = 500  # bytes below which packing costs more than it saves
log = logging.getLogger(__name__)


def cookie_name(name: str, https: bool) -> str:
    """Over HTTPS the browser itself refuses a cookie of this name that another host or plain HTTP would set."""
    return f"__Host-{name}" if https else name


def all_headers(https: bool) -> dict[str, str]:
    """What stands on every answer."""
    return HEADERS | HSTS if https else HEADERS


class ForeignOrigin(Exception):
    """A form of another site was sent here."""


class Csrf(CSRFProtect):
    """CSRF tokens masked anew in every answer, so that compression tells nothing about them."""

    def _get_csrf_token(self) -> str | None:
        token = super()._get_csrf_token()
        return unmask(token) if token else token


def masked_token() -> str:
    if "csrf_token" not in session:
        who = g.get("pelaku")
        session["csrf_token"] = f"{who.akun_id if who else 0}.{secrets.token_hex(32)}"
    raw = generate_csrf().encode()
    pad = secrets.token_bytes(len(raw))
    mixed = bytes(a ^ b for a, b in zip(raw, pad, strict=True))
    return base64.urlsafe_b64encode(pad + mixed).decode()


def unmask(token: str) -> str:
    """The token as it was made; anything else stays wrong and is refused later."""
    try:
        both = base64.urlsafe_b64decode(token.encode())
        pad, mixed = both[: len(both) // 2], both[len(both) // 2 :]
        return bytes(a ^ b for a, b in zip(pad, mixed, strict=True)).decode("ascii")
    except ValueError:
        return ""


def page_owner() -> int:
    """Whose page the form that was sent stood on, by the account its token was made for; 0 where that is not known."""
    token = unmask(request.form.get("csrf_token", ""))
    try:
        whose = str(URLSafeTimedSerializer(current_app.secret_key or "", "wtf-csrf-token").loads(token))
    except BadData:
        return 0
    head, dot, _ = whose.partition(".")
    return int(head) if dot and head.isdigit() else 0


def parts_of(address: str) -> SplitResult:
    """An address from outside, taken apart; what is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def came_from() -> str:
    """The path of this site from which the request came; "/" when nothing of use tells it."""
    parts = parts_of(request.referrer or "")
    known = parts.netloc == request.host and parts.path.startswith("/") and not parts.path.startswith(("//", "/\\"))
    return parts._replace(scheme="", netloc="", fragment="").geturl() if known else "/"


def check_origin() -> None:
    """A POST must come from a page of this site (browsers say so in Origin)."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if origin is not None and parts_of(origin).netloc != request.host:
        raise ForeignOrigin


def begin() -> None:
    g.tally_token = tally.set(Tally())
    if request_ctx.url_adapter is None:  # a Host that is none; the page that says so needs addresses all the same
        request_ctx.url_adapter = current_app.url_map.bind("")


def finish(response: Response) -> Response:
    _law_of_one_deed(response)
    _note_refusal(response.status_code)
    for name, value in all_headers(current_app.config["SESSION_COOKIE_SECURE"]).items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return _pack(response)


def _law_of_one_deed(response: Response) -> None:
    """In tests: a request has at most one deed, and a deed leaves an audit line."""
    count = tally.get()
    if count is not None and current_app.testing and response.status_code < 400:
        if count.deeds > 1:
            raise AssertionError(f"{request.endpoint}: {count.deeds} outermost tulis() in one request")
        if count.deeds and not count.audited:
            raise AssertionError(f"{request.endpoint}: a deed without an audit line")


def _note_refusal(code: int) -> None:
    """Who tried what from where. A page that nobody logged in asks for is no attempt; what was sent stays unsaid."""
    who = g.get("pelaku")
    if code in NOTED or (code == 404 and who) or (code == 401 and request.method == "POST"):
        akun = who.akun_id if who else "-"
        log.info("ditolak %s %s %s akun=%s dari=%s", code, request.method, request.path, akun, request.remote_addr)


def _pack(response: Response) -> Response:
    if (
        response.direct_passthrough
        or response.mimetype not in ("text/html", "application/json", "image/svg+xml")
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or "Content-Encoding" in response.headers
        or response.status_code in (204, 304)
    ):
        return response
    body = response.get_data()
    if len(body) < SMALL:
        return response
    response.set_data(gzip.compress(body, 1, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    return response


def end(_error: Any = None) -> None:
    if token := g.pop("tally_token", None):
        tally.reset(token)


def sign_well(app: Flask) -> None:
    """Cookies and kept forms are signed with HMAC-SHA-256; Flask and itsdangerous would take SHA-1."""
    Signer.default_digest_method = staticmethod(hashlib.sha256)
    Signer.default_key_derivation = "hmac"
    app.session_interface.digest_method = hashlib.sha256  # type: ignore[attr-defined]


def install(app: Flask) -> None:
    """Before the log-in state is loaded: origin. After it: the token (an expired session is not a forgery)."""
    sign_well(app)
    app.before_request(begin)
    app.before_request(check_origin)
    app.after_request(finish)
    app.teardown_request(end)
