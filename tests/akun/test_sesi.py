"""Sessions: a token by chance for each log-in and each proof, ended on the server, never longer than the office allows."""

from datetime import timedelta

import pytest
from flask import Flask

from skpweb.akun import services
from skpweb.akun.models import Akun, Sesi
from skpweb.audit.queries import riwayat
from skpweb.cli import register
from skpweb.core import clock
from skpweb.core.db import tulis
from tests.cast import SANDI, Cast, nip_uji
from tests.klien import Klien

NIP = nip_uji(5)  # pegawai


@pytest.fixture
def klien(app: Flask, cast: Cast) -> Klien:
    """The browser of somebody who logs in with a password."""
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    return app.test_client()  # type: ignore[return-value]


def masuk(klien: Klien) -> str:
    """Log in; the token that the browser has got."""
    assert klien.post("/masuk", data={"nip": NIP, "sandi": SANDI}).status_code == 303
    return token(klien)


def token(klien: Klien) -> str:
    with klien.session_transaction() as session:
        return str(session["_user_id"])


def pencuri(app: Flask, curian: str) -> Klien:
    """Another browser that carries a token it has found."""
    lain = app.test_client()
    with lain.session_transaction() as session:
        session["_user_id"], session["_fresh"] = curian, True
    return lain  # type: ignore[return-value]


@pytest.mark.baku("V7.2.2", "V7.2.3", "V7.2.4", "K10", "K12", "K14")
def test_each_log_in_has_its_own_token(app: Flask, klien: Klien) -> None:
    tokens = [masuk(klien) for _ in range(4)]
    assert len(set(tokens)) == 4
    assert all(len(t) >= 43 for t in tokens)  # 256 bits
    assert not {s.token for s in Sesi.select()} & set(tokens)  # only digests are kept
    for old in tokens[:-1]:  # the same browser has one session
        assert pencuri(app, old).get("/sesi").status_code == 401
    assert klien.get("/sesi").status_code == 200


@pytest.mark.baku("V7.2.4")
def test_a_proof_changes_the_token(app: Flask, klien: Klien) -> None:
    before = masuk(klien)
    assert klien.post("/masuk/bukti", data={"sandi": "bukan ini"}).status_code == 422
    assert token(klien) == before
    assert klien.post("/masuk/bukti", data={"sandi": SANDI}).status_code == 303
    assert token(klien) != before
    assert pencuri(app, before).get("/sesi").status_code == 401
    assert klien.get("/sesi").status_code == 200
    assert Sesi.select().count() == 1


@pytest.mark.baku("V7.2.1", "V7.4.1", "K8")
def test_a_stolen_token_is_dead_after_log_out(app: Flask, klien: Klien) -> None:
    curian = masuk(klien)
    assert pencuri(app, curian).get("/sesi").status_code == 200  # negative control
    assert klien.post("/keluar").status_code == 303
    assert pencuri(app, curian).get("/sesi").status_code == 401
    assert pencuri(app, "karangan" * 6).get("/sesi").status_code == 401


@pytest.mark.baku("V7.3.1", "V7.3.2", "K11")
@pytest.mark.parametrize(("menit", "jam", "status"), [(29, 9, 200), (31, 9, 401), (1, 10.1, 401)])
def test_idle_and_whole_length(app: Flask, klien: Klien, menit: int, jam: float, status: int) -> None:
    masuk(klien)
    now = clock.waktu_mesin()
    with tulis(exempt="uji"):
        Sesi.update(dibuat_pada=now - timedelta(hours=jam), terakhir_pada=now - timedelta(minutes=menit)).execute()
    assert klien.get("/sesi").status_code == status


@pytest.mark.baku("V7.4.5")
def test_the_command_line_ends_all(satu_app: Flask, app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    if "akun" not in satu_app.cli.commands:
        register(satu_app)
    orang = [sebagai(who) for who in ("pegawai", "admin", "kepala")]
    told = satu_app.test_cli_runner().invoke(args=["akun", "keluarkan-semua"])
    assert told.output == "3 sesi diakhiri\n"
    assert [o.get("/sesi").status_code for o in orang] == [401] * 3
    assert riwayat("sesi")[-1].tindakan == "akun.akhiri_sesi_semua"


@pytest.mark.baku("V7.4.4")
@pytest.mark.parametrize("path", ["/", "/profil", "/sesi", "/sandi", "/pemberitahuan"])
def test_the_way_out_is_on_every_page(sebagai, path: str) -> None:  # type: ignore[no-untyped-def]
    text = sebagai("pegawai").get(path).text
    assert 'action="/keluar"' in text
    assert ">Keluar</b></button>" in text


@pytest.mark.parametrize(
    ("teks", "nama"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36", "Chrome di Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox di Windows"),
        ("curl/8", "Peramban tidak dikenal"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_people_name_it(klien: Klien, teks: str, nama: str) -> None:
    klien.post("/masuk", data={"nip": NIP, "sandi": SANDI}, headers={"User-Agent": teks})
    page = klien.get("/sesi").text
    assert nama in page
    assert "Mozilla/" not in page
