"""The screens of the plan through HTTP."""

from datetime import date

import pytest

from skpweb.core.db import tulis
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import JenisRhk, StatusSkp
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

KONSEP = StatusSkp.KONSEP
IKI = {"teks": "Jumlah laporan", "target": "240 laporan", "aspek": "kuantitas", "arah": "naik", "agregasi": ""}


def test_from_nothing_to_the_first_indicator(app, cast, sebagai):
    saya = sebagai("pegawai")
    page = saya.get("/skp").text
    assert "Belum ada SKP" in page
    assert "Buat SKP 2026" in page
    riwayat = RiwayatJabatan.get(RiwayatJabatan.pegawai == cast.orang["pegawai"])
    go = saya.post("/skp", data={"riwayat_id": riwayat.id, "tahun": 2026})
    assert go.location == "/skp/1"
    page = saya.get("/skp/1").text
    assert "Belum ada RHK" in page
    assert "1 hal belum lengkap" in page
    go = saya.post("/skp/1/rhk", data={"teks": "Tersedianya data", "jenis": "utama", "tautan": ""})
    assert go.location == "/rhk/1/indikator"
    go = saya.post("/rhk/1/indikator", data={**IKI, "lagi": "1"})
    assert go.location == "/rhk/1/indikator"
    assert saya.post("/rhk/1/indikator", data={**IKI, "teks": "Jumlah data"}).location == "/skp/1"
    page = saya.get("/skp/1").text
    assert "240 laporan" in page
    assert "RHK 1 belum ditautkan" in page
    assert [(i.batas_atas, i.satuan) for i in Iki.select()] == [(240, "laporan")] * 2
    assert ">1-2026</a>" in saya.get("/skp").text


def test_the_list_says_why_none_can_be_made(app, cast, sebagai):
    with tulis(exempt="uji"):
        RiwayatJabatan.update(sampai=date(2026, 1, 31)).where(RiwayatJabatan.pegawai == cast.orang["pegawai"]).execute()
    page = sebagai("pegawai").get("/skp").text
    assert "Riwayat jabatan Anda belum dicatat" in page
    assert "Buat SKP" not in page


def test_the_form_offers_the_superiors_lines_and_says_when_there_are_none(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    page = sebagai("pegawai").get(f"/skp/{skp.id}/rhk").text
    assert "belum punya RHK tahun ini" in page
    assert page.count('name="tautan"') == 2
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=KONSEP), "Terkendalinya harga")
    page = sebagai("pegawai").get(f"/skp/{skp.id}/rhk").text
    assert "Terkendalinya harga (Bagja Permana, S.T., masih konsep)" in page
    assert f'value="{atas.id}" checked' in page, "the only one there is, is chosen already"
    rhk_ada(atas.skp, "Terjaganya stok")
    assert f'value="{atas.id}" checked' not in sebagai("pegawai").get(f"/skp/{skp.id}/rhk").text


