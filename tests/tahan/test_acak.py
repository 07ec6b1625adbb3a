"""Goal 11: whatever is sent to whatever route by whomever, the answer is never a 500, and every refusal is a page of ours.

Each row of the access tables is brought into its state; from there requests go out: its own one with something spoiled,
or one to any other route. The app runs as in the office (a crash is answered, not raised); crashes are read from its log.
"""

import io
import logging
import random
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask, request
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from skpweb import create_app
from skpweb.config import Config
from skpweb.rooms import ROOMS
from tests.akses import ORANG
from tests.cast import Cast
from tests.klien import Klien
from tests.tahan.bahan import Adegan, Panggung
from tests.test_access import semua

Angka = Callable[[str], None]
TOP = Path(__file__).parents[2]
DIBACA = re.compile(r'(?:args|form|values)\.get(?:list)?\("(\w+)"|^    (\w+) = \w+Field\(|_isi\("(\w+)"', re.M)
NAMA = {  # what the forms and addresses of a room are asked for
    room: ["_versi", "halaman", "urut", "endpoint", "_scheme", "_external"]
    + sorted({n for p in (TOP / "skpweb" / room).glob("*.py") for m in DIBACA.findall(p.read_text()) for n in m if n})
    for room in ROOMS
}
METODE = ["GET"] * 3 + ["POST"] * 4 + ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "KIRIM"]
ANEH = [
    "", " ", "0", "-1", "1", "7", "1e309", "NaN", "Infinity", "9" * 19, "9" * 30, "9" * 5000, "-" + "9" * 30, "0.000000001",
    "１２", "٣", "²", "½", "+5", "0x10", "1_000", "1,5", "1.5.5", "1,5,5", "12.60", "24.00", "-0", "99,99",
    "\0", "a\0b", "\x1b[2J", "\u202eterbalik", "🏴‍☠️", "ẞß", "İi̇", "\uffff", "e\u0301" * 50, "%ff%fe", "\r\nSet-Cookie: a=b",
    "'; DROP TABLE pegawai; --", '" OR 1=1', "%s%n%d", "${7*7}", "../../etc/passwd", "null", "true", "[]", "{}", '{"a":[[', "[[1]]",
    "2026-02-30", "31-02-2026", "00-00-0000", "99-99-9999", "0001-01-01", "9999-12-31", "10000-01-01", "1-1-1", "٢١-١١-٢٠٢٦",
    "x" * 300, "x" * 5000, "http://jahat.invalid/", "//jahat.invalid", "/\\jahat", "javascript:alert(1)", "konsep", "1:2:3", "a=b", "|",
]  # fmt: skip
KEPALA: list[dict[str, str]] = [
    {}, {}, {}, {}, {}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Boosted": "true"}, {"Accept-Encoding": "*;q=x, br"},
    {"X-Diam": "1"}, {"Origin": "http://jahat.invalid"}, {"Origin": "null"}, {"Origin": "http://[::1"}, {"Host": "a b"}, {"Host": "[::1"},
    {"Host": ""}, {"Host": "x" * 300}, {"Referer": "http://[::1/x"}, {"Referer": "\xff\xfe"}, {"Cookie": "skpweb=rusak"},
    {"Cookie": "skpweb=" + "A" * 4000}, {"Cookie": "=;;=,;\xff"}, {"X-Orang": "1.rusak"}, {"X-Forwarded-For": "' OR 1=1"},
    {"X-Forwarded-Host": "jahat.invalid"}, {"Range": "bytes=9-1,-,x"}, {"If-None-Match": '"x', "If-Modified-Since": "kemarin"},
    {"Accept": "application/json"}, {"Accept-Language": "x" * 2000}, {"Authorization": "Basic !!!"}, {"Authorization": "Bearer x"},
    {"Transfer-Encoding": "chunked"}, {"Content-Length": "-5"}, {"Content-Length": "99999999999"}, {"Content-Encoding": "gzip"},
    {"X-HTTP-Method-Override": "DELETE"}, {"User-Agent": "\x01" * 10}, {"Expect": "200-maaf"}, {"Upgrade": "websocket"},
]  # fmt: skip
ASING = re.compile(
    r"Traceback|werkzeug|Internal Server Error|Method Not Allowed|<title>4\d\d|File \"|sqlite3|peewee|jinja2", re.I
)
BERAT = {"cetak.bundel", "cetak.berkas_usulan", "cadangan.uji", "cadangan.buat"}  # minutes of work each: seldom
SEKALI_BABAK = 25  # requests from one state


