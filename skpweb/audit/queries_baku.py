"""The table of security standards, as it stands in the files beside; no database."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from skpweb.audit.rules_baku import STANDAR, Jawaban, SaringanBaku, Syarat
from skpweb.core.tables import Page, Paging

HERE = Path(__file__).parent


def _baca(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def semua_syarat() -> tuple[Syarat, ...]:
    """Every requirement in the order of its standard, with the tests that bear its number. Read once."""
    proof: dict[str, list[str]] = {}
    for row in _baca("baku_bukti.csv"):
        proof.setdefault(row["nomor"], []).append(row["uji"])
    return tuple(
        Syarat(
            standar, row["nomor"], row["tingkat"], row["bab"], row["syarat"], Jawaban(row["jawaban"]), row["alasan"],
            tuple(proof.get(row["nomor"], ())),
        )
        for standar in STANDAR
        for row in _baca(f"baku_{standar}.csv")
    )  # fmt: skip


@cache
def daftar_bab() -> dict[str, list[str]]:
    """The chapters of each standard, in order."""
    return {s: list(dict.fromkeys(r.bab for r in semua_syarat() if r.standar == s)) for s in STANDAR}


def baca_saringan(args: Mapping[str, str]) -> SaringanBaku:
    """From a query string; what is odd is left out."""
    known = {"standar": STANDAR, "jawaban": list(Jawaban), "bab": [b for bab in daftar_bab().values() for b in bab]}
    return SaringanBaku(**{k: args[k] if args.get(k) in values else "" for k, values in known.items()})


def daftar_syarat(saringan: SaringanBaku, paging: Paging) -> Page[Syarat]:
    """What the filter lets through."""
    rows = [s for s in semua_syarat() if saringan.cocok(s)]
    return Page(rows[paging.offset : paging.offset + paging.per], len(rows), paging)
