"""Units and posts are opened, renamed from a day on, closed, merged; the tree stays one tree."""

from datetime import date

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.errors import Conflict, NotAllowed, NotFound, RuleViolation
from skpweb.organisasi import services
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.queries import (
    akar,
    ambil_jabatan,
    ambil_unit,
    cari_jabatan,
    daftar_unit,
    nama_unit_pada,
    pohon,
    riwayat_nama_jabatan,
    riwayat_nama_unit,
    satu_jabatan,
    tulisan_jabatan,
    unit_turunan,
)
from skpweb.organisasi.rules import JenisJabatan, Jenjang

HARI = date(2026, 11, 21)
LAMA = date(2020, 1, 1)
F, P = JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA
pytestmark = pytest.mark.usefixtures("app")


def unit_baru(cast, pada, nama="Seksi Data", induk="bidang_a"):
    return services.tambah_unit(SISTEM, nama=nama, induk_id=cast.unit[induk], dibuka=LAMA, pada=pada)


def jabatan_baru(cast, pada, nama="Arsiparis Mahir", jenis=F, atasan="kabid_a", **more):
    return services.tambah_jabatan(
        SISTEM, unit_id=cast.unit["bidang_a"], nama=nama, jenis=jenis, dibuka=LAMA, pada=pada,
        **{"atasan_id": cast.jabatan[atasan] if atasan else None, **more},
    )  # fmt: skip


def test_units_come_in_the_order_of_the_tree(cast, pada):
    unit_baru(cast, pada)
    assert [(u.nama, u.tingkat) for u in daftar_unit(HARI)] == [
        ("Dinas Uji Coba", 0),
        ("Bidang Pembanding", 1),
        ("Bidang Perintis", 1),
        ("Seksi Data", 2),
        ("Sekretariat", 1),
    ]


def test_a_name_stands_once_among_siblings_whatever_its_spelling(cast, pada):
    unit_baru(cast, pada, "Sub Bagian Umum & Kepegawaian")
    with pytest.raises(RuleViolation, match="sudah ada di bawah induk") as raised:
        unit_baru(cast, pada, "SUBBAG. UMUM DAN KEPEGAWAIAN")
    assert raised.value.field == "nama"
    assert unit_baru(cast, pada, "Subbag Umum dan Kepegawaian", "bidang_b").id


def test_the_office_itself_stands_once(cast, pada):
    with pytest.raises(RuleViolation, match="unit puncak"):
        services.tambah_unit(SISTEM, nama="Dinas Lain", induk_id=None, dibuka=LAMA, pada=pada)


def ubah_unit(cast, pada, **more):
    row = ambil_unit(cast.unit["bidang_a"])
    values = {"nama": row.nama, "mulai": date(2026, 7, 1), "induk_id": row.induk_id, "mandiri": row.mandiri, **more}
    services.ubah_unit(SISTEM, row.id, values.pop("versi", row.versi), **values, pada=pada)


def test_a_new_name_holds_from_its_day_on(cast, pada):
    unit = cast.unit["bidang_a"]
    ubah_unit(cast, pada, nama="Bidang Inovasi")
    assert nama_unit_pada(unit, date(2026, 6, 30)) == "Bidang Perintis"
    assert nama_unit_pada(unit, date(2026, 7, 1)) == "Bidang Inovasi"
    assert [n.nama for n in riwayat_nama_unit(unit)] == ["Bidang Inovasi", "Bidang Perintis"]
    with pytest.raises(RuleViolation, match="nama yang berlaku setelah"):
        ubah_unit(cast, pada, nama="Bidang Lain", mulai=date(2026, 6, 1))
    ubah_unit(cast, pada, nama="Bidang Inovasi Daerah")
    assert [n.nama for n in riwayat_nama_unit(unit)] == ["Bidang Inovasi Daerah", "Bidang Perintis"]
    line = Jejak.select().where(Jejak.tindakan == "organisasi.ubah_unit").order_by(Jejak.id.desc()).first()
    assert line.sebelum["nama"] == "Bidang Inovasi" and line.sesudah["nama"] == "Bidang Inovasi Daerah"


