"""Teams, delegation, pejabat luar, reports of wrong data."""

from datetime import date

import pytest

from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.errors import Conflict, NotAllowed, NotFound, RuleViolation
from skpweb.core.tables import Paging
from skpweb.pegawai import services_tim as services
from skpweb.pegawai.models import Delegasi, PejabatLuar
from skpweb.pegawai.queries import kepala
from skpweb.pegawai.queries_daftar import daftar_laporan, laporan_sendiri
from skpweb.pegawai.queries_tim import (
    anggota_tim,
    daftar_delegasi,
    daftar_pejabat_luar,
    daftar_tim,
)
from skpweb.pegawai.rules_atasan import TugasDelegasi

HARI, MULAI = date(2026, 11, 21), date(2026, 11, 1)
VALIDASI, TETAPKAN, EVALUASI = TugasDelegasi
pytestmark = pytest.mark.usefixtures("app")


def tim_baru(cast, pada, pelaku=SISTEM, unit="bidang_a"):
    return services.bentuk_tim(
        pelaku,
        nama="Tim Data",
        unit_id=cast.unit.get(unit),
        ketua_id=cast.orang["ketua_tim"],
        dibentuk=MULAI,
        pada=pada,
    )


def susunan(tim):
    return [(i.nama.split()[0], a.ketua, a.mulai.day, a.sampai and a.sampai.day) for a, i in anggota_tim(tim.id, HARI)]


def test_a_team_has_leader_members_and_dates(cast, pada):
    tim = tim_baru(cast, pada)
    add = {"tim_id": tim.id, "pegawai_id": cast.orang["pegawai_lain"], "mulai": date(2026, 11, 5), "pada": pada}
    services.tambah_anggota(SISTEM, **add)
    assert susunan(tim) == [("Danang", True, 1, None), ("Fajar", False, 5, None)]
    with pytest.raises(RuleViolation, match="sudah menjadi anggota"):
        services.tambah_anggota(SISTEM, **add)
    with pytest.raises(RuleViolation, match="dalam masa tim"):
        services.tambah_anggota(SISTEM, **(add | {"pegawai_id": cast.orang["pegawai"], "mulai": date(2026, 10, 1)}))
    row = daftar_tim(HARI)[0]
    assert (row.tim.nama, row.ketua, row.anggota) == ("Tim Data", "Danang Saputra, S.IP.", 2)


def test_a_new_leader_makes_the_former_one_a_member(cast, pada):
    tim = tim_baru(cast, pada)
    values = {"pegawai_id": cast.orang["pegawai"], "pada": pada}
    services.tambah_anggota(SISTEM, tim.id, mulai=date(2026, 11, 3), **values)
    services.tambah_anggota(SISTEM, tim.id, mulai=date(2026, 11, 10), ketua=True, **values)
    assert susunan(tim) == [
        ("Endah", True, 10, None), ("Danang", False, 10, None), ("Danang", True, 1, 9), ("Endah", False, 3, 9),
    ]  # fmt: skip


def test_members_leave_and_teams_end(cast, pada):
    tim = tim_baru(cast, pada)
    member = anggota_tim(tim.id, HARI)[0][0]
    with pytest.raises(RuleViolation, match="sebelum tanggal mulai"):
        services.akhiri_anggota(SISTEM, member.id, sampai=date(2026, 10, 1), pada=pada)
    services.akhiri_anggota(SISTEM, member.id, sampai=HARI, pada=pada)
    with pytest.raises(RuleViolation, match="sebelum tim dibentuk"):
        services.ubah_tim(SISTEM, tim.id, 1, nama="Tim Data", dibubarkan=date(2026, 10, 1), pada=pada)
    services.ubah_tim(SISTEM, tim.id, 1, nama="Tim Data Terpadu", dibubarkan=HARI, pada=pada)
    assert "Tim Data Terpadu" in [b.tim.nama for b in daftar_tim(HARI, bubar=True)]
    assert "Tim Data Terpadu" in [b.tim.nama for b in daftar_tim(date(2026, 11, 20))]
    with pytest.raises(Conflict):
        services.ubah_tim(SISTEM, tim.id, 1, nama="X", dibubarkan=None, pada=pada)
    with pytest.raises(NotFound):
        services.akhiri_anggota(SISTEM, 999, sampai=HARI, pada=pada)


def test_a_team_across_units_is_for_the_whole_opd(cast, pada):
    limited = Pelaku(unit_ids=frozenset({cast.unit["bidang_a"]}))
    with pytest.raises(NotAllowed):
        tim_baru(cast, pada, limited, unit="lintas")
    assert tim_baru(cast, pada, limited)


def delegasi(
    cast, pada, who, *, pemberi="atasan", penerima="ketua_tim", tugas=(VALIDASI,), sampai=HARI, units=frozenset()
):
    pelaku = Pelaku(pegawai_id=cast.orang[who], unit_ids=units)
    return services.delegasikan(
        pelaku, pemberi_id=cast.orang[pemberi], penerima_id=cast.orang[penerima], mulai=MULAI, sampai=sampai, spt="SPT/1",
        tugas=tugas, pada=pada,
    )  # fmt: skip


