"""What the chain alone cannot show: hashes made anew to the end, and an end cut off. The heads in the copies do."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from skpweb.audit.models import Jejak
from skpweb.audit.queries import periksa_rantai, rantai
from skpweb.audit.rules import sidik
from skpweb.audit.services import catat
from skpweb.cadangan import queries, services
from skpweb.cadangan.queries import periksa_jejak
from skpweb.cli import register
from skpweb.core.access import SISTEM
from skpweb.core.db import db, open_database, tulis
from tests.audit.test_rantai import lepas_pengaman, pasang_pengaman
from tests.conftest import PADA


@pytest.fixture
def salinan(app: Flask, rumah: Path) -> tuple[int, int]:
    """Two copies with some deeds between and after; the heads they know."""
    shutil.copy(rumah / "kunci", queries.data() / "kunci")
    heads = []
    for _ in range(2):
        heads.append(services.buat().jejak)
        for made in sorted(queries.tempat().glob("skpweb-*")):  # the next is made within the same second
            _mundur(made)
        for n in range(5):
            with tulis():
                catat(SISTEM, "uji.ubah", f"uji:{n}", pada=PADA)
    return heads[0], heads[1]


def _mundur(folder: Path) -> None:
    """The copy was made an hour before it was."""
    naskah = queries.naskah_dari_json(json.loads((folder / "naskah.json").read_text()))
    lalu = naskah.dibuat_pada - timedelta(hours=1)
    baru = folder.with_name(f"skpweb-{lalu:%Y%m%d-%H%M%S}")
    isi = {**naskah.ke_json(), "nama": baru.name, "dibuat_pada": lalu.isoformat()}
    (folder / "naskah.json").write_text(json.dumps(isi))
    folder.rename(baru)


def tulis_ulang(dari: int) -> None:
    """A forger alters a row and makes every hash from there on anew."""
    with tulis(exempt="uji"):
        lepas_pengaman()
        db.execute_sql("UPDATE jejak SET pelaku = 'Orang lain' WHERE id = ?", (dari,))
        digest = ""
        for row in list(rantai()):
            digest = sidik(digest, *row[:-1])
            db.execute_sql("UPDATE jejak SET sidik = ? WHERE id = ?", (digest, row[0]))
        pasang_pengaman()


def potong(dari: int) -> None:
    with tulis(exempt="uji"):
        lepas_pengaman()
        db.execute_sql("DELETE FROM jejak WHERE id >= ?", (dari,))
        db.execute_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = 'jejak'", (dari - 1,))
        pasang_pengaman()


def test_an_honest_trail_agrees_with_its_copies(salinan: tuple[int, int]) -> None:
    assert len(queries.daftar_cadangan()) == 2
    assert periksa_jejak() == ""


def test_hashes_made_anew_are_found_between_two_copies(salinan: tuple[int, int]) -> None:
    first, second = salinan
    tulis_ulang(first + 2)
    assert periksa_rantai() == "", "the control: the chain by itself holds"
    assert f"di antara baris {first + 1} dan {second}" in periksa_jejak()


def test_what_was_cut_off_is_found_by_the_newest_copy(salinan: tuple[int, int]) -> None:
    potong(salinan[1] - 1)
    assert periksa_rantai() == "", "the control: the chain by itself holds"
    assert f"Baris {salinan[1] - 1} hilang" in periksa_jejak()


def test_a_restore_is_no_forgery(salinan: tuple[int, int]) -> None:
    """The copies of the days that it took back know a trail that is gone."""
    path, oldest = Path(str(db.database)), queries.daftar_cadangan()[-1]
    services.pulihkan(oldest.nama)
    open_database(path)
    assert Jejak.select().count() == oldest.jejak
    assert periksa_jejak() == ""
    potong(oldest.jejak - 1)
    assert "hilang" in periksa_jejak(), "what the restore brought back is still watched"


def test_the_command_says_it_and_fails(salinan: tuple[int, int], app: Flask) -> None:
    register(app)
    runner = app.test_cli_runner()
    good = runner.invoke(args=["audit", "verifikasi"])
    tulis_ulang(salinan[0] + 1)
    bad = runner.invoke(args=["audit", "verifikasi"])
    assert (good.exit_code, bad.exit_code) == (0, 1), (good.output, bad.output)
    assert "utuh" in good.output
    assert "ditulis ulang" in bad.output
