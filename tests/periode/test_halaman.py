"""The screens of windows and of the calendar, as they are walked."""

import re
from datetime import date, timedelta

import pytest

from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.periode import services
from skpweb.periode.models import HariLibur, Jendela, Pengecualian, PolaKerja
from skpweb.periode.rules import Tahap

BUKA = {"buka": "01-12-2026", "jam_buka": "00.00", "tutup": "31-01-2027", "jam_tutup": "23.59", "_versi": "0"}


@pytest.fixture
def jendela(app, pada):
    kini = {"buka_pada": pada - timedelta(days=3), "tutup_pada": pada - timedelta(days=1), "pada": pada}
    return services.atur_jendela(SISTEM, 2026, Tahap.SKP, **kini)


def test_a_window_is_set_up_from_the_year(sebagai, app):
    klien = sebagai("pengelola")
    assert "Belum diatur" in klien.get("/periode?tahun=2027").text
    form = klien.get("/periode/2027/skp").text
    assert 'value="01-12-2026"' in form
    assert 'value="31-01-2027"' in form
    assert "12</b> orang" in form  # who will be told
    simpan = klien.post("/periode/2027/skp", data=BUKA)
    assert simpan.status_code == 303
    row = Jendela.get()
    assert clock.setempat(row.tutup_pada).strftime("%d-%m-%Y %H.%M.%S") == "31-01-2027 23.59.59"
    assert "Belum dibuka" in klien.get(simpan.location).text
    assert klien.get("/periode/2027/skp").status_code == 302


@pytest.mark.parametrize(("isi", "pesan"), [
    ({"tutup": "30-11-2026"}, "Tutup harus sesudah buka"),
    ({"tutup": "31-02-2027"}, "harus ada di kalender"),
    ({"jam_tutup": "24.00"}, "Jam ditulis JJ.MM"),
    ({"buka": ""}, "Isi tanggal buka."),
])  # fmt: skip
def test_faults_stand_at_their_field_and_keep_what_was_typed(sebagai, app, isi, pesan):
    salah = sebagai("pengelola").post("/periode/2027/skp", data=BUKA | isi)
    assert salah.status_code == 422
    assert pesan in salah.text
    assert "<title>Galat: " in salah.text
    assert f'value="{next(iter(isi.values()))}"' in salah.text
    assert Jendela.select().count() == 0


def test_moving_a_window_from_its_page(sebagai, jendela):
    klien, alamat = sebagai("admin"), f"/periode/jendela/{jendela.id}"
    halaman = klien.get(alamat).text
    assert "sudah ditutup" in halaman
    assert "Yang dapat membuka" in halaman
    data = {"kode": "", "buka": "20-11-2026", "jam_buka": "08.00", "tutup": "30-11-2026", "jam_tutup": "16.00"}
    assert klien.post("/periode/2026/skp", data=data | {"_versi": "1"}).status_code == 303
    assert "Tutup sekarang" in klien.get(alamat).text
    beda = klien.post("/periode/2026/skp", data=data | {"_versi": "1", "tutup": "29-11-2026"})
    assert beda.status_code == 409
    assert "30 November 2026, 16.00" in beda.text


def test_unknown_stages_years_and_codes_are_not_found(sebagai, jendela):
    klien = sebagai("pengelola")
    for alamat in ("/periode/2027/sulap", "/periode/1900/skp", "/periode/jendela/999"):
        assert klien.get(alamat).status_code == 404
    assert klien.post("/periode/2026/petruk", data=BUKA | {"kode": "99"}).status_code == 404


def test_the_year_shows_each_window_and_counts_exceptions(sebagai, jendela, cast, pada):
    services.beri_pengecualian(
        SISTEM,
        jendela.id,
        unit_id=cast.unit["bidang_a"],
        alasan="padam",
        sampai_pada=pada + timedelta(days=1),
        pada=pada,
    )
    teks = sebagai("pembaca").get("/periode").text
    assert "Ditutup" in teks
    assert 'data-l="Pengecualian">1<' in teks
    assert "Jendela dibuka dan ditutup oleh admin" in teks


