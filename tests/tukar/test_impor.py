"""Imports through HTTP and the database: upload, columns, preview, apply, undo."""

import pytest

from skpweb.audit.models import Jejak
from skpweb.core import jobs
from skpweb.core.access import SISTEM
from skpweb.core.clock import hari
from skpweb.core.db import db, tulis
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import atasan, identitas_banyak
from skpweb.pegawai.queries_daftar import detail_pegawai
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.services import tetapkan_pangkat
from skpweb.petruk.models import NilaiLuar
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import simpan_rekap
from skpweb.tukar import xlsx
from skpweb.tukar.models import Impor, ImporBaris
from tests.tukar import contoh
from tests.tukar.bantu import batalkan, periksa, pratinjau, terapkan, terbaru, unggah

K = {nama: n for n, nama in enumerate(contoh.KEPALA_PEGAWAI)}


def isi_database():
    """Every table that an import may write to, by name."""
    tabel = ("unit", "unit_nama", "jabatan", "jabatan_nama", "pegawai", "nomor_pegawai", "status_pegawai", "pangkat",
             "riwayat_jabatan", "rekap_presensi", "nilai_luar")  # fmt: skip
    return {t: db.execute_sql(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tabel}


def tanpa_versi(isi):
    """The same without the counters that every change moves on."""
    return {t: len(rows) for t, rows in isi.items()}


def pegawai_baru(cast, banyak=3):
    """New people in known units under known superiors: by NIP, by name, and with Plt. before the post."""
    orang = identitas_banyak(None, hari(contoh.PADA))
    kabid = orang[cast.orang["atasan"]]
    baris = [b for b in contoh.pegawai(40) if b[2] == "PNS"][8 : 8 + banyak]
    for b, atas in zip(baris, (kabid.nip, kabid.nama, "Kepala Bidang Perintis"), strict=False):
        b[K["Unit Kerja"]], b[K["NIP Atasan"]] = "BIDANG  PERINTIS", atas
    return baris


@pytest.fixture
def pengelola(sebagai):
    return sebagai("pengelola")


@pytest.fixture
def file_baru(cast):
    return contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *pegawai_baru(cast)]))


# ---- people --------------------------------------------------------------------------------------
def test_people_go_in_and_get_their_superior(pengelola, cast, file_baru, pada):
    impor = pratinjau(pengelola, "pegawai", file_baru)
    assert impor.ringkasan == {"dibaca": 3, "baru": 3, "berubah": 0, "sama": 0, "salah": 0, "peringatan": 0}
    assert Pegawai.select().where(Pegawai.nip == pegawai_baru(cast)[0][0]).count() == 0
    assert terapkan(pengelola, impor).status_code == 303
    for baris in pegawai_baru(cast):
        orang = Pegawai.get(Pegawai.nip == baris[0])
        assert atasan(orang.id, hari(pada)).identitas.pegawai_id == cast.orang["atasan"]
    assert "Impor diterapkan" in pengelola.get(f"/impor/pegawai/{impor.id}").text
    assert Jejak.select().where(Jejak.tindakan == "tukar.terapkan", Jejak.objek == f"impor:{impor.id}").count() == 1


def test_a_whole_office_goes_in_after_set_up(app_kosong, pada):
    """As the set-up page leaves it: one unit, a vacant root, an admin who is pengelola."""
    client, _ = contoh.kantor_baru(app_kosong, pada)
    impor = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *contoh.pegawai()])))
    assert (impor.ringkasan["salah"], impor.tanya) == (0, [])
    assert terapkan(client, impor).status_code == 303
    assert Unit.select().count() == 8
    assert Unit.select().where(Unit.induk.is_null()).count() == 1
    assert Jabatan.select().where(Jabatan.atasan.is_null()).count() == 1
    kadis = Pegawai.get(Pegawai.nip == contoh.nip(0))
    assert {i.nip for i in detail_pegawai(kadis.id, hari(pada)).bawahan} >= {contoh.nip(n) for n in (1, 4, 5, 6)}
    balai = Unit.get(Unit.nama == "Subbagian Tata Usaha UPTD BBI")
    assert balai.induk.nama == "UPTD Balai Benih Ikan"


