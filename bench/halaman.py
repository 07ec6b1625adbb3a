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
from pathlib import Path
from urllib.parse import urlencode

from flask.sessions import SecureCookieSessionInterface

from bench.kantor import buat_kantor, token
from bench.musim import isi_musim
from skpweb.core.db import db

ROUNDS = 40
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PAGES = (
    ("pengelola", "/"), ("pegawai", "/"), ("pengelola", "/pegawai"), ("pengelola", "/pegawai?cari=Rekaan+01&urut=nama"),
    ("pengelola", "/pegawai/9"), ("pengelola", "/unit"), ("pengelola", "/jabatan"), ("pengelola", "/presensi"),
    ("pengelola", "/periode"), ("pengelola", "/kalender"), ("pengelola", "/petruk"), ("admin", "/akun"),
    ("pengelola", "/petruk/1"), ("pengelola", "/petruk/penilaian/1"), ("pengelola", "/petruk/penilaian/1/hasil"),
    ("kepala", "/petruk/1/team-work"), ("pengelola", "/petruk/1/peringkat"), ("pengelola", "/petruk/nilai"),
    ("admin", "/audit"), ("pengelola", "/impor"), ("pegawai", "/profil"), ("pegawai", "/pemberitahuan/lonceng"),
)  # fmt: skip


class Peladen:
    """wsgi.py as a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        env = {**os.environ, "SKPWEB_DATA": str(folder), "PORT": str(self.port), "HOST": "127.0.0.1", "DEMO": "0"}
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "wsgi.py"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while True:
            try:
                self.ask("/sehat")
                break
            except OSError:
                if time.perf_counter() - began > 30:
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
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
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


def _first_visit(server: Peladen) -> tuple[int, float]:
    """Requests and KB of somebody who was never here."""
    page, wire = server.ask("/masuk")[1].decode(), server.ask("/masuk")[2]
    assets = sorted({a.split("#")[0] for a in re.findall(r'(?:href|src)="(/(?:static|kantor)[^"]+)"', page)})
    return 1 + len(assets), (wire + sum(server.ask(a.replace("&amp;", "&"))[2] for a in assets)) / 1024


def main() -> None:
    for people in (120, 5000):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            app = buat_kantor(Path(folder), people)
            nominees = isi_musim()
            cookies = {who: _cookie(app, who) for who in ("pengelola", "pegawai", "admin", "kepala")}
            print(f"\n{people} pegawai, {nominees} dinominasikan (disiapkan dalam {time.perf_counter() - began:.1f} s)")
            counts = {(who, path): _queries(app, cookies[who], path) for who, path in PAGES}
            db.close_all()
            server = Peladen(Path(folder))
            print(f"{'halaman':46}{'kode':>5}{'median':>8}{'p95':>8}{'CPU':>7}{'query':>6}{'KB gz':>7}")
            for who, path in PAGES:
                status, median, p95, cpu, wire = _measure(server, path, cookies[who])
                name = f"{who} {path}"
                print(f"{name:46}{status:5}{median:8.1f}{p95:8.1f}{cpu:7.1f}{counts[who, path]:6}{wire / 1024:7.1f}")
            requests, weight = _first_visit(server)
            print(f"simpan kecil: median {_save(server, cookies['pegawai']):.1f} ms")
            print(f"kunjungan pertama: {requests} permintaan, {weight:.0f} KB")
            print(f"mulai {server.start:.2f} s, memori {server.memory():.0f} MiB, berhenti dengan kode {server.stop()}")
