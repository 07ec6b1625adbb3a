"""A scorecard from nomination to the signed sheet, on the database."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.pegawai.rules import Kepegawaian, Status
from skpweb.pegawai.services import tetapkan_status, ubah_nomor
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.periode.models import Jendela
from skpweb.periode.services import beri_pengecualian
from skpweb.petruk import queries, services, services_kepala, services_penilaian, services_periode
from skpweb.petruk.models import DataDukung, Penilaian, PeriodePetruk
from skpweb.petruk.rules import Akibat, Instrumen, JenisNilai, Predikat, Syarat
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian
from skpweb.petruk.rules_calon import Isian
from tests.petruk import bantu
from tests.petruk.bantu import HARI, ISIAN, PADA, PDF, SCAN, orang

S = StatusPenilaian
pytestmark = pytest.mark.usefixtures("app")


def test_the_whole_way_gives_the_example_of_the_issue(cast):
    periode = bantu.buka(cast, awal=8, akhir=10)
    bantu.angka(cast, "pegawai", kinerja="84", hadir=None, perilaku="76")
    bantu.presensi(cast, "pegawai", 8, hari_kerja=25, hadir=23)
    bantu.presensi(cast, "pegawai", 9, hari_kerja=25, hadir=24)
    row = bantu.team_work(cast, bantu.simpan(cast, bantu.nominasi(cast, periode)))
    lembar = queries.hasil(row.id, hari=HARI)
    assert lembar.hasil.angka["kehadiran"] == "94,00 %"
    assert [b.skor for b in lembar.hasil.butir] == [0, 0, 40, 10, 20]
    assert (lembar.hasil.total, lembar.hasil.maksimum, lembar.status) == (70, 90, S.LENGKAP)
    assert lembar.konsep and not lembar.kurang
    bantu.kunci(cast, row)
    beku = queries.hasil(row.id, hari=HARI)
    assert (beku.hasil, beku.orang, beku.kepala, beku.dukung) == (
        lembar.hasil,
        lembar.orang,
        lembar.kepala,
        lembar.dukung,
    )
    assert (beku.tanggal, beku.terbitan, beku.konsep) == (HARI, 1, False)
    assert Jejak.get_by_id(beku.jejak_kunci).tindakan == "petruk.kunci"


def test_what_is_locked_follows_nothing_any_more(cast):
    row = bantu.sampai(cast, S.TERKUNCI)
    lama = queries.hasil(row.id, hari=HARI)
    bantu.angka(cast, "pegawai", kinerja="12", hadir=3, perilaku="5")
    baru = replace(Instrumen(), ambang_kinerja=Decimal(99), poin_kinerja=50, team_work=(0, 10, 15, 20, 25, 30))
    assert services.buat_instrumen(orang(cast, "admin"), baru, "lebih ketat", pada=PADA) == 2
    ubah_nomor(
        orang(cast, "pengelola"), cast.orang["pegawai"], nip="198502022010012003", kepegawaian=Kepegawaian.PNS,
        mulai=HARI, alasan="salah ketik", pada=PADA,
    )  # fmt: skip
    kini = queries.hasil(row.id, hari=HARI)
    assert (kini.hasil, kini.orang) == (lama.hasil, lama.orang)
    assert PeriodePetruk.get().instrumen.versi == 1


def test_before_kunci_figures_live_and_what_changed_is_named(cast):
    row = bantu.sampai(cast, S.LENGKAP)
    assert queries.hasil(row.id, hari=HARI).berubah == ()
    bantu.angka(cast, "pegawai", kinerja="70")
    lembar = queries.hasil(row.id, hari=HARI)
    assert lembar.berubah == ("Kinerja: 86,40 saat disimpan, kini 70,00",)
    assert lembar.hasil.ambil("kinerja").skor == 0


def test_team_work_and_confirmation_are_what_kunci_waits_for(cast):
    row = bantu.sampai(cast, S.TERSIMPAN)
    with pytest.raises(RuleViolation) as e:
        bantu.kunci(cast, row)
    assert [f.message.split(":")[0] for f in e.value.faults] == ["Team Work", "Inovasi/Lainnya"]
    bantu.team_work(cast, row, putusan=None)
    with pytest.raises(RuleViolation, match="menunggu kepala OPD membenarkan"):
        bantu.kunci(cast, row)


def test_a_level_of_0_needs_no_confirmation(cast):
    bantu.angka(cast, "pegawai")
    row = bantu.simpan(cast, bantu.nominasi(cast, bantu.buka(cast)), Isian("", 0, True))
    row = bantu.kunci(cast, bantu.team_work(cast, row, putusan=None))
    assert queries.hasil(row.id, hari=HARI).hasil.total == 50


def test_returned_innovation_waits_for_the_pengelola_and_then_again_for_the_head(cast):
    row = bantu.sampai(cast, S.TERSIMPAN)
    kepala = orang(cast, "kepala")
    kembali = services_kepala.NilaiKepala(row.id, 15, Putusan.DIKEMBALIKAN, "Buktinya belum cukup")
    services_kepala.nilai_team_work(kepala, row.periode_id, [kembali], pada=PADA)
    assert "dikembalikan" in queries.hasil(row.id, hari=HARI).kurang[0]
    pesan = Pemberitahuan.select().where(Pemberitahuan.pegawai == cast.orang["pengelola"])
    assert any("dikembalikan" in p.teks for p in pesan)
    row = bantu.simpan(cast, row)
    assert (row.inovasi_putusan, row.team_work) == (Putusan.MENUNGGU, 15)


def test_changing_the_innovation_asks_the_head_again_saving_the_same_does_not(cast):
    row = bantu.sampai(cast, S.LENGKAP)
    pengelola = orang(cast, "pengelola")
    services_penilaian.simpan(pengelola, row.id, ISIAN, pada=PADA)
    assert Penilaian.get_by_id(row.id).inovasi_putusan is Putusan.DITERIMA
    services_penilaian.simpan(pengelola, row.id, replace(ISIAN, inovasi_uraian="Lain sama sekali"), pada=PADA)
    assert Penilaian.get_by_id(row.id).inovasi_putusan is Putusan.MENUNGGU


def test_evidence_is_required_counted_and_removed(cast):
    bantu.angka(cast, "pegawai")
    row, pengelola = bantu.nominasi(cast, bantu.buka(cast)), orang(cast, "pengelola")
    with pytest.raises(RuleViolation) as e:
        services_penilaian.simpan(pengelola, row.id, ISIAN, pada=PADA)
    assert e.value.field == "berkas"
    services_penilaian.simpan(pengelola, row.id, ISIAN, unggahan=[("a.pdf", PDF)], selesai=False, pada=PADA)
    assert Penilaian.get_by_id(row.id).status is S.DRAF
    with pytest.raises(RuleViolation, match="bukan PDF"):
        services_penilaian.simpan(pengelola, row.id, ISIAN, unggahan=[("a.pdf", b"MZ not a pdf")], pada=PADA)
    with pytest.raises(RuleViolation, match="Paling banyak 10 berkas"):
        services_penilaian.simpan(pengelola, row.id, ISIAN, unggahan=[("b.pdf", PDF)] * 10, pada=PADA)
    services_penilaian.simpan(pengelola, row.id, ISIAN, pada=PADA)
    dukung = DataDukung.get()
    with pytest.raises(RuleViolation, match="data dukung"):
        services_penilaian.simpan(pengelola, row.id, ISIAN, hapus=dukung.id, pada=PADA)
    assert DataDukung.select().count() == 1
    services_penilaian.simpan(pengelola, row.id, ISIAN, hapus=dukung.id, selesai=False, pada=PADA)
    assert DataDukung.select().count() == 0


def test_a_behaviour_figure_typed_on_the_form_keeps_its_source(cast):
    bantu.angka(cast, "pegawai", perilaku=None)
    row = bantu.nominasi(cast, bantu.buka(cast))
    with pytest.raises(RuleViolation) as e:
        bantu.simpan(cast, row, replace(ISIAN, perilaku=Decimal(80)))
    assert e.value.field == "perilaku_sumber"
    bantu.simpan(cast, row, replace(ISIAN, perilaku=Decimal("76.5"), perilaku_sumber="Rekap tim 360°"))
    butir = queries.hasil(row.id, hari=HARI).hasil.ambil("perilaku")
    assert (butir.tampil, butir.sumber, butir.skor) == ("76,50", "Rekap tim 360°", 10)


def test_behaviour_counts_for_twelve_months(cast):
    bantu.angka(cast, "pegawai", perilaku=None)
    row = bantu.nominasi(cast, bantu.buka(cast))
    lama = services.BarisImpor(cast.orang["pegawai"], JenisNilai.PERILAKU, 2025, 11, Decimal(90))
    services.terapkan_impor(bantu.SISTEM, [lama], sumber="2025", pada=PADA)
    assert queries.hasil(row.id, hari=HARI).hasil.ambil("perilaku").skor is None
    services.terapkan_impor(bantu.SISTEM, [replace(lama, bulan=12)], sumber="2025", pada=PADA)
    assert queries.hasil(row.id, hari=HARI).hasil.ambil("perilaku").skor == 10


def test_punishment_must_be_denied_where_it_blocks(cast):
    bantu.angka(cast, "pegawai")
    row = bantu.nominasi(cast, bantu.buka(cast))
    with pytest.raises(RuleViolation) as e:
        bantu.simpan(cast, row, replace(ISIAN, bebas_hukuman=False))
    assert e.value.field == "bebas_hukuman"


def test_who_left_becomes_gugur_at_kunci(cast):
    row = bantu.sampai(cast, S.LENGKAP)
    tetapkan_status(
        orang(cast, "pengelola"), cast.orang["pegawai"], status=Status.PENSIUN, mulai=HARI, sk_nomor="SK 1",
        sk_tanggal=HARI, pada=PADA,
    )  # fmt: skip
    row = bantu.kunci(cast, row)
    assert row.status is S.GUGUR and "pensiun" in row.gugur_alasan


def test_a_block_that_appears_later_stops_kunci(cast):
    row = bantu.sampai(cast, S.LENGKAP)
    bantu.angka(cast, "pegawai", predikat=Predikat.KURANG)
    with pytest.raises(RuleViolation, match="Predikat 2025 Kurang"):
        bantu.kunci(cast, row)


@pytest.mark.baku("K53")
@pytest.mark.parametrize(
    ("who", "kata"),
    [("kepala", "kepala OPD"), ("pengelola", "nama Anda sendiri")],
)
def test_head_and_oneself_cannot_be_nominated(cast, who, kata):
    bantu.angka(cast, who)
    with pytest.raises((RuleViolation, NotAllowed)) as e:
        bantu.nominasi(cast, bantu.buka(cast), who)
    assert kata in str(e.value)


def test_a_scorer_cannot_be_nominated_and_a_nominee_cannot_score(cast):
    periode = bantu.buka(cast)
    for who in ("pegawai_lain", "pegawai", "pengelola_b"):
        bantu.angka(cast, who)
    bantu.nominasi(cast, periode, "pegawai_lain", oleh="pengelola_b")
    services_penilaian.gugurkan(orang(cast, "pengelola"), Penilaian.get().id, "Salah pilih orang", pada=PADA)
    with pytest.raises(RuleViolation, match="Ikut menominasikan"):
        bantu.nominasi(cast, periode, "pengelola_b")
    lain = bantu.buka(cast, awal=9)
    bantu.nominasi(cast, lain, "pengelola_b")
    row = bantu.nominasi(cast, bantu.buka(cast, awal=8), "pegawai_lain", oleh="pengelola_b")
    Penilaian.update(periode=lain).where(Penilaian.id == row.id)
    with pytest.raises(NotAllowed, match="Anda dinominasikan"):
        services_penilaian.nominasi(orang(cast, "pengelola_b"), lain.id, cast.orang["pegawai_lain"], pada=PADA)


def test_a_unit_has_its_number_and_gugur_gives_it_back(cast):
    periode = bantu.buka(cast)
    row = bantu.nominasi(cast, periode)
    with pytest.raises(RuleViolation, match="Bidang Perintis sudah mengusulkan 1"):
        bantu.nominasi(cast, periode, "atasan")
    services_penilaian.gugurkan(orang(cast, "pengelola"), row.id, "Mengundurkan diri", pada=PADA)
    bantu.nominasi(cast, periode, "atasan")
    with pytest.raises(RuleViolation, match="sudah mengusulkan 1"):
        services_penilaian.buka_kembali(orang(cast, "pengelola"), row.id, "Ternyata jadi ikut", pada=PADA)


def test_a_unit_outside_ones_authority_does_not_exist(cast):
    periode = bantu.buka(cast)
    with pytest.raises(NotFound):
        bantu.nominasi(cast, periode, "pegawai", oleh="pengelola_b")
    row = bantu.nominasi(cast, periode)
    with pytest.raises(NotFound):
        bantu.simpan(cast, row, oleh="pengelola_b")


def test_outside_the_window_nobody_nominates_or_saves(cast):
    bantu.angka(cast, "pegawai")
    periode = bantu.buka(cast, hari=1)
    row, nanti = bantu.nominasi(cast, periode), PADA + timedelta(days=2)
    with pytest.raises(Locked) as e:
        services_penilaian.simpan(orang(cast, "pengelola"), row.id, ISIAN, selesai=False, pada=nanti)
    assert "SI-PETRUK Oktober 2026 sudah ditutup" in e.value.reason and "Gita Savitri" in e.value.who
    with pytest.raises(Locked):
        services_penilaian.nominasi(orang(cast, "pengelola"), periode.id, cast.orang["pegawai_lain"], pada=nanti)


def test_an_exception_opens_the_unit_but_not_for_who_gave_it_to_himself(cast):
    periode, nanti = bantu.buka(cast, hari=1), PADA + timedelta(days=2)
    bantu.angka(cast, "pegawai_lain")
    jendela = Jendela.get(Jendela.kode == str(periode.id))
    pengelola_b = orang(cast, "pengelola_b")
    arg = {"unit_id": cast.unit["bidang_b"], "alasan": "Jaringan unit padam", "sampai_pada": nanti + timedelta(days=3)}
    beri_pengecualian(pengelola_b, jendela.id, **arg, pada=nanti)
    with pytest.raises(Locked):
        services_penilaian.nominasi(pengelola_b, periode.id, cast.orang["pegawai_lain"], pada=nanti)
    beri_pengecualian(orang(cast, "admin"), jendela.id, **arg, pada=nanti)
    services_penilaian.nominasi(pengelola_b, periode.id, cast.orang["pegawai_lain"], pada=nanti)
    assert Penilaian.select().count() == 1


def test_reopening_keeps_both_figures_and_locks_a_new_issue(cast):
    row = bantu.sampai(cast, S.BERTANDA_TANGAN)
    pengelola = orang(cast, "pengelola")
    with pytest.raises(RuleViolation) as e:
        services_penilaian.buka_kembali(pengelola, row.id, "salah", pada=PADA)
    assert e.value.field == "alasan"
    services_penilaian.buka_kembali(pengelola, row.id, "Rekap presensi salah", pada=PADA)
    row = Penilaian.get_by_id(row.id)
    assert (row.status, row.beku, row.scan_id) == (S.TERSIMPAN, None, None)
    jejak = Jejak.select().where(Jejak.tindakan == "petruk.buka_kembali").get()
    assert jejak.sebelum["hasil"]["maksimum"] == 90 and jejak.sesudah["alasan"] == "Rekap presensi salah"
    assert bantu.kunci(cast, row).terbitan == 2


def test_two_tabs_do_not_overwrite_each_other(cast):
    row = bantu.sampai(cast, S.TERSIMPAN)
    pengelola = orang(cast, "pengelola")
    services_penilaian.simpan(pengelola, row.id, replace(ISIAN, inovasi_uraian="Tab satu"), versi=row.versi, pada=PADA)
    with pytest.raises(Conflict) as e:
        services_penilaian.simpan(
            pengelola, row.id, replace(ISIAN, inovasi_uraian="Tab dua"), versi=row.versi, pada=PADA
        )
    assert e.value.stored["Uraian"] == "Tab satu" and e.value.version == row.versi + 1
    with pytest.raises(Conflict):
        services_penilaian.gugurkan(pengelola, row.id, "Mengundurkan diri", versi=row.versi, pada=PADA)


def test_an_instrument_may_let_more_people_in(cast):
    longgar = replace(
        Instrumen(),
        maksimum_unit=3,
        syarat={**Instrumen().syarat, Syarat.HUKUMAN: Akibat.ABAIKAN},
        ambang_kinerja=Decimal(80),
    )
    services.buat_instrumen(orang(cast, "admin"), longgar, "", pada=PADA)
    periode = bantu.buka(cast)
    for who in ("pegawai", "atasan", "ketua_tim"):
        bantu.angka(cast, who, kinerja="84")
        row = bantu.nominasi(cast, periode, who)
    row = bantu.simpan(cast, row, replace(ISIAN, bebas_hukuman=False))
    lembar = queries.hasil(row.id, hari=HARI)
    assert lembar.fungsional and "nasional" in lembar.hasil.ambil("inovasi").capaian
    assert lembar.hasil.ambil("kinerja").skor == 10


DEED = {
    "simpan": lambda p, r: services_penilaian.simpan(p, r.id, ISIAN, unggahan=[("x.pdf", PDF)], pada=PADA),
    "kunci": lambda p, r: services_penilaian.kunci(p, r.id, pada=PADA),
    "scan": lambda p, r: services_penilaian.unggah_scan(p, r.id, SCAN, pada=PADA),
    "gugur": lambda p, r: services_penilaian.gugurkan(p, r.id, "Mengundurkan diri", pada=PADA),
    "buka_kembali": lambda p, r: services_penilaian.buka_kembali(p, r.id, "Rekap presensi salah", pada=PADA),
}
BOLEH = {
    "simpan": {S.DRAF, S.TERSIMPAN, S.LENGKAP},
    "kunci": {S.LENGKAP},
    "scan": {S.TERKUNCI, S.BERTANDA_TANGAN},
    "gugur": set(S) - {S.GUGUR},
    "buka_kembali": {S.TERKUNCI, S.BERTANDA_TANGAN, S.GUGUR},
}


@pytest.mark.baku("K52")
@pytest.mark.parametrize("deed", DEED)
@pytest.mark.parametrize("status", list(S))
def test_state_times_deed(cast, status, deed):
    row = bantu.sampai(cast, status)
    sebelum = Penilaian.select().dicts().get()
    if status in BOLEH[deed]:
        DEED[deed](orang(cast, "pengelola"), row)
        assert Penilaian.get_by_id(row.id).versi > row.versi
    else:
        with pytest.raises(RuleViolation):
            DEED[deed](orang(cast, "pengelola"), row)
        assert Penilaian.select().dicts().get() == sebelum


@pytest.mark.parametrize("deed", DEED)
def test_nothing_moves_once_the_period_is_ranked_but_the_scan(cast, deed):
    row = bantu.sampai(cast, S.TERKUNCI)
    services_periode.tutup(orang(cast, "pengelola"), row.periode_id, pada=PADA)
    services_periode.peringkatkan(orang(cast, "pengelola"), row.periode_id, pada=PADA)
    if deed == "scan":
        DEED[deed](orang(cast, "pengelola"), row)
        assert Penilaian.get_by_id(row.id).status is S.BERTANDA_TANGAN
    else:
        with pytest.raises((Locked, RuleViolation)):
            DEED[deed](orang(cast, "pengelola"), row)
