"""The year calendar: days off, patterns of units."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.organisasi.queries import daftar_unit
from skpweb.periode import queries_kalender as queries
from skpweb.periode import services
from skpweb.periode.forms import LiburForm, PolaForm
from skpweb.periode.routes import bp, tahun_diminta
from skpweb.periode.rules import JenisLibur, Pola


@bp.get("/kalender")
@izin("periode.kalender")
def kalender() -> str:
    return _halaman(tahun_diminta(), LiburForm(), PolaForm())


def _halaman(tahun: int, libur: LiburForm, pola: PolaForm) -> str:
    unit_id = request.args.get("unit", type=int)
    isi = queries.kalender_tahun(unit_id, tahun, clock.hari_ini())
    pola.unit.choices = [(str(r.unit_id or ""), r.unit) for r in isi.pola]
    return render_template(
        "periode/kalender.html", tahun=tahun, form=libur, form_pola=pola, gambar=queries.gambar_tahun(isi.kerja, tahun),
        libur=isi.libur, saran=isi.saran, pola=isi.pola, unit_id=unit_id,
        jumlah=[isi.kerja.jumlah_bulan(tahun, b) for b in range(1, 13)],
    )  # fmt: skip


@bp.post("/kalender/libur")
@izin("periode.tetapkan_libur")
@sekali
def tetapkan_libur() -> AnyResponse | tuple[str, int]:
    form = LiburForm(request.form)
    hari, nama = form.tanggal.data, form.nama.data
    if form.validate():
        with form.catches():
            services.tetapkan_libur(g.pelaku, hari, nama, JenisLibur(form.jenis.data), pada=clock.sekarang())
            return done(url_for("periode.kalender", tahun=hari.year), f"{nama} dicatat sebagai hari libur.")
    return _halaman(hari.year if hari else tahun_diminta(), form, PolaForm(None)), 422


@bp.post("/kalender/libur/<int:libur_id>/hapus")
@izin("periode.hapus_libur")
@sekali
def hapus_libur(libur_id: int) -> AnyResponse:
    row = services.hapus_libur(g.pelaku, libur_id, pada=clock.sekarang())
    return done(url_for("periode.kalender", tahun=row.tanggal.year), f"{row.nama} dihapus dari kalender.")


@bp.post("/kalender/pola")
@izin("periode.atur_pola")
@sekali
def atur_pola() -> AnyResponse | tuple[str, int]:
    form = PolaForm(request.form)
    form.unit.choices = [("", ""), *((str(u.id), u.nama) for u in daftar_unit(clock.hari_ini()))]
    if form.validate():
        unit_id = int(form.unit.data) if form.unit.data else None
        services.atur_pola(g.pelaku, unit_id, Pola(form.pola.data), mulai=form.mulai.data, pada=clock.sekarang())
        return done(url_for("periode.kalender"), "Pola kerja disimpan.")
    return _halaman(tahun_diminta(), LiburForm(None), form), 422
