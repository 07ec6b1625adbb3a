from peewee import Check

from skpweb.berkas.models import Berkas
from skpweb.core.db import (
    BaseModel,
    DateField,
    EnumField,
    ForeignKeyField,
    InstantField,
    IntegerField,
    JsonField,
    ScaledField,
    TextField,
)
from skpweb.harian.rules import JenisCatatan, StatusCatatan, Tanda
from skpweb.pegawai.models import Pegawai
from skpweb.skp.models import Iki, Skp


class Catatan(BaseModel):
    """An entry of the daily log. `dicatat_pada` is the first save, which the back-dating clock measures.

    `realisasi` only where the IKI sums entries; `umpan` is the superior's note, `umpan_pada` its moment.
    """

    pegawai = ForeignKeyField(Pegawai, index=False)
    skp = ForeignKeyField(Skp, index=False)
    iki = ForeignKeyField(Iki, null=True, index=False)
    tanggal = DateField()
    jenis = EnumField(JenisCatatan)
    uraian = TextField()
    realisasi = ScaledField(4, null=True)
    jam = TextField(default="")
    lokasi = TextField(default="")
    tautan = TextField(default="")
    status = EnumField(StatusCatatan, default=StatusCatatan.KONSEP)
    umpan = TextField(default="")
    dicatat_pada = InstantField()
    dikirim_pada = InstantField(null=True)
    dinilai_pada = InstantField(null=True)
    dinilai_oleh = IntegerField(null=True)
    versi = IntegerField(default=1)
    pegawai_id: int
    skp_id: int
    iki_id: int | None

    class Meta:
        # days are counted and figures summed without their rows
        indexes = ((("pegawai", "tanggal", "status", "iki", "realisasi"), False),)
        constraints = (
            Check("length(uraian) >= 10"),
            Check("(jenis = 'lain') = (iki_id IS NULL)"),
            Check("realisasi IS NULL OR (iki_id IS NOT NULL AND realisasi >= 0)"),
            Check("status = 'konsep' OR dikirim_pada IS NOT NULL"),
            Check("status NOT IN ('perbaikan', 'ditolak') OR umpan <> ''"),
        )


Catatan.add_index(Catatan.pegawai, Catatan.tanggal, where=Catatan.status == "dikirim", name="catatan_menunggu")


class NilaiBulan(BaseModel):
    """Nilai akhir bulan of an IKI that is not summed: one a month, sent and validated like an entry.

    With bounds the employee types `nilai`; without, the superior marks `tanda`. `uraian` says what was achieved.
    """

    iki = ForeignKeyField(Iki, index=False)
    tahun = IntegerField()
    bulan = IntegerField(constraints=[Check("bulan BETWEEN 1 AND 12")])
    nilai = ScaledField(4, null=True)
    tanda = EnumField(Tanda, null=True)
    uraian = TextField(default="")
    tautan = TextField(default="")
    status = EnumField(StatusCatatan, default=StatusCatatan.KONSEP)
    umpan = TextField(default="")
    dicatat_pada = InstantField()
    dikirim_pada = InstantField(null=True)
    dinilai_pada = InstantField(null=True)
    dinilai_oleh = IntegerField(null=True)
    versi = IntegerField(default=1)
    iki_id: int

    class Meta:
        indexes = ((("iki", "tahun", "bulan"), True),)
        constraints = (
            Check("nilai IS NULL OR (nilai >= 0 AND tanda IS NULL)"),
            Check("status = 'konsep' OR dikirim_pada IS NOT NULL"),
            Check("status NOT IN ('perbaikan', 'ditolak') OR umpan <> ''"),
        )


NilaiBulan.add_index(NilaiBulan.iki, where=NilaiBulan.status == "dikirim", name="nilai_bulan_menunggu")


class Bukti(BaseModel):
    """A file of evidence of an entry or of a nilai akhir bulan."""

    catatan = ForeignKeyField(Catatan, null=True, on_delete="CASCADE")
    nilai = ForeignKeyField(NilaiBulan, null=True, on_delete="CASCADE")
    berkas = ForeignKeyField(Berkas)

    class Meta:
        constraints = (Check("(catatan_id IS NULL) <> (nilai_id IS NULL)"),)


class LembarCkhp(BaseModel):
    """A signed CKHP by which a pejabat luar without account judged entries of a person's month: `penilai` decided,
    `dicatat_oleh` put it in."""

    pegawai = ForeignKeyField(Pegawai, index=False)
    tahun = IntegerField()
    bulan = IntegerField(constraints=[Check("bulan BETWEEN 1 AND 12")])
    penilai = ForeignKeyField(Pegawai)
    nomor = TextField()
    tanggal = DateField()
    scan = ForeignKeyField(Berkas)
    dicatat_oleh = IntegerField(null=True)
    dicatat_pada = InstantField()
    pegawai_id: int
    penilai_id: int

    class Meta:
        indexes = ((("pegawai", "tahun", "bulan"), False),)
        constraints = (Check("nomor <> ''"),)


class KunciBulan(BaseModel):
    """A person's month as it was locked: its capaian (None: "–") and the working. Reopening keeps the row.

    `cara` is what `queries_capaian` gives for the month, as JSON; `hari` in the unit's calendar.
    """

    pegawai = ForeignKeyField(Pegawai, index=False)
    tahun = IntegerField()
    bulan = IntegerField(constraints=[Check("bulan BETWEEN 1 AND 12")])
    capaian = ScaledField(2, null=True)
    cara = JsonField()
    dikunci_pada = InstantField()
    dikunci_oleh = IntegerField(null=True)
    dibuka_pada = InstantField(null=True)
    dibuka_oleh = IntegerField(null=True)
    alasan = TextField(default="")
    pegawai_id: int

    class Meta:
        indexes = ((("pegawai", "tahun"), False),)
        constraints = (Check("(dibuka_pada IS NULL) = (alasan = '')"),)


KunciBulan.add_index(
    KunciBulan.pegawai, KunciBulan.tahun, KunciBulan.bulan,
    unique=True, where=KunciBulan.dibuka_pada.is_null(), name="kunci_bulan_berlaku",
)  # fmt: skip


class PakaiBulan(BaseModel):
    """Who used a locked month's figure for what, so that a reopening can tell him."""

    kunci = ForeignKeyField(KunciBulan)
    pemakai = IntegerField()  # pegawai.id
    keperluan = TextField()
    pada = InstantField()
