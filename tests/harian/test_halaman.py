"""The employee's pages: today at once, the calendar, what waits to be sent, refusals told why, number of queries."""

import io
import re
from datetime import UTC, date, datetime

import pytest

from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.harian.models import Bukti, Catatan, NilaiBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.pengaturan.services import ubah_aturan
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, StatusSkp
from tests.harian.bantu_validasi import catatan_ada, kunci_ada, nilai_ada
from tests.petruk.bantu import PDF
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

HARI = "/harian/2026-11-20"  # Friday; PADA is the Saturday after
ISI = {"jenis": "utama", "uraian": "Menerbitkan laporan harga", "realisasi": "1,5"}


@pytest.fixture
def skp(app, cast):
    return skp_lengkap(cast, "pegawai", datetime(2026, 1, 5, tzinfo=UTC))


@pytest.fixture
def rata(skp):
    return iki_ada(rhk_ada(skp[0]), "Indeks kepuasan", batas="90", satuan="indeks", agregasi=Agregasi.RATA_RATA)


def test_today_stands_open_with_the_first_indicator_then_with_the_last_one_used(sebagai, skp):
    klien = sebagai("pegawai")
    teks = klien.get("/harian").text
    assert "Sabtu, 21 November 2026" in teks
    assert "0 dari 21 hari kerja" in teks
    assert "November 2026 dikirim sampai 7 Desember 2026, 23.59 WIB" in teks and "16 hari lagi" in teks
    assert re.search(r'value="utama"[^>]*checked', teks)
    catatan_ada(skp[0], skp[2], date(2026, 11, 20))
    with tulis(exempt="uji"):
        Catatan.update(jenis="tambahan").execute()
    teks = klien.get("/harian").text
    assert re.search(r'value="tambahan"[^>]*checked', teks)
    assert f'<option value="{skp[2].id}" selected>' in teks


def test_a_day_is_logged_and_sent(sebagai, skp, cast):
    klien = sebagai("pegawai")
    salah = klien.post(HARI, data={**ISI, "iki_utama": skp[1].id, "uraian": "pendek", "realisasi": "dua"})
    assert salah.status_code == 422 and "<title>Galat: " in salah.text
    assert 'value="dua"' in salah.text and "Isi dengan angka" in salah.text
    bukti = (io.BytesIO(PDF), "foto.pdf")
    ya = klien.post(HARI, data={**ISI, "iki_utama": skp[1].id, "berkas": bukti}, content_type="multipart/form-data")
    assert ya.status_code == 303 and ya.location.endswith(HARI)
    teks = klien.get(HARI).text
    assert "1 dari 21 hari kerja" in teks and "1,5 laporan" in teks and "foto.pdf" in teks
    row = Catatan.get()
    assert re.search(rf'name="catatan" value="{row.id}" checked', teks)
    assert klien.get(f"/harian/bukti/{Bukti.get().id}").data == PDF
    ya = klien.post(f"{HARI}/kirim", data={"catatan": row.id})
    assert ya.status_code == 303
    assert "1 kinerja dikirim ke Bagja Permana, S.T." in klien.get(HARI).text
    assert Catatan.get().status == "dikirim"


def test_a_batch_refused_stays_as_it_was_ticked(sebagai, skp, pada):
    lain = catatan_ada(skp[0], None, status=StatusCatatan.KONSEP)
    utama = catatan_ada(skp[0], skp[1], status=StatusCatatan.KONSEP)
    salah = sebagai("pegawai").post(f"{HARI}/kirim", data={"catatan": lain.id})
    assert salah.status_code == 422 and "Belum ada Kinerja Utama" in salah.text
    assert re.search(rf'name="catatan" value="{lain.id}" checked', salah.text)
    assert re.search(rf'name="catatan" value="{utama.id}">', salah.text)


def test_no_kind_ticked_is_the_first_one(sebagai, skp):
    assert sebagai("pegawai").post(HARI, data={**ISI, "iki_utama": skp[1].id, "jenis": ""}).status_code == 303
    assert Catatan.get().jenis == "utama"


