from skpweb.core.db import BaseModel, ForeignKeyField, InstantField, IntegerField, JsonField, TextField
from skpweb.pegawai.models import Pegawai


class Draf(BaseModel):
    """Unsent text of one person for one form; `isi` are [name, value] pairs."""

    pegawai = ForeignKeyField(Pegawai, index=False)
    alamat = TextField()
    versi = IntegerField(null=True)
    isi = JsonField()
    disimpan_pada = InstantField(index=True)

    class Meta:
        indexes = ((("pegawai", "alamat"), True),)
