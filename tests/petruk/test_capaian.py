"""Kinerja from capaian bulan: offered per version, only of locked months, told down to the days, reopened aloud."""

from dataclasses import replace
from decimal import Decimal

import pytest

from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.harian.models import Catatan, PakaiBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.harian.services_bulan import buka_bulan, kunci_bulan
from skpweb.matriks.models import Target
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.petruk import queries, services
from skpweb.petruk.rules import Instrumen, SumberKinerja
from skpweb.petruk.rules_alur import StatusPenilaian as S
from skpweb.petruk.services_periode import ganti_instrumen
from tests.harian.bantu_validasi import catatan_ada
from tests.harian.test_bulanan import ALASAN, JANUARI, OKTOBER
from tests.petruk import bantu
from tests.petruk.bantu import HARI, PADA, orang
from tests.skp.bantu import skp_lengkap

pytestmark = pytest.mark.usefixtures("app")
CAPAIAN = replace(Instrumen(), sumber_kinerja=SumberKinerja.CAPAIAN)


@pytest.fixture
def instrumen(cast):
    services.buat_instrumen(orang(cast, "admin"), CAPAIAN, "Dari capaian bulan", pada=PADA)


def isi(cast, realisasi, *bulan):
    """Validated work of these months, `realisasi` of 10 planned."""
    skp, utama, _ = skp_lengkap(cast, "pegawai", JANUARI)
    for b in bulan:
        catatan_ada(skp, utama, OKTOBER.replace(month=b), StatusCatatan.VALID, realisasi=realisasi)
    return skp, utama


def kunci_satu(cast, bulan=10):
    kunci_bulan(orang(cast, "pengelola"), 2026, bulan, pegawai_id=cast.orang["pegawai"], pada=PADA)


def buka_satu(cast, bulan=10):
    buka_bulan(orang(cast, "pengelola"), cast.orang["pegawai"], 2026, bulan, ALASAN, pada=PADA)


def lengkap(cast, **periode):
    """A scorecard with everything but the figure of kinerja."""
    bantu.angka(cast, "pegawai", kinerja=None)
    for b in range(periode.get("awal", 10), 10):
        bantu.presensi(cast, "pegawai", b, hari_kerja=22, hadir=22)
    row = bantu.simpan(cast, bantu.nominasi(cast, bantu.buka(cast, **periode)))
    return bantu.team_work(cast, row)


def kinerja(row):
    return queries.hasil(row.id, hari=HARI).hasil.ambil("kinerja")


def test_only_a_locked_month_gives_a_figure(cast, instrumen):
    isi(cast, "9", 10)
    row = lengkap(cast)
    assert (kinerja(row).tampil, kinerja(row).cara) == ("–", ("Oktober 2026: – (belum dikunci)",))
    with pytest.raises(RuleViolation, match=r"Kinerja: belum dapat dihitung dari Oktober 2026 \(belum dikunci\)\."):
        bantu.kunci(cast, row)
    kunci_satu(cast)
    b = kinerja(row)
    assert (b.mentah, b.skor, b.sumber) == (Decimal("90.00"), 10, "dikunci 21 November 2026")
    assert "capaian bulan Oktober 2026" in b.kriteria
    assert bantu.kunci(cast, row).status is S.TERKUNCI
    assert PakaiBulan.get().keperluan == "SI-PETRUK Oktober 2026, penilaian Endah Lestari"


def test_a_locked_dash_stays_incomplete_and_says_why(cast, instrumen):
    isi(cast, "9", 10)
    with tulis(exempt="uji"):
        Target.delete().execute()
    row = lengkap(cast)
    kunci_satu(cast)
    assert kinerja(row).skor is None
    kurang = queries.hasil(row.id, hari=HARI).kurang
    assert any("Oktober 2026 (Tidak ada rencana kinerja utama" in k for k in kurang)


def test_a_quarter_is_the_mean_of_its_months_with_a_figure(cast, instrumen):
    isi(cast, "9", 8, 9)
    catatan = isi_lagi(cast)
    row = lengkap(cast, awal=8, akhir=10)
    kunci_satu(cast, 8)
    kunci_satu(cast, 9)
    assert kinerja(row).skor is None
    assert kinerja(row).cara[-1] == "Oktober 2026: – (belum dikunci)"
    kunci_satu(cast, 10)
    assert (kinerja(row).mentah, catatan.realisasi) == (Decimal("76.67"), 5)
    assert kinerja(row).cara[3] == "Rata-rata 3 bulan yang ada angkanya: (90,00 + 90,00 + 50,00) ÷ 3 = 76,67"


