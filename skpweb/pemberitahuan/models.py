from skpweb.core.db import BaseModel, ForeignKeyField, InstantField, JsonField, TextField
from skpweb.pegawai.models import Pegawai


class Pemberitahuan(BaseModel):
    """One message to one person; the link is made when it is shown."""

    pegawai = ForeignKeyField(Pegawai)
    teks = TextField()
    endpoint = TextField(default="")
    arg = JsonField(default=dict)
    pada = InstantField()
    dibaca_pada = InstantField(null=True)

    class Meta:
        indexes = ((("pegawai", "id"), False),)


Pemberitahuan.add_index(Pemberitahuan.pegawai, where=Pemberitahuan.dibaca_pada.is_null(), name="pemberitahuan_baru")
