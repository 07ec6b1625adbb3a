"""From a sheet to a checked import: the one place that knows the order of the checks. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from skpweb.core.errors import RuleViolation
from skpweb.pegawai.rules_impor import Rencana, susun_rencana
from skpweb.tukar import rules_nilai, rules_pegawai
from skpweb.tukar.rules import (
    Baris,
    Dampak,
    Jenis,
    Kepala,
    Lembar,
    ambil_baris,
    pilih_lembar,
    tandai_rumus,
    tebak_bulan,
    tebak_tahun,
)
from skpweb.tukar.rules_atasan import tetapkan_atasan
from skpweb.tukar.rules_bidang import BERBULAN, BIDANG, label_bidang
from skpweb.tukar.rules_nilai import Tercatat
from skpweb.tukar.rules_pegawai import Kantor

LANGKAH = 250
"""Rows between two tellings of progress."""


@dataclass(frozen=True)
class Isian:
    """What the person decided on the screen: columns by field, answers by question."""

    peta: Mapping[str, int]
    jawaban: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hasil:
    """A checked import. `catatan`: what concerns the file as a whole, such as lines that were passed over."""

    baris: Sequence[Baris]
    catatan: Sequence[str]

    @property
    def ringkasan(self) -> dict[str, int]:
        hitung = Counter(b.keadaan for b in self.baris)
        ingat = sum(any(m.peringatan for m in b.masalah) for b in self.baris)
        return {"dibaca": len(self.baris), **{k.value: hitung[k] for k in Dampak}, "peringatan": ingat}


def kenali(jenis: Jenis, semua: Sequence[Lembar]) -> tuple[Lembar, Kepala]:
    """The sheet and its header row for this kind of import. Raises RuleViolation where there is no table."""
    return pilih_lembar(semua, BIDANG[jenis])


def kurang_kolom(jenis: Jenis, peta: Mapping[str, int]) -> list[str]:
    """Labels of the fields that must have a column and have none."""
    return [b.label for b in BIDANG[jenis] if b.wajib and b.kunci not in peta]


def tebak_waktu(jenis: Jenis, nama_berkas: str, lembar: Lembar, kepala: Kepala) -> tuple[int | None, int | None]:
    """Year and month named by the file, the lines above the table or the sheet; for predikat the year only."""
    atas = [str(s) for baris in lembar.baris[: kepala.indeks] for s in baris if isinstance(s, str)]
    if jenis in BERBULAN:
        return tebak_bulan(nama_berkas, *atas, lembar.nama) or (None, None)
    return (tebak_tahun(nama_berkas, *atas, lembar.nama) if jenis is Jenis.PREDIKAT else None), None


def periksa_lembar(
    jenis: Jenis,
    lembar: Lembar,
    kepala: Kepala,
    isian: Isian,
    konteks: Kantor | Tercatat,
    langkah: Callable[[int, int], None] = lambda sudah, dari: None,
) -> Hasil:
    """Check every row against the rules and against what is known; tells progress by `langkah(done, of)`.

    Raises RuleViolation only where a needed column is missing or there is no row at all.
    """
    if kurang := kurang_kolom(jenis, isian.peta):
        raise RuleViolation(f"Kolom {', '.join(kurang)} belum ditunjuk. Pilih kolomnya di bawah ini.", "kolom")
    baris, lewat = ambil_baris(lembar, kepala, isian.peta)
    if not baris:
        raise RuleViolation("Tidak ada baris data di bawah judul kolom. Isi tabelnya, lalu unggah lagi.", "berkas")
    label = label_bidang(jenis)
    tandai_rumus(baris, label)
    if not isinstance(konteks, Kantor):
        _periksa_nilai(jenis, baris, konteks, label, langkah)
        return Hasil(baris, lewat)
    rencana = _periksa_pegawai(baris, konteks, isian, label, langkah)
    if rencana and not rencana.galat and rencana.unit_baru:
        nama = ", ".join(sorted(unit for unit, _ in rencana.unit_baru.values()))
        lewat.append(f"Unit kerja baru ({len(rencana.unit_baru)}): {nama}.")
    if rencana and not rencana.galat and rencana.pos_baru:
        lewat.append(f"Jabatan baru: {len(rencana.pos_baru)}, disusun menurut atasannya.")
    if rencana and not rencana.galat and rencana.pindah:
        lewat.append(f"Jabatan yang berpindah atasan: {len(rencana.pindah)}.")
    return Hasil(baris, lewat)


def _periksa_pegawai(
    baris: Sequence[Baris], kantor: Kantor, isian: Isian, label: Mapping[str, str], langkah: Callable[[int, int], None]
) -> Rencana | None:
    for nomor, satu in enumerate(baris):
        rules_pegawai.baca_baris(satu, label, kantor.hari)
        if nomor % LANGKAH == 0:
            langkah(nomor, len(baris))
    rules_pegawai.cocokkan_unit(baris, kantor, isian.jawaban, label)
    rules_pegawai.periksa_ganda(baris, label)
    tetapkan_atasan(baris, kantor, isian.jawaban, label)
    for satu in baris:
        rules_pegawai.bandingkan(satu, kantor, label)
    rules_pegawai.lengkapi(baris, kantor, label)
    if any(b.ada_salah for b in baris):
        return None
    rencana = susun_rencana([rules_pegawai.ke_impor(b.nomor, b.data) for b in baris], kantor.keadaan)
    menurut_nomor = {b.nomor: b for b in baris}
    for nomor, pesan in rencana.galat:
        satu = menurut_nomor.get(nomor, baris[0])
        satu.salah(label["jabatan"], satu.data["jabatan"], pesan)
        satu.keadaan = Dampak.SALAH
    return rencana


def _periksa_nilai(
    jenis: Jenis,
    baris: Sequence[Baris],
    tercatat: Tercatat,
    label: Mapping[str, str],
    langkah: Callable[[int, int], None],
) -> None:
    for nomor, satu in enumerate(baris):
        rules_nilai.periksa_baris(jenis, satu, tercatat, label)
        if nomor % LANGKAH == 0:
            langkah(nomor, len(baris))
    rules_nilai.periksa_ganda(baris, label)
    waktu = {(int(str(b.data["tahun"])), int(str(b.data["bulan"] or 0))) for b in baris if "tahun" in b.data}
    lama = tercatat.nilai(waktu)
    for satu in baris:
        rules_nilai.bandingkan(satu, lama, label)
