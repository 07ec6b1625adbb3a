"""State × deed × person: what the superior does with the entries of his people (rules §4)."""

from datetime import UTC, date, datetime

import pytest

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.akun.services import buat_akun
from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.harian import services_validasi as services
from skpweb.harian.models import Catatan, NilaiBulan
from skpweb.harian.queries_validasi import antre_orang, antrean
from skpweb.harian.rules import ALUR_CATATAN, StatusCatatan, Tanda
from skpweb.pegawai.services_tim import tambah_pejabat_luar
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.skp.models import Skp
from tests.harian.bantu_validasi import HARI, catatan_ada, delegasi_ada, kunci_ada, nilai_ada, pelaku, pilih
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

C = StatusCatatan
DEED = {
    "validasi": lambda who, p, pada: services.validasi(who, [p], pada=pada),
    "perbaikan": lambda who, p, pada: services.perbaikan(who, p, pada=pada),
    "tolak": lambda who, p, pada: services.tolak(who, p, pada=pada),
    "buka_kembali": lambda who, p, pada: services.buka_kembali(who, p, pada=pada),
}
KE = {"validasi": C.VALID, "perbaikan": C.PERBAIKAN, "tolak": C.DITOLAK, "buka_kembali": C.PERBAIKAN}
LEWAT = datetime(2026, 12, 11, 3, 0, tzinfo=UTC)  # the day after the clock of November


@pytest.mark.baku("V2.3.1")
@pytest.mark.parametrize("status", list(C))
@pytest.mark.parametrize("deed", list(DEED))
def test_state_by_deed(app, cast, pada, status: C, deed: str) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki, status=status)
    who, choice = pelaku(cast, "atasan"), pilih(row, umpan="Sebutkan pasarnya")
    if ALUR_CATATAN.boleh(status, deed):
        DEED[deed](who, choice, pada)
        now = Catatan.get_by_id(row.id)
        assert (now.status, now.versi, now.dinilai_oleh, now.dinilai_pada) == (KE[deed], 2, who.pegawai_id, pada)
        assert now.umpan == ("" if deed == "validasi" else "Sebutkan pasarnya")
        assert Jejak.select().where(Jejak.tindakan == f"harian.{deed}").count() == 1
        assert Pemberitahuan.select().where(Pemberitahuan.pegawai == row.pegawai_id).count() == 1
    else:
        with pytest.raises(Conflict) as told:
            DEED[deed](who, choice, pada)
        assert f"Sekarang {status.label.lower()}" in " ".join(told.value.stored.values())
        assert Catatan.get_by_id(row.id).versi == 1


ORANG = {  # who → the answer before and after the clock of November has passed
    "atasan": (None, None), "kepala": (NotAllowed, None), "pegawai": (NotAllowed, NotAllowed),
    "ketua_tim": (NotFound, NotFound), "sekretaris": (NotFound, NotFound), "atasan_lain": (NotFound, NotFound),
    "pegawai_lain": (NotFound, NotFound), "pengelola": (NotAllowed, NotAllowed), "pengelola_b": (NotFound, NotFound),
    "perencana": (NotAllowed, NotAllowed), "pembaca": (NotAllowed, NotAllowed), "admin": (NotAllowed, NotAllowed),
}  # fmt: skip


@pytest.mark.parametrize("who", list(ORANG))
@pytest.mark.parametrize("lewat", [False, True], ids=["dalam waktu", "lewat"])
@pytest.mark.parametrize("deed", ["validasi", "perbaikan", "tolak"])
def test_person_by_deed(app, cast, pada, who: str, lewat: bool, deed: str) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki)
    when = LEWAT if lewat else pada
    actor, refused = pelaku(cast, who, when), ORANG[who][lewat]
    if refused:
        with pytest.raises(refused):
            DEED[deed](actor, pilih(row, umpan="Sebutkan"), when)
        assert Catatan.get_by_id(row.id).status is C.DIKIRIM
        with pytest.raises(refused):
            antre_orang(actor, row.pegawai_id, when.date())
    else:
        assert [b.id for b in antre_orang(actor, row.pegawai_id, when.date()).butir] == [row.id]
        DEED[deed](actor, pilih(row, umpan="Sebutkan"), when)
        assert Catatan.get_by_id(row.id).status is KE[deed]


@pytest.mark.parametrize("who", [w for w in ORANG if w != "atasan"])
def test_only_the_superior_reopens_even_after_the_clock(app, cast, pada, who: str) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki, status=C.VALID)
    with pytest.raises((NotAllowed, NotFound)):
        services.buka_kembali(pelaku(cast, who, LEWAT), pilih(row, umpan="Salah"), pada=LEWAT)


