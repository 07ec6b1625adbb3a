"""Names, kinds of posts and the soundness of a tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import (
    JenisJabatan,
    Jenjang,
    baca_jenis,
    baca_jenjang,
    kunci_nama,
    periksa_pohon,
)

F = JenisJabatan.FUNGSIONAL


@pytest.mark.parametrize(
    ("text", "nama", "jenis", "jenjang"),
    [
        ("JPT Pratama", "Kepala Dinas", JenisJabatan.JPT_PRATAMA, None),
        ("jpt  madya", "Sekretaris Daerah", JenisJabatan.JPT_MADYA, None),
        ("Pimpinan Tinggi Pratama", "Kepala Badan", JenisJabatan.JPT_PRATAMA, None),
        ("Eselon II.b", "Kepala Badan", JenisJabatan.JPT_PRATAMA, None),
        ("eselon III.a", "Camat", JenisJabatan.ADMINISTRATOR, None),
        ("IV.a", "Kepala Subbagian Keuangan", JenisJabatan.PENGAWAS, None),  # in a column "Eselon"
        ("ADMINISTRATOR", "Sekretaris", JenisJabatan.ADMINISTRATOR, None),
        ("Jabatan Pengawas", "Kepala Subbagian Keuangan", JenisJabatan.PENGAWAS, None),
        ("pelaksana", "Operator Layanan Operasional", JenisJabatan.PELAKSANA, None),
        ("JFU", "Pengadministrasi Umum", JenisJabatan.PELAKSANA, None),
        ("Fungsional Umum", "Pengadministrasi Umum", JenisJabatan.PELAKSANA, None),
        ("Staf Ahli", "Staf Ahli Bidang Ekonomi", JenisJabatan.STAF_AHLI, None),
        ("Fungsional", "Analis Hukum Ahli Muda", F, Jenjang.AHLI_MUDA),
        ("fungsional", "Arsiparis Mahir", F, Jenjang.MAHIR),
        ("JF Keahlian", "Auditor Muda", F, Jenjang.AHLI_MUDA),
        ("JF Keterampilan", "Pranata Komputer Terampil", F, Jenjang.TERAMPIL),
        ("JF Ahli Madya", "Perencana", F, Jenjang.AHLI_MADYA),
        ("Fungsional", "Pengelola Umum Operasional", F, None),
    ],
)
def test_baca_jenis(text, nama, jenis, jenjang):
    assert baca_jenis(text, nama) == (jenis, jenjang)


@pytest.mark.parametrize("text", ["", "Struktural", "Honorer"])
def test_unknown_jenis_names_the_known_words(text):
    with pytest.raises(RuleViolation, match="Administrator, Pengawas, Pelaksana") as raised:
        baca_jenis(text, "Sekretaris")
    assert raised.value.field == "jenis"


def test_baca_jenjang_reads_words_not_parts_of_words():
    assert baca_jenjang("AHLI PERTAMA - ANALIS KEBIJAKAN") is Jenjang.AHLI_PERTAMA
    assert baca_jenjang("Pelatih Keterampilan Pemudaan") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Subbagian Umum dan Kepegawaian", "SUB BAG. UMUM & KEPEGAWAIAN"),
        ("Subbagian Umum dan Kepegawaian", "Subbag  Umum dan kepegawaian"),
        ("Subbagian Keuangan", "Sub Bagian Keuangan"),
        ("Subbagian Keuangan", "Subag. Keuangan"),
        ("Bidang Perdagangan", "Bid. Perdagangan"),
        ("Kepala Bidang Perdagangan", "Kabid Perdagangan"),
        ("Kepala Subbagian Keuangan", "Kasubbag Keuangan"),
        ("Kepala Subbagian Keuangan", "Ka. Sub Bag Keuangan"),
        ("Kepala Seksi Tera", "Kasi Tera"),
        ("Kepala Dinas Perindustrian & Perdagangan", "Kadis Perindustrian dan Perdagangan"),
        ("Subbagian Tata Usaha UPTD Pasar", "Subbag TU UPTD Pasar"),
        ("Bidang Perindustrian", "bidang\u00a0perindustrian"),
    ],
)
def test_kunci_nama_joins_spellings(one, other):
    assert kunci_nama(one) == kunci_nama(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bidang Perdagangan Dalam Negeri", "Bidang Perdagangan Luar Negeri"),
        ("Subbagian Keuangan", "Bagian Keuangan"),
        ("UPTD Pasar I", "UPTD Pasar II"),
        ("Kabupaten Teladan", "Bupati Teladan"),
    ],
)
def test_kunci_nama_keeps_different_names_apart(one, other):
    assert kunci_nama(one) != kunci_nama(other)


@given(st.text(max_size=60))
def test_kunci_nama_is_its_own_key(text):
    assert kunci_nama(kunci_nama(text)) == kunci_nama(text)


@pytest.mark.baku("V2.2.3")
@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({}, "satu jabatan puncak"),
        ({1: 2, 2: 1}, "satu jabatan puncak"),
        ({1: None, 2: None}, "2 jabatan tanpa atasan"),
        ({1: None, 2: 3, 3: 2}, "berputar"),
        ({1: None, 2: 2}, "berputar"),
        ({1: None, 2: 9}, "tidak ada atau sudah ditutup"),
    ],
)
def test_unsound_trees(tree, words):
    with pytest.raises(RuleViolation, match=words):
        periksa_pohon(tree)


def trees():
    """Sound trees: post n hangs on an earlier one, 0 is the root; ids shuffled by a permutation."""
    return st.lists(st.integers(0, 10**6), max_size=60).map(
        lambda picks: {0: None} | {n: pick % n for n, pick in enumerate(picks, 1)}
    )


@given(trees())
def test_sound_trees_have_their_root(tree):
    assert periksa_pohon(tree) == 0


@given(trees(), st.data())
def test_hanging_a_post_under_its_own_branch_is_a_circle(tree, data):
    post = data.draw(st.sampled_from(sorted(tree)))
    below = {post}
    for n in sorted(tree):
        if tree[n] in below:
            below.add(n)
    moved = tree | {post: data.draw(st.sampled_from(sorted(below)))}
    with pytest.raises(RuleViolation):
        periksa_pohon(moved)


def test_deep_tree_is_quick():
    assert periksa_pohon({0: None} | {n: n - 1 for n in range(1, 20_000)}) == 0
