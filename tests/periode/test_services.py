"""Windows opened, moved, shut; exceptions within one's units and never for oneself; days off; who is told."""

from datetime import date, timedelta

import pytest

from skpweb.audit.models import Jejak
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.periode import queries, queries_kalender, services
from skpweb.periode.models import HariLibur, Jendela, Pengecualian
from skpweb.periode.rules import JenisLibur, Pola, Tahap

JAM = timedelta(hours=1)
LEWAT = timedelta(days=1)


def atur(pada, dari=-LEWAT, sampai=LEWAT, tahap=Tahap.SKP, **lain):
    return services.atur_jendela(
        SISTEM, 2026, tahap, buka_pada=pada + dari, tutup_pada=pada + sampai, pada=pada, **lain
    )


def keadaan(pada, tahap=Tahap.SKP, **siapa):
    return queries.keadaan(tahap, 2026, pada=pada, **siapa)


def diberi_tahu(cast):
    nama = {v: k for k, v in cast.orang.items()}
    return {nama[p.pegawai_id] for p in Pemberitahuan.select()}


def pengelola(cast, siapa="pengelola_b", *unit):
    return Pelaku(1, cast.orang[siapa], siapa, frozenset({"pengelola"}), unit_ids=frozenset(cast.unit[u] for u in unit))


# ---- windows --------------------------------------------------------------------------------------
def test_opening_is_told_to_everybody_and_on_the_trail(app, cast, pada):
    jendela = atur(pada)
    assert keadaan(pada).terbuka
    assert diberi_tahu(cast) == set(cast.orang)
    assert "Penyusunan SKP tahun 2026 dibuka sampai 22 November 2026, 10.00" in Pemberitahuan.get().teks
    assert Jejak.select().where(Jejak.objek == f"jendela:{jendela.id}").get().tindakan == "periode.atur_jendela"


def test_a_window_of_si_petruk_concerns_those_who_run_it(app, cast, pada):
    services.atur_jendela(
        SISTEM, 2026, Tahap.PETRUK, kode="7", nama="SI-PETRUK Oktober 2026", buka_pada=pada, tutup_pada=pada + LEWAT,
        endpoint="petruk.daftar", arg={"periode_id": 7}, pada=pada,
    )  # fmt: skip
    assert diberi_tahu(cast) == {"pengelola", "pengelola_b", "admin", "kepala"}
    assert (Pemberitahuan.get().endpoint, Pemberitahuan.get().arg) == ("petruk.daftar", {"periode_id": 7})
    assert queries.keadaan(Tahap.PETRUK, 2026, kode="7", pada=pada).terbuka
    assert not queries.keadaan(Tahap.PETRUK, 2026, kode="8", pada=pada).terbuka


def test_the_minutes_typed_are_whole_and_included(app, pada):
    jendela = atur(pada, timedelta(seconds=30), timedelta(seconds=90))
    assert (jendela.buka_pada.second, jendela.tutup_pada.second) == (0, 59)
    assert keadaan(jendela.tutup_pada).terbuka
    assert not keadaan(jendela.tutup_pada + timedelta(milliseconds=1)).terbuka


def test_a_closed_window_explains_itself(app, cast, pada):
    atur(pada, -3 * LEWAT, -2 * LEWAT)
    tutup = keadaan(pada)
    assert not tutup.terbuka
    assert tutup.judul == "Penyusunan SKP tahun 2026 sudah ditutup"
    assert tutup.sejak == "Kamis, 19 November 2026, 10.00 WIB (2 hari lalu)"
    assert tutup.pembuka == "Gita Savitri, S.Sos. (pengelola kepegawaian), Kartika Dewi, S.Kom. (admin)"
    with pytest.raises(Locked) as kunci:
        queries.pastikan_terbuka(Tahap.SKP, 2026, pada=pada)
    assert (kunci.value.until, kunci.value.who) == (tutup.sejak, tutup.pembuka)


def test_a_window_never_set_up_and_one_to_come(app, pada):
    assert keadaan(pada).judul == "Penyusunan SKP tahun 2026 belum dibuka"
    atur(pada, LEWAT, 2 * LEWAT)
    assert "dibuka Minggu, 22 November 2026, 10.00 WIB (besok)" in keadaan(pada).judul
    assert queries.pastikan_terbuka(Tahap.SKP, 2026, pada=pada + LEWAT).terbuka


