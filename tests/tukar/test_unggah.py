"""What is no table at all is refused at the door, in words."""

import pytest

from skpweb.tukar.models import Impor
from tests.tukar.bantu import unggah


@pytest.mark.parametrize(
    ("isi", "nama", "pesan"),
    [
        (b"%PDF-1.7", "a.pdf", "bukan xlsx atau csv"),
        (b"", "a.xlsx", "kosong"),
        (b"satu kolom\n", "a.csv", "Tidak ada tabel"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(sebagai, isi, nama, pesan):
    jawab = unggah(sebagai("pengelola"), "pegawai", isi, nama)
    assert jawab.status_code == 422
    assert pesan in jawab.text
    assert Impor.select().count() == 0


def test_no_file_at_all(sebagai):
    assert "Pilih file xlsx atau csv" in sebagai("pengelola").post("/impor/pegawai").text
