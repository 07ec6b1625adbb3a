"""Scores: the table of spec/rules §7, thresholds on the shown figure, nothing missing is ever a 0."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.pegawai.rules import Kepegawaian
from skpweb.petruk.rules import (
    INOVASI,
    Akibat,
    Instrumen,
    JenisNilai,
    Predikat,
    SumberKinerja,
    Syarat,
    Tingkat,
    dari_json,
    label_bulan,
    nama_periode,
    periksa_bulan,
    periksa_instrumen,
    periksa_nilai_luar,
)
from skpweb.petruk.rules_skor import Angka, Bahan, hitung_skor, skor_dari_json
from skpweb.presensi.rules import AturanKehadiran, Kehadiran, Rekap, hitung_kehadiran

DASAR = Instrumen()


def bahan(kinerja="90", hadir="100", perilaku="80", tingkat=40, team=20, **lain):
    return Bahan(
        bulan="Agustus 2026",
        kinerja=(Angka("Agustus 2026", Decimal(kinerja) if kinerja else None, "impor e-Kinerja"),),
        kehadiran=Kehadiran(Decimal(hadir) if hadir else None, 0, 0, ("cara",)),
        perilaku=Angka("Juli 2026", Decimal(perilaku), "berita acara 360°") if perilaku else None,
        inovasi_uraian="Papan harga daring",
        inovasi_tingkat=tingkat,
        team_work=team,
        **lain,
    )


def test_the_example_of_the_issue_gives_70_of_90():
    hasil = hitung_skor(DASAR, bahan("84", "94", "76"))
    assert [b.skor for b in hasil.butir] == [0, 0, 40, 10, 20]
    assert (hasil.total, hasil.maksimum) == (70, 90)


@pytest.mark.parametrize(
    "kode, angka, skor, tampil",
    [
        ("kinerja", "84", 0, "84,00"),
        ("kinerja", "84.994", 0, "84,99"),
        ("kinerja", "84.995", 10, "85,00"),
        ("kinerja", "85", 10, "85,00"),
        ("kehadiran", "94", 0, "94,00 %"),
        ("kehadiran", "94.994", 0, "94,99 %"),
        ("kehadiran", "95", 10, "95,00 %"),
        ("perilaku", "75.99", 0, "75,99"),
        ("perilaku", "76", 10, "76,00"),
    ],
)
def test_thresholds_are_inclusive_on_the_figure_that_is_shown(kode, angka, skor, tampil):
    arg = {"kinerja": "kinerja", "kehadiran": "hadir", "perilaku": "perilaku"}[kode]
    butir = hitung_skor(DASAR, bahan(**{arg: angka})).ambil(kode)
    assert (butir.skor, butir.tampil) == (skor, tampil)
    assert butir.cara[-1].startswith(f"{tampil.removesuffix(' %')} {'≥' if skor else '<'} ")


@pytest.mark.parametrize("tingkat", [0, 10, 20, 30, 40])
def test_every_level_of_innovation_is_its_score(tingkat):
    butir = hitung_skor(DASAR, bahan(tingkat=tingkat)).ambil("inovasi")
    assert butir.skor == tingkat and butir.capaian == INOVASI[tingkat // 10].uraian


def test_functional_posts_see_the_words_for_achievements():
    assert "tingkat regional" in hitung_skor(DASAR, bahan(tingkat=30, fungsional=True)).ambil("inovasi").capaian
    assert "tingkat nasional" in hitung_skor(DASAR, bahan(tingkat=40, fungsional=True)).ambil("inovasi").capaian
    assert "nasional" not in hitung_skor(DASAR, bahan(tingkat=40)).ambil("inovasi").capaian


@pytest.mark.parametrize(
    "hilang, nama",
    [
        ({"kinerja": ""}, "Kinerja"),
        ({"hadir": ""}, "Disiplin"),
        ({"perilaku": ""}, "Perilaku 360°"),
        ({"team": None}, "Team Work"),
        ({"tingkat": None}, "Inovasi/Lainnya"),
    ],
)
def test_what_is_missing_makes_the_total_a_dash_never_a_zero(hilang, nama):
    hasil = hitung_skor(DASAR, bahan(**hilang))
    assert hasil.total is None and hasil.kurang == (nama,)
    kurang = next(b for b in hasil.butir if b.nama == nama)
    assert kurang.skor is None and kurang.tampil == "–"
    assert hasil.sementara == sum(b.skor for b in hasil.butir if b is not kurang)


def test_quarter_takes_the_mean_of_the_months_with_a_figure():
    b = replace(
        bahan(), kinerja=(Angka("Juli", Decimal("84")), Angka("Agustus", None), Angka("September", Decimal("86.01")))
    )
    butir = hitung_skor(DASAR, b).ambil("kinerja")
    assert (butir.mentah, butir.skor) == (Decimal("85.01"), 10)
    assert "Rata-rata 2 bulan yang ada angkanya: (84,00 + 86,01) ÷ 2 = 85,01" in butir.cara
    assert "Agustus: – (belum ada)" in butir.cara


def test_mean_is_rounded_half_up_before_it_is_compared():
    b = replace(bahan(), kinerja=(Angka("Juli", Decimal("84.99")), Angka("Agustus", Decimal("85.00"))))
    assert hitung_skor(DASAR, b).ambil("kinerja").mentah == Decimal("85.00")


def test_quarterly_attendance_is_sum_over_sum():
    bulan = [Rekap(20, hadir=20), Rekap(10, hadir=9, tanpa_keterangan=1), Rekap(22, hadir=20, izin=2)]
    k = hitung_kehadiran(bulan, AturanKehadiran())
    butir = hitung_skor(DASAR, replace(bahan(), kehadiran=k)).ambil("kehadiran")
    assert (butir.mentah, butir.skor) == (Decimal("94.23"), 0)  # 49/52, not the mean of 100, 90 and 90.91


@pytest.mark.parametrize(
    "ubah, maksimum",
    [
        ({}, 90),
        ({"team_work": (0, 10, 15, 20, 25)}, 95),
        ({"team_work": (0, 10, 15, 20, 25, 30)}, 100),
        ({"poin_kinerja": 20}, 100),
        ({"inovasi": INOVASI[:4]}, 80),
    ],
)
def test_maximum_is_computed_from_the_version(ubah, maksimum):
    assert replace(DASAR, **ubah).maksimum == maksimum


def test_words_name_the_source_of_the_version():
    kata = {s: hitung_skor(replace(DASAR, sumber_kinerja=s), bahan()).ambil("kinerja").kriteria for s in SumberKinerja}
    assert "nilai e-Kinerja Agustus 2026 paling sedikit 85" in kata[SumberKinerja.EKINERJA]
    assert "capaian bulan Agustus 2026" in kata[SumberKinerja.CAPAIAN]
    assert "predikat kinerja tahun lalu paling sedikit 85" in kata[SumberKinerja.PREDIKAT]


@pytest.mark.parametrize("predikat, nilai", list(zip(Predikat, (100, 90, 70, 50, 30), strict=True)))
def test_numeric_values_of_predikat(predikat, nilai):
    assert DASAR.nilai_predikat[predikat] == nilai


@given(st.decimals(0, 100, places=4), st.decimals(0, 100, places=2))
def test_a_score_never_contradicts_the_figures_shown(nilai, ambang):
    butir = hitung_skor(replace(DASAR, ambang_kinerja=ambang), bahan(kinerja=str(nilai))).ambil("kinerja")
    assert (butir.skor == 10) == (Decimal(butir.tampil.replace(",", ".")) >= ambang)


@given(
    st.builds(
        bahan,
        kinerja=st.sampled_from(["", "84", "84.995", "99.5"]),
        hadir=st.sampled_from(["", "94.99", "100"]),
        perilaku=st.sampled_from(["", "75.99", "80"]),
        tingkat=st.sampled_from([None, 0, 20, 40]),
        team=st.sampled_from([None, 0, 15, 20]),
        fungsional=st.booleans(),
    ),
    st.decimals(0, 100, places=2),
    st.integers(1, 50),
)
def test_a_frozen_result_says_the_same_whatever_becomes_of_the_instrument(bahan_, ambang, poin):
    hasil = hitung_skor(DASAR, bahan_)
    beku = json.dumps(hasil.ke_json())
    lain = replace(DASAR, versi=2, ambang_kinerja=ambang, poin_perilaku=poin, team_work=(0, 10, 15, 20, 30))
    hitung_skor(lain, bahan_)
    assert skor_dari_json(json.loads(beku)) == hasil


def test_json_keeps_an_instrument_exactly():
    lain = Instrumen(
        versi=7,
        sumber_kinerja=SumberKinerja.PREDIKAT,
        ambang_kinerja=Decimal("82.5"),
        inovasi=(Tingkat(0, "Tidak ada"), Tingkat(50, "Ada", "regional")),
        team_work=(0, 10, 15, 20, 25),
        status=(Kepegawaian.PNS, Kepegawaian.PPPK),
        syarat={**DASAR.syarat, Syarat.JPT: Akibat.ABAIKAN},
        nilai_predikat={**DASAR.nilai_predikat, Predikat.BAIK: 85},
    )
    assert dari_json(7, lain.ke_json()) == lain
    assert dari_json(1, DASAR.ke_json()) == DASAR


@pytest.mark.parametrize(
    "ubah, field",
    [
        ({"ambang_kinerja": Decimal(101)}, "ambang_kinerja"),
        ({"ambang_perilaku": Decimal(-1)}, "ambang_perilaku"),
        ({"poin_kehadiran": 0}, "poin_kehadiran"),
        ({"status": ()}, "status"),
        ({"team_work": (10, 15, 20)}, "team_work"),
        ({"team_work": (0, 10, 15, 20, 99)}, "team_work"),
        ({"maksimum_unit": 0}, "maksimum_unit"),
        ({"jumlah_pemenang": 51}, "jumlah_pemenang"),
        ({"inovasi": (Tingkat(0, " "),)}, "inovasi"),
    ],
)
def test_an_instrument_that_cannot_score_is_refused(ubah, field):
    with pytest.raises(RuleViolation) as e:
        periksa_instrumen(replace(DASAR, **ubah))
    assert [f.field for f in e.value.faults] == [field]


def test_the_default_instrument_is_sound():
    periksa_instrumen(DASAR)


@pytest.mark.parametrize(
    "bulan, nama, label",
    [
        ((8, 8), "Agustus 2026", "Agustus 2026"),
        ((7, 9), "Triwulan III 2026", "Juli–September 2026"),
        ((1, 3), "Triwulan I 2026", "Januari–Maret 2026"),
        ((2, 4), "Februari–April 2026", "Februari–April 2026"),
    ],
)
def test_names_of_periods(bulan, nama, label):
    assert (nama_periode(2026, *bulan), label_bulan(2026, *bulan)) == (nama, label)


@pytest.mark.parametrize("awal, akhir", [(3, 2), (0, 1), (12, 13), (1, 4)])
def test_months_that_make_no_period(awal, akhir):
    with pytest.raises(RuleViolation):
        periksa_bulan(awal, akhir)


@pytest.mark.parametrize(
    "arg, fields",
    [
        ((JenisNilai.EKINERJA, 8, Decimal("84.5"), None, "surat"), []),
        ((JenisNilai.PREDIKAT, None, None, Predikat.BAIK, "surat"), []),
        ((JenisNilai.PERILAKU, 8, Decimal(0), None, "surat"), []),
        ((JenisNilai.EKINERJA, 8, None, None, "surat"), ["nilai"]),
        ((JenisNilai.EKINERJA, 8, Decimal("100.01"), None, "surat"), ["nilai"]),
        ((JenisNilai.EKINERJA, None, Decimal(80), None, "surat"), ["bulan"]),
        ((JenisNilai.PREDIKAT, 8, None, Predikat.BAIK, "surat"), ["bulan"]),
        ((JenisNilai.PREDIKAT, None, None, None, " "), ["predikat", "sumber"]),
    ],
)
def test_figures_from_elsewhere_name_kind_month_and_source(arg, fields):
    if not fields:
        assert periksa_nilai_luar(*arg) is None
        return
    with pytest.raises(RuleViolation) as e:
        periksa_nilai_luar(*arg)
    assert [f.field for f in e.value.faults] == fields
