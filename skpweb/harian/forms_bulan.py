from skpweb.core.fields import AreaField, Form, wajib


class BukaBulanForm(Form):
    alasan = AreaField(
        "Alasan", wajib("Tulis alasannya; alasan ini tercatat."), maks=500,
        hint="Dibaca pegawai, atasannya, dan semua yang sudah memakai angka lama.",
    )  # fmt: skip
