"""Rows of a file written in bulk, and the way back: what the rooms that own the rows have in common.

A row has `id` and `versi`; `jejak`, plain JSON values, is what undoing the import needs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class HasilImpor:
    """What an import changed; undone by its `jejak`."""

    baru: int
    berubah: int
    sama: int
    jejak: list[dict[str, Any]]


def hasil_impor(pasangan: Sequence[tuple[R | None, R]], sama: int, ringkas: Callable[[R], Any]) -> HasilImpor:
    """From (row before, row after) of what changed; `ringkas` gives a row as it can be put back."""
    baru = sum(a is None for a, _ in pasangan)
    jejak = [{"id": b.id, "versi": b.versi, "sebelum": ringkas(a) if a else None} for a, b in pasangan]
    return HasilImpor(baru, len(pasangan) - baru, sama, jejak)


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
