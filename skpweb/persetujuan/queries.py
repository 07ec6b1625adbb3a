"""Who may judge whose work, what waits for whom, and the text of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import NotAllowed
from skpweb.pegawai.models import Delegasi
from skpweb.pegawai.queries import Identitas, atasan, identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak, bawahan_id
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries_kalender import kalender
from skpweb.persetujuan.models import Ketetapan
from skpweb.persetujuan.rules import batas_atasan
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp


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


def orang_wewenang(pelaku: Pelaku, hari: date, tugas: TugasDelegasi) -> set[int]:
    """Everybody whose work this person judges as superior or as delegate of the superior; never himself.

    Two queries and one for each superior who delegated.
    """
    own = pelaku.pegawai_id or 0
    heads = [own, *pemberi_tugas(own, hari, tugas)]
    return {person for head in heads for person in bawahan_id(head, hari)} - {own}


def berwenang(
    pelaku: Pelaku, pegawai_id: int, hari: date, tugas: TugasDelegasi, *, lewat_batas: bool = False
) -> Identitas:
    """In whose authority the actor does this deed to that person's work: the superior's (who acts himself, or has
    delegated it), and when `lewat_batas` (the superior let the deadline pass, p. 65 C.5) also the superior's superior's.

    Raises NotAllowed, told in words; for the owner always, under any hat (spec/rules §1). Two to six queries.
    """
    if pelaku.pegawai_id == pegawai_id:
        raise NotAllowed(
            "Tidak seorang pun memutuskan pekerjaannya sendiri, apa pun perannya. Atasan Anda yang memutuskan."
        )
    superior = atasan(pegawai_id, hari).identitas
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


# ---- the queue ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BarisAntrean:
    """A plan that waits for this person; `lewat`: his turn because the superior's deadline passed."""

    skp_id: int
    nama: str
    tahun: int
    orang: Identitas
    diajukan_pada: datetime
    tepat_waktu: bool
    batas: date
    lewat: bool


Menunggu = list[tuple[int, int, int, datetime]]


def _menunggu(pelaku: Pelaku) -> Menunggu:
    """(SKP, owner, year, last sent) of all plans in periksa but one's own. One query."""
    rows = Skp.select(Skp.id, Skp.pegawai, Skp.tahun, Skp.diajukan_pada).where(
        Skp.status == StatusSkp.PERIKSA, Skp.pegawai != pelaku.pegawai_id
    )
    return list(rows.tuples())


def _batas(rows: Menunggu) -> dict[int, date]:
    """Until when the superior alone agrees, by SKP; the office's calendar runs. Two queries."""
    kerja, days = kalender(None), aturan("persetujuan.hari_atasan")
    return {skp: batas_atasan(tahun, clock.hari(sent), kerja, days) for skp, _, tahun, sent in rows}


def _giliran(pelaku: Pelaku, hari: date) -> tuple[dict[int, bool], dict[int, date]]:
    """SKP id → whether it came here only because the superior's deadline passed; and the deadlines of all that wait."""
    rows = _menunggu(pelaku)
    if not rows:
        return {}, {}
    mine = orang_wewenang(pelaku, hari, TugasDelegasi.TETAPKAN)
    ends = _batas(rows)
    found = {skp: False for skp, owner, *_ in rows if owner in mine}
    late = [(skp, owner) for skp, owner, *_ in rows if owner not in mine and ends[skp] < hari]
    return found | dict.fromkeys(_naik(pelaku, late, hari), True), ends


def _naik(pelaku: Pelaku, rows: Iterable[tuple[int, int]], hari: date) -> list[int]:
    """Of late plans (SKP, owner) those whose superior's superior this person is, or acts for. At most three queries."""
    waiting = list(rows)
    if not waiting:
        return []
    direct = atasan_banyak([owner for _, owner in waiting], hari)
    above = atasan_banyak({a.pegawai_id for a in direct.values() if a.pegawai_id}, hari)
    given = pemberi_tugas(pelaku.pegawai_id or 0, hari, TugasDelegasi.TETAPKAN) | {pelaku.pegawai_id}
    turn = {owner: above[a.pegawai_id].pegawai_id for owner, a in direct.items() if a.pegawai_id}
    return [skp for skp, owner in waiting if turn.get(owner) in given and turn[owner] != owner]


def jumlah_antrean(pelaku: Pelaku, hari: date) -> int:
    """How many plans wait for this person. One query when nothing waits anywhere, else five to eight."""
    return len(_giliran(pelaku, hari)[0])


def antrean(pelaku: Pelaku, hari: date) -> list[BarisAntrean]:
    """What waits for this person, longest first: own subordinates', of those who delegated to him, and of those whose
    superior let the deadline pass (p. 65 C.5). The superior is that of now: what waits moves with the tree."""
    turn, ends = _giliran(pelaku, hari)
    rows = list(Skp.select().where(Skp.id.in_(list(turn))).order_by(Skp.diajukan_pada, Skp.id))
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    return [
        BarisAntrean(
            row.id, row.nama, row.tahun, who[row.pegawai_id], row.diajukan_pada, row.tepat_waktu, ends[row.id], turn[row.id]
        )
        for row in rows
    ]  # fmt: skip


def lewat_batas(skp: Skp, hari: date) -> bool:
    """Whether the superior's superior may act too. Two queries."""
    return _batas([(skp.id, skp.pegawai_id, skp.tahun, skp.diajukan_pada)])[skp.id] < hari


def ketetapan(skp_id: int) -> Ketetapan | None:
    """What is in force: the latest agreement."""
    return Ketetapan.select().where(Ketetapan.skp == skp_id).order_by(Ketetapan.urutan.desc()).first()
