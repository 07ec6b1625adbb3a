"""The rows of the access tables as material: every page and every form of the product, each in the state it needs.

test_access.py sees to it that no route is without a row, so what is walked here is the whole product, tomorrow's too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from werkzeug.routing import BuildError

from tests.akses import ORANG, Baris
from tests.cast import Cast
from tests.conftest import _buka, masukkan
from tests.klien import LABELLED, Klien
from tests.test_access import semua

KETIKAN = {"text", "textarea", "search", "tel", "email", "url"}  # controls into which one types words


@dataclass
class Adegan:
    """One row of the access table brought to life in a world of its own."""

    row: Baris
    alamat: str
    args: dict[str, Any]
    data: dict[str, Any]


class Panggung:
    """Worlds for rows: `with panggung.main(row) as adegan` is a fresh office in that row's state."""

    def __init__(self, app: Flask, dunia: tuple[bytes, Cast], folder: Path) -> None:
        self.app, (self.isi, self.cast), self.folder = app, dunia, folder
        (folder / "kunci").write_text("uji")  # a backup takes the office's key along

    @contextmanager
    def kantor(self) -> Iterator[None]:
        path = self.folder / "panggung.db"
        with _buka(self.isi, path):
            yield
        for lain in self.folder.glob("panggung.db*"):
            lain.unlink()

    @contextmanager
    def main(self, row: Baris) -> Iterator[Adegan]:
        with self.kantor():
            state = row.siap(self.cast) if row.siap else {}
            known = {**self.cast.orang, **self.cast.benda, **state}
            args = {k: known.get(v, v) if isinstance(v, str) else v for k, v in row.args.items()}
            data = row.data(self.cast, state) if callable(row.data) else dict(row.data)
            yield Adegan(row, self.alamat(row.endpoint, args), args, dict(data))

    def alamat(self, endpoint: str, args: dict[str, Any]) -> str:
        with self.app.test_request_context():
            return url_for(endpoint, **args)

    def klien(self, who: str) -> Klien:
        client = self.app.test_client()
        assert isinstance(client, Klien)
        if who != "anonim":
            masukkan(client, self.cast.orang[who])
        return client

    def halaman_sekitar(self, adegan: Adegan) -> Iterator[str]:
        """Addresses of pages that have no more arguments than this scene: where its form may stand; likely ones first."""
        room = adegan.row.endpoint.split(".")[0]
        aturan = [r for r in self.app.url_map.iter_rules() if "GET" in r.methods and r.arguments <= set(adegan.args)]
        for rule in sorted(aturan, key=lambda r: (not r.endpoint.startswith(room), -len(r.arguments))):
            if rule.endpoint.split(".")[0] not in ("cetak", "aset") and rule.endpoint != "tukar.ekspor":
                try:
                    yield self.alamat(rule.endpoint, {k: adegan.args[k] for k in rule.arguments})
                except BuildError:  # one of two routes of an endpoint
                    continue

    def isian(self, adegan: Adegan, who: str) -> dict[str, str]:
        """The controls that the form of this scene offers, by name (their types), found on the pages round it."""
        client = self.klien(who)
        for alamat in self.halaman_sekitar(adegan):
            answer = client.get(alamat)
            if answer.mimetype == "text/html":
                mine = [f for f in formulir(alamat, answer.text) if f.aksi == adegan.alamat]
                if mine:
                    return {n: kind for f in mine for n, kind in f.isian.items()}
        return {}


def siapa(row: Baris, *kode: int) -> list[str]:
    """The people for whom the row answers with one of these codes."""
    return [who for who in ORANG if row.harapan(who) in kode]


def baris(metode: str, *kode: int) -> list[Baris]:
    """The rows of this method that answer somebody so."""
    return [row for row in semua() if row.metode == metode and siapa(row, *kode)]


def contoh(rows: list[Baris], banyak: int) -> list[Baris]:
    """A small sample that reaches through all rooms and is the same in every run."""
    langkah = max(1, len(rows) // banyak)
    return rows[langkah // 2 :: langkah]


@dataclass
class Formulir:
    """A POST form of a page: the address it goes to, its attributes, its controls by name (type of the first)."""

    aksi: str
    attrs: dict[str, str | None]
    isian: dict[str, str] = field(default_factory=dict)
    nilai: list[tuple[str, str]] = field(default_factory=list)


class _Pembaca(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.kini = path, list[Formulir](), None  # type: ignore[var-annotated]
        self.luar: dict[str, Formulir] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "form" and (a.get("method") or "").lower() == "post":
            self.kini = Formulir((a.get("action") or self.path).split("?")[0], a)
            self.forms.append(self.kini)
            if a.get("id"):
                self.luar[a["id"] or ""] = self.kini
        mine = self.luar.get(a.get("form") or "", self.kini)
        if mine is not None and (tag in LABELLED or tag == "button") and a.get("name"):
            kind = a.get("type") or ("text" if tag == "input" else tag)
            mine.isian.setdefault(a["name"] or "", kind)
            mine.nilai.append((a["name"] or "", a.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.kini = None


def formulir(path: str, text: str) -> list[Formulir]:
    """The POST forms of a page, as a browser without scripts would send them."""
    reader = _Pembaca(path)
    reader.feed(text)
    return reader.forms
