"""What an SKP's content is judged by: faults, warnings, periods, locks, what is read from the words of a target."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from skpweb.core.errors import Locked, NotAllowed, RuleViolation
from skpweb.core.fields import baca_rentang
from skpweb.organisasi.rules import JenisJabatan
from skpweb.skp.forms import IkiForm, baca_target
from skpweb.skp.rules import (
    ALUR_SKP,
    Agregasi,
    Arah,
    Aspek,
    JenisRhk,
    Pendekatan,
    StatusSkp,
    kunci_isi,
    masa_skp,
    pastikan_bukan_sendiri,
    pastikan_dapat_diubah,
    perlu_tautan,
    sebut_masa,
)
from skpweb.skp.rules_isi import (
    Induk,
    IsiIki,
    IsiRhk,
    IsiSkp,
    agregasi_bawaan,
    kekurangan,
    periksa_iki,
    peringatan,
    peringatan_iki,
    peringatan_rhk,
    potong,
)

D = Decimal
KUANTITATIF, KUALITATIF = Pendekatan.KUANTITATIF, Pendekatan.KUALITATIF


def iki(**lain):
    bawaan = {
        "id": 7, "rhk_id": 3, "urutan": 1, "teks": "Jumlah laporan", "target": "12 laporan", "dinilai_catatan": False,
        "batas_bawah": D(12), "batas_atas": D(12), "satuan": "laporan", "arah": Arah.NAIK,
        "agregasi": Agregasi.JUMLAH, "versi": 1, "aspek": (Aspek.KUANTITAS,),
    }  # fmt: skip
    return IsiIki(**bawaan | lain)


def rhk(jenis=JenisRhk.UTAMA, isi=None, **lain):
    bawaan = {
        "id": 3, "skp_id": 1, "jenis": jenis, "urutan": 1, "teks": "Tersedianya data", "induk_id": None,
        "induk_teks": "", "tautan_putus": False, "direktif": True, "pemberi": "Sekretaris", "versi": 1, "nomor": 1,
    }  # fmt: skip
    return IsiRhk(**bawaan | lain, iki=(iki(),) if isi is None else isi)


LEPAS = {"direktif": False, "pemberi": ""}


def atas(status=StatusSkp.KONSEP, teks="Terkendalinya harga"):
    return {**LEPAS, "induk_id": 9, "induk_teks": "Terkendalinya harga", "induk": Induk(9, teks, "Bagja", status)}


@pytest.mark.parametrize(
    ("isi", "pendekatan", "wajib", "kurang"),
    [
        ((rhk(),), KUANTITATIF, True, []),
        ((), KUANTITATIF, True, [("Belum ada RHK utama", "skp.formulir_tambah_rhk", {"skp_id": 1})]),
        ((rhk(JenisRhk.TAMBAHAN),), KUANTITATIF, True, [("Belum ada RHK utama", "skp.formulir_tambah_rhk", {"skp_id": 1})]),
        ((rhk(isi=()),), KUANTITATIF, True, [("RHK 1 belum punya indikator", "skp.formulir_tambah_iki", {"rhk_id": 3})]),
        ((rhk(**LEPAS),), KUANTITATIF, True, [("RHK 1 belum ditautkan", "skp.formulir_ubah_rhk", {"rhk_id": 3})]),
        ((rhk(**LEPAS),), KUANTITATIF, False, []),
        ((rhk(), rhk(JenisRhk.TAMBAHAN, **LEPAS)), KUANTITATIF, True, []),
        ((rhk(**atas()),), KUANTITATIF, True, []),
        ((rhk(**atas(StatusSkp.SETUJU)),), KUANTITATIF, True, []),
        ((rhk(**atas(StatusSkp.BATAL)),), KUANTITATIF, True,
         [("RHK 1: tautan putus, RHK yang didukung sudah tidak ada", "skp.formulir_ubah_rhk", {"rhk_id": 3})]),
        ((rhk(**LEPAS, tautan_putus=True),), KUANTITATIF, False,
         [("RHK 1: tautan putus, RHK yang didukung sudah tidak ada", "skp.formulir_ubah_rhk", {"rhk_id": 3})]),
        ((rhk(isi=(iki(aspek=(), target=""),)),), KUANTITATIF, True,
         [("RHK 1, indikator “Jumlah laporan” tanpa aspek, target", "skp.formulir_ubah_iki", {"iki_id": 7})]),
        ((rhk(isi=(iki(batas_bawah=None, batas_atas=None),)),), KUANTITATIF, True,
         [("RHK 1, indikator “Jumlah laporan” tanpa angka target", "skp.formulir_ubah_iki", {"iki_id": 7})]),
        ((rhk(isi=(iki(batas_bawah=None, batas_atas=None, dinilai_catatan=True),)),), KUANTITATIF, True, []),
        ((rhk(isi=(iki(aspek=(), target="", batas_bawah=None, batas_atas=None),)),), KUALITATIF, True, []),
    ],
)  # fmt: skip
def test_faults_of_the_content_each_with_where_to_mend_it(isi, pendekatan, wajib, kurang):
    found = kekurangan(IsiSkp(1, pendekatan, wajib, isi))
    assert [(t.teks, t.endpoint, t.arg) for t in found] == kurang


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("Mengikuti rapat koordinasi", "Mengikuti"),
        ("menghadiri undangan", "menghadiri"),
        ("Melaksanakan rapat bulanan", "Melaksanakan"),
        ("Membantu pelaksanaan pasar murah", "Membantu"),
        ("Menyusun laporan", "Tersusunnya"),
        ("Terlayaninya semua pengunjung", "semua"),
        ("Tidak pernah terlambat menyampaikan data", "Tidak pernah"),
        ("Tersusunnya laporan setiap bulan", "setiap"),
        ("Tersedianya data harga", None),
        ("Meningkatnya kepatuhan pelaku usaha", None),
        ("Menurunnya angka stunting", None),
        ("Media promosi daerah terbit", None),
        ("Kesemuanya tertata", None),
        ("", None),
    ],
)
def test_words_of_activity_and_of_absolutes_in_an_rhk(teks, kata):
    found = " ".join(peringatan_rhk(teks))
    assert (kata in found) if kata else not found


@pytest.mark.parametrize(
    ("teks", "berukuran"),
    [
        ("Jumlah laporan yang terbit", True), ("Persentase data tanpa koreksi", True), ("Tingkat kepuasan", True),
        ("Rata-rata waktu layanan", True), ("Ketepatan terbit laporan", True), ("Kecepatan respons", True),
        ("Indeks kepuasan masyarakat", True), ("Nilai SAKIP", True), ("Frekuensi pemantauan", True),
        ("Durasi layanan", True), ("Laporan yang tersusun", False), ("Menyusun rekomendasi", False),
    ],
)  # fmt: skip
def test_a_measure_is_looked_for_in_a_quantitative_indicator_only(teks, berukuran):
    assert (peringatan_iki(teks) == []) is berukuran
    assert peringatan_iki(teks, KUALITATIF) == []


def test_the_same_words_as_the_superior_and_where_all_warnings_lead():
    same = rhk(**atas(), teks="terkendalinya  HARGA.", isi=(iki(teks="Laporan selalu terbit"),))
    found = peringatan(IsiSkp(1, KUANTITATIF, True, (same,)))
    assert [t.arg for t in found] == [{"rhk_id": 3}, {"iki_id": 7}, {"iki_id": 7}]
    assert "Sama persis" in found[0].teks
    assert found[0].tentang(same)
    assert not found[0].tentang(same.iki[0])


@pytest.mark.parametrize(
    ("induk", "putus", "berubah"),
    [
        (atas(), False, False),
        (atas(teks="Terjaganya harga"), False, True),
        (atas(StatusSkp.BATAL), True, False),
        (LEPAS, False, False),
    ],
)
def test_what_became_of_the_line_it_supports(induk, putus, berubah):
    assert (rhk(**induk).putus, rhk(**induk).induk_berubah) == (putus, berubah)


@pytest.mark.parametrize("status", StatusSkp)
def test_only_konsep_and_revisi_are_written_in_and_every_lock_says_why(status):
    if status.dapat_diubah:
        pastikan_dapat_diubah(status)
        assert status in (StatusSkp.KONSEP, StatusSkp.REVISI)
        assert kunci_isi(status) is None
    else:
        with pytest.raises(Locked) as kunci:
            pastikan_dapat_diubah(status)
        assert all((kunci.value.reason, kunci.value.rule, kunci.value.until, kunci.value.who))
    assert ALUR_SKP.boleh(status, "ubah") is status.dapat_diubah
    assert status.label
    assert len(status.tanda) == 2


def test_nobody_judges_own_work():
    pastikan_bukan_sendiri(1, 2)
    with pytest.raises(NotAllowed, match="sendiri"):
        pastikan_bukan_sendiri(1, 1)


@pytest.mark.parametrize(
    ("jenis", "pimpinan", "mandiri", "perlu"),
    [
        (JenisJabatan.JPT_PRATAMA, True, False, False), (JenisJabatan.STAF_AHLI, False, False, False),
        (JenisJabatan.ADMINISTRATOR, True, False, True), (JenisJabatan.ADMINISTRATOR, True, True, False),
        (JenisJabatan.PELAKSANA, False, True, True), (None, False, False, True),
    ],
)  # fmt: skip
def test_who_needs_a_link(jenis, pimpinan, mandiri, perlu):
    assert perlu_tautan(jenis, pimpinan, mandiri) is perlu


H = date(2026, 11, 21)
SETAHUN = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("jabatan", "kontrak", "masa"),
    [
        ((date(2020, 1, 1), None), [], SETAHUN),
        ((date(2026, 3, 9), None), [], (date(2026, 3, 9), date(2026, 12, 31))),
        ((date(2020, 1, 1), date(2026, 6, 30)), [], (date(2026, 1, 1), date(2026, 6, 30))),
        ((date(2027, 1, 1), None), [], None),
        ((date(2020, 1, 1), None), [(date(2025, 5, 1), date(2030, 4, 30))], SETAHUN),
        ((date(2020, 1, 1), None), [(date(2026, 2, 1), date(2026, 8, 31))], (date(2026, 2, 1), date(2026, 8, 31))),
        ((date(2020, 1, 1), None), [(date(2026, 9, 1), date(2027, 8, 31)), (date(2025, 9, 1), date(2026, 8, 31))],
         (date(2026, 9, 1), date(2026, 12, 31))),
        ((date(2020, 1, 1), None), [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30))],
         (date(2026, 4, 1), date(2026, 6, 30))),
        ((date(2020, 1, 1), None), [(date(2024, 1, 1), date(2025, 12, 31))], None),
    ],
)  # fmt: skip
def test_the_period_is_post_and_year_and_contract(jabatan, kontrak, masa):
    assert masa_skp(2026, jabatan, kontrak, H) == masa


@pytest.mark.parametrize(
    ("masa", "kata"),
    [
        (SETAHUN, "setahun"),
        ((date(2026, 1, 5), date(2026, 12, 31)), "setahun"),
        ((date(2026, 3, 9), date(2026, 12, 31)), "Maret–Desember"),
        ((date(2026, 1, 1), date(2026, 6, 30)), "Januari–Juni"),
        ((date(2026, 12, 7), date(2026, 12, 31)), "Desember"),
    ],
)
def test_a_shorter_plan_is_called_by_its_months(masa, kata):
    assert sebut_masa(*masa) == kata


HARI = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RENTANG = st.tuples(HARI, HARI).map(lambda r: (min(r), max(r)))


@given(RENTANG, st.lists(RENTANG, max_size=3), HARI)
def test_the_period_never_leaves_post_year_or_contract(jabatan, kontrak, hari):
    masa = masa_skp(2026, jabatan, kontrak, hari)
    boleh = [k for k in kontrak if masa and k[0] <= masa[0] and masa[1] <= k[1]]
    if masa is None:
        hidup = [(max(a, jabatan[0]), min(b, jabatan[1])) for a, b in kontrak or [jabatan]]
        assert not [r for r in hidup if max(r[0], SETAHUN[0]) <= min(r[1], SETAHUN[1])]
    else:
        assert SETAHUN[0] <= masa[0] <= masa[1] <= SETAHUN[1]
        assert jabatan[0] <= masa[0]
        assert masa[1] <= jabatan[1]
        assert boleh or not kontrak


# ---- what is typed --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kata", "batas", "satuan"),
    [
        ("240 laporan", (D(240), D(240)), "laporan"), ("95 %", (D(95), D(95)), "%"), ("95%", (D(95), D(95)), "%"),
        ("90–95 %", (D(90), D(95)), "%"), ("90 - 95 persen", (D(90), D(95)), "persen"),
        ("1.250 berkas", (D(1250), D(1250)), "berkas"), ("4,5 indeks", (D("4.5"), D("4.5")), "indeks"),
        ("12", (D(12), D(12)), ""), ("3. laporan", (D(3), D(3)), "laporan"), ("95–90 %", None, ""),
        ("Paling lambat pukul 10.00", None, ""), ("", None, ""), ("...", None, ""),
        ("100 persen dari semua naskah " + "panjang " * 9, (D(100), D(100)), "persen"),
    ],
)  # fmt: skip
def test_number_and_unit_are_read_from_the_words_of_the_target(kata, batas, satuan):
    assert baca_target(kata) == (batas, satuan)


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_a_range_reads_as_it_is_written(a, b):
    bawah, atas_ = min(a, b), max(a, b)
    tulis = f"{bawah:f}–{atas_:f}".replace(".", ",")
    assert baca_rentang(tulis) == (bawah, atas_)


@pytest.mark.parametrize("teks", ["", "x", "5–3", "-3", "1–2–3", "12 laporan"])
def test_what_is_no_range(teks):
    with pytest.raises(ValueError, match=r".*"):
        baca_rentang(teks)


@pytest.mark.parametrize(
    ("isian", "hasil"),
    [
        ({"target": "240 laporan"}, (D(240), D(240), "laporan", None)),
        ({"target": "240 laporan", "batas": "200–240"}, (D(200), D(240), "laporan", None)),
        ({"target": "240 laporan", "satuan": "dokumen"}, (D(240), D(240), "dokumen", None)),
        ({"target": "Sesuai jadwal", "dinilai_catatan": "1"}, (None, None, "", None)),
        ({"target": "12 laporan", "dinilai_catatan": "1"}, (None, None, "", None)),
        ({"target": "3 hari", "agregasi": "terakhir"}, (D(3), D(3), "hari", Agregasi.TERAKHIR)),
    ],
)
def test_the_form_fills_what_the_words_say(isian, hasil):
    form = IkiForm(MultiDict({"teks": "Jumlah laporan", "arah": "naik", "agregasi": "", **isian}))
    assert form.validate(), form.errors
    assert (form.isi["batas_bawah"], form.isi["batas_atas"], form.isi["satuan"], form.isi["agregasi"]) == hasil


@pytest.mark.parametrize(
    ("batas", "pesan"), [("dua", "satu angka atau rentang"), ("9–3", "kecil ke besar"), ("1,23456", "4 angka")]
)
def test_a_wrong_figure_stays_in_its_field(batas, pesan):
    form = IkiForm(MultiDict({"teks": "x", "target": "x", "arah": "naik", "agregasi": "", "batas": batas}))
    assert not form.validate()
    assert pesan in form.batas.errors[0]
    assert form.batas._value() == batas


def test_a_figure_is_shown_as_it_is_typed():
    form = IkiForm(data={"batas": (D("1234.5000"), D("2000.0000"))})
    assert form.batas._value() == "1234,5–2000"
    assert IkiForm(data={"batas": (D(240), D(240))}).batas._value() == "240"


@pytest.mark.parametrize(
    ("satuan", "agregasi"),
    [("%", Agregasi.RATA_RATA), (" Persen", Agregasi.RATA_RATA), ("% tepat waktu", Agregasi.RATA_RATA),
     ("indeks", Agregasi.RATA_RATA), ("laporan", Agregasi.JUMLAH), ("", Agregasi.JUMLAH)],
)  # fmt: skip
def test_shares_are_averaged_unless_told_otherwise(satuan, agregasi):
    assert agregasi_bawaan(satuan) is agregasi


@pytest.mark.parametrize(
    ("satuan", "arah", "agregasi"),
    [("hari", Arah.TURUN, Agregasi.RATA_RATA), ("Menit per berkas", Arah.TURUN, Agregasi.RATA_RATA),
     ("hari kerja", Arah.TURUN, Agregasi.RATA_RATA), ("keluhan", Arah.TURUN, Agregasi.JUMLAH),
     ("hari", Arah.NAIK, Agregasi.JUMLAH)],
)  # fmt: skip
def test_the_time_that_something_takes_is_averaged(satuan, arah, agregasi):
    assert agregasi_bawaan(satuan, arah) is agregasi


LENGKAP = {
    "aspek": [Aspek.WAKTU], "teks": "Jumlah x", "target": "3 x", "dinilai_catatan": False, "batas_bawah": D(3),
    "batas_atas": D(3),
}  # fmt: skip


@pytest.mark.parametrize(
    ("ubah", "pendekatan", "salah"),
    [
        ({}, KUANTITATIF, []),
        ({"teks": " "}, KUALITATIF, ["teks"]),
        ({"aspek": []}, KUANTITATIF, ["aspek"]),
        ({"target": ""}, KUANTITATIF, ["target"]),
        ({"batas_bawah": None, "batas_atas": None}, KUANTITATIF, ["batas"]),
        ({"batas_bawah": None, "batas_atas": None, "dinilai_catatan": True}, KUANTITATIF, []),
        ({"batas_atas": D(2)}, KUANTITATIF, ["batas"]),
        ({"batas_bawah": D(0)}, KUALITATIF, ["batas"]),
        ({"batas_bawah": D(0), "arah": Arah.TURUN}, KUANTITATIF, []),
        ({"aspek": [], "teks": "", "target": ""}, KUANTITATIF, ["teks", "aspek", "target"]),
        ({"aspek": [], "target": "", "batas_bawah": None, "batas_atas": None}, KUALITATIF, []),
    ],
)
def test_what_an_indicator_requires(ubah, pendekatan, salah):
    if not salah:
        periksa_iki(pendekatan, **LENGKAP | ubah)
        return
    with pytest.raises(RuleViolation) as found:
        periksa_iki(pendekatan, **LENGKAP | ubah)
    assert [f.field for f in found.value.faults] == salah


def test_long_texts_are_cut_at_a_word():
    assert potong("satu dua tiga", 9) == "satu dua …"
    assert potong("satu", 9) == "satu"
