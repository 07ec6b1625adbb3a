"""A full office for measuring: as many invented people as asked for, with attendance, values and a nomination."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask

from skpweb import create_app
from skpweb.akun.models import Akun, Sesi
from skpweb.akun.rules import Peran
from skpweb.akun.services import atur_peran, buat_akun, sidik_token
from skpweb.config import Config
from skpweb.core import clock, schema
from skpweb.core.access import SISTEM
from skpweb.core.db import db, tulis
from skpweb.organisasi.rules import JenisJabatan, Jenjang
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.rules import Kedudukan, Kepegawaian
from skpweb.pegawai.rules_impor import BarisImpor
from skpweb.pegawai.services_impor import terapkan_impor
from skpweb.pengaturan.rules import Kantor
from skpweb.pengaturan.services import simpan_kantor

PADA = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TMT = date(2021, 1, 1)
SUBUNIT = 8  # per bidang


def nip(n: int) -> str:
    """A valid number, another one for each n below 25,000."""
    return f"19{70 + n // 999}{1 + n % 12:02}{1 + n % 28:02}201501{1 + n % 2}{1 + n % 999:03}"


def _baris(n: int, nama: str, jenis: JenisJabatan, jabatan: str, unit: str, atasan: int | None) -> BarisImpor:
    golongan = {JenisJabatan.JPT_PRATAMA: "IV/c", JenisJabatan.ADMINISTRATOR: "IV/a", JenisJabatan.PENGAWAS: "III/d"}
    jenjang = Jenjang.AHLI_PERTAMA if jenis is JenisJabatan.FUNGSIONAL else None
    return BarisImpor(
        n + 1, nip(n), nama, Kepegawaian.PNS, golongan.get(jenis, "III/a"), jenis, jenjang, jabatan, Kedudukan.DEFINITIF,
        unit, None if atasan is None else nip(atasan), "", f"{n}@contoh.invalid", TMT,
    )  # fmt: skip


def baris_kantor(banyak: int) -> list[BarisImpor]:
    """A head, bidang, their sub-units, and staff spread over these."""
    rows = [_baris(0, "Kepala Rekaan", JenisJabatan.JPT_PRATAMA, "Kepala Dinas Ukur", "Dinas Ukur", None)]
    units: list[tuple[str, int]] = []
    bidang = max(4, banyak // 250)
    for b in range(bidang):
        head = len(rows)
        rows.append(
            _baris(head, f"Kabid Rekaan {b}", JenisJabatan.ADMINISTRATOR, f"Kepala Bidang {b}", f"Bidang {b}", 0)
        )
        for s in range(SUBUNIT if banyak > 500 else 1):
            units.append((f"Seksi {b}.{s}", len(rows)))
            title = f"Kepala Seksi {b}.{s}"
            rows.append(_baris(len(rows), f"Kasi Rekaan {b}.{s}", JenisJabatan.PENGAWAS, title, units[-1][0], head))
    while len(rows) < banyak:
        unit, head = units[len(rows) % len(units)]
        kind, title = (
            (JenisJabatan.FUNGSIONAL, "Analis Kebijakan Ahli Pertama")
            if len(rows) % 3
            else (JenisJabatan.PELAKSANA, "Pengolah Data dan Informasi")
        )
        rows.append(_baris(len(rows), f"Pegawai Rekaan {len(rows):04}", kind, title, unit, head))
    return rows


def buat_kantor(folder: Path, banyak: int) -> Flask:
    """The office with accounts for its head, a pengelola, an admin and an employee."""
    app = create_app(Config(data=folder))
    schema.migrate()
    clock.start_at(PADA)
    random.seed(1)
    simpan_kantor(SISTEM, Kantor("Dinas Ukur", "Diskur", "Pemerintah Kabupaten Teladan"), mulai=TMT, pada=PADA)
    terapkan_impor(SISTEM, baris_kantor(banyak), pada=PADA)
    last = Pegawai.select().order_by(Pegawai.id.desc()).first().id
    with tulis():
        akun = {who: buat_akun(SISTEM, row, "-", pada=PADA) for who, row in orang(last).items()}
        atur_peran(SISTEM, akun["admin"], [(Peran.ADMIN, None)], pada=PADA)
        atur_peran(SISTEM, akun["pengelola"], [(Peran.PENGELOLA, None)], pada=PADA)
    return app


def orang(last: int) -> dict[str, int]:
    return {"kepala": 1, "atasan": 3, "penulis": last - 3, "pengelola": last - 2, "admin": last - 1, "pegawai": last}


def token(who: str) -> str:
    """A session for that person; returns what the cookie holds."""
    now = clock.waktu_mesin()
    last = Pegawai.select().order_by(Pegawai.id.desc()).first().id
    akun = Akun.get(Akun.pegawai == orang(last)[who])
    value = f"ukur-{who}"
    with tulis(exempt="ukur"):
        Sesi.insert(
            token=sidik_token(value),
            akun=akun.id,
            dibuat_pada=now,
            terakhir_pada=now,
            alamat="127.0.0.1",
            peramban="ukur",
        ).on_conflict_ignore().execute()
    db.close()
    return value
