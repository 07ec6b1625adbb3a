"""Paper under attack: hostile fields are text, nothing is fetched, what hangs is killed, a crowd is turned away."""

import io
import socket
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from skpweb.cetak.documents import HasilPenilaian
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.pdf import GagalCetak, Pdfkit, TanpaMesin, Weasy, buka_mesin
from skpweb.cetak.pencetak import Pencetak, SibukCetak
from tests.cetak import contoh
from tests.cetak.baca import halaman, rapat
from tests.cetak.conftest import Pencetakan, pencetak, terbit

F4 = Kertas("F4", "tegak")


@pytest.fixture
def jebakan() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that must not be asked: its address and what it was sent."""
    terima: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as s:
        s.settimeout(0.1)
        henti = threading.Event()

        def dengar() -> None:
            while not henti.is_set():
                try:
                    sambungan, _ = s.accept()
                except TimeoutError:
                    continue
                with sambungan:
                    terima.append(sambungan.recv(200) or b"(diam)")

        t = threading.Thread(target=dengar)
        t.start()
        yield f"127.0.0.1:{s.getsockname()[1]}", terima
        henti.set()
        t.join()


def _racun(alamat: str) -> list[str]:
    return [
        "<script>document.write('KENA'+'KAH')</script>",
        '<iframe src="file:///etc/passwd"></iframe>',
        '<meta name="pdfkit-output" content="keluar.pdf"/><meta name="pdfkit-page-size" content="A3"/>',
        f'<img src="http://{alamat}/gambar.png"/><link rel="stylesheet" href="http://{alamat}/gaya.css"/>',
        f"</style><style>body{{background:url(http://{alamat}/latar)}}",
        "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
        "]]> &amp; &lt;b&gt; <!-- --> <![CDATA[",
        "kendali \x00\x07\x0b\x1b\x7f\ud800 selesai",
        "\u202eGNAJNAP\u202c arah \u2066kiri\u2069",
        "petik ' dan \" dan ` dan \\",
        "huruf \U0001f600 emoji, العربية, 漢字",
        "tanpaspasi" * 30,
    ]


def _kartu_beracun(racun: list[str]) -> HasilPenilaian:
    dasar = contoh.penilaian()
    indikator = tuple(
        replace(i, kriteria=r, uraian=s) for i, r, s in zip(dasar.indikator, racun, racun[5:], strict=False)
    )
    return replace(
        dasar, nama=racun[0], jabatan=racun[1], unit=racun[2], indikator=indikator,
        data_dukung=tuple((r, "PDF") for r in racun),
        ttd=replace(dasar.ttd, nama=racun[4], jabatan=(racun[3],)), kantor=replace(dasar.kantor, alamat=racun[2]),
    )  # fmt: skip


@pytest.mark.baku("V1.3.3", "V1.3.5", "V1.3.7")
def test_hostile_fields_are_text(
    cetak: Pencetakan, jebakan: tuple[str, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alamat, terima = jebakan
    monkeypatch.chdir(tmp_path)
    teks = rapat("".join(halaman(cetak(_kartu_beracun(_racun(alamat))))))
    assert not terima
    assert not list(tmp_path.iterdir())  # pdfkit-output would have written here
    assert "kenakah" not in teks
    assert "root:" not in teks
    assert "49" not in teks.replace(alamat, "")  # 7*7, were it reckoned; the trap's port may hold it
    for utuh in (
        "<script>document.write('KENA'+'KAH')</script>", '<iframe src="file:///etc/passwd"></iframe>',
        '<meta name="pdfkit-output" content="keluar.pdf"/>', f'<img src="http://{alamat}/gambar.png"/>', "{{ 7*7 }}",
        "]]> &amp; &lt;b&gt; <!-- --> <![CDATA[", "kendali selesai", "GNAJNAP arah kiri", "petik ' dan \" dan ` dan \\",
        "tanpaspasi" * 30,
    ):  # fmt: skip
        assert rapat(utuh) in teks


@pytest.mark.baku("V1.3.6", "V13.2.4", "V13.2.5")
@pytest.mark.parametrize(
    "bungkus", ['<img src="{}"/>', '<link rel="stylesheet" href="{}"/>', '<iframe src="{}"></iframe>']
)
def test_even_real_markup_fetches_nothing(mesin: str, jebakan: tuple[str, list[bytes]], bungkus: str) -> None:
    """Were a field ever printed unescaped: the engine itself refuses, and says so where it can tell."""
    alamat, terima = jebakan
    rusak = 0
    for sumber in (f"http://{alamat}/x.png", "file:///etc/passwd"):
        html = f"<!doctype html><html><head></head><body>{bungkus.format(sumber)}<p>isi</p></body></html>"
        try:
            pdf = pencetak(mesin).mesin.pdf(html, F4)
        except GagalCetak:
            rusak += 1
        else:
            assert "root:" not in "".join(halaman(pdf))
    assert not terima
    assert rusak or "iframe" in bungkus  # WeasyPrint knows no frames, so it has nothing to refuse


def test_a_script_does_not_run(mesin: str) -> None:
    html = (
        "<!doctype html><html><head></head><body><p>isi</p><script>document.write('KENA'+'KAH')</script></body></html>"
    )
    assert "KENAKAH" not in "".join(halaman(pencetak(mesin).mesin.pdf(html, F4)))


@pytest.mark.baku("V1.2.5")
def test_meta_tags_are_not_options(mesin: str) -> None:
    meta = "".join(f'<meta name="{awalan}page-width" content="50mm">' for awalan in ("pdfkit-", "-", ""))
    html = f"<!doctype html><html><head>{meta}</head><body>isi</body></html>"
    lembar = PdfReader(io.BytesIO(pencetak(mesin).mesin.pdf(html, F4))).pages[0].mediabox
    assert lembar.width == pytest.approx(612, abs=1)


def _naskah(tmp_path: Path, isi: str) -> str:
    """A program that stands where wkhtmltopdf stands."""
    berkas = tmp_path / "wkhtmltopdf"
    berkas.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "wkhtmltopdf 0.12.6" && exit 0\n{isi}\n')
    berkas.chmod(0o755)
    return str(berkas)


@pytest.mark.baku("V15.2.2")
def test_a_run_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    nomor = tmp_path / "anak"
    alat = Pdfkit(_naskah(tmp_path, f"sleep 60 & echo $! > {nomor}; wait"), 0.5)
    mulai = time.monotonic()
    with pytest.raises(GagalCetak) as galat:
        alat.pdf("<html><head></head></html>", F4)
    assert time.monotonic() - mulai < 30
    assert "0.5 detik" in galat.value.rinci
    assert "0.5" not in str(galat.value)  # the user gets a plain sentence
    for _ in range(50):
        if not Path(f"/proc/{nomor.read_text().strip()}/stat").exists():
            break
        if Path(f"/proc/{nomor.read_text().strip()}/stat").read_text().split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("anak proses masih hidup")


def test_weasyprint_is_killed_too_and_the_next_page_is_set(mesin: str) -> None:
    if mesin != "weasyprint":  # its own way to die is the test above
        assert isinstance(pencetak(mesin).mesin, Pdfkit)
        return
    alat = Weasy(0.4)
    try:
        lambat = (
            "<!doctype html><html><head></head><body>" + "<table><tr><td>x</td></tr></table>" * 4000 + "</body></html>"
        )
        with pytest.raises(GagalCetak) as galat:
            alat.pdf(lambat, F4)
        assert "0.4 detik" in galat.value.rinci
        alat.batas = 30
        assert alat.pdf("<!doctype html><html><head></head><body>isi</body></html>", F4).startswith(b"%PDF")
    finally:
        alat.tutup()


def test_an_engine_that_fails_says_so(tmp_path: Path) -> None:
    with pytest.raises(GagalCetak) as galat:
        Pdfkit(_naskah(tmp_path, "echo rusak >&2; exit 3"), 5).pdf("<html><head></head></html>", F4)
    assert "rusak" in galat.value.rinci


def test_patched_qt_is_recognised(tmp_path: Path) -> None:
    biasa = Pdfkit(_naskah(tmp_path, "exit 1"), 5)
    tambal = tmp_path / "tertambal"
    tambal.write_text('#!/bin/sh\necho "wkhtmltopdf 0.12.6 (with patched qt)"\n')
    tambal.chmod(0o755)
    assert not biasa.qt_tertambal
    assert Pdfkit(str(tambal), 5).qt_tertambal
    assert "disable-smart-shrinking" in Pdfkit(str(tambal), 5)._opsi(F4, 100)
    assert "disable-smart-shrinking" not in biasa._opsi(F4, 100)


@pytest.mark.baku("V15.2.2")
def test_a_crowd_is_turned_away_and_served_later(tmp_path: Path) -> None:
    p = Pencetak("pdfkit", serentak=1, tunggu=0.2)
    boleh = tmp_path / "boleh"
    p.mesin = Pdfkit(_naskah(tmp_path, f"until [ -e {boleh} ]; do sleep 0.05; done; exit 1"), 60)
    hasil: list[str] = []

    def cetak() -> None:
        try:
            p.cetak([terbit(contoh.piagam())])
        except (SibukCetak, GagalCetak) as e:
            hasil.append(type(e).__name__)

    utas = [threading.Thread(target=cetak) for _ in range(4)]
    mulai = time.monotonic()
    for t in utas:
        t.start()
    while hasil.count("SibukCetak") < 3:
        assert time.monotonic() - mulai < 50, "whoever waits is told while the first still runs"
        time.sleep(0.02)
    boleh.touch()
    for t in utas:
        t.join()
    assert sorted(hasil) == ["GagalCetak", "SibukCetak", "SibukCetak", "SibukCetak"]
    with pytest.raises(GagalCetak):  # the queue is free again
        p.cetak([terbit(contoh.piagam())])


def test_the_same_paper_is_printed_once(mesin: str) -> None:
    p = Pencetak(mesin)
    p.mesin = pencetak(mesin).mesin
    pdf = p.cetak([terbit(contoh.piagam())])
    p.mesin = Pdfkit("/tidak/ada", 1) if mesin == "pdfkit" else p.mesin
    assert p.cetak([terbit(contoh.piagam())]) is pdf


def test_an_absent_engine_names_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/tidak/ada")
    with pytest.raises(TanpaMesin) as galat:
        buka_mesin("pdfkit", 5)
    assert "apt-get install wkhtmltopdf" in galat.value.rinci
    with pytest.raises(ValueError, match="SKPWEB_PDF=salah"):
        Pencetak("salah")


def test_the_server_itself_never_loads_weasyprint(mesin: str) -> None:
    pencetak(mesin).cetak([terbit(contoh.piagam())])
    assert "weasyprint" not in sys.modules
