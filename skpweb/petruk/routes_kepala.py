"""The head's page of Team Work; ranking and decision; the second door on paper."""

from flask import g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from skpweb.berkas.queries import buka
from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.fields import Form, LembarForm
from skpweb.core.formats import bilangan
from skpweb.core.formulir import versi_terkirim
from skpweb.core.web import send_file_safely, unggahan
from skpweb.petruk import queries, queries_periode
from skpweb.petruk import services_kepala as services
from skpweb.petruk.forms import PenetapanKertasForm, TeamWorkForm, TeamWorkKertasForm, TetapkanForm
from skpweb.petruk.models import PeriodePetruk
from skpweb.petruk.queries_periode import ambil_periode, baca_instrumen
from skpweb.petruk.routes import bp, ke, pasang
from skpweb.petruk.rules import PANDUAN_TEAM_WORK, TEAM_WORK
from skpweb.petruk.rules_alur import BOLEH_DALAM_PERIODE, Putusan
from skpweb.petruk.rules_peringkat import PENENTU
from skpweb.petruk.services_kepala import Kertas, NilaiKepala, PutusanSeri


def _kertas(form: LembarForm) -> Kertas:
    return Kertas(form.nomor.data, form.tanggal.data, next(iter(unggahan(form.berkas.name)), None))


# ---- Team Work ----------------------------------------------------------------------------------
@bp.get("/petruk/<int:periode_id>/team-work")
@izin("petruk.team_work")
def team_work(periode_id: int) -> str:
    return _halaman_team_work(ambil_periode(periode_id), TeamWorkForm())


def _halaman_team_work(row: PeriodePetruk, form: TeamWorkForm | TeamWorkKertasForm) -> str:
    instrumen = baca_instrumen(row.instrumen)
    hari = clock.hari_ini()
    lembar = queries.daftar_usulan(row.id, hari=hari)
    form.nama = {str(x.penilaian_id): x.orang.nama for x in lembar}
    terbuka = row.status in BOLEH_DALAM_PERIODE["team_work"]
    return render_template(
        "petruk/team_work.html", periode=row, lembar=lembar, form=form, panduan=PANDUAN_TEAM_WORK, terbuka=terbuka,
        pilihan=[t for t in TEAM_WORK if t.nilai in instrumen.team_work], instrumen=instrumen, putusan=Putusan,
        kertas_form=form if isinstance(form, TeamWorkKertasForm) else TeamWorkKertasForm(),
        kertas=[k for k in queries_periode.catatan_kertas(row.id) if k.tindakan == "team_work"],
        langsung=g.pelaku.boleh("petruk.nilai_team_work"), mencatat=g.pelaku.boleh("petruk.catat_team_work"),
        bulan=queries_periode.label_periode(row), isian=request.form if request.method == "POST" else None,
        hidup=next((x for x in lembar if x.konsep), None), dinilai=sum(x.hasil.ambil("team_work").skor is not None for x in lembar),
    )  # fmt: skip


def _nilai(periode_id: int) -> list[NilaiKepala]:
    """What was chosen, a line per nominee; what equals the stored is no choice."""
    hasil = []
    for x in queries.daftar_usulan(periode_id, hari=clock.hari_ini()):
        n = x.penilaian_id
        skor, teks = request.form.get(f"team_work-{n}", type=int), request.form.get(f"putusan-{n}", "")
        putusan = Putusan(teks) if teks in list(Putusan) and teks != x.putusan else None
        catatan, versi_baris = request.form.get(f"catatan-{n}", ""), request.form.get(f"versi-{n}", type=int)
        skor = skor if skor != x.hasil.ambil("team_work").skor else None
        hasil.append(NilaiKepala(n, skor, putusan, catatan, versi_baris))
    return hasil


def nilai_team_work(periode_id: int, _form: TeamWorkForm) -> AnyResponse:
    banyak = services.nilai_team_work(g.pelaku, periode_id, _nilai(periode_id), pada=clock.sekarang())
    return ke("team_work", f"Nilai {banyak} pegawai disimpan.", periode_id=periode_id)


def catat_team_work(periode_id: int, form: TeamWorkKertasForm) -> AnyResponse:
    nilai, kertas = _nilai(periode_id), _kertas(form)
    banyak = services.catat_team_work(g.pelaku, periode_id, nilai, kertas, pada=clock.sekarang())
    return ke("team_work", f"Nilai {banyak} pegawai dicatat dari lembar.", periode_id=periode_id)


pasang("team-work", TeamWorkForm, nilai_team_work, _halaman_team_work)
pasang("team-work/kertas", TeamWorkKertasForm, catat_team_work, _halaman_team_work)


@bp.get("/petruk/<int:periode_id>/kertas/<int:kertas_id>")
@izin("petruk.peringkat")
def buka_kertas(periode_id: int, kertas_id: int) -> AnyResponse:
    berkas = queries_periode.ambil_kertas(periode_id, kertas_id).berkas
    return send_file_safely(buka(berkas), berkas.nama, berkas.mime, inline=True)


# ---- ranking and decision -----------------------------------------------------------------------
@bp.get("/petruk/<int:periode_id>/peringkat")
@izin("petruk.peringkat")
def peringkat(periode_id: int) -> str:
    return _halaman_peringkat(ambil_periode(periode_id))


def _halaman_peringkat(row: PeriodePetruk, **form: Form) -> str:
    hari = clock.hari_ini()
    isi = {
        "form_tetapkan": TetapkanForm(data={"tanggal": hari}), "form_kertas": PenetapanKertasForm(prefix="kertas-"), **form,
    }  # fmt: skip
    return render_template(
        "petruk/peringkat.html", periode=row, hasil=queries.peringkat(row.id, hari=hari), penentu=PENENTU,
        keputusan=queries.keputusan_dari(row), kertas=queries_periode.catatan_kertas(row.id),
        bulan=queries_periode.label_periode(row), **isi,
    )  # fmt: skip


def _putusan(alasan: str | None) -> PutusanSeri:
    """Places within ties, by scorecard: fields `urutan-<id>`."""
    siapa = [n for k in request.form if k.startswith("urutan-") and (n := bilangan(k[7:]))]
    return PutusanSeri({n: request.form.get(f"urutan-{n}", 0, type=int) for n in siapa}, alasan or "")


def tetapkan(periode_id: int, form: TetapkanForm) -> AnyResponse:
    nomor, tanggal, putusan = form.nomor.data, form.tanggal.data, _putusan(form.alasan.data)
    services.tetapkan(g.pelaku, periode_id, nomor, tanggal, putusan, versi=versi_terkirim(), pada=clock.sekarang())
    return ke("peringkat", "Ditetapkan. Berita acara dan piagam siap dicetak.", periode_id=periode_id)


def catat_penetapan(periode_id: int, form: PenetapanKertasForm) -> AnyResponse:
    kertas, putusan = _kertas(form), _putusan(form.alasan.data)
    services.catat_penetapan(g.pelaku, periode_id, kertas, putusan, versi=versi_terkirim(), pada=clock.sekarang())
    return ke("peringkat", "Penetapan dicatat dari berita acara.", periode_id=periode_id)


pasang("tetapkan", TetapkanForm, tetapkan, lambda row, form: _halaman_peringkat(row, form_tetapkan=form))
pasang(
    "tetapkan/kertas", PenetapanKertasForm, catat_penetapan, lambda row, form: _halaman_peringkat(row, form_kertas=form),
    prefix="kertas-",
)  # fmt: skip
