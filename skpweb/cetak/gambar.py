"""Drawn parts of documents as inline SVG, greys only. Lengths are millimetres."""

from markupsafe import Markup

TINTA = "#222"
SISI = 5.6  # distance of the row of dots from the edge
JARAK_TITIK = 2.4


def _bertangga(jarak: float, potong: float, lebar: float, tinggi: float) -> str:
    """Path of a rectangle at `jarak` from the edge whose corners are cut in by `potong`."""
    a, b, c, d, s = jarak, jarak, lebar - jarak, tinggi - jarak, potong
    return f"M{a + s} {b}H{c - s}V{b + s}H{c}V{d - s}H{c - s}V{d}H{a + s}V{d - s}H{a}V{b + s}H{a + s}Z"


def _deret_titik(panjang: float) -> list[float]:
    """Positions of the dots along an edge, centred, away from the corners."""
    banyak = int((panjang - 44) / JARAK_TITIK)
    awal = (panjang - (banyak - 1) * JARAK_TITIK) / 2
    return [awal + i * JARAK_TITIK for i in range(banyak)]


def _titik(lebar: float, tinggi: float) -> str:
    belah = "l.28 .28l-.28 .28l-.28-.28z"
    datar = (f"M{x:.2f} {y - 0.28:.2f}{belah}" for y in (SISI, tinggi - SISI) for x in _deret_titik(lebar))
    tegak = (f"M{x:.2f} {y - 0.28:.2f}{belah}" for x in (SISI, lebar - SISI) for y in _deret_titik(tinggi))
    return "".join((*datar, *tegak))


def _sudut(cx: float, cy: float) -> str:
    wajik = "".join(
        f'<path d="M{cx} {cy - r}L{cx + r} {cy}L{cx} {cy + r}L{cx - r} {cy}Z" fill="none" stroke="{TINTA}" '
        f'stroke-width="{tebal}"/>'
        for r, tebal in ((6.2, 0.25), (4.4, 0.25), (2.6, 0.5))
    )
    return f'{wajik}<path d="M{cx} {cy - 1}l1 1l-1 1l-1-1z" fill="{TINTA}"/>'


def bingkai(lebar: float, tinggi: float) -> Markup:
    """Frame of the piagam: a strong line between two fine ones, stepped corners, a row of fine dots."""
    p, t = round(lebar, 1), round(tinggi, 1)
    dalam = f"M19.5 8.8H{p - 19.5}M19.5 {t - 8.8}H{p - 19.5}M8.8 19.5V{t - 19.5}M{p - 8.8} 19.5V{t - 19.5}"
    sudut = "".join(_sudut(cx, cy) for cx in (11, p - 11) for cy in (11, t - 11))
    return Markup(  # noqa: S704 (numbers only)
        f'<svg width="{p}mm" height="{t}mm" viewBox="0 0 {p} {t}">'
        f'<path d="{_bertangga(0.6, 6, p, t)}" fill="none" stroke="{TINTA}" stroke-width="1.1"/>'
        f'<path d="{_bertangga(2.4, 6.4, p, t)}" fill="none" stroke="{TINTA}" stroke-width=".25"/>'
        f'<path d="{_titik(p, t)}" fill="#555"/><path d="{dalam}" stroke="{TINTA}" stroke-width=".25"/>{sudut}</svg>'
    )


def garis_hias() -> Markup:
    """A fine rule with a diamond, between title and name."""
    return Markup(  # noqa: S704 (a constant)
        '<svg width="90mm" height="3mm" viewBox="0 0 90 3">'
        f'<path d="M0 1.5H41M49 1.5H90" stroke="{TINTA}" stroke-width=".25"/>'
        f'<path d="M45 .2l1.3 1.3-1.3 1.3-1.3-1.3z" fill="{TINTA}"/>'
        f'<path d="M42.2 .9l.6.6-.6.6-.6-.6zM47.8 .9l.6.6-.6.6-.6-.6z" fill="{TINTA}"/></svg>'
    )
