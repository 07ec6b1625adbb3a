"""The SKP form and the list of the daily log: what the database says is what the paper says, as of its day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from skpweb.akun.models import Akun
from skpweb.audit.models import Jejak
from skpweb.cetak import susun_kinerja
from skpweb.cetak.documents import Dokumen
from skpweb.cetak.documents_kinerja import BarisIki, DaftarCkhp, SkpKuantitatif
from skpweb.cetak.models import DokumenTerbit
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.harian.queries_capaian import capaian_banyak
from skpweb.harian.rules import StatusCatatan
from skpweb.harian.services_bulan import buka_bulan, kunci_bulan
from skpweb.organisasi.models import Unit
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pegawai.services_tim import delegasikan
from skpweb.persetujuan.services import batalkan
from skpweb.skp.models import Skp
from skpweb.skp.rules import Agregasi, JenisRhk, Pendekatan, StatusSkp
from tests.cast import Cast
from tests.cetak.baca import halaman, isi_dokumen, rapat, tanpa_kaki
from tests.cetak.bantu_kinerja import buka, catatan, kunci, nilai_bulan, setujui, skp_diperiksa
from tests.conftest import PADA
from tests.harian.bantu_kertas import catat as catat_kertas
from tests.harian.bantu_kertas import catatan_kertas
from tests.klien import Klien
from tests.persetujuan.bantu import bupati
from tests.petruk.bantu import HARI, orang
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

Sebagai = Callable[[str], Klien]


def _skp(skp: Skp) -> SkpKuantitatif:
    dokumen = susun_kinerja.susun_skp(Skp.get_by_id(skp.id), hari=HARI).dokumen
    assert isinstance(dokumen, SkpKuantitatif)
    return dokumen


def _ckhp(pegawai_id: int, bulan: int = 10) -> DaftarCkhp:
    dokumen = susun_kinerja.susun_ckhp(pegawai_id, 2026, bulan, pada=PADA).dokumen
    assert isinstance(dokumen, DaftarCkhp)
    return dokumen


def _hilang(isi: bytes, dokumen: Dokumen) -> list[str]:
    teks = "".join(tanpa_kaki(halaman(isi), dokumen))
    return [jalan for jalan, kata in isi_dokumen(dokumen) if rapat(kata) not in teks and jalan != ".periode"]


def _verifikasi(sebagai: Sebagai) -> str:
    kode = DokumenTerbit.select().order_by(DokumenTerbit.id.desc()).get().kode
    return " ".join(sebagai("anonim").get(f"/verifikasi/{kode}").text.split())


# ---- SKP ---------------------------------------------------------------------------------------------------------
def test_an_agreed_skp_on_paper_is_the_agreed_one(sebagai: Sebagai, cast: Cast) -> None:
    skp = skp_diperiksa(cast)
    setujui(cast, skp)
    jawab = sebagai("pegawai").get(f"/cetak/skp/{skp.id}.pdf")
    dokumen = _skp(skp)
    assert (jawab.status_code, jawab.mimetype) == (200, "application/pdf")
    assert _hilang(jawab.data, dokumen) == []
    assert (dokumen.konsep, dokumen.versi, dokumen.ttd.tanggal) == (False, 1, HARI)
    assert (dokumen.pegawai.nama, dokumen.penilai.nama) == ("Endah Lestari", "Bagja Permana, S.T.")
    assert dokumen.pegawai.pangkat == "Pengatur, II/c"
    assert dokumen.rentang == "1 Januari sd 31 Desember tahun 2026"
    (utama,), (tambahan,) = dokumen.utama, dokumen.tambahan
    assert (utama.nomor, utama.intervensi, utama.indikator) == (1, "Terkendalinya harga pasar", ())
    assert utama.iki == (BarisIki(aspek="Kuantitas", teks="Jumlah laporan yang terbit", target="120 laporan"),)
    assert (tambahan.nomor, tambahan.intervensi, tambahan.pemberi) == (2, "", "Bupati")
    assert "KONSEP" not in halaman(jawab.data)[0]
    assert Jejak.select().where(Jejak.tindakan == "cetak.skp", Jejak.objek == f"skp:{skp.id}").count() == 1


def test_an_agreed_skp_keeps_the_names_of_its_day(sebagai: Sebagai, cast: Cast) -> None:
    skp = skp_diperiksa(cast)
    setujui(cast, skp)
    with tulis(exempt="uji"):
        Pegawai.update(nama="Berganti Nama").where(
            Pegawai.id.in_([cast.orang["pegawai"], cast.orang["atasan"]])
        ).execute()
    assert (_skp(skp).pegawai.nama, _skp(skp).ttd.nama) == ("Endah Lestari", "Bagja Permana, S.T.")


def test_what_is_not_agreed_is_a_draft_of_today(sebagai: Sebagai, cast: Cast) -> None:
    skp = skp_diperiksa(cast)
    isi = sebagai("atasan").get(f"/cetak/skp/{skp.id}.pdf").data
    assert all("KONSEP" in teks for teks in halaman(isi))
    assert _hilang(isi, _skp(skp)) == []
    assert "................" in halaman(isi)[-1]
    teks = _verifikasi(sebagai)
    assert "<b>Konsep.</b>" in teks
    assert "belum ditetapkan" in teks


def test_a_line_of_a_jpt_is_printed_with_its_indicators(cast: Cast, app: object) -> None:
    skp_diperiksa(cast)
    (rhk,) = _skp(Skp.get(Skp.pegawai == cast.orang["atasan"])).utama
    assert (rhk.intervensi, rhk.indikator) == ("Meningkatnya harga yang wajar", ("Indeks stabilitas harga",))


def test_other_forms_are_refused_by_name(sebagai: Sebagai, cast: Cast) -> None:
    kepala, kabid = skp_ada(cast, "kepala", PADA), skp_ada(cast, "atasan", PADA)
    with tulis(exempt="uji"):
        Skp.update(pendekatan=Pendekatan.KUALITATIF).where(Skp.id == kabid.id).execute()
    for who, skp, kata in (("kepala", kepala, "formulir A.1.2"), ("atasan", kabid, "formulir A.1.6")):
        jawab = sebagai(who).get(f"/cetak/skp/{skp.id}.pdf")
        assert jawab.status_code == 422
        assert kata in jawab.text
        assert "<h1>Belum dapat dibuka</h1>" in jawab.text
        assert "belum tersedia untuk dicetak" in jawab.text


def test_the_head_of_an_independent_unit_has_the_form_of_a_jpt(cast: Cast, app: object) -> None:
    skp = skp_ada(cast, "atasan", PADA)
    assert _skp(skp).utama == ()
    with tulis(exempt="uji"):
        Unit.update(mandiri=True).where(Unit.id == cast.unit["bidang_a"]).execute()
    with pytest.raises(RuleViolation, match=r"A\.1\.2"):
        _skp(skp)


def test_a_delegate_is_named(cast: Cast, app: object) -> None:
    skp = skp_diperiksa(cast)
    delegasikan(
        orang(cast, "atasan"), pemberi_id=cast.orang["atasan"], penerima_id=cast.orang["ketua_tim"], mulai=HARI,
        sampai=HARI, spt="800/1", tugas=[TugasDelegasi.TETAPKAN], pada=PADA,
    )  # fmt: skip
    setujui(cast, skp, "ketua_tim")
    assert _skp(skp).ttd.nama == "Bagja Permana, S.T."
    assert "Danang Saputra, S.IP." in _skp(skp).catatan


def test_the_superiors_superior_signs_what_he_agreed(cast: Cast, app: object) -> None:
    skp = skp_diperiksa(cast)
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=PADA.replace(month=9)).where(Skp.id == skp.id).execute()
    setujui(cast, Skp.get_by_id(skp.id), "kepala")
    dokumen = _skp(skp)
    assert (dokumen.penilai.nama, dokumen.ttd.nama) == ("Bagja Permana, S.T.", "Dr. Wirya Adinata, M.Si.")
    assert dokumen.ttd.jabatan == ("Atasan Pejabat Penilai Kinerja",)
    assert dokumen.catatan == ""


def test_verification_tells_type_person_and_version_until_it_is_called_off(sebagai: Sebagai, cast: Cast) -> None:
    skp = skp_diperiksa(cast)
    setujui(cast, skp)
    sebagai("pegawai").get(f"/cetak/skp/{skp.id}.pdf")
    teks = _verifikasi(sebagai)
    for kata in ("<b>Sesuai.</b>", "Sasaran Kinerja Pegawai 1-2026", "Endah Lestari", "<dt>Versi</dt><dd>1</dd>"):
        assert kata in teks
    batalkan(orang(cast, "pengelola"), skp.id, "Salah jabatan", pada=PADA)
    assert "<b>Ditarik.</b>" in _verifikasi(sebagai)
    assert sebagai("pegawai").get(f"/cetak/skp/{skp.id}.pdf").status_code == 422


def _jejak_tercetak(sebagai: Sebagai, alamat: str, tindakan: str, pegawai_id: int) -> None:
    """The hash of the line that locked it stands on the paper and on the page of verification."""
    row = (
        Jejak.select().where(Jejak.tindakan == tindakan, Jejak.pegawai_id == pegawai_id).order_by(Jejak.id.desc()).get()
    )
    assert f"jejak {row.sidik[:12]}" in halaman(sebagai("pegawai").get(alamat).data)[0]
    assert f"<dt>Jejak</dt><dd>{row.sidik[:12]}</dd>" in _verifikasi(sebagai)


def test_the_line_of_the_agreement_is_on_the_paper(sebagai: Sebagai, cast: Cast) -> None:
    skp = skp_diperiksa(cast)
    draft = sebagai("pegawai").get(f"/cetak/skp/{skp.id}.pdf").data
    assert "jejak" not in halaman(draft)[0]
    assert "Jejak" not in _verifikasi(sebagai)
    setujui(cast, skp)
    _jejak_tercetak(sebagai, f"/cetak/skp/{skp.id}.pdf", "persetujuan.tetapkan", skp.pegawai_id)


def test_the_line_of_the_lock_is_on_the_paper(sebagai: Sebagai, cast: Cast) -> None:
    siapa, pengelola, nanti = _oktober(cast).pegawai_id, orang(cast, "pengelola"), PADA + timedelta(days=14)
    alamat = f"/cetak/ckhp/2026/10/{siapa}.pdf"
    for alasan in ("Ada bukti yang menyusul", ""):
        kunci_bulan(pengelola, 2026, 10, pegawai_id=siapa, pada=nanti)
        _jejak_tercetak(sebagai, alamat, "harian.kunci_bulan", siapa)
        if alasan:
            buka_bulan(pengelola, siapa, 2026, 10, alasan, pada=nanti)
            assert "jejak" not in halaman(sebagai("pegawai").get(alamat).data)[0]


# ---- daily log ---------------------------------------------------------------------------------------------------
def _oktober(cast: Cast) -> Skp:
    """A month with valid entries, others, and a figure at its end."""
    skp = skp_ada(cast, "pegawai", PADA)
    rhk = rhk_ada(skp)
    iki, indeks = iki_ada(rhk), iki_ada(rhk, "Indeks kepuasan", satuan="", agregasi=Agregasi.TERAKHIR)
    catatan(skp, iki, date(2026, 10, 5), "Mencatat harga di pasar induk", "4.5")
    catatan(skp, iki, date(2026, 10, 1), "Menyusun laporan harga", "3")
    catatan(skp, None, date(2026, 10, 31), "Upacara hari jadi kabupaten")
    catatan(skp, iki, date(2026, 10, 6), "Ditolak atasan, tidak dicetak", status=StatusCatatan.DITOLAK)
    catatan(skp, iki, date(2026, 10, 7), "Belum dinilai, tidak dicetak", status=StatusCatatan.DIKIRIM)
    catatan(skp, iki, date(2026, 9, 30), "Bulan sebelumnya, tidak dicetak", "10")
    nilai_bulan(indeks, 10, "9.5")
    return skp


def test_the_list_holds_the_valid_entries_and_the_figure_on_screen(sebagai: Sebagai, cast: Cast) -> None:
    siapa = _oktober(cast).pegawai_id
    baris = kunci(siapa, 10)
    jawab = sebagai("pegawai").get(f"/cetak/ckhp/2026/10/{siapa}.pdf")
    dokumen = _ckhp(siapa)
    assert _hilang(jawab.data, dokumen) == []
    assert [(b.tanggal, b.uraian, b.realisasi) for b in dokumen.baris] == [
        ("1 Oktober 2026", "Menyusun laporan harga", "3 laporan"),
        ("5 Oktober 2026", "Mencatat harga di pasar induk", "4,5 laporan"),
        ("31 Oktober 2026", "Upacara hari jadi kabupaten", ""),
        ("Akhir bulan", "Diukur dari survei", "9,5"),
    ]
    assert dokumen.capaian == baris.capaian == capaian_banyak([siapa], 2026, 10, PADA)[siapa].nilai
    assert dokumen.capaian is not None
    assert (dokumen.konsep, dokumen.versi, dokumen.ttd.tanggal) == (False, 1, date(2026, 10, 30))  # a Friday
    assert (dokumen.kiri.jabatan[0], dokumen.kiri.nama) == ("Mengetahui,", "Bagja Permana, S.T.")
    assert "Catatan yang sah: 4. Belum dinilai atasan: 1." in dokumen.keterangan
    assert "KONSEP" not in halaman(jawab.data)[0]


def test_an_open_month_is_temporary(sebagai: Sebagai, cast: Cast) -> None:
    siapa = _oktober(cast).pegawai_id
    isi = sebagai("atasan").get(f"/cetak/ckhp/2026/10/{siapa}.pdf").data
    assert "KONSEP" in halaman(isi)[0]
    assert "(sementara)" in halaman(isi)[0]
    assert "(sementara)" in _verifikasi(sebagai)


def test_a_draft_lists_what_waits_so_that_it_can_be_signed(sebagai: Sebagai, cast: Cast) -> None:
    siapa = _oktober(cast).pegawai_id
    dokumen = _ckhp(siapa)
    assert [(b.tanggal, b.menunggu) for b in dokumen.baris] == [
        ("1 Oktober 2026", False), ("5 Oktober 2026", False), ("7 Oktober 2026", True), ("31 Oktober 2026", False),
        ("Akhir bulan", False),
    ]  # fmt: skip
    assert "Catatan yang sah: 4. Belum dinilai atasan: 1." in dokumen.keterangan
    isi = sebagai("pegawai").get(f"/cetak/ckhp/2026/10/{siapa}.pdf").data
    assert halaman(isi)[0].count("(menunggu)") == 1
    assert "Bagja Permana, S.T." in halaman(isi)[0]


def test_the_ckhp_that_is_signed_by_hand_is_not_marked_konsep(sebagai: Sebagai, cast: Cast) -> None:
    """Of a superior without account: until what waits is recorded."""
    bupati()
    row = catatan_kertas(cast)
    klien, url = sebagai("kepala"), f"/cetak/ckhp/2026/11/{cast.orang['kepala']}"
    (teks,) = halaman(klien.get(f"{url}.pdf").data)
    assert "KONSEP" not in teks and "untuk ditandatangani" in teks
    assert 'class="pratinjau tegak f4"' in klien.get(f"{url}.html").text
    assert "<b>Konsep.</b>" in _verifikasi(sebagai)
    catat_kertas(cast, [row])
    (teks,) = halaman(klien.get(f"{url}.pdf").data)
    assert "KONSEP" in teks and "untuk ditandatangani" not in teks  # nothing left to sign, and not locked


@pytest.mark.parametrize("akun", [False, True])
def test_the_skp_that_is_signed_by_hand_is_not_marked_konsep(sebagai: Sebagai, cast: Cast, akun: bool) -> None:
    skp = skp_diperiksa(cast)
    with tulis(exempt="uji"):
        Akun.update(aktif=akun).where(Akun.pegawai == cast.orang["atasan"]).execute()
    teks = halaman(sebagai("pegawai").get(f"/cetak/skp/{skp.id}.pdf").data)
    assert all(("KONSEP" in t, "untuk ditandatangani" in t) == (akun, not akun) for t in teks)


def test_a_month_without_a_figure_says_why(cast: Cast, app: object) -> None:
    skp_ada(cast, "pegawai", PADA, status=StatusSkp.PERIKSA)
    dokumen = _ckhp(cast.orang["pegawai"])
    assert (dokumen.capaian, dokumen.baris) == (None, ())
    (sebab,) = capaian_banyak([cast.orang["pegawai"]], 2026, 10, PADA)[cast.orang["pegawai"]].sebab
    assert sebab in dokumen.keterangan


def test_a_month_opened_again_is_withdrawn_and_locked_again_is_another_version(sebagai: Sebagai, cast: Cast) -> None:
    skp = _oktober(cast)
    baris = kunci(skp.pegawai_id, 10)
    sebagai("pegawai").get(f"/cetak/ckhp/2026/10/{skp.pegawai_id}.pdf")
    teks = _verifikasi(sebagai)
    for kata in ("<b>Sesuai.</b>", "Pendokumentasian Kinerja Oktober 2026", "Endah Lestari", " %", "30 Oktober 2026"):
        assert kata in teks
    buka(baris)
    assert "<b>Ditarik.</b>" in _verifikasi(sebagai)
    kunci(skp.pegawai_id, 10)
    assert "Sudah diganti versi 2" in _verifikasi(sebagai)
    assert _ckhp(skp.pegawai_id).versi == 2


def test_two_plans_in_a_month_are_both_named(cast: Cast, app: object) -> None:
    skp_ada(cast, "pegawai", PADA, sampai=date(2026, 10, 14))
    skp_ada(cast, "pegawai", PADA, nomor=2, mulai=date(2026, 10, 15))
    assert _ckhp(cast.orang["pegawai"]).rentang == (
        "1 Januari sd 14 Oktober tahun 2026 dan 15 Oktober sd 31 Desember tahun 2026"
    )


def test_a_month_to_come_and_one_that_is_none(sebagai: Sebagai, cast: Cast) -> None:
    siapa = cast.orang["pegawai"]
    assert "belum dimulai" in sebagai("pegawai").get(f"/cetak/ckhp/2026/12/{siapa}.pdf").text
    assert sebagai("pegawai").get(f"/cetak/ckhp/2026/13/{siapa}.pdf").status_code == 404


def test_lines_of_both_kinds_are_numbered_through(cast: Cast, app: object) -> None:
    skp = skp_ada(cast, "pegawai", PADA, status=StatusSkp.KONSEP)
    rhk_ada(skp, "Tambahan lebih dulu", JenisRhk.TAMBAHAN)
    rhk_ada(skp, "Utama kemudian")
    dokumen = _skp(skp)
    assert [(r.nomor, r.teks) for r in (*dokumen.utama, *dokumen.tambahan)] == [
        (1, "Utama kemudian"),
        (2, "Tambahan lebih dulu"),
    ]
    assert dokumen.utama[0].iki == (BarisIki(aspek="", teks="", target=""),)


def test_a_longer_month_asks_the_database_no_more(
    sebagai: Sebagai, cast: Cast, hitung_query: Callable[[], Any]
) -> None:
    skp = _oktober(cast)
    iki = skp.rhk_set.get().iki_set.first()
    klien, banyak = sebagai("pegawai"), []
    klien.get(f"/cetak/ckhp/2026/10/{skp.pegawai_id}.html")  # the office's settings are kept from here on
    for sampai in (9, 31):
        for hari in range(sampai - 8, sampai + 1):
            catatan(skp, iki, date(2026, 10, hari), f"Mencatat harga ke-{hari}", "1")
        with hitung_query() as q:
            klien.get(f"/cetak/ckhp/2026/10/{skp.pegawai_id}.html")
        banyak.append(len(q))
    assert banyak[0] == banyak[1] <= 13
    with hitung_query() as q:
        klien.get(f"/cetak/skp/{skp.id}.html")
    assert len(q) <= 12
