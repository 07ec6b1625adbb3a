"""The text of a plan: its hash, its differences; the deadlines of both sides."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skpweb.periode.rules import KalenderKerja
from skpweb.persetujuan.rules import (
    bandingkan,
    batas_atasan,
    bulanan,
    cara_hitung,
    kirim_ulang_sampai,
    nomor_terima,
    potong,
    sidik,
    tepat_waktu,
)  # fmt: skip

ORANG = {
    "pegawai_id": 1, "nama": "Endah", "nip": "1", "kepegawaian": "pns", "pangkat_golongan": "II/c", "jabatan": "Pengolah",
    "unit": "Bidang",
}  # fmt: skip
IKI = {
    "id": 5, "aspek": ["kuantitas"], "teks": "Jumlah laporan", "target": "20 laporan", "dinilai_catatan": False,
    "batas": "20", "satuan": "laporan", "arah": "naik", "agregasi": "jumlah", "bulan": {"1": "10", "10": "10"},
}  # fmt: skip
RHK = {
    "id": 3, "jenis": "utama", "teks": "Tersedianya data", "induk_teks": "Terkendalinya harga", "direktif": False,
    "pemberi": "", "iki": [IKI],
}  # fmt: skip
LAIN = {**RHK, "id": 4, "teks": "Terlaksananya pasar", "iki": [{**IKI, "id": 6, "teks": "Jumlah pasar"}]}
NASKAH = {
    "pegawai": ORANG, "penilai": {**ORANG, "pegawai_id": 2, "nama": "Bagja"}, "mulai": "2026-01-01",
    "sampai": "2026-12-31", "pendekatan": "kuantitatif", "rhk": [RHK, LAIN],
}  # fmt: skip


def ubah(jalan, nilai):
    naskah = deepcopy(NASKAH)
    tempat = naskah
    for key in jalan[:-1]:
        tempat = tempat[key]
    tempat[jalan[-1]] = nilai
    return naskah


IKI_DI = ("rhk", 0, "iki", 0)
PERUBAHAN = [
    (("pegawai", "jabatan"), "Analis", ["Pegawai"]),
    (("penilai", "nama"), "Cempaka", ["Pejabat penilai"]),
    (("penilai",), None, ["Pejabat penilai"]),
    (("sampai",), "2026-06-30", ["Periode"]),
    (("pendekatan",), "kualitatif", ["Pendekatan"]),
    (("rhk", 0, "teks"), "Tersedianya data harga", ["RHK 1"]),
    (("rhk", 0, "jenis"), "tambahan", ["RHK 1, jenis"]),
    (("rhk", 0, "induk_teks"), "Terkendalinya stok", ["RHK 1, mendukung"]),
    ((*IKI_DI, "teks"), "Banyaknya laporan", ["RHK 1, indikator 1"]),
    ((*IKI_DI, "aspek"), ["waktu"], ["RHK 1, indikator 1, aspek"]),
    ((*IKI_DI, "target"), "21 laporan", ["RHK 1, indikator 1, target"]),
    ((*IKI_DI, "batas"), "21", ["RHK 1, indikator 1, cara hitung"]),
    ((*IKI_DI, "arah"), "turun", ["RHK 1, indikator 1, cara hitung"]),
    ((*IKI_DI, "agregasi"), "terakhir", ["RHK 1, indikator 1, cara hitung"]),
    ((*IKI_DI, "bulan"), {"1": "10", "11": "10"}, ["RHK 1, indikator 1, target bulanan"]),
    (("rhk",), [LAIN, RHK], ["Urutan"]),
]


@pytest.mark.parametrize(
    ("jalan", "nilai", "label"), PERUBAHAN, ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else ""
)
def test_whatever_changes_changes_the_hash_and_is_told(jalan, nilai, label):
    baru = ubah(jalan, nilai)
    assert sidik(baru) != sidik(NASKAH)
    assert [b.label for b in bandingkan(NASKAH, baru)] == label
    assert bandingkan(baru, baru) == []


def test_a_line_that_came_or_went_is_told_as_one():
    fewer = ubah(("rhk",), [RHK])
    gone = [b for b in bandingkan(NASKAH, fewer) if not b.bagian]
    assert [(b.label, b.lama, b.baru, b.hilang) for b in gone] == [
        ("RHK 2", "Terlaksananya pasar", "", True), ("RHK 2, indikator 1", "Jumlah pasar", "", True),
    ]  # fmt: skip
    come = [b for b in bandingkan(fewer, NASKAH) if not b.bagian]
    assert [(b.lama, b.baru, b.hilang) for b in come] == [
        ("", "Terlaksananya pasar", False),
        ("", "Jumlah pasar", False),
    ]


def test_a_line_keeps_its_identity_when_another_comes_before_it():
    new = {**RHK, "id": 9, "teks": "Baru", "iki": []}
    labels = {b.kunci for b in bandingkan(NASKAH, ubah(("rhk",), [new, RHK, LAIN]))}
    assert labels == {"rhk-9", "rhk-9-jenis", "rhk-9-induk"}


def test_words_gone_and_new():
    assert potong("data 20 barang", "data 21 barang pokok") == [
        ("", "data"), ("del", "20"), ("ins", "21"), ("", "barang"), ("ins", "pokok"),
    ]  # fmt: skip


KATA = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8).map(" ".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(KATA, KATA)
def test_the_runs_make_both_texts_again(lama, baru):
    runs = potong(lama, baru)
    assert " ".join(kata for tanda, kata in runs if tanda != "ins" and kata) == lama
    assert " ".join(kata for tanda, kata in runs if tanda != "del" and kata) == baru


def test_how_an_indicator_is_calculated():
    assert cara_hitung(IKI) == "20 laporan, makin besar makin baik, dijumlahkan"
    assert cara_hitung({**IKI, "batas": "", "dinilai_catatan": True}) == "Dinilai dengan catatan"
    assert cara_hitung({**IKI, "batas": ""}) == ""
    assert bulanan({"10": "5", "2": "✓"}) == "Feb ✓ · Okt 5"


def test_receipt_number():
    assert nomor_terima(123, 2026) == "SKP-2026-000123"


# ---- deadlines ------------------------------------------------------------------------------------
LIMA = KalenderKerja()
BATAS = datetime(2026, 1, 31, 16, 59, 59, 999_000, UTC)


@pytest.mark.parametrize(
    ("geser", "tepat"),
    [(timedelta(0), True), (timedelta(microseconds=900), True), (timedelta(milliseconds=1), False)],
)
def test_in_time_to_the_last_millisecond(geser, tepat):
    assert tepat_waktu(BATAS + geser, BATAS) is tepat
    assert tepat_waktu(BATAS + geser, None) is True


@pytest.mark.parametrize(
    ("diajukan", "batas"),
    [
        (date(2025, 12, 5), date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 13)),
        (date(2026, 2, 2), date(2026, 2, 16)),
    ],
)
def test_the_superiors_days(diajukan, batas):
    assert batas_atasan(2026, diajukan, LIMA, 10) == batas


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dates(date(2026, 1, 1), date(2026, 3, 15)))
def test_a_resend_is_given_only_near_the_deadline_and_never_in_the_past(dikembalikan):
    until = kirim_ulang_sampai(dikembalikan, date(2026, 1, 31), LIMA, 5)
    assert (until is not None) == (date(2026, 1, 26) <= dikembalikan <= date(2026, 2, 6))
    assert until is None or until > dikembalikan