def test_a_name_of_the_future_waits_for_its_day(cast, pada):
    ubah_unit(cast, pada, nama="Bidang Inovasi", mulai=date(2027, 1, 1))
    assert "Bidang Perintis" in [u.nama for u in daftar_unit(HARI)]
    assert "Bidang Inovasi" in [u.nama for u in daftar_unit(date(2027, 1, 1))]


def test_a_unit_does_not_hang_below_itself(cast, pada):
    seksi = unit_baru(cast, pada)
    for induk in (cast.unit["bidang_a"], seksi.id):
        with pytest.raises(RuleViolation, match="bukan|tidak boleh unit ini sendiri"):
            ubah_unit(cast, pada, induk_id=induk)
    assert unit_turunan([cast.unit["bidang_a"]]) == {cast.unit["bidang_a"], seksi.id}


def test_two_tabs_the_loser_sees_what_stands(cast, pada):
    ubah_unit(cast, pada, nama="Bidang Inovasi")
    with pytest.raises(Conflict) as raised:
        ubah_unit(cast, pada, nama="Bidang Lain", versi=1)
    assert raised.value.stored == {"Nama": "Bidang Inovasi"}


def test_only_an_empty_unit_closes_and_stays_in_history(cast, pada):
    unit = unit_baru(cast, pada)
    with pytest.raises(RuleViolation, match="masih memiliki 3 jabatan dan 1 unit"):
        services.tutup_unit(SISTEM, cast.unit["bidang_a"], 1, tanggal=HARI, pada=pada)
    with pytest.raises(RuleViolation, match="sebelum unit dibuka"):
        services.tutup_unit(SISTEM, unit.id, 1, tanggal=date(2019, 1, 1), pada=pada)
    services.tutup_unit(SISTEM, unit.id, 1, tanggal=HARI, pada=pada)
    assert unit.id not in [u.id for u in daftar_unit(HARI)]
    assert unit.id in [u.id for u in daftar_unit(date(2026, 11, 20))]


def test_merging_moves_posts_and_parts(cast, pada):
    a, b = cast.unit["bidang_a"], cast.unit["bidang_b"]
    seksi, before = unit_baru(cast, pada), pohon()
    services.gabung_unit(SISTEM, a, 1, b, tanggal=HARI, pada=pada)
    assert Jabatan.select().where(Jabatan.unit == a).count() == 0
    assert Unit.get_by_id(seksi.id).induk_id == b
    assert ambil_unit(a).ditutup == HARI
    assert pohon() == before
    with pytest.raises(RuleViolation, match="masih ada dan bukan bagian"):
        services.gabung_unit(SISTEM, b, 1, a, tanggal=HARI, pada=pada)


def test_a_functional_post_takes_its_level_from_the_name(cast, pada):
    assert jabatan_baru(cast, pada).jenjang is Jenjang.MAHIR
    assert jabatan_baru(cast, pada, "Pengelola Umum").jenjang is None
    assert jabatan_baru(cast, pada, "Arsiparis Mahir", P).jenjang is None


def test_structural_posts_always_have_a_pk(cast, pada):
    assert jabatan_baru(cast, pada, "Kepala Seksi", JenisJabatan.PENGAWAS).punya_pk
    assert not jabatan_baru(cast, pada).punya_pk


def test_there_is_one_root(cast, pada):
    assert akar(HARI).id == cast.jabatan["kadis"]
    with pytest.raises(RuleViolation, match="2 jabatan tanpa atasan"):
        jabatan_baru(cast, pada, atasan=None)
    with pytest.raises(RuleViolation, match="tidak ada atau sudah ditutup"):
        jabatan_baru(cast, pada, atasan_id=999)


def test_posts_move_but_never_in_a_circle(cast, pada):
    ids = cast.jabatan
    services.pindahkan_jabatan(SISTEM, {ids["analis_a"]: ids["kabid_b"]}, pada=pada)
    assert pohon()[ids["analis_a"]] == ids["kabid_b"]
    with pytest.raises(RuleViolation, match="berputar|satu jabatan puncak"):
        services.pindahkan_jabatan(SISTEM, {ids["kadis"]: ids["kabid_a"]}, pada=pada)
    services.pindahkan_jabatan(SISTEM, {ids["sekdis"]: None, ids["kadis"]: ids["sekdis"]}, pada=pada)
    assert akar(HARI).id == ids["sekdis"]


