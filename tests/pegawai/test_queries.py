"""Who people are on a day, who is whose superior, on the real database."""

import random
from datetime import date

import pytest

from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.core.tables import Paging
from skpweb.organisasi.models import Jabatan
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import pindahkan_jabatan, tambah_jabatan
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import (
    ambil_pegawai,
    atasan,
    identitas,
    identitas_banyak,
    kepala,
    unit_dalam_wewenang,
)
from skpweb.pegawai.queries_daftar import SaringanPegawai, cari_pegawai, cari_satu, daftar_pegawai, detail_pegawai
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.pegawai.queries_struktur import pratinjau_pohon
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status
from skpweb.pegawai.services import tambah_pegawai, tempatkan, tetapkan_status
from skpweb.pegawai.services_pohon import rencanakan_pindah
from skpweb.pegawai.services_tim import tambah_pejabat_luar
from tests.cast import nip_uji

HARI = date(2026, 11, 21)
MULAI = date(2026, 6, 1)
PLT, PLH = Kedudukan.PLT, Kedudukan.PLH
pytestmark = pytest.mark.usefixtures("app")


def bupati(pada):
    return tambah_pejabat_luar(
        SISTEM, nama="H. Bupati", jabatan="Bupati Teladan", instansi="Pemkab Teladan", mulai=date(2025, 1, 1),
        penilai_kepala=True, pada=pada,
    ).id  # fmt: skip


def bawahan(pegawai_id, hari):
    return detail_pegawai(pegawai_id, hari).bawahan


def duduk(cast, pada, who, post, kedudukan=PLT):
    tempatkan(SISTEM, cast.orang[who], jabatan_id=cast.jabatan[post], kedudukan=kedudukan, mulai=MULAI, pada=pada)


def test_identity_of_a_person_and_of_many(cast):
    one = identitas(cast.orang["atasan"], HARI)
    assert (one.nama, one.golongan, one.pangkat) == ("Bagja Permana, S.T.", "IV/a", "Pembina")
    assert (one.jabatan, one.unit) == ("Kepala Bidang Perintis", "Bidang Perintis")
    order = [cast.orang["pegawai"], cast.orang["atasan"]]
    assert list(identitas_banyak(order, HARI)) == order
    assert [i.nama for i in identitas_banyak(None, HARI).values()] == sorted(p.nama for p in Pegawai.select())
    with pytest.raises(NotFound):
        identitas(999, HARI)


def test_plt_without_definitif_carries_its_prefix(cast, pada):
    who = tambah_pegawai(
        SISTEM, nama="Baru", nip="199001012015031077", kepegawaian=Kepegawaian.PNS, mulai=MULAI, kedudukan=PLH,
        jabatan_id=cast.jabatan["kabid_a"], pada=pada,
    )  # fmt: skip
    assert identitas(who.id, HARI).jabatan == "Plh. Kepala Bidang Perintis"
    duduk(cast, pada, "sekretaris", "kadis")
    assert identitas(cast.orang["sekretaris"], HARI).jabatan == "Sekretaris"


def test_the_superior_is_named_in_the_post_by_which_he_is_it(cast, pada):
    duduk(cast, pada, "atasan", "kabid_b")
    for who, jabatan, unit in (
        ("pegawai", "Kepala Bidang Perintis", "Bidang Perintis"),
        ("pegawai_lain", "Plt. Kepala Bidang Pembanding", "Bidang Pembanding"),
    ):
        for up in (atasan(cast.orang[who], HARI), detail_pegawai(cast.orang[who], HARI).atasan):
            assert (up.identitas.nama, up.identitas.jabatan, up.identitas.unit) == (
                "Bagja Permana, S.T.",
                jabatan,
                unit,
            )


def test_the_head_is_who_acts_in_the_root_post(cast, pada):
    assert kepala(HARI).pegawai_id == cast.orang["kepala"]
    duduk(cast, pada, "sekretaris", "kadis", PLH)
    now = kepala(HARI)
    assert (now.pegawai_id, now.jabatan) == (cast.orang["sekretaris"], "Plh. Kepala Dinas Uji Coba")
    assert kepala(date(2026, 5, 31)).pegawai_id == cast.orang["kepala"]
    tetapkan_status(
        SISTEM,
        cast.orang["sekretaris"],
        status=Status.CUTI_PANJANG,
        mulai=HARI,
        sk_nomor="1",
        sk_tanggal=HARI,
        pada=pada,
    )
    assert kepala(HARI).pegawai_id == cast.orang["kepala"]


