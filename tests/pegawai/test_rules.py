"""Numbers, golongan, kedudukan, obligation, contracts: the tables of spec/rules §1."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import (
    NAMA_PANGKAT,
    Kedudukan,
    Kelamin,
    Kepegawaian,
    Kewajiban,
    Status,
    baca_golongan,
    baca_kedudukan,
    baca_kepegawaian,
    baca_nip,
    hitung_kewajiban,
    nama_pangkat,
    periksa_rentang,
    peringatan_nip,
    pisah_kedudukan,
    tampilkan_nip,
    umur,
)

PNS, PPPK, PARUH = Kepegawaian
HARI = date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "198306092009032005",
        "19830609 200903 2 005",
        "'198306092009032005",
        " 1983.0609 2009.03 2 005\u00a0",
        "’19830609200903 2005",
    ],
)
def test_nip_is_read_through_its_dressing(text):
    nip = baca_nip(text, PNS)
    assert nip.tampil == "19830609 200903 2 005"
    assert (nip.lahir, nip.kelamin) == (date(1983, 6, 9), Kelamin.PEREMPUAN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "belum diisi. Ketik 18 angka"),
        ("19830609200903200", "yang tertulis 17 (kurang 1)"),
        ("1983060920090320055", "yang tertulis 19 (lebih 1)"),
        ("19830609200903200X", "berisi “X”"),
        ("1.98306E+17", "berisi “+E”"),
        ("198313092009032005", "(19831309) bukan tanggal lahir"),
        ("198302302009032005", "(19830230) bukan tanggal lahir"),
        ("000006092009032005", "bukan tanggal lahir"),
        ("198306092009033005", "ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), yang tertulis 3"),
        ("٠٩٨٣٠٦٠٩٢٠٠٩٠٣٢٠٠٥", "Tulis 18 angka saja"),
    ],
)
def test_faulty_nip_says_which_part(text, words):
    with pytest.raises(RuleViolation) as raised:
        baca_nip(text, PNS)
    assert words in raised.value.message
    assert raised.value.field == "nip"


def test_all_faults_of_a_nip_are_told_at_once():
    with pytest.raises(RuleViolation) as raised:
        baca_nip("198313092009039005", PPPK)
    assert [f.message[:20] for f in raised.value.faults] == ["Delapan angka pertam", "Angka ke-15 NI PPPK "]


@pytest.mark.parametrize(
    ("nip", "kepegawaian", "kelamin", "words"),
    [
        ("198306092009032005", PNS, None, []),
        ("199009232024212012", PPPK, None, []),
        ("197504082025242020", PARUH, None, []),
        ("198306092009032005", PNS, Kelamin.PEREMPUAN, []),
        ("198306092009032005", PNS, Kelamin.LAKI_LAKI, ["berarti perempuan, datanya laki-laki"]),
        ("199009232024212012", PNS, None, ["tampak seperti NI PPPK"]),
        ("198306092009032005", PPPK, None, ["tampak seperti NIP PNS"]),
        ("200006092016052005", PNS, None, ["sebelum umur 16"]),
        ("200006092016062005", PNS, None, []),
        ("199006092026042005", PNS, None, ["masih akan datang"]),
        ("199006092026032005", PNS, None, []),
        ("199006092027212005", PPPK, None, ["masih akan datang"]),
        ("195403012009032005", PNS, None, ["umurnya 72"]),
        ("201503012025212005", PPPK, None, ["sebelum umur 16", "umurnya 11"]),
        ("198306092009032000", PNS, None, ["000"]),
    ],
)
def test_warnings_about_a_number(nip, kepegawaian, kelamin, words):
    odd = peringatan_nip(baca_nip(nip, kepegawaian), HARI, kelamin)
    assert len(odd) == len(words)
    assert all(word in text for word, text in zip(words, odd, strict=True))


@given(
    st.dates(date(1940, 1, 1), date(2010, 12, 31)),
    st.integers(1960, 2030),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
    st.lists(st.sampled_from(" .'’"), max_size=5),
)
def test_every_well_formed_nip_is_read_back(lahir, tahun, bulan, sex, serial, dress):
    angka = f"{lahir:%Y%m%d}{tahun}{bulan:02}{sex}{serial:03}"
    nip = baca_nip("".join(dress) + tampilkan_nip(angka) + "".join(dress), PNS)
    assert (nip.angka, nip.lahir) == (angka, lahir)
    assert isinstance(peringatan_nip(nip, HARI), list)


@given(st.text(max_size=25))
def test_anything_else_is_refused_with_words(text):
    try:
        assert len(baca_nip(text, PPPK).angka) == 18
    except RuleViolation as fault:
        assert fault.message.endswith(".") and fault.field in ("nip", None)


def test_umur_counts_whole_years():
    assert umur(date(1983, 3, 2), HARI) == 43
    assert umur(date(1983, 3, 3), HARI) == 42
    assert umur(date(2004, 2, 29), date(2026, 2, 28)) == 21


def test_tampilkan_leaves_what_is_no_number():
    assert tampilkan_nip(None) == ""
    assert tampilkan_nip("123") == "123"
    assert tampilkan_nip("Nama Tak Ada, S.T.") == "Nama Tak Ada, S.T."  # 18 letters in a preview of an import


@pytest.mark.parametrize(
    ("text", "kepegawaian", "golongan"),
    [
        ("III/d", PNS, "III/d"),
        ("iii d", PNS, "III/d"),
        ("IIID", PNS, "III/d"),
        ("Penata Tk. I (III/d)", PNS, "III/d"),
        ("Penata Tk.I, III/d", PNS, "III/d"),
        ("Penata Tk.I/III d", PNS, "III/d"),
        ("Pengatur / II.c", PNS, "II/c"),
        ("Gol. IV/E", PNS, "IV/e"),
        ("IX", PPPK, "IX"),
        ("Golongan ix", PPPK, "IX"),
        ("9", PPPK, "IX"),
        ("", PARUH, None),
        ("V", PARUH, "V"),
    ],
)
def test_baca_golongan(text, kepegawaian, golongan):
    assert baca_golongan(text, kepegawaian) == golongan


@pytest.mark.parametrize(
    ("text", "kepegawaian"),
    [
        ("", PNS),
        ("", PPPK),
        ("V", PNS),
        ("III/e", PNS),
        ("V/a", PNS),
        ("XIII/a", PNS),
        ("Penata Tk. I", PNS),
        ("Penata Muda Tk. I b", PNS),
        ("Penata Muda Tingkat I b", PNS),
        ("III/c - III/d", PNS),
        ("III/c III/d", PNS),
        ("III/d", PPPK),
        ("XVIII", PPPK),
        ("0", PPPK),
    ],
)
def test_unknown_golongan(text, kepegawaian):
    with pytest.raises(RuleViolation, match="Tulis I") as raised:
        baca_golongan(text, kepegawaian)
    assert raised.value.field == "golongan"


def test_pangkat_of_every_golongan():
    assert len(NAMA_PANGKAT) == 17
    assert all(nama_pangkat(g) for g in NAMA_PANGKAT)
    assert nama_pangkat("III/d") == "Penata Tingkat I"
    assert nama_pangkat("II/b") == "Pengatur Muda Tingkat I"
    assert nama_pangkat("IX") == nama_pangkat(None) == ""


@pytest.mark.parametrize(
    ("text", "kepegawaian"),
    [
        ("pns", PNS),
        ("CPNS", PNS),
        ("P3K", PPPK),
        ("Pppk", PPPK),
        ("Pegawai Pemerintah dengan Perjanjian Kerja", PPPK),
        ("PPPK Paruh-Waktu", PARUH),
        ("p3k paruh waktu", PARUH),
    ],
)
def test_baca_kepegawaian(text, kepegawaian):
    assert baca_kepegawaian(text) is kepegawaian


def test_unknown_kepegawaian():
    with pytest.raises(RuleViolation, match="Honorer"):
        baca_kepegawaian("Honorer")


@pytest.mark.parametrize(
    ("text", "kedudukan"),
    [
        ("", Kedudukan.DEFINITIF),
        ("DEFINITIF", Kedudukan.DEFINITIF),
        ("Plt.", Kedudukan.PLT),
        ("plt", Kedudukan.PLT),
        ("Pelaksana Tugas", Kedudukan.PLT),
        ("PLH", Kedudukan.PLH),
        ("Pj.", Kedudukan.PJ),
        ("Penjabat", Kedudukan.PJ),
    ],
)
def test_baca_kedudukan(text, kedudukan):
    assert baca_kedudukan(text) is kedudukan


def test_unknown_kedudukan():
    with pytest.raises(RuleViolation, match="Definitif, Plt., Plh., atau Pj."):
        baca_kedudukan("Sementara")


@pytest.mark.parametrize(
    ("text", "kedudukan", "nama"),
    [
        ("Plt. Kepala UPTD Pasar", Kedudukan.PLT, "Kepala UPTD Pasar"),
        ("PLT  Sekretaris", Kedudukan.PLT, "Sekretaris"),
        ("Plh.Sekretaris", Kedudukan.PLH, "Sekretaris"),
        ("Pj. Sekretaris Daerah", Kedudukan.PJ, "Sekretaris Daerah"),
        ("Pelaksana Tugas Camat", Kedudukan.PLT, "Camat"),
        ("Kepala Dinas (Plt.)", Kedudukan.PLT, "Kepala Dinas"),
        ("Kepala UPTD (Kelas A)", None, "Kepala UPTD (Kelas A)"),
        ("Pelaksana", None, "Pelaksana"),
        ("Pltr Aneh", None, "Pltr Aneh"),
        ("Plt.", None, "Plt."),
        ("  Kepala   Dinas ", None, "Kepala Dinas"),
    ],
)
def test_pisah_kedudukan(text, kedudukan, nama):
    assert pisah_kedudukan(text) == (kedudukan, nama)


@pytest.mark.parametrize("jenis", JenisJabatan)
@pytest.mark.parametrize("punya_pk", [False, True])
def test_kewajiban_of_an_active_person(jenis, punya_pk):
    pejabat = jenis not in (JenisJabatan.PELAKSANA, JenisJabatan.FUNGSIONAL)
    pk = pejabat or (jenis is JenisJabatan.FUNGSIONAL and punya_pk)
    assert hitung_kewajiban(Status.AKTIF, jenis, punya_pk) is (Kewajiban.PK_SKP if pk else Kewajiban.SKP)


@pytest.mark.parametrize("status", Status)
def test_only_the_first_two_statuses_owe_an_skp(status):
    owes = hitung_kewajiban(status, JenisJabatan.PENGAWAS, False) is not Kewajiban.TIDAK_ADA
    assert owes is (status in (Status.AKTIF, Status.TUGAS_BELAJAR))


def test_labels_are_words():
    assert [s.label for s in (Status.CLTN, Status.MPP, Status.TUGAS_BELAJAR)] == ["CLTN", "MPP", "Tugas belajar"]
    assert [k.awalan for k in Kedudukan] == ["Plh. ", "Pj. ", "Plt. ", ""]


DAY = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (date(2026, 1, 1), date(2026, 1, 9), True),
        (date(2026, 1, 1), date(2026, 1, 10), False),
        (date(2026, 1, 20), None, False),
        (date(2026, 1, 21), None, True),
        (date(2026, 1, 1), None, False),
    ],
)
def test_spans_do_not_share_a_day(start, end, fits):
    others = [(DAY, date(2026, 1, 20))]
    if fits:
        periksa_rentang(start, end, others)
    else:
        with pytest.raises(RuleViolation, match="10-01-2026 sampai 20-01-2026"):
            periksa_rentang(start, end, others)


def test_span_ends_after_it_begins():
    periksa_rentang(DAY, DAY)
    with pytest.raises(RuleViolation, match="sebelum tanggal mulai"):
        periksa_rentang(DAY, date(2026, 1, 9))
    with pytest.raises(RuleViolation, match="sampai sekarang"):
        periksa_rentang(date(2027, 1, 1), None, [(DAY, None)])
