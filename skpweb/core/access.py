"""Who may: exactly one of `@izin` or `@publik` marks every route; the object's getter is the second check."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import g, request

from skpweb.core.errors import NotAllowed


@dataclass(frozen=True)
class Pelaku:
    """The person who acts, with all rights of this moment.

    `unit_ids`: units in which a pengelola acts, sub-units included; None = the whole OPD, empty = none.
    """

    akun_id: int | None = None
    pegawai_id: int | None = None
    nama: str = "Sistem"
    peran: frozenset[str] = frozenset()
    izin: frozenset[str] = frozenset()
    unit_ids: frozenset[int] | None = frozenset()
    baca_saja: str = ""  # why this person may only read, if so

    def boleh(self, deed: str) -> bool:
        return deed in self.izin

    def mengelola(self, unit_id: int | None) -> bool:
        """Whether a pengelola's authority covers the unit (None: no unit, only for the whole OPD)."""
        return "pengelola" in self.peran and (self.unit_ids is None or unit_id in self.unit_ids)


SISTEM = Pelaku(unit_ids=None)


dilihat: ContextVar[set[int] | None] = ContextVar("dilihat", default=None)


def tandai_dilihat(pegawai_id: int) -> None:
    """A getter let the actor see this person's data: the page of this request shows them (see audit)."""
    if (seen := dilihat.get()) is not None:
        seen.add(pegawai_id)


# what even somebody who only reads may do: log out, change the password, take his data along
OWN = ("akun.milik_sendiri", "tukar.data_saya")


class NotLoggedIn(Exception):
    """Nobody is logged in; answered 401 with the log-in page as body."""


def izin(deed: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only for those whose roles hold the permission `room.deed` (akun/rules.py)."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            if g.pelaku is None:
                raise NotLoggedIn
            if not g.pelaku.boleh(deed):
                raise NotAllowed("Peran Anda tidak mencakup pekerjaan ini.")
            if g.pelaku.baca_saja and request.method == "POST" and deed not in OWN:
                raise NotAllowed(g.pelaku.baca_saja)
            return view(*args, **kwargs)

        wrapper.izin = deed  # type: ignore[attr-defined]
        return wrapper

    return mark


class NotFresh(Exception):
    """The last proof of who sits there is too old; answered 401 with a page that asks for it."""


def segar(view: Callable[..., Any]) -> Callable[..., Any]:
    """A dangerous deed: only soon after a proof of who sits there (⚙ sesi.segar). Stands between `@izin` and `@sekali`."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if not g.segar:
            raise NotFresh
        return view(*args, **kwargs)

    wrapper.segar = True  # type: ignore[attr-defined]
    return wrapper


def publik(view: Callable[..., Any]) -> Callable[..., Any]:
    """For everybody, logged in or not."""
    view.publik = True  # type: ignore[attr-defined]
    return view
