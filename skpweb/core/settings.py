"""The ⚙ rules of the office: each room lists its own as `ATURAN` in its rules.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from skpweb.core.errors import RuleViolation
from skpweb.rooms import ROOMS


@dataclass(frozen=True)
class Aturan:
    """One setting: `bawaan` is the default and tells the type (bool, int, Decimal or str)."""

    kunci: str
    label: str
    bawaan: bool | int | Decimal | str
    keterangan: str = ""
    pilihan: Sequence[tuple[str, str]] = ()
    minimum: int | None = None
    maksimum: int | None = None

    def baca(self, text: str) -> Any:
        """Typed text → value; raises RuleViolation naming the setting and the remedy."""
        text = text.strip()
        if isinstance(self.bawaan, bool):
            return text in ("1", "ya", "y", "on", "true")
        if isinstance(self.bawaan, str):
            if self.pilihan and text not in dict(self.pilihan):
                raise RuleViolation(f"{self.label}: pilih salah satu dari daftar.", self.kunci)
            return text
        try:
            value = int(text) if isinstance(self.bawaan, int) else Decimal(text.replace(".", "").replace(",", "."))
        except (ValueError, InvalidOperation):
            raise RuleViolation(f"{self.label}: isi dengan angka, misalnya {self.bawaan}.", self.kunci) from None
        if (self.minimum is not None and value < self.minimum) or (self.maksimum is not None and value > self.maksimum):
            raise RuleViolation(f"{self.label}: isi antara {self.minimum} dan {self.maksimum}.", self.kunci)
        return value


@cache
def daftar_aturan() -> dict[str, Aturan]:
    """All settings of all rooms by key, in the order of the rooms."""
    found: dict[str, Aturan] = {}
    for room in ROOMS:
        if find_spec(f"skpweb.{room}.rules"):
            for aturan in getattr(import_module(f"skpweb.{room}.rules"), "ATURAN", ()):
                found[aturan.kunci] = aturan
    return found
