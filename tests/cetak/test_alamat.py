"""Paper over the web: PDF, preview, trail, what is typed, bundles, the file for the board."""

import io
import re
import time
from collections.abc import Callable
from dataclasses import asdict

import pytest
from PIL import Image
from pypdf import PdfReader

from skpweb.audit.models import Jejak
from skpweb.cetak import susun
from skpweb.cetak.models import DokumenTerbit, IsianSurat
from skpweb.cetak.pdf import Pdfkit
from skpweb.cetak.queries import ambil_isian
from skpweb.core import jobs
from skpweb.core.access import SISTEM
from skpweb.pengaturan.services import ubah_aturan
from skpweb.petruk.queries import hasil
from skpweb.petruk.rules_alur import StatusPenilaian
from tests.cast import Cast
from tests.cetak.baca import halaman, isi_dokumen, rapat, tanpa_kaki
from tests.cetak.bantu import ISIAN, isi_surat, putuskan
from tests.conftest import PADA
from tests.klien import Klien
from tests.petruk.bantu import HARI, sampai

Sebagai = Callable[[str], Klien]


def _penilaian(cast: Cast, status: StatusPenilaian = StatusPenilaian.TERKUNCI) -> int:
    return int(sampai(cast, status).id)


def test_the_pdf_says_field_by_field_what_the_database_says(sebagai: Sebagai, cast: Cast) -> None:
    nomor = _penilaian(cast)
    jawab = sebagai("pengelola").get(f"/cetak/penilaian/{nomor}.pdf")
    assert (jawab.status_code, jawab.mimetype) == (200, "application/pdf")
    assert jawab.headers["Cache-Control"] == "private, no-store"
    dokumen = susun.susun_penilaian(hasil(nomor, hari=HARI), hari=HARI).dokumen
    teks = "".join(tanpa_kaki(halaman(jawab.data), dokumen))
    assert [jalan for jalan, isi in isi_dokumen(dokumen) if rapat(isi) not in teks] == []


@pytest.mark.baku("V16.2.1")
def test_each_print_is_on_the_trail_and_once_in_the_register(sebagai: Sebagai, cast: Cast) -> None:
    nomor, klien = _penilaian(cast), sebagai("kepala")
    isi = [klien.get(f"/cetak/penilaian/{nomor}.pdf").data for _ in range(2)]
    jejak = list(Jejak.select().where(Jejak.tindakan == "cetak.penilaian"))
    assert isi[0] == isi[1]
    assert [(j.objek, j.pegawai_id, j.pelaku_id) for j in jejak] == [
        (f"penilaian:{nomor}", cast.orang["pegawai"], cast.orang["kepala"])
    ] * 2
    terbit = DokumenTerbit.get()
    assert (DokumenTerbit.select().count(), terbit.versi, terbit.konsep) == (1, 1, False)
    assert f"Kode verifikasi {terbit.kode}" in halaman(isi[0])[0]
    assert jejak[0].sesudah["kode"] == terbit.kode


def test_the_preview_is_the_same_paper_and_no_print(sebagai: Sebagai, cast: Cast) -> None:
    nomor, klien = _penilaian(cast), sebagai("pengelola")
    lihat = klien.get(f"/cetak/penilaian/{nomor}.html")
    dokumen = susun.susun_penilaian(hasil(nomor, hari=HARI), hari=HARI).dokumen
    polos = rapat(re.sub(r"<[^>]+>", " ", lihat.text).replace("&#39;", "'"))
    assert [jalan for jalan, isi in isi_dokumen(dokumen) if rapat(isi) not in polos] == []
    assert f'href="/cetak/penilaian/{nomor}.pdf"' in lihat.text
    assert not Jejak.select().where(Jejak.tindakan.startswith("cetak.")).exists()
    assert klien.get("/cetak/gaya.css").mimetype == "text/css"


def test_the_paper_size_is_that_of_the_office(sebagai: Sebagai, cast: Cast) -> None:
    nomor, klien = _penilaian(cast), sebagai("pengelola")
    ukuran = []
    for kertas in ("F4", "A4"):
        ubah_aturan(SISTEM, {"kertas": kertas}, pada=PADA)
        ukuran.append(PdfReader(io.BytesIO(klien.get(f"/cetak/penilaian/{nomor}.pdf").data)).pages[0].mediabox.height)
    assert ukuran == [pytest.approx(936, abs=1), pytest.approx(842, abs=1)]


def test_a_draft_carries_its_watermark_until_kunci(sebagai: Sebagai, cast: Cast) -> None:
    nomor = _penilaian(cast, StatusPenilaian.TERSIMPAN)
    teks = halaman(sebagai("pengelola").get(f"/cetak/penilaian/{nomor}.pdf").data)[0]
    assert "KONSEP" in teks
    assert DokumenTerbit.get().versi == 0


