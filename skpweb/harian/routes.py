from datetime import date, timedelta

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.berkas.queries import buka
from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.errors import NotFound
from skpweb.core.fields import Form
from skpweb.core.formulir import Answer, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.web import Menu, done, send_file_safely, unggahan
from skpweb.harian import queries, services
from skpweb.harian.forms import CatatanForm, NilaiForm, isi_awal
from skpweb.harian.models import Catatan
from skpweb.harian.queries import ambil_catatan
from skpweb.harian.queries_hari import BarisCatatan, BulanHarian, bulan_harian
from skpweb.harian.queries_kertas import penilai_kertas
from skpweb.harian.rules import ALUR_CATATAN, TANDA_CATATAN, IsianCatatan, JenisCatatan, StatusCatatan, dijumlahkan
from skpweb.organisasi.rules import JPT
from skpweb.pegawai.queries import atasan
from skpweb.pengaturan.queries import aturan
from skpweb.periode.rules import akhir_bulan

bp = Blueprint("harian", __name__)
MENU = (
    Menu("Pelaksanaan", "Kinerja harian", "day", "harian.saya", "harian.saya", 10, dock=True, pendek="Harian"),
    Menu("Pelaksanaan", "Validasi kinerja harian", "check", "harian.validasi", "harian.antrean", 25, dock=True,
         dock_izin="harian.validasi", pendek="Validasi"),
    Menu("Pelaksanaan", "Kinerja bulanan", "month", "harian.bulanan_kini", "harian.bulanan", 40, prefiks="/bulanan"),
)  # fmt: skip


def _tanggal(teks: str) -> date:
    try:
        hari = date.fromisoformat(teks)
    except ValueError:
        raise NotFound from None
    if not 2000 <= hari.year < 2100:
        raise NotFound
    return hari


# ---- a day --------------------------------------------------------------------------------------
@bp.get("/harian")
@izin("harian.saya")
def saya() -> str:
    """Today's form at once."""
    return _baru(clock.hari_ini())


@bp.get("/harian/<tanggal>")
@izin("harian.saya")
def hari(tanggal: str) -> str:
    return _baru(_tanggal(tanggal))


def _baru(tanggal: date) -> str:
    """A fresh form, with the most likely indicator; `?ulangi=n`: filled with the n-th entry of the last day."""
    b, nomor = _bulan(tanggal), request.args.get("ulangi", 0, type=int)
    lalu = b.terakhir_sebelum(tanggal)
    if 0 < nomor <= len(lalu):
        return _halaman(b, tanggal, CatatanForm(data=isi_awal(_isian(lalu[nomor - 1]))), ulangi=nomor)
    return _halaman(b, tanggal, _kosong(b, tanggal))


def _kosong(b: BulanHarian, tanggal: date) -> CatatanForm:
    """A fresh form with the indicator written on last."""
    skp = b.waktu.skp_pada(tanggal)
    iki_id = b.iki_biasa(skp.id) if skp else None
    jenis = JenisCatatan(b.indikator[iki_id][0].jenis) if iki_id else JenisCatatan.UTAMA
    return CatatanForm(data=isi_awal(IsianCatatan(jenis, iki_id, "")))


def _bulan(tanggal: date) -> BulanHarian:
    if g.pelaku.pegawai_id is None:
        raise NotFound
    return bulan_harian(g.pelaku.pegawai_id, tanggal.year, tanggal.month, clock.sekarang())


def _isian(row: Catatan | BarisCatatan) -> IsianCatatan:
    return IsianCatatan(**{k: getattr(row, k) for k in IsianCatatan.__dataclass_fields__})


