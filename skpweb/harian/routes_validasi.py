"""The superior's side: the queue, one person's part of it, and what he decides."""

import re
from collections.abc import Callable, Iterable

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.berkas.queries import buka
from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import RuleViolation
from skpweb.core.fields import Form
from skpweb.core.formulir import Answer, Formulir, pasang, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.tables import Paging
from skpweb.core.web import done, send_file_safely, unggahan
from skpweb.harian import queries_validasi as queries
from skpweb.harian import services_validasi as services
from skpweb.harian.forms_validasi import PUTUSAN, BukaForm, validasi_form
from skpweb.harian.queries_kertas import ambil_lembar, antrean_kertas, menunggu_kertas, pastikan_mencatat
from skpweb.harian.queries_validasi import Antre, Butir
from skpweb.harian.routes import bp
from skpweb.harian.rules import Tanda
from skpweb.harian.services_kertas import Kertas, buka_kertas
from skpweb.harian.services_kertas import catat_di_atas_kertas as catat
from skpweb.harian.services_validasi import Pilih
from skpweb.pegawai.queries import identitas

POLA_KODE = re.compile(r"([cn])([0-9]{1,15}):([0-9]{1,9})")


def _pilihan(kode: Iterable[str]) -> list[Pilih]:
    """From "c12:3", each once, with what is typed for it. Raises RuleViolation."""
    return [_pilih(teks) for teks in dict.fromkeys(kode)]


def _pilih(teks: str) -> Pilih:
    cocok = POLA_KODE.fullmatch(teks)
    if cocok is None:
        raise RuleViolation("Isi formulir ini tidak lengkap. Muat ulang halamannya, lalu coba lagi.")
    tanda, umpan = (request.form.get(f"{apa}-{cocok[1]}{cocok[2]}", "") for apa in ("tanda", "umpan"))
    return Pilih(cocok[1], int(cocok[2]), int(cocok[3]), Tanda(tanda) if tanda in list(Tanda) else None, umpan)


def _kode(*nama: str) -> list[str]:
    return " ".join(teks for n in nama for teks in request.form.getlist(n)).split()


def _lepas(semua: Iterable[str], dicentang: Iterable[str]) -> list[str]:
    """What was unticked stays so on the next page: nobody validates later what he left out before."""
    return sorted(set(semua) - set(dicentang)) if request.method == "POST" else request.args.getlist("lewati")


# ---- everybody ------------------------------------------------------------------------------------
@bp.get("/harian/validasi")
@izin("harian.antrean")
def validasi() -> str:
    return _halaman(Form())


def _orang_lepas() -> list[str]:
    return _lepas((k[5:] for k in request.form if k.startswith("_isi-")), request.form.getlist("_orang"))


def _halaman(form: Form) -> str:
    halaman, jumlah = queries.antrean(g.pelaku, clock.hari_ini(), Paging.read(request.args).halaman)
    kertas = antrean_kertas(g.pelaku, clock.hari_ini()) if g.pelaku.boleh("harian.catat_di_atas_kertas") else []
    return render_template(
        "harian/validasi.html", halaman=halaman, jumlah=jumlah, form=form, lepas=_orang_lepas(), kertas=kertas
    )


@bp.post("/harian/validasi")
@izin("harian.validasi")
@sekali
def validasi_semua() -> Answer:
    form = Form()
    with form.catches():
        orang = request.form.getlist("_orang")
        banyak = services.validasi(g.pelaku, _pilihan(_kode(*(f"_isi-{p}" for p in orang))), pada=clock.sekarang())
        kata = f"{banyak} kinerja harian dari {len(orang)} pegawai disahkan."
        return done(url_for("harian.validasi", lewati=_orang_lepas()), kata)
    return _halaman(form), 422


# ---- one person -----------------------------------------------------------------------------------
@bp.get("/harian/validasi/<int:pegawai_id>")
@izin("harian.validasi")
def validasi_orang(pegawai_id: int) -> str:
    antre = queries.antre_orang(g.pelaku, pegawai_id, clock.hari_ini())
    return _halaman_orang(antre, _form(antre.butir)())


def _form(butir: Iterable[Butir], *, kertas: bool = False) -> type[Form]:
    return validasi_form(((b.kunci, b.sebut, b.perlu_tanda) for b in butir), kertas=kertas)


