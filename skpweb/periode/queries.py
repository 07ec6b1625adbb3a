# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from peewee import fn

from skpweb.akun.models import Akun, AkunPeran
from skpweb.akun.rules import LABEL_PERAN, Peran
from skpweb.audit.queries import SUMBER, bernama
from skpweb.core import clock, formats
from skpweb.core.access import Pelaku
from skpweb.core.db import db, kolom, susun
from skpweb.core.errors import Locked
from skpweb.organisasi.models import Unit
from skpweb.organisasi.queries import satu, unit_turunan
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import RIWAYAT_UTAMA, Identitas, identitas_banyak, kepala
from skpweb.pegawai.queries_pohon import baca
from skpweb.pegawai.rules import Status
from skpweb.pengaturan.queries import aturan
from skpweb.periode.models import Jendela, Pengecualian
from skpweb.periode.queries_kalender import kalender as kalender
from skpweb.periode.rules import (
    TANDA,
    Jalan,
    Keadaan,
    KeadaanJendela,
    Rentang,
    StatusJendela,
    Tahap,
    akhir_menit,
    punya_jendela_pribadi,
    saran_hari,
    tentukan_keadaan,
)  # fmt: skip

SUMBER["jendela"] = bernama(Jendela, Jendela.nama)
PEMBUKA_TERBANYAK = 3
BERTUGAS = (Status.AKTIF, Status.TUGAS_BELAJAR)


def keadaan(
    tahap: Tahap, tahun: int, *, kode: str = "", unit_id: int | None = None, pegawai_id: int | None = None,
    tmt: date | None = None, pada: datetime,
) -> KeadaanJendela:  # fmt: skip
    """Whether the stage is open at `pada` for this unit or person, with the words that explain it.

    `tmt`: day since when he is in the post; of those who came after 1 January the own window counts (rules §2).
    """
    bagi = jendela_bagi(tahap, tahun, kode, unit_id=unit_id, pegawai_id=pegawai_id, pada=pada)
    return keadaan_dari(bagi, tmt=tmt, pada=pada)


@dataclass(frozen=True)
class JendelaBagi:
    """The window of a stage as it concerns a unit or a person; `pengecualian`: each with who gave it."""

    tahap: Tahap
    tahun: int
    unit_id: int | None
    pegawai_id: int | None
    jendela: Jendela | None
    pengecualian: tuple[tuple[Rentang, int | None], ...]

    def pengecualian_sampai(self, pada: datetime) -> datetime | None:
        """Until when an exception that somebody else gave holds at `pada`, if one does."""
        berlaku = [r.tutup_pada for r, oleh in self.pengecualian if oleh != self.pegawai_id and r.memuat(pada)]
        return max(berlaku, default=None)


# exceptions are for the person, for the unit (without one: that of the person's post) and for those above it
_JENDELA = f"""WITH RECURSIVE naik(id) AS (
    SELECT COALESCE(:unit, (SELECT j.unit_id FROM pegawai p JOIN riwayat_jabatan r ON r.id = {RIWAYAT_UTAMA}
        JOIN jabatan j ON j.id = r.jabatan_id WHERE p.id = :orang))
    UNION SELECT u.induk_id FROM naik JOIN unit u ON u.id = naik.id)
SELECT x.mulai_pada, x.sampai_pada, x.oleh_id, {kolom(Jendela, "j")}
FROM jendela j LEFT JOIN pengecualian x ON x.jendela_id = j.id AND x.dicabut_pada IS NULL
    AND (x.pegawai_id = :orang OR x.unit_id IN (SELECT id FROM naik))
WHERE j.tahun = :tahun AND j.tahap = :tahap AND j.kode = :kode"""