def test_a_pejabat_luar_may_head_the_office(cast, pada):
    who = tambah_pejabat_luar(SISTEM, nama="Drs. Asisten", jabatan="Asisten", instansi="Setda", mulai=MULAI, pada=pada)
    tempatkan(SISTEM, who.id, jabatan_id=cast.jabatan["kadis"], kedudukan=Kedudukan.PJ, mulai=MULAI, pada=pada)
    head = kepala(HARI)
    assert (head.pegawai_id, head.luar, head.jabatan) == (who.id, True, "Pj. Kepala Dinas Uji Coba")
    assert atasan(cast.orang["atasan"], HARI).identitas.pegawai_id == who.id
    assert who.id not in identitas_banyak(None, HARI)


def test_the_sekretaris_who_is_plt_head_is_not_his_own_superior(cast, pada):
    boss = bupati(pada)
    duduk(cast, pada, "sekretaris", "kadis")
    tetapkan_status(
        SISTEM, cast.orang["kepala"], status=Status.PENSIUN, mulai=MULAI, sk_nomor="1", sk_tanggal=HARI, pada=pada
    )
    found = atasan(cast.orang["sekretaris"], HARI)
    assert found.identitas.pegawai_id == boss
    assert found.identitas.jabatan == "Bupati Teladan"
    assert found.jalan[0] == "Dinilai sebagai Plt. Kepala Dinas Uji Coba selama tugas itu berlangsung."
    below = [i.pegawai_id for i in bawahan(cast.orang["sekretaris"], HARI)]
    assert cast.orang["atasan"] in below and cast.orang["admin"] in below and cast.orang["sekretaris"] not in below
    assert [i.pegawai_id for i in bawahan(boss, HARI)] == [cast.orang["sekretaris"]]


def test_without_pejabat_luar_the_head_has_no_superior_and_it_is_said(cast):
    found = atasan(cast.orang["kepala"], HARI)
    assert found.identitas is None and "belum dicatat" in found.jalan[-1]


def acak(cast, pada, seed):
    """A random office: 40 posts, 60 people, some in several posts, some absent; then some posts hung elsewhere."""
    rng, posts, people = random.Random(seed), list(cast.jabatan.values()), list(cast.orang.values())
    for n in range(40):
        posts.append(
            tambah_jabatan(
                SISTEM, unit_id=rng.choice(list(cast.unit.values())), nama=f"Jabatan {n}", atasan_id=rng.choice(posts),
                jenis=rng.choice([JenisJabatan.PELAKSANA, JenisJabatan.FUNGSIONAL, JenisJabatan.STAF_AHLI]),
                dibuka=date(2020, 1, 1), pada=pada,
            ).id
        )  # fmt: skip
    for n in range(60):
        kedudukan = rng.choice([Kedudukan.DEFINITIF] * 4 + [PLT])
        try:
            who = tambah_pegawai(
                SISTEM, nama=f"Orang {n}", nip=nip_uji(n + 100), kepegawaian=Kepegawaian.PNS, mulai=MULAI,
                jabatan_id=rng.choice(posts), kedudukan=kedudukan, pada=pada,
            ).id  # fmt: skip
        except RuleViolation:
            continue  # the post is taken
        people.append(who)
    for who in rng.sample(people, 15):
        try:
            tempatkan(
                SISTEM,
                who,
                jabatan_id=rng.choice(posts),
                kedudukan=rng.choice([PLT, PLH, Kedudukan.PJ]),
                mulai=MULAI,
                pada=pada,
            )
        except RuleViolation:
            continue
    for who in rng.sample(people, 10):
        tetapkan_status(SISTEM, who, status=Status.CUTI_PANJANG, mulai=MULAI, sk_nomor="1", sk_tanggal=MULAI, pada=pada)
    for post in rng.sample(posts[1:], 6):
        try:
            pindahkan_jabatan(SISTEM, {post: rng.choice(posts)}, pada=pada)
        except RuleViolation:
            continue
    return people


