"""Writing: only in tulis(), one at a time, all or nothing, never deferred."""

import threading
from decimal import Decimal

import peewee
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.clock import waktu_mesin
from skpweb.core.db import ScaledField, db, tulis, update_versioned
from skpweb.core.errors import Conflict
from skpweb.organisasi.models import Unit
from skpweb.pengaturan.models import AturanNilai


def test_nothing_is_written_outside_a_deed(app: Flask) -> None:
    with pytest.raises(peewee.OperationalError, match="readonly"):
        AturanNilai.create(kunci="kertas", nilai="A4", pada=waktu_mesin())


@pytest.mark.baku("V2.3.3", "V16.5.3")
def test_a_failing_deed_leaves_nothing(app: Flask) -> None:
    before = AturanNilai.select().count()
    with pytest.raises(RuntimeError), tulis():
        AturanNilai.create(kunci="kertas", nilai="A4", pada=waktu_mesin())
        raise RuntimeError
    assert AturanNilai.select().count() == before


def test_nested_deeds_are_one(app: Flask) -> None:
    with pytest.raises(RuntimeError), tulis():
        with tulis():
            AturanNilai.create(kunci="kertas", nilai="A4", pada=waktu_mesin())
        raise RuntimeError
    assert AturanNilai.select().count() == 0


def test_every_write_transaction_is_immediate(app: Flask) -> None:
    seen: list[str] = []
    original = db.execute_sql

    def spy(sql, *args, **kwargs):  # type: ignore[no-untyped-def]
        seen.append(sql)
        return original(sql, *args, **kwargs)

    db.begin, begin = (
        (lambda lock_type=None: seen.append(f"BEGIN {lock_type or db._lock_type}") or begin(lock_type)),
        db.begin,
    )
    try:
        with tulis():
            pass
    finally:
        db.begin = begin
    assert seen == ["BEGIN IMMEDIATE"]


def test_many_writers_lose_nothing(app: Flask) -> None:
    """Read then write, 8 × 25: a deferred transaction would fail or lose updates."""
    with tulis(exempt="uji"):
        row = AturanNilai.create(kunci="x", nilai="0", pada=waktu_mesin())
    faults: list[BaseException] = []

    def work() -> None:
        try:
            db.connect(reuse_if_open=True)
            for _ in range(25):
                with tulis(exempt="uji"):
                    value = int(AturanNilai.get_by_id(row.id).nilai)
                    AturanNilai.update(nilai=str(value + 1)).where(AturanNilai.id == row.id).execute()
            db.close()
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert AturanNilai.get_by_id(row.id).nilai == "200"


def test_an_old_version_is_a_conflict(app: Flask) -> None:
    unit = Unit.select().first()
    with tulis(exempt="uji"):
        update_versioned(Unit, unit.id, unit.versi, nama="Baru")
    with pytest.raises(Conflict), tulis(exempt="uji"):
        update_versioned(Unit, unit.id, unit.versi, nama="Terlambat")
    assert Unit.get_by_id(unit.id).nama == "Baru"


def test_the_trail_only_grows(app: Flask) -> None:
    for sql in (
        "UPDATE jejak SET pelaku = 'x'",
        "DELETE FROM jejak",
        "INSERT OR REPLACE INTO jejak SELECT * FROM jejak LIMIT 1",
    ):
        with pytest.raises(peewee.IntegrityError, match="hanya dapat ditambah"), tulis(exempt="uji"):
            db.execute_sql(sql)


@given(st.decimals(min_value=-1000, max_value=1000, places=3))
def test_scaled_numbers_round_half_up_and_come_back(value: Decimal) -> None:
    field = ScaledField(2)
    stored = field.db_value(value)
    assert abs(field.python_value(stored) - value) <= Decimal("0.005")
    assert field.db_value(field.python_value(stored)) == stored


def test_half_goes_up() -> None:
    assert ScaledField(2).db_value(Decimal("84.995")) == 8500
    assert ScaledField(2).db_value(Decimal("84.994")) == 8499
