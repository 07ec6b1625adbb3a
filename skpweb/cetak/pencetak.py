"""Documents in, one PDF out: the queue before the engines, the two passes, the cache.

    pencetak = Pencetak("auto", ukuran="F4")
    pdf = pencetak.cetak([Terbitan(dokumen, kode, alamat)])

Two passes (see tata.py): measure on an endless page, then print the pages that were planned. Documents expected to
fill one sheet are tried in one pass first: a hundred scorecards are a few runs of the engine."""

import hashlib
import io
import logging
import os
import threading
import xml.etree.ElementTree as ET
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pypdf import PdfReader, PdfWriter

from skpweb.cetak import tata
from skpweb.cetak.documents import Dokumen
from skpweb.cetak.halaman import badan, halaman_html
from skpweb.cetak.kaki import Bagian, Kaki, cap
from skpweb.cetak.kertas import UKURAN, Kertas
from skpweb.cetak.pdf import PILIHAN, TANDA_GAYA, GagalCetak, Mesin, buka_mesin
from skpweb.core.errors import Busy

log = logging.getLogger(__name__)

SEKALI = 25  # documents in one run: bounded memory, a step of progress, one long document delays only its own run
BATAS = 120.0  # seconds for one run of an engine
TUNGGU = 3.0  # seconds in the queue before a reader is told to come back
SIMPANAN = 24  # PDFs kept
SIMPANAN_MAKS = 400_000  # bytes; larger ones are not kept
TINGGI_DASAR, TINGGI_BUTIR = 2000, 120  # mm, the endless page: a start and what one piece may add

Maju = Callable[[int, int], None]  # done, of; may raise to cancel


class SibukCetak(Busy):
    """All engines are busy and enough people wait already; ask again in a moment (503 with Retry-After)."""

    def __init__(self) -> None:
        super().__init__("Mesin cetak sedang melayani banyak dokumen. Tunggu sebentar, lalu coba lagi.")


@dataclass(frozen=True)
class Terbitan:
    """A document as it is issued: with its verification code and the address that the QR opens, or without."""

    dokumen: Dokumen
    kode: str = ""
    alamat: str = ""

    @property
    def kaki(self) -> Kaki:
        d = self.dokumen
        return Kaki(d.nama_dokumen, d.orang, d.keterangan_versi, self.kode, self.alamat, d.konsep)


