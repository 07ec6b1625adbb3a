# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Lists of people, paged by the server, and what stands in one person's file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from skpweb.audit.queries import SUMBER
from skpweb.core.access import Pelaku
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.queries import UNIT_TURUNAN
from skpweb.pegawai.models import LaporanData, Pegawai
from skpweb.pegawai.queries import MELIHAT_SEMUA, RIWAYAT_UTAMA, Atasan, Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import RIWAYAT_BERLAKU, STATUS, atasan_banyak, baca, susunan
from skpweb.pegawai.rules import (
    HARI_PENGINGAT_KONTRAK,
    KELUAR,
    Kedudukan,
    Kepegawaian,
    Status,
    nama_pangkat,
    tampilkan_nip,
)  # fmt: skip

SEMUA = "semua"
PERLU = {
    "tanpa_jabatan": "Belum punya jabatan",
    "plt_saja": "Plt. tanpa jabatan definitif",
    "tanpa_jenjang": "Jenjang JF belum diketahui",
    "kontrak": f"Kontrak berakhir dalam {HARI_PENGINGAT_KONTRAK[0]} hari",
}
URUT = ("nama", "nip", "jabatan", "unit")
_KELUAR = "(" + ", ".join(f"'{status}'" for status in sorted(KELUAR)) + ")"
_ADA = f"EXISTS(SELECT 1 FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id WHERE r.pegawai_id = p.id AND {RIWAYAT_BERLAKU}"
_SARINGAN_PERLU = {
    "tanpa_jabatan": f"NOT {_ADA})",
    "plt_saja": f"{_ADA}) AND NOT {_ADA} AND r.kedudukan = '{Kedudukan.DEFINITIF}')",
    "tanpa_jenjang": f"{_ADA} AND j.jenis = 'fungsional' AND j.jenjang IS NULL)",
    "kontrak": """(SELECT MAX(k.sampai) FROM kontrak k WHERE k.pegawai_id = p.id) BETWEEN :hari AND :batas""",
}


@dataclass(frozen=True)
class SaringanPegawai:
    """`status`: "" = everybody who has not left, a Status, or "semua". `perlu`: a key of PERLU."""

    cari: str = ""
    unit_id: int | None = None
    kepegawaian: Kepegawaian | None = None
    status: str = ""
    perlu: str = ""
    jabatan_id: int | None = None


@dataclass(frozen=True)
class BarisPegawai:
    """A row of the list; `atasan.identitas` None: nobody is known."""

    identitas: Identitas
    atasan: Atasan


def daftar_pegawai(pelaku: Pelaku, saringan: SaringanPegawai, hari: date, paging: Paging) -> Page[BarisPegawai]:
    """People whom the actor may see, filtered, one page. Three queries, whatever the number of rows."""
    ids, total = id_pegawai(pelaku, saringan, hari, paging)
    superiors = atasan_banyak(ids, hari)
    known = identitas_banyak([*ids, *(s.pegawai_id for s in superiors.values() if s.pegawai_id)], hari)
    rows = [BarisPegawai(known[p], Atasan(known.get(superiors[p].pegawai_id or 0), superiors[p].jalan)) for p in ids]
    return Page(rows, total, paging)


