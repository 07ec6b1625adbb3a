from wtforms import widgets
from wtforms.validators import ValidationError

from skpweb.core.clock import ZONES
from skpweb.core.fields import (
    AreaField,
    Form,
    PasswordField,
    PilihField,
    RadioField,
    TanggalField,
    TextField,
    YaField,
    wajib,
)
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kedudukan, Kepegawaian

JENIS_KEPALA = (JenisJabatan.JPT_PRATAMA, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS, JenisJabatan.JPT_MADYA)


class SandiAwalField(PasswordField):
    """Keeps what was typed when another field is refused: this page is seen once, by one person, and never stored."""

    widget = widgets.PasswordInput(hide_value=False)


class PenyiapanForm(Form):
    nama = TextField(
        "Nama kantor",
        wajib("Isi nama kantor, lengkap seperti pada kop surat."),
        hint="Ditulis lengkap, seperti pada kop surat.",
    )
    singkatan = TextField("Singkatan", maks=40, hint="Untuk kepala halaman, misalnya Disperindag.")
    pemda = TextField(
        "Pemerintah daerah", wajib("Isi nama pemerintah daerah."), hint="Misalnya Pemerintah Kabupaten Teladan."
    )
    alamat = AreaField("Alamat", maks=300)
    kontak = TextField("Telepon, pos-el, laman", maks=300, hint="Satu baris, seperti tercetak pada kop.")
    kota = TextField(
        "Kota penandatanganan",
        wajib("Isi kota yang tertulis sebelum tanggal pada dokumen."),
        maks=80,
        hint="Tempat sebelum tanggal, misalnya Teladan.",
    )
    zona = PilihField("Zona waktu", choices=[(z, z) for z in ZONES])

    kepala_dari = RadioField(
        "Kepala kantor",
        choices=[("dalam", "Pegawai kantor ini"), ("luar", "Pejabat dari luar kantor ini (Plt., Plh., atau Pj.)")],
        default="dalam",
    )
    kepala_nama = TextField("Nama kepala, dengan gelar", wajib("Isi nama kepala kantor."))
    kepala_nip = TextField("NIP kepala", maks=40, hint="18 angka, boleh dengan spasi. Pejabat luar boleh tanpa NIP.")
    kepala_jabatan = TextField(
        "Jabatan kepala di kantor ini",
        wajib("Isi nama jabatannya, misalnya Kepala Dinas Perdagangan."),
        hint="Tanpa Plt., misalnya Kepala Dinas Perdagangan.",
    )
    kepala_jenis = PilihField(
        "Jenis jabatan", choices=[(j.value, j.label) for j in JENIS_KEPALA], default=JenisJabatan.JPT_PRATAMA.value
    )
    kepala_kedudukan = PilihField("Kedudukan", choices=[(k.value, k.label) for k in reversed(Kedudukan)])
    kepala_mulai = TanggalField(
        "Memimpin sejak", wajib("Isi tanggal mulai memimpin kantor ini."), hint="hh-bb-tttt, misalnya 02-01-2025."
    )
    kepala_jabatan_asal = TextField("Jabatan asal", hint="Hanya untuk pejabat luar, misalnya Asisten Perekonomian.")
    kepala_instansi = TextField("Instansi asal", hint="Hanya untuk pejabat luar, misalnya Sekretariat Daerah.")

    admin_nama = TextField("Nama Anda, dengan gelar", wajib("Isi nama Anda."))
    admin_kepegawaian = PilihField("Status kepegawaian", choices=[(k.value, k.label) for k in Kepegawaian])
    admin_nip = TextField(
        "NIP Anda", wajib("Isi NIP Anda, 18 angka."), maks=40, hint="Dipakai untuk masuk. 18 angka, boleh dengan spasi."
    )
    admin_pengelola = YaField(
        "Saya juga mengelola kepegawaian",
        default=True,
        hint="Mengimpor dan mengubah data pegawai. Peran orang lain diatur nanti di layar Akun.",
    )
    sandi = SandiAwalField(
        "Kata sandi",
        wajib("Pilih kata sandi."),
        hint="Paling sedikit 12 huruf. Empat kata yang tidak berhubungan mudah diingat. Jangan memakai nama, NIP, atau nama kantor.",
    )
    ulang = SandiAwalField("Kata sandi, sekali lagi", wajib("Ketik sekali lagi kata sandi."))

    def validate_ulang(self, field: PasswordField) -> None:
        if field.data != self.sandi.data:
            raise ValidationError("Berbeda dari kata sandi di atasnya. Ketik ulang keduanya.")
