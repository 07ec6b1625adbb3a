"""Who may do what in SI-PETRUK, in which state."""

from io import BytesIO

from skpweb.petruk import services, services_periode
from skpweb.petruk.models import CatatanKertas, DataDukung, Penilaian
from skpweb.petruk.rules import Instrumen
from skpweb.petruk.rules_alur import StatusPenilaian as S
from tests.akses import Baris
from tests.cast import Cast
from tests.petruk import bantu
from tests.petruk.bantu import PADA, PDF, orang

LIHAT = "401 anonim; 200 pengelola pengelola_b kepala admin pembaca; 403 *"
SELURUH = "401 anonim; 200 pengelola kepala admin pembaca; 403 *"
ATUR = "401 anonim; 303 pengelola admin; 403 *"
UNIT_B = "401 anonim; 303 pengelola pengelola_b; 403 *"
UNIT_A = "401 anonim; 303 pengelola; 404 pengelola_b; 403 *"
UNIT_B_422 = "401 anonim; 422 pengelola pengelola_b; 403 *"
KEPALA = "401 anonim; 303 kepala; 403 *"
OPD = "401 anonim; 303 pengelola; 403 *"
WAKTU = {"buka": "02-11-2026", "jam_buka": "08.00", "tutup": "30-11-2026", "jam_tutup": "23.59"}
ALASAN = {"alasan": "Rekap presensi keliru"}


def periode(cast: Cast) -> dict[str, int]:
    return {"periode": bantu.buka(cast).id}


def nilai(status: S, who: str = "pegawai_lain"):  # type: ignore[no-untyped-def]
    """A scorecard of that person in this state; `pegawai_lain` works in the unit of pengelola_b, `pegawai` does not."""

    def siap(cast: Cast) -> dict[str, int]:
        row = bantu.sampai(cast, status, who)
        dukung = DataDukung.get_or_none(DataDukung.penilaian == row.id)
        return {"periode": row.periode_id, "penilaian": row.id, "dukung": dukung.id if dukung else 0}

    return siap


def tahap(sampai: str):  # type: ignore[no-untyped-def]
    """A period with one locked scorecard, brought this far."""

    def siap(cast: Cast) -> dict[str, int]:
        row = bantu.sampai(cast, S.TERKUNCI, "pegawai_lain")
        pengelola = orang(cast, "pengelola")
        if sampai == "ditutup":
            services_periode.tutup(pengelola, row.periode_id, pada=PADA)
        else:
            bantu.peringkatkan(cast, row.periode)
        if sampai in ("ditetapkan", "arsip"):
            bantu.tetapkan(cast, row.periode)
        return {"periode": row.periode_id, "penilaian": row.id}

    return siap


def _versi_baru(cast: Cast) -> dict[str, int]:
    isi = periode(cast)
    services.buat_instrumen(orang(cast, "admin"), Instrumen(), "", pada=PADA)
    return isi


def _tidak(cast: Cast) -> dict[str, int]:
    isi = periode(cast)
    unit = cast.unit["bidang_b"]
    services_periode.tidak_mengusulkan(
        orang(cast, "pengelola"), isi["periode"], unit, "Tidak ada yang layak", pada=PADA
    )
    return isi


def _kertas(cast: Cast) -> dict[str, int]:
    isi = nilai(S.TERSIMPAN)(cast)
    row = Penilaian.get_by_id(isi["penilaian"])
    lembar = [bantu.NilaiKepala(row.id, 15)]
    bantu.services_kepala.catat_team_work(orang(cast, "pengelola"), row.periode_id, lembar, bantu.KERTAS, pada=PADA)
    return {**isi, "kertas": CatatanKertas.get().id}


def _berkas(**lain: str):  # type: ignore[no-untyped-def]
    awalan = "kertas-" if any(k.startswith("kertas-") for k in lain) else ""
    return lambda _cast, _state: {**lain, f"{awalan}berkas": (BytesIO(PDF), "scan.pdf")}


def _isian(_cast: Cast, _state: dict[str, int]) -> dict[str, object]:
    teks = {"inovasi_uraian": "Papan harga", "inovasi_tingkat": "40", "bebas_hukuman": "1"}
    return {**teks, "berkas": (BytesIO(PDF), "papan.pdf")}


