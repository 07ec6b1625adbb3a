"""Pages extend a layout, fragments have one root with an id, nothing is inline."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "templates"
ALL = sorted(ROOT.rglob("*.html"))
OF_ROOMS = [p for p in ALL if p.parent.name not in ("layout", "components", "cetak")]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def bare(text: str) -> str:
    return re.sub(r"{#.*?#}|{%.*?%}", "", text, flags=re.S).strip()


def faults(file_name: str, text: str) -> list[str]:
    found = []
    if file_name.startswith("_"):
        if "{% extends" in text:
            found.append("a fragment extends nothing")
        if not re.match(r"<(template>|\w+[^>]* id=|\w+ id=)", bare(text)):
            found.append("a fragment has one root with an id")
    elif not re.search(r'{% extends ("layout/|"layout/app.html" if)', text) or "{% block title %}" not in text:
        found.append("a page extends a layout and has a title")
    if re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=\"|\son[a-z]+=\"", text):
        found.append("inline script, style or handler")
    if re.search(r"\|\s*safe\b|Markup\(|{%\s*autoescape", text):
        found.append("unescaped text")
    return found


@pytest.mark.parametrize("path", OF_ROOMS, ids=name)
def test_template_is_a_page_or_a_fragment(path: Path) -> None:
    assert faults(path.name, path.read_text()) == []


@pytest.mark.parametrize(
    ("file_name", "text"),
    [
        ("_x.html", "<p>no id</p>"),
        ("_x.html", '{% extends "layout/app.html" %}'),
        ("x.html", "<h1>x</h1>"),
        ("_x.html", '<p id="a" onclick="x()">'),
        ("_x.html", '<p id="a"><span style="color:red">x</span></p>'),
        ("_x.html", '<p id="a">{{ x|safe }}</p>'),
        ("_x.html", '<p id="a"><script>x</script></p>'),
    ],
)
def test_the_law_bites(file_name: str, text: str) -> None:
    assert faults(file_name, text)


@pytest.mark.baku("V14.2.3", "K71")
def test_no_foreign_host() -> None:
    for path in ALL:
        assert not re.search(r'(src|href)="(https?:)?//', path.read_text()), name(path)
