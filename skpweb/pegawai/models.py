"""People and everything about them that has dates. `sampai` is the last day of a span; None is open."""

from peewee import SQL, Check

from skpweb.core.db import (
    BaseModel,
    BooleanField,
    DateField,
    EnumField,
    ForeignKeyField,
    InstantField,
    IntegerField,
    JsonField,
    TextField,
)
from skpweb.organisasi.models import Jabatan, TimKerja
from skpweb.pegawai.rules import Kedudukan, Kelamin, Kepegawaian, Status

RENTANG = Check("sampai IS NULL OR sampai >= mulai")


class Pegawai(BaseModel):
    """A person. `nip`, `kepegawaian` are those of now; `versi` counts every change of the person's file.

    `luar`: a pejabat luar, no employee of this office; every list of employees leaves him out.
    """

    nama = TextField(index=True)
    nip = TextField(null=True, unique=True)
    kepegawaian = EnumField(Kepegawaian, null=True)
    kelamin = EnumField(Kelamin, null=True)
    luar = BooleanField(default=False)
    hp = TextField(default="")
    email = TextField(default="")
    versi = IntegerField(default=1)
    dibuat_pada = InstantField()

    class Meta:
        constraints = (Check("nama <> ''"), Check("luar OR (nip IS NOT NULL AND kepegawaian IS NOT NULL)"))


class NomorPegawai(BaseModel):
    """Person is not number: what the number and the kind of employment were from a day on."""

    pegawai = ForeignKeyField(Pegawai, backref="nomor", index=False)
    nip = TextField()
    kepegawaian = EnumField(Kepegawaian)
    mulai = DateField()
    alasan = TextField(default="")

    class Meta:
        indexes = ((("pegawai", "mulai"), False),)


class StatusPegawai(BaseModel):
    """A status from a day on, some until a day; the latest that covers a day holds."""

    pegawai = ForeignKeyField(Pegawai, backref="status", index=False)
    status = EnumField(Status)
    mulai = DateField()
    sampai = DateField(null=True)
    sk_nomor = TextField(default="")
    sk_tanggal = DateField(null=True)

    class Meta:
        indexes = ((("pegawai", "mulai"), False), (("status",), False))
        constraints = (RENTANG,)


class Pangkat(BaseModel):
    pegawai = ForeignKeyField(Pegawai, backref="pangkat", index=False)
    golongan = TextField()
    mulai = DateField()

    class Meta:
        indexes = ((("pegawai", "mulai"), True),)


class Kontrak(BaseModel):
    """A contract of PPPK or paruh waktu; `jam` is hours a week."""

    pegawai = ForeignKeyField(Pegawai, backref="kontrak")
    nomor = TextField()
    mulai = DateField()
    sampai = DateField(index=True)
    jam = IntegerField(null=True)
    versi = IntegerField(default=1)

    class Meta:
        constraints = (RENTANG, Check("jam IS NULL OR jam BETWEEN 1 AND 60"))


class RiwayatJabatan(BaseModel):
    """A time in a post of this office (`jabatan`), or outside it in words. An SKP belongs to one such row.

    `sebelumnya`: posts that this row went through without a pindah jabatan (jenjang, nomenklatur), in words.
    """

    pegawai = ForeignKeyField(Pegawai, backref="riwayat", index=False)
    jabatan = ForeignKeyField(Jabatan, null=True, backref="riwayat")
    jabatan_luar = TextField(default="")
    instansi = TextField(default="")
    kedudukan = EnumField(Kedudukan, default=Kedudukan.DEFINITIF)
    mulai = DateField()
    sampai = DateField(null=True)
    sk_nomor = TextField(default="")
    sebelumnya = TextField(default="")
    versi = IntegerField(default=1)
    pegawai_id: int
    jabatan_id: int | None

    class Meta:
        indexes = ((("pegawai", "mulai"), False),)
        constraints = (RENTANG, Check("(jabatan_id IS NULL) = (jabatan_luar <> '')"))


RiwayatJabatan.add_index(
    SQL(
        'CREATE UNIQUE INDEX "riwayat_jabatan_satu_definitif" ON "riwayat_jabatan" ("pegawai_id")'
        " WHERE kedudukan = 'definitif' AND sampai IS NULL AND jabatan_id IS NOT NULL"
    )
)


class PejabatLuar(BaseModel):
    """Acts for this office without being its employee; `penilai_kepala`: he rates its head and every JPT."""

    pegawai = ForeignKeyField(Pegawai, unique=True, backref="pejabat_luar")
    jabatan = TextField()
    instansi = TextField()
    mulai = DateField()
    sampai = DateField(null=True)
    penilai_kepala = BooleanField(default=False)
    versi = IntegerField(default=1)
    pegawai_id: int

    class Meta:
        constraints = (RENTANG,)


class AnggotaTim(BaseModel):
    tim = ForeignKeyField(TimKerja, backref="anggota")
    pegawai = ForeignKeyField(Pegawai, backref="tim")
    ketua = BooleanField(default=False)
    mulai = DateField()
    sampai = DateField(null=True)
    pegawai_id: int
    tim_id: int

    class Meta:
        constraints = (RENTANG,)


class Delegasi(BaseModel):
    """`tugas`: values of TugasDelegasi that `penerima` does for `pemberi`."""

    pemberi = ForeignKeyField(Pegawai, backref="delegasi_diberi")
    penerima = ForeignKeyField(Pegawai, backref="delegasi_diterima")
    mulai = DateField()
    sampai = DateField()
    spt = TextField()
    tugas = JsonField()
    dicabut_pada = InstantField(null=True)
    pemberi_id: int
    penerima_id: int

    class Meta:
        constraints = (RENTANG, Check("pemberi_id <> penerima_id"))


class LaporanData(BaseModel):
    """What an employee says is wrong about himself ("Laporkan data salah"), until a pengelola has settled it."""

    pegawai = ForeignKeyField(Pegawai, backref="laporan_data")
    uraian = TextField()
    dibuat_pada = InstantField()
    selesai_pada = InstantField(null=True)
    selesai_oleh = ForeignKeyField(Pegawai, null=True)
    jawaban = TextField(default="")
    pegawai_id: int
