"""The only door to the PDF engines: one self-contained HTML in, PDF or measured positions out.

Two engines stand behind it: wkhtmltopdf through pdfkit (the default where the program is found) and WeasyPrint.
Both run in child processes with a time limit, a memory limit and no network, so that a page that goes wrong takes
nothing of the server with it. Their libraries are imported when first needed, WeasyPrint only in its child:
without pango it fails and prints a banner, and it would double the memory of the server."""

import io
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from skpweb.cetak.kertas import Kertas
from skpweb.cetak.proses import batas_waktu, bunuh, mulai
from skpweb.core.errors import AppError

PILIHAN = ("auto", "pdfkit", "weasyprint")  # SKPWEB_PDF
UMUR_ANAK = 50  # jobs after which a WeasyPrint child is replaced: its memory grows
SIAP_ANAK = 60.0  # seconds a child may take to load WeasyPrint
DIAM_ANAK = 120.0  # seconds without a job after which it leaves
TANDA_GAYA = (  # boxes of the measuring pass, see tata.tandai
    ".mk{position:absolute;width:1px;height:1px}.ukur{position:relative}.ukur>.mk:first-child{left:0;top:0}"
    ".mk-akhir{position:relative;height:1px}.mk-akhir>.mk{left:0;top:0}"
)


class GagalCetak(AppError):
    """The document could not be set. The user gets a plain sentence, `rinci` is for the log."""

    pesan = "Dokumen tidak dapat dicetak. Tidak ada data yang berubah. Coba lagi; bila terulang, laporkan kepada admin."

    def __init__(self, rinci: str) -> None:
        super().__init__(self.pesan)
        self.rinci = rinci


class TanpaMesin(GagalCetak):
    """The engine asked for, or any, is not installed."""

    pesan = "Mesin PDF tidak terpasang di server. Minta admin memasang wkhtmltopdf atau pustaka pango."


