"""Every error has a page and a fragment in Indonesian, and gives back what was typed."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, g

from skpweb.core import routes
from skpweb.core.errors import Busy, Conflict, Locked, NotAllowed, NotFound, RuleViolation, RuleViolations, TooMany
from tests.klien import periksa_halaman

ERRORS: list[tuple[Callable[[], object], int]] = [
    (lambda: routes.on_app_error(RuleViolation("Isi nomornya.")), 422),
    (lambda: routes.on_app_error(RuleViolations([RuleViolation("Satu."), RuleViolation("Dua.")])), 422),
    (lambda: routes.on_app_error(NotFound()), 404),
    (lambda: routes.on_app_error(NotAllowed("Hanya kepala.")), 403),
    (lambda: routes.on_app_error(Locked("Ditutup.", rule="Jendela", until="besok", who="Admin")), 403),
    (lambda: routes.on_app_error(Conflict({"Nama": "Lain"}, 3)), 409),
    (lambda: routes.on_app_error(TooMany("Tunggu.", 4)), 429),
    (lambda: routes.on_app_error(Busy("Sibuk.", 5)), 503),
    (lambda: routes.on_crash(RuntimeError("rahasia dalam")), 500),
    *((lambda code=code: routes.answer(code), code) for code in routes.WORDS),
]


@pytest.mark.baku("V16.5.1")
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize(("make", "code"), ERRORS, ids=lambda v: str(v) if isinstance(v, int) else "")
def test_each_error_is_told(app: Flask, make: Callable[[], object], code: int, htmx: bool) -> None:
    headers = {"HX-Request": "true"} if htmx else {}
    with app.test_request_context(
        "/pengaturan/kantor", method="POST", data={"nama": "Jangan <hilang>"}, headers=headers
    ):
        g.pelaku = None
        answer = make()
    text = answer.get_data(as_text=True)
    assert answer.status_code == code
    assert f"Kode {code}." in text
    assert "rahasia dalam" not in text
    assert text.lstrip().startswith('<div id="galat-halaman"') if htmx else periksa_halaman(text) == []


@pytest.mark.parametrize("make", [m for m, _ in ERRORS[4:9]])
def test_what_was_typed_comes_back(app: Flask, make: Callable[[], object]) -> None:
    with app.test_request_context("/pengaturan/kantor", method="POST", data={"nama": "Jangan <hilang>"}):
        g.pelaku = None
        assert "Jangan &lt;hilang&gt;" in make().get_data(as_text=True)


@pytest.mark.parametrize(("error", "versi"), [(4, "7"), (6, "7"), (5, "3")], ids=["locked", "busy", "conflict"])
def test_what_is_sent_again_bears_the_version_it_was_read_with(app: Flask, error: int, versi: str) -> None:
    """Of a conflict the stored one: both texts have been seen."""
    with app.test_request_context("/pengaturan/kantor", method="POST", data={"nama": "A", "_versi": "7"}):
        g.pelaku = None
        text = ERRORS[error][0]().get_data(as_text=True)
    assert re.findall(r'name="_versi" value="(\d+)"', text) == [versi]


@pytest.mark.parametrize("nama", ["", "bukti.pdf"], ids=["none chosen", "chosen"])
def test_that_a_file_does_not_come_back_is_told(app: Flask, nama: str) -> None:
    data = {"uraian": "Rapat", "berkas": (BytesIO(b"isi" if nama else b""), nama)}
    with app.test_request_context("/harian", method="POST", data=data):
        g.pelaku = None
        text = ERRORS[4][0]().get_data(as_text=True)
    assert "Isian Anda masih ada di sini" in text
    assert ("kecuali filenya" in text) is bool(nama)


def test_a_locked_button_gives_nothing_back(app: Flask) -> None:
    with app.test_request_context("/skp/1/tetapkan", method="POST", data={"_sidik": "ab", "_kunci": "x"}):
        g.pelaku = None
        assert "Kirim sekali lagi" not in ERRORS[4][0]().get_data(as_text=True)


def test_a_lock_names_rule_end_and_key_holder(app: Flask) -> None:
    with app.test_request_context("/"):
        g.pelaku = None
        text = ERRORS[4][0]().get_data(as_text=True)
    assert all(word in text for word in ("Ditutup.", "Jendela", "besok", "Admin"))


def test_a_refused_deed_leads_back_to_its_page(app: Flask) -> None:
    for referrer, known in (("http://localhost/skp/1", True), ("http://jahat.invalid/skp/1", False)):
        with app.test_request_context("/rhk/1/pindah", method="POST", headers={"Referer": referrer}):
            g.pelaku = None
            text = routes.on_app_error(RuleViolation("Sudah di ujung.")).get_data(as_text=True)
        assert ('href="/skp/1">Kembali' in text) is known
        assert "jahat" not in text


def test_when_the_page_itself_is_broken_plain_words_are_left(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "kantor", lambda: 1 / 0)
    with app.test_request_context("/"):
        reply = routes.on_crash(RuntimeError("rahasia dalam"))
    text = reply.get_data(as_text=True)
    assert reply.status_code == 500
    assert "Bukan salah Anda" in text
    assert re.search(r"kode <b>\d{6}</b>", text)
    assert "rahasia" not in text
