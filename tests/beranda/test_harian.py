"""What falls due by itself: reminders of contracts once each, contracts that end, accounts of those who left."""

from datetime import date, timedelta

import pytest
from flask import Flask

from skpweb.beranda.services import kerja_harian
from skpweb.core.access import SISTEM
from skpweb.pegawai.queries import identitas
from skpweb.pegawai.rules import Kepegawaian, Status
from skpweb.pegawai.services import tambah_kontrak, tambah_pegawai, tetapkan_status
from skpweb.pemberitahuan.models import Pemberitahuan
from tests.cast import Cast

AKHIR = date(2026, 12, 21)  # 30 days after the fixed day of the tests


@pytest.fixture
def pppk(app: Flask, cast: Cast, pada) -> int:  # type: ignore[no-untyped-def]
    orang = tambah_pegawai(
        SISTEM, nama="Lukman Rekaan", nip="199001012024211001", kepegawaian=Kepegawaian.PPPK, mulai=date(2024, 1, 1),
        golongan="IX", jabatan_id=cast.jabatan["pengolah_a"], pada=pada,
    )  # fmt: skip
    tambah_kontrak(SISTEM, orang.id, nomor="800/1", mulai=date(2024, 1, 1), sampai=AKHIR, pada=pada)
    return orang.id


def _kabar() -> set[int]:
    return {p.pegawai_id for p in Pemberitahuan.select().where(Pemberitahuan.teks.contains("Kontrak"))}


def test_holder_superior_and_pengelola_are_told_once(pppk: int, cast: Cast, pada) -> None:  # type: ignore[no-untyped-def]
    assert kerja_harian(pada=pada) == (1, 0)
    assert _kabar() == {pppk, cast.orang["atasan"], cast.orang["pengelola"]}
    assert kerja_harian(pada=pada + timedelta(days=3)) == (0, 0)
    assert kerja_harian(pada=pada + timedelta(days=25)) == (1, 0)  # the step of 7 days, told late


def test_the_pengelola_hears_of_many_contracts_in_one_message(pppk: int, cast: Cast, pada) -> None:  # type: ignore[no-untyped-def]
    for n in (2, 3):
        orang = tambah_pegawai(
            SISTEM, nama=f"Rekan {n}", nip=f"19900101202421100{n}", kepegawaian=Kepegawaian.PPPK, mulai=date(2024, 1, 1),
            golongan="IX", jabatan_id=cast.jabatan["pengolah_a"], pada=pada,
        )  # fmt: skip
        tambah_kontrak(SISTEM, orang.id, nomor=f"800/{n}", mulai=date(2024, 1, 1), sampai=AKHIR, pada=pada)
    assert kerja_harian(pada=pada) == (3, 0)
    milik = [
        (p.teks, p.endpoint) for p in Pemberitahuan.select().where(Pemberitahuan.pegawai == cast.orang["pengelola"])
    ]
    assert milik == [("Kontrak 3 pegawai akan berakhir, yang pertama 21 Desember 2026.", "pegawai.daftar")]
    assert {pppk, cast.orang["atasan"]} <= _kabar()


def test_after_the_last_day_the_contract_has_ended(pppk: int, pada) -> None:  # type: ignore[no-untyped-def]
    assert kerja_harian(pada=pada + timedelta(days=30))[1] == 0
    assert kerja_harian(pada=pada + timedelta(days=31))[1] == 1
    assert identitas(pppk, AKHIR + timedelta(days=1)).status is Status.KONTRAK_BERAKHIR
    assert kerja_harian(pada=pada + timedelta(days=32)) == (0, 0)


@pytest.mark.parametrize(("hari_lalu", "baca", "tulis"), [(5, 200, 403), (30, 200, 403), (31, 401, 401)])
def test_who_left_reads_for_thirty_days_and_writes_nothing(
    sebagai,
    cast: Cast,
    pada,
    hari_lalu: int,
    baca: int,
    tulis: int,  # type: ignore[no-untyped-def]
) -> None:
    client = sebagai("pengelola")
    assert client.get("/akun").status_code == 200
    mulai = date(2026, 11, 21) - timedelta(days=hari_lalu)
    tetapkan_status(
        SISTEM, cast.orang["pengelola"], status=Status.PENSIUN, mulai=mulai, sk_nomor="1", sk_tanggal=mulai, pada=pada
    )
    assert client.get("/profil").status_code == baca
    assert client.post("/pemberitahuan/dibaca", data={"sampai": "1"}).status_code == tulis
    assert client.get("/akun").status_code == (403 if baca == 200 else 401)
