"""The words on paper are the fields of the document, no more and no less, on every engine."""

from collections import Counter

import pytest

from skpweb.cetak.documents import Piagam
from skpweb.cetak.halaman import badan
from skpweb.cetak.kertas import Kertas
from tests.cetak import contoh, contoh_kantor
from tests.cetak.baca import isi_dokumen, rapat, tanpa_kaki
from tests.cetak.conftest import KODE, MESIN, teks_contoh

TANPA_ALAMAT = {".kantor.alamat", ".kantor.kontak"}


def test_at_least_one_engine_is_here() -> None:
    assert MESIN


@pytest.mark.parametrize("nama", contoh_kantor.semua())
def test_every_field_is_on_paper(mesin: str, nama: str) -> None:
    dokumen = contoh_kantor.semua()[nama]
    teks = "".join(tanpa_kaki(teks_contoh(mesin)[nama], dokumen))
    hilang = {jalan for jalan, isi in isi_dokumen(dokumen) if rapat(isi) not in teks}
    assert hilang == (TANPA_ALAMAT if isinstance(dokumen, Piagam) else set())


@pytest.mark.parametrize("nama", contoh_kantor.semua())
def test_nothing_is_lost_and_nothing_added(mesin: str, nama: str) -> None:
    dokumen = contoh_kantor.semua()[nama]
    lembar = tanpa_kaki(teks_contoh(mesin)[nama], dokumen)
    main = badan(dokumen, Kertas("F4", dokumen.bentuk))
    nomor = "".join(f"{i}." for ol in main.iter("ol") for i in range(1, len(ol) + 1))
    diharap = Counter(rapat("".join(main.itertext()) + nomor))
    kepala = Counter(rapat("".join("".join(t.itertext()) for t in main.iter("thead"))))
    lebih = Counter("".join(lembar)) - diharap
    kurang = diharap - Counter("".join(lembar))
    assert not kurang
    assert len(lembar) > 1 or not lebih
    assert not set(lebih) - set(kepala)  # pages after the first repeat the heads of tables, nothing else


@pytest.mark.parametrize("nama", contoh_kantor.semua())
def test_every_page_is_numbered_and_carries_its_code(mesin: str, nama: str) -> None:
    dokumen = contoh_kantor.semua()[nama]
    lembar = teks_contoh(mesin)[nama]
    for i, teks in enumerate(lembar, 1):
        assert f"Halaman {i} dari {len(lembar)}" in teks
        assert f"Kode verifikasi {KODE}" in teks
        assert dokumen.nama_dokumen in teks
        assert ("KONSEP" in teks) == dokumen.konsep


def test_a_scorecard_reads_like_the_published_form(mesin: str) -> None:
    isi = rapat(teks_contoh(mesin)["penilaian"][0])
    urut = [
        "PENILAIAN INSTRUMEN KINERJA (SI-PETRUK)", "DI LINGKUNGAN PEMERINTAH KABUPATEN TELAGA BIRU",
        "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA", "NAMA LENGKAP", "NIP", "JABATAN", "UNIT KERJA",
        "Oktober 2026", "TOTAL SKOR 70 dari maksimum 90", "Indikator Kinerja", "84", "0 (score)", "Indikator Disiplin",
        "94,00 %", "0 (score)", "Indikator Inovasi/Lainnya", "SI-RAPI", "40 (score)", "88,57", "10 (score)",
        "Indikator Team Work", "20 (score)", "DATA DUKUNG", "Telaga Biru, 6 November 2026", "Kepala Badan",
    ]  # fmt: skip
    tempat = 0
    for kata in urut:
        assert rapat(kata) in isi[tempat:]
        tempat = isi.index(rapat(kata), tempat) + 1


def test_a_long_innovation_leaves_the_table_whole(mesin: str) -> None:
    teks = "\n".join(teks_contoh(mesin)["penilaian-panjang"])
    assert "(uraiandibawah)" in rapat(teks)
    assert rapat(teks).count(rapat(contoh.PANJANG)) == 5


def test_words_are_parted_by_spaces_so_that_they_are_found(mesin: str) -> None:
    teks = teks_contoh(mesin)["penilaian"][0]
    assert "NAMA LENGKAP" in teks
    assert "\t" not in teks


def test_a_missing_figure_is_never_zero(mesin: str) -> None:
    teks = " ".join(teks_contoh(mesin)["penilaian-kosong"][0].split())
    assert "– belum lengkap dari maksimum 90" in teks
    assert "(score)" not in teks
    assert "Tidak ada data dukung." in teks
