"""The trail speaks Indonesian also where a value is a truth or nothing."""

from collections.abc import Callable

from skpweb.audit.services import catat
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from tests.conftest import PADA
from tests.klien import Klien


def test_truths_and_nothing_are_words(sebagai: Callable[[str], Klien]) -> None:
    with tulis():
        catat(SISTEM, "uji.layar", "uji:1", pada=PADA, sesudah={"siap": True, "tutup": False, "tingkat": None})
    text = sebagai("admin").get("/audit?tindakan=uji.layar").get_data(as_text=True)
    for words in ("siap: ya", "tutup: tidak", "tingkat: –"):
        assert words in text
