"""Pages and saves of a real server at 120 and 5,000 people: time at the client, CPU, queries, weight, memory, start."""

import gzip
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from bench.kantor import buat_kantor, orang, token
from bench.musim import isi_musim
from bench.tahun import URAIAN, isi_tahun
from skpweb.core.db import db
from skpweb.pegawai.models import Pegawai
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import StatusSkp

ROUNDS = 40
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PAGES = (
    ("pengelola", "/"), ("pegawai", "/"), ("pengelola", "/pegawai"), ("pengelola", "/pegawai?cari=Rekaan+01&urut=nama"),
    ("pengelola", "/pegawai/9"), ("pengelola", "/unit"), ("pengelola", "/jabatan"), ("pengelola", "/presensi"),
    ("pengelola", "/periode"), ("pengelola", "/kalender"), ("pengelola", "/petruk"), ("admin", "/akun"),
    ("pengelola", "/petruk/1"), ("pengelola", "/petruk/penilaian/1"), ("pengelola", "/petruk/penilaian/1/hasil"),
    ("kepala", "/petruk/1/team-work"), ("pengelola", "/petruk/1/peringkat"), ("pengelola", "/petruk/nilai"),
    ("admin", "/audit"), ("pengelola", "/impor"), ("pegawai", "/profil"), ("pegawai", "/pemberitahuan/lonceng"),
    ("kepala", "/"), ("atasan", "/"), ("pegawai", "/skp"), ("pegawai", "/skp/{saya}"), ("pegawai", "/skp/{saya}/matriks"),
    ("penulis", "/skp/{tulis}"), ("penulis", "/skp/{tulis}/matriks"), ("penulis", "/skp/{tulis}/periksa"),
    ("pegawai", "/skp/{saya}/riwayat"), ("atasan", "/persetujuan"), ("atasan", "/skp/{periksa}/tinjau"),
    ("pegawai", "/harian"), ("pegawai", "/harian/2026-10-14"), ("atasan", "/harian/validasi"),
    ("atasan", "/harian/validasi/{bawahan}"), ("pegawai", "/bulanan/2026/11"), ("pegawai", "/bulanan/2026/6"),
    ("atasan", "/bulanan/2026/11/{bawahan}"), ("pengelola", "/bulanan/2026/10/kunci"), ("atasan", "/bawahan"),
    ("kepala", "/bawahan"),
)  # fmt: skip


