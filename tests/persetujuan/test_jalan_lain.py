"""The superior who lets the deadline pass, paper for who has no account, Batal and Tutup."""

from datetime import date, timedelta

import pytest

from skpweb.akun.services import buat_akun
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation
from skpweb.core.tables import Paging
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services import tempatkan
from skpweb.persetujuan import services
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.queries import antrean, berwenang
from skpweb.persetujuan.services import Kertas
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp
from skpweb.skp.services import tandai_dipakai
from tests.conftest import PADA
from tests.persetujuan.bantu import (
    KERTAS,
    bupati,
    delegasi,
    jendela,
    konsep,
    lonceng,
    orang,
    sidik_kini,
    terkirim,
    tetap,
)  # fmt: skip

S = StatusSkp
HARI = date(2026, 11, 21)  # a Saturday; ten working days later: Friday 4 December
BATAS = date(2026, 12, 4)


def saat(hari):
    return clock.saat(hari, 10)


def menunggu(cast, who, hari=HARI):
    return [(r.skp_id, r.lewat) for r in antrean(orang(cast, who, saat(hari)), hari, Paging())[0].rows]


# ---- p. 65 C.5 ------------------------------------------------------------------------------------
def test_after_ten_working_days_the_superiors_superior_may(app, cast):
    skp = terkirim(cast)
    assert menunggu(cast, "kepala", BATAS) == []
    with pytest.raises(NotAllowed, match="Bagja Permana"):
        tetap(cast, skp, "kepala", saat(BATAS))
    late = BATAS + timedelta(days=1)
    assert menunggu(cast, "kepala", late) == [(skp.id, True)]
    assert menunggu(cast, "atasan", late) == [(skp.id, False)]
    assert menunggu(cast, "atasan_lain", late) == []
    row = tetap(cast, skp, "kepala", saat(late))
    assert row.penilai_id == cast.orang["kepala"]
    assert (row.isi["penilai"]["nama"], row.isi["penetap"]["nama"]) == (
        "Bagja Permana, S.T.",
        "Dr. Wirya Adinata, M.Si.",
    )
    assert lonceng(cast, "atasan")[-1] == "SKP 1-2026 Endah Lestari sudah ditetapkan."


def test_the_delegate_of_the_superiors_superior_may_too_after_the_deadline(app, cast):
    delegasi(cast, "kepala", "sekretaris")
    skp = terkirim(cast)
    with pytest.raises(NotAllowed, match="Bagja Permana"):
        tetap(cast, skp, "sekretaris")
    late = BATAS + timedelta(days=1)
    assert menunggu(cast, "sekretaris", late) == [(skp.id, True)]
    row = tetap(cast, skp, "sekretaris", saat(late))
    assert (row.penilai_id, row.oleh) == (cast.orang["kepala"], cast.orang["sekretaris"])


def test_a_plan_sent_in_january_is_the_superiors_alone_until_its_end(app, cast):
    jendela()
    skp = terkirim(cast, pada=saat(date(2026, 1, 5)))
    assert menunggu(cast, "kepala", date(2026, 1, 31)) == []
    assert menunggu(cast, "kepala", date(2026, 2, 1)) == [(skp.id, True)]


def test_holidays_lengthen_the_superiors_days(app, cast, pada):
    from skpweb.periode.rules import JenisLibur
    from skpweb.periode.services import tetapkan_libur

    skp = terkirim(cast)
    tetapkan_libur(SISTEM, date(2026, 12, 1), "Hari daerah", JenisLibur.DAERAH, pada=saat(date(2026, 11, 25)))
    assert menunggu(cast, "kepala", date(2026, 12, 7)) == []
    assert menunggu(cast, "kepala", date(2026, 12, 8)) == [(skp.id, True)]


def test_the_head_does_not_agree_what_a_luar_let_pass(app, cast):
    bupati()
    skp = terkirim(cast, "kepala")
    late = BATAS + timedelta(days=1)
    with pytest.raises(NotAllowed, match="sendiri"):
        tetap(cast, skp, "kepala", saat(late))
    assert menunggu(cast, "kepala", late) == []


