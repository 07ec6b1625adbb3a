"""What the environment decides (SKPWEB_*), read once at start."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


def _penerbit(address: str) -> str:
    """Tokens and the secret travel to the provider: never in the clear, unless it stands on this very machine."""
    if address and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", f"{address}/"):
        raise SystemExit("SKPWEB_OIDC_ISSUER harus berawal https://")
    return address


@dataclass(frozen=True)
class Config:
    data: Path  # database, uploads, key, backups: the one folder to keep
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    clock: datetime | None = None  # the office's clock begins here; only with demo
    pdf: str = "auto"  # auto | pdfkit | weasyprint
    https: bool = False  # behind a reverse proxy with TLS: cookies become Secure
    proxies: int = 0  # how many reverse proxies stand in front
    threads: int = 16
    laju: int = 0  # requests a minute of one account, beyond which it waits; 0 = as many as it likes
    testing: bool = False
    oidc_issuer: str = ""  # the office's own OpenID Connect provider; "" = off
    oidc_client: str = ""
    oidc_secret: str = ""

    @property
    def database(self) -> Path:
        return self.data / "skpweb.db"

    @property
    def backups(self) -> Path:
        return self.data / "cadangan"

    def secret(self) -> bytes:
        """The key of cookies and verification codes; made at first use, readable by the owner only."""
        path = self.data / "kunci"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(handle, secrets.token_hex(32).encode())
            os.close(handle)
        return path.read_bytes().strip()

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> "Config":
        demo = env.get("DEMO", "0") not in ("", "0")
        clock = env.get("SKPWEB_CLOCK", "") if demo else ""
        return cls(
            data=Path(env.get("SKPWEB_DATA") or ("var/demo" if demo else "var")).resolve(),
            host=env.get("HOST", "127.0.0.1"),
            port=int(env.get("PORT", "8000")),
            demo=demo,
            clock=datetime.fromisoformat(clock) if clock else None,
            pdf=env.get("SKPWEB_PDF", "auto"),
            https=env.get("SKPWEB_HTTPS", "0") not in ("", "0"),
            proxies=int(env.get("SKPWEB_PROXIES", "0")),
            threads=int(env.get("SKPWEB_THREADS", "16")),
            laju=int(env.get("SKPWEB_LAJU", "600")),
            oidc_issuer=_penerbit(env.get("SKPWEB_OIDC_ISSUER", "").rstrip("/")),
            oidc_client=env.get("SKPWEB_OIDC_CLIENT", ""),
            oidc_secret=env.get("SKPWEB_OIDC_SECRET", ""),
        )
