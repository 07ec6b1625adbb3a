"""Copies are made, listed, rehearsed and put back; a fault in any part is told by name."""

import errno
import shutil
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from skpweb.berkas.models import Berkas
from skpweb.berkas.services import siapkan, simpan_siap
from skpweb.cadangan import queries, services
from skpweb.cadangan.rules import Naskah
from skpweb.cadangan.services_mulai import berjalan, pastikan_utuh, server_hidup
from skpweb.cli import register
from skpweb.core.access import SISTEM
from skpweb.core.db import db, open_database, tulis
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.pegawai.models import Pegawai
from skpweb.pengaturan.models import AturanNilai
from skpweb.pengaturan.queries import lupakan
from tests.petruk.bantu import PDF


@pytest.fixture
def kantor(app: Flask, pada, rumah: Path) -> Flask:  # type: ignore[no-untyped-def]
    """The small office with one upload, in a folder that has its key."""
    shutil.copy(rumah / "kunci", queries.data() / "kunci")
    with tulis(exempt="uji"):
        simpan_siap(SISTEM, siapkan("surat.pdf", PDF, jenis=("pdf",)), pada=pada)
    return app


@pytest.fixture
def naskah(kantor: Flask) -> Naskah:
    return services.buat()


def nama_pertama() -> str:
    return Pegawai.get_by_id(1).nama


def ganti_nama(teks: str) -> None:
    with tulis(exempt="uji"):
        Pegawai.update(nama=teks).where(Pegawai.id == 1).execute()


@pytest.mark.baku("K40")
def test_a_copy_can_be_restored(naskah: Naskah, kantor: Flask) -> None:
    before, path = nama_pertama(), Path(str(db.database))
    ganti_nama("Sesudah Cadangan")
    shutil.rmtree(queries.data() / "berkas")
    restored, aside = services.pulihkan()
    open_database(path)
    assert restored.nama == naskah.nama
    assert nama_pertama() == before
    assert all((queries.data() / "berkas" / b.simpanan).exists() for b in Berkas.select())
    with sqlite3.connect(aside / path.name) as old:
        assert old.execute("SELECT nama FROM pegawai WHERE id = 1").fetchone() == ("Sesudah Cadangan",)
    old.close()


@pytest.mark.baku("K37")
def test_the_manifest_tells_rows_uploads_and_the_head_of_the_trail(naskah: Naskah) -> None:
    assert naskah.jumlah["pegawai"] == Pegawai.select().count()
    assert set(naskah.berkas) == {b.simpanan for b in Berkas.select()}
    assert len(naskah.sidik) == 64
    assert naskah.jejak == naskah.jumlah["jejak"]


@pytest.mark.baku("K40")
def test_a_rehearsal_opens_the_copy(naskah: Naskah) -> None:
    result = services.uji()
    assert (result.nama, result.galat) == (naskah.nama, "")
    assert queries.uji_terakhir() == result


def rusak_basis(folder: Path, _place: Path) -> None:
    with (folder / "skpweb.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 64)


def rusak_unggahan(_folder: Path, place: Path) -> None:
    next((place / "berkas").glob("*/*")).write_bytes(b"lain")


def hilang_unggahan(_folder: Path, place: Path) -> None:
    next((place / "berkas").glob("*/*")).unlink()


def ubah_naskah(folder: Path, _place: Path) -> None:
    path = folder / "naskah.json"
    path.write_text(path.read_text().replace('"pegawai": ', '"pegawai": 9'))


@pytest.mark.baku("K40", "K50")
@pytest.mark.parametrize(
    ("rusak", "kata"),
    [
        (rusak_basis, "sidik basis datanya"),
        (rusak_unggahan, "hilang atau berubah"),
        (hilang_unggahan, "hilang atau berubah"),
        (ubah_naskah, "tidak sama dengan naskahnya"),
    ],
)
def test_a_damaged_copy_is_found_and_changes_nothing(naskah: Naskah, rusak, kata: str) -> None:  # type: ignore[no-untyped-def]
    rusak(queries.tempat() / naskah.nama, queries.tempat())
    assert kata in services.uji().galat
    ganti_nama("Tetap Di Sini")
    with pytest.raises(RuleViolation, match=kata):
        services.pulihkan()
    assert nama_pertama() == "Tetap Di Sini"
    assert not list(queries.data().glob("sebelum-pulih-*"))


def test_an_altered_trail_fails_the_rehearsal(kantor: Flask) -> None:
    with tulis(exempt="uji"):
        _lepas_pemicu()
        db.execute_sql("UPDATE jejak SET pelaku = 'Orang Lain' WHERE id = 3")
    services.buat()
    assert "Baris 3" in services.uji().galat


def _lepas_pemicu() -> None:
    for (nama,) in db.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type='trigger' AND tbl_name='jejak'"
    ).fetchall():
        db.execute_sql(f"DROP TRIGGER {nama}")


