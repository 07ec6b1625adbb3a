# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import groupby
from json import dumps
from operator import itemgetter
from typing import Any

from peewee import JOIN, fn

from skpweb.audit.queries import SUMBER, bernama
from skpweb.core.access import Pelaku, tandai_dilihat
from skpweb.core.db import db, kolom, nilai, susun
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.organisasi.models import Jabatan
from skpweb.organisasi.queries import satu
from skpweb.pegawai.models import AnggotaTim, Kontrak, Pegawai, RiwayatJabatan
from skpweb.pegawai.queries import Identitas, identitas, lihat_identitas
from skpweb.pegawai.queries_pohon import BERLAKU, atasan_banyak, baca
from skpweb.pegawai.rules import WAJIB_SKP, Kepegawaian
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import Aspek, Rentang, StatusSkp, masa_skp, pastikan_dapat_diubah, perlu_tautan
from skpweb.skp.rules_isi import Induk, IsiIki, IsiRhk, IsiSkp

SUMBER["skp"] = bernama(Skp, fn.PRINTF("SKP %d-%d", Skp.nomor, Skp.tahun))
MATI = (StatusSkp.BATAL, StatusSkp.DIGANTI)


# ---- who sees it ----------------------------------------------------------------------------------
def pastikan_melihat(pelaku: Pelaku, pegawai_id: int, hari: date) -> Identitas:
    """Who sees a person's plans, logs and months: himself, everybody above him, whoever holds a delegation of his
    superior, pengelola of his unit, reading roles, ketua of a team he is in. Returns who it is; raises NotFound for
    strangers. One query, up to five for team and delegate."""
    try:
        return lihat_identitas(pelaku, pegawai_id, hari)
    except NotFound:
        if not pelaku.pegawai_id or not _lewat_orang(pelaku.pegawai_id, pegawai_id, hari):
            raise
    tandai_dilihat(pegawai_id)
    return identitas(pegawai_id, hari)


def _lewat_orang(saya: int, orang: int, hari: date) -> bool:
    """By a team that I lead, or by a delegation of his superior or of whose turn comes after a deadline. One to three
    queries."""
    rows = baca(
        f"""SELECT 0, 0 FROM anggota_tim k JOIN anggota_tim a ON a.tim_id = k.tim_id
            WHERE k.pegawai_id = :saya AND k.ketua AND a.pegawai_id = :orang
            AND {BERLAKU.format("k")} AND {BERLAKU.format("a")}
        UNION ALL SELECT 1, d.pemberi_id FROM delegasi d
            WHERE d.penerima_id = :saya AND d.dicabut_pada IS NULL AND {BERLAKU.format("d")}""",
        hari, saya=saya, orang=orang,
    )  # fmt: skip
    pemberi = {giver for delegated, giver in rows if delegated}
    if any(not delegated for delegated, _ in rows):
        return True
    up = atasan_banyak([orang], hari)[orang].pegawai_id if pemberi else None
    return up in pemberi or (up is not None and atasan_banyak([up], hari)[up].pegawai_id in pemberi)


def ambil_skp(pelaku: Pelaku, skp_id: int, hari: date, *, untuk_diubah: bool = False) -> Skp:
    """The SKP for those who may see it. `untuk_diubah`: for its owner while he writes in it.

    Raises NotFound for strangers, NotAllowed for those who only see it, Locked while nobody writes in it.
    """
    return _lihat(pelaku, satu(Skp, Skp.id == skp_id), hari, untuk_diubah)


def _lihat(pelaku: Pelaku, skp: Skp, hari: date, untuk_diubah: bool) -> Any:
    if pelaku.pegawai_id != skp.pegawai_id:
        pastikan_melihat(pelaku, skp.pegawai_id, hari)
        if untuk_diubah:
            raise NotAllowed("SKP hanya diisi oleh pemiliknya. Anda dapat melihatnya.")
    elif untuk_diubah:
        pastikan_dapat_diubah(skp.status)
    tandai_dilihat(skp.pegawai_id)
    return skp


def ambil_rhk(pelaku: Pelaku, rhk_id: int, hari: date) -> Rhk:
    """A line to be changed, with its `.skp`; raises as `ambil_skp`."""
    row = Rhk.select(Rhk, Skp).join(Skp).where(Rhk.id == rhk_id).first()
    if row is None:
        raise NotFound
    _lihat(pelaku, row.skp, hari, untuk_diubah=True)
    return row


