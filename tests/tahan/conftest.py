from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.tahan.bahan import Panggung


@pytest.fixture
def panggung(satu_app: Flask, dunia: tuple[bytes, Cast], tmp_path: Path) -> Panggung:
    return Panggung(satu_app, dunia, tmp_path)
