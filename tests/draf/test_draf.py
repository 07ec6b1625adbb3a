"""Drafts: whose they are, what they hold, when they end; and that many savers share one disk flush."""

import json
import threading
from datetime import timedelta

import pytest

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db, tulis
from skpweb.core.errors import RuleViolation
from skpweb.draf.models import Draf
from skpweb.draf.rules import TERBESAR, baca_isi
from skpweb.draf.services import buang_draf_lama, simpan_draf
from skpweb.pegawai.models import LaporanData

LAPOR = "/profil/laporkan"
ISI = [["uraian", "Pangkat saya sudah III/c sejak April."]]


def simpan(klien, alamat: str = LAPOR, isi: object = ISI, **lain: str):  # type: ignore[no-untyped-def]
    return klien.post("/draf", data={"alamat": alamat, "isi": json.dumps(isi), **lain})


@pytest.mark.baku("K38")
def test_it_comes_back_to_its_writer_alone(sebagai) -> None:
    saya = sebagai("pegawai")
    assert simpan(saya, versi="3").json["waktu"]
    found = sebagai("pegawai").get("/draf", query_string={"alamat": LAPOR}).json
    assert [(d["isi"], d["versi"]) for d in found] == [(ISI, 3)]
    assert sebagai("pegawai_lain").get("/draf", query_string={"alamat": LAPOR}).json == []
    assert sebagai("admin").get("/draf", query_string={"alamat": LAPOR}).json == []


def test_the_newest_takes_the_place_of_the_one_before(sebagai) -> None:
    saya = sebagai("pegawai")
    for n in range(3):
        simpan(saya, isi=[["uraian", f"Kalimat {n}"]])
    assert [d.isi for d in Draf.select()] == [[["uraian", "Kalimat 2"]]]


def test_sending_the_form_ends_it_and_a_refusal_does_not(sebagai) -> None:
    saya, alamat = sebagai("pegawai"), LAPOR
    simpan(saya, alamat)
    refused = saya.post(alamat, data={"uraian": "", "_draf": "1"})
    assert (refused.status_code, Draf.select().count()) == (422, 1)
    sent = saya.post(alamat, data={"uraian": ISI[0][1], "_draf": "1"})
    assert (sent.status_code, Draf.select().count(), LaporanData.select().count()) == (303, 0, 1)


def test_throwing_away(sebagai) -> None:
    saya = sebagai("pegawai")
    simpan(saya)
    simpan(sebagai("pegawai_lain"))
    assert saya.post("/draf/buang", data={"alamat": LAPOR}).status_code == 204
    assert Draf.select().count() == 1


@pytest.mark.baku("V1.5.2", "K21", "K66")
@pytest.mark.parametrize(
    "isi", ["", "bukan json", "{}", '["a"]', '[["a"]]', '[["a", 1]]', '[["a", "b", "c"]]', json.dumps([["a", "b" * TERBESAR]])]
)  # fmt: skip
def test_other_things_are_refused(sebagai, isi: str) -> None:
    answer = sebagai("pegawai").post("/draf", data={"alamat": LAPOR, "isi": isi})
    assert answer.status_code == 422
    assert Draf.select().count() == 0


@pytest.mark.parametrize("alamat", ["", "https://contoh.invalid/x", "//contoh.invalid", "skp", "/" + "a" * 600])
def test_only_addresses_of_this_site(sebagai, alamat: str) -> None:
    assert simpan(sebagai("pegawai"), alamat).status_code == 422


def test_fields_are_read_as_they_were() -> None:
    assert baca_isi('[["uraian", "<b>\\u00e9</b>"], ["x", ""]]') == [["uraian", "<b>é</b>"], ["x", ""]]
    with pytest.raises(RuleViolation):
        baca_isi("null")


@pytest.mark.baku("K39")
def test_they_are_kept_thirty_days(app, cast) -> None:
    now = clock.waktu_mesin()
    actor = Pelaku(pegawai_id=cast.orang["pegawai"])
    simpan_draf(actor, "/lama", None, ISI, pada=now - timedelta(days=30, seconds=1))
    simpan_draf(actor, "/baru", None, ISI, pada=now - timedelta(days=30) + timedelta(seconds=1))
    assert buang_draf_lama(now - timedelta(days=30)) == 1
    assert [d.alamat for d in Draf.select()] == ["/baru"]


def test_many_savers_share_a_transaction_and_none_is_lost(app, cast) -> None:
    """20 drafts that arrive while another deed holds the disk: all are kept, in few transactions."""
    actor, begun = Pelaku(pegawai_id=cast.orang["pegawai"]), []
    real = db.begin
    db.begin = lambda *a, **k: (begun.append(1), real(*a, **k))[1]

    def work(n: int) -> None:
        db.connect(reuse_if_open=True)
        simpan_draf(actor, f"/form/{n}", None, [["a", str(n)]], pada=clock.waktu_mesin())
        db.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(20)]
    try:
        with tulis(exempt="uji"):
            for thread in threads:
                thread.start()
            threading.Event().wait(0.3)
        for thread in threads:
            thread.join()
    finally:
        db.begin = real
    assert {(d.alamat, d.isi[0][1]) for d in Draf.select()} == {(f"/form/{n}", str(n)) for n in range(20)}
    assert len(begun) <= 6
