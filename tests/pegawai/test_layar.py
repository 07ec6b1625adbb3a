"""The screens, through HTTP, as the people who use them."""

import html
import re
from datetime import date

import pytest

from skpweb.core.access import SISTEM
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.queries import pohon
from skpweb.pegawai import services_tim
from skpweb.pegawai.models import LaporanData, Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import identitas
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services import tempatkan

HARI = date(2026, 11, 21)


def nilai(text, name):
    """The value of a hidden field of the page's last form."""
    return html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', text)[-1])


@pytest.fixture
def pengelola(sebagai):
    return sebagai("pengelola")


def test_the_list_searches_filters_and_pages(pengelola):
    page = pengelola.get("/pegawai?per=5").text
    assert "12 pegawai" in page and "1–5 dari 12 pegawai" in page
    assert "Bagja Permana" in page and "Rukmini" not in page
    assert "Rukmini" in pengelola.get("/pegawai?per=5&halaman=3").text
    found = pengelola.get("/pegawai?cari=endah").text
    assert "Endah Lestari" in found and "1–1 dari 1" in found
    assert "Tidak ada yang cocok" in pengelola.get("/pegawai?cari=zzz").text
    assert pengelola.get("/pegawai?unit=x&status=aneh&urut=gaji&halaman=-1&kepegawaian=raja").status_code == 200


@pytest.mark.parametrize(
    "address", ["/pegawai", "/unit", "/jabatan", "/tim", "/pejabat-luar", "/delegasi", "/laporan-data"]
)
def test_lists_ask_at_most_eight_questions(pengelola, hitung_query, address):
    pengelola.get(address)
    with hitung_query() as queries:
        assert pengelola.get(address).status_code == 200
    assert len(queries) <= 8


def test_a_person_is_added_with_warnings_about_the_number(pengelola, cast):
    data = {
        "nama": "Orang Baru", "kepegawaian": "pns", "nip": "19900101 202421 1 077", "golongan": "iii a",
        "jabatan": cast.jabatan["pengolah_a"], "kedudukan": "definitif", "mulai": "01/11/2026", "hp": "0812 3456 7890",
    }  # fmt: skip
    page = pengelola.post("/pegawai/tambah", data=data, follow_redirects=True).text
    assert "Orang Baru ditambahkan." in page
    assert "tampak seperti NI PPPK" in page
    assert "Penata Muda, III/a" in page and "Bagja Permana, S.T." in page


def test_what_was_typed_stays_and_each_fault_names_its_remedy(pengelola):
    data = {
        "nama": "Orang Baru",
        "kepegawaian": "pns",
        "nip": "1990",
        "mulai": "31-02-2026",
        "email": "salah",
        "kedudukan": "definitif",
    }
    answer = pengelola.post("/pegawai/tambah", data=data)
    assert answer.status_code == 422
    assert "<title>Galat: Tambah pegawai" in answer.text
    assert 'value="Orang Baru"' in answer.text and 'value="31-02-2026"' in answer.text
    assert "harus ada di kalender" in answer.text and "nama@contoh.go.id" in answer.text
    answer = pengelola.post("/pegawai/tambah", data={**data, "mulai": "01-11-2026", "email": ""})
    assert answer.status_code == 422 and "harus 18 angka, yang tertulis 4 (kurang 14)" in answer.text


def test_the_file_of_a_person_and_its_parts(pengelola, cast):
    page = pengelola.get(f"/pegawai/{cast.orang['pegawai']}").text
    for words in (
        "Riwayat jabatan",
        "Pengatur, II/c",
        "Bagja Permana, S.T. memegang jabatan Kepala Bidang Perintis.",
        "SKP",
    ):
        assert words in page
    boss = pengelola.get(f"/pegawai/{cast.orang['atasan']}").text
    assert "2 bawahan langsung" in boss and "PK dan SKP" in boss


def test_the_superior_reads_and_is_told_who_changes(sebagai, cast):
    page = sebagai("atasan").get(f"/pegawai/{cast.orang['pegawai']}").text
    assert "diubah pengelola kepegawaian unitnya" in page and "Tempatkan" not in page


