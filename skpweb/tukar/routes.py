from collections.abc import Callable
from contextlib import suppress
from functools import partial

from flask import Blueprint, Flask, Response, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun.rules import SEMUA, izin_dari
from skpweb.core import clock, jobs
from skpweb.core.access import izin
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.core.once import sekali, tanpa_sekali
from skpweb.core.tables import Paging
from skpweb.core.web import Menu, done, send_file_safely
from skpweb.pegawai.queries import identitas_banyak
from skpweb.tukar import queries, queries_ekspor, services, xlsx
from skpweb.tukar.forms import KolomForm, UnggahForm
from skpweb.tukar.models import Impor
from skpweb.tukar.queries import LIHAT
from skpweb.tukar.rules import Jenis, Status
from skpweb.tukar.rules_bidang import BERBULAN, BIDANG, JUDUL, KETERANGAN, TAMPIL

bp = Blueprint("tukar", __name__)
MENU = (Menu("Data kantor", "Impor data", "up", "tukar.daftar", "tukar.daftar", 60),)
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BARIS_PANJANG = 1000  # from here on checking is a job with progress


def install(app: Flask) -> None:
    app.extensions["izin_umum"] = izin_dari([SEMUA])  # every employee's; audit stands before akun and asks for it


def _jenis(kata: str) -> Jenis:
    if kata not in set(Jenis):
        raise NotFound
    return Jenis(kata)


def _impor(jenis: str, impor_id: int) -> Impor:
    return queries.ambil_impor(g.pelaku, _jenis(jenis), impor_id)


def _nama(impor: list[Impor]) -> dict[int, str]:
    """Names of everybody who had a hand in these imports."""
    ids = {i for r in impor for i in (r.dibuat_oleh_id, r.diterapkan_oleh_id, r.dibatalkan_oleh_id) if i}
    return {i.pegawai_id: i.nama for i in identitas_banyak(ids, clock.hari_ini()).values()}


@bp.get("/impor")
@izin("tukar.daftar")
def daftar() -> str:
    page = queries.daftar_impor(g.pelaku, Paging.read(request.args))
    return render_template(
        "tukar/daftar.html", page=page, nama=_nama(page.rows), judul=JUDUL, keterangan=KETERANGAN, semua=list(Jenis)
    )


@bp.get("/impor/<jenis>")
@izin("tukar.unggah")
def mulai(jenis: str) -> str:
    return _unggah(_jenis(jenis), UnggahForm())


def _unggah(jenis: Jenis, form: UnggahForm) -> str:
    return render_template("tukar/unggah.html", jenis=jenis, judul=JUDUL[jenis], bidang=BIDANG[jenis], form=form)


@bp.post("/impor/<jenis>")
@izin("tukar.unggah")
@sekali
def unggah(jenis: str) -> AnyResponse | tuple[str, int]:
    kind, form, file = _jenis(jenis), UnggahForm(), request.files.get("berkas")
    lama = request.form.get("pengganti", type=int)
    pengganti = queries.ambil_impor(g.pelaku, kind, lama) if lama else None
    with form.catches():
        if not file or not file.filename:
            raise RuleViolation("Pilih file xlsx atau csv lebih dahulu.", "berkas")
        isi = file.read(xlsx.MAKS_UKURAN + 1)
        impor = services.unggah(g.pelaku, kind, file.filename, isi, pengganti=pengganti, pada=clock.sekarang())
        if pengganti and pengganti.kepala["judul"] == impor.kepala["judul"]:
            with suppress(RuleViolation):  # said again where the columns are
                return _periksa(impor)
        return done(url_for("tukar.kolom", jenis=kind, impor_id=impor.id))
    return _unggah(kind, form), 422


@bp.get("/impor/<jenis>/templat.xlsx")
@izin("tukar.unggah")
def templat(jenis: str) -> Response:
    kind = _jenis(jenis)
    isi = xlsx.tulis(queries_ekspor.susun_templat(kind), clock.sekarang())
    return send_file_safely(isi, f"templat-{kind}.xlsx", MIME)


