"""What the admin is told because it is unusual, and that ordinary haste is none of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from skpweb.akun.services_masuk import Pintu, periksa_masuk
from skpweb.audit.services import catat_pembacaan, habiskan_pembacaan
from skpweb.beranda.queries_awas import BANYAK_DIBUKA, tugas_awas
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import RuleViolation
from tests.cast import Cast
from tests.conftest import PADA
from tests.klien import Klien

Sebagai = Callable[[str], Klien]
MASUK, BUKA = "Periksa percobaan masuk yang gagal", "Periksa pembukaan data yang tidak biasa"


def salah(nip: str, alamat: str, lalu: timedelta = timedelta()) -> None:
    with pytest.raises(RuleViolation):
        periksa_masuk(nip, "salah sekali ini", Pintu(alamat, "uji", "", clock.waktu_mesin() - lalu))


def baca(who: int, banyak: int, lalu: timedelta = timedelta()) -> None:
    catat_pembacaan(Pelaku(pegawai_id=who), range(1, banyak + 1), "pegawai.pegawai", "/pegawai", pada=PADA - lalu)
    habiskan_pembacaan()


@pytest.mark.baku("K54", "K56")
def test_many_wrong_log_ins_of_one_number_are_told(app: Flask, sebagai: Sebagai) -> None:
    nip = "199001012015011999"
    for n in range(19):
        salah(nip, f"10.0.0.{n}")
    assert MASUK not in sebagai("admin").get("/").text
    salah(nip, "10.0.1.1")
    page = sebagai("admin").get("/").text
    assert MASUK in page
    assert f"20 kali untuk NIP {nip}" in page
    assert f'href="/akun?cari={nip}"' in page
    assert MASUK not in sebagai("pengelola").get("/").text


@pytest.mark.baku("K56")
def test_many_numbers_tried_from_one_address_are_told(app: Flask, sebagai: Sebagai) -> None:
    for n in range(49):
        salah(f"19900101201501{n:04}", "10.6.6.6")
    assert MASUK not in sebagai("admin").get("/").text
    salah("199001012015019999", "10.6.6.6")
    assert "50 kali dari alamat 10.6.6.6. Bila bukan pegawai yang lupa" in sebagai("admin").get("/").text


def test_wrong_tries_far_apart_are_no_attack_and_old_ones_are_past(app: Flask) -> None:
    nip = "199001012015011999"
    for n in range(25):
        salah(nip, f"10.0.0.{n}", timedelta(hours=2 * (25 - n)))
    assert tugas_awas(clock.waktu_mesin(), PADA) == []
    for n in range(25):
        salah(nip, f"10.0.0.{n}")
    assert len(tugas_awas(clock.waktu_mesin(), PADA)) == 1
    assert tugas_awas(clock.waktu_mesin() + timedelta(hours=25), PADA) == []


def test_text_typed_as_a_number_is_shown_as_text(app: Flask, sebagai: Sebagai) -> None:
    for n in range(20):
        salah("<b>|x|", f"10.0.0.{n}")
    page = sebagai("admin").get("/").text
    assert "untuk NIP &lt;b&gt;|x|" in page


@pytest.mark.baku("K54", "K56")
def test_who_opens_the_data_of_very_many_is_named(app: Flask, sebagai: Sebagai, cast: Cast) -> None:
    baca(cast.orang["pembaca"], BANYAK_DIBUKA - 1)
    baca(cast.orang["pembaca"], BANYAK_DIBUKA, timedelta(hours=25))
    baca(cast.orang["pengelola"], BANYAK_DIBUKA)  # it is their work
    assert BUKA not in sebagai("admin").get("/").text
    baca(cast.orang["atasan"], BANYAK_DIBUKA)
    page = sebagai("admin").get("/").text
    assert page.count(" membuka data ") == 1
    assert f"membuka data {BANYAK_DIBUKA} orang dalam 24 jam terakhir" in page
    assert "/audit/pembacaan?orang=" in page
