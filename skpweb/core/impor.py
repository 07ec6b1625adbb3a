"""Rows of a file written in bulk, and the way back: what the rooms that own the rows have in common.

A row has `id` and `versi`; `jejak`, plain JSON values, is what undoing the import needs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from json import dumps
from typing import Any, Protocol, TypeVar

from peewee import SQL

from skpweb.core.errors import RuleViolation, collect


class Tersimpan(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def versi(self) -> int: ...


R = TypeVar("R", bound=Tersimpan)


Jejak = list[dict[str, Any]]


def jejak_impor(pasangan: Iterable[tuple[R | None, R]], ringkas: Callable[[R], Any]) -> Jejak:
    """From (row before, row after) of what changed; `ringkas` gives a row as it can be put back."""
    return [{"id": b.id, "versi": b.versi, "sebelum": ringkas(a) if a else None} for a, b in pasangan]


def pastikan_belum_berubah(
    jejak: Sequence[Mapping[str, Any]], kini: Mapping[int, R], sebut: Callable[[list[R]], Iterable[str]], benda: str
) -> None:
    """An import is undone whole or not at all: `sebut` names the rows changed since, `benda` counts those gone.

    Raises RuleViolation(s)."""
    berubah = [r for j in jejak if (r := kini.get(j["id"])) is not None and r.versi != j["versi"]]
    salah = [RuleViolation(f"{siapa}: sudah diubah sesudah impor.") for siapa in (sebut(berubah) if berubah else ())]
    if hilang := sum(j["id"] not in kini for j in jejak):
        salah.append(RuleViolation(f"{hilang} {benda} dari impor ini sudah dihapus."))
    collect(salah)


def salah_satu(ids: Iterable[int]) -> SQL:
    """For `Model.id.in_(…)`: any number of ids in one statement."""
    return SQL("(SELECT value FROM json_each(?))", (dumps(list(ids)),))
