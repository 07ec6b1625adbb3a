"""The employee's deeds: state × deed × person, clocks at the last second, locks, windows, exceptions, evidence."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import AppError, Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.harian.models import Bukti, Catatan, NilaiBulan
from skpweb.harian.queries import ambil_bukti, ambil_catatan
from skpweb.harian.rules import ALUR_CATATAN, IsianCatatan, JenisCatatan, StatusCatatan
from skpweb.harian.services import hapus_bukti, hapus_catatan, kirim, simpan_catatan, simpan_nilai_bulan
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pengaturan.services import ubah_aturan
from skpweb.periode.models import Jendela, Pengecualian
from skpweb.periode.rules import Tahap
from skpweb.periode.services import tetapkan_libur
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, JenisRhk, StatusSkp
from tests.harian.bantu_validasi import HARI, catatan_ada, kunci_ada, nilai_ada, pelaku
from tests.petruk.bantu import PDF
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

SABTU = date(2026, 11, 21)  # PADA
TEKS = "Menerbitkan laporan harga"
LAMA = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def skp(app, cast):
    return skp_lengkap(cast, "pegawai", LAMA)


@pytest.fixture
def saya(skp, cast):
    return pelaku(cast, "pegawai")


def isian(iki=None, jenis="utama", **lain):
    iki_id = iki.id if iki else None
    return IsianCatatan(
        JenisCatatan(jenis), iki_id, lain.pop("uraian", TEKS), lain.pop("realisasi", Decimal(1)), **lain
    )


def malam(hari: date, lewat: int = 0) -> datetime:
    """The last second of a day in the office, plus so many."""
    return clock.saat(hari, 23, 59, 59) + timedelta(seconds=lewat)


# ---- writing ------------------------------------------------------------------------------------
def test_an_entry_is_a_konsep_with_its_audit_line(skp, saya, pada):
    rencana, utama, tambahan = skp
    row = simpan_catatan(saya, SABTU, isian(utama, lokasi="Pasar Induk", jam="08.00–10.30"), pada=pada)
    row = Catatan.get_by_id(row.id)
    assert (row.status, row.skp_id, row.realisasi, row.dicatat_pada) == ("konsep", rencana.id, 1, pada)
    assert (row.lokasi, row.jam) == ("Pasar Induk", "08.00–10.30")
    jejak = Jejak.select().order_by(Jejak.id.desc()).first()
    assert (jejak.tindakan, jejak.objek) == ("harian.simpan_catatan", f"catatan:{row.id}")
    lain = simpan_catatan(saya, SABTU, isian(jenis="lain"), pada=pada)
    assert (lain.iki_id, Catatan.get_by_id(lain.id).realisasi) == (None, None)
    assert simpan_catatan(saya, SABTU, isian(tambahan, "tambahan"), pada=pada).jenis == "tambahan"


def test_an_indicator_that_is_not_summed_takes_no_figure(skp, saya, pada):
    rata = iki_ada(rhk_ada(skp[0]), "Indeks", batas="90", agregasi=Agregasi.RATA_RATA)
    assert simpan_catatan(saya, SABTU, isian(rata), pada=pada).realisasi is None


@pytest.mark.baku("V2.2.1")
def test_what_is_missing_comes_back_to_its_field(skp, saya, pada, cast):
    with pytest.raises(RuleViolation) as salah:
        simpan_catatan(saya, SABTU, isian(skp[1], uraian="singkat", realisasi=None, tautan="www"), pada=pada)
    assert {f.field for f in salah.value.faults} == {"uraian", "realisasi", "tautan"}
    _, asing, _ = skp_lengkap(cast, "pegawai_lain", LAMA)
    for iki, jenis in ((asing, "utama"), (skp[2], "utama"), (skp[1], "tambahan"), (None, "utama")):
        with pytest.raises(RuleViolation, match="Pilih indikator"):
            simpan_catatan(saya, SABTU, isian(iki, jenis), pada=pada)
    assert Catatan.select().count() == 0


def test_the_future_and_days_without_a_plan_are_refused(skp, saya, pada):
    with pytest.raises(RuleViolation, match="belum tiba"):
        simpan_catatan(saya, SABTU + timedelta(1), isian(skp[1]), pada=pada)
    with tulis(exempt="uji"):
        Skp.update(mulai=date(2026, 11, 20)).execute()
    with pytest.raises(RuleViolation, match="Tidak ada SKP"):
        simpan_catatan(saya, date(2026, 11, 19), isian(skp[1]), pada=pada)


@pytest.mark.baku("V2.3.2")
@pytest.mark.parametrize("zona", clock.ZONES)
def test_back_dating_ends_with_the_last_second_of_the_third_working_day(skp, saya, zona):
    clock.set_zone(zona)
    jumat, rabu = date(2026, 11, 13), date(2026, 11, 18)
    simpan_catatan(saya, jumat, isian(skp[1]), pada=malam(rabu))
    with pytest.raises(Locked) as tolak:
        simpan_catatan(saya, jumat, isian(skp[1]), pada=malam(rabu, 1))
    assert "13 November 2026 tidak dapat dicatat lagi" in tolak.value.reason
    assert "3 hari kerja" in tolak.value.rule
    assert tolak.value.until.startswith(f"Rabu, 18 November 2026, 23.59 {zona}")
    assert "Gita Savitri" in tolak.value.who


def test_a_draft_measured_in_time_is_changed_later(skp, saya, pada):
    row = simpan_catatan(saya, SABTU, isian(skp[1]), pada=pada)
    simpan_catatan(saya, SABTU, isian(skp[1], realisasi=Decimal(3)), catatan_id=row.id, pada=pada + timedelta(9))
    kini = Catatan.get_by_id(row.id)
    assert (kini.realisasi, kini.dicatat_pada, kini.versi) == (3, pada, 2)
    with pytest.raises(Conflict) as beda:
        simpan_catatan(saya, SABTU, isian(skp[1]), catatan_id=row.id, versi=1, pada=pada)
    assert beda.value.stored["Realisasi"] == "3"


def test_a_holiday_declared_in_time_gives_a_day_more(skp, saya, pada):
    tetapkan_libur(SISTEM, date(2026, 11, 18), "Libur mendadak", "daerah", pada=malam(date(2026, 11, 17)))
    row = simpan_catatan(saya, date(2026, 11, 13), isian(skp[1]), pada=malam(date(2026, 11, 19)))
    assert row.status == "konsep"


# ---- state × deed × person ----------------------------------------------------------------------
DEED = {
    "ubah": lambda p, row, pada: simpan_catatan(p, row.tanggal, isian(row.iki), catatan_id=row.id, pada=pada),
    "hapus": lambda p, row, pada: hapus_catatan(p, row.id, pada=pada),
    "kirim": lambda p, row, pada: kirim(p, 2026, 11, [row.id], pada=pada),
}
MELIHAT = ("atasan", "ketua_tim", "kepala", "pengelola", "admin", "pembaca", "perencana")


@pytest.mark.baku("V2.3.1")
@pytest.mark.parametrize("deed", DEED)
@pytest.mark.parametrize("status", StatusCatatan)
def test_state_deed_person(skp, cast, pada, status, deed):
    for who in (*MELIHAT, "pegawai_lain", "atasan_lain", "pengelola_b", "sekretaris", "pegawai"):
        row = catatan_ada(skp[0], skp[1], status=status)
        try:
            DEED[deed](pelaku(cast, who), row, pada)
            hasil = None
        except AppError as error:
            hasil = type(error)
        if who == "pegawai":
            assert hasil is (None if ALUR_CATATAN.boleh(status, deed) else RuleViolation), who
        elif deed == "kirim":
            assert hasil is NotFound, who  # a month is sent by its owner alone
        else:
            assert hasil is (NotAllowed if who in MELIHAT else NotFound), who


@pytest.mark.parametrize("deed", DEED)
def test_nothing_changes_in_a_locked_month(skp, saya, cast, pada, deed):
    row = catatan_ada(skp[0], skp[1], status=StatusCatatan.KONSEP)
    kunci_ada(cast, "pegawai")
    for lakukan in (DEED[deed], lambda p, r, w: simpan_catatan(p, SABTU, isian(skp[1]), pada=w)):
        with pytest.raises(Locked, match="November 2026 sudah dikunci") as tolak:
            lakukan(saya, row, pada)
        assert tolak.value.until and tolak.value.who


# ---- sending ------------------------------------------------------------------------------------
def konsep(skp, tanggal=HARI, **lain):
    return catatan_ada(skp[0], skp[1], tanggal, StatusCatatan.KONSEP, **lain)


def test_a_batch_goes_as_a_whole(skp, saya, pada):
    satu, dua = konsep(skp), konsep(skp)
    sudah = catatan_ada(skp[0], skp[1])
    with pytest.raises(RuleViolation, match="Dikirim"):
        kirim(saya, 2026, 11, [satu.id, sudah.id], pada=pada)
    with pytest.raises(NotFound):
        kirim(saya, 2026, 10, [satu.id], pada=pada)
    with pytest.raises(RuleViolation, match="Belum ada yang dipilih"):
        kirim(saya, 2026, 11, [], pada=pada)
    assert {c.status for c in Catatan.select().where(Catatan.id != sudah.id)} == {"konsep"}
    assert kirim(saya, 2026, 11, [satu.id, dua.id], pada=pada) == 2
    rows = list(Catatan.select().where(Catatan.id.in_([satu.id, dua.id])))
    assert {(c.status, c.dikirim_pada, c.versi) for c in rows} == {("dikirim", pada, 2)}


@pytest.mark.parametrize("ada", ["", "konsep", "ditolak", "dikirim", "valid"])
def test_one_utama_of_the_month_is_needed(skp, saya, pada, ada):
    lain = simpan_catatan(saya, SABTU, isian(jenis="lain"), pada=pada)
    if ada:
        catatan_ada(skp[0], skp[1], status=StatusCatatan(ada))
    if ada in ("dikirim", "valid"):
        assert kirim(saya, 2026, 11, [lain.id], pada=pada) == 1
    else:
        with pytest.raises(RuleViolation, match="Kinerja Utama"):
            kirim(saya, 2026, 11, [lain.id], pada=pada)


@pytest.mark.parametrize("zona", clock.ZONES)
def test_the_month_closes_with_the_last_second_of_the_fifth_or_the_working_day_after(skp, saya, zona):
    clock.set_zone(zona)
    satu, dua = konsep(skp), konsep(skp)
    senin = date(2026, 12, 7)  # the 5th is a Saturday
    kirim(saya, 2026, 11, [satu.id], pada=malam(senin))
    with pytest.raises(Locked, match="Batas kirim kinerja harian November 2026 sudah lewat") as tolak:
        kirim(saya, 2026, 11, [dua.id], pada=malam(senin, 1))
    assert "23.59" in tolak.value.until and "tanggal 5" in tolak.value.rule and "Gita" in tolak.value.who


def test_sent_back_after_the_fifth_it_has_three_working_days(skp, saya):
    row = catatan_ada(skp[0], skp[1], status=StatusCatatan.PERBAIKAN)
    with tulis(exempt="uji"):
        Catatan.update(dinilai_pada=clock.saat(date(2026, 12, 10), 16)).execute()
    with pytest.raises(Locked) as tolak:
        kirim(saya, 2026, 11, [row.id], pada=malam(date(2026, 12, 15), 1))
    assert "3 hari kerja sesudah dikembalikan" in tolak.value.rule
    kirim(saya, 2026, 11, [row.id], pada=malam(date(2026, 12, 15)))


@pytest.mark.parametrize("status", [StatusSkp.KONSEP, StatusSkp.PERIKSA, StatusSkp.REVISI])
def test_written_from_the_first_day_sent_once_agreed(app, cast, pada, status):
    rencana = skp_ada(cast, "pegawai", pada, status=status)
    iki, saya = iki_ada(rhk_ada(rencana)), pelaku(cast, "pegawai")
    januari = simpan_catatan(saya, date(2026, 1, 2), isian(iki), pada=pada)
    with pytest.raises(Locked, match=status.label):
        kirim(saya, 2026, 1, [januari.id], pada=pada)
    with tulis(exempt="uji"):  # agreed on Saturday 21 November: five working days run to Friday
        Skp.update(status=StatusSkp.SETUJU, ditetapkan_pada=pada).execute()
    akhir = malam(date(2026, 11, 27))
    simpan_catatan(saya, date(2026, 2, 2), isian(iki), pada=akhir)
    lewat = akhir + timedelta(seconds=1)
    for deed in (lambda: simpan_catatan(saya, date(2026, 2, 2), isian(iki), pada=lewat),
                 lambda: kirim(saya, 2026, 1, [januari.id], pada=lewat)):  # fmt: skip
        with pytest.raises(Locked) as tolak:
            deed()
        assert "5 hari kerja sesudah penetapan" in tolak.value.rule
    assert kirim(saya, 2026, 1, [januari.id], pada=akhir) == 1


def test_an_entry_of_a_plan_given_up_asks_for_another_indicator(skp, saya, cast, pada):
    row = konsep(skp)
    with tulis(exempt="uji"):
        Skp.update(status=StatusSkp.BATAL).execute()
    _, baru, _ = skp_lengkap(cast, "pegawai", LAMA, nomor=2)
    with pytest.raises(RuleViolation, match="tidak berlaku lagi"):
        kirim(saya, 2026, 11, [row.id], pada=pada)
    simpan_catatan(saya, HARI, isian(baru), catatan_id=row.id, pada=pada)
    assert kirim(saya, 2026, 11, [row.id], pada=pada) == 1


# ---- window and exceptions ----------------------------------------------------------------------
@pytest.fixture
def jendela(app):
    with tulis(exempt="uji"):
        return Jendela.create(
            tahun=2026, tahap=Tahap.CKHP, nama="CKHP 2026", buka_pada=LAMA, tutup_pada=clock.saat(date(2026, 11, 20))
        )


def beri(jendela, oleh, **siapa):
    with tulis(exempt="uji"):
        Pengecualian.create(
            jendela=jendela, alasan="Server padam", mulai_pada=LAMA, sampai_pada=malam(date(2026, 12, 31)), oleh=oleh,
            **siapa,
        )  # fmt: skip


def test_a_window_set_up_must_be_open_for_sending(skp, saya, jendela, pada):
    row = simpan_catatan(saya, SABTU, isian(skp[1]), pada=pada)  # drafting is never window-locked
    with pytest.raises(Locked, match="CKHP 2026 sudah ditutup"):
        kirim(saya, 2026, 11, [row.id], pada=pada)


def test_what_was_sent_back_is_sent_again_though_the_window_has_closed(skp, saya, jendela):
    row = catatan_ada(skp[0], skp[1], status=StatusCatatan.PERBAIKAN)
    with tulis(exempt="uji"):
        Catatan.update(dinilai_pada=clock.saat(date(2026, 11, 20), 16)).execute()
    with pytest.raises(Locked, match="CKHP 2026 sudah ditutup"):
        kirim(saya, 2026, 11, [row.id], pada=malam(date(2026, 11, 25), 1))
    kirim(saya, 2026, 11, [row.id], pada=malam(date(2026, 11, 25)))


@pytest.mark.parametrize("siapa", ["pegawai", "unit", "sendiri", "unit lain"])
def test_an_exception_by_somebody_else_lifts_window_clock_and_back_dating(skp, saya, cast, jendela, siapa):
    unit = cast.unit["bidang_a" if siapa == "unit" else "bidang_b"]
    untuk = {"unit": unit} if siapa.startswith("unit") else {"pegawai": saya.pegawai_id}
    beri(jendela, saya.pegawai_id if siapa == "sendiri" else cast.orang["pengelola"], **untuk)
    row, nanti = konsep(skp), malam(date(2026, 12, 20))
    if siapa in ("pegawai", "unit"):
        lagi = simpan_catatan(saya, HARI, isian(skp[1]), pada=nanti)
        assert kirim(saya, 2026, 11, [row.id, lagi.id], pada=nanti) == 2
        kunci_ada(cast, "pegawai")  # never the lock
        with pytest.raises(Locked, match="dikunci"):
            simpan_catatan(saya, HARI, isian(skp[1]), pada=nanti)
    else:
        for deed in (lambda: simpan_catatan(saya, HARI, isian(skp[1]), pada=nanti),
                     lambda: kirim(saya, 2026, 11, [row.id], pada=nanti)):  # fmt: skip
            with pytest.raises(Locked):
                deed()


# ---- evidence -----------------------------------------------------------------------------------
def test_evidence_comes_and_goes_while_it_is_the_employees(skp, saya, cast, pada):
    row = simpan_catatan(saya, SABTU, isian(skp[1]), unggahan=[("foto.pdf", PDF), ("daftar.pdf", PDF)], pada=pada)
    satu, dua = Bukti.select().order_by(Bukti.id)
    assert ambil_bukti(pelaku(cast, "atasan"), satu.id, SABTU).berkas.nama == "foto.pdf"
    with pytest.raises(NotFound):
        ambil_bukti(pelaku(cast, "pegawai_lain"), satu.id, SABTU)
    with pytest.raises(NotAllowed):
        hapus_bukti(pelaku(cast, "atasan"), satu.id, pada=pada)
    with pytest.raises(RuleViolation, match="Paling banyak 5"):
        simpan_catatan(saya, SABTU, isian(skp[1]), catatan_id=row.id, unggahan=[("x.pdf", PDF)] * 4, pada=pada)
    hapus_bukti(saya, satu.id, pada=pada)
    kirim(saya, 2026, 11, [row.id], pada=pada)
    with pytest.raises(RuleViolation, match="Dikirim"):
        hapus_bukti(saya, dua.id, pada=pada)
    assert Bukti.select().count() == 1


def test_an_entry_taken_away_takes_its_evidence_along(skp, saya, pada):
    row = simpan_catatan(saya, SABTU, isian(skp[1]), unggahan=[("foto.pdf", PDF)], pada=pada)
    assert hapus_catatan(saya, row.id, pada=pada) == SABTU
    assert (Catatan.select().count(), Bukti.select().count()) == (0, 0)


def test_other_files_are_refused(skp, saya, pada):
    with pytest.raises(RuleViolation, match="bukan JPG, PNG, PDF"):
        simpan_catatan(saya, SABTU, isian(skp[1]), unggahan=[("surat.docx", b"PK")], pada=pada)


def test_paruh_waktu_sends_with_photo_or_list_only(skp, saya, pada):
    with tulis(exempt="uji"):
        Pegawai.update(kepegawaian=Kepegawaian.PARUH_WAKTU).where(Pegawai.id == saya.pegawai_id).execute()
        Pegawai._meta.database.execute_sql("UPDATE nomor_pegawai SET kepegawaian = 'paruh_waktu'")
    row = simpan_catatan(saya, SABTU, isian(skp[1], tautan="https://contoh.invalid/foto"), pada=pada)
    with pytest.raises(RuleViolation, match="21 November 2026"):
        kirim(saya, 2026, 11, [row.id], pada=pada)
    simpan_catatan(saya, SABTU, isian(skp[1]), catatan_id=row.id, unggahan=[("foto.pdf", PDF)], pada=pada)
    assert kirim(saya, 2026, 11, [row.id], pada=pada) == 1
    tanpa = simpan_catatan(saya, SABTU, isian(skp[1]), pada=pada)
    ubah_aturan(SISTEM, {"harian.bukti_paruh_waktu": "tidak"}, pada=pada)
    assert kirim(saya, 2026, 11, [tanpa.id], pada=pada) == 1


# ---- nilai akhir bulan --------------------------------------------------------------------------
@pytest.fixture
def rata(skp):
    return iki_ada(rhk_ada(skp[0]), "Indeks kepuasan", batas="90", satuan="indeks", agregasi=Agregasi.RATA_RATA)


@pytest.fixture
def tanda(skp):
    return iki_ada(rhk_ada(skp[0], jenis=JenisRhk.TAMBAHAN), "Ketepatan rekomendasi", batas=None)


def test_a_figure_at_the_end_of_the_month_is_sent_like_an_entry(saya, rata, tanda, pada):
    row = simpan_nilai_bulan(saya, rata.id, 2026, 11, nilai=Decimal("92.5"), unggahan=[("survei.pdf", PDF)], pada=pada)
    assert Bukti.get().nilai_id == row.id
    kata = simpan_nilai_bulan(saya, tanda.id, 2026, 11, nilai=Decimal(7), uraian="Semua tepat waktu", pada=pada)
    assert kata.nilai is None  # the superior marks it
    assert kirim(saya, 2026, 11, [], [row.id, kata.id], pada=pada) == 2  # the first is of a utama
    assert {n.status for n in NilaiBulan.select()} == {"dikirim"}
    with pytest.raises(RuleViolation, match="Dikirim"):
        simpan_nilai_bulan(saya, rata.id, 2026, 11, nilai=Decimal(1), pada=pada)


def test_a_tambahan_figure_alone_is_no_utama(saya, tanda, pada):
    row = simpan_nilai_bulan(saya, tanda.id, 2026, 11, nilai=None, uraian="Semua tepat waktu", pada=pada)
    with pytest.raises(RuleViolation, match="Kinerja Utama"):
        kirim(saya, 2026, 11, [], [row.id], pada=pada)


def test_which_figures_are_refused(skp, saya, rata, tanda, cast, pada):
    for iki, tahun, bulan in ((skp[1], 2026, 11), (rata, 2026, 12), (rata, 2025, 11), (rata, 2026, 13)):
        with pytest.raises(NotFound):
            simpan_nilai_bulan(saya, iki.id, tahun, bulan, nilai=Decimal(1), pada=pada)
    with pytest.raises(NotFound):
        simpan_nilai_bulan(pelaku(cast, "atasan"), rata.id, 2026, 11, nilai=Decimal(1), pada=pada)
    for iki, field in ((rata, "nilai"), (tanda, "uraian")):
        with pytest.raises(RuleViolation) as salah:
            simpan_nilai_bulan(saya, iki.id, 2026, 11, nilai=None, uraian="", pada=pada)
        assert salah.value.field == field
    kunci_ada(cast, "pegawai")
    with pytest.raises(Locked):
        simpan_nilai_bulan(saya, rata.id, 2026, 11, nilai=Decimal(1), pada=pada)


def test_a_figure_belongs_to_who_sees_the_month(saya, rata, cast):
    row = nilai_ada(rata, 11, "90")
    from skpweb.harian.queries import ambil_nilai

    assert ambil_nilai(pelaku(cast, "atasan"), row.id, SABTU).nilai == 90
    with pytest.raises(NotFound):
        ambil_nilai(pelaku(cast, "pegawai_lain"), row.id, SABTU)
    with pytest.raises(NotFound):
        ambil_catatan(saya, 999, SABTU)
