"""Deeds on a person's file: number, status, pangkat, contract, posts."""

from datetime import date

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.errors import Conflict, NotAllowed, NotFound, RuleViolation
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan
from skpweb.pegawai import services
from skpweb.pegawai.models import AnggotaTim, Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import identitas, lihat_pegawai
from skpweb.pegawai.queries_daftar import detail_pegawai, kontrak_berakhir
from skpweb.pegawai.rules import Kedudukan, Kelamin, Kepegawaian, Status
from skpweb.pegawai.services_tim import tambah_pejabat_luar

HARI = date(2026, 11, 21)
PLT, DEF = Kedudukan.PLT, Kedudukan.DEFINITIF
pytestmark = pytest.mark.usefixtures("app")


def pppk(cast, pada, nip="199001012024211001", **more):
    values = {"golongan": "IX", "jabatan_id": cast.jabatan["pengolah_a"], **more}
    return services.tambah_pegawai(
        SISTEM, nama="Sari Baru", nip=nip, kepegawaian=Kepegawaian.PPPK, mulai=date(2024, 3, 1), pada=pada, **values
    )


def riwayat(pegawai_id):
    rows = RiwayatJabatan.select().where(RiwayatJabatan.pegawai == pegawai_id).order_by(RiwayatJabatan.mulai)
    return [(r.jabatan_id, r.kedudukan, r.mulai, r.sampai) for r in rows]


def test_a_new_employee_with_everything(cast, pada):
    who = pppk(cast, pada, nip="19900101 202421 1 001")
    found = identitas(who.id, HARI)
    assert (found.nip, found.golongan, found.pangkat_golongan) == ("199001012024211001", "IX", "IX")
    assert (found.jabatan, found.unit, found.status) == ("Pengolah Data dan Informasi", "Bidang Perintis", Status.AKTIF)
    assert found.mulai_di_opd == date(2024, 3, 1)
    assert Jejak.select().where(Jejak.tindakan == "pegawai.tambah_pegawai", Jejak.pegawai_id == who.id).count() == 1


def test_a_number_belongs_to_one_person(cast, pada):
    pppk(cast, pada)
    with pytest.raises(RuleViolation, match="sudah dipakai Sari Baru") as raised:
        pppk(cast, pada, nip="19900101 202421 1 001")
    assert raised.value.field == "nip"


def test_a_limited_pengelola_adds_only_into_own_units(cast, pada):
    pelaku = Pelaku(unit_ids=frozenset({cast.unit["bidang_b"]}))
    data = {"nama": "X", "kepegawaian": Kepegawaian.PNS, "mulai": HARI, "pada": pada}
    with pytest.raises(NotAllowed):
        services.tambah_pegawai(pelaku, nip="199001012015031071", **data)
    with pytest.raises(NotAllowed):
        services.tambah_pegawai(pelaku, nip="199001012015031071", jabatan_id=cast.jabatan["penata"], **data)
    services.tambah_pegawai(pelaku, nip="199001012015031071", jabatan_id=cast.jabatan["pengolah_b"], **data)


def test_changing_data_bumps_the_version(cast, pada):
    who = cast.orang["pegawai"]
    versi = Pegawai.get_by_id(who).versi
    services.ubah_pegawai(
        SISTEM, who, versi, nama="Endah L.", kelamin=Kelamin.PEREMPUAN, hp="0812", email="", pada=pada
    )
    with pytest.raises(Conflict) as raised:
        services.ubah_pegawai(SISTEM, who, versi, nama="Endah", kelamin=None, hp="", email="", pada=pada)
    assert raised.value.stored["Nama"] == "Endah L." and raised.value.version == versi + 1
    services.tetapkan_pangkat(SISTEM, who, golongan="III/a", mulai=HARI, pada=pada)
    assert Pegawai.get_by_id(who).versi == versi + 2


def test_a_number_changes_from_a_day_on(cast, pada):
    who = pppk(cast, pada)
    new = {"nip": "199001012026031009", "kepegawaian": Kepegawaian.PNS, "alasan": "Diangkat PNS", "pada": pada}
    with pytest.raises(RuleViolation, match="hari berlakunya"):
        services.ubah_nomor(SISTEM, who.id, mulai=date(2027, 1, 1), **new)
    services.ubah_nomor(SISTEM, who.id, mulai=date(2026, 3, 1), **new)
    assert identitas(who.id, date(2026, 2, 28)).nip == "199001012024211001"
    now = identitas(who.id, HARI)
    assert (now.nip, now.kepegawaian) == ("199001012026031009", Kepegawaian.PNS)
    assert Pegawai.get_by_id(who.id).nip == "199001012026031009"
    with pytest.raises(RuleViolation, match="Nomor sekarang berlaku sejak 1 Maret 2026"):
        services.ubah_nomor(SISTEM, who.id, mulai=date(2025, 1, 1), **(new | {"nip": "199001012026031008"}))


