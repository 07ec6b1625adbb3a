"""Storing: generated names below the folder of uploads, the digest kept, nothing half done; orphans and losses told."""

import hashlib
import os
import re
import stat
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from werkzeug.http import parse_options_header

from skpweb.audit.queries import riwayat
from skpweb.berkas import queries, services
from skpweb.berkas.models import Berkas
from skpweb.berkas.rules import MB
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.core.web import send_file_safely
from skpweb.pengaturan.services import ubah_aturan

SEMUA = ("pdf", "jpg", "png")


def simpan(nama, isi, pada, jenis=SEMUA):
    return services.simpan_siap(SISTEM, services.siapkan(nama, isi, jenis=jenis), pada=pada)


def pdf():
    writer, isi = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(isi)
    return isi.getvalue()


def png():
    isi = BytesIO()
    Image.new("RGB", (10, 10)).save(isi, "PNG")
    return isi.getvalue()


def test_a_stored_file_comes_back_as_it_was(app, pada):
    berkas = simpan("../SK Kadis.pdf", pdf(), pada)
    assert queries.buka(Berkas.get_by_id(berkas.id)) == pdf()
    assert (berkas.nama, berkas.mime, berkas.ukuran) == ("SK Kadis.pdf", "application/pdf", len(pdf()))
    assert berkas.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert riwayat(f"berkas:{berkas.id}")[0].tindakan == "berkas.simpan"


@pytest.mark.baku("V5.3.1", "V5.3.2", "K37")
def test_the_place_says_nothing_of_the_name_and_lies_beside_the_database(app, pada, tmp_path):
    berkas = simpan("rahasia.png", png(), pada)
    assert re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{30}\.png", berkas.simpanan)
    path = queries.folder() / berkas.simpanan
    assert path.is_file()
    assert (queries.folder().name, queries.folder().parent) == ("berkas", tmp_path)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_refused_leaves_neither_row_nor_file(app, pada):
    with pytest.raises(RuleViolation):
        simpan("a.exe", b"MZ", pada)
    with pytest.raises(RuleViolation):
        simpan("a.png", b"\x89PNG\r\n\x1a\nrusak", pada)
    assert (Berkas.select().count(), queries.daftar_yatim()) == (0, [])


def test_a_deed_that_fails_leaves_an_orphan_that_is_swept_after_a_day(app, pada):
    siap = services.siapkan("a.pdf", pdf(), jenis=SEMUA)
    with pytest.raises(RuntimeError), tulis():
        services.simpan_siap(SISTEM, siap, pada=pada)
        raise RuntimeError
    assert Berkas.select().count() == 0
    assert queries.daftar_yatim() == [siap.simpanan]
    assert services.buang_yatim() == 0
    dua_hari = time.time() - 2 * 86_400
    os.utime(queries.folder() / siap.simpanan, (dua_hari, dua_hari))
    assert services.buang_yatim() == 1
    assert queries.daftar_yatim() == []


def orang(*peran):
    return Pelaku(1, 1, "Uji", frozenset({"pegawai", *peran}))


@pytest.mark.baku("V2.3.2", "K57")
def test_a_full_quota_is_told_and_leaves_nothing(app, pada):
    ubah_aturan(SISTEM, {"berkas.kuota_mb": "10"}, pada=pada)
    services.simpan_siap(orang(), services.siapkan("a.pdf", pdf(), jenis=SEMUA), pada=pada)
    with tulis(exempt="uji"):
        Berkas.update(ukuran=10 * MB - len(pdf())).execute()
    services.simpan_siap(orang(), services.siapkan("b.pdf", pdf(), jenis=SEMUA), pada=pada)  # exactly full
    with pytest.raises(RuleViolation, match="Jatah simpanan Anda 10 MB") as salah:
        services.simpan_siap(orang(), services.siapkan("c.pdf", pdf(), jenis=SEMUA), pada=pada)
    assert salah.value.field == "berkas"
    assert (Berkas.select().count(), queries.daftar_yatim()) == (2, [])


def test_the_quota_is_each_persons_own_and_not_for_the_pengelola(app, pada):
    ubah_aturan(SISTEM, {"berkas.kuota_mb": "10"}, pada=pada)
    simpan("a.pdf", pdf(), pada)
    with tulis(exempt="uji"):
        Berkas.update(ukuran=10 * MB, diunggah_oleh=1).execute()
    for who in (orang("pengelola"), replace(orang(), pegawai_id=2)):
        assert services.simpan_siap(who, services.siapkan("b.pdf", pdf(), jenis=SEMUA), pada=pada)


@pytest.mark.baku("V3.2.1", "V5.4.1", "V5.4.2", "K61")
@pytest.mark.parametrize("mime", ["application/pdf", "image/png", "text/html"])
@pytest.mark.parametrize("inline", [True, False])
def test_a_file_is_served_so_that_nothing_in_it_runs(app, mime, inline):
    with app.test_request_context():
        kepala = app.process_response(send_file_safely(b"x", 'a"; b.pdf', mime, inline=inline)).headers
    csp = kepala["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "script-src" not in csp
    assert ("sandbox" in csp) == (mime != "application/pdf")
    assert kepala["X-Content-Type-Options"] == "nosniff"
    assert parse_options_header(kepala["Content-Disposition"]) == (
        "inline" if inline else "attachment", {"filename": 'a"; b.pdf'}
    )  # fmt: skip
    assert "no-store" in kepala["Cache-Control"]


@pytest.mark.baku("V3.2.1", "V5.3.1", "K61")
def test_no_room_serves_a_stored_file_another_way():
    """Whoever opens a stored file hands it to send_file_safely in the same breath."""
    rooms = Path(queries.__file__).parents[1]
    lines = [
        s for p in rooms.glob("*/routes*.py") for s in p.read_text().splitlines() if re.search(r"(?<!def )\bbuka\(", s)
    ]
    assert lines
    assert [s for s in lines if "send_file_safely(buka(" not in s] == []


def test_sweeping_leaves_what_a_row_knows(app, pada):
    berkas = simpan("a.pdf", pdf(), pada)
    os.utime(queries.folder() / berkas.simpanan, (0, 0))
    assert services.buang_yatim() == 0
    assert queries.buka(berkas) == pdf()


@pytest.mark.baku("K50", "V11.4.3")
def test_a_lost_or_altered_file_is_told_not_served(app, pada):
    berkas = simpan("a.pdf", pdf(), pada)
    path = queries.folder() / berkas.simpanan
    path.write_bytes(b"%PDF-lain")
    with pytest.raises(RuleViolation, match="hilang atau rusak"):
        queries.buka(berkas)
    path.unlink()
    with pytest.raises(RuleViolation, match="hilang atau rusak"):
        queries.buka(berkas)


@pytest.mark.baku("K58")
def test_only_the_kinds_the_owner_allows(app, pada):
    with pytest.raises(RuleViolation, match="bukan PDF"):
        simpan("a.png", png(), pada, jenis=("pdf",))
