"""The trail and who looked, as the admin reads them: filters, differences in words, sheets of the same."""

import io
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from skpweb.akun.queries import akun_milik
from skpweb.audit.models import Jejak
from skpweb.audit.queries import SUMBER
from skpweb.audit.rules import beda, kata, sebut, sebut_objek, sebut_tindakan
from skpweb.audit.services import catat, habiskan_pembacaan
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.organisasi.models import Jabatan, Unit
from tests.cast import Cast
from tests.conftest import PADA
from tests.klien import Klien
from tests.petruk.bantu import orang
from tests.skp.bantu import skp_ada

Sebagai = Callable[[str], Klien]


@pytest.fixture
def jejak(app: Any, cast: Cast) -> None:
    """Three lines: by the head about the employee, by the system, and by the employee himself later."""
    kepala, saya, siapa = orang(cast, "kepala"), orang(cast, "pegawai"), cast.orang["pegawai"]
    lama, baru = {"nama": "Endah", "golongan": None}, {"nama": "Endah L.", "golongan": "II/d", "mulai": "2026-10-01"}
    with tulis(exempt="uji"):
        catat(
            kepala, "pegawai.ubah_pegawai", f"pegawai:{siapa}", pada=PADA, pegawai_id=siapa, sebelum=lama, sesudah=baru
        )
        catat(
            SISTEM, "uji.layar", "uji:1", pada=PADA, sesudah={"siap": True, "tutup": False, "tingkat": None, "unit": []}
        )
        catat(saya, "skp.ubah_rhk", "skp:9", pada=PADA + timedelta(days=3), sesudah={"induk": [1, None]})


def _baca(sebagai: Sebagai, **saring: str) -> str:
    return unescape(" ".join(sebagai("admin").get("/audit", query_string=saring).text.split()))


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (True, "ya"), (False, "tidak"), (None, "kosong"), ("", "kosong"), ([], "kosong"), ({}, "kosong"), (0, "0"),
        (["III/a", None], "III/a, kosong"), ({"sk_nomor": "8", "unit_id": 3}, "SK nomor 8; unit 3"),
        ("2026-10-01", "1 Oktober 2026"), ("2026-13", "2026-13"),
    ],
)  # fmt: skip
def test_values_are_words(nilai: object, teks: str) -> None:
    assert kata(nilai) == teks


def test_keys_deeds_and_things_are_words() -> None:
    assert [sebut("unit_id"), sebut("nip"), sebut("nama", {"nama": "Nama dengan gelar"})] == [
        "Unit", "NIP", "Nama dengan gelar"
    ]  # fmt: skip
    assert sebut_tindakan("petruk.buka_kembali_periode") == "SI-PETRUK: buka kembali periode"
    assert sebut_objek("laporan_data:3") == "Laporan data 3"
    assert [b.label for b in beda({"a": 1, "b": 2}, {"a": 1, "c": 3}, {})] == ["B", "C"]


def test_differences_are_readable(sebagai: Sebagai, jejak: None) -> None:
    teks = _baca(sebagai, tindakan="pegawai.ubah_pegawai")
    for isi in (
        "Nama dengan gelar: <del>Endah</del> <ins>Endah L.</ins>",
        "<del>kosong</del> <ins>II/d</ins>",
        "<ins>1 Oktober 2026</ins>",
        "Dr. Wirya Adinata, M.Si.",
        'href="/pegawai/6">Pegawai 6</a>',
    ):
        assert isi in teks
    teks = _baca(sebagai, tindakan="uji.layar")
    for isi in (
        "Siap: <ins>ya</ins>",
        "Tutup: <ins>tidak</ins>",
        "Tingkat: <ins>kosong</ins>",
        "Unit: <ins>kosong</ins>",
    ):
        assert isi in teks


def test_things_are_named_beside_their_number(
    sebagai: Sebagai, cast: Cast, app: Any, pada: Any, hitung_query: Any
) -> None:
    """A log-in is of an account and of nobody's data; numbers in what changed are named too, in lists as well."""
    siapa, unit, jabatan = cast.orang["pegawai"], cast.unit["bidang_a"], cast.jabatan["kabid_a"]
    skp = skp_ada(cast, "pegawai", pada)
    with tulis(exempt="uji"):
        catat(SISTEM, "akun.masuk", f"akun:{akun_milik(siapa).id}", pada=PADA)
        catat(SISTEM, "uji.unit", f"unit:{unit}", pada=PADA, sebelum={"unit_id": unit}, sesudah={"unit_id": 999_999})
        catat(SISTEM, "uji.pos", f"jabatan:{jabatan}", pada=PADA, sesudah={"jabatan": [jabatan, 999_999], "unit": "12"})
        catat(SISTEM, "uji.skp", f"skp:{skp.id}", pada=PADA, pegawai_id=siapa)
        catat(SISTEM, "uji.lepas", f"bulan:{siapa}-2026-08", pada=PADA, sesudah={"pegawai_id": True, "skor": siapa})
    nama, pos = Unit.get_by_id(unit).nama, Jabatan.get_by_id(jabatan).nama
    for tindakan, isi in (
        ("akun.masuk", ["Endah Lestari</span>"]),
        ("uji.unit", [f">Unit {unit}</a>", f"{nama}</span>", f"<del>{nama} ({unit})</del> <ins>999999</ins>"]),
        ("uji.pos", [f"{pos}</span>", f"<ins>{pos} ({jabatan}), 999999</ins>", "<ins>12</ins>"]),
        ("uji.skp", ["SKP 1-2026</span>", "Endah Lestari</span>"]),
        ("uji.lepas", ["Pegawai: <ins>ya</ins>", f"Skor: <ins>{siapa}</ins>"]),
    ):
        teks = _baca(sebagai, tindakan=tindakan)
        assert [x for x in isi if x not in teks] == [], tindakan
    with hitung_query() as q:
        sebagai("admin").get("/audit?per=100")
    assert len(q) <= 7 + len(SUMBER), q.sql  # one for each kind
    answer = sebagai("pembaca").get("/ekspor/jejak.xlsx?tindakan=uji.pos")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    row = dict(zip(rows[2], rows[3], strict=True))
    assert row["Nama objek"] == pos and f"{pos} ({jabatan}), 999999" in row["Perubahan"]


