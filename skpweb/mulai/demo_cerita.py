"""The people of the demo office enter its data: units, posts, placements, status, contracts, accounts."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from peewee import fn

from skpweb.akun.models import Akun
from skpweb.akun.queries import susun_pelaku
from skpweb.akun.rules import Peran
from skpweb.akun.services import atur_peran, buat_akun, terbitkan_kode
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.mulai.demo_kantor import JABATAN, KANTOR, STAF, UNIT
from skpweb.mulai.demo_lambang import lambang
from skpweb.mulai.demo_orang import Orang, awal_bulan, hari_dibuka
from skpweb.organisasi.services import tambah_jabatan, tambah_unit
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status
from skpweb.pegawai.services import catat_riwayat_luar, tambah_kontrak, tambah_pegawai, tempatkan, tetapkan_status
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.pemberitahuan.services import tandai_dibaca
from skpweb.pengaturan.services import gambar_logo, simpan_kantor

PERAN: dict[str, tuple[Peran, str | None]] = {  # an office always has an admin, so he comes first
    "admin": (Peran.ADMIN, None), "pengelola": (Peran.PENGELOLA, None), "pengelola_unit": (Peran.PENGELOLA, "pasar"),
    "perencana": (Peran.PERENCANA, None), "pembaca": (Peran.PEMBACA, None),
}  # fmt: skip
BERKODE = ("baru", "pasar_tu.1.1")  # have a one-time code and no password yet
PENSIUN = "kasub_keuangan"


@dataclass
class Cerita:
    """What has come to be so far: ids by the keys of demo_kantor and demo_orang. `pada`: the present moment."""

    pada: datetime
    rng: Random
    orang: dict[str, Orang]
    unit: dict[str, int] = field(default_factory=dict)
    jabatan: dict[str, int] = field(default_factory=dict)
    id: dict[str, int] = field(default_factory=dict)
    akun: dict[str, Akun] = field(default_factory=dict)
    kode: dict[str, str] = field(default_factory=dict)

    @property
    def hari(self) -> date:
        return clock.hari(self.pada)

    def bulan(self, mundur: int) -> date:
        return awal_bulan(self.hari, mundur)

    def saat(self, day: date, hour: int = 8, minute: int = 0) -> datetime:
        """That moment, but never later than now."""
        return min(clock.saat(day, hour, minute), self.pada)

    def pelaku(self, kunci: str) -> Pelaku:
        """The person with all rights of today."""
        return susun_pelaku(self.akun[kunci], self.hari) or SISTEM


def isi_kantor(c: Cerita) -> None:
    """The office, its units and posts."""
    start, now = hari_dibuka(c.hari), c.saat(c.bulan(4))
    simpan_kantor(SISTEM, replace(KANTOR, logo=gambar_logo(lambang())), mulai=start, pada=now)
    for key, (nama, parent, alone) in UNIT.items():
        induk = c.unit[parent] if parent else None
        c.unit[key] = tambah_unit(SISTEM, nama=nama, induk_id=induk, mandiri=alone, dibuka=start, pada=now).id
    posts = [(key, *post[:4]) for key, post in JABATAN.items()]
    for unit, (above, staff) in STAF.items():
        posts += [(f"{unit}.{n}", nama, unit, above, jenis) for n, (nama, jenis, _) in enumerate(staff)]
    for key, nama, unit, superior, jenis in posts:
        c.jabatan[key] = tambah_jabatan(
            SISTEM, unit_id=c.unit[unit], nama=nama, jenis=jenis, atasan_id=c.jabatan[superior] if superior else None,
            pimpinan_unit=UNIT[unit][2] and "Kepala UPTD" in nama, dibuka=start, pada=now,
        ).id  # fmt: skip


def isi_orang(c: Cerita) -> None:
    """Everybody in his post, with contract where he has one."""
    for o in c.orang.values():
        entered = c.saat(o.mulai if o.kunci == "baru" else c.bulan(4))
        first = "ukm.3" if o.kunci == "pindahan" else o.jabatan
        c.id[o.kunci] = tambah_pegawai(
            SISTEM, nama=o.nama, nip=o.nip, kepegawaian=o.kepegawaian, mulai=o.mulai, kelamin=o.kelamin,
            hp=f"08{c.rng.randint(10**8, 10**9 - 1)}", email=o.email, golongan=o.golongan or None,
            jabatan_id=c.jabatan[first], sk_nomor=_sk(c, o.mulai), pada=entered,
        ).id  # fmt: skip
        if o.kepegawaian is not Kepegawaian.PNS:
            _kontrak(c, o, entered)


def _sk(c: Cerita, day: date) -> str:
    return f"800.1.3/{c.rng.randint(11, 899)}/BKPSDM/{day.year}"


def _kontrak(c: Cerita, o: Orang, entered: datetime) -> None:
    """PPPK five years from the appointment; paruh waktu the year that runs, one of them ending in a month."""
    if o.kepegawaian is Kepegawaian.PPPK:
        span, hours = (o.mulai, date(o.mulai.year + 5, o.mulai.month, o.mulai.day) - timedelta(days=1)), None
    elif o.kunci == "paruh_waktu":
        span, hours = (c.bulan(11), c.hari + timedelta(days=30)), 24
    else:
        span, hours = (date(c.hari.year, 1, 1), date(c.hari.year, 12, 31)), 24
    number = f"800.1.2/{c.rng.randint(11, 899)}/PK/{span[0].year}"
    tambah_kontrak(SISTEM, c.id[o.kunci], nomor=number, mulai=span[0], sampai=span[1], jam=hours, pada=entered)


def isi_peristiwa(c: Cerita) -> None:
    """What happened to some: a transfer, a Plt., a retirement that left a post vacant, leave, study, an earlier post."""
    begin = c.saat(c.bulan(4), 9)
    moved = max(c.bulan(14), c.orang["pindahan"].mulai + timedelta(days=31))
    for key, post, kedudukan, start, sk in (
        ("pindahan", "koperasi.3", Kedudukan.DEFINITIF, moved, c.bulan(14)),
        ("kabid_perdagangan", "ka_pasar", Kedudukan.PLT, c.bulan(5), c.bulan(5)),
    ):
        tempatkan(
            SISTEM, c.id[key], jabatan_id=c.jabatan[post], kedudukan=kedudukan, mulai=start, sk_nomor=_sk(c, sk), pada=begin
        )  # fmt: skip
    catat_riwayat_luar(
        SISTEM, c.id["kepala"], jabatan="Camat Teladan Timur", instansi="Kecamatan Teladan Timur",
        mulai=date(c.hari.year - 9, 2, 1), sampai=c.orang["kepala"].mulai - timedelta(days=1), pada=begin,
    )  # fmt: skip
    for key, status, start, end in (
        (PENSIUN, Status.PENSIUN, c.bulan(2), None),
        ("tugas_belajar", Status.TUGAS_BELAJAR, c.bulan(3), None),
        ("cuti", Status.CUTI_PANJANG, c.bulan(1), c.bulan(1) + timedelta(days=89)),
    ):
        tetapkan_status(
            SISTEM, c.id[key], status=status, mulai=start, sampai=end, sk_nomor=_sk(c, start), sk_tanggal=start,
            pada=c.saat(start, 9),
        )  # fmt: skip


def isi_akun(c: Cerita, hashes: dict[str, str]) -> None:
    """An account for everybody, him too who is going to retire; roles for some, a one-time code for who has not begun."""
    now = c.saat(c.bulan(4), 10)
    for key in c.orang:
        if key in hashes:
            c.akun[key] = buat_akun(SISTEM, c.id[key], hashes[key], pada=now)
    for key, (peran, unit) in PERAN.items():
        atur_peran(SISTEM, c.akun[key], [(peran, c.unit[unit] if unit else None)], pada=now)
    codes = terbitkan_kode(c.pelaku("pengelola"), [c.id[key] for key in BERKODE], pada=c.pada)
    c.kode = {key: codes[c.id[key]] for key in BERKODE}


def isi_bacaan(c: Cerita) -> None:
    """Everybody has read what came before this month."""
    now = c.saat(c.bulan(0))
    rows = Pemberitahuan.select(Pemberitahuan.pegawai, fn.MAX(Pemberitahuan.id)).where(Pemberitahuan.pada < now)
    last = dict(rows.group_by(Pemberitahuan.pegawai).tuples())
    for o in (o for o in c.orang.values() if c.id[o.kunci] in last):
        tandai_dibaca(Pelaku(None, c.id[o.kunci], o.nama, frozenset({"pegawai"})), last[c.id[o.kunci]], pada=now)
