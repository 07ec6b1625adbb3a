"""`flask --app wsgi cadangan …`: for the technician and the timers; each command calls one service."""

from collections.abc import Callable
from typing import TypeVar

import click
from flask import current_app
from peewee import DatabaseError

from skpweb.audit.queries import periksa_rantai
from skpweb.cadangan import queries, services
from skpweb.cadangan.rules import kurang
from skpweb.cadangan.services_mulai import pastikan_utuh, server_hidup
from skpweb.core.clock import setempat
from skpweb.core.errors import AppError, NotFound
from skpweb.core.formats import ukuran
from skpweb.pengaturan.queries import sudah_disiapkan

T = TypeVar("T")
HALAMAN = ("/sehat", "/masuk", "/")  # opened in a rehearsal; the last asks to log in


@click.group("cadangan")
def cadangan() -> None:
    """Backups: make, list, rehearse, restore."""


@cadangan.command("buat")
def buat() -> None:
    """Make a copy now."""
    naskah = _atau_pesan(services.buat)
    click.echo(f"Cadangan {naskah.nama} ({ukuran(naskah.ukuran)}) dibuat di {queries.tempat()}")
    if naskah.hilang:
        click.echo(f"Perhatian: {kurang(naskah.hilang)}", err=True)


@cadangan.command("daftar")
def daftar() -> None:
    """Finished copies, newest first."""
    copies = queries.daftar_cadangan()
    if not copies:
        click.echo(_kosong())
    for naskah in copies:
        files = f"{len(naskah.berkas)} berkas"
        click.echo(f"{naskah.nama}  {setempat(naskah.dibuat_pada):%d-%m-%Y %H.%M}  {ukuran(naskah.ukuran)}  {files}")


@cadangan.command("uji")
@click.argument("nama", default="")
def uji(nama: str) -> None:
    """Restore a copy (the newest) into a temporary place and open it."""
    result = _atau_pesan(lambda: services.uji(nama))
    click.echo(f"Uji pulih {result.nama}: {result.galat or 'baik'}")
    raise SystemExit(1 if result.galat else 0)


@cadangan.command("pulihkan")
@click.argument("nama", default="")
def pulihkan(nama: str) -> None:
    """Put a copy (the newest) in place of the present data, which is set aside."""
    if server_hidup():
        raise click.ClickException("Server masih berjalan. Hentikan dahulu, misalnya dengan: systemctl stop skpweb")
    naskah, aside = _atau_pesan(lambda: services.pulihkan(nama))
    click.echo(f"Dipulihkan dari {naskah.nama}. Data sebelumnya disimpan di {aside}. Jalankan server lagi.")
    if naskah.hilang:
        click.echo(f"Perhatian: {kurang(naskah.hilang)}", err=True)


@cadangan.command("buka-salinan", hidden=True)
def buka_salinan() -> None:
    """Of a rehearsal: the trail holds and pages open."""
    if fault := periksa_rantai():
        raise click.ClickException(fault)
    client = current_app.test_client()
    for page in HALAMAN if sudah_disiapkan() else ():
        status = client.get(page).status_code
        if status not in (200, 401):
            raise click.ClickException(f"Halaman {page} menjawab {status}.")


def _kosong() -> str:
    return f"Belum ada cadangan di {queries.tempat()}. Buat dengan: flask --app wsgi cadangan buat"


def _atau_pesan(kerjakan: Callable[[], T]) -> T:
    try:
        return kerjakan()
    except NotFound:
        lain = "Cadangan itu tidak ada. Lihat: flask --app wsgi cadangan daftar"
        raise click.ClickException(lain if queries.daftar_cadangan() else _kosong()) from None
    except DatabaseError:
        raise click.ClickException(pastikan_utuh() or "Basis data tidak terbaca.") from None
    except AppError as error:
        raise click.ClickException(str(error)) from None
