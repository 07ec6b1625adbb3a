"""The chain names the first row that was altered, removed or moved, even with triggers dropped."""

import pytest
from flask import Flask

from skpweb.audit.models import Jejak
from skpweb.audit.queries import periksa_rantai
from skpweb.core.db import db, tulis


def _rusak(sql: str) -> None:
    with tulis(exempt="uji"):
        for name in ("ubah", "hapus", "timpa"):
            db.execute_sql(f"DROP TRIGGER jejak_tetap_{name}")
        db.execute_sql(sql)


def test_an_untouched_chain_holds(app: Flask) -> None:
    assert Jejak.select().count() > 20
    assert periksa_rantai() == ""


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        ("UPDATE jejak SET pelaku = 'Orang lain' WHERE id = 7", 7),
        ("UPDATE jejak SET pada = pada + 1 WHERE id = 9", 9),
        ("UPDATE jejak SET sesudah = '{}' WHERE id = 3", 3),
        ("DELETE FROM jejak WHERE id = 11", 11),
        ("UPDATE jejak SET pelaku_id = 99, sidik = (SELECT sidik FROM jejak WHERE id = 5) WHERE id = 4", 4),
    ],
)
def test_tampering_is_located(app: Flask, sql: str, row: int) -> None:
    _rusak(sql)
    fault = periksa_rantai()
    assert f"Baris {row} " in fault
