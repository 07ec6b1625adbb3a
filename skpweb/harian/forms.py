from typing import Any

from wtforms import ValidationError

from skpweb.core.fields import (
    AreaField,
    BerkasField,
    DesimalField,
    Form,
    JamField,
    PilihField,
    RadioField,
    TextField,
    wajib,
)
from skpweb.core.formats import bilangan
from skpweb.harian.rules import BUKTI_TERBANYAK, IsianCatatan, JenisCatatan

HINT_BUKTI = f"JPG, PNG, atau PDF; paling banyak {BUKTI_TERBANYAK} berkas."
HINT_TAUTAN = "Alamat lengkap, misalnya https://…"


class CatatanForm(Form):
    """An entry. Both lists of indicators are there; `jenis` says which one counts."""

    jenis = RadioField(
        "Jenis kegiatan", choices=[("utama", "+ Kinerja Utama"), ("tambahan", "+ Kinerja Tambahan")], default="utama"
    )
    iki_utama = PilihField("Indikator Kinerja Utama", validate_choice=False)
    iki_tambahan = PilihField("Indikator Kinerja Tambahan", validate_choice=False)
    uraian = AreaField("Uraian", maks=2000, hint="Apa yang selesai hari ini, paling sedikit 10 huruf.")
    realisasi = DesimalField("Realisasi", places=4, hint="Dalam satuan indikator; 0 bila belum ada hasil.")
    jam_mulai = JamField("Jam mulai", hint="JJ.MM.")
    jam_selesai = JamField("Jam selesai", hint="JJ.MM.")
    lokasi = TextField("Lokasi")
    tautan = TextField("Tautan", maks=500, hint=HINT_TAUTAN)
    berkas = BerkasField("Bukti", hint=HINT_BUKTI)

    def validate_jam_selesai(self, field: Any) -> None:
        if field.data and (not self.jam_mulai.data or field.data <= self.jam_mulai.data):
            raise ValidationError("Jam selesai harus sesudah jam mulai. Isi keduanya, atau kosongkan keduanya.")

    @property
    def isian(self) -> IsianCatatan:
        pilih = JenisCatatan(self.jenis.data or "utama")
        iki = (self.iki_utama if pilih is JenisCatatan.UTAMA else self.iki_tambahan).data or ""
        iki_id = bilangan(iki)
        jenis = JenisCatatan.LAIN if pilih is JenisCatatan.TAMBAHAN and not iki_id else pilih
        jam = "–".join(j for j in (self.jam_mulai.data, self.jam_selesai.data) if j)
        return IsianCatatan(
            jenis,
            iki_id,
            self.uraian.data or "",
            self.realisasi.data,
            jam,
            self.lokasi.data or "",
            self.tautan.data or "",
        )


def isi_awal(isian: IsianCatatan) -> dict[str, Any]:
    """An entry as the form's values."""
    mulai, _, selesai = isian.jam.partition("–")
    utama = isian.jenis is JenisCatatan.UTAMA
    return {
        "jenis": "utama" if utama else "tambahan", "iki_utama": str(isian.iki_id or "") if utama else "",
        "iki_tambahan": "" if utama else str(isian.iki_id or ""), "uraian": isian.uraian, "realisasi": isian.realisasi,
        "jam_mulai": mulai, "jam_selesai": selesai, "lokasi": isian.lokasi, "tautan": isian.tautan,
    }  # fmt: skip


class NilaiForm(Form):
    """The figure at the end of a month."""

    nilai = DesimalField("Nilai akhir bulan", places=4, hint="Angka sampai akhir bulan ini, misalnya 92,5.")
    uraian = AreaField("Uraian", maks=2000, hint="Apa yang dicapai bulan ini.")
    tautan = TextField("Tautan", maks=500, hint=HINT_TAUTAN)
    berkas = BerkasField("Bukti", hint=HINT_BUKTI)


class BukaBulanForm(Form):
    alasan = AreaField(
        "Alasan", wajib("Tulis alasannya; alasan ini tercatat."), maks=500,
        hint="Dibaca pegawai, atasannya, dan semua yang sudah memakai angka lama.",
    )  # fmt: skip
