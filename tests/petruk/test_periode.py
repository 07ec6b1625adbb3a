"""Periods, the head's deeds, ranking and decision: on the database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.clock import hari as hari_dari
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.services import tempatkan
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.periode.queries import keadaan
from skpweb.periode.rules import Tahap
from skpweb.petruk import queries, queries_periode, services, services_kepala, services_penilaian, services_periode
from skpweb.petruk.models import CatatanKertas, Pemenang, Penilaian, PeriodePetruk
from skpweb.petruk.queries_angka import sekitar
from skpweb.petruk.rules import Instrumen
from skpweb.petruk.rules_alur import ALUR_PERIODE, Putusan, StatusPenilaian, StatusPeriode
from skpweb.petruk.services_kepala import NilaiKepala, PutusanSeri
from tests.petruk import bantu
from tests.petruk.bantu import HARI, KERTAS, PADA, orang

P = StatusPeriode
pytestmark = pytest.mark.usefixtures("app")


def ambil(periode):
    return PeriodePetruk.get_by_id(periode.id)


# ---- opening and closing ------------------------------------------------------------------------
def test_opening_makes_the_window_and_tells_all_concerned(cast):
    periode = bantu.buka(cast)
    jendela = queries_periode.jendela(periode, pada=PADA)
    assert jendela.terbuka and periode.nama == "Oktober 2026" and periode.instrumen.versi == 1
    dikabari = {p.pegawai_id for p in Pemberitahuan.select() if "SI-PETRUK Oktober 2026" in p.teks}
    assert {cast.orang[w] for w in ("pengelola", "pengelola_b", "admin", "kepala")} <= dikabari


@pytest.mark.parametrize(
    ("ubah", "field"),
    [({"awal": 11}, "buka"), ({"awal": 10, "akhir": 9}, "bulan_akhir"), ({"hari": -20}, "tutup")],
)
def test_a_period_that_makes_no_sense_is_refused(cast, ubah, field):
    with pytest.raises(RuleViolation) as e:
        bantu.buka(cast, **ubah)
    assert e.value.field == field and PeriodePetruk.select().count() == 0


def test_the_same_months_are_assessed_once(cast):
    bantu.buka(cast)
    with pytest.raises(RuleViolation, match="Oktober 2026 sudah ada"):
        bantu.buka(cast)


def test_closing_shuts_the_window_and_reopening_needs_reason_and_end(cast):
    periode, admin = bantu.buka(cast), orang(cast, "admin")
    services_periode.tutup(admin, periode.id, pada=PADA)
    assert not keadaan(Tahap.PETRUK, 2026, kode=str(periode.id), pada=PADA).terbuka
    with pytest.raises(RuleViolation) as e:
        services_periode.buka_kembali_periode(admin, periode.id, "Jaringan terganggu", pada=PADA)
    assert e.value.field == "tanggal_tutup"
    lagi = PADA + timedelta(days=3)
    services_periode.buka_kembali_periode(admin, periode.id, "Jaringan terganggu", tutup=lagi, pada=PADA)
    assert ambil(periode).status is P.TERBUKA
    assert keadaan(Tahap.PETRUK, 2026, kode=str(periode.id), pada=lagi).terbuka


def test_an_open_period_takes_a_newer_instrument_only_while_nothing_is_locked(cast):
    row = bantu.sampai(cast, StatusPenilaian.LENGKAP)
    admin = orang(cast, "admin")
    with pytest.raises(RuleViolation, match="terbaru"):
        services_periode.ganti_instrumen(admin, row.periode_id, pada=PADA)
    services.buat_instrumen(admin, replace(Instrumen(), ambang_kinerja=Decimal(90)), "", pada=PADA)
    assert queries.hasil(row.id, hari=HARI).hasil.ambil("kinerja").skor == 10
    assert services_periode.ganti_instrumen(admin, row.periode_id, pada=PADA) == 2
    assert queries.hasil(row.id, hari=HARI).hasil.ambil("kinerja").skor == 0
    bantu.kunci(cast, row)
    services.buat_instrumen(admin, Instrumen(), "", pada=PADA)
    with pytest.raises(RuleViolation, match="terkunci"):
        services_periode.ganti_instrumen(admin, row.periode_id, pada=PADA)


def test_a_unit_that_nominates_nobody_says_why(cast):
    periode, unit = bantu.buka(cast), cast.unit["bidang_b"]
    pengelola_b = orang(cast, "pengelola_b")
    with pytest.raises(NotFound):
        services_periode.tidak_mengusulkan(
            pengelola_b, periode.id, cast.unit["bidang_a"], "Tidak ada yang layak", pada=PADA
        )
    services_periode.tidak_mengusulkan(pengelola_b, periode.id, unit, "Tidak ada yang layak", pada=PADA)
    with pytest.raises(RuleViolation, match="tidak mengusulkan"):
        bantu.nominasi(cast, periode, "pegawai_lain")
    services_periode.jadi_mengusulkan(pengelola_b, periode.id, unit, pada=PADA)
    bantu.nominasi(cast, periode, "pegawai_lain")
    with pytest.raises(RuleViolation, match="sudah menominasikan"):
        services_periode.tidak_mengusulkan(pengelola_b, periode.id, unit, "Tidak ada yang layak", pada=PADA)


# ---- the head -----------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["pengelola", "admin", "atasan", "sekretaris"])
def test_only_the_head_scores_and_decides(cast, who):
    row = bantu.sampai(cast, StatusPenilaian.TERSIMPAN)
    with pytest.raises(NotAllowed, match="Wirya Adinata"):
        services_kepala.nilai_team_work(orang(cast, who), row.periode_id, [NilaiKepala(row.id, 20)], pada=PADA)
    with pytest.raises(NotAllowed):
        services_kepala.tetapkan(orang(cast, who), row.periode_id, "1", HARI, pada=PADA)


def test_a_plh_acts_while_the_head_is_on_leave_but_never_for_himself(cast):
    row = bantu.sampai(cast, StatusPenilaian.TERSIMPAN, "sekretaris")
    kini = hari_dari(PADA)
    tempatkan(
        orang(cast, "pengelola"), cast.orang["sekretaris"], jabatan_id=cast.jabatan["kadis"], kedudukan=Kedudukan.PLH,
        mulai=kini, sampai=kini + timedelta(days=5), pada=PADA,
    )  # fmt: skip
    plh = orang(cast, "sekretaris")
    assert "kepala" in plh.peran
    with pytest.raises(NotAllowed, match="nama sendiri"):
        services_kepala.nilai_team_work(plh, row.periode_id, [NilaiKepala(row.id, 20)], pada=PADA)
    with pytest.raises(NotAllowed, match="Rukmini"):
        services_kepala.nilai_team_work(orang(cast, "kepala"), row.periode_id, [NilaiKepala(row.id, 20)], pada=PADA)


@pytest.mark.parametrize(
    ("isi", "field"),
    [
        ({"team_work": 12}, "team_work"),
        ({"team_work": 25}, "team_work"),
        ({"putusan": Putusan.DIKEMBALIKAN}, "catatan"),
        ({}, None),
    ],
)
def test_what_the_head_may_not_give(cast, isi, field):
    row = bantu.sampai(cast, StatusPenilaian.TERSIMPAN)
    with pytest.raises(RuleViolation) as e:
        services_kepala.nilai_team_work(orang(cast, "kepala"), row.periode_id, [NilaiKepala(row.id, **isi)], pada=PADA)
    assert e.value.field == (field and f"{field}-{row.id}")


def test_a_draft_waits_for_its_pengelola_first(cast):
    row = bantu.sampai(cast, StatusPenilaian.DRAF)
    with pytest.raises(RuleViolation, match="Draf"):
        bantu.team_work(cast, row)


def test_on_paper_needs_number_date_and_scan_and_is_marked(cast):
    row, pengelola = bantu.sampai(cast, StatusPenilaian.TERSIMPAN), orang(cast, "pengelola")
    isi = [NilaiKepala(row.id, 15, Putusan.DITERIMA)]
    for salah, field in (
        (replace(KERTAS, nomor=" "), "nomor"),
        (replace(KERTAS, unggahan=None), "berkas"),
        (replace(KERTAS, tanggal=date(2026, 11, 22)), "tanggal"),
    ):
        with pytest.raises(RuleViolation) as e:
            services_kepala.catat_team_work(pengelola, row.periode_id, isi, salah, pada=PADA)
        assert e.value.field == field
    services_kepala.catat_team_work(pengelola, row.periode_id, isi, KERTAS, pada=PADA)
    row = Penilaian.get_by_id(row.id)
    assert (row.team_work, row.team_work_oleh, row.kertas.nomor) == (15, cast.orang["kepala"], KERTAS.nomor)
    butir = queries.hasil(row.id, hari=HARI).hasil.ambil("team_work")
    assert (butir.skor, butir.sumber) == (15, "lembar bertanda tangan")
    assert Jejak.select().where(Jejak.tindakan == "petruk.catat_team_work").count() == 1


def test_a_nominee_types_no_paper_and_the_head_needs_none(cast):
    row = bantu.sampai(cast, StatusPenilaian.TERSIMPAN)
    with pytest.raises(NotAllowed, match="tanpa kertas"):
        services_kepala.catat_team_work(
            orang(cast, "kepala"), row.periode_id, [NilaiKepala(row.id, 20)], KERTAS, pada=PADA
        )
    assert CatatanKertas.select().count() == 0


# ---- ranking and decision -----------------------------------------------------------------------
def tiga(cast):
    """Three locked scorecards: 90, and two of 80 that differ in the raw figure only."""
    periode = bantu.buka(cast)
    bantu.terkunci(cast, periode, "pegawai")
    bantu.terkunci(cast, periode, "pegawai_lain", tingkat=30, kinerja="91.12")
    bantu.terkunci(cast, periode, "perencana", tingkat=30, kinerja="94.8")
    return periode


def test_ranking_waits_for_everybody_and_names_whom(cast):
    periode = bantu.buka(cast)
    bantu.terkunci(cast, periode, "pegawai")
    row = bantu.sampai(cast, StatusPenilaian.LENGKAP, "pegawai_lain", periode)
    with pytest.raises(RuleViolation, match="Belum terkunci: Fajar Nugraha"):
        bantu.peringkatkan(cast, periode)
    services_penilaian.gugurkan(orang(cast, "pengelola"), row.id, "Mengundurkan diri", pada=PADA)
    services_periode.peringkatkan(orang(cast, "pengelola"), periode.id, pada=PADA)
    hasil = queries.peringkat(periode.id, hari=HARI)
    assert len(hasil.baris) == 1 and hasil.gugur[0].gugur_alasan == "Mengundurkan diri"


def test_nobody_locked_means_nothing_to_rank(cast):
    with pytest.raises(RuleViolation, match="belum ada"):
        bantu.peringkatkan(cast, bantu.buka(cast))


def test_the_tie_break_is_told_and_the_decision_frozen(cast):
    periode = tiga(cast)
    bantu.peringkatkan(cast, periode)
    hasil = queries.peringkat(periode.id, hari=HARI)
    assert [t.lembar.orang.nama.split()[0] for t in hasil.baris] == ["Endah", "Intan", "Fajar"]
    assert hasil.baris[1].penentu == "Total dan inovasi sama dengan no. 3; unggul pada kinerja 94,80 lawan 91,12."
    bantu.tetapkan(cast, periode)
    putusan = queries.keputusan(periode.id)
    assert [b.orang.nama for b in putusan.pemenang] == ["Endah Lestari"]
    assert (putusan.nomor_ba, putusan.kepala.nama) == ("800/1/BA/2026", "Dr. Wirya Adinata, M.Si.")
    assert Pemenang.get().pegawai_id == cast.orang["pegawai"]
    assert [k.pemenang[0].total for k in queries.daftar_pemenang()] == [90]
    kabar = Pemberitahuan.select().where(Pemberitahuan.pegawai == cast.orang["pegawai"]).get()
    assert kabar.teks.startswith("Selamat") and "1 dari 3" in kabar.teks


def seri_dua(cast):
    periode = bantu.buka(cast)
    a, b = (bantu.terkunci(cast, periode, w) for w in ("pegawai", "pegawai_lain"))
    bantu.peringkatkan(cast, periode)
    return periode, a, b


def test_what_remains_equal_waits_for_the_heads_reason(cast):
    periode, a, b = seri_dua(cast)
    assert all(t.seri for t in queries.peringkat(periode.id, hari=HARI).baris)
    with pytest.raises(RuleViolation) as e:
        bantu.tetapkan(cast, periode)
    assert e.value.field == f"urutan-{a.id}"
    bantu.tetapkan(cast, periode, PutusanSeri({a.id: 2, b.id: 1}, "Lebih lama memimpin tim"))
    assert [t.lembar.penilaian_id for t in queries.peringkat(periode.id, hari=HARI).baris] == [b.id, a.id]
    putusan = queries.keputusan(periode.id)
    assert (putusan.alasan, putusan.pemenang[0].penilaian_id) == ("Lebih lama memimpin tim", b.id)
    services_periode.buka_kembali_periode(orang(cast, "admin"), periode.id, "Ada keberatan tertulis", pada=PADA)
    assert all(t.seri for t in queries.peringkat(periode.id, hari=HARI).baris)


def test_ties_and_decision_on_paper(cast):
    periode, a, b = seri_dua(cast)
    putus = PutusanSeri({a.id: 2, b.id: 1}, "Lebih lama memimpin tim")
    services_kepala.catat_penetapan(orang(cast, "pengelola"), periode.id, KERTAS, putus, pada=PADA)
    assert queries.keputusan(periode.id).nomor_ba == KERTAS.nomor
    assert ambil(periode).ditetapkan_oleh == cast.orang["kepala"]
    assert [k.tindakan for k in queries_periode.catatan_kertas(periode.id)] == ["tetapkan"]
    assert Jejak.select().where(Jejak.tindakan == "petruk.catat_penetapan").count() == 1


def test_reopening_a_decision_takes_the_winner_back_and_tells(cast):
    periode = tiga(cast)
    bantu.peringkatkan(cast, periode)
    bantu.tetapkan(cast, periode)
    services_periode.buka_kembali_periode(orang(cast, "admin"), periode.id, "Ada keberatan tertulis", pada=PADA)
    assert (ambil(periode).status, Pemenang.select().count()) == (P.DIPERINGKAT, 0)
    assert queries.keputusan(periode.id) is None
    jejak = Jejak.select().where(Jejak.tindakan == "petruk.buka_kembali_periode").get()
    assert jejak.sebelum["nomor_ba"] == "800/1/BA/2026" and jejak.sebelum["alasan"] == "Ada keberatan tertulis"


def test_a_winner_is_warned_about_next_time_not_blocked(cast):
    periode = bantu.buka(cast, awal=9)
    bantu.terkunci(cast, periode, "pegawai", bulan=9)
    bantu.peringkatkan(cast, periode)
    bantu.tetapkan(cast, periode)
    assert sekitar(bantu.buka(cast), Instrumen(), HARI).menang == {cast.orang["pegawai"]: ("September 2026",)}
    assert sekitar(ambil(periode), Instrumen(), HARI).menang == {}
    assert sekitar(bantu.buka(cast, awal=8), Instrumen(), HARI).kepala == {cast.orang["kepala"]}


@pytest.mark.parametrize(("awal", "akhir", "terlihat"), [(8, 9, True), (9, 10, True), (7, 8, False), (10, 10, True)])
def test_a_winner_of_an_overlapping_period_is_warned_about(cast, awal, akhir, terlihat):
    """Of a period that ended before, or shares a month; not of one that came after."""
    periode = bantu.buka(cast, awal=9)
    bantu.terkunci(cast, periode, "pegawai", bulan=9)
    bantu.peringkatkan(cast, periode)
    bantu.tetapkan(cast, periode)
    lain = bantu.buka(cast, awal=awal, akhir=akhir)
    assert (cast.orang["pegawai"] in sekitar(lain, Instrumen(), HARI).menang) is terlihat


def _sampai(cast, status):
    periode = bantu.buka(cast)
    bantu.terkunci(cast, periode, "pegawai")
    if status is not P.TERBUKA:
        services_periode.tutup(orang(cast, "pengelola"), periode.id, pada=PADA)
    if status in (P.DIPERINGKAT, P.DITETAPKAN, P.ARSIP):
        services_periode.peringkatkan(orang(cast, "pengelola"), periode.id, pada=PADA)
    if status in (P.DITETAPKAN, P.ARSIP):
        bantu.tetapkan(cast, periode)
    if status is P.ARSIP:
        services_periode.arsipkan(orang(cast, "pengelola"), periode.id, pada=PADA)
    return ambil(periode)


DEED = {
    "tutup": lambda c, p: services_periode.tutup(orang(c, "pengelola"), p.id, pada=PADA),
    "peringkatkan": lambda c, p: services_periode.peringkatkan(orang(c, "pengelola"), p.id, pada=PADA),
    "tetapkan": lambda c, p: bantu.tetapkan(c, p),
    "arsipkan": lambda c, p: services_periode.arsipkan(orang(c, "admin"), p.id, pada=PADA),
    "buka_kembali": lambda c, p: services_periode.buka_kembali_periode(
        orang(c, "admin"), p.id, "Ada keberatan tertulis", tutup=PADA + timedelta(days=1), pada=PADA
    ),
}


@pytest.mark.parametrize("deed", DEED)
@pytest.mark.parametrize("status", list(P))
def test_state_times_deed_of_a_period(cast, status, deed):
    periode = _sampai(cast, status)
    if ALUR_PERIODE.boleh(status, deed):
        DEED[deed](cast, periode)
        assert ambil(periode).status is ALUR_PERIODE.lanjut(status, deed)
    else:
        with pytest.raises(RuleViolation, match=status.label):
            DEED[deed](cast, periode)
        assert ambil(periode).versi == periode.versi


def test_two_people_do_not_close_twice(cast):
    periode = bantu.buka(cast)
    with pytest.raises(Conflict):
        services_periode.tutup(orang(cast, "admin"), periode.id, versi=7, pada=PADA)
    assert ambil(periode).status is P.TERBUKA


def test_a_closed_stage_says_who_reopens(cast):
    row = bantu.sampai(cast, StatusPenilaian.TERKUNCI)
    bantu.peringkatkan(cast, row.periode)
    with pytest.raises(Locked) as e:
        services_kepala.nilai_team_work(orang(cast, "kepala"), row.periode_id, [NilaiKepala(row.id, 10)], pada=PADA)
    assert "diperingkat" in e.value.reason and "admin" in e.value.who
