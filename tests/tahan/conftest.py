import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.perjalanan.conftest import browser_context_args, browser_type_launch_args  # noqa: F401 - fixtures
from tests.tahan.bahan import Panggung
from tests.tahan.peladen import Rumah, buat_rumah


@pytest.fixture
def angka(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """`angka("200 kali dimatikan: 0 hilang")`: a figure of a goal, told at the end of the run."""
    return lambda text: request.node.user_properties.append(("angka", text))


@pytest.fixture
def panggung(satu_app: Flask, dunia: tuple[bytes, Cast], tmp_path: Path) -> Panggung:
    return Panggung(satu_app, dunia, tmp_path)


@pytest.fixture(scope="session")
def satu_rumah(tmp_path_factory: pytest.TempPathFactory) -> Rumah:
    return buat_rumah(tmp_path_factory.mktemp("rumah"))


@pytest.fixture
def tempat(satu_rumah: Rumah, tmp_path: Path) -> Iterator[Rumah]:
    """A data folder for a server of its own; whatever the test leaves running is ended."""
    shutil.copytree(satu_rumah.folder, tmp_path / "data")
    mine = Rumah(tmp_path / "data", satu_rumah.orang)
    yield mine
    for server in mine.server:
        server.bunuh()