def test_the_head_typed_at_set_up_is_the_head_of_the_file(app_kosong, pada):
    client, _ = contoh.kantor_baru(app_kosong, pada, kepala_nip=contoh.nip(0))
    impor = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *contoh.pegawai()])))
    assert (impor.ringkasan["salah"], impor.ringkasan["berubah"], impor.ringkasan["baru"]) == (0, 1, 117)
    assert terapkan(client, impor).status_code == 303
    puncak = Jabatan.get(Jabatan.atasan.is_null())
    assert (puncak.nama, puncak.unit.nama) == ("Kepala Dinas Perikanan", "Diskan Teladan")
    tmt = contoh.pegawai()[0][K["TMT Jabatan"]]  # no pangkat was known, so papers of earlier days name this one
    assert [g.mulai for g in Pegawai.get(Pegawai.nip == contoh.nip(0)).pangkat] == [tmt]
    assert (Unit.select().count(), Pegawai.select().count()) == (8, 119)
    lagi = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *contoh.pegawai()])))
    assert (lagi.ringkasan["sama"], lagi.tanya) == (118, [])


@pytest.mark.parametrize("tulis", ["", "Bahari Samudra", "Kepala Dinas"])
def test_a_head_from_outside_without_number_is_a_superior_too(app_kosong, pada, tulis):
    client, _ = contoh.kantor_baru(app_kosong, pada, kepala_luar="Bahari Samudra")
    baris = contoh.pegawai()[1:]
    for b in baris:
        b[K["NIP Atasan"]] = tulis if b[K["NIP Atasan"]] == contoh.nip(0) else b[K["NIP Atasan"]]
    impor = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])))
    assert (impor.ringkasan["salah"], impor.ringkasan["peringatan"] >= 4) == (0, tulis == "")
    assert terapkan(client, impor).status_code == 303
    assert Jabatan.select().where(Jabatan.atasan.is_null()).count() == 1
    sekretaris = Pegawai.get(Pegawai.nip == contoh.nip(1))
    assert atasan(sekretaris.id, hari(pada)).identitas.nama == "Bahari Samudra"


def test_the_same_file_again_is_all_the_same(pengelola, file_baru):
    assert terapkan(pengelola, pratinjau(pengelola, "pegawai", file_baru)).status_code == 303
    impor = pratinjau(pengelola, "pegawai", file_baru)
    assert impor.ringkasan == {"dibaca": 3, "baru": 0, "berubah": 0, "sama": 3, "salah": 0, "peringatan": 0}
    assert "tidak ada yang perlu diterapkan" in pengelola.get(f"/impor/pegawai/{impor.id}").text


def test_what_changed_is_told_and_undone(pengelola, cast, file_baru, pada):
    assert terapkan(pengelola, pratinjau(pengelola, "pegawai", file_baru)).status_code == 303
    sebelum = isi_database()
    baris = pegawai_baru(cast)
    baris[0][K["Golongan"]], baris[1][K["Jabatan"]] = "IV/a", "Plt. Kepala Seksi Perintis"
    baris[1][K["Jenis Jabatan"]], baris[1][K["Kedudukan"]] = "pengawas", ""
    impor = pratinjau(pengelola, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])))
    assert impor.ringkasan["berubah"] == 2
    halaman = pengelola.get(f"/impor/pegawai/{impor.id}?lihat=berubah").text
    assert "<ins>IV/a</ins>" in halaman and "<ins>Plt.</ins>" in halaman
    assert terapkan(pengelola, impor).status_code == 303
    assert "1–2 dari 2 baris" in pengelola.get(f"/impor/pegawai/{impor.id}").text
    assert RiwayatJabatan.select().where(RiwayatJabatan.kedudukan == Kedudukan.PLT).count() == 1
    assert batalkan(pengelola, impor).status_code == 303
    assert tanpa_versi(isi_database()) == tanpa_versi(sebelum)
    assert Pegawai.get(Pegawai.nip == baris[0][0]).nama == baris[0][1]


