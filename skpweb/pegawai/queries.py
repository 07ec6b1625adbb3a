# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""Who people are on a day, who is whose superior, and who may see whom. Lists are in `queries_daftar`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from json import dumps, loads
from typing import Any

from skpweb.core.access import Pelaku, tandai_dilihat
from skpweb.core.db import kolom, susun
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.organisasi.queries import NAMA_JABATAN, NAMA_UNIT, UnitPada, daftar_unit, satu
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.queries_pohon import (
    AKTIF,
    DI_BAWAH,
    JABATAN_BUKA,
    RIWAYAT_BERLAKU,
    STATUS,
    URUT_PEMEGANG,
    atasan_banyak,
    baca,
)  # fmt: skip
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status, nama_pangkat


@dataclass(frozen=True)
class Identitas:
    """A person as he is on a day. `jabatan` carries its "Plt. "; nothing that is unknown is guessed ("" or None)."""

    pegawai_id: int
    nama: str
    nip: str | None
    kepegawaian: Kepegawaian | None
    luar: bool
    status: Status
    golongan: str
    jabatan: str
    kedudukan: Kedudukan | None
    jabatan_id: int | None
    jenis_jabatan: JenisJabatan | None
    jenjang: str
    punya_pk: bool
    unit_id: int | None
    unit: str
    riwayat_id: int | None
    mulai_jabatan: date | None
    mulai_di_opd: date | None

    @property
    def pangkat(self) -> str:
        return nama_pangkat(self.golongan)

    @property
    def pangkat_golongan(self) -> str:
        """ "Penata Tingkat I, III/d", "IX" or "" as it stands under a signature."""
        return ", ".join(part for part in (self.pangkat, self.golongan) if part)


RIWAYAT_UTAMA = f"""(SELECT r.id FROM riwayat_jabatan r WHERE r.pegawai_id = p.id AND r.jabatan_id IS NOT NULL
    AND {RIWAYAT_BERLAKU} ORDER BY r.kedudukan <> 'definitif', r.kedudukan <> 'plt', r.mulai DESC, r.id DESC LIMIT 1)"""
_RIWAYAT_DUDUK = RIWAYAT_UTAMA.replace(
    " WHERE", " LEFT JOIN json_each(:duduk) d ON d.key = r.pegawai_id WHERE", 1
).replace("ORDER BY", "ORDER BY r.jabatan_id IS NOT d.value,")
_KOLOM = f"""p.id, p.nama, COALESCE(n.nip, p.nip), COALESCE(n.kepegawaian, p.kepegawaian), p.luar, {STATUS},
    (SELECT g.golongan FROM pangkat g WHERE g.pegawai_id = p.id AND g.mulai <= :hari ORDER BY g.mulai DESC LIMIT 1),
    {NAMA_JABATAN}, r.kedudukan, j.id, j.jenis, j.jenjang, j.punya_pk, u.id, {NAMA_UNIT}, r.id, r.mulai,
    (SELECT MIN(a.mulai) FROM riwayat_jabatan a WHERE a.pegawai_id = p.id AND a.jabatan_id IS NOT NULL),
    l.jabatan, l.instansi"""
_DARI = """FROM pegawai p
LEFT JOIN riwayat_jabatan r ON r.id = %s
LEFT JOIN jabatan j ON j.id = r.jabatan_id
LEFT JOIN unit u ON u.id = j.unit_id
LEFT JOIN pejabat_luar l ON l.pegawai_id = p.id
LEFT JOIN nomor_pegawai n ON n.id = (SELECT n.id FROM nomor_pegawai n WHERE n.pegawai_id = p.id AND n.mulai <= :hari
    ORDER BY n.mulai DESC, n.id DESC LIMIT 1)
"""
_IDENTITAS = f"SELECT {_KOLOM} {_DARI}"


def _susun(row: tuple[Any, ...]) -> Identitas:
    (person, nama, nip, kind, luar, status, golongan, post, kedudukan, post_id, jenis, jenjang, pk, unit_id, unit,
     riwayat_id, mulai, first, luar_jabatan, instansi) = row  # fmt: skip
    held = Kedudukan(kedudukan) if kedudukan else None
    return Identitas(
        person, nama, nip, Kepegawaian(kind) if kind else None, bool(luar), Status(status), golongan or "",
        held.awalan + post if held else luar_jabatan or "", held, post_id, JenisJabatan(jenis) if jenis else None,
        jenjang or "", bool(pk), unit_id, unit or instansi or "", riwayat_id,
        date.fromisoformat(mulai) if mulai else None, date.fromisoformat(first) if first else None,
    )  # fmt: skip


def identitas(pegawai_id: int, hari: date) -> Identitas:
    """Raises NotFound. One query."""
    found = identitas_banyak([pegawai_id], hari)
    if pegawai_id not in found:
        raise NotFound
    return found[pegawai_id]


def identitas_banyak(
    ids: Iterable[int] | None, hari: date, *, duduk: Mapping[int, int] | None = None
) -> dict[int, Identitas]:  # fmt: skip
    """By pegawai id, in the order of `ids`; None: all employees (no pejabat luar) by name. One query.

    Of several posts the one that `duduk` gives the person is named, else the definitif one, else Plt., Pj., Plh.
    """
    if ids is None:
        rows = baca(_IDENTITAS % RIWAYAT_UTAMA + "WHERE NOT p.luar ORDER BY p.nama, p.id", hari)
        return {row[0]: _susun(row) for row in rows}
    order = list(dict.fromkeys(ids))
    post, given = (_RIWAYAT_DUDUK, {"duduk": dumps(duduk)}) if duduk else (RIWAYAT_UTAMA, {})
    rows = baca(_IDENTITAS % post + "WHERE p.id IN (SELECT value FROM json_each(:ids))", hari, ids=order, **given)
    found = {row[0]: _susun(row) for row in rows}
    return {person: found[person] for person in order if person in found}


