"""The file that goes to the personnel board (step P16): cover list, letter, signed scorecards, evidence; one PDF.

Imported only by the job that makes it, see gabung.py."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from skpweb.berkas.models import Berkas
from skpweb.berkas.queries import buka
from skpweb.cetak.documents import DaftarBerkas, IsiBerkas, Naskah, SuratUsulan
from skpweb.cetak.gabung import Potongan, gabung, jadikan_pdf
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pencetak import Maju
from skpweb.cetak.susun import keputusan_jadi, susun_penilaian, susun_usulan
from skpweb.core.errors import RuleViolation
from skpweb.petruk.models import Penilaian
from skpweb.petruk.queries import hasil
from skpweb.petruk.queries_periode import daftar_dukung


class PenyusunBerkas:
    """Prints and collects the parts. `siapkan` gives a paper its code, `cetak` is the printer's; `terbit`: what was
    printed, for the trail."""

    def __init__(self, siapkan: Callable[[Naskah], Naskah], cetak: Callable[..., bytes], kertas: Kertas) -> None:
        self.siapkan, self.cetak, self.kertas = siapkan, cetak, kertas
        self.terbit: list[Naskah] = []

    def susun(self, periode_id: int, *, hari: date, maju: Maju) -> bytes:
        """The whole file. Raises NotFound, BelumSiap (not decided, letter not typed), GagalCetak."""
        pemenang, surat = keputusan_jadi(periode_id).pemenang, susun_usulan(periode_id)
        potongan = [Potongan("Surat usulan", f"Nomor {surat.dokumen.nomor}", self._cetak(surat))]
        for n, b in enumerate(pemenang, 1):
            potongan += self._orang(b.penilaian_id, hari)
            maju(n, len(pemenang) + 1)
        return gabung([self._sampul(surat, potongan), *potongan], f"Berkas {surat.dokumen.nama_dokumen}")

    def _orang(self, penilaian_id: int, hari: date) -> Iterator[Potongan]:
        """The scorecard of one winner (the signed scan where there is one) and the evidence."""
        x, scan = hasil(penilaian_id, hari=hari), Penilaian.get_by_id(penilaian_id).scan
        nama, total = f"Hasil penilaian {x.orang.nama}", f"total skor {x.hasil.total}"
        if scan:
            yield self._unggahan(nama, f"bertanda tangan, {total}", scan)
        else:
            yield Potongan(nama, f"belum ada scan bertanda tangan, {total}", self._cetak(susun_penilaian(x, hari=hari)))
        for d in daftar_dukung([penilaian_id])[penilaian_id]:
            yield self._unggahan(d.keterangan or d.berkas.nama, f"data dukung {x.orang.nama}", d.berkas)

    def _unggahan(self, nama: str, keterangan: str, berkas: Berkas) -> Potongan:
        try:
            pdf = jadikan_pdf(buka(berkas), berkas.mime, self.kertas)
        except RuleViolation:  # gone from the disk: the list says so, the rest still goes out
            pdf = b""
        return Potongan(nama, keterangan if pdf else f"{keterangan}; tidak terbaca, lampirkan terpisah", pdf)

    def _cetak(self, naskah: Naskah) -> bytes:
        self.terbit.append(self.siapkan(naskah))
        return self.cetak(self.terbit[-1:], maju=lambda _selesai, _dari: None)  # a job: it waits its turn

    def _sampul(self, surat: Naskah, potongan: list[Potongan], sendiri: int = 1) -> Potongan:
        """The cover list tells on which page each part begins; `sendiri`: how many pages it takes itself."""
        isi, mulai = [], 1 + sendiri
        for p in potongan:
            isi.append(IsiBerkas(nama=p.nama, keterangan=p.keterangan, halaman=mulai if p.pdf else 0, jumlah=p.halaman))
            mulai += p.halaman
        s = surat.dokumen
        assert isinstance(s, SuratUsulan)  # what susun_usulan makes
        ttd = replace(s.ttd, tempat=s.kantor.kota, tanggal=s.tanggal)
        daftar = DaftarBerkas(kantor=s.kantor, periode=s.periode, isi=tuple(isi), ttd=ttd)
        sampul = Potongan("Daftar berkas", "", self._cetak(Naskah(daftar, f"{surat.kunci}:daftar")))
        if sampul.halaman == sendiri:
            return sampul
        del self.terbit[-1]
        return self._sampul(surat, potongan, sampul.halaman)
