"""The employee's pages: today at once, the calendar, what waits to be sent, refusals told why, number of queries."""

import pytest

from tests.skp.bantu import skp_lengkap


@pytest.fixture
def skp(app, cast, pada):
    return skp_lengkap(cast, "pegawai", pada)


def test_today_stands_open_with_the_form(sebagai, skp):
    teks = sebagai("pegawai").get("/harian").text
    assert "Sabtu, 21 November 2026" in teks
