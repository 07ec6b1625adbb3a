from skpweb.core.db import BaseModel, InstantField, IntegerField, TextField


class Berkas(BaseModel):
    """A stored file. `simpanan` is its generated place below the folder of uploads; `nama` is only shown."""

    nama = TextField()
    simpanan = TextField(unique=True)
    mime = TextField()
    ukuran = IntegerField()  # bytes
    sha256 = TextField()
    diunggah_pada = InstantField()
    diunggah_oleh = IntegerField(null=True, index=True)  # pegawai.id
