"""What is due of plan and logs, by whose clock; the pictures; the superior's list of people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.beranda import queries_kinerja
from skpweb.beranda.queries_bawahan import daftar_bawahan
from skpweb.beranda.queries_tugas import beranda
from skpweb.beranda.rules_peta import Hari
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.harian.models import Catatan, KunciBulan, NilaiBulan
from skpweb.pegawai.models import Delegasi, Pegawai, RiwayatJabatan
from skpweb.pegawai.rules import Status
from skpweb.pegawai.services import tetapkan_status
from skpweb.periode.models import Jendela, Pengecualian
from skpweb.persetujuan.queries_naskah import pengajuan
from skpweb.presensi.rules import JenisCuti, Rentang
from skpweb.presensi.services_cuti import catat_cuti
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, StatusSkp
from tests.conftest import PADA
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

HARI = clock.hari(PADA)
URAIAN = "Menyusun laporan harga"


def milik(cast, who, pada=PADA):
    return beranda(susun_pelaku(akun_milik(cast.orang[who]), clock.hari(pada)), pada)


def tugas(b, kata):
    found = [t for t in b.tugas if kata in t.judul]
    return found[0] if found else None


def sampai(t):
    return clock.hari(t.tenggat) if t.tenggat else None


def catatan(cast, who, iki, hari, status="konsep", dinilai=None, skp=None):
    sent = None if status == "konsep" else PADA
    with tulis(exempt="uji"):
        Catatan.create(
            pegawai=cast.orang[who], skp=iki.rhk.skp_id, iki=iki, tanggal=hari, jenis="utama", uraian=URAIAN, realisasi=1,
            status=status, umpan="Lengkapi." if status in ("perbaikan", "ditolak") else "", dicatat_pada=PADA,
            dikirim_pada=sent, dinilai_pada=dinilai,
        )  # fmt: skip


def jendela(buka=date(2025, 12, 1), tutup=date(2026, 12, 4)):
    with tulis(exempt="uji"):
        return Jendela.create(
            tahun=2026, tahap="skp", nama="SKP 2026", buka_pada=clock.saat(buka), tutup_pada=clock.saat(tutup, 23, 59)
        )


# ---- the own plan -------------------------------------------------------------------------------
def test_a_deadline_that_passed_is_told_as_such(app, cast, sebagai) -> None:
    jendela(tutup=date(2026, 11, 20))
    skp_ada(cast, "pegawai", PADA, status=StatusSkp.KONSEP)
    page = sebagai("pegawai").get("/").text
    assert 'batasnya 20 November 2026, 23.59 · <span class="in late">kemarin</span>' in page


def test_without_a_window_or_a_plan_nothing_is_asked(app, cast) -> None:
    b = milik(cast, "pegawai")
    assert tugas(b, "SKP") is None and b.peta is None and b.cakupan is None and b.skp is None


def test_a_plan_is_asked_for_until_the_window_closes(app, cast) -> None:
    row = jendela()
    t = tugas(milik(cast, "pegawai"), "Susun SKP 2026")
    assert sampai(t) == date(2026, 12, 4) and t.endpoint == "skp.daftar"
    with tulis(exempt="uji"):
        Pengecualian.create(
            jendela=row, unit=cast.unit["dinas"], alasan="x", mulai_pada=PADA, sampai_pada=PADA + timedelta(days=40)
        )
    assert sampai(tugas(milik(cast, "pegawai"), "Susun SKP 2026")) == HARI + timedelta(days=40)


@pytest.mark.parametrize(("akhir", "diminta"), [(date(2026, 11, 20), True), (date(2026, 11, 21), False)])
def test_a_closed_plan_asks_for_the_next(app, cast, akhir, diminta) -> None:
    jendela()
    skp = skp_ada(cast, "pegawai", PADA, status=StatusSkp.DITUTUP)
    with tulis(exempt="uji"):
        Skp.update(sampai=akhir).where(Skp.id == skp.id).execute()
    found = tugas(milik(cast, "pegawai"), "Susun SKP 2026")
    assert (found.keterangan if found else None) == ("SKP 1-2026 berakhir 20 November 2026" if diminta else None)


def test_the_next_plan_is_due_by_its_own_window(app, cast) -> None:
    jendela(tutup=date(2026, 1, 31))
    lama = skp_ada(cast, "pegawai", PADA, status=StatusSkp.DITUTUP)
    with tulis(exempt="uji"):
        Skp.update(sampai=date(2026, 11, 19)).where(Skp.id == lama.id).execute()
    assert sampai(tugas(milik(cast, "pegawai"), "Susun SKP 2026")) == date(2026, 12, 4)
    baru = skp_ada(cast, "pegawai", PADA, status=StatusSkp.KONSEP, nomor=2, mulai=date(2026, 11, 20))
    assert sampai(tugas(milik(cast, "pegawai"), "Ajukan SKP 2-2026")) == date(2026, 12, 4)
    batas = pengajuan(baru, None, PADA).jendela.batas_pada
    assert batas and clock.hari(batas) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("status", "kata"),
    [(StatusSkp.KONSEP, "Ajukan SKP 1-2026"), (StatusSkp.REVISI, "SKP 1-2026"), (StatusSkp.PERIKSA, None)],
)
def test_what_is_still_the_employees_is_asked_for(app, cast, status, kata) -> None:
    jendela()
    skp_ada(cast, "pegawai", PADA, status=status)
    found = tugas(milik(cast, "pegawai"), "SKP")
    assert (found.judul if found else None) == kata or kata in found.judul
    assert milik(cast, "pegawai").skp.tahap == (2 if status is StatusSkp.PERIKSA else 1)


def test_from_december_the_coming_year_too(app, cast) -> None:
    skp_ada(
        cast, "pegawai", PADA, tahun=2027, mulai=date(2027, 1, 1), sampai=date(2027, 12, 31), status=StatusSkp.KONSEP
    )
    assert tugas(milik(cast, "pegawai"), "2027") is None
    assert tugas(milik(cast, "pegawai", datetime(2026, 12, 1, 3, tzinfo=UTC)), "Ajukan SKP 1-2027")


# ---- the own logs -------------------------------------------------------------------------------
def test_entries_to_send_have_the_clock_of_their_month(app, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    for hari in (date(2026, 10, 30), date(2026, 11, 18), date(2026, 11, 19)):
        catatan(cast, "pegawai", utama, hari)
    b = milik(cast, "pegawai")
    t = tugas(b, "Kirim kinerja harian November 2026")
    assert t.keterangan == "2 catatan masih konsep" and sampai(t) == date(2026, 12, 7)  # the 5th is a Saturday
    assert tugas(b, "Oktober") is None  # its clock has run out
    assert b.cakupan == (2, 15)


def test_days_before_the_agreement_may_be_sent_five_days_longer(app, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA)
    catatan(cast, "pegawai", utama, date(2026, 10, 30))
    assert sampai(tugas(milik(cast, "pegawai"), "Oktober")) == date(2026, 11, 27)


def test_an_entry_sent_back_has_three_working_days(app, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    catatan(cast, "pegawai", utama, date(2026, 10, 30), "perbaikan", dinilai=PADA - timedelta(days=2))
    t = tugas(milik(cast, "pegawai"), "Perbaiki 1 catatan")
    assert sampai(t) == date(2026, 11, 24) and t.arg == {"tanggal": "2026-10-30"}
    assert tugas(milik(cast, "pegawai", PADA + timedelta(days=5)), "Perbaiki") is None


def test_figures_of_last_month_are_asked_for_until_sent(app, cast) -> None:
    awal = datetime(2026, 11, 3, 3, tzinfo=UTC)
    skp, _, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    akhir = iki_ada(rhk_ada(skp), "Tingkat kepuasan", agregasi=Agregasi.TERAKHIR)
    t = tugas(milik(cast, "pegawai", awal), "Isi nilai akhir bulan Oktober")
    assert t.keterangan == "1 dari 1 indikator belum dikirim" and sampai(t) == date(2026, 11, 5)
    with tulis(exempt="uji"):
        NilaiBulan.create(
            iki=akhir,
            tahun=2026,
            bulan=10,
            nilai=80,
            uraian="x",
            status="dikirim",
            dicatat_pada=awal,
            dikirim_pada=awal,
        )
    assert tugas(milik(cast, "pegawai", awal), "Isi nilai") is None
    assert tugas(milik(cast, "atasan", awal), "Validasi").keterangan.startswith("1 catatan dari 1 orang")


# ---- those of others ----------------------------------------------------------------------------
def test_the_superior_is_told_what_waits_and_nobody_else(app, cast) -> None:
    skp, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    catatan(cast, "pegawai", utama, date(2026, 11, 18), "dikirim")
    skp_ada(cast, "ketua_tim", PADA, status=StatusSkp.PERIKSA)
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=PADA).execute()
    b = milik(cast, "atasan")
    assert tugas(b, "Putuskan SKP").keterangan == "1 SKP menunggu Anda sejak 21 November 2026"
    t = tugas(b, "Validasi kinerja harian")
    assert t.keterangan.startswith("1 catatan dari 1 orang menunggu sejak 21 November") and sampai(t) == date(
        2026, 12, 10
    )
    assert not tugas(milik(cast, "atasan_lain"), "Validasi") and not tugas(milik(cast, "pegawai_lain"), "Putuskan")
    with tulis(exempt="uji"):
        Delegasi.create(
            pemberi=cast.orang["atasan"], penerima=cast.orang["ketua_tim"], mulai=HARI, sampai=HARI, spt="1",
            tugas=["validasi"],
        )  # fmt: skip
    lain = milik(cast, "ketua_tim")
    assert tugas(lain, "Validasi") and not tugas(lain, "Putuskan")


def test_what_a_superior_let_lie_waits_for_the_next_one_too(app, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    catatan(cast, "pegawai", utama, date(2026, 11, 18), "dikirim")
    skp_ada(cast, "ketua_tim", PADA, status=StatusSkp.PERIKSA)
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=PADA - timedelta(days=3)).execute()
    b = milik(cast, "kepala")
    assert not tugas(b, "Putuskan") and not tugas(b, "Validasi")
    catatan(cast, "pegawai", utama, date(2026, 10, 20), "dikirim")
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=PADA - timedelta(days=30)).execute()
    b = milik(cast, "kepala")
    assert tugas(b, "Putuskan").keterangan.startswith("1 SKP") and tugas(b, "Validasi").keterangan.startswith(
        "1 catatan"
    )
    assert tugas(milik(cast, "atasan"), "Validasi").keterangan.startswith("2 catatan")
    assert not tugas(milik(cast, "atasan_lain"), "Putuskan")


def test_the_pengelola_sees_who_is_late_by_unit_and_the_month_to_lock(sebagai, cast) -> None:
    assert not milik(cast, "pengelola").ada_skp
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    skp_ada(cast, "ketua_tim", PADA, status=StatusSkp.PERIKSA)
    catatan(cast, "pegawai", utama, date(2026, 10, 20), "dikirim")
    b = milik(cast, "pengelola")
    unit = {u.nama: u for u in b.unit_tertinggal}["Bidang Perintis"]
    assert (unit.orang, unit.setuju, unit.periksa, unit.belum, unit.terkirim, unit.terkunci) == (3, 1, 1, 1, 1, 0)
    assert b.unit_tertinggal[0].nama == "Sekretariat"
    assert {k.label: (k.sudah, k.semua) for k in b.kemajuan}["SKP 2026 ditetapkan"] == (1, 12)
    assert tugas(b, "Kunci bulan Oktober 2026").keterangan.startswith("12 pegawai belum dikunci")
    assert tugas(milik(cast, "pengelola_b"), "Kunci") is None  # nothing logged in his unit
    assert tugas(milik(cast, "pengelola", datetime(2026, 11, 10, 3, tzinfo=UTC)), "Kunci") is None
    assert not milik(cast, "pegawai").ada_skp and b.ada_skp
    page = sebagai("pengelola").get("/").text
    assert "SKP dan kinerja harian menurut unit" in page and "0 unit lengkap" in page and "1 dari 3" in page


# ---- pictures, pages ----------------------------------------------------------------------------
def test_the_admin_alone_is_told_that_copies_are_missing(app, cast) -> None:
    assert tugas(milik(cast, "admin"), "Periksa cadangan").keterangan == "Belum ada cadangan."
    assert tugas(milik(cast, "pengelola"), "Periksa cadangan") is None


def test_the_board_of_a_large_office_is_a_minute_old_at_most(app, cast, monkeypatch) -> None:
    def setuju() -> int:
        return sum(u.setuju for u in milik(cast, "pengelola").kinerja.unit)

    assert setuju() == 0
    skp_ada(cast, "pegawai", PADA)
    assert setuju() == 1  # a small office counts each time
    monkeypatch.setattr(queries_kinerja, "BESAR", 0)
    assert setuju() == 1
    skp_ada(cast, "atasan", PADA)
    assert setuju() == 1
    later = clock.waktu_mesin() + timedelta(seconds=61)
    monkeypatch.setattr(queries_kinerja.clock, "waktu_mesin", lambda: later)
    assert setuju() == 2


def kunci(cast, who, capaian) -> None:
    with tulis(exempt="uji"):
        KunciBulan.create(pegawai=cast.orang[who], tahun=2026, bulan=10, capaian=capaian, cara={}, dikunci_pada=PADA)


def test_days_before_the_office_began_are_not_empty(app, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", datetime(2026, 11, 10, 3, tzinfo=UTC))
    catatan(cast, "pegawai", utama, date(2026, 11, 16))
    p = milik(cast, "pegawai").peta
    assert [m.hari_kerja for m in p.bulan] == [0] * 10 + [9, 0] and p.jumlah(Hari.KOSONG) == 8


def test_rings_and_map_come_with_words(sebagai, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    catatan(cast, "pegawai", utama, date(2026, 11, 18), "valid")
    page = sebagai("pegawai").get("/").text
    assert (
        "Setuju (ditetapkan)" in page and "14 hari kerja masih kosong" in page and "Oktober 2026 belum dikunci" in page
    )
    assert "1 hari sah" in page and "Baca sebagai tabel" in page and page.count("<rect") < 40
    kunci(cast, "pegawai", "86.4")
    assert "86,40" in sebagai("pegawai").get("/").text


def test_the_superiors_list_tells_of_each_and_links(sebagai, cast) -> None:
    _, utama, _ = skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    catatan(cast, "pegawai", utama, date(2026, 11, 18), "dikirim")
    catat_cuti(SISTEM, cast.orang["pegawai"], Rentang(JenisCuti.CUTI, date(2026, 11, 2), date(2026, 11, 3)), pada=PADA)
    kunci(cast, "pegawai", None)
    rows = {b.orang.nama: b for b in daftar_bawahan(susun_pelaku(akun_milik(cast.orang["atasan"]), HARI), HARI)}
    assert list(rows) == ["Danang Saputra, S.IP.", "Endah Lestari"]
    b = rows["Endah Lestari"]
    assert (b.cakupan, b.menunggu.banyak, b.terkunci, b.capaian) == ((1, 13), 1, True, None)
    assert rows["Danang Saputra, S.IP."].skp is None
    page = sebagai("atasan").get("/bawahan").text
    assert "1 dari 13" in page and "1 catatan" in page and "Belum ada" in page and "belum dikunci" in page


def test_a_long_list_of_people_is_searched(sebagai, cast, monkeypatch) -> None:
    client, kotak = sebagai("atasan"), 'name="cari"'
    nip = Pegawai.get_by_id(cast.orang["pegawai"]).nip
    assert kotak not in client.get("/bawahan").text  # two people
    monkeypatch.setattr("skpweb.beranda.routes.CARI_SEJAK", 1)
    assert kotak in client.get("/bawahan").text
    for cari in ("endah", "LESTARI", nip, f"{nip[:8]} {nip[8:14]}"):
        page = client.get("/bawahan", query_string={"cari": cari}).text
        assert "Endah Lestari" in page and "Danang" not in page and "1 orang cocok" in page and kotak in page, cari
    page = client.get("/bawahan?cari=fajar").text  # of another unit
    assert "Tidak ada yang cocok" in page and kotak in page and "Fajar" not in page


def test_who_is_on_long_leave_owes_no_day(sebagai, cast) -> None:
    skp_lengkap(cast, "pegawai", PADA - timedelta(days=200))
    sk = {"sk_nomor": "850/3/2026", "sk_tanggal": HARI}
    leave = {"status": Status.CUTI_PANJANG, "mulai": date(2026, 10, 1), "sampai": date(2026, 12, 29)}
    tetapkan_status(SISTEM, cast.orang["pegawai"], **leave, **sk, pada=PADA)
    page = sebagai("atasan").get("/bawahan").text
    assert "Cuti panjang" in page and "tanpa hari kerja" in page
    assert "Hari terisi" not in sebagai("pegawai").get("/").text


def test_nobody_below_says_whom_to_ask(sebagai, cast, app) -> None:
    with tulis(exempt="uji"):
        for who in ("ketua_tim", "pegawai"):
            RiwayatJabatan.update(sampai=HARI - timedelta(days=1)).where(
                RiwayatJabatan.pegawai == cast.orang[who]
            ).execute()
    assert "pengelola kepegawaian" in sebagai("atasan").get("/bawahan").text


def test_the_list_of_people_costs_the_same_for_many(sebagai, cast, hitung_query) -> None:
    for who in ("pegawai", "ketua_tim"):
        _, utama, _ = skp_lengkap(cast, who, PADA)
        catatan(cast, who, utama, date(2026, 11, 18), "dikirim")
    for who, most in (("atasan", 8), ("kepala", 9)):
        client = sebagai(who)
        client.get("/bawahan")
        with hitung_query() as q:
            client.get("/bawahan")
        assert len(q) <= most, (who, q.sql)
