"""What stands on paper is what stands in the database: each document against its rows."""

from datetime import date
from decimal import Decimal

import pytest

from skpweb.audit.models import Jejak
from skpweb.cetak import susun
from skpweb.cetak.documents import (
    BeritaAcara,
    HasilPenilaian,
    LembarTeamWork,
    Piagam,
    RekapKehadiran,
    RekapPeringkat,
    SuratUsulan,
)
from skpweb.cetak.rules import Isian
from skpweb.core.access import SISTEM
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.pegawai.queries import identitas
from skpweb.pegawai.rules import Kedudukan, tampilkan_nip
from skpweb.pegawai.services import tempatkan
from skpweb.petruk.models import Penilaian
from skpweb.petruk.queries import hasil, keputusan, peringkat
from skpweb.petruk.rules_alur import StatusPenilaian
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import aturan_kehadiran
from skpweb.presensi.rules import hitung_kehadiran
from tests.cast import Cast
from tests.cetak.bantu import ISIAN, isi_surat, putuskan
from tests.conftest import PADA
from tests.petruk import bantu
from tests.petruk.bantu import HARI, orang, sampai, terkunci

pytestmark = pytest.mark.usefixtures("app")
AKHIR = date(2026, 10, 31)


def _kartu(row: Penilaian) -> HasilPenilaian:
    dokumen = susun.susun_penilaian(hasil(row.id, hari=HARI), hari=HARI).dokumen
    assert isinstance(dokumen, HasilPenilaian)
    return dokumen


