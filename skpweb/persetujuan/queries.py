"""Who may judge whose work, what waits for whom, and the text of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from skpweb.akun.models import Akun
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import NotAllowed
from skpweb.core.tables import Page, Paging
from skpweb.pegawai.models import Delegasi
from skpweb.pegawai.queries import Identitas, atasan, identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak, wilayah
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries_kalender import kalender
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.rules import batas_atasan
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp, pastikan_bukan_sendiri


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
    hat (spec/rules §1). Three queries, five when late.
    """
    pastikan_bukan_sendiri(pelaku.pegawai_id, pegawai_id)
    superior = penilai or atasan(pegawai_id, hari).identitas
    if superior is None:
        raise NotAllowed("Atasannya belum dikenal. Pengelola kepegawaian melengkapi struktur jabatan lebih dulu.")
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
    late = lewat_batas(skp, hari)
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


Menunggu = list[tuple[int, int, int, datetime]]


def _menunggu(pelaku: Pelaku, hari: date) -> Menunggu:
    """(SKP, owner, year, last sent) of all plans in periksa from last year on, but one's own. One query."""
    rows = Skp.select(Skp.id, Skp.pegawai, Skp.tahun, Skp.diajukan_pada).where(
        Skp.tahun >= hari.year - 1, Skp.status == StatusSkp.PERIKSA, Skp.pegawai != (pelaku.pegawai_id or 0)
    )
    return list(rows.tuples())


def _batas(rows: Menunggu) -> dict[int, date]:
    """Until when the superior alone agrees, by SKP; the office's calendar runs. Two queries."""
    kerja, days = kalender(None), aturan("persetujuan.hari_atasan")
    return {skp: batas_atasan(tahun, clock.hari(sent), kerja, days) for skp, _, tahun, sent in rows}


def _giliran(pelaku: Pelaku, hari: date) -> tuple[dict[int, bool], dict[int, date]]:
    """SKP id → whether it came here only because the superior's deadline passed; and the deadlines of all that wait."""
    rows = _menunggu(pelaku, hari)
    if not rows:
        return {}, {}
    area = wilayah(pelaku.pegawai_id or 0, hari, TugasDelegasi.TETAPKAN)
    ends = _batas(rows)
    found = {
        skp: owner not in area.langsung
        for skp, owner, *_ in rows
        if owner in area.langsung or (owner in area.cadangan and ends[skp] < hari)
    }
    return found, ends


def jumlah_antrean(pelaku: Pelaku, hari: date) -> int:
    """How many plans wait for this person. One query when nothing waits anywhere, else four."""
    return len(_giliran(pelaku, hari)[0])


def antrean(pelaku: Pelaku, hari: date, paging: Paging | None = None) -> Page[BarisAntrean]:
    """What waits for this person, longest first: own subordinates', of those who delegated to him, and of those whose
    superior let the deadline pass (p. 65 C.5). The superior is that of now: what waits moves with the tree. Six queries."""
    turn, ends = _giliran(pelaku, hari)
    return _halaman(turn, ends, hari, paging or Paging())


def _halaman(turn: Mapping[int, bool], ends: Mapping[int, date], hari: date, paging: Paging) -> Page[BarisAntrean]:
    query = Skp.select().where(Skp.id.in_(list(turn))).order_by(Skp.diajukan_pada, Skp.id)
    rows = list(query.limit(paging.per).offset(paging.offset))
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    lines = [
        BarisAntrean(
            row.id, row.nama, who[row.pegawai_id], row.diajukan_pada, row.tepat_waktu, ends[row.id], turn[row.id]
        )
        for row in rows
    ]  # fmt: skip
    return Page(lines, len(turn), paging)


def antrean_kertas(pelaku: Pelaku, hari: date) -> Page[BarisAntrean]:
    """What waits for a superior without account, for those who record what he signs. Six queries at most."""
    rows = _menunggu(pelaku, hari)
    up = atasan_banyak([owner for _, owner, *_ in rows], hari) if rows else {}
    able = {p for (p,) in Akun.select(Akun.pegawai).where(Akun.aktif == True).tuples()} if rows else set()
    paper = {skp: False for skp, owner, *_ in rows if (s := up[owner].pegawai_id) and s not in able}
    return _halaman(paper, _batas(rows) if paper else {}, hari, Paging(per=100))


def lewat_batas(skp: Skp, hari: date) -> bool:
    """Whether the superior's superior may act too. Two queries, none while that cannot be."""
    if skp.status is not StatusSkp.PERIKSA:
        return False
    sent, january = clock.hari(skp.diajukan_pada), date(skp.tahun, 1, 31)
    soonest = january if sent <= january else sent + timedelta(days=aturan("persetujuan.hari_atasan"))
    return hari > soonest and _batas([(skp.id, skp.pegawai_id, skp.tahun, skp.diajukan_pada)])[skp.id] < hari


def ketetapan(skp_id: int) -> Ketetapan | None:
    """What is in force: the latest agreement."""
    return Ketetapan.select().where(Ketetapan.skp == skp_id).order_by(Ketetapan.urutan.desc()).first()
