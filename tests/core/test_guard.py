"""Headers, CSRF, origin, errors: on every answer."""

import re

import pytest
from flask import Flask

from skpweb.core.guard import HEADERS, came_from, masked_token, unmask
from tests.cast import Cast


@pytest.mark.baku("V3.4.3", "V3.4.4", "V3.4.5", "V3.4.6", "K49", "K62")
@pytest.mark.parametrize("path", ["/masuk", "/tidak-ada", "/sehat", "/kantor.css", "/pegawai", "/static/x/mark.svg"])
def test_headers_on_every_answer(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"]


@pytest.mark.baku("K24", "V3.4.3", "V3.4.6", "V14.2.3", "K71")
def test_the_csp_allows_nothing_inline_or_foreign() -> None:
    csp = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in csp
    assert "http" not in csp
    assert csp.startswith("default-src 'none'")
    assert {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(csp.split("; "))


@pytest.mark.baku("V3.4.4", "V3.4.5")
def test_browsers_guess_no_kind_and_tell_no_address() -> None:
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Referrer-Policy"] in ("same-origin", "no-referrer")


@pytest.mark.baku("K49")
def test_pages_may_use_no_sensor() -> None:
    allowed = dict(part.split("=") for part in HEADERS["Permissions-Policy"].split(", "))
    assert {allowed[sensor] for sensor in ("camera", "microphone", "geolocation")} == {"()"}


@pytest.mark.baku("V3.5.1", "K16", "K62")
def test_a_foreign_origin_is_refused(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    assert client.post("/keluar", headers={"Origin": "http://jahat.invalid"}).status_code == 403
    assert client.post("/keluar", headers={"Origin": "http://localhost"}).status_code == 303


ANEH = ("http://[::1/x", "\xff\xfe", "//jahat.invalid//x", "javascript:alert(1)", "http://jahat.invalid/x", "")


@pytest.mark.baku("K22")
@pytest.mark.parametrize("header", ["Referer", "Origin", "Host"])
@pytest.mark.parametrize("aneh", [*ANEH, "x" * 300])
def test_hostile_headers_break_nothing(sebagai, header: str, aneh: str) -> None:  # type: ignore[no-untyped-def]
    fields = {"uraian": "Pangkat saya keliru."}
    answer = sebagai("pegawai").post("/profil/laporkan", data=fields, headers={header: aneh})
    assert answer.status_code in {"Referer": (303,), "Origin": (403,), "Host": (303, 400, 401, 404)}[header]


@pytest.mark.baku("V3.7.2")
@pytest.mark.parametrize(
    ("dari", "ke"),
    [
        *((a, "/") for a in ANEH),
        ("http://localhost//jahat.invalid", "/"),
        ("http://localhost/profil?a=1#b", "/profil?a=1"),
    ],
)
def test_the_way_back_stays_within_the_site(app: Flask, dari: str, ke: str) -> None:
    with app.test_request_context(headers={"Referer": dari}):
        assert came_from() == ke


@pytest.mark.baku("V1.2.2")
@pytest.mark.parametrize("path", ["/pegawai", "/presensi", "/audit"])
@pytest.mark.parametrize("query", ["jenis=x", "endpoint=x", "_scheme=x", "_external=1", "_method=x&_anchor=x"])
def test_no_query_steers_the_addresses_of_a_page(sebagai, path: str, query: str) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").get(f"{path}?{query}")
    assert answer.status_code == 200
    assert "http://localhost" not in answer.text


@pytest.fixture
def bertoken(app: Flask):  # type: ignore[no-untyped-def]
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.baku("K16", "K18")
def test_a_form_without_token_is_sent_back_with_what_was_typed(bertoken: None, sebagai) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").post("/pengaturan/kantor", data={"nama": "Jangan hilang"})
    assert answer.status_code == 419
    assert "Jangan hilang" in answer.text


@pytest.mark.baku("V3.5.1", "K18")
def test_the_page_s_token_counts_and_differs_each_time(bertoken: None, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    tokens = [
        re.search(r'name="csrf_token" value="([^"]+)"', client.get("/pengaturan").text).group(1) for _ in range(2)
    ]
    assert tokens[0] != tokens[1]
    fields = {"kertas": "A4", "csrf_token": tokens[0]}
    assert client.post("/pengaturan/aturan", data=fields).status_code == 303
    assert client.post("/pengaturan/aturan", data={**fields, "csrf_token": tokens[0][:-4] + "AAAA"}).status_code == 419


def test_nobody_s_post_is_a_log_in_not_a_forgery(bertoken: None, app: Flask) -> None:
    assert app.test_client().post("/pengaturan/kantor", data={"nama": "x"}).status_code == 401


def test_masking_comes_back(app: Flask) -> None:
    with app.test_request_context():
        one, two = masked_token(), masked_token()
        assert one != two
        assert unmask(one).split(".")[0] == unmask(two).split(".")[0]
    assert unmask("bukan token") == ""


@pytest.mark.parametrize(("path", "code"), [("/tidak-ada", 404), ("/keluar", 405)])
def test_errors_have_a_page_and_a_fragment(app: Flask, sebagai, path: str, code: int) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    page = client.get(path)
    assert page.status_code == code
    assert f"Kode {code}." in page.text
    fragment = client.get(path, headers={"HX-Request": "true"})
    assert fragment.status_code == code
    assert fragment.text.lstrip().startswith('<div id="galat-halaman"')


@pytest.mark.baku("V1.4.2")
@pytest.mark.parametrize("path", ["/pegawai/99999999999999999999999", "/pegawai?unit=99999999999999999999999"])
def test_a_number_no_row_can_have_is_no_crash(sebagai, path: str) -> None:  # type: ignore[no-untyped-def]
    assert sebagai("pengelola").get(path).status_code in (200, 404)


@pytest.mark.baku("K57", "V5.2.1", "V15.2.2")
def test_too_large_a_request_is_413(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").post("/pengaturan/kantor", data={"nama": "x" * (26 * 1024 * 1024)})
    assert answer.status_code == 413


def test_packed_pages_are_the_same(app: Flask) -> None:
    import gzip

    client = app.test_client()
    packed = client.get("/masuk", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"Kata sandi" in gzip.decompress(packed.data)


@pytest.mark.baku("V13.4.5")
def test_health_tells_no_secret(app: Flask) -> None:
    told = app.test_client().get("/sehat").json
    assert set(told.pop("cadangan")) == {"terakhir", "uji", "baik"}
    assert told == {"status": "baik", "basis_data": True}


def test_a_page_left_open_is_not_sent_by_the_next_person(bertoken: None, app: Flask, sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    """Somebody else has logged in since, in the same browser: nothing of it is shown to him, kept for him or sent."""
    page = sebagai("pegawai").get("/profil").text
    data = {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page).group(1), "uraian": "Rahasia Endah"}
    other = sebagai("pegawai_lain")
    for headers in ({}, {"HX-Request": "true", "HX-Boosted": "true"}):
        answer = other.post("/profil/laporkan", data=data, headers=headers)
        assert answer.status_code == 419
        assert "Rahasia Endah" not in answer.text
        assert "dibuka orang lain" in answer.text
        assert answer.headers.get("HX-Redirect") == ("/" if headers else None)
    own = app.test_client()  # the same person again: offered to be sent
    with sebagai("pegawai").session_transaction() as session, own.session_transaction() as fresh:
        fresh.update({k: v for k, v in session.items() if k != "csrf_token"})
    answer = own.post("/profil/laporkan", data=data)
    assert answer.status_code == 419
    assert "Rahasia Endah" in answer.text
