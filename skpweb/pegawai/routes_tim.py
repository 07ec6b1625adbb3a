"""Teams, pejabat luar, delegation."""

from flask import g, render_template, request, url_for

from skpweb.core import clock
from skpweb.core.access import izin
from skpweb.core.formulir import Answer, Formulir, Remah, pasang, versi_terkirim
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.organisasi.isian import isian, kerjakan
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.queries import pastikan_wewenang
from skpweb.pegawai import forms
from skpweb.pegawai import queries_tim as queries
from skpweb.pegawai import services_tim as services
from skpweb.pegawai.models import AnggotaTim, PejabatLuar
from skpweb.pegawai.queries import MELIHAT_SEMUA, unit_dalam_wewenang
from skpweb.pegawai.queries_daftar import cari_satu
from skpweb.pegawai.routes import bp
from skpweb.pegawai.rules_atasan import TugasDelegasi


@bp.get("/tim")
@izin("pegawai.daftar_tim")
def daftar_tim() -> str:
    hari = clock.hari_ini()
    return render_template(
        "pegawai/daftar_tim.html", rows=queries.daftar_tim(hari), lama=queries.daftar_tim(hari, bubar=True)
    )


@bp.get("/tim/<int:tim_id>")
@izin("pegawai.tim")
def tim(tim_id: int) -> str:
    return _tim(queries.ambil_tim(tim_id), forms.AnggotaForm(data={"mulai": clock.hari_ini()}))


def _tim(row: TimKerja, form: forms.AnggotaForm) -> str:
    may = g.pelaku.boleh("pegawai.ubah_tim") and (g.pelaku.unit_ids is None or row.unit_id in g.pelaku.unit_ids)
    hari = clock.hari_ini()
    members = queries.anggota_tim(row.id, hari)
    leads = any(a.ketua and a.pegawai_id == g.pelaku.pegawai_id and hari <= (a.sampai or hari) for a, _ in members)
    return render_template("pegawai/tim.html", tim=row, form=form, wewenang=may, anggota=members, memimpin=leads)


@bp.post("/tim/<int:tim_id>/anggota")
@izin("pegawai.tambah_anggota")
@sekali
def tambah_anggota(tim_id: int) -> Answer:
    row, form = queries.ambil_tim(tim_id), forms.AnggotaForm(request.form)
    if form.validate():
        with form.catches():
            who = cari_satu(form.pegawai.data, clock.hari_ini())
            services.tambah_anggota(
                g.pelaku, tim_id, pegawai_id=who.pegawai_id, ketua=form.ketua.data, mulai=form.mulai.data,
                pada=clock.sekarang(),
            )  # fmt: skip
            return done(url_for("pegawai.tim", tim_id=tim_id), f"{who.nama} ditambahkan.")
    return _tim(row, form), 422


@bp.get("/pejabat-luar")
@izin("pegawai.daftar_pejabat_luar")
def daftar_pejabat_luar() -> str:
    return render_template("pegawai/pejabat_luar.html", rows=queries.daftar_pejabat_luar(clock.hari_ini()))


@bp.get("/delegasi")
@izin("pegawai.daftar_delegasi")
def daftar_delegasi() -> str:
    """All of them for those who see everybody, else one's own and those of the units one manages."""
    hari, everybody = clock.hari_ini(), g.pelaku.unit_ids is None or bool(MELIHAT_SEMUA & g.pelaku.peran)
    ids = None if everybody else queries.orang_delegasi(g.pelaku, hari)
    return render_template(
        "pegawai/delegasi.html", rows=queries.daftar_delegasi(hari, ids=ids),
        lama=queries.daftar_delegasi(hari, ids=ids, lama=True), tugas=list(TugasDelegasi),
    )  # fmt: skip


@bp.post("/delegasi/<int:delegasi_id>/cabut")
@izin("pegawai.cabut_delegasi")
@sekali
def cabut_delegasi(delegasi_id: int) -> Answer:
    services.cabut_delegasi(g.pelaku, delegasi_id, pada=clock.sekarang())
    return done(url_for("pegawai.daftar_delegasi"), "Delegasi dicabut.")


def _tim_milik(tim_id: int) -> TimKerja:
    row = queries.ambil_tim(tim_id)
    pastikan_wewenang(g.pelaku, row.unit_id)
    return row


def _anggota(anggota_id: int) -> AnggotaTim:
    row = queries.ambil_anggota(anggota_id)
    pastikan_wewenang(g.pelaku, row.tim.unit_id)
    return row


def _remah_tim(row: TimKerja | AnggotaTim | None) -> Remah:
    team = row.tim if isinstance(row, AnggotaTim) else row
    here = [(team.nama, url_for("pegawai.tim", tim_id=team.id))] if team else []
    return [("Tim kerja", url_for("pegawai.daftar_tim")), *here]