def test_undo_is_refused_and_names_who_changed_since(pengelola, cast, file_baru, pada):
    impor = pratinjau(pengelola, "pegawai", file_baru)
    terapkan(pengelola, impor)
    orang = Pegawai.get(Pegawai.nip == pegawai_baru(cast)[0][0])
    tetapkan_pangkat(SISTEM, orang.id, golongan="IV/b", mulai=hari(pada), pada=pada)
    sebelum = isi_database()
    jawab = batalkan(pengelola, impor)
    assert jawab.status_code == 422
    assert orang.nama in jawab.text.replace("&#39;", "'")
    assert isi_database() == sebelum


def test_only_the_last_import_of_a_kind_is_undone(pengelola, cast, file_baru):
    satu = pratinjau(pengelola, "pegawai", file_baru)
    terapkan(pengelola, satu)
    baris = pegawai_baru(cast)
    baris[0][K["No. HP"]] = "0899"
    dua = pratinjau(pengelola, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])), nama="dua.xlsx")
    terapkan(pengelola, dua)
    assert "dua.xlsx" in batalkan(pengelola, satu).text
    assert batalkan(pengelola, dua).status_code == 303
    assert "tidak sedang diterapkan" in batalkan(pengelola, dua).text


# ---- faults, questions, columns ------------------------------------------------------------------
def test_with_a_fault_nothing_is_applied_and_the_button_says_why(pengelola, cast):
    baris = pegawai_baru(cast)
    baris[2][0] = baris[2][0][:17]
    impor = pratinjau(pengelola, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])))
    halaman = pengelola.get(f"/impor/pegawai/{impor.id}").text
    assert "harus 18 angka, yang tertulis 17 (kurang 1)" in halaman
    assert "Terapkan menyala setelah 1 baris salah diperbaiki" in halaman
    sebelum = isi_database()
    jawab = terapkan(pengelola, impor)
    assert (jawab.status_code, isi_database()) == (422, sebelum)
    assert "Masih ada 1 baris salah" in jawab.text


def test_a_mended_file_keeps_answers_and_columns(pengelola, cast):
    baris = pegawai_baru(cast)
    baris[0][K["Unit Kerja"]] = "Bid. Pembndng"
    isi = contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris]))
    impor = pratinjau(pengelola, "pegawai", isi, sumber="Dari BKPSDM")
    tanya = impor.tanya[0]
    assert tanya["baris"] == [2]
    pilih = next(p["nilai"] for p in tanya["pilihan"] if p["label"] == "Bidang Pembanding")
    alamat = f"/impor/pegawai/{impor.id}/jawab"
    assert pengelola.post(alamat, data={"kunci": tanya["kunci"], "jawab": "id:99999"}).status_code == 422
    assert pengelola.post(alamat, data={"kunci": tanya["kunci"], "jawab": pilih}).status_code == 303
    assert terbaru().ringkasan["salah"] == 0
    assert "1 jawaban Anda dipakai" in pengelola.get(f"/impor/pegawai/{impor.id}").text
    assert pengelola.post(alamat, data={"ulang": "1"}).status_code == 303
    assert (terbaru().jawaban, len(terbaru().tanya)) == ({}, 1)
    assert pengelola.post(alamat, data={"kunci": tanya["kunci"], "jawab": pilih}).status_code == 303
    jawab = unggah(pengelola, "pegawai", isi, pengganti=terbaru().id)
    assert jawab.headers["Location"] == f"/impor/pegawai/{terbaru().id}"
    assert (terbaru().sumber, terbaru().jawaban) == ("Dari BKPSDM", {tanya["kunci"]: pilih})
    assert (terbaru().ringkasan["salah"], Impor.select().count()) == (0, 1)