@bp.get("/impor/<jenis>/<int:impor_id>/kolom")
@izin("tukar.periksa")
def kolom(jenis: str, impor_id: int) -> str | AnyResponse:
    impor = _impor(jenis, impor_id)
    if impor.diterapkan_pada:
        return done(url_for("tukar.lihat", jenis=jenis, impor_id=impor_id))
    typed = {"sumber": impor.sumber, "bulan": str(impor.bulan or ""), "tahun": impor.tahun}
    return _kolom(impor, KolomForm(data=typed), impor.peta)


def _kolom(impor: Impor, form: KolomForm, peta: dict[str, int]) -> str:
    dipakai = set(peta.values())
    sisa = [judul for n, judul in enumerate(impor.kepala["judul"]) if judul and n not in dipakai]
    return render_template(
        "tukar/kolom.html", impor=impor, judul=JUDUL[impor.jenis], bidang=BIDANG[impor.jenis], form=form, peta=peta, sisa=sisa,
        berbulan=impor.jenis in BERBULAN, bertahun=impor.jenis != Jenis.PEGAWAI,
    )  # fmt: skip


def _peta(impor: Impor) -> dict[str, int]:
    """Column by field as chosen; "" is none."""
    chosen = {b.kunci: request.form.get(f"kolom-{b.kunci}", type=int) for b in BIDANG[impor.jenis]}
    return {kunci: n for kunci, n in chosen.items() if n is not None and 0 <= n < len(impor.kepala["judul"])}


@bp.post("/impor/<jenis>/<int:impor_id>/kolom")
@izin("tukar.periksa")
@tanpa_sekali("checking is a preview; twice gives the same")
def periksa(jenis: str, impor_id: int) -> AnyResponse | tuple[str, int]:
    impor = _impor(jenis, impor_id)
    form, peta = KolomForm(request.form), _peta(impor)
    if form.validate():
        with form.catches():
            bulan = int(form.bulan.data) if form.bulan.data in {str(n) for n in range(1, 13)} else None
            services.atur_kolom(
                g.pelaku, impor.jenis, impor_id, peta=peta, sumber=form.sumber.data, tahun=form.tahun.data, bulan=bulan
            )
            return _periksa(impor)
    return _kolom(impor, form, peta), 422


@bp.post("/impor/<jenis>/<int:impor_id>/jawab")
@izin("tukar.periksa")
@tanpa_sekali("checking is a preview; twice gives the same")
def jawab(jenis: str, impor_id: int) -> AnyResponse | tuple[str, int]:
    """Answers to the questions asked, added to those given; or all taken back."""
    impor = _impor(jenis, impor_id)
    if request.form.get("ulang"):
        return _periksa(impor, {})
    boleh = {t["kunci"]: {p["nilai"] for p in t["pilihan"]} for t in impor.tanya}
    pasangan = zip(request.form.getlist("kunci"), request.form.getlist("jawab"), strict=False)
    jawaban = {kunci: nilai for kunci, nilai in pasangan if nilai in boleh.get(kunci, ())}
    if not jawaban:
        return _lihat(impor, "Belum ada jawaban yang dipilih. Pilih sedikitnya satu, lalu periksa lagi."), 422
    return _periksa(impor, {**impor.jawaban, **jawaban})


def _periksa(impor: Impor, jawaban: dict[str, str] | None = None) -> AnyResponse:
    """Check now, or as a job with progress where the file is long; then the preview."""
    alamat = url_for("tukar.lihat", jenis=impor.jenis, impor_id=impor.id)
    check = partial(services.periksa, g.pelaku, impor.jenis, impor.id, jawaban=jawaban, pada=clock.sekarang())
    if impor.kepala["banyak"] < BARIS_PANJANG:
        check()
        return done(alamat)

    def kerjakan(laju: jobs.Laju) -> str:
        check(langkah=laju.langkah)
        return alamat

    kerja_id = jobs.mulai(g.pelaku.akun_id, "impor", f"Memeriksa {impor.nama_berkas}", kerjakan)
    return done(url_for("core.kerja", kerja_id=kerja_id))


