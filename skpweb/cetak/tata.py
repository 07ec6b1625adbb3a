"""Page planner, shared by both engines.

Neither engine is trusted with page breaks: wkhtmltopdf (unpatched Qt) cuts rows and forgets table heads, and
WeasyPrint may leave a signature alone. So a document is first set on one endless page where every row and
block carries a numbered marker; from the markers' positions this module decides the pages and emits the
document again with one table per page, each with its own head.

What a template may say (classes on the children of <main>):
  table.lembar      may be divided between rows; thead returns on each page
  tbody.ikat        rows that belong together: on one page, unless they are more than SISA_BOLEH of it
  td.gabung         a cell over all rows of its group, among the first of its first row; where the group is divided
                    it comes again, with data-lanjut as its text
  tr.ikut, .ikut    stays with what follows (section rows, headings)
  .ttd, .akhir      stays with the two rows or the block before it, and is never divided
  everything else   a block that is never divided
"""

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

MAKS_TANDA = 0xFFFF  # markers are numbered in two colour channels
SISA_BOLEH = 0.42  # share of a page that may stay empty to keep a group of rows whole
KAKI_SEL = 5.5  # mm from the marker of a spanning cell to its foot: the last line, padding, rule


@dataclass
class Butir:
    """The smallest piece that is placed: a block, a table head or a row. Heights in mm; `lekat`: on the same page as
    the next piece; `gabung`: what the tallest spanning cell that begins here needs, `ekor` the markers at their ends."""

    dok: int
    blok: int
    jenis: str  # blok | kepala | baris
    el: ET.Element
    lekat: bool = False
    tubuh: ET.Element | None = None  # the tbody of a row
    tinggi: float = 0.0
    kunci: int = 0
    gabung: float = 0.0
    ekor: tuple[int, ...] = ()


def kelas(el: ET.Element) -> list[str]:
    return (el.get("class") or "").split()


def urai(html: str) -> ET.Element:
    """The body of a template as a tree. Templates are well-formed XML; a fault there is an error, not a guess."""
    return ET.fromstring(html)  # noqa: S314 (our own templates; what people typed is escaped and has no entities)


# ---- cutting a document into pieces --------------------------------------------------------------------------
def daftar_butir(mains: Sequence[ET.Element]) -> list[Butir]:
    """The pieces of all documents in order, not yet measured."""
    hasil: list[Butir] = []
    for d, main in enumerate(mains):
        awal = len(hasil)
        for b, el in enumerate(main):
            if el.tag == "table" and "lembar" in kelas(el):
                hasil += _butir_tabel(d, b, el)
                continue
            if {"ttd", "akhir"} & set(kelas(el)):
                _lekatkan(hasil[awal:])
            hasil.append(Butir(d, b, "blok", el, "ikut" in kelas(el)))
    return hasil


def _lekatkan(sebelum: Sequence[Butir]) -> None:
    """Bind the signature to what precedes it: the last two rows, or the last block."""
    baris = [b.jenis == "baris" for b in sebelum[-2:]] == [True, True]
    for b in sebelum[-2:] if baris else sebelum[-1:]:
        b.lekat = True


def _butir_tabel(d: int, b: int, el: ET.Element) -> list[Butir]:
    kepala = el.find("thead")
    isi = [Butir(d, b, "kepala", kepala, lekat=True)] if kepala is not None else []
    return isi + [
        Butir(d, b, "baris", tr, "ikut" in kelas(tr), tb) for tb in el.findall("tbody") for tr in tb.findall("tr")
    ]