def test_sheets_that_are_not_read_and_columns_without_heading_are_named(pengelola, cast):
    kepala = [None if k == "Email" else k for k in contoh.KEPALA_PEGAWAI]
    isi = contoh.xlsx(("PNS", [kepala, *pegawai_baru(cast)]), ("PPPK", [kepala, *pegawai_baru(cast)]))
    halaman = pengelola.get(unggah(pengelola, "pegawai", isi).headers["Location"]).text
    assert "Lembar lain tidak dibaca: PPPK." in halaman
    assert "Tanpa judul: " + pegawai_baru(cast)[0][K["Email"]] in halaman


def test_columns_can_be_changed(pengelola, cast):
    kepala = [k if k not in ("NIP", "Jabatan") else f"Kolom {k[:2]}" for k in contoh.KEPALA_PEGAWAI]
    isi = contoh.xlsx(("Pegawai", [kepala, *pegawai_baru(cast)]))
    assert unggah(pengelola, "pegawai", isi).status_code == 303
    jawab = periksa(pengelola)
    assert jawab.status_code == 422
    assert "NIP, Jabatan belum ditunjuk" in jawab.text
    jawab = periksa(pengelola, **{"kolom-nip": "0", "kolom-jabatan": "0"})
    assert "Satu kolom ditunjuk untuk NIP dan Jabatan" in jawab.text
    assert periksa(pengelola, **{"kolom-nip": "0", "kolom-jabatan": "5"}).status_code == 303
    assert terbaru().ringkasan["salah"] == 0


def test_the_file_with_its_faults_marked(pengelola, cast):
    baris = pegawai_baru(cast)
    baris[1][K["Nama"]], baris[2][K["Golongan"]] = '=HYPERLINK("x")', "V/z"
    isi = contoh.csv_berkas([contoh.KEPALA_PEGAWAI, *baris])
    impor = pratinjau(pengelola, "pegawai", isi, "a.csv")
    lembar = xlsx.baca("a.xlsx", pengelola.get(f"/impor/pegawai/{impor.id}/salah.xlsx").data)[0]
    assert lembar.rumus == frozenset()
    assert lembar.baris[0][-2:] == ("Baris di file", "Masalah dan perbaikannya")
    assert str(lembar.baris[3][-1]).startswith("Golongan “V/z”: Tidak dikenal untuk PNS. Tulis I/a")
    assert lembar.baris[3][-2] == 4


def test_a_preview_checked_anew_meanwhile_is_not_applied(pengelola, file_baru):
    impor = pratinjau(pengelola, "pegawai", file_baru)
    periksa(pengelola)
    sebelum = isi_database()
    assert (terapkan(pengelola, impor).status_code, isi_database()) == (409, sebelum)


def test_an_office_that_changed_meanwhile_refuses_the_whole(pengelola, cast, file_baru, pada):
    impor = pratinjau(pengelola, "pegawai", file_baru)
    with tulis(exempt="uji"):
        Unit.update(ditutup=hari(pada)).where(Unit.id == cast.unit["bidang_a"]).execute()
    sebelum = isi_database()
    jawab = terapkan(pengelola, impor)
    assert (jawab.status_code, isi_database()) == (422, sebelum)


# ---- within own units ----------------------------------------------------------------------------
def test_a_pengelola_of_some_units_imports_within_them(sebagai, cast, pada):
    client = sebagai("pengelola_b")
    baris = pegawai_baru(cast)
    luar = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])))
    assert luar.ringkasan["salah"] == 3
    assert "Di luar unit wewenang Anda" in client.get(f"/impor/pegawai/{luar.id}").text
    kabid_b = identitas_banyak([cast.orang["atasan_lain"]], hari(pada))[cast.orang["atasan_lain"]]
    for b in baris:
        b[K["Unit Kerja"]], b[K["NIP Atasan"]] = kabid_b.unit, kabid_b.nip
    impor = pratinjau(client, "pegawai", contoh.xlsx(("Pegawai", [contoh.KEPALA_PEGAWAI, *baris])))
    assert impor.ringkasan["salah"] == 0
    assert terapkan(client, impor).status_code == 303
    assert batalkan(client, impor).status_code == 303


