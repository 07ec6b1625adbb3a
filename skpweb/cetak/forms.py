from datetime import date

from skpweb.cetak.rules import Isian
from skpweb.core.fields import AreaField, Form, PilihField, TanggalField, TextField

BARIS = "Satu baris satu butir."


class IsianForm(Form):
    """What is typed for the papers of a period; everything may wait until its paper is printed."""

    usulan_nomor = TextField("Nomor surat usulan", maks=100)
    usulan_tanggal = TanggalField("Tanggal surat usulan")
    usulan_sifat = TextField("Sifat", maks=50)
    usulan_lampiran = TextField("Lampiran", maks=100)
    usulan_kepada = AreaField("Kepada (Yth.)", maks=500, hint="Seperti pada amplop, satu baris satu butir.")
    usulan_tempat = TextField("Tempat tujuan", maks=100, hint="Kosong: kota kantor.")
    usulan_tembusan = AreaField("Tembusan", maks=1000, hint=BARIS)
    ba_tempat = TextField("Tempat rapat", maks=200, hint="Kosong: nama kantor.")
    ba_tim = AreaField("Tim penilai", maks=4000, hint="Satu baris satu orang: nama; kedudukan.")
    piagam_nomor = AreaField(
        "Nomor piagam", maks=1000, hint="Satu baris untuk setiap pemenang, menurut urutannya. Kosong: ditulis tangan."
    )
    piagam_tanggal = TanggalField("Tanggal piagam", hint="Kosong: tanggal berita acara.")
    atas_nama = PilihField("Penandatangan", hint="Berlaku untuk semua dokumen periode ini, kecuali lembar Team Work.")

    @property
    def isian(self) -> Isian:
        """What was typed, as the room keeps it."""
        nilai = {f.name: f.data for f in self if f.name != "atas_nama"}
        kosong: dict[str, str | date | None] = {k: "" for k in nilai if not k.endswith("_tanggal")}
        terisi = {k: v for k, v in nilai.items() if v is not None}
        return Isian(**{**kosong, **terisi}, atas_nama=int(self.atas_nama.data) if self.atas_nama.data else None)
