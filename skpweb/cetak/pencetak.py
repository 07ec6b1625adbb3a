"""Documents in, one PDF out: the queue before the engines, the two passes, the cache.

    pdf = Pencetak("auto").cetak([siapkan(naskah, …)], ukuran="F4")

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
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from skpweb.cetak import tata
from skpweb.cetak.documents import Naskah
from skpweb.cetak.halaman import badan, halaman_html
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pdf import PILIHAN, TANDA_GAYA, GagalCetak, Mesin, buka_mesin, jumlah_halaman
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
        super().__init__("Mesin cetak sedang melayani banyak dokumen. Tunggu sebentar, lalu coba lagi.", 5)


class Halaman(NamedTuple):
    """What the engine made: files to be joined, and the page count of each document."""

    pdf: list[bytes]
    halaman: list[int]


class Pencetak:
    """The printer of the application; one object for the life of the process, safe to share between threads.

    `pilihan`: SKPWEB_PDF; `serentak`: runs at once, by default the number of cores. As many again may wait, for at
    most `tunggu` seconds. The engine is looked for at the first print, not before."""

    def __init__(self, pilihan: str = "auto", serentak: int = 0, tunggu: float = TUNGGU) -> None:
        if pilihan not in PILIHAN:
            raise ValueError(f"SKPWEB_PDF={pilihan} tidak dikenal; pilih {', '.join(PILIHAN)}")
        self.pilihan, self.tunggu = pilihan, tunggu
        serentak = serentak or os.cpu_count() or 2
        self._jalan = threading.BoundedSemaphore(serentak)
        self._antre = threading.BoundedSemaphore(2 * serentak)
        self._simpanan: OrderedDict[str, bytes] = OrderedDict()
        self._kunci = threading.Lock()

    @cached_property
    def mesin(self) -> Mesin:
        """The engine in use. Raises TanpaMesin."""
        return buka_mesin(self.pilihan, BATAS)

    def cetak(
        self, daftar: Sequence[Naskah], *, ukuran: str = "F4", judul: str = "", maju: Maju | None = None
    ) -> bytes:
        """One PDF of all documents in order, each with its own page numbers; several make an outline.

        `ukuran`: the sheet; `judul`: title of a bundle; `maju` is told after each run and makes this a patient job,
        which waits in the queue as long as it takes. Raises SibukCetak, GagalCetak."""
        lembar = [(n, Kertas(ukuran, n.dokumen.bentuk)) for n in daftar]
        isi = repr((self.mesin.nama, judul, lembar))  # all that decides the bytes
        kunci = hashlib.sha256(isi.encode("utf-8", "backslashreplace")).hexdigest()
        with self._kunci:
            if pdf := self._simpanan.get(kunci):
                self._simpanan.move_to_end(kunci)
                return pdf
        try:
            pdf = self._susun(lembar, judul, maju)
        except GagalCetak as e:
            log.error("cetak %s: %s", daftar[0].judul, e.rinci)
            raise
        if len(pdf) <= SIMPANAN_MAKS:
            with self._kunci:
                self._simpanan[kunci] = pdf
                if len(self._simpanan) > SIMPANAN:
                    self._simpanan.popitem(last=False)
        return pdf

    # ---- the runs ----
    def _susun(self, lembar: Sequence[tuple[Naskah, Kertas]], judul: str, maju: Maju | None) -> bytes:
        from pypdf import PdfWriter

        from skpweb.cetak.kaki import Bagian, cap  # pypdf takes half a second to load: at the first print

        w = PdfWriter()
        bagian: list[Bagian] = []
        for kertas, kelompok in groupby(lembar, key=lambda x: x[1]):
            sebentuk = [n for n, _ in kelompok]
            for awal in range(0, len(sebentuk), SEKALI):
                potong = sebentuk[awal : awal + SEKALI]
                with self._giliran(sabar=maju is not None):
                    hasil = self._atur(potong, kertas)
                for pdf in hasil.pdf:
                    w.append(io.BytesIO(pdf), import_outline=False)
                bagian += [Bagian(n, kertas, banyak) for n, banyak in zip(potong, hasil.halaman, strict=True)]
                if maju:
                    maju(len(bagian), len(lembar))
        return cap(w, bagian, judul)

    def _atur(self, daftar: Sequence[Naskah], kertas: Kertas) -> Halaman:
        """The pages without footers; all on paper of one form."""
        mains = [badan(n.dokumen, kertas) for n in daftar]
        judul = daftar[0].dokumen.nama_dokumen
        if all(n.dokumen.satu for n in daftar):
            pdf = self.mesin.pdf(halaman_html(tata.utuh(mains), judul, self.mesin.gaya), kertas)
            if jumlah_halaman(pdf) == len(daftar):
                return Halaman([pdf], [1] * len(daftar))
        return self._dua_kali(mains, judul, kertas)

    def _dua_kali(self, mains: Sequence[ET.Element], judul: str, kertas: Kertas) -> Halaman:
        butir = tata.daftar_butir(mains)
        bertanda = halaman_html(tata.tandai(mains, butir), judul, TANDA_GAYA + self.mesin.gaya)
        tata.isi_tinggi(butir, self.mesin.ukur(bertanda, kertas, TINGGI_DASAR + TINGGI_BUTIR * len(butir)))
        # As planned; then with 4 mm to spare; at last without the engine's own style, where a piece taller than a
        # page flows over by itself.
        for kurang, gaya in ((0, self.mesin.gaya), (4, self.mesin.gaya), (4, "")):
            halaman = tata.rencana(butir, kertas.ruang - kurang)
            pdf = self.mesin.pdf(halaman_html(tata.terbitkan(mains, halaman), judul, gaya), kertas)
            nyata = jumlah_halaman(pdf)
            if nyata == len(halaman):
                return Halaman([pdf], [sum(h[0].dok == d for h in halaman) for d in range(len(mains))])
        if len(mains) == 1:
            return Halaman([pdf], [nyata])
        # One of them has a piece taller than a page: each alone, so that the count of each stays true.
        sendiri = [self._dua_kali([main], judul, kertas) for main in mains]
        return Halaman([h.pdf[0] for h in sendiri], [h.halaman[0] for h in sendiri])

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
