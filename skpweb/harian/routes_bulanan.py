"""A month with its capaian and working, and Kunci bulan."""

from functools import cache, partial

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock, jobs
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.fields import Form
from skpweb.core.formats import nama_bulan
from skpweb.core.formulir import Answer, Formulir, Remah, pasang
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import alamat_dengan, done
from skpweb.harian import queries_bulan, services_bulan
from skpweb.harian.forms import BukaBulanForm
from skpweb.harian.models import KunciBulan
from skpweb.harian.queries import terkunci
from skpweb.harian.queries_kertas import penilai_kertas
from skpweb.harian.routes import bp
from skpweb.harian.rules import TANDA_CATATAN
from skpweb.matriks.rules import tulis_angka
from skpweb.pegawai.queries import ambil_pegawai, unit_dalam_wewenang
from skpweb.presensi.queries import SaringanBulan, tahun_presensi
from skpweb.skp.queries import pastikan_melihat

PER = 15  # people on a page of the list: an open month is worked out from the whole year
BULAN = "/bulanan/<int(min=2000, max=2100):tahun>/<int(min=1, max=12):bulan>"


# ---- the month ----------------------------------------------------------------------------------
@bp.get("/bulanan")
@izin("harian.bulanan")
def bulanan_kini() -> AnyResponse:
    """The present month, one's own or that of `?pegawai_id=`."""
    hari, orang = clock.hari_ini(), request.args.get("pegawai_id", type=int)
    page = "harian.bulanan_orang" if orang else "harian.bulanan"
    return redirect(url_for(page, tahun=hari.year, bulan=hari.month, pegawai_id=orang), 302)


@bp.get(BULAN)
@izin("harian.bulanan")
def bulanan(tahun: int, bulan: int) -> str:
    """One's own."""
    return _halaman(tahun, bulan, g.pelaku.pegawai_id)


@bp.get(f"{BULAN}/<int:pegawai_id>")
@izin("harian.bulanan")
def bulanan_orang(tahun: int, bulan: int, pegawai_id: int) -> str:
    """Another's, for those who see his plans and logs."""
    return _halaman(tahun, bulan, pegawai_id)


def _halaman(tahun: int, bulan: int, pegawai_id: int | None) -> str:
    pada = clock.sekarang()
    hari = clock.hari(pada)
    if pegawai_id is None:
        raise NotFound
    orang = pastikan_melihat(g.pelaku, pegawai_id, hari) if pegawai_id != g.pelaku.pegawai_id else None
    isi = queries_bulan.halaman_bulan(pegawai_id, tahun, bulan, pada)
    tunggu = isi.capaian.menunggu and not isi.capaian.terkunci
    return render_template(
        "harian/bulanan.html", orang=orang, pegawai_id=pegawai_id, tahun=tahun, bulan=bulan, isi=isi, hari=hari,
        presensi=tahun_presensi(pegawai_id, tahun).bulan[bulan - 1], tanda=TANDA_CATATAN, geser=geser,
        bilangan=tulis_angka, alamat_hari=cache(lambda hari: url_for("harian.hari", tanggal=hari)),
        mengurus=orang is not None and g.pelaku.mengelola(orang.unit_id),
        kertas=penilai_kertas(pegawai_id, hari) if tunggu or (isi.lembar and not isi.capaian.terkunci) else None,
    )  # fmt: skip


