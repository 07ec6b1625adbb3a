"""Imports of 5,000 rows: seconds of upload, preview, apply and undo, and how long the write lock is held."""

import csv
import io
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.kantor import baris_kantor, nip
from skpweb import create_app
from skpweb.akun.services import buat_akun
from skpweb.config import Config
from skpweb.core import db as core_db
from skpweb.core import schema
from skpweb.core.access import SISTEM, Pelaku
from skpweb.mulai.services import DIBUKA
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan, tambah_unit
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pegawai.services import tambah_pegawai
from skpweb.tukar import services, xlsx
from skpweb.tukar.models import Impor
from skpweb.tukar.rules import Jenis

BANYAK = 5000
PADA = datetime(2026, 11, 21, 3, tzinfo=UTC)
PRATINJAU, KUNCI = 5.0, 2.0  # seconds, the budgets


class Giliran:
    """The write lock, with the longest time it was held."""

    def __init__(self) -> None:
        self.kunci = threading.Lock()
        self.terlama = 0.0

    def __enter__(self) -> None:
        self.kunci.acquire()
        self.mulai = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.terlama = max(self.terlama, time.perf_counter() - self.mulai)
        self.kunci.release()


def file_pegawai() -> bytes:
    judul = (
        "NIP",
        "Nama",
        "Status",
        "Golongan",
        "Jenis Jabatan",
        "Jabatan",
        "Unit Kerja",
        "NIP Atasan",
        "Email",
        "TMT Jabatan",
    )
    baris: list[list[Any]] = [
        [
            r.nip, r.nama, r.kepegawaian.label, r.golongan, r.jenis.label, r.jabatan, r.unit, r.atasan_nip or "", r.email, r.tmt,
        ]
        for r in baris_kantor(BANYAK)
    ]  # fmt: skip
    return xlsx.tulis([xlsx.Halaman("Pegawai", [xlsx.Kolom(j) for j in judul], baris)], PADA)


def file_presensi() -> bytes:
    keluar = io.StringIO()
    tulis = csv.writer(keluar, delimiter=";")
    tulis.writerow(
        ("NIP", "Nama", "Hari Kerja", "Hadir", "Dinas Luar", "Sakit", "Izin", "Cuti", "Tanpa Keterangan", "TL1", "PSW1")
    )
    tulis.writerows((nip(n), "", 22, 20, 1, 0, 0, 1, 0, n % 4, n % 2) for n in range(BANYAK))
    return keluar.getvalue().encode()


def file_nilai() -> bytes:
    return "\n".join(["NIP;Nilai", *(f"{nip(n)};{70 + n % 30},25" for n in range(BANYAK))]).encode()


def ukur(pelaku: Pelaku, jenis: Jenis, nama: str, isi: bytes, urung: bool = True) -> None:
    """One import from upload to undo; prints its figures."""
    lama: list[str] = []

    def jam(apa: str, batas_kunci: float, batas: float, kerja: Callable[[], Any]) -> Any:
        giliran = core_db._turn = Giliran()  # type: ignore[assignment]
        mulai = time.perf_counter()
        hasil = kerja()
        lewat = time.perf_counter() - mulai
        buruk = lewat > batas or giliran.terlama > batas_kunci
        lama.append(f"{apa} {lewat:5.2f} s (kunci {giliran.terlama:4.2f} s){' LEBIH' if buruk else ''}")
        return hasil

    tak_hingga = float("inf")
    impor = jam("unggah", KUNCI, PRATINJAU, lambda: services.unggah(pelaku, jenis, nama, isi, pada=PADA))
    kata = {"peta": impor.peta, "sumber": "Ukur", "tahun": impor.tahun, "bulan": impor.bulan}
    services.atur_kolom(
        pelaku, jenis, impor.id, **(kata | ({"tahun": 2026, "bulan": 9} if jenis == "ekinerja" else {}))
    )
    jam("pratinjau", KUNCI, PRATINJAU, lambda: services.periksa(pelaku, jenis, impor.id, pada=PADA))
    impor = Impor.get_by_id(impor.id)
    assert impor.ringkasan["salah"] == 0, impor.ringkasan
    jam("terapkan", KUNCI, tak_hingga, lambda: services.terapkan(pelaku, jenis, impor.id, impor.versi, pada=PADA))
    versi = Impor.get_by_id(impor.id).versi
    if urung:
        jam("batalkan", KUNCI, tak_hingga, lambda: services.batalkan(pelaku, jenis, impor.id, versi, pada=PADA))
    print(f"{jenis:9} {impor.ringkasan['dibaca']:,} baris, {len(isi) // 1024} KB: " + ", ".join(lama))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        create_app(Config(data=Path(folder)))
        schema.migrate()
        unit = tambah_unit(SISTEM, nama="Kantor Ukur", induk_id=None, dibuka=DIBUKA, pada=PADA)
        tambah_jabatan(
            SISTEM,
            unit_id=unit.id,
            nama="Kepala",
            jenis=JenisJabatan.JPT_PRATAMA,
            atasan_id=None,
            dibuka=DIBUKA,
            pada=PADA,
        )
        orang = tambah_pegawai(
            SISTEM, nama="Admin Ukur", nip="199001012015011999", kepegawaian=Kepegawaian.PNS, mulai=DIBUKA, pada=PADA
        )
        akun = buat_akun(SISTEM, orang.id, "-", pada=PADA)
        pelaku = Pelaku(akun.id, orang.id, orang.nama, frozenset({"pengelola"}), unit_ids=None)
        ukur(pelaku, Jenis.PEGAWAI, "pegawai.xlsx", file_pegawai())
        ukur(pelaku, Jenis.PEGAWAI, "pegawai.xlsx", file_pegawai(), urung=False)
        ukur(pelaku, Jenis.PRESENSI, "presensi-2026-09.csv", file_presensi())
        ukur(pelaku, Jenis.EKINERJA, "ekinerja-2026-09.csv", file_nilai())
        core_db.db.close()