def _halaman_orang(antre: Antre, form: Form) -> str:
    sah = [] if antre.lewat else queries.sah_terakhir(antre.orang.pegawai_id, clock.hari_ini())
    lepas = _lepas(_kode("_semua"), _kode("pilih"))
    return render_template("harian/validasi_orang.html", antre=antre, form=form, lepas=lepas, sah=sah)


def _jawab(pegawai_id: int, lakukan: Callable[[], str]) -> Answer:
    """Do it and go on with what is left of this person; else the page again with what was typed."""
    antre = queries.antre_orang(g.pelaku, pegawai_id, clock.hari_ini())
    form = _form(antre.butir)(request.form)
    if form.validate():
        with form.catches():
            kata = lakukan()
            if len(antre.butir) < 2 or not queries.antre_orang(g.pelaku, pegawai_id, clock.hari_ini()).butir:
                return done(url_for("harian.validasi"), kata)
            lepas = _lepas(_kode("_semua"), _kode("pilih"))
            return done(url_for("harian.validasi_orang", pegawai_id=pegawai_id, lewati=lepas), kata)
    return _halaman_orang(antre, form), 422


@bp.post("/harian/validasi/<int:pegawai_id>")
@izin("harian.validasi")
@sekali
def validasi_pilihan(pegawai_id: int) -> Answer:
    def lakukan() -> str:
        kode = _kode("_satu") or _kode("_semua" if "semua" in request.form else "pilih")
        if "_satu" not in request.form:  # those without bounds go along as soon as they are marked
            kode += [k for k in _kode("_tanda") if request.form.get(f"tanda-{k.partition(':')[0]}")]
        return f"{services.validasi(g.pelaku, _pilihan(kode), pada=clock.sekarang())} kinerja harian disahkan."

    return _jawab(pegawai_id, lakukan)


def _satu(pegawai_id: int, deed: Callable[..., None], kata: str) -> Answer:
    def lakukan() -> str:
        deed(g.pelaku, _pilihan(_kode("_satu")[:1] or [""])[0], pada=clock.sekarang())
        return f"{kata}; pegawai sudah diberi tahu."

    return _jawab(pegawai_id, lakukan)


@bp.post("/harian/validasi/<int:pegawai_id>/perbaikan")
@izin("harian.perbaikan")
@sekali
def perbaikan(pegawai_id: int) -> Answer:
    return _satu(pegawai_id, services.perbaikan, "Dikembalikan untuk diperbaiki")


@bp.post("/harian/validasi/<int:pegawai_id>/tolak")
@izin("harian.tolak")
@sekali
def tolak(pegawai_id: int) -> Answer:
    return _satu(pegawai_id, services.tolak, "Ditolak")


# ---- on paper: pengelola of the whole OPD ---------------------------------------------------------
KERTAS = "/harian/validasi/<int:pegawai_id>/kertas/<int(min=2000, max=2100):tahun>/<int(min=1, max=12):bulan>"


@bp.get(KERTAS)
@izin("harian.catat_di_atas_kertas")
def kertas(pegawai_id: int, tahun: int, bulan: int) -> str:
    return _halaman_kertas(pegawai_id, tahun, bulan, None)


def _halaman_kertas(pegawai_id: int, tahun: int, bulan: int, form: Form | None) -> str:
    g.di_menu = url_for("harian.validasi")
    penilai = pastikan_mencatat(g.pelaku, pegawai_id, clock.hari_ini())
    butir = menunggu_kertas(pegawai_id, tahun, bulan, clock.hari_ini())
    return render_template(
        "harian/kertas.html", orang=identitas(pegawai_id, clock.hari_ini()), penilai=penilai, tahun=tahun, bulan=bulan,
        butir=butir, form=form or _form(butir, kertas=True)(), sah=queries.sah_bulan(pegawai_id, tahun, bulan),
        lepas=_lepas(_kode("_semua"), _kode("pilih")),
    )  # fmt: skip


