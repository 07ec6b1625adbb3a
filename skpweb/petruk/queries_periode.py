"""Periods, instruments, nominations, winners: what there is and who may see it. The day is a parameter."""

from datetime import date, datetime

from peewee import fn

from skpweb.audit.queries import SUMBER, bernama
from skpweb.berkas.models import Berkas
from skpweb.core.access import Pelaku, tandai_dilihat
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.organisasi.queries import UnitPada
from skpweb.pegawai.queries import unit_dalam_wewenang
from skpweb.periode.queries import keadaan
from skpweb.periode.rules import KeadaanJendela, Tahap, akhir_bulan
from skpweb.petruk.models import CatatanKertas, DataDukung, Instrumen, Penilaian, PeriodePetruk
from skpweb.petruk.rules import Instrumen as LembarInstrumen
from skpweb.petruk.rules import dari_json, label_bulan
from skpweb.petruk.rules_alur import StatusPenilaian

SUMBER["periode"] = bernama(PeriodePetruk, PeriodePetruk.nama)
MELIHAT_SEMUA = frozenset({"kepala", "admin", "pembaca", "pengelola_opd"})


# ---- instruments --------------------------------------------------------------------------------
def baca_instrumen(row: Instrumen) -> LembarInstrumen:
    return dari_json(row.versi, row.isi)


def instrumen_terakhir() -> Instrumen | None:
    """The newest version; None before the first period (then the defaults of rules hold as version 1)."""
    return Instrumen.select().order_by(Instrumen.versi.desc()).first()


def instrumen_kini() -> LembarInstrumen:
    row = instrumen_terakhir()
    return baca_instrumen(row) if row else LembarInstrumen()


def daftar_instrumen() -> list[Instrumen]:
    """Newest first."""
    return list(Instrumen.select().order_by(Instrumen.versi.desc()))


# ---- periods ------------------------------------------------------------------------------------
def ambil_periode(periode_id: int) -> PeriodePetruk:
    """With its instrument; raises NotFound."""
    row = PeriodePetruk.select(PeriodePetruk, Instrumen).join(Instrumen).where(PeriodePetruk.id == periode_id).first()
    if row is None:
        raise NotFound
    return row


def daftar_periode() -> list[PeriodePetruk]:
    """Newest first, with instruments."""
    urut = (PeriodePetruk.tahun.desc(), PeriodePetruk.bulan_akhir.desc(), PeriodePetruk.id.desc())
    return list(PeriodePetruk.select(PeriodePetruk, Instrumen).join(Instrumen).order_by(*urut))


def tumpang_tindih(periode: PeriodePetruk) -> list[str]:
    """Names of the other periods that assess one of its months, in their order."""
    lain = PeriodePetruk.select(PeriodePetruk.nama).where(
        PeriodePetruk.id != periode.id, PeriodePetruk.tahun == periode.tahun,
        PeriodePetruk.bulan_awal <= periode.bulan_akhir, PeriodePetruk.bulan_akhir >= periode.bulan_awal,
    )  # fmt: skip
    return [nama for (nama,) in lain.order_by(PeriodePetruk.bulan_awal, PeriodePetruk.id).tuples()]


def akhir_periode(periode: PeriodePetruk) -> date:
    """The last day of the assessed months: whose unit, post and status count."""
    return akhir_bulan(periode.tahun, periode.bulan_akhir)


def label_periode(periode: PeriodePetruk) -> str:
    """The assessed months in words."""
    return label_bulan(periode.tahun, periode.bulan_awal, periode.bulan_akhir)


def jendela(
    periode: PeriodePetruk, *, unit_id: int | None = None, pegawai_id: int | None = None, pada: datetime
) -> KeadaanJendela:
    """Whether nominating is open, in words; an exception for the unit counts."""
    return keadaan(Tahap.PETRUK, periode.tahun, kode=str(periode.id), unit_id=unit_id, pegawai_id=pegawai_id, pada=pada)


def unit_pilihan(pelaku: Pelaku, periode: PeriodePetruk) -> tuple[list[UnitPada], int]:
    """Units offered to this person (as they were on the last assessed day), and how many the office had then."""
    hari = akhir_periode(periode)
    semua = unit_dalam_wewenang(_SEMUA_UNIT, hari)
    if MELIHAT_SEMUA & pelaku.peran:
        return semua, len(semua)
    return [u for u in semua if u.id in (pelaku.unit_ids or ())], len(semua)


