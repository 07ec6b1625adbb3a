"""What a stranger learns from the code on a paper: what it is worth, and nothing else."""

from collections.abc import Callable

import pytest

from skpweb.cetak.models import DokumenTerbit
from skpweb.pegawai.queries import identitas
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.petruk import services_penilaian, services_periode
from skpweb.petruk.models import Penilaian
from skpweb.petruk.rules_alur import StatusPenilaian
from tests.cast import Cast
from tests.cetak.bantu import isi_surat, putuskan
from tests.conftest import PADA
from tests.klien import Klien
from tests.petruk.bantu import HARI, kunci, orang, sampai

Sebagai = Callable[[str], Klien]


def _cetak(sebagai: Sebagai, row: Penilaian) -> str:
    """Print a scorecard and return its code."""
    assert sebagai("pengelola").get(f"/cetak/penilaian/{row.id}.pdf").status_code == 200
    return str(DokumenTerbit.select().order_by(DokumenTerbit.id.desc()).get().kode)


def _periksa(sebagai: Sebagai, kode: str) -> str:
    return " ".join(sebagai("anonim").get(f"/verifikasi/{kode}").text.split())


@pytest.mark.baku("V15.3.1")
def test_a_paper_in_force_is_sesuai(sebagai: Sebagai, cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    teks = _periksa(sebagai, _cetak(sebagai, row))
    for kata in (
        "<b>Sesuai.</b>",
        "Hasil Penilaian SI-PETRUK Oktober 2026",
        "Endah Lestari",
        "90 dari 90",
        "21 November 2026",
    ):
        assert kata in teks
    i = identitas(cast.orang["pegawai"], HARI)
    for rahasia in (str(i.nip), tampilkan_nip(i.nip), i.jabatan, row.inovasi_uraian, "86,40"):
        assert rahasia not in teks


def test_a_paper_locked_anew_is_replaced_even_before_it_is_printed(sebagai: Sebagai, cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    lama = _cetak(sebagai, row)
    services_penilaian.buka_kembali(orang(cast, "pengelola"), row.id, "Angka kehadiran keliru", pada=PADA)
    assert "<b>Ditarik.</b>" in _periksa(sebagai, lama)
    row = kunci(cast, Penilaian.get_by_id(row.id))
    assert "<b>Sudah diganti versi 2.</b>" in _periksa(sebagai, lama)
    baru = _cetak(sebagai, row)
    assert baru != lama
    assert "<b>Sesuai.</b>" in _periksa(sebagai, baru)
    assert "<b>Sudah diganti versi 2.</b>" in _periksa(sebagai, lama)


def test_a_draft_is_never_sesuai(sebagai: Sebagai, cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.LENGKAP)
    kode = _cetak(sebagai, row)
    assert "<b>Konsep.</b>" in _periksa(sebagai, kode)
    kunci(cast, row)
    assert "<b>Konsep.</b>" in _periksa(sebagai, kode)


def test_the_letters_fall_with_the_decision(sebagai: Sebagai, cast: Cast) -> None:
    periode_id = putuskan(cast).periode_id
    isi_surat(cast, periode_id)
    sebagai("pengelola").get(f"/cetak/petruk/{periode_id}/berita-acara.pdf")
    kode = DokumenTerbit.get(DokumenTerbit.kunci == f"berita_acara:{periode_id}").kode
    assert "Endah Lestari (90)" in _periksa(sebagai, kode)
    services_periode.buka_kembali_periode(orang(cast, "pengelola"), periode_id, "Ada keberatan tertulis", pada=PADA)
    assert "<b>Ditarik.</b>" in _periksa(sebagai, kode)


def test_a_letter_typed_anew_is_a_new_version(sebagai: Sebagai, cast: Cast) -> None:
    periode_id, klien = putuskan(cast).periode_id, sebagai("pengelola")
    alamat = f"/cetak/petruk/{periode_id}/usulan.pdf"
    from dataclasses import replace

    from tests.cetak.bantu import ISIAN

    isi_surat(cast, periode_id)
    klien.get(alamat)
    isi_surat(cast, periode_id, replace(ISIAN, usulan_nomor="800/99/RALAT/2026"), versi=1)
    klien.get(alamat)
    lama, baru = DokumenTerbit.select().order_by(DokumenTerbit.id)
    assert (lama.versi, baru.versi) == (1, 2)
    assert "<b>Sudah diganti versi 2.</b>" in _periksa(sebagai, lama.kode)
    assert "<b>Sesuai.</b>" in _periksa(sebagai, baru.kode)
    isi_surat(cast, periode_id, ISIAN, versi=2)
    klien.get(alamat)
    assert DokumenTerbit.select().count() == 2  # the first paper again, with its own code


def test_a_code_may_be_typed_by_hand(sebagai: Sebagai, cast: Cast) -> None:
    kode = _cetak(sebagai, sampai(cast, StatusPenilaian.TERKUNCI))
    klien = sebagai("anonim")
    ketik = klien.get("/verifikasi", query_string={"kode": kode.lower().replace("-", " ")})
    assert ketik.status_code == 303
    assert ketik.headers["Location"].endswith(f"/verifikasi/{kode}")
    assert klien.get("/verifikasi").status_code == 200


def test_an_unknown_code_is_not_known(sebagai: Sebagai) -> None:
    jawab = sebagai("anonim").get("/verifikasi/AAAA-BBBB-CCCC-DDDD")
    assert jawab.status_code == 404
    assert "Tidak dikenal" in jawab.text
