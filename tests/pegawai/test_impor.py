"""A whole sheet in one deed: the tree follows from the superiors' numbers; faults, second import, undo."""

import json
from dataclasses import replace
from datetime import date

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.errors import NotAllowed, RuleViolation
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.queries import akar, daftar_unit
from skpweb.organisasi.rules import JenisJabatan, baca_jenjang
from skpweb.pegawai.models import Pangkat, Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import atasan, identitas
from skpweb.pegawai.queries_impor import keadaan_sekarang
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status
from skpweb.pegawai.rules_impor import BarisImpor, susun_rencana
from skpweb.pegawai.services import tambah_kontrak, tetapkan_pangkat, tetapkan_status
from skpweb.pegawai.services_impor import batalkan_impor, terapkan_impor

HARI = date(2026, 11, 21)
J, DEF, PLT = JenisJabatan, Kedudukan.DEFINITIF, Kedudukan.PLT
KADIS, SEKRE, KABID, UPTD, STAF1, STAF2, STAF3 = (f"19800101200501100{n}" for n in range(1, 8))


def baris(nomor, nip, nama, jenis, jabatan, unit, atasan, *, kedudukan=DEF, golongan="III/d", tmt=date(2024, 1, 1)):
    return BarisImpor(
        nomor, nip, nama, Kepegawaian.PNS, golongan, jenis, baca_jenjang(jabatan) if jenis is J.FUNGSIONAL else None,
        jabatan, kedudukan, unit, atasan, "", "", tmt,
    )  # fmt: skip


LEMBAR = [
    baris(2, STAF1, "Staf Satu", J.PELAKSANA, "Pengolah Data", "Bidang Niaga", KABID),
    baris(3, STAF2, "Staf Dua", J.PELAKSANA, "Pengolah Data", "Bidang Niaga", KABID),
    baris(4, KADIS, "Kepala", J.JPT_PRATAMA, "Kepala Dinas Niaga", "Dinas Niaga", None, golongan="IV/c"),
    baris(5, SEKRE, "Sekretaris", J.ADMINISTRATOR, "Sekretaris", "Sekretariat", KADIS),
    baris(6, KABID, "Kabid", J.ADMINISTRATOR, "Kepala Bidang Niaga", "Bidang Niaga", KADIS),
    baris(7, UPTD, "Plt UPTD", J.PENGAWAS, "Kepala UPTD Pasar", "UPTD Pasar", KABID, kedudukan=PLT),
    baris(8, STAF3, "Arsiparis", J.FUNGSIONAL, "Arsiparis Mahir", "UPTD Pasar", UPTD),
]


def terapkan(rows, pada):
    """What undoes it, and what the trail says of each person: field → before, after (of a new one nothing was before)."""
    before = Jejak.select().count()
    jurnal = terapkan_impor(SISTEM, rows, pada=pada)
    lines = Jejak.select().where(Jejak.id > before, Jejak.pegawai_id.is_null(False))
    told = {j.pegawai_id: {k: ((j.sebelum or {}).get(k), v) for k, v in j.sesudah.items()} for j in lines}
    return jurnal, told


def dengan_unit(rows):
    """The rows as matched against the units that are there now."""
    known = {u.nama: u.id for u in daftar_unit(HARI)}
    return [replace(row, unit=known.get(row.unit, row.unit)) for row in rows]


@pytest.fixture
def kantor(app_kosong, pada):
    terapkan(LEMBAR, pada)


def orang(nip):
    return identitas(Pegawai.get(Pegawai.nip == nip).id, HARI)


def ubah(nip, **changes):
    return dengan_unit([replace(row, **changes) if row.nip == nip else row for row in LEMBAR])


def test_the_tree_follows_from_the_numbers(app_kosong, pada):
    _, told = terapkan(LEMBAR, pada)
    assert len(told) == 7 and all(before is None for fields in told.values() for before, _ in fields.values())
    assert [(u.nama, u.tingkat) for u in daftar_unit(HARI)] == [
        ("Dinas Niaga", 0), ("Bidang Niaga", 1), ("UPTD Pasar", 2), ("Sekretariat", 1),
    ]  # fmt: skip
    nips = {p.id: p.nip for p in Pegawai.select()}
    above = {nip: a.identitas and a.identitas.nip for p, nip in nips.items() for a in (atasan(p, HARI),)}
    assert above == {row.nip: row.atasan_nip for row in LEMBAR}
    assert orang(UPTD).jabatan == "Plt. Kepala UPTD Pasar"
    assert orang(STAF3).jenjang == "Mahir"
    assert Jabatan.select().where(Jabatan.nama == "Pengolah Data").count() == 1
    assert akar(HARI).nama == "Kepala Dinas Niaga"
    assert (
        Jejak.select().where(Jejak.tindakan == "pegawai.terapkan_impor", Jejak.pegawai_id.is_null(False)).count() == 7
    )


