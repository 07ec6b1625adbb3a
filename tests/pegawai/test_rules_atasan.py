"""Who is whose superior: the cases of the rule, and over random offices and reorganisations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import (
    Duduk,
    Pemegang,
    Pos,
    TugasDelegasi,
    beda_atasan,
    duduk_penilaian,
    pastikan_boleh_mendelegasikan,
    pemegang_utama,
    tentukan_atasan,
)

PLH, PJ, PLT, DEF = Kedudukan
MULAI = date(2025, 1, 1)
KADIS, SEKRETARIS, KASUBBAG, STAF = 1, 2, 3, 4
BUPATI = Pemegang(99, "Bupati", DEF, MULAI)


def hold(person, kedudukan=DEF, *, aktif=True, mulai=MULAI):
    return Pemegang(person, f"Orang {person}", kedudukan, mulai, aktif)


def office(**holders):
    """Kadis (JPT) > Sekretaris > Kasubbag > Staf, each post with the holders given."""
    posts = [
        (KADIS, "Kepala Dinas", None, JenisJabatan.JPT_PRATAMA, "kadis"),
        (SEKRETARIS, "Sekretaris", KADIS, JenisJabatan.ADMINISTRATOR, "sekretaris"),
        (KASUBBAG, "Kasubbag", SEKRETARIS, JenisJabatan.PENGAWAS, "kasubbag"),
        (STAF, "Staf", KASUBBAG, JenisJabatan.PELAKSANA, "staf"),
    ]
    return {i: Pos(i, name, up, jenis, tuple(holders.get(key, ()))) for i, name, up, jenis, key in posts}


def superior(person, pos, luar=BUPATI):
    seats = [
        Duduk(p.jabatan_id, h.kedudukan, h.mulai) for p in pos.values() for h in p.pemegang if h.pegawai_id == person
    ]
    return tentukan_atasan(person, seats, pos, luar)


FULL = {"kadis": [hold(10)], "sekretaris": [hold(20)], "kasubbag": [hold(30)], "staf": [hold(40), hold(41)]}


@pytest.mark.parametrize(
    ("changes", "person", "answer"),
    [
        ({}, 40, 30),
        ({}, 30, 20),
        ({}, 20, 10),
        ({}, 10, 99),
        ({"kasubbag": []}, 40, 20),
        ({"kasubbag": [hold(30, aktif=False)]}, 40, 20),
        ({"kasubbag": [], "sekretaris": []}, 40, 10),
        ({"kasubbag": [hold(30), hold(31, PLT)]}, 40, 31),
        ({"kasubbag": [hold(30), hold(31, PLT), hold(32, PJ)]}, 40, 32),
        ({"kasubbag": [hold(31, PLT), hold(32, PJ), hold(33, PLH)]}, 40, 33),
        ({"kasubbag": [hold(40, PLH)]}, 40, 20),
        # the Sekretaris who is Plt. Kepala Dinas is not his own superior; his people still report to him
        ({"kadis": [hold(20, PLT)]}, 20, 99),
        ({"kadis": [hold(20, PLT)]}, 30, 20),
        # while Kasubbag is Plt. Sekretaris the head of the unit reported to in it rates him
        ({"sekretaris": [hold(30, PLT)]}, 30, 10),
        ({"sekretaris": [hold(30, PLT)]}, 40, 30),
        # as Plh. he keeps his own superior, who is himself then: one up
        ({"sekretaris": [hold(30, PLH)]}, 30, 10),
        ({"kadis": [], "sekretaris": [], "kasubbag": []}, 40, 99),
    ],
)
def test_superior(changes, person, answer):
    assert superior(person, office(**(FULL | changes))).pegawai_id == answer


def test_the_way_is_told():
    found = superior(
        40, office(**(FULL | {"kasubbag": [], "sekretaris": [hold(20, aktif=False)], "kadis": [hold(21, PLT)]}))
    )
    assert found.jalan == (
        "Kasubbag kosong, naik satu tingkat.",
        "Orang 20 memegang jabatan Sekretaris, tetapi sedang tidak aktif; naik satu tingkat.",
        "Orang 21 memegang jabatan Plt. Kepala Dinas.",
    )
    own = superior(20, office(**(FULL | {"kadis": [hold(20, PLT)]})))
    assert own.jalan[0] == "Dinilai sebagai Plt. Kepala Dinas selama tugas itu berlangsung."
    plh = superior(30, office(**(FULL | {"sekretaris": [hold(30, PLH)]})))
    assert plh.jalan[0] == "Plh. Sekretaris dipegang sendiri, naik satu tingkat."


def test_nobody_is_said_not_guessed():
    assert superior(10, office(**FULL), luar=None).pegawai_id is None
    assert "belum dicatat" in superior(10, office(**FULL), luar=None).jalan[-1]
    assert superior(99, office(kadis=[hold(99, PJ)])).pegawai_id is None
    assert superior(77, office(**FULL)).jalan == ("Tidak memegang jabatan pada tanggal ini.",)


def test_every_jpt_is_rated_by_kepala_daerah():
    pos = office(**FULL)
    pos[5] = Pos(5, "Staf Ahli", KADIS, JenisJabatan.STAF_AHLI, (hold(50),))
    pos[6] = Pos(6, "Asisten", KADIS, JenisJabatan.JPT_PRATAMA, (hold(60),))
    assert [superior(p, pos).pegawai_id for p in (50, 60)] == [99, 99]


def test_head_who_is_no_jpt_is_rated_by_pejabat_luar_too():
    pos = {1: Pos(1, "Camat", None, JenisJabatan.ADMINISTRATOR, (hold(10),))}
    assert superior(10, pos).pegawai_id == 99


def test_latest_of_equal_holders_and_posts():
    assert pemegang_utama([hold(1, mulai=date(2025, 1, 1)), hold(2, mulai=date(2025, 6, 1))]).pegawai_id == 2
    assert pemegang_utama([]) is None
    seats = [
        Duduk(1, DEF, MULAI),
        Duduk(2, PLT, MULAI),
        Duduk(3, PLT, date(2025, 2, 1)),
        Duduk(4, PLH, date(2026, 1, 1)),
    ]
    assert duduk_penilaian(seats).jabatan_id == 3
    assert duduk_penilaian(seats[3:]).jabatan_id == 4


def offices():
    """Random trees of posts with up to three holders each, some inactive, some people in several posts."""
    holder = st.builds(
        lambda person, kedudukan, aktif: hold(person, kedudukan, aktif=aktif),
        st.integers(1, 12),
        st.sampled_from(Kedudukan),
        st.booleans(),
    )
    post = st.tuples(st.integers(0, 10**6), st.sampled_from(JenisJabatan), st.lists(holder, max_size=3))
    return st.lists(post, min_size=1, max_size=14).map(
        lambda posts: {
            n: Pos(n, f"Jabatan {n}", pick % n if n else None, jenis, tuple(held))
            for n, (pick, jenis, held) in enumerate(posts)
        }
    )


@given(offices(), st.integers(1, 12), st.sampled_from([None, BUPATI, hold(5)]))
def test_never_oneself_and_total(pos, person, luar):
    found = superior(person, pos, luar)
    seated = any(h.pegawai_id == person for p in pos.values() for h in p.pemegang)
    assert found.pegawai_id != person
    assert found.jalan
    if luar is BUPATI:
        assert (found.pegawai_id is not None) is seated


@given(offices(), st.data())
def test_a_reorganisation_leaves_everybody_one_superior_not_himself(pos, data):
    before = {p: superior(p, pos).pegawai_id for p in range(1, 13)}
    post = data.draw(st.sampled_from(sorted(pos)))
    target = data.draw(st.sampled_from(sorted(pos)))
    moved = pos | {post: Pos(post, "Pindah", target, pos[post].jenis, pos[post].pemegang)}  # may even turn in a circle
    after = {p: superior(p, moved).pegawai_id for p in range(1, 13)}
    assert all(p != boss for p, boss in after.items())
    changed = beda_atasan(before, after)
    assert {p for p, *_ in changed} == {p for p in before if before[p] != after[p]}
    assert all((before[p], after[p]) == (old, new) for p, old, new in changed)


V, T, E = TugasDelegasi


@pytest.mark.parametrize(
    ("actor", "giver", "taker", "boss", "tugas", "fault"),
    [
        (20, 20, 30, 10, [V], None),
        (20, 20, 30, 10, [V, T], None),
        (10, 20, 30, 10, [V, T, E], None),
        (50, 20, 30, 10, [V, T], None),
        (20, 20, 20, 10, [V], "orang lain"),
        (20, 20, 30, 10, [], "satu tugas"),
        (20, 20, 30, 10, [E], "Evaluasi hanya"),
        (50, 20, 30, 10, [E], "Evaluasi hanya"),
        (None, 20, 30, None, [E], "Evaluasi hanya"),
    ],
)
def test_delegation(actor, giver, taker, boss, tugas, fault):
    if fault is None:
        pastikan_boleh_mendelegasikan(actor, giver, taker, boss, tugas)
    else:
        with pytest.raises(RuleViolation, match=fault):
            pastikan_boleh_mendelegasikan(actor, giver, taker, boss, tugas)
