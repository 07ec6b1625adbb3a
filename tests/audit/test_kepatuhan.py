"""Every requirement of the two standards is answered, every proof is a test that bears its number, and the page says so."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape

import pytest

from skpweb.audit.queries_baku import HERE, semua_syarat
from skpweb.audit.rules_baku import STANDAR, Jawaban, SaringanBaku, hitung
from tests.baku import BUKTI, Bukti, bukti_dari, semua_bukti, teks, urut_nomor
from tests.klien import Klien

Sebagai = Callable[[str], Klien]
Baris = dict[str, str]
KEPALA = ["nomor", "tingkat", "bab", "syarat", "jawaban", "alasan"]
NOMOR = {"asvs": r"V\d+\.\d+\.\d+", "bssn": r"K\d+"}
TINGKAT = {"asvs": "[12]", "bssn": r"27\(\d+\)[a-h]"}
BANYAK = {"asvs": Counter({"1": 70, "2": 183}), "bssn": Counter({"K": 72})}


def baca(standar: str) -> list[list[str]]:
    with (HERE / f"baku_{standar}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def cela(standar: str, baris: list[list[str]], bukti: list[Bukti]) -> Iterator[str]:
    """What is wrong with a table: `baris` with its header."""
    if baris[0] != KEPALA or any(len(b) != len(KEPALA) for b in baris):
        yield "the columns"
        return
    rows = [dict(zip(KEPALA, b, strict=True)) for b in baris[1:]]
    numbers = [r["nomor"] for r in rows]
    if numbers != sorted(set(numbers), key=urut_nomor):
        yield "the numbers stand twice or out of order"
    level = Counter(r["tingkat"] if standar == "asvs" else "K" for r in rows)
    if level != BANYAK[standar] or (standar == "bssn" and numbers != [f"K{n}" for n in range(1, 73)]):
        yield f"the numbers are not complete: {dict(level)}"
    proven = {nomor for nomor, _ in bukti}
    for row in rows:
        yield from (f"{row['nomor']}: {fault}" for fault in _cela_baris(standar, row, row["nomor"] in proven))


def _cela_baris(standar: str, row: Baris, proven: bool) -> Iterator[str]:
    if not (re.fullmatch(NOMOR[standar], row["nomor"]) and re.fullmatch(TINGKAT[standar], row["tingkat"])):
        yield "number or level"
    if any(v != " ".join(v.split()) for v in row.values()):
        yield "blanks"
    if not row["bab"] or not 10 <= len(row["syarat"]) <= 160 or row["syarat"].endswith("."):
        yield "chapter or requirement"
    if row["jawaban"] not in list(Jawaban):
        yield f"no answer: {row['jawaban']}"
    elif row["jawaban"] == Jawaban.UJI and not proven:
        yield "no test bears it"
    elif row["jawaban"] == Jawaban.BELUM and proven:
        yield "not met, and yet a test bears it"
    if row["jawaban"] != Jawaban.UJI and len(row["alasan"]) < 20:
        yield "no reason"


@pytest.mark.parametrize("standar", STANDAR)
def test_every_requirement_is_answered(standar: str) -> None:
    assert list(cela(standar, baca(standar), semua_bukti())) == []


def test_every_mark_names_a_requirement() -> None:
    assert {nomor for nomor, _ in semua_bukti()} - {b[0] for s in STANDAR for b in baca(s)} == set()


def test_the_file_of_proofs_is_what_the_marks_say() -> None:
    assert BUKTI.read_bytes().decode() == teks(semua_bukti()), "python -m tests.baku"


PROVEN = [("K1", "tests/x.py::test_x")]


def _ubah(kolom: str, nilai: str) -> Callable[[list[list[str]]], object]:
    def ubah(rows: list[list[str]]) -> None:
        rows[1][KEPALA.index(kolom)] = nilai

    return ubah


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        (lambda rows: rows.pop(), "not complete"),
        (lambda rows: rows.append(rows[1]), "twice"),
        (lambda rows: rows[1:3].reverse() or rows.insert(1, rows.pop(2)), "out of order"),
        (lambda rows: rows[1].append("satu lagi"), "columns"),
        (lambda rows: rows[0].reverse(), "columns"),
        (_ubah("nomor", "K73"), "not complete"),
        (_ubah("tingkat", "1"), "number or level"),
        (_ubah("syarat", "x" * 161), "chapter or requirement"),
        (_ubah("syarat", " Kata sandi dikelola"), "blanks"),
        (_ubah("jawaban", "ya"), "no answer: ya"),
        (_ubah("jawaban", "belum"), "not met, and yet a test bears it"),
    ],
)
def test_the_law_of_the_table_bites(ubah: Callable[[list[list[str]]], object], kata: str) -> None:
    rows = [KEPALA, *([f"K{n}", "27(1)a", "Bab", "Syarat yang dijawab", "keputusan", "x" * 20] for n in range(1, 73))]
    rows = [list(r) for r in rows]
    assert list(cela("bssn", rows, PROVEN)) == []
    ubah(rows)
    assert any(kata in fault for fault in cela("bssn", rows, PROVEN))


def test_an_answer_needs_its_test_or_its_reason() -> None:
    row = dict(zip(KEPALA, ["K1", "27(1)a", "Bab", "Syarat yang dijawab", "uji", ""], strict=True))
    assert list(_cela_baris("bssn", row, True)) == []
    assert list(_cela_baris("bssn", row, False)) == ["no test bears it"]
    assert list(_cela_baris("bssn", {**row, "jawaban": "belum"}, False)) == ["no reason"]


def test_marks_are_read_where_they_stand() -> None:
    source = """