def geser(tahun: int, bulan: int, langkah: int) -> dict[str, int]:
    """The month so many before or after, as values of an address."""
    ke = tahun * 12 + bulan - 1 + langkah
    return {"tahun": ke // 12, "bulan": ke % 12 + 1}


# ---- Kunci bulan --------------------------------------------------------------------------------
@bp.get(f"{BULAN}/kunci")
@izin("harian.kunci_bulan")
def daftar_kunci(tahun: int, bulan: int) -> str:
    return _daftar(tahun, bulan, Form())


def _daftar(tahun: int, bulan: int, form: Form) -> str:
    pada = clock.sekarang()
    cari, keadaan = request.args.get("cari", ""), request.args.get("keadaan", "")
    saringan = SaringanBulan(tahun, bulan, request.values.get("unit", type=int), cari, keadaan)
    return render_template(
        "harian/bulanan_kunci.html", saringan=saringan, form=form, geser=geser, pelaku_id=g.pelaku.pegawai_id,
        isi=queries_bulan.daftar_kunci(g.pelaku, saringan, Paging.read(request.args, per=PER), pada),
        unit=unit_dalam_wewenang(g.pelaku, clock.hari(pada)),
    )  # fmt: skip


@bp.post(f"{BULAN}/kunci")
@izin("harian.kunci_bulan")
@sekali
def kunci_bulan(tahun: int, bulan: int) -> Answer:
    """One person (`orang`), one unit (`unit`), else everybody in own units; many of them by a worker."""
    unit, form, pada = request.form.get("unit", type=int), Form(request.form), clock.sekarang()
    siapa = {"unit_id": unit, "pegawai_id": request.form.get("orang", type=int)}
    daftar = partial(url_for, "harian.daftar_kunci", tahun=tahun, bulan=bulan, unit=unit)
    with form.catches():
        boleh, _ = services_bulan.calon_kunci(g.pelaku, tahun, bulan, **siapa, pada=pada)
        if len(boleh) > services_bulan.SEKALIGUS:
            return _kunci_bertahap(tahun, bulan, unit, daftar(), daftar(keadaan="belum"))
        hasil = services_bulan.kunci_bulan(g.pelaku, tahun, bulan, **siapa, pada=pada)
        pesan = f"{hasil.jumlah} pegawai: bulan {nama_bulan(tahun, bulan)} dikunci."
        if hasil.lewat:
            pesan += f" {len(hasil.lewat)} dilewati; alasannya ada di daftar."
        kembali = alamat_dengan() if siapa["pegawai_id"] else daftar(keadaan="belum" if hasil.lewat else "")
        return done(kembali, pesan)
    return _daftar(tahun, bulan, form), 422


def _kunci_bertahap(tahun: int, bulan: int, unit: int | None, daftar: str, sisa: str) -> AnyResponse:
    """Let a worker lock them, so many at a time; who cancels finds the rest in the list."""
    pelaku = g.pelaku

    def kerjakan(laju: jobs.Laju) -> str:
        hasil = services_bulan.kunci_bulan(pelaku, tahun, bulan, unit_id=unit, pada=clock.sekarang(), maju=laju.langkah)
        return sisa if hasil.lewat else daftar

    judul = f"Mengunci bulan {nama_bulan(tahun, bulan)}"
    return done(url_for("core.kerja", kerja_id=jobs.mulai(pelaku.akun_id, "harian.kunci_bulan", judul, kerjakan, sisa)))


def _terkunci(tahun: int, bulan: int, pegawai_id: int) -> KunciBulan:
    ambil_pegawai(g.pelaku, pegawai_id, clock.hari_ini(), untuk_diubah=True)
    row = terkunci(pegawai_id, tahun, bulan)
    if row is None:
        raise NotFound
    return row


def _alamat(row: KunciBulan) -> str:
    return url_for("harian.bulanan_orang", tahun=row.tahun, bulan=row.bulan, pegawai_id=row.pegawai_id)


def _remah(row: KunciBulan) -> Remah:
    daftar, bulan = url_for("harian.daftar_kunci", tahun=row.tahun, bulan=row.bulan), nama_bulan(row.tahun, row.bulan)
    return [(f"Kunci {bulan}", daftar), (f"{bulan} {row.pegawai.nama}", _alamat(row))]


def _buka(row: KunciBulan, form: BukaBulanForm) -> tuple[str, str]:
    services_bulan.buka_bulan(g.pelaku, row.pegawai_id, row.tahun, row.bulan, form.alasan.data, pada=clock.sekarang())
    return _alamat(row), f"{nama_bulan(row.tahun, row.bulan)} dibuka kembali; angka lama tetap tersimpan."


pasang(
    bp,
    Formulir(
        "harian.buka_bulan", f"{BULAN}/<int:pegawai_id>/buka", BukaBulanForm,
        "Buka kembali bulan {0.pegawai.nama}", _buka, _remah, ambil=_terkunci, tombol="Buka kembali",
        catatan="Angka lama dan angka baru sama-sama disimpan dan ditampilkan.",
    ),
)  # fmt: skip
