"""The same form twice, at once or later: one effect, the same answer."""

import io
import threading

import pytest
from flask import Flask

from skpweb.audit.models import Jejak
from skpweb.core import clock, once
from skpweb.core.db import tulis
from skpweb.core.jobs import Kerja
from skpweb.core.once import KunciSekali
from skpweb.skp.rules import StatusSkp
from tests.cast import Cast
from tests.conftest import PADA
from tests.skp.bantu import rhk_ada, skp_ada

FIELDS = {
    "nama": "Dinas Uji",
    "pemda": "Kabupaten Uji",
    "zona": "WIB",
    "mulai": "21-11-2026",
    "_kunci": "kunci-uji-0123456789",
}


def _deeds() -> int:
    return Jejak.select().where(Jejak.tindakan == "pengaturan.simpan_kantor", Jejak.pelaku != "Sistem").count()


def test_sent_twice_one_effect_same_answer(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    first = client.post("/pengaturan/kantor", data=FIELDS)
    again = client.post("/pengaturan/kantor", data=FIELDS)
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert _deeds() == 1


def test_something_else_typed_after_going_back_is_a_new_deed(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    client.post("/pengaturan/kantor", data=FIELDS)
    client.post("/pengaturan/kantor", data={**FIELDS, "nama": "Dinas Lain"})
    assert _deeds() == 2


def test_the_same_text_sent_anew_is_asked_about_once(sebagai) -> None:  # type: ignore[no-untyped-def]
    """What a browser without script sends after going back: the same text, another key."""
    client, sent = sebagai("admin"), {**FIELDS, "_baru": "1"}
    first = client.post("/pengaturan/kantor", data=sent)
    asked = client.post("/pengaturan/kantor", data={**sent, "_kunci": "kunci-uji-9876543210"})
    assert (first.status_code, asked.status_code, _deeds()) == (303, 409, 1)
    assert "Isian yang sama persis sudah Anda kirim pada" in asked.text
    assert f'href="{first.headers["Location"]}"' in asked.text
    assert 'value="Dinas Uji"' in asked.text
    assert "_baru" not in asked.text, "sent from here it is meant"
    assert client.post("/pengaturan/kantor", data={**FIELDS, "_kunci": "kunci-uji-9876543210"}).status_code == 303
    assert _deeds() == 2
    other = {**sent, "_kunci": "kunci-uji-1111111111"}
    assert sebagai("admin").post("/pengaturan/kantor", data=other, headers={"HX-Request": "true"}).status_code != 409


def test_after_a_while_the_same_text_is_a_second_one(sebagai) -> None:  # type: ignore[no-untyped-def]
    client, sent = sebagai("admin"), {**FIELDS, "_baru": "1"}
    client.post("/pengaturan/kantor", data=sent)
    with tulis(exempt="uji"):
        KunciSekali.update(pada=clock.waktu_mesin() - once.LEKAS).execute()
    assert client.post("/pengaturan/kantor", data={**sent, "_kunci": "kunci-uji-9876543210"}).status_code == 303


def test_a_file_chosen_anew_is_meant(sebagai) -> None:  # type: ignore[no-untyped-def]
    """The same name and length may well hold a mended digit, and what is asked about could not be sent from there."""
    client = sebagai("pengelola")
    for kunci, angka in (("kunci-uji-0123456789", b"1"), ("kunci-uji-9876543210", b"2")):
        sent = {"_kunci": kunci, "_baru": "1", "berkas": (io.BytesIO(b"NIP,Nama,Nilai\n1,A," + angka), "nilai.csv")}
        assert client.post("/impor/ekinerja", data=sent).status_code == 303


def test_to_look_at_it_first_is_no_deed(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    page = client.post("/pengaturan/kantor", data={**FIELDS, "_lihat": "1"})
    assert page.status_code == 422
    assert "Isian ini belum terkirim" in page.text
    assert 'value="Dinas Uji"' in page.text
    assert _deeds() == 0
    assert client.post("/pengaturan/kantor", data=FIELDS).status_code == 303
    assert _deeds() == 1


@pytest.mark.baku("V2.3.4")
def test_two_at_once_one_effect(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    clients = [sebagai("admin") for _ in range(4)]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda c=c: answers.append(c.post("/pengaturan/kantor", data=FIELDS).status_code))
        for c in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 4
    assert _deeds() == 1


def test_a_refusal_leaves_no_key(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    assert client.post("/pengaturan/kantor", data={**FIELDS, "nama": ""}).status_code == 422
    assert KunciSekali.select().count() == 0


def test_after_a_crash_before_the_answer_the_page_is_shown(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    client.post("/pengaturan/kantor", data=FIELDS, headers={"Referer": "http://localhost/pengaturan"})
    with tulis(exempt="uji"):
        long_ago = clock.waktu_mesin() - once.WAIT
        KunciSekali.update(status=None, alamat=None, pada=long_ago).execute()
    again = client.post("/pengaturan/kantor", data=FIELDS)
    assert (again.status_code, again.headers["Location"]) == (303, "/pengaturan")
    assert _deeds() == 1


def test_refused_for_what_the_parallel_send_did_it_gets_its_answer(
    sebagai, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """The second send looked for the key just before the first one had its effect, and for the row just after."""
    client, form = sebagai("pegawai"), {"_kunci": FIELDS["_kunci"], "_versi": "1"}
    alamat = f"/rhk/{rhk_ada(skp_ada(cast, 'pegawai', PADA, status=StatusSkp.KONSEP)).id}/hapus"
    first = client.post(alamat, data=form)
    find, missed = once._find, []
    monkeypatch.setattr(once, "_find", lambda key: find(key) if missed else missed.append(key))
    again = client.post(alamat, data=form)
    assert first.status_code == 303
    assert (missed, again.status_code, again.location) == ([missed[0]], 303, first.location)


def test_work_that_takes_long_is_started_once(sebagai) -> None:  # type: ignore[no-untyped-def]
    client = sebagai("admin")
    answers = [client.post("/cadangan", data={"_kunci": FIELDS["_kunci"]}).location for _ in range(2)]
    assert answers[0] == answers[1]
    assert Kerja.select().count() == 1


def test_a_form_without_key_is_refused(app: Flask, sebagai) -> None:  # type: ignore[no-untyped-def]
    answer = sebagai("admin").post("/pengaturan/kantor", data={**FIELDS, "_kunci": ""})
    assert answer.status_code == 422
