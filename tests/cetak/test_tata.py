"""The page planner alone: whatever the heights, nothing is lost, nothing is out of order, nothing is too tall."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.cetak import tata

RUANG = 100.0


def _dokumen(tinggi: list[int], kepala: int = 5, ttd: int = 30) -> list[tata.Butir]:
    """A title, a table of rows of these heights, a signature; heights in mm set by hand."""
    tubuh = f"<tbody>{'<tr><td>x</td></tr>' * len(tinggi)}</tbody>"
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


@given(st.lists(st.integers(1, 60), max_size=60))
def test_nothing_lost_nothing_disordered_nothing_too_tall(tinggi: list[int]) -> None:
    butir = _dokumen(tinggi)
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


# ---- rows that belong together -----------------------------------------------------------------------------------
def _kelompok(grup: list[list[int]], gabung: int = 0) -> tuple[ET.Element, list[tata.Butir]]:
    """A table of groups of rows of these heights; the text of the cell over each group is `gabung` mm high."""
    main = tata.urai(
        '<main><table class="lembar"><thead><tr><th>k</th></tr></thead>'
        + "".join(
            '<tbody class="ikat">'
            + f'<tr><td class="gabung" rowspan="{len(g)}">{n}</td><td class="gabung" data-lanjut="(lanjutan)">t</td><td>x</td></tr>'
            + "<tr><td>x</td></tr>" * (len(g) - 1)
            + "</tbody>"
            for n, g in enumerate(grup)
        )
        + "</table></main>"
    )
    butir = tata.daftar_butir([main])
    tata.tandai([main], butir)
    y, atas = {}, 0.0
    for b, t in zip(butir, [5, *(t for g in grup for t in g)], strict=True):
        y[b.kunci] = atas
        y |= dict.fromkeys(b.ekor, atas + gabung - tata.KAKI_SEL)
        atas += t
    y[len(butir)] = atas
    tata.isi_tinggi(butir, y)
    return main, butir


@given(st.lists(st.lists(st.integers(3, 25), min_size=1, max_size=20), min_size=1, max_size=12), st.integers(6, 40))
def test_a_group_is_whole_unless_it_would_leave_a_page_bare(grup: list[list[int]], gabung: int) -> None:
    main, butir = _kelompok(grup, gabung)
    halaman = tata.rencana(butir, RUANG)
    assert [b.kunci for h in halaman for b in h] == [b.kunci for b in butir]
    assert all(_tinggi(h, 5) <= RUANG for h in halaman)
    for n, g in enumerate(grup):
        sini = [[b.tinggi for b in h if b.tubuh is main[0][n + 1]] for h in halaman]
        bagian = [b for b in sini if b]
        if sum(g) <= tata.SISA_BOLEH * RUANG:
            assert len(bagian) == 1
        assert len(bagian) == 1 or sum(bagian[0]) >= gabung


@given(st.lists(st.lists(st.integers(3, 25), min_size=1, max_size=20), min_size=1, max_size=12))
def test_each_page_tells_whose_rows_it_goes_on_with(grup: list[list[int]]) -> None:
    main, butir = _kelompok(grup)
    for tabel in tata.terbitkan([main], tata.rencana(butir, RUANG)).iter("table"):
        assert tabel[0].tag == "thead"
        for tubuh in tabel.findall("tbody"):
            nomor, teks = tubuh[0][0], tubuh[0][1]
            banyak = len(grup[int(nomor.text or "")])
            assert [s.get("rowspan") for s in (nomor, teks)] == [str(len(tubuh))] * 2
            assert [len(tr) for tr in tubuh] == [3, *[1] * (len(tubuh) - 1)]
            assert teks.text == "t" or len(tubuh) < banyak
    pertama = [t for t in tata.terbitkan([main], tata.rencana(butir, RUANG)).iter("td") if t.text == "t"]
    assert len(pertama) == len(grup)


def test_templates_must_be_well_formed() -> None:
    with pytest.raises(Exception, match="mismatched tag"):
        tata.urai("<main><p></main>")


def test_more_pieces_than_markers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tata, "MAKS_TANDA", 9)
    main = tata.urai('<main><table class="lembar"><tbody>' + "<tr><td>x</td></tr>" * 9 + "</tbody></table></main>")
    with pytest.raises(ValueError, match="melebihi"):
        tata.tandai([main], tata.daftar_butir([main]))
