"""Where the boxes of the org chart stand: from left to right, the superior in the middle of his subordinates."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

LEBAR, TINGGI, JARAK, BARIS = 250, 62, 56, 78
HURUF = 34  # letters that fit on a line of a box


@dataclass(frozen=True)
class Simpul:
    """A post in the chart: `isi` is the line below its name."""

    id: int
    induk_id: int | None
    nama: str
    isi: str
    kosong: bool = False


@dataclass(frozen=True)
class Kotak:
    simpul: Simpul
    x: int
    y: int
    baris: tuple[str, ...]


@dataclass(frozen=True)
class Bagan:
    """Boxes, and lines as (x1, y1, x2, y2) from superior to subordinate."""

    lebar: int
    tinggi: int
    kotak: tuple[Kotak, ...]
    garis: tuple[tuple[int, int, int, int], ...]


def susun_bagan(simpul: Sequence[Simpul], akar_id: int, kedalaman: int = 3) -> Bagan:
    """The branch from `akar_id`, at most `kedalaman` levels. Each post stands once; a circle ends where it closes."""
    by_id = {s.id: s for s in simpul}
    below: dict[int, list[int]] = {}
    for s in simpul:
        if s.induk_id is not None and s.id != akar_id:
            below.setdefault(s.induk_id, []).append(s.id)
    levels: dict[int, int] = {akar_id: 0}
    order = [akar_id]
    for node in order:
        for child in below.get(node, []) if levels[node] + 1 < kedalaman else []:
            if child not in levels:
                levels[child] = levels[node] + 1
                order.append(child)
    parts = {n: [c for c in below.get(n, []) if levels.get(c) == levels[n] + 1] for n in order}
    y: dict[int, int] = {}
    bottom = 0
    stack = [(akar_id, False)]
    while stack:
        node, done = stack.pop()
        if done:
            y[node] = (y[parts[node][0]] + y[parts[node][-1]]) // 2
        elif parts[node]:
            stack += [(node, True), *((child, False) for child in reversed(parts[node]))]
        else:
            y[node], bottom = bottom, bottom + BARIS
    x = {n: levels[n] * (LEBAR + JARAK) for n in order}
    boxes = tuple(Kotak(by_id[n], x[n], y[n], tuple(wrap(by_id[n].nama, HURUF)[:2])) for n in order)
    lines = tuple(
        (x[n] + LEBAR, y[n] + TINGGI // 2, x[c], y[c] + TINGGI // 2) for n in order for c in parts[n]
    )  # fmt: skip
    return Bagan(max(x.values()) + LEBAR, max(y.values()) + TINGGI, boxes, lines)
