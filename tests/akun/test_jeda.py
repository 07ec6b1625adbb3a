"""Wrong tries slow down whoever makes them, never the owner; nothing tells whether a NIP is known."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from skpweb.akun import services, services_masuk
from skpweb.akun.models import Akun, PercobaanMasuk
from skpweb.akun.rules import jeda_masuk
from skpweb.akun.services_masuk import Pintu, buka_sesi, periksa_masuk
from skpweb.core import clock
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation, TooMany
from tests.cast import SANDI, Cast, nip_uji

NIP = nip_uji(5)  # pegawai
TIADA = "199001012015011999"
KANTOR, LUAR = "10.0.0.5", "10.0.9.9"


@pytest.fixture(autouse=True)
def bersandi(app: Flask, cast: Cast) -> None:
    hashed = services.buat_sandi(SANDI)
    with tulis(exempt="uji"):
        Akun.update(sandi=hashed).where(Akun.pegawai == cast.orang["pegawai"]).execute()


def coba(
    alamat: str, sandi: str = "salah sekali ini", perangkat: str = "", pada: datetime | None = None
) -> Akun | None:
    """One try; None when it is refused as wrong."""
    try:
        return periksa_masuk(NIP, sandi, Pintu(alamat, "uji", perangkat, pada or clock.waktu_mesin()))
    except RuleViolation:
        return None


def serang(alamat: str, kali: int, pada: datetime, perangkat: str = "") -> None:
    """As many wrong tries as asked, each as soon as the pause allows."""
    for _ in range(kali):
        while True:
            try:
                coba(alamat, perangkat=perangkat, pada=pada)
                break
            except TooMany as pause:
                pada += timedelta(seconds=pause.wait)


@pytest.mark.baku("V6.3.1", "K4")
def test_an_attacker_elsewhere_does_not_stop_the_owner() -> None:
    now = clock.waktu_mesin()
    for n in range(60):
        serang(f"10.9.0.{n}", 4, now)  # 240 wrong tries from sixty addresses
    assert coba(KANTOR, SANDI)


@pytest.mark.baku("V6.3.1")
def test_an_attacker_on_the_same_address_does_not_stop_the_owners_browser() -> None:
    now = clock.waktu_mesin()
    akun = coba(KANTOR, SANDI, "tanda-peramban-pemilik")
    buka_sesi(akun, Pintu(KANTOR, "uji", "tanda-peramban-pemilik", now))
    for _ in range(5):
        assert coba(KANTOR, pada=now) is None
    with pytest.raises(TooMany):  # negative control: a strange browser there waits, even with the right password
        coba(KANTOR, SANDI, "tanda-lain", now)
    assert coba(KANTOR, SANDI, "tanda-peramban-pemilik", now)


def test_the_owners_own_browser_is_slowed_by_what_is_typed_in_it() -> None:
    now = clock.waktu_mesin()
    buka_sesi(coba(KANTOR, SANDI, "tanda"), Pintu(KANTOR, "uji", "tanda", now))
    for n in range(5):
        assert coba(f"10.0.1.{n}", perangkat="tanda", pada=now) is None  # carrying it about gives no new tries
    with pytest.raises(TooMany) as pause:
        coba(LUAR, perangkat="tanda", pada=now)
    assert pause.value.wait in (4, 5)  # moments are kept in milliseconds


def test_a_browser_known_to_somebody_else_is_strange(cast: Cast) -> None:
    now = clock.waktu_mesin()
    lain = Akun.get(Akun.pegawai == cast.orang["atasan"])
    buka_sesi(lain, Pintu(KANTOR, "uji", "tanda", now))
    for _ in range(5):
        coba(KANTOR, perangkat="tanda", pada=now)
    assert PercobaanMasuk.get(PercobaanMasuk.kunci == f"{NIP}|{KANTOR}").gagal == 5


def test_who_has_erred_waits_when_many_places_have() -> None:
    """The count over all places slows down the next try of an address that has erred, not a clean one."""
    now = clock.waktu_mesin()
    for n in range(60):
        coba(f"10.9.0.{n}", pada=now)
    with pytest.raises(TooMany):
        coba("10.9.0.1", SANDI, pada=now)
    assert coba(LUAR, SANDI, pada=now)


@pytest.mark.baku("K4")
def test_no_pause_is_longer_than_five_minutes() -> None:
    now = clock.waktu_mesin()
    serang(LUAR, 30, now)
    last = PercobaanMasuk.get(PercobaanMasuk.kunci == f"{NIP}|{LUAR}").terakhir_pada
    with pytest.raises(TooMany) as pause:
        coba(LUAR, SANDI, pada=last)
    assert 200 < pause.value.wait <= 300
    assert coba(LUAR, SANDI, pada=last + timedelta(seconds=300))


def test_a_whole_office_behind_one_address_waits_half_a_minute_at_most() -> None:
    now = clock.waktu_mesin()
    for n in range(80):
        with pytest.raises((RuleViolation, TooMany)):
            periksa_masuk(f"1990010120150{n:05}", "salah", Pintu(KANTOR, "uji", "", now + timedelta(seconds=31 * n)))
    with pytest.raises(TooMany) as pause:
        coba(KANTOR, SANDI, pada=now + timedelta(seconds=31 * 79))
    assert pause.value.wait in (30, 31)
    assert jeda_masuk(40, now, now) == 300  # negative control: without the lower ceiling


def test_log_in_marks_the_browser(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/masuk", data={"nip": NIP, "sandi": SANDI})
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("skpweb_kenal="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    for _ in range(6):
        app.test_client().post("/masuk", data={"nip": NIP, "sandi": "salah"})
    assert app.test_client().post("/masuk", data={"nip": NIP, "sandi": SANDI}).status_code == 429
    assert client.post("/masuk", data={"nip": NIP, "sandi": SANDI}).status_code == 303


def test_an_open_session_is_no_place_to_try_passwords(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    salah = {"lama": "bukan ini", "baru": "rahasia yang lain lagi", "ulang": "rahasia yang lain lagi"}
    assert [client.post("/sandi", data=salah).status_code for _ in range(6)] == [422] * 5 + [429]
    assert client.post("/sandi", data={**salah, "lama": SANDI}).status_code == 429, "the right one waits too"


# ---- unknown or wrong: same words (test_masuk), same time ----------------------------------------
def lama(nip: str, n: int) -> float:
    began = time.perf_counter()
    with pytest.raises(RuleViolation):
        periksa_masuk(nip, "salah sekali ini", Pintu(f"10.1.{n}.1", "uji", "", clock.waktu_mesin()))
    return time.perf_counter() - began


def perbandingan(kali: int = 15) -> float:
    """Median time of an unknown NIP divided by that of a wrong password, measured in turns."""
    pairs = [(lama(TIADA, n), lama(NIP, n + 100)) for n in range(kali)]
    return statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)


def test_unknown_and_wrong_take_the_same_time() -> None:
    services.sandi_palsu()
    assert 0.6 < perbandingan() < 1.6


def test_the_clock_would_notice_a_missing_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[str | None, str], bool] = services.sandi_cocok
    monkeypatch.setattr(services_masuk, "sandi_cocok", lambda h, s: h is not None and real(h, s))
    assert perbandingan() < 0.6