_SEMUA_UNIT = Pelaku(unit_ids=None)


# ---- scorecards ---------------------------------------------------------------------------------
def ambil_penilaian(pelaku: Pelaku, penilaian_id: int, *, untuk_diubah: bool = False) -> Penilaian:
    """With its period and instrument. Raises NotFound for strangers, NotAllowed where seeing is all.

    Seen by pengelola of the unit, head, admin, pembaca; by the person himself once it is locked.
    """
    row = baca_penilaian(penilaian_id)
    if not _melihat(pelaku, row):
        raise NotFound
    if untuk_diubah:
        if row.pegawai_id == pelaku.pegawai_id:
            raise NotAllowed("Ini penilaian atas nama Anda sendiri; pengelola lain yang mengerjakannya.")
        if not pelaku.mengelola(row.unit_id):
            raise NotAllowed("Penilaian ini diisi pengelola kepegawaian unitnya.")
    tandai_dilihat(row.pegawai_id)
    return row


def baca_penilaian(penilaian_id: int) -> Penilaian:
    """With its period and instrument, whoever asks. Raises NotFound."""
    query = Penilaian.select(Penilaian, PeriodePetruk, Instrumen).join(PeriodePetruk).join(Instrumen)
    row = query.where(Penilaian.id == penilaian_id).first()
    if row is None:
        raise NotFound
    return row


def _melihat(pelaku: Pelaku, row: Penilaian) -> bool:
    if pelaku.mengelola(row.unit_id) or MELIHAT_SEMUA & pelaku.peran:
        return True
    return row.pegawai_id == pelaku.pegawai_id and row.status.final


def calon_periode(periode_id: int) -> set[int]:
    """Who stands nominated: they may not score others in the same period."""
    ikut = (Penilaian.periode == periode_id, Penilaian.status != StatusPenilaian.GUGUR)
    return {p for (p,) in Penilaian.select(Penilaian.pegawai).where(*ikut).tuples()}


def jumlah_usulan(periode_id: int, unit_id: int) -> int:
    """Nominations of a unit that count against its number."""
    ikut = (Penilaian.periode == periode_id, Penilaian.unit == unit_id, Penilaian.status != StatusPenilaian.GUGUR)
    return int(Penilaian.select().where(*ikut).count())


def daftar_dukung(ids: list[int]) -> dict[int, list[DataDukung]]:
    """Evidence of many scorecards with its files, in the order it came. One query."""
    hasil: dict[int, list[DataDukung]] = {i: [] for i in ids}
    query = DataDukung.select(DataDukung, Berkas).join(Berkas).where(DataDukung.penilaian.in_(ids))
    for row in query.order_by(DataDukung.id):
        hasil[row.penilaian_id].append(row)
    return hasil


def ambil_dukung(penilaian: Penilaian, dukung_id: int) -> DataDukung:
    """Raises NotFound when it belongs to another scorecard."""
    row = DataDukung.get_or_none(DataDukung.id == dukung_id, DataDukung.penilaian == penilaian.id)
    if row is None:
        raise NotFound
    return row


def catatan_kertas(periode_id: int) -> list[CatatanKertas]:
    """Deeds of the head done on paper, with their scans, newest first."""
    query = CatatanKertas.select(CatatanKertas, Berkas).join(Berkas).where(CatatanKertas.periode == periode_id)
    return list(query.order_by(CatatanKertas.id.desc()))


def ambil_kertas(periode_id: int, kertas_id: int) -> CatatanKertas:
    """Raises NotFound."""
    row = next((k for k in catatan_kertas(periode_id) if k.id == kertas_id), None)
    if row is None:
        raise NotFound
    return row


def jumlah_penilaian() -> dict[int, int]:
    """How many stand nominated, by period."""
    query = Penilaian.select(Penilaian.periode, fn.COUNT(Penilaian.id)).where(Penilaian.status != StatusPenilaian.GUGUR)
    return dict(query.group_by(Penilaian.periode).tuples())
