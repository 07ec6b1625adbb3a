"""First run through HTTP, without JavaScript: the code, the form with its faults, the office that comes of it."""

from datetime import date

import pytest
from flask import Flask

from skpweb.akun.models import Akun, AkunPeran
from skpweb.audit.models import Jejak
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import db
from skpweb.mulai.awal import sambut, terbitkan_kode
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import atasan, kepala
from skpweb.pegawai.rules import Kedudukan, Kepegawaian
from skpweb.pegawai.rules_impor import BarisImpor
from skpweb.pegawai.services_impor import terapkan_impor
from skpweb.pengaturan.queries import kantor
from tests.klien import Klien

HARI = date(2026, 11, 21)
NIP_KEPALA, NIP_ADMIN = "198109282009122038", "199004172015031003"
ISIAN = {
    "nama": "Dinas Perindustrian dan Perdagangan", "singkatan": "Disperindag", "pemda": "Pemerintah Kabupaten Teladan",
    "alamat": "Jalan Kenanga Nomor 3", "kontak": "", "kota": "Teladan", "zona": "WITA",
    "kepala_dari": "dalam", "kepala_nama": "Dr. Mila Purwanti, M.M.", "kepala_nip": "19810928 200912 2 038",
    "kepala_jabatan": "Kepala Dinas Perindustrian dan Perdagangan", "kepala_jenis": "jpt_pratama",
    "kepala_kedudukan": "definitif", "kepala_mulai": "01-01-2025", "kepala_jabatan_asal": "", "kepala_instansi": "",
    "admin_nama": "Rangga Saputro, S.Kom.", "admin_kepegawaian": "pns", "admin_nip": NIP_ADMIN, "admin_pengelola": "1",
    "admin_sandi": "jembatan bulan ungu", "ulang": "jembatan bulan ungu",
}  # fmt: skip


@pytest.fixture
def klien(app_kosong: Flask) -> Klien:
    client = app_kosong.test_client()
    client.kode = terbitkan_kode(app_kosong)
    return client


def kirim(klien: Klien, **ubah: str):  # type: ignore[no-untyped-def]
    fields = {k: v for k, v in {**ISIAN, **ubah}.items() if v is not None}
    return klien.post("/siapkan/kantor", data={"kode": klien.kode, **fields})


def test_the_code_opens_two_ways_to_begin(klien: Klien) -> None:
    page = klien.get(f"/siapkan?kode={klien.kode}")
    assert page.status_code == 200
    assert "Coba dengan data contoh" in page.text and "Siapkan kantor saya" in page.text
    form = klien.get(f"/siapkan/kantor?kode={klien.kode}")
    assert form.status_code == 200 and klien.kode in form.text


@pytest.mark.baku("K70")
@pytest.mark.parametrize("way", ["/siapkan", "/siapkan/kantor"])
@pytest.mark.parametrize("kode", ["", "SALAH-SALAH", "é"])
def test_a_wrong_code_opens_nothing(klien: Klien, way: str, kode: str) -> None:
    assert klien.get(way, query_string={"kode": kode}).status_code == 404
    assert klien.post("/siapkan/contoh", data={"kode": kode}).status_code == 404
    assert not Akun.select().exists()


def test_a_new_start_makes_a_new_code(klien: Klien, app_kosong: Flask, capsys: pytest.CaptureFixture) -> None:
    sambut(app_kosong)
    printed = capsys.readouterr().out
    address = next(line.strip() for line in printed.splitlines() if "/siapkan?kode=" in line)
    assert address.startswith("http://127.0.0.1:8000/siapkan?kode=")
    assert klien.get(f"/siapkan?kode={klien.kode}").status_code == 404
    assert klien.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize("address", ["/", "/masuk"])
def test_the_door_tells_where_the_key_lies(klien: Klien, address: str) -> None:
    page = klien.get(address)
    assert page.status_code == 503 and "/siapkan?kode=" in page.text and klien.kode not in page.text
    kirim(klien)
    assert klien.get("/").status_code == 200


def test_without_a_start_no_code_opens_it(app_kosong: Flask) -> None:
    app_kosong.extensions.pop("kode_siapkan", None)
    assert app_kosong.test_client().get("/siapkan").status_code == 404


def test_an_office_of_ones_own(klien: Klien) -> None:
    answer = kirim(klien)
    assert answer.status_code == 303 and answer.location == "/impor"
    assert kantor().nama == ISIAN["nama"] and kantor().zona == "WITA"
    head = kepala(HARI)
    assert head is not None and head.nip == NIP_KEPALA and head.jabatan == ISIAN["kepala_jabatan"]
    assert [u.nama for u in Unit.select()] == [ISIAN["nama"]]
    admin = Akun.get()
    assert admin.pegawai.nip == NIP_ADMIN and admin.sandi.startswith("$argon2id$")
    assert {str(r.peran) for r in AkunPeran.select()} == {"admin", "pengelola"}
    assert klien.get("/").status_code == 200
    assert {"akun.buat_akun", "akun.atur_peran", "pengaturan.simpan_kantor"} <= {j.tindakan for j in Jejak.select()}


