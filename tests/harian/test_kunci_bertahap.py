"""Kunci bulan of a whole office: deed after deed, so that others save in between, and cancelled without loss."""

import threading
import time
from datetime import UTC, date, datetime

import pytest

from skpweb.akun.queries import akun_milik
from skpweb.audit.models import Jejak
from skpweb.core import jobs
from skpweb.core.db import tulis
from skpweb.harian.models import KunciBulan
from skpweb.harian.rules import StatusCatatan
from skpweb.harian.services_bulan import PER_KUNCI, SEKALIGUS, kunci_bulan
from skpweb.skp.models import Skp
from tests.conftest import PADA
from tests.harian.bantu_validasi import bawahan_ada, catatan_ada, pelaku
from tests.skp.bantu import skp_lengkap

ORANG = SEKALIGUS + 5
ALAMAT = "/bulanan/2026/10/kunci"


@pytest.fixture
def kantor(app, cast):
    """More people with an agreed plan than are locked at once."""
    with tulis(exempt="uji"):
        bawahan_ada(cast, datetime(2026, 1, 2, tzinfo=UTC), ORANG, per=0)
    return cast


def tunggu(jawab):
    assert jawab.status_code == 303 and "/kerja/" in jawab.location
    nomor = int(jawab.location.rsplit("/", 1)[1])
    for _ in range(1000):
        if (kerja := jobs.Kerja.get_by_id(nomor)).status != jobs.StatusKerja.JALAN:
            return kerja
        time.sleep(0.02)
    raise AssertionError(kerja.langkah)


def test_others_save_between_the_deeds(kantor):
    langkah = []

    def maju(sudah, dari):
        def simpan():
            with tulis(exempt="uji"):
                langkah.append((sudah, dari, KunciBulan.select().count()))

        lain = threading.Thread(target=simpan)
        lain.start()
        lain.join(5)

    hasil = kunci_bulan(pelaku(kantor, "pengelola"), 2026, 10, pada=PADA, maju=maju)
    assert hasil.jumlah == ORANG
    assert langkah == [(n, ORANG, n) for n in (*range(PER_KUNCI, ORANG, PER_KUNCI), ORANG)]
    assert Jejak.select().where(Jejak.tindakan == "harian.kunci_bulan").count() == ORANG


def test_what_is_locked_stays_locked_when_it_is_cancelled(kantor, sebagai):
    def maju(sudah, dari):
        raise jobs.Dibatalkan

    with pytest.raises(jobs.Dibatalkan):
        kunci_bulan(pelaku(kantor, "pengelola"), 2026, 10, pada=PADA, maju=maju)
    assert KunciBulan.select().count() == PER_KUNCI
    halaman = sebagai("pengelola").get(f"{ALAMAT}?keadaan=belum").text
    assert f"{PER_KUNCI} dari" in halaman and "sudah dikunci" in halaman
    assert f"untuk {halaman.split('sudah dikunci, ')[1].split(' belum')[0]} pegawai?" in halaman
    assert kunci_bulan(pelaku(kantor, "pengelola"), 2026, 10, pada=PADA).jumlah == ORANG - PER_KUNCI


def test_who_was_locked_or_held_meanwhile_is_left_out(kantor):
    kini = pelaku(kantor, "pengelola")
    semua = {orang for kunci, orang in kantor.orang.items() if kunci.startswith("bawahan")}

    def maju(sudah, dari):
        if sudah == PER_KUNCI:
            satu, dua, *_ = semua - {k.pegawai_id for k in KunciBulan.select()}
            kunci_bulan(kini, 2026, 10, pegawai_id=satu, pada=PADA)
            with tulis(exempt="uji"):
                Skp.update(status="revisi").where(Skp.pegawai == dua).execute()

    assert kunci_bulan(kini, 2026, 10, pada=PADA, maju=maju).jumlah == ORANG - 2
    assert KunciBulan.select().count() == ORANG - 1


def test_a_worker_locks_many_and_leads_to_the_list(kantor, sebagai):
    skp, utama, _ = skp_lengkap(kantor, "pegawai", datetime(2026, 1, 2, tzinfo=UTC))
    catatan_ada(skp, utama, date(2026, 10, 7), StatusCatatan.VALID, realisasi="8")
    klien = sebagai("pengelola")
    kerja = tunggu(klien.post(ALAMAT))
    assert (kerja.status, kerja.banyak, kerja.langkah) == (jobs.StatusKerja.SELESAI, ORANG + 1, ORANG + 1)
    assert kerja.judul == "Mengunci bulan Oktober 2026"
    assert f"{ORANG + 1} dari" in klien.get(kerja.hasil).text
    assert KunciBulan.get(KunciBulan.pegawai == kantor.orang["pegawai"]).capaian == 80
    sisa = klien.post(ALAMAT)  # who has no plan: told at once, by no worker
    assert sisa.status_code == 422 and "Tidak ada yang dapat dikunci sekarang." in sisa.text


def test_a_cancelled_job_tells_how_far_it_came_and_leads_back(app, cast, sebagai):
    mulai, lanjut = threading.Event(), threading.Event()

    def kerjakan(laju):
        laju.langkah(200, 600)
        mulai.set()
        lanjut.wait(10)
        time.sleep(jobs.SELANG.total_seconds())
        laju.langkah(400, 600)
        return "/"

    akun = akun_milik(cast.orang["pengelola"]).id
    nomor = jobs.mulai(akun, "harian.kunci_bulan", "Mengunci bulan", kerjakan, f"{ALAMAT}?keadaan=belum")
    assert mulai.wait(10)
    klien = sebagai("pengelola")
    klien.post(f"/kerja/{nomor}/batal")
    lanjut.set()
    jobs._pool.submit(int).result()
    halaman = klien.get(f"/kerja/{nomor}").text
    assert "sesudah 200 dari 600" in halaman and f'href="{ALAMAT}?keadaan=belum">Kembali' in halaman