def test_the_queue_of_the_superiors_superior_opens_with_the_clock(app, cast, pada) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    lama, baru = catatan_ada(skp, iki, date(2026, 10, 30)), catatan_ada(skp, iki)
    page, jumlah = antrean(pelaku(cast, "kepala"), pada.date())  # 21 November: October's clock has passed
    assert [b.id for a in page.rows for b in a.butir] == [lama.id]
    assert (page.rows[0].lewat, page.rows[0].atas_nama, jumlah.butir) == (True, "Bagja Permana, S.T.", 1)
    with pytest.raises(NotAllowed):
        services.validasi(pelaku(cast, "kepala"), [pilih(lama), pilih(baru)], pada=pada)
    assert Catatan.get_by_id(lama.id).status is C.DIKIRIM


@pytest.mark.parametrize(("hari", "waits"), [("2026-11-10", False), ("2026-11-11", True)])
def test_the_tenth_is_the_last_day_of_the_superior_alone(app, cast, pada, hari: str, waits: bool) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    catatan_ada(skp, iki, date(2026, 10, 30))
    assert bool(antrean(pelaku(cast, "kepala"), date.fromisoformat(hari))[1].butir) is waits


def test_a_delegate_judges_for_the_giver_but_never_the_own(app, cast, pada) -> None:
    delegasi_ada(cast, "atasan", "ketua_tim")
    own, iki, _ = skp_lengkap(cast, "ketua_tim", pada)
    mine = catatan_ada(own, iki)
    skp, iki2, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki2)
    who = pelaku(cast, "ketua_tim")
    page, _ = antrean(who, pada.date())
    assert [(a.orang.pegawai_id, a.atas_nama) for a in page.rows] == [(cast.orang["pegawai"], "Bagja Permana, S.T.")]
    assert services.validasi(who, [pilih(row)], pada=pada) == 1
    with pytest.raises(NotAllowed, match="sendiri"):
        services.validasi(who, [pilih(mine)], pada=pada)


def test_the_head_is_judged_by_the_pejabat_luar(app, cast, pada) -> None:
    luar = tambah_pejabat_luar(
        SISTEM, nama="Bupati Uji", jabatan="Bupati", instansi="Kabupaten", mulai=HARI, penilai_kepala=True, pada=pada
    )
    skp, iki, _ = skp_lengkap(cast, "kepala", pada)
    row = catatan_ada(skp, iki)
    buat_akun(SISTEM, luar.id, "bukan-hash", pada=pada)
    who = susun_pelaku(akun_milik(luar.id), pada.date())
    assert who.boleh("harian.validasi")
    assert [a.orang.pegawai_id for a in antrean(who, pada.date())[0].rows] == [cast.orang["kepala"]]
    assert services.validasi(who, [pilih(row)], pada=pada) == 1


@pytest.mark.parametrize("deed", list(DEED))
def test_a_locked_month_forbids_and_leaves_the_queue(app, cast, pada, deed: str) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki, status=C.VALID if deed == "buka_kembali" else C.DIKIRIM)
    kunci_ada(cast, "pegawai")
    with pytest.raises(Locked):
        DEED[deed](pelaku(cast, "atasan"), pilih(row, umpan="Sebutkan"), pada)
    assert antrean(pelaku(cast, "atasan"), pada.date())[1].butir == 0


@pytest.mark.parametrize("deed", ["perbaikan", "tolak", "buka_kembali"])
def test_a_note_is_required(app, cast, pada, deed: str) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki)
    with pytest.raises(RuleViolation) as told:
        DEED[deed](pelaku(cast, "atasan"), pilih(row, umpan="  "), pada)
    assert told.value.field == f"umpan-c{row.id}"


def test_one_batch_over_people_is_one_notice_and_one_line_each(app, cast, pada) -> None:
    rows = []
    for who in ("pegawai", "ketua_tim"):
        skp, iki, _ = skp_lengkap(cast, who, pada)
        rows += [catatan_ada(skp, iki, date(2026, 11, d)) for d in (16, 17, 18)]
    assert services.validasi(pelaku(cast, "atasan"), [pilih(r) for r in rows], pada=pada) == 6
    lines = list(Jejak.select().where(Jejak.tindakan == "harian.validasi"))
    assert [(line.pegawai_id, line.sesudah["catatan"]) for line in lines] == [
        (cast.orang["pegawai"], [r.id for r in rows[:3]]),
        (cast.orang["ketua_tim"], [r.id for r in rows[3:]]),
    ]
    teks = [(n.pegawai_id, n.teks, n.arg) for n in Pemberitahuan.select().order_by(Pemberitahuan.id)]
    assert teks[0] == (
        cast.orang["pegawai"], "3 kinerja harian disahkan oleh Bagja Permana, S.T.", {"tanggal": "2026-11-18"}
    )  # fmt: skip
    assert len(teks) == 2
    assert {s.dipakai_pada for s in Skp.select()} == {pada}