def test_a_pengelola_of_a_unit_lets_a_person_in(sebagai, jendela, cast):
    klien, alamat = sebagai("pengelola_b"), f"/periode/jendela/{jendela.id}"
    halaman = klien.get(f"{alamat}?cari=fajar").text
    assert "Fajar Nugraha · 19" in halaman
    assert "Bidang Pembanding" in halaman
    assert "Bidang Perintis" not in halaman
    assert "Hendra" not in re.findall(r"<select.*?</select>", klien.get(f"{alamat}?cari=hendra").text, re.S)[0]
    orang = f"pegawai:{cast.orang['pegawai_lain']}"
    data = {"untuk": orang, "sampai": "30-11-2026", "jam_sampai": "16.00", "alasan": "sakit pada hari terakhir"}
    salah = klien.post(f"{alamat}/pengecualian", data=data | {"alasan": ""})
    assert salah.status_code == 422
    assert f'selected value="{orang}">Fajar Nugraha' in salah.text
    assert klien.post(f"{alamat}/pengecualian", data=data).status_code == 303
    assert "sakit pada hari terakhir" in klien.get(alamat).text
    row = Pengecualian.get()
    assert klien.post(f"/periode/pengecualian/{row.id}/cabut").status_code == 303
    assert "sakit pada hari terakhir" not in klien.get(alamat).text


def test_a_crafted_person_of_another_unit_is_refused(sebagai, jendela, cast):
    data = {"untuk": f"pegawai:{cast.orang['pegawai']}", "sampai": "30-11-2026", "jam_sampai": "16.00", "alasan": "x"}
    klien = sebagai("pengelola_b")
    assert klien.post(f"/periode/jendela/{jendela.id}/pengecualian", data=data).status_code == 403
    for untuk in ("pegawai:999", "pegawai:abc", "unit:999", "", "x"):
        data["untuk"] = untuk
        assert klien.post(f"/periode/jendela/{jendela.id}/pengecualian", data=data).status_code == 422
    data["untuk"] = f"pegawai:{cast.orang['pengelola_b']}"
    assert "diri sendiri" in klien.post(f"/periode/jendela/{jendela.id}/pengecualian", data=data).text
    assert Pengecualian.select().count() == 0


def test_the_calendar_begins_empty_with_five_suggestions(sebagai, app):
    klien = sebagai("pengelola")
    teks = klien.get("/kalender?tahun=2027").text
    assert "Belum ada hari libur 2027" in teks
    assert "Hari Lahir Pancasila, 1 Juni" in teks
    assert (
        klien.post(
            "/kalender/libur", data={"tanggal": "01-06-2027", "nama": "Hari Lahir Pancasila", "jenis": "nasional"}
        ).status_code
        == 303
    )
    teks = klien.get("/kalender?tahun=2027").text
    assert "Hari Lahir Pancasila, 1 Juni" not in teks
    assert 'class="nasional" title="Hari Lahir Pancasila"' in teks
    ganda = klien.post("/kalender/libur", data={"tanggal": "01-06-2027", "nama": "Lain", "jenis": "nasional"})
    assert ganda.status_code == 422
    assert "sudah tercatat" in ganda.text
    assert klien.post(f"/kalender/libur/{HariLibur.get().id}/hapus").status_code == 303
    assert "Hari Lahir Pancasila, 1 Juni" in klien.get("/kalender?tahun=2027").text


def test_a_pattern_changes_the_picture_of_its_unit(sebagai, cast):
    klien = sebagai("admin")
    data = {"unit": str(cast.unit["bidang_a"]), "pola": "6", "mulai": "01-01-2026"}
    assert klien.post("/kalender/pola", data=data).status_code == 303
    assert PolaKerja.get().unit_id == cast.unit["bidang_a"]
    hari = [
        int(re.search(r"(\d+) hari kerja", klien.get(a).text)[1])
        for a in ("/kalender", f"/kalender?unit={data['unit']}")
    ]
    assert hari == [261, 313]
    assert klien.post("/kalender/pola", data=data | {"mulai": "kapan"}).status_code == 422


def test_who_only_reads_sees_no_buttons(sebagai, jendela):
    klien = sebagai("pembaca")
    for alamat in ("/kalender", f"/periode/jendela/{jendela.id}"):
        teks = klien.get(alamat).text
        assert 'action="/kalender/' not in teks
        assert 'method="post" action="/periode' not in teks


def test_pages_stay_within_their_queries(sebagai, jendela, hitung_query):
    klien = sebagai("pengelola")
    batasan = {"/periode": 8, f"/periode/jendela/{jendela.id}": 12, "/kalender": 8, "/periode/2027/skp": 8}
    for alamat, batas in batasan.items():
        klien.get(alamat)
        with hitung_query() as q:
            klien.get(alamat)
        assert len(q) <= batas, (alamat, q.sql)


def test_the_year_of_the_address_is_kept_sane(sebagai, app):
    klien = sebagai("pengelola")
    for tahun in ("0", "99999", "abc"):
        assert f"Periode {date(2026, 1, 1).year}" in klien.get(f"/periode?tahun={tahun}").text
