"""Deeds on the content of an SKP: what they make, refuse and tell; state × deed × person."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.audit.queries import periksa_rantai
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.harian.models import Catatan
from skpweb.harian.rules import JenisCatatan
from skpweb.matriks.models import Target
from skpweb.pegawai.models import Kontrak, NomorPegawai, Pegawai, RiwayatJabatan
from skpweb.pegawai.rules import Kepegawaian, Status
from skpweb.pegawai.services import tempatkan, tetapkan_status
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.skp import services
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import calon_skp, daftar_skp, isi_skp
from skpweb.skp.rules import Agregasi, Arah, Aspek, JenisRhk, Pendekatan, StatusSkp
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

D = Decimal
U, T = JenisRhk.UTAMA, JenisRhk.TAMBAHAN
DESEMBER = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


def orang(cast, who):
    return Pelaku(1, cast.orang[who], who, peran=frozenset({"pegawai"}))


def riwayat(cast, who):
    return RiwayatJabatan.get(RiwayatJabatan.pegawai == cast.orang[who], RiwayatJabatan.sampai.is_null()).id


def buat(cast, who, pada, tahun=2026):
    return services.buat_skp(orang(cast, who), riwayat(cast, who), tahun, pada=pada)


def skp(row):
    return Skp.get_by_id(row.id if isinstance(row, Skp) else row)


def rhk(cast, row, pada, who="pegawai", teks="Tersedianya data harga", **isi):
    return services.tambah_rhk(orang(cast, who), row.id, **{"jenis": U, "teks": teks, "pada": pada, **isi})


# ---- making one -----------------------------------------------------------------------------------
def test_the_first_of_the_year_with_its_trail(app, cast, pada):
    row = skp(buat(cast, "pegawai", pada))
    assert (row.nama, row.mulai, row.sampai, row.status) == ("1-2026", date(2026, 1, 1), date(2026, 12, 31), "konsep")
    jejak = Jejak.select().order_by(Jejak.id.desc()).get()
    assert (jejak.tindakan, jejak.objek, jejak.pegawai_id) == ("skp.buat_skp", f"skp:{row.id}", cast.orang["pegawai"])
    with pytest.raises(RuleViolation, match="SKP 1-2026 sudah mencakup"):
        buat(cast, "pegawai", pada)


def test_the_coming_year_from_the_first_of_december(app, cast, pada):
    with pytest.raises(RuleViolation, match="mulai 1 Desember"):
        buat(cast, "pegawai", pada, 2027)
    assert buat(cast, "pegawai", DESEMBER, 2027).nama == "1-2027"
    with pytest.raises(RuleViolation, match="belum dapat"):
        buat(cast, "pegawai", DESEMBER, 2028)


def test_after_batal_the_next_number(app, cast, pada):
    skp_ada(cast, "pegawai", pada, status=StatusSkp.BATAL)
    assert buat(cast, "pegawai", pada).nama == "2-2026"


def test_after_a_closed_one_a_plan_for_the_rest_of_the_year(app, cast, pada):
    lama = skp_ada(cast, "pegawai", pada, status=StatusSkp.DITUTUP)
    with tulis(exempt="uji"):
        Skp.update(sampai=date(2026, 11, 17)).where(Skp.id == lama.id).execute()
    baru = skp(buat(cast, "pegawai", pada))
    assert (baru.nama, baru.mulai, baru.sampai) == ("2-2026", date(2026, 11, 18), date(2026, 12, 31))
    assert alasan(cast, "pegawai") == ["SKP 2-2026 sudah mencakup masa ini."]


def test_a_plan_closed_with_the_year_leaves_nothing(app, cast, pada):
    skp_ada(cast, "pegawai", pada, status=StatusSkp.DITUTUP)
    assert alasan(cast, "pegawai") == ["SKP 1-2026 sudah mencakup masa ini."]


def test_only_for_ones_own_post(app, cast, pada):
    with pytest.raises(NotFound):
        services.buat_skp(orang(cast, "pegawai"), riwayat(cast, "atasan"), 2026, pada=pada)
    assert Skp.select().count() == 0


def alasan(cast, who, hari=date(2026, 11, 21)):
    return [c.alasan for c in calon_skp(cast.orang[who], daftar_skp(cast.orang[who]), hari)]


def test_why_none_can_be_made(app, cast, pada):
    assert alasan(cast, "pegawai") == [""]
    tetapkan_status(
        SISTEM,
        cast.orang["pegawai"],
        status=Status.CLTN,
        mulai=date(2026, 10, 1),
        sk_nomor="1",
        sk_tanggal=date(2026, 9, 1),
        pada=pada,
    )
    assert "Status Anda CLTN" in alasan(cast, "pegawai")[0]
    with tulis(exempt="uji"):
        RiwayatJabatan.update(sampai=date(2026, 10, 31)).where(RiwayatJabatan.pegawai == cast.orang["atasan"]).execute()
        Pegawai.update(luar=True).where(Pegawai.id == cast.orang["kepala"]).execute()
    assert "Riwayat jabatan Anda belum dicatat" in alasan(cast, "atasan")[0]
    assert "Pejabat luar" in alasan(cast, "kepala")[0]
    assert alasan(cast, "sekretaris", date(2026, 12, 1)) == ["", ""]


def test_a_contract_bounds_the_period(app, cast, pada):
    who = cast.orang["pegawai"]
    with tulis(exempt="uji"):
        NomorPegawai.update(kepegawaian=Kepegawaian.PPPK).where(NomorPegawai.pegawai == who).execute()
        Kontrak.create(pegawai=who, nomor="1", mulai=date(2025, 1, 1), sampai=date(2026, 11, 30))
    row = skp(buat(cast, "pegawai", pada))
    assert (row.mulai, row.sampai) == (date(2026, 1, 1), date(2026, 11, 30))
    assert "Tidak ada kontrak" in alasan(cast, "pegawai", date(2026, 12, 1))[1]


def test_moving_to_another_post_ends_the_plan_of_the_old_one(app, cast, pada):
    lama = buat(cast, "pegawai", pada)
    pindah = date(2026, 11, 16)
    tempatkan(SISTEM, cast.orang["pegawai"], jabatan_id=cast.jabatan["pengolah_b"], mulai=pindah, pada=pada)
    baru = skp(buat(cast, "pegawai", pada))
    assert (baru.nama, baru.mulai, baru.sampai) == ("2-2026", pindah, date(2026, 12, 31))
    assert (skp(lama).sampai, skp(lama).status) == (pindah - timedelta(days=1), StatusSkp.KONSEP)
    assert alasan(cast, "pegawai") == ["SKP 2-2026 sudah mencakup masa ini."]


def test_a_plan_whose_post_was_left_before_it_began_is_batal(app, cast, pada):
    lama = buat(cast, "pegawai", DESEMBER, 2027)
    mulai = date(2027, 1, 1)
    with tulis(exempt="uji"):
        RiwayatJabatan.update(sampai=date(2026, 12, 31)).where(RiwayatJabatan.id == lama.riwayat_id).execute()
        RiwayatJabatan.create(pegawai=lama.pegawai_id, jabatan=cast.jabatan["pengolah_b"], mulai=mulai)
    baru = buat(cast, "pegawai", datetime(2027, 1, 4, 3, 0, tzinfo=UTC), 2027)
    assert (skp(lama).status, skp(baru).nama) == (StatusSkp.BATAL, "2-2027")


# ---- RHK ------------------------------------------------------------------------------------------
def test_a_line_supports_the_superiors_in_any_state(app, cast, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.KONSEP), "Terkendalinya harga")
    row = buat(cast, "pegawai", pada)
    anak = rhk(cast, row, pada, induk_id=atas.id)
    isi = isi_skp(row.id).rhk[0]
    assert (isi.induk_teks, isi.induk.nama, isi.induk.status) == (
        "Terkendalinya harga",
        "Bagja Permana, S.T.",
        "konsep",
    )
    assert (skp(row).versi, anak.direktif) == (2, False)


def test_a_link_to_a_stranger_or_to_what_is_batal_is_refused(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    asing = rhk_ada(skp_ada(cast, "atasan_lain", pada))
    batal = rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.BATAL))
    lalu = rhk_ada(skp_ada(cast, "atasan", pada, tahun=2025, mulai=date(2025, 1, 1), sampai=date(2025, 12, 31)))
    for salah in (asing, batal, lalu):
        with pytest.raises(RuleViolation) as found:
            rhk(cast, row, pada, induk_id=salah.id)
        assert found.value.field == "tautan"
    ketua = rhk_ada(skp_ada(cast, "ketua_tim", pada), "Terselesaikannya kajian")
    assert rhk(cast, row, pada, induk_id=ketua.id).induk_id == ketua.id


@pytest.mark.parametrize(
    ("isi", "field"),
    [({"teks": "  "}, "teks"), ({"direktif": True}, "pemberi"), ({"direktif": True, "pemberi": " "}, "pemberi")],
)
def test_what_a_line_requires(app, cast, pada, isi, field):
    row = buat(cast, "pegawai", pada)
    with pytest.raises(RuleViolation) as found:
        rhk(cast, row, pada, **isi)
    assert found.value.field == field
    assert Rhk.select().count() == 0


def test_the_superiors_new_words_are_a_difference_until_taken(app, cast, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.KONSEP), "Terkendalinya harga")
    row = buat(cast, "pegawai", pada)
    anak = rhk(cast, row, pada, induk_id=atas.id)
    services.ubah_rhk(
        orang(cast, "atasan"), atas.id, 1, jenis=U, teks="Terjaganya harga", direktif=True, pemberi="Bupati", pada=pada
    )
    assert isi_skp(row.id).rhk[0].induk_berubah
    services.ubah_rhk(orang(cast, "pegawai"), anak.id, 1, jenis=U, teks="Tersedianya data", induk_id=atas.id, pada=pada)
    assert isi_skp(row.id).rhk[0].induk_berubah, "an unchanged link keeps the words it was made with"
    services.ambil_teks_induk(orang(cast, "pegawai"), anak.id, 2, pada=pada)
    assert isi_skp(row.id).rhk[0].induk_teks == "Terjaganya harga"
    lepas = rhk(cast, row, pada)
    with pytest.raises(RuleViolation, match="tidak mendukung"):
        services.ambil_teks_induk(orang(cast, "pegawai"), lepas.id, 1, pada=pada)


def test_deleting_what_others_support_breaks_their_link_and_tells_them(app, cast, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.KONSEP), "Terkendalinya harga")
    iki_ada(atas)
    row = buat(cast, "pegawai", pada)
    anak = rhk(cast, row, pada, induk_id=atas.id)
    services.hapus_rhk(orang(cast, "atasan"), atas.id, 1, pada=pada)
    isi = isi_skp(row.id).rhk[0]
    assert (isi.putus, isi.induk_id, isi.induk_teks, skp(row).versi) == (True, None, "Terkendalinya harga", 3)
    kabar = Pemberitahuan.select().order_by(Pemberitahuan.id.desc()).get()
    assert (kabar.pegawai_id, kabar.endpoint, kabar.arg) == (cast.orang["pegawai"], "skp.lihat", {"skp_id": row.id})
    assert kabar.teks.endswith("; tautkan RHK Anda ke yang lain.") and ".." not in kabar.teks
    assert (Iki.select().count(), Target.select().count()) == (0, 0)
    services.ubah_rhk(orang(cast, "pegawai"), anak.id, 2, jenis=T, teks="Tersedianya data", pada=pada)
    assert not isi_skp(row.id).rhk[0].putus


def test_the_later_of_two_windows_sees_both_texts(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    garis = rhk(cast, row, pada)
    services.ubah_rhk(orang(cast, "pegawai"), garis.id, 1, jenis=U, teks="Baru", pada=pada)
    for deed in (
        lambda: services.ubah_rhk(orang(cast, "pegawai"), garis.id, 1, jenis=U, teks="Lain", pada=pada),
        lambda: services.hapus_rhk(orang(cast, "pegawai"), garis.id, 1, pada=pada),
    ):
        with pytest.raises(Conflict) as beda:
            deed()
        assert (beda.value.stored["Rencana hasil kerja"], beda.value.version) == ("Baru", 2)


def test_order_is_kept_within_a_kind(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    a, b, c = (rhk(cast, row, pada, teks=t, jenis=j) for t, j in (("A", U), ("B", T), ("C", U)))
    assert [r.teks for r in isi_skp(row.id).rhk] == ["A", "C", "B"]
    assert [r.nomor for r in isi_skp(row.id).rhk] == [1, 2, 3]
    services.geser_rhk(orang(cast, "pegawai"), c.id, -1, pada=pada)
    assert [r.teks for r in isi_skp(row.id).rhk] == ["C", "A", "B"]
    for row_id, langkah in ((c.id, -1), (a.id, 1), (b.id, 1), (a.id, 5), (a.id, 0)):
        with pytest.raises(RuleViolation, match="di ujung"):
            services.geser_rhk(orang(cast, "pegawai"), row_id, langkah, pada=pada)


# ---- IKI ------------------------------------------------------------------------------------------
def tambah(cast, garis, pada, **isi):
    bawaan = {
        "teks": "Jumlah laporan",
        "aspek": [Aspek.WAKTU, Aspek.KUANTITAS],
        "target": "95 %",
        "batas_bawah": D(95),
        "satuan": "%",
    }
    return services.tambah_iki(orang(cast, "pegawai"), garis.id, **bawaan | isi, pada=pada)


def test_days_that_should_be_few_are_averaged_by_default(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    tambah(cast, rhk(cast, row, pada), pada, target="3 hari", batas_bawah=D(3), satuan="hari", arah=Arah.TURUN)
    assert isi_skp(row.id).iki[0].agregasi is Agregasi.RATA_RATA


def test_an_indicator_with_its_defaults(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    iki = tambah(cast, rhk(cast, row, pada), pada)
    isi = isi_skp(row.id).iki[0]
    assert (isi.id, isi.aspek, isi.batas_atas, isi.agregasi) == (
        iki.id,
        (Aspek.KUANTITAS, Aspek.WAKTU),
        D(95),
        Agregasi.RATA_RATA,
    )
    services.ubah_iki(orang(cast, "pegawai"), iki.id, 1, teks="Jumlah", aspek=[Aspek.BIAYA], target="3 x", batas_bawah=D(3),
                      agregasi=Agregasi.TERAKHIR, pada=pada)  # fmt: skip
    isi = isi_skp(row.id).iki[0]
    assert (isi.teks, isi.batas_bawah, isi.agregasi, skp(row).versi) == ("Jumlah", D(3), Agregasi.TERAKHIR, 4)
    with pytest.raises(Conflict):
        services.hapus_iki(orang(cast, "pegawai"), iki.id, 1, pada=pada)
    services.hapus_iki(orang(cast, "pegawai"), iki.id, 2, pada=pada)
    assert isi_skp(row.id).iki == ()
    assert periksa_rantai() == ""


def test_a_tick_takes_the_bounds_away_and_kualitatif_needs_neither(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    garis = rhk(cast, row, pada)
    assert tambah(cast, garis, pada, dinilai_catatan=True).batas_bawah is None
    with pytest.raises(RuleViolation):
        tambah(cast, garis, pada, target="", aspek=[])
    services.ubah_pendekatan(orang(cast, "pegawai"), row.id, Pendekatan.KUALITATIF, pada=pada)
    narasi = tambah(cast, garis, pada, target="", aspek=[], batas_bawah=None, satuan="")
    assert narasi.dinilai_catatan
    assert isi_skp(row.id).pendekatan is Pendekatan.KUALITATIF


def test_what_a_daily_log_uses_cannot_be_deleted(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    garis = rhk(cast, row, pada)
    iki = tambah(cast, garis, pada)
    with tulis(exempt="uji"):
        Catatan.create(pegawai=row.pegawai_id, skp=row, iki=iki, tanggal=date(2026, 11, 20), jenis=JenisCatatan.UTAMA,
                       uraian="Menulis laporan", dicatat_pada=pada)  # fmt: skip
    for deed in (services.hapus_iki, services.hapus_rhk):
        target = iki if deed is services.hapus_iki else garis
        with pytest.raises(RuleViolation, match="catatan kinerja harian"):
            deed(orang(cast, "pegawai"), target.id, 1, pada=pada)
    assert len(isi_skp(row.id).iki) == 1


def test_indicators_move_within_their_line(app, cast, pada):
    row = buat(cast, "pegawai", pada)
    garis = rhk(cast, row, pada)
    a, b = tambah(cast, garis, pada, teks="Jumlah A"), tambah(cast, garis, pada, teks="Jumlah B")
    services.geser_iki(orang(cast, "pegawai"), b.id, -1, pada=pada)
    assert [i.id for i in isi_skp(row.id).iki] == [b.id, a.id]
    with pytest.raises(RuleViolation):
        services.geser_iki(orang(cast, "pegawai"), b.id, -1, pada=pada)


# ---- what later rooms call ------------------------------------------------------------------------
def test_status_follows_the_machine_and_versions_count(app, cast, pada):
    row = skp(buat(cast, "pegawai", pada))
    with tulis(exempt="uji"):
        assert services.ubah_status(row, "ajukan", diajukan_pada=pada) is StatusSkp.PERIKSA
        assert (skp(row).status, skp(row).versi, row.versi, skp(row).diajukan_pada) == (StatusSkp.PERIKSA, 2, 2, pada)
        with pytest.raises(RuleViolation, match="Periksa"):
            services.ubah_status(row, "tutup")
        services.naikkan_versi(row.id)
        with pytest.raises(Conflict):
            services.ubah_status(row, "tarik")
        services.tandai_dipakai([row.id], pada)
        services.tandai_dipakai([row.id], DESEMBER)
    assert skp(row).dipakai_pada == pada


# ---- state × deed × person ------------------------------------------------------------------------
PERBUATAN = {
    "tambah_rhk": lambda p, s, r, i, pada: services.tambah_rhk(p, s.id, jenis=U, teks="Tersedianya", pada=pada),
    "ubah_rhk": lambda p, s, r, i, pada: services.ubah_rhk(p, r.id, 1, jenis=U, teks="Tersedianya", pada=pada),
    "hapus_rhk": lambda p, s, r, i, pada: services.hapus_rhk(p, r.id, 1, pada=pada),
    "geser_rhk": lambda p, s, r, i, pada: services.geser_rhk(p, r.id, 1, pada=pada),
    "tambah_iki": lambda p, s, r, i, pada: services.tambah_iki(p, r.id, teks="x", dinilai_catatan=True, aspek=["biaya"], target="x", pada=pada),
    "ubah_iki": lambda p, s, r, i, pada: services.ubah_iki(p, i.id, 1, teks="x", dinilai_catatan=True, aspek=["biaya"], target="x", pada=pada),
    "hapus_iki": lambda p, s, r, i, pada: services.hapus_iki(p, i.id, 1, pada=pada),
    "geser_iki": lambda p, s, r, i, pada: services.geser_iki(p, i.id, 1, pada=pada),
    "ubah_pendekatan": lambda p, s, r, i, pada: services.ubah_pendekatan(p, s.id, Pendekatan.KUALITATIF, pada=pada),
}  # fmt: skip
ORANG_LAIN = {
    "atasan": NotAllowed,
    "kepala": NotAllowed,
    "ketua_tim": NotAllowed,
    "pegawai_lain": NotFound,
    "atasan_lain": NotFound,
}


@pytest.mark.parametrize("status", StatusSkp)
def test_who_may_change_a_plan_in_which_state(app, cast, pada, status):
    row = skp_ada(cast, "pegawai", pada, status=status)
    garis, _ = rhk_ada(row), rhk_ada(row)
    iki, _ = iki_ada(garis), iki_ada(garis)
    sebelum = Jejak.select().count()
    for who, salah in ORANG_LAIN.items():
        pelaku = Pelaku(
            1, cast.orang[who], who, peran=frozenset({"pegawai", "kepala"} if who == "kepala" else {"pegawai"})
        )
        for deed in PERBUATAN.values():
            with pytest.raises(salah):
                deed(pelaku, row, garis, iki, pada)
    if status.dapat_diubah:
        return
    for deed in PERBUATAN.values():
        with pytest.raises(Locked):
            deed(orang(cast, "pegawai"), row, garis, iki, pada)
    assert Jejak.select().count() == sebelum
    assert skp(row).versi == 1


@pytest.mark.parametrize("status", [StatusSkp.KONSEP, StatusSkp.REVISI])
@pytest.mark.parametrize("nama", PERBUATAN)
def test_the_owner_writes_in_konsep_and_revisi(app, cast, pada, status, nama):
    row = skp_ada(cast, "pegawai", pada, status=status)
    garis, _ = rhk_ada(row), rhk_ada(row)
    iki, _ = iki_ada(garis), iki_ada(garis)
    PERBUATAN[nama](orang(cast, "pegawai"), row, garis, iki, pada)
    assert (skp(row).versi, skp(row).status) == (2, status)
    assert Jejak.select().order_by(Jejak.id.desc()).get().tindakan == f"skp.{nama}"
