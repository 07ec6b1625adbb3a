"""Make, rehearse and restore copies. Nothing here writes a table: the copies are files."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from skpweb.berkas.models import Berkas
from skpweb.berkas.queries import folder as folder_berkas
from skpweb.cadangan.queries import (
    NASKAH,
    PENUNJUK,
    PULIH,
    UJI,
    ambil_cadangan,
    basis,
    daftar_cadangan,
    data,
    pemulihan,
    tempat,
)  # fmt: skip
from skpweb.cadangan.rules import POLA, HasilUji, Naskah, disimpan, kurang, pastikan_muat, sebab
from skpweb.core.clock import waktu_mesin
from skpweb.core.db import backup_to, db
from skpweb.core.errors import RuleViolation

BASIS, KUNCI = "skpweb.db", "kunci"
BATAS_UJI = 900  # seconds


def buat() -> Naskah:
    """A finished copy of now; old ones beyond the retention go. Raises RuleViolation when it cannot be made."""
    place, now = tempat(), waktu_mesin()
    name = now.strftime(POLA)
    if not place.is_absolute():
        raise RuleViolation(f"Folder cadangan {place} harus ditulis lengkap dari akarnya, misalnya /mnt/cadangan.")
    try:
        naskah = _buat(place, name, now)
        _tulis(data() / PENUNJUK, str(place))
        _buang(now)
    except (OSError, sqlite3.Error) as error:
        raise RuleViolation(f"Cadangan di folder {place} tidak dapat dibuat: {sebab(error)}.") from error
    return naskah


def _buat(place: Path, name: str, now: datetime) -> Naskah:
    work = place / f".{name}.sebagian"
    work.mkdir(parents=True)
    try:
        need = basis().stat().st_size + _berkas_baru(place)
        pastikan_muat(need, shutil.disk_usage(place).free, str(place))
        backup_to(work / BASIS)
        _periksa(work / BASIS, "quick_check")
        shutil.copy2(data() / KUNCI, work / KUNCI)
        naskah = _salin_berkas(folder_berkas(), place / "berkas", _naskah(name, now, work / BASIS))
        _tulis(work / NASKAH, json.dumps(naskah.ke_json(), indent=1))
        for path in work.iterdir():
            _fsync(path)
        work.rename(place / name)
        _fsync(place)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return naskah


def _naskah(name: str, now: datetime, path: Path) -> Naskah:
    """Counts are of the copy, not of the database that goes on working."""
    with sqlite3.connect(path) as copy:
        tables = [t for (t,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        counts = {t: copy.execute(f'SELECT COUNT(*) FROM "{t}"').fetchone()[0] for t in tables}  # noqa: S608
        head = copy.execute("SELECT id, sidik FROM jejak ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
        files = dict(copy.execute("SELECT simpanan, sha256 FROM berkas"))
    copy.close()
    return Naskah(name, now, _sha256(path), path.stat().st_size, head[0], head[1], counts, files)


def _berkas_baru(place: Path) -> int:
    rows = Berkas.select(Berkas.simpanan, Berkas.ukuran).tuples()
    return sum(size for stored, size in rows if not (place / "berkas" / stored).exists())


def _salin_berkas(source: Path, target: Path, naskah: Naskah) -> Naskah:
    """Uploads never change: only what the target does not have is copied. What the source has not, or not as it was
    taken in, the copy lacks and says so: the rest can be restored all the same."""
    gone = []
    for stored, digest in naskah.berkas.items():
        to, here = target / stored, source / stored
        if to.exists():
            continue
        if not here.exists() or _sha256(here) != digest:
            gone.append(stored)
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        part = to.with_name(to.name + ".sebagian")
        shutil.copy2(here, part)
        _fsync(part)
        part.replace(to)
    kept = {stored: digest for stored, digest in naskah.berkas.items() if stored not in gone}
    return replace(naskah, berkas=kept, hilang=(*naskah.hilang, *gone))


def _buang(now: datetime) -> None:
    """Copies beyond the retention, and uploads that no copy knows any more."""
    rows = daftar_cadangan()
    keep = disimpan((n.dibuat_pada for n in rows), now)
    for naskah in rows:
        if naskah.dibuat_pada not in keep:
            shutil.rmtree(tempat() / naskah.nama)
    known = {stored for n in rows if n.dibuat_pada in keep for stored in n.berkas}
    store = tempat() / "berkas"
    for path in store.glob("*/*"):
        if path.relative_to(store).as_posix() not in known:
            path.unlink()


def uji(nama: str = "") -> HasilUji:
    """Restore a copy (the newest) into a temporary place and open it there; the result is kept for the admin's page."""
    naskah = ambil_cadangan(nama)
    with tempfile.TemporaryDirectory() as folder:
        fault = ""
        try:
            _ke(naskah, Path(folder))
            fault = _buka_salinan(Path(folder)) or kurang(naskah.hilang)
        except (RuleViolation, OSError, sqlite3.Error, subprocess.TimeoutExpired) as error:
            fault = str(error)
    result = HasilUji(naskah.nama, waktu_mesin(), fault)
    try:
        _tulis(tempat() / UJI, json.dumps({**asdict(result), "pada": result.pada.isoformat()}))
    except OSError as error:
        told = result.galat or "baik"
        raise RuleViolation(f"Hasil uji ({told}) tidak dapat ditulis di {tempat()}: {sebab(error)}.") from None
    return result


