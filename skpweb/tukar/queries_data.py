"""Data saya: everything held about a person, found from the models, so that later tables have it without thinking.

Source: UU 27/2022 (perlindungan data pribadi) pasal 6 and 7: the right to see one's data and to a copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import Expression, Field, ForeignKeyField

from skpweb.akun.models import Akun, AkunPeran, KodePulih, Sesi
from skpweb.audit.models import Jejak, Pembacaan
from skpweb.audit.queries import PENDEK
from skpweb.audit.rules import kata, sebut, sebut_objek, sebut_tindakan
from skpweb.berkas.models import Berkas
from skpweb.core import clock
from skpweb.core.db import BaseModel, BooleanField
from skpweb.core.schema import room_models
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries_daftar import nama_orang
from skpweb.pemberitahuan.models import Pemberitahuan
from skpweb.petruk.models import Penilaian
from skpweb.petruk.rules_alur import StatusPenilaian
from skpweb.rooms import ROOMS
from skpweb.tukar.rules import Sel
from skpweb.tukar.xlsx import Halaman, Kolom

PEMILIK = ("pegawai", "pemberi", "penerima")  # references that make a row one of this person's
KHUSUS: Mapping[type[BaseModel], Sequence[str]] = {  # of accounts what is no secret, of messages what is no machinery
    Pemberitahuan: ("teks", "pada", "dibaca_pada"),
    Akun: ("aktif", "kode_sampai_pada"), AkunPeran: ("peran", "unit"),
    Sesi: ("dibuat_pada", "terakhir_pada", "alamat", "peramban", "berakhir_pada"), KodePulih: ("dipakai_pada",),
}  # fmt: skip
SEBUTAN = {  # columns whose own names only machines know
    "deed": "Tindakan", "mime": "Jenis berkas", "sha256": "Sidik SHA-256", "simpanan": "Nama simpanan", "luar": "Pejabat luar",
    "terbitan": "Terbitan ke", "beku": "Angka saat dikunci", "umpan": "Umpan balik",
    **{f"{k}{n}": f"{k.upper()}{n}" for k in ("tl", "psw") for n in (1, 2, 3, 4)},
}  # fmt: skip
BESAR = 5_000  # rows of which making a sheet is a job
SELESAI = [s for s in StatusPenilaian if s.final]


@dataclass(frozen=True)
class Bagian:
    """Rows of one table in words: `kolom` are their headings."""

    nama: str
    judul: str
    kolom: tuple[str, ...]
    baris: list[tuple[Any, ...]]


def syarat(model: type[BaseModel], pegawai_id: int) -> Expression | None:
    """Which rows of a table are this person's; None: none of them. An assessment is from its lock on."""
    fields = [f for f in model._meta.sorted_fields if isinstance(f, ForeignKeyField)]
    own = [f == pegawai_id for f in fields if f.rel_model is Pegawai and f.name in PEMILIK]
    if model is Pegawai:
        own = [Pegawai.id == pegawai_id]
    if model is Berkas:
        own = [Berkas.diunggah_oleh == pegawai_id]
    if not own:  # a part of something of his, as iki of rhk of skp
        for f in fields:
            whole = f.rel_model._meta.table_name.startswith(f.name) and f.rel_model is not model
            above = syarat(f.rel_model, pegawai_id) if whole else None
            if above is not None:
                own.append(f.in_(f.rel_model.select(f.rel_model.id).where(above)))
    if not own:
        return None
    mine = own[0]
    for more in own[1:]:
        mine = mine | more
    return mine & Penilaian.status.in_(SELESAI) if model is Penilaian else mine


def banyak_data(pegawai_id: int) -> int:
    """How many rows there are, roughly: of the tables that grow."""
    mine = (Jejak.pegawai_id == pegawai_id) | (Jejak.pelaku_id == pegawai_id)
    looked = (Pembacaan.pegawai_id == pegawai_id) | (Pembacaan.oleh == pegawai_id)
    return int(Jejak.select().where(mine).count() + Pembacaan.select().where(looked).count())


def data_orang(pegawai_id: int) -> list[Bagian]:
    """Everything held about him, table by table; the trail and who looked last. One query a table, few for names."""
    found = []
    for model in (m for room in ROOMS for m in room_models(room)):
        mine = syarat(model, pegawai_id)
        if mine is not None:
            found.append(_bagian(model, model.select().where(mine).order_by(model.id)))
    return [b for b in (*found, _jejak(pegawai_id), _pembacaan(pegawai_id)) if b.baris]


def _bagian(model: type[BaseModel], query: Any) -> Bagian:
    chosen = KHUSUS.get(model)
    fields = [f for f in model._meta.sorted_fields if (f.name in chosen if chosen else f.name not in ("id", "versi"))]
    rows = list(query.dicts())
    names = [_nama(f, rows) for f in fields]
    baris = [
        tuple(n.get(row[f.name], row[f.name]) if n else _nilai(row[f.name]) for f, n in zip(fields, names, strict=True))
        for row in rows
    ]
    nama = model._meta.table_name
    return Bagian(nama, sebut(nama), tuple(sebut(f.name, SEBUTAN) for f in fields), baris)


