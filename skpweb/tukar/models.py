"""What was uploaded, how its columns were understood, what was found in its rows, and what undoes it."""

from peewee import BlobField, Check

from skpweb.core.db import (
    BaseModel,
    BooleanField,
    EnumField,
    ForeignKeyField,
    InstantField,
    IntegerField,
    JsonField,
    TextField,
)
from skpweb.pegawai.models import Pegawai
from skpweb.tukar.rules import Dampak, Jenis, Status


class Impor(BaseModel):
    """One import. `kepala`: where the header row is, sample cells, how many rows; `peta`: column by field; `jawaban`: by question;
    `jurnal`: what the owning room needs to undo it."""

    jenis = EnumField(Jenis)
    status = EnumField(Status, default=Status.KOLOM)
    nama_berkas = TextField()
    sumber = TextField(default="")
    tahun = IntegerField(null=True)
    bulan = IntegerField(null=True)
    kepala = JsonField()
    peta = JsonField()
    jawaban = JsonField(default=dict)
    ringkasan = JsonField(default=dict)
    catatan = JsonField(default=list)
    tanya = JsonField(default=list)
    jurnal = JsonField(null=True)
    dibuat_oleh = ForeignKeyField(Pegawai, index=False)
    dibuat_pada = InstantField()
    diterapkan_oleh = ForeignKeyField(Pegawai, null=True, index=False)
    diterapkan_pada = InstantField(null=True)
    dibatalkan_oleh = ForeignKeyField(Pegawai, null=True, index=False)
    dibatalkan_pada = InstantField(null=True)
    versi = IntegerField(default=1)
    dibuat_oleh_id: int
    diterapkan_oleh_id: int | None
    dibatalkan_oleh_id: int | None

    class Meta:
        indexes = ((("jenis", "dibuat_pada"), False),)
        constraints = (Check("bulan IS NULL OR bulan BETWEEN 1 AND 12"),)


class ImporIsi(BaseModel):
    """The file itself, apart from the row that lists read."""

    impor = ForeignKeyField(Impor, unique=True, on_delete="CASCADE")
    isi = BlobField()


class ImporBaris(BaseModel):
    """A checked row: `isi` has its cells as text, what they were read as, faults and changes."""

    impor = ForeignKeyField(Impor, on_delete="CASCADE", index=False)
    nomor = IntegerField()
    keadaan = EnumField(Dampak)
    diperingatkan = BooleanField()
    isi = JsonField()

    class Meta:
        indexes = ((("impor", "nomor"), True), (("impor", "keadaan"), False))
