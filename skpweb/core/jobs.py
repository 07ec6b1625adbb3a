"""Long work a person waits for (import preview, bundle): a row, a worker thread, progress, cancel.

The work itself is a function of the room; it gets a `Laju` to tell how far it is and to learn that it was
cancelled. What it writes it writes by services, as its person. After a restart unfinished jobs say so.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from enum import StrEnum

from skpweb.core.clock import waktu_mesin
from skpweb.core.db import BaseModel, EnumField, InstantField, IntegerField, TextField, db, on_deed, tulis
from skpweb.core.errors import AppError, NotFound

log = logging.getLogger(__name__)
KEEP = timedelta(days=1)
SELANG = timedelta(milliseconds=300)  # between two writes of progress


class StatusKerja(StrEnum):
    JALAN = "jalan"
    SELESAI = "selesai"
    GAGAL = "gagal"
    BATAL = "batal"


class Kerja(BaseModel):
    """One long piece of work; `hasil` is the address it leads to: when it is done its result, when it stopped whence it
    came."""

    akun_id = IntegerField()
    jenis = TextField()
    judul = TextField()
    status = EnumField(StatusKerja, default=StatusKerja.JALAN)
    langkah = IntegerField(default=0)
    banyak = IntegerField(default=0)
    hasil = TextField(default="")
    pesan = TextField(default="")
    dibuat_pada = InstantField(index=True)


class Dibatalkan(Exception):
    """The person pressed Batalkan."""


class Laju:
    """How far the work is; writes at the first step, which tells how much there is, then at most a few times a second."""

    def __init__(self, kerja_id: int) -> None:
        self.kerja_id = kerja_id
        self._last = waktu_mesin() - SELANG

    def langkah(self, done: int, of: int) -> None:
        """Tell progress; raises Dibatalkan when the person gave up."""
        if done < of and waktu_mesin() - self._last < SELANG:
            return
        self._last = waktu_mesin()
        if Kerja.get_by_id(self.kerja_id).status == StatusKerja.BATAL:
            raise Dibatalkan
        with tulis(exempt="kerja"):
            Kerja.update(langkah=done, banyak=of).where(Kerja.id == self.kerja_id).execute()


_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kerja")


def mulai(akun_id: int, jenis: str, judul: str, kerjakan: Callable[[Laju], str], asal: str = "") -> int:
    """Start the work, once for the form that asks for it; `kerjakan` returns the result text, `asal` is where one goes
    back to when it stopped. Call it outside a deed. Returns the job's id."""
    now = waktu_mesin()
    with tulis(exempt="kerja"):
        if (hook := on_deed.get()) is not None:
            hook()
        Kerja.delete().where(Kerja.dibuat_pada < now - KEEP).execute()
        kerja = Kerja.create(akun_id=akun_id, jenis=jenis, judul=judul, hasil=asal, dibuat_pada=now)
    _pool.submit(_jalankan, kerja.id, kerjakan, asal)
    return int(kerja.id)


def _jalankan(kerja_id: int, kerjakan: Callable[[Laju], str], hasil: str) -> None:
    status, pesan = StatusKerja.SELESAI, ""
    try:
        db.connect(reuse_if_open=True)
        hasil = kerjakan(Laju(kerja_id))
    except Dibatalkan:
        status = StatusKerja.BATAL
    except AppError as error:
        status, pesan = StatusKerja.GAGAL, str(error)
    except Exception:
        log.exception("kerja %s", kerja_id)
        status, pesan = StatusKerja.GAGAL, "Pekerjaan berhenti karena kesalahan di server. Coba sekali lagi."
    try:
        with tulis(exempt="kerja"):
            Kerja.update(status=status, hasil=hasil, pesan=pesan).where(
                Kerja.id == kerja_id, Kerja.status == StatusKerja.JALAN
            ).execute()
    finally:
        db.close()  # or this thread would keep a dead connection for the next job


def ambil(akun_id: int | None, kerja_id: int) -> Kerja:
    """One's own job; raises NotFound for another's."""
    kerja = Kerja.get_or_none(Kerja.id == kerja_id, Kerja.akun_id == akun_id)
    if kerja is None:
        raise NotFound
    return kerja


def batalkan(kerja: Kerja) -> None:
    with tulis(exempt="kerja"):
        Kerja.update(status=StatusKerja.BATAL).where(Kerja.id == kerja.id, Kerja.status == StatusKerja.JALAN).execute()


def tandai_terputus() -> None:
    """At start: what was running when the server stopped did not finish."""
    with tulis(exempt="kerja"):
        Kerja.update(
            status=StatusKerja.GAGAL, pesan="Server dimulai ulang saat pekerjaan berjalan. Mulai sekali lagi."
        ).where(Kerja.status == StatusKerja.JALAN).execute()