def jendela_bagi(
    tahap: Tahap,
    tahun: int,
    kode: str = "",
    *,
    unit_id: int | None = None,
    pegawai_id: int | None = None,
    pada: datetime,
) -> JendelaBagi:
    """One query."""
    rows = baca(_JENDELA, clock.hari(pada), tahun=tahun, tahap=tahap, kode=kode, unit=unit_id, orang=pegawai_id)
    jendela = susun(rows[0][3:], Jendela)[0] if rows else None
    izin = tuple((Rentang(clock.dari(mulai), clock.dari(sampai)), oleh) for mulai, sampai, oleh, *_ in rows if mulai)
    return JendelaBagi(tahap, tahun, unit_id, pegawai_id, jendela, izin)


def keadaan_dari(bagi: JendelaBagi, *, tmt: date | None = None, pada: datetime) -> KeadaanJendela:
    """`keadaan` of a window that was read; who can open is read where it is closed."""
    umum = Rentang(bagi.jendela.buka_pada, bagi.jendela.tutup_pada) if bagi.jendela else None
    pribadi = _jendela_pribadi(bagi.tahun, tmt, bagi.unit_id) if tmt else None
    hasil = tentukan_keadaan(umum, bagi.pengecualian, pada=pada, pribadi=pribadi, pegawai_id=bagi.pegawai_id)
    nama = nama_jendela(bagi.tahap, bagi.tahun, bagi.jendela)
    cerita = _ceritakan(nama, hasil, pada, "" if hasil.terbuka else daftar_pembuka())
    sendiri = pribadi or umum
    return replace(cerita, batas_pada=sendiri.tutup_pada if sendiri else None)


def nama_jendela(tahap: Tahap, tahun: int, jendela: Jendela | None) -> str:
    """As it is called everywhere, set up or not."""
    return jendela.nama if jendela else f"{tahap.label} tahun {tahun}"


def pastikan_terbuka(tahap: Tahap, tahun: int, **siapa: object) -> KeadaanJendela:
    """The state of an open window; takes what `keadaan` takes. Raises Locked, told in words, when it is not open."""
    hasil = keadaan(tahap, tahun, **siapa)  # type: ignore[arg-type]
    if not hasil.terbuka:
        raise Locked(hasil.judul + ".", rule=hasil.dasar, until=hasil.sejak, who=hasil.pembuka)
    return hasil


def _jendela_pribadi(tahun: int, tmt: date, unit_id: int | None) -> Rentang | None:
    if not punya_jendela_pribadi(tahun, tmt):
        return None
    sampai = kalender(unit_id).tenggat(tmt, aturan("periode.hari_jendela_pribadi"))
    return Rentang(clock.saat(tmt), akhir_menit(clock.saat(sampai, 23, 59)))


def _ceritakan(nama: str, hasil: Keadaan, pada: datetime, pembuka: str) -> KeadaanJendela:
    """A state in words."""
    rentang = hasil.rentang
    buka, tutup = (waktu_lengkap(x, pada) for x in (rentang.buka_pada, rentang.tutup_pada)) if rentang else ("", "")
    judul, sejak = {
        StatusJendela.BELUM_DIATUR: (f"{nama} belum dibuka", ""),
        StatusJendela.BELUM_DIBUKA: (f"{nama} belum dibuka; dibuka {buka}", ""),
        StatusJendela.TERBUKA: (f"{nama} dibuka sampai {tutup}", buka),
        StatusJendela.DITUTUP: (f"{nama} sudah ditutup", tutup),
    }[hasil.status]
    dasar = {
        Jalan.UMUM: f"Jendela {nama}, diatur kantor",
        Jalan.PRIBADI: f"Jendela sendiri: TMT ditambah {aturan('periode.hari_jendela_pribadi')} hari kerja",
        Jalan.PENGECUALIAN: f"Pengecualian dari jendela {nama}",
    }[hasil.jalan]
    tutup_pada = rentang.tutup_pada if rentang else None
    return KeadaanJendela(hasil.terbuka, TANDA[hasil.status], judul, tutup_pada, sejak, dasar, pembuka)