pytestmark = [pytest.mark.lama, pytest.mark.baku("K3")]
@pytest.mark.baku("V6.2.1", "K1")
@pytest.mark.parametrize("x", [1])
def test_x(x): pass
"""
    assert list(bukti_dari("t.py", source)) == [("K3", "t.py"), ("V6.2.1", "t.py::test_x"), ("K1", "t.py::test_x")]
    assert sorted(["V10.1.1", "V2.10.1", "V2.9.1", "K10", "K9"], key=urut_nomor) == [
        "K9", "K10", "V2.9.1", "V2.10.1", "V10.1.1"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        '@pytest.mark.baku("K1")\ndef bukan_uji(): pass',
        'class TestX:\n    @pytest.mark.baku("K1")\n    def test_x(self): pass',
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.baku("K1"))])\ndef test_x(x): pass',
        "@pytest.mark.baku(NOMOR)\ndef test_x(): pass",
        "@pytest.mark.baku()\ndef test_x(): pass",
    ],
)
def test_a_mark_that_would_not_be_read_is_refused(source: str) -> None:
    with pytest.raises(AssertionError):
        list(bukti_dari("t.py", source))


# ---- the page -------------------------------------------------------------------------------------
def _buka(sebagai: Sebagai, **saring: str) -> str:
    answer = sebagai("admin").get("/audit/kepatuhan", query_string=saring)
    assert answer.status_code == 200
    return unescape(" ".join(answer.text.split()))


def _nomor(page: str) -> list[str]:
    return re.findall(r'<th scope="row">([VK][\d.]+)<', page)


def test_the_counts_are_those_of_the_files(sebagai: Sebagai) -> None:
    page = _buka(sebagai)
    for standar, nama in STANDAR.items():
        counts = Counter(b[4] for b in baca(standar)[1:])
        row = page[page.index(f'<th scope="row">{nama}</th>') :].partition("</tr>")[0]
        cells = [int(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        assert cells == [*(counts[j] for j in Jawaban), sum(counts.values())]
        assert f"Dari {sum(counts.values())} syarat, {counts['uji']} dibuktikan uji otomatis" in page
        assert f"dan {counts['belum'] or 'tidak ada yang'} belum dipenuhi." in page


def test_the_sentence_says_none_as_it_says_some() -> None:
    (k1, *_) = [s for s in semua_syarat() if s.nomor == "K1"]
    kosong, satu = hitung([k1])
    assert kosong.kalimat.startswith("Dari 0 syarat, 0 dibuktikan")
    assert satu.kalimat.endswith("dan tidak ada yang belum dipenuhi.")
    assert (satu.jumlah, satu.banyak[Jawaban.UJI]) == (1, 1)


@pytest.mark.parametrize(
    "saring", [{"standar": "bssn"}, {"jawaban": "belum"}, {"bab": "Kriptografi"}, {"standar": "asvs", "jawaban": "uji"}]
)
def test_the_filter_shows_what_it_says(sebagai: Sebagai, saring: dict[str, str]) -> None:
    wanted = [s.nomor for s in semua_syarat() if SaringanBaku(**saring).cocok(s)]
    assert 0 < len(wanted) < len(semua_syarat())
    assert _nomor(_buka(sebagai, utuh="1", **saring)) == wanted


def test_the_pages_hold_every_requirement_once(sebagai: Sebagai) -> None:
    all_of_them = [s.nomor for s in semua_syarat()]
    pages = [_nomor(_buka(sebagai, halaman=str(n))) for n in range(1, 8)]
    assert [n for page in pages for n in page] == all_of_them
    assert len(pages[0]) == 50


def test_a_row_tells_answer_reason_and_tests(sebagai: Sebagai) -> None:
    row = next(s for s in semua_syarat() if s.nomor == "K2")
    page = _buka(sebagai, standar="bssn")
    cells = page[page.index('<th scope="row">K2<') :].partition("</tr>")[0]
    for isi in ("Pasal 27(1)b", row.syarat, "Diuji", row.alasan, "akun/test_masuk.py", "test_weak_passwords_say_why"):
        assert isi in cells


def test_nothing_found_is_told(sebagai: Sebagai) -> None:
    page = _buka(sebagai, standar="asvs", bab="Kriptografi")
    assert _nomor(page) == []
    assert "Tidak ada yang cocok" in page


@pytest.mark.parametrize("aneh", ["x", "", "9" * 30, "<b>", "uji' OR 1=1"])
@pytest.mark.parametrize("kunci", ["standar", "jawaban", "bab", "halaman", "per"])
def test_odd_arguments_are_left_out(sebagai: Sebagai, kunci: str, aneh: str) -> None:
    page = _buka(sebagai, **{kunci: aneh})
    assert len(_nomor(page)) == 50 or (kunci in ("halaman", "per") and aneh.isdigit())


def test_it_asks_the_database_for_nothing_of_its_own(sebagai: Sebagai, hitung_query: Callable[[], object]) -> None:
    admin = sebagai("admin")
    counts = []
    for address in ("/audit/kepatuhan", "/audit/kepatuhan?utuh=1", "/sesi"):
        admin.get(address)
        with hitung_query() as q:  # type: ignore[attr-defined]
            admin.get(address)
        counts.append(len(q))
    assert counts[0] == counts[1] < counts[2]
