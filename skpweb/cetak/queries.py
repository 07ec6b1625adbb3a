"""The register of issued papers: which version a paper is, and what a code stands for. And what was typed for letters."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from peewee import fn

from skpweb.cetak.documents import Dokumen, Naskah, Ringkasan
from skpweb.cetak.models import DokumenTerbit, IsianSurat
from skpweb.cetak.rules import Isian, isian_dari_json, kode_verifikasi, rapikan_kode, sidik
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.harian.models import KunciBulan
from skpweb.persetujuan.queries import ketetapan
from skpweb.petruk.models import Penilaian, PeriodePetruk
from skpweb.petruk.queries import TERKUNCI
from skpweb.skp.models import Skp


def sidik_dokumen(dokumen: Dokumen) -> str:
    """Digest of what a reader sees; the logo, the count of versions and how far it is are not part of it."""
    isi: dict[str, Any] = asdict(replace(dokumen, kantor=replace(dokumen.kantor, logo=None)))
    return sidik(
        {k: v for k, v in isi.items() if k not in ("versi", "konsep", "untuk_ttd")} | {"jenis": type(dokumen).__name__}
    )


def siapkan(naskah: Naskah, *, rahasia: bytes, situs: str) -> Naskah:
    """The document as it is to be printed now: with its version and code. Writes nothing. One query.

    `situs`: address of this server, which the QR opens."""
    dokumen, isi = naskah.dokumen, sidik_dokumen(naskah.dokumen)
    if dokumen.konsep:
        dokumen = replace(dokumen, versi=0)
    elif not dokumen.versi_sendiri:
        dokumen = replace(dokumen, versi=_versi(naskah.kunci, isi))
    kode = kode_verifikasi(rahasia, naskah.kunci, dokumen.versi, isi)
    return replace(naskah, dokumen=dokumen, kode=kode, alamat=f"{situs.rstrip('/')}/verifikasi/{kode}")


def _versi(kunci: str, isi: str) -> int:
    """That of the same paper issued before, else the next."""
    d = DokumenTerbit
    rows = d.select(d.sidik, d.versi).where(d.kunci == kunci, d.versi > 0).tuples()
    dikenal: dict[str, int] = dict(rows)
    return dikenal.get(isi) or max(dikenal.values(), default=0) + 1


class Keadaan(StrEnum):
    SESUAI = "sesuai"
    KONSEP = "konsep"
    DIGANTI = "diganti"
    DITARIK = "ditarik"


@dataclass(frozen=True)
class HasilVerifikasi:
    """What a stranger is told of a paper. `versi_kini`: the version that took its place; `jejak`: as on the paper."""

    keadaan: Keadaan
    dokumen: str
    versi: int
    versi_kini: int
    ringkasan: Ringkasan
    diterbitkan_pada: datetime
    jejak: str


def verifikasi(kode: str) -> HasilVerifikasi | None:
    """What the code stands for; None: not known. Three queries."""
    d = DokumenTerbit
    row = d.get_or_none(d.kode == rapikan_kode(kode))
    if row is None:
        return None
    masih, kini = _masih_berlaku(row.kunci, d.select(fn.MAX(d.versi)).where(d.kunci == row.kunci).scalar())
    if row.konsep:
        keadaan = Keadaan.KONSEP
    elif kini > row.versi:
        keadaan = Keadaan.DIGANTI
    else:
        keadaan = Keadaan.SESUAI if masih else Keadaan.DITARIK
    isi = row.isi
    apa, jejak = isi["dokumen"], isi.get("jejak", "")
    return HasilVerifikasi(keadaan, apa, row.versi, kini, isi["ringkasan"], row.diterbitkan_pada, jejak)


def _masih_berlaku(kunci: str, kini: int) -> tuple[bool, int]:
    """Whether the thing itself still stands, and its newest version: what was reopened is withdrawn, and what was
    locked again is a newer version even before anybody prints it."""
    apa, nomor, *lain = kunci.split(":")
    if apa == "penilaian":
        row = Penilaian.get_or_none(Penilaian.id == int(nomor))
        return (row is not None and row.status in TERKUNCI, max(kini, row.terbitan if row else 0))
    if apa == "skp":
        skp, tetap = Skp.get_or_none(Skp.id == int(nomor)), ketetapan(int(nomor))
        return (skp is not None and skp.status.berlaku, max(kini, tetap.urutan if tetap else 0))
    if apa == "ckhp":
        locks = daftar_kunci(int(nomor), *map(int, lain[0].split("-")))
        return (bool(locks) and locks[-1].dibuka_pada is None, max(kini, len(locks)))
    if apa in ("berita_acara", "usulan", "piagam"):
        return PeriodePetruk.get_by_id(int(nomor)).keputusan is not None, kini
    return True, kini


def daftar_kunci(pegawai_id: int, tahun: int, bulan: int) -> list[KunciBulan]:
    """Every lock of a person's month, the latest last: each makes a version of its paper. One query."""
    sql = "SELECT * FROM kunci_bulan WHERE pegawai_id = ? AND tahun = ? AND bulan = ? ORDER BY id"
    return list(KunciBulan.raw(sql, pegawai_id, tahun, bulan))


def ambil_isian(periode_id: int) -> tuple[Isian, int]:
    """What was typed for the papers of a period, and its version (0: nothing yet)."""
    row = IsianSurat.get_or_none(IsianSurat.periode == periode_id)
    return (isian_dari_json(row.isi), row.versi) if row else (Isian(), 0)


def folder_hasil() -> Path:
    """Where finished bundles wait for their reader, a day long: beside the database, outside the web root."""
    return Path(str(db.database)).parent / "cetakan"


def baca_hasil(kerja_id: int, bentuk: str = "pdf") -> bytes:
    """The file that a job left. Raises NotFound when it is gone; who may read it is the question of the job."""
    try:
        return (folder_hasil() / f"{kerja_id}.{bentuk}").read_bytes()
    except FileNotFoundError:
        raise NotFound from None