def test_the_calendar_counts_working_days_and_shows_what_asks_most(sebagai, skp):
    for tanggal, status in ((2, "valid"), (2, "konsep"), (3, "ditolak"), (4, "dikirim"), (7, "valid")):
        catatan_ada(skp[0], skp[1], date(2026, 11, tanggal), StatusCatatan(status))
    teks = sebagai("pegawai").get("/harian").text
    assert "2 dari 21 hari kerja" in teks  # the 3rd was refused, the 7th is a Saturday
    sel = re.search(r'href="/harian/2026-11-02".*?</a>', teks, re.S)[0]
    assert "Konsep" in sel and ">2<span" in sel
    assert 'href="/harian/2026-11-22"' not in teks  # the future


def test_months_lead_to_each_other(sebagai, skp):
    klien = sebagai("pegawai")
    teks = klien.get("/harian").text
    assert 'href="/harian/2026-10-31"' in teks and "Desember 2026</span></a></nav>" not in teks
    teks = klien.get("/harian/2026-10-31").text
    assert 'href="/harian/2026-11-01"' in teks and "Oktober 2026 dikirim sampai 5 November 2026" in teks
    assert klien.get("/harian/2026-02-30").status_code == klien.get("/harian/1999-01-01").status_code == 404


def test_repeating_yesterday_fills_the_form_entry_by_entry(sebagai, skp):
    for iki, teks in ((skp[1], "Laporan harga terbit"), (None, "Rapat tanpa indikator")):
        catatan_ada(skp[0], iki, date(2026, 11, 20), uraian=teks)
    klien = sebagai("pegawai")
    assert "Ulangi kemarin" in klien.get("/harian").text
    teks = klien.get("/harian/2026-11-21?ulangi=1").text
    assert "Ulangi 1 dari 2 catatan" in teks and ">\nLaporan harga terbit</textarea>" in teks.replace("\r", "")
    ya = klien.post("/harian/2026-11-21", data={**ISI, "iki_utama": skp[1].id, "ulangi": "1"})
    assert ya.location.endswith("/harian/2026-11-21?ulangi=2")
    teks = klien.get(ya.location).text
    assert "Rapat tanpa indikator</textarea>" in teks and 'name="ulangi"' not in teks  # the last one


def test_an_entry_is_changed_and_taken_away(sebagai, skp):
    row = catatan_ada(skp[0], skp[1], status=StatusCatatan.PERBAIKAN)
    klien, alamat = sebagai("pegawai"), f"/harian/catatan/{row.id}"
    teks = klien.get(alamat).text
    assert "Sebutkan pasarnya" in teks and "Simpan perubahan" in teks
    data = {**ISI, "iki_utama": skp[1].id, "_versi": "1"}
    assert klien.post(alamat, data=data).status_code == 303
    beda = klien.post(alamat, data=data)
    assert beda.status_code == 409 and "Menerbitkan laporan harga" in beda.text
    assert '<dd class="quote">+ Kinerja Utama</dd>' in beda.text and "<dt>Indikator" not in beda.text, "words, no ids"
    assert f'name="iki_utama" value="{skp[1].id}"' in beda.text, "what is sent again is whole"
    assert klien.post(f"{alamat}/hapus", data={"_versi": "2"}).status_code == 303
    assert Catatan.select().count() == 0


def test_every_refusal_says_rule_until_when_and_who(sebagai, skp, cast):
    klien = sebagai("pegawai")
    teks = klien.get("/harian/2026-11-16").text
    for kata in ("tidak dapat dicatat lagi", "3 hari kerja", "Kamis, 19 November 2026, 23.59 WIB", "Gita Savitri"):
        assert kata in teks
    assert "Simpan catatan" not in teks
    assert "belum tiba" in klien.get("/harian/2026-11-23").text
    catatan_ada(skp[0], skp[1], date(2026, 10, 30), StatusCatatan.KONSEP)
    teks = klien.get("/harian/2026-10-30").text
    assert "Batas kirim kinerja harian Oktober 2026 sudah lewat" in teks and "Kirim Kinerja Harian" not in teks
    kunci_ada(cast, "pegawai")
    teks = klien.get("/harian").text
    assert "November 2026 sudah dikunci" in teks and "Simpan catatan" not in teks
    tolak = klien.post(HARI, data={**ISI, "iki_utama": skp[1].id})
    assert tolak.status_code == 403 and "Yang dapat membuka" in tolak.text


