"""A whole sheet of employees in one deed, and its undo. The one deed that writes units and posts beside people: they come
out of the same rows.

Rows are complete (`rules_impor.BarisImpor`); the caller has shown `rules_impor.susun_rencana` to the person before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from json import dumps
from typing import Any

from skpweb.audit.services import Baris, catat_banyak
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import BaseModel, db, tulis
from skpweb.core.errors import RuleViolation, collect
from skpweb.organisasi.models import Jabatan, JabatanNama, Unit, UnitNama
from skpweb.organisasi.queries import pastikan_wewenang
from skpweb.organisasi.rules import STRUKTURAL, kunci_nama
from skpweb.pegawai.models import NomorPegawai, Pangkat, Pegawai, RiwayatJabatan, StatusPegawai
from skpweb.pegawai.queries_impor import keadaan_sekarang
from skpweb.pegawai.rules import Status
from skpweb.pegawai.rules_impor import BarisImpor, Keadaan, Orang, Rencana, susun_rencana
from skpweb.pegawai.services import SEHARI

# What an import writes to, what is referred to first.
TABEL: tuple[type[BaseModel], ...] = (
    Unit, UnitNama, Jabatan, JabatanNama, Pegawai, NomorPegawai, StatusPegawai, Pangkat, RiwayatJabatan,
)  # fmt: skip
BERVERSI: tuple[type[BaseModel], ...] = (Unit, Jabatan, Pegawai)
SEBUT = 10  # names told when an undo is refused


Jurnal = dict[str, Any]
"""Plain JSON by which `batalkan_impor` undoes an import."""
Berubah = dict[int, dict[str, tuple[str, str]]]
"""Of each known person what changed, by its label: before, after."""


class _Tulisan:
    """Rows to insert and changes to make, collected first and written table by table: 5,000 people in about a second."""

    def __init__(self) -> None:
        self.insert: dict[type[BaseModel], list[dict[str, Any]]] = {model: [] for model in TABEL}
        self.change: dict[type[BaseModel], dict[int, dict[str, Any]]] = {model: {} for model in TABEL}
        seq = dict(db.execute_sql("SELECT name, seq FROM sqlite_sequence").fetchall())
        self.last = {model: int(seq.get(_nama(model), 0)) for model in TABEL}

    def add(self, model: type[BaseModel], **values: Any) -> int:
        self.last[model] += 1
        self.insert[model].append({"id": self.last[model], **values})
        return self.last[model]

    def set(self, model: type[BaseModel], row_id: int, **values: Any) -> None:
        self.change[model].setdefault(row_id, {}).update(values)

    def write(self) -> None:
        """Changes before inserts (a root gives way before another comes); references are checked at the end."""
        db.execute_sql("PRAGMA defer_foreign_keys = 1")
        for model in TABEL:
            for row_id, changed in self.change[model].items():
                bump = {"versi": model.versi + 1} if "versi" in model._meta.fields else {}
                model.update(**changed, **bump).where(model.id == row_id).execute()
            _sisipkan(model, self.insert[model])

    def journal(self) -> Jurnal:
        """What an undo needs: ids of new rows, and changed columns as they are now. Call before `write`."""
        before: dict[str, dict[str, dict[str, Any]]] = {}
        for model in TABEL:
            for row in model.select().where(model.id.in_(list(self.change[model]))):
                fields = [model._meta.fields[name] for name in self.change[model][row.id]]
                values = {f.column_name: f.db_value(getattr(row, getattr(f, "object_id_name", f.name))) for f in fields}
                before.setdefault(_nama(model), {})[str(row.id)] = values
        new = {_nama(model): [row["id"] for row in rows] for model, rows in self.insert.items() if rows}
        return {"baru": new, "sebelum": before}


def _nama(model: type[BaseModel]) -> str:
    return str(model._meta.table_name)


def _sisipkan(model: type[BaseModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        fields = [model._meta.fields[name] for name in rows[0]]
        columns, marks = ", ".join(f'"{f.column_name}"' for f in fields), ", ".join("?" * len(fields))
        values = [tuple(f.db_value(row[f.name]) for f in fields) for row in rows]
        db.connection().executemany(f'INSERT INTO "{_nama(model)}" ({columns}) VALUES ({marks})', values)  # noqa: S608


def terapkan_impor(pelaku: Pelaku, rows: Sequence[BarisImpor], *, pada: datetime) -> Jurnal:
    """Units, posts, people, numbers, pangkat, riwayat jabatan and the tree as the rows say: all or nothing.

    Returns what undoes it. Known people are found by number. Another post is a pindah jabatan from the row's TMT where unit or title differ, else
    the riwayat row continues (another superior, jenjang, correction). Who is not in the sheet stays as he is.
    Raises RuleViolations with every fault of `susun_rencana`, NotAllowed for units outside the actor's authority.
    """
    with tulis():
        hari = hari_dari(pada)
        old = keadaan_sekarang(hari)
        plan = susun_rencana(rows, old)
        units = _unit_tersentuh(rows, plan, old)
        pastikan_wewenang(pelaku, *units)
        collect([RuleViolation(f"Baris {nomor}: {text}" if nomor else text) for nomor, text in plan.galat])
        writing = _Tulisan()
        berubah: Berubah = {}
        posts = _susunan(writing, plan, rows, hari)
        pangkat_hari_ini = {g.pegawai_id: g.id for g in Pangkat.select().where(Pangkat.mulai == hari)}
        for row in rows:
            known, post = old.orang.get(row.nip), posts[plan.jabatan[row.nomor]]
            if known is None:
                _orang_baru(writing, row, post, pada)
            elif changed := _orang_lama(writing, row, known, post, old, hari, pangkat_hari_ini):
                berubah[known.id] = changed
        jurnal = {**writing.journal(), "unit": sorted(units, key=str)}
        writing.write()
        jurnal["versi"] = {_nama(model): _versi(model, jurnal) for model in BERVERSI}
        catat_banyak(pelaku, _jejak(writing, jurnal, berubah, rows), pada=pada)
    return jurnal


def _unit_tersentuh(rows: Sequence[BarisImpor], plan: Rencana, old: Keadaan) -> set[int | None]:
    """Units in which the import writes: of rows, of what their people hold now, of posts that change. New: None."""
    posts = [old.pos[post] for post in (*plan.pindah, *plan.ubah_nama, *plan.ubah_jenis)]
    held = [seat for row in rows if row.nip in old.orang for seat in old.orang[row.nip].duduk]
    posts += [old.pos[seat.jabatan_id] for seat in held if seat.jabatan_id in old.pos]
    return {row.unit if isinstance(row.unit, int) else None for row in rows} | {post.unit_id for post in posts}


def _susunan(writing: _Tulisan, plan: Rencana, rows: Sequence[BarisImpor], hari: date) -> dict[int, int]:
    """Collect what happens to units and posts; returns planned id → real id of every post of the plan."""
    since = min(row.tmt for row in rows) if rows else hari
    units: dict[int | None, int | None] = {u: writing.last[Unit] + n for n, u in enumerate(plan.unit_baru, 1)}
    for nama, parent in plan.unit_baru.values():
        unit = writing.add(
            Unit, nama=nama, kunci=kunci_nama(nama), induk=units.get(parent, parent), mandiri=False,
            dibuka=since, ditutup=None, versi=1,
        )  # fmt: skip
        writing.add(UnitNama, unit=unit, nama=nama, mulai=since)
    posts = {post: writing.last[Jabatan] + n for n, post in enumerate(plan.pos_baru, 1)}
    real = posts | {post: post for post in plan.jabatan.values() if post > 0}
    for new in plan.pos_baru.values():
        post = writing.add(
            Jabatan, unit=units.get(new.unit_id, new.unit_id), nama=new.nama, kunci=kunci_nama(new.nama), jenis=new.jenis,
            jenjang=new.jenjang, atasan=posts.get(new.atasan_id or 0, new.atasan_id), pimpinan_unit=False,
            punya_pk=new.jenis in STRUKTURAL, sk_penilai="", sk_penilai_tanggal=None, dibuka=since, ditutup=None, versi=1,
        )  # fmt: skip
        writing.add(JabatanNama, jabatan=post, nama=new.nama, mulai=since)
    for old, up in plan.pindah.items():
        writing.set(Jabatan, old, atasan=posts.get(up or 0, up))
    for old, (jenis, jenjang) in plan.ubah_jenis.items():
        writing.set(Jabatan, old, jenis=jenis, jenjang=jenjang, punya_pk=jenis in STRUKTURAL)
    for old, nama in plan.ubah_nama.items():
        writing.set(Jabatan, old, nama=nama, kunci=kunci_nama(nama))
        if today := JabatanNama.get_or_none(JabatanNama.jabatan == old, JabatanNama.mulai == hari):
            writing.set(JabatanNama, today.id, nama=nama)
        else:
            writing.add(JabatanNama, jabatan=old, nama=nama, mulai=hari)
    return real


def _orang_baru(writing: _Tulisan, row: BarisImpor, post: int, pada: datetime) -> None:
    person = writing.add(
        Pegawai, nama=row.nama, nip=row.nip, kepegawaian=row.kepegawaian, kelamin=None, luar=False, hp=row.hp,
        email=row.email, versi=1, dibuat_pada=pada,
    )  # fmt: skip
    _nomor_baru(writing, row, person, row.tmt)
    writing.add(
        StatusPegawai, pegawai=person, status=Status.AKTIF, mulai=row.tmt, sampai=None, sk_nomor="", sk_tanggal=None
    )
    if row.golongan:
        writing.add(Pangkat, pegawai=person, golongan=row.golongan, mulai=row.tmt)
    _duduk_baru(writing, row, person, post)


def _nomor_baru(writing: _Tulisan, row: BarisImpor, person: int, mulai: date) -> None:
    values = {"nip": row.nip, "kepegawaian": row.kepegawaian, "mulai": mulai, "alasan": "Impor data pegawai"}
    writing.add(NomorPegawai, pegawai=person, **values)


def _duduk_baru(writing: _Tulisan, row: BarisImpor, person: int, post: int) -> None:
    writing.add(
        RiwayatJabatan, pegawai=person, jabatan=post, jabatan_luar="", instansi="", kedudukan=row.kedudukan,
        mulai=row.tmt, sampai=None, sk_nomor="", sebelumnya="", versi=1,
    )  # fmt: skip


def _orang_lama(
    writing: _Tulisan, row: BarisImpor, known: Orang, post: int, old: Keadaan, hari: date, pangkat_hari_ini: dict[int, int]
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """Collect what changes for somebody known; returns field → (before, after), empty when nothing does."""
    changed: dict[str, tuple[str, str]] = {}
    for name, label in (("nama", "Nama"), ("hp", "No. HP"), ("email", "E-mail")):
        before, after = getattr(known, name), getattr(row, name)
        if after and after != before:
            writing.set(Pegawai, known.id, **{name: after})
            changed[label] = (before, after)
    if row.kepegawaian is not known.kepegawaian:
        writing.set(Pegawai, known.id, kepegawaian=row.kepegawaian)
        _nomor_baru(writing, row, known.id, hari)
        changed["Status kepegawaian"] = (known.kepegawaian.label if known.kepegawaian else "", row.kepegawaian.label)
    if row.golongan and row.golongan != known.golongan:
        if known.id in pangkat_hari_ini:
            writing.set(Pangkat, pangkat_hari_ini[known.id], golongan=row.golongan)
        else:
            since = hari if known.golongan else min(row.tmt, hari)
            writing.add(Pangkat, pegawai=known.id, golongan=row.golongan, mulai=since)
        changed["Golongan"] = (known.golongan, row.golongan)
    changed |= _pindah(writing, row, known, post, old)
    if changed:
        writing.set(Pegawai, known.id)  # a new version of the file, whatever part of it changed
    return changed


def _pindah(writing: _Tulisan, row: BarisImpor, known: Orang, post: int, old: Keadaan) -> dict[str, tuple[str, str]]:
    seat = next((s for s in known.duduk if s.kedudukan is row.kedudukan), None)
    title = row.kedudukan.awalan + row.jabatan
    if seat is None:
        _duduk_baru(writing, row, known.id, post)
        return {"Jabatan": ("", title)}
    if seat.jabatan_id == post:
        if seat.mulai == row.tmt:
            return {}
        writing.set(RiwayatJabatan, seat.riwayat_id, mulai=row.tmt)
        return {"TMT jabatan": (f"{seat.mulai:%d-%m-%Y}", f"{row.tmt:%d-%m-%Y}")}
    former = old.pos[seat.jabatan_id]
    here = row.unit if isinstance(row.unit, int) else None
    same = (former.unit_id, kunci_nama(former.nama)) == (here, kunci_nama(row.jabatan))
    if same or row.tmt <= seat.mulai:
        writing.set(RiwayatJabatan, seat.riwayat_id, jabatan=post, **({} if same else {"mulai": row.tmt}))
    else:
        writing.set(RiwayatJabatan, seat.riwayat_id, sampai=row.tmt - SEHARI)
        _duduk_baru(writing, row, known.id, post)
    return {"Susunan jabatan": (former.nama, title)} if same else {"Jabatan": (former.nama, title)}


def _ids(model: type[BaseModel], journal: Jurnal) -> list[int]:
    """Rows that the import made or changed."""
    return [*journal["baru"].get(_nama(model), []), *map(int, journal["sebelum"].get(_nama(model), {}))]


def _versi(model: type[BaseModel], journal: Jurnal) -> dict[str, int]:
    """The versions right after the import, of everything that it made or changed."""
    sql = f'SELECT id, versi FROM "{_nama(model)}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608
    rows = db.execute_sql(sql, (dumps(_ids(model, journal)),))
    return {str(row_id): versi for row_id, versi in rows}


def _jejak(writing: _Tulisan, jurnal: Jurnal, berubah: Berubah, rows: Sequence[BarisImpor]) -> list[Baris]:
    """One line per unit, post and person made or changed."""
    deed = "pegawai.terapkan_impor"
    lines = [Baris(deed, f"unit:{u['id']}", None, None, {"nama": u["nama"]}) for u in writing.insert[Unit]]
    lines += [Baris(deed, f"jabatan:{j['id']}", None, None, {"nama": j["nama"]}) for j in writing.insert[Jabatan]]
    moved = jurnal["sebelum"].get("jabatan", {})
    lines += [Baris(deed, f"jabatan:{post}", None, before, None) for post, before in moved.items()]
    new = {p["nip"]: p["id"] for p in writing.insert[Pegawai]}
    for row in rows:
        if row.nip in new:
            title = row.kedudukan.awalan + row.jabatan
            made = {"nama": row.nama, "nip": row.nip, "golongan": row.golongan, "jabatan": title, "tmt": row.tmt}
            lines.append(Baris(deed, f"pegawai:{new[row.nip]}", new[row.nip], None, made))
    for person, changed in berubah.items():
        before, after = ({k: v[n] for k, v in changed.items()} for n in (0, 1))
        lines.append(Baris(deed, f"pegawai:{person}", person, before, after))
    return lines


def batalkan_impor(pelaku: Pelaku, jurnal: Jurnal, *, pada: datetime) -> int:
    """Undo an import by its journal; returns how many people it touched.

    Raises RuleViolation naming what was changed or used since (account, attendance, another post …): then nothing is undone.
    """
    with tulis():
        pastikan_wewenang(pelaku, *jurnal["unit"])
        touched = sorted({name for model in BERVERSI for name in _tersentuh(model, jurnal)})
        if touched:
            more = f" dan {len(touched) - SEBUT} lainnya" if len(touched) > SEBUT else ""
            names = ", ".join(touched[:SEBUT])
            raise RuleViolation(
                f"Impor tidak dapat dibatalkan, karena sudah berubah atau dipakai sejak itu: {names}{more}."
            )
        db.execute_sql("PRAGMA defer_foreign_keys = 1")
        for model in reversed(TABEL):
            new = dumps(jurnal["baru"].get(_nama(model), []))
            db.execute_sql(f'DELETE FROM "{_nama(model)}" WHERE id IN (SELECT value FROM json_each(?))', (new,))  # noqa: S608
        for model in TABEL:
            for row_id, values in jurnal["sebelum"].get(_nama(model), {}).items():
                bump = ["versi = versi + 1"] if "versi" in model._meta.fields else []
                assign = ", ".join([*(f'"{column}" = ?' for column in values), *bump])
                db.execute_sql(f'UPDATE "{_nama(model)}" SET {assign} WHERE id = ?', (*values.values(), int(row_id)))  # noqa: S608
        people = _ids(Pegawai, jurnal)
        deed = "pegawai.batalkan_impor"
        lines = [Baris(deed, f"pegawai:{person}", person) for person in people]
        catat_banyak(pelaku, lines or [Baris(deed, "impor")], pada=pada)
    return len(people)


def _tersentuh(model: type[BaseModel], jurnal: Jurnal) -> set[str]:
    """Names of rows changed since the import, and of new ones that rows outside the import refer to."""
    table = _nama(model)
    then = jurnal["versi"][table]
    now = db.execute_sql(
        f'SELECT id, versi, nama FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))',  # noqa: S608
        (dumps([int(i) for i in then]),),
    ).fetchall()
    found = {nama for row_id, versi, nama in now if then[str(row_id)] != versi}
    new = dumps(jurnal["baru"].get(table, []))
    for reference, other in model._meta.backrefs.items():
        own = _ids(other, jurnal)
        found |= {
            row[0]
            for row in db.execute_sql(
                f'SELECT DISTINCT t.nama FROM "{_nama(other)}" o JOIN "{table}" t ON t.id = o."{reference.column_name}"'  # noqa: S608
                " WHERE t.id IN (SELECT value FROM json_each(?)) AND o.id NOT IN (SELECT value FROM json_each(?))",
                (new, dumps(own)),
            )
        }
    return found
