"""Forms: WTForms speaking Indonesian, reading dates and numbers as they are typed here.

A field names what is missing and how to mend it. Errors of services come back to their field by `catches()`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, widgets
from wtforms import Form as WtForm
from wtforms import fields as wt
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from skpweb.core.errors import Conflict, RuleViolation
from skpweb.core.formats import angka, baca_angka, bilangan, tanggal_isian


class _Words:
    """WTForms' own sentences in Indonesian."""

    WORDS = {
        "Not a valid choice": "Pilih salah satu dari daftar.",
        "Not a valid choice.": "Pilih salah satu dari daftar.",
        "Invalid Choice: could not coerce.": "Pilih salah satu dari daftar.",
        "Not a valid integer value.": "Isi dengan bilangan bulat, misalnya 12.",
        "Not a valid decimal value.": "Isi dengan angka, misalnya 12,5.",
        "Not a valid date value.": "Isi tanggal sebagai hh-bb-tttt, misalnya 21-11-2026.",
        "This field is required.": "Wajib diisi.",
    }

    def gettext(self, string: str) -> str:
        return self.WORDS.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


_label: dict[str, dict[str, str]] = {}


def kenalkan(deed: str, form: type[WtForm]) -> None:
    """Tell what the form of a deed calls its fields."""
    fields = ((name, getattr(form, name)) for name in dir(form))
    _label[deed] = {name: str(f.args[0]) for name, f in fields if isinstance(f, UnboundField) and f.args}


def label_isian(deed: str) -> dict[str, str]:
    """What the form of a deed calls its fields, by field name; nothing where it has none of core.formulir."""
    return _label.get(deed, {})


class Form(WtForm):
    """Base of all forms; `catches()` turns a refusal of a service into messages at the fields."""

    class Meta:
        def get_translations(self, form: WtForm) -> _Words:
            return _Words()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.messages: list[str] = []

    @contextmanager
    def catches(self) -> Iterator[None]:
        """`with form.catches(): return done(...)`; when a rule refuses, go on behind the block and show the form."""
        try:
            yield
        except RuleViolation as violation:
            for fault in violation.faults:
                self.take(fault)
        except Conflict as conflict:
            known = [field for field in self if getattr(field, "choices", True)]  # an id of no name says nothing
            conflict.labels = {field.name: str(field.label.text) for field in known}
            conflict.options = {
                (field.name, str(c.value)): str(c.label) for field in known for c in getattr(field, "choices", ())
            }
            raise

    def take(self, fault: RuleViolation) -> None:
        """One refusal: at its field when the form has it, else at the top."""
        if fault.field in self._fields:
            field = self._fields[fault.field]
            field.errors = [*field.errors, fault.message]
        else:
            self.messages.append(fault.message)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """For the summary: (id of the control or "", label, message)."""
        found = [("", "", message) for message in self.messages]
        for field in self:
            for message in field.errors:
                found.append((first_control(field), str(field.label.text), str(message)))
        return found


def first_control(field: Field) -> str:
    """Where a link to the field leads: of radios the first one."""
    return f"{field.id}-0" if isinstance(field, wt.RadioField) else str(field.id)


class _Wajib(InputRequired):
    """Blanks are nothing typed."""

    def __call__(self, form: WtForm, field: Field) -> None:
        super().__call__(form, field)
        if not str(field.raw_data[0]).strip():
            raise StopValidation(self.message)


def wajib(message: str) -> list[Any]:
    """Required; the message says what to do."""
    return [_Wajib(message)]


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class _Berpetunjuk(Field):
    """`hint`: a line of help below the label."""

    def __init__(self, label: str, validators: Any = (), hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.hint = hint


class TextField(_Berpetunjuk, wt.StringField):
    """One line; white space round it goes."""

    def __init__(self, label: str, validators: Any = (), maks: int = 200, **kwargs: Any) -> None:
        rules = [*validators, Length(max=maks, message=f"Paling banyak {maks} huruf; singkatkan.")]
        super().__init__(label, rules, filters=[_strip], **kwargs)


class AreaField(TextField):
    """Several lines."""

    widget = widgets.TextArea()

    def __init__(self, label: str, validators: Any = (), maks: int = 4000, **kwargs: Any) -> None:
        super().__init__(label, validators, maks, **kwargs)


class PasswordField(_Berpetunjuk, wt.PasswordField):
    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, Length(max=200, message="Paling banyak 200 huruf.")], **kwargs)


class _Choices(_Berpetunjuk):
    """`choices` as pairs (value, label), handed in with the field or set by the route."""

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, choices=_pilihan(choices), **kwargs)

    @property
    def choices(self) -> Any:
        return self._choices

    @choices.setter
    def choices(self, pairs: Any) -> None:
        self._choices = _pilihan(pairs)


def _pilihan(pairs: Any) -> list[SelectChoice] | None:
    if pairs is None:
        return None
    return [p if isinstance(p, SelectChoice) else SelectChoice(*p) for p in pairs]


def id_pilihan(value: object) -> int | None:
    """The id in a select's value; "" and None are nothing chosen."""
    return int(str(value)) if value not in (None, "", "None") else None


class PilihField(_Choices, wt.SelectField):
    """One of a list handed in by the route; "" is nothing chosen."""


class RadioField(_Choices, wt.RadioField):
    def pre_validate(self, form: WtForm) -> None:
        if self.data in (None, "None", "") and not self.flags.required:
            raise StopValidation
        super().pre_validate(form)


