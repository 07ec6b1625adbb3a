"""What was typed in a form, as services take it."""

from collections.abc import Callable
from typing import Any

from flask import g

from skpweb.core.clock import hari_ini, sekarang
from skpweb.core.fields import Form, TextField
from skpweb.core.formulir import Remah, versi_terkirim
from skpweb.organisasi.queries import satu_jabatan


def isian(form: Form, **nama: str) -> dict[str, Any]:
    """Values by field name, or by another name given for the field: an empty text is "", a post becomes `<name>_id`.

    Raises RuleViolation at the field whose post is not found.
    """
    values: dict[str, Any] = {}
    for field in form:
        name = nama.get(field.name, field.name)
        if (field.render_kw or {}).get("list") == "pilihan-jabatan":
            values[f"{name}_id"] = satu_jabatan(field.data, hari_ini(), field.name)
        else:
            values[name] = (field.data or "") if isinstance(field, TextField) else field.data
    return values


def kerjakan(
    deed: Callable[..., Any], remah: Callable[[Any], Remah], pesan: str, *, berversi: bool = False, **nama: str
) -> Callable[[Any, Any], tuple[str, str]]:
    """`simpan` of a Formulir: the deed takes the row's id (of what is new none), the version where there is one, and the
    fields by the names of `isian`. Then it leads to the last crumb of the row, or of what the deed made; `pesan` may name
    it: "{0.nama} ditambahkan."."""

    def simpan(row: Any, form: Form) -> tuple[str, str]:
        kunci = (row.id, versi_terkirim()) if berversi else (row.id,) if row else ()
        made = deed(g.pelaku, *kunci, **isian(form, **nama), pada=sekarang())
        return remah(row or made)[-1][1], pesan.format(row or made)

    return simpan
