from wtforms.validators import Optional, Regexp

from skpweb.core import fields as f
from skpweb.core.fields import Form, TanggalField, TextField, id_pilihan, wajib
from skpweb.pegawai.rules import Kedudukan, Kelamin, Kepegawaian, Status
from skpweb.pegawai.rules_atasan import TugasDelegasi

TANGGAL = "hh-bb-tttt, misalnya 01-03-2026."
# A field that names a person offers those found while one types; without JavaScript the number or name is typed whole.
CARI = {
    "list": "pilihan-orang", "autocomplete": "off", "hx-get": "/pegawai/cari", "hx-trigger": "input changed delay:300ms",
    "hx-target": "#pilihan-orang", "hx-swap": "outerHTML",
}  # fmt: skip
CARI_JABATAN = CARI | {"list": "pilihan-jabatan", "hx-get": "/jabatan/cari", "hx-target": "#pilihan-jabatan"}
PILIH = "Ketik namanya dan pilih dari daftar."
KEDUDUKAN = [(k.value, k.label) for k in reversed(Kedudukan)]


def _orang(label: str, siapa: str) -> TextField:
    hint = "NIP atau nama; pilih dari daftar yang muncul."
    return TextField(label, wajib(f"Isi NIP atau nama {siapa}."), hint=hint, render_kw=CARI)


def _jabatan(label: str, *rules: object) -> TextField:
    return TextField(label, rules, hint=PILIH, render_kw=CARI_JABATAN)


def _sejak(label: str, apa: str = "tanggal mulai", hint: str = TANGGAL) -> TanggalField:
    return TanggalField(label, wajib(f"Isi {apa}."), hint=hint)


def _hp() -> TextField:
    fault = "Nomor HP berisi 8 sampai 15 angka. Periksa angkanya atau kosongkan."
    rules = [Optional(), Regexp(r"\+?[0-9 -]{8,18}$", message=fault)]
    return TextField("Nomor HP", rules, maks=20, hint="Angka saja, misalnya 081234567890.")


def _email() -> TextField:
    fault = "E-mail ditulis seperti nama@contoh.go.id. Perbaiki atau kosongkan."
    return TextField("E-mail", [Optional(), Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=fault)], maks=120)


def _kelamin() -> f.PilihField:
    choices = [("", "Tidak diisi"), *((k.value, k.label) for k in Kelamin)]
    return f.PilihField("Jenis kelamin", choices=choices, coerce=lambda v: Kelamin(v) if v else None)


def _kepegawaian() -> f.RadioField:
    choices = [(k.value, k.label) for k in Kepegawaian]
    return f.RadioField("Status kepegawaian", wajib("Pilih status kepegawaian."), choices=choices, coerce=Kepegawaian)


def _nip(label: str, hint: str) -> TextField:
    return TextField(label, wajib("Isi NIP atau NI PPPK, 18 angka."), maks=40, hint=hint)


class TambahPegawaiForm(Form):
    nama = TextField("Nama dengan gelar", wajib("Isi nama lengkap dengan gelar."), maks=150)
    kepegawaian = _kepegawaian()
    nip = _nip("NIP atau NI PPPK", "18 angka, boleh dengan spasi.")
    kelamin = _kelamin()
    golongan = TextField("Golongan", maks=40, hint="PNS: III/d. PPPK: IX. PPPK paruh waktu boleh kosong.")
    jabatan = _jabatan("Jabatan")
    kedudukan = f.PilihField("Kedudukan", wajib("Pilih kedudukan."), choices=KEDUDUKAN, coerce=Kedudukan)
    mulai = _sejak("TMT jabatan", "TMT jabatan", "hh-bb-tttt. Belum ada jabatan: tanggal mulai bekerja di kantor ini.")
    sk_nomor = TextField("Nomor SK jabatan", maks=100)
    hp = _hp()
    email = _email()


class UbahPegawaiForm(Form):
    nama = TextField("Nama dengan gelar", wajib("Isi nama lengkap dengan gelar."), maks=150)
    kelamin = _kelamin()
    hp = _hp()
    email = _email()


class NomorForm(Form):
    kepegawaian = _kepegawaian()
    nip = _nip("NIP atau NI PPPK yang baru", "Dipakai untuk masuk sejak disimpan.")
    mulai = _sejak("Berlaku mulai")
    alasan = TextField("Alasan", wajib("Isi alasan, misalnya: diangkat menjadi PNS, atau salah ketik."))


class StatusForm(Form):
    status = f.PilihField("Status", wajib("Pilih status."), choices=[(s.value, s.label) for s in Status], coerce=Status)
    mulai = _sejak("Berlaku mulai")
    sampai = TanggalField("Sampai", hint="Kosongkan bila belum diketahui. Sesudahnya berlaku status sebelumnya.")
    sk_nomor = TextField("Nomor SK", maks=100)
    sk_tanggal = TanggalField("Tanggal SK", hint=TANGGAL)