def test_imports_of_others_are_unknown_to_a_pengelola_of_some_units(sebagai, pengelola, file_baru):
    impor = pratinjau(pengelola, "pegawai", file_baru)
    lain = sebagai("pengelola_b")
    assert lain.get(f"/impor/pegawai/{impor.id}").status_code == 404
    assert impor.nama_berkas not in lain.get("/impor").text


# ---- attendance and values -----------------------------------------------------------------------
def test_attendance_goes_in_and_out_again(pengelola, cast, pada):
    orang = contoh.orang_cast(pada)
    lama = cast.orang["pegawai"]
    simpan_rekap(SISTEM, lama, 2026, 9, Rekap(22, 22), sumber="Ketik", pada=pada)
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(orang), ("Jumlah",)], ";", "utf-8-sig")
    impor = pratinjau(pengelola, "presensi", isi, "presensi-2026-09.csv", sumber="Mesin presensi")
    assert (impor.tahun, impor.bulan, impor.ringkasan["salah"]) == (2026, 9, 0)
    assert impor.ringkasan["baru"] == len(orang) - 1
    assert terapkan(pengelola, impor).status_code == 303
    rekap = RekapPresensi.get(RekapPresensi.pegawai == cast.orang["kepala"])
    assert (rekap.hari_kerja, rekap.sumber) == (22, "Mesin presensi")
    assert batalkan(pengelola, impor).status_code == 303
    sisa = RekapPresensi.select()
    assert [(r.pegawai_id, r.hadir, r.sumber) for r in sisa] == [(lama, 22, "Ketik")]


def test_undo_of_attendance_names_the_month_that_changed(pengelola, cast, pada):
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(contoh.orang_cast(pada))])
    impor = pratinjau(pengelola, "presensi", isi, "presensi-2026-09.csv")
    terapkan(pengelola, impor)
    simpan_rekap(SISTEM, cast.orang["pegawai"], 2026, 9, Rekap(20, 20), sumber="Ketik", pada=pada)
    jawab = batalkan(pengelola, impor)
    assert jawab.status_code == 422
    assert "Endah Lestari, September 2026: sudah diubah" in jawab.text


@pytest.mark.parametrize(
    ("jenis", "kepala", "isi", "waktu"),
    [
        ("ekinerja", ("NIP", "Nilai Kinerja"), "86,4", {"tahun": "2026", "bulan": "9"}),
        ("predikat", ("NIP", "Predikat Kinerja"), "SANGAT BAIK", {"tahun": "2025"}),
        ("perilaku", ("NIP", "Nilai Perilaku"), 80, {"tahun": "2026", "bulan": "6"}),
    ],
)
def test_values_from_elsewhere(pengelola, cast, pada, jenis, kepala, isi, waktu):
    baris = [[nip, isi] for nip, _ in contoh.orang_cast(pada)]
    berkas = contoh.xlsx((jenis, [kepala, *baris]))
    unggah(pengelola, jenis, berkas)
    assert periksa(pengelola, tahun="", bulan="").status_code == 422
    impor = pratinjau(pengelola, jenis, berkas, **waktu, sumber="Aplikasi lain")
    assert impor.ringkasan["baru"] == len(baris)
    assert '"col">Bulan<' not in pengelola.get(f"/impor/{jenis}/{impor.id}").text
    assert terapkan(pengelola, impor).status_code == 303
    assert {(n.jenis, n.sumber) for n in NilaiLuar.select()} == {(jenis, "Aplikasi lain")}
    lagi = pratinjau(pengelola, jenis, berkas, **waktu)
    assert lagi.ringkasan["sama"] == len(baris)
    assert batalkan(pengelola, impor).status_code == 303
    assert NilaiLuar.select().count() == 0


