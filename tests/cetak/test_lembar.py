"""Sheets: true to size, heads repeated, rows and signatures whole, bundles, the same bytes."""

import io
import random
import re
from dataclasses import replace

import pytest
import segno
from pypdf import PdfReader

from skpweb.cetak import tata
from skpweb.cetak.documents import Dokumen, IsiBerkas
from skpweb.cetak.halaman import halaman_html
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pencetak import Pencetak
from tests.cetak import contoh, contoh_kantor, contoh_kinerja
from tests.cetak.baca import halaman, kotak_isi, qr, rapat, tanpa_kaki
from tests.cetak.conftest import ALAMAT, Pencetakan, contoh_tercetak, pencetak, terbit

GARIS = '<main><div style="width:100mm;height:2mm;background:#010101"></div><p>x</p></main>'


@pytest.mark.parametrize("ukuran", ["F4", "A4"])
@pytest.mark.parametrize("bentuk", ["tegak", "lanskap"])
def test_100_mm_are_100_mm(mesin: str, ukuran: str, bentuk: str) -> None:
    kertas, alat = Kertas(ukuran, bentuk), pencetak(mesin).mesin
    pdf = alat.pdf(halaman_html(tata.utuh([tata.urai(GARIS)]), "x", alat.gaya), kertas)
    p = PdfReader(io.BytesIO(pdf)).pages[0]
    garis = [k for k in kotak_isi(p) if k[0].startswith("0.0039")]
    assert len(garis) == 1
    _, kiri, bawah, lebar, tinggi = garis[0]
    assert lebar == pytest.approx(100, abs=0.3)
    assert tinggi == pytest.approx(2, abs=0.3)
    assert kiri == pytest.approx(kertas.margin[3], abs=0.4)
    assert float(p.mediabox.height) / 72 * 25.4 - bawah - tinggi == pytest.approx(kertas.margin[0], abs=0.4)
    assert float(p.mediabox.width) == pytest.approx(kertas.lebar * 72 / 25.4, abs=0.5)
    assert float(p.mediabox.height) == pytest.approx(kertas.tinggi * 72 / 25.4, abs=0.5)


def _berkas(banyak: int, benih: int = 7, kata: int = 15) -> Dokumen:
    acak = random.Random(benih)
    isi = tuple(
        IsiBerkas(
            nama=f"a{k}x " + "kata yang mengisi baris " * acak.randint(0, kata) + f"z{k}x",
            keterangan="",
            halaman=k,
            jumlah=1,
        )
        for k in range(banyak)
    )
    return replace(contoh_kantor.daftar_berkas(), isi=isi)


def test_120_rows_of_any_height_stay_whole_under_their_heads(cetak: Pencetakan) -> None:
    lembar = halaman(cetak(_berkas(120)))
    letak = {tanda: i for i, teks in enumerate(lembar) for tanda in re.findall(r"[az]\d+x", teks)}
    assert len(lembar) > 4
    assert all(letak[f"a{k}x"] == letak[f"z{k}x"] for k in range(120))
    assert all("KETERANGAN" in teks for teks in lembar)
    assert letak["z119x"] == letak["z118x"] == len(lembar) - 1  # the signature takes two rows along