def test_a_notice_of_one_day_names_the_month_as_it_is_written(app, cast, pada) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    services.perbaikan(pelaku(cast, "atasan"), pilih(catatan_ada(skp, iki), umpan="Sebutkan pasarnya"), pada=pada)
    assert Pemberitahuan.get().teks.startswith("Catatan 18 November 2026 dikembalikan untuk diperbaiki oleh Bagja")


def test_the_first_use_of_a_plan_stays(app, cast, pada) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    for when in (pada, LEWAT):
        services.validasi(pelaku(cast, "atasan", when), [pilih(catatan_ada(skp, iki))], pada=when)
    assert Skp.get_by_id(skp.id).dipakai_pada == pada


def test_what_changed_meanwhile_is_told_and_nothing_is_judged(app, cast, pada) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    tetap, berubah, hilang = (catatan_ada(skp, iki, date(2026, 11, d)) for d in (16, 17, 18))
    seen = [pilih(r) for r in (tetap, berubah, hilang)]
    berubah.uraian, berubah.versi = "Laporan harga diganti seluruhnya", 2
    with services.tulis(exempt="uji"):
        berubah.save()
        hilang.delete_instance()
    with pytest.raises(Conflict) as told:
        services.validasi(pelaku(cast, "atasan"), seen, pada=pada)
    words = " ".join(f"{k} {v}" for k, v in told.value.stored.items())
    assert "17 November 2026" in words
    assert "Laporan harga diganti seluruhnya" in words
    assert "1 catatan" in words
    assert "16 November" not in words
    assert Catatan.get_by_id(tetap.id).status is C.DIKIRIM


# ---- nilai akhir bulan ----------------------------------------------------------------------------
@pytest.mark.parametrize("tanda", list(Tanda))
def test_without_bounds_the_superior_marks_with_a_note(app, cast, pada, tanda: Tanda) -> None:
    row = nilai_ada(iki_ada(rhk_ada(skp_ada(cast, "pegawai", pada)), batas=None), 11)
    who = pelaku(cast, "atasan")
    for kurang, field in ((pilih(row, umpan="Ada"), "tanda"), (pilih(row, tanda=tanda), "umpan")):
        with pytest.raises(RuleViolation) as told:
            services.validasi(who, [kurang], pada=pada)
        assert told.value.field == f"{field}-n{row.id}"
    services.validasi(who, [pilih(row, tanda=tanda, umpan="Laporan akhir ada")], pada=pada)
    now = NilaiBulan.get_by_id(row.id)
    assert (now.status, now.tanda, now.umpan) == (C.VALID, tanda, "Laporan akhir ada")
    services.buka_kembali(who, pilih(now, umpan="Bukti kurang"), pada=pada)
    assert (NilaiBulan.get_by_id(row.id).status, NilaiBulan.get_by_id(row.id).tanda) == (C.PERBAIKAN, None)


def test_with_bounds_it_goes_with_the_batch(app, cast, pada) -> None:
    skp = skp_ada(cast, "pegawai", pada)
    iki = iki_ada(rhk_ada(skp))
    isi = [nilai_ada(iki, 11, "12.5"), catatan_ada(skp, iki, HARI)]
    antre = antre_orang(pelaku(cast, "atasan"), skp.pegawai_id, pada.date())
    assert antre.kode == f"c{isi[1].id}:1 n{isi[0].id}:1"
    assert (str(antre.butir[1].nilai), antre.butir[1].tanggal) == ("12.5000", date(2026, 11, 30))
    services.validasi(pelaku(cast, "atasan"), [pilih(r) for r in isi], pada=pada)
    assert {NilaiBulan.get().status, Catatan.get().status} == {C.VALID}
    assert NilaiBulan.get().tanda is None


# ---- how long -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hari", "days", "late"),
    [("2026-11-21", 0, False), ("2026-11-23", 1, False), ("2026-11-25", 3, False), ("2026-11-26", 4, True)],
)
def test_waiting_is_counted_in_working_days_and_flagged(app, cast, pada, hari: str, days: int, late: bool) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    catatan_ada(skp, iki)  # sent on Saturday the 21st
    page, jumlah = antrean(pelaku(cast, "atasan"), date.fromisoformat(hari))
    assert (page.rows[0].hari_kerja, page.rows[0].terlambat) == (days, late)
    assert (jumlah.hari_kerja, jumlah.terlambat) == (days, late)