def test_two_tabs_meet_in_a_conflict_page(pengelola, cast):
    who = cast.orang["pegawai"]
    versi = nilai(pengelola.get(f"/pegawai/{who}/ubah").text, "_versi")
    assert pengelola.post(f"/pegawai/{who}/ubah", data={"nama": "Satu", "_versi": versi}).status_code == 303
    answer = pengelola.post(f"/pegawai/{who}/ubah", data={"nama": "Dua", "_versi": versi})
    assert answer.status_code == 409
    assert "Satu" in answer.text and "Dua" in answer.text
    fresh = nilai(answer.text, "_versi")
    assert pengelola.post(f"/pegawai/{who}/ubah", data={"nama": "Dua", "_versi": fresh}).status_code == 303
    assert Pegawai.get_by_id(who).nama == "Dua"


def test_a_refusal_of_a_rule_comes_back_at_its_field(pengelola, cast):
    address = f"/pegawai/{cast.orang['pegawai']}/jabatan"
    data = {"jabatan": cast.jabatan["kabid_b"], "kedudukan": "definitif", "mulai": "01-11-2026"}
    answer = pengelola.post(address, data=data)
    assert answer.status_code == 422 and "sudah dipegang Cempaka Wulandari" in answer.text
    assert 'href="#jabatan' in answer.text


def test_plt_is_given_and_ended(pengelola, cast):
    who = cast.orang["pegawai"]
    data = {"jabatan": cast.jabatan["kabid_b"], "kedudukan": "plt", "mulai": "01-11-2026"}
    page = pengelola.post(f"/pegawai/{who}/jabatan", data=data, follow_redirects=True).text
    assert "Plt. Kepala Bidang Pembanding" in page and "Dr. Wirya Adinata" in page
    row = RiwayatJabatan.get(RiwayatJabatan.pegawai == who, RiwayatJabatan.kedudukan == Kedudukan.PLT)
    versi = nilai(pengelola.get(f"/pegawai/riwayat/{row.id}/akhiri").text, "_versi")
    pengelola.post(f"/pegawai/riwayat/{row.id}/akhiri", data={"sampai": "15-11-2026", "_versi": versi})
    assert RiwayatJabatan.get_by_id(row.id).sampai == date(2026, 11, 15)


def test_an_order_of_posts_is_shown_before_it_is_applied(pengelola, cast):
    address = f"/jabatan/{cast.jabatan['analis_a']}/pindah"
    assert "Lihat akibatnya" in pengelola.get(address).text
    page = pengelola.get(f"{address}?atasan={cast.jabatan['kabid_b']}").text
    assert "Atasan 1 pegawai berganti" in page
    assert re.search(r"Danang Saputra.*Bagja Permana.*Cempaka Wulandari", page, re.S)
    assert pohon()[cast.jabatan["analis_a"]] == cast.jabatan["kabid_a"]
    data = {"atasan": nilai(page, "atasan"), "sidik": nilai(page, "sidik")}
    done = pengelola.post(address, data=data, follow_redirects=True).text
    assert "Atasan 1 pegawai berganti." in done
    assert pohon()[cast.jabatan["analis_a"]] == cast.jabatan["kabid_b"]


def test_what_changed_since_it_was_shown_is_shown_again(pengelola, cast, pada):
    address = f"/jabatan/{cast.jabatan['analis_a']}/pindah"
    page = pengelola.get(f"{address}?atasan={cast.jabatan['kabid_b']}").text
    data = {"atasan": cast.jabatan["kabid_b"], "sidik": nilai(page, "sidik")}
    tempatkan(SISTEM, cast.orang["pegawai"], jabatan_id=cast.jabatan["analis_a"], mulai=date(2026, 11, 1), pada=pada)
    answer = pengelola.post(address, data=data)
    assert answer.status_code == 422
    assert "Susunan berubah sejak pratinjau" in answer.text and "Atasan 2 pegawai berganti" in answer.text
    assert pohon()[cast.jabatan["analis_a"]] == cast.jabatan["kabid_a"]
    assert pengelola.post(address, data=data | {"sidik": nilai(answer.text, "sidik")}).status_code == 303