@pytest.mark.parametrize("apa", ["team-work", "rekap", "usulan", "berita-acara", "piagam/{pegawai}"])
def test_every_paper_of_a_period_is_printed(sebagai: Sebagai, cast: Cast, apa: str) -> None:
    periode_id = putuskan(cast).periode_id
    isi_surat(cast, periode_id)
    jawab = sebagai("pengelola").get(f"/cetak/petruk/{periode_id}/{apa.format(pegawai=cast.orang['pegawai'])}.pdf")
    assert jawab.status_code == 200
    assert "Endah Lestari" in halaman(jawab.data)[0].replace("\n", " ")


@pytest.mark.baku("V16.5.2")
def test_a_broken_printer_leaves_everything_usable(sebagai: Sebagai, cast: Cast) -> None:
    nomor, klien = _penilaian(cast), sebagai("pengelola")
    pencetak = klien.application.extensions["pencetak"]
    mesin, pencetak.mesin = pencetak.mesin, Pdfkit("/tidak/ada", 5)
    try:
        pencetak._simpanan.clear()
        jawab = klien.get(f"/cetak/penilaian/{nomor}.pdf")
        assert jawab.status_code == 500
        assert "Mesin PDF tidak terpasang di server" in jawab.text
        assert not Jejak.select().where(Jejak.tindakan == "cetak.penilaian").exists()
    finally:
        pencetak.mesin = mesin
    assert klien.get(f"/cetak/penilaian/{nomor}.pdf").status_code == 200


# ---- what is typed ---------------------------------------------------------------------------------------------
def _kirim(isian: dict[str, object], versi: int) -> dict[str, str]:
    return {k: "" if v is None else f"{v:%d-%m-%Y}" if k.endswith("tanggal") else str(v) for k, v in isian.items()} | {
        "_versi": str(versi)
    }


def test_what_is_typed_is_kept_and_a_second_pair_of_hands_sees_the_first(sebagai: Sebagai, cast: Cast) -> None:
    periode_id = putuskan(cast).periode_id
    klien = sebagai("pengelola")
    isi = asdict(ISIAN) | {"atas_nama": cast.orang["sekretaris"]}
    assert klien.post(f"/cetak/petruk/{periode_id}", data=_kirim(isi, 0)).status_code == 303
    simpan, versi = ambil_isian(periode_id)
    assert (simpan.usulan_nomor, simpan.usulan_tanggal, simpan.atas_nama, versi) == (
        ISIAN.usulan_nomor, ISIAN.usulan_tanggal, cast.orang["sekretaris"], 1,
    )  # fmt: skip
    assert ISIAN.usulan_nomor in klien.get(f"/cetak/petruk/{periode_id}").text
    bentrok = klien.post(f"/cetak/petruk/{periode_id}", data=_kirim(isi | {"usulan_nomor": "lain"}, 0))
    assert bentrok.status_code == 409
    assert ISIAN.usulan_nomor in bentrok.text
    assert IsianSurat.get().versi == 1


def test_a_wrong_line_of_the_team_is_told_at_its_field(sebagai: Sebagai, cast: Cast) -> None:
    periode_id = putuskan(cast).periode_id
    isi = asdict(ISIAN) | {"ba_tim": "Siti Aminah"}
    jawab = sebagai("pengelola").post(f"/cetak/petruk/{periode_id}", data=_kirim(isi, 0))
    assert jawab.status_code == 422
    assert "Tulis “Siti Aminah” sebagai nama; kedudukan" in jawab.text
    assert "Siti Aminah" in jawab.text
    assert not IsianSurat.select().exists()


@pytest.mark.parametrize(("metode", "apa"), [("GET", "usulan.pdf"), ("GET", "usulan.html"), ("POST", "berkas-usulan")])
def test_a_letter_asked_for_too_early_leads_to_where_it_is_typed(
    sebagai: Sebagai, cast: Cast, metode: str, apa: str
) -> None:
    periode_id, klien = putuskan(cast).periode_id, sebagai("pengelola")
    halaman_isian = f"/cetak/petruk/{periode_id}"
    jawab = klien.open(f"{halaman_isian}/{apa}", method=metode)
    assert (jawab.status_code, jawab.headers["Location"]) == (303, halaman_isian)
    kabar = "Surat usulan belum dapat dicetak: isi nomor, tanggal dan tujuan"
    assert kabar in klien.get(halaman_isian).text
    isi_surat(cast, periode_id)
    lagi = klien.open(f"{halaman_isian}/{apa}", method=metode)
    assert lagi.headers.get("Location") != halaman_isian
    assert kabar not in klien.get(halaman_isian).text


