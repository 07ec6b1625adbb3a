"""The screens: list with filter, totals and working, the form, a person's own year, number of queries."""

import re
from datetime import date

import pytest

from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.tables import Paging
from skpweb.pengaturan.services import ubah_aturan
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import SaringanBulan, daftar_presensi, unit_terlihat
from skpweb.presensi.rules import KOLOM, Rekap
from skpweb.presensi.services import simpan_rekap

HARI = date(2026, 11, 21)
OKTOBER = SaringanBulan(2026, 10)
OPD = Pelaku(unit_ids=None)
ISI = {
    "pegawai": Rekap(22, hadir=20, sakit=2, tl1=3),
    "atasan": Rekap(22, hadir=11, izin=11),
    "pegawai_lain": Rekap(22, hadir=21, tanpa_keterangan=1, psw2=1),
}


@pytest.fixture
def terisi(app, cast, pada):
    for siapa, rekap in ISI.items():
        simpan_rekap(SISTEM, cast.orang[siapa], 2026, 10, rekap, pada=pada)


def nama(hasil):
    return [r.nama.split(",")[0] for r in hasil.page.rows]


def daftar(saringan=OKTOBER, pelaku=OPD, urut=""):
    return daftar_presensi(pelaku, saringan, Paging(urut=urut), HARI)


def test_everybody_is_listed_with_sums_over_all_pages(app, cast, terisi):
    hasil = daftar_presensi(OPD, OKTOBER, Paging(per=5), HARI)
    assert (len(hasil.page.rows), hasil.page.jumlah, hasil.ada) == (5, 12, 3)
    assert (hasil.total.hari_kerja, hasil.total.hadir, hasil.total.tl) == (66, 52, 3)
    assert str(hasil.kehadiran.persen) == "81.25"  # 52 of 64


def test_filters(app, cast, terisi):
    assert nama(daftar(SaringanBulan(2026, 10, keadaan="ada"))) == [
        "Bagja Permana",
        "Endah Lestari",
        "Fajar Nugraha",
    ]
    assert nama(daftar(SaringanBulan(2026, 10, keadaan="tanpa_keterangan"))) == ["Fajar Nugraha"]
    assert len(daftar(SaringanBulan(2026, 10, keadaan="belum")).page.rows) == 9
    assert nama(daftar(SaringanBulan(2026, 10, cari="endah"))) == ["Endah Lestari"]
    assert nama(daftar(SaringanBulan(2026, 10, cari="o'brien"))) == ["Hendra O'Brien Kusuma"]
    unit = SaringanBulan(2026, 10, unit_id=cast.unit["bidang_a"])
    assert nama(daftar(unit)) == ["Bagja Permana", "Danang Saputra", "Endah Lestari"]
    assert daftar(SaringanBulan(2026, 9)).ada == 0


def test_percent_sorts_by_the_office_settings(app, cast, terisi, pada):
    assert nama(daftar(urut="persen"))[:3] == ["Bagja Permana", "Fajar Nugraha", "Endah Lestari"]
    assert nama(daftar(urut="-persen"))[:3] == ["Endah Lestari", "Fajar Nugraha", "Bagja Permana"]
    ubah_aturan(SISTEM, {"presensi.sakit": "absen", "presensi.izin": "dikeluarkan"}, pada=pada)
    assert nama(daftar(urut="persen"))[:3] == ["Endah Lestari", "Fajar Nugraha", "Bagja Permana"]


def test_who_sees_whom(app, cast, terisi):
    b = Pelaku(
        1, cast.orang["pengelola_b"], peran=frozenset({"pengelola"}), unit_ids=frozenset({cast.unit["bidang_b"]})
    )
    assert nama(daftar(pelaku=b)) == ["Cempaka Wulandari", "Fajar Nugraha", "Hendra O'Brien Kusuma"]
    atasan = Pelaku(2, cast.orang["atasan"], peran=frozenset({"pegawai", "atasan"}))
    assert nama(daftar(pelaku=atasan)) == ["Danang Saputra", "Endah Lestari"]
    assert daftar(pelaku=Pelaku(3, cast.orang["pegawai"])).page.jumlah == 0
    assert [u.nama for u in unit_terlihat(b, HARI)] == ["Bidang Pembanding"]
    assert len(unit_terlihat(OPD, HARI)) == 4
    assert unit_terlihat(atasan, HARI) == []


def test_the_list_tells_how_each_figure_comes_about(sebagai, cast, terisi):
    teks = sebagai("pengelola").get("/presensi?tahun=2026&bulan=10").text
    assert "95,45 %" in teks
    assert "21 ÷ 22 × 100 = 95,45 %." in teks
    assert "Jumlah 3 pegawai" in teks
    assert "81,25 %" in teks


