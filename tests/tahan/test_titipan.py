"""Goal 12: every column of every model posted as an extra field to every form: none is taken.

Each form is sent twice from the same state, once as it is and once with the extras; afterwards both databases hold the
same rows. What a form of the page itself offers is no extra.
"""

import re
from collections.abc import Callable
from typing import Any

import peewee
import pytest
from flask import request

from skpweb.core import jobs
from skpweb.core.db import BooleanField, DateField, EnumField, ForeignKeyField, InstantField, JsonField, tulis
from skpweb.core.schema import room_models
from skpweb.pegawai.models import LaporanData
from skpweb.rooms import ROOMS
from tests.akses import Baris
from tests.tahan.bahan import Panggung, baris, contoh, siapa

KIRIM = baris("POST", 200, 303)
# What a form offers in another state than that of its row: asked for, so no extra.
DITAWARKAN = {
    "draf.simpan": {"versi"},
    "harian.kunci_bulan": {"unit"},
    "periode.atur_jendela": {"kode"},
    "petruk.simpan_isian": {"inovasi_tingkat", "perilaku", "perilaku_sumber", "bebas_hukuman"},
    "petruk.tetapkan": {"alasan"},
}
SAAT = re.compile(r"202[567]-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00:00")
Sel = tuple[str, int, str]  # table, row, column


MODEL = [m for room in ROOMS for m in room_models(room)]


def titipan(f: peewee.Field) -> tuple[str, str]:
    if isinstance(f, BooleanField):
        return "1", "0"
    if isinstance(f, EnumField):
        values = [v.value for v in f.enum]
        return values[0], values[-1]
    if isinstance(f, InstantField):
        return "946684800000", "2001-02-03T04:05"
    if isinstance(f, DateField):
        return "1999-12-31", "01-02-1998"
    if isinstance(f, ForeignKeyField):
        return "2", "11"
    if isinstance(f, JsonField):
        return '["titipan"]', '{"titipan": 1}'
    if isinstance(f, peewee.IntegerField):
        return "3", "77"
    return "titipan", "titipan lain"


KOLOM = {n: titipan(f) for m in MODEL for f in m._meta.sorted_fields for n in (f.name, f.column_name)}


def isi_basis() -> dict[Sel, str]:
    """Every cell of every table, when all that was begun has ended."""
    jobs._pool.submit(int).result()
    return {
        (m._meta.table_name, row["id"], k): _rata(v)
        for m in MODEL
        for row in m.select().dicts()
        for k, v in row.items()
        if (m._meta.table_name, k) != ("jejak", "sidik")  # of moments too
    }


def _rata(value: Any) -> str:
    """Moments of the years that are played are all one: two runs stamp them apart."""
    return SAAT.sub("kini", str(value))


def beda(a: dict[Sel, str], b: dict[Sel, str]) -> dict[Sel, str]:
    return {k: f"{a.get(k)} → {b.get(k)}" for k in a.keys() | b.keys() if a.get(k) != b.get(k)}


def kirim(panggung: Panggung, row: Baris, who: str, extra: dict[str, str]) -> tuple[int, dict[Sel, str]]:
    with panggung.main(row) as adegan:
        answer = panggung.klien(who).post(adegan.alamat, data={**extra, **adegan.data})
        return answer.status_code, isi_basis()


def diambil(panggung: Panggung, row: Baris) -> tuple[int, list[str]]:
    """How many extras were sent with this form, and what they changed beside what chance does (keys, codes, names)."""
    who = siapa(row, 200, 303)[0]
    with panggung.main(row) as adegan:
        milik = {*panggung.isian(adegan, who), *adegan.data, *DITAWARKAN.get(row.endpoint, ())}
    code, plain = kirim(panggung, row, who, {})
    chance = beda(plain, kirim(panggung, row, who, {})[1])
    sent, found = 0, []
    for putaran in (0, 1):
        extra = {name: pair[putaran] for name, pair in KOLOM.items() if name not in milik}
        answered, after = kirim(panggung, row, who, extra)
        sent += len(extra)
        found += [f"{row}: {code} became {answered}"] if code != answered else []
        found += [f"{row}: {cell} {b}" for cell, b in beda(plain, after).items() if cell not in chance]
    return sent, found


def jalankan(panggung: Panggung, rows: list[Baris], angka: Callable[[str], None]) -> list[str]:
    found = [diambil(panggung, row) for row in rows]
    taken = [b for _, more in found for b in more]
    angka(f"{len(rows)} forms × {len(KOLOM)} column names: {sum(n for n, _ in found)} extra fields, {len(taken)} taken")
    return taken


@pytest.mark.baku("K21", "V8.2.3", "V15.3.3")
def test_no_form_takes_an_extra_field(panggung: Panggung, angka: Callable[[str], None]) -> None:
    assert jalankan(panggung, contoh(KIRIM, 12), angka) == []


@pytest.mark.baku("V15.3.3")
@pytest.mark.lama
def test_no_form_at_all_takes_an_extra_field(panggung: Panggung, angka: Callable[[str], None]) -> None:
    assert jalankan(panggung, KIRIM, angka) == []


def test_a_form_that_takes_what_comes_is_found(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a view that hands the whole form to the model."""
    row = next(r for r in KIRIM if r.endpoint == "pegawai.laporkan_data")
    asli = panggung.app.view_functions[row.endpoint]

    def ceroboh(**args: Any) -> Any:
        answer = asli(**args)
        with tulis(exempt="uji"):
            LaporanData.update(jawaban=request.form.get("jawaban", "")).execute()
        return answer

    monkeypatch.setitem(panggung.app.view_functions, row.endpoint, ceroboh)
    taken = diambil(panggung, row)[1]
    assert len(taken) == 2
    assert all("'jawaban'" in b and "titipan" in b for b in taken)
