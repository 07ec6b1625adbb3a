"""Commands for the technician; each calls one service."""

import sys

import click
from flask import Flask

from skpweb.akun.queries import cari_akun
from skpweb.akun.services import akhiri_sesi_semua, terbitkan_kode
from skpweb.beranda.services import kerja_harian
from skpweb.berkas.services import buang_yatim
from skpweb.cadangan.commands import cadangan
from skpweb.cadangan.queries import periksa_jejak
from skpweb.cadangan.services_mulai import pastikan_utuh
from skpweb.core import clock, jobs, once, schema
from skpweb.core.access import SISTEM
from skpweb.core.db import db
from skpweb.pengaturan.queries import sudah_disiapkan


def prepare(app: Flask) -> None:
    """Before serving: bring the database up to date, tidy up; a demo office is made when asked for."""
    config = app.config["SKPWEB"]
    if fault := pastikan_utuh():
        sys.exit(fault)
    for name in schema.migrate(config.backups):
        print(f"basis data: {name}", flush=True)
    jobs.tandai_terputus()
    once.buang_lama()
    buang_yatim()
    if sudah_disiapkan():
        kerja_harian(pada=clock.sekarang())
    from skpweb.mulai import awal  # last room; the command line may know it

    awal.sambut(app)
    db.close()


def _harus_utuh() -> None:
    if fault := pastikan_utuh():
        raise click.ClickException(fault)


def register(app: Flask) -> None:
    app.cli.add_command(cadangan)

    @app.cli.command("migrasi")
    def migrasi() -> None:
        """Bring the database up to date."""
        for name in schema.migrate(app.config["SKPWEB"].backups):
            click.echo(name)

    @app.cli.command("harian")
    def harian() -> None:
        """Once a day (a timer in deploy/): reminders, contracts that have ended, left-over files."""
        _harus_utuh()
        told, ended = kerja_harian(pada=clock.sekarang())
        click.echo(f"{told} pengingat kontrak, {ended} kontrak berakhir, {buang_yatim()} berkas sisa dibuang")

    @app.cli.command("skema")
    @click.argument("room")
    def skema(room: str) -> None:
        """Print the SQL of a room's tables, to be frozen into a migration."""
        for model in schema.room_models(room):
            for sql in schema.sql_of(model):
                click.echo(sql)

    @app.cli.group("akun")
    def akun() -> None:
        """Accounts."""

    @akun.command("kode")
    @click.argument("nip")
    def kode(nip: str) -> None:
        """A one-time code for an admin whom nobody else can help; it takes the second step off too."""
        found = cari_akun(nip)
        if found is None:
            raise click.ClickException("Tidak ada akun dengan NIP itu.")
        click.echo(terbitkan_kode(SISTEM, [found.pegawai_id], pada=clock.sekarang())[found.pegawai_id])

    @akun.command("keluarkan-semua")
    def keluarkan_semua() -> None:
        """End the sessions of everybody, at once: when cookies may be in other hands."""
        click.echo(f"{akhiri_sesi_semua(SISTEM, pada=clock.waktu_mesin())} sesi diakhiri")

    @app.cli.group("audit")
    def audit() -> None:
        """The trail."""

    @audit.command("verifikasi")
    def verifikasi() -> None:
        """Walk the chain of the trail, compare it with the copies, and name the first row that does not fit."""
        _harus_utuh()
        fault = periksa_jejak()
        click.echo(fault or "Jejak audit utuh.")
        raise SystemExit(1 if fault else 0)
