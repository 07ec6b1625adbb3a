"""The window to the last moment, what counts as late, and the days a return gives."""

from datetime import date, timedelta

import pytest

from skpweb.core import clock
from skpweb.core.db import tulis
from skpweb.core.errors import Locked, RuleViolation
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.periode.models import Pengecualian
from skpweb.persetujuan import services
from skpweb.persetujuan.queries_naskah import pengajuan
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.rules import JenisCuti
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp
from tests.persetujuan.bantu import jendela, kembali, kirim, konsep, orang

S = StatusSkp
AWAL = clock.saat(date(2025, 12, 1))
AKHIR = clock.saat(date(2026, 1, 31), 23, 59, 59).replace(microsecond=999_000)  # a Saturday
DETIK = timedelta(seconds=1)


def saat(bulan, hari, *jam):
    return clock.saat(date(2026, bulan, hari), *(jam or (10,)))


def tepat(skp):
    return Skp.get_by_id(skp.id).tepat_waktu


def kecualikan(cast, row, sampai, oleh="pengelola", untuk="pegawai"):
    with tulis(exempt="uji"):
        Pengecualian.create(
            jendela=row, pegawai=cast.orang[untuk], alasan="padam", mulai_pada=AWAL, sampai_pada=sampai,
            oleh=cast.orang[oleh],
        )  # fmt: skip


@pytest.mark.baku("K52")
@pytest.mark.parametrize(
    ("pada", "boleh"),
    [(AWAL - timedelta(milliseconds=1), False), (AWAL, True), (AKHIR, True), (AKHIR + timedelta(microseconds=999), True),
     (AKHIR + timedelta(milliseconds=1), False)],
)  # fmt: skip
def test_the_window_to_its_last_moment(app, cast, pada, boleh):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    if boleh:
        kirim(cast, skp, pada=pada)
        assert tepat(skp) is True
    else:
        with pytest.raises(Locked) as why:
            kirim(cast, skp, pada=pada)
        assert "Penyusunan SKP 2026" in why.value.reason
        assert why.value.who
        assert Skp.get_by_id(skp.id).status is S.KONSEP


def test_without_a_window_nothing_is_sent(app, cast):
    skp = konsep(cast)
    with pytest.raises(Locked, match="belum dibuka"):
        kirim(cast, skp, pada=saat(1, 15))


def test_by_an_exception_it_is_sent_but_late(app, cast):
    row = jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kecualikan(cast, row, saat(2, 10))
    kirim(cast, skp, pada=saat(2, 9))
    assert tepat(skp) is False


def test_an_exception_of_ones_own_does_not_count(app, cast):
    row = jendela(AKHIR, AWAL)
    skp = konsep(cast, "pengelola")
    kecualikan(cast, row, saat(2, 10), "pengelola", "pengelola")
    with pytest.raises(Locked):
        kirim(cast, skp, "pengelola", pada=saat(2, 9))


def test_who_came_later_has_days_of_his_own(app, cast):
    with tulis(exempt="uji"):
        RiwayatJabatan.update(mulai=date(2026, 3, 2)).where(RiwayatJabatan.pegawai == cast.orang["pegawai"]).execute()
    skp = konsep(cast, mulai=date(2026, 3, 2))  # Monday; ten working days: Monday 16 March
    akhir = saat(3, 16, 23, 59, 59)
    assert pengajuan(skp, None, akhir).kunci is None
    assert pengajuan(skp, None, akhir + DETIK).kunci is not None
    kirim(cast, skp, pada=akhir)
    assert tepat(skp) is True


def test_only_the_first_sending_decides_whether_it_was_in_time(app, cast):
    row = jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=saat(1, 30))
    services.tarik(orang(cast, "pegawai"), skp.id, pada=saat(1, 30, 11))
    kecualikan(cast, row, saat(2, 20))
    kirim(cast, skp, pada=saat(2, 18))
    assert tepat(skp) is True


# ---- returned round the deadline --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dikembalikan", "sampai"),
    [
        (saat(1, 23), None),  # six working days before Saturday 31 January
        (saat(1, 26), date(2026, 2, 2)),
        (saat(1, 30), date(2026, 2, 6)),
        (saat(2, 6), date(2026, 2, 13)),  # five working days after it
        (saat(2, 9), None),
    ],
)
def test_a_return_round_the_deadline_gives_five_working_days(app, cast, dikembalikan, sampai):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=saat(1, 20))
    kembali(cast, skp, pada=dikembalikan)
    if sampai is None:
        with pytest.raises(Locked):
            kirim(cast, skp, pada=max(AKHIR, dikembalikan) + DETIK)
        return
    end = clock.saat(sampai, 23, 59, 59)
    with pytest.raises(Locked):
        kirim(cast, skp, pada=end + DETIK)
    kirim(cast, skp, pada=end)
    assert (Skp.get_by_id(skp.id).status, tepat(skp)) == (S.PERIKSA, True)


def test_own_leave_lengthens_the_days_of_a_resend(app, cast):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=saat(1, 20))
    with tulis(exempt="uji"):
        CutiDinas.create(
            pegawai=cast.orang["pegawai"], jenis=JenisCuti.CUTI, mulai=date(2026, 2, 2), sampai=date(2026, 2, 3),
            dibuat_pada=saat(1, 10),
        )  # fmt: skip
    kembali(cast, skp, pada=saat(1, 30))
    kirim(cast, skp, pada=saat(2, 10, 23, 59, 59))
    assert tepat(skp) is True


# ---- tarik ----------------------------------------------------------------------------------------
def test_after_the_deadline_tarik_warns_first(app, cast):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=AKHIR)
    me = orang(cast, "pegawai")
    with pytest.raises(RuleViolation) as warning:
        services.tarik(me, skp.id, pada=AKHIR + DETIK)
    assert warning.value.field == "sadar"
    assert Skp.get_by_id(skp.id).status is S.PERIKSA
    services.tarik(me, skp.id, sadar=True, pada=AKHIR + DETIK)
    assert Skp.get_by_id(skp.id).status is S.KONSEP


def test_before_the_deadline_tarik_asks_nothing(app, cast):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=saat(1, 20))
    services.tarik(orang(cast, "pegawai"), skp.id, pada=AKHIR)
    assert Skp.get_by_id(skp.id).status is S.KONSEP


def test_deeds_of_the_superior_are_never_window_locked(app, cast):
    jendela(AKHIR, AWAL)
    skp = konsep(cast)
    kirim(cast, skp, pada=saat(1, 20))
    kembali(cast, skp, pada=saat(6, 1))
    assert Skp.get_by_id(skp.id).status is S.REVISI
