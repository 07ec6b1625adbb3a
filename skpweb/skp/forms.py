import re
from typing import Any

from skpweb.core.fields import (
    AreaField,
    BanyakField,
    Form,
    PilihField,
    RadioField,
    RentangField,
    TextField,
    YaField,
    baca_rentang,
    wajib,
)
from skpweb.core.formats import bilangan
from skpweb.skp.rules import Agregasi, Arah, Aspek, JenisRhk

DIREKTIF = "direktif"
SATUAN_TERPANJANG = 60
_TARGET = re.compile(r"([\d.,]+(?:\s*[-–—]\s*[\d.,]+)?)\s*(.*)", re.DOTALL)


class RhkForm(Form):
    """A line of the plan; `tautan` holds the id of the RHK it supports, DIREKTIF, or nothing yet."""

    teks = AreaField(
        "Rencana hasil kerja", wajib("Tulis hasil yang dituju, misalnya “Tersedianya data harga pasar”."), maks=1000,
        hint="Tulis hasilnya, bukan kegiatannya: Tersedianya …, Tersusunnya …, Meningkatnya ….",
        render_kw={"autofocus": True},
    )  # fmt: skip
    tautan = RadioField("RHK pimpinan yang didukung")
    pemberi = TextField("Pemberi penugasan", hint="Hanya untuk direktif: jabatan atau tim yang menugaskan.")
    jenis = RadioField(
        "Jenis", wajib("Pilih utama atau tambahan."), default=JenisRhk.UTAMA.value,
        choices=[("utama", "Utama (prioritas tinggi)"), ("tambahan", "Tambahan (prioritas rendah)")],
    )  # fmt: skip

    @property
    def isi(self) -> dict[str, Any]:
        """As services take it."""
        tautan = self.tautan.data or ""
        return {
            "jenis": JenisRhk(self.jenis.data), "teks": self.teks.data, "direktif": tautan == DIREKTIF,
            "induk_id": bilangan(tautan), "pemberi": self.pemberi.data or "",
        }  # fmt: skip


class IkiForm(Form):
    """An indicator. Number and unit are read from the words of the target where their fields stay empty."""

    teks = AreaField(
        "Indikator kinerja individu", wajib("Tulis indikatornya, misalnya “Jumlah laporan yang terbit”."), maks=1000,
        hint="Mulai dengan ukuran: Jumlah …, Persentase …, Ketepatan ….", render_kw={"autofocus": True},
    )  # fmt: skip
    target = TextField("Target", hint="Kata-kata yang dicetak, misalnya “240 laporan” atau “90–95 %”.")
    aspek = BanyakField("Aspek", choices=[(a.value, a.label) for a in Aspek], default=[Aspek.KUANTITAS.value])
    batas = RentangField("Angka yang dihitung", hint="Kosongkan bila target diawali angkanya.")
    satuan = TextField("Satuan", maks=SATUAN_TERPANJANG, hint="Kosongkan bila sudah disebut dalam target.")
    arah = PilihField(
        "Arah", hint="Kecil lebih baik: misalnya keluhan atau hari tunda.", choices=[(a.value, a.label) for a in Arah]
    )
    agregasi = PilihField(
        "Cara menghitung setahun",
        hint="Menurut satuan: persen, dan waktu yang makin kecil makin baik, dirata-rata; lainnya dijumlahkan.",
        choices=[("", "Menurut satuan"), *((a.value, a.label) for a in Agregasi)],
    )
    dinilai_catatan = YaField(
        "Dinilai dengan catatan", hint="Tanpa angka: setiap bulan atasan menandai Tercapai, Sebagian, atau Belum."
    )

    @property
    def isi(self) -> dict[str, Any]:
        """As services take it."""
        batas, satuan = baca_target(self.target.data or "")
        if self.dinilai_catatan.data:
            batas, satuan = None, ""
        bawah, atas = self.batas.data or batas or (None, None)
        return {
            "teks": self.teks.data, "target": self.target.data or "", "satuan": self.satuan.data or satuan,
            "aspek": [Aspek(a) for a in self.aspek.data or ()], "dinilai_catatan": self.dinilai_catatan.data,
            "batas_bawah": bawah, "batas_atas": atas, "arah": Arah(self.arah.data),
            "agregasi": Agregasi(self.agregasi.data) if self.agregasi.data else None,
        }  # fmt: skip


def baca_target(kata: str) -> tuple[tuple[Any, Any] | None, str]:
    """Number or range and unit that the words of a target begin with: "240 laporan", "90–95 %"; (None, "") else. Of
    words too long for a unit it is the first."""
    found = _TARGET.fullmatch(kata.strip())
    if found is None:
        return None, ""
    try:
        satuan = found[2].strip()
        return baca_rentang(found[1].rstrip(".,")), satuan if len(satuan) <= SATUAN_TERPANJANG else satuan.split()[0]
    except ValueError:
        return None, ""
