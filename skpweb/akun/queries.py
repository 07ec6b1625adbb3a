# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from skpweb.akun.models import Akun, AkunPeran, KodePulih, PercobaanMasuk, Sesi
from skpweb.akun.rules import MENONJOL_ALAMAT, MENONJOL_NIP, Peran, izin_dari, sesi_hidup
from skpweb.audit.queries import SUMBER
from skpweb.core.access import Pelaku, tandai_dilihat
from skpweb.core.db import db, kolom, susun
from skpweb.core.errors import NotFound
from skpweb.core.formats import tanggal
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.queries import unit_turunan
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import kepala
from skpweb.pegawai.rules import KELUAR, Kedudukan
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pengaturan.queries import aturan

SUMBER["akun"] = lambda ids: dict(Akun.select(Akun.id, Pegawai.nama).join(Pegawai).where(Akun.id.in_(ids)).tuples())
# roles of the person of account `a` on :hari, for `_peran`
_PERAN = """(SELECT COUNT(*) FROM riwayat_jabatan r JOIN jabatan b ON b.atasan_id = r.jabatan_id AND b.ditutup IS NULL
   WHERE r.pegawai_id = a.pegawai_id AND r.mulai <= :hari AND (r.sampai IS NULL OR r.sampai >= :hari)),
 (SELECT COUNT(*) FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id AND j.atasan_id IS NULL
   WHERE r.pegawai_id = a.pegawai_id AND r.mulai <= :hari AND (r.sampai IS NULL OR r.sampai >= :hari)),
 (SELECT COUNT(*) FROM anggota_tim WHERE pegawai_id = a.pegawai_id AND ketua AND mulai <= :hari
   AND (sampai IS NULL OR sampai >= :hari)),
 (SELECT COUNT(*) FROM pejabat_luar WHERE pegawai_id = a.pegawai_id AND penilai_kepala AND mulai <= :hari
   AND (sampai IS NULL OR sampai >= :hari)),
 (SELECT group_concat(tugas) FROM delegasi WHERE penerima_id = a.pegawai_id AND mulai <= :hari AND sampai >= :hari
   AND dicabut_pada IS NULL),
 (SELECT json_group_array(json_array(r.peran, r.unit_id)) FROM akun_peran r WHERE r.akun_id = a.id),
 st.status, st.mulai"""
_STATUS = """LEFT JOIN status_pegawai st ON st.id = (
 SELECT id FROM status_pegawai WHERE pegawai_id = a.pegawai_id AND mulai <= :hari AND (sampai IS NULL OR sampai >= :hari)
 ORDER BY mulai DESC, id DESC LIMIT 1)"""
_SESI = f"""SELECT {_PERAN}, {kolom(Sesi, "t")}, {kolom(Akun, "a")}, {kolom(Pegawai, "p")} FROM sesi t
JOIN akun a ON a.id = t.akun_id JOIN pegawai p ON p.id = a.pegawai_id {_STATUS} WHERE t.token = :token"""
BarisPeran = tuple[Any, ...]


def sesi_dari_token(sidik: str, sekarang: datetime, hari: date) -> tuple[Sesi, BarisPeran] | None:
    """The living session with its account and person, and what `susun_pelaku` makes the roles of `hari` from; None:
    unknown, ended, too long idle, account closed. One query."""
    row = db.execute_sql(_SESI, {"token": sidik, "hari": hari.isoformat()}).fetchone()
    if row is None:
        return None
    sesi, sesi.akun, sesi.akun.pegawai = susun(row[8:], Sesi, Akun, Pegawai)
    if sesi.berakhir_pada is not None or not sesi.akun.aktif:
        return None
    alive = sesi_hidup(sesi.dibuat_pada, sesi.terakhir_pada, sekarang, aturan("sesi.diam"), aturan("sesi.panjang"))
    return (sesi, row[:8]) if alive else None


def pemilik_token(sidik: str) -> Akun | None:
    """Whose session it was, dead or alive: only the same person may go on with a kept form."""
    sesi = Sesi.select(Sesi, Akun, Pegawai).join(Akun).join(Pegawai).where(Sesi.token == sidik).first()
    return sesi.akun if sesi else None


def susun_pelaku(akun: Akun, hari: date, peran: BarisPeran | None = None) -> Pelaku | None:
    """The person with all roles of the day: given by the admin, and derived from posts and teams. `peran`: as read with
    the session of that day.

    Who has left reads for some days (⚙ akun.baca_saja) without any role, then has no account: None.
    """
    given, derived, left = _peran(akun, hari, peran)
    if left is not None:
        until = left + timedelta(days=aturan("akun.baca_saja"))
        reason = (
            f"Anda tidak bertugas lagi sejak {tanggal(left)}; akun ini hanya dapat membaca sampai {tanggal(until)}."
        )
        mine = frozenset({"pegawai"})
        own = Pelaku(akun.id, akun.pegawai_id, akun.pegawai.nama, mine, izin_dari(mine), baca_saja=reason)
        return own if hari <= until else None
    roles = {"pegawai", *(role for role, _ in given), *derived}
    units: frozenset[int] | None = frozenset()
    scopes = [unit for role, unit in given if role == Peran.PENGELOLA]
    if None in scopes:
        roles.add("pengelola_opd")
        units = None
    elif scopes:
        units = frozenset(unit_turunan(u for u in scopes if u is not None))
    return Pelaku(akun.id, akun.pegawai_id, akun.pegawai.nama, frozenset(roles), izin_dari(roles), units)


