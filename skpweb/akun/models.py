from skpweb.akun.rules import Peran
from skpweb.core.db import BaseModel, BooleanField, EnumField, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.organisasi.models import Unit
from skpweb.pegawai.models import Pegawai


class Akun(BaseModel):
    """One account per person. `sandi` is an Argon2id hash, `kode` the SHA-256 of a one-time code."""

    pegawai = ForeignKeyField(Pegawai, unique=True)
    sandi = TextField(null=True)
    kode = TextField(null=True)
    kode_sampai_pada = InstantField(null=True)
    aktif = BooleanField(default=True)
    versi = IntegerField(default=1)


class AkunPeran(BaseModel):
    """A role given by the admin; `unit` limits a pengelola to a unit with its sub-units."""

    akun = ForeignKeyField(Akun)
    peran = EnumField(Peran)
    unit = ForeignKeyField(Unit, null=True)

    class Meta:
        indexes = ((("akun", "peran", "unit"), True),)


class Sesi(BaseModel):
    """A log-in. The cookie holds the token, the table its SHA-256."""

    token = TextField(unique=True)
    akun = ForeignKeyField(Akun)
    dibuat_pada = InstantField()
    terakhir_pada = InstantField()
    alamat = TextField()
    peramban = TextField()
    berakhir_pada = InstantField(null=True)


class PercobaanMasuk(BaseModel):
    """Wrong log-ins per account and address: nobody locks another out from elsewhere."""

    kunci = TextField(unique=True)
    gagal = IntegerField(default=0)
    terakhir_pada = InstantField()
