from skpweb.core.fields import BerkasField, BulatField, Form, PilihField, TextField, wajib
from skpweb.core.formats import BULAN


class UnggahForm(Form):
    berkas = BerkasField(
        "File xlsx atau csv",
        hint="Paling besar 10 MB dan 20.000 baris. Tidak ada yang tersimpan sebelum Anda menekan Terapkan.",
    )


class KolomForm(Form):
    """Beside the columns: where the figures come from and of when they are."""

    sumber = TextField(
        "Sumber data",
        wajib("Tulis sumbernya, misalnya nama aplikasi dan tanggal unduh."),
        hint="Tercatat pada setiap nilai, misalnya “Mesin presensi, diunduh 3 Oktober 2026”.",
    )
    bulan = PilihField(
        "Bulan",
        choices=[("", "Pilih bulan"), *((str(n), nama) for n, nama in enumerate(BULAN, 1))],
        validate_choice=False,
    )
    tahun = BulatField("Tahun", minimum=2000, maksimum=2100)
