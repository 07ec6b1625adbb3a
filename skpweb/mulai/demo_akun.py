"""The log-ins of the demo office, as the console and `akun.csv` list them."""

from skpweb.mulai.demo_cerita import PENSIUN, Cerita
from skpweb.mulai.demo_kantor import JABATAN
from skpweb.mulai.rules import AkunContoh
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.rules import Kepegawaian

# key of the person: role, what is special; in the order of the console
UTAMA = {
    "pengelola": ("pengelola", "pengelola kepegawaian seluruh OPD"),
    "pengelola_unit": ("pengelola unit", "hanya UPTD Pasar Rakyat dan subbagiannya"),
    "perencana": ("perencana", "pengelola kinerja/perencanaan"),
    "admin": ("admin", "akun, peran, pengaturan, jejak audit"),
    "kepala": ("kepala", "kepala OPD; nilai Team Work dan putusan"),
    "sekretaris": ("atasan", "atasan juga bagi staf keuangan, karena Kepala Subbagian Keuangan kosong"),
    "kabid_perdagangan": ("atasan", "merangkap Plt. Kepala UPTD Pasar Rakyat"),
    "kasub_umum": ("atasan", "atasan pengelola dan admin"),
    "ketua_tim": ("ketua tim", "memimpin tim kerja lintas unit"),
    "pegawai": ("pegawai", "PNS, anggota tim kerja"),
    "calon_ukm": ("pegawai", "PNS, sedang dinominasikan pada SI-PETRUK"),
    "pasar.1.1": ("pegawai", "SKP masih konsep; di UPTD Pasar Rakyat jendela SKP dan kinerja harian selalu dibuka"),
    "pppk": ("PPPK", "kontrak lima tahun"),
    "paruh_waktu": ("paruh waktu", "kontraknya berakhir 30 hari lagi"),
    "baru": ("pegawai", "baru dua bulan di sini; masuk dengan kode sekali pakai, lalu memilih kata sandi"),
    "pembaca": ("pembaca", "membaca semua, mengubah tidak"),
}
LABEL = {Kepegawaian.PNS: "pegawai", Kepegawaian.PPPK: "PPPK", Kepegawaian.PARUH_WAKTU: "paruh waktu"}


def daftar(c: Cerita) -> list[AkunContoh]:
    """Those who matter first, then everybody else by unit, with post and unit as explanation."""
    who = identitas_banyak(c.id.values(), c.hari)
    rest = [key for key in c.orang if key not in UTAMA and key != PENSIUN]
    lines = []
    for key in (*UTAMA, *rest):
        o = c.orang[key]
        default = "atasan" if key in JABATAN else LABEL[o.kepegawaian]
        peran, note = UTAMA.get(key, (default, "masuk dengan kode sekali pakai" if key in c.kode else ""))
        about = who[c.id[key]]
        post = f"{about.jabatan}, {about.unit}" if key != "kepala" else about.jabatan
        lines.append(AkunContoh(peran, o.nip, o.nama, c.kode.get(key, o.sandi), note, post, key in UTAMA))
    return lines