def _halaman(
    b: BulanHarian, tanggal: date, form: CatatanForm, *, ubah: Catatan | None = None, ulangi: int = 0,
    kiriman: Form | None = None,
) -> str:  # fmt: skip
    skp, awal = b.waktu.skp_pada(tanggal), date(b.waktu.tahun, b.waktu.bulan, 1)
    tunggu = any(x.status is StatusCatatan.DIKIRIM for x in b.butir) and not b.waktu.kunci
    puncak = "kepala" in g.pelaku.peran or b.waktu.orang.jenis_jabatan in JPT
    return render_template(
        "harian/hari.html", b=b, w=b.waktu, hari=tanggal, form=form, ubah=ubah, skp=skp, tanda=TANDA_CATATAN,
        tahan=None if ubah else b.waktu.tahan_catat(tanggal), rhk=b.isi[skp.id].rhk if skp else (),
        dijumlahkan=dijumlahkan, alur=ALUR_CATATAN, ulangi=ulangi, lalu=[] if ubah else b.terakhir_sebelum(tanggal),
        jam=aturan("harian.pakai_jam"), kiriman=kiriman or Form(),
        kertas=penilai_kertas(b.waktu.orang.pegawai_id, b.waktu.hari, puncak) if tunggu else None,
        sebelum=awal - timedelta(days=1), sesudah=min(akhir_bulan(awal.year, awal.month) + timedelta(days=1), b.waktu.hari),
    )  # fmt: skip


@bp.post("/harian/<tanggal>")
@izin("harian.simpan_catatan")
@sekali
def simpan_catatan(tanggal: str) -> Answer:
    return _simpan(_tanggal(tanggal))


def _simpan(tanggal: date, row: Catatan | None = None) -> Answer:
    form, nomor = CatatanForm(request.form), request.form.get("ulangi", 0, type=int)
    if form.validate():
        with form.catches():
            services.simpan_catatan(
                g.pelaku, tanggal, form.isian, catatan_id=row.id if row else None, unggahan=unggahan(),
                versi=versi_terkirim(), pada=clock.sekarang(),
            )  # fmt: skip
            ke = url_for("harian.hari", tanggal=tanggal, ulangi=nomor + 1 if nomor else None)
            return done(ke, "Perubahan catatan tersimpan." if row else "Catatan tersimpan sebagai konsep.")
    return _halaman(_bulan(tanggal), tanggal, form, ubah=row, ulangi=nomor), 422


# ---- one entry ----------------------------------------------------------------------------------
@bp.get("/harian/catatan/<int:catatan_id>")
@izin("harian.simpan_catatan")
def catatan(catatan_id: int) -> str:
    """The day with this entry in the form."""
    row = ambil_catatan(g.pelaku, catatan_id, clock.hari_ini(), untuk_diubah=True)
    ALUR_CATATAN.lanjut(row.status, "ubah")
    return _halaman(_bulan(row.tanggal), row.tanggal, CatatanForm(data=isi_awal(_isian(row))), ubah=row)


@bp.post("/harian/catatan/<int:catatan_id>")
@izin("harian.simpan_catatan")
@sekali
def ubah_catatan(catatan_id: int) -> Answer:
    row = ambil_catatan(g.pelaku, catatan_id, clock.hari_ini(), untuk_diubah=True)
    return _simpan(row.tanggal, row)


@bp.post("/harian/catatan/<int:catatan_id>/hapus")
@izin("harian.hapus_catatan")
@sekali
def hapus_catatan(catatan_id: int) -> AnyResponse:
    tanggal = services.hapus_catatan(g.pelaku, catatan_id, versi=versi_terkirim(), pada=clock.sekarang())
    return done(url_for("harian.hari", tanggal=tanggal), "Catatan dihapus.")


# ---- evidence -----------------------------------------------------------------------------------
@bp.get("/harian/bukti/<int:bukti_id>")
@izin("harian.bukti")
def bukti(bukti_id: int) -> AnyResponse:
    berkas = queries.ambil_bukti(g.pelaku, bukti_id, clock.hari_ini()).berkas
    return send_file_safely(buka(berkas), berkas.nama, berkas.mime, inline=True)


