"""Whom somebody judges on a day: the quick answer of one query against the slow one of the whole office."""

from datetime import date, timedelta

import pytest

from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.pegawai.models import Delegasi, Pegawai, RiwayatJabatan
from skpweb.pegawai.queries_pohon import Wilayah, atasan_banyak, wilayah
from skpweb.pegawai.rules import Kedudukan, Status
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services import tetapkan_status
from skpweb.pegawai.services_tim import tambah_pejabat_luar

VALIDASI = TugasDelegasi.VALIDASI


def lambat(saya: int, hari: date, pemberi: set[int]) -> Wilayah:
    """From everybody's superior."""
    atas = {p: a.pegawai_id for p, a in atasan_banyak(None, hari).items()}
    langsung = {p: a for p, a in atas.items() if a in {saya, *pemberi} and p != saya}
    cadangan = {
        p: a for p, a in atas.items() if a and a != saya and atas.get(a) in {saya, *pemberi} and p not in langsung
    }
    cadangan.pop(saya, None)
    return Wilayah(langsung, cadangan)


def semua() -> list[int]:
    return [p.id for p in Pegawai.select()]


def delegasi(cast, dari: str, ke: str, hari: date, tugas=(VALIDASI,), **lain: object) -> None:
    with tulis(exempt="uji"):
        Delegasi.create(
            pemberi=cast.orang[dari], penerima=cast.orang[ke], mulai=hari, sampai=hari + timedelta(days=5), spt="1",
            tugas=list(tugas), **lain,
        )  # fmt: skip


def duduk(cast, who: str, post: str, kedudukan: Kedudukan, hari: date) -> None:
    with tulis(exempt="uji"):
        RiwayatJabatan.create(
            pegawai=cast.orang[who], jabatan=cast.jabatan[post], kedudukan=kedudukan, mulai=hari, sk_nomor="1"
        )


@pytest.mark.parametrize("keadaan", ["biasa", "luar", "plt", "tidak aktif", "plh sendiri", "delegasi"])
def test_it_is_what_the_whole_tree_says(app, cast, pada, keadaan: str) -> None:
    hari = pada.date()
    if keadaan != "biasa":
        tambah_pejabat_luar(
            SISTEM,
            nama="Bupati Uji",
            jabatan="Bupati",
            instansi="Kabupaten",
            mulai=hari,
            penilai_kepala=True,
            pada=pada,
        )
    if keadaan == "plt":
        duduk(cast, "atasan", "kabid_b", Kedudukan.PLT, hari)
    if keadaan == "tidak aktif":
        tetapkan_status(
            SISTEM,
            cast.orang["atasan"],
            status=Status.CUTI_PANJANG,
            mulai=hari,
            sk_nomor="1",
            sk_tanggal=hari,
            pada=pada,
        )
    if keadaan == "plh sendiri":
        duduk(cast, "sekretaris", "kadis", Kedudukan.PLH, hari)
    if keadaan == "delegasi":
        delegasi(cast, "kepala", "pegawai", hari)
    for saya in semua():
        pemberi = {cast.orang["kepala"]} if keadaan == "delegasi" and saya == cast.orang["pegawai"] else set()
        assert wilayah(saya, hari, VALIDASI) == lambat(saya, hari, pemberi), saya


def test_the_levels_of_the_small_office(app, cast, pada) -> None:
    o = cast.orang
    assert wilayah(o["atasan"], pada.date(), VALIDASI) == Wilayah(
        {o["ketua_tim"]: o["atasan"], o["pegawai"]: o["atasan"]}, {}
    )
    kepala = wilayah(o["kepala"], pada.date(), VALIDASI)
    assert set(kepala.langsung) == {o["sekretaris"], o["atasan"], o["atasan_lain"]}
    assert kepala.cadangan[o["pegawai"]] == o["atasan"]
    assert kepala.cadangan[o["admin"]] == o["sekretaris"]


def test_a_delegate_stands_in_for_the_giver_but_never_for_himself(app, cast, pada) -> None:
    hari, o = pada.date(), cast.orang
    delegasi(cast, "atasan", "pegawai", hari)
    assert wilayah(o["pegawai"], hari, VALIDASI) == Wilayah({o["ketua_tim"]: o["atasan"]}, {})
    assert wilayah(o["pegawai"], hari + timedelta(days=6), VALIDASI) == Wilayah({}, {})
    assert wilayah(o["pegawai"], hari, TugasDelegasi.TETAPKAN) == Wilayah({}, {})


def test_a_delegation_taken_back_gives_nothing(app, cast, pada) -> None:
    delegasi(cast, "atasan", "pegawai_lain", pada.date(), dicabut_pada=pada)
    assert wilayah(cast.orang["pegawai_lain"], pada.date(), VALIDASI) == Wilayah({}, {})


def test_it_is_one_query(app, cast, pada, hitung_query) -> None:
    with hitung_query() as q:
        wilayah(cast.orang["kepala"], pada.date(), VALIDASI)
    assert len(q) == 1
