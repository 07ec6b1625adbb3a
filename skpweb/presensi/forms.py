from skpweb.core.fields import BulatField, Form, PilihField, TanggalField, TextField, wajib
from skpweb.presensi.rules import (
    ARTI_KEJADIAN,
    HARI_TERBANYAK,
    JENIS_HARI,
    KEJADIAN,
    KEJADIAN_TERBANYAK,
    LABEL,
    JenisCuti,
    Rekap,
    Rentang,
)


def _hari(kolom: str) -> BulatField:
    return BulatField(LABEL[kolom], wajib("Isi jumlah hari, 0 bila tidak ada."), maksimum=HARI_TERBANYAK)


def _kejadian(kolom: str) -> BulatField:
    arti = ARTI_KEJADIAN[kolom[-1]]
    return BulatField(LABEL[kolom], wajib("Isi berapa kali, 0 bila tidak ada."), maksimum=KEJADIAN_TERBANYAK, hint=arti)


class RekapForm(Form):
    """A month by hand: days by kind, then occurrences."""

    hari_kerja, hadir, dinas_luar, sakit, izin, cuti, tanpa_keterangan = map(_hari, ("hari_kerja", *JENIS_HARI))
    tl1, tl2, tl3, tl4, psw1, psw2, psw3, psw4 = map(_kejadian, KEJADIAN)

    @property
    def jenis_hari(self) -> list[BulatField]:
        return [self[k] for k in JENIS_HARI]

    @property
    def kejadian(self) -> list[BulatField]:
        return [self[k] for k in KEJADIAN]

    @property
    def rekap(self) -> Rekap:
        return Rekap(**self.data)


class CutiForm(Form):
    """Dated days away."""

    jenis = PilihField(
        "Jenis", wajib("Pilih cuti, sakit, izin, atau dinas luar."), choices=[(j.value, j.label) for j in JenisCuti]
    )
    mulai = TanggalField("Dari", wajib("Isi hari pertama."), hint="hh-bb-tttt")
    sampai = TanggalField("Sampai", wajib("Isi hari terakhir."), hint="hh-bb-tttt")
    keterangan = TextField("Keterangan", maks=200, hint="Misalnya nomor surat.")

    @property
    def rentang(self) -> Rentang:
        return Rentang(JenisCuti(self.jenis.data), self.mulai.data, self.sampai.data)
