"""What must be known before an office can begin. Faults are named by the fields of the set-up form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from skpweb.akun.rules import periksa_sandi
from skpweb.core.errors import RuleViolation, collect
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, baca_nip
from skpweb.pengaturan.rules import Kantor

AKUN_CSV = "akun.csv"
PANJANG_SANDI = 12


@dataclass(frozen=True)
class KepalaBaru:
    """Who heads the office: an employee, or a pejabat luar (`luar`) with his own post and instansi elsewhere."""

    nama: str
    nip: str
    jabatan: str  # the post in this office: "Kepala Dinas …"
    mulai: date
    jenis: JenisJabatan = JenisJabatan.JPT_PRATAMA
    kedudukan: Kedudukan = Kedudukan.DEFINITIF
    luar: bool = False
    jabatan_asal: str = ""
    instansi: str = ""


@dataclass(frozen=True)
class AdminBaru:
    """The first account; `pengelola`: also works with the data of people."""

    nama: str
    nip: str
    kepegawaian: Kepegawaian
    sandi: str
    pengelola: bool = True


@dataclass(frozen=True)
class AkunContoh:
    """A line of `akun.csv`. `utama`: one of the few that are shown on the console."""

    peran: str
    nip: str
    nama: str
    sandi: str
    catatan: str
    jabatan: str
    utama: bool = False

    @property
    def keterangan(self) -> str:
        return "; ".join(part for part in (self.catatan, self.jabatan) if part)


def periksa_penyiapan(kantor: Kantor, kepala: KepalaBaru, admin: AdminBaru, hari: date) -> None:
    """Raises RuleViolation(s), each naming its field of the form: kepala_…, admin_…."""
    own = (admin.nama, admin.nip, kantor.nama, kantor.singkatan)
    checks = [
        None if kepala.luar and not kepala.nip else _coba("kepala_nip", baca_nip, kepala.nip, Kepegawaian.PNS),
        _coba("admin_nip", baca_nip, admin.nip, admin.kepegawaian),
        _coba("admin_sandi", periksa_sandi, admin.sandi, PANJANG_SANDI, own),
    ]
    definitif = kepala.kedudukan is Kedudukan.DEFINITIF
    for field, wrong, message in (
        ("kepala_mulai", kepala.mulai > hari, "Tanggal ini masih akan datang. Isi tanggal mulai memimpin."),
        ("kepala_kedudukan", kepala.luar and definitif, "Pejabat luar memimpin sebagai Plt., Plh., atau Pj."),
        ("kepala_jabatan_asal", kepala.luar and not kepala.jabatan_asal, "Isi jabatan asal pejabat luar ini."),
        ("kepala_instansi", kepala.luar and not kepala.instansi, "Isi instansi asal pejabat luar ini."),
    ):
        checks.append(RuleViolation(message, field) if wrong else None)
    collect([fault for fault in checks if fault])


def _coba(field: str, check: Callable[..., object], *args: object) -> RuleViolation | None:
    """The fault of a check under the name of the form's field."""
    try:
        check(*args)
    except RuleViolation as fault:
        return RuleViolation(" ".join(f.message for f in fault.faults), field)
    return None