def ambil_iki(pelaku: Pelaku, iki_id: int, hari: date) -> Iki:
    """An indicator to be changed, with its `.rhk.skp`; raises as `ambil_skp`."""
    row = Iki.select(Iki, Rhk, Skp).join(Rhk).join(Skp).where(Iki.id == iki_id).first()
    if row is None:
        raise NotFound
    _lihat(pelaku, row.rhk.skp, hari, untuk_diubah=True)
    return row


# ---- which SKP ------------------------------------------------------------------------------------
def daftar_skp(pegawai_id: int) -> list[Skp]:
    """All SKPs of a person, newest first, each with `.riwayat.jabatan`. One query."""
    query = Skp.select(Skp, RiwayatJabatan, Jabatan).join(RiwayatJabatan).join(Jabatan, JOIN.LEFT_OUTER)
    return list(query.where(Skp.pegawai == pegawai_id).order_by(Skp.tahun.desc(), Skp.nomor.desc()))


_HIDUP = f"""k.pegawai_id IN (SELECT value FROM json_each(:ids)) AND k.mulai <= :sampai AND k.sampai >= :mulai
    AND k.status NOT IN ({", ".join(f"'{s}'" for s in MATI)})"""


def skp_hidup(ids: Iterable[int], mulai: date, sampai: date) -> dict[int, list[Skp]]:
    """SKPs not batal or diganti that touch these days, by person, in order of time; who has none is missing. One query."""
    sql = f"SELECT {kolom(Skp, 'k')} FROM skp k WHERE {_HIDUP} ORDER BY k.mulai, k.nomor"
    found: dict[int, list[Skp]] = {}
    for row in db.execute_sql(sql, _hari_hidup(ids, mulai, sampai)).fetchall():
        (skp,) = susun(row, Skp)
        found.setdefault(skp.pegawai_id, []).append(skp)
    return found


def _hari_hidup(ids: Iterable[int], mulai: date, sampai: date) -> dict[str, str]:
    return {"ids": dumps(list(ids)), "mulai": mulai.isoformat(), "sampai": sampai.isoformat()}


# ---- what is in it --------------------------------------------------------------------------------
def isi_skp(skp_id: int) -> IsiSkp:
    """All of a plan in print order; raises NotFound. One query."""
    found = isi_banyak([skp_id])
    if skp_id not in found:
        raise NotFound
    return found[skp_id]


_KOLOM_SKP = Skp._meta.sorted_fields
_KOLOM_RHK = [Rhk._meta.columns[f.name] for f in fields(IsiRhk) if f.name not in ("nomor", "induk", "iki")]
_KOLOM_IKI = [Iki._meta.columns[f.name] for f in fields(IsiIki)]  # aspek is the last
# SKPs with the kind of their post, each indicator with its line and what that supports; utama first
_ISI = f"""SELECT {kolom(Skp, "k")}, {kolom(Rhk, "h", _KOLOM_RHK)}, {kolom(Iki, "i", _KOLOM_IKI)},
    a.id, a.teks, p.nama, s.status, j.jenis, j.pimpinan_unit, u.mandiri
FROM skp k JOIN riwayat_jabatan r ON r.id = k.riwayat_id LEFT JOIN jabatan j ON j.id = r.jabatan_id
LEFT JOIN unit u ON u.id = j.unit_id LEFT JOIN rhk h ON h.skp_id = k.id LEFT JOIN iki i ON i.rhk_id = h.id
LEFT JOIN rhk a ON a.id = h.induk_id LEFT JOIN skp s ON s.id = a.skp_id LEFT JOIN pegawai p ON p.id = s.pegawai_id
WHERE {{}} ORDER BY k.mulai, k.nomor, k.id, h.jenis DESC, h.urutan, h.id, i.urutan, i.id"""


def isi_banyak(skp_ids: Iterable[int]) -> dict[int, IsiSkp]:
    """Plans by SKP id. One query."""
    rows = db.execute_sql(_ISI.format("k.id IN (SELECT value FROM json_each(:ids))"), {"ids": dumps(list(skp_ids))})
    return {isi.skp_id: isi for _, isi in _susun_isi(rows.fetchall())}


