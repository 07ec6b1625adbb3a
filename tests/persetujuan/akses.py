from io import BytesIO

from skpweb.core.db import tulis
from skpweb.persetujuan import services
from skpweb.skp.models import Skp
from tests.akses import Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.persetujuan import bantu
from tests.persetujuan.bantu import KERTAS, PDF, orang

MELIHAT = "pegawai atasan ketua_tim kepala pengelola perencana pembaca admin"  # the plan of `pegawai`, bidang a
OPD = "401 anonim; {} pengelola; 403 *"
PENILAI = "401 anonim; {} atasan; 404 sekretaris atasan_lain; 403 *"  # kepala is above, ketua_tim no superior
SKP = {"skp_id": "skp"}


def _siap(status: str, who: str = "pegawai"):  # type: ignore[no-untyped-def]
    """The plan of that person in this state; the hash of what stands there."""

    def siap(cast: Cast) -> dict[str, object]:
        bantu.bupati()
        skp = bantu.terkirim(cast, who) if status != "konsep" else bantu.konsep(cast, who)
        if status == "konsep":
            bantu.jendela()
        if status == "revisi":
            bantu.kembali(cast, skp)
        if status == "setuju":
            bantu.tetap(cast, skp)
        if status == "kertas":
            services.catat_di_atas_kertas(orang(cast, "pengelola"), skp.id, bantu.sidik_kini(skp), KERTAS, pada=PADA)
        return {"skp": skp.id, "sidik": bantu.sidik_kini(skp)}

    return siap


def _lihat(**lain: object):  # type: ignore[no-untyped-def]
    return lambda _cast, state: {"_sidik": state["sidik"], **lain}


def _kertas(_cast: Cast, state: dict[str, object]) -> dict[str, object]:
    sheet = {"nomor": "7/SKP", "tanggal": "20-11-2026", "berkas": (BytesIO(PDF), "lembar.pdf")}
    return {"_sidik": state["sidik"], **sheet}


def _dipakai(cast: Cast) -> dict[str, object]:
    state = _siap("setuju")(cast)
    with tulis(exempt="uji"):
        Skp.update(dipakai_pada=PADA).execute()
    return state


LIHAT = f"401 anonim; 200 {MELIHAT}; 404 *"
MILIK = f"401 anonim; {{}} pegawai; 403 {MELIHAT.removeprefix('pegawai ')}; 404 *"
KEPALA = _siap("periksa", "kepala")
ALASAN = {"alasan": "Salah jabatan"}
TUTUP = {"tanggal": "20-11-2026", **ALASAN}

AKSES = [
    Baris("persetujuan.periksa", "GET", MILIK.format(200), SKP, siap=_siap("konsep"), nama="konsep"),
    Baris("persetujuan.periksa", "GET", MILIK.format(200), SKP, siap=_siap("periksa"), nama="periksa"),
    Baris("persetujuan.periksa", "GET", MILIK.format(200), SKP, siap=_siap("setuju"), nama="setuju"),
    Baris("persetujuan.ajukan", "POST", MILIK.format(303), SKP, _lihat(), _siap("konsep"), "konsep"),
    Baris("persetujuan.ajukan", "POST", MILIK.format(303), SKP, _lihat(), _siap("revisi"), "revisi"),
    Baris("persetujuan.ajukan", "POST", MILIK.format(422), SKP, _lihat(), _siap("periksa"), "periksa"),
    Baris("persetujuan.tarik", "POST", MILIK.format(303), SKP, siap=_siap("periksa"), nama="periksa"),
    Baris("persetujuan.tarik", "POST", MILIK.format(422), SKP, siap=_siap("setuju"), nama="setuju"),
    Baris("persetujuan.tanda_terima", "GET", LIHAT, SKP, siap=_siap("periksa"), nama="periksa"),
    Baris("persetujuan.tanda_terima", "GET", "401 anonim; 404 *", SKP, siap=_siap("konsep"), nama="konsep"),
    Baris("persetujuan.antrean", "GET", "401 anonim; 200 atasan atasan_lain sekretaris kepala pengelola; 403 *", siap=_siap("periksa")),
    Baris("persetujuan.tinjau", "GET", PENILAI.format(200), SKP, siap=_siap("periksa"), nama="periksa"),
    Baris("persetujuan.tinjau", "GET", PENILAI.format(200), SKP, siap=_siap("konsep"), nama="konsep"),
    Baris("persetujuan.tetapkan", "POST", PENILAI.format(303), SKP, _lihat(), _siap("periksa"), "periksa"),
    Baris("persetujuan.tetapkan", "POST", PENILAI.format(422), SKP, _lihat(), _siap("revisi"), "revisi"),
    Baris("persetujuan.tetapkan", "POST", PENILAI.format(409), SKP, {"_sidik": "lain"}, _siap("periksa"), "berubah"),
    Baris("persetujuan.kembalikan", "POST", PENILAI.format(303), SKP, _lihat(catatan="Naikkan."), _siap("periksa"), "periksa"),
    Baris("persetujuan.kembalikan", "POST", PENILAI.format(422), SKP, _lihat(), _siap("periksa"), "tanpa catatan"),
    Baris("persetujuan.riwayat", "GET", LIHAT, SKP, siap=_siap("setuju")),
    Baris("persetujuan.scan", "GET", "401 anonim; 200 kepala pengelola perencana pembaca admin; 404 *", {**SKP, "urutan": 1}, siap=_siap("kertas", "kepala")),
    Baris("persetujuan.scan", "GET", "401 anonim; 404 *", {**SKP, "urutan": 1}, siap=_siap("setuju"), nama="tanpa kertas"),
    Baris("persetujuan.kertas", "GET", OPD.format(200), SKP, siap=KEPALA, nama="tanpa akun"),
    Baris("persetujuan.kertas", "GET", OPD.format(403), SKP, siap=_siap("periksa"), nama="punya akun"),
    Baris("persetujuan.catat_di_atas_kertas", "POST", OPD.format(303), SKP, _kertas, KEPALA, "tanpa akun"),
    Baris("persetujuan.catat_di_atas_kertas", "POST", OPD.format(403), SKP, _kertas, _siap("periksa"), "punya akun"),
    Baris("persetujuan.catat_di_atas_kertas", "POST", OPD.format(422), SKP, _lihat(nomor="7"), KEPALA, "tanpa scan"),
    Baris("persetujuan.formulir_batalkan", "GET", OPD.format(200), SKP, siap=_siap("setuju")),
    Baris("persetujuan.batalkan", "POST", OPD.format(303), SKP, ALASAN, _siap("setuju"), "setuju"),
    Baris("persetujuan.batalkan", "POST", OPD.format(422), SKP, ALASAN, _dipakai, "dipakai"),
    Baris("persetujuan.batalkan", "POST", OPD.format(403), SKP, ALASAN, _siap("periksa", "pengelola"), "milik pengelola"),
    Baris("persetujuan.formulir_tutup", "GET", OPD.format(200), SKP, siap=_dipakai),
    Baris("persetujuan.tutup", "POST", OPD.format(303), SKP, TUTUP, _dipakai, "dipakai"),
    Baris("persetujuan.tutup", "POST", OPD.format(422), SKP, {**TUTUP, "tanggal": "22-11-2026"}, _dipakai, "belum tiba"),
    Baris("persetujuan.tutup", "POST", OPD.format(422), SKP, TUTUP, _siap("periksa"), "periksa"),
]  # fmt: skip