def test_a_locked_scorecard_says_what_was_frozen(cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    d, i = _kartu(row), identitas(cast.orang["pegawai"], AKHIR)
    assert (d.nama, d.nip, d.jabatan, d.unit) == (i.nama, tampilkan_nip(i.nip), i.jabatan, i.unit)
    assert (d.kantor.nama, d.kantor.pemda, d.kantor.kota) == (
        "Dinas Uji Coba",
        "Pemerintah Kabupaten Teladan",
        "Teladan",
    )
    assert (d.periode, d.maksimum, d.total, d.konsep, d.versi) == ("Oktober 2026", 90, 90, False, row.terbitan)
    beku = row.beku["hasil"]["butir"]
    assert [(n.nama, n.kriteria, n.skor) for n in d.indikator] == [
        (f"Indikator {b['nama']}", b["kriteria"], b["skor"]) for b in beku
    ]
    assert [n.data for n in d.indikator] == ["86,40", "100,00 %", "tingkat 40", "82,10", "Sangat baik"]
    assert [bool(n.uraian) for n in d.indikator] == [False, False, True, False, False]
    assert d.indikator[2].uraian == row.inovasi_uraian
    assert d.indikator[2].capaian == "Bermanfaat bagi semua OPD atau masyarakat."
    assert [nama for nama, _ in d.data_dukung] == ["papan.pdf"]
    assert d.jejak == Jejak.get_by_id(row.jejak_kunci).sidik[:12]
    assert Jejak.get_by_id(row.jejak_kunci).tindakan == "petruk.kunci"


def test_it_is_signed_by_the_head_on_the_day_of_kunci(cast: Cast) -> None:
    kepala = identitas(cast.orang["kepala"], HARI)
    t = _kartu(sampai(cast, StatusPenilaian.TERKUNCI)).ttd
    assert (t.nama, t.nip, t.pangkat) == (kepala.nama, tampilkan_nip(kepala.nip), "Pembina Utama Muda, IV/c")
    assert (t.jabatan, t.tempat, t.tanggal) == (("Kepala Dinas Uji Coba,",), "Teladan", HARI)


@pytest.mark.parametrize(
    ("kedudukan", "awalan"), [(Kedudukan.PLH, "Plh. "), (Kedudukan.PLT, "Plt. "), (Kedudukan.PJ, "Pj. ")]
)
def test_whoever_stands_in_for_the_head_signs_with_his_prefix(cast: Cast, kedudukan: Kedudukan, awalan: str) -> None:
    tempatkan(
        SISTEM, cast.orang["sekretaris"], jabatan_id=cast.jabatan["kadis"], kedudukan=kedudukan, mulai=HARI, pada=PADA
    )
    t = _kartu(sampai(cast, StatusPenilaian.TERSIMPAN)).ttd
    if kedudukan is Kedudukan.PLH or kedudukan is not Kedudukan.DEFINITIF:
        assert t.jabatan == (f"{awalan}Kepala Dinas Uji Coba,",)
        assert t.nama == "Rukmini Sasmita, S.H., M.M."


def test_an_official_may_sign_in_the_name_of_the_head(cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    isi_surat(cast, row.periode_id, Isian(atas_nama=cast.orang["sekretaris"]))
    t = _kartu(row).ttd
    assert t.jabatan == ("a.n. Kepala Dinas Uji Coba", "Sekretaris,")
    assert t.nama == "Rukmini Sasmita, S.H., M.M."
    calon = {i.pegawai_id for i in susun.calon_atas_nama(HARI)}
    assert calon == {cast.orang[w] for w in ("sekretaris", "atasan", "atasan_lain")}


def test_a_draft_is_a_draft_and_lacks_what_is_lacking(cast: Cast) -> None:
    d = _kartu(sampai(cast, StatusPenilaian.TERSIMPAN))
    assert (d.konsep, d.total, d.jejak, d.ttd.tanggal) == (True, None, "", None)
    assert [n.skor for n in d.indikator] == [10, 10, 40, 10, None]
    assert d.indikator[4].data == "–"


def test_the_published_example_adds_up_to_70(cast: Cast) -> None:
    periode = bantu.buka(cast, awal=9, akhir=10)
    for bulan in (9, 10):
        bantu.angka(cast, "pegawai", kinerja="84", hadir=None, perilaku="76", bulan=bulan)
        bantu.presensi(cast, "pegawai", bulan, hari_kerja=25, hadir=24 if bulan == 9 else 23)
    row = bantu.kunci(cast, bantu.team_work(cast, bantu.simpan(cast, bantu.nominasi(cast, periode))))
    d = _kartu(row)
    assert [(n.data, n.skor) for n in d.indikator] == [
        ("84,00", 0), ("94,00 %", 0), ("tingkat 40", 40), ("76,00", 10), ("Sangat baik", 20),
    ]  # fmt: skip
    assert (d.total, d.maksimum) == (70, 90)


def test_who_is_gugur_gets_no_paper(cast: Cast) -> None:
    with pytest.raises(RuleViolation, match="Mengundurkan diri"):
        _kartu(sampai(cast, StatusPenilaian.GUGUR))


def test_the_sheet_of_the_head_lists_all_nominees(cast: Cast) -> None:
    periode = bantu.buka(cast)
    sampai(cast, StatusPenilaian.TERSIMPAN, "pegawai", periode)
    sampai(cast, StatusPenilaian.LENGKAP, "pegawai_lain", periode)
    d = susun.susun_team_work(periode.id, hari=HARI).dokumen
    assert isinstance(d, LembarTeamWork)
    assert [(b.nama, b.unit, b.tingkat, b.inovasi, b.skor, b.putusan) for b in d.baris] == [
        ("Fajar Nugraha", "Bidang Pembanding", 40, "Papan harga daring", 20, "diterima"),
        ("Endah Lestari", "Bidang Perintis", 40, "Papan harga daring", None, "menunggu"),
    ]
    assert [p for p, _ in d.pilihan] == [0, 10, 15, 20]
    assert d.ttd.tanggal is None
    assert not d.konsep


def test_the_ranking_on_paper_is_the_ranking(cast: Cast) -> None:
    periode = bantu.buka(cast)
    sampai(cast, StatusPenilaian.TERKUNCI, "pegawai", periode)
    terkunci(cast, periode, "pegawai_lain", kinerja="90")
    d = susun.susun_rekap(periode.id, hari=HARI).dokumen
    assert isinstance(d, RekapPeringkat)
    asli = peringkat(periode.id, hari=HARI)
    assert d.konsep
    assert [(b.peringkat, b.nama, b.total, b.keterangan) for b in d.baris] == [
        (t.nomor, t.lembar.orang.nama, t.lembar.hasil.total, t.penentu) for t in asli.baris
    ]
    assert "unggul pada kinerja 90,00 lawan 86,40" in d.baris[0].keterangan
    assert [skor for skor, _ in d.baris[0].skor] == [10, 10, 40, 10, 20]
    bantu.peringkatkan(cast, periode)
    d = susun.susun_rekap(periode.id, hari=HARI).dokumen
    assert isinstance(d, RekapPeringkat)
    assert (d.konsep, d.ttd.tanggal) == (False, None), "a head without account decides on this sheet"


def test_the_letters_of_a_decision_say_what_was_decided_and_typed(cast: Cast) -> None:
    row = putuskan(cast)
    isi_surat(cast, row.periode_id)
    putus = keputusan(row.periode_id)
    assert putus is not None
    surat, acara = susun.susun_usulan(row.periode_id).dokumen, susun.susun_berita_acara(row.periode_id).dokumen
    piagam = susun.susun_piagam(row.periode_id, cast.orang["pegawai"]).dokumen
    assert isinstance(surat, SuratUsulan)
    assert isinstance(acara, BeritaAcara)
    assert isinstance(piagam, Piagam)
    menang = [(b.orang.nama, tampilkan_nip(b.orang.nip), b.total) for b in putus.pemenang]
    assert (
        [(u.nama, u.nip, u.total) for u in surat.terbaik] == [(u.nama, u.nip, u.total) for u in acara.terbaik] == menang
    )
    assert (surat.nomor, surat.tanggal, surat.kepada) == (
        ISIAN.usulan_nomor, ISIAN.usulan_tanggal, ("Kepala Badan Kepegawaian", "Kabupaten Teladan"),
    )  # fmt: skip
    assert (surat.tempat_tujuan, surat.ttd.tanggal, surat.tembusan) == ("Teladan", None, ("Bupati Teladan",))
    assert (acara.nomor, acara.tanggal, acara.jumlah_calon) == (putus.nomor_ba, putus.tanggal_ba, 2)
    assert list(acara.tim) == [
        ("Rukmini Sasmita, S.H., M.M.", "Ketua"),
        ("Bagja Permana, S.T.", "Anggota"),
    ]
    assert acara.ttd.jabatan == ("Mengetahui,", "Kepala Dinas Uji Coba,")
    assert (piagam.nama, piagam.nomor, piagam.total, piagam.sebutan) == (
        "Endah Lestari",
        "800/78/PIAGAM/2026",
        90,
        "Pegawai Terbaik",
    )
    assert piagam.ttd.tanggal == putus.tanggal_ba
    line = Jejak.get(Jejak.tindakan == "petruk.tetapkan", Jejak.objek == f"periode:{row.periode_id}")
    rekap = susun.susun_rekap(row.periode_id, hari=HARI).dokumen
    assert {d.jejak for d in (surat, acara, piagam, rekap)} == {line.sidik[:12]}, "the row of the decision"


def test_what_is_missing_is_named_with_its_remedy(cast: Cast) -> None:
    row = putuskan(cast)
    with pytest.raises(RuleViolation, match="isi nomor, tanggal dan tujuan pada bagian Isian surat"):
        susun.susun_usulan(row.periode_id)
    piagam = susun.susun_piagam(row.periode_id, cast.orang["pegawai"]).dokumen
    assert (piagam.nomor, piagam.keterangan_versi) == ("", f"versi 1 · jejak {piagam.jejak}")  # written by hand
    with pytest.raises(NotFound):
        susun.susun_piagam(row.periode_id, cast.orang["pegawai_lain"])


def test_nothing_is_proposed_before_the_decision(cast: Cast) -> None:
    row = sampai(cast, StatusPenilaian.TERKUNCI)
    for buat in (susun.susun_usulan, susun.susun_berita_acara):
        with pytest.raises(RuleViolation, match="belum ditetapkan"):
            buat(row.periode_id)


def test_attendance_on_paper_is_the_recap(cast: Cast) -> None:
    for siapa, hadir in (("pegawai", 20), ("pegawai_lain", 11), ("perencana", 22)):
        bantu.angka(cast, siapa, kinerja=None, hadir=hadir, perilaku=None, predikat=None)
    d = susun.susun_kehadiran(orang(cast, "pengelola"), 2026, 10, None, hari=HARI).dokumen
    assert isinstance(d, RekapKehadiran)
    rows = {r.pegawai.nama: r for r in RekapPresensi.select()}
    assert [b.nama for b in d.baris] == sorted(rows)
    for b in d.baris:
        r = rows[b.nama]
        assert b.angka == tuple(getattr(r, k) for k in (
            "hari_kerja", "hadir", "dinas_luar", "sakit", "izin", "cuti", "tanpa_keterangan",
            "tl1", "tl2", "tl3", "tl4", "psw1", "psw2", "psw3", "psw4",
        ))  # fmt: skip
        assert (b.nip, b.persen) == (
            tampilkan_nip(r.pegawai.nip),
            hitung_kehadiran([r.rekap], aturan_kehadiran()).persen,
        )
    assert d.baris[1].persen == Decimal("50.00")
    assert (d.periode, d.unit, d.ttd.tanggal) == ("Oktober 2026", "Seluruh unit kerja", None)
    assert d.keterangan[0] == "Kehadiran (%) = 100 × (hadir + dinas luar) / (hari kerja − sakit − cuti)."
    assert d.keterangan[-1].startswith("Belum ada rekap: 9 pegawai (Bagja Permana, S.T.; ")


def test_a_recap_of_too_many_asks_for_a_unit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for siapa in ("pegawai", "pegawai_lain"):
        bantu.angka(cast, siapa, kinerja=None, perilaku=None, predikat=None)
    monkeypatch.setattr(susun, "BARIS_TERBANYAK", 1)
    with pytest.raises(RuleViolation, match="berisi 2 pegawai. Pilih satu unit kerja"):
        susun.susun_kehadiran(orang(cast, "pengelola"), 2026, 10, None, hari=HARI)
    assert susun.susun_kehadiran(orang(cast, "pengelola"), 2026, 10, cast.unit["bidang_a"], hari=HARI).dokumen


def test_attendance_of_a_unit_is_of_that_unit(cast: Cast) -> None:
    for siapa in ("pegawai", "pegawai_lain"):
        bantu.angka(cast, siapa, kinerja=None, perilaku=None, predikat=None)
    d = susun.susun_kehadiran(orang(cast, "pengelola"), 2026, 10, cast.unit["bidang_a"], hari=HARI).dokumen
    assert isinstance(d, RekapKehadiran)
    assert ([b.nama for b in d.baris], d.unit) == (["Endah Lestari"], "Bidang Perintis")
    terbatas = susun.susun_kehadiran(orang(cast, "pengelola_b"), 2026, 10, None, hari=HARI)
    assert isinstance(terbatas.dokumen, RekapKehadiran)
    assert [b.nama for b in terbatas.dokumen.baris] == ["Fajar Nugraha"]
    assert terbatas.kunci == f"presensi:2026-10:0:{cast.orang['pengelola_b']}"
