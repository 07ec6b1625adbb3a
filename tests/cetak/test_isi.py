"""The words on paper are the fields of the document, no more and no less, on every engine."""

from collections import Counter

import pytest

from skpweb.cetak.documents import Piagam
from skpweb.cetak.documents_kinerja import PERILAKU, SkpKuantitatif
from skpweb.cetak.halaman import badan
from skpweb.cetak.kertas import Kertas
from tests.cetak import contoh, contoh_kantor
from tests.cetak.baca import isi_dokumen, rapat, tanpa_kaki
from tests.cetak.conftest import KODE, MESIN, teks_contoh

TAK_DI_BADAN = {Piagam: {".kantor.alamat", ".kantor.kontak"}, SkpKuantitatif: {".periode"}}  # its number: in the footer


def test_at_least_one_engine_is_here() -> None:
    assert MESIN


@pytest.mark.parametrize("nama", contoh_kantor.semua())
def test_every_field_is_on_paper(mesin: str, nama: str) -> None:
    dokumen = contoh_kantor.semua()[nama]
    teks = "".join(tanpa_kaki(teks_contoh(mesin)[nama], dokumen))
    hilang = {jalan for jalan, isi in isi_dokumen(dokumen) if rapat(isi) not in teks}
    assert hilang == TAK_DI_BADAN.get(type(dokumen), set())


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
        assert ("KONSEP" in teks) == dokumen.bertanda


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


def test_an_skp_reads_like_form_a17(mesin: str) -> None:
    isi = rapat("".join(tanpa_kaki(teks_contoh(mesin)["skp"], contoh_kantor.semua()["skp"])))
    urut = [
        "SASARAN KINERJA PEGAWAI PENDEKATAN HASIL KERJA KUANTITATIF BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026", "PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA",
        "PANGKAT/ GOL. RUANG", "HASIL KERJA", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*", "(6)", "A. UTAMA",
        "Indikator: Nilai SAKIP", "Kualitas, Waktu", "(Penugasan dari Sekretaris Daerah)", "B. TAMBAHAN",
        "PERILAKU KERJA**", *(f"{n} {p[0]} - {p[1]}" for n, p in enumerate(PERILAKU, 1)),
        "Telaga Biru, 12 Januari 2026", "Pegawai yang Dinilai", "Pejabat Penilai Kinerja", "* Dalam hal", "** Pimpinan",
    ]  # fmt: skip
    tempat = 0
    for kata in urut:
        assert rapat(kata) in isi[tempat:], kata
        tempat = isi.index(rapat(kata), tempat) + 1
    assert all(rapat(baris) in isi for nilai in PERILAKU for baris in nilai)
    assert isi.count(rapat("Ekspektasi Khusus Pimpinan: –")) == 7


def test_empty_sections_say_so_and_an_outside_superior_needs_no_number(mesin: str) -> None:
    kosong = rapat("".join(teks_contoh(mesin)["skp-konsep"]))
    assert rapat("A. UTAMA – – – – – – B. TAMBAHAN – – – – – –") in kosong
    luar = rapat("".join(teks_contoh(mesin)["skp-1x60"]))
    assert luar.count(rapat("NIP (*opsional) –")) == 1
    sepi = rapat("".join(teks_contoh(mesin)["ckhp-kosong"]))
    assert rapat("Belum ada catatan yang sah pada bulan ini.") in sepi
    assert rapat("CAPAIAN KINERJA BULAN OKTOBER 2026 –") in sepi
