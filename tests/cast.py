"""The small office in which the tests play: two bidang, a secretariat, everybody of spec/product.md."""

from dataclasses import dataclass, field
from datetime import date, datetime

from skpweb.akun.models import Akun
from skpweb.akun.rules import Peran
from skpweb.akun.services import atur_peran, buat_akun
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.organisasi.models import TimKerja
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan, tambah_unit
from skpweb.pegawai.models import AnggotaTim
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pegawai.services import tambah_pegawai
from skpweb.pengaturan.rules import Kantor
from skpweb.pengaturan.services import simpan_kantor

DIBUKA = date(2020, 1, 1)
SANDI = "empat kuda makan siang"
ORANG = (
    "pegawai", "atasan", "ketua_tim", "pegawai_lain", "atasan_lain", "sekretaris", "kepala",
    "pengelola", "pengelola_b", "perencana", "pembaca", "admin",
)  # fmt: skip
UNIT = {
    "dinas": ("Dinas Uji Coba", None),
    "sekretariat": ("Sekretariat", "dinas"),
    "bidang_a": ("Bidang Perintis", "dinas"),
    "bidang_b": ("Bidang Pembanding", "dinas"),
}
S, F, P = JenisJabatan.ADMINISTRATOR, JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA
# post: name, unit, superior post, kind, leads its unit
JABATAN = {
    "kadis": ("Kepala Dinas Uji Coba", "dinas", None, JenisJabatan.JPT_PRATAMA, True),
    "sekdis": ("Sekretaris", "sekretariat", "kadis", S, True),
    "kabid_a": ("Kepala Bidang Perintis", "bidang_a", "kadis", S, True),
    "kabid_b": ("Kepala Bidang Pembanding", "bidang_b", "kadis", S, True),
    "analis_a": ("Analis Kebijakan Ahli Pertama", "bidang_a", "kabid_a", F, False),
    "pengolah_a": ("Pengolah Data dan Informasi", "bidang_a", "kabid_a", P, False),
    "pengolah_b": ("Pengolah Data dan Informasi", "bidang_b", "kabid_b", P, False),
    "penata": ("Penata Layanan Operasional", "sekretariat", "sekdis", P, False),
}
# person: name, post, golongan
PEGAWAI = {
    "kepala": ("Dr. Wirya Adinata, M.Si.", "kadis", "IV/c"),
    "sekretaris": ("Rukmini Sasmita, S.H., M.M.", "sekdis", "IV/b"),
    "atasan": ("Bagja Permana, S.T.", "kabid_a", "IV/a"),
    "atasan_lain": ("Cempaka Wulandari, S.E.", "kabid_b", "IV/a"),
    "ketua_tim": ("Danang Saputra, S.IP.", "analis_a", "III/b"),
    "pegawai": ("Endah Lestari", "pengolah_a", "II/c"),
    "pegawai_lain": ("Fajar Nugraha", "pengolah_b", "II/c"),
    "pengelola": ("Gita Savitri, S.Sos.", "penata", "III/a"),
    "pengelola_b": ("Hendra O'Brien Kusuma", "pengolah_b", "III/a"),
    "perencana": ("Intan Maharani, S.E.", "penata", "III/b"),
    "pembaca": ("Joko Susilo", "penata", "III/a"),
    "admin": ("Kartika Dewi, S.Kom.", "penata", "III/a"),
}


@dataclass
class Cast:
    """Ids by name: `orang` are pegawai ids, `unit` and `jabatan` theirs, `benda` everything for addresses."""

    orang: dict[str, int] = field(default_factory=dict)
    unit: dict[str, int] = field(default_factory=dict)
    jabatan: dict[str, int] = field(default_factory=dict)

    @property
    def benda(self) -> dict[str, int]:
        return {
            **{f"unit_{k}": v for k, v in self.unit.items()},
            **{f"jabatan_{k}": v for k, v in self.jabatan.items()},
        }


def nip_uji(n: int) -> str:
    """A valid number of an invented person."""
    return f"198{n % 10}0{1 + n % 9}15201{n % 10}03{1 + n % 2}{n + 1:03}"


def buat_cast(pada: datetime) -> Cast:
    cast = Cast()
    simpan_kantor(
        SISTEM,
        Kantor(
            "Dinas Uji Coba", "Disuji", "Pemerintah Kabupaten Teladan", "Jalan Melati Nomor 1", "(0511) 100", "Teladan"
        ),
        mulai=DIBUKA,
        pada=pada,
    )
    with tulis():
        for key, (nama, induk) in UNIT.items():
            cast.unit[key] = tambah_unit(
                SISTEM, nama=nama, induk_id=cast.unit[induk] if induk else None, dibuka=DIBUKA, pada=pada
            ).id
        for key, (nama, unit, atasan, jenis, pimpinan) in JABATAN.items():
            cast.jabatan[key] = tambah_jabatan(
                SISTEM, unit_id=cast.unit[unit], nama=nama, jenis=jenis, pimpinan_unit=pimpinan,
                atasan_id=cast.jabatan[atasan] if atasan else None, dibuka=DIBUKA, pada=pada,
            ).id  # fmt: skip
        for n, (key, (nama, post, golongan)) in enumerate(PEGAWAI.items()):
            cast.orang[key] = tambah_pegawai(
                SISTEM, nama=nama, nip=nip_uji(n), kepegawaian=Kepegawaian.PNS, mulai=DIBUKA, golongan=golongan,
                jabatan_id=cast.jabatan[post], pada=pada,
            ).id  # fmt: skip
        _akun(cast, pada)
        tim = TimKerja.create(nama="Tim Percepatan", dibentuk=DIBUKA)
        AnggotaTim.create(tim=tim, pegawai=cast.orang["ketua_tim"], ketua=True, mulai=DIBUKA)
        AnggotaTim.create(tim=tim, pegawai=cast.orang["pegawai"], mulai=DIBUKA)
    return cast


def _akun(cast: Cast, pada: datetime) -> None:
    akun: dict[str, Akun] = {
        key: buat_akun(SISTEM, pegawai_id, "bukan-hash", pada=pada) for key, pegawai_id in cast.orang.items()
    }
    atur_peran(SISTEM, akun["admin"], [(Peran.ADMIN, None)], pada=pada)
    atur_peran(SISTEM, akun["pengelola"], [(Peran.PENGELOLA, None)], pada=pada)
    atur_peran(SISTEM, akun["pengelola_b"], [(Peran.PENGELOLA, cast.unit["bidang_b"])], pada=pada)
    atur_peran(SISTEM, akun["perencana"], [(Peran.PERENCANA, None)], pada=pada)
    atur_peran(SISTEM, akun["pembaca"], [(Peran.PEMBACA, None)], pada=pada)
