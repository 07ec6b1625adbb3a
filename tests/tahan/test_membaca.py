"""Whoever only opens an address changes nothing: a link or a picture on another site can do no deed with GET."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import has_request_context, request

from skpweb.core import db as basis
from skpweb.core.db import tulis
from tests.akses import Baris
from tests.tahan.bahan import Panggung, baris, siapa

BACA = baris("GET", 200)
# A print is noted in the register of papers and on the trail; nothing of what is printed changes.
DICATAT = {"cetak"}


def perbuatan(panggung: Panggung, rows: list[Baris], monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Endpoints that did a deed when they were opened by everybody who may."""
    asli, found = basis._begin_deed, set[str]()

    def mulai() -> None:
        if has_request_context() and request.method == "GET":
            found.add(str(request.endpoint))
        asli()

    monkeypatch.setattr(basis, "_begin_deed", mulai)
    for row in rows:
        with panggung.main(row) as adegan:
            for who in siapa(row, 200)[:2]:
                panggung.klien(who).get(adegan.alamat)
    return {e for e in found if e.split(".")[0] not in DICATAT}


@pytest.mark.baku("V3.5.3")
def test_reading_is_no_deed(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    assert perbuatan(panggung, BACA, monkeypatch) == set()


def test_a_deed_by_reading_is_found(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""
    row = next(r for r in BACA if r.endpoint == "pegawai.profil")
    asli: Callable[..., Any] = panggung.app.view_functions[row.endpoint]

    def ceroboh(**args: Any) -> Any:
        with tulis():
            basis.tally.get().audited += 1  # type: ignore[union-attr]
        return asli(**args)

    monkeypatch.setitem(panggung.app.view_functions, row.endpoint, ceroboh)
    assert perbuatan(panggung, [row], monkeypatch) == {"pegawai.profil"}
