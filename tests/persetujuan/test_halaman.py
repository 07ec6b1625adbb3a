"""The screens: what they show and refuse, the conflict with its difference, number of queries."""

import re
from datetime import date
from io import BytesIO

import pytest

from skpweb.core.db import tulis
from skpweb.persetujuan import services
from skpweb.persetujuan.models import Langkah
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import JenisRhk, StatusSkp
from tests.conftest import PADA
from tests.persetujuan.bantu import (
    PDF,
    bupati,
    delegasi,
    jendela,
    kembali,
    kirim,
    konsep,
    orang,
    sidik_kini,
    terkirim,
)  # fmt: skip
from tests.skp.bantu import iki_ada, rhk_ada, skp_ada

S = StatusSkp


def ubah(skp, teks):
    with tulis(exempt="uji"):
        Rhk.update(teks=teks).where(Rhk.skp == skp).execute()


def isian(text, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


@pytest.mark.parametrize(("mulai", "kata"), [(date(2026, 1, 1), "setahun"), (date(2026, 3, 9), "Maret–Desember")])
def test_a_shorter_plan_is_not_called_a_year(app, cast, sebagai, mulai: date, kata: str) -> None:
    skp = konsep(cast, mulai=mulai)
    iki, client = Iki.get(), sebagai("pegawai")
    judul = kata[0].upper() + kata[1:]
    for url, isi in (
        (f"/skp/{skp.id}/matriks", f'<th scope="col">{judul}</th>'),
        (f"/skp/{skp.id}/matriks", f'data-masa="{kata}"'),
        (f"/rhk/{iki.rhk_id}/indikator", f"Cara menghitung {kata}</label>"),
        (f"/indikator/{iki.id}", f"Cara menghitung {kata}</label>"),
        (f"/skp/{skp.id}/periksa", f" · {kata} <b>"),
    ):
        assert isi in client.get(url).text, url
    sel = f"s{iki.id}-12"
    answer = client.post(
        f"/skp/{skp.id}/matriks/{iki.id}/12", data={sel: "7", "_asal": f"{sel}="}, headers={"HX-Request": "true"}
    )
    assert f'data-masa="{kata}"' in answer.text


def test_the_check_shows_everything_and_sends_it(sebagai, cast):
    jendela()
    skp = konsep(cast)
    client = sebagai("pegawai")
    page = client.get(f"/skp/{skp.id}/periksa").text
    for words in (
        "Tersedianya data harga pasar", "Jumlah laporan yang terbit", "120 laporan", "Bagja Permana, S.T.",
        "memegang jabatan Kepala Bidang Perintis", "1 dari 1 indikator sesuai target", "dibuka sampai",
        "Ajukan ke Bagja Permana, S.T.",
    ):  # fmt: skip
        assert words in page
    sent = client.post(f"/skp/{skp.id}/ajukan", data={"_sidik": isian(page, "_sidik")})
    assert sent.headers["Location"] == f"/skp/{skp.id}/tanda-terima"
    receipt = client.get(sent.headers["Location"]).text
    assert f"SKP-2026-{Langkah.get().id:06}" in receipt
    assert "Sabtu, 21 November 2026, 10." in receipt
    assert "Tepat waktu" in receipt
    page = client.get(f"/skp/{skp.id}/periksa").text
    assert "Menunggu Bagja Permana, S.T. sejak 21 November 2026" in page
    assert client.post(f"/skp/{skp.id}/tarik").status_code == 303
    assert Skp.get_by_id(skp.id).status is S.KONSEP


def test_faults_lead_to_where_they_are_mended(sebagai, cast):
    skp = skp_ada(cast, "pegawai", PADA, status=S.KONSEP)
    rhk = rhk_ada(skp, "Mengikuti rapat", direktif=False, pemberi="")
    page = sebagai("pegawai").get(f"/skp/{skp.id}/periksa").text
    assert "2 hal menghalangi pengajuan" in page
    assert f'href="/rhk/{rhk.id}"' in page
    assert f'href="/rhk/{rhk.id}/indikator"' in page
    assert "menyebut kegiatan" in page
    assert re.search(r"<button[^>]*disabled[^>]*>Ajukan ke Bagja", page)
    assert "Penyusunan SKP tahun 2026 belum dibuka" in page
    assert "Yang dapat membuka: Gita Savitri, S.Sos." in page
    iki = iki_ada(rhk, batas="119")
    page = sebagai("pegawai").get(f"/skp/{skp.id}/periksa").text
    assert f"RHK 1, “{iki.teks}”. Jumlah bulanannya 120, targetnya 119." in page
    assert f'href="/skp/{skp.id}/matriks"' in page
    refused = sebagai("pegawai").post(f"/skp/{skp.id}/ajukan", data={"_sidik": sidik_kini(skp)})
    assert refused.status_code == 422
    assert "<title>Galat: " in refused.text


def test_a_shut_window_is_told_with_who_opens_it(sebagai, cast):
    jendela(PADA.replace(day=1))
    skp = konsep(cast)
    refused = sebagai("pegawai").post(f"/skp/{skp.id}/ajukan", data={"_sidik": sidik_kini(skp)})
    assert refused.status_code == 403
    for words in ("Penyusunan SKP 2026 sudah ditutup", "Yang dapat membuka", "Gita Savitri"):
        assert words in refused.text


def test_what_changed_in_another_tab_is_shown_before_it_is_sent(sebagai, cast):
    jendela()
    skp = konsep(cast)
    client = sebagai("pegawai")
    seen = isian(client.get(f"/skp/{skp.id}/periksa").text, "_sidik")
    ubah(skp, "Tersedianya data harga 21 komoditas")
    answer = client.post(f"/skp/{skp.id}/ajukan", data={"_sidik": seen})
    assert answer.status_code == 409
    assert "Belum diajukan: isi atau atasannya berubah" in answer.text
    assert client.post(f"/skp/{skp.id}/ajukan", data={"_sidik": isian(answer.text, "_sidik")}).status_code == 303


def test_the_review_marks_what_differs_from_the_returned_text(sebagai, cast):
    skp = terkirim(cast)
    kembali(cast, skp, catatan="Sebut jumlah komoditasnya.")
    note = sebagai("pegawai").get(f"/skp/{skp.id}/periksa").text
    assert "Sebut jumlah komoditasnya." in note
    ubah(skp, "Tersedianya data harga 21 pasar")
    iki_ada(rhk_ada(skp, "Terselenggaranya pasar murah", JenisRhk.TAMBAHAN), "Jumlah pasar")
    kirim(cast, Skp.get_by_id(skp.id))
    page = sebagai("atasan").get(f"/skp/{skp.id}/tinjau").text
    assert "Tersedianya data harga <ins>21</ins> pasar" in page
    assert "<ins>Terselenggaranya pasar murah</ins>" in page
    assert "hal berubah dari yang terakhir dikembalikan" in page
    assert "Sebut jumlah komoditasnya." in page
    story = sebagai("kepala").get(f"/skp/{skp.id}/riwayat").text
    assert "perubahan dari pengajuan sebelumnya" in story


def test_the_later_hand_sees_what_changed_meanwhile(sebagai, cast):
    skp = terkirim(cast)
    boss = sebagai("atasan")
    page = boss.get(f"/skp/{skp.id}/tinjau").text
    seen = {"_sidik": isian(page, "_sidik"), "_langkah": isian(page, "_langkah")}
    services.tarik(orang(cast, "pegawai"), skp.id, pada=PADA)
    ubah(skp, "Tersedianya data harga 21 pasar")
    assert boss.post(f"/skp/{skp.id}/tetapkan", data=seen).status_code == 422  # withdrawn
    kirim(cast, Skp.get_by_id(skp.id))
    answer = boss.post(f"/skp/{skp.id}/tetapkan", data=seen)
    assert answer.status_code == 409
    assert "SKP ini berubah sejak Anda membukanya" in answer.text
    assert "<b>RHK 1</b>: Tersedianya data harga <ins>21</ins> pasar" in answer.text
    kept = boss.post(f"/skp/{skp.id}/kembalikan", data={**seen, "catatan": "Jelaskan 21 itu."})
    assert kept.status_code == 409
    assert "Jelaskan 21 itu." in kept.text
    now = {"_sidik": isian(answer.text, "_sidik")}
    assert boss.post(f"/skp/{skp.id}/tetapkan", data=now).headers["Location"] == "/persetujuan"
    assert Skp.get_by_id(skp.id).status is S.SETUJU


def test_the_task_of_a_returned_plan_leads_to_the_notes(sebagai, cast):
    skp = terkirim(cast)
    kembali(cast, skp, catatan="Sebutkan pasarnya.")
    page = sebagai("pegawai").get("/").text
    assert f'href="/skp/{skp.id}/periksa"' in page and "Perbaiki SKP" in page
    assert "Sebutkan pasarnya." in sebagai("pegawai").get(f"/skp/{skp.id}/periksa").text


def test_a_note_that_is_missing_is_named_at_its_field(sebagai, cast):
    skp = terkirim(cast)
    answer = sebagai("atasan").post(f"/skp/{skp.id}/kembalikan", data={"_sidik": sidik_kini(skp)})
    assert answer.status_code == 422
    assert 'href="#catatan"' in answer.text


def test_notes_at_the_lines_make_one_note(sebagai, cast):
    skp = terkirim(cast)
    boss, seen = sebagai("atasan"), {"_sidik": sidik_kini(skp)}
    assert 'name="rhk-1" form="kembali"' in boss.get(f"/skp/{skp.id}/tinjau").text
    refused = boss.post(f"/skp/{skp.id}/kembalikan", data={"_sidik": "lain", "rhk-1": "Sebut jumlahnya."})
    assert refused.status_code == 409
    assert ">Sebut jumlahnya.</textarea>" in refused.text
    assert boss.post(f"/skp/{skp.id}/kembalikan", data={**seen, "catatan": "x" * 8001}).status_code == 422
    sent = boss.post(
        f"/skp/{skp.id}/kembalikan", data={**seen, "rhk-1": " Sebut jumlahnya. ", "catatan": "Lalu kirim."}
    )
    assert sent.status_code == 303
    assert Langkah.select().order_by(Langkah.id.desc()).get().catatan == "RHK 1: Sebut jumlahnya.\nLalu kirim."


def test_the_queue_is_empty_or_names_who_waits(sebagai, cast):
    boss = sebagai("atasan")
    assert "Tidak ada SKP yang menunggu Anda" in boss.get("/persetujuan").text
    skp = terkirim(cast)
    page = boss.get("/persetujuan").text
    assert "1 SKP menunggu Anda" in page
    assert f'href="/skp/{skp.id}/tinjau"' in page
    assert "Tetapkan sampai 4 Desember 2026" in page
    assert 'href="/persetujuan"' not in sebagai("pegawai").get("/").text
    delegasi(cast, "atasan", "pegawai")
    assert 'href="/persetujuan"' in sebagai("pegawai").get("/").text


def test_empty_months_and_december_alone_are_pointed_out(sebagai, cast):
    jendela()
    skp = skp_ada(cast, "pegawai", PADA, status=S.KONSEP)
    iki_ada(rhk_ada(skp), batas="20", bulan={m: "2" for m in range(1, 13) if m not in (4, 8)})
    tambahan = rhk_ada(skp, "Terbitnya buku", jenis=JenisRhk.TAMBAHAN)
    iki_ada(tambahan, "Jumlah buku", batas="1", bulan={12: "1"})
    page = sebagai("pegawai").get(f"/skp/{skp.id}/periksa").text
    assert "April, Agustus tanpa rencana kinerja utama: bulan ini tidak akan punya nilai." in page
    assert "RHK 2, “Jumlah buku”: semua targetnya di Desember." in page
    assert "Ajukan ke Bagja Permana, S.T.</button>" in page, "a warning stops nothing"


def test_a_delegate_is_told_in_whose_name(sebagai, cast):
    delegasi(cast, "atasan", "ketua_tim")
    skp = terkirim(cast)
    assert "atas nama Bagja Permana, S.T. dengan delegasi" in sebagai("ketua_tim").get(f"/skp/{skp.id}/tinjau").text


def test_paper_keeps_what_was_typed_and_its_scan_is_seen(sebagai, cast):
    bupati()
    skp = terkirim(cast, "kepala")
    client = sebagai("pengelola")
    assert "Menunggu tanda tangan di atas kertas" in client.get("/persetujuan").text
    page = client.get(f"/skp/{skp.id}/kertas").text
    data = {"_sidik": isian(page, "_sidik"), "nomor": "800/7/SKP", "tanggal": "20-11-2026"}
    refused = client.post(f"/skp/{skp.id}/kertas", data=data)
    assert refused.status_code == 422
    assert 'value="800/7/SKP"' in refused.text
    done = client.post(f"/skp/{skp.id}/kertas", data={**data, "berkas": (BytesIO(PDF), "lembar.pdf")})
    assert done.status_code == 303
    story = client.get(f"/skp/{skp.id}/riwayat").text
    assert "Di atas kertas nomor 800/7/SKP" in story
    assert client.get(f"/skp/{skp.id}/ketetapan/1/scan").data == PDF
    then = client.get(f"/skp/{skp.id}/kertas")  # the notice in the inbox still leads there
    assert (then.status_code, then.headers["Location"]) == (302, f"/skp/{skp.id}/riwayat")


def test_after_the_deadline_tarik_shows_what_it_costs(sebagai, cast):
    window = jendela()
    skp = terkirim(cast)
    with tulis(exempt="uji"):
        window.tutup_pada = PADA.replace(hour=0)
        window.save()
    client = sebagai("pegawai")
    assert "Batas waktu sudah lewat" in client.get(f"/skp/{skp.id}/periksa").text
    assert client.post(f"/skp/{skp.id}/tarik").status_code == 422
    assert client.post(f"/skp/{skp.id}/tarik", data={"sadar": "1"}).status_code == 303


@pytest.mark.parametrize(
    ("who", "address"),
    [("pegawai", "/skp/{}/periksa"), ("atasan", "/skp/{}/tinjau"), ("atasan", "/persetujuan"), ("pengelola", "/persetujuan"), ("kepala", "/skp/{}/riwayat"),
     ("pegawai", "/skp/{}/tanda-terima")],
)  # fmt: skip
def test_pages_ask_the_same_whatever_they_hold(sebagai, cast, hitung_query, who, address):
    skp = terkirim(cast)
    client, asked = sebagai(who), []
    for _ in range(2):
        client.get(address.format(skp.id))
        with hitung_query() as q:
            assert client.get(address.format(skp.id)).status_code == 200
        asked.append(len(q))
        terkirim(cast, "ketua_tim") if len(asked) == 1 else None
        for n in range(5):
            iki_ada(rhk_ada(skp, f"Tersedianya data {n}"))
    assert asked[0] == asked[1]
    assert asked[0] <= 8, q.sql
