"""Figures made elsewhere: who has one, typing one with its source."""

from flask import g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.formats import nama_bulan
from skpweb.core.formulir import Answer, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.pegawai.queries import ambil_pegawai, identitas, unit_dalam_wewenang
from skpweb.petruk import queries_layar, services
from skpweb.petruk.forms import NilaiForm
from skpweb.petruk.queries_layar import SaringanNilai
from skpweb.petruk.routes import bp, jawab, ke
from skpweb.petruk.rules import JenisNilai, Predikat


def _saringan() -> SaringanNilai:
    """From the address; anything odd falls back to e-Kinerja of the month before."""
    hari = clock.hari_ini()
    teks = request.args.get("jenis", "")
    jenis = JenisNilai(teks) if teks in list(JenisNilai) else JenisNilai.EKINERJA
    lalu = (hari.year, hari.month - 1) if hari.month > 1 else (hari.year - 1, 12)
    tahun = request.args.get("tahun", hari.year - 1 if jenis is JenisNilai.PREDIKAT else lalu[0], type=int)
    bulan = 0 if jenis is JenisNilai.PREDIKAT else request.args.get("bulan", lalu[1], type=int)
    if not (2000 <= tahun <= hari.year and 0 <= bulan <= 12):
        raise NotFound
    unit, keadaan = request.args.get("unit", type=int), request.args.get("keadaan", "")
    return SaringanNilai(tahun, bulan, unit, request.args.get("cari", ""), keadaan, jenis=jenis)


@bp.get("/petruk/nilai")
@izin("petruk.nilai")
def nilai() -> str:
    hari, s = clock.hari_ini(), _saringan()
    return render_template(
        "petruk/nilai.html", s=s, hasil=queries_layar.daftar_nilai(g.pelaku, s, Paging.read(request.args), hari),
        jenis=JenisNilai, unit=unit_dalam_wewenang(g.pelaku, hari), tahun=range(hari.year, hari.year - 5, -1),
        alamat=_alamat(s.jenis, s.tahun, s.bulan), kapan=_kapan(s.tahun, s.bulan),
    )  # fmt: skip


def _alamat(jenis: JenisNilai, tahun: int, bulan: int) -> dict[str, object]:
    return {"jenis": str(jenis), "tahun": tahun, "bulan": bulan}


def _kapan(tahun: int, bulan: int) -> str:
    return nama_bulan(tahun, bulan) if bulan else str(tahun)


@bp.get("/petruk/nilai/<jenis>/<int:tahun>/<int:bulan>/<int:pegawai_id>")
@izin("petruk.simpan_nilai_luar")
def isi_nilai(jenis: str, tahun: int, bulan: int, pegawai_id: int) -> str:
    macam = _boleh(jenis, bulan, pegawai_id)
    row = queries_layar.ambil_nilai(pegawai_id, macam, tahun, bulan)
    isi = {"nilai": row.nilai, "predikat": row.predikat, "sumber": row.sumber} if row else {}
    return _halaman(pegawai_id, macam, tahun, bulan, NilaiForm(data=isi, jenis=macam))


def _boleh(jenis: str, bulan: int, pegawai_id: int) -> JenisNilai:
    """The kind; raises NotFound for odd addresses and strangers, NotAllowed where only seeing is."""
    if jenis not in list(JenisNilai) or (bulan == 0) != (jenis == JenisNilai.PREDIKAT) or bulan > 12:
        raise NotFound
    ambil_pegawai(g.pelaku, pegawai_id, clock.hari_ini(), untuk_diubah=True)
    return JenisNilai(jenis)


def _halaman(pegawai_id: int, jenis: JenisNilai, tahun: int, bulan: int, form: NilaiForm) -> str:
    row = queries_layar.ambil_nilai(pegawai_id, jenis, tahun, bulan)
    return render_template(
        "petruk/isi_nilai.html", orang=identitas(pegawai_id, clock.hari_ini()), jenis=jenis, form=form,
        row=row, kapan=_kapan(tahun, bulan), alamat=_alamat(jenis, tahun, bulan), sendiri=pegawai_id == g.pelaku.pegawai_id,
    )  # fmt: skip


@bp.post("/petruk/nilai/<jenis>/<int:tahun>/<int:bulan>/<int:pegawai_id>")
@izin("petruk.simpan_nilai_luar")
@sekali
def simpan_nilai_luar(jenis: str, tahun: int, bulan: int, pegawai_id: int) -> Answer:
    macam = _boleh(jenis, bulan, pegawai_id)
    form = NilaiForm(request.form, jenis=macam)

    def lakukan() -> AnyResponse:
        predikat = form.data.get("predikat")
        services.simpan_nilai_luar(
            g.pelaku, pegawai_id, macam, tahun, bulan or None, form.data.get("nilai"),
            Predikat(predikat) if predikat else None, sumber=form.sumber.data, versi=versi_terkirim(), pada=clock.sekarang(),
        )  # fmt: skip
        return ke("nilai", f"{macam.label} {_kapan(tahun, bulan)} disimpan.", **_alamat(macam, tahun, bulan))

    return jawab(form, lakukan, lambda: _halaman(pegawai_id, macam, tahun, bulan, form))
