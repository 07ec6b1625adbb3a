"""Sign-in through a provider: who gets in, who does not; what is no honest return is refused."""

from dataclasses import replace as ganti
from typing import Any

import pytest
from flask import Flask

from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik
from skpweb.audit.queries import riwayat
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.pengaturan.services import ubah_aturan
from tests.akun.penyedia import KUNCI_LAIN, NIP, Penyedia, berangkat, kembali
from tests.cast import Cast


def test_off_by_default(app: Flask) -> None:
    client = app.test_client()
    assert "akun kantor" not in client.get("/masuk").text
    assert client.get("/masuk/kantor").status_code == 404
    assert client.get("/masuk/kantor/kembali?code=x&state=y").status_code == 404


def test_in_by_the_nip_of_the_provider(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    client = app.test_client()
    page = client.get("/masuk?lanjut=/sesi").text
    assert 'href="/masuk/kantor?lanjut=' in page
    assert penyedia.alamat not in page  # nothing of elsewhere on the page itself
    minta = berangkat(client, penyedia)
    assert (minta["response_type"], minta["code_challenge_method"], minta["scope"]) == (
        "code",
        "S256",
        "openid profile",
    )
    assert len(minta["state"]) >= 20
    assert len(minta["nonce"]) >= 20
    answer = kembali(client, penyedia)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sesi")
    assert client.get("/sesi").status_code == 200  # though the account has no password that works
    assert penyedia.tukar["kepala"].startswith("Basic ")
    assert riwayat(f"akun:{akun_milik(cast.orang['pegawai']).id}")[-1].sesudah["cara"] == "kantor"


def test_an_account_without_a_password_is_not_led_to_choose_one(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(sandi=None).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    kembali(client, penyedia)
    assert client.get("/sesi").status_code == 200


@pytest.mark.baku("V6.3.4")
def test_the_second_step_is_still_asked(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(totp="garam-uji").where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    assert "Verifikasi dua langkah" in kembali(client, penyedia).text
    assert client.get("/sesi").status_code == 401


@pytest.mark.parametrize("nip", ["199001012015011999", "", "bukan angka"])
def test_no_account_is_made(app: Flask, penyedia: Penyedia, nip: str) -> None:
    before, penyedia.nip = Akun.select().count(), nip
    client = app.test_client()
    berangkat(client, penyedia)
    answer = kembali(client, penyedia)
    assert answer.status_code == 403
    assert "tidak terhubung" in answer.text
    assert (Akun.select().count(), Sesi.select().count()) == (before, 0)


@pytest.mark.baku("V6.3.4")
def test_a_closed_account_stays_closed(app: Flask, cast: Cast, penyedia: Penyedia) -> None:
    with tulis(exempt="uji"):
        Akun.update(aktif=False).where(Akun.pegawai == cast.orang["pegawai"]).execute()
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403


def test_the_office_names_the_claim(app: Flask, penyedia: Penyedia, pada) -> None:  # type: ignore[no-untyped-def]
    ubah_aturan(SISTEM, {"oidc.klaim": "employee_number"}, pada=pada)
    penyedia.nip, penyedia.ubah = "", {"employee_number": f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"}
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 303


@pytest.mark.baku("V9.2.1", "V9.2.3", "V10.5.1", "V10.5.4")
@pytest.mark.parametrize(
    "ubah",
    [
        {"iss": "https://lain.contoh.invalid"}, {"aud": "aplikasi-lain"}, {"nonce": "bukan-yang-kita-beri"},
        {"exp": 1_700_000_000, "iat": 1_600_000_000}, {"nbf": 4_000_000_000}, {"sub": None},
    ],
    ids=lambda u: next(iter(u)),
)  # fmt: skip
def test_a_token_for_somebody_else_is_refused(app: Flask, penyedia: Penyedia, ubah: dict[str, Any]) -> None:
    penyedia.ubah = ubah
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403
    assert Sesi.select().count() == 0


@pytest.mark.baku("V6.8.2", "V9.1.1", "V9.1.3")
def test_a_token_of_another_key_is_refused(app: Flask, penyedia: Penyedia) -> None:
    penyedia.kunci = KUNCI_LAIN
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia).status_code == 403


@pytest.mark.baku("V10.1.2", "V10.2.1")
@pytest.mark.parametrize("ubah", [{"state": "karangan"}, {"code": "kode-palsu"}, {"error": "access_denied"}])
def test_a_forged_return_is_refused(app: Flask, penyedia: Penyedia, ubah: dict[str, str]) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(client, penyedia, **ubah).status_code == 403
    assert Sesi.select().count() == 0


@pytest.mark.baku("V10.1.2", "V10.2.1")
def test_another_browser_cannot_use_the_return(app: Flask, penyedia: Penyedia) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    assert kembali(app.test_client(), penyedia).status_code == 403
    assert kembali(client, penyedia).status_code == 303
    assert kembali(client, penyedia).status_code == 403  # nor twice


@pytest.mark.baku("V10.1.2", "V10.2.1")
def test_without_the_pkce_secret_the_code_is_worth_nothing(app: Flask, penyedia: Penyedia) -> None:
    client = app.test_client()
    berangkat(client, penyedia)
    penyedia.minta["code_challenge"] = "x" * 43
    assert kembali(client, penyedia).status_code == 403
    assert penyedia.tukar["code_verifier"]


@pytest.mark.baku("V16.5.2")
def test_a_silent_provider_breaks_no_page(app: Flask, penyedia: Penyedia) -> None:
    app.config["SKPWEB"] = ganti(app.config["SKPWEB"], oidc_issuer="http://127.0.0.1:9")
    answer = app.test_client().get("/masuk/kantor")
    assert answer.status_code == 502
    assert "masuk dengan NIP dan kata sandi" in answer.text


@pytest.mark.baku("V3.7.2")
@pytest.mark.parametrize("lanjut", ["//jahat.contoh.invalid", "https://jahat.contoh.invalid/"])
def test_goes_on_only_within_the_site(app: Flask, penyedia: Penyedia, lanjut: str) -> None:
    client = app.test_client()
    berangkat(client, penyedia, lanjut)
    assert kembali(client, penyedia).headers["Location"] == "/"


@pytest.mark.baku("V7.6.2")
@pytest.mark.parametrize(
    ("asal", "status"), [("cross-site", 200), ("same-site", 200), ("same-origin", 302), ("none", 302)]
)
def test_no_other_site_logs_anybody_in(app: Flask, penyedia: Penyedia, asal: str, status: int) -> None:
    answer = app.test_client().get("/masuk/kantor", headers={"Sec-Fetch-Site": asal})
    assert answer.status_code == status
    assert ("Masuk dengan akun kantor" in answer.text) == (status == 200)
