"""A full performance year: one person lives it through the services, everybody else gets copies of those rows by SQL.

60 entries a month, so 5,000 people have 3.6 million. That a copy equals what the services would have made for that person
is proved for twenty of them, column by column (`bandingkan`); only the frozen texts of the agreement hold names.
"""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.kantor import PADA, buat_kantor, orang
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import BaseModel, db, open_database, tulis
from skpweb.harian.models import Catatan, NilaiBulan
from skpweb.harian.rules import IsianCatatan, JenisCatatan
from skpweb.harian.services import kirim, simpan_catatan, simpan_nilai_bulan
from skpweb.harian.services_bulan import kunci_bulan
from skpweb.harian.services_validasi import Pilih, validasi
from skpweb.matriks.models import Target
from skpweb.matriks.services import SEMUA_KOSONG, isi_sel
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.periode.rules import Tahap
from skpweb.periode.services import atur_jendela
from skpweb.persetujuan.models import Ketetapan, Langkah
from skpweb.persetujuan.queries_naskah import rencana
from skpweb.persetujuan.services import ajukan, tetapkan
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import Agregasi, Aspek, JenisRhk, StatusSkp
from skpweb.skp.services import buat_skp, tambah_iki, tambah_rhk

TAHUN, KINI = 2026, clock.hari(PADA)
TERKUNCI = 9  # months up to September are locked
U, T = JenisRhk.UTAMA, JenisRhk.TAMBAHAN
RHK = (  # kind, text, indicators: text, satuan, agregasi, target of the year, entries a month
    (U, "Tersedianya data layanan yang mutakhir", (
        ("Jumlah laporan layanan yang terbit", "laporan", Agregasi.JUMLAH, 240, 20),
        ("Persentase data tanpa koreksi", "%", Agregasi.RATA_RATA, 95, 0),
    )),
    (U, "Terselesaikannya permohonan masyarakat", (
        ("Jumlah permohonan yang selesai", "permohonan", Agregasi.JUMLAH, 240, 20),
        ("Persentase permohonan tepat waktu", "%", Agregasi.RATA_RATA, 90, 0),
    )),
    (U, "Terlaksananya pembinaan pelaku usaha", (
        ("Jumlah pembinaan yang terlaksana", "kegiatan", Agregasi.JUMLAH, 120, 10),
        ("Tingkat kepuasan peserta", "nilai", Agregasi.TERAKHIR, 85, 0),
    )),
    (T, "Terselenggaranya pasar murah", (
        ("Jumlah pasar murah yang terselenggara", "kegiatan", Agregasi.JUMLAH, 120, 10),
    )),
)  # fmt: skip
URAIAN = "Menyusun dan memeriksa laporan layanan harian bersama petugas loket."
# per table: columns that hold ids of the person's own rows, and those that hold people
POLA: tuple[tuple[type[BaseModel], dict[str, type[BaseModel]]], ...] = (
    (Skp, {}), (Rhk, {"skp_id": Skp}), (Iki, {"rhk_id": Rhk}), (Target, {"iki_id": Iki}),
    (Langkah, {"skp_id": Skp}), (Ketetapan, {"skp_id": Skp}), (Catatan, {"skp_id": Skp, "iki_id": Iki}),
    (NilaiBulan, {"iki_id": Iki}),
)  # fmt: skip
ORANG = ("pegawai_id", "oleh", "kepada_id", "penilai_id", "dinilai_oleh")
NASKAH = ("isi", "sidik")  # frozen texts with names


@dataclass(frozen=True)
class Orang:
    pegawai_id: int
    riwayat_id: int
    atasan_id: int


def daftar_orang() -> list[Orang]:
    """Everybody who has a superior; first those who are not superiors themselves."""
    posts = dict(RiwayatJabatan.select(RiwayatJabatan.pegawai, RiwayatJabatan.id).tuples())
    above = {p: a.pegawai_id for p, a in atasan_banyak(None, KINI).items() if a.pegawai_id}
    leads = set(above.values())
    return [Orang(p, posts[p], above[p]) for p in sorted(above, key=lambda p: (p in leads, p))]


def pelaku(pegawai_id: int, *peran: str) -> Pelaku:
    return Pelaku(None, pegawai_id, Pegawai.get_by_id(pegawai_id).nama, frozenset({"pegawai", *peran}))


