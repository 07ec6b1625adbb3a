from skpweb.core.db import BaseModel, DateField, InstantField, IntegerField, JsonField, TextField


class KantorRiwayat(BaseModel):
    """The office from a day on; documents agreed before keep the older letterhead."""

    mulai = DateField(index=True)
    isi = JsonField()
    versi = IntegerField(default=1)


class AturanNilai(BaseModel):
    """A setting that differs from its default; the last row of a key is in force."""

    kunci = TextField(index=True)
    nilai = TextField()
    pada = InstantField()
    oleh_id = IntegerField(null=True)
