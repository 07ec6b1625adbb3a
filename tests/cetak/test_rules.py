"""Codes and typed lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skpweb.cetak.rules import Isian, baca_tim, isian_dari_json, kode_verifikasi, pastikan_terisi, rapikan_kode, sidik
from skpweb.core.errors import RuleViolation


def test_a_code_depends_on_key_thing_version_and_content() -> None:
    dasar = (b"rahasia", "penilaian:1", 1, "isi")
    kode = kode_verifikasi(*dasar)
    lain = {
        kode_verifikasi(b"lain", "penilaian:1", 1, "isi"), kode_verifikasi(b"rahasia", "penilaian:2", 1, "isi"),
        kode_verifikasi(b"rahasia", "penilaian:1", 2, "isi"), kode_verifikasi(b"rahasia", "penilaian:1", 1, "lain"),
    }  # fmt: skip
    assert kode == kode_verifikasi(*dasar)
    assert kode not in lain
    assert len(lain) == 4
    assert len(kode.replace("-", "")) == 16


@given(st.binary(min_size=1), st.text(), st.integers(0, 99))
def test_a_code_survives_being_typed(rahasia: bytes, kunci: str, versi: int) -> None:
    kode = kode_verifikasi(rahasia, kunci, versi, "x")
    assert rapikan_kode(kode) == kode
    assert rapikan_kode(f"  {kode.lower().replace('-', ' ')} ") == kode
    assert not set(kode) & set("IO01")


def test_empty_fields_do_not_change_a_digest() -> None:
    assert sidik({"a": 1, "b": ("x",)}) == sidik({"a": 1, "b": ("x",), "c": None, "d": "", "e": (), "f": {"g": ""}})
    assert sidik({"a": 1}) != sidik({"a": 0})
    assert sidik({"a": date(2026, 1, 2)}) == sidik({"a": date(2026, 1, 2)})


def test_the_team_is_a_line_each() -> None:
    assert baca_tim("Siti, S.H.; Ketua\n\n Budi ;Anggota ") == (("Siti, S.H.", "Ketua"), ("Budi", "Anggota"))
    for salah in ("Siti", "; Ketua", "Siti;"):
        with pytest.raises(RuleViolation) as galat:
            baca_tim(f"Budi; Anggota\n{salah}")
        assert galat.value.field == "ba_tim"
        assert salah in galat.value.message


def test_what_is_typed_comes_back() -> None:
    isian = Isian(usulan_nomor="1", usulan_tanggal=date(2026, 11, 20), piagam_nomor="a\n\nb", atas_nama=7)
    assert isian_dari_json(isian.ke_json()) == isian
    assert [isian.nomor_piagam(n) for n in (1, 2, 3)] == ["a", "b", ""]


def test_missing_values_are_all_named() -> None:
    pastikan_terisi("Surat", nomor="1", tanggal=date(2026, 1, 1))
    with pytest.raises(RuleViolation, match="Surat belum dapat dicetak: isi nomor dan tanggal pada"):
        pastikan_terisi("Surat", nomor="", tanggal=None, tujuan="x")