def test_shutting_now_shuts_at_this_moment(app, cast, pada):
    jendela = atur(pada)
    services.tutup_jendela(SISTEM, jendela.id, versi=1, pada=pada)
    assert not keadaan(pada).terbuka
    assert keadaan(pada - timedelta(milliseconds=1)).terbuka
    assert "ditutup sejak" in Pemberitahuan.select().order_by(Pemberitahuan.id.desc()).get().teks
    with pytest.raises(RuleViolation, match="tidak sedang dibuka"):
        services.tutup_jendela(SISTEM, jendela.id, pada=pada)


def test_moving_needs_the_version_that_was_seen(app, pada):
    atur(pada, versi=0)
    atur(pada, sampai=2 * LEWAT, versi=1)
    with pytest.raises(Conflict) as beda:
        atur(pada, sampai=3 * LEWAT, versi=1)
    assert beda.value.stored["Tutup"] == "23 November 2026, 10.00"
    assert Jendela.get().versi == 2
    with pytest.raises(RuleViolation):
        atur(pada, LEWAT, -LEWAT)


def test_who_came_later_has_an_own_window(app, cast, pada):
    atur(pada, -300 * LEWAT, -280 * LEWAT)
    tmt = date(2026, 11, 12)  # ten working days later: 26 November
    sendiri = keadaan(pada, tmt=tmt)
    assert sendiri.terbuka
    assert sendiri.tutup_pada == clock.saat(date(2026, 11, 26), 23, 59, 59) + timedelta(milliseconds=999)
    assert "TMT ditambah 10 hari kerja" in sendiri.dasar
    assert not keadaan(pada, tmt=date(2020, 1, 1)).terbuka


# ---- exceptions -----------------------------------------------------------------------------------
def kecuali(pelaku, jendela, pada, **lain):
    isi = {"alasan": "jaringan padam", "sampai_pada": pada + LEWAT} | lain
    return services.beri_pengecualian(pelaku, jendela.id, pada=pada, **isi)


@pytest.fixture
def tertutup(app, pada):
    return atur(pada, -3 * LEWAT, -2 * LEWAT)


def test_a_unit_is_let_in_with_its_subunits_and_told(tertutup, cast, pada):
    sebelum = Pemberitahuan.select().count()
    kecuali(pengelola(cast, "pengelola_b", "bidang_b"), tertutup, pada, unit_id=cast.unit["bidang_b"])
    baru = {p.pegawai_id for p in Pemberitahuan.select().where(Pemberitahuan.id > sebelum)}
    assert baru == {cast.orang["atasan_lain"], cast.orang["pegawai_lain"]}
    assert keadaan(pada, unit_id=cast.unit["bidang_b"], pegawai_id=cast.orang["pegawai_lain"]).terbuka
    assert keadaan(pada, pegawai_id=cast.orang["pegawai_lain"]).terbuka
    assert not keadaan(pada, pegawai_id=cast.orang["pegawai"]).terbuka
    assert not keadaan(pada).terbuka
    # never to himself: the giver works in that unit
    assert not keadaan(pada, pegawai_id=cast.orang["pengelola_b"]).terbuka


def test_an_exception_of_the_whole_office_reaches_its_subunits(tertutup, cast, pada):
    kecuali(SISTEM, tertutup, pada, unit_id=cast.unit["dinas"])
    assert keadaan(pada, pegawai_id=cast.orang["pegawai"]).terbuka


def test_a_person_is_let_in_until_the_end_of_the_minute(tertutup, cast, pada):
    kecuali(SISTEM, tertutup, pada, pegawai_id=cast.orang["pegawai"])
    saya = {"pegawai_id": cast.orang["pegawai"]}
    assert keadaan(pada + LEWAT + timedelta(seconds=59), **saya).terbuka
    lewat = keadaan(pada + LEWAT + timedelta(seconds=60), **saya)
    assert not lewat.terbuka
    assert "Pengecualian" in lewat.dasar
    assert not keadaan(pada, pegawai_id=cast.orang["atasan"]).terbuka


@pytest.mark.parametrize(("isi", "galat"), [
    ({"unit_id": "bidang_a"}, NotAllowed),
    ({"unit_id": "dinas"}, NotAllowed),
    ({"pegawai_id": "pegawai"}, NotAllowed),
    ({"pegawai_id": "pengelola_b"}, RuleViolation),
    ({}, RuleViolation),
    ({"unit_id": "bidang_b", "pegawai_id": "pegawai_lain"}, RuleViolation),
    ({"unit_id": "bidang_b", "alasan": "  "}, RuleViolation),
    ({"unit_id": "bidang_b", "sampai_pada": -JAM}, RuleViolation),
])  # fmt: skip
def test_what_a_pengelola_of_a_unit_may_not_do(tertutup, cast, pada, isi, galat):
    nilai = {k: cast.unit[v] if k == "unit_id" else cast.orang[v] if k == "pegawai_id" else v for k, v in isi.items()}
    if "sampai_pada" in nilai:
        nilai["sampai_pada"] = pada + nilai["sampai_pada"]
    with pytest.raises(galat):
        kecuali(pengelola(cast, "pengelola_b", "bidang_b"), tertutup, pada, **nilai)
    assert Pengecualian.select().count() == 0