def test_without_a_plan_and_with_one_not_agreed(sebagai, cast, pada):
    assert "Belum ada SKP yang mencakup 21 November 2026" in sebagai("pegawai").get("/harian").text
    rencana = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    klien = sebagai("pegawai")
    teks = klien.get("/harian").text
    assert "SKP belum punya indikator utama" in teks and "dikirim sesudah SKP ditetapkan" in teks
    catatan_ada(rencana, None, date(2026, 11, 20), StatusCatatan.KONSEP)
    teks = klien.get("/harian").text
    assert "tersimpan sebagai konsep" in teks and "Kirim Kinerja Harian" not in teks


def test_hours_are_asked_only_where_the_office_wants_them(sebagai, skp, pada):
    klien = sebagai("pegawai")
    assert "Jam mulai" not in klien.get("/harian").text
    ubah_aturan(SISTEM, {"harian.pakai_jam": "ya"}, pada=pada)
    assert "Jam mulai" in klien.get("/harian").text
    data = {**ISI, "iki_utama": skp[1].id, "jam_mulai": "10.00", "jam_selesai": "9:30"}
    salah = klien.post(HARI, data=data)
    assert salah.status_code == 422 and "sesudah jam mulai" in salah.text
    assert klien.post(HARI, data={**data, "jam_selesai": "11:30"}).status_code == 303
    assert Catatan.get().jam == "10.00–11.30"


def test_a_figure_at_the_end_of_the_month(sebagai, skp, rata, cast):
    klien, alamat = sebagai("pegawai"), f"/harian/nilai/{rata.id}/2026/11"
    teks = klien.get("/harian").text
    assert alamat in teks and "belum diisi" in teks
    salah = klien.post(alamat, data={"nilai": "", "tautan": "drive"})
    assert salah.status_code == 422 and "Isi nilai akhir bulan" in salah.text and "Tautan ditulis lengkap" in salah.text
    data = {"nilai": "92,5", "berkas": (io.BytesIO(PDF), "survei.pdf")}
    assert klien.post(alamat, data=data, content_type="multipart/form-data").status_code == 303
    teks = klien.get("/harian").text
    assert "92,5 indeks" in teks and "survei.pdf" in teks and 'name="nilai"' in teks
    bukti = Bukti.get()
    assert klien.post(f"/harian/bukti/{bukti.id}/hapus").location.endswith(alamat)
    assert klien.post(f"{HARI}/kirim", data={"nilai": NilaiBulan.get().id}).status_code == 303
    assert "dikirim, jadi tidak dapat diubah" in klien.get(alamat).text


def test_figures_are_listed_where_the_month_is_planned_or_has_one(sebagai, skp):
    lain = iki_ada(rhk_ada(skp[0]), "Hanya Desember", batas="90", agregasi=Agregasi.TERAKHIR, bulan={12: "90"})
    assert 'id="nilai-bulan"' not in sebagai("pegawai").get("/harian").text
    nilai_ada(lain, 11, "10")
    assert "Hanya Desember" in sebagai("pegawai").get("/harian").text.split('id="nilai-bulan"')[1]


def test_long_words_and_signs_stay_words(sebagai, skp):
    catatan_ada(skp[0], skp[1], date(2026, 11, 21), uraian="<b>" + "x" * 1900)
    teks = sebagai("pegawai").get("/harian").text
    assert "&lt;b&gt;xxx" in teks


@pytest.mark.parametrize("banyak", [1, 60])
def test_the_number_of_queries_does_not_grow(sebagai, skp, rata, hitung_query, banyak):
    for n in range(banyak):
        catatan_ada(skp[0], skp[1], date(2026, 11, 1 + n % 20), StatusCatatan.KONSEP)
    klien = sebagai("pegawai")
    klien.get("/harian")
    with hitung_query() as q:
        klien.get("/harian")
    assert len(q) <= 7, "\n".join(q.sql)  # log-in and bell take two of these


def test_an_agreement_within_the_month_lengthens_the_clock_that_is_shown(sebagai, skp, pada):
    with tulis(exempt="uji"):
        Skp.update(mulai=date(2026, 10, 1), ditetapkan_pada=pada).execute()
    assert "Oktober 2026 dikirim sampai 27 November 2026" in sebagai("pegawai").get("/harian/2026-10-05").text
