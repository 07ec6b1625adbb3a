from skpweb.akun.rules import Peran
from skpweb.core.db import BaseModel, BooleanField, EnumField, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.organisasi.models import Unit
from skpweb.pegawai.models import Pegawai


class Akun(BaseModel):
    """One account per person. `sandi` is an Argon2id hash, `kode` the SHA-256 of a one-time code.

    `totp` is the salt of which, with the server's key, the secret of the person's phone is made: the database alone
    tells no secret. `totp_langkah` is the time step of the last code used.
    """

    pegawai = ForeignKeyField(Pegawai, unique=True)
    sandi = TextField(null=True)
    kode = TextField(null=True)
    kode_sampai_pada = InstantField(null=True)
    aktif = BooleanField(default=True)
    versi = IntegerField(default=1)
    totp = TextField(null=True)
    totp_langkah = IntegerField(null=True)


class KodePulih(BaseModel):
    """A recovery code, good once in place of the phone; only its SHA-256 is kept."""

    akun = ForeignKeyField(Akun)
    kode = TextField()
    dipakai_pada = InstantField(null=True)


class AkunPeran(BaseModel):
    """A role given by the admin; `unit` limits a pengelola to a unit with its sub-units."""

    akun = ForeignKeyField(Akun)
    peran = EnumField(Peran)
    unit = ForeignKeyField(Unit, null=True)

    class Meta:
        indexes = ((("akun", "peran", "unit"), True),)


class Sesi(BaseModel):
    """A log-in. The cookie holds the token, the table its SHA-256; so with `perangkat`, the mark of the browser.

    `terbukti_pada` is when the person last proved who sits there, if that was after the log-in.
    """

    token = TextField(unique=True)
    akun = ForeignKeyField(Akun)
    dibuat_pada = InstantField()
    terakhir_pada = InstantField()
    alamat = TextField()
    peramban = TextField()
    berakhir_pada = InstantField(null=True)
    terbukti_pada = InstantField(null=True)
    perangkat = TextField(null=True)


class PercobaanMasuk(BaseModel):
    """Wrong log-ins, counted apart for each browser the person knows and each strange address (services_masuk)."""

    kunci = TextField(unique=True)
    gagal = IntegerField(default=0)
    terakhir_pada = InstantField()
