"""What leaves the house as a file."""

import re

import pytest
from werkzeug.http import parse_options_header

from skpweb.core.web import send_file_safely


@pytest.mark.parametrize(
    ("nama", "polos"),
    [
        ("Hasil Penilaian Oktober 2026.pdf", "Hasil Penilaian Oktober 2026.pdf"),
        ("Hasil Penilaian Agustus–September 2026.pdf", "Hasil Penilaian Agustus-September 2026.pdf"),
        ("“Rencana” café 日本.pdf", "Rencana cafe .pdf"),
        ('a"; b.pdf', 'a"; b.pdf'),
    ],
)
def test_a_file_may_be_named_in_any_letters(app, nama: str, polos: str) -> None:  # type: ignore[no-untyped-def]
    """A head of HTTP is latin-1: a dash in the name of a period once broke every print of a period of several months."""
    with app.test_request_context():
        head = send_file_safely(b"x", nama, "application/pdf", inline=True).headers["Content-Disposition"]
    head.encode("latin-1")
    assert parse_options_header(head) == ("inline", {"filename": nama})
    assert polos in head.replace(chr(92), "")


@pytest.mark.parametrize(
    ("siapa", "bar"),
    [
        ("pegawai", ["Beranda", "SKP saya", "Harian"]),
        ("atasan", ["Beranda", "SKP saya", "Harian", "Validasi"]),
        ("pengelola", ["Beranda", "SKP saya", "Harian", "SI-PETRUK"]),
    ],
)
def test_the_bar_of_a_phone_holds_what_one_does_most(sebagai, siapa: str, bar: list[str]) -> None:  # type: ignore[no-untyped-def]
    """A pengelola records validations on paper too, but that takes no place from SI-PETRUK."""
    page = sebagai(siapa).get("/").text
    dock = page[page.index('<nav class="dock"') :]
    assert re.findall(r"</svg>([^<]+)</a>", dock[: dock.index("</nav>")])[:-1] == bar
