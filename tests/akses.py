"""The shorthand of the access table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import ORANG as CAST
from tests.cast import Cast

ORANG = ("anonim", *CAST)


@dataclass(frozen=True)
class Baris:
    """`kode`: "401 anonim; 200 pengelola admin; 403 *" ("*" = everybody not named).

    `args`: values of the address; a string is looked up in the cast (people and things) and in what `siap` returns.
    `data`: form fields, or a function (cast, state) → fields. `siap`: brings the object into its state first.
    `nama`: tells several states of one route apart.
    """

    endpoint: str
    metode: str
    kode: str
    args: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] | Callable[[Cast, dict[str, Any]], dict[str, Any]] = field(default_factory=dict)
    siap: Callable[[Cast], dict[str, Any]] | None = None
    nama: str = ""

    def harapan(self, who: str) -> int:
        others = None
        for part in self.kode.split(";"):
            code, *names = part.split()
            if who in names:
                return int(code)
            if "*" in names:
                others = int(code)
        if others is None:
            raise AssertionError(f"{self}: nothing is said of {who}")
        return others

    def __str__(self) -> str:
        return f"{self.metode} {self.endpoint} {self.nama}".strip()
