"""The sheet through HTTP: a cell, a block, an even spread, the whole form; two tabs; who may."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import Locked
from skpweb.matriks.queries import target_banyak
from skpweb.matriks.rules import Ketikan, tulis_sel
from skpweb.matriks.services import isi_sel
from skpweb.skp.models import Iki, Skp
from skpweb.skp.rules import Agregasi, Arah, JenisRhk, StatusSkp
from tests.cast import Cast
from tests.klien import Klien
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

HX = {"HX-Request": "true"}


class Meja:
    """An SKP of "pegawai" in konsep with four kinds of indicators, and his browser."""

    def __init__(self, cast: Cast, klien: Klien, pada: datetime) -> None:
        self.klien = klien
        self.skp = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
        rhk = rhk_ada(self.skp)
        self.jumlah = iki_ada(rhk, batas="36", bulan=dict.fromkeys(range(1, 12), "3"))
        self.rentang = iki_ada(
            rhk, "Ketepatan terbit", batas="90", sampai="95", satuan="%", agregasi=Agregasi.RATA_RATA, bulan={}
        )
        self.turun = iki_ada(rhk, "Jumlah keluhan", batas="4", arah=Arah.TURUN, bulan={})
        tambahan = rhk_ada(self.skp, "Terselenggaranya pasar murah", JenisRhk.TAMBAHAN)
        self.catatan = iki_ada(tambahan, "Tingkat kelancaran", batas=None, bulan={})
        self.alamat = f"/skp/{self.skp.id}/matriks"

    def kirim(self, sel: dict[tuple[Iki, int], tuple[str, str]], **lain: Any):  # type: ignore[no-untyped-def]
        """{(IKI, month): (text as read, text typed)}, as the script sends it."""
        nama = {k: f"s{k[0].id}-{k[1]}" for k in sel}
        data = {nama[k]: teks for k, (_, teks) in sel.items() if teks or k[0].batas_bawah is not None}
        data["_asal"] = " ".join(f"{nama[k]}={asal}" for k, (asal, _) in sel.items())
        return self.klien.post(self.alamat, data=data | lain.pop("data", {}), headers=HX, **lain)

    def satu(self, iki: Iki, bulan: int, asal: str, teks: str, **lain: Any):  # type: ignore[no-untyped-def]
        sel = f"s{iki.id}-{bulan}"
        data = {sel: teks, "_asal": f"{sel}={asal}"}
        return self.klien.post(f"{self.alamat}/{iki.id}/{bulan}", data=data, **({"headers": HX} | lain))

    def baris(self, iki: Iki) -> dict[int, str]:
        return {b: tulis_sel(s) for b, s in target_banyak([self.skp.id]).get(iki.id, {}).items()}


@pytest.fixture
def meja(cast: Cast, sebagai: Callable[[str], Klien], pada: datetime) -> Meja:
    return Meja(cast, sebagai("pegawai"), pada)


def test_a_cell_is_saved_and_its_row_is_told(meja: Meja) -> None:
    versi = meja.skp.versi
    answer = meja.satu(meja.jumlah, 12, "", "3,0")
    assert answer.status_code == 200
    assert len(answer.data) <= 5_000
    assert re.search(rf'id="s{meja.jumlah.id}-12"[^>]* value="3"', answer.text)
    assert re.search(rf'<td class="tot" id="j{meja.jumlah.id}" data-masa="setahun" hx-swap-oob="true">36', answer.text)
    assert "Tersimpan 10.00" in answer.text
    assert meja.baris(meja.jumlah)[12] == "3"
    line = Jejak.select().order_by(Jejak.id.desc()).first()
    assert line.tindakan == "matriks.isi_sel"
    assert line.sesudah == {"Desember, 1. Jumlah laporan yang terbit": "3"}
    assert Skp.get_by_id(meja.skp.id).versi == versi + 1


def test_an_emptied_cell_is_no_plan_and_not_0(meja: Meja) -> None:
    assert meja.satu(meja.jumlah, 1, "3", " ").status_code == 200
    assert 1 not in meja.baris(meja.jumlah)


@pytest.mark.parametrize(("typed", "word"), [("2o", "“2o” bukan angka"), ("0", "kosongkan bulan ini")])
def test_a_refused_cell_keeps_what_was_typed_and_says_the_remedy(meja: Meja, typed: str, word: str) -> None:
    answer = meja.satu(meja.jumlah, 2, "3", typed)
    assert answer.status_code == 422
    assert re.search(
        rf'id="s{meja.jumlah.id}-2"[^>]*value="{typed}"[^>]*data-asal="3" aria-invalid="true"', answer.text
    )
    assert f"Februari, Jumlah laporan yang terbit: {word}" in answer.text.replace(
        "Target 0 tidak ada artinya untuk indikator ini; ", ""
    )
    assert "Nilai sebelumnya 3." in answer.text
    assert meja.baris(meja.jumlah)[2] == "3"


def test_a_cell_that_somebody_else_has_changed_is_not_overwritten(meja: Meja) -> None:
    meja.satu(meja.jumlah, 2, "3", "5")
    late = meja.satu(meja.jumlah, 2, "3", "7")
    assert late.status_code == 409
    assert "Sudah disimpan 5 sejak halaman ini dibuka; di layar ini 7." in late.text
    assert meja.baris(meja.jumlah)[2] == "5"
    assert meja.satu(meja.jumlah, 2, "5", "7").status_code == 200
    assert meja.baris(meja.jumlah)[2] == "7"


def test_the_same_cell_sent_twice_has_one_effect(meja: Meja) -> None:
    before = Jejak.select().count()
    for _ in range(2):
        assert meja.satu(meja.jumlah, 2, "3", "5").status_code == 200
    assert Jejak.select().count() == before + 1


def test_what_happened_between_reading_and_saving_counts(meja: Meja, pada: datetime) -> None:
    stale, sel = Skp.get_by_id(meja.skp.id), (meja.jumlah.id, 2)
    meja.satu(meja.jumlah, 3, "3", "4")
    assert isi_sel(SISTEM, stale, {sel: Ketikan("3", "5")}, pada=pada).berubah.keys() == {sel}
    with tulis(exempt="uji"):
        Skp.update(status=StatusSkp.PERIKSA).where(Skp.id == stale.id).execute()
    with pytest.raises(Locked):
        isi_sel(SISTEM, stale, {sel: Ketikan("5", "6")}, pada=pada)
    assert meja.baris(meja.jumlah)[2] == "5"


def test_a_block_is_pasted_in_one_deed_and_its_refused_cells_are_named(meja: Meja) -> None:
    cells = {(meja.rentang, b): ("", "90–95") for b in range(1, 13)} | {
        (meja.turun, b): ("", "0") for b in range(1, 13)
    }
    cells[meja.jumlah, 1] = ("3", "x")
    cells[meja.jumlah, 2] = ("3", "0")
    before = Jejak.select().count()
    answer = meja.kirim(cells, data={"_cara": "tempel", "_luar": "3"})
    assert answer.status_code == 422
    text = " ".join(answer.text.split())
    assert "24 sel ditempel , 2 ditolak:" in text.replace("ditempel,", "ditempel ,")
    assert f'<a href="#s{meja.jumlah.id}-1">Januari baris 1</a>' in text
    assert "3 di luar lembar" in text
    assert Jejak.select().count() == before + 1
    assert meja.baris(meja.rentang) == dict.fromkeys(range(1, 13), "90–95")
    assert meja.baris(meja.turun) == dict.fromkeys(range(1, 13), "0")


def test_ticks_are_set_and_taken_away(meja: Meja) -> None:
    meja.kirim({(meja.catatan, 3): ("", "1"), (meja.catatan, 6): ("", "1")})
    assert meja.baris(meja.catatan) == {3: "1", 6: "1"}
    answer = meja.kirim({(meja.catatan, 3): ("1", "")})
    assert "1 bulan" in answer.text
    assert meja.baris(meja.catatan) == {6: "1"}


def test_one_row_is_spread_evenly_over_what_stood_there(meja: Meja) -> None:
    answer = meja.kirim({}, data={"rata": str(meja.turun.id), "_cara": "rata"})
    assert answer.status_code == 200
    assert sum(Decimal(v) for v in meja.baris(meja.turun).values()) == 4
    meja.kirim({}, data={"rata": str(meja.jumlah.id)})
    assert meja.baris(meja.jumlah) == dict.fromkeys(range(1, 13), "3")


def test_all_empty_rows_are_spread_evenly_and_no_other(meja: Meja) -> None:
    meja.kirim({(meja.turun, 1): ("", "2")}, data={"rata": "0"})
    assert meja.baris(meja.turun) == {1: "2"}
    assert len(meja.baris(meja.jumlah)) == 11
    assert set(meja.baris(meja.rentang).values()) == {"90–95"}
    assert len(meja.baris(meja.catatan)) == 12


def _formulir(page: str) -> dict[str, str]:
    """What a browser without script would send."""
    data = {}
    for tag in re.findall(r"<input [^>]*>", page[page.index('<form id="lembar"') :]):
        if 'type="checkbox"' in tag and " checked" not in tag:
            continue
        value = re.search(r' value="([^"]*)"', tag)
        data[re.search(r' name="([^"]*)"', tag)[1]] = value[1] if value else ""
    return data


def test_without_script_one_request_saves_all_and_keeps_what_was_refused(meja: Meja) -> None:
    data = _formulir(meja.klien.get(meja.alamat).text)
    j, t, c = (f"s{i.id}" for i in (meja.jumlah, meja.turun, meja.catatan))
    data |= {f"{j}-12": "3", f"{t}-1": "1.5", f"{t}-2": "dua", f"{c}-5": "1"}
    page = meja.klien.post(meja.alamat, data=data)
    assert page.status_code == 422
    assert "<title>Galat: Matriks target" in page.text
    assert "Februari, Jumlah keluhan: “dua” bukan angka" in page.text
    assert meja.baris(meja.jumlah)[12] == "3"
    assert meja.baris(meja.turun) == {1: "1,5"}
    assert meja.baris(meja.catatan) == {5: "1"}
    data = _formulir(page.text)
    assert data[f"{t}-2"] == "dua"
    data[f"{t}-2"] = "2"
    del data[f"{c}-5"]
    assert meja.klien.post(meja.alamat, data=data).status_code == 303
    assert "2 sel berubah" in meja.klien.get(meja.alamat).text
    assert meja.baris(meja.turun) == {1: "1,5", 2: "2"}
    assert meja.baris(meja.catatan) == {}


def test_without_script_both_values_of_a_conflict_are_offered(meja: Meja) -> None:
    data = _formulir(meja.klien.get(meja.alamat).text)
    sel = f"s{meja.jumlah.id}-1"
    meja.satu(meja.jumlah, 1, "3", "5")
    page = meja.klien.post(meja.alamat, data=data | {sel: "7"})
    assert page.status_code == 409
    assert "Simpan 7" in page.text
    assert "Pakai 5" in page.text
    again = _formulir(page.text)
    dropped = meja.klien.post(meja.alamat, data=again | {"buang": sel})
    assert dropped.status_code == 303
    assert meja.baris(meja.jumlah)[1] == "5"
    assert meja.klien.post(meja.alamat, data=again | {"pakai": sel}).status_code == 303
    assert meja.baris(meja.jumlah)[1] == "7"


def test_only_months_of_the_period_stand_there(cast: Cast, sebagai: Callable[[str], Klien], pada: datetime) -> None:
    skp = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP, mulai=date(2026, 3, 16), sampai=date(2026, 8, 31))
    iki = iki_ada(rhk_ada(skp), bulan={})
    klien, alamat = sebagai("pegawai"), f"/skp/{skp.id}/matriks"
    assert re.findall(rf'id="s{iki.id}-(\d+)"', klien.get(alamat).text) == ["3", "4", "5", "6", "7", "8"]
    assert klien.post(f"{alamat}/{iki.id}/2", data={f"s{iki.id}-2": "1"}).status_code == 404
    assert klien.post(alamat, data={f"s{iki.id}-2": "1", "rata": str(iki.id)}).status_code == 303
    assert sorted(target_banyak([skp.id])[iki.id]) == [3, 4, 5, 6, 7, 8]


def test_cells_of_another_plan_are_passed_over(meja: Meja, cast: Cast, pada: datetime) -> None:
    other = iki_ada(rhk_ada(skp_ada(cast, "atasan", pada)), bulan={})
    assert meja.satu(other, 1, "", "5").status_code == 404
    assert meja.kirim({(other, 1): ("", "5")}).status_code == 200
    assert target_banyak([other.rhk.skp_id]) == {}


@pytest.mark.parametrize("status", [s for s in StatusSkp if not s.dapat_diubah])
def test_who_may_not_write_reads_and_is_told_why(
    meja: Meja, sebagai: Callable[[str], Klien], status: StatusSkp
) -> None:
    with tulis(exempt="uji"):
        Skp.update(status=status, ditetapkan_pada=meja.skp.dibuat_pada).where(Skp.id == meja.skp.id).execute()
    page = meja.klien.get(meja.alamat).text
    assert "Yang dapat membukanya" in page
    assert "data-matriks" not in page
    assert "Matriks hanya diisi oleh pemilik SKP" in sebagai("atasan").get(meja.alamat).text
    assert "SKP ini" in meja.satu(meja.jumlah, 1, "3", "4").text
    assert meja.baris(meja.jumlah)[1] == "3"


def test_a_plan_without_indicators_says_what_to_do(cast: Cast, sebagai: Callable[[str], Klien], pada: datetime) -> None:
    skp = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    assert "Belum ada indikator" in sebagai("pegawai").get(f"/skp/{skp.id}/matriks").text


def ubah(iki: Iki, batas: Decimal | None) -> None:
    with tulis(exempt="uji"):
        Iki.update(dinilai_catatan=False, batas_bawah=batas, batas_atas=batas).where(Iki.id == iki.id).execute()


def test_figures_left_from_before_an_indicator_changed_its_kind_are_read_by_what_it_is_now(meja: Meja) -> None:
    meja.kirim({(meja.catatan, 3): ("", "1")})
    ubah(meja.catatan, Decimal(5))
    assert meja.baris(meja.catatan) == {}
    assert meja.satu(meja.catatan, 3, "", "5").status_code == 200
    ubah(meja.jumlah, None)
    assert set(meja.baris(meja.jumlah).values()) == {"1"}


@pytest.mark.parametrize("baris", [1, 40])
def test_pages_and_saves_ask_the_same_number_of_queries_however_many_rows(
    app: Flask, cast: Cast, sebagai: Callable[[str], Klien], pada: datetime, hitung_query: Callable[[], Any], baris: int
) -> None:
    skp = skp_ada(cast, "pegawai", pada, status=StatusSkp.KONSEP)
    rhk = rhk_ada(skp)
    iki = [iki_ada(rhk, f"Jumlah laporan {n}") for n in range(baris)]
    klien = sebagai("pegawai")
    with hitung_query() as q:
        page = klien.get(f"/skp/{skp.id}/matriks", headers={"Accept-Encoding": "gzip"})
    assert len(q) <= 7, q.sql  # two of them once: settings and letterhead
    assert len(page.data) <= 14_000
    for i in range(baris):
        with hitung_query() as q:
            answer = klien.post(
                f"/skp/{skp.id}/matriks/{iki[i].id}/1",
                data={f"s{iki[i].id}-1": "5", "_asal": f"s{iki[i].id}-1=10"}, headers=HX,
            )  # fmt: skip
        assert answer.status_code == 200
        assert len(answer.data) <= 5_000
    assert len(q) <= 12, (len(q), q.sql)