def ambil_isi(pelaku: Pelaku, skp_id: int, hari: date) -> tuple[Skp, IsiSkp]:
    """The SKP with what is in it for those who may see it; raises as `ambil_skp`. One query, two for another's."""
    found = _susun_isi(db.execute_sql(_ISI.format("k.id = :skp"), {"skp": skp_id}).fetchall())
    if not found:
        raise NotFound
    return _lihat(pelaku, found[0][0], hari, untuk_diubah=False), found[0][1]


def isi_hidup(pegawai_id: int, mulai: date, sampai: date) -> list[tuple[Skp, IsiSkp]]:
    """A person's `skp_hidup` with what is in them. One query."""
    return _susun_isi(db.execute_sql(_ISI.format(_HIDUP), _hari_hidup([pegawai_id], mulai, sampai)).fetchall())


def _susun_isi(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Skp, IsiSkp]]:
    found: list[tuple[Skp, IsiSkp]] = []
    for _, plan in groupby(rows, key=itemgetter(0)):
        semua = list(plan)
        (skp,) = susun(semua[0], Skp)
        *_, jenis, pimpinan, mandiri = semua[0]
        baris = [[r[len(_KOLOM_SKP) :] for r in g] for _, g in groupby(semua, key=itemgetter(len(_KOLOM_SKP)))]
        rhk = tuple(_rhk(n, g) for n, g in enumerate(baris, 1) if g[0][0] is not None)
        found.append((skp, IsiSkp(skp.id, skp.pendekatan, perlu_tautan(jenis, bool(pimpinan), bool(mandiri)), rhk)))
    return found


def _rhk(nomor: int, rows: list[tuple[Any, ...]]) -> IsiRhk:
    """A line from the rows of its indicators."""
    lebar = len(_KOLOM_RHK)
    atas, teks, nama, status = rows[0][-7:-3]
    induk = None if atas is None else Induk(atas, teks, nama, StatusSkp(status))
    iki = tuple(_iki(r[lebar:]) for r in rows if r[lebar] is not None)
    return IsiRhk(*(*nilai(_KOLOM_RHK, rows[0]), nomor, induk, iki))


def _iki(row: tuple[Any, ...]) -> IsiIki:
    *isi, aspek = nilai(_KOLOM_IKI, row)
    return IsiIki(*(*isi, tuple(a for a in Aspek if a in aspek)))


# ---- what an RHK may support ----------------------------------------------------------------------
@dataclass(frozen=True)
class CalonInduk:
    """An RHK that may be supported, with its owner; `konsep`: not agreed yet."""

    rhk_id: int
    teks: str
    nama: str
    konsep: bool


def hari_acuan(skp: Skp, hari: date) -> date:
    """The day of the SKP's period that counts for post and superior: `hari`, or the nearest day of the period."""
    mulai: date = skp.mulai
    sampai: date = skp.sampai
    return min(max(hari, mulai), sampai)


def atasan_skp(skp: Skp, hari: date) -> int | None:
    """The superior on the day that counts (`hari_acuan`). One query."""
    return atasan_banyak([skp.pegawai_id], hari_acuan(skp, hari))[skp.pegawai_id].pegawai_id


def calon_induk(skp: Skp, atasan_id: int | None, hari: date) -> list[CalonInduk]:
    """RHK of the same year, in any state but batal, of the superior and of ketua of the teams he is in. One query."""
    pada = hari_acuan(skp, hari)
    anggota, ketua = AnggotaTim.alias(), AnggotaTim.alias()
    pimpinan = ketua.select(ketua.pegawai).join(anggota, on=anggota.tim == ketua.tim).where(
        ketua.ketua == True, anggota.pegawai == skp.pegawai_id,
        *((a.mulai <= pada) & (a.sampai.is_null() | (a.sampai >= pada)) for a in (anggota, ketua)),
    )  # fmt: skip
    query = Rhk.select(Rhk.id, Rhk.teks, Pegawai.nama, Skp.status).join(Skp).join(Pegawai)
    query = query.where((Skp.pegawai == atasan_id) | Skp.pegawai.in_(pimpinan), Skp.pegawai != skp.pegawai_id)
    query = query.where(Skp.tahun == skp.tahun, Skp.status.not_in(MATI))
    query = query.order_by(Pegawai.nama, Skp.nomor, Rhk.jenis.desc(), Rhk.urutan)
    return [CalonInduk(key, teks, nama, not status.berlaku) for key, teks, nama, status in query.tuples()]