class Catatan(logging.Handler):
    """The crashes that the app told its log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.jejak: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.jejak.append(
            "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else record.getMessage()
        )


@pytest.fixture(scope="module")
def app_kantor(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(Config(data=tmp_path_factory.mktemp("kantor")))
    app.test_client_class = Klien
    return app


@pytest.fixture
def panggung(app_kantor: Flask, dunia: tuple[bytes, Cast], tmp_path: Path) -> Panggung:
    return Panggung(app_kantor, dunia, tmp_path)


@pytest.fixture
def catatan() -> Iterator[Catatan]:
    handler, root = Catatan(), logging.getLogger("skpweb.core.routes")
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


class Penyerang:
    """Sends spoiled requests; the same seed sends the same ones."""

    def __init__(self, panggung: Panggung, benih: int) -> None:
        self.panggung, self.acak = panggung, random.Random(benih)
        self.rules = [r for r in panggung.app.url_map.iter_rules() if r.endpoint not in BERAT]
        self.kode: Counter[int] = Counter()
        self.salah: list[str] = []

    def serang(self, banyak: int, catatan: Catatan) -> None:
        rows = {m: [r for r in semua() if r.metode == m and r.endpoint not in BERAT] for m in ("GET", "POST")}
        rows["BERAT"] = [r for r in semua() if r.endpoint in BERAT]
        while banyak > 0:
            row = self.acak.choice(rows[self.acak.choices(("POST", "GET", "BERAT"), (70, 29, 1))[0]])
            with self.panggung.main(row) as adegan:
                self.panggung.app.config["WTF_CSRF_ENABLED"] = self.acak.random() < 0.1
                self.nama = NAMA[row.endpoint.split(".")[0].replace("aset", "core")]
                boleh = [w for w in ORANG if row.harapan(w) < 400] or list(ORANG)
                for _ in range(min(banyak, SEKALI_BABAK)):
                    self._satu(adegan, boleh, catatan)
                banyak -= SEKALI_BABAK

    def _satu(self, adegan: Adegan, boleh: list[str], catatan: Catatan) -> None:
        sendiri = self.acak.random() < 0.75
        who = self.acak.choice(boleh if sendiri and self.acak.random() < 0.9 else ORANG)
        klien = self.panggung.klien(who)
        alamat = adegan.alamat if sendiri else self._alamat(self.acak.choice(self.rules))
        metode = adegan.row.metode if sendiri and self.acak.random() < 0.93 else self.acak.choice(METODE)
        if self.acak.random() < 0.4:
            pairs = [(self.acak.choice(self.nama), self._nilai()) for _ in range(self.acak.randint(1, 4))]
            alamat += "?" + (urlencode(pairs) if self.acak.random() < 0.9 else "%ff=%00&&=;&a[]=%")
        body = self._badan(adegan.data if sendiri else {}) if metode not in ("GET", "HEAD", "OPTIONS") else {}
        told, before = f"{who} {metode} {alamat[:300]} {str(body)[:400]}", len(catatan.jejak)
        try:
            answer = klien.open(alamat, method=metode, headers=self.acak.choice(KEPALA), **body)
        except AssertionError as fault:
            self.salah.append(f"{told}: {fault}")
            return
        self.kode[answer.status_code] += 1
        self.salah += [f"{told}: {fault}" for fault in tercela(answer, metode)]
        self.salah += [f"{told}: {jejak[-1200:]}" for jejak in catatan.jejak[before:]]

    def _nilai(self) -> str:
        return self.acak.choice(ANEH)

    def _alamat(self, rule: Rule) -> str:
        """The route's address with its arguments at random, some of them impossible."""
        parts = []
        for is_var, text in rule._trace:
            if is_var:
                some = self.acak.choice(
                    ["1", "2", "3", "12", "2026", "11", "html", "presensi", "9" * 19, "9" * 40, "2026-11-20"]
                )
                text = quote(some if self.acak.random() < 0.8 else self._nilai()[:500], safe="%")
            parts.append(text if text != "|" else "")
        return "".join(parts) or "/"

    def _badan(self, data: dict[str, Any]) -> dict[str, Any]:
        """What a request carries: fields with something spoiled, or something that is no form."""
        pairs = [(k, v) for k, vs in data.items() for v in (vs if isinstance(vs, list) else [vs])]
        files = [(k, v) for k, v in pairs if isinstance(v, tuple)]
        text = [(k, str(v)) for k, v in pairs if not isinstance(v, tuple)] + [("_kunci", f"{self.acak.random():.18f}")]
        for _ in range(self.acak.randint(0, 3)):
            self._rusak(text, files)
        if self.acak.random() < 0.12:
            return self._bukan_formulir(text)
        if files or self.acak.random() < 0.1:
            parts = {k: (io.BytesIO(v[0].getvalue()), v[1]) for k, v in files}
            for k, v in text:
                parts.setdefault(k, v.encode("utf-8", "replace"))  # type: ignore[arg-type]
            return {"data": parts, "content_type": "multipart/form-data"}
        return {"data": urlencode(text, errors="surrogatepass"), "content_type": "application/x-www-form-urlencoded"}

    def _rusak(self, text: list[tuple[str, str]], files: list[tuple[str, Any]]) -> None:
        n = self.acak.randrange(len(text))
        cara = self.acak.randrange(7)
        if cara == 0:
            del text[n]
            text.append(("_kunci", "0123456789abcdef0123"))
        elif cara == 1:
            text.append((text[n][0], self._nilai()))
        elif cara == 2 and files:
            k, v = files.pop()
            files.append(
                (
                    k,
                    (
                        io.BytesIO(self._nilai().encode("utf-8", "replace")),
                        self.acak.choice([v[1], "a.png", "", "../x.pdf", "\0.pdf"]),
                    ),
                )
            )
        elif cara == 3:
            text.append((self.acak.choice(self.nama), self._nilai()))
        elif cara == 4:
            files.append((self.acak.choice([text[n][0], "berkas"]), (io.BytesIO(b"PK\x03\x04rusak"), "a.xlsx")))
        else:
            text[n] = (text[n][0], self._nilai() if cara < 6 else "\ud800")

    def _bukan_formulir(self, text: list[tuple[str, str]]) -> dict[str, Any]:
        jenis = self.acak.choice(
            ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "", "x" * 300,
             "application/x-www-form-urlencoded; charset=utf-16", "multipart/mixed; boundary=", "text/xml", "application/octet-stream"]
        )  # fmt: skip
        isi = self.acak.choice(
            [b"", b"{", b'{"a": 1}', b"--x\r\nContent-Disposition: form-data; name=\"a", b"--x\r\n\r\n--x--", b"\xff\xfe" * 99,
             b"%", b"&&&===%%%", b"a=%ff%fe&_kunci=0123456789abcdefgh", urlencode(text, errors="replace").encode(), b"a=1&" * 1500]
        )  # fmt: skip
        return {"data": isi, "content_type": jenis}


