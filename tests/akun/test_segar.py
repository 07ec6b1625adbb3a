"""Before a dangerous deed the person proves again who sits there; then the same deed goes on. Sessions end at once."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask, url_for

from skpweb.akun import services, services_totp
from skpweb.akun.login import rahasia
from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik, peran_akun
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from tests.cast import SANDI, Cast

BERBAHAYA = {
    "akun.atur_peran", "akun.nonaktifkan", "akun.terbitkan_kode", "akun.pasang_totp",
    "akun.ganti_kode_pulih", "akun.lepas_totp", "akun.akhiri_sesi", "akun.akhiri_sesi_lain", "pengaturan.ubah_aturan",
    "petruk.buat_instrumen",
}  # fmt: skip


@pytest.fixture
def admin(app: Flask, cast: Cast, sebagai):  # type: ignore[no-untyped-def]
    """An admin with a password, logged in eleven minutes ago."""
    client = sebagai("admin")
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["admin"]).execute()
        Sesi.update(dibuat_pada=clock.waktu_mesin() - timedelta(minutes=11)).execute()
    return client


@pytest.fixture
def alamat(cast: Cast) -> str:
    return f"/akun/{akun_milik(cast.orang['pegawai']).id}/peran"


def peran(cast: Cast) -> list:  # type: ignore[type-arg]
    return peran_akun(akun_milik(cast.orang["pegawai"]).id)


def kept(text: str) -> str:
    return re.search(r'name="isian" value="([^"]+)"', text).group(1)


@pytest.mark.baku("V7.5.1")
def test_every_dangerous_deed_asks(satu_app: Flask) -> None:
    assert {e for e, view in satu_app.view_functions.items() if hasattr(view, "segar")} == BERBAHAYA


@pytest.mark.baku("V7.5.1", "V7.5.2", "K14", "K17")
@pytest.mark.parametrize("endpoint", sorted(BERBAHAYA))
def test_an_old_proof_is_refused_and_nothing_changes(app: Flask, admin, cast: Cast, endpoint: str) -> None:  # type: ignore[no-untyped-def]
    with app.test_request_context():
        known = {"akun_id": akun_milik(cast.orang["pegawai"]).id, "sesi_id": Sesi.get().id}
        args = app.url_map._rules_by_endpoint[endpoint][0].arguments
        address = url_for(endpoint, **{k: known[k] for k in args})
    answer = admin.post(address, data={"peran": "pembaca", "sesi.diam": "480"})
    assert answer.status_code == 401
    assert "Buktikan bahwa ini Anda" in answer.text
    assert (peran(cast), akun_milik(cast.orang["pegawai"]).aktif) == ([], True)
    assert not Sesi.select().where(Sesi.berakhir_pada.is_null(False)).exists()


def test_without_javascript_the_deed_goes_on_after_the_proof(admin, cast: Cast, alamat: str) -> None:  # type: ignore[no-untyped-def]
    asked = admin.post(alamat, data={"peran": ["pembaca", "perencana"]})
    wrong = admin.post("/masuk/bukti", data={"sandi": "bukan ini", "isian": kept(asked.text)})
    assert wrong.status_code == 422
    again = admin.post("/masuk/bukti", data={"sandi": SANDI, "isian": kept(wrong.text)})
    assert again.status_code == 200
    assert f'action="{alamat}"' in again.text
    sent = re.findall(r'name="(peran)" value="([^"]+)"', again.text)
    assert [v for _, v in sent] == ["pembaca", "perencana"]
    assert admin.post(alamat, data={"peran": [v for _, v in sent]}).status_code == 303
    assert sorted(peran(cast)) == [("pembaca", None), ("perencana", None)]


def test_with_htmx_the_dialog_asks_and_lets_the_deed_go_on(admin, cast: Cast, alamat: str) -> None:  # type: ignore[no-untyped-def]
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    asked = admin.post(alamat, data={"peran": "pembaca"}, headers=boosted)
    assert asked.status_code == 401
    assert 'id="dialog-masuk"' in asked.text
    proved = admin.post("/masuk/bukti", data={"sandi": SANDI}, headers={"HX-Request": "true"})
    assert (proved.status_code, "masuk-lagi" in proved.headers["HX-Trigger"]) == (204, True)
    assert admin.post(alamat, data={"peran": "pembaca"}, headers=boosted).status_code == 303
    assert peran(cast) == [("pembaca", None)]


def test_the_proof_lasts_ten_minutes(admin, alamat: str) -> None:  # type: ignore[no-untyped-def]
    assert admin.post("/masuk/bukti", data={"sandi": SANDI, "lanjut": "/sesi"}).headers["Location"] == "/sesi"
    with tulis(exempt="uji"):
        Sesi.update(terbukti_pada=clock.waktu_mesin() - timedelta(minutes=9)).execute()
    assert admin.post(alamat, data={"peran": "pembaca"}).status_code == 303
    with tulis(exempt="uji"):
        Sesi.update(terbukti_pada=clock.waktu_mesin() - timedelta(minutes=11)).execute()
    assert admin.post(alamat, data={"peran": "pembaca"}).status_code == 401


def test_the_proof_counts_in_its_own_session_only(admin, alamat: str, sebagai) -> None:  # type: ignore[no-untyped-def]
    lain = sebagai("admin")
    with tulis(exempt="uji"):
        Sesi.update(dibuat_pada=clock.waktu_mesin() - timedelta(minutes=11)).execute()
    assert admin.post("/masuk/bukti", data={"sandi": SANDI}).status_code == 303
    assert lain.post(alamat, data={"peran": "pembaca"}).status_code == 401


def test_with_two_steps_the_code_is_the_proof(app: Flask, admin, cast: Cast, alamat: str) -> None:  # type: ignore[no-untyped-def]
    akun = akun_milik(cast.orang["admin"])
    with app.app_context():
        kunci = rahasia()
    past = clock.waktu_mesin() - timedelta(minutes=5)
    totp = pyotp.TOTP(services_totp.rahasia_totp(kunci, akun.id, "garam-uji"))
    sesi = Sesi.get(Sesi.akun == akun.id).id
    services_totp.pasang(SISTEM, akun, "garam-uji", totp.at(past), rahasia=kunci, sesi_id=sesi, pada=past)
    assert 'name="kode"' in admin.post(alamat, data={"peran": "pembaca"}).text
    assert admin.post("/masuk/bukti", data={"kode": SANDI}).status_code == 422
    assert admin.post("/masuk/bukti", data={"kode": totp.now()}).status_code == 303
    assert admin.post(alamat, data={"peran": "pembaca"}).status_code == 303


def test_guessing_at_the_proof_slows_down(admin) -> None:  # type: ignore[no-untyped-def]
    for _ in range(5):
        assert admin.post("/masuk/bukti", data={"sandi": "bukan ini"}).status_code == 422
    assert admin.post("/masuk/bukti", data={"sandi": SANDI}).status_code == 429


@pytest.mark.baku("K38")
def test_a_form_with_a_password_is_never_kept(admin, app: Flask) -> None:  # type: ignore[no-untyped-def]
    with tulis(exempt="uji"):
        Sesi.update(berakhir_pada=clock.waktu_mesin()).execute()
    refused = admin.post("/sandi", data={"lama": SANDI, "baru": "rahasia baru sekali", "ulang": "x"})
    assert refused.status_code == 401
    assert 'name="isian"' not in refused.text
    assert 'name="isian"' in admin.post("/akun/1/peran", data={"peran": "pembaca"}).text  # negative control


@pytest.mark.baku("V7.4.2", "V7.4.5", "K18")
@pytest.mark.parametrize("deed", ["peran", "aktif", "kode"])
def test_a_session_is_dead_within_one_request(app: Flask, cast: Cast, sebagai, deed: str) -> None:  # type: ignore[no-untyped-def]
    client, lain = sebagai("pegawai"), sebagai("pegawai_lain")
    akun_id = akun_milik(cast.orang["pegawai"]).id
    address = "/akun/kode" if deed == "kode" else f"/akun/{akun_id}/{deed}"
    fields = {"peran": "pembaca", "aktif": "0", "pegawai": str(cast.orang["pegawai"])}
    assert client.get("/sesi").status_code == 200
    assert sebagai("admin").post(address, data=fields).status_code in (200, 303)
    assert client.get("/sesi").status_code == 401
    assert client.post("/profil/laporkan", data={"uraian": "x"}).status_code == 401
    assert lain.get("/sesi").status_code == 200


@pytest.mark.baku("V7.5.2", "K14")
def test_one_session_or_all_others_are_ended(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    ini, dua, tiga, asing = sebagai("pegawai"), sebagai("pegawai"), sebagai("pegawai"), sebagai("atasan")
    ids = [s.id for s in Sesi.select().where(Sesi.akun == akun_milik(cast.orang["pegawai"]).id).order_by(Sesi.id)]
    assert ini.post(f"/sesi/{ids[1]}/akhiri").status_code == 303
    assert [c.get("/sesi").status_code for c in (ini, dua, tiga)] == [200, 401, 200]
    assert ini.post(f"/sesi/{Sesi.get(Sesi.akun == akun_milik(cast.orang['atasan']).id).id}/akhiri").status_code == 303
    assert asing.get("/sesi").status_code == 200  # another's session is not one's own to end
    assert ini.post("/sesi/akhiri-lain").status_code == 303
    assert [c.get("/sesi").status_code for c in (ini, tiga, asing)] == [200, 401, 200]