# ---- measuring -----------------------------------------------------------------------------------------------
def tandai(mains: Sequence[ET.Element], butir: list[Butir]) -> list[ET.Element]:
    """Number the pieces and return a marked copy for the measuring pass.

    A marker is both an id (WeasyPrint tells positions of ids) and a 1 px box whose colour is its number (read
    from the drawing commands of wkhtmltopdf). Raises ValueError when there are more pieces than colours."""
    n = len(butir)
    peta: dict[int, int] = {}
    lanjut = n + len(mains)  # the end markers of the documents stand between
    for kunci, b in enumerate(butir):
        sel = _gabung(b.el) if b.jenis == "baris" else []
        b.kunci, b.ekor = kunci, tuple(range(lanjut, lanjut + len(sel)))
        peta |= {id(b.el): kunci, **{id(s): k for s, k in zip(sel, b.ekor, strict=True)}}
        lanjut += len(sel)
    if lanjut > MAKS_TANDA:
        raise ValueError(f"{n} bagian melebihi batas ukur")
    salinan = []
    for i, main in enumerate(mains):
        baru = _salin(main, peta)
        baru.set("class", " ".join(["isi", *kelas(main)]))
        ET.SubElement(baru, "div", {"class": "mk-akhir"}).append(_mk(n + i))
        salinan.append(baru)
    return salinan


def _gabung(tr: ET.Element) -> list[ET.Element]:
    """The spanning cells of a row."""
    return [s for s in tr if "gabung" in kelas(s)]


def _mk(n: int) -> ET.Element:
    return ET.Element("i", {"class": "mk", "id": f"mk-{n}", "style": f"background:#{n >> 8:02x}{n & 255:02x}fe"})


def _salin(el: ET.Element, peta: dict[int, int]) -> ET.Element:
    baru = ET.Element(el.tag, el.attrib)
    baru.text, baru.tail = el.text, el.tail
    baru.extend(_salin(anak, peta) for anak in el)
    n = peta.get(id(el))
    if n is None:
        return baru
    if el.tag in ("td", "th"):  # a spanning cell: its marker stands where its text ends
        baru.append(_mk(n))
        return baru
    tempat = baru
    while tempat.tag in ("thead", "tbody", "table", "tr"):
        tempat = tempat[0] if tempat.tag != "table" else next(a for a in tempat.iter() if a.tag in ("td", "th"))
    m = _mk(n)
    m.tail, tempat.text = tempat.text, None
    tempat.insert(0, m)
    tempat.set("class", (tempat.get("class") or "") + " ukur")
    return baru


def isi_tinggi(butir: list[Butir], y: dict[int, float]) -> None:
    """Heights from marker positions (mm from the top of the endless page): each piece reaches to the next one of its
    document, the last to the end marker of the document; those carry the numbers after the pieces."""
    for b, lanjut in zip(butir, [*butir[1:], None], strict=True):
        ujung = lanjut.kunci if lanjut and lanjut.dok == b.dok else len(butir) + b.dok
        b.tinggi = y[ujung] - y[b.kunci]
        b.gabung = max((y[k] - y[b.kunci] + KAKI_SEL for k in b.ekor), default=0.0)


# ---- planning ------------------------------------------------------------------------------------------------
def rencana(butir: Sequence[Butir], ruang: float) -> list[list[Butir]]:
    """Pieces per page so that no page is taller than `ruang` (mm); what is bound together and taller stands alone."""
    kepala = {(b.dok, b.blok): b.tinggi for b in butir if b.jenis == "kepala"}
    halaman: list[list[Butir]] = []
    terpakai = 0.0
    for gugus in _gugus(butir, _terikat(butir, ruang)):
        akhir = halaman[-1][-1] if halaman else None
        perlu = _biaya(gugus, akhir, kepala)
        if akhir is None or akhir.dok != gugus[0].dok or terpakai + perlu > ruang:
            halaman.append([])
            terpakai, perlu = 0.0, _biaya(gugus, None, kepala)
        halaman[-1] += gugus
        terpakai += perlu
    return halaman