def test_the_same_sheet_again_changes_nothing(kantor, pada):
    jurnal, told = terapkan(dengan_unit(LEMBAR), pada)
    assert (jurnal["baru"], jurnal["sebelum"], told) == ({}, {}, {})


def test_data_golongan_and_kind_change(kantor, pada):
    rows = ubah(STAF1, nama="Staf Satu, S.E.", golongan="IV/a", hp="0811", kepegawaian=Kepegawaian.PPPK)
    rows = [replace(r, golongan="IX") if r.nip == STAF1 else r for r in rows]
    _, told = terapkan(rows, pada)
    (changed,) = told.values()
    assert changed == {
        "Nama": ("Staf Satu", "Staf Satu, S.E."), "No. HP": ("", "0811"), "Golongan": ("III/d", "IX"),
        "Status kepegawaian": ("PNS", "PPPK"),
    }  # fmt: skip
    assert terapkan([replace(r, golongan="X") if r.nip == STAF1 else r for r in rows], pada)[1]
    assert Pangkat.select().where(Pangkat.golongan == "IX").count() == 0  # corrected on its day


def test_another_title_is_a_pindah_another_superior_is_not(kantor, pada):
    _, told = terapkan(ubah(STAF1, atasan_nip=SEKRE), pada)
    assert list(told.values()) == [{"Susunan jabatan": ("Pengolah Data", "Pengolah Data")}]
    assert RiwayatJabatan.select().count() == 7
    terapkan(ubah(STAF2, jabatan="Pengelola Keuangan", tmt=date(2026, 7, 1)), pada)
    rows = list(
        RiwayatJabatan.select().where(RiwayatJabatan.pegawai == orang(STAF2).pegawai_id).order_by(RiwayatJabatan.mulai)
    )
    assert [(r.jabatan.nama, r.sampai) for r in rows] == [
        ("Pengolah Data", date(2026, 6, 30)), ("Pengelola Keuangan", None),
    ]  # fmt: skip


def test_a_wrong_tmt_is_corrected(kantor, pada):
    (changed,) = terapkan(ubah(STAF1, tmt=date(2023, 5, 1)), pada)[1].values()
    assert changed == {"TMT jabatan": ("01-01-2024", "01-05-2023")}


def test_a_plt_becomes_definitif_and_a_new_head_takes_the_post(kantor, pada):
    terapkan(ubah(UPTD, kedudukan=DEF, tmt=date(2026, 2, 1)), pada)
    assert orang(UPTD).jabatan == "Kepala UPTD Pasar"
    rows = dengan_unit(LEMBAR)
    swap = {SEKRE: ("Kepala Bidang Niaga", "Bidang Niaga"), KABID: ("Sekretaris", "Sekretariat")}
    known = {u.nama: u.id for u in daftar_unit(HARI)}
    rows = [
        replace(r, jabatan=swap[r.nip][0], unit=known[swap[r.nip][1]], tmt=date(2026, 9, 1)) if r.nip in swap
        else replace(r, atasan_nip=SEKRE) if r.atasan_nip == KABID
        else r
        for r in rows if r.nip != UPTD
    ]  # fmt: skip
    rows = [r for r in rows if r.atasan_nip != UPTD]
    before = Jabatan.select().count()
    terapkan(rows, pada)
    assert Jabatan.select().count() == before
    assert [orang(n).jabatan for n in (SEKRE, KABID)] == ["Kepala Bidang Niaga", "Sekretaris"]
    assert atasan(orang(STAF1).pegawai_id, HARI).identitas.nip == SEKRE


FAULTS = [
    ({STAF1: {"atasan_nip": "199901012024011001"}}, [2], "tidak ada di berkas ini dan belum terdaftar"),
    ({KADIS: {"atasan_nip": STAF1}}, [2, 3, 4, 5, 6, 7, 8], "berputar"),
    ({STAF1: {"atasan_nip": STAF1}}, [2], "berputar"),
    ({STAF1: {"nip": STAF2}}, [2, 3], "ada di beberapa baris"),
    ({SEKRE: {"atasan_nip": None}}, [5], "Hanya kepala kantor"),
]


@pytest.mark.parametrize(("changes", "numbers", "words"), FAULTS)
def test_faults_name_their_row_and_nothing_is_written(app_kosong, pada, changes, numbers, words):
    rows = [replace(row, **changes.get(row.nip, {})) for row in LEMBAR]
    faults = susun_rencana(rows, keadaan_sekarang(HARI)).galat
    assert sorted(n for n, _ in faults) == numbers
    assert all(words in text for _, text in faults)
    with pytest.raises(RuleViolation):
        terapkan(rows, pada)
    assert Pegawai.select().count() == Unit.select().count() == 0


