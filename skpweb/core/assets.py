"""Static files: read, hashed and compressed once at start, served from memory with eternal caching."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from skpweb.core.access import publik

FOLDER = Path(__file__).parents[2] / "static"
BUNDLES = {
    "app.css": ("css/tokens.css", "css/base.css", "css/components.css"),
    "print.css": ("css/print.css",),
    "app.js": (
        "vendor/htmx@2.0.11/htmx.min.js", "js/htmx.js", "js/form.js", "js/matriks.js", "js/sesi.js", "js/lonceng.js",
        "js/draf.js", "js/diam.js",
    ),
}  # fmt: skip
ICONS = {
    ".svg": "image/svg+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}

bp = Blueprint("aset", __name__)


@dataclass(frozen=True)
class Aset:
    name: str
    body: bytes
    packed: bytes
    kind: str
    digest: str


class Shelf:
    """All assets by name; `address` is what a page links to."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.items: dict[str, Aset] = {}
        for name, parts in BUNDLES.items():
            self._add(name, b"\n".join((folder / part).read_bytes() for part in parts if (folder / part).exists()))
        bundled = {part for parts in BUNDLES.values() for part in parts}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in bundled and path.suffix != ".md":
                self._add(name, path.read_bytes())

    def _add(self, name: str, body: bytes) -> None:
        kind = ICONS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        packed = gzip.compress(body, 9, mtime=0)
        self.items[name] = Aset(name, body, packed, kind, hashlib.sha256(body).hexdigest()[:12])

    def address(self, name: str) -> str:
        return f"/static/{self.items[name].digest}/{name}"


@bp.get("/static/<digest>/<path:name>")
@publik
def berkas(digest: str, name: str) -> Response:
    item = current_app.extensions["aset"].items.get(name)
    if item is None:
        abort(404)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(item.packed if packed else item.body, content_type=item.kind)
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    fresh = digest == item.digest
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return answer