@pytest.mark.parametrize("seed", range(4))
def test_superior_and_subordinate_are_each_others_mirror(cast, pada, seed):
    boss = bupati(pada)
    people = [*acak(cast, pada, seed), boss]
    above = {p: a.pegawai_id for p, a in atasan_banyak(people, HARI).items()}
    assert all(p != up for p, up in above.items())
    assert all(up is not None for p, up in above.items() if p != boss)
    for p in people:
        assert {i.pegawai_id for i in bawahan(p, HARI)} == {q for q, up in above.items() if up == p}


@pytest.mark.parametrize("seed", range(3))
def test_the_preview_of_a_move_tells_exactly_what_happens(cast, pada, seed):
    bupati(pada)
    people, rng = acak(cast, pada, seed), random.Random(seed)
    posts = [j.id for j in Jabatan.select()]
    for _ in range(12):
        post, up = rng.choice(posts), rng.choice([*posts, None])
        try:
            moves = rencanakan_pindah(post, up)
        except RuleViolation:
            continue
        before = {p: a.pegawai_id for p, a in atasan_banyak(people, HARI).items()}
        told = {i.pegawai_id: new and new.pegawai_id for i, _, new in pratinjau_pohon(moves, HARI).beda}
        pindahkan_jabatan(SISTEM, moves, pada=pada)
        after = {p: a.pegawai_id for p, a in atasan_banyak(people, HARI).items()}
        assert told == {p: up for p, up in after.items() if before[p] != up}


def test_queries_stay_few_whatever_the_number_of_people(cast, pada, hitung_query):
    def count():
        found = []
        ids = [p.id for p in Pegawai.select()]
        page = Paging(per=100)
        for read in (
            lambda: identitas_banyak(ids, HARI),
            lambda: atasan_banyak(ids, HARI),
            lambda: bawahan(cast.orang["kepala"], HARI),
            lambda: daftar_pegawai(SISTEM, SaringanPegawai(), HARI, page),
        ):
            with hitung_query() as queries:
                read()
            found.append(len(queries))
        return found

    before = count()
    acak(cast, pada, 1)
    assert count() == before == [1, 1, 3, 3]


@pytest.mark.parametrize(
    ("who", "whom", "sees"),
    [
        ("pegawai", "pegawai", True),
        ("pegawai", "atasan", False),
        ("pegawai", "ketua_tim", False),
        ("atasan", "pegawai", True),
        ("atasan", "pegawai_lain", False),
        ("atasan", "atasan_lain", False),
        ("kepala", "pegawai", True),
        ("sekretaris", "pegawai", False),
    ],
)
def test_scope_of_sight(cast, who, whom, sees):
    pelaku = Pelaku(pegawai_id=cast.orang[who])
    if sees:
        assert ambil_pegawai(pelaku, cast.orang[whom], HARI).id == cast.orang[whom]
    else:
        with pytest.raises(NotFound):
            ambil_pegawai(pelaku, cast.orang[whom], HARI)


def test_kepala_daerah_sees_everybody(cast, pada):
    assert ambil_pegawai(Pelaku(pegawai_id=bupati(pada)), cast.orang["pegawai"], HARI)


def nama(pelaku, hari=HARI, urut="", **saringan):
    return [
        b.identitas.nama.split(",")[0]
        for b in daftar_pegawai(pelaku, SaringanPegawai(**saringan), hari, Paging(urut=urut)).rows
    ]


def test_the_list_filters_and_sorts(cast, pada):
    assert nama(SISTEM, cari="LESTARI") == ["Endah Lestari"]
    nip = Pegawai.get_by_id(cast.orang["pegawai"]).nip
    assert nama(SISTEM, cari=f"{nip[:8]} {nip[8:14]}") == ["Endah Lestari"]
    assert nama(SISTEM, unit_id=cast.unit["bidang_a"]) == ["Bagja Permana", "Danang Saputra", "Endah Lestari"]
    assert len(nama(SISTEM, unit_id=cast.unit["dinas"])) == 12
    assert nama(SISTEM, kepegawaian=Kepegawaian.PPPK) == []
    assert nama(SISTEM, jabatan_id=cast.jabatan["kabid_a"]) == ["Bagja Permana"]
    assert nama(SISTEM, urut="-nama")[0] == "Rukmini Sasmita"
    assert nama(SISTEM, urut="unit")[0] == "Cempaka Wulandari"
    assert nama(SISTEM, cari="%") == []


