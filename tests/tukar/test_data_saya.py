"""A person's copy: all that is held about him, nothing of somebody else, no secret."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from peewee import ForeignKeyField
from python_calamine import CalamineWorkbook

from skpweb.akun.models import Akun
from skpweb.akun.services import buat_sandi
from skpweb.audit.models import Jejak
from skpweb.audit.services import catat_banyak, habiskan_pembacaan
from skpweb.core import clock, jobs
from skpweb.core.db import tulis
from skpweb.core.schema import room_models
from skpweb.pegawai.models import Pegawai
from skpweb.pemberitahuan.services import kirim
from skpweb.petruk.rules_alur import StatusPenilaian
from skpweb.rooms import ROOMS
from skpweb.tukar import queries_data
from skpweb.tukar.queries_data import KHUSUS, PEMILIK, _bagian, syarat
from tests.cast import Cast
from tests.conftest import PADA
from tests.klien import Klien
from tests.petruk.bantu import sampai
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

Sebagai = Callable[[str], Klien]
# Tables with a reference to a person by which the row is not his: who did it, on whose behalf, whom it was told.
BUKAN_MILIK = {"impor": "who brought it", "impor_baris": "of an import", "impor_isi": "of an import"}


def _json(klien: Klien) -> dict[str, Any]:
    answer = klien.post("/profil/data.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "attachment" in answer.headers["Content-Disposition"]
    return json.loads(answer.data)["bagian"]


def test_every_table_that_knows_people_is_in_it_or_named(app: Any) -> None:
    """A later table with a reference to a person must be his data, or stand here with the reason why not."""
    for room in ROOMS:
        for model in room_models(room):
            people = [
                f.name for f in model._meta.sorted_fields if isinstance(f, ForeignKeyField) and f.rel_model is Pegawai
            ]
            if people and syarat(model, 1) is None:
                assert model._meta.table_name in BUKAN_MILIK, (model, people, PEMILIK)


@pytest.mark.baku("K41")
def test_it_holds_file_plan_log_notice_trail_and_who_looked(sebagai: Sebagai, cast: Cast) -> None:
    siapa = cast.orang["pegawai"]
    rhk = rhk_ada(skp_ada(cast, "pegawai", PADA), "Tersedianya data harga")
    iki_ada(rhk, "Jumlah laporan")
    with tulis(exempt="uji"):
        kirim([siapa], "Pemberitahuan untuk Endah", pada=PADA)
    assert sebagai("admin").get(f"/pegawai/{siapa}").status_code == 200
    habiskan_pembacaan()
    isi = _json(sebagai("pegawai"))
    assert isi["pegawai"][0]["Nama"] == "Endah Lestari"
    assert isi["riwayat_jabatan"][0]["Jabatan"] == "Pengolah Data dan Informasi"
    assert [r["Pegawai"] for r in isi["skp"]] == ["Endah Lestari"]
    assert "Tersedianya data harga" in isi["rhk"][0].values()
    assert "Jumlah laporan" in isi["iki"][0].values()
    assert "Pemberitahuan untuk Endah" in isi["pemberitahuan"][0].values()
    assert {"Yang melihat": "Kartika Dewi, S.Kom.", "Data milik": "Endah Lestari"}.items() <= isi["pembacaan"][
        0
    ].items()
    assert isi["jejak"][-1]["Tindakan"] == "Tukar: data saya"


@pytest.mark.baku("K41", "V15.3.1")
def test_it_holds_nothing_of_others_and_no_secret(sebagai: Sebagai, cast: Cast) -> None:
    rhk_ada(skp_ada(cast, "pegawai_lain", PADA), "Rahasia rencana Fajar")
    sandi = buat_sandi("empat kuda makan siang")
    with tulis(exempt="uji"):
        Akun.update(sandi=sandi, kode="KODE-RAHASIA").where(Akun.pegawai == cast.orang["pegawai"]).execute()
    teks = sebagai("pegawai").post("/profil/data.json").text
    for bukan in ("Rahasia rencana Fajar", "Fajar Nugraha", sandi, "KODE-RAHASIA"):
        assert bukan not in teks
    assert "Rahasia rencana Fajar" in sebagai("pegawai_lain").post("/profil/data.json").text, "the control"


@pytest.mark.baku("V15.3.1")
def test_of_accounts_only_named_columns_are_shown(app: Any) -> None:
    for model in room_models("akun"):
        if syarat(model, 1) is not None:
            assert model in KHUSUS, model
    shown = {c for columns in KHUSUS.values() for c in columns}
    assert not shown & {"sandi", "kode", "token", "totp", "perangkat"}


def test_headings_are_words_that_people_know(app: Any) -> None:
    models = [m for room in ROOMS for m in room_models(room) if syarat(m, 1) is not None]
    kolom = {k.lower() for m in models for k in _bagian(m, m.select().limit(0)).kolom}
    assert not kolom & {"deed", "endpoint", "arg", "mime", "sha256", "id", "versi", "beku"}
    assert {"TL1", "PSW1"} <= {k for m in models for k in _bagian(m, m.select().limit(0)).kolom}


@pytest.mark.baku("V8.2.3")
def test_an_assessment_is_in_it_from_its_lock_on(sebagai: Sebagai, cast: Cast) -> None:
    sampai(cast, StatusPenilaian.LENGKAP)
    isi = _json(sebagai("pegawai"))
    assert "penilaian" not in isi
    lines = [j for j in isi["jejak"] if j["Objek"].startswith("Penilaian")]
    assert lines, "that something was done is told"
    assert {j["Sesudah"] for j in lines} == {""}, "what, is not yet"


def test_a_locked_assessment_is_in_it(sebagai: Sebagai, cast: Cast) -> None:
    sampai(cast, StatusPenilaian.TERKUNCI)
    isi = _json(sebagai("pegawai"))
    assert len(isi["penilaian"]) == 1


def test_the_sheets_say_the_same(sebagai: Sebagai, cast: Cast) -> None:
    saya = sebagai("pegawai")
    isi = _json(saya)
    answer = saya.post("/profil/data.xlsx")
    buku = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    daftar = dict(buku.get_sheet_by_name("Isi").to_python(skip_empty_area=True)[6:])
    assert daftar["Riwayat jabatan"] == len(isi["riwayat_jabatan"])
    assert set(daftar) == set(buku.sheet_names) - {"Isi"}
    assert buku.get_sheet_by_name("Pegawai").to_python()[1][0] == "Endah Lestari"


def test_a_large_copy_is_a_job_and_its_owners_alone(
    sebagai: Sebagai, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skpweb.tukar.routes_data.BESAR", 1)
    saya = sebagai("pegawai")
    assert queries_data.banyak_data(cast.orang["pegawai"]) > 1
    answer = saya.post("/profil/data.json")
    assert answer.status_code == 303
    nomor = int(answer.location.rpartition("/")[2])
    jobs._pool.submit(int).result()
    assert f"/profil/data/{nomor}.json" in saya.get(answer.location).text
    assert json.loads(saya.get(f"/profil/data/{nomor}.json").data)["data"] == "Endah Lestari"
    assert sebagai("admin").get(f"/profil/data/{nomor}.json").status_code == 404
    assert Jejak.select().where(Jejak.tindakan == "tukar.data_saya").count() == 1


def test_many_lines_stay_quick(sebagai: Sebagai, cast: Cast) -> None:
    from skpweb.audit.services import Baris
    from skpweb.core.access import SISTEM

    siapa = cast.orang["pegawai"]
    catat_banyak(SISTEM, [Baris("uji.ubah", "uji:1", siapa, {"a": n}, {"a": n + 1}) for n in range(4000)], pada=PADA)
    awal = clock.waktu_mesin()
    assert len(_json(sebagai("pegawai"))["jejak"]) >= 4000
    assert (clock.waktu_mesin() - awal).total_seconds() < 30
