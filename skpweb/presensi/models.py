from peewee import Check

from skpweb.core.db import BaseModel, ForeignKeyField, InstantField, IntegerField, TextField
from skpweb.pegawai.models import Pegawai
from skpweb.presensi.rules import JENIS_HARI, KEJADIAN, KOLOM, Rekap


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
