"""The screens over HTTP with the page-checking client: the walk P1–P16, refusals, two tabs, double clicks, queries."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from skpweb.core import clock
from skpweb.pegawai.models import Pegawai
from skpweb.petruk import queries, services, services_periode
from skpweb.petruk.models import DataDukung, NilaiLuar, Penilaian, PeriodePetruk
from skpweb.petruk.rules import Instrumen, SumberKinerja
from skpweb.petruk.rules_alur import Putusan
from skpweb.petruk.rules_alur import StatusPenilaian as S
from tests.petruk import bantu
from tests.petruk.bantu import HARI, PADA, PDF, orang

pytestmark = pytest.mark.usefixtures("app")
WAKTU = {"buka": "02-11-2026", "jam_buka": "08.00", "tutup": "30-11-2026", "jam_tutup": "23.59"}
ISIAN = {"inovasi_uraian": "Papan harga daring", "inovasi_tingkat": "40", "bebas_hukuman": "1"}


def berkas(nama="papan.pdf", isi=PDF):
    return (BytesIO(isi), nama)


def test_the_whole_way_as_people_walk_it(cast, sebagai):
    pengelola, kepala = sebagai("pengelola"), sebagai("kepala")
    for who in ("pegawai", "pegawai_lain"):
        bantu.angka(cast, who)
    assert "Belum ada periode penilaian" in pengelola.get("/petruk").text
    r = pengelola.post("/petruk", data={"tahun": "2026", "bulan_awal": "10", "bulan_akhir": "10", **WAKTU})
    p = r.location
    r = pengelola.post(f"{p}/nominasi", data={"pegawai_id": cast.orang["pegawai"]}, follow_redirects=True)
    assert "Nilai e-Kinerja <b>86,40</b>" in r.text and "Cara hitung" in r.text
    n = r.request.path
    r = pengelola.post(n, data={**ISIAN, "berkas": berkas()}, follow_redirects=True)
    assert r.request.path == f"{n}/hasil" and "tersimpan. Periksa hasilnya" in r.text
    assert "Menunggu yang masih kurang" in r.text
    no = n.rsplit("/", 1)[1]
    r = kepala.post(
        f"{p}/team-work", data={f"team_work-{no}": "20", f"putusan-{no}": "diterima"}, follow_redirects=True
    )
    assert "Nilai 1 pegawai disimpan" in r.text
    r = pengelola.post(f"{n}/kunci", follow_redirects=True)
    assert "Penilaian dikunci" in r.text and "<b>90</b>dari maksimum 90" in r.text
    r = pengelola.post(f"{n}/scan", data={"berkas": berkas("ttd.pdf")}, follow_redirects=True)
    assert "Bertanda tangan" in r.text and pengelola.get(f"{n}/scan").data == PDF
    pengelola.post(f"{p}/tutup")
    assert "siap diputuskan" not in kepala.get(f"{p}/peringkat").text
    r = pengelola.post(f"{p}/peringkatkan", follow_redirects=True)
    assert "Hanya kepala OPD yang menetapkan" in r.text
    r = kepala.post(f"{p}/tetapkan", data={"nomor": "800/2/BA", "tanggal": "20-11-2026"}, follow_redirects=True)
    assert "Ditetapkan" in r.text and "800/2/BA" in r.text
    assert "Endah Lestari" in pengelola.get("/petruk/pemenang").text
    assert "Peringkat Anda 1 dari 1" in sebagai("pegawai").get("/pemberitahuan").text
    assert sebagai("pegawai").get(f"{n}/hasil").status_code == 200
    pengelola.post(f"{p}/arsipkan")
    assert PeriodePetruk.get().status == "arsip"


def test_outside_the_window_the_page_says_until_when_and_who_opens(cast, sebagai):
    periode = bantu.buka(cast, hari=1)
    bantu.nominasi(cast, periode)
    clock.start_at(PADA + timedelta(days=3))
    klien = sebagai("pengelola_b")
    r = klien.get(f"/petruk/{periode.id}")
    assert "SI-PETRUK Oktober 2026 sudah ditutup" in r.text
    assert "Minggu, 22 November 2026, 10.00 WIB (2 hari lalu)" in r.text and "Gita Savitri" in r.text
    assert "Lakukan Penilaian" in r.text and "/nominasi" not in r.text
    r = klien.post(f"/petruk/{periode.id}/nominasi", data={"pegawai_id": cast.orang["pegawai_lain"]})
    assert r.status_code == 403 and "Yang dapat membuka" in r.text
    form = sebagai("pengelola").get(f"/petruk/penilaian/{Penilaian.get().id}")
    assert form.status_code == 200 and "sudah ditutup" in form.text and "<fieldset disabled" in form.text


def test_only_own_units_are_offered_and_the_reason_is_said(cast, sebagai):
    periode = bantu.buka(cast)
    r = sebagai("pengelola_b").get(f"/petruk/{periode.id}?unit={cast.unit['bidang_a']}")
    assert "1 dari 4" in r.text and "Calon Bidang Pembanding" in r.text and "Endah" not in r.text
    assert "dari 4)" not in sebagai("pengelola").get(f"/petruk/{periode.id}").text


def test_candidates_tell_figures_reasons_and_greyed_buttons(cast, sebagai):
    bantu.angka(cast, "pegawai", predikat=None)
    bantu.angka(cast, "ketua_tim", predikat=bantu.Predikat.KURANG)
    periode = bantu.buka(cast)
    alamat = f"/petruk/{periode.id}?unit={cast.unit['bidang_a']}"
    klien = sebagai("pengelola")
    teks = klien.get(alamat).text
    assert "86,40" in teks and "Predikat 2025 belum ada" in teks and "Predikat 2025 Kurang" in teks
    assert teks.count('action="/petruk/1/nominasi"') == 2  # Endah and Bagja; not Danang
    assert teks.count("disabled") == 1
    cari = klien.get(alamat + "&cari=endah").text
    assert "Endah Lestari" in cari and "Danang" not in cari
    bantu.nominasi(cast, periode)
    teks = klien.get(alamat).text
    assert "Lanjutkan Penilaian" in teks and "Unit ini sudah mengusulkan 1 pegawai" in teks


def test_faults_stand_at_their_fields_and_what_was_typed_stays(cast, sebagai):
    row, klien = bantu.sampai(cast, S.DRAF), sebagai("pengelola")
    r = klien.post(f"/petruk/penilaian/{row.id}", data={"inovasi_uraian": "Papan <b>", "inovasi_tingkat": "30"})
    assert r.status_code == 422 and "<title>Galat: Penilaian" in r.text
    assert 'href="#berkas"' in r.text and 'href="#bebas_hukuman"' in r.text
    assert "Papan &lt;b&gt;</textarea>" in r.text and 'value="30" checked' in r.text
    kosong = klien.post(f"/petruk/penilaian/{row.id}", data={})
    assert 'href="#inovasi_tingkat-0"' in kosong.text
    odd = klien.post(f"/petruk/penilaian/{row.id}", data={"inovasi_tingkat": "x", "perilaku": "seratus"})
    assert odd.status_code == 422 and "misalnya 86,4" in odd.text


def test_evidence_comes_and_goes_without_javascript_and_the_text_stays(cast, sebagai):
    row, klien = bantu.sampai(cast, S.DRAF), sebagai("pengelola")
    n = f"/petruk/penilaian/{row.id}"
    data = {"inovasi_uraian": "Setengah jadi", "berkas": [berkas("a.pdf"), berkas("b.pdf")]}
    r = klien.post(f"{n}/isian", data=data, follow_redirects=True)
    assert "a.pdf" in r.text and "b.pdf" in r.text and "Setengah jadi</textarea>" in r.text
    dukung = DataDukung.select().order_by(DataDukung.id).first()
    assert klien.get(f"{n}/dukung/{dukung.id}").data == PDF
    r = klien.post(f"{n}/isian", data={"inovasi_uraian": "Tiga perempat", "hapus": dukung.id}, follow_redirects=True)
    assert "a.pdf" not in r.text and "Tiga perempat</textarea>" in r.text
    r = klien.post(f"{n}/isian", data={"berkas": berkas("c.exe", b"MZ")})
    assert r.status_code == 422 and "bukan PDF" in r.text


def test_two_tabs_meet_in_409_with_both_texts(cast, sebagai):
    row, klien = bantu.sampai(cast, S.TERSIMPAN), sebagai("pengelola")
    n = f"/petruk/penilaian/{row.id}"
    klien.post(n, data={**ISIAN, "inovasi_uraian": "Tab satu", "_versi": row.versi})
    r = klien.post(n, data={**ISIAN, "inovasi_uraian": "Tab dua", "_versi": row.versi})
    assert r.status_code == 409 and "Tab satu" in r.text and "Tab dua" in r.text
    assert Penilaian.get_by_id(row.id).inovasi_uraian == "Tab satu"


@pytest.mark.parametrize("deed", ["nominasi", "kunci", "tutup", "simpan"])
def test_a_double_click_has_one_effect(cast, sebagai, deed):
    row = bantu.sampai(cast, S.LENGKAP)
    klien, kunci = sebagai("pengelola"), {"_kunci": "k" * 22}
    alamat, data = {
        "nominasi": (f"/petruk/{row.periode_id}/nominasi", {"pegawai_id": cast.orang["pegawai_lain"]}),
        "kunci": (f"/petruk/penilaian/{row.id}/kunci", {}),
        "tutup": (f"/petruk/{row.periode_id}/tutup", {}),
        "simpan": (f"/petruk/penilaian/{row.id}/isian", {"inovasi_uraian": "sekali"}),
    }[deed]
    bantu.angka(cast, "pegawai_lain")
    satu, dua = (klien.post(alamat, data={**kunci, **data}) for _ in range(2))
    assert (satu.status_code, satu.location) == (dua.status_code, dua.location) and satu.status_code == 303
    assert Penilaian.select().count() == (2 if deed == "nominasi" else 1)


def test_the_heads_page_has_two_choices_each_and_keeps_what_was_chosen(cast, sebagai):
    periode = bantu.buka(cast)
    a, b = bantu.sampai(cast, S.TERSIMPAN, "pegawai", periode), bantu.sampai(cast, S.TERSIMPAN, "pegawai_lain", periode)
    kepala, alamat = sebagai("kepala"), f"/petruk/{periode.id}/team-work"
    teks = kepala.get(alamat).text
    assert teks.count(f'name="team_work-{a.id}"') == 4 and teks.count(f'name="putusan-{a.id}"') == 2
    salah = {f"team_work-{a.id}": "20", f"putusan-{b.id}": "dikembalikan", f"team_work-{b.id}": "15"}
    r = kepala.post(alamat, data=salah)
    assert r.status_code == 422 and f'id="catatan-{b.id}"' in r.text and r.text.count(" checked") == 3
    assert f"{Pegawai.get_by_id(cast.orang['pegawai_lain']).nama}: Tulis apa yang harus diperbaiki" in r.text
    r = kepala.post(alamat, data={**salah, f"catatan-{b.id}": "Bukti kurang"}, follow_redirects=True)
    assert "Nilai 2 pegawai disimpan" in r.text and "Bukti kurang" in r.text
    assert Penilaian.get_by_id(b.id).inovasi_putusan is Putusan.DIKEMBALIKAN
    r = kepala.post(alamat, data={f"team_work-{a.id}": "20", f"putusan-{b.id}": "dikembalikan"})
    assert r.status_code == 422 and "Belum ada yang dipilih" in r.text
    assert "Bukti kurang" in sebagai("pengelola").get(f"/petruk/penilaian/{b.id}").text


def test_live_figures_that_moved_are_told_on_the_review_page(cast, sebagai):
    row = bantu.sampai(cast, S.LENGKAP)
    bantu.angka(cast, "pegawai", kinerja="70")
    assert (
        "Kinerja: 86,40 saat disimpan, kini 70,00" in sebagai("pengelola").get(f"/petruk/penilaian/{row.id}/hasil").text
    )


def test_ties_are_decided_on_the_page_with_a_reason(cast, sebagai):
    periode = bantu.buka(cast)
    a, b = (bantu.terkunci(cast, periode, w) for w in ("pegawai", "pegawai_lain"))
    bantu.peringkatkan(cast, periode)
    kepala, alamat = sebagai("kepala"), f"/petruk/{periode.id}"
    assert "menunggu keputusan kepala OPD" in kepala.get(f"{alamat}/peringkat").text
    isi = {"nomor": "1/BA", "tanggal": "20-11-2026", f"urutan-{a.id}": "2", f"urutan-{b.id}": "2"}
    r = kepala.post(f"{alamat}/tetapkan", data=isi)
    assert r.status_code == 422 and f'id="urutan-{a.id}"' in r.text and "masing-masing sekali" in r.text
    isi |= {f"urutan-{b.id}": "1", "alasan": "Lebih lama memimpin tim pasar"}
    r = kepala.post(f"{alamat}/tetapkan", data=isi, follow_redirects=True)
    assert "Lebih lama memimpin tim pasar" in r.text
    assert queries.keputusan(periode.id).pemenang[0].penilaian_id == b.id


def test_an_overlapping_period_is_opened_with_a_warning(cast, sebagai):
    bantu.buka(cast, awal=9)
    bantu.buka(cast, awal=7)
    buka, pengelola = {"tahun": "2026", **WAKTU}, sebagai("pengelola")
    r = pengelola.post("/petruk", data={**buka, "bulan_awal": "8", "bulan_akhir": "9"}, follow_redirects=True)
    assert "Periode Agustus–September 2026 dibuka." in r.text
    assert "Sebagian bulan periode ini juga dinilai dalam September 2026." in r.text
    r = pengelola.post("/petruk", data={**buka, "bulan_awal": "10", "bulan_akhir": "10"}, follow_redirects=True)
    assert "Periode Oktober 2026 dibuka." in r.text and "juga dinilai" not in r.text


def test_what_another_instrument_changes_is_said_before(cast, sebagai):
    periode = bantu.buka(cast)
    alamat = f"/petruk/{periode.id}"
    pengelola = sebagai("pengelola")
    assert "Bila diganti" not in pengelola.get(alamat).text
    baru = replace(Instrumen(), sumber_kinerja=SumberKinerja.CAPAIAN, team_work=(0, 10, 15, 20, 25))
    services.buat_instrumen(bantu.orang(cast, "admin"), baru, "", pada=bantu.PADA)
    page = pengelola.get(alamat).text
    assert "Bila diganti: Kinerja semua calon diambil dari capaian bulan, bukan lagi nilai e-Kinerja." in page
    assert "Oktober 2026 harus dikunci lebih dahulu." in page
    assert " Nilai tertinggi 90 menjadi 95. Team Work tertinggi 20 menjadi 25. <a " in page
    services.buat_instrumen(bantu.orang(cast, "admin"), replace(Instrumen(), maksimum_unit=2), "", pada=bantu.PADA)
    assert "Bila diganti: sumber kinerja, ambang, dan nilai tertinggi tetap." in pengelola.get(alamat).text


def test_a_new_instrument_comes_from_the_form_and_faults_are_told(cast, sebagai):
    from tests.petruk.akses import _instrumen

    admin, isi = sebagai("admin"), _instrumen()
    r = admin.post(
        "/petruk/instrumen", data={**isi, "ambang_kinerja": "90,5", "team_work": ["0", "10", "15", "20", "25"]}
    )
    assert r.status_code == 303
    bantu.buka(cast)
    r = admin.get("/petruk/instrumen")
    assert "≥ 90,5: 10" in r.text and "nilai tertinggi 95" in r.text
    assert "(kurang dari 6 bulan)" in r.text and "(3 periode)" in r.text and "<dd>paling banyak 1</dd>" in r.text
    r = admin.post("/petruk/instrumen", data={**isi, "team_work": ["10"], "status": [], "maksimum_unit": "0"})
    assert r.status_code == 422 and 'href="#team_work"' in r.text and 'href="#status"' in r.text


def test_figures_from_elsewhere_are_listed_searched_and_typed(cast, sebagai):
    klien = sebagai("pengelola")
    bantu.angka(cast, "pegawai")
    r = klien.get("/petruk/nilai?jenis=ekinerja&tahun=2026&bulan=10&keadaan=ada")
    assert "86,40" in r.text and "impor uji" in r.text and "Fajar" not in r.text
    assert "Sekretariat" not in sebagai("pengelola_b").get("/petruk/nilai").text.split("<tbody>")[1]
    alamat = f"/petruk/nilai/predikat/2025/0/{cast.orang['atasan']}"
    assert klien.post(alamat, data={"predikat": "", "sumber": "surat"}).status_code == 422
    r = klien.post(alamat, data={"predikat": "baik", "sumber": "SK 12", "_versi": 0}, follow_redirects=True)
    assert "Predikat kinerja 2025 disimpan" in r.text
    r = klien.post(alamat, data={"predikat": "kurang", "sumber": "SK 13", "_versi": 0})
    assert r.status_code == 409 and "SK 12" in r.text
    assert NilaiLuar.select().where(NilaiLuar.sumber == "SK 12").count() == 1
    sendiri = klien.get(f"/petruk/nilai/ekinerja/2026/10/{cast.orang['pengelola']}")
    assert "diketik pengelola lain" in sendiri.text
    for aneh in ("ekinerja/2026/0/1", "predikat/2025/3/1", "lain/2026/1/1", "ekinerja/2026/13/1"):
        assert klien.get(f"/petruk/nilai/{aneh}").status_code == 404


def test_a_refused_reason_stays_with_its_unit(cast, sebagai):
    """The page that refuses once showed the first unit, and the second try closed that one."""
    periode = bantu.buka(cast)
    for unit in (cast.unit["bidang_a"], cast.unit["bidang_b"]):
        r = sebagai("pengelola").post(f"/petruk/{periode.id}/unit/{unit}/tidak-mengusulkan", data={"alasan": ""})
        assert r.status_code == 422 and f"/unit/{unit}/tidak-mengusulkan" in r.text


def test_a_unit_may_say_that_it_nominates_nobody(cast, sebagai):
    periode, unit = bantu.buka(cast), cast.unit["bidang_b"]
    klien, alamat = sebagai("pengelola_b"), f"/petruk/{periode.id}"
    r = klien.post(f"{alamat}/unit/{unit}/tidak-mengusulkan", data={"alasan": "tidak"})
    assert r.status_code == 422 and "paling sedikit 10 huruf" in r.text
    r = klien.post(
        f"{alamat}/unit/{unit}/tidak-mengusulkan", data={"alasan": "Semua sedang bertugas luar"}, follow_redirects=True
    )
    assert "Semua sedang bertugas luar" in r.text and "disabled" in r.text
    assert "Batalkan, unit ini mengusulkan" in r.text


def test_reopening_asks_for_reason_and_end(cast, sebagai):
    periode, admin = bantu.buka(cast), sebagai("admin")
    services_periode.tutup(orang(cast, "admin"), periode.id, pada=PADA)
    alamat = f"/petruk/{periode.id}/buka-kembali"
    r = admin.post(alamat, data={"alasan": "Jaringan padam dua hari"})
    assert r.status_code == 422 and 'href="#tanggal_tutup"' in r.text
    r = admin.post(
        alamat, data={"alasan": "Jaringan padam dua hari", "tanggal_tutup": "05-12-2026", "jam_tutup": "16.00"}
    )
    assert r.status_code == 303 and "Dibuka sampai 5 Desember 2026, 16.00" in admin.get(f"/petruk/{periode.id}").text


@pytest.mark.parametrize(
    ("who", "alamat", "batas"),
    [
        ("pengelola", "/petruk", 4),
        ("pengelola", "/petruk/{p}?unit={u}", 11),
        ("pengelola", "/petruk/penilaian/{n}", 9),
        ("pengelola", "/petruk/penilaian/{n}/hasil", 8),
        ("kepala", "/petruk/{p}/team-work", 8),
        ("kepala", "/petruk/{p}/peringkat", 8),
        ("admin", "/petruk/instrumen", 3),
        ("admin", "/petruk/pemenang", 1),
        ("pengelola", "/petruk/nilai", 3),
    ],
)
def test_queries_do_not_grow_with_the_rows(cast, sebagai, hitung_query, who, alamat, batas):
    """`batas` is on top of what every page asks (session, roles, bell)."""
    row = bantu.sampai(cast, S.TERSIMPAN)
    klien = sebagai(who)
    with hitung_query() as dasar:
        klien.get("/sandi")
    alamat = alamat.format(p=row.periode_id, n=row.id, u=cast.unit["bidang_a"])
    klien.get(alamat)
    with hitung_query() as satu:
        klien.get(alamat)
    assert len(satu) - len(dasar) <= batas, "\n".join(satu.sql)
    for w in ("pegawai_lain", "perencana"):
        bantu.sampai(cast, S.TERSIMPAN, w, row.periode)
    with hitung_query() as banyak:
        klien.get(alamat)
    assert len(banyak) == len(satu)


def test_a_stranger_never_sees_the_card_of_another(cast, sebagai):
    row = bantu.sampai(cast, S.BERTANDA_TANGAN)
    for who in ("atasan", "pegawai_lain", "pengelola_b", "sekretaris"):
        klien = sebagai(who)
        for ekor in ("/hasil", "/scan", f"/dukung/{DataDukung.get().id}"):
            assert klien.get(f"/petruk/penilaian/{row.id}{ekor}").status_code == 404
    assert queries.hasil(row.id, hari=HARI).hasil.total == 90
