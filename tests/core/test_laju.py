"""One account asks so often and no oftener; others do not notice, and after the minute neither does it."""

import pytest

from skpweb.core.errors import TooMany
from skpweb.core.laju import Laju


def test_beyond_the_most_it_waits_for_the_next_minute() -> None:
    laju = Laju(3)
    for _ in range(3):
        laju.hitung(7, 120.0)
    with pytest.raises(TooMany) as pause:
        laju.hitung(7, 150.9)
    assert pause.value.wait == 30
    laju.hitung(8, 151.0)
    laju.hitung(7, 180.0)


def test_without_a_limit_nothing_is_counted() -> None:
    laju = Laju(0)
    assert [laju.hitung(7, 1.0) for _ in range(10_000)] == [None] * 10_000


@pytest.mark.baku("V2.4.1", "K55", "K67")
def test_an_account_that_copies_the_office_is_stopped(app, sebagai, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(app.extensions, "laju", Laju(5))
    monkeypatch.setattr("skpweb.akun.login.monotonic", lambda: 61.0)
    klien = sebagai("pegawai")
    assert [klien.get("/sesi").status_code for _ in range(6)] == [200] * 5 + [429]
    answer = klien.get("/sesi")
    assert answer.headers["Retry-After"] == "59"
    assert "Terlalu banyak permintaan dari akun Anda" in answer.text
    assert klien.post("/draf", data={"alamat": "/profil", "isi": "[]"}).status_code == 429, (
        "drafts too: they come again"
    )
    assert sebagai("atasan").get("/sesi").status_code == 200
