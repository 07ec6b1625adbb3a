"""The org chart: every post once, superiors before subordinates, no two boxes on each other."""

from hypothesis import given
from hypothesis import strategies as st

from skpweb.pegawai.rules_bagan import BARIS, LEBAR, TINGGI, Simpul, susun_bagan


def simpul(tree):
    return [Simpul(n, up, f"Jabatan nomor {n} yang namanya panjang sekali", "isi") for n, up in tree.items()]


def trees():
    return st.lists(st.integers(0, 10**6), max_size=40).map(
        lambda picks: {0: None} | {n: pick % n for n, pick in enumerate(picks, 1)}
    )


@given(trees(), st.integers(1, 5))
def test_boxes_stand_apart_and_lines_join_them(tree, depth):
    chart = susun_bagan(simpul(tree), 0, depth)
    places = {(k.x, k.y): k.simpul.id for k in chart.kotak}
    assert len(places) == len(chart.kotak) == len({k.simpul.id for k in chart.kotak})
    for x in {k.x for k in chart.kotak}:
        ys = sorted(k.y for k in chart.kotak if k.x == x)
        assert all(below - above >= BARIS for above, below in zip(ys, ys[1:], strict=False))
    assert len(chart.garis) == len(chart.kotak) - 1
    for x1, y1, x2, y2 in chart.garis:
        above, below = places[(x1 - LEBAR, y1 - TINGGI // 2)], places[(x2, y2 - TINGGI // 2)]
        assert tree[below] == above
    assert all(0 <= k.x <= chart.lebar - LEBAR and 0 <= k.y <= chart.tinggi - TINGGI for k in chart.kotak)
    assert all(len(line) <= 34 for k in chart.kotak for line in k.baris)


def test_a_branch_begins_anywhere_and_a_circle_ends():
    tree = {0: None, 1: 0, 2: 1, 3: 2}
    assert [k.simpul.id for k in susun_bagan(simpul(tree), 1, 2).kotak] == [1, 2]
    assert len(susun_bagan(simpul({1: 2, 2: 1}), 1, 9).kotak) == 2
