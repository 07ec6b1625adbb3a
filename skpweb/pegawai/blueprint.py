"""The one blueprint of the room, and what all its routes say alike."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from skpweb.core import clock
from skpweb.core.fields import Form, TextField
from skpweb.organisasi.queries import satu_jabatan

bp = Blueprint("pegawai", __name__)
Answer = str | tuple[str, int] | AnyResponse
Remah = list[tuple[str, str]]


def hari_ini() -> date:
    """The office's day."""
    return clock.hari(clock.sekarang())


def halaman(
    form: Form, judul: str, tombol: str, remah: Remah, *, versi: int | None = None, catatan: str = ""
) -> Answer:
    """A plain form at its own address; 422 when it comes back with faults."""
    page = render_template(
        "pegawai/formulir.html", form=form, judul=judul, tombol=tombol, remah=[*remah, (judul, None)], aksi=request.path,
        versi=request.form.get("_versi", type=int) or versi, buang=remah[-1][1], catatan=catatan,
    )  # fmt: skip
    return (page, 422) if form.faults else page


def isian(form: Form) -> dict[str, Any]:
    """What was typed, as services take it: an empty text is "", a field that names a post becomes `<name>_id`.

    Raises RuleViolation at the field whose post is not found.
    """
    values: dict[str, Any] = {}
    for field in form:
        if (field.render_kw or {}).get("list") == "pilihan-jabatan":
            values[f"{field.name}_id"] = satu_jabatan(field.data, hari_ini(), field.name)
        else:
            values[field.name] = (field.data or "") if isinstance(field, TextField) else field.data
    return values


def versi_terkirim() -> int:
    """The version of the row as the form had it."""
    return request.form.get("_versi", 0, int)
