import shutil

from skpweb.cadangan import queries
from skpweb.core import jobs


def test_an_admin_makes_and_rehearses_a_copy(sebagai, app, rumah) -> None:
    shutil.copy(rumah / "kunci", queries.data() / "kunci")
    admin = sebagai("admin")
    assert "Belum ada cadangan" in admin.get("/cadangan").text
    for alamat in ("/cadangan", "/cadangan/uji"):
        answer = admin.post(alamat)
        assert answer.status_code == 303
        jobs._pool.submit(int).result()
        assert "selesai" in admin.get(answer.location).text.lower()
    page = admin.get("/cadangan")
    assert "Cadangan baru dan dapat dipulihkan" in page.text
    assert queries.daftar_cadangan()[0].nama in page.text


def test_health_tells_the_copies(sebagai) -> None:
    told = sebagai("anonim").get("/sehat").json["cadangan"]
    assert told == {"terakhir": None, "uji": None, "baik": False}