def test_the_list_by_status_and_what_is_missing(cast, pada):
    leave = {"sk_nomor": "1", "sk_tanggal": HARI, "pada": pada}
    tetapkan_status(SISTEM, cast.orang["pegawai"], status=Status.PENSIUN, mulai=HARI, **leave)
    tetapkan_status(SISTEM, cast.orang["ketua_tim"], status=Status.CLTN, mulai=HARI, **leave)
    assert "Endah Lestari" not in nama(SISTEM) and "Danang Saputra" in nama(SISTEM)
    assert "Endah Lestari" in nama(SISTEM, date(2026, 11, 20))
    assert nama(SISTEM, status="pensiun") == ["Endah Lestari"]
    assert nama(SISTEM, status="cltn") == ["Danang Saputra"]
    assert len(nama(SISTEM, status="semua")) == 12
    tambah_pegawai(
        SISTEM, nama="Tanpa Jabatan", nip="199001012015031077", kepegawaian=Kepegawaian.PNS, mulai=MULAI, pada=pada
    )
    plt = {"kedudukan": PLT, "jabatan_id": cast.jabatan["kabid_b"]}
    tambah_pegawai(
        SISTEM, nama="Plt Saja", nip="199001012015031078", kepegawaian=Kepegawaian.PNS, mulai=MULAI, pada=pada, **plt
    )
    assert nama(SISTEM, perlu="tanpa_jabatan") == ["Tanpa Jabatan"]
    assert nama(SISTEM, perlu="plt_saja") == ["Plt Saja"]
    assert nama(SISTEM, perlu="tanpa_jenjang") == []
    with tulis(exempt="test"):
        Jabatan.update(jenjang=None).where(Jabatan.id == cast.jabatan["analis_a"]).execute()
    assert nama(SISTEM, perlu="tanpa_jenjang") == ["Danang Saputra"]


def test_each_sees_the_own_part_of_the_list(cast, pada):
    units = Pelaku(pegawai_id=cast.orang["pengelola_b"], unit_ids=frozenset({cast.unit["bidang_b"]}))
    assert nama(units) == ["Cempaka Wulandari", "Fajar Nugraha", "Hendra O'Brien Kusuma"]
    assert nama(Pelaku(pegawai_id=cast.orang["atasan"])) == ["Danang Saputra", "Endah Lestari"]
    assert len(nama(Pelaku(pegawai_id=cast.orang["kepala"]))) == 11
    assert len(nama(Pelaku(pegawai_id=bupati(pada)))) == 12
    assert nama(Pelaku(pegawai_id=cast.orang["pegawai"])) == []
    assert [u.nama for u in unit_dalam_wewenang(units, HARI)] == ["Bidang Pembanding"]


def test_choosing_a_person_by_name_or_number(cast, pada):
    who = tambah_pegawai(
        SISTEM, nama="Endah Lestari", nip="199001012015032077", kepegawaian=Kepegawaian.PNS, mulai=MULAI, pada=pada
    )
    assert {i.pegawai_id for i in cari_pegawai("endah les", HARI)} == {who.id, cast.orang["pegawai"]}
    assert cari_pegawai("e", HARI) == []
    assert cari_satu("19900101 201503 2 077", HARI).pegawai_id == who.id
    assert cari_satu("bagja", HARI).pegawai_id == cast.orang["atasan"]
    with pytest.raises(RuleViolation, match=r"Ada beberapa yang cocok: Endah Lestari \(NIP .*Ketik NIP-nya"):
        cari_satu("Endah Lestari", HARI)
    with pytest.raises(RuleViolation, match="tidak ditemukan") as raised:
        cari_satu("Tidak Ada", HARI, "penerima")
    assert raised.value.field == "penerima"
