"""Numbers as Indonesians and their spreadsheets type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from skpweb.core.fields import BulatField, DesimalField, Form, JamField, TanggalField, TextField, wajib
from skpweb.core.formats import angka, baca_angka, bilangan
from skpweb.core.tables import Paging


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("20", "20"), ("2,5", "2.5"), ("2.5", "2.5"), ("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("1234.5", "1234.5"),
        ("1.234", "1234"), ("1.234.567", "1234567"), ("0.125", "0.125"), ("0,125", "0.125"), ("1234.567", "1234.567"),
        (" 95 % ", "95"), ("1 234,5", "1234.5"), ("1\u00a0234,5", "1234.5"), ("007", "7"), ("-2,5", "-2.5"),
    ],
)  # fmt: skip
def test_what_is_read(teks: str, nilai: str) -> None:
    assert baca_angka(teks) == Decimal(nilai)


@pytest.mark.parametrize(
    "teks", ["", "2o", "1,234.5", "1.23.456", "1,2,3", "NaN", "inf", "1e5", "٣", "1.", ",5", "--1"]
)
def test_what_is_not_a_number(teks: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        baca_angka(teks)


@given(st.decimals(0, 10**9, places=2))
def test_what_we_write_we_read(value: Decimal) -> None:
    assert baca_angka(angka(value, 2)) == value


@pytest.mark.parametrize("kosong", ["", " ", "\t\u00a0"])
@pytest.mark.parametrize("field", [TextField, TanggalField, BulatField, DesimalField, JamField])
def test_blanks_are_no_answer_where_one_is_required(field: type, kosong: str) -> None:
    class Isian(Form):
        satu = field("Satu", wajib("Isi yang satu ini."))

    form = Isian(MultiDict({"satu": kosong}))
    assert not form.validate()
    assert form.satu.errors == ["Isi yang satu ini."]


PANJANG = "9" * 5000  # int() refuses more than 4,300 digits


@pytest.mark.parametrize(("text", "value"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_plain_number(text: str, value: int) -> None:
    assert bilangan(text) == value


@pytest.mark.baku("V15.3.5")
@pytest.mark.parametrize("text", ["", " 7", "-7", "+7", "7,0", "٣", "²", "1_0", "9" * 19, PANJANG])
def test_no_plain_number(text: str) -> None:
    assert bilangan(text) is None
    assert Paging.read({"halaman": text}) == Paging()


@pytest.mark.baku("V1.4.2", "V2.2.1", "K19", "K20")
@pytest.mark.parametrize("text", [PANJANG, "0" * 18 + "9999", f"{PANJANG}.00", "0.²", "24.00", "-1.00"])
@pytest.mark.parametrize("field", [BulatField, JamField])
def test_numbers_beyond_all_bounds_are_refused_at_their_field(field: type, text: str) -> None:
    class Isian(Form):
        satu = field("Satu", maksimum=23) if field is BulatField else field("Satu")

    form = Isian(MultiDict({"satu": text}))
    assert not form.validate()
    assert form.satu.errors
