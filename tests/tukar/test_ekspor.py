"""What a list shows goes out as xlsx: the same rows, the same sight, never a formula."""

from decimal import Decimal

import pytest

from skpweb.core.access import SISTEM
from skpweb.core.clock import hari
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.services import ubah_pegawai
from skpweb.presensi.rules import Rekap
from skpweb.presensi.services import simpan_rekap
from skpweb.tukar import xlsx
from tests.petruk import bantu
from tests.tukar.bantu import pratinjau


def isi(jawab):
    """Rows under the header of the exported sheet, by heading."""
    assert jawab.status_code == 200, jawab.text
    lembar = xlsx.baca("a.xlsx", jawab.data)[0]
    assert lembar.rumus == frozenset()
    kepala = next(n for n, b in enumerate(lembar.baris) if "NIP" in b)
    return [dict(zip(lembar.baris[kepala], b, strict=True)) for b in lembar.baris[kepala + 1 :]]


def test_people_with_superior_and_post(sebagai, cast, pada):
    baris = {b["NIP"]: b for b in isi(sebagai("pengelola").get("/ekspor/pegawai.xlsx"))}
    semua = identitas_banyak(None, hari(pada))
    assert len(baris) == len(semua)
    satu, atas = semua[cast.orang["pegawai"]], semua[cast.orang["atasan"]]
    assert (baris[satu.nip]["NIP Atasan"], baris[satu.nip]["Dinilai oleh"]) == (atas.nip, atas.nama)
    assert (baris[satu.nip]["Jabatan"], baris[satu.nip]["Unit Kerja"]) == (satu.jabatan, satu.unit)


def test_the_filter_of_the_list_is_that_of_the_export(sebagai, cast):
    client = sebagai("pengelola")
    assert [b["Nama"] for b in isi(client.get("/ekspor/pegawai.xlsx?cari=endah"))] == ["Endah Lestari"]
    unit = isi(client.get(f"/ekspor/pegawai.xlsx?unit={cast.unit['bidang_b']}&urut=-nama"))
    assert {b["Unit Kerja"] for b in unit} == {"Bidang Pembanding"}
    assert [b["Nama"] for b in unit] == sorted((b["Nama"] for b in unit), reverse=True)


@pytest.mark.baku("V8.2.3", "V15.3.1")
def test_telephones_are_for_those_who_keep_them(sebagai, cast, pada):
    orang = Pegawai.get_by_id(cast.orang["pegawai"])
    ubah_pegawai(SISTEM, orang.id, orang.versi, nama=orang.nama, kelamin=None, hp="0812", email="", pada=pada)
    assert isi(sebagai("pengelola").get("/ekspor/pegawai.xlsx?cari=endah"))[0]["No. HP"] == "0812"
    assert isi(sebagai("atasan").get("/ekspor/pegawai.xlsx?cari=endah"))[0]["No. HP"] is None


def test_a_pengelola_of_some_units_exports_these_only(sebagai):
    assert {b["Unit Kerja"] for b in isi(sebagai("pengelola_b").get("/ekspor/pegawai.xlsx"))} == {"Bidang Pembanding"}


def test_an_export_goes_in_again_as_it_is(sebagai, app):
    """What was exported can be mended in a spreadsheet and imported: nothing differs."""
    client = sebagai("pengelola")
    jawab = client.get("/ekspor/pegawai.xlsx")
    impor = pratinjau(client, "pegawai", jawab.data)
    assert impor.ringkasan["sama"] == impor.ringkasan["dibaca"] == 12


@pytest.mark.baku("K22")
@pytest.mark.parametrize("jahat", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_names_never_become_formulas(sebagai, cast, pada, jahat):
    orang = Pegawai.get_by_id(cast.orang["pegawai"])
    ubah_pegawai(SISTEM, orang.id, orang.versi, nama=jahat, kelamin=None, hp="", email="", pada=pada)
    assert f"'{jahat}" in [b["Nama"] for b in isi(sebagai("pengelola").get("/ekspor/pegawai.xlsx"))]


def test_attendance_of_the_month_asked_for(sebagai, cast, pada):
    simpan_rekap(SISTEM, cast.orang["pegawai"], 2026, 9, Rekap(22, 20, cuti=2, tl1=3), sumber="Uji", pada=pada)
    baris = isi(sebagai("pengelola").get("/ekspor/presensi.xlsx?tahun=2026&bulan=9&keadaan=ada"))
    assert [(b["Nama"], b["Hari kerja"], b["Cuti"], b["TL1"], b["Kehadiran (%)"]) for b in baris] == [
        ("Endah Lestari", 22, 2, 3, 100)
    ]


def test_values_from_elsewhere(sebagai, cast):
    bantu.angka(cast, "pegawai")
    client = sebagai("pengelola")
    nilai = isi(client.get("/ekspor/ekinerja.xlsx?tahun=2026&bulan=10&keadaan=ada"))
    assert [(b["Nama"], b["Nilai"], b["Sumber"]) for b in nilai] == [("Endah Lestari", Decimal("86.4"), "impor uji")]
    assert isi(client.get("/ekspor/predikat.xlsx?cari=endah"))[0]["Predikat"] == "Baik"
    assert client.get("/ekspor/perilaku.xlsx?tahun=1999").status_code == 404


def test_candidates_and_ranking(sebagai, cast):
    bantu.angka(cast, "pegawai")
    periode = bantu.buka(cast)
    bantu.kunci(cast, bantu.team_work(cast, bantu.simpan(cast, bantu.nominasi(cast, periode))))
    client = sebagai("pengelola")
    calon = isi(client.get(f"/ekspor/calon.xlsx?periode={periode.id}&unit={cast.unit['bidang_a']}"))
    satu = next(b for b in calon if b["Nama"] == "Endah Lestari")
    assert (satu["Kinerja"], satu["Kehadiran (%)"], satu["Total"]) == (Decimal("86.4"), 100, 90)
    assert client.get(f"/ekspor/calon.xlsx?periode={periode.id}&unit=999").status_code == 404
    juara = isi(client.get(f"/ekspor/peringkat.xlsx?periode={periode.id}"))
    assert [(b["Peringkat"], b["Nama"], b["Total"], b["Kinerja (nilai)"], b["Kinerja (skor)"]) for b in juara] == [
        (1, "Endah Lestari", 90, Decimal("86.4"), 10)
    ]
    assert (juara[0]["Disiplin (%)"], juara[0]["Perilaku 360° (nilai)"], juara[0]["NIP"]) == (
        100,
        Decimal("82.1"),
        satu["NIP"],
    )
    assert sebagai("pengelola_b").get(f"/ekspor/peringkat.xlsx?periode={periode.id}").status_code == 403


def test_what_has_no_list_has_no_export(sebagai):
    assert sebagai("pengelola").get("/ekspor/rahasia.xlsx").status_code == 404


@pytest.mark.parametrize("siapa", ["pegawai", "ketua_tim"])
def test_strangers_are_refused(sebagai, siapa):
    assert sebagai(siapa).get("/ekspor/pegawai.xlsx").status_code == 403