def tercela(answer: TestResponse, metode: str) -> Iterator[str]:
    """What is wrong with an answer: a 500, a refusal that is no page of ours, words of the machinery, missing headers."""
    code = answer.status_code
    if code >= 500 and not (code == 503 and answer.headers.get("Retry-After")):
        yield f"{code}"
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        yield "without our headers"
    if code < 400 or metode == "HEAD":
        return
    text = answer.text
    if answer.mimetype != "text/html" or not re.search(
        r'lang="id"|id="(galat-halaman|dialog-masuk)"|<form|icons.svg#alert', text
    ):
        yield f"{code} is no page of ours: {answer.mimetype} {text[:200]}"
    elif not re.search(r'href="[/#]|<form', text):
        yield f"{code} leads nowhere"
    if found := ASING.search(re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", text, flags=re.S)):
        yield f"{code} speaks of {found[0]}"


def serang(panggung: Panggung, catatan: Catatan, angka: Angka, banyak: int, benih: int = 1) -> list[str]:
    penyerang = Penyerang(panggung, benih)
    penyerang.serang(banyak, catatan)
    kode, n = dict(sorted(penyerang.kode.items())), sum(penyerang.kode.values())
    angka(f"{n} fuzzed requests over {len(penyerang.rules)} routes: {kode}; {len(penyerang.salah)} faults")
    return penyerang.salah


@pytest.mark.baku("K19", "K31", "V1.2.4", "V2.2.1", "V15.3.5", "K25")
def test_no_request_breaks_the_server(panggung: Panggung, catatan: Catatan, angka: Angka) -> None:
    assert serang(panggung, catatan, angka, 1500) == []


@pytest.mark.lama
def test_no_request_of_many_breaks_the_server(panggung: Panggung, catatan: Catatan, angka: Angka) -> None:
    assert serang(panggung, catatan, angka, 100_000, 2) == []


@pytest.mark.parametrize(
    ("ceroboh", "cela"),
    [
        (lambda **_: str(int(request.values.get("halaman", "x"))), "invalid literal for int"),
        (lambda **_: NotFound().get_response(), "no lang=id"),
    ],
)
def test_careless_views_are_found(
    panggung: Panggung, catatan: Catatan, monkeypatch: pytest.MonkeyPatch, ceroboh: Callable[..., Any], cela: str
) -> None:
    """Negative control."""
    for endpoint in panggung.app.view_functions:
        if not endpoint.startswith("aset."):
            monkeypatch.setitem(panggung.app.view_functions, endpoint, ceroboh)
    found = serang(panggung, catatan, lambda _: None, 120)
    assert any(cela in fault for fault in found)
