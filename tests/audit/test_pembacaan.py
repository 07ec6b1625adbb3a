"""Who looked at whose data: every page of every room, found from the access tables, and what is not recorded."""

from collections.abc import Callable
from threading import get_ident
from typing import Any

import pytest
from flask import Flask, url_for

from skpweb.audit.models import Pembacaan
from skpweb.audit.rules import TANPA_ORANG
from skpweb.audit.services import buang_pembacaan, habiskan_pembacaan
from skpweb.core.db import db
from tests.akses import ORANG, Baris
from tests.cast import Cast
from tests.conftest import PADA
from tests.klien import Klien
from tests.test_access import semua

# Pages that every employee has and that show nothing but his own; so do those of the deed "milik_sendiri".
SENDIRI = {
    "beranda.lihat", "cetak.hasil", "core.kerja", "harian.bulanan", "harian.bulanan_kini", "harian.hari", "harian.nilai", "harian.saya", "pegawai.profil", "pemberitahuan.daftar",
    "pemberitahuan.lonceng", "presensi.saya", "skp.daftar", "tukar.ambil_data_saya",
}  # fmt: skip


def dibaca() -> list[tuple[int, int | None, str]]:
    habiskan_pembacaan()
    return list(Pembacaan.select(Pembacaan.oleh, Pembacaan.pegawai_id, Pembacaan.halaman).tuples())


def halaman() -> list[Baris]:
    """Every GET that somebody is answered with 200."""
    return [b for b in semua() if b.metode == "GET" and _pembaca(b)]


def _pembaca(baris: Baris) -> list[str]:
    return [who for who in ORANG if who != "anonim" and baris.harapan(who) == 200]


@pytest.mark.baku("K33", "K39")
@pytest.mark.parametrize("baris", halaman(), ids=str)
def test_every_page_with_others_is_recorded(app: Flask, sebagai: Any, cast: Cast, baris: Baris) -> None:
    """A page that not everybody may open: each reader. A page of everybody's: of each reader but its owner."""
    view = app.view_functions[baris.endpoint]
    own = hasattr(view, "publik") or view.izin.endswith(".milik_sendiri") or baris.endpoint in SENDIRI
    if own or baris.endpoint in TANPA_ORANG or ".formulir_" in baris.endpoint:
        assert not {"pegawai_id", "skp_id", "penilaian_id"} & set(baris.args) or ".formulir_" in baris.endpoint
        return
    known = {**cast.orang, **cast.benda, **(baris.siap(cast) if baris.siap else {})}
    args = {k: known.get(v, v) if isinstance(v, str) else v for k, v in baris.args.items()}
    with app.test_request_context():
        alamat = url_for(baris.endpoint, **args)
    readers = _pembaca(baris)
    for who in readers:
        assert sebagai(who).get(alamat).status_code == 200
    found = dibaca()
    assert all(oleh != siapa for oleh, siapa, _ in found), "one's own data are not recorded"
    silent = {cast.orang[who] for who in readers} - {oleh for oleh, _, page in found if page == baris.endpoint}
    assert len(silent) <= 1, f"{len(silent)} of {len(readers)} readers left no line"


def test_the_exemptions_exist(satu_app: Flask) -> None:
    later = {"audit.kepatuhan", "tukar.ambil_data_saya"}
    assert set(satu_app.view_functions) | later >= SENDIRI | TANPA_ORANG


@pytest.mark.baku("K39", "V16.2.1")
def test_a_file_a_list_and_an_export(sebagai: Callable[[str], Klien], cast: Cast) -> None:
    admin, orang = sebagai("admin"), cast.orang["pegawai"]
    for address in (f"/pegawai/{orang}", "/pegawai?cari=endah", "/ekspor/pegawai.xlsx"):
        assert admin.get(address).status_code == 200
    saya = cast.orang["admin"]
    assert dibaca() == [
        (saya, orang, "pegawai.pegawai"), (saya, None, "pegawai.daftar"), (saya, None, "tukar.ekspor")
    ]  # fmt: skip
    assert [p.alamat for p in Pembacaan.select()][1] == "/pegawai?cari=endah"


def test_own_file_refusals_and_deeds_leave_none(sebagai: Callable[[str], Klien], cast: Cast) -> None:
    saya = sebagai("pegawai")
    own, other = cast.orang["pegawai"], cast.orang["atasan"]
    assert [saya.get(f"/pegawai/{p}").status_code for p in (own, other)] == [200, 404]
    assert saya.get("/profil").status_code == 200
    assert saya.get("/audit").status_code == 403
    assert dibaca() == []


def test_the_reader_asks_and_waits_for_nothing(sebagai: Any, cast: Cast, hitung_query: Any) -> None:
    """No statement of the request's own thread names the table, and nothing is written before the answer."""
    admin, sql = sebagai("admin"), []
    address = f"/pegawai/{cast.orang['pegawai']}"
    admin.get(address)
    habiskan_pembacaan()
    before, real, me = Pembacaan.select().count(), db.execute_sql, get_ident()
    db.execute_sql = lambda text, *a, **k: (get_ident() == me and sql.append(text), real(text, *a, **k))[1]
    try:
        assert admin.get(address).status_code == 200
    finally:
        db.execute_sql = real
    assert not [s for s in sql if "pembacaan" in s]
    assert len(dibaca()) == before + 1


@pytest.mark.baku("K39")
def test_they_are_kept_for_a_time(sebagai: Callable[[str], Klien]) -> None:
    sebagai("admin").get("/pegawai")
    assert len(dibaca()) == 1
    assert buang_pembacaan(PADA) == 0
    assert buang_pembacaan(PADA.replace(year=2027)) == 1