def test_a_post_is_not_taken_from_somebody_silently(kantor, pada):
    new = baris(9, "198505052010012009", "Baru", J.ADMINISTRATOR, "Sekretaris", "Sekretariat", KADIS)
    (fault,) = susun_rencana(dengan_unit([new]), keadaan_sekarang(HARI)).galat
    assert fault == (9, "Sekretaris masih dipegang Sekretaris. Sertakan jabatan barunya di berkas ini.")


def test_somebody_who_left_does_not_come_back_by_a_sheet(kantor, pada):
    who = orang(STAF1).pegawai_id
    tetapkan_status(SISTEM, who, status=Status.PENSIUN, mulai=HARI, sk_nomor="1", sk_tanggal=HARI, pada=pada)
    (fault,) = susun_rencana(dengan_unit(LEMBAR), keadaan_sekarang(HARI)).galat
    assert fault[0] == 2 and "Pensiun" in fault[1]


def test_equal_titles_of_two_heads_stay_two_posts(app_kosong, pada):
    twins = [
        baris(9, "198505052010012009", "Kasi A", J.PENGAWAS, "Kepala Seksi", "Bidang Niaga", KABID),
        baris(10, "198505052010012010", "Kasi B", J.PENGAWAS, "Kepala Seksi", "Bidang Niaga", KABID),
    ]
    terapkan([*LEMBAR, *twins], pada)
    assert Jabatan.select().where(Jabatan.nama == "Kepala Seksi").count() == 2
    assert terapkan(dengan_unit([*LEMBAR, *twins]), pada)[1] == {}


def test_the_head_made_at_setup_takes_the_sheets_title(cast, app, pada):
    nip = Pegawai.get_by_id(cast.orang["kepala"]).nip
    row = replace(LEMBAR[2], nip=nip, nama="Dr. Wirya Adinata, M.Si.", unit=cast.unit["dinas"], tmt=date(2020, 1, 1))
    terapkan([row], pada)
    assert akar(HARI).id == cast.jabatan["kadis"] and akar(HARI).nama == "Kepala Dinas Niaga"


def test_undo_restores_everything(kantor, pada):
    first = {p.nip: (p.nama, p.kepegawaian) for p in Pegawai.select()}
    new = baris(9, "198505052010012009", "Baru", J.PELAKSANA, "Juru Muat", "Gudang", UPTD)
    rows = [*ubah(STAF1, nama="Lain", jabatan="Kasir", tmt=date(2026, 7, 1), golongan="IV/a"), new]
    journal = json.loads(json.dumps(terapkan(rows, pada)[0]))
    assert batalkan_impor(SISTEM, journal, pada=pada) == 2
    assert {p.nip: (p.nama, p.kepegawaian) for p in Pegawai.select()} == first
    assert (orang(STAF1).jabatan, orang(STAF1).golongan) == ("Pengolah Data", "III/d")
    assert RiwayatJabatan.select().count() == 7 and "Gudang" not in [u.nama for u in Unit.select()]
    assert terapkan(dengan_unit(LEMBAR), pada)[1] == {}


def test_undo_is_refused_naming_what_changed_since(kantor, pada):
    new = [
        baris(9, "198505052010012009", "Baru", J.PELAKSANA, "Juru Muat", "Gudang", UPTD),
        replace(
            baris(10, "199505052024211010", "Kontrak", J.PELAKSANA, "Juru Muat", "Gudang", UPTD),
            kepegawaian=Kepegawaian.PPPK,
        ),
    ]
    journal = terapkan(dengan_unit(new), pada)[0]
    tetapkan_pangkat(SISTEM, orang(new[0].nip).pegawai_id, golongan="III/b", mulai=HARI, pada=pada)
    tambah_kontrak(SISTEM, orang(new[1].nip).pegawai_id, nomor="K", mulai=HARI, sampai=HARI, pada=pada)
    before = Pegawai.select().count()
    with pytest.raises(RuleViolation, match="sudah berubah atau dipakai sejak itu: Baru, Kontrak"):
        batalkan_impor(SISTEM, journal, pada=pada)
    assert Pegawai.select().count() == before


def test_a_limited_pengelola_imports_into_own_units_only(cast, app, pada):
    pelaku = Pelaku(unit_ids=frozenset({cast.unit["bidang_b"]}))
    boss = Pegawai.get_by_id(cast.orang["atasan_lain"]).nip
    row = baris(2, STAF1, "Staf Satu", J.PELAKSANA, "Pengolah Data dan Informasi", cast.unit["bidang_b"], boss)
    assert terapkan_impor(pelaku, [row], pada=pada)["baru"]
    for unit in (cast.unit["bidang_a"], "Unit Baru"):
        with pytest.raises(NotAllowed):
            terapkan_impor(pelaku, [replace(row, nip=STAF2, unit=unit)], pada=pada)
