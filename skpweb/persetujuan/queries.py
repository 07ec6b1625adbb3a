"""Who may judge whose work, what waits for whom, and the text of a plan."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from json import dumps
from typing import NamedTuple

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import NotAllowed
from skpweb.core.tables import Page, Paging
from skpweb.pegawai.models import Delegasi
from skpweb.pegawai.queries import Identitas, atasan, identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak, wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries_kalender import kalender
from skpweb.periode.rules import KalenderKerja
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.rules import batas_atasan
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp, pastikan_bukan_sendiri

KERTAS_TERBANYAK = 100


# ---- who may --------------------------------------------------------------------------------------
def pemberi_tugas(penerima_id: int, hari: date, tugas: TugasDelegasi) -> set[int]:
    """Superiors who have delegated this task to the person on the day. One query."""
    rows = _delegasi(hari).where(Delegasi.penerima == penerima_id)
    return {row.pemberi_id for row in rows if tugas in row.tugas}


def penerima_tugas(pemberi_id: int, hari: date, tugas: TugasDelegasi) -> set[int]:
    """To whom the superior has delegated this task on the day: queue and bell go to both. One query."""
    rows = _delegasi(hari).where(Delegasi.pemberi == pemberi_id)
    return {row.penerima_id for row in rows if tugas in row.tugas}


def _delegasi(hari: date):  # type: ignore[no-untyped-def]
    return Delegasi.select().where(Delegasi.dicabut_pada.is_null(), Delegasi.mulai <= hari, Delegasi.sampai >= hari)


def berwenang(
    pelaku: Pelaku, pegawai_id: int, hari: date, tugas: TugasDelegasi, *, lewat_batas: bool = False,
    penilai: Identitas | None = None,
) -> Identitas:  # fmt: skip
    """In whose authority the actor does this deed to that person's work: the superior's (who acts himself, or has
    delegated it), and when `lewat_batas` (the superior let the deadline pass, p. 65 C.5) also the superior's superior's.

    `penilai`: the superior, where he is known already. Raises NotAllowed, told in words; for the owner always, under any
    hat (spec/rules §1). At most three queries, five when late; none for the known superior himself.
    """
    pastikan_bukan_sendiri(pelaku.pegawai_id, pegawai_id)
    superior = penilai or atasan(pegawai_id, hari).identitas
    if superior is None:
        raise NotAllowed("Atasannya belum dikenal. Pengelola kepegawaian melengkapi struktur jabatan lebih dulu.")
    if superior.pegawai_id == pelaku.pegawai_id:
        return superior
    given = pemberi_tugas(pelaku.pegawai_id or 0, hari, tugas) | {pelaku.pegawai_id}
    if superior.pegawai_id in given:
        return superior
    higher = atasan(superior.pegawai_id, hari).identitas if lewat_batas else None
    if higher is not None and higher.pegawai_id in given and higher.pegawai_id != pegawai_id:
        return higher
    also = f", atau {higher.nama} karena batasnya sudah lewat" if higher else ""
    raise NotAllowed(f"Yang memutuskan: {superior.nama} ({superior.jabatan}), penerima delegasinya{also}.")


def penetap(pelaku: Pelaku, skp: Skp, penilai: Identitas | None, hari: date) -> Identitas:
    """In whose authority the actor agrees or returns this plan; raises as `berwenang`."""
    late = (penilai is None or penilai.pegawai_id != pelaku.pegawai_id) and lewat_batas(skp, hari)
    return berwenang(pelaku, skp.pegawai_id, hari, TugasDelegasi.TETAPKAN, lewat_batas=late, penilai=penilai)


# ---- the queue ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BarisAntrean:
    """A plan that waits for this person; `lewat`: his turn because the superior's deadline passed."""

    skp_id: int
    nama: str
    orang: Identitas
    diajukan_pada: datetime
    tepat_waktu: bool
    batas: date
    lewat: bool


class Menunggu(NamedTuple):
    """A plan in periksa as the queues read it; `pada`: last sent, milliseconds."""

    skp_id: int
    pegawai_id: int
    tahun: int
    nomor: int
    pada: int
    tepat_waktu: bool


