"""Two steps: set up, log in, replay, recovery codes, duty of the admin. The server's own arithmetic is checked by RFC 6238."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from skpweb.akun import services, services_totp
from skpweb.akun.login import rahasia
from skpweb.akun.models import Akun, KodePulih, Sesi
from skpweb.akun.queries import akun_milik, sisa_kode_pulih
from skpweb.akun.rules import KODE_HURUF
from skpweb.akun.services_totp import pakai_kode, rahasia_totp
from skpweb.cli import register
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.pengaturan.services import ubah_aturan
from tests.cast import SANDI, Cast, nip_uji

NIP = nip_uji(5)  # pegawai
GARAM = "garam-untuk-uji-saja"


@pytest.fixture
def kunci(app: Flask) -> bytes:
    with app.app_context():
        return rahasia()


@pytest.fixture
def akun(app: Flask, cast: Cast) -> Akun:
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    return akun_milik(cast.orang["pegawai"])


@pytest.fixture
def kode_pulih(akun: Akun, kunci: bytes) -> list[str]:
    """The account in two steps; a code of five minutes ago was the last used."""
    past = clock.waktu_mesin() - timedelta(minutes=5)
    return services_totp.pasang(
        SISTEM, akun, GARAM, angka(kunci, akun, pada=past), rahasia=kunci, sesi_id=0, pada=past
    )  # fmt: skip


def angka(kunci: bytes, akun: Akun, langkah: int = 0, pada=None) -> str:  # type: ignore[no-untyped-def]
    moment = (pada or clock.waktu_mesin()) + timedelta(seconds=30 * langkah)
    return pyotp.TOTP(rahasia_totp(kunci, akun.id, GARAM)).at(moment)


def langkah_satu(client) -> str:  # type: ignore[no-untyped-def]
    answer = client.post("/masuk", data={"nip": NIP, "sandi": SANDI, "lanjut": "/sesi"})
    assert answer.status_code == 200
    assert client.get("/sesi").status_code == 401  # the password alone opens nothing
    return re.search(r'name="tiket" value="([^"]+)"', answer.text).group(1)


def langkah_dua(client, kode: str, tiket: str | None = None):  # type: ignore[no-untyped-def]
    return client.post("/masuk/kode", data={"tiket": tiket or langkah_satu(client), "kode": kode, "lanjut": "/sesi"})


@pytest.mark.baku("V6.5.2", "V6.5.4", "V7.4.3")
def test_set_up_with_the_phone(app: Flask, akun: Akun, kunci: bytes, sebagai) -> None:  # type: ignore[no-untyped-def]
    client, lain = sebagai("pegawai"), sebagai("pegawai")
    page = client.get("/sandi/dua-langkah").text
    garam = re.search(r'name="garam" value="([^"]+)"', page).group(1)
    typed = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    assert "data:image/svg+xml" in page
    wrong = client.post("/sandi/dua-langkah", data={"garam": garam, "kode": "000000"})
    assert wrong.status_code == 422
    assert garam in wrong.text  # the same QR code stands
    answer = client.post("/sandi/dua-langkah", data={"garam": garam, "kode": pyotp.TOTP(typed).now()})
    codes = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){5}", answer.text)
    assert len(set(codes)) == 10
    assert len(KODE_HURUF) ** 24 >= 2**112  # so that a plain hash keeps them
    assert sisa_kode_pulih(akun.id) == 10
    assert not {k.kode for k in KodePulih.select()} & set(codes)  # only their digests are kept
    assert lain.get("/sesi").status_code == 401
    assert client.get("/sesi").status_code == 200
    assert typed not in client.get("/sandi/dua-langkah").text  # the secret is shown at set-up only
    assert typed != rahasia_totp(kunci, akun.id + 1, garam)  # another account's salt makes another secret


def test_the_codes_are_shown_once(app: Flask, akun: Akun, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    page = client.get("/sandi/dua-langkah").text
    secret = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    fields = {
        "garam": re.search(r'name="garam" value="([^"]+)"', page).group(1),
        "kode": pyotp.TOTP(secret).now(), "_kunci": "kunci-yang-sama-panjang",
    }  # fmt: skip
    assert client.post("/sandi/dua-langkah", data=fields).status_code == 200
    again = client.post("/sandi/dua-langkah", data=fields)
    assert again.status_code == 303
    assert not re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){5}", again.text)


@pytest.mark.baku("V6.3.4")
def test_log_in_in_two_steps(app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes) -> None:
    client = app.test_client()
    answer = langkah_dua(client, f" {angka(kunci, akun)[:3]} {angka(kunci, akun)[3:]} ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sesi")
    assert client.get("/sesi").status_code == 200


@pytest.mark.baku("V6.5.5")
@pytest.mark.parametrize(("langkah", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_one_step_of_grace(
    app: Flask,
    akun: Akun,
    kode_pulih: list[str],
    kunci: bytes,
    monkeypatch: pytest.MonkeyPatch,
    langkah: int,
    status: int,
) -> None:
    now = clock.waktu_mesin()
    monkeypatch.setattr(clock, "waktu_mesin", lambda: now)  # so that no step passes between making and typing
    assert langkah_dua(app.test_client(), angka(kunci, akun, langkah)).status_code == status


@pytest.mark.baku("V6.5.1")
def test_a_used_code_is_refused(app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes) -> None:
    kode = angka(kunci, akun)
    assert langkah_dua(app.test_client(), kode).status_code == 303
    assert langkah_dua(app.test_client(), kode).status_code == 422
    assert langkah_dua(app.test_client(), angka(kunci, akun, -1)).status_code == 422  # nor an older one
    with tulis(exempt="uji"):  # negative control: forgotten, it would pass again
        Akun.update(totp_langkah=None).where(Akun.id == akun.id).execute()
    assert langkah_dua(app.test_client(), kode).status_code == 303


@pytest.mark.baku("V6.5.1")
def test_a_recovery_code_is_good_once(app: Flask, akun: Akun, kode_pulih: list[str]) -> None:
    assert langkah_dua(app.test_client(), kode_pulih[3].lower().replace("-", " ")).status_code == 303
    assert langkah_dua(app.test_client(), kode_pulih[3]).status_code == 422
    assert langkah_dua(app.test_client(), kode_pulih[4]).status_code == 303
    assert sisa_kode_pulih(akun.id) == 8


def test_recovery_codes_of_another_are_no_use(
    app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes, cast: Cast
) -> None:
    lain = akun_milik(cast.orang["atasan"])
    with tulis(exempt="uji"):
        Akun.update(totp=GARAM).where(Akun.id == lain.id).execute()
        assert not pakai_kode(akun_milik(cast.orang["atasan"]), kode_pulih[0], kunci, pada=clock.waktu_mesin())
        assert not pakai_kode(akun_milik(cast.orang["atasan"]), angka(kunci, akun), kunci, pada=clock.waktu_mesin())


def test_wrong_codes_slow_down(app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes) -> None:
    client = app.test_client()
    tiket = langkah_satu(client)
    for _ in range(5):
        assert langkah_dua(client, "12345", tiket).status_code == 422
    slow = langkah_dua(client, angka(kunci, akun), tiket)
    assert (slow.status_code, slow.headers["Retry-After"] in "345") == (429, True)
    assert client.post("/masuk", data={"nip": NIP, "sandi": SANDI}).status_code == 429  # nor does the password help


@pytest.mark.baku("V9.1.1", "V9.2.1")
def test_the_first_step_does_not_last(
    app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    tiket = langkah_satu(client)
    assert langkah_dua(client, angka(kunci, akun), tiket[:-2] + "xx").status_code == 422
    with tulis(exempt="uji"):
        Akun.update(versi=Akun.versi + 1).where(Akun.id == akun.id).execute()  # password changed meanwhile
    assert "sudah habis" in langkah_dua(client, angka(kunci, akun), tiket).text
    tiket = langkah_satu(client)
    monkeypatch.setattr("skpweb.akun.routes_masuk.SEBENTAR", -1)
    assert "sudah habis" in langkah_dua(client, angka(kunci, akun), tiket).text


def test_the_kept_form_survives_both_steps(
    app: Flask, akun: Akun, kode_pulih: list[str], kunci: bytes, sebagai
) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    with tulis(exempt="uji"):
        Sesi.update(berakhir_pada=clock.waktu_mesin()).execute()
    kept = re.search(
        r'name="isian" value="([^"]+)"', client.post("/pengaturan/kantor", data={"nama": "Tidak hilang"}).text
    ).group(1)
    first = client.post("/masuk", data={"nip": NIP, "sandi": SANDI, "isian": kept})
    fields = {k: re.search(rf'name="{k}" value="([^"]+)"', first.text).group(1) for k in ("tiket", "isian")}
    assert "Tidak hilang" in client.post("/masuk/kode", data={**fields, "kode": angka(kunci, akun)}).text


def test_new_recovery_codes_and_taking_it_off(app: Flask, akun: Akun, kode_pulih: list[str], sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    assert client.post("/sandi/dua-langkah/kode").status_code == 200
    assert langkah_dua(app.test_client(), kode_pulih[0]).status_code == 422
    assert client.post("/sandi/dua-langkah/lepas").status_code == 303
    assert KodePulih.select().count() == 0
    assert app.test_client().post("/masuk", data={"nip": NIP, "sandi": SANDI}).status_code == 303


@pytest.mark.baku("V6.4.3")
@pytest.mark.parametrize(("who", "totp"), [("pengelola", GARAM), ("admin", None)])
def test_a_code_of_the_admin_helps_who_lost_the_phone(
    akun: Akun, kode_pulih: list[str], sebagai, who: str, totp
) -> None:  # type: ignore[no-untyped-def]
    """A pengelola may give a new password, not take the second step away."""
    client = sebagai("pegawai")
    assert sebagai(who).post("/akun/kode", data={"pegawai": str(akun.pegawai_id)}).status_code == 200
    assert akun_milik(akun.pegawai_id).totp == totp
    assert client.get("/sesi").status_code == 401


def test_the_command_line_helps_the_last_admin(satu_app: Flask, akun: Akun, kode_pulih: list[str]) -> None:
    if "akun" not in satu_app.cli.commands:
        register(satu_app)
    told = satu_app.test_cli_runner().invoke(args=["akun", "kode", NIP])
    assert (told.exit_code, akun_milik(akun.pegawai_id).totp) == (0, None)
    answer = satu_app.test_client().post("/masuk", data={"nip": NIP, "sandi": told.output.strip()})
    assert answer.headers["Location"] == "/sandi"
    assert satu_app.test_cli_runner().invoke(args=["akun", "kode", "1"]).exit_code == 1


@pytest.mark.baku("K17")
def test_the_office_may_want_it_of_admins(app: Flask, sebagai, pada) -> None:  # type: ignore[no-untyped-def]
    admin = sebagai("admin")
    assert admin.get("/akun").status_code == 200
    ubah_aturan(SISTEM, {"totp.admin": "1"}, pada=pada)
    led = admin.get("/akun")
    assert (led.status_code, led.headers["Location"]) == (302, "/sandi/dua-langkah")
    assert "mewajibkannya bagi Anda" in admin.get("/sandi/dua-langkah").text
    assert sebagai("pengelola").get("/akun").status_code == 200
    page = admin.get("/sandi/dua-langkah").text
    secret = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    garam = re.search(r'name="garam" value="([^"]+)"', page).group(1)
    assert admin.post("/sandi/dua-langkah", data={"garam": garam, "kode": pyotp.TOTP(secret).now()}).status_code == 200
    assert admin.get("/akun").status_code == 200
    assert admin.post("/sandi/dua-langkah/lepas").status_code == 422


@pytest.mark.baku("V6.3.3")
def test_the_office_may_want_it_of_everybody(sebagai, pada) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    assert client.get("/profil").status_code == 200
    ubah_aturan(SISTEM, {"totp.semua": "1"}, pada=pada)
    for who in ("pegawai", "kepala", "pengelola", "admin"):
        led = sebagai(who).get("/profil")
        assert (led.status_code, led.headers["Location"]) == (302, "/sandi/dua-langkah")
    assert client.get("/sandi/dua-langkah").status_code == 200


def test_the_arithmetic_is_that_of_the_rfc(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 6238, appendix B, SHA-1: the last six of its eight digits."""
    monkeypatch.setattr(services_totp, "rahasia_totp", lambda *_: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for seconds, digits in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        moment = clock.datetime.fromtimestamp(seconds, clock.UTC)
        assert services_totp._langkah(b"", 1, "", digits, moment) == seconds // 30
