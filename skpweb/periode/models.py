"""Windows, exceptions, days off, patterns. Days off and patterns keep when they were entered: clocks depend on it."""

from peewee import Check

from skpweb.core.db import BaseModel, DateField, EnumField, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.organisasi.models import Unit
from skpweb.pegawai.models import Pegawai
from skpweb.periode.rules import JenisLibur, Pola, Tahap


class Jendela(BaseModel):
    """When a stage of a year is open, both ends included. `kode` tells several windows of one stage apart."""

    tahun = IntegerField()
    tahap = EnumField(Tahap)
    kode = TextField(default="")
    nama = TextField()
    buka_pada = InstantField()
    tutup_pada = InstantField()
    versi = IntegerField(default=1)

    class Meta:
        indexes = ((("tahun", "tahap", "kode"), True),)
        constraints = (Check("tutup_pada >= buka_pada"), Check("nama <> ''"))


class Pengecualian(BaseModel):
    """Longer for a unit (with its sub-units) or a person, from being given until `sampai_pada`."""

    jendela = ForeignKeyField(Jendela)
    unit = ForeignKeyField(Unit, null=True)
    pegawai = ForeignKeyField(Pegawai, null=True)
    alasan = TextField()
    mulai_pada = InstantField()
    sampai_pada = InstantField()
    oleh = ForeignKeyField(Pegawai, null=True)
    dicabut_pada = InstantField(null=True)

    class Meta:
        constraints = (Check("(unit_id IS NULL) <> (pegawai_id IS NULL)"), Check("alasan <> ''"))


class HariLibur(BaseModel):
    """A day off. Taken away it stays as a row, since it goes on counting for clocks begun before."""

    tanggal = DateField()
    nama = TextField()
    jenis = EnumField(JenisLibur)
    dibuat_pada = InstantField()
    dicabut_pada = InstantField(null=True)

    class Meta:
        constraints = (Check("nama <> ''"),)


HariLibur.add_index(HariLibur.tanggal, unique=True, where=HariLibur.dicabut_pada.is_null(), name="hari_libur_tanggal")


class PolaKerja(BaseModel):
    """Working days from `mulai` on, of a unit with its sub-units or of the office (no unit). Only added to."""

    unit = ForeignKeyField(Unit, null=True)
    pola = EnumField(Pola)
    mulai = DateField()
    dibuat_pada = InstantField()