@pytest.mark.baku("K70", "V15.2.3")
def test_it_is_offered_only_once(klien: Klien) -> None:
    kirim(klien)
    assert kirim(klien, nama="Kantor kedua").status_code == 404
    gone = klien.get(f"/siapkan?kode={klien.kode}")
    assert gone.status_code == 404 and "sudah disiapkan" in gone.text
    assert Unit.select().count() == 1


def test_who_does_not_manage_people_begins_at_beranda(klien: Klien) -> None:
    answer = kirim(klien, admin_pengelola=None)
    assert answer.location == "/"
    assert [str(r.peran) for r in AkunPeran.select()] == ["admin"]


def test_the_head_may_be_the_admin(klien: Klien) -> None:
    assert (
        kirim(klien, admin_nip=NIP_KEPALA, admin_sandi="pelangi sore hangat", ulang="pelangi sore hangat").status_code
        == 303
    )
    assert Pegawai.select().count() == 1
    assert Akun.get().pegawai.nip == NIP_KEPALA


def test_a_pejabat_luar_may_head_the_office(klien: Klien) -> None:
    luar = {"kepala_dari": "luar", "kepala_nip": "", "kepala_kedudukan": "plt"}
    assert (
        kirim(
            klien, **luar, kepala_jabatan_asal="Asisten Perekonomian", kepala_instansi="Sekretariat Daerah"
        ).status_code
        == 303
    )
    head = kepala(HARI)
    assert head is not None and head.luar and head.jabatan == "Plt. " + ISIAN["kepala_jabatan"]
    assert Pegawai.select().where(Pegawai.luar == False).count() == 1


SALAH = [
    ({"nama": ""}, "Isi nama kantor"),
    ({"kepala_nip": "123"}, "harus 18 angka"),
    ({"kepala_nip": ""}, "belum diisi"),
    ({"admin_nip": "199013172015031003"}, "bukan tanggal lahir"),
    ({"kepala_mulai": "31-02-2025"}, "harus ada di kalender"),
    ({"kepala_mulai": "01-01-2030"}, "masih akan datang"),
    ({"admin_sandi": "pendek", "ulang": "pendek"}, "paling sedikit 12"),
    ({"admin_sandi": "perindustrian123", "ulang": "perindustrian123"}, "mudah ditebak"),
    ({"ulang": "lain sama sekali"}, "Berbeda dari kata sandi"),
    ({"zona": "GMT"}, "Pilih salah satu"),
    ({"kepala_dari": "luar", "kepala_kedudukan": "definitif"}, "Plt., Plh., atau Pj."),
    ({"kepala_dari": "luar", "kepala_kedudukan": "plt"}, "instansi asal"),
]


@pytest.mark.baku("V2.2.1", "V2.2.2", "K20")
@pytest.mark.parametrize(("ubah", "pesan"), SALAH, ids=lambda v: str(v)[:40])
def test_a_fault_is_named_and_nothing_typed_is_lost(klien: Klien, ubah: dict[str, str], pesan: str) -> None:
    before = db.connection().total_changes
    answer = kirim(klien, **ubah)
    assert answer.status_code == 422
    assert pesan in answer.text and "<title>Galat:" in answer.text
    assert "Jalan Kenanga Nomor 3" in answer.text and "Rangga Saputro" in answer.text
    assert f'value="{ubah.get("admin_sandi", ISIAN["admin_sandi"])}"' in answer.text
    assert db.connection().total_changes == before


def test_the_import_joins_what_was_set_up(klien: Klien) -> None:
    """The sheet of shared/data names the head again, and the office as the head's unit."""
    kirim(klien)
    office = Unit.get()
    row = {"kepegawaian": Kepegawaian.PNS, "jenjang": None, "kedudukan": Kedudukan.DEFINITIF, "hp": "", "email": ""}
    head = BarisImpor(
        nomor=2, nip=NIP_KEPALA, nama="Dr. Mila Purwanti, A.Md., M.M.", golongan="IV/c", jenis=JenisJabatan.JPT_PRATAMA,
        jabatan=ISIAN["kepala_jabatan"], unit=office.id, atasan_nip=None, tmt=date(2025, 1, 1), **row,
    )  # fmt: skip
    second = BarisImpor(
        nomor=3, nip="196901021993121002", nama="Sabri Hastuti, S.T.", golongan="IV/b", jenis=JenisJabatan.ADMINISTRATOR,
        jabatan="Sekretaris", unit="Sekretariat", atasan_nip=NIP_KEPALA, tmt=date(2022, 9, 1), **row,
    )  # fmt: skip
    terapkan_impor(SISTEM, [head, second], pada=clock.sekarang())
    assert Jabatan.select().where(Jabatan.atasan.is_null()).count() == 1
    assert {u.nama: u.induk_id for u in Unit.select()} == {office.nama: None, "Sekretariat": office.id}
    assert Pegawai.select().where(Pegawai.nip == NIP_KEPALA).count() == 1
    new = Pegawai.get(Pegawai.nip == "196901021993121002")
    assert atasan(new.id, HARI).identitas.nip == NIP_KEPALA
