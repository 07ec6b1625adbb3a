# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""The tree of posts with its holders on a day, and the superiors that follow from it: ids only, raw rows, few queries.

Every function needs the same number of queries whatever the number of people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Any

from skpweb.core.db import db
from skpweb.organisasi.queries import NAMA_JABATAN
from skpweb.organisasi.rules import JPT, JenisJabatan
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.rules_atasan import Duduk, HasilAtasan, Pemegang, Pos, TugasDelegasi, tentukan_atasan

BERLAKU = "{0}.mulai <= :hari AND ({0}.sampai IS NULL OR {0}.sampai >= :hari)"
RIWAYAT_BERLAKU = BERLAKU.format("r")
STATUS = f"""COALESCE((SELECT s.status FROM status_pegawai s WHERE s.pegawai_id = p.id AND {BERLAKU.format("s")}
    ORDER BY s.mulai DESC, s.id DESC LIMIT 1), 'aktif')"""
AKTIF = f"""(CASE WHEN p.luar THEN EXISTS(SELECT 1 FROM pejabat_luar l WHERE l.pegawai_id = p.id AND {BERLAKU.format("l")})
    ELSE {STATUS} = 'aktif' END)"""
# the order of rules_atasan.pemegang_utama
URUT_PEMEGANG = """CASE r.kedudukan WHEN 'plh' THEN 0 WHEN 'pj' THEN 1 WHEN 'plt' THEN 2 ELSE 3 END,
    r.mulai DESC, r.pegawai_id DESC"""
JABATAN_BUKA = "j.dibuka <= :hari AND (j.ditutup IS NULL OR j.ditutup > :hari)"
_JPT = "(" + ", ".join(f"'{jenis}'" for jenis in sorted(JPT)) + ")"


def baca(sql: str, hari: date, **values: Any) -> list[tuple[Any, ...]]:
    """Rows of a raw read; `ids` goes in as a JSON array."""
    if "ids" in values:
        values["ids"] = dumps(list(values["ids"]))
    return db.execute_sql(sql, {"hari": hari.isoformat(), **values}).fetchall()


@dataclass(frozen=True)
class Susunan:
    """What `rules_atasan.tentukan_atasan` needs: posts held by people, posts up to the root, who rates the head.

    `saya`: for whom subordinates were looked for, with whoever delegated to him.
    """

    duduk: dict[int, list[Duduk]]
    pos: dict[int, Pos]
    penilai_kepala: Pemegang | None
    saya: frozenset[int] = frozenset()

    def atasan(self, pegawai_id: int) -> HasilAtasan:
        return tentukan_atasan(pegawai_id, self.duduk.get(pegawai_id, ()), self.pos, self.penilai_kepala)

    def bawahan(self, pegawai_id: int) -> list[int]:
        return [person for person in self.duduk if self.atasan(person).pegawai_id == pegawai_id]


# Who may be a subordinate of :saya (and of whoever delegated :tugas to him): holders of the posts below the own ones, and
# of those below again as long as fewer than :dalam acting holders stand between; the same one in a row counts once.
_BERTINDAK = f"""(SELECT CASE WHEN {AKTIF} THEN p.id END FROM riwayat_jabatan r JOIN pegawai p ON p.id = r.pegawai_id
    WHERE r.jabatan_id = j.id AND {RIWAYAT_BERLAKU} ORDER BY {URUT_PEMEGANG} LIMIT 1)"""
_BARU = "(t.pemegang IS NOT NULL AND t.pemegang IS NOT t.di_atas)"
_TURUN = f"""saya(id) AS (
    SELECT :saya UNION SELECT d.pemberi_id FROM delegasi d WHERE d.penerima_id = :saya AND d.dicabut_pada IS NULL
        AND {BERLAKU.format("d")} AND EXISTS(SELECT 1 FROM json_each(d.tugas) WHERE value = :tugas)),
turun(id, pemegang, di_atas, lewat) AS (
    SELECT j.id, {_BERTINDAK}, NULL, 0 FROM jabatan j WHERE {JABATAN_BUKA} AND (
        j.atasan_id IN (SELECT r.jabatan_id FROM saya JOIN riwayat_jabatan r ON r.pegawai_id = saya.id AND {RIWAYAT_BERLAKU})
        OR ((j.atasan_id IS NULL OR j.jenis IN {_JPT}) AND EXISTS(SELECT 1 FROM saya JOIN pejabat_luar l
            ON l.pegawai_id = saya.id WHERE l.penilai_kepala AND {BERLAKU.format("l")})))
    UNION SELECT j.id, {_BERTINDAK}, COALESCE(t.pemegang, t.di_atas), t.lewat + {_BARU}
    FROM turun t JOIN jabatan j ON j.atasan_id = t.id WHERE t.lewat + {_BARU} < :dalam AND {JABATAN_BUKA}),"""
_CALON = (
    f"""UNION SELECT r.pegawai_id FROM turun t JOIN riwayat_jabatan r ON r.jabatan_id = t.id AND {RIWAYAT_BERLAKU}"""
)
_SAYA = "UNION ALL SELECT 'saya', id, '', NULL, '', 0, '', '', '', 0 FROM saya"


