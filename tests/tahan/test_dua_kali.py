"""Goal 5: every form sent twice at the same moment and once more later: one effect, one answer."""

import io
import secrets
import threading
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from skpweb.core import once
from tests.akses import Baris
from tests.klien import Klien
from tests.tahan.bahan import Panggung, baris, contoh, siapa
from tests.tahan.test_titipan import Sel, beda, isi_basis

RAHASIA = {"akun.terbitkan_kode"}  # the code is shown once; the second answer is the page of the form
TIDAK_DIBANDINGKAN = {"pembacaan"}  # a look is a look, whether it was for the same form or not


def kirim_rows(panggung: Panggung) -> list[Baris]:
    """The rows of all forms with a key."""
    views = panggung.app.view_functions
    return [row for row in baris("POST", 200, 303) if hasattr(views[row.endpoint], "sekali")]


def salin(data: dict[str, Any]) -> dict[str, Any]:
    """To be sent: a file is read only once."""
    return {k: (io.BytesIO(v[0].getvalue()), *v[1:]) if isinstance(v, tuple) else v for k, v in data.items()}


def serentak(clients: list[Klien], alamat: str, isian: list[dict[str, Any]]) -> list[TestResponse]:
    answers: list[TestResponse] = []
    start = threading.Barrier(len(clients))

    def kirim(client: Klien, data: dict[str, Any]) -> None:
        start.wait()
        answers.append(client.post(alamat, data=data))

    threads = [threading.Thread(target=kirim, args=pair) for pair in zip(clients, isian, strict=True)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


def main(panggung: Panggung, row: Baris, kali: int) -> tuple[dict[Sel, str], list[TestResponse]]:
    """A world in which the form is sent once, or twice at once and once more; what is in it then, and the answers."""
    who = siapa(row, 200, 303)[0]
    with panggung.main(row) as adegan:
        clients = [panggung.klien(who), panggung.klien("anonim")]
        clients[1].set_cookie("skpweb", clients[0].get_cookie("skpweb").value)  # the same session
        isian = [salin({"_kunci": "k" * 32, **adegan.data}) for _ in range(3)]
        answers = serentak(clients[: min(2, kali)], adegan.alamat, isian[: min(2, kali)])
        if kali == 3:
            answers.append(clients[0].post(adegan.alamat, data=isian[2]))
        return {sel: v for sel, v in isi_basis().items() if sel[0] not in TIDAK_DIBANDINGKAN}, answers


def dobel(panggung: Panggung, row: Baris) -> list[str]:
    """What three sends changed beside what one does, and answers that differ."""
    once_, _ = main(panggung, row, 1)
    chance = beda(once_, main(panggung, row, 1)[0])
    after, answers = main(panggung, row, 3)
    found = [f"{row}: {sel} {b}" for sel, b in beda(once_, after).items() if sel not in chance]
    told = {(a.status_code, a.location) for a in answers}
    if len(answers) != 3 or (len(told) > 1 and row.endpoint not in RAHASIA):
        found.append(f"{row}: {len(answers)} answers, {told}")
    return found


@pytest.mark.baku("V2.3.4", "K53")
@pytest.mark.parametrize("banyak", [8, pytest.param(1000, marks=pytest.mark.lama)])
def test_a_form_sent_three_times_has_one_effect(panggung: Panggung, angka: Callable[[str], None], banyak: int) -> None:
    rows = contoh(kirim_rows(panggung), banyak)
    found = [fault for row in rows for fault in dobel(panggung, row)]
    assert found == []
    angka(f"{len(rows)} keadaan dari {len({r.endpoint for r in rows})} formulir dikirim tiga kali: 0 dobel")


def test_without_keys_it_doubles(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "_key", lambda: secrets.token_hex(16))
    row = next(r for r in kirim_rows(panggung) if r.endpoint == "harian.simpan_catatan")
    found = dobel(panggung, row)
    assert any("'catatan'" in fault for fault in found)
    assert any("'jejak'" in fault for fault in found)
