"""The superior's pages: what they show, how many queries they take, what they refuse."""

import gzip
import re
from datetime import date

import pytest

from skpweb.berkas.services import siapkan, simpan_siap
from skpweb.core.access import SISTEM
from skpweb.core.db import db, tulis
from skpweb.harian.models import Bukti, Catatan, NilaiBulan
from skpweb.harian.queries_validasi import MENUNGGU
from skpweb.harian.rules import StatusCatatan, Tanda
from tests.harian.bantu_validasi import bawahan_ada, catatan_ada, delegasi_ada, nilai_ada
from tests.petruk.bantu import PDF
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada, skp_lengkap

C = StatusCatatan


def isian(text: str) -> dict[str, list[str]]:
    """The hidden and ticked fields of the page, as a browser sends them."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        a = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        ticked = a.get("type") != "checkbox" or " checked" in tag
        if ticked and a.get("type") in ("hidden", "checkbox", "radio") and a["name"] not in ("_kunci", "csrf_token"):
            found.setdefault(a["name"], []).append(a["value"])
    return found


def status(rows: list[Catatan]) -> list[C]:
    return [Catatan.get_by_id(r.id).status for r in rows]


def test_twenty_people_with_one_button(app, cast, pada, sebagai) -> None:
    rows = bawahan_ada(cast, pada, 20)
    client = sebagai("atasan")
    page = client.get("/harian/validasi").text
    assert "Validasi yang dicentang</button>" in page and "Validasi Semua" not in page
    assert "60 menunggu dari 20 pegawai" in page
    answer = client.post("/harian/validasi", data=isian(page), follow_redirects=True)
    assert "60 kinerja harian dari 20 pegawai disahkan." in answer.text
    assert set(status(rows)) == {C.VALID}
    assert "Tidak ada yang menunggu Anda" in answer.text


def test_what_is_unticked_or_came_later_still_waits(app, cast, pada, sebagai) -> None:
    rows = bawahan_ada(cast, pada, 2, per=2)
    client = sebagai("atasan")
    data = isian(client.get("/harian/validasi").text)
    baru = catatan_ada(rows[0].skp, rows[0].iki, date(2026, 11, 19))
    data["_orang"] = [str(rows[0].pegawai_id)]
    page = client.post("/harian/validasi", data=data, follow_redirects=True).text
    assert isian(page)["_isi-" + str(rows[0].pegawai_id)] == [f"c{baru.id}:1"]
    assert isian(page)["_orang"] == [str(rows[0].pegawai_id)]  # who was left out stays unticked
    assert status([*rows, baru]) == [C.VALID, C.VALID, C.DIKIRIM, C.DIKIRIM, C.DIKIRIM]


def test_nobody_ticked_is_refused_and_stays_unticked(app, cast, pada, sebagai) -> None:
    bawahan_ada(cast, pada, 1)
    client = sebagai("atasan")
    data = isian(client.get("/harian/validasi").text)
    del data["_orang"]
    answer = client.post("/harian/validasi", data=data)
    assert answer.status_code == 422
    assert "Belum ada yang dipilih" in answer.text
    assert "_orang" not in isian(answer.text)


def test_what_changed_meanwhile_is_a_conflict_that_names_it(app, cast, pada, sebagai) -> None:
    rows = bawahan_ada(cast, pada, 1)
    client = sebagai("atasan")
    data = isian(client.get("/harian/validasi").text)
    with tulis(exempt="uji"):
        Catatan.update(status=C.DITOLAK, umpan="x", versi=2).where(Catatan.id == rows[0].id).execute()
    answer = client.post("/harian/validasi", data=data)
    assert answer.status_code == 409
    assert "Bawahan 00, catatan 2 November 2026" in answer.text
    assert "Sekarang ditolak" in answer.text
    assert status(rows)[1:] == [C.DIKIRIM, C.DIKIRIM]


@pytest.mark.parametrize("orang", [1, 20])
@pytest.mark.parametrize("who", ["atasan", "kepala"])
def test_the_queue_takes_few_queries(app, cast, pada, sebagai, hitung_query, orang: int, who: str) -> None:
    bawahan_ada(cast, pada, orang)
    client = sebagai(who)
    client.get("/harian/validasi")
    with hitung_query() as q:
        assert client.get("/harian/validasi").status_code == 200
    assert len(q) <= 6 + (who == "kepala"), q.sql


def test_one_person_takes_few_queries(app, cast, pada, sebagai, hitung_query) -> None:
    rows = bawahan_ada(cast, pada, 1, per=20)
    client = sebagai("atasan")
    client.get("/harian/validasi")
    with hitung_query() as q:
        assert client.get(f"/harian/validasi/{rows[0].pegawai_id}").status_code == 200
    assert len(q) <= 7, q.sql


def test_the_queue_reads_by_the_partial_indexes(app) -> None:
    plan = [row[3] for row in db.execute_sql(f"EXPLAIN QUERY PLAN {MENUNGGU}", {"orang": "{}", "per": 1, "dari": 0})]
    assert any("INDEX catatan_menunggu" in line for line in plan), plan
    assert any("INDEX nilai_bulan_menunggu" in line for line in plan), plan
    assert not any(re.match(r"SCAN (c|n|s|r|i|k|b|f)\b", line) for line in plan), plan


def test_hours_and_place_are_shown_where_given(app, cast, pada, sebagai) -> None:
    rows = bawahan_ada(cast, pada, 1, per=2)
    with tulis(exempt="uji"):
        Catatan.update(jam="08.00–10.30", lokasi="Pasar Induk").where(Catatan.id == rows[0].id).execute()
    client = sebagai("atasan")
    assert " · 08.00–10.30 · Pasar Induk</li>" in client.get("/harian/validasi").text
    page = client.get(f"/harian/validasi/{rows[0].pegawai_id}").text
    satu, dua = page.split('<li id="butir-')[1:]
    assert "08.00–10.30" in satu and " · Pasar Induk</p>" in satu
    assert "08.00" not in dua and dua.count(" · ") == satu.count(" · ") - 2


def test_ticked_ones_of_a_person(app, cast, pada, sebagai) -> None:
    rows = bawahan_ada(cast, pada, 1)
    alamat = f"/harian/validasi/{rows[0].pegawai_id}"
    client = sebagai("atasan")
    page = client.get(alamat).text
    assert "“Validasi Semua” mengesahkan juga yang tidak dicentang." in page
    assert "Validasi yang dicentang</button>" in page and "Validasi Semua (3)</button>" in page
    data = isian(page)
    assert len(data["pilih"]) == 3  # all ticked at first
    data["pilih"] = data["pilih"][:1]
    answer = client.post(alamat, data={**data, "terpilih": "1"})
    assert status(rows) == [C.VALID, C.DIKIRIM, C.DIKIRIM]
    data = isian(client.get(answer.headers["Location"]).text)  # something is left, unticked as it was
    assert "pilih" not in data
    answer = client.post(alamat, data={**data, "pilih": [], "semua": "1"})
    assert answer.headers["Location"] == "/harian/validasi"
    assert status(rows) == [C.VALID] * 3


@pytest.mark.parametrize(("deed", "baru"), [("perbaikan", C.PERBAIKAN), ("tolak", C.DITOLAK)])
def test_a_note_is_asked_for_at_its_field_and_the_rest_stays(app, cast, pada, sebagai, deed: str, baru: C) -> None:
    rows = bawahan_ada(cast, pada, 1, per=2)
    alamat = f"/harian/validasi/{rows[0].pegawai_id}"
    satu, lain = rows
    client = sebagai("atasan")
    data = {**isian(client.get(alamat).text), "_satu": f"c{satu.id}:1", f"umpan-c{lain.id}": "Belum selesai ditulis"}
    answer = client.post(f"{alamat}/{deed}", data=data)
    assert answer.status_code == 422
    assert f'href="#umpan-c{satu.id}"' in answer.text
    assert "Belum selesai ditulis" in answer.text
    answer = client.post(f"{alamat}/{deed}", data={**data, f"umpan-c{satu.id}": "Sebutkan pasarnya"})
    assert answer.status_code == 303
    assert status(rows) == [baru, C.DIKIRIM]


def test_a_figure_without_bounds_is_marked_on_the_persons_page(app, cast, pada, sebagai) -> None:
    skp = skp_ada(cast, "pegawai", pada)
    iki = iki_ada(rhk_ada(skp), batas=None)
    row, entri = nilai_ada(iki, 11), catatan_ada(skp, iki_ada(rhk_ada(skp, "Tersusunnya laporan")))
    client = sebagai("atasan")
    antrean = client.get("/harian/validasi").text
    assert "1 perlu tanda Anda" in antrean
    client.post("/harian/validasi", data=isian(antrean))
    assert (Catatan.get_by_id(entri.id).status, NilaiBulan.get().status) == (C.VALID, C.DIKIRIM)
    assert "_orang" not in isian(client.get("/harian/validasi").text)  # nothing left that a tick could do
    alamat = f"/harian/validasi/{skp.pegawai_id}"
    data = {"_satu": f"n{row.id}:1", f"tanda-n{row.id}": "sebagian"}
    answer = client.post(alamat, data=data)
    assert answer.status_code == 422
    assert f'href="#umpan-n{row.id}"' in answer.text
    answer = client.post(alamat, data={**data, f"umpan-n{row.id}": "Dua dari empat laporan"})
    assert answer.status_code == 303
    assert (NilaiBulan.get().tanda, NilaiBulan.get().umpan) == (Tanda.SEBAGIAN, "Dua dari empat laporan")


def test_marked_ones_go_along_with_validasi_semua(app, cast, pada, sebagai) -> None:
    skp = skp_ada(cast, "pegawai", pada)
    iki = iki_ada(rhk_ada(skp), batas=None)
    rows = [nilai_ada(iki, b) for b in (10, 11)]
    alamat = f"/harian/validasi/{skp.pegawai_id}"
    client = sebagai("atasan")
    kode = [f"n{r.id}:1" for r in rows]
    data = {"semua": "1", "_tanda": kode, f"tanda-n{rows[0].id}": "tercapai", f"umpan-n{rows[0].id}": "Ada"}
    assert client.post(alamat, data=data).headers["Location"] == alamat
    assert [r.status for r in NilaiBulan.select().order_by(NilaiBulan.id)] == [C.VALID, C.DIKIRIM]


def test_reopening_asks_for_the_reason(app, cast, pada, sebagai) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki, status=C.VALID)
    client = sebagai("atasan")
    page = client.get(f"/harian/validasi/{skp.pegawai_id}").text
    alamat = f"/harian/validasi/{skp.pegawai_id}/buka/c{row.id}"
    assert f'{alamat}">Catatan 18 November 2026</a>' in page
    assert client.post(alamat, data={"_versi": "1", "umpan": " "}).status_code == 422
    assert client.post(alamat, data={"_versi": "1", "umpan": "Angkanya keliru"}).status_code == 303
    assert (Catatan.get().status, Catatan.get().umpan) == (C.PERBAIKAN, "Angkanya keliru")


@pytest.mark.parametrize("kode", ["c0", "x1", "c", "n99999", "c1'"])
def test_odd_addresses_lead_nowhere(app, cast, sebagai, kode: str) -> None:
    assert sebagai("atasan").get(f"/harian/validasi/{cast.orang['pegawai']}/buka/{kode}").status_code == 404


@pytest.mark.parametrize("deed", ["perbaikan", "tolak"])
def test_a_deed_on_nothing_is_refused(app, cast, pada, sebagai, deed: str) -> None:
    rows = bawahan_ada(cast, pada, 1)
    answer = sebagai("atasan").post(f"/harian/validasi/{rows[0].pegawai_id}/{deed}", data={})
    assert answer.status_code == 422
    assert "Muat ulang" in answer.text


def test_an_odd_code_is_refused(app, cast, pada, sebagai) -> None:
    bawahan_ada(cast, pada, 1)
    client = sebagai("atasan")
    siapa = cast.orang["bawahan_0"]
    answer = client.post("/harian/validasi", data={"_orang": siapa, f"_isi-{siapa}": "c1:1;drop"})
    assert answer.status_code == 422
    assert "Muat ulang" in answer.text


def test_a_delegate_has_the_queue_and_the_menu(app, cast, pada, sebagai) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki)
    delegasi_ada(cast, "atasan", "ketua_tim")
    client = sebagai("ketua_tim")
    page = client.get("/harian/validasi").text
    assert "Delegasi dari Bagja Permana" in page
    menu = page[page.index('id="menu"') : page.index("</nav>")]
    assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == ["/harian/validasi"]
    client.post("/harian/validasi", data=isian(page))
    assert status([row]) == [C.VALID]


@pytest.mark.parametrize(
    ("who", "code"), [("atasan", 200), ("ketua_tim", 200), ("atasan_lain", 404), ("pegawai_lain", 404)]
)
def test_the_evidence_opens_for_who_judges(app, cast, pada, sebagai, who: str, code: int) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    row = catatan_ada(skp, iki)
    delegasi_ada(cast, "atasan", "ketua_tim")
    with tulis(exempt="uji"):
        berkas = simpan_siap(SISTEM, siapkan("papan-harga.pdf", PDF, jenis=("pdf",)), pada=pada)
        bukti = Bukti.create(catatan=row, berkas=berkas)
    client = sebagai(who)
    assert client.get(f"/harian/bukti/{bukti.id}").status_code == code
    if code == 200:
        page = client.get(f"/harian/validasi/{skp.pegawai_id}").text
        assert f'href="/harian/bukti/{bukti.id}"' in page
        assert "papan-harga.pdf" in page


def test_long_words_and_no_entries(app, cast, pada, sebagai) -> None:
    skp, iki, _ = skp_lengkap(cast, "pegawai", pada)
    catatan_ada(skp, iki, uraian="<b>Harga</b> & " + "A" * 3000)
    client = sebagai("atasan")
    for alamat in ("/harian/validasi", f"/harian/validasi/{skp.pegawai_id}"):
        assert "&lt;b&gt;Harga&lt;/b&gt;" in client.get(alamat).text
    kosong = client.get(f"/harian/validasi/{cast.orang['ketua_tim']}").text
    assert "Tidak ada yang menunggu" in kosong


def test_twenty_people_with_a_week_of_work_stay_a_small_page(app, cast, pada, sebagai) -> None:

    bawahan_ada(cast, pada, 20, per=5)
    body = sebagai("atasan").get("/harian/validasi").data
    assert len(gzip.compress(body, 6)) <= 14 * 1024
