from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from skpweb.akun.models import Akun, AkunPeran
from skpweb.akun.rules import LABEL_PERAN, Peran
from skpweb.core import clock, formats
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import Locked, NotFound
from skpweb.organisasi.queries import daftar_unit, unit_turunan
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import identitas, identitas_banyak, kepala
from skpweb.pegawai.rules import Status
from skpweb.pengaturan.queries import aturan
from skpweb.periode.models import HariLibur, Jendela, Pengecualian, PolaKerja
from skpweb.periode.rules import (
    LABEL_TAHAP,
    Jalan,
    KalenderKerja,
    Keadaan,
    KeadaanJendela,
    Libur,
    PengecualianBerlaku,
    Pola,
    PolaBerlaku,
    Rentang,
    StatusJendela,
    Tahap,
    akhir_menit,
    hari_pribadi,
    libur_tetap,
    punya_jendela_pribadi,
    saran_hari,
    tentukan_keadaan,
)

JARAK_KANTOR = 1000
PEMBUKA_TERBANYAK = 3


# ---- windows --------------------------------------------------------------------------------------
def keadaan(
    tahap: Tahap,
    tahun: int,
    *,
    kode: str = "",
    unit_id: int | None = None,
    pegawai_id: int | None = None,
    tmt: date | None = None,
    pada: datetime,
) -> KeadaanJendela:
    """Whether the stage is open at `pada` for this unit or person, with the words that explain it.

    `tmt`: day since when he is in the post; of those who came after 1 January the own window counts (rules §2).
    """
    jendela = Jendela.get_or_none(Jendela.tahun == tahun, Jendela.tahap == tahap, Jendela.kode == kode)
    pribadi = _jendela_pribadi(tahun, tmt, unit_id) if tmt else None
    hasil = tentukan_keadaan(
        Rentang(jendela.buka_pada, jendela.tutup_pada) if jendela else None,
        _pengecualian_bagi(jendela, unit_id, pegawai_id, pada) if jendela else (),
        pada=pada,
        pribadi=pribadi,
        pegawai_id=pegawai_id,
    )
    nama = jendela.nama if jendela else f"{LABEL_TAHAP[tahap]} tahun {tahun}"
    return ceritakan(nama, hasil, pada)


def pastikan_terbuka(tahap: Tahap, tahun: int, **siapa: object) -> KeadaanJendela:
    """The state of an open window; takes what `keadaan` takes. Raises Locked, told in words, when it is not open."""
    hasil = keadaan(tahap, tahun, **siapa)  # type: ignore[arg-type]
    if not hasil.terbuka:
        raise Locked(hasil.judul + ".", rule=hasil.dasar, until=hasil.sejak, who=hasil.pembuka)
    return hasil


def _jendela_pribadi(tahun: int, tmt: date, unit_id: int | None) -> Rentang | None:
    if not punya_jendela_pribadi(tahun, tmt):
        return None
    dari, sampai = hari_pribadi(tmt, kalender(unit_id), aturan("periode.hari_jendela_pribadi"))
    return Rentang(clock.saat(dari), akhir_menit(clock.saat(sampai, 23, 59)))


def _pengecualian_bagi(
    jendela: Jendela, unit_id: int | None, pegawai_id: int | None, pada: datetime
) -> list[PengecualianBerlaku]:
    rows = list(Pengecualian.select().where(Pengecualian.jendela == jendela.id, Pengecualian.dicabut_pada.is_null()))
    if pegawai_id is not None and unit_id is None and any(p.unit_id for p in rows):
        unit_id = identitas(pegawai_id, clock.hari(pada)).unit_id
    return [
        PengecualianBerlaku(Rentang(p.mulai_pada, p.sampai_pada), p.oleh_id, p.alasan)
        for p in rows
        if (p.pegawai_id is not None and p.pegawai_id == pegawai_id)
        or (p.unit_id is not None and unit_id in unit_turunan([p.unit_id]))
    ]


def ceritakan(nama: str, hasil: Keadaan, pada: datetime) -> KeadaanJendela:
    """A state in words. Who can open it is looked up only where it is shut."""
    rentang = hasil.rentang
    buka, tutup = (rentang.buka_pada, rentang.tutup_pada) if rentang else (None, None)
    judul, sejak = {
        StatusJendela.BELUM_DIATUR: (f"{nama} belum dibuka", ""),
        StatusJendela.BELUM_DIBUKA: (f"{nama} belum dibuka; dibuka {waktu_lengkap(buka, pada)}", ""),
        StatusJendela.TERBUKA: (f"{nama} dibuka sampai {waktu_lengkap(tutup, pada)}", waktu_lengkap(buka, pada)),
        StatusJendela.DITUTUP: (f"{nama} sudah ditutup", waktu_lengkap(tutup, pada)),
    }[hasil.status]
    dasar = {
        Jalan.UMUM: f"Jendela {nama}, diatur kantor",
        Jalan.PRIBADI: f"Jendela sendiri: TMT ditambah {aturan('periode.hari_jendela_pribadi')} hari kerja",
        Jalan.PENGECUALIAN: f"Pengecualian dari jendela {nama}",
    }[hasil.jalan]
    pembuka = "" if hasil.terbuka else daftar_pembuka()
    return KeadaanJendela(hasil.terbuka, hasil.status, nama, judul, buka, tutup, sejak, dasar, pembuka)