def test_months_before_the_first_plan_are_passed_over(cast, instrumen):
    skp, utama, _ = skp_lengkap(cast, "pegawai", JANUARI, mulai=OKTOBER.replace(day=1))
    catatan_ada(skp, utama, OKTOBER, StatusCatatan.VALID, realisasi="9")
    row = lengkap(cast, awal=8, akhir=10)
    kunci_satu(cast)
    assert kinerja(row).mentah == 90
    assert kinerja(row).cara[0] == "Agustus 2026: – (tidak ada SKP)"
    assert bantu.kunci(cast, row).status is S.TERKUNCI


def isi_lagi(cast):
    lama = Catatan.select().order_by(Catatan.id.desc()).first()
    return catatan_ada(lama.skp, lama.iki, OKTOBER, StatusCatatan.VALID, realisasi="5")


def test_a_month_reopened_is_told_to_who_used_it_and_shown_on_the_locked_card(cast, instrumen, sebagai):
    skp, utama = isi(cast, "9", 10)
    row = lengkap(cast)
    kunci_satu(cast)
    row = bantu.kunci(cast, row)
    alamat, pengelola = f"/petruk/penilaian/{row.id}/hasil", sebagai("pengelola")
    assert "Berubah sejak" not in pengelola.get(alamat).text
    buka_satu(cast)
    pesan = [p.teks for p in Pemberitahuan.select().where(Pemberitahuan.pegawai == cast.orang["pengelola"])]
    assert any("Dipakai untuk SI-PETRUK Oktober 2026, penilaian Endah Lestari." in teks for teks in pesan)
    halaman = pengelola.get(alamat).text
    assert "Berubah sejak dikunci 21 November 2026" in halaman
    assert "Kinerja: 90,00 saat dikunci, kini – (Oktober 2026 dibuka kembali)" in halaman
    catatan_ada(skp, utama, OKTOBER, StatusCatatan.VALID, realisasi="1")
    kunci_satu(cast)
    assert "Kinerja: 90,00 saat dikunci, kini 100,00" in pengelola.get(alamat).text
    assert queries.hasil(row.id, hari=HARI).hasil.ambil("kinerja").tampil == "90,00"


def test_before_kunci_a_reopened_month_changes_the_live_figure(cast, instrumen, sebagai):
    isi(cast, "9", 10)
    bantu.angka(cast, "pegawai", kinerja=None)
    kunci_satu(cast)
    row = bantu.simpan(cast, bantu.nominasi(cast, bantu.buka(cast)))
    buka_satu(cast)
    halaman = sebagai("pengelola").get(f"/petruk/penilaian/{row.id}/hasil").text
    assert "Berubah sejak disimpan" in halaman and "Kinerja: 90,00 saat disimpan, kini –" in halaman
    form = sebagai("pengelola").get(f"/petruk/penilaian/{row.id}").text
    opened = form[form.index("<details") : form.index("</details>")]
    assert "open" in opened.split(">")[0] and "Oktober 2026: – (belum dikunci)" in opened, "the reason is seen at once"


def test_the_score_leads_to_the_days(cast, instrumen, sebagai):
    isi(cast, "9", 10)
    kunci_satu(cast)
    row = lengkap(cast)
    alamat = f"/bulanan/2026/10/{cast.orang['pegawai']}"
    for halaman in ("", "/hasil"):
        assert alamat in sebagai("pengelola").get(f"/petruk/penilaian/{row.id}{halaman}").text
    assert "7 Oktober 2026" in sebagai("pengelola").get(alamat).text
    assert "Ketik nilainya" not in sebagai("pengelola").get(f"/petruk/penilaian/{row.id}").text


def test_the_form_of_the_instrument_offers_it(sebagai):
    page = sebagai("admin").get("/petruk/instrumen").text
    assert '<option value="capaian">capaian bulan</option>' in page
    assert "bulan yang dinilai harus sudah dikunci" in page


def test_it_costs_two_queries_more_than_imported_figures(cast, sebagai, hitung_query):
    isi(cast, "9", 10)
    kunci_satu(cast)
    services.buat_instrumen(orang(cast, "admin"), Instrumen(), "", pada=PADA)
    row, k = lengkap(cast), sebagai("pengelola")
    alamat = f"/petruk/{row.periode_id}?unit={cast.unit['bidang_a']}"

    def jumlah():
        k.get(alamat)
        with hitung_query() as q:
            assert k.get(alamat).status_code == 200
        return len(q)

    dulu = jumlah()
    services.buat_instrumen(orang(cast, "admin"), CAPAIAN, "", pada=PADA)
    ganti_instrumen(orang(cast, "pengelola"), row.periode_id, pada=PADA)
    assert jumlah() == dulu + 2
