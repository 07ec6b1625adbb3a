"""The frame of the piagam as inline SVG, greys only. Lengths are millimetres."""

from markupsafe import Markup

TINTA = "#222"
SISI, JARAK = 5.6, 2.4  # the row of dots: distance from the edge, and from dot to dot
WAJIK = "".join(f"M0 {-r}l{r} {r} {-r} {r} {-r} {-r}z" for r in (6.2, 4.4, 2.6))


def _bertangga(jarak: float, potong: float, lebar: float, tinggi: float) -> str:
    """Path of a rectangle at `jarak` from the edge whose corners are cut in by `potong`."""
    a, c, d, s = jarak, lebar - jarak, tinggi - jarak, potong
    return f"M{a + s} {a}H{c - s}V{a + s}H{c}V{d - s}H{c - s}V{d}H{a + s}V{d - s}H{a}V{a + s}H{a + s}Z"


def _titik(lebar: float, tinggi: float) -> str:
    """Fine dots along the four edges, centred, away from the corners."""
    panjang = [JARAK * int((sisi - 44) / JARAK) for sisi in (lebar, tinggi)]
    datar = "".join(f"M{(lebar - panjang[0]) / 2:.2f} {y:.2f}h{panjang[0]:.2f}" for y in (SISI, tinggi - SISI))
    tegak = "".join(f"M{x:.2f} {(tinggi - panjang[1]) / 2:.2f}v{panjang[1]:.2f}" for x in (SISI, lebar - SISI))
    return datar + tegak


def bingkai(lebar: float, tinggi: float) -> Markup:
    """A strong line between two fine ones, stepped corners with diamonds, a row of fine dots."""
    p, t = round(lebar, 1), round(tinggi, 1)
    dalam = f"M19.5 8.8H{p - 19.5}M19.5 {t - 8.8}H{p - 19.5}M8.8 19.5V{t - 19.5}M{p - 8.8} 19.5V{t - 19.5}"
    halus = f'fill="none" stroke="{TINTA}" stroke-width=".25"'
    sudut = "".join(f'<path transform="translate({x} {y})" d="{WAJIK}"/>' for x in (11, p - 11) for y in (11, t - 11))
    return Markup(  # noqa: S704 (numbers only)
        f'<svg width="{p}mm" height="{t}mm" viewBox="0 0 {p} {t}"><g {halus}>'
        f'<path d="{_bertangga(0.6, 6, p, t)}" stroke-width="1.1"/><path d="{_bertangga(2.4, 6.4, p, t)}"/>'
        f'<path d="{dalam}"/>{sudut}</g>'
        f'<path d="{_titik(p, t)}" fill="none" stroke="#555" stroke-width=".4" stroke-dasharray=".4 2"/></svg>'
    )
