"""Goal 10: forty texts that want to run, in every text field; on no page, paper or export are they more than text.

They come in two ways: into every column that holds free text (more than any form lets in), and through every form, whose
answer is looked at. Pages are read with the parser of HTML 5; a sample is opened in a browser whose every dialog, error
and violation of the policy counts.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from peewee import IntegrityError
from playwright.sync_api import Error, Page
from pypdf import PdfReader
from werkzeug.test import TestResponse

from skpweb.core.db import BaseModel, JsonField, TextField, db, tulis
from skpweb.tukar import xlsx
from tests import klien
from tests.akses import Baris
from tests.tahan.bahan import KETIKAN, Panggung, baris, contoh, siapa
from tests.tahan.muatan import MUATAN, TANDA, jalan_di_html, jalan_di_pdf, jalan_di_xlsx
from tests.tahan.peramban import masukkan_peramban, melayani
from tests.tahan.test_titipan import MODEL

BACA, KIRIM = baris("GET", 200), baris("POST", 200, 303)
# Text that is no free text: keys, hashes, codes, names of deeds and endpoints, numbers of persons.
BUKAN = {
    "kunci_sekali", "sesi", "percobaan_masuk", "kode_pulih", "aturan_nilai", "kerja.jenis", "kerja.hasil", "jejak.tindakan",
    "jejak.objek", "jejak.sidik", "pembacaan.halaman", "pembacaan.alamat", "unit.kunci", "jabatan.kunci", "pegawai.nip",
    "nomor_pegawai.nip", "pangkat.golongan", "riwayat_jabatan.sebelumnya", "akun", "berkas.simpanan", "berkas.mime",
    "berkas.sha256", "draf.alamat", "pemberitahuan.endpoint", "pemberitahuan.arg", "jendela.kode", "ketetapan.sidik",
    "langkah.deed", "langkah.sidik", "catatan.jam", "pakai_bulan.keperluan", "catatan_kertas.tindakan", "dokumen_terbit.kode",
    "dokumen_terbit.kunci", "dokumen_terbit.sidik", "impor.tanya", "impor.jurnal", "delegasi.tugas", "iki.aspek",
}  # fmt: skip


class Peracun:
    """Puts the texts into the database; `mulai` turns them so that in forty turns every field has had each."""

    def __init__(self, mulai: int) -> None:
        self.n = mulai

    def teks(self, ekor: str = "") -> str:
        self.n += 1
        return MUATAN[self.n % len(MUATAN)] + ekor

    def json(self, value: Any) -> Any:
        """Words of a snapshot; keys, codes and dates stay."""
        if isinstance(value, dict):
            return {k: self.json(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.json(v) for v in value]
        return self.teks() if isinstance(value, str) and re.match(r"[A-Z].* ", value) else value

    def semua(self) -> int:
        """Every free text of every row; returns how many."""
        done = 0
        with tulis(exempt="uji"):
            for (name,) in db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute_sql(f'DROP TRIGGER "{name}"')
            for m in MODEL:
                fields = [f for f in m._meta.sorted_fields if type(f) in (TextField, JsonField)]
                table = m._meta.table_name
                fields = [f for f in fields if table not in BUKAN and f"{table}.{f.column_name}" not in BUKAN]
                for row in list(m.select()) if fields else ():
                    done += self._baris(m, row, fields)
        return done

    def _baris(self, m: type[BaseModel], row: BaseModel, fields: list[Any]) -> int:
        isi = {f.name: self._satu(f, getattr(row, f.name), row.id) for f in fields}
        try:
            with db.atomic():
                m.update(**isi).where(m.id == row.id).execute()
        except IntegrityError:  # where the row forbids the field it is empty
            isi = {name: value for name, value in isi.items() if getattr(row, name)}
            if isi:
                m.update(**isi).where(m.id == row.id).execute()
        return len(isi)

    def _satu(self, f: Any, value: Any, n: int) -> Any:
        return (
            self.json(value) if isinstance(f, JsonField) else self.teks(f" {n}" if f.unique or f.name == "nama" else "")
        )


@pytest.fixture(autouse=True)
def _tanpa_hukum_halaman(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws of pages would take a text such as "{%" for a fault of the template."""
    monkeypatch.setattr(klien, "periksa_halaman", lambda _: [])


@pytest.fixture
def polos(panggung: Panggung) -> Iterator[None]:
    """Escaping taken away, as a careless hand would."""
    env = panggung.app.jinja_env
    env.autoescape = False
    env.cache.clear()
    yield
    env.autoescape = True
    env.cache.clear()