def test_a_plt_agrees_in_the_name_of_that_post(app, cast):
    plt = {"jabatan_id": cast.jabatan["kabid_b"], "kedudukan": Kedudukan.PLT, "mulai": date(2026, 11, 1)}
    tempatkan(SISTEM, cast.orang["atasan"], pada=PADA, **plt)
    penilai = tetap(cast, terkirim(cast, "pegawai_lain")).isi["penilai"]
    assert (penilai["jabatan"], penilai["unit"]) == ("Plt. Kepala Bidang Pembanding", "Bidang Pembanding")
    assert tetap(cast, terkirim(cast)).isi["penilai"]["jabatan"] == "Kepala Bidang Perintis"


def test_who_may_is_told_in_words(app, cast):
    for who in ("ketua_tim", "admin", "pengelola", "kepala"):
        with pytest.raises(NotAllowed, match="Bagja Permana, S.T. .Kepala Bidang Perintis."):
            berwenang(orang(cast, who), cast.orang["pegawai"], HARI, TugasDelegasi.TETAPKAN)
    with pytest.raises(NotAllowed, match="belum dikenal"):
        berwenang(orang(cast, "admin"), cast.orang["kepala"], HARI, TugasDelegasi.TETAPKAN)
    with pytest.raises(NotAllowed, match="atau Dr. Wirya Adinata, M.Si. karena batasnya sudah lewat"):
        berwenang(orang(cast, "admin"), cast.orang["pegawai"], HARI, TugasDelegasi.TETAPKAN, lewat_batas=True)


# ---- on paper -------------------------------------------------------------------------------------
def catat(cast, skp, who="pengelola", kertas=KERTAS, pada=PADA):
    return services.catat_di_atas_kertas(orang(cast, who, pada), skp.id, sidik_kini(skp, pada), kertas, pada=pada)


def test_the_heads_plan_is_agreed_on_paper(app, cast):
    luar = bupati()
    skp = terkirim(cast, "kepala")
    assert lonceng(cast, "pengelola") == [
        "SKP 1-2026 Dr. Wirya Adinata, M.Si. menunggu tanda tangan Ir. Pandu Wirasena di atas kertas."
    ]
    assert [r.skp_id for r in antrean(orang(cast, "pengelola"), HARI, Paging(), kertas=True)[1]] == [skp.id]
    row = catat(cast, skp)
    assert (row.penilai_id, row.oleh, row.nomor, row.tanggal) == (
        luar.id,
        cast.orang["pengelola"],
        "800/7/SKP",
        date(2026, 11, 20),
    )
    assert row.scan.nama == "lembar.pdf"
    assert Skp.get_by_id(skp.id).status is S.SETUJU
    assert "Ir. Pandu Wirasena" in lonceng(cast, "kepala")[-1]


@pytest.mark.parametrize(
    ("kertas", "field"),
    [
        (Kertas(" ", KERTAS.tanggal, KERTAS.unggahan), "nomor"),
        (Kertas("7", KERTAS.tanggal, None), "berkas"),
        (Kertas("7", KERTAS.tanggal, ("x.pdf", b"bukan pdf")), "berkas"),
        (Kertas("7", date(2026, 11, 22), KERTAS.unggahan), "tanggal"),
        (Kertas("7", date(2025, 11, 30), KERTAS.unggahan), "tanggal"),
    ],
)
def test_number_date_and_scan_are_required(app, cast, kertas, field):
    bupati()
    skp = terkirim(cast, "kepala")
    with pytest.raises(RuleViolation) as fault:
        catat(cast, skp, kertas=kertas)
    assert fault.value.faults[0].field == field
    assert Ketetapan.select().count() == 0


