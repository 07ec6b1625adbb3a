"""What the product must not contain at all: doors through which text becomes code, a command or a request.

Each law has a planted violation that proves that it bites. Where a door is needed its one place is named here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
FILES = sorted((TOP / "skpweb").rglob("*.py")) + [TOP / "wsgi.py"]
SCRIPTS = sorted((TOP / "static" / "js").glob("*.js"))
TEMPLATES = sorted((TOP / "templates").rglob("*.html"))
CALLS = {"eval", "exec", "compile", "__import__", "render_template_string", "from_string", "system", "popen"}
# Code from data, requests to elsewhere, mail, directories: none of these is ever loaded.
MODULES = {
    "pickle", "marshal", "shelve", "yaml", "ctypes", "requests", "httpx", "aiohttp", "smtplib", "imaplib", "ldap3", "lxml",
    "urllib.request", "http.client", "socket", "ftplib", "telnetlib", "memcache", "jwt",
}  # fmt: skip
MARKUP = {"cetak/gambar.py", "cetak/halaman.py"}  # numbers only; a tree of our own
CHANCE = {"mulai/demo_cerita.py", "mulai/demo_nama.py", "mulai/demo_orang.py", "mulai/services.py"}  # the demo office


def nama(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _panggilan(where: str, node: ast.Call) -> Iterator[str]:
    called = nama(node)
    if called in CALLS and ast.unparse(node.func) != "re.compile":
        yield f"{where}: {called}()"
    if any(k.arg == "shell" for k in node.keywords):
        yield f"{where}: a shell"
    if called == "Markup" and where not in MARKUP:
        yield f"{where}: Markup()"


def pelanggaran(where: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _panggilan(where, node)
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if {name, name.split(".")[0]} & MODULES:
                yield f"{where}: imports {name}"
            if name == "random" and where not in CHANCE:
                yield f"{where}: chance that can be foretold; take secrets"


@pytest.mark.baku("V1.2.5", "V1.3.2", "V1.3.7", "V1.5.2", "V6.5.3", "V11.5.1", "V13.2.4", "K23", "K29")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TOP).as_posix())
def test_no_text_becomes_code(path: Path) -> None:
    where = path.relative_to(TOP).as_posix().removeprefix("skpweb/")
    assert list(pelanggaran(where, path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "eval(x)", "exec(x)", "import pickle", "from urllib.request import urlopen", "import random",
        "subprocess.run(x, shell=True)", "os.system(x)", "flask.render_template_string(x)", "env.from_string(x)", "Markup(x)",
    ],
)  # fmt: skip
def test_the_law_of_code_bites(source: str) -> None:
    assert list(pelanggaran("petruk/rules.py", source))


# ---- in the browser ------------------------------------------------------------------------------
HTML = {"sesi.js", "lonceng.js"}  # they put in what the server has made and escaped
LISAN = re.compile(
    r"\beval\(|new Function|innerHTML|document\.write|postMessage|\bonmessage\b|setTimeout\(\s*[\"'`]|JSONP|createContextualFragment"
)
SISIP = re.compile(r"outerHTML\s*=|insertAdjacentHTML")


def pelanggaran_skrip(where: str, source: str) -> list[str]:
    return LISAN.findall(source) + (SISIP.findall(source) if where not in HTML else [])


@pytest.mark.baku("V1.2.3", "V3.2.2", "V3.5.5")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_scripts_take_text_for_text(path: Path) -> None:
    assert pelanggaran_skrip(path.name, path.read_text()) == []


@pytest.mark.parametrize("source", ["a.innerHTML = b", "eval(b)", "w.postMessage(b)", "a.outerHTML = b"])
def test_the_law_of_scripts_bites(source: str) -> None:
    assert pelanggaran_skrip("form.js", source)


@pytest.mark.baku("V1.1.2")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(TOP).as_posix())
def test_no_template_takes_escaping_away(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape|contenteditable", path.read_text())
