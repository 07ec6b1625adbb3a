"""Page planner, shared by both engines.

Neither engine is trusted with page breaks: wkhtmltopdf (unpatched Qt) cuts rows and forgets table heads, and
WeasyPrint may leave a signature alone. So a document is first set on one endless page where every row and
block carries a numbered marker; from the markers' positions this module decides the pages and emits the
document again with one table per page, each with its own head.

What a template may say (classes on the children of <main>):
  table.lembar      may be divided between rows; thead returns on each page
  tbody.ikat        rows that belong together: kept whole when sensible, else divided between rows;
                    td.gabung[rowspan] is then repeated on the next page with its data-lanjut
  tr.ikut, .ikut    stays with what follows (section rows, headings)
  .ttd, .akhir      stays with the two rows or the block before it, and is never divided
  .baru             begins a page
  everything else   a block that is never divided
"""

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LUNAK, KERAS = 1, 2  # bond to the next piece: may be cut when the group is too tall / never cut
SISA_BOLEH = 0.42  # share of a page that may stay empty to keep a group of rows whole
PADDING_SEL = 5.5  # mm below the marker of a spanning cell: last line, padding and rule
MAKS_TANDA = 0xFFFF  # markers are numbered in two colour channels


@dataclass
class Butir:
    """The smallest piece that is placed: a block, a table head or a row. Heights in mm."""

    dok: int
    blok: int
    jenis: str  # blok | kepala | baris
    el: ET.Element
    grup: ET.Element | None = None
    tinggi: float = 0.0
    gabung: float = 0.0  # height needed by the tallest spanning cell that starts here
    lekat: int = 0
    kunci: int = 0
    ekor: tuple[int, ...] = ()

    def sebaris_dengan(self, lain: "Butir | None") -> bool:
        """Both stand in the same table."""
        return lain is not None and (lain.dok, lain.blok) == (self.dok, self.blok)


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
                _lekatkan(hasil, awal)
            hasil.append(Butir(d, b, "blok", el, lekat=KERAS if "ikut" in kelas(el) else 0))
    return hasil


def _butir_tabel(d: int, b: int, el: ET.Element) -> list[Butir]:
    kepala = el.find("thead")
    isi = [Butir(d, b, "kepala", kepala, lekat=KERAS)] if kepala is not None else []
    for tb in el.findall("tbody"):
        baris = tb.findall("tr")
        for i, tr in enumerate(baris):
            terikat = "ikat" in kelas(tb) and i < len(baris) - 1
            lekat = KERAS if "ikut" in kelas(tr) else LUNAK if terikat else 0
            isi.append(Butir(d, b, "baris", tr, grup=tb, lekat=lekat))
    return isi


def _lekatkan(hasil: list[Butir], awal: int) -> None:
    """Bond the signature to what precedes it: the last two rows, or the last block."""
    if len(hasil) > awal:
        hasil[-1].lekat = KERAS
        if hasil[-1].jenis == "baris" and len(hasil) > awal + 1 and hasil[-2].jenis == "baris":
            hasil[-2].lekat = KERAS


# ---- measuring -----------------------------------------------------------------------------------------------
def tandai(mains: Sequence[ET.Element], butir: list[Butir]) -> list[ET.Element]:
    """Number the pieces and return a marked copy for the measuring pass.

    A marker is both an id (WeasyPrint tells positions of ids) and a 1 px box whose colour is its number (read
    from the drawing commands of wkhtmltopdf). Raises ValueError when there are more pieces than colours."""
    peta: dict[int, int] = {}
    n = 0
    for bu in butir:
        bu.kunci, n = n, n + 1
        peta[id(bu.el)] = bu.kunci
        sel = [s for s in bu.el if "gabung" in kelas(s)] if bu.jenis == "baris" else []
        bu.ekor = tuple(range(n, n + len(sel)))
        peta.update(zip(map(id, sel), bu.ekor, strict=True))
        n += len(sel)
    if n + len(mains) > MAKS_TANDA:
        raise ValueError(f"{n} bagian melebihi batas ukur")
    salinan = []
    for i, main in enumerate(mains):
        baru = _salin(main, peta)
        baru.set("class", " ".join(["isi", *kelas(main)]))
        ET.SubElement(baru, "div", {"class": "mk-akhir"}).append(_mk(n + i))
        salinan.append(baru)
    return salinan


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
    """Heights from marker positions (mm from the top of the endless page)."""
    banyak = butir[-1].dok + 1
    terakhir = max(y)  # the end markers carry the last numbers, one for each document
    for bu, lanjut in zip(butir, [*butir[1:], None], strict=True):
        ujung = lanjut.kunci if lanjut and lanjut.dok == bu.dok else terakhir - (banyak - 1 - bu.dok)
        bu.tinggi = y[ujung] - y[bu.kunci]
        bu.gabung = max((y[k] - y[bu.kunci] + PADDING_SEL for k in bu.ekor), default=0.0)


