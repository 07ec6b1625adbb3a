from peewee import Check

from skpweb.core.db import BaseModel, DateField, EnumField, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.pegawai.models import Pegawai
from skpweb.presensi.rules import JENIS_HARI, KEJADIAN, KOLOM, JenisCuti, Rekap, Rentang


class RekapPresensi(BaseModel):
    """A person's month: days by kind and occurrences; `sumber` tells where it comes from ("Ketik", file name)."""

    pegawai = ForeignKeyField(Pegawai, index=False)
    tahun = IntegerField()
    bulan = IntegerField()
    hari_kerja, hadir, dinas_luar, sakit, izin, cuti, tanpa_keterangan = (IntegerField() for _ in range(7))
    tl1, tl2, tl3, tl4, psw1, psw2, psw3, psw4 = (IntegerField() for _ in KEJADIAN)
    sumber = TextField()
    versi = IntegerField(default=1)
    diubah_pada = InstantField()

    class Meta:
        indexes = ((("pegawai", "tahun", "bulan"), True), (("tahun", "bulan"), False))
        constraints = (
            Check("bulan BETWEEN 1 AND 12"),
            Check(" AND ".join(f"{k} >= 0" for k in KOLOM)),
            Check(f"hari_kerja = {' + '.join(JENIS_HARI)}"),
        )

    @property
    def rekap(self) -> Rekap:
        return Rekap(**{k: getattr(self, k) for k in KOLOM})


class CutiDinas(BaseModel):
    """Dated leave or duty travel, for clocks and calendar only: percentages come from the recap (spec/rules §5a).

    Taken back it stays as a row, since it goes on counting for clocks begun before.
    """

    pegawai = ForeignKeyField(Pegawai, index=False)
    jenis = EnumField(JenisCuti)
    mulai = DateField()
    sampai = DateField()
    keterangan = TextField(default="")
    dibuat_pada = InstantField()
    dicabut_pada = InstantField(null=True)
    pegawai_id: int

    class Meta:
        indexes = ((("pegawai", "mulai"), False),)
        constraints = (Check("sampai >= mulai"),)

    @property
    def rentang(self) -> Rentang:
        return Rentang(self.jenis, self.mulai, self.sampai)
