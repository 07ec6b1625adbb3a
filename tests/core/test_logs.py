"""The log: what it tells of attempts and crashes, what it never tells, and that nobody writes a line of his own into it."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from skpweb.akun.models import Akun
from skpweb.akun.services import buat_sandi
from skpweb.audit.models import Jejak
from skpweb.core import logs, routes
from skpweb.core.db import tulis
from tests.cast import SANDI, Cast, nip_uji

NIP = nip_uji(5)  # pegawai
AWAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR) [\w.]+ ")


@pytest.fixture
def catatan() -> Iterator[io.StringIO]:
    """What the server writes, as it writes it."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.setFormatter(logs.Entry())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def bersandi(app: Flask, cast: Cast) -> None:
    hashed = buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()


def masuk(app: Flask, nip: str, sandi: str) -> int:
    return app.test_client().post("/masuk", data={"nip": nip, "sandi": sandi}).status_code


@pytest.mark.baku("V16.2.2", "V16.4.1", "K35")
def test_nothing_typed_looks_like_an_entry(catatan: io.StringIO) -> None:
    palsu = "2026-11-21T03:00:00.000Z INFO skpweb admin masuk"
    logging.getLogger("skpweb.uji").warning("alamat %s", f"/x\n{palsu}\r{palsu}\x1b[2J\u2028{palsu}\x85{palsu}")
    try:
        raise ValueError(f"isi\n{palsu}")
    except ValueError:
        logging.getLogger("skpweb.uji").exception("galat")
    lines = catatan.getvalue().split("\n")
    assert sum(bool(AWAL.match(line)) for line in lines) == 2
    assert not set(catatan.getvalue()) & set("\r\x1b\u2028\x85")
    assert all(AWAL.match(line) or line.startswith("    ") for line in lines if line)


@pytest.mark.baku("V16.3.1", "V16.2.5", "K32", "K33")
def test_a_wrong_log_in_is_told_without_the_password(app: Flask, bersandi: None, catatan: io.StringIO) -> None:
    assert masuk(app, NIP, "salah-sekali-ini") == 422
    assert masuk(app, "sandi di kolom nip 12", "rahasia-besar") == 422
    assert masuk(app, NIP, SANDI) == 303
    told = catatan.getvalue()
    assert f"akun.kirim_masuk gagal: {NIP} dari=127.0.0.1" in told
    assert "akun.kirim_masuk gagal: bukan NIP" in told
    assert told.count("gagal") == 2  # what went well stands on the trail
    line = Jejak.select().order_by(Jejak.id.desc()).get()
    assert (line.tindakan, line.sesudah["cara"], line.sesudah["dua_langkah"]) == ("akun.masuk", "sandi", False)
    assert (line.sesudah["alamat"], line.pelaku) == ("127.0.0.1", "Endah Lestari")
    for secret in ("salah-sekali-ini", "rahasia-besar", "sandi di kolom", SANDI):
        assert secret not in told


@pytest.mark.baku("V16.2.1", "V16.3.2", "V16.3.3", "K33")
def test_refused_attempts_are_told_with_who_and_where(app: Flask, sebagai, cast: Cast, catatan: io.StringIO) -> None:  # type: ignore[no-untyped-def]
    akun = Akun.get(Akun.pegawai == cast.orang["pegawai"]).id
    client = sebagai("pegawai")
    lain = cast.orang["atasan"]
    assert client.get("/audit").status_code == 403
    assert client.get(f"/pegawai/{lain}").status_code == 404
    assert client.post("/keluar", headers={"Origin": "http://jahat.invalid"}).status_code == 403
    assert client.post("/profil/laporkan", data={"uraian": ""}).status_code == 422
    assert app.test_client().post("/profil/laporkan", data={"uraian": "Rahasia Endah"}).status_code == 401
    told = catatan.getvalue()
    for line in ("403 GET /audit", f"404 GET /pegawai/{lain}", "422 POST /profil/laporkan"):
        assert f"ditolak {line} akun={akun} dari=127.0.0.1" in told
    assert "ditolak 403 POST /keluar akun=- dari=127.0.0.1" in told  # refused before anybody asks who it is
    assert "ditolak 401 POST /profil/laporkan akun=- dari=127.0.0.1" in told
    assert "Rahasia Endah" not in told


@pytest.mark.baku("V16.3.3")
def test_a_forged_token_and_hasty_guesses_are_told(
    app: Flask, bersandi: None, sebagai, catatan: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    for _ in range(6):
        masuk(app, NIP, "salah")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert sebagai("admin").post("/pengaturan/kantor", data={"nama": "x"}).status_code == 419
    told = catatan.getvalue()
    assert f"gagal, ditahan: {NIP}" in told
    assert "ditolak 429 POST /masuk" in told
    assert "ditolak 419 POST /pengaturan/kantor" in told


@pytest.mark.baku("V16.3.4", "V16.5.1")
def test_a_crash_is_told_to_the_log_and_not_to_the_reader(app: Flask, catatan: io.StringIO) -> None:
    with app.test_request_context("/profil\nINFO palsu"):
        try:
            raise RuntimeError("rahasia dalam")
        except RuntimeError as error:
            page = routes.on_crash(error).get_data(as_text=True)
    told = catatan.getvalue()
    mark = re.search(r"galat (\d{6}) GET", told).group(1)
    assert "RuntimeError: rahasia dalam" in told
    assert (mark in page, "rahasia dalam" in page) == (True, False)


def test_as_a_service_everything_is_written_so(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up = {}
    monkeypatch.setattr(logging, "basicConfig", lambda **more: set_up.update(more))
    logs.start()
    assert [type(h.formatter) for h in set_up["handlers"]] == [logs.Entry]
    assert set_up["level"] == logging.INFO
