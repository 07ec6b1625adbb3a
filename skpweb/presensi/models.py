from peewee import Check

from skpweb.core.db import BaseModel, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.pegawai.models import Pegawai
from skpweb.presensi.rules import JENIS_HARI, KOLOM, Rekap


class RekapPresensi(BaseModel):
    """A person's month: days by kind and occurrences; `sumber` tells where it comes from ("Ketik", file name)."""

    pegawai = ForeignKeyField(Pegawai, index=False)
    tahun = IntegerField()
    bulan = IntegerField()
    hari_kerja = IntegerField()
    hadir = IntegerField()
    dinas_luar = IntegerField()
    sakit = IntegerField()
    izin = IntegerField()
    cuti = IntegerField()
    tanpa_keterangan = IntegerField()
    tl1 = IntegerField()
    tl2 = IntegerField()
    tl3 = IntegerField()
    tl4 = IntegerField()
    psw1 = IntegerField()
    psw2 = IntegerField()
    psw3 = IntegerField()
    psw4 = IntegerField()
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
