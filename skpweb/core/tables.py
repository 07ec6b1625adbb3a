"""Server-side tables: what a page of a list is, and what its address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from skpweb.core.formats import bilangan

Row = TypeVar("Row")
PER = 25
PER_MAX = 100


@dataclass(frozen=True)
class Paging:
    """Page number (from 1), rows per page, sort key ("-nama" = descending)."""

    halaman: int = 1
    per: int = PER
    urut: str = ""

    @property
    def offset(self) -> int:
        return (self.halaman - 1) * self.per

    @classmethod
    def read(cls, args: Mapping[str, str], sorts: tuple[str, ...] = (), per: int = PER) -> "Paging":
        """From a query string; anything odd falls back to the first page of `per` rows, as people edit addresses."""
        urut = args.get("urut", "")
        return cls(
            halaman=_number(args.get("halaman", ""), 1, 1_000_000),
            per=_number(args.get("per", ""), per, PER_MAX),
            urut=urut if urut.removeprefix("-") in sorts else "",
        )


def _number(text: str, default: int, most: int) -> int:
    return min(bilangan(text) or default, most)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows with how many there are in all."""

    rows: list[Row]
    jumlah: int
    paging: Paging = field(default_factory=Paging)

    @property
    def banyak_halaman(self) -> int:
        return max(1, -(-self.jumlah // self.paging.per))

    @property
    def dari(self) -> int:
        return self.paging.offset + 1 if self.rows else 0

    @property
    def sampai(self) -> int:
        return self.paging.offset + len(self.rows)


def keep(args: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """The query string with some values changed; empty ones vanish."""
    merged = {**args, **{k: str(v) for k, v in changes.items() if v is not None}}
    return {k: v for k, v in merged.items() if v != "" and changes.get(k, "") is not None}