def _buka_salinan(folder: Path) -> str:
    """The product itself opens the copy, in a process of its own: trail, pages. "" or what went wrong."""
    env = {**os.environ, "SKPWEB_DATA": str(folder), "DEMO": "0"}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "cadangan", "buka-salinan"],
        cwd=root, env=env, capture_output=True, text=True, timeout=BATAS_UJI, check=False,
    )  # fmt: skip
    words = (done.stdout + done.stderr).strip().splitlines()
    return "" if done.returncode == 0 else (words[-1] if words else f"kode {done.returncode}")


def _ke(naskah: Naskah, target: Path) -> None:
    """The checked copy with its uploads, ready to be served from `target`. Raises RuleViolation naming the fault."""
    source = tempat() / naskah.nama
    if not utuh(naskah):
        raise RuleViolation(
            f"Cadangan {naskah.nama} berubah sejak dibuat: sidik basis datanya tidak cocok. "
            "Pilih yang lain dari: flask --app wsgi cadangan daftar"
        )
    _periksa(source / BASIS, "integrity_check")
    for stored, digest in naskah.berkas.items():
        path = tempat() / "berkas" / stored
        if not path.exists() or _sha256(path) != digest:
            raise RuleViolation(f"Berkas {stored} dalam cadangan {naskah.nama} hilang atau berubah.")
    for name in (BASIS, KUNCI):
        part = target / f"{name}.sebagian"
        shutil.copy2(source / name, part)
        _fsync(part)
        part.replace(target / name)
    _salin_berkas(tempat() / "berkas", target / "berkas", naskah)
    _samakan(naskah, target / BASIS)


def utuh(naskah: Naskah) -> bool:
    """Whether the copy's database is the file that was made."""
    path = tempat() / naskah.nama / BASIS
    return path.exists() and _sha256(path) == naskah.sha256


def _samakan(naskah: Naskah, path: Path) -> None:
    found = _naskah(naskah.nama, naskah.dibuat_pada, path)
    if (found.jumlah, found.jejak, found.sidik) != (dict(naskah.jumlah), naskah.jejak, naskah.sidik):
        raise RuleViolation(f"Isi cadangan {naskah.nama} tidak sama dengan naskahnya.")


def pulihkan(nama: str = "") -> tuple[Naskah, Path]:
    """Put a copy (the newest) in the place of the present data, which is set aside first; returns where.

    Only while the server is stopped. Raises NotFound, RuleViolation; then nothing was changed.
    """
    naskah, place, lama = ambil_cadangan(nama), tempat(), pemulihan()
    with tempfile.TemporaryDirectory(dir=data()) as folder:
        _ke(naskah, Path(folder))
        aside = data() / f"sebelum-pulih-{waktu_mesin():%Y%m%d-%H%M%S}"
        aside.mkdir()
        db.close_all()
        live = basis()
        for path in (live, live.with_name(live.name + "-wal"), live.with_name(live.name + "-shm"), data() / KUNCI):
            if path.exists():
                path.rename(aside / path.name)
        Path(folder, BASIS).rename(live)
        Path(folder, KUNCI).rename(data() / KUNCI)
        _salin_berkas(Path(folder, "berkas"), data() / "berkas", naskah)
    kembali = [[a.isoformat() for a in masa] for masa in (*lama, (naskah.dibuat_pada, waktu_mesin()))]
    _tulis(place / PULIH, json.dumps(kembali))
    _fsync(data())
    return naskah, aside


def _periksa(path: Path, pragma: str) -> None:
    with sqlite3.connect(path) as copy:
        found = [row[0] for row in copy.execute(f"PRAGMA {pragma}")]
        loose = copy.execute("PRAGMA foreign_key_check").fetchall() if found == ["ok"] else []
    copy.close()
    if found != ["ok"] or loose:
        raise RuleViolation(f"Basis data tidak utuh: {found[0] if found != ['ok'] else loose[0]}.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tulis(path: Path, teks: str) -> None:
    part = path.with_name(path.name + ".sebagian")
    part.write_text(teks)
    _fsync(part)
    part.replace(path)


def _fsync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle on a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
