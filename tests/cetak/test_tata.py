"""The page planner alone: whatever the heights, nothing is lost, nothing is out of order, nothing is too tall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.cetak import tata

RUANG = 100.0


def _dokumen(tinggi: list[int], kepala: int = 5, ikat: int = 0, ttd: int = 30) -> list[tata.Butir]:
    """A title, a table of rows of these heights (in groups of `ikat`), a signature; heights in mm set by hand."""
    baris = ["<tr><td>x</td></tr>"] * len(tinggi)
    langkah = ikat or len(tinggi) or 1
    grup = ["".join(baris[i : i + langkah]) for i in range(0, len(baris), langkah)]
    tubuh = "".join(f'<tbody class="{"ikat" if ikat else ""}">{g}</tbody>' for g in grup)
    main = tata.urai(
        f'<main><div class="judul ikut">j</div><table class="lembar"><thead><tr><th>k</th></tr></thead>{tubuh}</table>'
        '<div class="ttd">t</div></main>'
    )
    butir = tata.daftar_butir([main])
    tata.tandai([main], butir)
    y, atas = {}, 0.0
    for b, t in zip(butir, [8, kepala, *tinggi, ttd], strict=True):
        y[b.kunci] = atas
        atas += t
    y[butir[-1].kunci + 1] = atas
    tata.isi_tinggi(butir, y)
    return butir


def _tinggi(halaman: list[tata.Butir], kepala: float) -> float:
    """What the page really takes, the repeated head included."""
    jumlah = sum(b.tinggi for b in halaman)
    berbaris = any(b.jenis == "baris" for b in halaman)
    return jumlah + (kepala if berbaris and not any(b.jenis == "kepala" for b in halaman) else 0)


@given(st.lists(st.integers(1, 60), max_size=60), st.integers(0, 4))
def test_nothing_lost_nothing_disordered_nothing_too_tall(tinggi: list[int], ikat: int) -> None:
    butir = _dokumen(tinggi, ikat=ikat)
    halaman = tata.rencana(butir, RUANG)
    assert [b.kunci for h in halaman for b in h] == [b.kunci for b in butir]
    for h in halaman:
        assert h
        assert (
            _tinggi(h, 5) <= RUANG or len([b for b in h if b.jenis == "baris"]) <= 2
        )  # two tall rows under a signature


@given(st.lists(st.integers(1, 25), min_size=1, max_size=60))
def test_the_signature_takes_two_rows_along(tinggi: list[int]) -> None:
    akhir = tata.rencana(_dokumen(tinggi), RUANG)[-1]
    assert akhir[-1].jenis == "blok"
    assert sum(b.jenis == "baris" for b in akhir) >= min(2, len(tinggi))


@given(st.lists(st.integers(1, 40), min_size=2, max_size=60))
def test_a_head_is_never_left_without_a_row(tinggi: list[int]) -> None:
    for h in tata.rencana(_dokumen(tinggi), RUANG):
        assert h[-1].jenis != "kepala"


def test_a_group_stays_whole_unless_too_much_would_stay_empty() -> None:
    bersama = [
        [b.kunci for b in h if b.jenis == "baris"] for h in tata.rencana(_dokumen([10] * 12, ikat=4, ttd=1), RUANG)
    ]
    assert [len(h) for h in bersama] == [8, 4]
    terpaksa = [sum(b.jenis == "baris" for b in h) for h in tata.rencana(_dokumen([20] * 8, ikat=8, ttd=1), RUANG)]
    assert terpaksa == [4, 4]


def test_a_spanning_cell_is_repeated_where_its_group_is_divided() -> None:
    baris = '<tr><td class="gabung" rowspan="{n}" data-lanjut="(lanjutan)">besar</td><td>0</td></tr>'
    isi = baris.format(n=6) + "".join(f"<tr><td>{k}</td></tr>" for k in range(1, 6))
    main = tata.urai(f'<main><table class="lembar"><tbody class="ikat">{isi}</tbody></table></main>')
    butir = tata.daftar_butir([main])
    tata.tandai([main], butir)
    n = max(k for b in butir for k in (b.kunci, *b.ekor))
    tata.isi_tinggi(butir, {**{b.kunci: 30.0 * i for i, b in enumerate(butir)}, butir[0].ekor[0]: 4.0, n + 1: 180.0})
    badan = tata.terbitkan([main], tata.rencana(butir, RUANG))
    tabel = [[[(s.get("rowspan"), s.text) for s in tr] for tr in t.iter("tr")] for t in badan.iter("table")]
    assert tabel == [
        [[("3", "besar"), (None, "0")], [(None, "1")], [(None, "2")]],
        [[("3", "(lanjutan)"), (None, "3")], [(None, "4")], [(None, "5")]],
    ]


def test_a_block_may_begin_a_page() -> None:
    main = tata.urai('<main><p>a</p><p class="baru">b</p><p>c</p></main>')
    butir = tata.daftar_butir([main])
    for b in butir:
        b.tinggi = 1
    assert [[b.el.text for b in h] for h in tata.rencana(butir, RUANG)] == [["a"], ["b", "c"]]


def test_templates_must_be_well_formed() -> None:
    with pytest.raises(Exception, match="mismatched tag"):
        tata.urai("<main><p></main>")


def test_more_pieces_than_markers_is_an_error() -> None:
    main = tata.urai(
        '<main><table class="lembar"><tbody>' + "<tr><td>x</td></tr>" * 0x10000 + "</tbody></table></main>"
    )
    with pytest.raises(ValueError, match="melebihi"):
        tata.tandai([main], tata.daftar_butir([main]))
