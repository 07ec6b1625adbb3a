"""Saving a month, its versions, imports all or nothing with undo, and how quick they are."""

import json
from dataclasses import replace

import pytest

from skpweb.audit.models import Jejak
from skpweb.audit.queries import periksa_rantai
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, NotAllowed, RuleViolation, RuleViolations
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.rules import Kepegawaian
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import ambil_rekap, rekap_banyak
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import BarisImpor, batalkan_impor, hapus_rekap, simpan_rekap, terapkan_impor

PENUH = Rekap(22, hadir=22)
SAKIT = Rekap(22, hadir=20, sakit=2, tl1=3)


def simpan(cast, pada, siapa="pegawai", rekap=PENUH, bulan=10, **lain):
    simpan_rekap(SISTEM, cast.orang[siapa], 2026, bulan, rekap, pada=pada, **lain)
    return ambil_rekap(cast.orang[siapa], 2026, bulan)


def tindakan():
    return [j.tindakan for j in Jejak.select().where(Jejak.tindakan.startswith("presensi.")).order_by(Jejak.id)]


def test_a_saved_month_comes_back_whole_with_its_trail(app, cast, pada):
    row = simpan(cast, pada, rekap=SAKIT)
    assert row.rekap == SAKIT
    assert (row.sumber, row.versi) == ("Ketik", 1)
    baru = simpan(cast, pada, rekap=PENUH)
    assert (baru.id, baru.versi) == (row.id, 2)
    jejak = Jejak.select().order_by(Jejak.id.desc()).get()
    assert jejak.pegawai_id == cast.orang["pegawai"]
    assert (jejak.sebelum["angka"][:4], jejak.sesudah["angka"][:4]) == ([22, 20, 0, 2], [22, 22, 0, 0])


def test_faults_are_named_and_nothing_is_saved(app, cast, pada):
    with pytest.raises(RuleViolation, match="berjumlah 21"):
        simpan(cast, pada, rekap=replace(PENUH, hadir=21))
    with pytest.raises(RuleViolation, match="belum dimulai"):
        simpan(cast, pada, bulan=12)
    with pytest.raises(RuleViolation, match="1 sampai 12"):
        simpan(cast, pada, bulan=13)
    assert RekapPresensi.select().count() == 0
    assert tindakan() == []


def test_the_later_of_two_editors_sees_both_texts(app, cast, pada):
    row = simpan(cast, pada, versi=0)
    simpan(cast, pada, rekap=SAKIT, versi=row.versi)
    with pytest.raises(Conflict) as beda:
        simpan(cast, pada, rekap=PENUH, versi=row.versi)
    assert (beda.value.stored["Sakit"], beda.value.version) == ("2", 2)
    with pytest.raises(Conflict):
        simpan(cast, pada, versi=0)
    assert RekapPresensi.get().rekap == SAKIT


def test_a_removed_month_is_gone_but_on_the_trail(app, cast, pada):
    row = simpan(cast, pada)
    with pytest.raises(Conflict):
        hapus_rekap(SISTEM, row.id, versi=9, pada=pada)
    hapus_rekap(SISTEM, row.id, versi=1, pada=pada)
    assert RekapPresensi.select().count() == 0
    with pytest.raises(Conflict):
        hapus_rekap(SISTEM, row.id, versi=1, pada=pada)
    assert tindakan()[-1] == "presensi.hapus_rekap"


def baris(cast, *isi):
    return [BarisImpor(cast.orang[siapa], 2026, bulan, rekap) for siapa, bulan, rekap in isi]


def test_an_import_tells_new_changed_and_same(app, cast, pada):
    simpan(cast, pada, "pegawai", SAKIT)
    simpan(cast, pada, "atasan", PENUH)
    jejak = terapkan_impor(
        SISTEM,
        baris(cast, ("pegawai", 10, PENUH), ("atasan", 10, PENUH), ("kepala", 10, SAKIT), ("kepala", 9, PENUH)),
        sumber="presensi.csv",
        pada=pada,
    )
    assert [j["sebelum"] is None for j in jejak] == [False, True, True]
    rows = {(r.pegawai_id, r.bulan): (r.rekap, r.sumber, r.versi) for r in RekapPresensi.select()}
    assert rows == {
        (cast.orang["pegawai"], 10): (PENUH, "presensi.csv", 2),
        (cast.orang["atasan"], 10): (PENUH, "Ketik", 1),
        (cast.orang["kepala"], 10): (SAKIT, "presensi.csv", 1),
        (cast.orang["kepala"], 9): (PENUH, "presensi.csv", 1),
    }
    assert tindakan().count("presensi.terapkan_impor") == 3
    assert periksa_rantai() == ""


