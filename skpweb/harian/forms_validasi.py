from collections.abc import Iterable

from skpweb.core.fields import AreaField, Form, LembarForm, PilihField, RadioField, wajib
from skpweb.harian.rules import Tanda

PANJANG_UMPAN = 1000


class BukaForm(Form):
    umpan = AreaField(
        "Alasan", wajib("Tulis apa yang harus diperbaiki pegawai."), maks=PANJANG_UMPAN,
        hint="Dibaca pegawai bersama kinerja yang dibuka kembali.",
    )  # fmt: skip


HINT_UMPAN = "Diisi bila dikembalikan atau ditolak, seperti tertulis di lembar."
PUTUSAN = [("validasi", "Sah"), ("perbaikan", "Dikembalikan"), ("tolak", "Ditolak")]


def validasi_form(butir: Iterable[tuple[str, str, bool]], *, kertas: bool = False) -> type[Form]:
    """A form for what is on the page: of each its key, how it is called, and whether the superior marks it; on paper also
    what the sheet says of it, and the sheet."""
    isi = {}
    for kunci, sebut, tanda in butir:
        if kertas:
            isi[f"putusan-{kunci}"] = PilihField(f"Putusan {sebut}", choices=PUTUSAN, default="validasi")
        if tanda:
            isi[f"tanda-{kunci}"] = RadioField(f"Tanda {sebut}", choices=[(t.value, t.label) for t in Tanda])
        siapa, hint = ("di lembar", HINT_UMPAN) if kertas and not tanda else ("di lembar" if kertas else "Anda", "")
        isi[f"umpan-{kunci}"] = AreaField(f"Catatan {siapa} untuk {sebut}", maks=PANJANG_UMPAN, hint=hint)
    return type("ValidasiForm", (LembarForm if kertas else Form,), isi)