def test_a_circle_is_refused_and_the_root_can_change_hands(pengelola, cast):
    ids = cast.jabatan
    answer = pengelola.get(f"/jabatan/{ids['kabid_a']}/pindah?atasan={ids['analis_a']}")
    assert answer.status_code == 422 and "berputar" in answer.text
    answer = pengelola.get(f"/jabatan/{ids['kadis']}/pindah?atasan={ids['kabid_a']}")
    assert answer.status_code == 422
    page = pengelola.get(f"/jabatan/{ids['sekdis']}/pindah?atasan=").text
    data = {"atasan": "", "sidik": nilai(page, "sidik")}
    assert pengelola.post(f"/jabatan/{ids['sekdis']}/pindah", data=data).status_code == 303
    assert (pohon()[ids["sekdis"]], pohon()[ids["kadis"]]) == (None, ids["sekdis"])


def test_units_are_merged_as_shown(pengelola, cast):
    a, b = cast.unit["bidang_a"], cast.unit["bidang_b"]
    page = pengelola.get(f"/unit/{a}/gabung?ke={b}").text
    assert "3 jabatan" in page and "3 orang" in page and "Endah Lestari" in page
    data = {"ke": b, "sidik": nilai(page, "sidik"), "_versi": nilai(page, "_versi")}
    assert "Susunan berubah" in pengelola.post(f"/unit/{a}/gabung", data=data | {"sidik": "x"}).text
    assert pengelola.post(f"/unit/{a}/gabung", data=data).status_code == 303
    assert Unit.get_by_id(a).ditutup == HARI
    assert identitas(cast.orang["pegawai"], HARI).unit == "Bidang Pembanding"
    assert "Ditutup" in pengelola.get(f"/unit/{a}").text


def test_the_chart_shows_posts_people_and_gaps(pengelola, cast, pada):
    tempatkan(
        SISTEM, cast.orang["atasan_lain"], jabatan_id=cast.jabatan["pengolah_b"], mulai=date(2026, 11, 1), pada=pada
    )
    page = pengelola.get("/unit").text
    assert "Kepala Bidang Perintis" in page and "Bagja Permana · 2 staf" in page
    assert re.search(r'class="gap"><rect', page) and "! Kosong" in page
    assert "Kepala Dinas Uji Coba" not in re.sub(
        r"<table.*</table>", "", pengelola.get(f"/unit?dari={cast.jabatan['kabid_a']}").text, flags=re.S
    )


def test_a_post_is_closed_when_nobody_holds_it(pengelola, cast):
    address = f"/jabatan/{cast.jabatan['analis_a']}/tutup"
    versi = nilai(pengelola.get(address).text, "_versi")
    answer = pengelola.post(address, data={"tanggal": "21-11-2026", "_versi": versi})
    assert answer.status_code == 422 and "masih dipegang Danang Saputra" in answer.text
    assert Jabatan.get_by_id(cast.jabatan["analis_a"]).ditutup is None


def test_a_post_and_a_unit_are_made_by_hand(pengelola, cast):
    pengelola.post("/unit/tambah", data={"nama": "Seksi Tera", "induk": cast.unit["bidang_a"], "mulai": "01-11-2026"})
    unit = Unit.get(Unit.nama == "Seksi Tera")
    data = {
        "nama": "Kepala Seksi Tera",
        "unit": unit.id,
        "atasan": cast.jabatan["kabid_a"],
        "jenis": "pengawas",
        "mulai": "01-11-2026",
        "pimpinan_unit": "1",
    }
    page = pengelola.post("/jabatan/tambah", data=data, follow_redirects=True).text
    assert "Kepala Seksi Tera ditambahkan" in page and "Kosong" in page
    assert "Kepala Seksi Tera" in pengelola.get("/jabatan?hanya=kosong").text


