from skpweb.core.fields import AreaField, BerkasField, Form, TanggalField, TextField, YaField, wajib


class KembalikanForm(Form):
    catatan = AreaField("Catatan perbaikan")


class TarikForm(Form):
    sadar = YaField("Saya paham, SKP ini mungkin tidak dapat diajukan lagi")


class KertasForm(Form):
    """Number, date and scan of a sheet that the superior signed."""

    nomor = TextField("Nomor lembar", wajib("Isi nomor lembar yang ditandatangani."), maks=100)
    tanggal = TanggalField(
        "Tanggal lembar", wajib("Isi tanggal yang tertulis di lembar."), hint="hh-bb-tttt, misalnya 15-01-2027."
    )
    berkas = BerkasField("Scan lembar bertanda tangan", hint="PDF, JPG, atau PNG.")


class AlasanForm(Form):
    alasan = AreaField("Alasan", wajib("Tulis alasannya; pegawai dan atasannya membacanya."), maks=500)


class TutupForm(AlasanForm):
    tanggal = TanggalField(
        "Hari terakhir berlaku", wajib("Isi hari terakhir SKP ini berlaku."), hint="hh-bb-tttt, misalnya 30-06-2027."
    )
