"""Log-in, sessions, passwords, codes: through HTTP, with real Argon2."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from skpweb.akun import rules, services, services_masuk
from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from tests.cast import SANDI, Cast, nip_uji

NIP = nip_uji(5)  # pegawai


@pytest.fixture
def bersandi(app: Flask, cast: Cast) -> None:
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()


def masuk(client, sandi=SANDI, nip=NIP, **more):  # type: ignore[no-untyped-def]
    return client.post("/masuk", data={"nip": nip, "sandi": sandi, **more})


def test_logs_in_with_spaces_in_the_number(app: Flask, bersandi: None) -> None:
    client = app.test_client()
    answer = masuk(client, nip=f" {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]} ", lanjut="/sesi")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sesi"
    assert client.get("/sesi").status_code == 200


@pytest.mark.baku("V3.7.2")
@pytest.mark.parametrize("lanjut", ["//jahat.invalid", "https://jahat.invalid/", "/\\jahat.invalid", "javascript:x"])
def test_goes_on_only_within_the_site(app: Flask, bersandi: None, lanjut: str) -> None:
    assert masuk(app.test_client(), lanjut=lanjut).headers["Location"] == "/"


@pytest.mark.baku("K2")
def test_same_words_for_unknown_and_wrong(app: Flask, bersandi: None) -> None:
    unknown = masuk(app.test_client(), nip="199001012015011999")
    wrong = masuk(app.test_client(), sandi="salah sekali ini")
    assert unknown.status_code == wrong.status_code == 422
    assert services_masuk.SALAH in unknown.text
    assert services_masuk.SALAH in wrong.text


@pytest.mark.baku("V6.3.1", "K4", "K16")
def test_the_sixth_wrong_try_waits_but_not_elsewhere(app: Flask, bersandi: None) -> None:
    client = app.test_client()
    for _ in range(5):
        assert masuk(client, sandi="salah sekali ini").status_code == 422
    slow = masuk(client)
    assert slow.status_code == 429
    assert int(slow.headers["Retry-After"]) >= 1
    elsewhere = client.post("/masuk", data={"nip": NIP, "sandi": SANDI}, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 303


def test_a_kept_form_comes_back_to_the_same_person_only(app: Flask, cast: Cast, bersandi: None, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    with tulis(exempt="uji"):
        Sesi.update(berakhir_pada=clock.waktu_mesin()).execute()
    refused = client.post("/pengaturan/kantor", data={"nama": "Teks yang tidak boleh hilang"})
    assert refused.status_code == 401
    kept = re.search(r'name="isian" value="([^"]+)"', refused.text).group(1)
    again = masuk(client, isian=kept)
    assert again.status_code == 200
    assert "Teks yang tidak boleh hilang" in again.text
    assert 'action="/pengaturan/kantor"' in again.text
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["atasan"]).execute()
    other = masuk(app.test_client(), nip=nip_uji(2), isian=kept)
    assert "Teks yang tidak boleh hilang" not in other.text


@pytest.mark.baku("V7.3.1", "K11")
def test_an_expired_session_opens_the_dialog_for_htmx(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    with tulis(exempt="uji"):
        Sesi.update(terakhir_pada=clock.waktu_mesin() - timedelta(minutes=31)).execute()
    answer = client.get("/sesi", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert 'id="dialog-masuk"' in answer.text
    assert NIP in answer.text


@pytest.mark.baku("V7.2.1", "V7.4.2", "K8")
def test_a_session_is_dead_at_once(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    client, admin = sebagai("pegawai"), sebagai("admin")
    assert client.get("/sesi").status_code == 200
    akun = akun_milik(cast.orang["pegawai"])
    assert admin.post(f"/akun/{akun.id}/aktif", data={"aktif": "0"}).status_code == 303
    assert client.get("/sesi").status_code == 401


def test_the_last_admin_stays(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    akun = akun_milik(cast.orang["admin"])
    answer = sebagai("admin").post(f"/akun/{akun.id}/peran", data={"peran": "pembaca"})
    assert answer.status_code == 422
    assert "paling sedikit satu admin" in answer.text


@pytest.mark.baku("V6.2.2", "V6.4.1", "K1", "K5")
def test_a_code_leads_to_choosing_a_password(app: Flask, cast: Cast) -> None:
    orang = cast.orang["pegawai"]
    kode = services.terbitkan_kode(SISTEM, [orang], pada=clock.waktu_mesin())[orang]
    client = app.test_client()
    assert masuk(client, sandi=kode.lower()).headers["Location"] == "/sandi"
    assert client.get("/sesi").headers["Location"] == "/sandi"
    fields = {"lama": kode, "baru": SANDI, "ulang": SANDI}
    assert client.post("/sandi", data=fields).status_code == 303
    assert client.get("/sesi").status_code == 200
    assert masuk(app.test_client(), sandi=kode).status_code == 422


@pytest.mark.baku("V6.4.1", "K5")
def test_a_code_expires(app: Flask, cast: Cast) -> None:
    orang = cast.orang["pegawai"]
    kode = services.terbitkan_kode(SISTEM, [orang], pada=clock.waktu_mesin() - timedelta(days=15))[orang]
    assert masuk(app.test_client(), sandi=kode).status_code == 422


@pytest.mark.baku("K5")
def test_slips_are_shown_once(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pengelola")
    fields = {"pegawai": str(cast.orang["pegawai"]), "_kunci": "kunci-yang-sama-panjang"}
    first = client.post("/akun/kode", data=fields)
    assert re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", first.text)
    again = client.post("/akun/kode", data=fields)
    assert again.status_code == 303
    assert Akun.select().where(Akun.kode.is_null(False)).count() == 1


def test_a_pengelola_resets_no_admin(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    assert sebagai("pengelola").post("/akun/kode", data={"pegawai": str(cast.orang["admin"])}).status_code == 403
    assert sebagai("admin").post("/akun/kode", data={"pegawai": str(cast.orang["pengelola"])}).status_code == 200


@pytest.mark.baku("V6.2.1", "V6.2.11", "K1", "K2", "K3")
@pytest.mark.parametrize(
    ("sandi", "kata"),
    [
        ("pendek", "paling sedikit"),
        ("aaaaaaaaaaaaaaaa", "seragam"),
        ("password1234", "password"),
        ("endah lestari", "lestari"),
        ("Dinas-Uji-2026", "dinas"),
        ("198306152015032006", "198306"),
        ("tgl 19830615 ya", "19830615"),
        ("15-06-1983 saya", "15061983"),
        ("P4$$w0rd-2026", "password"),
        ("endahlestari1983", "“lestari” dan “endah”"),
        ("Garuda.Merdeka.2026", "“merdeka” dan “garuda”"),
    ],
)
def test_weak_passwords_say_why(sandi: str, kata: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        rules.periksa_sandi(sandi, 12, ("Endah Lestari", "198306152015032006", "Dinas Uji Coba", ""))
    assert kata in caught.value.message.lower()


def test_a_sentence_is_a_good_password() -> None:
    assert rules.periksa_sandi(SANDI, 12, ("Endah Lestari", NIP, "Dinas Uji Coba")) is None


@pytest.mark.parametrize(("gagal", "jeda"), [(0, 0), (4, 0), (5, 4), (6, 8), (8, 32), (30, 300)])
def test_the_pause_doubles_up_to_five_minutes(gagal: int, jeda: int) -> None:
    now = clock.waktu_mesin()
    assert rules.jeda_masuk(gagal, now, now) == jeda


def test_two_different_new_passwords_are_told_at_the_field(sebagai) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("pegawai").post("/sandi", data={"lama": "x", "baru": SANDI, "ulang": SANDI + " lain"})
    assert answer.status_code == 422
    assert "Ketik ulang keduanya" in answer.text


@pytest.mark.baku("K8", "V14.3.1")
def test_log_out_ends_the_session(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    answer = client.post("/keluar")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert client.get("/sesi").status_code == 401


def test_a_role_that_is_none_filters_nothing(sebagai) -> None:  # type: ignore[no-untyped-def]
    pengelola = sebagai("pengelola")
    semua = pengelola.get("/akun").text.count("<tr")
    assert (
        pengelola.get("/akun?peran=raja").text.count("<tr")
        == semua
        > pengelola.get("/akun?peran=admin").text.count("<tr")
    )