@pytest.mark.parametrize(
    ("saring", "ada", "tidak"),
    [
        ({"orang": "wirya"}, "II/d", "baris 9999"),
        ({"orang": "endah"}, "II/d", "Tingkat:"),
        ({"orang": "endah"}, "SKP 9", "Tingkat:"),
        ({"orang": "sistem"}, "Tingkat:", "SKP 9"),
        ({"orang": "tidak ada siapa-siapa"}, "Tidak ada yang cocok", "SKP 9"),
        ({"tindakan": "skp."}, "SKP 9", "Tingkat:"),
        ({"objek": "SKP 9"}, "SKP 9", "Tingkat:"),
        ({"objek": "uji"}, "Tingkat:", "SKP 9"),
        ({"dari": "24-11-2026"}, "SKP 9", "Tingkat:"),
        ({"dari": "21-11-2026", "sampai": "21-11-2026"}, "Tingkat:", "SKP 9"),
        ({"dari": "bukan tanggal", "halaman": "x"}, "SKP 9", "baris 9999"),
        ({"sampai": "31-12-9999"}, "SKP 9", "baris 9999"),
    ],
)
def test_filters(sebagai: Sebagai, jejak: None, saring: dict[str, str], ada: str, tidak: str) -> None:
    page = _baca(sebagai, **saring)
    teks = page[page.index('aria-label="Jejak"') :]
    assert ada in teks
    assert tidak not in teks


def test_the_page_asks_little_however_many_lines(sebagai: Sebagai, jejak: None, hitung_query: Any) -> None:
    admin = sebagai("admin")
    admin.get("/audit?orang=endah")
    with hitung_query() as q:
        assert admin.get("/audit?orang=endah&per=100").status_code == 200
    assert len(q) <= 7 + len(SUMBER), q.sql


def test_the_sheet_holds_what_is_shown(sebagai: Sebagai, jejak: None) -> None:
    answer = sebagai("pembaca").get("/ekspor/jejak.xlsx?tindakan=pegawai.ubah_pegawai")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    row = dict(zip(rows[2], rows[3], strict=True))
    assert len(rows) == 4
    assert "Nama dengan gelar: Endah → Endah L." in row["Perubahan"]
    assert row["Data milik"] == "Endah Lestari"
    assert row["Sidik"] == Jejak.get(Jejak.tindakan == "pegawai.ubah_pegawai").sidik
    assert sebagai("kepala").get("/ekspor/jejak.xlsx").status_code == 403


def test_who_looked_is_a_tab_and_a_sheet(sebagai: Sebagai, cast: Cast) -> None:
    assert sebagai("kepala").get(f"/pegawai/{cast.orang['pegawai']}").status_code == 200
    assert sebagai("pengelola").get("/pegawai?cari=fajar").status_code == 200
    habiskan_pembacaan()
    admin = sebagai("admin")
    teks = unescape(admin.get("/audit/pembacaan?orang=endah").text)
    assert "Dr. Wirya Adinata, M.Si." in teks
    assert "daftar banyak orang" not in teks
    assert "/pegawai?cari=fajar" in unescape(admin.get("/audit/pembacaan").text)
    answer = admin.get("/ekspor/pembacaan.xlsx?orang=savitri")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert [r[1:3] for r in rows[3:]] == [["Gita Savitri, S.Sos.", "daftar banyak orang"]]


@pytest.mark.parametrize("path", ["/audit", "/audit/pembacaan"])
def test_a_day_that_is_none_is_told(sebagai: Sebagai, path: str) -> None:
    text = sebagai("admin").get(f"{path}?dari=31-02-2026&sampai=21-11-2026").text
    assert "31-02-2026 bukan tanggal, jadi tidak menyaring" in text
    assert "bukan tanggal" not in sebagai("admin").get(f"{path}?dari=&sampai=21-11-2026").text