def _nama(field: Field, rows: list[dict[str, Any]]) -> dict[Any, str]:
    """What the things are called to which a column refers."""
    if field.name.endswith("oleh"):
        return dict(nama_orang(row[field.name] for row in rows))
    if not isinstance(field, ForeignKeyField):
        return {True: "ya", False: "tidak"} if isinstance(field, BooleanField) else {}
    model = field.rel_model
    known = model._meta.fields
    called = known.get("nama") or known.get("teks")
    wanted = {row[field.name] for row in rows}
    return dict(model.select(model.id, called).where(model.id.in_(wanted)).tuples()) if called is not None else {}


def _nilai(nilai: Any) -> Any:
    if isinstance(nilai, datetime):
        return f"{clock.setempat(nilai):%d-%m-%Y %H.%M.%S}"
    if isinstance(nilai, Decimal):
        return int(nilai) if nilai == nilai.to_integral_value() else nilai.normalize()
    return getattr(nilai, "label", nilai)


def _jejak(pegawai_id: int) -> Bagian:
    """What he did, and what was done about him; others' data in his deeds and assessments that go on are left out."""
    mine = (Jejak.pegawai_id == pegawai_id) | (Jejak.pelaku_id == pegawai_id)
    going = Penilaian.select(Penilaian.id).where(Penilaian.pegawai == pegawai_id, Penilaian.status.not_in(SELESAI))
    tertutup = {f"penilaian:{p}" for (p,) in going.tuples()}
    kolom = ("Waktu", "Pelaku", "Tindakan", "Objek", "Sebelum", "Sesudah", "Sidik")
    baris = []
    for j in Jejak.select().where(mine).order_by(Jejak.id).iterator():
        buka = j.pegawai_id == pegawai_id and j.objek not in tertutup
        isi = [kata(v) if v is not None and buka else "" for v in (j.sebelum, j.sesudah)]
        objek = sebut_objek(j.objek)
        baris.append((_nilai(j.pada), j.pelaku, sebut_tindakan(j.tindakan), objek, *isi, j.sidik[:PENDEK]))
    return Bagian("jejak", "Jejak audit", kolom, baris)


def _pembacaan(pegawai_id: int) -> Bagian:
    """Who looked at his data, and what he looked at of others."""
    rows = list(Pembacaan.select().where((Pembacaan.pegawai_id == pegawai_id) | (Pembacaan.oleh == pegawai_id)))
    nama = nama_orang(i for p in rows for i in (p.oleh, p.pegawai_id))
    baris = [
        (_nilai(p.pada), nama.get(p.oleh, ""), nama.get(p.pegawai_id, "daftar banyak orang"), sebut_tindakan(p.halaman))
        for p in rows
    ]
    return Bagian("pembacaan", "Siapa melihat", ("Waktu", "Yang melihat", "Data milik", "Halaman"), baris)


def susun_lembar(bagian: Sequence[Bagian], nama: str, pada: datetime) -> list[Halaman]:
    """The parts as sheets, before them one that lists them."""
    atas = (f"Data {nama}", f"Disusun {_nilai(pada)} {clock.zone_name()}", *CATATAN)
    isi = [Kolom("Bagian", 30), Kolom("Baris", 10)]
    lembar = [Halaman("Isi", isi, [[b.judul, len(b.baris)] for b in bagian], atas)]
    for b in bagian:
        rows = [[_sel(v) for v in baris] for baris in b.baris]
        lembar.append(Halaman(b.judul[:31], [Kolom(k, 24, True) for k in b.kolom], rows))
    return lembar


def _sel(nilai: Any) -> Sel:
    if nilai is None or isinstance(nilai, date | int | Decimal):
        return nilai
    return kata(nilai)[:32_000] if nilai != "" else ""


CATATAN = (
    "Penilaian SI-PETRUK tampil sesudah dikunci. Isi berkas diunduh dari halamannya; di sini nama dan sidiknya.",
    "Salinan data yang melekat pada dokumen tercetak, file impor yang belum diterapkan, dan hitungan percobaan masuk"
    " (satu jam) tidak termasuk; pengelola dan admin dapat menunjukkannya.",
    "Halaman yang menampilkan banyak orang dicatat sebagai daftar, tidak per orang. Kata sandi dan kode tidak disimpan terbaca.",
)


def susun_json(bagian: Sequence[Bagian], nama: str, pada: datetime) -> dict[str, Any]:
    """The same for a machine: parts by table, rows by heading."""
    return {
        "data": nama, "disusun": pada.isoformat(), "catatan": list(CATATAN),
        "bagian": {b.nama: [dict(zip(b.kolom, baris, strict=True)) for baris in b.baris] for b in bagian},
    }  # fmt: skip
