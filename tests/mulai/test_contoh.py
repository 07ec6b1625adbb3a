"""The demo office: the same people every time, made by services, whole at any time of the year."""

import csv
import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from skpweb.akun.models import Akun, AkunPeran
from skpweb.akun.queries import akun_milik, cari_akun, susun_pelaku
from skpweb.audit.queries import periksa_rantai
from skpweb.config import Config
from skpweb.core import clock
from skpweb.core.errors import RuleViolation
from skpweb.harian.models import Catatan, KunciBulan, LembarCkhp, NilaiBulan
from skpweb.harian.queries_kertas import antrean_kertas
from skpweb.harian.rules import StatusCatatan
from skpweb.mulai.awal import sambut, tabel, terbitkan_kode
from skpweb.mulai.demo_orang import awal_bulan, susun_orang
from skpweb.mulai.services import BENIH, buat_contoh
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.pegawai.models import Kontrak, Pegawai, RiwayatJabatan, StatusPegawai
from skpweb.pegawai.queries import atasan, identitas_banyak, kepala
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status, baca_nip, peringatan_nip
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.periode.queries import keadaan
from skpweb.periode.rules import Tahap
from skpweb.persetujuan.models import Ketetapan
from skpweb.petruk.models import Penilaian, PeriodePetruk
from skpweb.petruk.queries import daftar_pemenang, lembar_periode
from skpweb.petruk.rules_alur import StatusPenilaian, StatusPeriode
from skpweb.presensi.models import RekapPresensi
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import isi_banyak
from skpweb.skp.rules import StatusSkp
from skpweb.skp.rules_isi import kekurangan
from tests.conftest import PADA, tutup_database
from tests.mulai.contoh import Contoh, buat

HARI = date(2026, 11, 21)


def test_it_is_quick_and_big_enough(contoh: Contoh) -> None:
    assert contoh.proses <= 45
    assert 110 <= Pegawai.select().where(Pegawai.luar == False).count() <= 130
    assert Unit.select().count() == 13


@pytest.mark.parametrize("hari", [HARI, date(2026, 1, 31), date(2028, 2, 29), date(2027, 3, 1)])
def test_the_same_day_gives_the_same_sound_people(hari: date) -> None:
    people = susun_orang(hari, Random(BENIH))
    assert people == susun_orang(hari, Random(BENIH))
    assert len({o.nip for o in people}) == len({o.nama for o in people}) == len(people)
    for o in people:
        assert peringatan_nip(baca_nip(o.nip, o.kepegawaian), hari, o.kelamin) == [], o
        assert o.email.endswith("@contoh.invalid") and len(o.sandi) >= 12


@pytest.mark.lama
def test_made_twice_it_is_the_same_office(contoh: Contoh, kosong: bytes, tmp_path: Path) -> None:
    def people() -> list[tuple]:
        rows = identitas_banyak(None, HARI).values()
        return sorted((i.nama, i.nip, i.jabatan, i.unit, i.golongan, i.status) for i in rows)

    def scores() -> list[tuple]:
        return [(k.nomor_ba, [(b.orang.nama, b.total) for b in k.baris]) for k in daftar_pemenang()]

    def story() -> list[list[tuple]]:
        rows = (
            RekapPresensi.select(RekapPresensi.hadir, RekapPresensi.izin),
            Rhk.select(Rhk.teks, Rhk.induk_teks),
            Catatan.select(Catatan.tanggal, Catatan.uraian, Catatan.realisasi, Catatan.status),
            KunciBulan.select(KunciBulan.pegawai, KunciBulan.bulan, KunciBulan.capaian),
        )
        return [people(), scores(), *(list(r.tuples()) for r in rows)]

    first = story()
    again = buat(kosong, tmp_path / "b", PADA)
    assert story() == first
    same = [(a.peran, a.nip, a.nama, a.sandi) for a in again.akun if "kode" not in a.catatan]
    assert same == [(a.peran, a.nip, a.nama, a.sandi) for a in contoh.akun if "kode" not in a.catatan]