def test_papers_of_a_decision_wait_for_it(sebagai: Sebagai, cast: Cast) -> None:
    periode_id, klien = sampai(cast, StatusPenilaian.TERKUNCI).periode_id, sebagai("kepala")
    for apa in ("usulan.pdf", "berita-acara.pdf", f"piagam/{cast.orang['pegawai']}.pdf"):
        jawab = klien.get(f"/cetak/petruk/{periode_id}/{apa}")
        assert (jawab.status_code, jawab.headers["Location"]) == (303, f"/cetak/petruk/{periode_id}")
        assert "belum ditetapkan; tetapkan dahulu" in klien.get(f"/cetak/petruk/{periode_id}").text


# ---- long work -------------------------------------------------------------------------------------------------
def _tunggu(klien: Klien, alamat: str) -> bytes:
    """Start a job, wait for it and fetch what it made."""
    halaman_kerja = klien.post(alamat)
    assert halaman_kerja.status_code == 303
    nomor = int(halaman_kerja.headers["Location"].rsplit("/", 1)[1])
    for _ in range(600):
        kerja = jobs.Kerja.get_by_id(nomor)
        if kerja.status != jobs.StatusKerja.JALAN:
            break
        time.sleep(0.02)
    assert kerja.status == jobs.StatusKerja.SELESAI, kerja.pesan
    return klien.get(kerja.hasil).data


def test_a_bundle_has_every_scorecard_of_the_period(sebagai: Sebagai, cast: Cast) -> None:
    periode_id = putuskan(cast).periode_id
    pdf = _tunggu(sebagai("pengelola"), f"/cetak/petruk/{periode_id}/bundel")
    garis = [str(o["/Title"]) for o in PdfReader(io.BytesIO(pdf)).outline]  # type: ignore[index]
    assert ["Fajar Nugraha" in g or "Endah Lestari" in g for g in garis] == [True, True]
    assert Jejak.select().where(Jejak.tindakan == "cetak.bundel").count() == 2


def test_a_bundle_of_nobody_is_refused(sebagai: Sebagai, cast: Cast) -> None:
    periode_id = sampai(cast, StatusPenilaian.GUGUR).periode_id
    assert sebagai("pengelola").post(f"/cetak/petruk/{periode_id}/bundel").status_code == 422


def test_the_file_for_the_board_holds_letter_signed_scorecard_and_evidence(sebagai: Sebagai, cast: Cast) -> None:
    row = putuskan(cast, StatusPenilaian.BERTANDA_TANGAN)
    isi_surat(cast, row.periode_id)
    pdf = _tunggu(sebagai("kepala"), f"/cetak/petruk/{row.periode_id}/berkas-usulan")
    r = PdfReader(io.BytesIO(pdf))
    garis = [(str(o["/Title"]), r.get_destination_page_number(o)) for o in r.outline]  # type: ignore[arg-type,index]
    assert garis == [("Daftar berkas", 0), ("Surat usulan", 1), ("Hasil penilaian Endah Lestari", 2), ("papan.pdf", 3)]
    assert "bertanda tangan, total skor 90" in " ".join(r.pages[0].extract_text().split())
    assert ISIAN.usulan_nomor in r.pages[1].extract_text()
    assert float(r.pages[2].mediabox.width) == 100  # the scan itself
    assert {j.objek for j in Jejak.select().where(Jejak.tindakan == "cetak.berkas_usulan")} == {
        f"usulan:{row.periode_id}", f"usulan:{row.periode_id}:daftar",
    }  # fmt: skip


def test_an_unsigned_winner_is_listed_as_such(sebagai: Sebagai, cast: Cast) -> None:
    row = putuskan(cast)
    isi_surat(cast, row.periode_id)
    teks = halaman(_tunggu(sebagai("pengelola"), f"/cetak/petruk/{row.periode_id}/berkas-usulan"))
    assert "belum ada scan bertanda tangan" in " ".join(teks[0].split())
    assert "PENILAIAN INSTRUMEN KINERJA" in " ".join(teks[2].split())


def test_pictures_are_set_on_a_sheet_and_damaged_files_are_named() -> None:
    from skpweb.cetak.gabung import jadikan_pdf
    from skpweb.cetak.kertas import Kertas

    foto = io.BytesIO()
    Image.new("RGB", (4000, 1000), "navy").save(foto, "JPEG")
    p = PdfReader(io.BytesIO(jadikan_pdf(foto.getvalue(), "image/jpeg", Kertas("F4", "tegak")))).pages
    assert len(p) == 1
    assert float(p[0].mediabox.width) == pytest.approx(612, abs=1)
    for rusak, mime in (
        (b"bukan gambar", "image/png"),
        (b"%PDF-1.7 rusak", "application/pdf"),
        (b"", "application/pdf"),
    ):
        assert jadikan_pdf(rusak, mime, Kertas("F4", "tegak")) == b""