def waktu_lengkap(saat: datetime, pada: datetime) -> str:
    """ "Minggu, 31 Januari 2027, 23.59 WIB (2 hari lalu)"."""
    hari = clock.hari(saat)
    jarak = formats.selisih_hari(hari, clock.hari(pada))
    return f"{formats.tanggal_hari(hari)}, {clock.setempat(saat):%H.%M} {clock.zone_name()} ({jarak})"


_PEMBUKA = f"""SELECT p.nama, r.peran FROM akun_peran r JOIN akun a ON a.id = r.akun_id JOIN pegawai p ON p.id = a.pegawai_id
WHERE a.aktif AND r.unit_id IS NULL AND r.peran IN ('{Peran.PENGELOLA}', '{Peran.ADMIN}') ORDER BY r.peran DESC, p.nama"""


def daftar_pembuka() -> str:
    """Who can open windows, by name: pengelola of the whole OPD, then admins."""
    per_orang: dict[str, str] = {}
    for nama, peran in db.execute_sql(_PEMBUKA).fetchall():
        per_orang.setdefault(nama, LABEL_PERAN[Peran(peran)].lower())
    return ", ".join(f"{n} ({p})" for n, p in list(per_orang.items())[:PEMBUKA_TERBANYAK]) or "admin"


@dataclass(frozen=True)
class BarisJendela:
    """A stage of the year with its window, if it has one."""

    tahap: Tahap
    nama: str
    jendela: Jendela | None
    tanda: tuple[str, str, str]
    saran: tuple[date, date] | None
    pengecualian: int
    bentang: tuple[int, int] | None  # start and length on the drawn year, in thousandths


def daftar_jendela(tahun: int, pada: datetime) -> list[BarisJendela]:
    """Every stage of the year in order, stages with several windows several times. Two queries."""
    rows = list(Jendela.select().where(Jendela.tahun == tahun).order_by(Jendela.buka_pada))
    berlaku = (Pengecualian.sampai_pada >= pada) & Pengecualian.dicabut_pada.is_null()
    jumlah = Counter(p.jendela_id for p in Pengecualian.select(Pengecualian.jendela).where(berlaku))
    hasil = []
    for tahap in Tahap:
        for j in [r for r in rows if r.tahap == tahap] or [None]:
            rentang = Rentang(j.buka_pada, j.tutup_pada) if j else None
            hasil.append(BarisJendela(
                tahap, j.nama if j else tahap.label, j,
                TANDA[tentukan_keadaan(rentang, (), pada=pada).status], saran_hari(tahap, tahun),
                jumlah[j.id] if j else 0, _bentang(rentang, tahun),
            ))  # fmt: skip
    return hasil