def id_pegawai(pelaku: Pelaku, saringan: SaringanPegawai, hari: date, paging: Paging) -> tuple[list[int], int]:
    """Ids of one page and how many there are in all."""
    where, values = _syarat(pelaku, saringan, hari)
    key = paging.urut.removeprefix("-") or "nama"
    join = f"LEFT JOIN riwayat_jabatan m ON m.id = {RIWAYAT_UTAMA} LEFT JOIN jabatan a ON a.id = m.jabatan_id"
    join += " LEFT JOIN unit b ON b.id = a.unit_id"
    column = {"nama": "p.nama", "nip": "p.nip", "jabatan": "a.nama", "unit": "b.nama"}[key]
    way = "DESC" if paging.urut.startswith("-") else "ASC"
    rows = baca(
        f"""SELECT p.id, COUNT(*) OVER () FROM pegawai p {join if key in ("jabatan", "unit") else ""}
        WHERE {" AND ".join(where)} ORDER BY {column} {way}, p.nama, p.id LIMIT :per OFFSET :offset""",
        hari,
        per=paging.per,
        offset=paging.offset,
        **values,
    )
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _syarat(pelaku: Pelaku, saringan: SaringanPegawai, hari: date) -> tuple[list[str], dict[str, Any]]:
    where = ["NOT p.luar"]
    values: dict[str, Any] = {}
    if saringan.cari:
        where.append("(INSTR(LOWER(p.nama), LOWER(:cari)) OR (:angka <> '' AND INSTR(p.nip, :angka)))")
        values |= {"cari": saringan.cari, "angka": "".join(c for c in saringan.cari if c.isdecimal())}
    if saringan.kepegawaian:
        where.append("p.kepegawaian = :kepegawaian")
        values["kepegawaian"] = str(saringan.kepegawaian)
    if saringan.status == "":
        once_left = f"(SELECT s.pegawai_id FROM status_pegawai s WHERE s.status IN {_KELUAR})"  # few: the rest is quick
        where.append(f"(p.id NOT IN {once_left} OR {STATUS} NOT IN {_KELUAR})")
    elif saringan.status in list(Status):
        where.append(f"{STATUS} = :status")
        values["status"] = saringan.status
    if saringan.unit_id:
        where.append(f"{_ADA} AND j.unit_id IN ({UNIT_TURUNAN}))")
        values["unit"] = saringan.unit_id
    if saringan.jabatan_id:
        where.append(f"{_ADA} AND j.id = :jabatan)")
        values["jabatan"] = saringan.jabatan_id
    if saringan.perlu in _SARINGAN_PERLU:
        where.append(_SARINGAN_PERLU[saringan.perlu])
        values["batas"] = (hari + timedelta(HARI_PENGINGAT_KONTRAK[0])).isoformat()
    scope, more = _lingkup(pelaku)
    return [*where, *scope], values | more


def _lingkup(pelaku: Pelaku) -> tuple[list[str], dict[str, Any]]:
    """Everybody, or the units of a pengelola and whoever works below the actor."""
    if pelaku.unit_ids is None or MELIHAT_SEMUA & pelaku.peran:
        return [], {}
    units = ",".join(str(unit) for unit in sorted(pelaku.unit_ids))
    below = f"""SELECT r.pegawai_id FROM riwayat_jabatan r WHERE {RIWAYAT_BERLAKU} AND r.jabatan_id IN (
        WITH RECURSIVE t(id) AS (
            SELECT j.id FROM riwayat_jabatan r JOIN jabatan j ON j.atasan_id = r.jabatan_id
            WHERE r.pegawai_id = :saya AND {RIWAYAT_BERLAKU}
            UNION SELECT j.id FROM jabatan j JOIN t ON j.atasan_id = t.id) SELECT id FROM t)"""
    rates = "EXISTS(SELECT 1 FROM pejabat_luar l WHERE l.pegawai_id = :saya AND l.penilai_kepala)"
    return [f"({_ADA} AND j.unit_id IN ({units or 'NULL'})) OR p.id IN ({below}) OR {rates})"], {
        "saya": pelaku.pegawai_id
    }


def cari_pegawai(text: str, hari: date, batas: int = 20) -> list[Identitas]:
    """People in office by a piece of their name or number, for choosing one: name · NIP · post · unit. Two queries."""
    if len(text.strip()) < 2:
        return []
    everybody = Pelaku(unit_ids=None)
    ids, _ = id_pegawai(everybody, SaringanPegawai(cari=text.strip()), hari, Paging(per=batas))
    return list(identitas_banyak(ids, hari).values())


def cari_orang(text: str) -> list[int]:
    """Everybody there ever was with these words in the name or these digits in the number. One query."""
    digits = text.replace(" ", "")
    named = Pegawai.nama.contains(text) | (Pegawai.nip.contains(digits) if digits.isdecimal() else False)
    return [p for (p,) in Pegawai.select(Pegawai.id).where(named).tuples()]