def waktu_lengkap(saat: datetime | None, pada: datetime) -> str:
    """ "Minggu, 31 Januari 2027, 23.59 WIB (2 hari lalu)"."""
    if saat is None:
        return ""
    hari, jam = clock.hari(saat), clock.setempat(saat)
    jarak = formats.selisih_hari(hari, clock.hari(pada))
    return f"{formats.tanggal_hari(hari)}, {jam:%H.%M} {clock.zone_name()} ({jarak})"


def daftar_pembuka() -> str:
    """Who can open windows, by name: pengelola of the whole OPD, then admins."""
    query = (
        AkunPeran.select(Pegawai.nama, AkunPeran.peran)
        .join(Akun)
        .join(Pegawai)
        .where(Akun.aktif == True, AkunPeran.unit.is_null())  # noqa: E712
        .where(AkunPeran.peran.in_([Peran.PENGELOLA, Peran.ADMIN]))
        .order_by(AkunPeran.peran.desc(), Pegawai.nama)
    )
    per_orang: dict[str, str] = {}
    for nama, peran in query.tuples():
        per_orang.setdefault(nama, LABEL_PERAN[peran].lower())
    nama = [f"{n} ({p})" for n, p in per_orang.items()][:PEMBUKA_TERBANYAK]
    return ", ".join(nama) or "admin"


@dataclass(frozen=True)
class BarisJendela:
    """A stage of the year with its window, if it has one."""

    tahap: Tahap
    label: str
    jendela: Jendela | None
    keadaan: KeadaanJendela
    saran: tuple[date, date] | None
    pengecualian: int = 0

    @property
    def sendiri(self) -> bool:
        """Set up in the room of the stage (SI-PETRUK's periods), moved here."""
        return self.saran is None


def daftar_jendela(tahun: int, pada: datetime) -> list[BarisJendela]:
    """Every stage of the year in order, stages with several windows several times. Constant number of queries."""
    rows = list(Jendela.select().where(Jendela.tahun == tahun).order_by(Jendela.buka_pada))
    jumlah: dict[int, int] = {}
    berlaku = (Pengecualian.sampai_pada >= pada) & Pengecualian.dicabut_pada.is_null()
    for p in Pengecualian.select(Pengecualian.jendela).where(berlaku):
        jumlah[p.jendela_id] = jumlah.get(p.jendela_id, 0) + 1
    hasil = []
    for tahap in Tahap:
        for j in [r for r in rows if r.tahap == tahap] or [None]:
            rentang = Rentang(j.buka_pada, j.tutup_pada) if j else None
            nama = j.nama if j else f"{LABEL_TAHAP[tahap]} tahun {tahun}"
            kini = ceritakan(nama, tentukan_keadaan(rentang, (), pada=pada), pada)
            baris = BarisJendela(
                tahap, LABEL_TAHAP[tahap], j, kini, saran_hari(tahap, tahun), jumlah.get(j.id, 0) if j else 0
            )
            hasil.append(baris)
    return hasil


def ambil_jendela(jendela_id: int) -> Jendela:
    """Raises NotFound."""
    row = Jendela.get_or_none(Jendela.id == jendela_id)
    if row is None:
        raise NotFound
    return row


def ambil_pengecualian(pengecualian_id: int) -> Pengecualian:
    """Raises NotFound."""
    row = Pengecualian.get_or_none(Pengecualian.id == pengecualian_id)
    if row is None:
        raise NotFound
    return row


def daftar_pengecualian(jendela_id: int) -> list[Pengecualian]:
    """Those not taken back, with unit and person, the longest first."""
    return list(
        Pengecualian.select()
        .where(Pengecualian.jendela == jendela_id, Pengecualian.dicabut_pada.is_null())
        .order_by(Pengecualian.sampai_pada.desc(), Pengecualian.id)
    )


BERTUGAS = (Status.AKTIF, Status.TUGAS_BELAJAR)


def penerima(tahap: Tahap, hari: date) -> list[int]:
    """Whom a change of the stage's window concerns: of SI-PETRUK pengelola, admins and head; else everybody on duty."""
    if tahap is Tahap.PETRUK:
        peran = [Peran.PENGELOLA, Peran.ADMIN]
        query = AkunPeran.select(Akun.pegawai).join(Akun).where(Akun.aktif == True, AkunPeran.peran.in_(peran))  # noqa: E712
        pimpinan = kepala(hari)
        return sorted({p for (p,) in query.tuples()} | ({pimpinan.pegawai_id} if pimpinan else set()))
    return [i.pegawai_id for i in identitas_banyak(None, hari).values() if i.unit_id and i.status in BERTUGAS]