def buka_jendela() -> None:
    for tahap in (Tahap.SKP, Tahap.CKHP):
        atur_jendela(
            SISTEM, TAHUN, tahap, buka_pada=clock.saat(date(2025, 12, 1)),
            tutup_pada=clock.saat(date(2027, 1, 31), 23, 59), pada=clock.saat(date(2025, 11, 30)),
        )  # fmt: skip


def jalani(o: Orang) -> None:
    """The person's whole year through the services, each deed at its own time."""
    me, boss = pelaku(o.pegawai_id), pelaku(o.atasan_id, "atasan")
    with tulis():
        skp, sums, ends = _susun(me, o, clock.saat(date(2025, 12, 8), 9))
        ajukan(me, skp.id, rencana(skp, date(2025, 12, 9)).sidik, pada=clock.saat(date(2025, 12, 9), 9))
        tetapkan(boss, skp.id, rencana(skp, date(2025, 12, 10)).sidik, pada=clock.saat(date(2025, 12, 10), 9))
        for bulan in range(1, 13):
            _bulan(me, boss, bulan, sums, ends)


def _susun(me: Pelaku, o: Orang, pada: datetime) -> tuple[Skp, list[tuple[int, JenisRhk, int]], list[tuple[int, int]]]:
    skp = buat_skp(me, o.riwayat_id, TAHUN, pada=pada)
    sums, ends = [], []
    for jenis, teks, indikator in RHK:
        rhk = tambah_rhk(me, skp.id, jenis=jenis, teks=teks, direktif=True, pemberi="Kepala Dinas", pada=pada)
        for words, satuan, agregasi, target, entries in indikator:
            iki = tambah_iki(
                me, rhk.id, teks=words, aspek=[Aspek.KUANTITAS], target=f"{target} {satuan}",
                batas_bawah=Decimal(target), batas_atas=Decimal(target), satuan=satuan, agregasi=agregasi, pada=pada,
            )  # fmt: skip
            sums.append((iki.id, jenis, entries)) if entries else ends.append((iki.id, target))
    isi_sel(me, Skp.get_by_id(skp.id), {}, rata=SEMUA_KOSONG, pada=pada)
    return Skp.get_by_id(skp.id), sums, ends


def _bulan(me: Pelaku, boss: Pelaku, bulan: int, sums: Iterable[tuple[int, JenisRhk, int]], ends: Any) -> None:
    """A month: entries on the day, sent on the 28th, judged on the last; of the present month a third waits."""
    days = [d for n in range(1, 29) if (d := date(TAHUN, bulan, n)).weekday() < 5 and d <= KINI]
    if not days:
        return
    made = []
    for iki, jenis, banyak in sums:
        for n in range(banyak):
            day = days[n % len(days)]
            isian = IsianCatatan(JenisCatatan(jenis), iki, URAIAN, Decimal(1))
            made.append(simpan_catatan(me, day, isian, pada=clock.saat(day, 15)))
    last = days[-1]
    figures = [
        simpan_nilai_bulan(me, iki, TAHUN, bulan, nilai=Decimal(target), uraian=URAIAN, pada=clock.saat(last, 15, 30))
        for iki, target in ends
        if last.day > 26
    ]
    sent = [c for c in made if c.tanggal < KINI - timedelta(days=1)]
    kirim(me, TAHUN, bulan, [c.id for c in sent], [f.id for f in figures], pada=clock.saat(last, 16))
    judged = [Pilih("c", c.id, c.versi + 1) for c in sent if c.tanggal < KINI - timedelta(days=7)]
    judged += [Pilih("n", f.id, f.versi + 1) for f in figures]
    validasi(boss, judged, pada=clock.saat(last, 17))


def salin(semua: list[Orang]) -> None:
    """The rows of the first person for all others; ids follow one another in blocks of equal size."""
    asal, lain = semua[0], semua[1:]
    size = {model: model.select().count() for model, _ in POLA}
    with tulis(exempt="ukur"):
        db.execute_sql("CREATE TEMP TABLE tujuan (n INTEGER PRIMARY KEY, pegawai, riwayat, atasan)")
        db.execute_sql("DELETE FROM tujuan")
        for n, o in enumerate(lain, 1):
            db.execute_sql("INSERT INTO tujuan VALUES (?, ?, ?, ?)", (n, o.pegawai_id, o.riwayat_id, o.atasan_id))
        for model, own in POLA:
            _salin_tabel(model, own, size, asal)
        db.execute_sql("DROP TABLE tujuan")