def nama_orang(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by pegawai id. One query."""
    known = [i for i in set(ids) if i]
    return dict(Pegawai.select(Pegawai.id, Pegawai.nama).where(Pegawai.id.in_(known)).tuples())


SUMBER["pegawai"] = nama_orang


def cari_satu(text: str, hari: date, field: str = "pegawai") -> Identitas:
    """The one employee meant by a number or a name. Raises RuleViolation naming those who share the name."""
    found = cari_pegawai(text, hari)
    exact = [i for i in found if i.nama.casefold() == text.strip().casefold()] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise RuleViolation(
            f"“{text.strip()}” tidak ditemukan. Ketik NIP (18 angka) atau nama seperti di data pegawai.", field
        )
    names = "; ".join(f"{i.nama} (NIP {tampilkan_nip(i.nip)}, {i.unit})" for i in exact[:5])
    raise RuleViolation(f"Ada beberapa yang cocok: {names}. Ketik NIP-nya.", field)


@dataclass(frozen=True)
class Catatan:
    """A dated line of a person's file; `isi` and `ket` are its words, `kini`: it holds on the day that was asked for."""

    id: int
    isi: str
    ket: str
    mulai: date
    sampai: date | None
    kini: bool


@dataclass(frozen=True)
class BarisRiwayat:
    """A row of riwayat jabatan; `tempat` is the unit or, outside the office, the instansi."""

    id: int
    jabatan_id: int | None
    jabatan: str
    tempat: str
    kedudukan: Kedudukan
    mulai: date
    sampai: date | None
    sk_nomor: str
    sebelumnya: str


@dataclass(frozen=True)
class DetailPegawai:
    """A person with his superior and subordinates on the day, and his whole file (kinds: nomor, status, pangkat, kontrak)."""

    identitas: Identitas
    atasan: Atasan
    bawahan: list[Identitas]
    riwayat: list[BarisRiwayat]
    catatan: dict[str, list[Catatan]]


def detail_pegawai(pegawai_id: int, hari: date) -> DetailPegawai:
    """Raises NotFound. Three queries."""
    tree = susunan([pegawai_id], hari, saya=pegawai_id)
    mine, below = tree.atasan(pegawai_id), tree.bawahan(pegawai_id)
    people = identitas_banyak([pegawai_id, *below, mine.pegawai_id or 0], hari, duduk=mine.duduk)
    if pegawai_id not in people:
        raise NotFound
    staff = sorted((people[p] for p in below if not people[p].luar), key=lambda i: (i.nama, i.pegawai_id))
    superior = Atasan(people.get(mine.pegawai_id or 0), mine.jalan)
    return DetailPegawai(people[pegawai_id], superior, staff, *_berkas(pegawai_id, hari))


def _berkas(pegawai_id: int, hari: date) -> tuple[list[BarisRiwayat], dict[str, list[Catatan]]]:
    rows = baca(
        """SELECT 'riwayat' AS jenis, r.id AS id, COALESCE(j.nama, r.jabatan_luar), COALESCE(u.nama, r.instansi),
            r.mulai AS mulai, r.sampai, r.jabatan_id, r.kedudukan, r.sk_nomor, r.sebelumnya
        FROM riwayat_jabatan r LEFT JOIN jabatan j ON j.id = r.jabatan_id LEFT JOIN unit u ON u.id = j.unit_id
        WHERE r.pegawai_id = :orang
        UNION ALL SELECT 'nomor', id, nip, kepegawaian || '|' || alasan, mulai, NULL, 0, '', '', '' FROM nomor_pegawai
            WHERE pegawai_id = :orang
        UNION ALL SELECT 'status', id, status, sk_nomor, mulai, sampai, 0, '', '', '' FROM status_pegawai
            WHERE pegawai_id = :orang
        UNION ALL SELECT 'pangkat', id, golongan, '', mulai, NULL, 0, '', '', '' FROM pangkat WHERE pegawai_id = :orang
        UNION ALL SELECT 'kontrak', id, nomor, COALESCE(jam, ''), mulai, sampai, 0, '', '', '' FROM kontrak
            WHERE pegawai_id = :orang
        ORDER BY mulai DESC, id DESC""",
        hari, orang=pegawai_id,
    )  # fmt: skip
    posts: list[BarisRiwayat] = []
    notes: dict[str, list[Catatan]] = {"nomor": [], "status": [], "pangkat": [], "kontrak": []}
    for jenis, row_id, isi, ket, mulai, sampai, post, kedudukan, sk, past in rows:
        start, end = date.fromisoformat(mulai), date.fromisoformat(sampai) if sampai else None
        if jenis == "riwayat":
            posts.append(BarisRiwayat(row_id, post, isi, ket, Kedudukan(kedudukan), start, end, sk, past))
        else:
            holds = start <= hari <= (end or date.max) and not any(c.kini for c in notes[jenis])
            notes[jenis].append(Catatan(row_id, *_kata(jenis, isi, str(ket)), start, end, holds))
    return posts, notes


def _kata(jenis: str, isi: str, ket: str) -> tuple[str, str]:
    if jenis == "nomor":
        kind, _, reason = ket.partition("|")
        return tampilkan_nip(isi), " · ".join(part for part in (Kepegawaian(kind).label, reason) if part)
    if jenis == "status":
        return Status(isi).label, f"SK {ket}" if ket else ""
    if jenis == "pangkat":
        return isi, nama_pangkat(isi)
    return isi, f"{ket} jam seminggu" if ket else ""


def kontrak_berakhir(hari: date) -> list[tuple[int, date, int]]:
    """(pegawai, last day, days left) of everybody whose latest contract ends within 60 days. For reminders and Beranda."""
    rows = baca(
        f"""SELECT p.id, MAX(k.sampai) FROM kontrak k JOIN pegawai p ON p.id = k.pegawai_id WHERE {STATUS} NOT IN {_KELUAR}
        GROUP BY p.id HAVING MAX(k.sampai) BETWEEN :hari AND :batas ORDER BY 2, p.nama""",
        hari,
        batas=(hari + timedelta(HARI_PENGINGAT_KONTRAK[0])).isoformat(),
    )
    return [(row[0], date.fromisoformat(row[1]), (date.fromisoformat(row[1]) - hari).days) for row in rows]


def kontrak_lewat(hari: date) -> list[tuple[int, str, date]]:
    """(pegawai, number, last day) of everybody still in service whose latest contract has ended."""
    rows = baca(
        f"""SELECT p.id, k.nomor, MAX(k.sampai) FROM kontrak k JOIN pegawai p ON p.id = k.pegawai_id
        WHERE {STATUS} NOT IN {_KELUAR} GROUP BY p.id HAVING MAX(k.sampai) < :hari""",
        hari,
    )
    return [(row[0], row[1], date.fromisoformat(row[2])) for row in rows]


def daftar_laporan(
    pelaku: Pelaku, hari: date, paging: Paging, *, selesai: bool = False
) -> Page[tuple[LaporanData, Identitas]]:
    """Reports of wrong data about the people in the actor's units: open ones oldest first, settled ones newest first."""
    query = LaporanData.select().where(LaporanData.selesai_pada.is_null(not selesai))
    if pelaku.unit_ids is not None and not MELIHAT_SEMUA & pelaku.peran:
        units = ",".join(str(unit) for unit in sorted(pelaku.unit_ids)) or "NULL"
        seen = baca(f"SELECT p.id FROM pegawai p WHERE {_ADA} AND j.unit_id IN ({units}))", hari)
        query = query.where(LaporanData.pegawai.in_([row[0] for row in seen]))
    order = LaporanData.selesai_pada.desc() if selesai else LaporanData.dibuat_pada
    rows = list(query.order_by(order).limit(paging.per).offset(paging.offset))
    who = identitas_banyak([row.pegawai_id for row in rows], hari)
    return Page([(row, who[row.pegawai_id]) for row in rows], query.count(), paging)


def laporan_sendiri(pegawai_id: int) -> list[LaporanData]:
    """One's own reports, newest first."""
    mine = LaporanData.select().where(LaporanData.pegawai == pegawai_id)
    return list(mine.order_by(LaporanData.dibuat_pada.desc()).limit(20))