def _team_work(_cast: Cast, state: dict[str, int]) -> dict[str, str]:
    return {f"team_work-{state['penilaian']}": "15", f"putusan-{state['penilaian']}": "diterima"}


def _team_work_kertas(cast: Cast, state: dict[str, int]) -> dict[str, object]:
    kertas = {"nomor": "7/TW", "tanggal": "20-11-2026", "berkas": (BytesIO(PDF), "tw.pdf")}
    return {**_team_work(cast, state), **kertas}


def _instrumen() -> dict[str, object]:
    from skpweb.petruk.forms import InstrumenForm

    isi = InstrumenForm.isi_dari(Instrumen())
    return {k: str(v) if not isinstance(v, list) else v for k, v in isi.items()}


P, N = {"periode_id": "periode"}, {"penilaian_id": "penilaian"}
UB, UA = {**P, "unit_id": "unit_bidang_b"}, {**P, "unit_id": "unit_bidang_a"}
NB = {"jenis": "ekinerja", "tahun": 2026, "bulan": 10, "pegawai_id": "pegawai_lain"}
NA = {**NB, "pegawai_id": "pegawai"}
ISI_NILAI = {"nilai": "86,4", "sumber": "surat"}

AKSES = [
    Baris("petruk.daftar", "GET", LIHAT),
    Baris("petruk.form_periode", "GET", "401 anonim; 200 pengelola admin; 403 *"),
    Baris("petruk.buka_periode", "POST", ATUR, data={"tahun": "2026", "bulan_awal": "10", "bulan_akhir": "10", **WAKTU}),
    Baris("petruk.periode", "GET", LIHAT, P, siap=periode),
    Baris("petruk.ganti_instrumen", "POST", ATUR, P, siap=_versi_baru),
    Baris("petruk.tutup", "POST", ATUR, P, siap=periode),
    Baris("petruk.tutup", "POST", "401 anonim; 422 pengelola admin; 403 *", P, siap=tahap("ditutup"), nama="ditutup"),
    Baris("petruk.peringkatkan", "POST", ATUR, P, siap=tahap("ditutup")),
    Baris("petruk.peringkatkan", "POST", "401 anonim; 422 pengelola admin; 403 *", P, siap=periode, nama="terbuka"),
    Baris("petruk.arsipkan", "POST", ATUR, P, siap=tahap("ditetapkan")),
    Baris("petruk.buka_kembali_periode", "POST", ATUR, P, ALASAN, siap=tahap("ditetapkan")),
    Baris("petruk.nominasi", "POST", UNIT_B, P, lambda c, _: {"pegawai_id": c.orang["pegawai_lain"]}, siap=periode),
    Baris("petruk.nominasi", "POST", UNIT_A, P, lambda c, _: {"pegawai_id": c.orang["pegawai"]}, siap=periode, nama="asing"),
    Baris("petruk.tidak_mengusulkan", "POST", UNIT_B, UB, {"alasan": "Tidak ada yang layak"}, siap=periode),
    Baris("petruk.tidak_mengusulkan", "POST", UNIT_A, UA, {"alasan": "Tidak ada yang layak"}, siap=periode, nama="asing"),
    Baris("petruk.jadi_mengusulkan", "POST", UNIT_B, UB, siap=_tidak),
    Baris("petruk.form", "GET", "401 anonim; 200 pengelola pengelola_b; 403 *", N, siap=nilai(S.DRAF)),
    Baris("petruk.form", "GET", "401 anonim; 200 pengelola; 404 pengelola_b; 403 *", N, siap=nilai(S.DRAF, "pegawai"), nama="asing"),
    Baris("petruk.form", "GET", "401 anonim; 302 pengelola pengelola_b; 403 *", N, siap=nilai(S.TERKUNCI), nama="terkunci"),
    Baris("petruk.simpan", "POST", UNIT_B, N, _isian, siap=nilai(S.DRAF)),
    Baris("petruk.simpan", "POST", UNIT_A, N, _isian, siap=nilai(S.DRAF, "pegawai"), nama="asing"),
    Baris("petruk.simpan", "POST", UNIT_B_422, N, _isian, siap=nilai(S.TERKUNCI), nama="terkunci"),
    Baris("petruk.simpan_isian", "POST", UNIT_B, N, {"inovasi_uraian": "Papan"}, siap=nilai(S.DRAF)),
    Baris("petruk.hasil", "GET", "401 anonim; 200 pengelola pengelola_b kepala admin pembaca; 404 *", N, siap=nilai(S.TERSIMPAN)),
    Baris(
        "petruk.hasil", "GET", "401 anonim; 200 pengelola pengelola_b kepala admin pembaca pegawai_lain; 404 *", N,
        siap=nilai(S.TERKUNCI), nama="terkunci",
    ),
    Baris("petruk.kunci", "POST", UNIT_B, N, siap=nilai(S.LENGKAP)),
    Baris("petruk.kunci", "POST", UNIT_B_422, N, siap=nilai(S.TERSIMPAN), nama="tersimpan"),
    Baris("petruk.gugurkan", "POST", UNIT_B, N, {"gugur-alasan": "Mengundurkan diri"}, siap=nilai(S.TERKUNCI)),
    Baris("petruk.buka_kembali", "POST", UNIT_B, N, ALASAN, siap=nilai(S.TERKUNCI)),
    Baris("petruk.buka_kembali", "POST", UNIT_B_422, N, ALASAN, siap=nilai(S.LENGKAP), nama="lengkap"),
    Baris("petruk.unggah_scan", "POST", UNIT_B, N, _berkas(), siap=nilai(S.TERKUNCI)),
    Baris("petruk.unggah_scan", "POST", UNIT_B_422, N, _berkas(), siap=nilai(S.LENGKAP), nama="lengkap"),
    Baris(
        "petruk.buka_dukung", "GET", "401 anonim; 200 pengelola pengelola_b kepala admin pembaca; 404 *",
        {**N, "dukung_id": "dukung"}, siap=nilai(S.TERSIMPAN),
    ),
    Baris(
        "petruk.buka_scan", "GET", "401 anonim; 200 pengelola pengelola_b kepala admin pembaca pegawai_lain; 404 *", N,
        siap=nilai(S.BERTANDA_TANGAN),
    ),
    Baris("petruk.buka_scan", "GET", "401 anonim; 404 *", N, siap=nilai(S.LENGKAP), nama="belum"),
    Baris("petruk.team_work", "GET", SELURUH, P, siap=nilai(S.TERSIMPAN)),
    Baris("petruk.nilai_team_work", "POST", KEPALA, P, _team_work, siap=nilai(S.TERSIMPAN)),
    Baris("petruk.nilai_team_work", "POST", "401 anonim; 422 kepala; 403 *", P, _team_work, siap=nilai(S.DRAF), nama="draf"),
    Baris("petruk.catat_team_work", "POST", OPD, P, _team_work_kertas, siap=nilai(S.TERSIMPAN)),
    Baris("petruk.buka_kertas", "GET", SELURUH, {**P, "kertas_id": "kertas"}, siap=_kertas),
    Baris("petruk.peringkat", "GET", SELURUH, P, siap=tahap("diperingkat")),
    Baris("petruk.tetapkan", "POST", KEPALA, P, {"nomor": "1/BA", "tanggal": "20-11-2026"}, siap=tahap("diperingkat")),
    Baris(
        "petruk.tetapkan", "POST", "401 anonim; 422 kepala; 403 *", P, {"nomor": "1/BA", "tanggal": "20-11-2026"},
        siap=tahap("ditutup"), nama="ditutup",
    ),
    Baris(
        "petruk.catat_penetapan", "POST", OPD, P, _berkas(**{"kertas-nomor": "1/BA", "kertas-tanggal": "20-11-2026"}),
        siap=tahap("diperingkat"),
    ),
    Baris("petruk.instrumen", "GET", LIHAT),
    Baris("petruk.buat_instrumen", "POST", "401 anonim; 303 admin; 403 *", data=_instrumen()),
    Baris("petruk.pemenang", "GET", LIHAT, siap=tahap("ditetapkan")),
    Baris("petruk.nilai", "GET", LIHAT),
    Baris("petruk.isi_nilai", "GET", "401 anonim; 200 pengelola pengelola_b; 403 *", NB),
    Baris("petruk.isi_nilai", "GET", "401 anonim; 200 pengelola; 404 pengelola_b; 403 *", NA, nama="asing"),
    Baris("petruk.simpan_nilai_luar", "POST", UNIT_B, NB, ISI_NILAI),
    Baris("petruk.simpan_nilai_luar", "POST", UNIT_A, NA, ISI_NILAI, nama="asing"),
]  # fmt: skip