def test_paper_is_not_for_a_superior_with_an_account(app, cast):
    skp = terkirim(cast)
    with pytest.raises(NotAllowed, match="punya akun"):
        catat(cast, skp)
    luar = bupati()
    head = terkirim(cast, "kepala")
    buat_akun(SISTEM, luar.id, "bukan-hash", pada=PADA)
    assert antrean(orang(cast, "pengelola"), HARI, Paging(), kertas=True)[1] == []
    with pytest.raises(NotAllowed, match="punya akun"):
        catat(cast, head)
    with pytest.raises(NotAllowed):
        catat(cast, head, "kepala")


def test_a_luar_with_an_account_agrees_in_the_app(app, cast):
    cast.orang["bupati"] = bupati().id
    buat_akun(SISTEM, cast.orang["bupati"], "bukan-hash", pada=PADA)
    skp = terkirim(cast, "kepala")
    boss = orang(cast, "bupati")
    assert boss.boleh("persetujuan.tetapkan")
    assert [r.skp_id for r in antrean(boss, HARI, Paging())[0].rows] == [skp.id]
    assert tetap(cast, skp, "bupati").penilai_id == cast.orang.pop("bupati")


def test_a_pengelola_never_records_the_own_plan(app, cast):
    skp = terkirim(cast, "pengelola")
    with pytest.raises(NotAllowed, match="sendiri"):
        catat(cast, skp)


# ---- batal, tutup ---------------------------------------------------------------------------------
def test_batal_before_the_first_validated_entry_only(app, cast):
    skp = terkirim(cast)
    tetap(cast, skp)
    with tulis(exempt="uji"):
        tandai_dipakai([skp.id], PADA)
    boss = orang(cast, "pengelola")
    with pytest.raises(RuleViolation, match="Tutup SKP dengan tanggal"):
        services.batalkan(boss, skp.id, "salah jabatan", pada=PADA)
    services.tutup(boss, skp.id, HARI, "pindah ke luar", pada=PADA)
    skp = Skp.get_by_id(skp.id)
    assert (skp.status, skp.sampai) == (S.DITUTUP, HARI)
    for who in ("pegawai", "atasan"):
        assert lonceng(cast, who)[-1] == (
            "SKP 1-2026 Endah Lestari ditutup per 21 November 2026. Alasan: pindah ke luar"
        )


def test_a_cancelled_plan_is_told_to_both(app, cast):
    skp = terkirim(cast)
    services.batalkan(orang(cast, "pengelola"), skp.id, "salah jabatan", pada=PADA)
    assert Skp.get_by_id(skp.id).status is S.BATAL
    for who in ("pegawai", "atasan"):
        assert lonceng(cast, who)[-1] == "SKP 1-2026 Endah Lestari dibatalkan. Alasan: salah jabatan"


@pytest.mark.parametrize(("hari", "kata"), [
    (date(2025, 12, 31), "di dalam periode"), (date(2027, 1, 1), "di dalam periode"), (date(2026, 11, 22), "belum tiba"),
])  # fmt: skip
def test_the_last_day_lies_in_the_period(app, cast, hari, kata):
    skp = terkirim(cast)
    tetap(cast, skp)
    with pytest.raises(RuleViolation, match=kata) as fault:
        services.tutup(orang(cast, "pengelola"), skp.id, hari, "x", pada=PADA)
    assert fault.value.field == "tanggal"


def test_nobody_cancels_or_closes_the_own_plan(app, cast):
    skp = konsep(cast, "pengelola", S.SETUJU)
    boss = orang(cast, "pengelola")
    with pytest.raises(NotAllowed):
        services.batalkan(boss, skp.id, "x", pada=PADA)
    with pytest.raises(NotAllowed):
        services.tutup(boss, skp.id, HARI, "x", pada=PADA)


def test_a_stranger_finds_nothing(app, cast):
    skp = terkirim(cast)
    for deed in ("tetapkan", "kembalikan"):
        args = ("x",) if deed == "kembalikan" else ()
        with pytest.raises(NotFound):
            getattr(services, deed)(orang(cast, "atasan_lain"), skp.id, sidik_kini(skp), *args, pada=PADA)
