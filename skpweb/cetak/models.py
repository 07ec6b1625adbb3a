from peewee import Check

from skpweb.core.db import BaseModel, BooleanField, ForeignKeyField, InstantField, IntegerField, JsonField, TextField
from skpweb.petruk.models import PeriodePetruk


class DokumenTerbit(BaseModel):
    """A paper that left the office: what verification tells of it. `kunci` names the thing over all its versions
    ("penilaian:12"), `sidik` its content; `isi`: document, number and figures as text. A draft has version 0."""

    kode = TextField(unique=True)
    kunci = TextField()
    versi = IntegerField()
    konsep = BooleanField(default=False)
    sidik = TextField()
    isi = JsonField()
    diterbitkan_pada = InstantField()

    triggers = (
        "CREATE TRIGGER dokumen_terbit_tetap BEFORE UPDATE ON dokumen_terbit"
        " BEGIN SELECT RAISE(ABORT, 'dokumen yang terbit tidak berubah'); END",
    )

    class Meta:
        indexes = ((("kunci", "sidik", "versi"), True), (("kunci", "versi"), False))
        constraints = (Check("konsep = (versi = 0)"),)


class IsianSurat(BaseModel):
    """What is typed for the papers of a period (rules.Isian)."""

    periode = ForeignKeyField(PeriodePetruk, unique=True)
    isi = JsonField()
    versi = IntegerField(default=1)
    diubah_oleh = IntegerField(null=True)  # pegawai.id
    diubah_pada = InstantField()
