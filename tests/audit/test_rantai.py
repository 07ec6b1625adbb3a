"""The chain names the first row that was altered, removed or moved, even with triggers dropped (goal 13)."""

import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

import peewee
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skpweb.audit.models import Jejak
from skpweb.audit.queries import periksa_rantai, rantai
from skpweb.audit.rules import periksa, sidik
from skpweb.audit.services import catat_banyak
from skpweb.core.access import SISTEM
from skpweb.core.db import db, tulis
from skpweb.core.schema import sql_of
from tests.conftest import PADA

BANYAK = 200  # rows of the chain that is tampered with
KOLOM = ("pada", "pelaku_id", "pelaku", "tindakan", "objek", "pegawai_id", "sebelum", "sesudah", "sidik")


def isi_jejak(banyak: int) -> None:
    """A trail of so many rows, of every shape that the app writes."""
    from skpweb.audit.services import Baris

    def baris(n: int) -> Baris:
        sebelum = {"nama": f"Orang {n}", "golongan": "III/a"} if n % 3 else None
        sesudah = {"nama": f"Orang “{n}” \\ \t", "unit": [n, None], "siap": True} if n % 4 else None
        return Baris("uji.ubah", f"pegawai:{n % 50}", n % 50 if n % 5 else None, sebelum, sesudah)

    for awal in range(0, banyak, 20_000):
        catat_banyak(SISTEM, (baris(n) for n in range(awal, min(awal + 20_000, banyak))), pada=PADA)


# ---- every kind of forgery: what is done, and which row is the first that shows it --------------------
def ubah(rng: Random, n: int) -> int:
    """One value of one row becomes another of its kind."""
    i, kolom = rng.randint(1, n), rng.choice(KOLOM)
    ((lama,),) = db.execute_sql(f"SELECT {kolom} FROM jejak WHERE id = ?", (i,)).fetchall()
    if isinstance(lama, int):
        baru: Any = rng.choice([None, lama + rng.choice([-1, 1, 86_400_000])]) if kolom != "pada" else lama + 1
    elif lama is None:
        baru = rng.choice([0, 7]) if kolom.endswith("_id") else rng.choice(["null", "{}", "", '{"a":1}'])
    else:
        baru = rng.choice([lama + " ", lama.upper() + "x", lama[1:], "x" + lama])
    db.execute_sql(f"UPDATE jejak SET {kolom} = ? WHERE id = ?", (baru, i))
    return i


def bukan_utf8(rng: Random, n: int) -> int:
    i = rng.randint(1, n)
    db.execute_sql("UPDATE jejak SET pelaku = CAST(x'C328' AS TEXT) WHERE id = ?", (i,))
    return i


def hapus(rng: Random, n: int) -> int:
    i = rng.randint(1, n)
    db.execute_sql("DELETE FROM jejak WHERE id BETWEEN ? AND ?", (i, i + rng.choice([0, 0, 3])))
    return i


def hapus_lalu_rapatkan(rng: Random, n: int) -> int:
    """The rows after it take its number, as if there had never been one."""
    i = rng.randint(1, n - 1)
    db.execute_sql("DELETE FROM jejak WHERE id = ?", (i,))
    for k in range(i + 1, n + 1):
        db.execute_sql("UPDATE jejak SET id = ? WHERE id = ?", (k - 1, k))
    db.execute_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = 'jejak'", (n - 1,))
    return i


def potong_ekor(rng: Random, n: int) -> int:
    i = rng.randint(2, n)
    db.execute_sql("DELETE FROM jejak WHERE id >= ?", (i,))
    return i


def tukar(rng: Random, n: int) -> int:
    """Two rows change places, hashes and all."""
    i, j = sorted(rng.sample(range(1, n + 1), 2))
    for a, b in ((i, -1), (j, i), (-1, j)):
        db.execute_sql("UPDATE jejak SET id = ? WHERE id = ?", (b, a))
    return i


