"""The register of issued papers: which version a paper is, and what a code stands for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from peewee import fn

from skpweb.akun.models import Akun
from skpweb.akun.rules import sidik_kode
from skpweb.cetak.documents import Dokumen, Ringkasan
from skpweb.cetak.models import DokumenTerbit, IsianSurat
from skpweb.cetak.pencetak import Terbitan
from skpweb.cetak.rules import Isian, isian_dari_json, kode_verifikasi, rapikan_kode, sidik
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari
from skpweb.core.db import db
from skpweb.core.errors import NotFound
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.petruk.models import Penilaian, PeriodePetruk
from skpweb.petruk.queries import TERKUNCI


@dataclass(frozen=True)
class Naskah:
    """A document with the thing it is of ("penilaian:12") and whose data it shows."""

    dokumen: Dokumen
    kunci: str
    pegawai_id: int | None = None


def sidik_dokumen(dokumen: Dokumen) -> str:
    """Digest of what a reader sees; the logo and the count of versions are not part of it."""
    isi: dict[str, Any] = asdict(replace(dokumen, kantor=replace(dokumen.kantor, logo=None)))
    return sidik({k: v for k, v in isi.items() if k not in ("versi", "konsep")} | {"jenis": type(dokumen).__name__})


def siapkan(naskah: Naskah, *, rahasia: bytes, situs: str) -> Terbitan:
    """The document as it is to be printed now: with its version and code. Writes nothing. One query.

    `situs`: address of this server, which the QR opens."""
    dokumen, isi = naskah.dokumen, sidik_dokumen(naskah.dokumen)
    if dokumen.konsep:
        dokumen = replace(dokumen, versi=0)
    elif not dokumen.versi_sendiri:
        dokumen = replace(dokumen, versi=_versi(naskah.kunci, isi))
    kode = kode_verifikasi(rahasia, naskah.kunci, dokumen.versi, isi)
    return Terbitan(dokumen, kode, f"{situs.rstrip('/')}/verifikasi/{kode}")


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
    """What a stranger is told of a paper. `versi_kini`: the version that took its place."""

    keadaan: Keadaan
    dokumen: str
    nomor: str
    versi: int
    versi_kini: int
    ringkasan: Ringkasan
    diterbitkan_pada: datetime


def verifikasi(kode: str) -> HasilVerifikasi | None:
    """What the code stands for; None: not known. Three queries."""
    row = DokumenTerbit.get_or_none(DokumenTerbit.kode == rapikan_kode(kode))
    if row is None:
        return None
    d = DokumenTerbit
    terakhir = d.select(fn.MAX(d.versi)).where(d.kunci == row.kunci).scalar()
    masih, kini = _masih_berlaku(row.kunci, terakhir)
    if row.konsep:
        keadaan = Keadaan.KONSEP
    elif kini > row.versi:
        keadaan = Keadaan.DIGANTI
    else:
        keadaan = Keadaan.SESUAI if masih else Keadaan.DITARIK
    ringkasan = tuple((label, teks) for label, teks in row.isi["ringkasan"])
    return HasilVerifikasi(
        keadaan, row.isi["dokumen"], row.isi["nomor"], row.versi, kini, ringkasan, row.diterbitkan_pada
    )


def _masih_berlaku(kunci: str, kini: int) -> tuple[bool, int]:
    """Whether the thing itself still stands, and its newest version: what was reopened is withdrawn, and what was
    locked again is a newer version even before anybody prints it."""
    apa, nomor, *_ = kunci.split(":")
    if apa == "penilaian":
        row = Penilaian.get_or_none(Penilaian.id == int(nomor))
        return (row is not None and row.status in TERKUNCI, max(kini, row.terbitan if row else 0))
    if apa in ("berita_acara", "usulan", "piagam"):
        return PeriodePetruk.get_by_id(int(nomor)).keputusan is not None, kini
    return True, kini


def ambil_isian(periode_id: int) -> tuple[Isian, int]:
    """What was typed for the papers of a period, and its version (0: nothing yet)."""
    row = IsianSurat.get_or_none(IsianSurat.periode == periode_id)
    return (isian_dari_json(row.isi), row.versi) if row else (Isian(), 0)


@dataclass(frozen=True)
class SlipSah:
    """A one-time code that is really this person's, until when."""

    orang: Identitas
    kode: str
    sampai: datetime


def slip_sah(pelaku: Pelaku, kode: Mapping[int, str], *, pada: datetime) -> list[SlipSah]:
    """The codes on the screen by unit and name, each checked against its account. Two queries.

    Raises NotFound when one is not that person's any more, or the person is none of the actor's."""
    akun = {a.pegawai_id: a for a in Akun.select().where(Akun.pegawai.in_(list(kode)), Akun.kode_sampai_pada > pada)}
    orang = identitas_banyak(kode, hari(pada))
    for pegawai_id, ketik in kode.items():
        boleh = pegawai_id in orang and ("admin" in pelaku.peran or pelaku.mengelola(orang[pegawai_id].unit_id))
        if not boleh or pegawai_id not in akun or akun[pegawai_id].kode != sidik_kode(ketik):
            raise NotFound
    sah = [SlipSah(orang[p], ketik, akun[p].kode_sampai_pada) for p, ketik in kode.items()]
    return sorted(sah, key=lambda s: (s.orang.unit, s.orang.nama, s.orang.pegawai_id))


def folder_hasil() -> Path:
    """Where finished bundles wait for their reader, a day long: beside the database, outside the web root."""
    return Path(str(db.database)).parent / "cetakan"


def baca_hasil(kerja_id: int) -> bytes:
    """The PDF that a job left. Raises NotFound when it is gone; who may read it is the question of the job."""
    try:
        return (folder_hasil() / f"{kerja_id}.pdf").read_bytes()
    except FileNotFoundError:
        raise NotFound from None