def susunan(
    ids: Iterable[int] | None, hari: date, *, lengkap: Iterable[int] = (), saya: int | None = None,
    tugas: str = "", dalam: int = 1,
) -> Susunan:  # fmt: skip
    """The part of the tree that these people (None: everybody) and whoever may be a subordinate of `saya` stand in,
    `dalam` levels deep and with those of whoever delegated `tugas` to him.

    Holders only of posts above somebody, and of those that `lengkap` names besides. One query.
    """
    turun, calon, who = (_TURUN, _CALON, _SAYA) if saya else ("", "", "")
    rows = baca(
        f"""WITH RECURSIVE {turun} duduk AS (
            SELECT r.pegawai_id, r.jabatan_id, r.kedudukan, r.mulai FROM riwayat_jabatan r
            WHERE r.jabatan_id IS NOT NULL AND {RIWAYAT_BERLAKU}
            {"" if ids is None else f"AND r.pegawai_id IN (SELECT value FROM json_each(:ids) {calon})"}),
        naik(id, atas) AS (
            SELECT jabatan_id, 0 FROM duduk UNION SELECT value, 1 FROM json_each(:lengkap)
            UNION SELECT j.atasan_id, 1 FROM jabatan j JOIN naik ON j.id = naik.id WHERE j.atasan_id IS NOT NULL)
        SELECT 'duduk', pegawai_id, '', jabatan_id, '', 0, '', kedudukan, mulai, 0 FROM duduk {who}
        UNION ALL SELECT 'luar', 0, '', NULL, '', p.id, p.nama, '', l.mulai, 1
            FROM pejabat_luar l JOIN pegawai p ON p.id = l.pegawai_id WHERE l.penilai_kepala AND {BERLAKU.format("l")}
        UNION ALL SELECT 'pos', j.id, {NAMA_JABATAN}, j.atasan_id, j.jenis, p.id, p.nama, r.kedudukan, r.mulai, {AKTIF}
            FROM (SELECT id, MAX(atas) AS atas FROM naik GROUP BY id) naik JOIN jabatan j ON j.id = naik.id
            LEFT JOIN riwayat_jabatan r ON naik.atas AND r.jabatan_id = j.id AND {RIWAYAT_BERLAKU}
            LEFT JOIN pegawai p ON p.id = r.pegawai_id""",
        hari, lengkap=dumps(list(lengkap)), saya=saya, tugas=tugas, dalam=dalam, **({} if ids is None else {"ids": ids}),
    )  # fmt: skip
    return _susun(rows)


def _susun(rows: list[tuple[Any, ...]]) -> Susunan:
    seats: dict[int, list[Duduk]] = {}
    posts: dict[int, tuple[str, int | None, JenisJabatan]] = {}
    holders: dict[int, list[Pemegang]] = {}
    outside, saya = None, set()
    for kind, key, nama, up, jenis, person, who, kedudukan, mulai, active in rows:
        if kind == "duduk":
            seats.setdefault(key, []).append(Duduk(up, Kedudukan(kedudukan), date.fromisoformat(mulai)))
        elif kind == "saya":
            saya.add(key)
        elif kind == "luar":
            outside = Pemegang(person, who, Kedudukan.DEFINITIF, date.fromisoformat(mulai))
        else:
            posts[key] = (nama, up, JenisJabatan(jenis))
            if person is not None:
                holder = Pemegang(person, who, Kedudukan(kedudukan), date.fromisoformat(mulai), bool(active))
                holders.setdefault(key, []).append(holder)
    tree = {p: Pos(p, *about, tuple(holders.get(p, ()))) for p, about in posts.items()}
    return Susunan(seats, tree, outside, frozenset(saya))


def atasan_banyak(ids: Iterable[int] | None, hari: date) -> dict[int, HasilAtasan]:
    """The superior of each of these people (None: of everybody who holds a post) and the way to him. One query."""
    people = None if ids is None else list(ids)
    known = susunan(people, hari)
    return {p: known.atasan(p) for p in (known.duduk if people is None else people)}


def bawahan_id(pegawai_id: int, hari: date) -> list[int]:
    """Everybody whose superior this person is on the day. One query."""
    return susunan([], hari, saya=pegawai_id).bawahan(pegawai_id)


@dataclass(frozen=True)
class Wilayah:
    """Whom a person judges on a day, each with the superior in whose place he does: `langsung` his own subordinates and
    those of whoever delegated the deed to him; `cadangan` the subordinates of those, once a deadline has passed."""

    langsung: dict[int, int]
    cadangan: dict[int, int]


def wilayah(pegawai_id: int, hari: date, tugas: TugasDelegasi) -> Wilayah:
    """Whose work this person judges on the day (PER6 p. 65 C.3, C.5, p. 89 A.3), never the own. One query."""
    known = susunan([], hari, saya=pegawai_id, tugas=tugas, dalam=2)
    above = {p: up for p in known.duduk if p != pegawai_id and (up := known.atasan(p).pegawai_id)}
    direct = {p: up for p, up in above.items() if up in known.saya}
    return Wilayah(direct, {p: up for p, up in above.items() if above.get(up) in known.saya and p not in direct})


# whether :orang works somewhere below :saya: he holds a post above one of theirs, or rates the head
DI_BAWAH = f"""WITH RECURSIVE naik(id) AS (
        SELECT j.atasan_id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
        WHERE r.pegawai_id = :orang AND {RIWAYAT_BERLAKU}
        UNION SELECT j.atasan_id FROM jabatan j JOIN naik ON j.id = naik.id)
    SELECT 1 FROM riwayat_jabatan r
    WHERE r.pegawai_id = :saya AND r.jabatan_id IN (SELECT id FROM naik) AND {RIWAYAT_BERLAKU}
    UNION ALL SELECT 1 FROM pejabat_luar l WHERE l.pegawai_id = :saya AND l.penilai_kepala AND {BERLAKU.format("l")}"""
