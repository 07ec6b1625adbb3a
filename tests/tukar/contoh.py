"""Files as an invented office of 118 people would hand them over: tidy, and made untidy in every way we read."""

import csv
import io
import time
from datetime import UTC, date, datetime

import xlsxwriter

from skpweb.akun.rules import Peran
from skpweb.akun.services import atur_peran, buat_akun
from skpweb.core import jobs
from skpweb.core.access import SISTEM
from skpweb.core.clock import hari
from skpweb.core.db import tulis
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan, tambah_unit
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.rules import Kedudukan, Kepegawaian
from skpweb.pegawai.services import tambah_pegawai, tempatkan
from skpweb.pegawai.services_tim import tambah_pejabat_luar
from tests.conftest import masukkan

KEPALA_PEGAWAI = (
    "NIP", "Nama", "Status", "Golongan", "Jenis Jabatan", "Jabatan", "Unit Kerja", "NIP Atasan", "Kedudukan", "No. HP",
    "Email", "TMT Jabatan",
)  # fmt: skip
KEPALA_PRESENSI = (
    "NIP", "Nama", "Hari Kerja", "Hadir", "Dinas Luar", "Sakit", "Izin", "Cuti", "Tanpa Keterangan",
    "TL1", "TL2", "TL3", "TL4", "PSW1", "PSW2", "PSW3", "PSW4",
)  # fmt: skip
_DEPAN = ("Arumi", "Bagas", "Citra", "Danu", "Endah", "Fajar", "Gita", "Hanif", "Intan", "Joko", "Kirana", "Lukman")
_BELAKANG = (
    "Wening",
    "Pradana",
    "Maheswari",
    "Santika",
    "Rukmana",
    "Wibawa",
    "Larasati",
    "Nugraha",
    "Kusuma",
    "Dewangga",
)
UNIT = (
    ("Dinas Perikanan", "Kepala Dinas Perikanan", "JPT Pratama", "IV/c", None),
    ("Sekretariat", "Sekretaris", "Administrator", "IV/b", 0),
    ("Subbagian Umum dan Kepegawaian", "Kepala Subbagian Umum dan Kepegawaian", "Pengawas", "III/d", 1),
    ("Subbagian Keuangan", "Kepala Subbagian Keuangan", "Pengawas", "III/d", 1),
    ("Bidang Budidaya", "Kepala Bidang Budidaya", "Administrator", "IV/a", 0),
    ("Bidang Perikanan Tangkap", "Kepala Bidang Perikanan Tangkap", "Administrator", "IV/a", 0),
    ("UPTD Balai Benih Ikan", "Kepala UPTD Balai Benih Ikan", "Administrator", "IV/a", 0),
    ("Subbagian Tata Usaha UPTD BBI", "Kepala Subbagian Tata Usaha UPTD BBI", "Pengawas", "III/c", 6),
)
_STAF = (
    ("PNS", "III/b", "Fungsional", "Analis Akuakultur Ahli Pertama"),
    ("PNS", "II/c", "Pelaksana", "Pengolah Data dan Informasi"),
    ("PPPK", "IX", "Fungsional", "Penyuluh Perikanan Ahli Pertama"),
    ("PPPK Paruh Waktu", "", "Pelaksana", "Operator Layanan Operasional"),
)


def nip(nomor: int, status: str = "PNS") -> str:
    """An invented number; the serial makes it unique."""
    lahir = f"{1970 + nomor % 28}{1 + nomor % 12:02}{1 + nomor % 27:02}"
    tahun = int(lahir[:4]) + 24
    tengah = f"{tahun}{1 + nomor % 12:02}" if status == "PNS" else f"{max(tahun, 2021)}21"
    return f"{lahir}{tengah}{1 + nomor % 2}{1 + nomor:03}"


def pegawai(banyak: int = 118) -> list[list]:
    """Rows in the order of KEPALA_PEGAWAI: the heads of eight units, then staff under them."""
    hasil = []
    for n, (unit, jabatan, jenis, golongan, atas) in enumerate(UNIT):
        kedudukan = "Plt." if unit == "UPTD Balai Benih Ikan" else "Definitif"
        hasil.append(_orang(n, "PNS", golongan, jenis, jabatan, unit, "" if atas is None else nip(atas), kedudukan))
    for n in range(len(UNIT), banyak):
        status, golongan, jenis, jabatan = _STAF[n % len(_STAF)]
        kepala = 1 + n % (len(UNIT) - 1)
        hasil.append(_orang(n, status, golongan, jenis, jabatan, UNIT[kepala][0], nip(kepala), "Definitif"))
    return hasil


