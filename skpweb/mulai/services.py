import csv
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from random import Random

from skpweb.akun.queries import cari_akun
from skpweb.akun.rules import Peran
from skpweb.akun.services import atur_peran, buat_akun, buat_sandi, pastikan_tak_dikenal
from skpweb.akun.services_masuk import Pintu, buka_sesi
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.mulai import demo_akun, demo_cerita, demo_harian, demo_rencana, demo_tahun, queries
from skpweb.mulai.demo_orang import susun_orang
from skpweb.mulai.rules import AKUN_CSV, AdminBaru, AkunContoh, KepalaBaru, periksa_penyiapan
from skpweb.organisasi.services import tambah_jabatan, tambah_unit
from skpweb.pegawai.rules import Kepegawaian, baca_nip
from skpweb.pegawai.services import tambah_pegawai, tempatkan
from skpweb.pegawai.services_tim import tambah_pejabat_luar
from skpweb.pengaturan.rules import Kantor
from skpweb.pengaturan.services import simpan_kantor

BENIH = 20260101
DIBUKA = date(2000, 1, 1)  # of the first unit and post: before anything that will be recorded of them


def _pastikan_kosong() -> None:
    if not queries.masih_kosong():
        raise RuleViolation("Kantor ini sudah disiapkan. Masuk dengan akun Anda.")


def buat_contoh(folder: Path, *, pada: datetime) -> list[AkunContoh]:
    """Make the demo office in one deed and write `akun.csv` into the folder; returns its lines.

    The same day gives the same people. Raises RuleViolation unless the database is empty.
    """
    rng = Random(BENIH)  # noqa: S311 - the same office every time
    people = {o.kunci: o for o in susun_orang(clock.hari(pada), rng)}
    begun = [key for key in people if key not in demo_cerita.BERKODE]
    with ThreadPoolExecutor() as pool:
        hashes = dict(zip(begun, pool.map(lambda key: buat_sandi(people[key].sandi), begun), strict=True))
    with tulis():
        _pastikan_kosong()
        c = demo_cerita.Cerita(pada, rng, people)
        demo_cerita.isi_kantor(c)
        demo_cerita.isi_orang(c)
        demo_cerita.isi_peristiwa(c)
        demo_cerita.isi_akun(c, hashes)
        demo_tahun.isi_sekitar(c)
        demo_tahun.isi_tahunan(c)
        for mundur in (3, 2, 1):
            demo_tahun.isi_bulan(c, mundur)
        demo_tahun.isi_periode_lalu(c)
        demo_tahun.isi_periode_kini(c)
        plans = {tahun: demo_rencana.isi_rencana(c, tahun) for tahun in sorted({c.bulan(3).year, c.hari.year})}
        demo_harian.isi_harian(c, plans)
        demo_cerita.isi_bacaan(c)
        akun = demo_akun.daftar(c)
        _tulis_csv(folder / AKUN_CSV, akun)
    return akun


def _tulis_csv(path: Path, akun: Iterable[AkunContoh]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("peran", "nip", "nama", "sandi", "keterangan"))
        out.writerows((a.peran, a.nip, a.nama, a.sandi, a.keterangan) for a in akun)
    path.chmod(0o600)


def siapkan_kantor(kantor: Kantor, kepala: KepalaBaru, admin: AdminBaru, *, pada: datetime) -> None:
    """The office, its root unit and post with the head in it, and the first account, in one deed.

    Admin and head may be the same person. Raises RuleViolation(s) naming the fields of the form.
    """
    hari = clock.hari(pada)
    periksa_penyiapan(kantor, kepala, admin, hari)
    pastikan_tak_dikenal(admin.sandi, "admin_sandi")
    hashed = buat_sandi(admin.sandi)
    with tulis():
        _pastikan_kosong()
        simpan_kantor(SISTEM, kantor, mulai=hari, pada=pada)
        unit = tambah_unit(SISTEM, nama=kantor.nama, induk_id=None, dibuka=DIBUKA, pada=pada)
        puncak = tambah_jabatan(
            SISTEM, unit_id=unit.id, nama=kepala.jabatan, jenis=kepala.jenis, atasan_id=None, pimpinan_unit=True,
            dibuka=DIBUKA, pada=pada,
        )  # fmt: skip
        kepala_id = _kepala(kepala, puncak.id, pada)
        akun = buat_akun(SISTEM, _admin(admin, kepala, kepala_id, hari, pada), hashed, pada=pada)
        roles = [Peran.ADMIN, *([Peran.PENGELOLA] if admin.pengelola else [])]
        atur_peran(SISTEM, akun, [(role, None) for role in roles], pada=pada)


def _kepala(kepala: KepalaBaru, jabatan_id: int, pada: datetime) -> int:
    """The head in the root post; returns the pegawai id."""
    if not kepala.luar:
        return tambah_pegawai(
            SISTEM, nama=kepala.nama, nip=kepala.nip, kepegawaian=Kepegawaian.PNS, mulai=kepala.mulai, jabatan_id=jabatan_id,
            kedudukan=kepala.kedudukan, pada=pada,
        ).id  # fmt: skip
    luar = tambah_pejabat_luar(
        SISTEM, nama=kepala.nama, nip=kepala.nip, jabatan=kepala.jabatan_asal, instansi=kepala.instansi,
        mulai=kepala.mulai, penilai_kepala=False, pada=pada,
    )  # fmt: skip
    tempatkan(SISTEM, luar.id, jabatan_id=jabatan_id, kedudukan=kepala.kedudukan, mulai=kepala.mulai, pada=pada)
    return luar.id


def _admin(admin: AdminBaru, kepala: KepalaBaru, kepala_id: int, hari: date, pada: datetime) -> int:
    """The pegawai id of the first admin; a new person unless he is the head."""
    nip = baca_nip(admin.nip, admin.kepegawaian)
    if kepala.nip and nip.angka == baca_nip(kepala.nip, Kepegawaian.PNS).angka:
        return kepala_id
    return tambah_pegawai(
        SISTEM, nama=admin.nama, nip=nip.angka, kepegawaian=admin.kepegawaian, mulai=hari, pada=pada
    ).id


def masuk_pertama(admin: AdminBaru, *, alamat: str, peramban: str, pada: datetime) -> str:
    """Log the first admin in; returns the session's token."""
    nip = baca_nip(admin.nip, admin.kepegawaian).angka
    akun = cari_akun(nip)
    assert akun is not None  # made a moment ago
    return buka_sesi(akun, Pintu(alamat, peramban, "", pada))
