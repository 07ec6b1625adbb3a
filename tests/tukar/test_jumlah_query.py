"""Screens of imports need few queries, however many rows."""

import pytest

from tests.tukar import contoh
from tests.tukar.bantu import pratinjau, terapkan


@pytest.mark.parametrize("banyak", [1, 60])
@pytest.mark.parametrize(
    "alamat",
    ["/impor", "/impor/presensi", "/impor/presensi/{}", "/impor/presensi/{}?lihat=semua", "/impor/presensi/{}/kolom"],
)
def test_screens_need_eight_queries(sebagai, hitung_query, alamat, banyak):
    client = sebagai("pengelola")
    orang = [[contoh.nip(n), "Tak dikenal"] for n in range(banyak)]
    isi = contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(orang)])
    impor = pratinjau(client, "presensi", isi, "presensi-2026-09.csv")
    with hitung_query() as q:
        assert client.get(alamat.format(impor.id)).status_code == 200
    assert len(q) <= 8, q.sql


def test_what_changed_needs_ten(sebagai, hitung_query, cast, pada):
    client = sebagai("pengelola")
    orang = contoh.orang_cast(pada)
    impor = pratinjau(
        client, "presensi", contoh.csv_berkas([contoh.KEPALA_PRESENSI, *contoh.presensi(orang)]), "p-2026-09.csv"
    )
    assert terapkan(client, impor).status_code == 303
    with hitung_query() as q:
        assert "Inilah yang berubah" in client.get(f"/impor/presensi/{impor.id}").text
    assert len(q) <= 10, q.sql
