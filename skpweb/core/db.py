"""The database: one SQLite file, and the one way to write to it.

Connections are `query_only`; `tulis()` alone lifts that, one writer at a time, in a `BEGIN IMMEDIATE`
transaction. A deferred write transaction fails with BUSY as soon as two people save at once.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import peewee
from peewee import Check
from playhouse.pool import PooledSqliteDatabase
from playhouse.sqlite_ext import AutoIncrementField

from skpweb.core.errors import Conflict

PRAGMAS = {
    "busy_timeout": 10_000,  # first, so that the others wait too
    "journal_mode": "wal",
    "synchronous": "FULL",  # NORMAL loses acknowledged saves when the power fails
    "foreign_keys": 1,
    "trusted_schema": 0,
    "journal_size_limit": 64 * 1024 * 1024,
    "cache_size": -2000,
    "temp_store": 2,
    "query_only": 1,  # last; see tulis()
}

db = PooledSqliteDatabase(None, max_connections=32, check_same_thread=False, lock_type="IMMEDIATE", pragmas=PRAGMAS)


def open_database(path: Path) -> None:
    """Point the process at the file; it is made when it does not exist."""
    if not db.is_closed():
        db.close()
    if db.database is not None:
        db.close_all()
    path.parent.mkdir(parents=True, exist_ok=True)
    db.init(str(path))


# ---- writing ------------------------------------------------------------------------------------
@dataclass
class Tally:
    """What one request wrote; the law of one deed per POST is checked against it."""

    deeds: int = 0
    audited: int = 0


tally: ContextVar[Tally | None] = ContextVar("tally", default=None)
on_deed: ContextVar[Callable[[], None] | None] = ContextVar("on_deed", default=None)

_turn = threading.Lock()
_inside = threading.local()


@contextmanager
def tulis(exempt: str = "") -> Iterator[None]:
    """One deed: everything inside is saved together or not at all.

    Nested calls join the outermost. `exempt` names a write that is not a deed of a person (session, bell)
    and needs no audit line.
    """
    if getattr(_inside, "depth", 0):
        yield
        return
    with _turn:
        db.connect(reuse_if_open=True)
        db.execute_sql("PRAGMA query_only=0")
        _inside.depth = 1
        try:
            with db.atomic():
                if not exempt:
                    _begin_deed()
                yield
        finally:
            _inside.depth = 0
            db.execute_sql("PRAGMA query_only=1")


def _begin_deed() -> None:
    if (hook := on_deed.get()) is not None:
        hook()
    if (count := tally.get()) is not None:
        count.deeds += 1


def backup_to(path: Path) -> None:
    """Copy the open database to `path` while others go on working."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as target:
        db.connection().backup(target)
    target.close()


# ---- fields: STRICT tables know integer, text and blob ------------------------------------------
class TextField(peewee.TextField):
    pass


class IntegerField(peewee.IntegerField):
    pass


class ForeignKeyField(peewee.ForeignKeyField):
    """A reference; what is referred to cannot be deleted."""

    def __init__(self, *args: Any, on_delete: str = "RESTRICT", **kwargs: Any) -> None:
        super().__init__(*args, on_delete=on_delete, **kwargs)


class _Checked(peewee.Field):
    """A field whose admissible values the database checks too."""

    def condition(self) -> str:
        raise NotImplementedError

    def bind(self, model: Any, name: str, set_attribute: bool = True) -> None:
        super().bind(model, name, set_attribute)
        self.constraints: list[Any] = [*(self.constraints or []), Check(f'"{self.column_name}" {self.condition()}')]


class BooleanField(_Checked, peewee.IntegerField):
    """0 or 1."""

    def condition(self) -> str:
        return "IN (0, 1)"

    def db_value(self, value: bool | None) -> int | None:
        return None if value is None else int(bool(value))

    def python_value(self, value: int | None) -> bool | None:
        return None if value is None else bool(value)


class DateField(peewee.TextField):
    """A calendar day, ISO text."""

    def db_value(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class InstantField(peewee.IntegerField):
    """A moment, UTC milliseconds since 1970."""

    def db_value(self, value: datetime | None) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{self.name}: a moment needs its time zone")
        return round(value.timestamp() * 1000)

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class ScaledField(peewee.IntegerField):
    """A Decimal kept as an integer of `places` decimals, so that sums in SQL are exact. Rounds half up."""

    def __init__(self, places: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.places = places

    def db_value(self, value: Decimal | int | None) -> int | None:
        return None if value is None else int(Decimal(value).scaleb(self.places).quantize(Decimal(1), ROUND_HALF_UP))

    def python_value(self, value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class EnumField(_Checked, peewee.TextField):
    """One of the values of a StrEnum."""

    def __init__(self, enum: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.enum = enum

    def condition(self) -> str:
        return "IN (" + ", ".join(f"'{v.value}'" for v in self.enum) + ")"

    def db_value(self, value: str | None) -> str | None:
        return None if value is None else str(self.enum(value))

    def python_value(self, value: str | None) -> StrEnum | None:
        return None if value is None else self.enum(value)


class JsonField(peewee.TextField):
    """Plain JSON: a stored working or setting, never something that is searched for."""

    def db_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)


class BaseModel(peewee.Model):
    """Every table: STRICT, ids never used twice (the audit trail outlives rows)."""

    id = AutoIncrementField()
    triggers: tuple[str, ...] = ()

    class Meta:
        database = db
        legacy_table_names = False
        strict_tables = True


def kolom(model: type[BaseModel], alias: str, fields: Iterable[peewee.Field] | None = None) -> str:
    """The columns of a model (or these of its fields) under an alias, for raw SQL."""
    return ", ".join(f'{alias}."{f.column_name}"' for f in fields or model._meta.sorted_fields)


def nilai(fields: Iterable[peewee.Field], row: Iterable[Any]) -> list[Any]:
    """Python values of the columns of these fields; what else the row holds is left."""
    return [f.python_value(v) for f, v in zip(fields, row, strict=False)]


def susun(row: Sequence[Any], *models: type[BaseModel]) -> list[Any]:
    """Objects from all columns of these models, one after the other: peewee's own way makes its SQL anew for every read,
    which costs ten times the read."""
    found = []
    for model in models:
        fields = model._meta.sorted_fields
        made = model(__no_default__=True)
        made.__data__ = dict(zip((f.name for f in fields), nilai(fields, row), strict=True))
        found.append(made)
        row = row[len(fields) :]
    return found


def update_versioned(model: type[BaseModel], row_id: int, version: int, **values: Any) -> None:
    """Save `values` if nobody saved since `version` was read; raises Conflict otherwise."""
    query = model.update(versi=model.versi + 1, **values)
    if query.where(model.id == row_id, model.versi == version).execute() == 0:
        raise Conflict
