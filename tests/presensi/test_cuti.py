"""Dated leave and duty travel: the person's list and form, its faults, taking back, what differs from the recap."""

from datetime import date

import pytest

from skpweb.audit.models import Jejak
from skpweb.core.access import SISTEM
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.pegawai.rules import Status
from skpweb.pegawai.services import tetapkan_status
from skpweb.periode.rules import KalenderKerja
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.queries_cuti import kalender_orang
from skpweb.presensi.rules import BedaRekap, JenisCuti, Rekap, Rentang, beda_rekap, periksa_cuti
from skpweb.presensi.services import simpan_rekap
from skpweb.presensi.services_cuti import cabut_cuti, catat_cuti

SENIN, RABU = date(2026, 10, 5), date(2026, 10, 7)
CUTI = Rentang(JenisCuti.CUTI, SENIN, RABU)
ISI = {"jenis": "dinas_luar", "mulai": "05-10-2026", "sampai": "07-10-2026", "keterangan": "SPT 12"}


@pytest.mark.parametrize(
    ("mulai", "sampai", "field", "kata"),
    [
        (RABU, SENIN, "sampai", "Mendahului"),
        (SENIN, date(2027, 10, 6), "sampai", "setahun"),
        (date(2026, 10, 1), SENIN, "mulai", "Sudah tercatat cuti"),
        (RABU, RABU, "mulai", "Cabut dulu"),
    ],
)
def test_faults_name_their_field(mulai: date, sampai: date, field: str, kata: str) -> None:
    with pytest.raises(RuleViolation, match=kata) as salah:
        periksa_cuti(Rentang(JenisCuti.IZIN, mulai, sampai), [CUTI])
    assert salah.value.field == field
    periksa_cuti(Rentang(JenisCuti.IZIN, date(2026, 10, 8), date(2026, 10, 8)), [CUTI])


def test_working_days_are_compared_with_the_recap_month_by_month() -> None:
    panjang = Rentang(JenisCuti.CUTI, date(2026, 9, 30), date(2026, 10, 4))  # two working days, one in each month
    rekap = {9: Rekap(22, hadir=21, cuti=1), 10: Rekap(22, hadir=17, cuti=3, sakit=2)}
    beda = beda_rekap([panjang, CUTI], rekap, 2026, KalenderKerja())
    assert beda == [BedaRekap(10, JenisCuti.CUTI, 5, 3), BedaRekap(10, JenisCuti.SAKIT, 0, 2)]
    assert beda_rekap([CUTI], {}, 2026, KalenderKerja()) == []


def test_taken_back_it_no_longer_counts_but_stays_on_the_trail(app, cast, pada) -> None:
    who = cast.orang["pegawai"]
    row = catat_cuti(SISTEM, who, CUTI, "Cuti tahunan", pada=pada)
    with pytest.raises(RuleViolation, match="Sudah tercatat"):
        catat_cuti(SISTEM, who, CUTI, pada=pada)
    assert not kalender_orang({who: None}, SENIN, RABU)[who].hari_kerja(SENIN)
    cabut_cuti(SISTEM, row.id, pada=pada)
    assert kalender_orang({who: None}, SENIN, RABU)[who].hari_kerja(SENIN)
    with pytest.raises(NotFound):
        cabut_cuti(SISTEM, row.id, pada=pada)
    kata = [j.tindakan for j in Jejak.select().where(Jejak.objek == f"cuti:{row.id}").order_by(Jejak.id)]
    assert kata == ["presensi.catat_cuti", "presensi.cabut_cuti"]


def test_days_of_another_status_are_no_working_days_until_he_is_back(app, cast, pada) -> None:
    who, kamis = cast.orang["pegawai"], date(2026, 10, 8)
    sk = {"sk_nomor": "800/9/2026", "sk_tanggal": SENIN, "pada": pada}

    def kerja() -> list[bool]:
        kalender = kalender_orang({who: None}, date(2026, 10, 2), date(2026, 10, 9))[who]
        return [kalender.hari_kerja(h) for h in (date(2026, 10, 2), SENIN, RABU, kamis)]

    tetapkan_status(SISTEM, who, status=Status.CUTI_PANJANG, mulai=SENIN, **sk)
    assert kerja() == [True, False, False, False]
    tetapkan_status(SISTEM, who, status=Status.AKTIF, mulai=RABU, pada=pada)
    assert kerja() == [True, False, True, True]
    tetapkan_status(SISTEM, who, status=Status.TUGAS_BELAJAR, mulai=kamis, sampai=kamis, **sk)
    assert kerja() == [True, False, True, False]
    assert kalender_orang({cast.orang["atasan"]: None}, SENIN, kamis)[cast.orang["atasan"]].hari_kerja(SENIN)


def test_the_page_lists_takes_and_takes_back(sebagai, cast, pada) -> None:
    klien, alamat = sebagai("pengelola"), f"/presensi/{cast.orang['pegawai']}"
    simpan_rekap(SISTEM, cast.orang["pegawai"], 2026, 10, Rekap(22, hadir=20, dinas_luar=2), pada=pada)
    assert "Belum ada yang bertanggal pada 2026" in klien.get(alamat).text
    salah = klien.post(f"{alamat}/cuti", data=ISI | {"sampai": "31-02-2026"})
    assert salah.status_code == 422 and 'href="#sampai"' in salah.text and 'value="SPT 12"' in salah.text
    assert klien.post(f"{alamat}/cuti", data=ISI).status_code == 303
    teks = klien.get(alamat).text
    assert "7 Oktober 2026" in teks and "Oktober, dinas luar: 3 hari kerja bertanggal, 2 menurut rekap" in teks
    assert "SPT 12" in sebagai("pegawai").get("/presensi/saya").text
    assert "Cabut" not in sebagai("pegawai").get("/presensi/saya").text
    assert klien.post(f"/presensi/cuti/{CutiDinas.get().id}/cabut").status_code == 303
    assert "SPT 12" not in klien.get(alamat).text
    assert "Cuti dan dinas luar" not in sebagai("pegawai").get("/presensi/saya").text