def test_refused_input_stays_with_its_remedy(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    saya = sebagai("pegawai")
    page = saya.post(
        f"/skp/{skp.id}/rhk", data={"teks": "", "jenis": "utama", "tautan": "direktif", "pemberi": "Sekretaris X"}
    )
    assert page.status_code == 422
    assert "<title>Galat: Tambah RHK" in page.text
    assert "Sekretaris X" in page.text
    assert 'value="direktif" checked' in page.text
    rhk = rhk_ada(skp)
    page = saya.post(f"/rhk/{rhk.id}/indikator", data={k: v for k, v in IKI.items() if k != "aspek"})
    assert page.status_code == 422
    assert "Pilih sedikitnya satu aspek." in page.text
    page = saya.post(f"/rhk/{rhk.id}/indikator", data={**IKI, "target": "tepat waktu"})
    assert "centang “Dinilai dengan catatan”" in page.text
    assert "tepat waktu" in page.text
    assert saya.post(f"/skp/{skp.id}/rhk", data={"teks": "x", "jenis": "utama", "tautan": "999"}).status_code == 422
    assert saya.post(f"/skp/{skp.id}/pendekatan", data={"pendekatan": "lain"}).status_code == 422
    assert Iki.select().count() == 0


def test_the_form_of_a_row_shows_what_it_holds(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    rhk = rhk_ada(skp, "Tersusunnya kajian", JenisRhk.TAMBAHAN)
    iki = iki_ada(rhk, batas="12", satuan="laporan")
    saya = sebagai("pegawai")
    page = saya.get(f"/rhk/{rhk.id}").text
    assert 'value="tambahan" checked' in page
    assert 'value="Kepala Bidang"' in page
    page = saya.get(f"/indikator/{iki.id}").text
    assert 'value="12 laporan"' in page
    assert 'name="batas" type="text" value=""' in page, "a figure that the words say follows the words"
    assert saya.post(f"/indikator/{iki.id}", data={**IKI, "target": "300 laporan", "_versi": 1}).status_code == 303
    assert (Iki.get().batas_bawah, Iki.get().satuan) == (300, "laporan")
    assert saya.post(f"/indikator/{iki.id}", data={**IKI, "_versi": 1}).status_code == 409


def test_a_link_of_old_is_kept_in_the_form(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    asing = rhk_ada(skp_ada(cast, "atasan_lain", pada), "Milik atasan yang dulu")
    rhk = rhk_ada(skp, induk=asing, induk_teks="Milik atasan yang dulu")
    saya = sebagai("pegawai")
    assert f'value="{asing.id}" checked' in saya.get(f"/rhk/{rhk.id}").text
    data = {"teks": "Baru", "jenis": "utama", "tautan": str(asing.id), "_versi": 1}
    assert saya.post(f"/rhk/{rhk.id}", data=data).status_code == 303
    assert (Rhk.get_by_id(rhk.id).teks, Rhk.get_by_id(rhk.id).induk_id) == ("Baru", asing.id)


def test_a_link_to_what_became_batal_is_not_offered_again(app, cast, sebagai, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=StatusSkp.BATAL), "Sudah batal")
    rhk = rhk_ada(skp_ada(cast, "pegawai", pada, status=KONSEP), induk=atas, induk_teks="Sudah batal")
    saya = sebagai("pegawai")
    assert f'name="tautan" value="{atas.id}"' not in saya.get(f"/rhk/{rhk.id}").text
    data = {"teks": "Baru", "jenis": "utama", "tautan": str(atas.id), "_versi": 1}
    assert saya.post(f"/rhk/{rhk.id}", data=data).status_code == 422
    assert "Tautan putus" in saya.get(f"/skp/{rhk.skp_id}").text


def test_deleting_names_those_who_support_it_first(app, cast, sebagai, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=KONSEP), "Terkendalinya harga")
    iki_ada(atas)
    anak = rhk_ada(skp_ada(cast, "pegawai", pada, status=KONSEP), induk=atas, induk_teks="Terkendalinya harga")
    page = sebagai("atasan").get(f"/rhk/{atas.id}/hapus").text
    assert "didukung 1 RHK" in page
    assert "Endah Lestari" in page
    assert "1 indikatornya ikut terhapus" in page
    assert sebagai("atasan").post(f"/rhk/{atas.id}/hapus", data={"_versi": 1}).status_code == 303
    page = sebagai("pegawai").get(f"/skp/{anak.skp_id}").text
    assert "Tautan putus" in page
    assert "RHK 1: tautan putus" in page


def test_the_superiors_new_words_stand_beside_the_old(app, cast, sebagai, pada):
    atas = rhk_ada(skp_ada(cast, "atasan", pada, status=KONSEP), "Terjaganya harga")
    anak = rhk_ada(skp_ada(cast, "pegawai", pada, status=KONSEP), induk=atas, induk_teks="Terkendalinya harga")
    saya = sebagai("pegawai")
    page = saya.get(f"/skp/{anak.skp_id}").text
    assert "<del>Terkendalinya harga</del> <ins>Terjaganya harga</ins>" in page
    assert saya.post(f"/rhk/{anak.id}/teks", data={"_versi": 1}).status_code == 303
    assert "<del>" not in saya.get(f"/skp/{anak.skp_id}").text
    assert "Pakai teks baru" not in sebagai("atasan").get(f"/skp/{anak.skp_id}").text


def test_warnings_are_gentle(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    iki_ada(rhk_ada(skp, "Mengikuti rapat"), "Laporan rapat")
    page = sebagai("pegawai").get(f"/skp/{skp.id}").text
    assert "“Mengikuti” menyebut kegiatan" in page
    assert "Belum menyebut ukuran" in page
    assert "RHK dan indikator sudah lengkap" in page
    assert "menyebut kegiatan" not in sebagai("atasan").get(f"/skp/{skp.id}").text


@pytest.mark.parametrize("status", [s for s in StatusSkp if not s.dapat_diubah])
def test_a_locked_plan_says_why_and_offers_no_pen(app, cast, sebagai, pada, status):
    skp, _, _ = skp_lengkap(cast, "pegawai", pada, status=status)
    page = sebagai("pegawai").get(f"/skp/{skp.id}").text
    assert 'class="notice lock"' in page
    assert "Yang dapat membuka" in page
    for pen in ("Tambah RHK", "Tambah Indikator", "Hapus", "Ganti ke"):
        assert pen not in page
    locked = sebagai("pegawai").get(f"/skp/{skp.id}/rhk")
    assert locked.status_code == 403
    assert "PermenPANRB 6/2022" in locked.text


@pytest.mark.parametrize(
    ("who", "status", "ada"), [("pegawai", "revisi", True), ("pegawai", "konsep", False), ("atasan", "revisi", False)]
)
def test_a_plan_sent_back_leads_to_the_notes(app, cast, sebagai, pada, who, status, ada):
    """Who opens the plan itself must not guess where the superior's words are."""
    skp = skp_ada(cast, "pegawai", pada, status=StatusSkp(status))
    page = sebagai(who).get(f"/skp/{skp.id}").text
    assert ("Baca catatannya" in page) is ada


def test_long_texts_and_foreign_letters_are_shown_as_text(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    iki_ada(rhk_ada(skp, "Tersedianya <b>data</b> " + "panjang " * 120), "Jumlah <script>x</script>")
    page = sebagai("pegawai").get(f"/skp/{skp.id}").text
    assert "&lt;b&gt;data" in page
    assert "<script>x" not in page


def test_the_head_needs_no_link(app, cast, sebagai, pada):
    skp = skp_ada(cast, "kepala", pada, status=KONSEP)
    iki_ada(rhk_ada(skp, direktif=False))
    page = sebagai("kepala").get(f"/skp/{skp.id}").text
    assert "Belum ditautkan" not in page
    assert "RHK dan indikator sudah lengkap" in page


def test_the_approach_changes_without_loss(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    rhk = rhk_ada(skp)
    saya = sebagai("pegawai")
    assert saya.post(f"/skp/{skp.id}/pendekatan", data={"pendekatan": "kualitatif"}).status_code == 303
    page = saya.get(f"/rhk/{rhk.id}/indikator").text
    assert '>Target <span class="opt">(boleh kosong)' in page
    assert (
        saya.post(
            f"/rhk/{rhk.id}/indikator", data={"teks": "Kajian yang dipakai pimpinan", "arah": "naik", "agregasi": ""}
        ).status_code
        == 303
    )
    assert Iki.get().dinilai_catatan
    saya.post(f"/skp/{skp.id}/pendekatan", data={"pendekatan": "kuantitatif"})
    assert "tanpa aspek, target" in saya.get(f"/skp/{skp.id}").text


def test_rows_are_moved_by_a_button(app, cast, sebagai, pada):
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    a, b = rhk_ada(skp, "Satu"), rhk_ada(skp, "Dua")
    iki, lain = iki_ada(a, "Jumlah satu"), iki_ada(a, "Jumlah dua")
    saya = sebagai("pegawai")
    assert saya.post(f"/rhk/{b.id}/geser", data={"langkah": "-1"}).location == f"/skp/{skp.id}"
    assert saya.post(f"/indikator/{lain.id}/geser", data={"langkah": "-1"}).location == f"/skp/{skp.id}"
    page = saya.get(f"/skp/{skp.id}").text
    assert page.index("Dua") < page.index("Satu")
    assert page.index("Jumlah dua") < page.index("Jumlah satu")
    assert saya.post(f"/rhk/{b.id}/geser", data={"langkah": "-1"}).status_code == 422
    assert saya.post(f"/indikator/{iki.id}/geser", data={"langkah": "x"}).status_code == 422


def test_whoever_may_see_anothers_plan_finds_the_way_to_it(app, cast, sebagai, pada):
    row, orang = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP), cast.orang["pegawai"]
    to = f'href="/skp/orang/{orang}"'
    for who, page in (("pengelola", f"/pegawai/{orang}"), ("pembaca", f"/pegawai/{orang}"), ("ketua_tim", "/tim/1")):
        client = sebagai(who)
        assert to in client.get(page).text, who
        plans = client.get(f"/skp/orang/{orang}").text
        assert f'href="/skp/{row.id}"' in plans and "Buat SKP" not in plans
        assert to in client.get(f"/skp/{row.id}").text and to in client.get(f"/skp/{row.id}/matriks").text
        month = client.get(f"/bulanan?pegawai_id={orang}").headers["Location"]
        assert client.get(month).status_code == 200 and month.endswith(f"/{orang}")
    assert to not in sebagai("pegawai").get("/tim/1").text
    assert "belum menyusun SKP" in sebagai("kepala").get(f"/skp/orang/{cast.orang['atasan']}").text


def test_few_queries_whatever_the_size(app, cast, sebagai, pada, hitung_query):
    atas = rhk_ada(skp_ada(cast, "atasan", pada))
    skp = skp_ada(cast, "pegawai", pada, status=KONSEP)
    for n in range(8):
        rhk = rhk_ada(skp, f"Tersusunnya {n}", induk=atas, induk_teks="lama")
        for m in range(4):
            iki_ada(rhk, f"Jumlah {m}", bulan={})
    saya = sebagai("pegawai")
    saya.get("/skp")  # settings and letterhead are read once
    most = {"/skp": 6, f"/skp/{skp.id}": 5, f"/rhk/{rhk.id}": 8, f"/rhk/{rhk.id}/indikator": 6}
    for address, limit in most.items():
        with hitung_query() as q:
            assert saya.get(address).status_code == 200
        assert len(q) <= limit, (address, q.sql)
    assert Skp.get_by_id(skp.id).versi == 1
