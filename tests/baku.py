"""The marks `@pytest.mark.baku("V6.2.1", "K3")` of all tests, read from their text (nothing is imported), and the file
that the page /audit/kepatuhan shows them from. To make it anew: `python -m tests.baku`.
"""

import ast
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

TOP = Path(__file__).parents[1]
BUKTI = TOP / "skpweb" / "audit" / "baku_bukti.csv"
Bukti = tuple[str, str]
"""Number of a requirement, id of a test ("tests/akun/test_masuk.py::test_x"; the file alone when all in it bear it)."""


def bukti_dari(where: str, source: str) -> Iterator[Bukti]:
    """What one file proves. Raises AssertionError for a mark that stands where it is not read, or is no plain text."""
    tree = ast.parse(source)
    read: list[ast.Call] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found, test = _marks(node.decorator_list), f"{where}::{node.name}"
        elif isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == ["pytestmark"]:
            found, test = _marks(getattr(node.value, "elts", [node.value])), where
        else:
            continue
        read += found
        for mark in found:
            if mark.keywords or not mark.args:
                raise AssertionError(f"{where}:{mark.lineno}: a mark bears numbers and nothing else")
            for number in mark.args:
                if not (isinstance(number, ast.Constant) and isinstance(number.value, str)):
                    raise AssertionError(f"{where}:{mark.lineno}: a number is plain text")
                yield number.value, test
    for mark in _marks(ast.walk(tree)):
        if mark not in read:
            raise AssertionError(f"{where}:{mark.lineno}: a mark stands on a test or in pytestmark")


def _marks(nodes: Iterable[ast.AST]) -> list[ast.Call]:
    return [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "baku"]


def semua_bukti() -> list[Bukti]:
    """What all tests prove, in order of the numbers."""
    files = sorted((TOP / "tests").rglob("test_*.py"))
    found = {b for p in files for b in bukti_dari(p.relative_to(TOP).as_posix(), p.read_text(encoding="utf-8"))}
    return sorted(found, key=lambda b: (urut_nomor(b[0]), b[1]))


def urut_nomor(nomor: str) -> tuple[str, list[int]]:
    """V2.10.1 comes after V2.9.1."""
    return nomor[:1], [int(n) for n in re.findall(r"\d+", nomor)]


def teks(bukti: Iterable[Bukti]) -> str:
    """As it stands in the file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("nomor", "uji"), *bukti])
    return out.getvalue()


if __name__ == "__main__":
    BUKTI.write_bytes(teks(semua_bukti()).encode())
