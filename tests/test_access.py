"""Every route × method × person (× state of the object) has its expected answer, told beside each room's tests.

`tests/<room>/akses.py` holds `AKSES`: a list of `Baris`. A route without a row fails, a row without a route fails,
a refused call leaves the database as it was, an allowed write leaves an audit line (core.guard checks that).
"""

import secrets
import sqlite3
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask, url_for

from skpweb.core.db import db
from tests.akses import ORANG, Baris
from tests.cast import Cast

HERE = Path(__file__).parent


def semua() -> list[Baris]:
    found: list[Baris] = []
    for path in sorted(HERE.glob("*/akses.py")):
        found += import_module(f"tests.{path.parent.name}.akses").AKSES
    return found


CASES = [(row, who) for row in semua() for who in ORANG]


def _alamat(app: Flask, row: Baris, args: dict[str, object]) -> str:
    with app.test_request_context():
        return url_for(row.endpoint, **args)


@pytest.mark.baku("K15", "K17", "K34", "K64", "V8.2.1", "V8.2.2", "V8.3.1", "V16.4.2")
@pytest.mark.parametrize(("row", "who"), CASES, ids=lambda v: str(v))
def test_access(app: Flask, sebagai, cast: Cast, row: Baris, who: str) -> None:  # type: ignore[no-untyped-def]
    state = row.siap(cast) if row.siap else {}
    known = {**cast.orang, **cast.benda, **state}
    args = {k: known.get(v, v) if isinstance(v, str) else v for k, v in row.args.items()}
    data = row.data(cast, state) if callable(row.data) else dict(row.data)
    client = sebagai(who)
    watcher = sqlite3.connect(db.database)
    before = _komit(watcher)
    data.setdefault("_kunci", secrets.token_urlsafe(16))
    response = client.open(_alamat(app, row, args), method=row.metode, data=data if row.metode == "POST" else None)
    expected = row.harapan(who)
    assert response.status_code == expected, response.text[:2000]
    if response.status_code >= 400 and row.metode == "POST":
        assert _komit(watcher) == before, "a refused call changed the database"
    watcher.close()


def _komit(watcher: sqlite3.Connection) -> int:
    """Changes whenever another connection commits; what was rolled back leaves it as it was."""
    return watcher.execute("PRAGMA data_version").fetchone()[0]


def _routes(app: Flask) -> set[tuple[str, str]]:
    return {(r.endpoint, m) for r in app.url_map.iter_rules() for m in r.methods - {"HEAD", "OPTIONS"}}


@pytest.mark.baku("K15", "K64")
def test_every_route_has_a_row(satu_app: Flask) -> None:
    told = {(r.endpoint, r.metode) for r in semua()}
    assert _routes(satu_app) - told == set()
    assert told - _routes(satu_app) == set()


@pytest.mark.baku("V8.2.1", "V8.3.1")
def test_every_view_is_marked_once(satu_app: Flask) -> None:
    for endpoint, view in satu_app.view_functions.items():
        marks = [hasattr(view, "izin"), hasattr(view, "publik")]
        assert marks.count(True) == 1, endpoint


def test_every_post_is_once_only_or_says_why_not(satu_app: Flask) -> None:
    for rule in satu_app.url_map.iter_rules():
        if "POST" in rule.methods:
            view = satu_app.view_functions[rule.endpoint]
            assert hasattr(view, "sekali") or getattr(view, "tanpa_sekali", ""), rule.endpoint


def test_every_permission_is_known(satu_app: Flask) -> None:
    from skpweb.akun.rules import IZIN

    used = {view.izin for view in satu_app.view_functions.values() if hasattr(view, "izin")}
    assert used <= set(IZIN)
