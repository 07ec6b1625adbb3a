from wtforms.fields import HiddenField
from wtforms.validators import ValidationError

from skpweb.core.fields import Form, PasswordField, TextField, wajib


class MasukForm(Form):
    nip = TextField("NIP", wajib("Isi NIP Anda, 18 angka."), maks=40, hint="18 angka, boleh dengan spasi.")
    sandi = PasswordField("Kata sandi", wajib("Isi kata sandi, atau kode sekali pakai dari pengelola."))
    lanjut = HiddenField()


class BuktiForm(Form):
    sandi = PasswordField("Kata sandi Anda", wajib("Ketik kata sandi Anda."))


class KodeForm(Form):
    kode = TextField(
        "Kode verifikasi", wajib("Ketik 6 angka dari aplikasi, atau satu kode pemulihan."), maks=40,
        hint="6 angka dari aplikasi autentikator. Ponsel tidak ada: pakai satu kode pemulihan.",
    )  # fmt: skip


class SandiForm(Form):
    lama = PasswordField(
        "Kata sandi atau kode yang sekarang", wajib("Isi kata sandi atau kode yang baru saja dipakai.")
    )
    baru = PasswordField("Kata sandi baru", wajib("Isi kata sandi baru."))
    ulang = PasswordField("Kata sandi baru, sekali lagi", wajib("Ketik sekali lagi kata sandi baru."))

    def validate_ulang(self, field: PasswordField) -> None:
        if field.data != self.baru.data:
            raise ValidationError("Berbeda dari kata sandi baru di atasnya. Ketik ulang keduanya.")
