import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from skpweb import create_app
from skpweb.akun.models import Sesi
from skpweb.akun.queries import akun_milik
from skpweb.akun.services import sidik_token
from skpweb.audit.services import habiskan_pembacaan
from skpweb.config import Config
from skpweb.core import clock, jobs, schema
from skpweb.core.db import db, open_database, tulis
from skpweb.pengaturan.queries import lupakan
from tests.cast import Cast, buat_cast
from tests.klien import Klien

PADA = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # Saturday, 10.00 WIB
settings.register_profile(
    "skpweb", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is slow, not wrong
settings.load_profile("skpweb")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests tell (`angka` of tests/tahan)."""
    told = [
        f"{report.nodeid.rpartition('::')[2]}: {text}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, text in report.user_properties
        if name == "angka"
    ]
    if told:
        terminalreporter.section("angka")
        for line in told:
            terminalreporter.line(line)


@pytest.fixture
def pada() -> datetime:
    return PADA


@pytest.fixture(scope="session")
def rumah(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("skpweb")


@pytest.fixture(scope="session")
def satu_app(rumah: Path) -> Flask:
    app = create_app(Config(data=rumah, testing=True))
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Klien
    return app


@pytest.fixture(scope="session")
def kosong(satu_app: Flask, rumah: Path) -> bytes:
    """An empty database, straight from the models."""
    path = rumah / "kosong.db"
    open_database(path)
    with tulis(exempt="schema"):
        for statement in schema.statements(schema.schema_sql()):
            db.execute_sql(statement)
    return _isi(path)


@pytest.fixture(scope="session")
def dunia(kosong: bytes, rumah: Path) -> tuple[bytes, Cast]:
    """The small office of tests/cast.py, made once through the services."""
    path = rumah / "dunia.db"
    path.write_bytes(kosong)
    open_database(path)
    lupakan()
    cast = buat_cast(PADA)
    return _isi(path), cast


def _isi(path: Path) -> bytes:
    """The file's bytes with everything in it."""
    tutup_database()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return path.read_bytes()


def tutup_database() -> None:
    """What other threads have begun ends in the database it began in; closed under them it would end the process."""
    jobs._pool.submit(int).result()
    habiskan_pembacaan()
    db.close_all()


@contextmanager
def _buka(content: bytes, path: Path) -> Iterator[None]:
    path.write_bytes(content)
    open_database(path)
    lupakan()
    clock.reset()
    clock.set_zone("WIB")
    clock.start_at(PADA)
    yield
    tutup_database()
    clock.reset()


@pytest.fixture
def app(satu_app: Flask, dunia: tuple[bytes, Cast], tmp_path: Path) -> Iterator[Flask]:
    with _buka(dunia[0], tmp_path / "uji.db"):
        yield satu_app


@pytest.fixture
def app_kosong(satu_app: Flask, kosong: bytes, tmp_path: Path) -> Iterator[Flask]:
    """Before /siapkan: nobody and nothing."""
    with _buka(kosong, tmp_path / "uji.db"):
        yield satu_app


@pytest.fixture
def cast(dunia: tuple[bytes, Cast]) -> Cast:
    """Its own copy: a test may add people to it."""
    return deepcopy(dunia[1])


@pytest.fixture
def sebagai(app: Flask, cast: Cast) -> Callable[[str], Klien]:
    """`sebagai("pengelola")`: a client logged in as that member of the cast; "anonim" is nobody."""

    def masuk(who: str) -> Klien:
        client = app.test_client()
        if who != "anonim":
            masukkan(client, cast.orang[who])
        return client

    return masuk


def masukkan(client: Klien, pegawai_id: int) -> None:
    token = secrets.token_urlsafe(16)
    akun = akun_milik(pegawai_id)
    now = clock.waktu_mesin()
    with tulis(exempt="sesi"):
        Sesi.create(
            token=sidik_token(token),
            akun=akun.id,
            dibuat_pada=now,
            terakhir_pada=now,
            alamat="127.0.0.1",
            peramban="uji",
        )
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True


class Hitungan:
    def __init__(self) -> None:
        self.sql: list[str] = []

    def __len__(self) -> int:
        return len(self.sql)


@pytest.fixture
def hitung_query() -> Callable[[], object]:
    """`with hitung_query() as q: …; assert len(q) <= 8`: SELECTs sent to the database."""

    @contextmanager
    def hitung() -> Iterator[Hitungan]:
        found = Hitungan()
        original = db.execute_sql

        def spy(sql: str, *args: object, **kwargs: object) -> object:
            if sql.lstrip().upper().startswith(("SELECT", "WITH")):
                found.sql.append(sql)
            return original(sql, *args, **kwargs)

        db.execute_sql = spy
        try:
            yield found
        finally:
            db.execute_sql = original

    return hitung
