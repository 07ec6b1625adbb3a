"""Paper: one scorecard, and 100 of them in a bundle against one raw run of the engine on the same HTML."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from skpweb.cetak import tata
from skpweb.cetak.documents import Naskah
from skpweb.cetak.halaman import badan, halaman_html
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pdf import TanpaMesin, Weasy
from skpweb.cetak.pencetak import Pencetak
from tests.cetak.contoh import penilaian

BANYAK, ULANG = 100, 3


def _kartu(n: int) -> Naskah:
    """The n-th invented scorecard; each has its own name and code, so that nothing comes from the cache."""
    kode = f"AAAA-{n:04}-BBBB"
    kartu, alamat = replace(penilaian(), nama=f"Pegawai {n}"), f"http://skpweb.contoh.invalid/verifikasi/{kode}"
    return Naskah(kartu, f"penilaian:{n}", kode=kode, alamat=alamat)


def _tengah(kerja: Callable[[int], object]) -> float:
    """Median of three runs in seconds; the run gets its number."""
    lama = []
    for k in range(ULANG):
        awal = time.perf_counter()
        kerja(k)
        lama.append(time.perf_counter() - awal)
    return statistics.median(lama)


def _memori(siapa: int) -> str:
    return f"{resource.getrusage(siapa).ru_maxrss // 1024} MB"


def ukur(mesin: str) -> None:
    """Print the row of one engine; run in a process of its own, so that the memory is its own."""
    p = Pencetak(mesin)
    try:
        p.cetak([_kartu(9000)])  # engine found, fonts read
    except TanpaMesin as e:
        print(f"{mesin:11} tidak ada: {e.rinci}")
        return
    kertas = Kertas("F4", "tegak")
    html = halaman_html(tata.utuh([badan(_kartu(n).dokumen, kertas) for n in range(BANYAK)]), "x", p.mesin.gaya)
    satu = _tengah(lambda k: p.cetak([_kartu(k)]))
    mentah = _tengah(lambda _: p.mesin.pdf(html, kertas))
    bundel = _tengah(lambda _: p.cetak([_kartu(n) for n in range(BANYAK)]))
    if isinstance(p.mesin, Weasy):
        p.mesin.tutup()
    print(
        f"{mesin:11} {satu:9.2f} s {mentah:12.2f} s {bundel:11.2f} s {bundel / mentah:9.2f}"
        f" {_memori(resource.RUSAGE_SELF):>10} {_memori(resource.RUSAGE_CHILDREN):>10}"
    )


def main() -> None:
    print(
        f"{'mesin':11} {'1 kartu':>11} {'mentah 100':>14} {'bundel 100':>13} {'banding':>9} {'memori':>10} {'anak':>10}",
        flush=True,
    )
    for mesin in ("pdfkit", "weasyprint"):
        subprocess.run([sys.executable, "-c", f"from bench.cetak import ukur; ukur('{mesin}')"], check=True)


if __name__ == "__main__":
    main()