@bp.get("/impor/<jenis>/<int:impor_id>")
@izin("tukar.daftar")
def lihat(jenis: str, impor_id: int) -> str | AnyResponse:
    impor = _impor(jenis, impor_id)
    if impor.status == Status.KOLOM:
        return done(url_for("tukar.kolom", jenis=jenis, impor_id=impor_id))
    return _lihat(impor)


def _lihat(impor: Impor, *galat: str) -> str:
    """The preview, or what the import changed. Before the first check there is none: raises RuleViolation."""
    if not (hitung := impor.ringkasan):
        raise RuleViolation(" ".join(galat))
    urutan = ("berubah", "baru") if impor.diterapkan_pada else ("salah", "peringatan", "berubah")
    pilih = request.args.get("lihat", "")
    if pilih not in LIHAT:
        pilih = next((k for k in urutan if hitung[k]), "semua")
    return render_template(
        "tukar/pratinjau.html", impor=impor, judul=JUDUL[impor.jenis], hitung=hitung, lihat=pilih, galat=galat,
        page=queries.daftar_baris(impor, pilih, Paging.read(request.args)),
        kolom=[(b.kunci, b.label) for b in BIDANG[impor.jenis] if b.kunci in TAMPIL[impor.jenis] and (b.kunci != "bulan" or "bulan" in impor.peta)],
        nama=_nama([impor]) if impor.diterapkan_pada else {}, batal=_alasan_batal(impor) if impor.diterapkan_pada else "",
    )  # fmt: skip


def _alasan_batal(impor: Impor) -> str:
    """Why it cannot be undone, "" where it can."""
    try:
        services.pastikan_dapat_dibatalkan(impor)
    except RuleViolation as tolak:
        return tolak.message
    return ""


@bp.get("/impor/<jenis>/<int:impor_id>/salah.xlsx")
@izin("tukar.daftar")
def unduh_salah(jenis: str, impor_id: int) -> Response:
    impor = _impor(jenis, impor_id)
    isi = xlsx.tulis([queries_ekspor.susun_salah(impor)], clock.sekarang())
    return send_file_safely(isi, f"{impor.jenis}-dengan-tanda-salah.xlsx", MIME)


def _sebut(tolak: RuleViolation, banyak: int = 20) -> list[str]:
    """What was refused, a line each; of very many the first ones."""
    kata = [satu.message for satu in tolak.faults]
    return [*kata[:banyak], *([f"Dan {len(kata) - banyak} hal lain."] if len(kata) > banyak else [])]


def _lakukan(deed: Callable[..., object], jenis: str, impor_id: int, pesan: str) -> AnyResponse | tuple[str, int]:
    """Apply or undo the version that was shown; what is refused is told above the preview."""
    impor, versi = _impor(jenis, impor_id), request.form.get("_versi", 0, type=int)
    try:
        deed(g.pelaku, impor.jenis, impor_id, versi, pada=clock.sekarang())
    except RuleViolation as tolak:
        return _lihat(impor, *_sebut(tolak)), 422
    return done(url_for("tukar.lihat", jenis=jenis, impor_id=impor_id), pesan)


@bp.post("/impor/<jenis>/<int:impor_id>/terapkan")
@izin("tukar.terapkan")
@sekali
def terapkan(jenis: str, impor_id: int) -> AnyResponse | tuple[str, int]:
    return _lakukan(services.terapkan, jenis, impor_id, "Impor diterapkan. Inilah yang berubah.")


@bp.post("/impor/<jenis>/<int:impor_id>/batalkan")
@izin("tukar.batalkan")
@sekali
def batalkan(jenis: str, impor_id: int) -> AnyResponse | tuple[str, int]:
    return _lakukan(services.batalkan, jenis, impor_id, "Impor dibatalkan; data kembali seperti sebelumnya.")


@bp.get("/ekspor/<jenis>.xlsx")
@izin("tukar.ekspor")
def ekspor(jenis: str) -> Response:
    hari, args = clock.hari_ini(), request.args.to_dict()
    halaman = queries_ekspor.susun_ekspor(g.pelaku, jenis, args, hari)
    return send_file_safely(xlsx.tulis([halaman], clock.sekarang()), f"{jenis}-{hari:%Y-%m-%d}.xlsx", MIME)
