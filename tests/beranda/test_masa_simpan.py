"""What is kept for a time goes after it, by the daily work; the trail stays, and tells it."""

import os
import time
from datetime import timedelta

import pytest

from skpweb.akun.models import Sesi
from skpweb.akun.queries import akun_milik
from skpweb.audit.models import Jejak, Pembacaan
from skpweb.audit.queries import periksa_rantai
from skpweb.audit.services import catat_pembacaan, habiskan_pembacaan
from skpweb.beranda.services import buang_lewat_masa, kerja_harian
from skpweb.cetak.queries import folder_hasil
from skpweb.cetak.services import simpan_hasil
from skpweb.core import clock
from skpweb.core.db import tulis
from skpweb.draf.models import Draf
from skpweb.draf.services import simpan_draf
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.pemberitahuan.services import kirim
from skpweb.pengaturan.services import ubah_aturan
from skpweb.tukar.models import Impor, ImporBaris, ImporIsi
from skpweb.tukar.rules import Jenis, Status
from tests.cast import Cast
from tests.conftest import PADA
from tests.petruk.bantu import orang

LAMA = timedelta(days=31 * 12, seconds=1)  # beyond a year as it is counted here


def _isi(cast: Cast, pada, umur: timedelta) -> None:  # type: ignore[no-untyped-def]
    """One thing of each kind, so old."""
    siapa = orang(cast, "admin")
    catat_pembacaan(siapa, [cast.orang["pegawai"]], "pegawai.pegawai", "/pegawai/6", pada=pada - umur)
    habiskan_pembacaan()
    simpan_draf(siapa, f"/umur/{umur.days}", None, [], pada=clock.waktu_mesin() - umur)
    with tulis(exempt="uji"):
        kirim([cast.orang["pegawai"]], "Kabar", pada=pada - umur)
        sesi = {"dibuat_pada": clock.waktu_mesin() - umur, "terakhir_pada": clock.waktu_mesin() - umur}
        Sesi.create(token=str(umur), akun=akun_milik(cast.orang["admin"]), alamat="", peramban="", **sesi)
        impor = Impor.create(
            jenis=Jenis.PEGAWAI, status=Status.DITERAPKAN, nama_berkas="x.xlsx", kepala={}, peta={},
            dibuat_oleh=cast.orang["admin"], dibuat_pada=pada - umur, diterapkan_pada=pada - umur, jurnal=[1],
        )  # fmt: skip
        ImporIsi.create(impor=impor, isi=b"x")
        ImporBaris.create(impor=impor, nomor=1, keadaan="baru", diperingatkan=False, isi={})


def _banyak() -> list[int]:
    tables = (Pembacaan, Pemberitahuan, ImporIsi, ImporBaris, Draf, Sesi, Impor)
    return [t.select().count() for t in tables]


@pytest.mark.baku("V14.2.4")
def test_each_kind_goes_after_its_time(app, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    with tulis(exempt="uji"):
        Pemberitahuan.delete().execute()
    ubah_aturan(orang(cast, "admin"), {"simpan.pembacaan": "12"}, pada=PADA)
    _isi(cast, PADA, LAMA)
    _isi(cast, PADA, timedelta(days=29))
    before = Jejak.select().count()
    assert _banyak() == [2, 2, 2, 2, 2, 2, 2]
    kerja_harian(pada=PADA)
    assert _banyak() == [1, 1, 1, 1, 1, 1, 2], "that there was an import stays"
    assert Impor.select().where(Impor.jurnal.is_null(False)).count() == 2, "and what undoes it"
    line = Jejak.select().order_by(Jejak.id.desc()).get()
    assert (line.tindakan, line.sesudah["draf"]) == ("beranda.buang_lewat_masa", 1)
    assert Jejak.select().count() == before + 1
    assert periksa_rantai() == ""
    assert not any(buang_lewat_masa(pada=PADA).values()), "a second time there is nothing"
    assert Jejak.select().count() == before + 1


def test_a_longer_time_keeps_them(app, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    admin = orang(cast, "admin")
    lama = {f"simpan.{apa}": "24" for apa in ("pembacaan", "pemberitahuan", "impor")}
    ubah_aturan(admin, {**lama, "simpan.draf": "365"}, pada=PADA)
    _isi(cast, PADA, timedelta(days=364))
    before = _banyak()
    kerja_harian(pada=PADA)
    before[5] = 0  # sessions have no setting: a browser is known for 180 days
    assert _banyak() == before


@pytest.mark.baku("V14.2.2")
def test_what_a_job_made_goes_after_a_day(app, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    simpan_hasil(1, b"lama")
    simpan_hasil(2, b"baru")
    yesterday = time.time() - 25 * 3600
    os.utime(folder_hasil() / "1.pdf", (yesterday, yesterday))
    kerja_harian(pada=PADA)
    assert [p.name for p in folder_hasil().iterdir()] == ["2.pdf"]
