from skpweb.core.fields import AreaField, Form, JamField, PilihField, TanggalField, TextField, wajib
from skpweb.periode.rules import JenisLibur, Pola

TANGGAL = "hh-bb-tttt, misalnya 31-01-2027."
JAM = "JJ.MM, menit itu masih termasuk."


class JendelaForm(Form):
    buka = TanggalField("Buka tanggal", wajib("Isi tanggal buka."), hint=TANGGAL)
    jam_buka = JamField("Jam buka", wajib("Isi jam buka, misalnya 00.00."), hint="JJ.MM, misalnya 00.00.")
    tutup = TanggalField("Tutup tanggal", wajib("Isi tanggal tutup."), hint=TANGGAL)
    jam_tutup = JamField("Jam tutup", wajib("Isi jam tutup, misalnya 23.59."), hint=JAM)


class PengecualianForm(Form):
    untuk = PilihField("Untuk", wajib("Pilih unit atau pegawai yang dikecualikan."))
    sampai = TanggalField("Sampai tanggal", wajib("Isi tanggal berakhirnya."), hint=TANGGAL)
    jam_sampai = JamField("Sampai jam", wajib("Isi jam berakhirnya, misalnya 16.00."), hint=JAM)
    alasan = AreaField(
        "Alasan", wajib("Isi alasan pengecualian."), maks=500,
        hint="Ikut diberitahukan, misalnya: jaringan unit padam 30 Januari.",
    )  # fmt: skip


class LiburForm(Form):
    tanggal = TanggalField("Tanggal", wajib("Isi tanggal libur."), hint="hh-bb-tttt, misalnya 19-03-2026.")
    nama = TextField("Nama hari libur", wajib("Isi nama hari libur, misalnya Hari Raya Nyepi."), maks=100)
    jenis = PilihField("Jenis", choices=[(j.value, j.label) for j in JenisLibur])


class PolaForm(Form):
    unit = PilihField("Untuk")
    pola = PilihField("Pola kerja", choices=[(p.value, p.label) for p in Pola])
    mulai = TanggalField("Berlaku mulai", wajib("Isi tanggal mulai berlaku."), hint="hh-bb-tttt, misalnya 01-01-2027.")
