"""The year calendar: days off, patterns of units."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.periode import queries_kalender as queries
from skpweb.periode import services
from skpweb.periode.forms import LiburForm, PolaForm
from skpweb.periode.routes import bp, tahun_diminta
from skpweb.periode.rules import LABEL_LIBUR, LABEL_POLA, JenisLibur, Pola


@bp.get("/kalender")
@izin("periode.kalender")
def kalender() -> str:
    return _halaman(tahun_diminta(), LiburForm(), PolaForm())


def _halaman(tahun: int, libur: LiburForm, pola: PolaForm) -> str:
    hari = clock.hari(clock.sekarang())
    rows = queries.daftar_pola(hari)
    pola.unit.choices = _unit(rows)
    unit_id = request.args.get("unit", type=int)
    kerja = queries.kalender(unit_id)
    return render_template(
        "periode/kalender.html", tahun=tahun, form=libur, form_pola=pola, gambar=queries.gambar_tahun(kerja, tahun),
        libur=queries.daftar_libur(tahun), saran=queries.saran_libur(tahun), pola=rows, unit_id=unit_id,
        jumlah=[kerja.jumlah_bulan(tahun, b) for b in range(1, 13)], label=LABEL_LIBUR, label_pola=LABEL_POLA,
    )  # fmt: skip


def _unit(rows: list[queries.BarisPola]) -> list[tuple[str, str]]:
    return [(str(r.unit_id or ""), r.unit) for r in rows]


@bp.post("/kalender/libur")
@izin("periode.tetapkan_libur")
@sekali
def tetapkan_libur() -> AnyResponse | tuple[str, int]:
    form = LiburForm(request.form)
    if form.validate():
        with form.catches():
            row = services.tetapkan_libur(
                g.pelaku, form.tanggal.data, form.nama.data, JenisLibur(form.jenis.data), pada=clock.sekarang()
            )
            return done(url_for("periode.kalender", tahun=row.tanggal.year), f"{row.nama} dicatat sebagai hari libur.")
    return _halaman(form.tanggal.data.year if form.tanggal.data else tahun_diminta(), form, PolaForm(None)), 422


@bp.post("/kalender/libur/<int:libur_id>/hapus")
@izin("periode.hapus_libur")
@sekali
def hapus_libur(libur_id: int) -> AnyResponse:
    row = queries.ambil_libur(libur_id)
    services.hapus_libur(g.pelaku, libur_id, pada=clock.sekarang())
    return done(url_for("periode.kalender", tahun=row.tanggal.year), f"{row.nama} dihapus dari kalender.")


@bp.post("/kalender/pola")
@izin("periode.atur_pola")
@sekali
def atur_pola() -> AnyResponse | tuple[str, int]:
    form = PolaForm(request.form)
    form.unit.choices = _unit(queries.daftar_pola(clock.hari(clock.sekarang())))
    if form.validate():
        unit_id = int(form.unit.data) if form.unit.data else None
        services.atur_pola(g.pelaku, unit_id, Pola(form.pola.data), mulai=form.mulai.data, pada=clock.sekarang())
        return done(url_for("periode.kalender"), "Pola kerja disimpan.")
    return _halaman(tahun_diminta(), LiburForm(None), form), 422