class Peladen:
    """wsgi.py as a process of its own."""

    def __init__(self, folder: Path, *command: str, log: Path = Path(os.devnull), **env: str) -> None:
        """`command`: what runs instead of `python wsgi.py`; `log` gets what the server says."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        place = {
            "SKPWEB_DATA": str(folder),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "DEMO": "0",
            "SKPWEB_LAJU": "0",
        }
        began = time.perf_counter()
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                command or (sys.executable, "wsgi.py"), env={**os.environ, **place, **env}, stdout=said, stderr=said
            )
        while True:
            try:
                self.ask("/sehat")
                break
            except OSError:
                if time.perf_counter() - began > 30 or self.process.poll() is not None:
                    raise
                time.sleep(0.02)
        self.start = time.perf_counter() - began

    def ask(self, path: str, cookie: str = "", body: str | None = None) -> tuple[int, bytes, int]:
        """(status, page, bytes on the wire)"""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link.request("GET" if body is None else "POST", path, body, headers)
        answer = link.getresponse()
        raw = answer.read()
        link.close()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return answer.status, gzip.decompress(raw) if packed else raw, len(raw)

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=15)


def _cookie(app, who: str) -> str:  # type: ignore[no-untyped-def]
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return "skpweb=" + signer.dumps({"_user_id": token(who), "_fresh": True, "csrf_token": "ukur" * 10})


def _queries(app, cookie: str, path: str) -> int:  # type: ignore[no-untyped-def]
    count = 0
    original = db.execute_sql

    def spy(sql: str, *args: object, **kwargs: object) -> object:
        nonlocal count
        count += sql.lstrip().upper().startswith(("SELECT", "WITH"))
        return original(sql, *args, **kwargs)

    client = app.test_client(use_cookies=False)
    client.get(path, headers={"Cookie": cookie})
    db.execute_sql = spy
    try:
        client.get(path, headers={"Cookie": cookie})
    finally:
        db.execute_sql = original
    return count


def _measure(server: Peladen, path: str, cookie: str) -> tuple[int, float, float, float, int]:
    """status, median and p95 in ms, CPU per page in ms, bytes on the wire"""
    status, _, wire = server.ask(path, cookie)
    before, spent = server.cpu(), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        server.ask(path, cookie)
        spent.append(1000 * (time.perf_counter() - began))
    cpu = 1000 * (server.cpu() - before) / ROUNDS
    return status, statistics.median(spent), sorted(spent)[int(ROUNDS * 0.95)], cpu, wire


def _save(server: Peladen, cookie: str) -> float:
    """Median of a small save (mark notices as read), with its key, audit line and two fsyncs, in ms."""
    page = server.ask("/pemberitahuan", cookie)[1].decode()
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    spent = []
    for n in range(ROUNDS):
        body = urlencode({"csrf_token": csrf, "_kunci": f"ukur-{time.time_ns()}-{n}", "sampai": 1})
        began = time.perf_counter()
        status = server.ask("/pemberitahuan/dibaca", cookie, body)[0]
        spent.append(1000 * (time.perf_counter() - began))
        assert status == 303, status
    return statistics.median(spent)


def _alamat() -> dict[str, int]:
    """What the addresses of PAGES are filled with."""
    last = max(p.id for p in Pegawai.select(Pegawai.id))
    who = orang(last)
    plan = dict(Skp.select(Skp.pegawai, Skp.id).tuples())
    waits = Skp.get(Skp.status == StatusSkp.PERIKSA)
    return {
        "saya": plan[who["pegawai"]],
        "tulis": plan[who["penulis"]],
        "periksa": waits.id,
        "bawahan": waits.pegawai_id,
    }


def _simpan(
    server: Peladen, cookie: str, page: str, address: str, fields: Callable[[int, str], dict[str, object]]
) -> float:
    """Median of a save of ours in ms; `fields` gets the number of the round and the page."""
    html = server.ask(page, cookie)[1].decode()
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)
    spent = []
    for n in range(ROUNDS):
        body = urlencode({"csrf_token": csrf, "_kunci": f"ukur-{time.time_ns()}-{n}", **fields(n, html)}, doseq=True)
        began = time.perf_counter()
        status, answer, _ = server.ask(address, cookie, body)
        spent.append(1000 * (time.perf_counter() - began))
        assert status in (200, 303), (address, status, answer[-600:])
    return statistics.median(spent)


def _first_visit(server: Peladen) -> tuple[int, float]:
    """Requests and KB of somebody who was never here."""
    page, wire = server.ask("/masuk")[1].decode(), server.ask("/masuk")[2]
    assets = sorted({a.split("#")[0] for a in re.findall(r'(?:href|src)="(/(?:static|kantor)[^"]+)"', page)})
    return 1 + len(assets), (wire + sum(server.ask(a.replace("&amp;", "&"))[2] for a in assets)) / 1024


def _ukur(people: int) -> dict[str, float]:
    """One office: prints its table; medians by page."""
    medians = {}
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        app = buat_kantor(Path(folder), people)
        nominees, (entries, locks) = isi_musim(), isi_tahun()
        spent = time.perf_counter() - began
        print(f"\n{people} pegawai, {entries} catatan, {nominees} dinominasikan (disiapkan dalam {spent:.0f} s)")
        print("kunci bulan: " + ", ".join(f"{s:.1f}" for s in locks) + " s")
        who = ("pengelola", "pegawai", "admin", "kepala", "atasan", "penulis")
        cookies, values = {w: _cookie(app, w) for w in who}, _alamat()
        pages = [(w, path.format(**values)) for w, path in PAGES]
        counts = {(w, path): _queries(app, cookies[w], path) for w, path in pages}
        cell = Iki.select(Iki.id).join(Rhk).where(Rhk.skp == values["tulis"]).order_by(Iki.id).first().id
        entry = Iki.select(Iki.id).join(Rhk).where(Rhk.skp == values["saya"]).order_by(Iki.id).first().id
        db.close_all()
        server = Peladen(Path(folder))
        print(f"{'halaman':46}{'kode':>5}{'median':>8}{'p95':>8}{'CPU':>7}{'query':>6}{'KB gz':>7}")
        for (w, shape), (_, path) in zip(PAGES, pages, strict=True):
            status, median, p95, cpu, wire = _measure(server, path, cookies[w])
            medians[f"{w} {shape}"] = median
            print(
                f"{w + ' ' + path:46}{status:5}{median:8.1f}{p95:8.1f}{cpu:7.1f}{counts[w, path]:6}{wire / 1024:7.1f}"
            )
        medians |= _simpanan(server, cookies, values, cell, entry)
        requests, weight = _first_visit(server)
        print(f"kunjungan pertama: {requests} permintaan, {weight:.0f} KB")
        print(f"mulai {server.start:.2f} s, memori {server.memory():.0f} MiB, berhenti dengan kode {server.stop()}")
    return medians


def _simpanan(
    server: Peladen, cookies: dict[str, str], values: dict[str, int], cell: int, entry: int
) -> dict[str, float]:
    """Saves: medians by name, printed."""
    page = f"/skp/{values['tulis']}/matriks"

    def sel(n: int, _html: str) -> dict[str, object]:
        return {f"s{cell}-1": 20 + (n + 1) % 2, "_asal": f"s{cell}-1={20 + n % 2}"}

    def catatan(n: int, _html: str) -> dict[str, object]:
        return {"jenis": "utama", "iki_utama": entry, "uraian": f"{URAIAN} Hari ini {n}.", "realisasi": 1}

    found = {
        "pemberitahuan dibaca": _save(server, cookies["pegawai"]),
        "sel matriks": _simpan(server, cookies["penulis"], page, f"{page}/{cell}/1", sel),
        "catatan harian": _simpan(server, cookies["pegawai"], "/harian", "/harian/2026-11-20", catatan),
    }
    for name, median in found.items():
        print(f"simpan {name}: median {median:.1f} ms")
    return found


def main() -> None:
    small, large = (_ukur(people) for people in (120, 5000))
    print("\npertumbuhan dari 120 ke 5.000 pegawai (median):")
    for name, median in small.items():
        print(f"{name:46}{large[name] / median:6.1f} ×")