def test_every_role_has_somebody_who_can_log_in(contoh: Contoh) -> None:
    roles = {a.peran for a in contoh.akun if a.utama}
    assert roles == {
        "pengelola", "pengelola unit", "perencana", "admin", "kepala", "atasan", "ketua tim", "pegawai", "PPPK",
        "paruh waktu", "pembaca",
    }  # fmt: skip
    derived = {"ketua tim": "ketua_tim", "pengelola unit": "pengelola", "PPPK": "pegawai", "paruh waktu": "pegawai"}
    for a in (a for a in contoh.akun if a.utama):
        who = susun_pelaku(cari_akun(a.nip), HARI)
        assert derived.get(a.peran, a.peran) in who.peran, a
    unit = susun_pelaku(cari_akun(contoh.orang("pengelola unit").nip), HARI)
    assert unit.unit_ids == {u.id for u in Unit.select() if "Pasar" in u.nama}
    assert AkunPeran.select().count() == 5
    left = Akun.select().join(Pegawai).where(Pegawai.nip.not_in([a.nip for a in contoh.akun]))
    assert [susun_pelaku(akun, HARI) for akun in left] == [None], "who has retired had an account, and has it no more"
    assert Akun.select().count() == len(contoh.akun) + 1 == Pegawai.select().where(Pegawai.luar == False).count()


def test_the_heads_past_months_were_validated_on_paper(contoh: Contoh) -> None:
    head = contoh.orang("kepala")
    sheets = LembarCkhp.select().where(LembarCkhp.pegawai == head).order_by(LembarCkhp.id)
    assert [(s.bulan, s.penilai.luar) for s in sheets] == [(8, True), (9, True)]
    assert all(k.capaian is not None for k in KunciBulan.select().where(KunciBulan.pegawai == head))
    waiting = antrean_kertas(susun_pelaku(akun_milik(contoh.orang("pengelola").id), HARI), HARI)
    assert [(a.orang.pegawai_id, a.bulan) for a in waiting] == [(head.id, 10), (head.id, 11)]


def test_notices_make_sense(contoh: Contoh) -> None:
    paper = [n.teks for n in Pemberitahuan.select().where(Pemberitahuan.endpoint == "persetujuan.kertas")]
    assert len(paper) == 1 and contoh.orang("kepala").nama in paper[0], "only the Bupati has no account"
    assert not Pemberitahuan.select().where(Pemberitahuan.teks.contains("..")).exists()
    fresh = Pemberitahuan.select().join(Pegawai).where(Pegawai.luar == False, Pemberitahuan.dibaca_pada.is_null())
    assert fresh.exists() and min(n.pada for n in fresh).month == HARI.month


def test_akun_csv_tells_all_log_ins(contoh: Contoh, satu_app: Flask) -> None:
    path = contoh.folder / "akun.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["peran", "nip", "nama", "sandi", "keterangan"]
    assert [r["nip"] for r in rows] == [a.nip for a in contoh.akun]
    assert path.stat().st_mode & 0o077 == 0
    head = next(r for r in rows if r["peran"] == "kepala")
    client = satu_app.test_client()
    assert client.post("/masuk", data={"nip": head["nip"], "sandi": head["sandi"]}).status_code == 303
    fresh = next(r for r in rows if "kode sekali pakai" in r["keterangan"])
    to_choose = satu_app.test_client().post("/masuk", data={"nip": fresh["nip"], "sandi": fresh["sandi"]})
    assert to_choose.location == "/sandi"


def test_the_console_shows_the_table(contoh: Contoh, capsys: pytest.CaptureFixture, satu_app: Flask) -> None:
    text = tabel(contoh.akun)
    head = next(a for a in contoh.akun if a.peran == "kepala")
    assert text.splitlines()[1].startswith("PERAN") and head.sandi in text
    (satu_app.config["SKPWEB"].data / "akun.csv").write_text("peran\n")
    sambut(satu_app)
    assert "akun.csv" in capsys.readouterr().out


def test_posts_people_and_contracts_are_of_all_kinds(contoh: Contoh) -> None:
    held = Counter(str(r.kedudukan) for r in RiwayatJabatan.select().where(RiwayatJabatan.sampai.is_null()))
    assert held["plt"] == 1
    vacant = Jabatan.get(Jabatan.nama == "Kepala Subbagian Keuangan")
    assert not RiwayatJabatan.select().where(RiwayatJabatan.jabatan == vacant, RiwayatJabatan.sampai.is_null()).exists()
    kinds = Counter(p.kepegawaian for p in Pegawai.select().where(Pegawai.luar == False))
    assert min(kinds[k] for k in Kepegawaian) >= 15
    assert Kontrak.select().count() == kinds[Kepegawaian.PPPK] + kinds[Kepegawaian.PARUH_WAKTU]
    assert {s.status for s in StatusPegawai.select()} >= {Status.PENSIUN, Status.CUTI_PANJANG, Status.TUGAS_BELAJAR}


