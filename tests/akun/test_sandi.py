"""Passwords: chosen freely, taken exactly as typed, changed only with the present one; no account is there by itself."""

import re
from pathlib import Path

import pytest
from flask import Flask

from skpweb.akun import rules, services
from skpweb.akun.models import Akun, Sesi
from skpweb.akun.queries import akun_milik
from skpweb.core.db import tulis
from tests.cast import SANDI, Cast, nip_uji

NIP = nip_uji(5)  # pegawai
KONTEKS = ("Endah Lestari", NIP, "Dinas Uji Coba")


def pasang(cast: Cast, sandi: str) -> None:
    hashed = services.buat_sandi(sandi)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()


def masuk(app: Flask, sandi: str) -> int:
    return int(app.test_client().post("/masuk", data={"nip": NIP, "sandi": sandi}).status_code)


@pytest.mark.baku("V6.2.5")
@pytest.mark.parametrize(
    "sandi",
    ["kuda baterai jepit benar", "KUDABATERAIJEPIT", "829174650317", "#^*(){}[]<>/+=", "ᬓᬸᬤ ᬫᬾᬭᬄ ᬧᬸᬢᬶᬄ ᬳᬶᬚᭀ", "🐎🔋📎🌙⭐🌧🍃🔥🌊🏔🛶🎋"],
)  # fmt: skip
def test_any_letters_will_do(sandi: str) -> None:
    assert rules.periksa_sandi(sandi, 12, KONTEKS) is None


@pytest.mark.baku("V6.2.1")
def test_no_office_can_ask_for_less_than_eight() -> None:
    panjang = next(a for a in rules.ATURAN if a.kunci == "sandi.panjang")
    assert (panjang.bawaan, panjang.minimum) == (12, 8)


@pytest.mark.baku("V6.2.8", "V6.2.9")
def test_it_counts_exactly_as_typed(app: Flask, cast: Cast) -> None:
    sandi = "  Kuda-Batu, " + "panjang sekali " * 12 + "Ujung "
    assert 64 < len(sandi) <= 200
    pasang(cast, sandi)
    for lain in (sandi.strip(), sandi.lower(), sandi[:72], sandi[:-1], sandi + "x", sandi.replace("  ", " ")):
        assert masuk(app, lain) in (422, 429)
    assert app.test_client().post(
        "/masuk", data={"nip": NIP, "sandi": sandi}, environ_base={"REMOTE_ADDR": "10.0.0.9"}
    ).status_code == 303  # fmt: skip


@pytest.mark.baku("V6.2.2", "V6.2.3", "V7.4.3")
def test_the_present_one_is_asked_and_the_others_end(app: Flask, cast: Cast, sebagai) -> None:  # type: ignore[no-untyped-def]
    pasang(cast, SANDI)
    client, lain = sebagai("pegawai"), sebagai("pegawai")
    baru = "gunung laut angin hujan"
    for lama in ("", "bukan ini sandinya"):
        assert client.post("/sandi", data={"lama": lama, "baru": baru, "ulang": baru}).status_code == 422
    assert lain.get("/sesi").status_code == 200
    assert client.post("/sandi", data={"lama": SANDI, "baru": baru, "ulang": baru}).status_code == 303
    assert (client.get("/sesi").status_code, lain.get("/sesi").status_code) == (200, 401)
    assert (masuk(app, SANDI), masuk(app, baru)) == (422, 303)


@pytest.mark.baku("V6.2.4", "V6.2.12")
def test_the_offices_list_of_known_ones_counts(app: Flask, cast: Cast, sebagai, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    pasang(cast, SANDI)
    client, baru = sebagai("pegawai"), "Unggul Jaya Sentosa 88"

    def ganti(lama: str, sandi: str) -> int:
        return int(client.post("/sandi", data={"lama": lama, "baru": sandi, "ulang": sandi}).status_code)

    (tmp_path / services.DAFTAR_TERLARANG).write_text(
        "".join(f"sandi nomor {n}\n" for n in range(3000)) + "unggul jaya sentosa 88\r\n"
    )
    assert ganti(SANDI, baru) == 422
    assert "sudah dikenal orang" in client.post("/sandi", data={"lama": SANDI, "baru": baru, "ulang": baru}).text
    assert ganti(SANDI, baru + " lagi") == 303
    (tmp_path / services.DAFTAR_TERLARANG).unlink()
    assert ganti(baru + " lagi", baru) == 303  # negative control


@pytest.mark.baku("V6.2.6", "V6.2.7")
@pytest.mark.parametrize(("path", "isian"), [("/masuk", {"sandi"}), ("/sandi", {"lama", "baru", "ulang"})])
def test_the_fields_hide_it_and_let_it_be_pasted(sebagai, path: str, isian: set[str]) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("anonim" if path == "/masuk" else "pegawai")
    found = {}
    for tag in re.findall(r"<input[^>]*>", client.get(path).text):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if known.get("name") in isian:
            found[known["name"]] = known
            assert known["type"] == "password"
            assert known["autocomplete"] in ("current-password", "new-password")
            assert "readonly" not in tag
            assert known.get("value", "") == ""
    assert set(found) == isian
    aset = client.application.extensions["aset"].items["app.js"].body.decode()
    for rule in re.findall(r'addEventListener\("paste".{0,200}', aset, re.S):
        assert "password" not in rule


@pytest.mark.baku("V6.3.2")
def test_no_account_is_there_by_itself(app_kosong: Flask) -> None:
    assert Akun.select().count() == 0
    for nip in ("admin", "root", "0" * 18, NIP):
        app_kosong.test_client().post("/masuk", data={"nip": nip, "sandi": "admin"})
    assert Sesi.select().count() == 0


@pytest.mark.baku("V6.4.1", "V6.5.4")
def test_a_code_from_the_office_is_long_and_by_chance(app: Flask, cast: Cast) -> None:
    codes = {rules.kode_baru() for _ in range(200)}
    assert len(codes) == 200
    assert len({c for code in codes for c in code} - {"-"}) == len(rules.KODE_HURUF) == 32
    assert {len(c.replace("-", "")) for c in codes} == {16}  # 80 bits
    assert akun_milik(cast.orang["pegawai"]).kode is None
