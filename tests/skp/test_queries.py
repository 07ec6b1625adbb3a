"""Who sees a plan, what it is read as, and with how many queries."""

from datetime import date

import pytest

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import NotFound
from skpweb.pegawai.models import AnggotaTim, Delegasi
from skpweb.skp.models import Rhk
from skpweb.skp.queries import (
    ambil_skp,
    calon_induk,
    daftar_pendukung,
    daftar_skp,
    hari_acuan,
    isi_banyak,
    isi_skp,
    skp_hidup,
)
from skpweb.skp.rules import JenisRhk, StatusSkp
from tests.cast import ORANG
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

HARI = date(2026, 11, 21)


def pelaku(cast, who):
    return susun_pelaku(akun_milik(cast.orang[who]), HARI)


MELIHAT = {"pegawai", "atasan", "ketua_tim", "kepala", "pengelola", "perencana", "pembaca", "admin"}


@pytest.mark.baku("V8.2.2")
@pytest.mark.parametrize("who", ORANG)
def test_who_sees_a_plan(app, cast, pada, who):
    row = skp_ada(cast, "pegawai", pada)
    if who in MELIHAT:
        assert ambil_skp(pelaku(cast, who), row.id, HARI) == row
    else:
        with pytest.raises(NotFound):
            ambil_skp(pelaku(cast, who), row.id, HARI)


def test_a_delegate_of_the_superior_sees_while_it_lasts(app, cast, pada):
    row = skp_ada(cast, "pegawai", pada)
    siapa = pelaku(cast, "pegawai_lain")
    with tulis(exempt="uji"):
        Delegasi.create(
            pemberi=cast.orang["atasan_lain"],
            penerima=cast.orang["pegawai_lain"],
            mulai=HARI,
            sampai=HARI,
            spt="1",
            tugas=[],
        )
    with pytest.raises(NotFound):
        ambil_skp(siapa, row.id, HARI)
    with tulis(exempt="uji"):
        Delegasi.update(pemberi=cast.orang["atasan"]).execute()
    assert ambil_skp(siapa, row.id, HARI)
    with pytest.raises(NotFound):
        ambil_skp(siapa, row.id, date(2026, 11, 22))
    with tulis(exempt="uji"):
        Delegasi.update(dicabut_pada=pada).execute()
    with pytest.raises(NotFound):
        ambil_skp(siapa, row.id, HARI)


def test_a_former_team_leader_sees_no_more(app, cast, pada):
    row = skp_ada(cast, "pegawai", pada)
    with tulis(exempt="uji"):
        AnggotaTim.update(sampai=date(2026, 11, 20)).where(AnggotaTim.ketua).execute()
    with pytest.raises(NotFound):
        ambil_skp(pelaku(cast, "ketua_tim"), row.id, HARI)


def test_nothing_of_that_number(app):
    with pytest.raises(NotFound):
        ambil_skp(SISTEM, 99, HARI)
    with pytest.raises(NotFound):
        isi_skp(99)


def test_plans_of_many_are_one_query_in_print_order(app, cast, pada, hitung_query):
    a = skp_ada(cast, "pegawai", pada)
    tambahan = rhk_ada(a, "T", JenisRhk.TAMBAHAN)
    utama = rhk_ada(a, "U")
    kedua, pertama = iki_ada(utama, "Jumlah B"), iki_ada(utama, "Jumlah A", batas="90", sampai="95")
    with tulis(exempt="uji"):
        type(kedua).update(urutan=9).where(type(kedua).id == kedua.id).execute()
    b = skp_ada(cast, "kepala", pada)
    kosong = skp_ada(cast, "atasan", pada)
    rhk_ada(b)
    with hitung_query() as q:
        isi = isi_banyak([a.id, b.id, kosong.id])
    assert len(q) == 1
    assert [(r.id, r.nomor) for r in isi[a.id].rhk] == [(utama.id, 1), (tambahan.id, 2)]
    assert [i.id for i in isi[a.id].iki] == [pertama.id, kedua.id]
    assert (isi[a.id].wajib_tautan, isi[b.id].wajib_tautan) == (True, False)
    assert isi[kosong.id].rhk == ()
    assert isi[b.id].rhk[0].iki == ()


def test_the_live_plan_of_a_day(app, cast, pada, hitung_query):
    batal = skp_ada(cast, "pegawai", pada, status=StatusSkp.BATAL)
    awal = skp_ada(cast, "pegawai", pada, nomor=2, sampai=date(2026, 6, 30), status=StatusSkp.DITUTUP)
    akhir = skp_ada(cast, "pegawai", pada, nomor=3, mulai=date(2026, 7, 1), status=StatusSkp.KONSEP)
    siapa = cast.orang["pegawai"]
    for hari, hidup in (
        (date(2026, 6, 30), {siapa: [awal]}),
        (date(2026, 7, 1), {siapa: [akhir]}),
        (date(2027, 1, 1), {}),
    ):
        assert skp_hidup([siapa], hari, hari) == hidup
    with hitung_query() as q:
        assert skp_hidup([siapa, cast.orang["atasan"]], date(2026, 6, 1), date(2026, 7, 31)) == {siapa: [awal, akhir]}
        assert [s.id for s in daftar_skp(siapa)] == [akhir.id, awal.id, batal.id]
        assert daftar_skp(siapa)[0].riwayat.jabatan.nama == "Pengolah Data dan Informasi"
    assert len(q) == 3


def test_what_may_be_supported(app, cast, pada, hitung_query):
    atas, _, _ = skp_lengkap(cast, "atasan", pada, status=StatusSkp.KONSEP)
    rhk_ada(skp_ada(cast, "ketua_tim", pada), "Terselesaikannya kajian")
    rhk_ada(skp_ada(cast, "kepala", pada), "Bukan atasan langsung")
    rhk_ada(skp_ada(cast, "atasan", pada, nomor=2, status=StatusSkp.BATAL), "Batal")
    saya = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    rhk_ada(saya, "Milik sendiri")
    with hitung_query() as q:
        calon = calon_induk(saya, cast.orang["atasan"], HARI)
    assert len(q) == 1
    assert [(c.nama, c.teks, c.konsep) for c in calon] == [
        ("Bagja Permana, S.T.", "Tersedianya data harga pasar", True),
        ("Bagja Permana, S.T.", "Terselenggaranya pasar murah", True),
        ("Danang Saputra, S.IP.", "Terselesaikannya kajian", False),
    ]
    ketua = skp_ada(cast, "ketua_tim", pada, nomor=2)
    assert {c.nama for c in calon_induk(ketua, cast.orang["atasan"], HARI)} == {"Bagja Permana, S.T."}


def test_who_supports_a_line(app, cast, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada))
    anak = rhk_ada(skp_ada(cast, "pegawai", pada), induk=atas, induk_teks="x")
    rhk_ada(skp_ada(cast, "ketua_tim", pada, status=StatusSkp.BATAL), induk=atas, induk_teks="x")
    assert [(p.rhk_id, p.nama, p.pegawai_id) for p in daftar_pendukung(atas.id)] == [
        (anak.id, "Endah Lestari", cast.orang["pegawai"])
    ]
    assert Rhk.get_by_id(anak.id).induk_id == atas.id


@pytest.mark.parametrize(
    ("hari", "acuan"),
    [(date(2025, 12, 1), date(2026, 1, 1)), (HARI, HARI), (date(2027, 2, 1), date(2026, 12, 31))],
)
def test_the_day_that_counts_for_post_and_superior(app, cast, pada, hari, acuan):
    assert hari_acuan(skp_ada(cast, "pegawai", pada), hari) == acuan
