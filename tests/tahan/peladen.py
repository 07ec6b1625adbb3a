"""The real server as a process, people who save through it over HTTP, and what must then be in its database."""

import base64
import http.client
import json
import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from bench import halaman
from skpweb.akun.models import Sesi
from skpweb.akun.queries import akun_milik
from skpweb.akun.services import buat_akun, sidik_token
from skpweb.config import Config
from skpweb.core import clock, schema
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.guard import sign_well
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import StatusSkp
from tests.cast import buat_cast
from tests.conftest import PADA, _buka
from tests.harian.bantu_validasi import bawahan_ada
from tests.persetujuan.bantu import jendela
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

BANYAK = 8  # people who write at once
HARI = "2026-11-20"  # the Friday before PADA
CSRF = "tahan" * 8
PUTUS = (OSError, http.client.HTTPException)
TANPA = (sys.executable, "-m", "tests.tahan.tanpa")


class Peladen(halaman.Peladen):
    """wsgi.py on the invented office's day."""

    def __init__(self, folder: Path, *command: str, **env: str) -> None:
        clock_env = {"DEMO": "1", "SKPWEB_CLOCK": PADA.isoformat()}
        super().__init__(folder, *command, log=folder.parent / "peladen.log", **clock_env, **env)

    def bunuh(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass(frozen=True)
class Orang:
    """Somebody with a session, an agreed SKP for entries, one in konsep until October and one that can be sent."""

    pegawai_id: int
    cookie: str
    csrf: str
    iki: int
    skp: int
    sel: int
    rhk: int
    ajukan: int

    def kirim(self, server: Peladen, alamat: str, isi: dict[str, Any], kunci: str = "") -> int:
        """The answer's code; raises one of PUTUS when there is none."""
        body = {"csrf_token": self.csrf, "_kunci": kunci or kunci_baru(), **isi}
        return server.ask(alamat, self.cookie, urlencode(body))[0]


def kunci_baru() -> str:
    return secrets.token_urlsafe(16)


def ribuan(n: int) -> str:
    """A figure as the page shows it."""
    return f"{n:,}".replace(",", ".")


@dataclass
class Rumah:
    folder: Path
    orang: list[Orang]
    server: list[Peladen] = field(default_factory=list)

    @property
    def basis(self) -> Path:
        return self.folder / "skpweb.db"

    @property
    def log(self) -> str:
        return (self.folder.parent / "peladen.log").read_text(errors="replace")

    def nyalakan(self, *command: str, **env: str) -> Peladen:
        self.server.append(Peladen(self.folder, *command, **env))
        return self.server[-1]

    def baca(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return baca(self.basis, sql, *values)


def baca(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path, timeout=30)) as raw:
        return raw.execute(sql, values).fetchall()


def buat_rumah(folder: Path) -> Rumah:
    """The small office, migrated as an office's own, with people who write."""
    secret = Config(data=folder).secret()
    with _buka(b"", folder / "skpweb.db"):
        schema.migrate()
        cast = buat_cast(PADA)
        bawahan_ada(cast, PADA, BANYAK, per=0)
        jendela()
        orang = [_orang(cast, f"bawahan_{n}", secret) for n in range(BANYAK)]
        orang.append(_masuk(cast.orang["atasan"], secret))
    return Rumah(folder, orang)


def _orang(cast: Any, who: str, secret: bytes) -> Orang:
    pegawai_id = cast.orang[who]
    buat_akun(SISTEM, pegawai_id, "-", pada=PADA)
    now = Skp.get(Skp.pegawai == pegawai_id)
    with tulis(exempt="uji"):
        Skp.update(nomor=3, mulai=date(2026, 3, 1)).where(Skp.id == now).execute()
    iki = Iki.select().join(Rhk).where(Rhk.skp == now).order_by(Iki.id).first()
    plan, sent = (
        skp_ada(cast, who, PADA, status=StatusSkp.KONSEP, nomor=n, mulai=date(2026, 1, 1), sampai=sampai)
        for n, sampai in ((1, date(2026, 10, 31)), (2, date(2026, 1, 31)))
    )
    line = rhk_ada(plan, "Jumlah ubahan 0")
    cell = iki_ada(line, bulan=dict.fromkeys(range(1, 11), "1"))
    iki_ada(rhk_ada(sent), bulan={1: "120"})
    return _masuk(pegawai_id, secret, iki.id, plan.id, cell.id, line.id, sent.id)


def _masuk(pegawai_id: int, secret: bytes, *ids: int) -> Orang:
    token, now = secrets.token_urlsafe(16), clock.waktu_mesin()
    akun = akun_milik(pegawai_id)
    assert akun is not None
    with tulis(exempt="uji"):
        Sesi.create(
            token=sidik_token(token),
            akun=akun.id,
            dibuat_pada=now,
            terakhir_pada=now,
            alamat="127.0.0.1",
            peramban="uji",
        )
    app = Flask("tahan")
    app.secret_key = secret
    sign_well(app)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert signer is not None
    cookie = "skpweb=" + str(signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": CSRF}))
    raw = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(CSRF).encode()
    return Orang(pegawai_id, cookie, base64.urlsafe_b64encode(bytes(len(raw)) + raw).decode(), *(ids or (0,) * 5))


# ---- the storm ------------------------------------------------------------------------------------
@dataclass
class Simpan:
    """One save: what is sent, with its key; `pada`: when its success was told (None: it never was)."""

    orang: Orang
    macam: str
    n: int
    alamat: str
    isi: dict[str, Any]
    kunci: str
    pada: float | None = None

    def kirim(self, server: Peladen, kunci: str = "") -> int:
        code = self.orang.kirim(server, self.alamat, self.isi, kunci or self.kunci)
        if code in (200, 303) and self.pada is None:
            self.pada = time.time()
        return code


@dataclass
class Badai:
    """Everybody saves without pause: drafts, cells of the matrix, daily entries, in turn. `kode`: the answers they got."""

    orang: list[Orang]
    jenis: tuple[str, ...] = ("sel", "catatan", "draf")
    semua: list[Simpan] = field(default_factory=list)
    nomor: dict[int, int] = field(default_factory=dict)
    kode: set[int] = field(default_factory=set)
    henti: threading.Event = field(default_factory=threading.Event)

    def berikut(self, o: Orang) -> Simpan:
        n = self.nomor[o.pegawai_id] = self.nomor.get(o.pegawai_id, 0) + 1
        macam = self.jenis[n % len(self.jenis) - 1]
        if macam == "draf":
            alamat, isi = "/draf", {"alamat": "/profil/laporkan", "isi": json.dumps([["uraian", str(n)]])}
        elif macam == "sel":
            nama = f"s{o.sel}-1"
            alamat, isi = (
                f"/skp/{o.skp}/matriks/{o.sel}/1",
                {nama: n, "_asal": f"{nama}={ribuan(max(1, n - len(self.jenis)))}"},
            )
        else:
            uraian = f"Menulis catatan nomor {o.pegawai_id}-{n}"
            alamat, isi = f"/harian/{HARI}", {"jenis": "utama", "iki_utama": o.iki, "uraian": uraian, "realisasi": 1}
        return Simpan(o, macam, n, alamat, isi, kunci_baru())

    def serentak(self, server: Peladen) -> None:
        """One save of everybody at the same moment."""
        threads = [threading.Thread(target=self.satu, args=(server, o)) for o in self.orang]
        for t in threads:
            t.start()
        for t in threads:
            t.join()

    def jalan(self, server: Peladen, banyak: int, *, bunuh: bool = False) -> None:
        """Until so many more are acknowledged; then everybody ends his save, or the server is killed in the middle."""
        self.henti.clear()
        goal, end = len(self.diakui()) + banyak, time.monotonic() + 60 + banyak
        threads = [threading.Thread(target=self._menulis, args=(server, o)) for o in self.orang]
        for t in threads:
            t.start()
        while len(self.diakui()) < goal and any(t.is_alive() for t in threads) and time.monotonic() < end:
            time.sleep(0.002)
        in_time = time.monotonic() < end
        if bunuh:
            server.bunuh()
        self.henti.set()
        for t in threads:
            t.join()
        assert in_time, f"too little is acknowledged: {self.kode}"

    def _menulis(self, server: Peladen, o: Orang) -> None:
        with suppress(*PUTUS):
            while not self.henti.is_set():
                self.satu(server, o)

    def satu(self, server: Peladen, o: Orang) -> None:
        satu = self.berikut(o)
        self.semua.append(satu)
        self.kode.add(satu.kirim(server))

    def terakhir(self) -> Iterator[Simpan]:
        """The newest save of each person."""
        yield from {s.orang.pegawai_id: s for s in self.semua}.values()

    def diakui(self, sampai: float = float("inf")) -> list[Simpan]:
        return [s for s in self.semua if s.pada is not None and s.pada <= sampai]


def periksa(path: Path, semua: list[Simpan], diakui: list[Simpan]) -> list[str]:
    """What is wrong with the database at `path`: it is damaged, an acknowledged save is not in it, or one is in it twice."""
    try:
        faults = [str(f) for (f,) in baca(path, "PRAGMA integrity_check") if f != "ok"]
        entries: dict[str, int] = dict(baca(path, "SELECT uraian, COUNT(*) FROM catatan GROUP BY uraian"))
        drafts = {p: int(json.loads(isi)[0][1]) for p, isi in baca(path, "SELECT pegawai_id, isi FROM draf")}
        cells = dict(baca(path, "SELECT iki_id, nilai / 10000 FROM target WHERE bulan = 1"))
    except sqlite3.DatabaseError as error:
        return [str(error)]
    newest: dict[tuple[int, str], Simpan] = {}
    for s in diakui:
        newest[s.orang.pegawai_id, s.macam] = s
        if s.macam == "catatan" and s.isi["uraian"] not in entries:
            faults.append(f"hilang: {s.isi['uraian']}")
    for (who, macam), s in newest.items():
        found = drafts.get(who, 0) if macam == "draf" else cells.get(s.orang.sel, 0) if macam == "sel" else s.n
        if found < s.n:
            faults.append(f"hilang: {macam} {who} nomor {s.n}, ada {found}")
    known = {s.isi["uraian"] for s in semua if s.macam == "catatan"}
    faults += [f"{banyak} kali: {teks}" for teks, banyak in entries.items() if banyak > 1]
    return faults + [f"tidak dikirim: {teks}" for teks in entries if teks not in known]


def ulangi(server: Peladen, semua: Iterator[Simpan], kunci: Callable[[], str] = str) -> list[int]:
    """Send these once more, as whoever got no answer does; `kunci`: a new key, where the form's own is not kept."""
    return [s.kirim(server, kunci()) for s in semua]