@bp.post(KERTAS)
@izin("harian.catat_di_atas_kertas")
@sekali
def catat_di_atas_kertas(pegawai_id: int, tahun: int, bulan: int) -> Answer:
    pastikan_mencatat(g.pelaku, pegawai_id, clock.hari_ini())
    form = _form(menunggu_kertas(pegawai_id, tahun, bulan, clock.hari_ini()), kertas=True)(request.form)
    if form.validate():
        with form.catches():
            lembar = Kertas(form.nomor.data, form.tanggal.data, next(iter(unggahan()), None))
            putusan = [(_putusan(p.kunci), p) for p in _pilihan(_kode("pilih"))]
            catat(g.pelaku, pegawai_id, tahun, bulan, putusan, lembar, pada=clock.sekarang())
            ke = url_for("harian.bulanan_orang", tahun=tahun, bulan=bulan, pegawai_id=pegawai_id)
            return done(
                ke, f"Validasi {len(putusan)} kinerja harian di atas kertas dicatat; pegawai sudah diberi tahu."
            )
    return _halaman_kertas(pegawai_id, tahun, bulan, form), 422


def _putusan(kunci: str) -> str:
    apa = request.form.get(f"putusan-{kunci}", "validasi")
    return apa if apa in dict(PUTUSAN) else "validasi"


@bp.get("/bulanan/lembar/<int:lembar_id>")
@izin("harian.bulanan")
def lembar(lembar_id: int) -> AnyResponse:
    """The scan, for those who see the month."""
    berkas = ambil_lembar(g.pelaku, lembar_id, clock.hari_ini()).scan
    return send_file_safely(buka(berkas), berkas.nama, berkas.mime, inline=True)


def _ambil_sah(pegawai_id: int, kunci: str) -> Butir:
    return queries.ambil_sah(g.pelaku, pegawai_id, kunci, clock.hari_ini())


def _buka(row: Butir, form: BukaForm) -> tuple[str, str]:
    pilih = Pilih(row.macam, row.id, versi_terkirim(), umpan=form.umpan.data or "")
    services.buka_kembali(g.pelaku, pilih, pada=clock.sekarang())
    return url_for("harian.validasi_orang", pegawai_id=row.pegawai_id), "Dibuka kembali; pegawai sudah diberi tahu."


def _ambil_kertas(pegawai_id: int, kunci: str) -> Butir:
    g.di_menu = url_for("harian.validasi")
    pastikan_mencatat(g.pelaku, pegawai_id, clock.hari_ini())
    return queries.ambil_butir(pegawai_id, kunci)


def _ke_kertas(row: Butir) -> str:
    return url_for("harian.kertas", pegawai_id=row.pegawai_id, tahun=row.tanggal.year, bulan=row.tanggal.month)


def _buka_kertas(row: Butir, form: BukaForm) -> tuple[str, str]:
    pilih = Pilih(row.macam, row.id, versi_terkirim(), umpan=form.umpan.data or "")
    buka_kertas(g.pelaku, pilih, pada=clock.sekarang())
    return _ke_kertas(row), "Dibuka kembali; pegawai sudah diberi tahu."


BUKA = "Pengesahannya dicabut dan pegawai memperbaikinya dalam 3 hari kerja. Hanya selama bulannya belum dikunci."
pasang(
    bp,
    Formulir(
        "harian.buka_kembali", "/harian/validasi/<int:pegawai_id>/buka/<kunci>", BukaForm, "Buka kembali {0.sebut}",
        simpan=_buka, ambil=_ambil_sah, tombol="Buka kembali", berversi=True,
        remah=lambda row: [
            ("Validasi kinerja harian", url_for("harian.validasi")),
            ("Pegawai ini", url_for("harian.validasi_orang", pegawai_id=row.pegawai_id)),
        ],
        catatan=BUKA,
    ),
    Formulir(
        "harian.buka_kertas", "/harian/validasi/<int:pegawai_id>/kertas/buka/<kunci>", BukaForm, "Buka kembali {0.sebut}",
        simpan=_buka_kertas, ambil=_ambil_kertas, tombol="Buka kembali", berversi=True,
        remah=lambda row: [
            ("Validasi kinerja harian", url_for("harian.validasi")), ("Catat di atas kertas", _ke_kertas(row))
        ],
        catatan=f"{BUKA} Lembar bertanda tangan tetap tersimpan.",
    ),
)  # fmt: skip