def _salin_tabel(model: type[BaseModel], own: dict[str, type[BaseModel]], size: Any, asal: Orang) -> None:
    def value(column: str) -> str:
        if column == "id":
            return f"a.id + t.n * {size[model]}"
        if column in own:
            return f"a.{column} + t.n * {size[own[column]]}"
        if column == "riwayat_id":
            return "t.riwayat"
        if column in ORANG:
            return f"CASE a.{column} WHEN {asal.pegawai_id} THEN t.pegawai WHEN {asal.atasan_id} THEN t.atasan END"
        return f"a.{column}"

    table, columns = model._meta.table_name, [f.column_name for f in model._meta.sorted_fields]
    names = ", ".join(f'"{c}"' for c in columns)
    source = ", ".join(value(c) for c in columns)
    sql = f'INSERT INTO "{table}" ({names}) SELECT {source} FROM tujuan t, "{table}" a WHERE a.id <= {size[model]}'
    db.execute_sql(sql)


def kunci(last: int) -> list[float]:
    """Lock the months through the service; seconds of each."""
    spent = []
    for bulan in range(1, TERKUNCI + 1):
        began = time.perf_counter()
        who = Pelaku(
            None, orang(last)["pengelola"], "Pengelola", frozenset({"pengelola", "pengelola_opd"}), unit_ids=None
        )
        kunci_bulan(who, TAHUN, bulan, pada=clock.saat(date(TAHUN, bulan + 1, 20), 9))
        spent.append(time.perf_counter() - began)
    return spent


def isi_tahun() -> tuple[int, list[float]]:
    """The year for the open office: (number of entries, seconds of each Kunci)."""
    buka_jendela()
    semua = daftar_orang()
    jalani(semua[0])
    salin(semua)
    last = max(p.id for p in Pegawai.select(Pegawai.id))
    spent = kunci(last)
    _buka_kembali(semua, last)
    db.execute_sql("PRAGMA query_only=0")
    db.execute_sql("ANALYZE")
    db.execute_sql("PRAGMA query_only=1")
    return Catatan.select().count(), spent


def _buka_kembali(semua: list[Orang], last: int) -> None:
    """One plan is being mended, one waits for the superior whose pages are measured."""
    waits = next(o.pegawai_id for o in semua if o.atasan_id == orang(last)["atasan"])
    with tulis(exempt="ukur"):
        Skp.update(status=StatusSkp.REVISI).where(Skp.pegawai == orang(last)["penulis"]).execute()
        Skp.update(status=StatusSkp.PERIKSA).where(Skp.pegawai == waits).execute()


def baris(o: Orang) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a person, ids and people by their place, frozen texts left out."""
    mine: dict[type[BaseModel], dict[int, int]] = {}
    found: dict[str, list[tuple[Any, ...]]] = {}
    people = {o.pegawai_id: "saya", o.atasan_id: "atasan", None: None}
    for model, own in POLA:
        table, columns = model._meta.table_name, [f.column_name for f in model._meta.sorted_fields]
        link = next(iter(own), "pegawai_id")
        keys = list(mine[own[link]]) if own else [o.pegawai_id]
        marks = ",".join("?" * len(keys))
        rows = db.execute_sql(f'SELECT * FROM "{table}" WHERE {link} IN ({marks}) ORDER BY id', keys).fetchall()
        place = {c: columns.index(c) for c in columns}
        mine[model] = {row[place["id"]]: n for n, row in enumerate(rows)}
        found[table] = [
            tuple(
                mine[model][v] if c == "id"
                else mine[own[c]].get(v) if c in own
                else people[v] if c in ORANG
                else None if c == "riwayat_id" or c in NASKAH
                else v
                for c, v in zip(columns, row, strict=True)
            )
            for row in rows
        ]  # fmt: skip
    return found


def bandingkan(people: int, banyak: int = 20) -> int:
    """Rows of sampled people as copied, against those that the services make in a second, equal office; the number of
    rows compared. Raises AssertionError naming the table of the first difference."""
    semua = daftar_orang()
    sample = semua[1 :: max(1, len(semua) // banyak)][:banyak]
    copied = {o: baris(o) for o in sample}
    here = Path(str(db.database)).parent
    db.close_all()
    with tempfile.TemporaryDirectory() as folder:
        buat_kantor(Path(folder), people)
        buka_jendela()
        for o in sample:
            jalani(o)
            for table, rows in baris(o).items():
                assert rows == copied[o][table], (o, table)
        db.close_all()
    open_database(here / "skpweb.db")
    return sum(len(rows) for found in copied.values() for rows in found.values())