def penerima_unit(unit_id: int, hari: date) -> list[int]:
    """Everybody on duty in the unit and below it."""
    unit = unit_turunan([unit_id])
    return [i.pegawai_id for i in identitas_banyak(None, hari).values() if i.unit_id in unit and i.status in BERTUGAS]


def penerima_per_unit(ids: Iterable[int], hari: date) -> list[tuple[str, int]]:
    """The people told, counted by unit, for the preview."""
    jumlah: dict[str, int] = {}
    for i in identitas_banyak(ids, hari).values():
        jumlah[i.unit or "Tanpa unit"] = jumlah.get(i.unit or "Tanpa unit", 0) + 1
    return sorted(jumlah.items())


def boleh_mengecualikan(pelaku: Pelaku, unit_id: int | None) -> bool:
    """Admins and pengelola of the whole OPD everywhere, a pengelola of units within them."""
    return "admin" in pelaku.peran or pelaku.mengelola(unit_id)


# ---- the work calendar ----------------------------------------------------------------------------
def kalender(unit_id: int | None) -> KalenderKerja:
    """The unit's calendar (None: the office's) with its history. Two queries, three with a unit."""
    jarak = _jarak_ke_atas(unit_id)
    pola = [p for p in PolaKerja.select().order_by(PolaKerja.id) if p.unit_id is None or p.unit_id in jarak]
    return KalenderKerja(tuple(_pola(p, jarak) for p in pola), _libur_semua())


def _pola(row: PolaKerja, jarak: dict[int, int]) -> PolaBerlaku:
    dekat = JARAK_KANTOR if row.unit_id is None else jarak[row.unit_id]
    return PolaBerlaku(row.pola, row.mulai, clock.hari(row.dibuat_pada), dekat)


def _libur_semua() -> tuple[Libur, ...]:
    return tuple(
        Libur(
            r.tanggal,
            r.nama,
            r.jenis,
            clock.hari(r.dibuat_pada),
            clock.hari(r.dicabut_pada) if r.dicabut_pada else None,
        )
        for r in HariLibur.select().order_by(HariLibur.tanggal, HariLibur.id)
    )


def _jarak_ke_atas(unit_id: int | None) -> dict[int, int]:
    """The unit and those above it, with their distance."""
    if unit_id is None:
        return {}
    rows = db.execute_sql(
        "WITH RECURSIVE naik(id, jarak) AS (SELECT ?, 0"
        " UNION ALL SELECT u.induk_id, naik.jarak + 1 FROM unit u JOIN naik ON u.id = naik.id"
        " WHERE u.induk_id IS NOT NULL) SELECT id, jarak FROM naik",
        (unit_id,),
    )
    return dict(rows.fetchall())


def daftar_libur(tahun: int) -> list[HariLibur]:
    """Days off of the year in force, by date."""
    dalam = (HariLibur.tanggal >= date(tahun, 1, 1)) & (HariLibur.tanggal <= date(tahun, 12, 31))
    return list(HariLibur.select().where(dalam, HariLibur.dicabut_pada.is_null()).order_by(HariLibur.tanggal))


def ambil_libur(libur_id: int) -> HariLibur:
    """A day off in force; raises NotFound."""
    row = HariLibur.get_or_none(HariLibur.id == libur_id, HariLibur.dicabut_pada.is_null())
    if row is None:
        raise NotFound
    return row


def saran_libur(tahun: int) -> list[tuple[date, str]]:
    """National holidays of fixed date that the year lacks."""
    ada = {r.tanggal for r in daftar_libur(tahun)}
    return [(tanggal, nama) for tanggal, nama in libur_tetap(tahun) if tanggal not in ada]


@dataclass(frozen=True)
class BarisPola:
    """Pattern of a unit on a day; `sendiri`: set for this unit itself, else taken over."""

    unit_id: int | None
    unit: str
    tingkat: int
    pola: Pola
    sendiri: bool


def daftar_pola(hari: date) -> list[BarisPola]:
    """The office, then each open unit in the order of the tree. Constant number of queries."""
    rows = list(PolaKerja.select().order_by(PolaKerja.id))
    unit = daftar_unit(hari)
    induk = {u.id: u.induk_id for u in unit}

    def berlaku(jarak: dict[int, int]) -> Pola:
        pola = tuple(_pola(r, jarak) for r in rows if r.unit_id is None or r.unit_id in jarak)
        return KalenderKerja(pola).pola_pada(hari)

    def ke_atas(unit_id: int | None) -> dict[int, int]:
        jarak: dict[int, int] = {}
        while unit_id is not None and unit_id not in jarak:
            jarak[unit_id] = len(jarak)
            unit_id = induk.get(unit_id)
        return jarak

    milik = {r.unit_id for r in rows if r.mulai <= hari}
    kantor = BarisPola(None, "Seluruh kantor", 0, berlaku({}), True)
    return [kantor, *(BarisPola(u.id, u.nama, u.tingkat, berlaku(ke_atas(u.id)), u.id in milik) for u in unit)]