# ---- planning ------------------------------------------------------------------------------------------------
class Perencana:
    """Puts pieces on pages so that no page is taller than `ruang` (mm)."""

    def __init__(self, butir: list[Butir], ruang: float) -> None:
        self.butir = butir
        self.ruang = ruang
        self.kepala = {(b.dok, b.blok): b.tinggi for b in butir if b.jenis == "kepala"}
        self.halaman: list[list[Butir]] = [[]]
        self.terpakai = 0.0

    def rencana(self) -> list[list[Butir]]:
        """Pieces per page."""
        for gugus in _gugus(self.butir, LUNAK):
            akhir = self._akhir()
            if akhir is not None and (akhir.dok != gugus[0].dok or "baru" in kelas(gugus[0].el)):
                self._halaman_baru()
            self._letakkan(gugus)
        for lalu, kini in pairwise(self.halaman):
            self._tanpa_yatim(lalu, kini)
        return self.halaman

    def _akhir(self) -> Butir | None:
        return self.halaman[-1][-1] if self.halaman[-1] else None

    def _halaman_baru(self) -> None:
        self.halaman.append([])
        self.terpakai = 0.0

    def _letakkan(self, gugus: list[Butir]) -> None:
        sisa = self.ruang - self.terpakai
        if self.biaya(gugus, self._akhir()) <= sisa:
            self._taruh(gugus)
        elif self.biaya(gugus, None) <= self.ruang and sisa <= SISA_BOLEH * self.ruang:
            self._halaman_baru()
            self._taruh(gugus)
        else:
            for potong in _gugus(gugus, KERAS):
                perlu = max(self.biaya(potong, self._akhir()), potong[0].gabung)
                if self.terpakai + perlu > self.ruang and self.halaman[-1]:
                    self._halaman_baru()
                self._taruh(potong)

    def _taruh(self, potong: list[Butir]) -> None:
        self.terpakai += self.biaya(potong, self._akhir())
        self.halaman[-1].extend(potong)

    def biaya(self, potong: list[Butir], sebelum: Butir | None) -> float:
        """Height of the pieces after `sebelum`, with the table heads that must be repeated."""
        jumlah = 0.0
        for b in potong:
            if b.jenis == "baris" and not b.sebaris_dengan(sebelum):
                jumlah += self.kepala.get((b.dok, b.blok), 0.0)
            jumlah += b.tinggi
            sebelum = b
        return jumlah

    def _tanpa_yatim(self, lalu: list[Butir], kini: list[Butir]) -> None:
        """A table does not run on for a single row: the row before it comes along when that leaves two behind."""
        awal = kini[0]
        if awal.jenis != "baris" or not awal.sebaris_dengan(lalu[-1]):
            return
        if sum(b.jenis == "baris" and b.sebaris_dengan(awal) for b in kini) != 1:
            return
        tiga = lalu[-3:]
        sekawan = len(tiga) == 3 and all(b.jenis == "baris" and b.sebaris_dengan(awal) for b in tiga)
        if sekawan and not tiga[1].lekat and not tiga[2].lekat and self.biaya([tiga[2], *kini], None) <= self.ruang:
            kini.insert(0, lalu.pop())


def rencana(butir: list[Butir], ruang: float) -> list[list[Butir]]:
    """Pieces per page so that no page is taller than `ruang` (mm); a piece taller than that stands alone."""
    return Perencana(butir, ruang).rencana()


def _gugus(butir: Sequence[Butir], kuat: int) -> Iterator[list[Butir]]:
    """Runs of pieces whose bond is at least `kuat`."""
    kumpul: list[Butir] = []
    for b in butir:
        kumpul.append(b)
        if b.lekat < kuat:
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
        i = 0
        while i < len(h):
            b = h[i]
            if b.jenis == "blok":
                div.append(_bersih(b.el))
                i += 1
                continue
            j = i
            while j < len(h) and h[j].jenis != "blok" and h[j].blok == b.blok:
                j += 1
            div.append(_tabel(main[b.blok], [x for x in h[i:j] if x.jenis == "baris"]))
            i = j
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
    i = 0
    while i < len(baris):
        grup = baris[i].grup
        assert grup is not None  # every row has its tbody
        j = i
        while j < len(baris) and baris[j].grup is grup:
            j += 1
        tbody = ET.SubElement(tabel, "tbody", grup.attrib)
        semua = grup.findall("tr")
        for k in range(i, j):
            if k == i and j - i < len(semua):
                tbody.append(_sambung(semua, baris[i].el, j - i))
            else:
                tbody.append(_bersih(baris[k].el))
        i = j
    return tabel


def _sambung(semua: list[ET.Element], tr: ET.Element, banyak: int) -> ET.Element:
    """First row of a divided group on its page: spanning cells cut to the rows present and repeated."""
    if tr is semua[0]:
        baru = _bersih(tr)
        for sel in baru:
            if "gabung" in kelas(sel):
                sel.set("rowspan", str(banyak))
        return baru
    baru = ET.Element("tr", tr.attrib)
    sisa = [_bersih(s) for s in tr]
    for asal in semua[0]:
        if "gabung" in kelas(asal):
            sel = ET.SubElement(baru, asal.tag, asal.attrib)
            sel.set("rowspan", str(banyak))
            sel.text = asal.get("data-lanjut") or "".join(asal.itertext()).strip()
        elif sisa:
            baru.append(sisa.pop(0))
    baru.extend(sisa)
    return baru