def test_the_number_of_queries_does_not_grow(app, cast, terisi, hitung_query):
    for per in (2, 100):
        with hitung_query() as q:
            daftar_presensi(OPD, OKTOBER, Paging(per=per), HARI)
        assert len(q) <= 3  # rows, sums; settings once per process
    atasan = Pelaku(2, cast.orang["atasan"], peran=frozenset({"atasan"}))
    with hitung_query() as q:
        daftar(SaringanBulan(2026, 10, unit_id=cast.unit["bidang_a"]), atasan)
    assert len(q) <= 8


def test_pages_stay_within_their_queries(sebagai, cast, terisi, hitung_query):
    for who, alamat in (
        ("pengelola", "/presensi"),
        ("pegawai", "/presensi/saya"),
        ("pengelola", f"/presensi/{cast.orang['atasan']}"),
    ):
        klien = sebagai(who)
        klien.get(alamat)
        with hitung_query() as q:
            klien.get(alamat)
        # log-in, roles of the day and bell take up to seven of these
        assert len(q) <= 15, q.sql


def test_an_empty_month_leads_to_the_import_and_to_typing(sebagai, cast):
    teks = sebagai("pengelola").get("/presensi?tahun=2026&bulan=9").text
    assert "Belum ada rekap September 2026" in teks
    assert f"/presensi/{cast.orang['pegawai']}/2026/9" in teks


def test_the_filter_for_those_without_does_not_call_the_month_empty(sebagai, cast, terisi):
    teks = sebagai("pengelola").get("/presensi?tahun=2026&bulan=10&keadaan=belum").text
    assert "Belum ada rekap Oktober" not in teks
    assert "9 pegawai</span>" in teks


def test_typing_a_month_by_hand(sebagai, cast):
    klien, alamat = sebagai("pengelola"), f"/presensi/{cast.orang['pegawai']}/2026/10"
    form = klien.get(alamat).text
    assert re.search(r'name="hari_kerja"[^>]*value="22"', form)  # from the calendar
    data = {**dict.fromkeys(KOLOM, "0"), "hari_kerja": "22", "hadir": "21", "_versi": "0"}
    salah = klien.post(alamat, data=data)
    assert salah.status_code == 422
    assert "<title>Galat: " in salah.text
    assert "berjumlah 21, kurang 1 dari hari kerja (22)" in salah.text
    assert RekapPresensi.select().count() == 0
    assert klien.post(alamat, data=data | {"izin": "1"}).status_code == 303
    assert RekapPresensi.get().rekap == Rekap(22, hadir=21, izin=1)
    assert "95,45 %" in klien.get(f"/presensi/{cast.orang['pegawai']}?tahun=2026").text


def test_the_slower_of_two_gets_both_texts(sebagai, cast, terisi):
    data = {**dict.fromkeys(KOLOM, "0"), "hari_kerja": "22", "hadir": "22", "_versi": "0"}
    beda = sebagai("pengelola").post(f"/presensi/{cast.orang['pegawai']}/2026/10", data=data)
    assert beda.status_code == 409
    assert "Sakit" in beda.text
    assert RekapPresensi.get(RekapPresensi.pegawai == cast.orang["pegawai"]).rekap == ISI["pegawai"]


def test_letters_are_refused_at_their_field(sebagai, cast):
    data = {**dict.fromkeys(KOLOM, "0"), "hadir": "dua", "_versi": "0"}
    salah = sebagai("pengelola").post(f"/presensi/{cast.orang['pegawai']}/2026/10", data=data)
    assert salah.status_code == 422
    assert 'href="#hadir"' in salah.text
    assert 'value="dua"' in salah.text


def test_a_month_that_has_not_come_has_no_form(sebagai, cast):
    klien = sebagai("pengelola")
    for bulan in ("2026/12", "2027/1", "2026/13", "1999/1"):
        assert klien.get(f"/presensi/{cast.orang['pegawai']}/{bulan}").status_code == 404


def test_ones_own_year_with_its_working(sebagai, cast, terisi):
    teks = sebagai("pegawai").get("/presensi/saya").text
    assert "Kehadiran saya 2026" in teks
    assert "20 ÷ 20 × 100 = 100,00 %." in teks
    assert "Isi rekap" not in teks
    assert "Fajar" not in teks


def test_nothing_yet_says_whom_to_ask(sebagai, app):
    assert "pengelola kepegawaian" in sebagai("pegawai").get("/presensi/saya").text


def test_removing_a_month(sebagai, cast, terisi):
    alamat = f"/presensi/{cast.orang['pegawai']}/2026/10/hapus"
    assert sebagai("pengelola").post(alamat, data={"_versi": "1"}).status_code == 303
    assert RekapPresensi.select().count() == 2
