"""One's own second step at log-in: set up with a phone, recovery codes, taken off."""

import re

from flask import g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.akun import queries, services_totp
from skpweb.akun.forms import KodeForm
from skpweb.akun.login import rahasia
from skpweb.akun.routes import bp
from skpweb.core import clock
from skpweb.core.access import izin, segar
from skpweb.core.once import sekali
from skpweb.core.web import done
from skpweb.pengaturan.queries import kantor


@bp.get("/sandi/dua-langkah")
@izin("akun.milik_sendiri")
def totp() -> str:
    return _halaman(KodeForm(), services_totp.garam_baru())


def _halaman(form: KodeForm, garam: str) -> str:
    akun = g.sesi.akun
    if akun.totp:
        return render_template(
            "akun/totp.html", form=form, sisa=queries.sisa_kode_pulih(akun.id), qr="", garam="", kunci="",
            wajib=services_totp.wajib_totp(g.pelaku.peran),
        )  # fmt: skip
    form.kode.hint = "6 angka yang sedang tampil di aplikasi autentikator."  # there are no recovery codes yet
    import segno  # loaded by who sets it up, not at the start of the server

    nama = akun.pegawai.nip or akun.pegawai.nama
    alamat = services_totp.alamat_otp(rahasia(), akun.id, garam, nama=nama, penerbit=f"SKP {kantor().pendek}")
    kunci = services_totp.rahasia_totp(rahasia(), akun.id, garam)
    return render_template(
        "akun/totp.html", form=form, garam=garam, alamat=alamat, kunci=" ".join(re.findall(".{4}", kunci)),
        qr=segno.make(alamat, error="m", micro=False).svg_data_uri(scale=5, border=4, light="#fff"),
        wajib=services_totp.wajib_totp(g.pelaku.peran),
    )  # fmt: skip


@bp.post("/sandi/dua-langkah")
@izin("akun.milik_sendiri")
@segar
@sekali
def pasang_totp() -> AnyResponse | tuple[str, int]:
    form, garam = KodeForm(request.form), request.form.get("garam", "")
    if form.validate() and re.fullmatch(r"[\w-]{16,64}", garam, re.ASCII) and not g.sesi.akun.totp:
        with form.catches():
            return _kode(
                services_totp.pasang(
                    g.pelaku, g.sesi.akun, garam, form.kode.data, rahasia=rahasia(), sesi_id=g.sesi.id,
                    pada=clock.waktu_mesin(),
                )
            )  # fmt: skip
    return _halaman(form, garam), 422


def _kode(codes: list[str]) -> AnyResponse:
    """The recovery codes, shown this once."""
    answer = make_response(render_template("akun/kode_pulih.html", kode=codes))
    answer.rahasia = True  # type: ignore[attr-defined]
    return answer


@bp.post("/sandi/dua-langkah/kode")
@izin("akun.milik_sendiri")
@segar
@sekali
def ganti_kode_pulih() -> AnyResponse:
    return _kode(services_totp.ganti_kode_pulih(g.pelaku, g.sesi.akun, pada=clock.sekarang()))


@bp.post("/sandi/dua-langkah/lepas")
@izin("akun.milik_sendiri")
@segar
@sekali
def lepas_totp() -> AnyResponse:
    services_totp.lepas(g.pelaku, g.sesi.akun, sesi_id=g.sesi.id, pada=clock.sekarang())
    return done(url_for("akun.totp"), "Verifikasi dua langkah dilepas. Masuk cukup dengan kata sandi.")
