from skpweb.core.clock import ZONES
from skpweb.core.fields import AreaField, BerkasField, Form, PilihField, TanggalField, TextField, wajib


class KantorForm(Form):
    nama = TextField(
        "Nama kantor",
        wajib("Isi nama kantor, lengkap seperti pada kop surat."),
        hint="Lengkap, seperti pada kop surat.",
    )
    singkatan = TextField("Singkatan", maks=40, hint="Dipakai di kepala halaman, misalnya Disperindag.")
    pemda = TextField(
        "Pemerintah daerah", wajib("Isi nama pemerintah daerah."), hint="Misalnya Pemerintah Kabupaten Teladan."
    )
    alamat = AreaField("Alamat", maks=300)
    kontak = TextField("Telepon, pos-el, laman", maks=300, hint="Satu baris, seperti tercetak pada kop.")
    kota = TextField("Kota penandatanganan", maks=80, hint="Tempat sebelum tanggal pada dokumen.")
    zona = PilihField("Zona waktu", choices=[(z, z) for z in ZONES])
    mulai = TanggalField(
        "Berlaku mulai", wajib("Isi tanggal mulai berlaku."), hint="Dokumen sebelum tanggal ini tetap memakai kop lama."
    )
    logo = BerkasField("Logo", hint="PNG atau JPG, paling besar 2 MB. Kosongkan bila tidak berubah.")