def test_a_status_with_an_end_gives_way_to_the_former(cast, pada):
    who = cast.orang["pegawai"]
    services.tetapkan_status(
        SISTEM, who, status=Status.CUTI_PANJANG, mulai=date(2026, 5, 1), sampai=date(2026, 7, 31), sk_nomor="SK/1",
        sk_tanggal=HARI, pada=pada,
    )  # fmt: skip
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 7, 31), date(2026, 8, 1)]
    assert [identitas(who, d).status for d in days] == [Status.AKTIF, *[Status.CUTI_PANJANG] * 2, Status.AKTIF]


def test_leaving_closes_posts_and_teams_the_day_before(cast, pada):
    who = cast.orang["pegawai"]
    services.tempatkan(
        SISTEM, who, jabatan_id=cast.jabatan["analis_a"], kedudukan=PLT, mulai=date(2026, 1, 1), pada=pada
    )
    leave = {"status": Status.PENSIUN, "sk_nomor": "SK/1", "sk_tanggal": HARI, "pada": pada}
    with pytest.raises(RuleViolation, match="tidak berakhir"):
        services.tetapkan_status(SISTEM, who, mulai=HARI, sampai=HARI, **leave)
    with pytest.raises(RuleViolation, match="baru mulai 1 Januari 2026"):
        services.tetapkan_status(SISTEM, who, mulai=date(2025, 6, 1), **leave)
    services.tetapkan_status(SISTEM, who, mulai=date(2026, 12, 1), **leave)
    assert {row[3] for row in riwayat(who)} == {date(2026, 11, 30)}
    assert AnggotaTim.get(AnggotaTim.pegawai == who).sampai == date(2026, 11, 30)
    assert identitas(who, HARI).jabatan and not identitas(who, date(2026, 12, 1)).jabatan
    with pytest.raises(RuleViolation, match="sudah keluar"):
        services.tempatkan(SISTEM, who, jabatan_id=cast.jabatan["analis_a"], mulai=date(2027, 1, 1), pada=pada)


def test_a_status_needs_its_sk(cast, pada):
    with pytest.raises(RuleViolation, match="nomor dan tanggal SK"):
        services.tetapkan_status(SISTEM, cast.orang["pegawai"], status=Status.MPP, mulai=HARI, pada=pada)


def test_pangkat_over_time_and_corrected_on_its_day(cast, pada):
    who = cast.orang["pegawai"]
    for golongan in ("II/d", "III/a"):
        services.tetapkan_pangkat(SISTEM, who, golongan=golongan, mulai=date(2026, 4, 1), pada=pada)
    assert identitas(who, date(2026, 3, 31)).golongan == "II/c"
    assert identitas(who, HARI).pangkat_golongan == "Penata Muda, III/a"
    with pytest.raises(RuleViolation, match="IX"):
        services.tetapkan_pangkat(SISTEM, who, golongan="IX", mulai=HARI, pada=pada)


def test_contracts_do_not_overlap_and_are_of_pppk(cast, pada):
    who = pppk(cast, pada)
    services.tambah_kontrak(
        SISTEM, who.id, nomor="K1", mulai=date(2026, 1, 1), sampai=date(2026, 12, 31), jam=30, pada=pada
    )
    with pytest.raises(RuleViolation, match="bertindihan"):
        services.tambah_kontrak(
            SISTEM, who.id, nomor="K2", mulai=date(2026, 12, 31), sampai=date(2027, 6, 1), pada=pada
        )
    with pytest.raises(RuleViolation, match="Hanya PPPK"):
        services.tambah_kontrak(SISTEM, cast.orang["pegawai"], nomor="K", mulai=HARI, sampai=HARI, pada=pada)
    assert kontrak_berakhir(HARI) == [(who.id, date(2026, 12, 31), 40)]
    assert kontrak_berakhir(date(2026, 6, 1)) == []


def test_pindah_jabatan_closes_the_former_post(cast, pada):
    who, old, new = cast.orang["pegawai"], cast.jabatan["pengolah_a"], cast.jabatan["analis_a"]
    with pytest.raises(RuleViolation, match="harus sesudah TMT jabatan"):
        services.tempatkan(SISTEM, who, jabatan_id=new, mulai=date(2020, 1, 1), pada=pada)
    services.tempatkan(SISTEM, who, jabatan_id=new, mulai=date(2026, 7, 1), sk_nomor="SK/9", pada=pada)
    assert riwayat(who) == [
        (old, DEF, date(2020, 1, 1), date(2026, 6, 30)),
        (new, DEF, date(2026, 7, 1), None),
    ]
    assert identitas(who, date(2026, 6, 30)).jabatan == "Pengolah Data dan Informasi"