class Pencetak:
    """The printer of the application; one object for the life of the process, safe to share between threads.

    `pilihan`: SKPWEB_PDF; `ukuran`: F4 or A4; `serentak`: runs at once, by default the number of cores. As many again
    may wait, for at most `tunggu` seconds. The engine is looked for at the first print, not before."""

    def __init__(
        self,
        pilihan: str = "auto",
        ukuran: str = "F4",
        serentak: int = 0,
        tunggu: float = TUNGGU,
        batas: float = BATAS,
    ) -> None:
        if ukuran not in UKURAN:
            raise ValueError(f"ukuran kertas {ukuran} tidak dikenal")
        if pilihan not in PILIHAN:
            raise ValueError(f"SKPWEB_PDF={pilihan} tidak dikenal; pilih {', '.join(PILIHAN)}")
        self.pilihan, self.ukuran, self.tunggu, self.batas = pilihan, ukuran, tunggu, batas
        serentak = serentak or os.cpu_count() or 2
        self._jalan = threading.BoundedSemaphore(serentak)
        self._antre = threading.BoundedSemaphore(2 * serentak)
        self._simpanan: OrderedDict[str, bytes] = OrderedDict()
        self._kunci = threading.Lock()

    @cached_property
    def mesin(self) -> Mesin:
        """The engine in use. Raises TanpaMesin."""
        return buka_mesin(self.pilihan, self.batas)

    def cetak(
        self, daftar: Sequence[Terbitan], *, ukuran: str = "", judul: str = "", maju: Maju | None = None
    ) -> bytes:
        """One PDF of all documents in order, each with its own page numbers; several make an outline.

        `ukuran`: another sheet than the office's; `judul`: title of a bundle; `maju` is told after each run and makes
        this a patient job, which waits in the queue as long as it takes. Raises SibukCetak, GagalCetak."""
        lembar = [(t, Kertas(ukuran or self.ukuran, t.dokumen.bentuk)) for t in daftar]
        simpan = len(lembar) <= SEKALI and not any(t.dokumen.rahasia for t in daftar)
        kunci = self._kunci_isi(lembar, judul) if simpan else ""
        if kunci and (pdf := self._dari_simpanan(kunci)):
            return pdf
        try:
            pdf = self._susun(lembar, judul, maju)
        except GagalCetak as e:
            log.error("cetak %s: %s", daftar[0].kaki.judul, e.rinci)
            raise
        if kunci and len(pdf) <= SIMPANAN_MAKS:
            self._ke_simpanan(kunci, pdf)
        return pdf

    # ---- the runs ----
    def _susun(self, lembar: Sequence[tuple[Terbitan, Kertas]], judul: str, maju: Maju | None) -> bytes:
        w = PdfWriter()
        bagian: list[Bagian] = []
        for kertas, kelompok in groupby(lembar, key=lambda x: x[1]):
            sebentuk = [t for t, _ in kelompok]
            for awal in range(0, len(sebentuk), SEKALI):
                potong = sebentuk[awal : awal + SEKALI]
                with self._giliran(sabar=maju is not None):
                    pdf, banyak = self._atur(potong, kertas)
                w.append(io.BytesIO(pdf), import_outline=False)
                bagian += [Bagian(t.kaki, kertas, n) for t, n in zip(potong, banyak, strict=True)]
                if maju:
                    maju(len(bagian), len(lembar))
        return cap(w, bagian, judul)

    def _atur(self, daftar: Sequence[Terbitan], kertas: Kertas) -> tuple[bytes, list[int]]:
        """PDF without footers and the page count of each document; all on paper of one form."""
        mains = [badan(t.dokumen, kertas) for t in daftar]
        judul = daftar[0].dokumen.nama_dokumen
        if all(t.dokumen.satu for t in daftar):
            pdf = self.mesin.pdf(halaman_html(tata.utuh(mains), judul, self.mesin.gaya), kertas)
            if _jumlah_halaman(pdf) == len(daftar):
                return pdf, [1] * len(daftar)
        return self._dua_kali(mains, judul, kertas)

    def _dua_kali(self, mains: Sequence[ET.Element], judul: str, kertas: Kertas) -> tuple[bytes, list[int]]:
        butir = tata.daftar_butir(mains)
        bertanda = halaman_html(tata.tandai(mains, butir), judul, TANDA_GAYA + self.mesin.gaya)
        tata.isi_tinggi(butir, self.mesin.ukur(bertanda, kertas, TINGGI_DASAR + TINGGI_BUTIR * len(butir)))
        # As planned; then with 4 mm to spare; at last without the engine's own style, where a piece taller than a
        # page flows over by itself.
        for kurang, gaya in ((0, self.mesin.gaya), (4, self.mesin.gaya), (4, "")):
            halaman = tata.rencana(butir, kertas.ruang - kurang)
            pdf = self.mesin.pdf(halaman_html(tata.terbitkan(mains, halaman), judul, gaya), kertas)
            nyata = _jumlah_halaman(pdf)
            if nyata == len(halaman):
                return pdf, [sum(h[0].dok == d for h in halaman) for d in range(len(mains))]
        if len(mains) == 1:
            return pdf, [nyata]
        return self._satu_satu(mains, judul, kertas)

    def _satu_satu(self, mains: Sequence[ET.Element], judul: str, kertas: Kertas) -> tuple[bytes, list[int]]:
        """One of them has a piece taller than a page: print each alone, so that the count of each stays true."""
        w = PdfWriter()
        banyak = []
        for main in mains:
            pdf, n = self._dua_kali([main], judul, kertas)
            w.append(io.BytesIO(pdf), import_outline=False)
            banyak += n
        keluar = io.BytesIO()
        w.write(keluar)
        return keluar.getvalue(), banyak

    # ---- the queue ----
    @contextmanager
    def _giliran(self, sabar: bool) -> Iterator[None]:
        """A place before the engine. Raises SibukCetak when it is too crowded, at the door or after `tunggu`."""
        if not sabar and not self._antre.acquire(blocking=False):
            raise SibukCetak
        try:
            if not self._jalan.acquire(timeout=None if sabar else self.tunggu):
                raise SibukCetak
            try:
                yield
            finally:
                self._jalan.release()
        finally:
            if not sabar:
                self._antre.release()

    # ---- the cache ----
    def _kunci_isi(self, lembar: Sequence[tuple[Terbitan, Kertas]], judul: str) -> str:
        """Hash of all that decides the bytes: engine, sheets, and every field of every document."""
        isi = repr((self.mesin.nama, judul, lembar))
        return hashlib.sha256(isi.encode("utf-8", "backslashreplace")).hexdigest()

    def _dari_simpanan(self, kunci: str) -> bytes | None:
        with self._kunci:
            if kunci in self._simpanan:
                self._simpanan.move_to_end(kunci)
            return self._simpanan.get(kunci)

    def _ke_simpanan(self, kunci: str, pdf: bytes) -> None:
        with self._kunci:
            self._simpanan[kunci] = pdf
            if len(self._simpanan) > SIMPANAN:
                self._simpanan.popitem(last=False)


def _jumlah_halaman(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)