def letak(hari: date, tahun: int) -> int:
    """Where a day stands on the drawn year (1 December before to 31 January after), in thousandths, within it."""
    awal, akhir = date(tahun - 1, 12, 1), date(tahun + 1, 1, 31)
    return max(0, min(1000, 1000 * (hari - awal).days // (akhir - awal).days))


def _bentang(rentang: Rentang | None, tahun: int) -> tuple[int, int] | None:
    if rentang is None:
        return None
    dari, sampai = (letak(clock.hari(x), tahun) for x in (rentang.buka_pada, rentang.tutup_pada))
    return dari, max(6, sampai - dari)


def cari_jendela(tahun: int, tahap: Tahap, kode: str = "") -> Jendela | None:
    """The window of a stage, if it was ever set up."""
    return Jendela.get_or_none(Jendela.tahun == tahun, Jendela.tahap == tahap, Jendela.kode == kode)


def ambil_jendela(jendela_id: int) -> Jendela:
    """Raises NotFound."""
    return satu(Jendela, Jendela.id == jendela_id)


def ambil_pengecualian(pengecualian_id: int) -> Pengecualian:
    """One not taken back; raises NotFound."""
    return satu(Pengecualian, Pengecualian.id == pengecualian_id, Pengecualian.dicabut_pada.is_null())


@dataclass(frozen=True)
class BarisPengecualian:
    """An exception as it is listed; `berlaku`: not yet over at the moment asked for."""

    id: int
    untuk: str
    alasan: str
    sampai_pada: datetime
    oleh: str
    berlaku: bool
    unit_id: int | None


def daftar_pengecualian(jendela_id: int, pada: datetime) -> list[BarisPengecualian]:
    """Those not taken back, the longest first; `unit_id` is the unit whose pengelola may take it back. Two queries."""
    pemberi = Pegawai.alias()
    untuk = fn.COALESCE(Unit.nama, Pegawai.nama).alias("untuk")
    rows = (
        Pengecualian.select(Pengecualian, untuk, pemberi.nama.alias("dari"))
        .left_outer_join(Unit)
        .left_outer_join(Pegawai, on=(Pengecualian.pegawai == Pegawai.id), src=Pengecualian)
        .left_outer_join(pemberi, on=(Pengecualian.oleh == pemberi.id), src=Pengecualian)
        .where(Pengecualian.jendela == jendela_id, Pengecualian.dicabut_pada.is_null())
        .order_by(Pengecualian.sampai_pada.desc(), Pengecualian.id)
    )
    hasil = list(rows.namedtuples())
    siapa = identitas_banyak([r.pegawai for r in hasil if r.pegawai], clock.hari(pada))
    return [
        BarisPengecualian(
            r.id, r.untuk, r.alasan, r.sampai_pada, r.dari or "Sistem", r.sampai_pada >= pada,
            r.unit or (siapa[r.pegawai].unit_id if r.pegawai in siapa else None),
        )
        for r in hasil
    ]  # fmt: skip


def cari_orang(pelaku: Pelaku, teks: str, hari: date) -> list[Identitas]:
    """Up to 20 people by name or number to whom the actor may give an exception: never himself."""
    if not (teks := teks.strip()):
        return []
    cocok = Pegawai.nama.contains(teks) | Pegawai.nip.contains(teks.replace(" ", ""))
    ids = Pegawai.select(Pegawai.id).where(cocok, Pegawai.luar == False, Pegawai.id != pelaku.pegawai_id)  # noqa: E712
    found = identitas_banyak([p.id for p in ids.order_by(Pegawai.nama).limit(200)], hari).values()
    return [i for i in found if boleh_mengecualikan(pelaku, i.unit_id)][:20]


def bertugas(hari: date, unit_id: int | None = None) -> list[Identitas]:
    """Everybody on duty in a unit, or in the unit and below it."""
    unit = unit_turunan([unit_id]) if unit_id else None
    semua = identitas_banyak(None, hari).values()
    return [i for i in semua if i.status in BERTUGAS and (i.unit_id in unit if unit else i.unit_id)]


def terkait(tahap: Tahap, hari: date) -> list[Identitas]:
    """Whom a change of the stage's window concerns: of SI-PETRUK pengelola, admins and head; else all on duty."""
    if tahap is not Tahap.PETRUK:
        return bertugas(hari)
    peran = AkunPeran.peran.in_([Peran.PENGELOLA, Peran.ADMIN])
    ids = {p for (p,) in AkunPeran.select(Akun.pegawai).join(Akun).where(Akun.aktif == True, peran).tuples()}  # noqa: E712
    pimpinan = kepala(hari)
    return list(identitas_banyak(ids | ({pimpinan.pegawai_id} if pimpinan else set()), hari).values())


def per_unit(orang: Iterable[Identitas]) -> list[tuple[str, int]]:
    """People counted by unit, for the preview of who is told."""
    return sorted(Counter(i.unit or "Tanpa unit" for i in orang).items())


def boleh_mengecualikan(pelaku: Pelaku, unit_id: int | None) -> bool:
    """Admins and pengelola of the whole OPD everywhere, a pengelola of units within them."""
    return pelaku.unit_ids is None or "admin" in pelaku.peran or unit_id in pelaku.unit_ids
