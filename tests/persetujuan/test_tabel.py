"""The whole table state × deed × person: what is not listed is refused and leaves the database as it was."""

import sqlite3
from io import BytesIO

import pytest

from skpweb.core.db import db
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp
from tests.akses import ORANG
from tests.persetujuan.bantu import PDF, bupati, jendela, konsep, sidik_kini

S = StatusSkp
DEEDS = ("ajukan", "tarik", "kembalikan", "tetapkan", "kertas", "batalkan", "tutup")
PEGAWAI = {  # the plan of `pegawai`, whose superior is `atasan`
    **{(s, "ajukan"): ("pegawai", S.PERIKSA) for s in (S.KONSEP, S.REVISI)},
    (S.PERIKSA, "tarik"): ("pegawai", S.KONSEP),
    (S.PERIKSA, "kembalikan"): ("atasan", S.REVISI),
    (S.PERIKSA, "tetapkan"): ("atasan", S.SETUJU),
    **{(s, "batalkan"): ("pengelola", S.BATAL) for s in (S.KONSEP, S.PERIKSA, S.REVISI, S.SETUJU)},
    (S.SETUJU, "tutup"): ("pengelola", S.DITUTUP),
}
KEPALA = {  # that of the head, whose superior has no account
    **{(s, "ajukan"): ("kepala", S.PERIKSA) for s in (S.KONSEP, S.REVISI)},
    (S.PERIKSA, "tarik"): ("kepala", S.KONSEP),
    (S.PERIKSA, "kertas"): ("pengelola", S.SETUJU),
    **{(s, "batalkan"): ("pengelola", S.BATAL) for s in (S.KONSEP, S.PERIKSA, S.REVISI, S.SETUJU)},
    (S.SETUJU, "tutup"): ("pengelola", S.DITUTUP),
}
PENGELOLA = {  # that of the only pengelola of the whole office: superior `sekretaris`, no Batal, no Tutup
    **{(s, "ajukan"): ("pengelola", S.PERIKSA) for s in (S.KONSEP, S.REVISI)},
    (S.PERIKSA, "tarik"): ("pengelola", S.KONSEP),
    (S.PERIKSA, "kembalikan"): ("sekretaris", S.REVISI),
    (S.PERIKSA, "tetapkan"): ("sekretaris", S.SETUJU),
}


def kirim(client, skp, deed):
    data = {"_sidik": sidik_kini(skp), "catatan": "Naikkan.", "alasan": "Salah.", "tanggal": "20-11-2026", "nomor": "7"}
    if deed == "kertas":
        data["berkas"] = (BytesIO(PDF), "lembar.pdf")
    return client.post(f"/skp/{skp.id}/{deed}", data=data)


@pytest.mark.baku("K52", "V2.3.1", "V8.2.2", "V8.3.1")
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize(
    ("owner", "table"), [("pegawai", PEGAWAI), ("kepala", KEPALA), ("pengelola", PENGELOLA)], ids=lambda v: v if isinstance(v, str) else ""
)  # fmt: skip
def test_each_cell(app, cast, sebagai, owner, table, status, deed):
    jendela()
    bupati()
    skp = konsep(cast, owner, status)
    who, result = table.get((status, deed), ("", None))
    watcher = sqlite3.connect(db.database)
    for person in ORANG:
        if person == who:
            continue
        client = sebagai(person)
        before = watcher.execute("PRAGMA data_version").fetchone()
        answer = kirim(client, skp, deed)
        assert answer.status_code in (401, 403, 404, 422), (person, answer.status_code)
        assert watcher.execute("PRAGMA data_version").fetchone() == before, person
    watcher.close()
    if who:
        answer = kirim(sebagai(who), skp, deed)
        assert answer.status_code == 303, answer.text
    assert Skp.get_by_id(skp.id).status is (result or status)