def test_renaming_a_post_keeps_its_history(cast, pada):
    post = cast.jabatan["analis_a"]
    services.ubah_jabatan(
        SISTEM, post, 1, nama="Analis Kebijakan Ahli Muda", mulai=HARI, jenis=F, jenjang=None, pimpinan_unit=False,
        punya_pk=True, sk_penilai="SK/7", sk_penilai_tanggal=LAMA, pada=pada,
    )  # fmt: skip
    row = ambil_jabatan(post)
    assert (row.jenjang, row.punya_pk, row.sk_penilai) == (Jenjang.AHLI_MUDA, True, "SK/7")
    assert [n.nama for n in riwayat_nama_jabatan(post)] == [
        "Analis Kebijakan Ahli Muda",
        "Analis Kebijakan Ahli Pertama",
    ]
    assert (post, "Analis Kebijakan Ahli Muda · Bidang Perintis") in cari_jabatan("analis", HARI)
    assert (post, "Analis Kebijakan Ahli Pertama · Bidang Perintis") in cari_jabatan("analis", date(2026, 1, 1))


def test_an_sk_has_a_number_and_a_date(cast, pada):
    with pytest.raises(RuleViolation, match="nomor dan tanggal SK"):
        services.ubah_jabatan(
            SISTEM, cast.jabatan["analis_a"], 1, nama="Analis", mulai=HARI, jenis=F, jenjang=None, pimpinan_unit=False,
            punya_pk=False, sk_penilai="SK/7", pada=pada,
        )  # fmt: skip


def test_a_post_with_posts_below_does_not_close(cast, pada):
    with pytest.raises(RuleViolation, match="Masih ada 2 jabatan di bawahnya"):
        services.tutup_jabatan(SISTEM, cast.jabatan["kabid_a"], 1, tanggal=HARI, pada=pada)


def test_a_limited_pengelola_stays_in_the_own_units(cast, pada):
    pelaku = Pelaku(unit_ids=frozenset({cast.unit["bidang_b"]}))
    with pytest.raises(NotAllowed, match="di luar wewenang"):
        services.tambah_unit(pelaku, nama="Seksi", induk_id=cast.unit["bidang_a"], dibuka=LAMA, pada=pada)
    with pytest.raises(NotAllowed):
        services.pindahkan_jabatan(pelaku, {cast.jabatan["analis_a"]: cast.jabatan["kabid_b"]}, pada=pada)
    assert services.tambah_unit(pelaku, nama="Seksi", induk_id=cast.unit["bidang_b"], dibuka=LAMA, pada=pada).id


def test_what_is_not_there(cast, pada):
    for read in (ambil_unit, ambil_jabatan, lambda i: nama_unit_pada(i, HARI)):
        with pytest.raises(NotFound):
            read(999)


def test_a_post_is_chosen_by_name_unit_or_number(cast, pada):
    ids = cast.jabatan
    assert satu_jabatan("sekretaris", HARI, "atasan") == ids["sekdis"]
    assert satu_jabatan(" Pengolah Data dan Informasi · Bidang Perintis ", HARI, "atasan") == ids["pengolah_a"]
    assert satu_jabatan(str(ids["kadis"]), HARI, "atasan") == ids["kadis"]
    assert satu_jabatan("", HARI, "atasan") is None
    assert tulisan_jabatan(ids["kadis"], HARI) == "Kepala Dinas Uji Coba · Dinas Uji Coba"
    assert tulisan_jabatan(None, HARI) == ""
    with pytest.raises(RuleViolation, match=r"Ada beberapa jabatan yang cocok: .*\(nomor") as raised:
        satu_jabatan("Pengolah Data dan Informasi", HARI, "atasan")
    assert raised.value.field == "atasan"
    with pytest.raises(RuleViolation, match="tidak ditemukan"):
        satu_jabatan("Juru Terbang", HARI, "atasan")
