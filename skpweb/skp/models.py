from peewee import Check

from skpweb.core.db import (
    BaseModel,
    BooleanField,
    DateField,
    EnumField,
    ForeignKeyField,
    InstantField,
    IntegerField,
    JsonField,
    ScaledField,
    TextField,
)
from skpweb.pegawai.models import Pegawai, RiwayatJabatan
from skpweb.skp.rules import Agregasi, Arah, JenisRhk, Pendekatan, StatusSkp, sebut_masa


class Skp(BaseModel):
    """A plan of one riwayat row and year, "nomor-tahun". `versi` counts every change of anything in it.

    `ditetapkan_pada` is the day of the agreement that is in force, `dipakai_pada` the first entry validated by it.
    `tepat_waktu` compares the first Ajukan with the person's own deadline (None: not sent yet).
    """

    pegawai = ForeignKeyField(Pegawai, index=False)
    riwayat = ForeignKeyField(RiwayatJabatan)
    tahun = IntegerField()
    nomor = IntegerField()
    mulai = DateField()
    sampai = DateField()
    pendekatan = EnumField(Pendekatan, default=Pendekatan.KUANTITATIF)
    status = EnumField(StatusSkp, default=StatusSkp.KONSEP)
    versi = IntegerField(default=1)
    dibuat_pada = InstantField()
    diajukan_pada = InstantField(null=True)
    tepat_waktu = BooleanField(null=True)
    ditetapkan_pada = InstantField(null=True)
    dipakai_pada = InstantField(null=True)
    pegawai_id: int
    riwayat_id: int

    class Meta:
        indexes = ((("pegawai", "tahun", "nomor"), True), (("tahun", "status"), False))
        constraints = (
            Check("sampai >= mulai"),
            Check("nomor >= 1"),
            Check("status NOT IN ('setuju', 'diganti', 'ditutup') OR ditetapkan_pada IS NOT NULL"),
        )

    @property
    def nama(self) -> str:
        """ "1-2026"."""
        return f"{self.nomor}-{self.tahun}"

    @property
    def masa(self) -> str:
        """ "setahun", or the months of a shorter plan."""
        return sebut_masa(self.mulai, self.sampai)


class Rhk(BaseModel):
    """A line of the plan. It supports `induk` (an RHK of a Pimpinan, whose words at that time are `induk_teks`), or is a
    `direktif` of `pemberi`. `tautan_putus`: its induk was deleted."""

    skp = ForeignKeyField(Skp)
    jenis = EnumField(JenisRhk)
    urutan = IntegerField()
    teks = TextField()
    induk = ForeignKeyField("self", null=True)
    induk_teks = TextField(default="")
    tautan_putus = BooleanField(default=False)
    direktif = BooleanField(default=False)
    pemberi = TextField(default="")
    versi = IntegerField(default=1)
    skp_id: int
    induk_id: int | None

    class Meta:
        constraints = (Check("teks <> ''"), Check("NOT direktif OR (pemberi <> '' AND induk_id IS NULL)"))


class Iki(BaseModel):
    """An indicator. `target` is what is printed; `batas_bawah`–`batas_atas` (equal: one number) is calculated with, none
    of them where it is `dinilai_catatan`. `aspek` holds values of Aspek."""

    rhk = ForeignKeyField(Rhk)
    urutan = IntegerField()
    aspek = JsonField()
    teks = TextField()
    target = TextField()
    dinilai_catatan = BooleanField(default=False)
    batas_bawah = ScaledField(4, null=True)
    batas_atas = ScaledField(4, null=True)
    satuan = TextField(default="")
    arah = EnumField(Arah, default=Arah.NAIK)
    agregasi = EnumField(Agregasi, default=Agregasi.JUMLAH)
    versi = IntegerField(default=1)
    rhk_id: int

    class Meta:
        constraints = (
            Check("teks <> ''"),
            Check("(batas_bawah IS NULL) = (batas_atas IS NULL)"),
            Check("batas_atas >= batas_bawah AND batas_bawah >= 0"),
            Check("NOT dinilai_catatan OR batas_bawah IS NULL"),
        )