def test_a_superior_delegates_and_only_his_superior_delegates_evaluasi(cast, pada):
    delegasi(cast, pada, "atasan", tugas=[VALIDASI, TETAPKAN])
    with pytest.raises(RuleViolation, match="Evaluasi hanya dapat didelegasikan oleh atasan"):
        delegasi(cast, pada, "atasan", tugas=[EVALUASI])
    with pytest.raises(RuleViolation, match="Evaluasi hanya"):
        delegasi(cast, pada, "pengelola", tugas=[EVALUASI], units=None)
    delegasi(cast, pada, "kepala", tugas=[EVALUASI])
    assert [row.tugas for row, *_ in daftar_delegasi(HARI)] == [["evaluasi"], ["tetapkan", "validasi"]]


def test_who_is_a_stranger_to_it_delegates_nothing(cast, pada):
    for who in ("pegawai", "atasan_lain", "sekretaris"):
        with pytest.raises(NotFound):
            delegasi(cast, pada, who)
    with pytest.raises(NotAllowed):
        delegasi(cast, pada, "kepala", pemberi="ketua_tim", penerima="pegawai")
    assert Delegasi.select().count() == 0


def test_a_delegation_is_sound_and_can_be_taken_back(cast, pada):
    with pytest.raises(RuleViolation, match="orang lain"):
        delegasi(cast, pada, "atasan", penerima="atasan")
    with pytest.raises(RuleViolation, match="sebelum tanggal mulai"):
        delegasi(cast, pada, "atasan", sampai=date(2026, 10, 1))
    row = delegasi(cast, pada, "atasan")
    boss = Pelaku(pegawai_id=cast.orang["kepala"])
    services.cabut_delegasi(boss, row.id, pada=pada)
    assert daftar_delegasi(HARI) == [] and len(daftar_delegasi(HARI, lama=True)) == 1
    with pytest.raises(RuleViolation, match="sudah dicabut"):
        services.cabut_delegasi(boss, row.id, pada=pada)


def luar(pada, nama="H. Bupati", nip="", penilai=True, mulai=date(2025, 1, 1), sampai=None):
    return services.tambah_pejabat_luar(
        SISTEM, nama=nama, nip=nip, jabatan="Bupati", instansi="Pemkab", mulai=mulai, sampai=sampai, penilai_kepala=penilai,
        pada=pada,
    )  # fmt: skip


def test_one_pejabat_luar_rates_the_head_at_a_time(pada):
    first = luar(pada)
    with pytest.raises(RuleViolation, match="H. Bupati sudah menjadi penilai kepala"):
        luar(pada, "Wakil")
    change = {"nama": "H. Bupati", "jabatan": "Bupati", "instansi": "Pemkab", "mulai": date(2025, 1, 1), "pada": pada}
    services.ubah_pejabat_luar(SISTEM, first.id, 1, sampai=date(2026, 10, 31), penilai_kepala=True, **change)
    luar(pada, "Penggantinya", mulai=MULAI)
    assert [i.nama for _, i in daftar_pejabat_luar(HARI)] == ["Penggantinya", "H. Bupati"]
    with pytest.raises(Conflict):
        services.ubah_pejabat_luar(SISTEM, first.id, 1, sampai=None, penilai_kepala=False, **change)
    assert PejabatLuar.select().count() == 2
    assert not kepala(HARI).luar


def test_a_pejabat_luar_may_have_a_number(cast, pada):
    assert luar(pada, nip="19700101 199503 1 001").nip == "197001011995031001"
    with pytest.raises(RuleViolation, match="sudah dipakai H. Bupati"):
        luar(pada, "Lain", nip="197001011995031001", penilai=False)


def test_a_report_reaches_the_pengelola_of_the_unit_and_is_answered(cast, pada):
    saya = Pelaku(pegawai_id=cast.orang["pegawai"], nama="Endah")
    row = services.laporkan_data(saya, uraian="Golongan saya III/a.", pada=pada)
    a, b = (
        Pelaku(pegawai_id=cast.orang["pengelola"], unit_ids=frozenset({cast.unit[u]})) for u in ("bidang_a", "bidang_b")
    )
    assert [daftar_laporan(who, HARI, Paging()).jumlah for who in (a, b)] == [1, 0]
    with pytest.raises(NotFound):
        services.selesaikan_laporan(b, row.id, jawaban="Ya", pada=pada)
    services.selesaikan_laporan(a, row.id, jawaban="Sudah diperbaiki.", pada=pada)
    assert daftar_laporan(a, HARI, Paging()).jumlah == 0
    assert daftar_laporan(a, HARI, Paging(), selesai=True).rows[0][0].jawaban == "Sudah diperbaiki."
    assert laporan_sendiri(cast.orang["pegawai"])[0].selesai_pada == pada
    with pytest.raises(RuleViolation, match="sudah diselesaikan"):
        services.selesaikan_laporan(a, row.id, jawaban="Lagi", pada=pada)
    with pytest.raises(NotAllowed):
        services.laporkan_data(SISTEM, uraian="x", pada=pada)
