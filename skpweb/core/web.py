"""What routes answer with: pages, redirects, files; and what templates may call."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from flask import Flask, Response, current_app, flash, g, get_flashed_messages, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock, formats, tables
from skpweb.core.guard import masked_token

CHAPTERS = (
    "",
    "Perencanaan",
    "Pelaksanaan",
    "Tindak lanjut",
    "Data kantor",
    "Aturan waktu",
    "Sistem",
)


@dataclass(frozen=True)
class Menu:
    """A line of the menu: shown to those who hold the permission. `dock`: also in the bar of a phone, to those who hold
    `dock_izin` (default `izin`)."""

    bab: str
    label: str
    ikon: str
    endpoint: str
    izin: str
    urut: int = 50
    dock: bool = False
    dock_izin: str = ""
    prefiks: str = ""  # addresses that light the entry; default: its own
    pendek: str = ""  # its label in the bar of a phone, where the other is too long


def done(address: str, message: str = "") -> AnyResponse:
    """The deed is done: tell it once and go on (303, so that reload sends nothing again)."""
    if message:
        flash(message, "good")
    return redirect(address, 303)


def warn(message: str) -> None:
    """Something worth knowing, shown on the next page."""
    flash(message, "warn")


def unggahan(field: str = "berkas") -> list[tuple[str, bytes]]:
    """Names and contents of the files sent under this name."""
    return [(f.filename, f.read()) for f in request.files.getlist(field) if f.filename]


def is_htmx() -> bool:
    """A fragment is asked for (a boosted form wants the whole page)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def send_file_safely(body: bytes, name: str, mime: str, *, inline: bool = False) -> Response:
    """A stored file: as attachment, or inline in a sandbox that runs nothing."""
    answer = Response(body, content_type=mime)
    answer.headers.set("Content-Disposition", "inline" if inline else "attachment", **_nama_unduhan(name))
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; sandbox"
        if mime != "application/pdf"
        else "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _nama_unduhan(name: str) -> dict[str, str]:
    """The name as a header carries it: RFC 6266 writes what is not ASCII in `filename*`, with a plain name beside it."""
    if name.isascii():
        return {"filename": name}
    plain = normalize("NFKD", name.replace("–", "-").replace("—", "-")).encode("ascii", "ignore").decode()
    return {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}


def menu() -> list[tuple[str, list[Menu]]]:
    """The menu of this person: chapters in the order of the year with their entries."""
    mine = [m for m in current_app.extensions["menu"] if g.pelaku is not None and g.pelaku.boleh(m.izin)]
    return [(chapter, found) for chapter in CHAPTERS if (found := [m for m in mine if m.bab == chapter])]


def dock() -> list[Menu]:
    """What stands in the bar of this person's phone: the first four of the menu that have a place there."""
    mine = (m for _, found in menu() for m in found if m.dock and g.pelaku.boleh(m.dock_izin or m.izin))
    return list(islice(mine, 4))


def alamat_menu(entry: Menu) -> str:
    """The address of an entry. It takes no values, so that it is looked up once."""
    known = current_app.extensions["alamat_menu"]
    if entry.endpoint not in known:
        known[entry.endpoint] = next(current_app.url_map.iter_rules(entry.endpoint)).rule
    return request.script_root + known[entry.endpoint]


def is_here(entry: Menu) -> bool:
    """Whether the page stands under this entry and under none that says it more closely."""
    if "di_menu" not in g:
        known = (m.prefiks or alamat_menu(m) for m in current_app.extensions["menu"])
        g.di_menu = max(
            (a for a in known if request.path == a or request.path.startswith(a + "/")), key=len, default=""
        )
    return (entry.prefiks or alamat_menu(entry)) == g.di_menu


def ada(endpoint: str) -> bool:
    """Whether a later room offers this endpoint."""
    return endpoint in current_app.view_functions


def kunci_baru() -> str:
    """A fresh key for one form (see core.once)."""
    return secrets.token_urlsafe(16)


def alamat_dengan(**changes: Any) -> str:
    """This address with some of its query changed (paging, sorting, filters)."""
    return url_for(str(request.endpoint), **tables.keep({**saringan_kini(), **(request.view_args or {})}, **changes))


def saringan_kini() -> dict[str, Any]:
    """The query of this address, to be carried along; what would steer url_for itself is left out."""
    return {k: v for k, v in request.args.items() if k != "endpoint" and not k.startswith("_")}


def install(app: Flask, rooms: Sequence[str]) -> None:
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.globals.update(
        aset=lambda name: app.extensions["aset"].address(name), menu=menu, dock=dock, alamat_menu=alamat_menu, is_here=is_here,
        ada=ada, kunci_baru=kunci_baru, token=masked_token, alamat_dengan=alamat_dengan, saringan_kini=saringan_kini, zona=clock.zone_name,
        hari_ini=lambda: clock.hari_ini(), nama_bulan=formats.nama_bulan, BULAN=formats.BULAN,
        kabar=lambda: get_flashed_messages(with_categories=True),
    )  # fmt: skip
    entries: list[Menu] = []
    for room in rooms:
        if f"skpweb.{room}.routes" in app.extensions["kamar"]:
            entries += getattr(import_module(f"skpweb.{room}.routes"), "MENU", ())
    app.extensions["alamat_menu"] = {}
    app.extensions["menu"] = sorted(entries, key=lambda m: (CHAPTERS.index(m.bab), m.urut))