def test_an_exception_that_helps_nobody_is_refused(app, cast, pada):
    jendela = atur(pada, sampai=3 * LEWAT)
    with pytest.raises(RuleViolation, match="masih dibuka sampai"):
        kecuali(SISTEM, jendela, pada, unit_id=cast.unit["bidang_a"])
    assert kecuali(SISTEM, jendela, pada, unit_id=cast.unit["bidang_a"], sampai_pada=pada + 4 * LEWAT)


def test_taking_an_exception_back(tertutup, cast, pada):
    row = kecuali(SISTEM, tertutup, pada, pegawai_id=cast.orang["pegawai_lain"])
    with pytest.raises(NotAllowed):
        services.cabut_pengecualian(pengelola(cast, "pengelola_b", "bidang_a"), row.id, pada=pada)
    services.cabut_pengecualian(pengelola(cast, "pengelola_b", "bidang_b"), row.id, pada=pada)
    assert not keadaan(pada, pegawai_id=cast.orang["pegawai_lain"]).terbuka
    with pytest.raises(NotFound):
        services.cabut_pengecualian(SISTEM, row.id, pada=pada)


# ---- the work calendar ----------------------------------------------------------------------------
def libur(pada, hari, nama="Libur"):
    return services.tetapkan_libur(SISTEM, hari, nama, JenisLibur.NASIONAL, pada=pada)


def test_days_off_count_and_twice_is_refused(app, pada):
    libur(pada, date(2026, 12, 25), "Natal")
    assert not queries_kalender.kalender(None).hari_kerja(date(2026, 12, 25))
    with pytest.raises(RuleViolation, match="sudah tercatat sebagai “Natal”"):
        libur(pada, date(2026, 12, 25))
    assert HariLibur.select().count() == 1


def test_a_clock_that_runs_is_lengthened_and_never_shortened(app, pada):
    mulai = date(2026, 11, 19)  # Thursday; three working days: Tuesday 24 November
    assert queries_kalender.kalender(None).tenggat(mulai, 3) == date(2026, 11, 24)
    row = libur(pada, date(2026, 11, 23))
    assert queries_kalender.kalender(None).tenggat(mulai, 3) == date(2026, 11, 25)
    services.hapus_libur(SISTEM, row.id, pada=pada + LEWAT)
    assert queries_kalender.kalender(None).tenggat(mulai, 3) == date(2026, 11, 25)
    assert queries_kalender.kalender(None).hari_kerja(date(2026, 11, 23))
    with pytest.raises(NotFound):
        services.hapus_libur(SISTEM, row.id, pada=pada)
    assert libur(pada + LEWAT, date(2026, 11, 23)).id != row.id


def test_patterns_of_units_and_what_they_take_over(app, cast, pada):
    services.atur_pola(SISTEM, None, Pola.ENAM, mulai=date(2026, 1, 1), pada=pada)
    services.atur_pola(SISTEM, cast.unit["bidang_a"], Pola.SHIFT, mulai=date(2026, 6, 1), pada=pada)
    sabtu, minggu = date(2026, 11, 21), date(2026, 11, 22)
    a, b = (queries_kalender.kalender(cast.unit[u]) for u in ("bidang_a", "bidang_b"))
    assert (a.hari_kerja(minggu), b.hari_kerja(minggu), b.hari_kerja(sabtu)) == (True, False, True)
    assert not a.hari_kerja(date(2026, 5, 3))
    pola = {r.unit: (r.pola, r.sendiri) for r in queries_kalender.kalender_tahun(None, 2026, sabtu).pola}
    assert pola["Bidang Perintis"] == (Pola.SHIFT, True)
    assert pola["Bidang Pembanding"] == (Pola.ENAM, False)
    assert pola["Seluruh kantor"] == (Pola.ENAM, True)


def test_suggestions_are_what_is_missing(app, pada):
    libur(pada, date(2027, 1, 1), "Tahun Baru Masehi")
    assert queries_kalender.kalender_tahun(None, 2027, date(2026, 11, 21)).saran[0][0] == date(2027, 5, 1)
    assert len(queries_kalender.kalender_tahun(None, 2026, date(2026, 11, 21)).saran) == 5
