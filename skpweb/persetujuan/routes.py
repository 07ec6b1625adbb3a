"""The employee's check and receipt, the superior's queue and review, the history."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.berkas.queries import buka
from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import Conflict, NotAllowed, NotFound
from skpweb.core.fields import Form, LembarForm
from skpweb.core.formats import tanggal_hari
from skpweb.core.formulir import Answer, Formulir, pasang
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done, send_file_safely, unggahan
from skpweb.pegawai.queries import identitas_banyak
from skpweb.persetujuan import queries, queries_naskah, services
from skpweb.persetujuan.forms import AlasanForm, KembalikanForm, TarikForm, TutupForm
from skpweb.persetujuan.queries_naskah import daftar_langkah, pengajuan, rencana, terakhir
from skpweb.persetujuan.rules import LABEL_LANGKAH, bandingkan, bulanan, cara_hitung, nomor_terima
from skpweb.skp.models import Skp
from skpweb.skp.queries import ambil_isi, ambil_skp
from skpweb.skp.rules import ALUR_SKP, StatusSkp

bp = Blueprint("persetujuan", __name__)
MENU = (Menu("Perencanaan", "Persetujuan SKP", "check", "persetujuan.antrean", "persetujuan.antrean", 30),)


def install(app) -> None:  # type: ignore[no-untyped-def]
    app.jinja_env.filters.update(bulanan=bulanan, cara_hitung=cara_hitung, detik=_detik)
    app.jinja_env.globals["nomor_terima"] = nomor_terima


def _detik(pada: datetime) -> str:
    """ "Rabu, 27 Januari 2027, 10.47.12 WIB"."""
    return f"{tanggal_hari(clock.hari(pada))}, {clock.setempat(pada):%H.%M.%S} {clock.zone_name()}"


def _dilihat() -> str:
    """The hash of the plan as the form had it."""
    return request.form.get("_sidik", "")


def _skp(skp_id: int) -> Skp:
    return ambil_skp(g.pelaku, skp_id, clock.hari_ini())


def _pasang(
    alamat: str, form: type[Form], deed: Callable[[int, Any], AnyResponse], halaman: Callable[..., str]
) -> None:
    """A deed of the page `halaman`: do it, or show the page again, with what is refused (422) or with what has changed
    since it was seen (409). The address ends with the permission."""

    @izin(f"persetujuan.{alamat}")
    @sekali
    def lakukan(skp_id: int) -> Answer:
        isian = form(request.form)
        try:
            if isian.validate():
                with isian.catches():
                    return deed(skp_id, isian)
        except Conflict:
            return halaman(skp_id, isian, bentrok=True), 409
        return halaman(skp_id, isian), 422

    bp.add_url_rule(f"/skp/<int:skp_id>/{alamat}", deed.__name__, lakukan, methods=["POST"])


# ---- the employee ---------------------------------------------------------------------------------
@bp.get("/skp/<int:skp_id>/periksa")
@izin("persetujuan.periksa")
def periksa(skp_id: int) -> str:
    return _halaman_periksa(skp_id, TarikForm())


def _halaman_periksa(skp_id: int, form: TarikForm, bentrok: bool = False) -> str:
    skp, isi = ambil_isi(g.pelaku, skp_id, clock.hari_ini())
    if skp.pegawai_id != g.pelaku.pegawai_id:
        raise NotAllowed("Halaman ini untuk pemilik SKP. Anda dapat melihat riwayatnya.")
    plan, steps = rencana(skp, clock.hari_ini(), isi), daftar_langkah(skp_id)
    return render_template(
        "persetujuan/periksa.html", skp=skp, plan=plan, form=form, bentrok=bentrok, beda={},
        kirim=pengajuan(skp, plan.orang.unit_id, clock.sekarang()), terima=terakhir(steps, "ajukan"),
        kembali=terakhir(steps, "kembalikan") if skp.status is StatusSkp.REVISI else None,
    )  # fmt: skip


def ajukan(skp_id: int, _form: TarikForm) -> AnyResponse:
    services.ajukan(g.pelaku, skp_id, _dilihat(), pada=clock.sekarang())
    return done(url_for("persetujuan.tanda_terima", skp_id=skp_id))


def tarik(skp_id: int, form: TarikForm) -> AnyResponse:
    services.tarik(g.pelaku, skp_id, sadar=bool(form.sadar.data), pada=clock.sekarang())
    return done(url_for("persetujuan.periksa", skp_id=skp_id), "SKP ditarik kembali dan dapat diubah.")


_pasang("ajukan", TarikForm, ajukan, _halaman_periksa)
_pasang("tarik", TarikForm, tarik, _halaman_periksa)


@bp.get("/skp/<int:skp_id>/tanda-terima")
@izin("persetujuan.periksa")
def tanda_terima(skp_id: int) -> str:
    skp, step = _skp(skp_id), terakhir(daftar_langkah(skp_id), "ajukan")
    if step is None:
        raise NotFound
    return render_template("persetujuan/tanda_terima.html", skp=skp, langkah=step, isi=step.isi)


# ---- the superior ---------------------------------------------------------------------------------
@bp.get("/persetujuan")
@izin("persetujuan.antrean")
def antrean() -> str:
    hari = clock.hari_ini()
    paging, catat = Paging.read(request.args), g.pelaku.boleh("persetujuan.kertas")
    page, kertas = queries.antrean(g.pelaku, hari, paging, kertas=catat)
    return render_template("persetujuan/antrean.html", page=page, kertas=kertas, hari=hari)


@bp.get("/skp/<int:skp_id>/tinjau")
@izin("persetujuan.tinjau")
def tinjau(skp_id: int) -> str:
    return _halaman_tinjau(skp_id, KembalikanForm())


def _halaman_tinjau(skp_id: int, form: KembalikanForm, bentrok: bool = False) -> str:
    """The plan with what differs from the text last returned or agreed; after a conflict from the text that was seen."""
    g.di_menu = url_for("persetujuan.antrean")
    skp, isi = ambil_isi(g.pelaku, skp_id, clock.hari_ini())
    plan, steps = rencana(skp, clock.hari_ini(), isi), daftar_langkah(skp_id)
    atas = queries.penetap(g.pelaku, skp, plan.penilai, clock.hari_ini())
    seen = next((s.isi for s in steps if s.id == request.form.get("_langkah", type=int)), None)
    base = seen if bentrok else queries_naskah.pembanding(steps)
    return render_template(
        "persetujuan/tinjau.html", skp=skp, plan=plan, form=form, bentrok=bentrok, atas=atas, isian=request.form,
        beda={b.kunci: b for b in bandingkan(base, plan.naskah)} if base else {}, dasar=base,
        kirim=terakhir(steps, "ajukan"), kembali=terakhir(steps, "kembalikan"),
    )  # fmt: skip


def tetapkan(skp_id: int, _form: KembalikanForm) -> AnyResponse:
    row = services.tetapkan(g.pelaku, skp_id, _dilihat(), pada=clock.sekarang())
    return done(url_for("persetujuan.antrean"), f"SKP {row.isi['pegawai']['nama']} ditetapkan.")


def kembalikan(skp_id: int, form: KembalikanForm) -> AnyResponse:
    lines = [f"RHK {k[4:]}: {v.strip()}" for k, v in request.form.items() if k.startswith("rhk-") and v.strip()]
    note = "\n".join([*lines, form.catatan.data or ""])
    services.kembalikan(g.pelaku, skp_id, _dilihat(), note, pada=clock.sekarang())
    return done(url_for("persetujuan.antrean"), "SKP dikembalikan dengan catatan; pegawainya diberi tahu.")


_pasang("tetapkan", KembalikanForm, tetapkan, _halaman_tinjau)
_pasang("kembalikan", KembalikanForm, kembalikan, _halaman_tinjau)


# ---- the history ------------------------------------------------------------------------------------
@bp.get("/skp/<int:skp_id>/riwayat")
@izin("persetujuan.riwayat")
def riwayat(skp_id: int) -> str:
    skp = _skp(skp_id)
    steps = daftar_langkah(skp_id)
    names = {s.oleh for s in steps} | {s.kepada_id for s in steps} | {skp.pegawai_id}
    mine = skp.pegawai_id == g.pelaku.pegawai_id
    return render_template(
        "persetujuan/riwayat.html", skp=skp, langkah=steps, label=LABEL_LANGKAH, beda=queries_naskah.perubahan(steps),
        siapa=identitas_banyak([p for p in names if p], clock.hari_ini()), ketetapan=queries_naskah.daftar_ketetapan(skp_id),
        dapat=[d for d in ("batalkan", "tutup") if g.pelaku.boleh(f"persetujuan.{d}") and ALUR_SKP.boleh(skp.status, d) and not mine],
    )  # fmt: skip


@bp.get("/skp/<int:skp_id>/ketetapan/<int:urutan>/scan")
@izin("persetujuan.riwayat")
def scan(skp_id: int, urutan: int) -> AnyResponse:
    _skp(skp_id)
    row = next((k for k in queries_naskah.daftar_ketetapan(skp_id) if k.urutan == urutan and k.scan_id), None)
    if row is None:
        raise NotFound
    return send_file_safely(buka(row.scan), row.scan.nama, row.scan.mime, inline=True)


# ---- pengelola of the whole OPD -----------------------------------------------------------------------
@bp.get("/skp/<int:skp_id>/kertas")
@izin("persetujuan.kertas")
def kertas(skp_id: int) -> str | AnyResponse:
    """What no longer waits shows what became of it: a notice stays after the deed."""
    if _skp(skp_id).status is not StatusSkp.PERIKSA:
        return redirect(url_for("persetujuan.riwayat", skp_id=skp_id))
    return _halaman_kertas(skp_id, LembarForm())


def _halaman_kertas(skp_id: int, form: LembarForm, bentrok: bool = False) -> str:
    g.di_menu = url_for("persetujuan.antrean")
    skp, isi = ambil_isi(g.pelaku, skp_id, clock.hari_ini())
    plan = rencana(skp, clock.hari_ini(), isi)
    services.pastikan_mencatat(g.pelaku, skp, plan)
    return render_template("persetujuan/kertas.html", skp=skp, plan=plan, form=form, bentrok=bentrok, beda={})


def catat_di_atas_kertas(skp_id: int, form: LembarForm) -> AnyResponse:
    sheet = services.Kertas(form.nomor.data, form.tanggal.data, next(iter(unggahan()), None))
    services.catat_di_atas_kertas(g.pelaku, skp_id, _dilihat(), sheet, pada=clock.sekarang())
    return done(url_for("persetujuan.riwayat", skp_id=skp_id), "Penetapan di atas kertas dicatat.")


_pasang("kertas", LembarForm, catat_di_atas_kertas, _halaman_kertas)


def _remah(row: Skp) -> list[tuple[str, str]]:
    return [(f"SKP {row.nama}", url_for("persetujuan.riwayat", skp_id=row.id))]


def _batalkan(row: Skp, form: AlasanForm) -> tuple[str, str]:
    services.batalkan(g.pelaku, row.id, form.alasan.data, pada=clock.sekarang())
    return url_for("persetujuan.riwayat", skp_id=row.id), "SKP dibatalkan; pegawai dan atasannya diberi tahu."


def _tutup(row: Skp, form: TutupForm) -> tuple[str, str]:
    services.tutup(g.pelaku, row.id, form.tanggal.data, form.alasan.data, pada=clock.sekarang())
    return url_for("persetujuan.riwayat", skp_id=row.id), "SKP ditutup; pegawai dan atasannya diberi tahu."


pasang(
    bp,
    Formulir(
        "persetujuan.batalkan", "/skp/<int:skp_id>/batalkan", AlasanForm, "Batalkan SKP {0.nama}", _batalkan, _remah,
        ambil=_skp, tombol="Batalkan SKP", catatan="Hanya sebelum ada kinerja harian yang disahkan.",
    ),
    Formulir(
        "persetujuan.tutup", "/skp/<int:skp_id>/tutup", TutupForm, "Tutup SKP {0.nama}", _tutup, _remah,
        ambil=_skp, tombol="Tutup SKP", catatan="Kinerja harian sesudah tanggal ini tidak dihitung dengan SKP ini.",
    ),
)  # fmt: skip
