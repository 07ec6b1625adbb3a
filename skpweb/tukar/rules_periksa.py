"""From a sheet to a checked import: the one place that knows the order of the checks. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from skpweb.core.errors import RuleViolation
from skpweb.pegawai.rules_impor import Rencana, susun_rencana
from skpweb.tukar import rules_nilai, rules_pegawai
from skpweb.tukar.rules import Baris, Dampak, Jenis, Kepala, Lembar, ambil_baris, nomor_bulan, pilih_lembar, teks
from skpweb.tukar.rules_atasan import tetapkan_atasan
from skpweb.tukar.rules_bidang import BERBULAN, BIDANG, label_bidang
from skpweb.tukar.rules_nilai import Tercatat
from skpweb.tukar.rules_pegawai import Kantor

Langkah = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""
LANGKAH = 250  # rows between two tellings


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


def pastikan_kolom(jenis: Jenis, peta: Mapping[str, int]) -> None:
    """Raises RuleViolation (field "kolom") naming the fields that must have a column and have none."""
    if kurang := [b.label for b in BIDANG[jenis] if b.wajib and b.kunci not in peta]:
        raise RuleViolation(f"Kolom {', '.join(kurang)} belum ditunjuk. Pilih kolomnya di bawah ini.", "kolom")


def tebak_waktu(jenis: Jenis, nama_berkas: str, lembar: Lembar, kepala: Kepala) -> tuple[int | None, int | None]:
    """Year and month named by the file, the lines above the table or the sheet; for predikat the year only."""
    atas = [" ".join(teks(s) for s in baris if teks(s)) for baris in lembar.baris[: kepala.indeks]]
    if jenis in BERBULAN:
        return tebak_bulan(nama_berkas, *atas, lembar.nama) or (None, None)
    return (tebak_tahun(nama_berkas, *atas, lembar.nama) if jenis is Jenis.PREDIKAT else None), None


def tebak_bulan(*sumber: str) -> tuple[int, int] | None:
    """Year and month named in a file name or a title line: "2026-09", "09-2026", "September 2026".

    The month of a day, which may be that of printing, counts only where none stands by itself.
    """
    for sebelum, sesudah in ((r"(?<!\d[-_ ./])", r"(?![-_ ./]\d)"), ("", "")):
        for kata in sumber:
            if cocok := re.search(rf"(?<!\d)(20\d\d)[-_ .]?(0[1-9]|1[0-2])(?!\d){sesudah}", kata):
                return int(cocok[1]), int(cocok[2])
            if cocok := re.search(rf"(?<!\d){sebelum}(0?[1-9]|1[0-2])[-_ ./](20\d\d)(?!\d)", kata):
                return int(cocok[2]), int(cocok[1])
            for cocok in re.finditer(rf"(?<![A-Za-z]){sebelum}([A-Za-z]{{3,}})[-_ .]*(20\d\d)(?!\d)", kata):
                if bulan := nomor_bulan(cocok[1]):
                    return int(cocok[2]), bulan
    return None


def tebak_tahun(*sumber: str) -> int | None:
    """The year that one of these names."""
    cocok = re.search(r"(?<!\d)20\d\d(?!\d)", "\n".join(sumber))
    return int(cocok[0]) if cocok else None


def periksa_lembar(
    jenis: Jenis, lembar: Lembar, kepala: Kepala, isian: Isian, konteks: Kantor | Tercatat,
    langkah: Langkah = lambda sudah, dari: None,
) -> Hasil:  # fmt: skip
    """Check every row against the rules and against what is known.

    Raises RuleViolation only where a needed column is missing or there is no row at all.
    """
    pastikan_kolom(jenis, isian.peta)
    baris, catatan = ambil_baris(lembar, kepala, isian.peta, label_bidang(jenis))
    if not baris:
        raise RuleViolation("Tidak ada baris data di bawah judul kolom. Isi tabelnya, lalu unggah lagi.", "berkas")
    if isinstance(konteks, Kantor):
        rencana = _periksa_pegawai(baris, konteks, isian, langkah)
        catatan += _sebut_rencana(rencana) if rencana and not rencana.galat else []
    else:
        _periksa_nilai(jenis, baris, konteks, langkah)
    return Hasil(baris, catatan)


def _satu_satu(baris: Sequence[Baris], langkah: Langkah) -> Iterator[Baris]:
    """Each row, telling progress now and then."""
    for nomor, satu in enumerate(baris):
        if nomor % LANGKAH == 0:
            langkah(nomor, len(baris))
        yield satu


def _periksa_pegawai(baris: Sequence[Baris], kantor: Kantor, isian: Isian, langkah: Langkah) -> Rencana | None:
    for satu in _satu_satu(baris, langkah):
        rules_pegawai.baca_baris(satu, kantor.hari)
    rules_pegawai.cocokkan_unit(baris, kantor, isian.jawaban)
    rules_pegawai.periksa_ganda(baris)
    tetapkan_atasan(baris, kantor, isian.jawaban)
    for satu in baris:
        rules_pegawai.bandingkan(satu, kantor)
    rules_pegawai.lengkapi(baris, kantor)
    if any(b.ada_salah for b in baris):
        return None
    rencana = susun_rencana([rules_pegawai.ke_impor(b.nomor, b.data) for b in baris], kantor.keadaan)
    menurut_nomor = {b.nomor: b for b in baris}
    for nomor, pesan in rencana.galat:
        satu = menurut_nomor.get(nomor, baris[0])
        satu.salah("jabatan", pesan)
        satu.keadaan = Dampak.SALAH
    return rencana


def _sebut_rencana(rencana: Rencana) -> list[str]:
    """What happens to units and posts, in words."""
    unit = ", ".join(sorted(nama for nama, _ in rencana.unit_baru.values()))
    semua = (
        (len(rencana.unit_baru), f"Unit kerja baru ({len(rencana.unit_baru)}): {unit}."),
        (len(rencana.pos_baru), f"Jabatan baru: {len(rencana.pos_baru)}, disusun menurut atasannya."),
        (len(rencana.pindah), f"Jabatan yang berpindah atasan: {len(rencana.pindah)}."),
    )
    return [kata for banyak, kata in semua if banyak]


def _periksa_nilai(jenis: Jenis, baris: Sequence[Baris], tercatat: Tercatat, langkah: Langkah) -> None:
    for satu in _satu_satu(baris, langkah):
        rules_nilai.periksa_baris(jenis, satu, tercatat)
    rules_nilai.periksa_ganda(baris)
    lama = tercatat.nilai({kunci[1:] for b in baris if (kunci := rules_nilai.kunci_nilai(b))})
    for satu in baris:
        rules_nilai.bandingkan(satu, lama)