def test_everybody_has_a_superior_and_the_head_the_bupati(contoh: Contoh) -> None:
    head = kepala(HARI)
    assert head is not None
    bupati = atasan(head.pegawai_id, HARI).identitas
    assert bupati.luar and "Bupati" in bupati.jabatan
    staff = Pegawai.get(Pegawai.nip == next(a.nip for a in contoh.akun if "Subbagian Keuangan" in a.jabatan))
    assert atasan(staff.id, HARI).identitas.jabatan == "Sekretaris"
    plt = RiwayatJabatan.get(RiwayatJabatan.kedudukan == Kedudukan.PLT)
    assert atasan(plt.pegawai_id, HARI).identitas.pegawai_id == head.pegawai_id


def test_three_months_of_attendance_add_up(contoh: Contoh) -> None:
    months = Counter((r.tahun, r.bulan) for r in RekapPresensi.select())
    assert sorted(months) == [(2026, 8), (2026, 9), (2026, 10)]
    assert min(months.values()) >= 100
    assert all(r.rekap.jumlah_jenis == r.hari_kerja for r in RekapPresensi.select())


def test_one_period_is_decided_and_one_is_open(contoh: Contoh) -> None:
    past, now = PeriodePetruk.select().order_by(PeriodePetruk.bulan_akhir)
    assert (past.status, past.bulan_akhir) == (StatusPeriode.DITETAPKAN, 9)
    scores = {x.orang.nama: x.hasil for x in lembar_periode(past, hari=HARI)}
    example = next(h for h in scores.values() if h.ambil("kinerja").mentah == Decimal("84.00"))
    assert [b.skor for b in example.butir] == [0, 0, 40, 10, 20] and example.total == 70
    decided = daftar_pemenang()[0]
    assert [b.total for b in decided.baris] == [80, 80, 70, 65] and "kinerja 91,20" in decided.baris[0].penentu
    assert (now.status, now.bulan_akhir) == (StatusPeriode.TERBUKA, 10)
    begun = [p.status for p in Penilaian.select().where(Penilaian.periode == now).order_by(Penilaian.id)]
    assert begun == [StatusPenilaian.DRAF, StatusPenilaian.TERSIMPAN]


def test_the_trail_is_whole(contoh: Contoh) -> None:
    assert periksa_rantai() == ""


@pytest.mark.lama
@pytest.mark.parametrize(
    "pada",
    [
        datetime(2026, 1, 31, 16, 58, tzinfo=UTC), datetime(2027, 12, 31, 17, 10, tzinfo=UTC),
        datetime(2027, 3, 1, 3, tzinfo=UTC), datetime(2026, 4, 30, 3, tzinfo=UTC), datetime(2026, 7, 6, 3, tzinfo=UTC),
    ],
)  # fmt: skip
def test_it_can_begin_on_any_day(satu_app: Flask, kosong: bytes, tmp_path: Path, pada: datetime) -> None:
    buat(kosong, tmp_path / "c", pada)
    month = awal_bulan(clock.hari(pada), 1)
    assert PeriodePetruk.get(PeriodePetruk.status == StatusPeriode.TERBUKA).bulan_akhir == month.month
    tutup_database()


@pytest.mark.baku("K70")
def test_a_set_up_office_is_not_overwritten(contoh: Contoh, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation):
        buat_contoh(tmp_path, pada=PADA)
    assert not (tmp_path / "akun.csv").exists()


