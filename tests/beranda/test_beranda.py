"""The start page of everybody, through HTTP: what is due, in which order, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.beranda.queries_tugas import Beranda, beranda
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pegawai.services import tambah_pegawai
from skpweb.pegawai.services_tim import laporkan_data, tambah_pejabat_luar
from skpweb.pemberitahuan.services import kirim
from skpweb.petruk.models import PeriodePetruk
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import simpan_rekap
from tests.cast import DIBUKA, ORANG, Cast, nip_uji
from tests.conftest import PADA, masukkan
from tests.mulai.contoh import Contoh

HARI = clock.hari(PADA)


def milik(pegawai_id: int, pada: datetime = PADA) -> Beranda:
    return beranda(susun_pelaku(akun_milik(pegawai_id), clock.hari(pada)), pada)


def judul(b: Beranda) -> list[str]:
    return [t.judul for t in b.tugas]


def ada(b: Beranda, kata: str) -> bool:
    return any(kata in t.judul for t in b.tugas)


# ---- the small office ---------------------------------------------------------------------------
@pytest.mark.parametrize("who", ORANG)
def test_everybody_is_greeted_by_name_and_office(sebagai, who: str, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    page = sebagai(who).get("/")
    assert page.status_code == 200
    assert "Selamat pagi, " in page.text and "Sabtu, 21 November 2026" in page.text and "Dinas Uji Coba" in page.text


def test_nothing_due_says_so(sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    page = sebagai("pegawai").get("/").text
    assert "Tidak ada yang menunggu Anda" in page and "Kelengkapan" not in page


def test_the_superior_is_named(sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    page = sebagai("pegawai").get("/").text
    assert "Bagja Permana" in page and "Kepala Bidang Perintis" in page
    assert "Atasan belum ada" in sebagai("kepala").get("/").text


def test_own_attendance_is_a_ring_with_words(app: Flask, sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("pegawai")
    assert "Rekap Oktober 2026 belum ada" in client.get("/").text
    simpan_rekap(SISTEM, cast.orang["pegawai"], 2026, 10, Rekap(22, hadir=19, sakit=2, izin=1, tl1=3), pada=PADA)
    page = client.get("/").text
    assert 'class="ring' in page and "19 dari 20 hari" in page and "3 kali terlambat" in page and "95" in page
    simpan_rekap(SISTEM, cast.orang["pegawai"], 2026, 10, Rekap(22, cuti=22), pada=PADA)
    assert "Tidak ada hari yang dihitung" in client.get("/").text


def test_notices_wait(app: Flask, sebagai, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    with tulis(exempt="uji"):
        kirim([cast.orang["pegawai"]], "Ada kabar.", pada=PADA)
    assert "1 belum dibaca" in sebagai("pegawai").get("/").text


def test_a_report_of_wrong_data_reaches_the_pengelola_of_the_unit(app: Flask, cast: Cast) -> None:
    me = cast.orang["pegawai_lain"]
    laporkan_data(susun_pelaku(akun_milik(me), HARI), uraian="Golongan saya keliru.", pada=PADA)
    assert ada(milik(cast.orang["pengelola"]), "laporan data salah")
    assert ada(milik(cast.orang["pengelola_b"]), "laporan data salah")
    laporkan_data(susun_pelaku(akun_milik(cast.orang["pegawai"]), HARI), uraian="Nama keliru.", pada=PADA)
    lines = [t.keterangan for t in milik(cast.orang["pengelola_b"]).tugas if "laporan" in t.judul]
    assert lines == ["1 laporan pegawai menunggu"]


def test_a_vacant_post_and_a_person_without_one_are_named(app: Flask, cast: Cast) -> None:
    boss = cast.orang["pengelola"]
    before = milik(boss)
    assert not ada(before, "jabatan yang kosong") and not ada(before, "Tempatkan")
    tambah_jabatan(
        SISTEM, unit_id=cast.unit["bidang_b"], nama="Kepala Seksi Baru", jenis=JenisJabatan.PENGAWAS,
        atasan_id=cast.jabatan["kabid_b"], dibuka=DIBUKA, pada=PADA,
    )  # fmt: skip
    tambah_pegawai(SISTEM, nama="Orang Baru", nip=nip_uji(40), kepegawaian=Kepegawaian.PNS, mulai=HARI, pada=PADA)
    after = milik(boss)
    assert ada(after, "jabatan yang kosong") and ada(after, "Tempatkan")
    assert ada(milik(cast.orang["pengelola_b"]), "jabatan yang kosong")
    assert not ada(milik(cast.orang["pengelola_b"]), "Tempatkan")


def test_the_heads_own_superior_is_asked_for(app: Flask, cast: Cast) -> None:
    assert ada(milik(cast.orang["pengelola"]), "Catat penilai kepala")
    tambah_pejabat_luar(
        SISTEM, nama="Bupati", jabatan="Bupati", instansi="Kabupaten", mulai=DIBUKA, penilai_kepala=True, pada=PADA
    )
    assert not ada(milik(cast.orang["pengelola"]), "Catat penilai kepala")
    assert milik(cast.orang["kepala"]).saya.atasan.nama == "Bupati"


def test_the_board_counts_within_ones_units(app: Flask, cast: Cast) -> None:
    assert [t.endpoint for t in milik(cast.orang["pengelola"]).tugas if "presensi" in t.judul] == ["tukar.mulai"]
    simpan_rekap(SISTEM, cast.orang["pegawai_lain"], 2026, 10, Rekap(22, hadir=22), pada=PADA)
    assert [t.endpoint for t in milik(cast.orang["pengelola"]).tugas if "presensi" in t.judul] == ["presensi.daftar"]
    whole = {k.label: (k.sudah, k.semua) for k in milik(cast.orang["pengelola"]).kemajuan}
    part = {k.label: (k.sudah, k.semua) for k in milik(cast.orang["pengelola_b"]).kemajuan}
    assert whole["Rekap presensi Oktober 2026"] == (1, len(ORANG))
    assert part["Rekap presensi Oktober 2026"] == (1, 3)


@pytest.mark.parametrize("who", ORANG)
def test_twelve_queries_with_those_of_the_session(sebagai, cast: Cast, hitung_query, who: str) -> None:  # type: ignore[no-untyped-def]
    client = sebagai(who)
    client.get("/")  # settings are read once per process
    with hitung_query() as q:
        client.get("/")
    # of a pengelola of units and of the head the session asks one thing more: the sub-units, whether he heads today
    assert len(q) <= 11 + (who in ("pengelola_b", "kepala")), q.sql


# ---- the demo office ----------------------------------------------------------------------------
def test_queries_do_not_grow_with_the_office(contoh: Contoh, hitung_query) -> None:  # type: ignore[no-untyped-def]
    for peran in ("pengelola", "pengelola unit", "kepala", "pegawai", "admin", "pembaca"):
        pelaku = susun_pelaku(akun_milik(contoh.orang(peran).id), HARI)
        beranda(pelaku, PADA)  # settings are read once per process
        with hitung_query() as q:
            beranda(pelaku, PADA)
        assert len(q) <= 8 + 2 * (peran == "pengelola"), (peran, q.sql)  # what waits for a signature on paper


def test_what_the_pengelola_has_to_do(contoh: Contoh) -> None:
    b = milik(contoh.orang("pengelola").id)
    assert judul(b)[:2] == ["Pilih calon SI-PETRUK Oktober 2026", "Lengkapi penilaian Oktober 2026"]
    assert b.tugas[0].keterangan == "10 dari 13 unit belum mengusulkan"
    for kata in (
        "Unggah lembar",
        "rekap presensi",
        "laporan data salah",
        "jabatan yang kosong",
        "kontrak",
        "kode sekali pakai",
    ):
        assert ada(b, kata), kata
    assert not ada(b, "Team Work") and not ada(b, "Tutup periode")
    late = milik(contoh.orang("pengelola").id, PADA + timedelta(days=30))
    assert ada(late, "Tutup periode") and not ada(late, "Pilih calon")


def test_what_the_pengelola_of_a_unit_has_to_do(contoh: Contoh) -> None:
    b = milik(contoh.orang("pengelola unit").id)
    assert b.tugas[0].keterangan == "1 dari 2 unit belum mengusulkan"
    assert ada(b, "rekap presensi") and not ada(b, "jabatan yang kosong") and not ada(b, "Catat penilai")


def test_what_the_head_has_to_do(contoh: Contoh) -> None:
    b = milik(contoh.orang("kepala").id)
    team = next(t for t in b.tugas if t.judul == "Beri nilai Team Work Oktober 2026")
    assert team.keterangan.startswith("1 calon")
    assert judul(b)[0] == "Validasi kinerja harian"  # of those whose superiors let the tenth pass
    assert b.kemajuan and not ada(b, "Pilih calon")


def test_who_only_reads_has_a_board_and_no_task(contoh: Contoh) -> None:
    b = milik(contoh.orang("pembaca").id)
    own = ("pemberitahuan.daftar", "harian.hari")
    assert b.kemajuan and b.unit_tertinggal and not [t for t in b.tugas if t.endpoint not in own]


def test_a_contract_that_ends_is_told_to_its_holder(contoh: Contoh) -> None:
    contract = next(t for t in milik(contoh.orang("paruh waktu").id).tugas if t.judul == "Periksa kontrak Anda")
    assert contract.tenggat == datetime(2026, 12, 21, 16, 59, tzinfo=UTC)
    assert not ada(milik(contoh.orang("PPPK").id), "kontrak")


def test_ones_own_result_is_shown_once_it_is_final(contoh: Contoh) -> None:
    nominee = next(t for t in PeriodePetruk.get(PeriodePetruk.bulan_akhir == 9).keputusan["baris"])["orang"][
        "pegawai_id"
    ]
    assert [p.nama for p in milik(nominee).penilaian] == ["September 2026"]
    assert milik(contoh.orang("pegawai", 1).id).penilaian == []


def test_every_button_leads_somewhere(contoh: Contoh, satu_app: Flask) -> None:
    for peran in ("pengelola", "pengelola unit", "kepala", "admin", "paruh waktu"):
        who = contoh.orang(peran)
        b = milik(who.id)
        for row in (*b.tugas, *b.kemajuan):
            assert not row.endpoint or row.endpoint in satu_app.view_functions, row
        client = satu_app.test_client()
        masukkan(client, who.id)
        page = client.get("/").text
        for t in b.tugas:
            assert t.judul in page
            with satu_app.test_request_context():
                assert client.get(satu_app.url_for(t.endpoint, **t.arg)).status_code == 200, (peran, t)
