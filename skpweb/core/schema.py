"""The schema: how it is made from the models (tests, drafts of migrations) and how an office's file gets it."""

import sqlite3
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import peewee
from playhouse.migrations import Migration, MigrationError
from playhouse.migrations import Runner as PeeweeRunner

from skpweb.core.clock import waktu_mesin
from skpweb.core.db import BaseModel, backup_to, db, tulis
from skpweb.rooms import ROOMS

FOLDER = Path(__file__).parents[2] / "migrations"
HISTORY = "schema_migration"


def room_models(room: str) -> list[type[BaseModel]]:
    """Models of a room in the order in which their tables can be made."""
    for name in ("models", "jobs", "once") if room == "core" else ("models",):
        if find_spec(f"skpweb.{room}.{name}"):
            import_module(f"skpweb.{room}.{name}")
    found = [m for m in _subclasses(BaseModel) if m.__module__.startswith(f"skpweb.{room}.")]
    return list(peewee.sort_models(found)) if found else []


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for sub in model.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def sql_of(model: type[BaseModel]) -> list[str]:
    """The statements that make the model's table, indexes and triggers."""
    manager = model._schema
    contexts = [manager._create_table(safe=False), *manager._create_indexes(safe=False)]
    return [_literal(c) + ";" for c in contexts] + [t.strip() + ";" for t in model.triggers]


def _literal(context: peewee.Context) -> str:
    sql, values = context.query()
    if values:
        raise ValueError(f"a schema statement with values: {sql}")
    return str(sql).replace('"main".', "")


def schema_sql() -> str:
    """Everything, as a fresh database would have it."""
    return "\n".join(sql for room in ROOMS for model in room_models(room) for sql in sql_of(model))


def statements(script: str) -> Iterator[str]:
    """Split a script; sqlite3's own executescript would commit the transaction."""
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            yield rest.strip()
            rest = ""
    if rest.strip():
        raise MigrationError(f"unfinished statement: {rest.strip()[:80]}")


class Step(Migration):
    """A file of `migrations/`: a docstring and `SQL`."""

    __slots__ = ()

    def load(self) -> object:
        module = super().load()
        module.up = module.SQL  # the runner wants to see that there is something to do
        return module


class Runner(PeeweeRunner):
    """Applies the files of frozen SQL in `migrations/`, each in one transaction that is checked before it ends."""

    def migrations(self) -> list[Migration]:
        return [Step(*m) for m in Migration.load_directory(self.directory)]

    def _run(self, name: str, module: object, direction: str, fake: bool = False) -> None:
        with tulis(exempt="migration"):
            for statement in statements(module.SQL):  # type: ignore[attr-defined]
                db.execute_sql(statement)
            _check()
            self.History.create(name=name)

    def up(self, target: str | None = None, fake: bool = False) -> list[str]:
        gone = [m.name for m in self.status() if m.path is None]
        if gone:
            raise MigrationError(
                "Basis data ini milik versi skpweb yang lebih baru (" + ", ".join(gone) + "). Pasang versi itu kembali."
            )
        with tulis(exempt="migration"):
            self.History.create_table(safe=True)
        return super().up(target, fake)


def _check() -> None:
    broken = db.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise MigrationError(f"foreign keys broken: {broken[:3]}")
    loose = db.execute_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name <> ?",
        (HISTORY,),
    ).fetchall()
    if loose:
        raise MigrationError(f"tables not STRICT: {loose}")


def pending() -> list[str]:
    return [m.name for m in Runner(db, str(FOLDER)).status() if m.applied is None and m.path is not None]


def migrate(backup_folder: Path | None = None) -> list[str]:
    """Bring the open database up to date; a backup is made first when it holds anything. Returns what was applied."""
    db.connect(reuse_if_open=True)
    waiting = pending()
    if waiting and backup_folder is not None and db.table_exists(HISTORY):
        backup_to(backup_folder / f"sebelum-{waiting[0]}-{waktu_mesin():%Y%m%d-%H%M%S}.db")
    return Runner(db, str(FOLDER)).up()