@pytest.mark.lama
def test_demo_in_the_environment_makes_it_at_start(
    app_kosong: Flask, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    own = app_kosong.config["SKPWEB"]
    app_kosong.config["SKPWEB"] = Config(data=tmp_path, demo=True, testing=True)
    try:
        sambut(app_kosong)
        first = capsys.readouterr().out
        sambut(app_kosong)
    finally:
        app_kosong.config["SKPWEB"] = own
    assert "pengelola unit" in first and str(tmp_path / "akun.csv") in first
    assert str(tmp_path / "akun.csv") in capsys.readouterr().out


@pytest.mark.lama
def test_it_can_be_chosen_on_the_first_page(app_kosong: Flask) -> None:
    client = app_kosong.test_client()
    kode = terbitkan_kode(app_kosong)
    page = client.post("/siapkan/contoh", data={"kode": kode})
    assert page.status_code == 200 and "pengelola kepegawaian seluruh OPD" in page.text
    assert client.post("/siapkan/contoh", data={"kode": kode}).status_code == 404


# ---- plans, logs, months --------------------------------------------------------------------------
def test_plans_are_in_every_state_and_linked_down_from_the_head(contoh: Contoh) -> None:
    states = Counter(s.status for s in Skp.select())
    assert set(states) == set(StatusSkp) - {StatusSkp.DIGANTI} and states[StatusSkp.SETUJU] >= 100
    utama = list(Rhk.select(Rhk, Skp).join(Skp).where(Rhk.jenis == "utama"))
    head = kepala(HARI)
    loose = [r for r in utama if not r.induk_id and r.skp.pegawai_id != head.pegawai_id]
    assert sorted(r.tautan_putus for r in loose) == [False, True]
    for rhk in (r for r in utama if r.induk_id):
        assert rhk.induk_teks == rhk.induk.teks and rhk.induk.skp.pegawai_id != rhk.skp.pegawai_id
    paper = Ketetapan.get(Ketetapan.skp == Skp.get(Skp.pegawai == head.pegawai_id))
    assert paper.scan_id and paper.nomor and "Bupati" in paper.isi["penilai"]["jabatan"]
    assert {t.oleh for t in Ketetapan.select() if t.id != paper.id} == {
        t.penilai_id for t in Ketetapan.select() if t.id != paper.id
    }


def test_no_word_stands_twice(contoh: Contoh) -> None:
    texts = {row[0] for column in (Rhk.teks, Iki.teks, Catatan.uraian) for row in column.model.select(column).tuples()}
    assert [t for t in texts if re.search(r"\b(\w+) \1\b", t)] == []


def test_what_is_agreed_would_pass_the_check_again(contoh: Contoh) -> None:
    agreed = [s.id for s in Skp.select().where(Skp.status == StatusSkp.SETUJU)]
    assert [t.teks for isi in isi_banyak(agreed).values() for t in kekurangan(isi)] == []


def test_three_months_of_logs_partly_waiting_two_of_them_locked(contoh: Contoh) -> None:
    entries = Counter((c.tanggal.month, c.status) for c in Catatan.select(Catatan.tanggal, Catatan.status))
    assert 7_500 <= entries.total() <= 10_000
    assert {bulan for bulan, _ in entries} == {8, 9, 10, 11}
    assert entries[10, "dikirim"] > 300 and entries[11, "konsep"] > 500 and entries[9, "valid"] > 1_500
    assert {status for _, status in entries} == set(StatusCatatan)
    locked = Counter(k.bulan for k in KunciBulan.select())
    assert set(locked) == {8, 9} and min(locked.values()) >= 100
    figures = [k.capaian for k in KunciBulan.select() if k.capaian is not None]
    assert len(set(figures)) > 40 and any(f == 100 for f in figures) and any(f < 80 for f in figures)
    assert NilaiBulan.select().where(NilaiBulan.tanda.is_null(False)).exists()
    assert len({c.uraian for c in Catatan.select(Catatan.uraian)}) > 150


def test_nobody_agreed_or_validated_own_work(contoh: Contoh) -> None:
    assert not Catatan.select().where(Catatan.dinilai_oleh == Catatan.pegawai).exists()
    assert all(k.oleh != k.skp.pegawai_id for k in Ketetapan.select(Ketetapan, Skp).join(Skp))


def test_in_one_unit_every_window_is_open_today(contoh: Contoh) -> None:
    unit = Unit.get(Unit.nama == "UPTD Pasar Rakyat").id
    for tahap in (Tahap.SKP, Tahap.CKHP):
        assert keadaan(tahap, 2026, unit_id=unit, pada=PADA).terbuka
    assert not keadaan(Tahap.SKP, 2026, unit_id=Unit.get(Unit.nama == "Bidang Koperasi").id, pada=PADA).terbuka
    own = Skp.select().where(Skp.status == StatusSkp.KONSEP)
    assert any(identitas_banyak([s.pegawai_id], HARI)[s.pegawai_id].unit_id == unit for s in own)
