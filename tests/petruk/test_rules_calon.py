"""Who may be nominated, and the two status machines: every state × deed that is not listed is refused."""

from dataclasses import replace
from datetime import date

import pytest

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kepegawaian, Status
from skpweb.petruk.rules import Akibat, Instrumen, Predikat, Syarat
from skpweb.petruk.rules_alur import ALUR_PENILAIAN, ALUR_PERIODE, StatusPenilaian, StatusPeriode
from skpweb.petruk.rules_calon import (
    FaktaCalon,
    bulan_penuh,
    pastikan_kuota,
    pastikan_layak,
    periksa_inovasi,
    periksa_kelayakan,
)

DASAR = Instrumen()
BIASA = FaktaCalon(
    kepegawaian=Kepegawaian.PNS,
    status=Status.AKTIF,
    jenis_jabatan=JenisJabatan.PELAKSANA,
    mulai_di_opd=date(2020, 1, 1),
    akhir_periode=date(2026, 8, 31),
    tahun_predikat=2025,
    predikat=Predikat.BAIK,
)


def test_an_ordinary_person_is_eligible_without_remarks():
    k = periksa_kelayakan(DASAR, BIASA)
    assert k.layak and not k.peringatan


@pytest.mark.parametrize(
    "ubah, kata",
    [
        ({"predikat": Predikat.BUTUH_PERBAIKAN}, "Butuh Perbaikan"),
        ({"predikat": Predikat.KURANG}, "Kurang"),
        ({"hukuman": True}, "hukuman disiplin"),
        ({"jenis_jabatan": JenisJabatan.JPT_PRATAMA}, "pimpinan tinggi"),
        ({"kepala": True}, "kepala OPD"),
        ({"penilai": True}, "menominasikan"),
        ({"status": Status.TUGAS_BELAJAR}, "bukan aktif"),
        ({"kepegawaian": Kepegawaian.PPPK}, "PNS"),
        ({"kepegawaian": Kepegawaian.PARUH_WAKTU}, "PNS"),
    ],
)
def test_blocks(ubah, kata):
    k = periksa_kelayakan(DASAR, replace(BIASA, **ubah))
    assert len(k.blokir) == 1 and kata in k.blokir[0]
    with pytest.raises(RuleViolation, match=kata):
        pastikan_layak(k)


@pytest.mark.parametrize(
    "ubah, kata",
    [
        ({"mulai_di_opd": date(2026, 4, 1)}, "Baru 5 bulan"),
        ({"menang": ("Triwulan II 2026",)}, "Pemenang Triwulan II 2026"),
        ({"predikat": None}, "Predikat 2025 belum ada"),
    ],
)
def test_warnings_do_not_block(ubah, kata):
    k = periksa_kelayakan(DASAR, replace(BIASA, **ubah))
    assert k.layak and len(k.peringatan) == 1 and kata in k.peringatan[0]


def test_a_first_year_person_needs_no_predikat():
    baru = replace(BIASA, predikat=None, mulai_di_opd=date(2026, 1, 2))
    assert periksa_kelayakan(DASAR, baru).peringatan == ()


@pytest.mark.parametrize("akibat, blokir, peringatan", [("blokir", 1, 0), ("peringatan", 0, 1), ("abaikan", 0, 0)])
def test_the_office_decides_what_a_condition_does(akibat, blokir, peringatan):
    i = replace(DASAR, syarat={**DASAR.syarat, Syarat.JPT: Akibat(akibat), Syarat.PEMENANG: Akibat(akibat)})
    for ubah in ({"jenis_jabatan": JenisJabatan.JPT_PRATAMA}, {"menang": ("Triwulan I 2026",)}):
        k = periksa_kelayakan(i, replace(BIASA, **ubah))
        assert (len(k.blokir), len(k.peringatan)) == (blokir, peringatan)


def test_head_and_scorer_are_no_setting():
    longgar = replace(DASAR, syarat=dict.fromkeys(Syarat, Akibat.ABAIKAN))
    assert not periksa_kelayakan(longgar, replace(BIASA, kepala=True)).layak
    assert not periksa_kelayakan(longgar, replace(BIASA, penilai=True)).layak


@pytest.mark.parametrize(
    "mulai, bulan",
    [
        (date(2026, 3, 1), 6),
        (date(2026, 3, 2), 5),
        (date(2026, 2, 28), 6),
        (date(2026, 8, 31), 0),
        (date(2026, 9, 1), 0),
        (None, None),
    ],
)
def test_whole_months_up_to_the_last_day(mulai, bulan):
    assert bulan_penuh(mulai, date(2026, 8, 31)) == bulan


def test_a_unit_nominates_no_more_than_its_number():
    pastikan_kuota(DASAR, 0, "Sekretariat")
    with pytest.raises(RuleViolation, match="Sekretariat sudah mengusulkan 1 pegawai"):
        pastikan_kuota(DASAR, 1, "Sekretariat")
    pastikan_kuota(replace(DASAR, maksimum_unit=2), 1, "Sekretariat")


@pytest.mark.parametrize(
    "tingkat, uraian, bukti, fields",
    [
        (None, "", 0, ["inovasi_tingkat"]),
        (25, "x", 1, ["inovasi_tingkat"]),
        (0, "", 0, []),
        (10, "Papan harga", 0, []),
        (10, "  ", 0, ["inovasi_uraian"]),
        (20, "Papan harga", 0, ["berkas"]),
        (40, "", 0, ["inovasi_uraian", "berkas"]),
        (40, "Papan harga", 1, []),
    ],
)
def test_a_level_needs_its_text_and_from_20_its_evidence(tingkat, uraian, bukti, fields):
    assert [f.field for f in periksa_inovasi(DASAR, tingkat, uraian, bukti)] == fields


S, P = StatusPenilaian, StatusPeriode
SAH_PENILAIAN = {
    "simpan": {S.DRAF, S.TERSIMPAN, S.LENGKAP},
    "dukung": {S.DRAF, S.TERSIMPAN, S.LENGKAP},
    "team_work": {S.TERSIMPAN, S.LENGKAP},
    "kunci": {S.LENGKAP},
    "scan": {S.TERKUNCI, S.BERTANDA_TANGAN},
    "gugur": {S.DRAF, S.TERSIMPAN, S.LENGKAP, S.TERKUNCI, S.BERTANDA_TANGAN},
    "buka_kembali": {S.TERKUNCI, S.BERTANDA_TANGAN, S.GUGUR},
}
SAH_PERIODE = {
    "tutup": {P.TERBUKA},
    "peringkatkan": {P.DITUTUP},
    "tetapkan": {P.DIPERINGKAT},
    "arsipkan": {P.DITETAPKAN},
    "buka_kembali": {P.DITUTUP, P.DIPERINGKAT, P.DITETAPKAN, P.ARSIP},
}


@pytest.mark.parametrize("alur, sah, status", [(ALUR_PENILAIAN, SAH_PENILAIAN, S), (ALUR_PERIODE, SAH_PERIODE, P)])
def test_every_state_times_deed_not_listed_is_refused(alur, sah, status):
    assert {d for _, d in alur.jalan} == set(sah)
    for deed, boleh in sah.items():
        for s in status:
            if s in boleh:
                assert alur.lanjut(s, deed) in status
            else:
                with pytest.raises(RuleViolation, match=s.label):
                    alur.lanjut(s, deed)
