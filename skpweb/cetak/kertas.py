"""Sheets of paper, in millimetres."""

from dataclasses import dataclass

MM = 72 / 25.4  # points per millimetre
UKURAN = {"F4": (215.9, 330.2), "A4": (210.0, 297.0)}

# top, right, bottom, left; the foot leaves room for the stamped footer, the left edge for the binder
MARGIN = {"tegak": (13.0, 15.0, 24.0, 20.0), "lanskap": (14.0, 15.0, 24.0, 15.0), "bingkai": (12.0, 12.0, 12.0, 12.0)}

CADANGAN = 1.5  # mm kept free at the foot of each page, for the rounding of the engines


@dataclass(frozen=True)
class Kertas:
    """One sheet with its margins; `bentuk` is a key of MARGIN."""

    ukuran: str
    bentuk: str

    @property
    def lebar(self) -> float:
        return UKURAN[self.ukuran][0 if self.bentuk == "tegak" else 1]

    @property
    def tinggi(self) -> float:
        return UKURAN[self.ukuran][1 if self.bentuk == "tegak" else 0]

    @property
    def margin(self) -> tuple[float, float, float, float]:
        return MARGIN[self.bentuk]

    @property
    def ruang(self) -> float:
        """Height that text may fill."""
        return self.tinggi - self.margin[0] - self.margin[2] - CADANGAN

    @property
    def bingkai(self) -> tuple[float, float]:
        """Width and height of a frame round the whole of it, a hair smaller so that it never runs over."""
        return self.lebar - self.margin[1] - self.margin[3] - 0.5, self.ruang - 0.5
