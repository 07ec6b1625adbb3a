"""Validation on paper: what a pejabat luar without account decided on the signed CKHP (rules §1, §4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from skpweb.berkas.services import simpan_siap
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotFound, RuleViolation, collect
from skpweb.core.formats import tanggal as tulis_tanggal
from skpweb.harian.models import LembarCkhp
from skpweb.harian.queries import pastikan_tidak_terkunci
from skpweb.harian.queries_kertas import pastikan_mencatat, penilai_kertas
from skpweb.harian.queries_validasi import Butir, butir_tertentu
from skpweb.harian.services_validasi import (
    Pilih,
    catat_putusan,
    cocokkan,
    sahkan,
    salah_umpan,
    tidak_sahkan,
)
from skpweb.pegawai.queries import Identitas
from skpweb.persetujuan.services import Kertas, siapkan_lembar

Putusan = tuple[str, Pilih]
"""A deed ("validasi", "perbaikan", "tolak") and the thing as it was seen."""


def catat_di_atas_kertas(
    pelaku: Pelaku, pegawai_id: int, tahun: int, bulan: int, putusan: Sequence[Putusan], kertas: Kertas, *, pada: datetime
) -> LembarCkhp:  # fmt: skip
    """Record what stands on the signed CKHP of that month, all or nothing; what is not named still waits.

    The pejabat luar of the sheet's date judges, the actor puts it in. Raises RuleViolation(s) on `nomor`, `tanggal`,
    `berkas`, tanda-…, umpan-…; NotAllowed for oneself and where the superior has an account; NotFound for what is not of
    that month; Locked, Conflict as `validasi`.
    """
    if not putusan:
        raise RuleViolation("Belum ada yang dicentang. Centang yang termuat di lembar bertanda tangan.")
    collect([f for deed, pilih in putusan if deed != "validasi" for f in salah_umpan(pilih)])
    hari = clock.hari(pada)
    siap = siapkan_lembar(kertas, hari)
    with tulis():
        pastikan_mencatat(pelaku, pegawai_id, hari)
        pastikan_tidak_terkunci(pegawai_id, tahun, bulan)
        ada = butir_tertentu((p.macam, p.id) for _, p in putusan)
        if any((b.pegawai_id, b.tanggal.year, b.tanggal.month) != (pegawai_id, tahun, bulan) for b in ada.values()):
            raise NotFound
        luar = _penanda_tangan(pegawai_id, date(tahun, bulan, 1), ada.values(), kertas.tanggal)
        row = LembarCkhp.create(
            pegawai=pegawai_id, tahun=tahun, bulan=bulan, penilai=luar.pegawai_id, nomor=kertas.nomor.strip(),
            tanggal=kertas.tanggal, scan=simpan_siap(pelaku, siap, pada=pada), dicatat_oleh=pelaku.pegawai_id,
            dicatat_pada=pada,
        )  # fmt: skip
        _putuskan(pelaku, putusan, ada, luar, row, pada)
    return row


def buka_kertas(pelaku: Pelaku, pilih: Pilih, *, pada: datetime) -> None:
    """Take back what was recorded as valid, with a note, in the name of who cannot do it in the app; the employee mends
    and sends it again. The sheet stays. Raises as `catat_di_atas_kertas`, and RuleViolation (umpan-…)."""
    collect(salah_umpan(pilih))
    with tulis():
        ada = butir_tertentu([(pilih.macam, pilih.id)])
        for b in ada.values():
            pastikan_mencatat(pelaku, b.pegawai_id, clock.hari(pada))
        semua = cocokkan(ada, [pilih], "buka_kembali", pada)
        tidak_sahkan(*semua[0], "buka_kembali", pelaku.pegawai_id, pada)
        catat_putusan(pelaku, semua, "buka_kembali", pada, pilih.umpan.strip(), sebagai="buka_kertas")


def _penanda_tangan(pegawai_id: int, awal: date, butir: Iterable[Butir], tanggal: date) -> Identitas:
    """The pejabat luar of the sheet's date. Raises RuleViolation on `tanggal`: before the work on it, or nobody who signs
    on paper was superior then."""
    terakhir = max((b.tanggal for b in butir if b.macam == "c"), default=awal)
    if tanggal < terakhir:
        raise RuleViolation(
            f"Lembar memuat kegiatan {tulis_tanggal(terakhir)}; tanggalnya tidak lebih awal.", "tanggal"
        )
    if luar := penilai_kertas(pegawai_id, tanggal):
        return luar
    raise RuleViolation("Pada tanggal itu penilainya bukan pejabat luar tanpa akun. Periksa tanggalnya.", "tanggal")


def _putuskan(
    pelaku: Pelaku, putusan: Sequence[Putusan], ada: Mapping[tuple[str, int], Butir], luar: Identitas, row: LembarCkhp,
    pada: datetime,
) -> None:  # fmt: skip
    """What is valid together, the others one by one with their notes, as the superior does it in the app."""
    if sah := [p for deed, p in putusan if deed == "validasi"]:
        semua = cocokkan(ada, sah, "validasi", pada)
        sahkan(semua, luar.pegawai_id, pada)
        catat_putusan(pelaku, semua, "validasi", pada, lembar=row)
    for deed, pilih in (x for x in putusan if x[0] != "validasi"):
        semua = cocokkan(ada, [pilih], deed, pada)
        tidak_sahkan(*semua[0], deed, luar.pegawai_id, pada)
        catat_putusan(pelaku, semua, deed, pada, pilih.umpan.strip(), lembar=row)
