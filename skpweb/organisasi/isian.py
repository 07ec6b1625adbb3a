"""What was typed in a form, as services take it."""

from typing import Any

from skpweb.core.clock import hari_ini
from skpweb.core.fields import Form, TextField
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