def test_profil_reports_wrong_data_and_gets_its_answer(sebagai, cast):
    saya = sebagai("pegawai")
    assert "Endah Lestari" in saya.get("/profil").text
    assert saya.post("/profil/laporkan", data={"uraian": " "}).status_code == 422
    page = saya.post("/profil/laporkan", data={"uraian": "Pangkat saya <b>III/a</b>"}, follow_redirects=True).text
    assert "Menunggu pengelola" in page and "&lt;b&gt;III/a" in page
    row = LaporanData.get()
    pengelola = sebagai("pengelola")
    assert "Pangkat saya" in pengelola.get("/laporan-data").text
    assert pengelola.post(f"/laporan-data/{row.id}/selesai", data={"jawaban": ""}).status_code == 422
    pengelola.post(f"/laporan-data/{row.id}/selesai", data={"jawaban": "Sudah diperbaiki."})
    assert "Sudah diperbaiki." in saya.get("/profil").text
    assert "Sudah diperbaiki." in pengelola.get("/laporan-data?selesai=ya").text


def test_people_are_offered_while_one_types(sebagai, cast):
    page = sebagai("pengelola").get("/pegawai/cari?pegawai=endah").text
    nip = Pegawai.get_by_id(cast.orang["pegawai"]).nip
    assert page.startswith('<datalist id="pilihan-orang">') and f'value="{nip}"' in page


def test_teams_and_delegation_by_hand(sebagai, cast):
    pengelola, bos = sebagai("pengelola"), sebagai("atasan")
    page = pengelola.post(
        "/tim/bentuk", data={"nama": "Tim X", "ketua": "Danang", "dibentuk": "01-11-2026"}, follow_redirects=True
    ).text
    assert "Tim X dibentuk" in page and "Ketua" in page
    answer = pengelola.post("/tim/bentuk", data={"nama": "Tim Y", "ketua": "a", "dibentuk": "01-11-2026"})
    assert answer.status_code == 422 and "tidak ditemukan" in answer.text
    form = bos.get("/delegasi/tambah").text
    assert 'value="Bagja Permana, S.T."' in form and "<legend>Tugas yang didelegasikan</legend>" in form
    data = {
        "pemberi": "Bagja Permana, S.T.",
        "penerima": "danang",
        "mulai": "01-11-2026",
        "sampai": "30-11-2026",
        "spt": "SPT/1",
    }
    answer = bos.post("/delegasi/tambah", data=data)
    assert answer.status_code == 422 and "sedikitnya satu tugas" in answer.text
    page = bos.post("/delegasi/tambah", data=data | {"tugas": ["validasi", "tetapkan"]}, follow_redirects=True).text
    assert "didelegasikan ke Danang" in page and "Memvalidasi kinerja harian, Menetapkan SKP" in page
    assert "SPT/1" in sebagai("ketua_tim").get("/profil").text


@pytest.mark.parametrize(("who", "most"), [
    ("pengelola", 9), ("atasan", 9), ("ketua_tim", 9), ("pegawai", 9), ("kepala", 10), ("pengelola_b", 10),
])  # fmt: skip
def test_a_persons_file_asks_few_questions(sebagai, cast, pada, hitung_query, who, most):
    """Four are the session's; five of the head and of a pengelola of units."""
    services_tim.delegasikan(
        SISTEM, pemberi_id=cast.orang["atasan"], penerima_id=cast.orang["ketua_tim"], mulai=HARI, sampai=HARI, spt="SPT/1",
        tugas=[TugasDelegasi.VALIDASI], pada=pada,
    )  # fmt: skip
    whom = {"pengelola_b": "pegawai_lain", "ketua_tim": "ketua_tim"}.get(who, "pegawai")
    client = sebagai(who)
    for address in ("/profil", f"/pegawai/{cast.orang[whom]}"):
        client.get(address)
        with hitung_query() as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= most, queries.sql


@pytest.mark.parametrize("address", ["/tim/bentuk", "/delegasi/tambah", "/pegawai/tambah", "/jabatan/tambah"])
def test_fields_that_name_somebody_or_a_post_offer_what_is_found(pengelola, address):
    page = pengelola.get(address).text
    (listed, asked), *_ = re.findall(r'<input(?=[^>]*\blist="([^"]+)")(?=[^>]*\bhx-get="([^"]+)")', page)
    assert f'<datalist id="{listed}">' in page
    assert pengelola.get(asked).text.startswith(f'<datalist id="{listed}">')
