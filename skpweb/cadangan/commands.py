"""`flask --app wsgi cadangan …`: for the technician and the timers; each command calls one service."""

from collections.abc import Callable
from typing import TypeVar

import click
from flask import current_app

from skpweb.audit.queries import periksa_rantai
from skpweb.cadangan import queries, services
from skpweb.cadangan.services_mulai import server_hidup
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


@cadangan.command("daftar")
def daftar() -> None:
    """Finished copies, newest first."""
    for naskah in queries.daftar_cadangan():
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


def _atau_pesan(kerjakan: Callable[[], T]) -> T:
    try:
        return kerjakan()
    except NotFound:
        raise click.ClickException("Cadangan itu tidak ada. Lihat: flask --app wsgi cadangan daftar") from None
    except AppError as error:
        raise click.ClickException(str(error)) from None