def _menunggu(pelaku: Pelaku, hari: date) -> list[Menunggu]:
    """All plans in periksa from last year on but one's own, longest waiting first. One query."""
    sql = """SELECT id, pegawai_id, tahun, nomor, diajukan_pada, tepat_waktu FROM skp
        WHERE tahun >= ? AND status = 'periksa' AND pegawai_id IS NOT ? ORDER BY diajukan_pada, id"""
    return [Menunggu(*row) for row in db.execute_sql(sql, (hari.year - 1, pelaku.pegawai_id)).fetchall()]


def _batas(tahun: int, pada: date, kerja: KalenderKerja) -> date:
    """Until when the superior alone agrees; the office's calendar runs."""
    return batas_atasan(tahun, pada, kerja, aturan("persetujuan.hari_atasan"))


def _giliran(pelaku: Pelaku, hari: date, rows: list[Menunggu], kerja: KalenderKerja) -> list[tuple[Menunggu, bool]]:
    """What waits for this person, each with whether it came here only because the superior's deadline passed. One
    query."""
    if not rows:
        return []
    area = wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.TETAPKAN)
    semua = area.langsung | area.cadangan
    mine = [(r, r.pegawai_id not in area.langsung) for r in rows if r.pegawai_id in semua]
    return [(r, late) for r, late in mine if not late or _batas(r.tahun, clock.hari_dari(r.pada), kerja) < hari]


def antrean(
    pelaku: Pelaku, hari: date, paging: Paging, *, kertas: bool = False
) -> tuple[Page[BarisAntrean], list[BarisAntrean]]:
    """What waits for this person, longest first: own subordinates', of those who delegated to him, and of those whose
    superior let the deadline pass (p. 65 C.5). The superior is that of now: what waits moves with the tree.

    With `kertas` also what waits for superiors without account, for those who record what they sign: the first hundred.
    One query when nothing waits anywhere, else four, six with `kertas`."""
    rows = _menunggu(pelaku, hari)
    kerja = kalender(None) if rows else KalenderKerja()
    mine = _giliran(pelaku, hari, rows, kerja)
    paper = _tanpa_akun(rows, hari) if kertas and rows else []
    shown, sheets = mine[paging.offset : paging.offset + paging.per], paper[:KERTAS_TERBANYAK]
    who = identitas_banyak({r.pegawai_id for r, _ in [*shown, *sheets]}, hari) if shown or sheets else {}

    def baris(r: Menunggu, lewat: bool) -> BarisAntrean:
        sent = clock.dari(r.pada)
        ends = _batas(r.tahun, clock.hari(sent), kerja)
        nama = f"{r.nomor}-{r.tahun}"
        return BarisAntrean(r.skp_id, nama, who[r.pegawai_id], sent, bool(r.tepat_waktu), ends, lewat)

    return Page([baris(*r) for r in shown], len(mine), paging), [baris(*r) for r in sheets]


def _tanpa_akun(rows: list[Menunggu], hari: date) -> list[tuple[Menunggu, bool]]:
    """Those whose superior has no account. Two queries."""
    up = {p: a.pegawai_id for p, a in atasan_banyak({r.pegawai_id for r in rows}, hari).items() if a.pegawai_id}
    sql = "SELECT pegawai_id FROM akun WHERE aktif AND pegawai_id IN (SELECT value FROM json_each(?))"
    able = {p for (p,) in db.execute_sql(sql, (dumps(sorted(set(up.values()))),)).fetchall()}
    return [(r, False) for r in rows if up.get(r.pegawai_id) not in {None, *able}]


def lewat_batas(skp: Skp, hari: date) -> bool:
    """Whether the superior's superior may act too. One query, none while that cannot be."""
    if skp.status is not StatusSkp.PERIKSA:
        return False
    sent, january = clock.hari(skp.diajukan_pada), date(skp.tahun, 1, 31)
    soonest = january if sent <= january else sent + timedelta(days=aturan("persetujuan.hari_atasan"))
    return hari > soonest and _batas(skp.tahun, sent, kalender(None)) < hari


def ketetapan(skp_id: int) -> Ketetapan | None:
    """What is in force: the latest agreement."""
    return Ketetapan.select().where(Ketetapan.skp == skp_id).order_by(Ketetapan.urutan.desc()).first()
