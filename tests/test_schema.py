"""The migrations lead to exactly the tables of the models."""

import re
from pathlib import Path

import pytest
from playhouse.migrations import MigrationError

from skpweb.core import schema
from skpweb.core.db import db, open_database, tulis


def _tables() -> dict[str, str]:
    rows = db.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE ?",
        (schema.HISTORY + "%",),
    )
    return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    open_database(path)
    yield path
    db.close_all()


def test_migrated_schema_equals_fresh_schema(file: Path, tmp_path: Path) -> None:
    applied = schema.migrate()
    assert applied
    migrated = _tables()
    open_database(tmp_path / "b.db")
    with tulis(exempt="schema"):
        for statement in schema.statements(schema.schema_sql()):
            db.execute_sql(statement)
    assert migrated == _tables()


def test_migrating_twice_does_nothing(file: Path, tmp_path: Path) -> None:
    schema.migrate(tmp_path / "backups")
    assert schema.migrate(tmp_path / "backups") == []
    assert not (tmp_path / "backups").exists()


def test_a_newer_database_is_refused(file: Path) -> None:
    schema.migrate()
    with tulis(exempt="schema"):
        db.execute_sql(f"INSERT INTO {schema.HISTORY} (name, applied) VALUES ('9999_masa_depan', '2030-01-01')")
    with pytest.raises(MigrationError, match="lebih baru"):
        schema.migrate()


def test_a_backup_is_made_before_a_step(file: Path, tmp_path: Path) -> None:
    last = schema.Runner(db, str(schema.FOLDER)).migrations()[-1].name
    schema.Runner(db, str(schema.FOLDER)).up(schema.Runner(db, str(schema.FOLDER)).migrations()[-2].name)
    assert schema.migrate(tmp_path / "backups") == [last]
    assert [p.suffix for p in (tmp_path / "backups").iterdir()] == [".db"]


def test_a_loose_table_is_refused(file: Path) -> None:
    schema.migrate()
    with pytest.raises(MigrationError, match="STRICT"), tulis(exempt="schema"):
        db.execute_sql("CREATE TABLE longgar (a TEXT)")
        schema._check()


@pytest.mark.baku("V15.3.5")
def test_every_column_type_is_strict(file: Path) -> None:
    schema.migrate()
    rows = db.execute_sql(
        "SELECT t.name, c.name, c.type FROM pragma_table_list t, pragma_table_info(t.name) c"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.strict = 1"
    ).fetchall()
    assert {r[2] for r in rows} <= {"INTEGER", "TEXT", "BLOB"}
