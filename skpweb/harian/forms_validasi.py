from collections.abc import Iterable

from skpweb.core.fields import AreaField, Form, RadioField, wajib
from skpweb.harian.rules import Tanda

PANJANG_UMPAN = 1000


class BukaForm(Form):
    umpan = AreaField(
        "Alasan", wajib("Tulis apa yang harus diperbaiki pegawai."), maks=PANJANG_UMPAN,
        hint="Dibaca pegawai bersama kinerja yang dibuka kembali.",
    )  # fmt: skip


def validasi_form(butir: Iterable[tuple[str, str, bool]]) -> type[Form]:
    """A form for what is on the page: of each its key, how it is called, and whether the superior marks it."""
    isi = {}
    for kunci, sebut, tanda in butir:
        if tanda:
            isi[f"tanda-{kunci}"] = RadioField(f"Tanda {sebut}", choices=[(t.value, t.label) for t in Tanda])
        isi[f"umpan-{kunci}"] = AreaField(f"Catatan Anda untuk {sebut}", maks=PANJANG_UMPAN)
    return type("ValidasiForm", (Form,), isi)
