"""What must be known before an office can begin. Faults are named by the fields of the set-up form."""

from collections.abc import Callable
from dataclasses import dataclass

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


def periksa_penyiapan(kantor: Kantor, kepala: KepalaBaru, admin: AdminBaru) -> None:
    """Raises RuleViolation(s), each naming its field of the form: kepala_…, admin_…, sandi."""
    checks = [
        _coba("kepala_nip", lambda: baca_nip(kepala.nip, Kepegawaian.PNS)) if kepala.nip or not kepala.luar else None,
        _coba("admin_nip", lambda: baca_nip(admin.nip, admin.kepegawaian)),
        _coba(
            "sandi",
            lambda: periksa_sandi(admin.sandi, PANJANG_SANDI, (admin.nama, admin.nip, kantor.nama, kantor.singkatan)),
        ),
    ]
    if kepala.luar and kepala.kedudukan is Kedudukan.DEFINITIF:
        checks.append(
            RuleViolation("Pejabat luar memimpin sebagai Plt., Plh., atau Pj. Pilih salah satu.", "kepala_kedudukan")
        )
    if kepala.luar:
        for field, value, what in (
            ("kepala_jabatan_asal", kepala.jabatan_asal, "jabatan"),
            ("kepala_instansi", kepala.instansi, "instansi"),
        ):
            if not value:
                checks.append(RuleViolation(f"Isi {what} asal pejabat luar ini.", field))
    collect([fault for fault in checks if fault])


def _coba(field: str, check: Callable[[], object]) -> RuleViolation | None:
    """The fault of a check under the name of the form's field."""
    try:
        check()
    except RuleViolation as fault:
        return RuleViolation(" ".join(f.message for f in fault.faults), field)
    return None