def test_an_unfinished_copy_is_no_copy(naskah: Naskah) -> None:
    (queries.tempat() / naskah.nama / "naskah.json").unlink()
    assert queries.daftar_cadangan() == []
    with pytest.raises(NotFound):
        services.uji()


def test_short_of_space_nothing_is_left_behind(kantor: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(services.shutil, "disk_usage", lambda _p: usage._replace(free=1))
    with pytest.raises(RuleViolation, match="Kosongkan"):
        services.buat()
    assert list(queries.tempat().iterdir()) == []


def pilih_folder(teks: str) -> None:
    AturanNilai.create(kunci="cadangan.folder", nilai=teks, pada=services.waktu_mesin())
    lupakan()


@pytest.mark.parametrize(
    ("folder", "kata"), [("Z:\\cadangan", "harus ditulis lengkap"), ("{basis}/x", "itu bukan folder")]
)
def test_a_place_that_cannot_be_written_is_told_in_plain_words(kantor: Flask, folder: str, kata: str) -> None:
    with tulis(exempt="uji"):
        pilih_folder(folder.format(basis=queries.basis()))
    with pytest.raises(RuleViolation, match=kata):
        services.buat()


def test_a_disk_that_fills_up_meanwhile_is_told_in_plain_words(kantor: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(services, "backup_to", penuh)
    with pytest.raises(RuleViolation, match="ruangnya habis"):
        services.buat()
    assert list(queries.tempat().iterdir()) == []


@pytest.mark.parametrize("rusak", [Path.unlink, lambda p: p.write_bytes(b"lain")])
def test_an_upload_lost_before_does_not_spoil_the_copies(kantor: Flask, rusak) -> None:  # type: ignore[no-untyped-def]
    """It is named at every turn, and all the rest can be restored."""
    gone = Berkas.get().simpanan
    rusak(queries.data() / "berkas" / gone)
    assert services.buat().hilang == (gone,)
    assert gone in services.uji().galat
    ganti_nama("Sesudah Cadangan")
    path = queries.basis()
    restored, _ = services.pulihkan()
    open_database(path)
    assert list(restored.hilang) == [gone]
    assert nama_pertama() != "Sesudah Cadangan"


def test_old_copies_and_their_uploads_go(naskah: Naskah, monkeypatch: pytest.MonkeyPatch) -> None:
    with tulis(exempt="uji"):
        Berkas.delete().execute()
    real = services.waktu_mesin()
    for days in (400, 401):
        monkeypatch.setattr(services, "waktu_mesin", lambda d=days: real + timedelta(days=d))
        services.buat()
    assert len(queries.daftar_cadangan()) == 2  # the first is older than a year by now
    assert list((queries.tempat() / "berkas").glob("*/*")) == []


def test_copies_made_while_others_write_are_whole(kantor: Flask) -> None:
    stop = threading.Event()
    with tulis(exempt="uji"):
        Pegawai.update(nama="A0").where(Pegawai.id.in_([1, 2])).execute()

    def menulis() -> None:
        db.connect(reuse_if_open=True)
        n = 0
        while not stop.is_set():
            n += 1
            with tulis(exempt="uji"):
                Pegawai.update(nama=f"A{n}").where(Pegawai.id == 1).execute()
                Pegawai.update(nama=f"A{n}").where(Pegawai.id == 2).execute()
        db.close()

    writer = threading.Thread(target=menulis)
    writer.start()
    try:
        for _ in range(5):
            path = queries.tempat() / services.buat().nama / "skpweb.db"
            with sqlite3.connect(path) as copy:
                one, two = copy.execute("SELECT nama FROM pegawai WHERE id IN (1, 2)").fetchall()
                assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
            copy.close()
            assert one == two
            shutil.rmtree(path.parent)
    finally:
        stop.set()
        writer.join()


# ---- start --------------------------------------------------------------------------------------
def test_a_damaged_file_stops_the_start_and_names_the_copy(naskah: Naskah) -> None:
    path = queries.basis()
    assert pastikan_utuh() == ""
    db.close_all()
    path.write_bytes(b"bukan basis data" * 1000)
    before = path.read_bytes()
    words = pastikan_utuh()
    assert naskah.nama in words
    assert "cadangan pulihkan" in words
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_opened_is_found_after_a_clean_stop_too(naskah: Naskah) -> None:
    db.close_all()
    path = queries.basis()
    shutil.copy(queries.tempat() / naskah.nama / "skpweb.db", path)
    with path.open("r+b") as file:
        file.seek(4096)  # the first page alone is whole
        file.write(b"\xff" * (path.stat().st_size - 4096))
    assert naskah.nama in pastikan_utuh()


def test_only_a_good_copy_is_named(naskah: Naskah, monkeypatch: pytest.MonkeyPatch) -> None:
    later = services.waktu_mesin() + timedelta(minutes=1)
    monkeypatch.setattr(services, "waktu_mesin", lambda: later)
    newer = services.buat()
    rusak_basis(queries.tempat() / newer.nama, queries.tempat())
    db.close_all()
    queries.basis().write_bytes(b"bukan basis data" * 1000)
    words = pastikan_utuh()
    assert naskah.nama in words
    assert newer.nama not in words
    rusak_basis(queries.tempat() / naskah.nama, queries.tempat())
    assert "Tidak ada cadangan utuh" in pastikan_utuh()


def test_commands_on_a_damaged_file_speak_plainly(naskah: Naskah, kantor: Flask) -> None:
    register(kantor)
    db.close_all()
    queries.basis().write_bytes(b"bukan basis data" * 1000)
    for command in (["cadangan", "buat"], ["audit", "verifikasi"], ["harian"]):
        told = kantor.test_cli_runner().invoke(args=command)
        assert (told.exit_code, told.output.count("pulihkan " + naskah.nama)) == (1, 1)
        assert "Traceback" not in told.output


def test_without_copies_the_way_to_the_first_is_told(kantor: Flask) -> None:
    register(kantor)
    for command in (["cadangan", "daftar"], ["cadangan", "uji"]):
        assert "Buat dengan: flask --app wsgi cadangan buat" in kantor.test_cli_runner().invoke(args=command).output


def test_another_process_of_the_same_number_is_no_server(kantor: Flask) -> None:
    """After a restart of the machine the mark of the crash names a number that somebody else has got."""
    with berjalan():
        mark = queries.data() / "berjalan"
        assert server_hidup()
        mark.write_text(mark.read_text() + "1")
        assert not server_hidup()


def test_after_a_crash_the_whole_file_is_checked(naskah: Naskah) -> None:
    db.close_all()
    path = queries.basis()
    shutil.copy(queries.tempat() / naskah.nama / "skpweb.db", path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 4096)
    assert pastikan_utuh() == ""  # the header is whole, and the last stop was clean
    with berjalan():
        assert "rusak" in pastikan_utuh()
        assert server_hidup()
    assert not server_hidup()
