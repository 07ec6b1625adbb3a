"""The ranking is a total order; ties are told in words; what remains equal waits for the head."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.petruk.rules_peringkat import Peserta, pastikan_putusan, peringkat, seri, seri_terbuka

A = Peserta(1, 80, 30, Decimal("91.12"), Decimal(100), Decimal("79.30"), 20, date(2015, 1, 1))


def nomor(hasil):
    return [u.peserta.penilaian_id for u in hasil]


@pytest.mark.parametrize(
    "ubah, kata",
    [
        ({"inovasi": 40}, "Total sama dengan no. 2; unggul pada inovasi 40 lawan 30."),
        ({"kinerja": Decimal("94.8")}, "Total dan inovasi sama dengan no. 2; unggul pada kinerja 94,80 lawan 91,12."),
        ({"perilaku": Decimal("80")}, "unggul pada perilaku 80,00 lawan 79,30."),
        (
            {"mulai_di_opd": date(2014, 12, 31)},
            "unggul pada masa kerja di OPD sejak 31-12-2014 lawan sejak 01-01-2015.",
        ),
    ],
)
def test_the_first_difference_in_the_chain_decides_and_is_told(ubah, kata):
    b = replace(A, penilaian_id=2, **ubah)
    hasil = peringkat([A, b])
    assert nomor(hasil) == [2, 1] and kata in hasil[0].penentu and not hasil[1].penentu


@pytest.mark.parametrize(
    "ubah",
    [{"total": 90}, {"inovasi": 31}, {"kinerja": Decimal(92)}, {"perilaku": Decimal(80)}, {"team_work": 21}],
)
def test_each_link_of_the_chain(ubah):
    assert nomor(peringkat([A, replace(A, penilaian_id=2, **ubah)])) == [2, 1]
    kurang = {"kehadiran": Decimal(99)}
    assert nomor(peringkat([replace(A, **kurang), replace(A, penilaian_id=2)])) == [2, 1]


def test_an_earlier_link_beats_all_later_ones():
    b = replace(A, penilaian_id=2, total=79, inovasi=40, kinerja=Decimal(100), mulai_di_opd=date(1990, 1, 1))
    hasil = peringkat([b, A])
    assert nomor(hasil) == [1, 2] and hasil[0].penentu == ""


def test_an_unknown_beginning_counts_as_the_shortest_service():
    assert nomor(peringkat([replace(A, mulai_di_opd=None), replace(A, penilaian_id=2)])) == [2, 1]


def test_what_remains_equal_is_shown_as_the_heads_to_decide():
    b = replace(A, penilaian_id=2)
    hasil = peringkat([b, A])
    assert all(u.seri for u in hasil) and "menunggu keputusan kepala OPD" in hasil[0].penentu
    putus = peringkat([replace(A, putusan=2), replace(b, putusan=1)])
    assert nomor(putus) == [2, 1] and not any(u.seri for u in putus)
    assert "didahulukan oleh keputusan kepala OPD" in putus[0].penentu


@pytest.mark.parametrize(
    "urutan, alasan, field",
    [
        ({1: 1, 2: 1}, "alasan yang cukup", "urutan-1"),
        ({1: 1}, "alasan yang cukup", "urutan-1"),
        ({1: 2, 2: 1}, "ya", "alasan"),
    ],
)
def test_a_decision_orders_all_and_gives_a_reason(urutan, alasan, field):
    with pytest.raises(RuleViolation) as e:
        pastikan_putusan((A, replace(A, penilaian_id=2)), urutan, alasan)
    assert e.value.field == field


def test_a_decision_in_order_is_taken():
    pastikan_putusan((A, replace(A, penilaian_id=2)), {1: 2, 2: 1}, "Lebih lama memimpin tim pasar.")


PESERTA = st.builds(
    Peserta,
    penilaian_id=st.integers(1, 10_000),
    total=st.sampled_from([70, 80]),
    inovasi=st.sampled_from([30, 40]),
    kinerja=st.sampled_from([Decimal(85), Decimal(90)]),
    kehadiran=st.sampled_from([Decimal(95), Decimal(100)]),
    perilaku=st.sampled_from([Decimal(76), Decimal(80)]),
    team_work=st.sampled_from([15, 20]),
    mulai_di_opd=st.sampled_from([None, date(2020, 1, 1), date(2021, 1, 1)]),
    putusan=st.sampled_from([None, 1, 2]),
)
SEMUA = st.lists(PESERTA, max_size=9, unique_by=lambda p: p.penilaian_id)


@given(SEMUA, st.randoms())
def test_ranking_is_a_total_order_independent_of_input_order(semua, acak):
    hasil = peringkat(semua)
    lain = list(semua)
    acak.shuffle(lain)
    assert peringkat(lain) == hasil
    assert [u.nomor for u in hasil] == list(range(1, len(semua) + 1))
    assert sorted(nomor(hasil)) == sorted(p.penilaian_id for p in semua)
    for a, b in zip(hasil, hasil[1:], strict=False):
        assert a.peserta.kunci <= b.peserta.kunci
        assert bool(a.penentu) == (a.peserta.total == b.peserta.total)


@given(SEMUA)
def test_open_ties_are_exactly_the_groups_without_a_full_decision(semua):
    terbuka = {p.penilaian_id for k in seri_terbuka(semua) for p in k}
    assert terbuka == {u.peserta.penilaian_id for u in peringkat(semua) if u.seri}
    for k in seri(semua):
        assert len({p.kunci for p in k}) == 1