def _siapkan_tim(form: forms.TimForm, _row: None) -> None:
    units = unit_dalam_wewenang(g.pelaku, clock.hari_ini())
    form.unit.choices = [("", "Lintas unit"), *((u.id, "– " * u.tingkat + u.nama) for u in units)]


def _bentuk(_row: None, form: forms.TimForm) -> tuple[str, str]:
    values = isian(form, unit="unit_id") | {
        "ketua_id": cari_satu(form.ketua.data, clock.hari_ini(), "ketua").pegawai_id
    }
    del values["ketua"]
    row = services.bentuk_tim(g.pelaku, **values, pada=clock.sekarang())
    return url_for("pegawai.tim", tim_id=row.id), f"{row.nama} dibentuk. Tambahkan anggotanya."


def _remah_luar(_row: PejabatLuar | None) -> Remah:
    return [("Pejabat luar", url_for("pegawai.daftar_pejabat_luar"))]


def _ubah_luar(row: PejabatLuar, form: forms.UbahPejabatLuarForm) -> tuple[str, str]:
    services.ubah_pejabat_luar(g.pelaku, row.pegawai_id, versi_terkirim(), **isian(form), pada=clock.sekarang())
    return url_for("pegawai.daftar_pejabat_luar"), "Perubahan disimpan."


def _awal_luar(row: PejabatLuar) -> dict[str, object]:
    names = ("jabatan", "instansi", "mulai", "sampai", "penilai_kepala")
    return {"nama": row.pegawai.nama, **{name: getattr(row, name) for name in names}}


def _delegasikan(_row: None, form: forms.DelegasiForm) -> tuple[str, str]:
    hari = clock.hari_ini()
    giver, taker = cari_satu(form.pemberi.data, hari, "pemberi"), cari_satu(form.penerima.data, hari, "penerima")
    values = isian(form) | {"pemberi_id": giver.pegawai_id, "penerima_id": taker.pegawai_id}
    del values["pemberi"], values["penerima"]
    services.delegasikan(g.pelaku, **values, pada=clock.sekarang())
    return url_for("pegawai.daftar_delegasi"), f"Tugas {giver.nama} didelegasikan ke {taker.nama}."


def _awal_delegasi(_row: None) -> dict[str, object]:
    mine = {"atasan", "kepala"} & g.pelaku.peran
    return {"pemberi": g.pelaku.nama if mine else "", "tugas": [TugasDelegasi.VALIDASI]}


LUAR = "Bertindak untuk kantor ini tanpa menjadi pegawainya: tidak ber-SKP di sini dan tidak masuk daftar pegawai."
pasang(
    bp,
    Formulir(
        "pegawai.bentuk_tim", "/tim/bentuk", forms.TimForm, "Bentuk tim kerja", _bentuk, _remah_tim,
        awal=lambda _row: {"dibentuk": clock.hari_ini()}, siapkan=_siapkan_tim, tombol="Bentuk tim",
    ),
    Formulir(
        "pegawai.ubah_tim", "/tim/<int:tim_id>/ubah", forms.UbahTimForm, "Ubah atau bubarkan tim",
        kerjakan(services.ubah_tim, _remah_tim, "Tim disimpan.", berversi=True), _remah_tim,
        _tim_milik, lambda t: {"nama": t.nama, "dibubarkan": t.dibubarkan}, berversi=True,
    ),
    Formulir(
        "pegawai.akhiri_anggota", "/tim/anggota/<int:anggota_id>/akhiri", forms.AkhiriForm,
        "Akhiri keanggotaan {0.pegawai.nama}",
        kerjakan(services.akhiri_anggota, _remah_tim, "Keanggotaan diakhiri."), _remah_tim, _anggota, lambda _row: {"sampai": clock.hari_ini()},
    ),
    Formulir(
        "pegawai.tambah_pejabat_luar", "/pejabat-luar/tambah", forms.PejabatLuarForm, "Tambah pejabat luar",
        kerjakan(services.tambah_pejabat_luar, _remah_luar, "{0.nama} ditambahkan."), _remah_luar, catatan=LUAR,
    ),
    Formulir(
        "pegawai.ubah_pejabat_luar", "/pejabat-luar/<int:pegawai_id>/ubah", forms.UbahPejabatLuarForm, "Ubah pejabat luar",
        _ubah_luar, _remah_luar, queries.ambil_pejabat_luar, _awal_luar, catatan=LUAR, berversi=True,
    ),
    Formulir(
        "pegawai.delegasikan", "/delegasi/tambah", forms.DelegasiForm, "Delegasikan tugas", _delegasikan,
        lambda _row: [("Delegasi", url_for("pegawai.daftar_delegasi"))], awal=_awal_delegasi, tombol="Delegasikan",
        catatan="Tugas pejabat penilai dikerjakan orang lain untuk sementara. Evaluasi hanya didelegasikan oleh atasannya.",
    ),
)  # fmt: skip
