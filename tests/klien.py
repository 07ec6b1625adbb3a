"""A test client that looks at every page it gets: one h1, a title, labels, unique ids, nothing inline."""

import re
import secrets
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = {"input", "meta", "link", "img", "br", "hr", "col", "use", "rect", "path", "circle", "source", "wbr"}
LABELLED = {"input", "select", "textarea"}
NO_LABEL = {"hidden", "submit", "button"}
TYPED = {"text", "email", "tel", "number"}
EXEMPT_KEY = ("/masuk", "/keluar", "/sandi", "/kerja/", "/siapkan")


class Halaman(HTMLParser):
    """What a page is made of, as far as its laws go."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[tuple[dict[str, str | None], bool]] = []
        self.forms: list[dict[str, Any]] = []
        self.stack: list[str] = []
        self.text: dict[str, str] = {}
        self.buttons: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        self.tags.append((tag, a))
        if "id" in a:
            self.ids.append(a["id"] or "")
        if tag == "label" and a.get("for"):
            self.labels.add(a["for"] or "")
        if tag == "form":
            self.forms.append({"attrs": a, "names": set(), "typed": False})
        if tag in LABELLED:
            self.controls.append((a, "label" in self.stack))
            if self.forms and "form" in self.stack:
                self.forms[-1]["names"].add(a.get("name"))
                self.forms[-1]["typed"] |= tag == "textarea" or (tag == "input" and a.get("type", "text") in TYPED)
        if tag in ("button", "a", "h1", "title", "th"):
            self.text.setdefault(tag, "")
            if tag in ("button", "a"):
                self.buttons.append(a.get("aria-label") or "")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in self.stack:
            raise AssertionError(f"</{tag}> closes nothing")
        while self.stack and self.stack.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in ("h1", "title"):
            if tag in self.stack and "svg" not in self.stack:
                self.text[tag] = self.text.get(tag, "") + data
        if self.buttons and ("button" in self.stack or "a" in self.stack):
            self.buttons[-1] += data

    def faults(self) -> Iterator[str]:
        h1 = sum(1 for t, _ in self.tags if t == "h1")
        if h1 != 1:
            yield f"{h1} h1"
        if not self.text.get("title", "").strip(" –"):
            yield "no title"
        if not any(t == "html" and a.get("lang") == "id" for t, a in self.tags):
            yield "no lang=id"
        for twice in {i for i in self.ids if self.ids.count(i) > 1}:
            yield f"id {twice!r} twice"
        yield from self._inline()
        yield from self._controls()
        yield from self._forms()
        if any(not b.strip() for b in self.buttons):
            yield "a link or button without words"

    def _inline(self) -> Iterator[str]:
        for tag, a in self.tags:
            if tag == "style" or (tag == "script" and not a.get("src")):
                yield f"inline <{tag}>"
            for name, value in a.items():
                if name == "style" or (name.startswith("on") and name != "one"):
                    yield f"inline {name} on <{tag}>"
                if name in ("src", "href", "action") and re.match(r"(https?:)?//", value or ""):
                    yield f"foreign address {value}"
            if tag == "a" and a.get("href") in ("", "#", None) and "name" not in a:
                yield "a link that leads nowhere"
            if tag == "img" and "alt" not in a:
                yield "img without alt"

    def _controls(self) -> Iterator[str]:
        for a, wrapped in self.controls:
            if a.get("type") in NO_LABEL or wrapped or a.get("aria-label") or a.get("aria-labelledby"):
                continue
            if a.get("id") not in self.labels:
                yield f"control {a.get('name')!r} without label"

    def _forms(self) -> Iterator[str]:
        for form in self.forms:
            a = form["attrs"]
            if (a.get("method") or "get").lower() != "post":
                continue
            if "csrf_token" not in form["names"]:
                yield f"form {a.get('action')} without CSRF token"
            exempt = any((a.get("action") or "").startswith(p) for p in EXEMPT_KEY)
            if "_kunci" not in form["names"] and not exempt and "data-pratinjau" not in a:
                yield f"form {a.get('action')} without once-only key"
            if form["typed"] and not exempt and "data-draft" not in a:
                yield f"form {a.get('action')} would lose what is typed into it: no data-draft"


def periksa_halaman(text: str) -> list[str]:
    faults = list(Halaman(text).faults())
    if re.search(r"\{\{|\{%|\bUndefined\b|object at 0x|>None<", text):
        faults.append("template leftovers or None in the page")
    return faults


class Klien(FlaskClient):
    """Opens pages and checks each; a POST gets a fresh once-only key unless it brings one."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if kwargs.get("method") == "POST":
            data = kwargs.get("data")
            if data is None or isinstance(data, dict):
                kwargs["data"] = {"_kunci": secrets.token_urlsafe(16), **(data or {})}
        response = super().open(*args, **kwargs)
        if (
            not 300 <= response.status_code < 400
            and response.mimetype == "text/html"
            and response.data.lstrip().lower().startswith(b"<!doctype")
        ):
            faults = periksa_halaman(response.text)
            assert not faults, f"{response.request.path}: {faults}"
        csp = response.headers.get("Content-Security-Policy")
        assert csp, f"{response.request.path}: no CSP"
        return response