def _biaya(gugus: Sequence[Butir], sebelum: Butir | None, kepala: Mapping[tuple[int, int], float]) -> float:
    """Height of the pieces after `sebelum`, with the table heads that must be repeated."""
    jumlah = 0.0
    for b in gugus:
        if b.jenis == "baris" and (sebelum is None or (sebelum.dok, sebelum.blok) != (b.dok, b.blok)):
            jumlah += kepala.get((b.dok, b.blok), 0.0)
        jumlah += b.tinggi
        sebelum = b
    return jumlah


def _terikat(butir: Sequence[Butir], ruang: float) -> set[int]:
    """Keys of the rows that stay with the next one of their group: all of them, or, where the group is too tall for
    that, the first ones, until they are as tall as its spanning cells."""
    terikat: set[int] = set()
    for tubuh, isi in groupby(butir, key=lambda b: b.tubuh):
        if tubuh is None or "ikat" not in kelas(tubuh):
            continue
        baris, sudah = list(isi), 0.0
        tinggi = sum(b.tinggi for b in baris)
        perlu = tinggi if tinggi <= SISA_BOLEH * ruang else baris[0].gabung
        for b in baris[:-1]:
            sudah += b.tinggi
            if sudah < perlu:
                terikat.add(b.kunci)
    return terikat


def _gugus(butir: Sequence[Butir], terikat: set[int]) -> Iterator[list[Butir]]:
    """Runs of pieces that stay together."""
    kumpul: list[Butir] = []
    for b in butir:
        kumpul.append(b)
        if not b.lekat and b.kunci not in terikat:
            yield kumpul
            kumpul = []
    if kumpul:
        yield kumpul


# ---- emitting ------------------------------------------------------------------------------------------------
def terbitkan(mains: Sequence[ET.Element], halaman: list[list[Butir]]) -> ET.Element:
    """The documents again, one <div class="hal"> per page."""
    badan = ET.Element("body")
    for h in halaman:
        main = mains[h[0].dok]
        div = lembar_baru(badan, main)
        for blok, isi in groupby(h, key=lambda b: b.blok):
            semua = list(isi)
            satu = semua[0].jenis == "blok"
            div.append(_bersih(semua[0].el) if satu else _tabel(main[blok], [b for b in semua if b.jenis == "baris"]))
    return badan


def utuh(mains: Sequence[ET.Element]) -> ET.Element:
    """The documents as they are, one <div class="hal"> each: for those expected to fill one sheet."""
    badan = ET.Element("body")
    for m in mains:
        lembar_baru(badan, m).extend(list(m))
    return badan


def lembar_baru(badan: ET.Element, main: ET.Element) -> ET.Element:
    """An empty page: the outer box breaks the page, the inner one holds the content (see pdf.Pdfkit.gaya)."""
    hal = ET.SubElement(badan, "div", {"class": "hal"})
    return ET.SubElement(hal, "div", {"class": " ".join(["isi", *kelas(main)])})


def _bersih(el: ET.Element) -> ET.Element:
    baru = copy.deepcopy(el)
    baru.tail = None
    return baru


def _tabel(asal: ET.Element, baris: list[Butir]) -> ET.Element:
    tabel = ET.Element("table", asal.attrib)
    for tag in ("colgroup", "thead"):
        if (bagian := asal.find(tag)) is not None:
            tabel.append(_bersih(bagian))
    for tubuh, isi in groupby(baris, key=lambda b: b.tubuh):
        assert tubuh is not None  # every row has its tbody
        sini = list(isi)
        baru = ET.SubElement(tabel, "tbody", tubuh.attrib)
        baru.extend(_bersih(b.el) for b in sini)
        if sini[0].el is not tubuh[0]:
            baru[0][:0] = map(_lanjutan, _gabung(tubuh[0]))
        for sel in _gabung(baru[0]):
            sel.set("rowspan", str(len(sini)))
    return tabel


def _lanjutan(sel: ET.Element) -> ET.Element:
    """A spanning cell as it comes again on the next page."""
    baru = ET.Element(sel.tag, sel.attrib)
    baru.text = sel.get("data-lanjut") or "".join(sel.itertext())
    return baru