# ---- long files, screens -------------------------------------------------------------------------
def test_a_long_file_is_checked_as_a_job_with_progress(pengelola, cast, pada):
    orang = contoh.orang_cast(pada)
    banyak = [[nip, nama] for nip, nama in orang] + [[contoh.nip(n), "Tak dikenal"] for n in range(2000)]
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(banyak)])
    unggah(pengelola, "presensi", isi, "presensi-2026-09.csv")
    jawab = periksa(pengelola)
    assert "/kerja/" in jawab.headers["Location"]
    kerja = contoh.tunggu(jobs.Kerja.select().order_by(jobs.Kerja.id.desc()).first().id)
    assert (kerja.status, kerja.hasil) == ("selesai", f"/impor/presensi/{terbaru().id}")
    assert kerja.banyak == len(banyak)
    assert terbaru().ringkasan["salah"] >= 1900
    assert ImporBaris.select().count() == len(banyak)


@pytest.mark.parametrize("lihat", ["salah", "semua", "baru", "peringatan", "berubah", "sama", "entah"])
def test_every_segment_of_the_preview(pengelola, lihat):
    banyak = [[contoh.nip(n), "Tak dikenal"] for n in range(60)]
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(banyak)])
    impor = pratinjau(pengelola, "presensi", isi, "p-2026-09.csv")
    halaman = pengelola.get(f"/impor/presensi/{impor.id}?lihat={lihat}&halaman=2")
    assert halaman.status_code == 200
    assert ("26–50 dari 60 baris" in halaman.text) == (lihat in ("salah", "semua", "entah"))


def test_templates_are_read_by_ourselves(pengelola):
    for jenis in ("pegawai", "presensi", "ekinerja", "predikat", "perilaku"):
        jawab = pengelola.get(f"/impor/{jenis}/templat.xlsx")
        lembar = xlsx.baca("templat.xlsx", jawab.data)
        assert [s.nama for s in lembar] == ["Isian", "Contoh", "Petunjuk"]
        assert "attachment" in jawab.headers["Content-Disposition"]
        assert unggah(pengelola, jenis, jawab.data, "templat.xlsx").status_code == 303
        assert "Tidak ada baris data" in periksa(pengelola, tahun="2026", bulan="9").text


def test_an_unknown_kind_is_not_found(pengelola):
    assert pengelola.get("/impor/gaji").status_code == 404


def test_hostile_texts_stay_text(pengelola, cast):
    baris = pegawai_baru(cast)
    baris[0][K["Nama"]] = "<script>alert(1)</script>"
    baris[1][K["Unit Kerja"]] = '"><img src=x onerror=alert(1)>'
    impor = pratinjau(pengelola, "pegawai", contoh.xlsx(("<b>&", [contoh.KEPALA_PEGAWAI, *baris])), "<i>&'x.xlsx")
    for lihat in ("salah", "semua"):
        halaman = pengelola.get(f"/impor/pegawai/{impor.id}?lihat={lihat}").text
        assert "<script>alert" not in halaman and "<img" not in halaman and "<i>" not in halaman
    assert pengelola.get(f"/impor/pegawai/{impor.id}/kolom").status_code == 200


@pytest.mark.parametrize(
    "alamat",
    [
        "/impor/pegawai/99999999999999999999",
        "/ekspor/pegawai.xlsx?unit=99999999999999999999&jabatan=1",
        "/ekspor/calon.xlsx?periode=99999999999999999999",
        "/ekspor/presensi.xlsx?tahun=99999999999999999999&bulan=9",
        "/ekspor/ekinerja.xlsx?bulan=99999999999999999999",
        "/impor?halaman=99999999999999999999",
    ],
)
def test_odd_addresses_are_no_server_error(pengelola, alamat):
    assert pengelola.get(alamat).status_code in (200, 404)