@bp.post("/harian/bukti/<int:bukti_id>/hapus")
@izin("harian.hapus_bukti")
@sekali
def hapus_bukti(bukti_id: int) -> AnyResponse:
    row = services.hapus_bukti(g.pelaku, bukti_id, pada=clock.sekarang())
    n = row.nilai if row.nilai_id else None
    ke = url_for("harian.nilai", iki_id=n.iki_id, tahun=n.tahun, bulan=n.bulan) if n else None
    return done(ke or url_for("harian.catatan", catatan_id=row.catatan_id), f"Bukti {row.berkas.nama} dihapus.")


# ---- nilai akhir bulan --------------------------------------------------------------------------
@bp.get("/harian/nilai/<int:iki_id>/<int:tahun>/<int:bulan>")
@izin("harian.simpan_nilai_bulan")
def nilai(iki_id: int, tahun: int, bulan: int) -> str:
    return _halaman_nilai(iki_id, tahun, bulan, None)


def _halaman_nilai(iki_id: int, tahun: int, bulan: int, form: NilaiForm | None) -> str:
    iki, row = queries.ambil_iki_bulan(g.pelaku.pegawai_id, iki_id, tahun, bulan, clock.hari_ini())
    kunci = queries.terkunci(iki.rhk.skp.pegawai_id, tahun, bulan)
    return render_template(
        "harian/nilai.html", iki=iki, row=row, tahun=tahun, bulan=bulan, form=form or NilaiForm(obj=row),
        kunci=queries.bulan_terkunci(tahun, bulan, kunci.dikunci_pada) if kunci else None, tanda=TANDA_CATATAN,
        boleh=not kunci and (row is None or ALUR_CATATAN.boleh(row.status, "ubah")), tujuan=_tujuan(tahun, bulan),
        bukti=queries.daftar_bukti("nilai", row.id) if row else (),
    )  # fmt: skip


def _tujuan(tahun: int, bulan: int) -> str:
    """The day on which the page of a month opens: its last one, or today."""
    return url_for("harian.hari", tanggal=min(akhir_bulan(tahun, bulan), clock.hari_ini()))


@bp.post("/harian/nilai/<int:iki_id>/<int:tahun>/<int:bulan>")
@izin("harian.simpan_nilai_bulan")
@sekali
def simpan_nilai_bulan(iki_id: int, tahun: int, bulan: int) -> Answer:
    form = NilaiForm(request.form)
    if form.validate():
        with form.catches():
            services.simpan_nilai_bulan(
                g.pelaku, iki_id, tahun, bulan, nilai=form.nilai.data, uraian=form.uraian.data or "",
                tautan=form.tautan.data or "", unggahan=unggahan(), versi=versi_terkirim(), pada=clock.sekarang(),
            )  # fmt: skip
            return done(_tujuan(tahun, bulan), "Nilai akhir bulan tersimpan sebagai konsep.")
    return _halaman_nilai(iki_id, tahun, bulan, form), 422


# ---- sending ------------------------------------------------------------------------------------
@bp.post("/harian/<tanggal>/kirim")
@izin("harian.kirim")
@sekali
def kirim(tanggal: str) -> Answer:
    """What was ticked of the month of that day, whose page stays."""
    pada, form = _tanggal(tanggal), Form()
    pilih = {k: request.form.getlist(k, type=int) for k in ("catatan", "nilai")}
    with form.catches():
        jumlah = services.kirim(
            g.pelaku, pada.year, pada.month, pilih["catatan"], pilih["nilai"], pada=clock.sekarang()
        )
        ke = atasan(g.pelaku.pegawai_id, clock.hari_ini()).identitas
        pesan = f"{jumlah} kinerja dikirim ke {ke.nama if ke else 'atasan Anda'} untuk divalidasi."
        return done(url_for("harian.hari", tanggal=pada), pesan)
    b = _bulan(pada)
    return _halaman(b, pada, _kosong(b, pada), kiriman=form), 422