@pytest.mark.parametrize(("rhk", "banyak"), [((3,) * 20, 60), ((60,), 60), ((1, 12, 2, 7, 9), 31)])
@pytest.mark.parametrize("ukuran", ["F4", "A4"])
def test_60_indicators_stay_whole_under_their_heads_and_their_rhk(
    cetak: Pencetakan, rhk: tuple[int, ...], banyak: int, ukuran: str
) -> None:
    lembar = halaman(cetak(contoh_kinerja.skp(rhk, ()), ukuran))
    letak = {int(k): i for i, teks in enumerate(lembar) for k in re.findall(r"\(i(\d+)x\)", teks)}
    assert sorted(letak) == list(range(banyak))
    assert [letak[k] for k in range(banyak)] == sorted(letak.values())
    for i in set(letak.values()):
        assert all(rapat(k) in rapat(lembar[i]) for k in ("HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "(6)"))
    awal = 0
    for n in rhk:
        if n <= 4:
            assert len({letak[k] for k in range(awal, awal + n)}) == 1
        awal += n
    assert sum(t.count("(lanjutan)") for t in lembar) == 2 * sum(
        letak[sum(rhk[: k + 1]) - 1] - letak[sum(rhk[:k])] for k in range(len(rhk))
    )


@pytest.mark.parametrize("ukuran", ["F4", "A4"])
@pytest.mark.parametrize("banyak", (1, 11, 14, 16, 63))
def test_the_log_keeps_its_rows_whole_and_its_figure_with_the_last_of_them(
    cetak: Pencetakan, banyak: int, ukuran: str
) -> None:
    lembar = halaman(cetak(contoh_kinerja.ckhp(banyak), ukuran))
    letak = {tanda: i for i, teks in enumerate(lembar) for tanda in re.findall(r"[cd]\d+x", teks)}
    assert all(letak[f"c{k}x"] == letak[f"d{k}x"] for k in range(banyak))
    assert letak[f"d{banyak - 1}x"] == letak[f"d{max(0, banyak - 2)}x"] == len(lembar) - 1
    for kata in ("CAPAIAN KINERJA BULAN OKTOBER 2026", "92,35 %", "Mengetahui,", "Telaga Biru, 30 Oktober 2026"):
        assert rapat(kata) in rapat(lembar[-1])
    assert all("REALISASI" in teks for teks in lembar)


@pytest.mark.parametrize("banyak", (26, 31, 36))
def test_a_signature_is_never_alone_nor_cut(cetak: Pencetakan, banyak: int) -> None:
    lembar = halaman(cetak(_berkas(banyak, kata=0), "A4"))
    akhir = rapat(lembar[-1])
    assert f"z{banyak - 1}x" in akhir
    for bagian in ("Telaga Biru, 6 November 2026", "Pj. Kepala Badan", contoh.KABID[0], contoh.KABID[1]):
        assert rapat(bagian) in akhir


def test_a_scorecard_fills_one_sheet_of_either_size(mesin: str) -> None:
    for ukuran in ("F4", "A4"):
        for nama in ("penilaian", "penilaian-kosong", "piagam"):
            assert len(halaman(contoh_tercetak(mesin, nama, ukuran))) == 1


def test_a_row_taller_than_a_page_flows_on(cetak: Pencetakan) -> None:
    isi = IsiBerkas(nama="awal " + "panjang sekali " * 900 + "tamat", keterangan="", halaman=1, jumlah=1)
    dokumen = replace(contoh_kantor.daftar_berkas(), isi=(isi,))
    teks = "".join(tanpa_kaki(halaman(cetak(dokumen)), dokumen))
    assert min(teks.count("panjang"), teks.count("sekali")) >= 900  # a line at the edge may be drawn on both pages
    assert "tamat" in teks


def test_same_data_same_bytes(mesin: str) -> None:
    for nama in ("penilaian", "rekap", "piagam", "skp-60", "ckhp"):
        lagi = Pencetak(mesin)
        lagi.mesin = pencetak(mesin).mesin
        assert lagi.cetak([terbit(contoh_kantor.semua()[nama])]) == contoh_tercetak(mesin, nama)


def test_other_data_other_bytes(mesin: str, cetak: Pencetakan) -> None:
    assert cetak(replace(contoh.penilaian(), total=69)) != contoh_tercetak(mesin, "penilaian")


def test_30_scorecards_make_one_pdf_with_an_outline(mesin: str) -> None:
    kartu = [contoh.penilaian((f"Pegawai Ke-{k}", *contoh.NISA[1:])) for k in range(30)]
    kartu[26] = replace(contoh.penilaian_panjang(), nama="Pegawai Ke-26")
    maju: list[tuple[int, int]] = []
    pdf = pencetak(mesin).cetak([terbit(k) for k in kartu], maju=lambda n, dari: maju.append((n, dari)))
    r = PdfReader(io.BytesIO(pdf))
    garis = [(str(o["/Title"]), r.get_destination_page_number(o)) for o in r.outline]  # type: ignore[arg-type,index]
    assert len(r.pages) == 31
    assert [n for _, n in garis] == [*range(27), *range(28, 31)]
    assert all(f"Pegawai Ke-{k} " in judul for k, (judul, _) in enumerate(garis))
    assert "Halaman 2 dari 2" in r.pages[27].extract_text()
    assert f"Pegawai Ke-29 · NIP {contoh.NISA[1]}" in r.pages[30].extract_text()
    assert maju[-1] == (30, 30)


def test_a_bundle_is_given_up_when_its_reader_gives_up(mesin: str) -> None:
    class Batal(Exception):
        pass

    def maju(_n: int, _dari: int) -> None:
        raise Batal

    with pytest.raises(Batal):
        pencetak(mesin).cetak([terbit(contoh.piagam())] * 26, maju=maju)


def test_a_bundle_of_different_sheets_keeps_each_its_form(mesin: str) -> None:
    pdf = pencetak(mesin).cetak([terbit(contoh.penilaian()), terbit(contoh.piagam()), terbit(contoh.penilaian())])
    bentuk = [p.mediabox.width > p.mediabox.height for p in PdfReader(io.BytesIO(pdf)).pages]
    assert bentuk == [False, True, False]


@pytest.mark.parametrize(("nama", "kiri", "bawah", "sisi"), [("penilaian", 20, 6.5, 12), ("piagam", 36, 27, 14)])
def test_the_qr_opens_the_verification_page(mesin: str, nama: str, kiri: float, bawah: float, sisi: float) -> None:
    p = PdfReader(io.BytesIO(contoh_tercetak(mesin, nama))).pages[0]
    harap = [[bool(v) for v in baris] for baris in segno.make(ALAMAT, error="m", micro=False).matrix]
    assert qr(p, kiri, bawah, sisi, len(harap)) == harap


def test_all_fonts_are_embedded_and_the_title_is_the_document(mesin: str) -> None:
    r = PdfReader(io.BytesIO(contoh_tercetak(mesin, "penilaian")))
    huruf = r.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for f in (h.get_object() for h in huruf.values()):
        dasar = f["/DescendantFonts"][0].get_object() if "/DescendantFonts" in f else f
        assert {"/FontFile2", "/FontFile3"} & set(dasar["/FontDescriptor"].get_object())
    assert r.metadata is not None
    assert r.metadata.title == f"Hasil Penilaian SI-PETRUK Oktober 2026 · {contoh.BUDI[0]} · NIP {contoh.BUDI[1]}"
    assert "/CreationDate" not in r.metadata
    assert r.root_object["/Lang"] == "id-ID"