@dataclass(frozen=True)
class Pendukung:
    """An RHK that supports another, with its owner."""

    rhk_id: int
    skp_id: int
    pegawai_id: int
    nama: str
    teks: str


def daftar_pendukung(rhk_id: int) -> list[Pendukung]:
    """Whose RHK support this one, SKPs that are batal left out. One query."""
    query = Rhk.select(Rhk.id, Rhk.skp_id, Skp.pegawai_id, Pegawai.nama, Rhk.teks).join(Skp).join(Pegawai)
    query = query.where(Rhk.induk == rhk_id, Skp.status != StatusSkp.BATAL).order_by(Pegawai.nama, Rhk.id)
    return [Pendukung(*row) for row in query.tuples()]


# ---- which SKP may be made ------------------------------------------------------------------------
@dataclass(frozen=True)
class CalonSkp:
    """An SKP that could be made, or why not (`alasan`)."""

    tahun: int
    riwayat_id: int
    jabatan: str
    mulai: date
    sampai: date
    alasan: str = ""


AWAL_MENYUSUN = 12  # month from which the plan of the coming year is drafted


def calon_skp(pegawai_id: int, sudah: list[Skp], hari: date) -> list[CalonSkp]:
    """This year, and from 1 December the coming one: the SKP that the person could make, or the reason why not.

    `sudah`: his `daftar_skp`. At most four queries.
    """
    tahun = [hari.year, hari.year + 1] if hari.month >= AWAL_MENYUSUN else [hari.year]
    rentang = {r.id: (r.mulai, r.sampai) for r in RiwayatJabatan.select().where(RiwayatJabatan.pegawai == pegawai_id)}
    kontrak = [(k.mulai, k.sampai) for k in Kontrak.select().where(Kontrak.pegawai == pegawai_id)]
    return [_calon(identitas(pegawai_id, max(hari, date(t, 1, 1))), t, sudah, rentang, kontrak, hari) for t in tahun]


def _calon(
    siapa: Identitas, tahun: int, sudah: list[Skp], rentang: dict[int, Rentang], kontrak: list[Rentang], hari: date
) -> CalonSkp:
    def tidak(alasan: str) -> CalonSkp:
        return CalonSkp(tahun, siapa.riwayat_id or 0, siapa.jabatan, hari, hari, alasan)

    if siapa.luar:
        return tidak("Pejabat luar tidak menyusun SKP di kantor ini.")
    if siapa.status not in WAJIB_SKP:
        return tidak(
            f"Status Anda {siapa.status.label}, yang tidak wajib menyusun SKP (PermenPANRB 6/2022 hlm. 65–66)."
        )
    if siapa.riwayat_id is None:
        return tidak("Riwayat jabatan Anda belum dicatat. Minta pengelola kepegawaian melengkapinya di Data pegawai.")
    masa = masa_skp(tahun, rentang[siapa.riwayat_id], () if siapa.kepegawaian is Kepegawaian.PNS else kontrak, hari)
    if masa is None:
        return tidak(f"Tidak ada kontrak yang berlaku pada tahun {tahun}. Minta pengelola kepegawaian mencatatnya.")
    tutup = max((_akhir(s) for s in sudah if s.status is StatusSkp.DITUTUP), default=date.min)
    if masa[0] <= tutup < masa[1]:
        masa = tutup + timedelta(days=1), masa[1]  # what is left after a plan that was closed
    for skp in sudah:
        if skp.status not in MATI and skp.mulai <= masa[1] and masa[0] <= _akhir(skp):
            return tidak(f"SKP {skp.nama} sudah mencakup masa ini.")
    return CalonSkp(tahun, siapa.riwayat_id, siapa.jabatan, *masa)


def _akhir(skp: Skp) -> date:
    """Its last day, not after that of its post."""
    akhir: date = skp.sampai
    return min(akhir, skp.riwayat.sampai or akhir)