def test_plt_comes_beside_and_is_taken_once(cast, pada):
    who, post = cast.orang["pegawai"], cast.jabatan["kabid_b"]
    services.tempatkan(SISTEM, who, jabatan_id=post, kedudukan=PLT, mulai=date(2026, 7, 1), pada=pada)
    assert len(riwayat(who)) == 2 and riwayat(who)[0][3] is None
    with pytest.raises(RuleViolation, match="Plt. Kepala Bidang Pembanding sudah dipegang Endah Lestari"):
        services.tempatkan(SISTEM, cast.orang["atasan"], jabatan_id=post, kedudukan=PLT, mulai=HARI, pada=pada)
    row = RiwayatJabatan.get(RiwayatJabatan.pegawai == who, RiwayatJabatan.kedudukan == PLT)
    services.akhiri_jabatan(SISTEM, row.id, row.versi, sampai=date(2026, 10, 31), pada=pada)
    with pytest.raises(Conflict) as raised:
        services.akhiri_jabatan(SISTEM, row.id, row.versi, sampai=HARI, pada=pada)
    assert raised.value.stored["Sampai"] == "31 Oktober 2026"
    services.tempatkan(SISTEM, cast.orang["atasan"], jabatan_id=post, kedudukan=PLT, mulai=HARI, pada=pada)


def test_a_structural_post_has_one_definitif_holder_a_staff_post_many(cast, pada):
    with pytest.raises(RuleViolation, match="sudah dipegang Cempaka"):
        services.tempatkan(SISTEM, cast.orang["pegawai"], jabatan_id=cast.jabatan["kabid_b"], mulai=HARI, pada=pada)
    services.tempatkan(SISTEM, cast.orang["pegawai"], jabatan_id=cast.jabatan["pengolah_b"], mulai=HARI, pada=pada)


def test_jenjang_naik_continues_the_row(cast, pada):
    who = cast.orang["ketua_tim"]
    muda = tambah_jabatan(
        SISTEM, unit_id=cast.unit["bidang_a"], nama="Analis Kebijakan Ahli Muda", jenis=JenisJabatan.FUNGSIONAL,
        atasan_id=cast.jabatan["kabid_a"], dibuka=date(2020, 1, 1), pada=pada,
    )  # fmt: skip
    row = RiwayatJabatan.get(RiwayatJabatan.pegawai == who)
    services.lanjutkan_jabatan(SISTEM, row.id, row.versi, jabatan_id=muda.id, mulai=date(2026, 10, 1), pada=pada)
    now = identitas(who, HARI)
    assert (now.riwayat_id, now.jabatan, now.jenjang) == (row.id, "Analis Kebijakan Ahli Muda", "Ahli Muda")
    kept = detail_pegawai(who, HARI).riwayat[0].sebelumnya
    assert kept == "Analis Kebijakan Ahli Pertama (s.d. 30 September 2026)"
    with pytest.raises(RuleViolation, match="jabatan lain"):
        services.lanjutkan_jabatan(SISTEM, row.id, row.versi + 1, jabatan_id=muda.id, mulai=HARI, pada=pada)


def test_a_post_outside_stands_in_words(cast, pada):
    who = cast.orang["pegawai"]
    services.catat_riwayat_luar(
        SISTEM,
        who,
        jabatan="Staf",
        instansi="Kecamatan Contoh",
        mulai=date(2015, 1, 1),
        sampai=date(2019, 12, 31),
        pada=pada,
    )
    rows = detail_pegawai(who, HARI).riwayat
    assert [(r.jabatan, r.tempat) for r in rows][-1] == ("Staf", "Kecamatan Contoh")
    assert identitas(who, HARI).mulai_di_opd == date(2020, 1, 1)


def test_pejabat_luar_holds_no_definitif_post_here(cast, pada):
    who = tambah_pejabat_luar(
        SISTEM, nama="Drs. Asisten", jabatan="Asisten", instansi="Setda", mulai=date(2026, 1, 1), pada=pada
    )
    with pytest.raises(RuleViolation, match="hanya dapat menjadi Plt"):
        services.tempatkan(SISTEM, who.id, jabatan_id=cast.jabatan["kadis"], mulai=HARI, pada=pada)
    services.tempatkan(SISTEM, who.id, jabatan_id=cast.jabatan["kadis"], kedudukan=PLT, mulai=HARI, pada=pada)


def test_strangers_do_not_exist_and_the_visible_is_not_yet_changeable(cast, pada):
    other = Pelaku(pegawai_id=cast.orang["pengelola_b"], unit_ids=frozenset({cast.unit["bidang_b"]}))
    with pytest.raises(NotFound):
        services.tetapkan_pangkat(other, cast.orang["pegawai"], golongan="III/a", mulai=HARI, pada=pada)
    boss = Pelaku(pegawai_id=cast.orang["atasan"])
    with pytest.raises(NotAllowed):
        services.tetapkan_pangkat(boss, cast.orang["pegawai"], golongan="III/a", mulai=HARI, pada=pada)
    assert lihat_pegawai(other, cast.orang["pegawai_lain"], HARI)[1]
    assert not lihat_pegawai(boss, cast.orang["pegawai"], HARI)[1]