class Hasil:
    def __init__(self) -> None:
        self.ditanam = self.dilihat = self.tampak = 0
        self.jalan: list[str] = []

    def lihat(self, apa: str, answer: TestResponse) -> None:
        """One answer, whatever it is: page, fragment, paper, export, data."""
        body, self.dilihat = answer.data, self.dilihat + 1
        if answer.mimetype == "text/html":
            found, words = list(jalan_di_html(answer.text)), answer.text
        elif answer.mimetype == "application/pdf" and len(body) > 2000:  # smaller ones are scans of these tests
            found, words = (
                list(jalan_di_pdf(body)),
                "".join(p.extract_text() for p in PdfReader(io.BytesIO(body)).pages),
            )
        elif body.startswith(b"PK"):
            found, words = list(jalan_di_xlsx(body)), ""
            self.tampak += 1
        else:
            found, words = [], body.decode("utf-8", "replace")
            if answer.mimetype not in ("application/json", "text/css", "image/png", "image/jpeg", "text/csv"):
                found = [f"served as {answer.mimetype}"] if TANDA in words else []
        self.tampak += words.count(TANDA)
        self.jalan += [f"{apa}: {f}" for f in found]

    def cerita(self) -> str:
        return f"{self.ditanam} fields sown, {self.dilihat} answers, seen {self.tampak} times as text, {len(self.jalan)} run"


def buka_halaman(panggung: Panggung, rows: list[Baris], mulai: int, hasil: Hasil, pdf: bool = False) -> None:
    """Each page of these rows in a poisoned office, by two of those who may see it."""
    for n, row in enumerate(rows):
        with panggung.main(row) as adegan:
            racun = Peracun(mulai + n)
            hasil.ditanam += racun.semua()
            who = siapa(row, 200)
            for person in {who[0], who[(mulai + n) % len(who)]}:
                orang = panggung.klien(person)
                alamat = adegan.alamat.replace(".html", ".pdf") if pdf else adegan.alamat
                hasil.lihat(f"{row} {person}", orang.get(alamat))
                if not pdf:
                    cari = {
                        k: racun.teks()
                        for k in ("cari", "halaman", "urut", "unit", "keadaan", "siapa", "objek", "dari")
                    }
                    hasil.lihat(f"{row} {person} cari", orang.get(alamat, query_string=cari))


def kirim_formulir(panggung: Panggung, rows: list[Baris], mulai: int, hasil: Hasil) -> None:
    """Each form with a text in each field into which one types, all at once and one by one: what it answers, and the page
    to which it leads. Files come under such names."""
    for n, row in enumerate(rows):
        with panggung.main(row) as adegan:
            racun, who = Peracun(mulai + n), siapa(row, 200, 303)[0]
            orang = panggung.klien(who)
            ketikan = {k for k, kind in panggung.isian(adegan, who).items() if kind in KETIKAN}
            ketikan |= {k for k, v in adegan.data.items() if isinstance(v, str) and not k.startswith("_")}
            files = {k: v[0].getvalue() for k, v in adegan.data.items() if isinstance(v, tuple)}
            semua = {k: racun.teks() for k in sorted(ketikan)}
            for isi in (semua, *({k: v} for k, v in semua.items())):
                hasil.ditanam += len(isi)
                berkas = {k: (io.BytesIO(v), f"{racun.teks()}.pdf") for k, v in files.items()}
                answer = orang.post(adegan.alamat, data={**adegan.data, **berkas, **isi})
                hasil.lihat(f"{row} {who} {list(isi)}", answer)
                if answer.status_code == 303:
                    hasil.lihat(f"{row} {who} → {answer.location}", orang.get(answer.location))


@pytest.mark.baku("V1.1.2", "V1.2.1", "K22", "K24")
def test_forty_texts_stay_text(panggung: Panggung, angka: Callable[[str], None]) -> None:
    hasil = Hasil()
    buka_halaman(panggung, contoh(BACA, 16), 0, hasil)
    kirim_formulir(panggung, contoh(KIRIM, 8), 0, hasil)
    angka(hasil.cerita())
    assert hasil.jalan == []
    assert hasil.tampak > 300


KERTAS = [r for r in BACA if r.args.get("bentuk") == "html"]
EKSPOR = [r for r in BACA if r.endpoint.startswith(("tukar.", "audit."))]