def jumlah_halaman(pdf: bytes) -> int:
    """How many pages the file has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


class Mesin(Protocol):
    """What both engines do. `gaya` is CSS that this engine alone needs."""

    nama: str
    gaya: str

    def pdf(self, html: str, kertas: Kertas) -> bytes:
        """The pages of `html`. Raises GagalCetak."""

    def ukur(self, html: str, kertas: Kertas, tinggi: float) -> dict[int, float]:
        """Set `html` on one page of `tinggi` mm; marker number → mm from the top. Raises GagalCetak."""


# ---- wkhtmltopdf through pdfkit --------------------------------------------------------------------------------
@lru_cache(maxsize=4)
def _versi(program: str) -> str:
    with tempfile.TemporaryDirectory() as rumah:
        p = mulai([program, "--version"], rumah)
        with batas_waktu(p, 20):
            return p.communicate()[0].decode("utf-8", "replace").strip()


def cari_wkhtmltopdf() -> str | None:
    """Path of the program; on Windows also where its installer puts it, which is not in PATH."""
    lain = Path(os.environ.get("PROGRAMFILES", "C:\\Program Files"), "wkhtmltopdf", "bin")
    return shutil.which("wkhtmltopdf") or (shutil.which("wkhtmltopdf", path=str(lain)) if os.name == "nt" else None)


class Pdfkit:
    """wkhtmltopdf: no scripts, no files, no network; a resource that is blocked is an error, not a gap."""

    nama = "pdfkit"
    # An inline-block is the one thing this WebKit does not paginate inside. Otherwise it lays the page out first on
    # a sheet of 0.64 of the height, opens gaps at that edge, and keeps them.
    gaya = ".isi{display:inline-block;width:100%;vertical-align:top}"

    PERBESAR = "1.3007"  # Debian's build (unpatched Qt) paints everything at 0.769
    PERBESAR_QT = "1.0"  # patched Qt (Windows) with smart shrinking off; not tried on such a build
    TINGGI_MAKS = 180_000  # mm, beyond it the page description overflows
    # colour of a marker, and where its box is drawn: fill colour, then `cm` and `re` of the same graphics state
    TANDA = re.compile(
        rb"([\d.]+) ([\d.]+) 0\.99607\d* scn\s+/GSa gs\s+q\s+"
        rb"([\d.]+) 0 0 [\d.]+ [\d.-]+ ([\d.-]+) cm\s+([\d.-]+) ([\d.-]+) [\d.]+ [\d.]+ re"
    )

    def __init__(self, program: str, batas: float) -> None:
        self.program = program
        self.batas = batas

    @property
    def qt_tertambal(self) -> bool:
        return "patched qt" in _versi(self.program)

    def pdf(self, html: str, kertas: Kertas) -> bytes:
        return self._jalankan(html, kertas, kertas.tinggi)

    def ukur(self, html: str, kertas: Kertas, tinggi: float) -> dict[int, float]:
        from pypdf import PdfReader

        r = PdfReader(io.BytesIO(self._jalankan(html, kertas, min(tinggi, self.TINGGI_MAKS))))
        isi = r.pages[0].get_contents()
        data = b"" if isi is None else isi.get_data()
        dasar = re.search(rb"([\d.]+) 0 0 -", data)  # points per device unit
        if len(r.pages) != 1 or not dasar:
            raise GagalCetak(f"halaman ukur tidak terbaca ({len(r.pages)} halaman)")
        mm = float(dasar.group(1)) * 25.4 / 72
        return {
            round(float(merah) * 255) << 8 | round(float(hijau) * 255): (float(y) * float(skala) + float(geser)) * mm
            for merah, hijau, skala, geser, _, y in self.TANDA.findall(data)
        }

    def _opsi(self, kertas: Kertas, tinggi: float) -> dict[str, str]:
        sisi = zip(("top", "right", "bottom", "left"), kertas.margin, strict=True)
        return {
            "page-width": f"{kertas.lebar}mm",
            "page-height": f"{tinggi}mm",
            **{f"margin-{nama}": f"{mm}mm" for nama, mm in sisi},
            "encoding": "utf-8",
            "quiet": "",
            "disable-javascript": "",
            "javascript-delay": "0",  # it waits 0.2 s for scripts even when there are none: two thirds of a run
            "disable-local-file-access": "",
            "disable-plugins": "",
            "disable-external-links": "",
            "load-error-handling": "abort",
            "load-media-error-handling": "abort",
            "proxy": "http://127.0.0.1:1",  # nobody listens on port 1
            **({"disable-smart-shrinking": "", "dpi": "96"} if self.qt_tertambal else {}),
        }

    def _jalankan(self, html: str, kertas: Kertas, tinggi: float) -> bytes:
        try:
            return self._program(html, kertas, tinggi)
        except OSError as e:
            raise TanpaMesin(f"wkhtmltopdf tidak dapat dijalankan: {e}") from e

    def _program(self, html: str, kertas: Kertas, tinggi: float) -> bytes:
        import pdfkit

        perbesar = self.PERBESAR_QT if self.qt_tertambal else self.PERBESAR
        html = html.replace("<head>", f"<head><style>html{{zoom:{perbesar}}}</style>", 1)
        # pdfkit takes options from <meta> tags of the page; a prefix nobody can guess shuts that door
        atur = pdfkit.configuration(wkhtmltopdf=self.program, meta_tag_prefix=secrets.token_hex(16) + "-")
        kit = pdfkit.PDFKit(html, "string", options=self._opsi(kertas, tinggi), configuration=atur)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as rumah:
            p = mulai(kit.command(None), rumah, {"QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0"})
            with batas_waktu(p, self.batas) as habis:
                keluar, galat = p.communicate(html.encode())
        if habis.is_set():
            raise GagalCetak(f"wkhtmltopdf lebih dari {self.batas:g} detik")
        if p.returncode or not keluar.startswith(b"%PDF"):
            raise GagalCetak(f"wkhtmltopdf ({p.returncode}): {galat.decode('utf-8', 'replace')[-300:]}")
        return keluar


# ---- WeasyPrint ------------------------------------------------------------------------------------------------
class AnakWeasy:
    """A child that holds WeasyPrint and answers one job after another: a line of JSON and a body, both ways."""

    def __init__(self, batas: float) -> None:
        self.batas = batas
        self.sudah = 0
        self.rumah = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        akar = str(Path(__file__).resolve().parents[2])
        self.proses = mulai([sys.executable, "-m", "skpweb.cetak.pdf"], self.rumah.name, {"PYTHONPATH": akar})
        with batas_waktu(self.proses, SIAP_ANAK):
            if self._keluaran.readline() != b"siap\n":
                self.tutup()
                raise TanpaMesin("WeasyPrint tidak dapat dimuat (pango tidak terpasang?)")

    @property
    def _keluaran(self) -> BinaryIO:
        assert self.proses.stdout is not None  # opened as a pipe
        return self.proses.stdout  # type: ignore[return-value]

    def minta(self, perintah: dict[str, Any], isi: bytes) -> tuple[dict[str, Any], bytes]:
        """One job. Raises GagalCetak when it fails or takes too long, BrokenPipeError when the child has left."""
        assert self.proses.stdin is not None  # opened as a pipe
        with batas_waktu(self.proses, self.batas) as habis:
            try:
                self.proses.stdin.write(json.dumps(perintah | {"panjang": len(isi)}).encode() + b"\n" + isi)
                self.proses.stdin.flush()
                baris = self._keluaran.readline()
                jawab = json.loads(baris) if baris else {}
                badan = self._keluaran.read(jawab.get("panjang", 0))
            except OSError as e:
                raise BrokenPipeError("anak WeasyPrint sudah pergi") from e
        if habis.is_set():
            raise GagalCetak(f"WeasyPrint lebih dari {self.batas:g} detik")
        if not baris:
            raise BrokenPipeError("anak WeasyPrint sudah pergi")
        self.sudah += 1
        if "galat" in jawab:
            raise GagalCetak(f"WeasyPrint: {jawab['galat']}")
        return jawab, badan

    def tutup(self) -> None:
        bunuh(self.proses)
        for pipa in (self.proses.stdin, self.proses.stdout, self.proses.stderr):
            if pipa:
                pipa.close()
        self.rumah.cleanup()


class Weasy:
    """WeasyPrint 70; only data: addresses are opened. Children that are not busy wait for the next job."""

    nama = "weasyprint"
    gaya = ""

    def __init__(self, batas: float) -> None:
        self.batas = batas
        self._kunci = threading.Lock()
        self._diam: list[AnakWeasy] = [AnakWeasy(batas)]

    def pdf(self, html: str, kertas: Kertas) -> bytes:
        return self._minta("pdf", html, kertas, kertas.tinggi)[1]

    def ukur(self, html: str, kertas: Kertas, tinggi: float) -> dict[int, float]:
        jawab, _ = self._minta("ukur", html, kertas, tinggi)
        return {int(k): mm for k, mm in jawab["y"].items()}

    def _minta(self, jenis: str, html: str, kertas: Kertas, tinggi: float) -> tuple[dict[str, Any], bytes]:
        tepi = " ".join(f"{v}mm" for v in kertas.margin)
        lembar = f"<style>@page{{size:{kertas.lebar}mm {tinggi}mm;margin:{tepi}}}</style></head>"
        isi = html.replace("</head>", lembar, 1).encode()
        while True:
            anak, lama = self._ambil()
            try:
                jawab = anak.minta({"jenis": jenis}, isi)
            except BrokenPipeError as e:
                anak.tutup()
                if not lama:  # a fresh one that dies has died of this page
                    raise GagalCetak("WeasyPrint berhenti di tengah pekerjaan") from e
            except BaseException:
                anak.tutup()
                raise
            else:
                self._kembalikan(anak)
                return jawab

    def _ambil(self) -> tuple[AnakWeasy, bool]:
        with self._kunci:
            if self._diam:
                return self._diam.pop(), True
        return AnakWeasy(self.batas), False

    def _kembalikan(self, anak: AnakWeasy) -> None:
        if anak.sudah >= UMUR_ANAK:
            anak.tutup()
            return
        with self._kunci:
            self._diam.append(anak)

    def tutup(self) -> None:
        """Let the waiting children go."""
        with self._kunci:
            diam, self._diam = self._diam, []
        for anak in diam:
            anak.tutup()


def _anak_utama() -> None:
    """The child: WeasyPrint behind the pipe it was born with; whatever else wants to print goes to stderr."""
    saluran = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.dup2(2, 1)
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    huruf = FontConfiguration()
    saluran.write(b"siap\n")
    saluran.flush()
    while True:
        jam = threading.Timer(DIAM_ANAK, os._exit, (0,))
        jam.daemon = True
        jam.start()
        baris = sys.stdin.buffer.readline()
        jam.cancel()
        if not baris:
            return
        perintah = json.loads(baris)
        html = sys.stdin.buffer.read(perintah["panjang"]).decode()
        jawab: dict[str, Any] = {}
        badan = b""
        try:
            ambil = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
            dok = HTML(string=html, url_fetcher=ambil).render(font_config=huruf)
            if perintah["jenis"] == "pdf":
                badan = dok.write_pdf()
            elif len(dok.pages) != 1:
                jawab["galat"] = f"halaman ukur terlalu pendek ({len(dok.pages)})"
            else:
                jangkar = dok.pages[0].anchors.items()
                jawab["y"] = {k[3:]: v[1] * 25.4 / 96 for k, v in jangkar if k.startswith("mk-")}
        except BaseException as e:  # WeasyPrint's own fatal error is no Exception
            jawab["galat"] = f"{type(e).__name__}: {e}"[-300:]
        saluran.write(json.dumps(jawab | {"panjang": len(badan)}).encode() + b"\n" + badan)
        saluran.flush()


# ---- which one -------------------------------------------------------------------------------------------------
def buka_mesin(pilihan: str, batas: float) -> Mesin:
    """The engine of `pilihan`, ready. Raises TanpaMesin with the remedy."""
    if pilihan != "weasyprint" and (program := cari_wkhtmltopdf()):
        return Pdfkit(program, batas)
    if pilihan == "pdfkit":
        raise TanpaMesin("wkhtmltopdf tidak terpasang: apt-get install wkhtmltopdf")
    return Weasy(batas)


if __name__ == "__main__":
    _anak_utama()