class PangkatForm(Form):
    golongan = TextField("Golongan", wajib("Isi golongan."), maks=40, hint="PNS: III/d. PPPK: IX.")
    mulai = _sejak("TMT golongan", "TMT golongan")


class KontrakForm(Form):
    nomor = TextField("Nomor kontrak", wajib("Isi nomor kontrak."), maks=100)
    mulai = _sejak("Mulai", "tanggal mulai kontrak")
    sampai = _sejak("Sampai", "tanggal akhir kontrak")
    jam = f.BulatField("Jam kerja seminggu", minimum=1, maksimum=60, hint="Terutama untuk PPPK paruh waktu.")


class TempatkanForm(Form):
    jabatan = _jabatan("Jabatan", *wajib("Pilih jabatan."))
    kedudukan = f.RadioField(
        "Kedudukan", wajib("Pilih kedudukan."), choices=KEDUDUKAN, coerce=Kedudukan,
        hint="Definitif: pindah jabatan, jabatan definitif lama berakhir sehari sebelumnya. Plt., Plh., Pj.: di samping jabatan yang ada.",
    )  # fmt: skip
    mulai = _sejak("TMT", "TMT")
    sampai = TanggalField("Sampai", hint="Untuk Plt., Plh., Pj. bila sudah diketahui.")
    sk_nomor = TextField("Nomor SK atau SPT", maks=100)


class RiwayatLuarForm(Form):
    jabatan = TextField("Jabatan", wajib("Isi nama jabatan."))
    instansi = TextField("Instansi", wajib("Isi nama instansi."))
    mulai = _sejak("Mulai")
    sampai = _sejak("Sampai", "tanggal selesai")
    sk_nomor = TextField("Nomor SK", maks=100)


class AkhiriForm(Form):
    sampai = _sejak("Hari terakhir", "hari terakhir")


class LanjutkanForm(Form):
    jabatan = _jabatan("Jabatan sesudahnya", *wajib("Pilih jabatan."))
    mulai = _sejak("Berlaku mulai")


class TutupJabatanForm(Form):
    tanggal = TanggalField(
        "Ditutup mulai tanggal", wajib("Isi tanggal penutupan."), hint="Hari pertama tanpa jabatan ini."
    )


class TimForm(Form):
    nama = TextField("Nama tim", wajib("Isi nama tim kerja."))
    unit = f.PilihField("Unit", coerce=id_pilihan)
    ketua = _orang("Ketua tim", "ketua tim")
    dibentuk = _sejak("Dibentuk", "tanggal pembentukan")


class UbahTimForm(Form):
    nama = TextField("Nama tim", wajib("Isi nama tim kerja."))
    dibubarkan = TanggalField("Dibubarkan mulai", hint="Kosongkan selama tim masih bekerja.")


class AnggotaForm(Form):
    pegawai = _orang("Pegawai", "pegawai")
    mulai = _sejak("Mulai")
    ketua = f.YaField("Sebagai ketua tim", hint="Ketua sebelumnya menjadi anggota.")


class DelegasiForm(Form):
    pemberi = _orang("Pejabat penilai yang mendelegasikan", "pejabat penilai")
    penerima = _orang("Penerima delegasi", "penerima")
    mulai = _sejak("Mulai")
    sampai = _sejak("Sampai", "tanggal selesai")
    spt = TextField("Nomor SPT", wajib("Isi nomor surat perintah tugas."), maks=100)
    tugas = f.BanyakField(
        "Tugas yang didelegasikan",
        wajib("Pilih sedikitnya satu tugas yang didelegasikan."),
        choices=[(t.value, t.label) for t in TugasDelegasi],
        coerce=TugasDelegasi,
    )


class PejabatLuarForm(Form):
    nama = TextField("Nama dengan gelar", wajib("Isi nama pejabat."), maks=150)
    nip = TextField("NIP", maks=40, hint="Perlu hanya bila ia akan punya akun.")
    jabatan = TextField("Jabatan", wajib("Isi jabatannya, misalnya Bupati Teladan."))
    instansi = TextField("Instansi", wajib("Isi instansinya, misalnya Pemerintah Kabupaten Teladan."))
    mulai = _sejak("Mulai")
    sampai = TanggalField("Sampai", hint="Kosongkan selama masih menjabat.")
    penilai_kepala = f.YaField(
        "Menilai kepala kantor dan semua pejabat pimpinan tinggi", hint="Biasanya Kepala Daerah atau Sekretaris Daerah."
    )


class UbahPejabatLuarForm(PejabatLuarForm):
    nip = None


class LaporanForm(Form):
    uraian = f.AreaField(
        "Data mana yang salah, dan yang benar", wajib("Tuliskan data yang salah dan yang benar."), maks=1000
    )


class JawabanForm(Form):
    jawaban = TextField("Jawaban", wajib("Tuliskan apa yang sudah diperbaiki, atau mengapa tidak."), maks=500)
