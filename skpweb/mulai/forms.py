from wtforms import widgets
from wtforms.validators import ValidationError

from skpweb.core import fields as f
from skpweb.core.clock import ZONES
from skpweb.core.fields import wajib
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.rules import Kedudukan, Kepegawaian

DARI = [("dalam", "Pegawai kantor ini"), ("luar", "Pejabat dari luar kantor ini (Plt., Plh., atau Pj.)")]
JENIS = (JenisJabatan.JPT_PRATAMA, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS, JenisJabatan.JPT_MADYA)
PENGELOLA = "Mengimpor dan mengubah data pegawai. Peran orang lain diatur nanti di layar Akun."
SANDI = (
    "Paling sedikit 12 huruf, misalnya empat kata yang tidak berhubungan. Jangan memakai nama, NIP, atau nama kantor."
)


def _pilihan(enum):  # type: ignore[no-untyped-def]
    return [(e.value, e.label) for e in enum]


class SandiAwalField(f.PasswordField):
    """Keeps what was typed when another field is refused: this page is seen once, by one person, and never stored."""

    widget = widgets.PasswordInput(hide_value=False)


class PenyiapanForm(f.Form):
    """Field names are those of Kantor, and of KepalaBaru and AdminBaru behind their prefix."""

    nama = f.TextField("Nama kantor", wajib("Isi nama kantor."), hint="Ditulis lengkap, seperti pada kop surat.")
    singkatan = f.TextField("Singkatan", maks=40, hint="Untuk kepala halaman, misalnya Disperindag.")
    pemda = f.TextField(
        "Pemerintah daerah", wajib("Isi pemerintah daerah."), hint="Misalnya Pemerintah Kabupaten Teladan."
    )
    alamat = f.AreaField("Alamat", maks=300)
    kontak = f.TextField("Telepon, pos-el, laman", maks=300, hint="Satu baris, seperti tercetak pada kop.")
    kota = f.TextField("Kota", wajib("Isi kota penandatanganan."), maks=80, hint="Tempat sebelum tanggal pada dokumen.")
    zona = f.PilihField("Zona waktu", choices=[(z, z) for z in ZONES])

    kepala_dari = f.RadioField("Kepala kantor", choices=DARI, default="dalam")
    kepala_nama = f.TextField("Nama kepala, dengan gelar", wajib("Isi nama kepala kantor."))
    kepala_nip = f.TextField("NIP kepala", maks=40, hint="18 angka, boleh dengan spasi. Pejabat luar boleh tanpa NIP.")
    kepala_jabatan = f.TextField(
        "Jabatan kepala di sini", wajib("Isi nama jabatannya."), hint="Misalnya Kepala Dinas Perdagangan, tanpa Plt."
    )
    kepala_jenis = f.PilihField("Jenis jabatan", choices=_pilihan(JENIS))
    kepala_kedudukan = f.PilihField("Kedudukan", choices=_pilihan(reversed(Kedudukan)))
    kepala_mulai = f.TanggalField(
        "Memimpin sejak", wajib("Isi tanggal mulai memimpin."), hint="hh-bb-tttt, misalnya 02-01-2025."
    )
    kepala_jabatan_asal = f.TextField("Jabatan asal", hint="Misalnya Asisten Perekonomian.")
    kepala_instansi = f.TextField("Instansi asal", hint="Misalnya Sekretariat Daerah.")

    admin_nama = f.TextField("Nama Anda, dengan gelar", wajib("Isi nama Anda."))
    admin_kepegawaian = f.PilihField("Status kepegawaian", choices=_pilihan(Kepegawaian))
    admin_nip = f.TextField("NIP Anda", wajib("Isi NIP Anda, 18 angka."), maks=40, hint="Dipakai untuk masuk.")
    admin_pengelola = f.YaField("Saya juga mengelola kepegawaian", default=True, hint=PENGELOLA)
    admin_sandi = SandiAwalField("Kata sandi", wajib("Pilih kata sandi."), hint=SANDI)
    ulang = SandiAwalField("Kata sandi, sekali lagi", wajib("Ketik sekali lagi kata sandi."))

    def validate_ulang(self, field: f.PasswordField) -> None:
        if field.data != self.admin_sandi.data:
            raise ValidationError("Berbeda dari kata sandi di atasnya. Ketik ulang keduanya.")

    def isi(self, prefiks: str) -> dict[str, object]:
        """What was typed into the fields of one part, by their names without the prefix."""
        return {k.removeprefix(prefiks): v for k, v in self.data.items() if k.startswith(prefiks)}