def kepala(hari: date) -> Identitas | None:
    """Who heads the office on the day, in the post by which he does so: Plh. > Pj. > Plt. > definitif; may be luar.

    An inactive holder is passed over here, so that somebody signs. One query.
    """
    holder = f"""(SELECT r.id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
        JOIN pegawai p ON p.id = r.pegawai_id
        WHERE j.atasan_id IS NULL AND {JABATAN_BUKA} AND {RIWAYAT_BERLAKU} AND {AKTIF}
        ORDER BY j.dibuka DESC, j.id DESC, {URUT_PEMEGANG} LIMIT 1)"""
    rows = baca(_IDENTITAS % holder + "WHERE p.id = r.pegawai_id", hari)
    return _susun(rows[0]) if rows else None


@dataclass(frozen=True)
class Atasan:
    """`identitas` None: nobody is known. `jalan` tells step by step how he was found."""

    identitas: Identitas | None
    jalan: tuple[str, ...]


def atasan(pegawai_id: int, hari: date) -> Atasan:
    """The person's pejabat penilai on the day, in the post by which he is it (spec/rules §1; PER6 p. 65, p. 89). Two
    queries."""
    found = atasan_banyak([pegawai_id], hari)[pegawai_id]
    who = found.pegawai_id or 0
    return Atasan(identitas_banyak([who], hari, duduk=found.duduk).get(who), found.jalan)


def unit_dalam_wewenang(pelaku: Pelaku, hari: date) -> list[UnitPada]:
    """Open units in which the actor acts as pengelola, in the order of the tree."""
    return [unit for unit in daftar_unit(hari) if pelaku.unit_ids is None or unit.id in pelaku.unit_ids]


def pastikan_di_unit(pelaku: Pelaku, ids: Iterable[int], hari: date) -> None:
    """All of these people work in the actor's units on the day. Raises NotAllowed naming who does not."""
    if pelaku.unit_ids is None:
        return
    if luar := sorted(i.nama for i in identitas_banyak(ids, hari).values() if i.unit_id not in pelaku.unit_ids):
        raise NotAllowed(f"Di luar unit yang menjadi wewenang Anda: {', '.join(luar[:5])}.")


MELIHAT_SEMUA = frozenset({"admin", "pembaca", "perencana", "pengelola_opd", "kepala"})


# the units of the person's posts, and whether he works below :saya
_SAKSI = f"""(SELECT json_group_array(j.unit_id) FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
        WHERE r.pegawai_id = p.id AND {RIWAYAT_BERLAKU}), EXISTS({DI_BAWAH})"""


def _melihat(pelaku: Pelaku, pegawai_id: int, rows: list[tuple[Any, ...]]) -> bool:
    """Whether the file is the actor's to change; raises NotFound for strangers. `rows` begin with _SAKSI."""
    if not rows:
        raise NotFound
    unit, di_bawahnya = set(loads(rows[0][0])), bool(rows[0][1])
    manages = pelaku.unit_ids is None or bool(unit & pelaku.unit_ids)
    if not (manages or pelaku.pegawai_id == pegawai_id or MELIHAT_SEMUA & pelaku.peran or di_bawahnya):
        raise NotFound
    tandai_dilihat(pegawai_id)
    return manages


def lihat_pegawai(pelaku: Pelaku, pegawai_id: int, hari: date) -> tuple[Pegawai, bool]:
    """The person, for those who may see him: himself, pengelola of his unit, everybody above him, reading roles; and
    whether the file is the actor's to change: a pengelola of the unit of one of his posts (without a post: of the whole
    OPD). Raises NotFound for strangers. One query."""
    sql = f"SELECT {_SAKSI}, {kolom(Pegawai, 'p')} FROM pegawai p WHERE p.id = :orang"
    rows = baca(sql, hari, orang=pegawai_id, saya=pelaku.pegawai_id)
    manages = _melihat(pelaku, pegawai_id, rows)
    return susun(rows[0][2:], Pegawai)[0], manages


def lihat_identitas(pelaku: Pelaku, pegawai_id: int, hari: date) -> Identitas:
    """Who the person is on the day, for those who may see him; raises NotFound for strangers. One query."""
    sql = f"SELECT {_SAKSI}, {_KOLOM} {_DARI % RIWAYAT_UTAMA} WHERE p.id = :orang"
    rows = baca(sql, hari, orang=pegawai_id, saya=pelaku.pegawai_id)
    _melihat(pelaku, pegawai_id, rows)
    return _susun(rows[0][2:])


def ambil_pegawai(pelaku: Pelaku, pegawai_id: int, hari: date, *, untuk_diubah: bool = False) -> Pegawai:
    """As `lihat_pegawai`; raises NotAllowed where seeing is all and the file is to be changed."""
    pegawai, manages = lihat_pegawai(pelaku, pegawai_id, hari)
    if untuk_diubah and not manages:
        raise NotAllowed("Data ini hanya diubah pengelola kepegawaian unitnya.")
    return pegawai


def ambil_riwayat(pelaku: Pelaku, riwayat_id: int, hari: date) -> RiwayatJabatan:
    """A row that the actor may change; raises NotFound, NotAllowed."""
    row = satu(RiwayatJabatan, RiwayatJabatan.id == riwayat_id)
    ambil_pegawai(pelaku, row.pegawai_id, hari, untuk_diubah=True)
    return row