def pelaku_ringkas(akun: Akun, deed: str) -> Pelaku:
    """The person with one permission everybody has; no roles are looked up."""
    return Pelaku(akun.id, akun.pegawai_id, akun.pegawai.nama, frozenset({"pegawai"}), frozenset({deed}))


def _peran(
    akun: Akun, hari: date, row: BarisPeran | None
) -> tuple[list[tuple[str, int | None]], set[str], date | None]:
    """Roles given (with their unit), roles derived, and since when the person has left, if so."""
    if row is None:
        sql = f"SELECT {_PERAN} FROM akun a {_STATUS} WHERE a.id = :akun"
        row = db.execute_sql(sql, {"akun": akun.id, "hari": hari.isoformat()}).fetchone()
    below, root, team, outside, delegated, given, status, since = row
    if status in KELUAR:
        return [], set(), date.fromisoformat(since)
    roles = {"atasan"} if below or outside else set()
    if team:
        roles.add("ketua_tim")
    roles |= {f"delegasi_{t}" for t in TugasDelegasi if delegated and f'"{t}"' in delegated}
    if root and (now := kepala(hari)) and now.pegawai_id == akun.pegawai_id:
        roles.add("kepala")
    return [(role, unit) for role, unit in json.loads(given)], roles, None


def cari_akun(nip: str) -> Akun | None:
    """The account that logs in with this number."""
    return Akun.select(Akun, Pegawai).join(Pegawai).where(Pegawai.nip == nip).first()


def akun_nomor(akun_id: int) -> Akun | None:
    return Akun.select(Akun, Pegawai).join(Pegawai).where(Akun.id == akun_id).first()


def akun_milik(pegawai_id: int) -> Akun | None:
    return Akun.select(Akun, Pegawai).join(Pegawai).where(Akun.pegawai == pegawai_id).first()


def ambil_akun(pelaku: Pelaku, akun_id: int, hari: date) -> Akun:
    """For those who see the list; a pengelola of units only for people of these. Raises NotFound."""
    akun = Akun.select(Akun, Pegawai).join(Pegawai).where(Akun.id == akun_id).first()
    if akun is None or not pelaku.boleh("akun.daftar") or not boleh_kode(pelaku, akun.pegawai_id, hari):
        raise NotFound
    tandai_dilihat(akun.pegawai_id)
    return akun


def boleh_kode(pelaku: Pelaku, pegawai_id: int, hari: date) -> bool:
    """Whether this person stands in the list that the actor sees."""
    return bool(_orang(pelaku, SaringanAkun(), hari).where(Pegawai.id == pegawai_id).exists())


def peran_akun(akun_id: int) -> list[tuple[str, int | None]]:
    """Roles given to the account: (role, unit or None for the whole OPD)."""
    return [(str(r.peran), r.unit_id) for r in AkunPeran.select().where(AkunPeran.akun == akun_id)]


def percobaan_menonjol(sejak: datetime) -> list[tuple[str, str, int]]:
    """Numbers and addresses with unusually many wrong log-ins one after the other, last tried since then, most first:
    (what was typed as NIP, "", tries) or ("", address, tries). One query."""
    key, tries = PercobaanMasuk.kunci, PercobaanMasuk.gagal
    many = (key.endswith("|") & (tries >= MENONJOL_NIP)) | (key.startswith("|") & (tries >= MENONJOL_ALAMAT))
    query = PercobaanMasuk.select().where(PercobaanMasuk.terakhir_pada >= sejak, many).order_by(tries.desc()).limit(5)
    return [(r.kunci.rpartition("|")[0], r.kunci.rpartition("|")[2], r.gagal) for r in query]


def sisa_kode_pulih(akun_id: int) -> int:
    """How many recovery codes are left."""
    return int(KodePulih.select().where(KodePulih.akun == akun_id, KodePulih.dipakai_pada.is_null()).count())


def daftar_sesi(akun_id: int, sekarang: datetime) -> list[Sesi]:
    """One's living sessions, the newest first."""
    rows = (
        Sesi.select()
        .where(Sesi.akun == akun_id, Sesi.berakhir_pada.is_null())
        .order_by(Sesi.terakhir_pada.desc())
        .limit(50)
    )
    diam, panjang = aturan("sesi.diam"), aturan("sesi.panjang")
    return [s for s in rows if sesi_hidup(s.dibuat_pada, s.terakhir_pada, sekarang, diam, panjang)]