@pytest.mark.baku("V1.3.3")
def test_papers_and_exports_stay_text(panggung: Panggung, angka: Callable[[str], None]) -> None:
    hasil = Hasil()
    buka_halaman(panggung, KERTAS[:1], 7, hasil, pdf=True)
    buka_halaman(panggung, EKSPOR[-4:], 7, hasil)
    angka(hasil.cerita())
    assert hasil.jalan == []
    assert hasil.tampak > 10


@pytest.mark.lama
def test_each_text_in_each_field_stays_text(panggung: Panggung, angka: Callable[[str], None]) -> None:
    hasil = Hasil()
    for mulai in range(40):
        buka_halaman(panggung, BACA[mulai % 4 :: 4], mulai, hasil)
        kirim_formulir(panggung, KIRIM[mulai % 4 :: 4], mulai, hasil)
    buka_halaman(panggung, KERTAS, 3, hasil, pdf=True)
    angka(hasil.cerita())
    assert hasil.jalan == []


def test_without_escaping_they_are_found(panggung: Panggung, polos: None) -> None:
    """Negative control."""
    hasil = Hasil()
    buka_halaman(panggung, [r for r in BACA if r.endpoint in ("pegawai.pegawai", "skp.lihat")], 0, hasil)
    assert len(hasil.jalan) > 20


def test_formulas_are_found(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: an export that writes what it was given."""
    monkeypatch.setattr(xlsx, "netral", lambda kata: kata)
    hasil = Hasil()
    for mulai in range(len(MUATAN)):  # each cell has each text once
        buka_halaman(panggung, [r for r in EKSPOR if r.endpoint == "tukar.ekspor"], mulai, hasil)
    assert any("begins like a formula" in f for f in hasil.jalan)


def di_peramban(panggung: Panggung, page: Page, rows: list[Baris]) -> tuple[int, list[str]]:
    """Each page opened, everything on it unfolded, touched and focused; what ran, asked or broke the policy."""
    found: list[str] = []
    page.on("dialog", lambda d: (found.append(f"{page.url}: dialog {d.message}"), d.dismiss()))
    page.on("pageerror", lambda e: found.append(f"{page.url}: {e}"))
    page.on("console", lambda m: found.append(f"{page.url}: {m.text}") if "Content Security Policy" in m.text else None)
    page.on(
        "request", lambda r: found.append(f"{page.url}: asked for {r.url}") if TANDA in urlsplit(r.url).netloc else None
    )
    seen = 0
    for n, row in enumerate(rows):
        with panggung.main(row) as adegan, melayani(panggung.app) as peladen:
            Peracun(n * 7).semua()
            masukkan_peramban(page.context, panggung, siapa(row, 200)[-1], peladen.alamat)
            try:
                page.goto(peladen.alamat + adegan.alamat, wait_until="load")
                seen += page.evaluate(SENTUH, TANDA)
                page.goto("about:blank")
            except Error as fault:  # it led the page elsewhere
                found.append(f"{adegan.alamat}: {fault}")
    return seen, found


SENTUH = """async (tanda) => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
  document.querySelectorAll("body *").forEach((el) => {
    for (const kind of ["mouseover", "focus", "toggle"]) { el.dispatchEvent(new Event(kind)); }
  });
  await new Promise((done) => setTimeout(done, 50));
  return document.documentElement.outerHTML.split(tanda).length - 1;
}"""
LAYAR = [
    r
    for r in BACA
    if r.endpoint.split(".")[0] not in ("cetak", "aset", "tukar", "draf") and siapa(r, 200) != ["anonim"]
]


@pytest.mark.baku("V1.2.1", "V1.2.3", "V3.2.2", "K24")
def test_in_a_browser_nothing_runs(panggung: Panggung, page: Page, angka: Callable[[str], None]) -> None:
    seen, found = di_peramban(panggung, page, contoh(LAYAR, 5))
    angka(f"in a browser: seen {seen} times, {len(found)} run")
    assert found == []
    assert seen > 20


@pytest.mark.lama
def test_in_a_browser_nothing_runs_on_any_page(panggung: Panggung, page: Page, angka: Callable[[str], None]) -> None:
    seen, found = di_peramban(panggung, page, LAYAR)
    angka(f"{len(LAYAR)} pages in a browser: seen {seen} times, {len(found)} run")
    assert found == []


def test_in_a_browser_without_escaping_it_is_seen(panggung: Panggung, page: Page, polos: None) -> None:
    """Negative control: the policy stops it, and the stop is noticed."""
    found = di_peramban(panggung, page, [r for r in LAYAR if r.endpoint == "pegawai.pegawai"])[1]
    assert any("Content Security Policy" in f for f in found)