class YaField(_Berpetunjuk, wt.BooleanField):
    """Yes or no, as one tick box."""


class BanyakField(_Choices, wt.SelectMultipleField):
    """Several of a list, as tick boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class BerkasField(_Berpetunjuk, wt.FileField):
    """An upload; checked by the room that keeps it."""


class _Typed(_Berpetunjuk, wt.StringField):
    """Text that becomes a value; what was typed is shown again when it cannot."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators or [Optional()], **kwargs)
        self.typed: str | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = self.parse(self.typed) if self.typed else None

    def _value(self) -> str:
        return self.typed if self.typed is not None else self.show(self.data)

    def parse(self, text: str) -> Any:
        raise NotImplementedError

    def show(self, value: Any) -> str:
        raise NotImplementedError


class TanggalField(_Typed):
    """dd-mm-yyyy (also dd/mm/yyyy and what a date picker sends)."""

    def parse(self, text: str) -> date:
        try:
            return baca_tanggal(text)
        except ValueError:
            raise ValidationError(
                "Tanggal ditulis hh-bb-tttt, misalnya 21-11-2026, dan harus ada di kalender."
            ) from None

    def show(self, value: date | None) -> str:
        return tanggal_isian(value)


class JamField(_Typed):
    """HH.MM or HH:MM."""

    def parse(self, text: str) -> str:
        hour, _, minute = text.replace(":", ".").partition(".")
        h, m = bilangan(hour), bilangan(minute)
        if h is None or m is None or h > 23 or m > 59 or len(minute) != 2:
            raise ValidationError("Jam ditulis JJ.MM, misalnya 16.30.")
        return f"{h:02}.{minute}"

    def show(self, value: str | None) -> str:
        return value or ""


class BulatField(_Typed):
    """A whole number within bounds."""

    def __init__(
        self, label: str, validators: Any = (), minimum: int = 0, maksimum: int = 10**9, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.minimum, self.maksimum = minimum, maksimum

    def parse(self, text: str) -> int:
        value = bilangan(text.replace(".", ""))
        if value is None or not self.minimum <= value <= self.maksimum:
            raise ValidationError(f"Isi dengan bilangan bulat dari {self.minimum} sampai {angka(self.maksimum)}.")
        return value

    def show(self, value: int | None) -> str:
        return "" if value is None else str(value)


class DesimalField(_Typed):
    """A number with decimal comma; "1.234,5" and "1234.5" both read."""

    def __init__(
        self, label: str, validators: Any = (), minimum: int = 0, maksimum: int = 10**9, places: int = 2, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.minimum, self.maksimum, self.places = minimum, maksimum, places

    def parse(self, text: str) -> Decimal:
        try:
            value = baca_angka(text)
        except ValueError:
            raise ValidationError("Isi dengan angka, misalnya 86,4.") from None
        if not self.minimum <= value <= self.maksimum:
            raise ValidationError(f"Isi antara {angka(self.minimum)} dan {angka(self.maksimum)}.")
        if value != value.quantize(Decimal(1).scaleb(-self.places)):
            raise ValidationError(f"Paling banyak {self.places} angka di belakang koma.")
        return value

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else angka(value)


class RentangField(_Typed):
    """One number or a range a–b, as a pair of equal or rising numbers."""

    def parse(self, text: str) -> tuple[Decimal, Decimal]:
        try:
            value = baca_rentang(text)
        except ValueError:
            raise ValidationError("Isi satu angka atau rentang dari kecil ke besar, misalnya 240 atau 90–95.") from None
        if any(v != v.quantize(Decimal("0.0001")) for v in value):
            raise ValidationError("Paling banyak 4 angka di belakang koma.")
        return value

    def show(self, value: tuple[Decimal, Decimal] | None) -> str:
        return "–".join(f"{v.normalize():f}".replace(".", ",") for v in dict.fromkeys(value or ()))


class LembarForm(Form):
    """Number, date and scan of a sheet that somebody without account signed."""

    nomor = TextField("Nomor lembar", wajib("Isi nomor lembar yang ditandatangani."), maks=100)
    tanggal = TanggalField(
        "Tanggal lembar", wajib("Isi tanggal yang tertulis di lembar."), hint="hh-bb-tttt, misalnya 15-01-2027."
    )
    berkas = BerkasField("Scan lembar bertanda tangan", hint="PDF, JPG, atau PNG.")


def baca_tanggal(text: str) -> date:
    """ "21-11-2026", "21/11/2026", "21.11.2026" or ISO; ValueError when it is no day of the calendar."""
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdecimal() for p in parts):
        raise ValueError(text)
    first, month, last = parts
    if len(first) == 4:
        return date(int(first), int(month), int(last))
    if len(last) != 4:
        raise ValueError(text)
    return date(int(last), int(month), int(first))


_SAMPAI = re.compile(r"\s*[-–—]\s*|\s+(?:s\.?d\.?|sampai|hingga)\s+", re.IGNORECASE)


def baca_rentang(text: str) -> tuple[Decimal, Decimal]:
    """ "240" or "90–95", each as `baca_angka` reads it; ValueError when it is neither or falls."""
    bawah, *atas = _SAMPAI.split(text.strip(), maxsplit=1)
    first, last = baca_angka(bawah), baca_angka(atas[0] if atas else bawah)
    if not 0 <= first <= last:
        raise ValueError(text)
    return first, last
