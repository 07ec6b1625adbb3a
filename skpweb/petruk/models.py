from peewee import Check

from skpweb.berkas.models import Berkas
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
from skpweb.organisasi.models import Unit
from skpweb.pegawai.models import Pegawai
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian, StatusPeriode


class Instrumen(BaseModel):
    """A version of the rule sheet; never changed after it was made (rules.Instrumen is what `isi` holds)."""

    versi = IntegerField(unique=True)
    isi = JsonField()
    catatan = TextField(default="")
    dibuat_pada = InstantField()
    dibuat_oleh = IntegerField(null=True)  # pegawai.id, as all `…_oleh`

    triggers = (
        "CREATE TRIGGER instrumen_tetap BEFORE UPDATE ON instrumen"
        " BEGIN SELECT RAISE(ABORT, 'instrumen tidak berubah'); END",
    )


class PeriodePetruk(BaseModel):
    """The months that are assessed together; `keputusan` is the ranking as it was when it was decided."""

    nama = TextField()
    tahun = IntegerField()
    bulan_awal = IntegerField(constraints=[Check("bulan_awal BETWEEN 1 AND 12")])
    bulan_akhir = IntegerField(constraints=[Check("bulan_akhir BETWEEN bulan_awal AND 12")])
    instrumen = ForeignKeyField(Instrumen)
    status = EnumField(StatusPeriode, default=StatusPeriode.TERBUKA)
    alasan_putusan = TextField(default="")
    nomor_ba = TextField(default="")
    tanggal_ba = DateField(null=True)
    keputusan = JsonField(null=True)
    ditetapkan_oleh = IntegerField(null=True)
    ditetapkan_pada = InstantField(null=True)
    versi = IntegerField(default=1)
    dibuat_oleh = IntegerField(null=True)
    dibuat_pada = InstantField()

    class Meta:
        indexes = ((("tahun", "bulan_awal", "bulan_akhir"), True),)
        constraints = [
            Check("(status IN ('ditetapkan', 'arsip')) = (keputusan IS NOT NULL)"),
            Check("(keputusan IS NULL) = (tanggal_ba IS NULL)"),
        ]


class UnitPeriode(BaseModel):
    """A unit that nominates nobody this time, with its reason."""

    periode = ForeignKeyField(PeriodePetruk, index=False)
    unit = ForeignKeyField(Unit)
    alasan = TextField()
    dicatat_oleh = IntegerField(null=True)
    dicatat_pada = InstantField()

    class Meta:
        indexes = ((("periode", "unit"), True),)


class CatatanKertas(BaseModel):
    """A deed of the head that was done on paper and typed in afterwards: number, date and scan of the signed sheet."""

    periode = ForeignKeyField(PeriodePetruk)
    tindakan = TextField()
    nomor = TextField()
    tanggal = DateField()
    berkas = ForeignKeyField(Berkas)
    dicatat_oleh = IntegerField(null=True)
    dicatat_pada = InstantField()


class Penilaian(BaseModel):
    """The scorecard of one nominee. `angka_simpan`: the figures when it was saved; `beku`: everything at Kunci."""

    periode = ForeignKeyField(PeriodePetruk, index=False)
    pegawai = ForeignKeyField(Pegawai)
    unit = ForeignKeyField(Unit)
    status = EnumField(StatusPenilaian, default=StatusPenilaian.DRAF, constraints=[Check("status <> 'lengkap'")])
    inovasi_uraian = TextField(default="")
    inovasi_tingkat = IntegerField(null=True)
    inovasi_putusan = EnumField(Putusan, default=Putusan.MENUNGGU)
    inovasi_catatan = TextField(default="")
    bebas_hukuman = BooleanField(default=False)
    team_work = IntegerField(null=True)
    team_work_oleh = IntegerField(null=True)
    team_work_pada = InstantField(null=True)
    kertas = ForeignKeyField(CatatanKertas, null=True)
    angka_simpan = JsonField(null=True)
    beku = JsonField(null=True)
    terbitan = IntegerField(default=0)  # how often it was locked: the version that is printed
    jejak_kunci = IntegerField(null=True)  # audit row of Kunci
    gugur_alasan = TextField(default="")
    urutan_putusan = IntegerField(null=True)  # the head's place within a tie
    dinominasi_oleh = IntegerField(null=True)
    dinominasi_pada = InstantField()
    disimpan_oleh = IntegerField(null=True)
    disimpan_pada = InstantField(null=True)
    dikunci_oleh = IntegerField(null=True)
    dikunci_pada = InstantField(null=True)
    scan = ForeignKeyField(Berkas, null=True)
    scan_oleh = IntegerField(null=True)
    scan_pada = InstantField(null=True)
    versi = IntegerField(default=1)

    class Meta:
        indexes = ((("periode", "pegawai"), True), (("periode", "unit"), False))
        constraints = [
            Check("status NOT IN ('terkunci', 'bertanda_tangan') OR (beku IS NOT NULL AND dikunci_pada IS NOT NULL)"),
            Check("status <> 'bertanda_tangan' OR scan_id IS NOT NULL"),
            Check("status <> 'gugur' OR gugur_alasan <> ''"),
        ]


class DataDukung(BaseModel):
    """Evidence uploaded for a scorecard."""

    penilaian = ForeignKeyField(Penilaian)
    berkas = ForeignKeyField(Berkas)
    keterangan = TextField(default="")
    ditambah_oleh = IntegerField(null=True)
    ditambah_pada = InstantField()


class Pemenang(BaseModel):
    """Who was decided upon; the history of winners."""

    periode = ForeignKeyField(PeriodePetruk, index=False)
    penilaian = ForeignKeyField(Penilaian)
    pegawai = ForeignKeyField(Pegawai)
    urutan = IntegerField()

    class Meta:
        indexes = ((("periode", "urutan"), True), (("periode", "pegawai"), True))


class NilaiLuar(BaseModel):
    """A figure made elsewhere, with its source. `bulan` 0: of the whole year (predikat)."""

    pegawai = ForeignKeyField(Pegawai, index=False)
    jenis = EnumField(JenisNilai)
    tahun = IntegerField()
    bulan = IntegerField(default=0)
    nilai = ScaledField(2, null=True, constraints=[Check("nilai BETWEEN 0 AND 10000")])
    predikat = EnumField(Predikat, null=True)
    sumber = TextField()
    versi = IntegerField(default=1)
    diubah_oleh = IntegerField(null=True)
    diubah_pada = InstantField()

    class Meta:
        indexes = ((("pegawai", "jenis", "tahun", "bulan"), True), (("jenis", "tahun", "bulan"), False))
        constraints = [
            Check("(jenis = 'predikat') = (predikat IS NOT NULL)"),
            Check("(jenis = 'predikat') = (nilai IS NULL)"),
            Check("CASE jenis WHEN 'predikat' THEN bulan = 0 ELSE bulan BETWEEN 1 AND 12 END"),
        ]