@dataclass(frozen=True)
class SaringanAkun:
    cari: str = ""
    peran: str = ""
    keadaan: str = ""  # "", "belum", "nonaktif"
    unit_id: int | None = None


@dataclass(frozen=True)
class BarisAkun:
    pegawai_id: int
    akun_id: int | None
    nama: str
    nip: str
    jabatan: str
    unit: str
    aktif: bool
    bersandi: bool
    peran: tuple[str, ...]


KOLOM = (
    Pegawai.id, Pegawai.nama, Pegawai.nip, Akun.id.alias("akun_id"), Akun.aktif, Akun.sandi,
    Jabatan.nama.alias("jabatan"), Unit.nama.alias("unit"),
)  # fmt: skip


def daftar_akun(pelaku: Pelaku, saringan: SaringanAkun, hari: date, paging: Paging) -> Page[BarisAkun]:
    """People with their account, if any; a pengelola of units sees these units only."""
    total = _orang(pelaku, saringan, hari).count()
    query = _orang(pelaku, saringan, hari, *KOLOM)
    rows = list(query.order_by(Pegawai.nama, Pegawai.id).limit(paging.per).offset(paging.offset).dicts())
    ids = [r["akun_id"] for r in rows if r["akun_id"]]
    roles: dict[int, list[str]] = {}
    labels = (
        AkunPeran.select(AkunPeran.akun, AkunPeran.peran, Unit.nama)
        .join(Unit, JOIN.LEFT_OUTER)
        .where(AkunPeran.akun.in_(ids))
    )
    for akun_id, peran, unit in labels.tuples():
        roles.setdefault(akun_id, []).append(f"{peran}:{unit or ''}")
    return Page([_baris(r, roles) for r in rows], total, paging)


def _baris(r: dict, roles: dict[int, list[str]]) -> BarisAkun:
    return BarisAkun(
        r["id"], r["akun_id"], r["nama"], r["nip"] or "", r["jabatan"] or "", r["unit"] or "", bool(r["aktif"]),
        bool(r["sandi"]), tuple(roles.get(r["akun_id"], ())),
    )  # fmt: skip


def _orang(pelaku: Pelaku, saringan: SaringanAkun, hari: date, *columns: Any):  # type: ignore[no-untyped-def]
    """People with account, post and unit; without `columns` only ids, joined no further than the filter needs."""
    query = Pegawai.select(*(columns or (Pegawai.id,))).join(Akun, JOIN.LEFT_OUTER).switch(Pegawai)
    limited = pelaku.unit_ids is not None and not pelaku.peran & {"admin", "pembaca"}
    if columns or limited or saringan.unit_id:
        query = query.join(RiwayatJabatan, JOIN.LEFT_OUTER, on=(RiwayatJabatan.id == _duduk(hari)))
        query = query.join(Jabatan, JOIN.LEFT_OUTER).join(Unit, JOIN.LEFT_OUTER)
    if limited:
        query = query.where(Jabatan.unit.in_(list(pelaku.unit_ids or ())))
    if saringan.cari:
        digits = saringan.cari.replace(" ", "")
        query = query.where(Pegawai.nama.contains(saringan.cari) | (Pegawai.nip.contains(digits)))
    if saringan.unit_id:
        query = query.where(Jabatan.unit.in_(list(unit_turunan([saringan.unit_id]))))
    if saringan.peran:
        query = query.where(Akun.id.in_(AkunPeran.select(AkunPeran.akun).where(AkunPeran.peran == saringan.peran)))
    if saringan.keadaan == "belum":
        query = query.where(Akun.id.is_null() | Akun.sandi.is_null())
    if saringan.keadaan == "nonaktif":
        query = query.where(Akun.aktif == False)  # noqa: E712
    return query


def _duduk(hari: date):  # type: ignore[no-untyped-def]
    """The row of riwayat jabatan that tells where the person sits: the definitif one first."""
    row = RiwayatJabatan.alias()
    held = row.select(row.id).where(row.pegawai == Pegawai.id, row.mulai <= hari)
    held = held.where(row.sampai.is_null() | (row.sampai >= hari))
    return held.order_by((row.kedudukan == Kedudukan.DEFINITIF).desc(), row.mulai.desc()).limit(1)


def penerima_kode(pelaku: Pelaku, saringan: SaringanAkun, hari: date, batas: int = 6000) -> list[int]:
    """Who gets a slip: everybody of the list without a password of one's own."""
    query = _orang(pelaku, saringan, hari).where(Akun.sandi.is_null()).where(Pegawai.nip.is_null(False))
    return [r["id"] for r in query.limit(batas).dicts()]


def pengelola_opd() -> set[int]:
    """Who is pengelola of the whole OPD and can log in. One query."""
    query = AkunPeran.select(Akun.pegawai).join(Akun).where(Akun.aktif == True)  # noqa: E712
    return {p for (p,) in query.where(AkunPeran.peran == Peran.PENGELOLA, AkunPeran.unit.is_null()).tuples()}