def sisipkan(rng: Random, n: int) -> int:
    """A forged row in between, with a hash that fits what stands before it; the rest moves on."""
    i = rng.randint(2, n)
    for k in range(n, i - 1, -1):
        db.execute_sql("UPDATE jejak SET id = ? WHERE id = ?", (k + 1, k))
    db.execute_sql(
        "INSERT INTO jejak SELECT ?, pada, pelaku_id, pelaku, tindakan, objek, pegawai_id, sebelum, sesudah, sidik"
        " FROM jejak WHERE id = ?",
        (i, rng.choice([k for k in range(1, n + 2) if k != i])),
    )
    return i


def timpa(rng: Random, n: int) -> int:
    i = rng.randint(1, n)
    db.execute_sql(
        "INSERT OR REPLACE INTO jejak SELECT id, pada, pelaku_id, 'Orang lain', tindakan, objek, pegawai_id, sebelum,"
        " sesudah, sidik FROM jejak WHERE id = ?",
        (i,),
    )
    return i


def sidik_baru(rng: Random, n: int) -> int:
    """Altered and its hash made anew: it fits, so the row after it breaks, and both are named."""
    i = rng.randint(1, n - 1)
    db.execute_sql("UPDATE jejak SET pelaku = 'Orang lain' WHERE id = ?", (i,))
    rows = {row[0]: row for row in rantai() if row[0] in (i - 1, i)}
    baru = sidik(rows[i - 1][-1] if i > 1 else "", *rows[i][:-1])
    db.execute_sql("UPDATE jejak SET sidik = ? WHERE id = ?", (baru, i))
    return i


CARA = (ubah, ubah, ubah, bukan_utf8, hapus, hapus_lalu_rapatkan, potong_ekor, tukar, sisipkan, timpa, sidik_baru)
TANPA_SIDIK = {hapus, potong_ekor}  # missing numbers are seen without any hash


def lepas_pengaman() -> None:
    for name in ("ubah", "hapus", "timpa"):
        db.execute_sql(f"DROP TRIGGER jejak_tetap_{name}")


def pasang_pengaman() -> None:
    for sql in sql_of(Jejak):
        if sql.startswith("CREATE TRIGGER"):
            db.execute_sql(sql)


def palsukan(banyak: int, seed: int) -> tuple[int, int, dict[str, int]]:
    """So many forgeries, one after the other undone: how many were located, how many a check without hashes misses."""
    rng, ketemu, luput, macam = Random(seed), 0, 0, {}
    for n in range(banyak):
        cara = CARA[n % len(CARA)]
        with tulis(exempt="uji"), db.savepoint() as simpul:
            lepas_pengaman()
            baris = cara(rng, Jejak.select().count())
            pasang_pengaman()  # a forger leaves no open door
            ketemu += f"aris {baris} " in periksa_rantai()
            macam[cara.__name__] = macam.get(cara.__name__, 0) + 1
            if cara not in TANPA_SIDIK:
                luput += periksa_rantai(lambda _before, *row: _sidik_tersimpan(row[0])) == ""
            simpul.rollback()
    return ketemu, luput, macam


def _sidik_tersimpan(row_id: int) -> str:
    """What a check believes that hashes nothing."""
    return str(db.execute_sql("SELECT CAST(sidik AS BLOB) FROM jejak WHERE id = ?", (row_id,)).fetchone()[0], "utf-8")


def periksa_palsuan(banyak: int) -> None:
    isi_jejak(BANYAK)
    assert periksa_rantai() == ""
    ketemu, luput, macam = palsukan(banyak, seed=13)
    perlu_sidik = sum(jumlah for nama, jumlah in macam.items() if nama not in {c.__name__ for c in TANPA_SIDIK})
    print(f"\n{banyak} pemalsuan jejak ({macam}): {ketemu} ditunjuk; tanpa sidik {luput} dari {perlu_sidik} luput")
    assert ketemu == banyak
    assert luput >= perlu_sidik * 0.9, "the control must miss what only a hash shows"
    assert periksa_rantai() == ""


