"""`@sekali`: the same POST sent twice has one effect and gets the same answer.

The key of a form is inserted in the transaction of its deed (by the outermost `tulis()`), the answer right
after. A second send finds the key: it gets the stored answer or, when the process died between the two, the
page the form stood on. A refusal (4xx) leaves no key, an answer marked `rahasia` is not stored. Without JavaScript a
browser that goes back asks for the page again and fills it with what was typed: the same text under another key, which
is asked about once (`Twice`), but not with a file: the answer to the question could not send it along.
"""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Response, g, make_response, redirect, request
from peewee import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core.clock import waktu_mesin
from skpweb.core.db import BaseModel, InstantField, IntegerField, TextField, on_deed, tulis
from skpweb.core.errors import AppError, RuleViolation, Twice
from skpweb.core.formats import waktu
from skpweb.core.guard import came_from

KEEP = timedelta(days=7)
LIHAT = "_lihat"  # a form with this field is shown filled and does nothing
BARU = "_baru"  # a form with this field makes something new of what is typed
LEKAS = timedelta(minutes=15)  # so long the same text, sent anew, is more likely a slip than a second one
KEEP_BODY = 8 * 1024
WAIT = timedelta(seconds=3)  # so long after an effect its answer may still come; later the process has died


class KunciSekali(BaseModel):
    """Keys of forms that have had their effect."""

    kunci = TextField(unique=True)
    halaman = TextField()
    status = IntegerField(null=True)
    alamat = TextField(null=True)
    isi = TextField(null=True)
    pada = InstantField(index=True)


class _Replay(Exception):
    """The key is there already: somebody else sent the same form."""


def sekali(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a POST view; stands below `@izin`."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        key = _key()
        if (row := _find(key)) is not None:
            return _answer(row)
        if request.form.get(BARU) and _refilled() and (row := _same(key)) is not None:
            raise Twice(waktu(row.pada), row.alamat or row.halaman)
        token = on_deed.set(_belum if request.form.get(LIHAT) else lambda: _insert(key))
        try:
            response = make_response(view(*args, **kwargs))
        except (_Replay, AppError):
            if (row := _find(key)) is None:
                raise
            return _answer(row)  # a refusal, too, when it is for what the other of two parallel sends has just done
        finally:
            on_deed.reset(token)
        if response.status_code < 400:
            _remember(key, response)
        elif (row := _find(key)) is not None:
            return _answer(row)
        return response

    wrapper.sekali = True  # type: ignore[attr-defined]
    return wrapper


def tanpa_sekali(reason: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A POST view that needs no key: log-in, log-out, previews. The reason is for the reader."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.tanpa_sekali = reason  # type: ignore[attr-defined]
        return view

    return mark


def _key() -> str:
    """Person + address + everything typed, then the form's own key: going back and sending something else is a new deed."""
    given = request.form.get("_kunci", "")
    if len(given) < 16:
        raise RuleViolation("Formulir ini tidak lengkap. Muat ulang halamannya, lalu kirim sekali lagi.")
    own = ("csrf_token", "_kunci", "_draf", BARU)
    typed = sorted((k, v) for k, v in request.form.items(multi=True) if k not in own)
    files = [(k, f.filename, _size(f)) for k, f in request.files.items(multi=True)]
    whole = json.dumps([g.pelaku.akun_id if g.pelaku else 0, request.path, typed, files])
    return ".".join(hashlib.sha256(part.encode()).hexdigest() for part in (whole, given))


def _refilled() -> bool:
    """Whether a browser that went back may have filled this form by itself, and all of it can be sent from the question."""
    return "HX-Request" not in request.headers and not any(file.filename for file in request.files.values())


def _size(file: Any) -> int:
    file.stream.seek(0, 2)
    size = int(file.stream.tell())
    file.stream.seek(0)
    return size


def _belum() -> None:
    """Whoever logs in again first looks at what he had typed: the view is walked up to the deed, and shows its form."""
    raise RuleViolation("Isian ini belum terkirim. Periksa, lalu kirim.")


def _find(key: str) -> KunciSekali | None:
    return next(iter(KunciSekali.raw("SELECT * FROM kunci_sekali WHERE kunci = ?", key)), None)


def _same(key: str) -> KunciSekali | None:
    """The same person's same text to the same address, not long ago."""
    whole = key.partition(".")[0]
    sql = "SELECT * FROM kunci_sekali WHERE kunci > ? AND kunci < ? AND pada > ? ORDER BY pada DESC LIMIT 1"
    since = int((waktu_mesin() - LEKAS).timestamp() * 1000)
    return next(iter(KunciSekali.raw(sql, f"{whole}.", f"{whole}/", since)), None)


def _insert(key: str) -> None:
    try:
        KunciSekali.insert(kunci=key, halaman=came_from(), pada=waktu_mesin()).execute()
    except IntegrityError:
        raise _Replay from None


def _remember(key: str, response: Response) -> None:
    keep = response.status_code == 200 and not response.direct_passthrough and not getattr(response, "rahasia", False)
    body = response.get_data(as_text=True) if keep else ""
    with tulis(exempt="sekali"):
        KunciSekali.update(
            status=response.status_code,
            alamat=response.headers.get("Location"),
            isi=body if 0 < len(body) <= KEEP_BODY else None,
        ).where(KunciSekali.kunci == key).execute()


def _answer(row: KunciSekali) -> AnyResponse:
    while row.status is None and abs(waktu_mesin() - row.pada) < WAIT:
        time.sleep(0.02)
        row = _find(row.kunci) or row
    if row.status and row.alamat:
        return redirect(row.alamat, row.status)
    if row.status is None or row.isi is None:
        return redirect(row.halaman, 303)
    return make_response(row.isi, row.status)


def buang_lama() -> int:
    """Drop keys older than seven days and bodies older than one; returns how many keys went."""
    now = waktu_mesin()
    with tulis(exempt="sekali"):
        KunciSekali.update(isi=None).where(KunciSekali.pada < now - timedelta(days=1)).execute()
        return int(KunciSekali.delete().where(KunciSekali.pada < now - KEEP).execute())
