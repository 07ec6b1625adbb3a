"""The screens over HTTP, page by page, with the page-checking client."""

from dataclasses import replace
from io import BytesIO

import pytest

from skpweb.petruk.models import NilaiLuar, Penilaian, PeriodePetruk
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian, StatusPeriode
from tests.petruk import bantu
from tests.petruk.bantu import PDF, PADA, orang

S = StatusPenilaian
pytestmark = pytest.mark.usefixtures("app")


def test_every_page_opens(cast, sebagai):
    row = bantu.sampai(cast, S.LENGKAP)
    p = row.periode_id
    for who in ("pengelola", "kepala", "admin", "pembaca"):
        klien = sebagai(who)
        for alamat in ("/petruk", "/petruk/instrumen", "/petruk/pemenang", f"/petruk/{p}", f"/petruk/penilaian/{row.id}/hasil",
                       f"/petruk/{p}/team-work", f"/petruk/{p}/peringkat", "/petruk/nilai"):  # fmt: skip
            assert klien.get(alamat).status_code == 200, (who, alamat)
    assert sebagai("pengelola").get(f"/petruk/penilaian/{row.id}").status_code == 200