def _orang(n, status, golongan, jenis, jabatan, unit, atasan, kedudukan):
    nama = f"{_DEPAN[n % 12]} {_BELAKANG[n // 12 % 10]}, S.E."
    nomor = nip(n, status)
    return [
        nomor, nama, status, golongan, jenis, jabatan, unit, atasan, kedudukan, f"0812{n:08}",
        f"{nomor}@contoh.invalid", date(2024, 1 + n % 12, 1),
    ]  # fmt: skip


def presensi(orang: list[list]) -> list[list]:
    """Rows in the order of KEPALA_PRESENSI, 22 working days."""
    hasil = []
    for n, satu in enumerate(orang):
        dinas, cuti = n % 3, n % 2
        hasil.append([satu[0], satu[1], 22, 22 - dinas - cuti, dinas, 0, 0, cuti, 0, n % 4, 0, 0, 0, 0, n % 2, 0, 0])
    return hasil


def xlsx(*lembar: tuple[str, list]) -> bytes:
    """A workbook of (sheet name, rows); a text that begins with "=" is written as a formula."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True, "strings_to_urls": False})
    tanggal = buku.add_format({"num_format": "dd/mm/yyyy"})
    for nama, baris in lembar:
        satu = buku.add_worksheet(nama)
        for turun, isi in enumerate(baris):
            for kolom, sel in enumerate(isi):
                if isinstance(sel, date):
                    satu.write_datetime(turun, kolom, sel, tanggal)
                elif isinstance(sel, str) and not sel.startswith("="):
                    satu.write_string(turun, kolom, sel)
                else:
                    satu.write(turun, kolom, sel)
    buku.close()
    return keluar.getvalue()


def csv_berkas(baris: list, pemisah: str = ",", sandi: str = "utf-8") -> bytes:
    keluar = io.StringIO()
    csv.writer(keluar, delimiter=pemisah).writerows(
        [s.strftime("%d/%m/%Y") if isinstance(s, date) else s for s in satu] for satu in baris
    )
    return keluar.getvalue().encode(sandi)


# ---- the office round the files ------------------------------------------------------------------
PADA = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def kantor_baru(app, pada: datetime, kepala_luar: str = "", kepala_nip: str = ""):
    """An office as set-up leaves it: one unit, the root post (vacant, held by somebody of this number, or by a Plt. from outside
    who has none), and one person who is pengelola; his client."""
    with tulis():
        unit = tambah_unit(SISTEM, nama="Diskan Teladan", induk_id=None, dibuka=date(2020, 1, 1), pada=pada)
        puncak = tambah_jabatan(
            SISTEM, unit_id=unit.id, nama="Kepala Dinas", jenis=JenisJabatan.JPT_PRATAMA, atasan_id=None,
            pimpinan_unit=True, dibuka=date(2020, 1, 1), pada=pada,
        )  # fmt: skip
        staf = tambah_jabatan(
            SISTEM, unit_id=unit.id, nama="Pengelola Kepegawaian", jenis=JenisJabatan.PELAKSANA, atasan_id=puncak.id,
            dibuka=date(2020, 1, 1), pada=pada,
        )  # fmt: skip
        orang = tambah_pegawai(
            SISTEM, nama="Widya Pertama", nip=nip(300), kepegawaian=Kepegawaian.PNS, mulai=date(2020, 1, 1),
            jabatan_id=staf.id, pada=pada,
        )  # fmt: skip
        if kepala_nip:
            tambah_pegawai(
                SISTEM, nama="Kepala Lama", nip=kepala_nip, kepegawaian=Kepegawaian.PNS, mulai=date(2020, 1, 1),
                jabatan_id=puncak.id, pada=pada,
            )  # fmt: skip
        if kepala_luar:
            luar = tambah_pejabat_luar(
                SISTEM, nama=kepala_luar, jabatan="Asisten", instansi="Sekretariat Daerah",
                mulai=date(2026, 1, 1), pada=pada,
            )  # fmt: skip
            tempatkan(SISTEM, luar.id, jabatan_id=puncak.id, kedudukan=Kedudukan.PLT, mulai=date(2026, 1, 1), pada=pada)
        akun = buat_akun(SISTEM, orang.id, "bukan-hash", pada=pada)
        atur_peran(SISTEM, akun, [(Peran.ADMIN, None), (Peran.PENGELOLA, None)], pada=pada)
    client = app.test_client()
    masukkan(client, orang.id)
    return client, orang


def orang_cast(pada: datetime) -> list[list[str]]:
    """[NIP, name] of everybody in the tests' office."""
    return [[i.nip or "", i.nama] for i in identitas_banyak(None, hari(pada)).values()]


def tunggu(kerja_id: int) -> jobs.Kerja:
    """The job once it no longer runs."""
    for _ in range(200):
        kerja = jobs.Kerja.get_by_id(kerja_id)
        if kerja.status != jobs.StatusKerja.JALAN:
            return kerja
        time.sleep(0.05)
    raise AssertionError("the job does not end")
