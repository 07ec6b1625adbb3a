"""Validation on paper: state × deed × person, the sheet, what each page says, what it leaves behind (rules §1, §4)."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from skpweb.akun.services import buat_akun
from skpweb.audit.models import Jejak
from skpweb.audit.rules import sebut_tindakan
from skpweb.berkas.models import Berkas
from skpweb.berkas.services import buang_yatim
from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.harian.models import Catatan, LembarCkhp, NilaiBulan
from skpweb.harian.queries_capaian import capaian_banyak
from skpweb.harian.queries_kertas import antrean_kertas
from skpweb.harian.rules import ALUR_CATATAN, StatusCatatan, Tanda
from skpweb.pegawai.rules import Kedudukan
from skpweb.pegawai.services import tempatkan
from skpweb.skp.models import Skp
from tests.conftest import PADA
from tests.harian.bantu_kertas import KERTAS, catat, catatan_kertas, skp_kepala
from tests.harian.bantu_validasi import HARI, catatan_ada, kunci_ada, nilai_ada, pelaku
from tests.harian.test_validasi_layar import isian
from tests.persetujuan.bantu import PDF, bupati, lonceng
from tests.skp.bantu import iki_ada, rhk_ada

C = StatusCatatan
KE = {"validasi": C.VALID, "perbaikan": C.PERBAIKAN, "tolak": C.DITOLAK}
HARI_INI = clock.hari(PADA)


def kini(*rows):
    return [type(r).get_by_id(r.id).status for r in rows]


def alamat(cast, who="kepala", bulan=11):
    return f"/harian/validasi/{cast.orang[who]}/kertas/2026/{bulan}"


def lembar(**lain):
    return {"nomor": "800/7/CKHP", "tanggal": "20-11-2026", "berkas": (BytesIO(PDF), "ckhp.pdf"), **lain}


# ---- the deed -------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", list(C))
@pytest.mark.parametrize("deed", list(KE))
def test_state_by_deed(app, cast, status: C, deed: str) -> None:
    luar, row = bupati(), catatan_kertas(cast, status=status)
    umpan = "" if deed == "validasi" else "Sebutkan pasarnya"
    if not ALUR_CATATAN.boleh(status, deed):
        with pytest.raises(Conflict) as told:
            catat(cast, [row], deed=deed, umpan=umpan)
        assert f"Sekarang {status.label.lower()}" in " ".join(told.value.stored.values())
        assert (kini(row), LembarCkhp.select().count(), Berkas.select().count()) == ([status], 0, 0)
        return
    sheet = catat(cast, [row], deed=deed, umpan=umpan)
    now = Catatan.get_by_id(row.id)
    assert (now.status, now.versi, now.umpan) == (KE[deed], 2, umpan)
    assert (now.dinilai_oleh, now.dinilai_pada) == (luar.id, PADA)  # who signed, when it was put in
    assert (sheet.penilai_id, sheet.dicatat_oleh, sheet.scan.nama) == (luar.id, cast.orang["pengelola"], "ckhp.pdf")
    line = Jejak.get(Jejak.tindakan == "harian.catat_di_atas_kertas")
    assert (line.pelaku_id, line.pegawai_id, line.objek) == (
        cast.orang["pengelola"], cast.orang["kepala"], f"pegawai:{cast.orang['kepala']}",
    )  # fmt: skip
    assert line.sesudah["catatan"] == [row.id]
    assert (line.sesudah["diputuskan_oleh"], line.sesudah["nomor"], line.sesudah["tanggal"]) == (
        "Ir. Pandu Wirasena", "800/7/CKHP", "2026-11-20",
    )  # fmt: skip
    assert sebut_tindakan(line.tindakan) == "Harian: catat di atas kertas"
    assert "oleh Ir. Pandu Wirasena di atas kertas nomor 800/7/CKHP" in lonceng(cast, "kepala")[-1]


@pytest.mark.parametrize("who", [
    "kepala", "pegawai", "atasan", "ketua_tim", "sekretaris", "pengelola_b", "perencana", "pembaca", "admin",
])  # fmt: skip
def test_nobody_else_may(app, cast, sebagai, who: str) -> None:
    bupati()
    row = catatan_kertas(cast)
    client = sebagai(who)
    assert client.get(alamat(cast)).status_code == 403
    answer = client.post(alamat(cast), data=lembar(pilih=f"c{row.id}:1"))
    assert (answer.status_code, kini(row)) == (403, [C.DIKIRIM])


def test_never_for_oneself_also_as_pengelola(app, cast) -> None:
    """The head who is pengelola of the whole OPD too: another one records his sheet."""
    from skpweb.akun.queries import akun_milik
    from skpweb.akun.rules import Peran
    from skpweb.akun.services import atur_peran

    bupati()
    row = catatan_kertas(cast)
    atur_peran(SISTEM, akun_milik(cast.orang["kepala"]), [(Peran.PENGELOLA, None)], pada=PADA)
    assert pelaku(cast, "kepala").boleh("harian.catat_di_atas_kertas")
    assert antrean_kertas(pelaku(cast, "kepala"), HARI_INI) == []
    with pytest.raises(NotAllowed, match="sendiri"):
        catat(cast, [row], oleh="kepala")
    assert kini(row) == [C.DIKIRIM]


def test_a_superior_with_an_account_validates_in_the_app(app, cast) -> None:
    luar, row = bupati(), catatan_kertas(cast)
    bawahan = catatan_kertas(cast, "pegawai")
    with pytest.raises(NotAllowed, match="punya akun"):
        catat(cast, [bawahan], who="pegawai")
    buat_akun(SISTEM, luar.id, "bukan-hash", pada=PADA)
    assert antrean_kertas(pelaku(cast, "pengelola"), HARI_INI) == []
    with pytest.raises(NotAllowed, match="punya akun"):
        catat(cast, [row])


def test_a_luar_who_stands_in_for_a_post_signs_for_its_people(app, cast) -> None:
    luar = bupati()
    tempatkan(
        SISTEM, luar.id, jabatan_id=cast.jabatan["kabid_a"], kedudukan=Kedudukan.PLH, mulai=date(2026, 11, 1), pada=PADA
    )
    row = catatan_kertas(cast, "pegawai")
    assert [
        (a.orang.pegawai_id, a.penilai.pegawai_id) for a in antrean_kertas(pelaku(cast, "pengelola"), HARI_INI)
    ] == [(cast.orang["pegawai"], luar.id)]
    catat(cast, [row], who="pegawai")
    assert kini(row) == [C.VALID]


@pytest.mark.parametrize(
    ("kertas", "field"),
    [
        (replace(KERTAS, nomor=" "), "nomor"),
        (replace(KERTAS, unggahan=None), "berkas"),
        (replace(KERTAS, unggahan=("x.pdf", b"bukan pdf")), "berkas"),
        (replace(KERTAS, tanggal=date(2026, 11, 22)), "tanggal"),  # not yet come
        (replace(KERTAS, tanggal=HARI - timedelta(days=1)), "tanggal"),  # before the work on it
    ],
)
def test_number_date_and_scan_are_required(app, cast, kertas, field: str) -> None:
    bupati()
    row = catatan_kertas(cast)
    with pytest.raises(RuleViolation) as fault:
        catat(cast, [row], kertas)
    assert (fault.value.faults[0].field, kini(row), LembarCkhp.select().count()) == (field, [C.DIKIRIM], 0)


def test_who_signed_is_the_superior_of_the_sheets_date(app, cast) -> None:
    row = catatan_kertas(cast, tanggal=date(2019, 12, 2))  # before the pejabat luar took office
    bupati()
    with pytest.raises(RuleViolation, match="Pada tanggal itu") as fault:
        catat_2019 = replace(KERTAS, tanggal=date(2019, 12, 31))
        from skpweb.harian.services_kertas import catat_di_atas_kertas
        from tests.harian.bantu_validasi import pilih

        who = pelaku(cast, "pengelola")
        catat_di_atas_kertas(who, row.pegawai_id, 2019, 12, [("validasi", pilih(row))], catat_2019, pada=PADA)
    assert fault.value.field == "tanggal"


def test_a_locked_month_stays_as_it_is(app, cast, sebagai) -> None:
    bupati()
    row = catatan_kertas(cast)
    kunci_ada(cast, "kepala")
    with pytest.raises(Locked):
        catat(cast, [row])
    client = sebagai("pengelola")
    answer = client.post(alamat(cast), data=lembar(pilih=f"c{row.id}:1"))
    assert answer.status_code == 403 and "sudah dikunci" in answer.text
    assert "Tidak ada yang menunggu" in client.get(alamat(cast)).text
    assert "tanda tangan di atas kertas" not in client.get("/harian/validasi").text
    assert kini(row) == [C.DIKIRIM]


def test_only_of_that_person_and_month(app, cast) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    lama, lain = catatan_ada(skp, iki, date(2026, 10, 5)), catatan_kertas(cast, "pegawai")
    for row in (lama, lain):
        with pytest.raises(NotFound):
            catat(cast, [row])
    assert kini(lama, lain) == [C.DIKIRIM] * 2


def test_the_month_gets_its_capaian(app, cast) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    siapa, rows = cast.orang["kepala"], [catatan_ada(skp, iki, date(2026, 10, d), realisasi="5") for d in (5, 6)]
    assert capaian_banyak([siapa], 2026, 10, PADA)[siapa].nilai is None
    catat(cast, rows, bulan=10)
    assert capaian_banyak([siapa], 2026, 10, PADA)[siapa].nilai == 100
    assert Skp.get_by_id(skp.id).dipakai_pada == PADA


# ---- the pages ------------------------------------------------------------------------------------
def test_from_queue_to_record(app, cast, sebagai) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    sah, kembali, tolak, sisa = (catatan_ada(skp, iki, date(2026, 11, d)) for d in (16, 17, 18, 19))
    tanpa = nilai_ada(iki_ada(rhk_ada(skp, "Terbitnya pedoman"), batas=None), 11)
    client = sebagai("pengelola")
    assert "5 catatan menunggu tanda tangan Ir. Pandu Wirasena di CKHP" in client.get("/").text
    assert f'href="{alamat(cast)}"' in client.get("/harian/validasi").text
    page = client.get(alamat(cast)).text
    data = isian(page)
    del data[f"tanda-n{tanpa.id}"]  # not marked yet
    assert len(data["pilih"]) == 5  # all ticked at first
    data["pilih"] = [k for k in data["pilih"] if k != f"c{sisa.id}:1"]
    data |= lembar(**{f"putusan-c{kembali.id}": "perbaikan", f"putusan-c{tolak.id}": "tolak"})
    answer = client.post(alamat(cast), data={**data, f"tanda-n{tanpa.id}": "tercapai"})
    assert answer.status_code == 422 and f'href="#umpan-c{kembali.id}"' in answer.text
    assert f"c{sisa.id}:1" not in isian(answer.text)["pilih"]  # stays unticked
    data |= {
        f"umpan-c{kembali.id}": "Sebutkan pasarnya",
        f"umpan-c{tolak.id}": "Bukan tugas",
        "berkas": lembar()["berkas"],
    }
    answer = client.post(alamat(cast), data=data)
    assert answer.status_code == 422 and "Pilih Tercapai, Sebagian, atau Belum." in answer.text
    data |= {f"tanda-n{tanpa.id}": "tercapai", f"umpan-n{tanpa.id}": "Pedoman terbit", "berkas": lembar()["berkas"]}
    answer = client.post(alamat(cast), data=data, follow_redirects=True)
    assert "Validasi 4 kinerja harian di atas kertas dicatat" in answer.text
    assert kini(sah, kembali, tolak, sisa, tanpa) == [C.VALID, C.PERBAIKAN, C.DITOLAK, C.DIKIRIM, C.VALID]
    assert NilaiBulan.get_by_id(tanpa.id).tanda is Tanda.TERCAPAI
    assert Catatan.get_by_id(kembali.id).umpan == "Sebutkan pasarnya"
    (sheet,) = LembarCkhp.select()
    assert "Divalidasi Ir. Pandu Wirasena di atas kertas" in answer.text
    scan = client.get(f"/bulanan/lembar/{sheet.id}")
    assert (scan.status_code, scan.mimetype) == (200, "application/pdf")
    assert "1 catatan menunggu tanda tangan" in client.get("/").text  # what was left out
    told = lonceng(cast, "kepala")
    assert told[0] == "2 kinerja harian disahkan oleh Ir. Pandu Wirasena di atas kertas nomor 800/7/CKHP"
    assert told[1].endswith(": Sebutkan pasarnya")


def test_what_changed_meanwhile_is_a_conflict_that_names_it(app, cast, sebagai) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    rows = [catatan_ada(skp, iki, date(2026, 11, d)) for d in (16, 17)]
    client = sebagai("pengelola")
    data = isian(client.get(alamat(cast)).text)
    with tulis(exempt="uji"):
        Catatan.update(status=C.KONSEP, versi=2).where(Catatan.id == rows[0].id).execute()
    answer = client.post(alamat(cast), data=data | lembar())
    assert answer.status_code == 409
    assert "catatan 16 November 2026" in answer.text and "Sekarang konsep" in answer.text
    assert (kini(*rows), LembarCkhp.select().count()) == ([C.KONSEP, C.DIKIRIM], 0)


def test_nothing_ticked_is_refused(app, cast, sebagai) -> None:
    bupati()
    row = catatan_kertas(cast)
    answer = sebagai("pengelola").post(alamat(cast), data=lembar(_semua=f"c{row.id}:1"))
    assert answer.status_code == 422 and "Belum ada yang dicentang" in answer.text
    assert "pilih" not in isian(answer.text)


def test_an_empty_month_and_an_office_without_luar(app, cast, sebagai) -> None:
    client = sebagai("pengelola")
    assert client.get(alamat(cast)).status_code == 403  # nobody rates the head yet
    bupati()
    assert "Tidak ada yang menunggu" in client.get(alamat(cast)).text
    assert "Tidak ada yang menunggu Anda" in client.get("/harian/validasi").text
    assert client.get(alamat(cast, bulan=13)).status_code == 404


def test_the_head_is_told_what_to_do(app, cast, sebagai) -> None:
    bupati()
    row, client = catatan_kertas(cast), sebagai("kepala")
    cetak = f'href="/cetak/ckhp/2026/11/{cast.orang["kepala"]}.pdf"'
    for page in (client.get(f"/harian/{row.tanggal}").text, client.get("/bulanan/2026/11").text):
        assert "Ir. Pandu Wirasena memvalidasi di atas kertas." in page and cetak in page
        assert "serahkan lembar itu kepada pengelola kepegawaian" in page
    catat(cast, [row])
    for page in (client.get(f"/harian/{row.tanggal}").text, client.get("/bulanan/2026/11").text):
        assert "memvalidasi di atas kertas." not in page
    assert "Nomor 800/7/CKHP, 20 November 2026" in client.get("/bulanan/2026/11").text


def test_whose_superior_is_in_the_app_is_told_nothing(app, cast, sebagai) -> None:
    bupati()
    row, client = catatan_kertas(cast, "pegawai"), sebagai("pegawai")
    for url in (f"/harian/{row.tanggal}", "/bulanan/2026/11"):
        assert "di atas kertas" not in client.get(url).text


def test_it_takes_few_queries(app, cast, sebagai, hitung_query) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    for d in range(1, 21):
        catatan_ada(skp, iki, date(2026, 11, d))
    client = sebagai("pengelola")
    for url, most in (("/harian/validasi", 10), (alamat(cast), 10)):
        client.get(url)
        with hitung_query() as q:
            assert client.get(url).status_code == 200
        assert len(q) <= most, (url, q.sql)


def test_what_was_recorded_is_taken_back_with_a_reason(app, cast, sebagai) -> None:
    bupati()
    skp, iki = skp_kepala(cast)
    salah, benar = (catatan_ada(skp, iki, date(2026, 11, d)) for d in (16, 17))
    catat(cast, [salah, benar])
    client, siapa = sebagai("pengelola"), cast.orang["kepala"]
    assert f'href="{alamat(cast)}#sah"' in client.get(f"/bulanan/2026/11/{siapa}").text
    buka = f"/harian/validasi/{siapa}/kertas/buka/c{salah.id}"
    assert f'href="{buka}"' in client.get(alamat(cast)).text
    assert client.post(buka, data={"_versi": "2", "umpan": " "}).status_code == 422
    answer = client.post(buka, data={"_versi": "2", "umpan": "Salah centang"}, follow_redirects=True)
    assert "Dibuka kembali; pegawai sudah diberi tahu." in answer.text and f'href="{buka}"' not in answer.text
    assert (kini(salah, benar), LembarCkhp.select().count()) == ([C.PERBAIKAN, C.VALID], 1)
    line = Jejak.get(Jejak.tindakan == "harian.buka_kertas")
    assert (line.pelaku_id, line.pegawai_id, line.sesudah) == (
        cast.orang["pengelola"], siapa, {"catatan": [salah.id], "umpan": "Salah centang"},
    )  # fmt: skip
    assert lonceng(cast, "kepala")[-1] == (
        "Catatan 16 November 2026 dibuka kembali untuk diperbaiki oleh Gita Savitri, S.Sos.: Salah centang"
    )
    assert client.post(buka, data={"_versi": "2", "umpan": "Lagi"}).status_code == 409
    kunci_ada(cast, "kepala")
    assert (
        client.post(buka.replace(f"c{salah.id}", f"c{benar.id}"), data={"_versi": "2", "umpan": "x"}).status_code == 403
    )
    assert "Buka kembali" not in client.get(alamat(cast)).text
    assert kini(salah, benar) == [C.PERBAIKAN, C.VALID]


# ---- what it leaves behind ------------------------------------------------------------------------
def test_the_sheet_is_in_ones_data_and_is_no_orphan(app, cast, sebagai) -> None:
    bupati()
    sheet = catat(cast, [catatan_kertas(cast)])
    bagian = sebagai("kepala").post("/profil/data.json").get_json()["bagian"]
    (baris,) = bagian["lembar_ckhp"]
    assert (baris["Nomor"], baris["Penilai"], baris["Scan"]) == ("800/7/CKHP", "Ir. Pandu Wirasena", "ckhp.pdf")
    assert baris["Dicatat oleh"] == "Gita Savitri, S.Sos."
    assert buang_yatim() == 0
    assert sebagai("kepala").get(f"/bulanan/lembar/{sheet.id}").status_code == 200
    assert sebagai("sekretaris").get(f"/bulanan/lembar/{sheet.id}").status_code == 404