def test_undo_brings_everything_back(app, cast, pada):
    simpan(cast, pada, "pegawai", SAKIT)
    hasil = terapkan_impor(
        SISTEM, baris(cast, ("pegawai", 10, PENUH), ("kepala", 10, SAKIT)), sumber="a.csv", pada=pada
    )
    jejak = json.loads(json.dumps(hasil))
    assert batalkan_impor(SISTEM, jejak, pada=pada) == 2
    row = RekapPresensi.get()
    assert (row.pegawai_id, row.rekap, row.sumber, row.versi) == (cast.orang["pegawai"], SAKIT, "Ketik", 3)
    assert tindakan().count("presensi.batalkan_impor") == 2
    with pytest.raises(RuleViolation):
        batalkan_impor(SISTEM, jejak, pada=pada)


def test_undo_is_refused_naming_what_changed_since(app, cast, pada):
    isi = baris(cast, ("pegawai", 10, PENUH), ("kepala", 10, PENUH), ("atasan", 9, PENUH))
    hasil = terapkan_impor(SISTEM, isi, sumber="a.csv", pada=pada)
    simpan(cast, pada, "pegawai", SAKIT)
    simpan(cast, pada, "atasan", SAKIT, bulan=9)
    with pytest.raises(RuleViolations) as salah:
        batalkan_impor(SISTEM, hasil, pada=pada)
    pesan = " ".join(f.message for f in salah.value.faults)
    assert "Endah Lestari, Oktober 2026" in pesan
    assert "Bagja Permana, S.T., September 2026" in pesan
    assert "Wirya" not in pesan
    assert RekapPresensi.select().count() == 3


def test_a_faulty_row_stops_the_whole_import(app, cast, pada):
    isi = baris(cast, ("pegawai", 10, PENUH), ("kepala", 10, replace(PENUH, izin=1)))
    with pytest.raises(RuleViolation, match="lebih 1"):
        terapkan_impor(SISTEM, isi, sumber="a.csv", pada=pada)
    assert RekapPresensi.select().count() == 0


def test_a_pengelola_imports_within_his_units_only(app, cast, pada):
    pengelola = Pelaku(1, cast.orang["pengelola_b"], "P", unit_ids=frozenset({cast.unit["bidang_b"]}))
    terapkan_impor(pengelola, baris(cast, ("pegawai_lain", 10, PENUH)), sumber="a.csv", pada=pada)
    with pytest.raises(NotAllowed, match="Endah Lestari"):
        terapkan_impor(
            pengelola, baris(cast, ("pegawai_lain", 10, SAKIT), ("pegawai", 10, PENUH)), sumber="a.csv", pada=pada
        )
    asing = terapkan_impor(SISTEM, baris(cast, ("pegawai", 9, PENUH)), sumber="a.csv", pada=pada)
    with pytest.raises(NotAllowed):
        batalkan_impor(pengelola, asing, pada=pada)


def test_five_thousand_rows_are_applied_and_undone(app, pada):
    with tulis(exempt="uji"):
        orang = [
            {
                "nama": f"Orang {n}",
                "nip": f"{n:018}",
                "kepegawaian": Kepegawaian.PNS,
                "dibuat_pada": pada,
                "luar": False,
            }
            for n in range(5000)
        ]
        for awal in range(0, 5000, 1000):
            Pegawai.insert_many(orang[awal : awal + 1000]).execute()
    ids = [p.id for p in Pegawai.select(Pegawai.id).where(Pegawai.nama.startswith("Orang "))]
    terapkan_impor(SISTEM, [BarisImpor(p, 2026, 9, PENUH) for p in ids], sumber="lama", pada=pada)
    hasil = terapkan_impor(SISTEM, [BarisImpor(p, 2026, 9, SAKIT) for p in ids], sumber="baru", pada=pada)
    batalkan_impor(SISTEM, hasil, pada=pada)
    assert all(j["sebelum"] for j in hasil) and len(hasil) == 5000
    assert {r.versi for r in RekapPresensi.select(RekapPresensi.versi).distinct()} == {3}


def test_months_of_many_people_are_one_query(app, cast, pada, hitung_query):
    lain = Rekap(22, hadir=11, izin=11)
    simpan(cast, pada, "pegawai", SAKIT, bulan=9)
    simpan(cast, pada, "pegawai", lain, bulan=10)
    with hitung_query() as q:
        hasil = rekap_banyak([cast.orang["pegawai"], cast.orang["kepala"]], 2026, 9, 10)
    assert len(q) == 1
    assert [r.rekap for r in hasil[cast.orang["pegawai"]]] == [SAKIT, lain]
    assert cast.orang["kepala"] not in hasil