@pytest.mark.baku("K34", "K50", "V11.4.3", "V16.4.2")
def test_sixty_forgeries_are_located(app_kosong: Any) -> None:
    periksa_palsuan(66)


@pytest.mark.lama
def test_a_thousand_forgeries_are_located(app_kosong: Any) -> None:
    periksa_palsuan(1001)


@pytest.mark.lama
def test_a_million_rows_in_half_a_minute(app_kosong: Any) -> None:
    with tulis(exempt="uji"):
        isi_jejak(1_000_000)
    mulai = time.perf_counter()
    assert periksa_rantai() == ""
    lama = time.perf_counter() - mulai
    print(f"\n1.000.000 baris jejak diperiksa dalam {lama:.1f} detik")
    assert lama <= 30


# ---- the rest of the law ------------------------------------------------------------------------------
@pytest.mark.baku("K34", "V16.4.2")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE jejak SET pelaku = 'x' WHERE id = 3",
        "UPDATE OR REPLACE jejak SET id = 4 WHERE id = 3",
        "DELETE FROM jejak WHERE id = 3",
        "INSERT OR REPLACE INTO jejak SELECT * FROM jejak WHERE id = 3",
        "REPLACE INTO jejak (id, pada, pelaku, tindakan, objek, sidik) VALUES (3, 1, 'x', 'x', 'x', 'x')",
        "INSERT INTO jejak (id, pada, pelaku, tindakan, objek, sidik) VALUES (3, 1, 'x', 'x', 'x', 'x')"
        " ON CONFLICT(id) DO UPDATE SET pelaku = 'x'",
    ],
)
def test_the_table_refuses_all_but_new_rows(app: Any, sql: str) -> None:
    with pytest.raises(peewee.IntegrityError, match="hanya dapat ditambah"), tulis(exempt="uji"):
        db.execute_sql(sql)
    assert periksa_rantai() == ""


def test_an_untouched_chain_holds(app: Any) -> None:
    assert Jejak.select().count() > 20
    assert periksa_rantai() == ""


def test_dropped_triggers_are_told(app: Any) -> None:
    with tulis(exempt="uji"):
        lepas_pengaman()
    assert "dilepas" in periksa_rantai()


teks = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
isi = st.none() | st.dictionaries(
    teks, st.none() | teks | st.booleans() | st.integers() | st.lists(teks, max_size=2), max_size=3
)
nomor = st.none() | st.integers(0, 2**53)


@pytest.mark.baku("V11.4.3")
@settings(max_examples=200, deadline=None)
@given(st.integers(1, 2**40), teks, st.integers(0, 2**45), nomor, teks, nomor, isi, isi, teks)
def test_what_is_hashed_is_the_canonical_json(
    row_id: int,
    objek: str,
    pada: int,
    pegawai: Any,
    pelaku: str,
    pelaku_id: Any,
    sebelum: Any,
    sesudah: Any,
    tindakan: str,
) -> None:
    """Written out by hand it is the same text as the one of json.dumps, so nothing of a row stands outside the hash."""
    import hashlib

    row = {
        "id": row_id, "objek": objek, "pada": pada, "pegawai_id": pegawai, "pelaku": pelaku, "pelaku_id": pelaku_id,
        "sebelum": sebelum, "sesudah": sesudah, "tindakan": tindakan,
    }  # fmt: skip
    kanonik = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    simpan: Callable[[Any], Any] = Jejak.sebelum.db_value
    values = [simpan(v) if k in ("sebelum", "sesudah") else v for k, v in row.items()]
    assert sidik("ab", *values) == hashlib.sha256(("ab" + kanonik).encode()).hexdigest()


def test_rows_are_told_apart_from_nothing() -> None:
    assert periksa([]) == (0, "")
    assert periksa([(2, "x", 1, None, "x", None, None, None, "x", "x")]) == (0, "Baris 1 hilang.")
