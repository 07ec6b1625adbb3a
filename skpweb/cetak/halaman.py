"""From a document to HTML: the template, cleaned of what would break paper, and one self-contained page of it.

The templates are rendered by an environment of their own: they are XML (checked by `tata.urai`), an undefined name
is an error, and nothing of the web request can leak into paper."""

import html
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from skpweb.cetak import gambar, tata
from skpweb.cetak.documents import Dokumen, Naskah
from skpweb.cetak.kertas import Kertas
from skpweb.cetak.naskah import terbilang
from skpweb.core import formats

TEMPLATE = Path(__file__).resolve().parents[2] / "templates"
# Marks that turn the direction of the text: on paper they serve only to make a name read as another one.
PEMBALIK = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def bersih(nilai: object) -> object:
    """Nothing → empty; control characters, unassigned ones and direction marks are dropped from text."""
    if nilai is None:
        return ""
    if isinstance(nilai, str) and not isinstance(nilai, Markup):
        return "".join(c for c in nilai if c in "\n\t" or _tercetak(c))
    return nilai


def _tercetak(c: str) -> bool:
    return c not in PEMBALIK and unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")


@lru_cache(maxsize=1)
def jinja() -> jinja2.Environment:
    """The environment of paper."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, finalize=bersih,
    )  # fmt: skip
    env.filters.update(angka=formats.angka, tanggal=formats.tanggal, terbilang=terbilang)
    env.filters.update(isi=lambda v: v or "–", rapat=lambda v: v.replace(" ", "\u00a0"))
    env.globals.update(bingkai=gambar.bingkai)
    return env


def badan(dok: Dokumen, kertas: Kertas) -> ET.Element:
    """The <main> of the document."""
    teks = jinja().get_template(f"cetak/{dok.template}").render(d=dok, kertas=kertas)
    return tata.urai(teks)


@lru_cache(maxsize=1)
def gaya_cetak() -> str:
    """The style sheet of paper."""
    return (TEMPLATE / "cetak" / "print.css").read_text("utf-8")


def pratinjau_html(n: Naskah, kertas: Kertas, gaya: str, pdf: str) -> str:
    """The same paper as a page of the browser: style sheet at `gaya`, the PDF at `pdf`, footer as text."""
    utama = Markup(ET.tostring(badan(n.dokumen, kertas), encoding="unicode", method="html"))  # noqa: S704 (our own tree)
    isi = {"n": n, "d": n.dokumen, "kertas": kertas, "utama": utama, "gaya": gaya, "pdf": pdf}
    return jinja().get_template("layout/pratinjau.html").render(isi)


def halaman_html(isi: ET.Element | Sequence[ET.Element], judul: str, gaya: str) -> str:
    """One self-contained page: the children of `isi` as body, the style sheet of paper and `gaya` inline."""
    tubuh = "".join(ET.tostring(a, encoding="unicode", method="html") for a in isi)
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{html.escape(judul)}</title>'
        f"<style>{gaya_cetak()}\n{gaya}</style></head><body>{tubuh}</body></html>"
    )
