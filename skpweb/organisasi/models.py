"""Units, posts, teams. A span ends before its `ditutup` or `dibubarkan`: that day is the first without it."""

from peewee import SQL, Check

from skpweb.core.db import BaseModel, BooleanField, DateField, EnumField, ForeignKeyField, IntegerField, TextField
from skpweb.organisasi.rules import JenisJabatan, Jenjang


class Unit(BaseModel):
    """A unit of the office; `nama` is the latest name, `kunci` the form in which names are compared."""

    nama = TextField()
    kunci = TextField(index=True)
    induk = ForeignKeyField("self", null=True, backref="anak")
    mandiri = BooleanField(default=False)
    dibuka = DateField()
    ditutup = DateField(null=True)
    versi = IntegerField(default=1)
    induk_id: int | None

    class Meta:
        constraints = (Check("nama <> ''"), Check("ditutup IS NULL OR ditutup >= dibuka"), Check("induk_id <> id"))


class UnitNama(BaseModel):
    """What a unit was called from a day on."""

    unit = ForeignKeyField(Unit, backref="nama_lama", index=False)
    nama = TextField()
    mulai = DateField()

    class Meta:
        indexes = ((("unit", "mulai"), True),)


class Jabatan(BaseModel):
    """A post. Exactly one open post has no superior (the root). A staff post may have many holders.

    `sk_penilai`: the SK by which a superior below pengawas was given the authority to rate (PER6 p. 89 A.7).
    """

    unit = ForeignKeyField(Unit, backref="jabatan")
    nama = TextField()
    kunci = TextField(index=True)
    jenis = EnumField(JenisJabatan)
    jenjang = EnumField(Jenjang, null=True)
    atasan = ForeignKeyField("self", null=True, backref="bawahan")
    pimpinan_unit = BooleanField(default=False)
    punya_pk = BooleanField(default=False)
    sk_penilai = TextField(default="")
    sk_penilai_tanggal = DateField(null=True)
    dibuka = DateField()
    ditutup = DateField(null=True)
    versi = IntegerField(default=1)
    unit_id: int
    atasan_id: int | None

    class Meta:
        constraints = (Check("nama <> ''"), Check("ditutup IS NULL OR ditutup >= dibuka"), Check("atasan_id <> id"))


Jabatan.add_index(
    SQL('CREATE UNIQUE INDEX "jabatan_satu_puncak" ON "jabatan" ((1)) WHERE atasan_id IS NULL AND ditutup IS NULL')
)


class JabatanNama(BaseModel):
    """What a post was called from a day on."""

    jabatan = ForeignKeyField(Jabatan, backref="nama_lama", index=False)
    nama = TextField()
    mulai = DateField()

    class Meta:
        indexes = ((("jabatan", "mulai"), True),)


class TimKerja(BaseModel):
    """A team that may cross units; its people are in pegawai."""

    nama = TextField()
    unit = ForeignKeyField(Unit, null=True)
    dibentuk = DateField()
    dibubarkan = DateField(null=True)
    versi = IntegerField(default=1)

    class Meta:
        constraints = (Check("nama <> ''"), Check("dibubarkan IS NULL OR dibubarkan >= dibentuk"))
