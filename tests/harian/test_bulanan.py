"""The month on its page, Kunci bulan and its reopening."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.cetak.susun_kinerja import susun_ckhp
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, NotFound, RuleViolation
from skpweb.harian.models import Catatan, KunciBulan, PakaiBulan
from skpweb.harian.queries_bulan import tahan_kunci
from skpweb.harian.queries_capaian import capaian_banyak, capaian_rentang
from skpweb.harian.rules import StatusCatatan as C
from skpweb.harian.services_bulan import buka_bulan, catat_pemakaian, kunci_bulan
from skpweb.pegawai.rules import Status
from skpweb.pegawai.services import tetapkan_status
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.pengaturan.services import ubah_aturan
from skpweb.persetujuan.services import tutup
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.rules import JenisCuti, Rekap
from skpweb.presensi.services import simpan_rekap
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, JenisRhk, StatusSkp
from tests.conftest import PADA
from tests.harian.bantu_validasi import catatan_ada, nilai_ada, pelaku
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

pytestmark = pytest.mark.usefixtures("app")
JANUARI = datetime(2026, 1, 12, 3, tzinfo=UTC)
OKTOBER = date(2026, 10, 7)
ALASAN = "Catatan 7 Oktober dihitung dua kali"


def bulan_isi(cast, who="pegawai", realisasi="8", status=C.VALID):
    """An agreed plan with one entry of October."""
    skp, utama, tambahan = skp_lengkap(cast, who, JANUARI)
    return skp, utama, tambahan, catatan_ada(skp, utama, OKTOBER, status, realisasi=realisasi)


def capaian(cast, who="pegawai", bulan=10):
    return capaian_banyak([cast.orang[who]], 2026, bulan, PADA)[cast.orang[who]]


def kunci(cast, who=None, bulan=10, oleh="pengelola", **lain):
    siapa = {"pegawai_id": cast.orang[who]} if who else {}
    return kunci_bulan(pelaku(cast, oleh), 2026, bulan, **siapa, **lain, pada=PADA)


# ---- capaian from rows ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "sebab"),
    [
        (None, "Belum ada SKP 2026 yang mencakup bulan ini: menunggu pegawai menyusunnya."),
        (StatusSkp.BATAL, "Belum ada SKP 2026 yang mencakup bulan ini: menunggu pegawai menyusunnya."),
        (StatusSkp.KONSEP, "SKP 1-2026 masih konsep: menunggu pegawai mengajukannya."),
        (StatusSkp.REVISI, "SKP 1-2026 perlu perbaikan: menunggu pegawai mengajukannya lagi."),
        (StatusSkp.PERIKSA, "SKP 1-2026 sudah diajukan: menunggu Bagja Permana, S.T. menetapkannya."),
        (StatusSkp.SETUJU, "Tidak ada rencana kinerja utama pada bulan ini, sehingga capaian tidak dapat dihitung."),
    ],
)
def test_a_dash_names_who_is_waited_for(cast, status, sebab):
    if status:
        skp_ada(cast, "pegawai", JANUARI, status=status)
    hasil = capaian(cast)
    assert (hasil.nilai, hasil.sebab, hasil.sementara) == (None, (sebab,), True)


def test_a_dash_of_an_agreed_plan_says_what_is_missing(cast):
    skp, utama, _ = skp_lengkap(cast, "pegawai", JANUARI)
    assert capaian(cast).sebab == ("Belum ada realisasi utama yang sah: menunggu pegawai mengirim kinerja hariannya.",)
    catatan_ada(skp, utama, OKTOBER)
    menunggu = "Belum ada realisasi utama yang sah: menunggu Bagja Permana, S.T. memvalidasi 1 catatan."
    assert capaian(cast).sebab == (menunggu,)
    with tulis(exempt="uji"):
        CutiDinas.create(
            pegawai=cast.orang["pegawai"], jenis=JenisCuti.CUTI, mulai=date(2026, 10, 1), sampai=date(2026, 10, 31),
            dibuat_pada=JANUARI,
        )  # fmt: skip
    assert capaian(cast).sebab == ("Tidak ada hari kerja pada bulan ini.",)


@pytest.mark.parametrize(
    ("status", "nilai"), [(C.VALID, 80), (C.DIKIRIM, None), (C.KONSEP, None), (C.PERBAIKAN, None), (C.DITOLAK, None)]
)
def test_only_what_is_validated_counts(cast, status, nilai):
    bulan_isi(cast, status=status)
    assert capaian(cast).nilai == nilai


def test_the_office_chooses_bonus_and_what_sebagian_is_worth(cast):
    skp, utama, tambahan, _ = bulan_isi(cast)
    catatan_ada(skp, tambahan, OKTOBER, C.VALID, realisasi="5")
    tanpa = iki_ada(rhk_ada(skp), batas=None, bulan={10: "1"})
    nilai_ada(tanpa, 10, status=C.VALID)
    with tulis(exempt="uji"):
        tanpa.nilaibulan_set.model.update(tanda="sebagian").execute()
    assert capaian(cast).nilai == Decimal("67.50")  # (80 + 50) / 2 + 5 × 50 / 100
    ubah_aturan(pelaku(cast, "admin"), {"matriks.bonus": "0", "matriks.sebagian": "60"}, pada=PADA)
    assert capaian(cast).nilai == Decimal("70.00")


def test_a_plan_agreed_later_covers_the_months_before(cast):
    bulan_isi(cast)
    with tulis(exempt="uji"):
        Skp.update(ditetapkan_pada=PADA).execute()
    assert capaian(cast).nilai == 80


def test_the_same_queries_for_one_person_a_whole_year_and_everybody(cast, hitung_query):
    for who in cast.orang:
        bulan_isi(cast, who)
    capaian(cast)
    with hitung_query() as satu:
        capaian(cast)
    with hitung_query() as semua:
        capaian_rentang(cast.orang.values(), 2026, 1, 12, PADA)
    assert len(satu) == len(semua) == 4
    kunci(cast)
    with hitung_query() as terkunci:
        capaian_banyak(cast.orang.values(), 2026, 10, PADA)
    assert len(terkunci) == 1


# ---- locking ----------------------------------------------------------------------------------------
def test_a_lock_keeps_figure_and_working(cast):
    _, _, _, catatan = bulan_isi(cast)
    sementara = capaian(cast)
    assert kunci(cast).jumlah == 1
    terkunci = capaian(cast)
    assert (terkunci.nilai, terkunci.sementara, terkunci.terkunci) == (80, False, KunciBulan.get().id)
    assert KunciBulan.get().capaian == 80
    assert terkunci.bagian[0].iki[0] == sementara.bagian[0].iki[0]
    assert terkunci.bagian[0].iki[0].catatan == (catatan.id,)
    with tulis(exempt="uji"):
        Catatan.update(realisasi=Decimal(1)).execute()
    assert capaian(cast) == terkunci
    assert Jejak.select().where(Jejak.tindakan == "harian.kunci_bulan").count() == 1


def test_what_nobody_entered_or_judged_is_0_after_the_lock_and_says_so(cast):
    skp, *_ = bulan_isi(cast)
    kosong = iki_ada(rhk_ada(skp))
    tunggu = iki_ada(rhk_ada(skp))
    catatan_ada(skp, tunggu, OKTOBER)
    assert capaian(cast).nilai == 80
    kunci(cast)
    hasil = {i.iki_id: i for i in capaian(cast).iki}
    assert capaian(cast).nilai == Decimal("26.67")
    assert (hasil[kosong.id].nilai, hasil[kosong.id].menunggu) == (0, 0)
    assert "Belum dinilai atasan: 1 catatan." in hasil[tunggu.id].cara


def test_a_lock_waits_for_the_clock_of_validation(cast):
    bulan_isi(cast)
    with pytest.raises(RuleViolation, match="dikunci sesudah batas validasi, 10 Desember 2026"):
        kunci(cast, bulan=11)
    assert not KunciBulan.select().exists()


def test_people_with_an_open_clock_of_their_own_are_left_out_by_name(cast):
    bulan_isi(cast)
    skp, utama, _ = skp_lengkap(cast, "ketua_tim", JANUARI)
    catatan_ada(skp, utama, OKTOBER, C.PERBAIKAN)
    with tulis(exempt="uji"):
        Catatan.update(dinilai_pada=PADA - timedelta(days=1)).where(Catatan.status == C.PERBAIKAN).execute()
    skp_lengkap(cast, "atasan", PADA - timedelta(days=2))
    skp_ada(cast, "sekretaris", JANUARI, status=StatusSkp.PERIKSA)
    hasil = kunci(cast)
    assert hasil.jumlah == 1
    assert (
        hasil.lewat["Danang Saputra, S.IP."]
        == "Masih dapat mengirim ulang yang perlu perbaikan sampai 25 November 2026."
    )
    assert (
        hasil.lewat["Bagja Permana, S.T."]
        == "Masih dapat melengkapi kinerja sebelum SKP ditetapkan sampai 26 November 2026."
    )
    assert hasil.lewat["Rukmini Sasmita, S.H., M.M."].startswith("SKP 1-2026 belum ditetapkan")
    assert hasil.lewat["Fajar Nugraha"] == "Belum ada SKP yang mencakup bulan ini."
    lusa = PADA + timedelta(days=7)
    sisa = tahan_kunci([cast.orang[k] for k in ("ketua_tim", "atasan")], 2026, 10, lusa)
    assert sisa == {}


def test_one_of_two_plans_not_agreed_keeps_the_month_open(cast):
    skp_lengkap(cast, "pegawai", JANUARI, sampai=date(2026, 10, 15))
    skp_ada(cast, "pegawai", JANUARI, nomor=2, mulai=date(2026, 10, 16), status=StatusSkp.PERIKSA)
    assert tahan_kunci([cast.orang["pegawai"]], 2026, 10, PADA)[cast.orang["pegawai"]].startswith("SKP 2-2026 belum")


def test_a_pengelola_locks_own_units_and_one_unit_at_a_time(cast):
    for who in ("pegawai", "pegawai_lain", "perencana"):
        bulan_isi(cast, who)
    assert kunci(cast, oleh="pengelola_b").jumlah == 1
    with pytest.raises(NotFound):
        kunci(cast, "pegawai", oleh="pengelola_b")
    assert kunci(cast, unit_id=cast.unit["bidang_a"]).jumlah == 1
    with pytest.raises(RuleViolation, match="sudah dikunci"):
        kunci(cast, "pegawai")
    assert kunci(cast).jumlah == 1


def test_reopening_keeps_both_figures_and_tells_everybody_who_used_the_old_one(cast):
    skp, utama, _, _ = bulan_isi(cast)
    kunci(cast)
    with tulis(exempt="uji"):
        catat_pemakaian([KunciBulan.get().id], cast.orang["pengelola"], "SI-PETRUK Oktober 2026", pada=PADA)
    buka_bulan(pelaku(cast, "pengelola"), cast.orang["pegawai"], 2026, 10, ALASAN, pada=PADA)
    assert capaian(cast).sementara
    teks = {p.pegawai_id: p.teks for p in Pemberitahuan.select()}
    assert set(teks) == {cast.orang[k] for k in ("pegawai", "atasan", "pengelola")}
    awal = "Oktober 2026 Endah Lestari dibuka kembali, capaiannya tadi 80,00."
    assert teks[cast.orang["pegawai"]] == f"{awal} Alasan: {ALASAN}"
    assert teks[cast.orang["pengelola"]] == f"{awal} Dipakai untuk SI-PETRUK Oktober 2026. Alasan: {ALASAN}"
    catatan_ada(skp, utama, OKTOBER, C.VALID, realisasi="1")
    kunci(cast)
    lama, baru = KunciBulan.select().order_by(KunciBulan.id)
    assert (lama.capaian, lama.alasan, baru.capaian) == (80, ALASAN, 90)
    assert PakaiBulan.get().kunci_id == lama.id


def test_reopening_needs_a_reason_a_lock_and_another_person(cast):
    bulan_isi(cast, "pengelola")
    with pytest.raises(RuleViolation, match="tidak terkunci"):
        buka_bulan(pelaku(cast, "pengelola"), cast.orang["pegawai"], 2026, 10, ALASAN, pada=PADA)
    with pytest.raises(RuleViolation, match="alasannya"):
        buka_bulan(pelaku(cast, "pengelola"), cast.orang["pegawai"], 2026, 10, "  singkat ", pada=PADA)
    kunci(cast)
    with pytest.raises(NotAllowed, match="pengelola lain"):
        buka_bulan(pelaku(cast, "pengelola"), cast.orang["pengelola"], 2026, 10, ALASAN, pada=PADA)


# ---- on screen --------------------------------------------------------------------------------------
def test_the_page_opens_every_number_down_to_the_day(cast, sebagai):
    bulan_isi(cast)
    simpan_rekap(pelaku(cast, "pengelola"), cast.orang["pegawai"], 2026, 10, Rekap(22, hadir=21, izin=1), pada=PADA)
    halaman = sebagai("pegawai").get("/bulanan/2026/10").text
    for kata in (
        "Sementara, sampai bulan dikunci", "80,00", "Cara hitung capaian bulan ini", "Rata-rata kinerja utama: 80,00.",
        "100 × 8 ÷ 10 = 80,00.", "7 Oktober 2026", "Menerbitkan laporan harga 21 komoditas", "95,45", "/harian/2026-10-07",
        "menunggu, belum dihitung", "/cetak/ckhp/2026/10/",
    ):  # fmt: skip
        assert kata in halaman, kata
    kunci(cast)
    assert "Dikunci 21 November 2026" in sebagai("atasan").get(f"/bulanan/2026/10/{cast.orang['pegawai']}").text


def test_a_closed_plan_counts_and_sends_nothing_after_its_last_day(cast, sebagai):
    skp, utama, *_ = bulan_isi(cast)
    catatan_ada(skp, utama, date(2026, 10, 8), C.VALID, realisasi="2")
    catatan_ada(skp, utama, date(2026, 10, 9), C.KONSEP, realisasi="2")
    catatan_ada(skp, utama, date(2026, 10, 9), C.DIKIRIM, realisasi="2")
    assert (capaian(cast).nilai, capaian(cast).menunggu) == (100, 1)
    tutup(pelaku(cast, "pengelola"), skp.id, OKTOBER, "pindah jabatan", pada=PADA)
    assert (capaian(cast).nilai, capaian(cast).menunggu) == (80, 0)
    orang = sebagai("pegawai")
    assert "sesudah akhir SKP: tidak dihitung" in orang.get("/bulanan/2026/10").text
    assert "SKP catatan ini tidak berlaku lagi" in orang.get("/harian/2026-10-09").text
    lembar = susun_ckhp(cast.orang["pegawai"], 2026, 10, pada=PADA).dokumen
    assert [b.tanggal for b in lembar.baris] == ["7 Oktober 2026"]


def test_a_plan_closed_later_leaves_the_sheet_of_a_locked_month(cast):
    skp, utama, *_ = bulan_isi(cast)
    catatan_ada(skp, utama, date(2026, 10, 8), C.VALID, realisasi="2")
    kunci_bulan(pelaku(cast, "pengelola"), 2026, 10, pegawai_id=cast.orang["pegawai"], pada=PADA)
    lembar = susun_ckhp(cast.orang["pegawai"], 2026, 10, pada=PADA).dokumen
    assert (len(lembar.baris), lembar.capaian) == (2, 100)
    tutup(pelaku(cast, "pengelola"), skp.id, OKTOBER, "pindah jabatan", pada=PADA)
    assert susun_ckhp(cast.orang["pegawai"], 2026, 10, pada=PADA).dokumen == lembar


def test_months_of_marks_and_means_show_their_figure(cast, sebagai):
    skp, *_ = bulan_isi(cast)
    rata = iki_ada(
        rhk_ada(skp, "Terpantaunya komoditas"),
        batas="90",
        agregasi=Agregasi.RATA_RATA,
        bulan={10: "90"},
        satuan="persen",
    )
    nilai_ada(rata, 10, "81", C.VALID)
    catatan_ada(skp, None, OKTOBER, C.VALID)
    halaman = sebagai("pegawai").get("/bulanan/2026/10").text
    assert "100 × 81 ÷ 90 = 90,00." in halaman
    assert "Kinerja tambahan lain" in halaman
    assert "Sejak awal tahun: 81 persen." in halaman


def test_bulanan_leads_to_the_present_month_and_knows_no_others(cast, sebagai):
    k = sebagai("pegawai")
    assert k.get("/bulanan").location == "/bulanan/2026/11"
    assert [k.get(a).status_code for a in ("/bulanan/2026/13", "/bulanan/2026/0", "/bulanan/1999/1")] == [404] * 3
    assert "Belum ada yang dihitung" in k.get("/bulanan/2026/12").text
    assert k.get("/bulanan/2025/3").status_code == 200


def test_a_month_of_long_leave_is_not_counted(cast, sebagai):
    skp_lengkap(cast, "pegawai", JANUARI)
    sk = {"sk_nomor": "850/3/2026", "sk_tanggal": OKTOBER}
    tetapkan_status(
        SISTEM, cast.orang["pegawai"], status=Status.CUTI_PANJANG, mulai=date(2026, 9, 14), sampai=date(2026, 10, 31),
        pada=PADA, **sk,
    )  # fmt: skip
    kunci(cast)
    isi = capaian(cast)
    assert (isi.nilai, isi.sebab) == (None, ("Tidak ada hari kerja pada bulan ini.",))
    assert {i.keadaan.label for i in isi.iki} == {"Tanpa hari"}
    assert capaian(cast, bulan=9).bagian[0].hari == 9


def test_before_the_lock_it_is_said_what_will_not_count(cast, sebagai):
    bulan_isi(cast, status=C.DIKIRIM)
    page = sebagai("pengelola").get("/bulanan/2026/10/kunci?keadaan=belum&cari=endah").text
    assert "Dapat dikunci, tetapi ada yang belum dinilai" in page
    assert "1 catatan belum dinilai dan tidak ikut dihitung bila dikunci sekarang; menunggu Bagja" in page
    kunci(cast)
    assert capaian(cast).nilai == 0 and capaian(cast).menunggu == 1


def test_before_the_lock_the_figure_that_it_will_store_is_told(cast, sebagai):
    """An indicator that nobody filled is not counted yet, but is 0 once locked: nobody locks that unawares."""
    skp = bulan_isi(cast)[0]
    iki_ada(
        rhk_ada(skp, "Cepatnya layanan"), "Waktu tanggap", satuan="hari", agregasi=Agregasi.RATA_RATA, bulan={10: "3"}
    )
    sebelum = capaian(cast)
    page = sebagai("pengelola").get("/bulanan/2026/10/kunci?cari=endah").text
    assert "Dapat dikunci, tetapi ada yang belum diisi" in page and "Siap dikunci" not in page
    assert "2 indikator belum punya realisasi sah dan bernilai 0 bila dikunci: capaian menjadi <b>40,00</b>" in page
    kunci(cast)
    assert (sebelum.nilai, sebelum.kosong, sebelum.bila_dikunci) == (80, 2, 40)
    assert (capaian(cast).nilai, capaian(cast).kosong, capaian(cast).bila_dikunci) == (40, 0, 40)


def test_locking_one_person_keeps_the_filter(cast, sebagai):
    bulan_isi(cast)
    alamat = "/bulanan/2026/10/kunci?cari=endah&keadaan=belum"
    assert sebagai("pengelola").post(alamat, data={"orang": cast.orang["pegawai"]}).location == alamat


def test_the_list_of_the_pengelola_locks_and_leads_back(cast, sebagai):
    bulan_isi(cast)
    skp_ada(cast, "ketua_tim", JANUARI, status=StatusSkp.PERIKSA)
    k, alamat = sebagai("pengelola"), "/bulanan/2026/10/kunci"
    assert "Siap dikunci" in k.get(alamat).text
    assert "Bulan ini dikunci sesudah batas validasi, 10 Desember 2026." in k.get("/bulanan/2026/11/kunci").text
    r = k.post(alamat, follow_redirects=True)
    assert "1 pegawai: bulan Oktober 2026 dikunci. 11 dilewati" in r.text
    assert "SKP 1-2026 belum ditetapkan" in r.text and "Endah" not in r.text
    r = k.post(alamat, data={"orang": cast.orang["ketua_tim"]})
    assert r.status_code == 422 and "Tidak ada yang dapat dikunci sekarang." in r.text
    assert "Terkunci" in k.get(f"{alamat}?cari=endah&keadaan=terkunci").text
    assert "Tidak ada yang cocok" in k.get(f"{alamat}?cari=zzz").text
    r = k.get(f"/bulanan/2026/10/{cast.orang['pegawai']}/buka")
    assert "Buka kembali bulan Endah Lestari" in r.text
    r = k.post(r.request.path, data={"alasan": "x"})
    assert r.status_code == 422 and "paling sedikit 10 huruf" in r.text
    r = k.post(r.request.path, data={"alasan": ALASAN}, follow_redirects=True)
    assert "Pernah dikunci dengan capaian 80,00" in r.text and ALASAN in r.text
    assert k.get(f"/bulanan/2026/10/{cast.orang['pegawai']}/buka").status_code == 404


@pytest.mark.parametrize(
    ("who", "alamat", "batas"),
    [
        ("pegawai", "/bulanan/2026/10", 5),
        ("atasan", "/bulanan/2026/10/{p}", 6),
        ("pengelola", "/bulanan/2026/10/kunci", 8),
    ],
)
def test_queries_do_not_grow_with_the_rows(cast, sebagai, hitung_query, who, alamat, batas):
    """`batas` is on top of what every page asks (session, bell)."""
    skp, utama, *_ = bulan_isi(cast)
    klien, alamat = sebagai(who), alamat.format(p=cast.orang["pegawai"])
    with hitung_query() as dasar:
        klien.get("/sandi")
    klien.get(alamat)
    with hitung_query() as satu:
        klien.get(alamat)
    assert len(satu) - len(dasar) <= batas, "\n".join(satu.sql)
    for lain in ("pegawai_lain", "perencana", "ketua_tim"):
        bulan_isi(cast, lain)
    for hari in range(1, 29):
        catatan_ada(skp, utama, date(2026, 10, hari), C.VALID)
    iki_ada(rhk_ada(skp, "Terselenggaranya pasar murah", JenisRhk.TAMBAHAN))
    with hitung_query() as banyak:
        klien.get(alamat)
    assert len(banyak) == len(satu)
