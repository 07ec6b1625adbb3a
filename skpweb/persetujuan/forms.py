from skpweb.core.fields import AreaField, Form, TanggalField, YaField, wajib


class KembalikanForm(Form):
    catatan = AreaField("Catatan perbaikan")


class TarikForm(Form):
    sadar = YaField("Saya paham, SKP ini mungkin tidak dapat diajukan lagi")


class AlasanForm(Form):
    alasan = AreaField("Alasan", wajib("Tulis alasannya; pegawai dan atasannya membacanya."), maks=500)


class TutupForm(AlasanForm):
    tanggal = TanggalField(
        "Hari terakhir berlaku", wajib("Isi hari terakhir SKP ini berlaku."), hint="hh-bb-tttt, misalnya 30-06-2027."
    )
