from skpweb.core.fields import Form, PilihField, TanggalField, TextField, YaField, id_pilihan, wajib
from skpweb.organisasi.rules import JenisJabatan, Jenjang

# A field that names a post offers those found while one types.
CARI_JABATAN = {
    "list": "pilihan-jabatan", "autocomplete": "off", "hx-get": "/jabatan/cari", "hx-trigger": "input changed delay:300ms",
    "hx-target": "#pilihan-jabatan", "hx-swap": "outerHTML",
}  # fmt: skip
JENIS = [(j.value, j.label) for j in JenisJabatan]
JENJANG = [("", "Dibaca dari nama jabatan"), *((j.value, j.value) for j in Jenjang)]
TANGGAL = "hh-bb-tttt, misalnya 01-01-2027."


class UnitForm(Form):
    nama = TextField("Nama unit", wajib("Isi nama unit, lengkap seperti dalam peraturan."))
    induk = PilihField("Unit induk", coerce=id_pilihan)
    mandiri = YaField("Unit kerja mandiri", hint="Misalnya UPTD: pimpinannya menyusun SKP seperti pimpinan tinggi.")
    mulai = TanggalField("Berlaku mulai", wajib("Isi tanggal mulai."), hint=TANGGAL)


class TutupForm(Form):
    tanggal = TanggalField(
        "Ditutup mulai tanggal", wajib("Isi tanggal penutupan."), hint="Hari pertama tanpa unit atau jabatan ini."
    )


class JabatanForm(Form):
    nama = TextField("Nama jabatan", wajib("Isi nama jabatan, tanpa Plt. atau Plh."))
    unit = PilihField("Unit kerja", wajib("Pilih unit kerja."), coerce=id_pilihan)
    atasan = TextField(
        "Jabatan atasan", hint="Ketik namanya dan pilih dari daftar. Kosong hanya untuk jabatan puncak.", render_kw=CARI_JABATAN
    )  # fmt: skip
    jenis = PilihField("Jenis jabatan", wajib("Pilih jenis jabatan."), choices=JENIS, coerce=JenisJabatan)
    jenjang = PilihField("Jenjang jabatan fungsional", choices=JENJANG, coerce=lambda v: Jenjang(v) if v else None)
    pimpinan_unit = YaField("Memimpin unit kerja")
    punya_pk = YaField("Menyusun perjanjian kinerja (PK)", hint="Pejabat struktural selalu; fungsional bila ketua tim.")
    mulai = TanggalField("Berlaku mulai", wajib("Isi tanggal mulai."), hint=TANGGAL)


class UbahJabatanForm(JabatanForm):
    """What a post keeps where it stands; another superior is previewed, another unit is a merger."""

    TETAP = ("nama", "jenis", "jenjang", "pimpinan_unit", "punya_pk", "sk_penilai", "sk_penilai_tanggal")
    unit = None
    atasan = None
    sk_penilai = TextField("Nomor SK penunjukan sebagai penilai", hint="Perlu bila atasan ini di bawah pengawas.")
    sk_penilai_tanggal = TanggalField("Tanggal SK penunjukan", hint=TANGGAL)
