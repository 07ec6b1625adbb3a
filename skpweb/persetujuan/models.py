from peewee import Check

from skpweb.berkas.models import Berkas
from skpweb.core.db import (
    BaseModel,
    DateField,
    EnumField,
    ForeignKeyField,
    InstantField,
    IntegerField,
    JsonField,
    TextField,
)
from skpweb.pegawai.models import Pegawai
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp


class Langkah(BaseModel):
    """One step of an SKP: from, to, who, when, note. Its id is the number on the receipt. Never changed."""

    skp = ForeignKeyField(Skp)
    deed = TextField()
    dari = EnumField(StatusSkp)
    ke = EnumField(StatusSkp)
    catatan = TextField(default="")
    isi = JsonField(null=True)  # the plan as it was sent: what a later difference is told from
    sidik = TextField(default="")
    kepada = ForeignKeyField(Pegawai, null=True)
    oleh = IntegerField(null=True)
    pada = InstantField()
    skp_id: int
    kepada_id: int | None

    triggers = (
        "CREATE TRIGGER langkah_tetap BEFORE UPDATE ON langkah BEGIN SELECT RAISE(ABORT, 'langkah tidak berubah'); END",
        "CREATE TRIGGER langkah_ada BEFORE DELETE ON langkah BEGIN SELECT RAISE(ABORT, 'langkah tidak dihapus'); END",
    )


class Ketetapan(BaseModel):
    """What was agreed, as it was on its day: the plan, both parties. `urutan` grows with every adendum.

    `penilai` is the superior whose plan it is agreed by, `oleh` who did it in the app (a delegate, a pengelola); on
    paper also number, date and scan of the signed sheet.
    """

    skp = ForeignKeyField(Skp, index=False)
    urutan = IntegerField(default=1)
    isi = JsonField()
    sidik = TextField()
    penilai = ForeignKeyField(Pegawai)
    oleh = IntegerField()
    pada = InstantField()
    nomor = TextField(default="")
    tanggal = DateField()
    scan = ForeignKeyField(Berkas, null=True)
    skp_id: int
    penilai_id: int

    class Meta:
        indexes = ((("skp", "urutan"), True),)
        constraints = (Check("(scan_id IS NULL) = (nomor = '')"),)
