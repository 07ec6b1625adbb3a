"""From raw figures to a scorecard: pure, on the server only, every score with its working (spec/rules §7)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from skpweb.core.formats import angka, bulat
from skpweb.petruk.rules import Instrumen, SumberKinerja, teks_team_work
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian
from skpweb.presensi.rules import Kehadiran


@dataclass(frozen=True)
class Angka:
    """A figure with the month or year it is of and the source it came from; None = nobody knows it yet.

    `sebab`: why there is none; `tunggu`: without it the indicator stays incomplete, whatever other months say.
    `kunci_id`: the lock of the month it is the capaian of.
    """

    label: str
    nilai: Decimal | None
    sumber: str = ""
    sebab: str = "belum ada"
    tunggu: bool = False
    kunci_id: int | None = None


@dataclass(frozen=True)
class Bahan:
    """Everything one scorecard is computed from."""

    bulan: str
    kinerja: tuple[Angka, ...]
    kehadiran: Kehadiran
    perilaku: Angka | None
    kehadiran_sumber: str = ""
    inovasi_uraian: str = ""
    inovasi_tingkat: int | None = None
    fungsional: bool = False
    team_work: int | None = None
    team_work_sumber: str = ""


@dataclass(frozen=True)
class Butir:
    """One indicator of the scorecard, on screen and on paper alike."""

    kode: str
    nama: str
    kriteria: str
    mentah: Decimal | None
    tampil: str
    sumber: str
    skor: int | None
    maksimum: int
    capaian: str
    cara: tuple[str, ...]
    kurang: str = ""  # what keeps it incomplete, where more is known than that it is missing


@dataclass(frozen=True)
class HasilSkor:
    butir: tuple[Butir, ...]
    maksimum: int
    versi: int

    @property
    def total(self) -> int | None:
        """None ("–") while any indicator is incomplete; never 0 instead."""
        skor = [b.skor for b in self.butir]
        return None if None in skor else sum(s for s in skor if s is not None)

    @property
    def sementara(self) -> int:
        """The sum of what is known, to be shown as provisional only."""
        return sum(b.skor or 0 for b in self.butir)

    @property
    def kurang(self) -> tuple[str, ...]:
        """The indicators that are still incomplete."""
        return tuple(b.nama for b in self.butir if b.skor is None)

    def ambil(self, kode: str) -> Butir:
        return next(b for b in self.butir if b.kode == kode)

    @property
    def angka(self) -> dict[str, str]:
        """The figures as they are shown, by indicator: what "berubah sejak disimpan" compares."""
        return {b.kode: b.tampil for b in self.butir}

    def ke_json(self) -> dict[str, Any]:
        """Frozen at Kunci; `skor_dari_json` gives the equal result back, whatever becomes of the instrument."""
        butir = [{**asdict(b), "mentah": None if b.mentah is None else str(b.mentah)} for b in self.butir]
        return {"butir": butir, "maksimum": self.maksimum, "versi": self.versi}


def skor_dari_json(isi: Mapping[str, Any]) -> HasilSkor:
    """The result that `ke_json` froze."""
    butir = tuple(
        Butir(**{**b, "mentah": None if b["mentah"] is None else Decimal(b["mentah"]), "cara": tuple(b["cara"])})
        for b in isi["butir"]
    )
    return HasilSkor(butir, isi["maksimum"], isi["versi"])


def status_tampil(status: StatusPenilaian, hasil: HasilSkor, putusan: Putusan) -> StatusPenilaian:
    """Tersimpan becomes *lengkap* by itself once nothing is missing."""
    if status is StatusPenilaian.TERSIMPAN and not kekurangan(hasil, putusan):
        return StatusPenilaian.LENGKAP
    return status


def kekurangan(hasil: HasilSkor, putusan: Putusan) -> tuple[str, ...]:
    """What still keeps a saved scorecard from being locked, each with who mends it."""
    kurang = [f"{b.nama}: {b.kurang or _CARA_MELENGKAPI[b.kode]}" for b in hasil.butir if b.skor is None]
    if (hasil.ambil("inovasi").skor or 0) > 0 and putusan is not Putusan.DITERIMA:
        menunggu = "menunggu kepala OPD membenarkan tingkat dan buktinya."
        kembali = "dikembalikan kepala OPD; perbaiki lalu simpan lagi."
        kurang.append(f"Inovasi/Lainnya: {menunggu if putusan is Putusan.MENUNGGU else kembali}")
    return tuple(kurang)


_CARA_MELENGKAPI = {
    "kinerja": "nilainya belum ada; impor atau ketik di Nilai dari luar.",
    "kehadiran": "rekap presensi belum ada; impor atau ketik di Presensi.",
    "inovasi": "tingkatnya belum dipilih pada formulir.",
    "perilaku": "nilainya belum ada; ketik dengan sumbernya pada formulir.",
    "team_work": "menunggu kepala OPD.",
}


def hitung_skor(instrumen: Instrumen, bahan: Bahan) -> HasilSkor:
    """Score one person by one version. Scores are whole points; thresholds are inclusive on the shown figure."""
    butir = tuple(hitung(instrumen, bahan) for hitung in (_kinerja, _kehadiran, _inovasi, _perilaku, _team_work))
    return HasilSkor(butir, instrumen.maksimum, instrumen.versi)


def rata_rata(angka_bulan: tuple[Angka, ...]) -> Decimal | None:
    """Mean of the months that have a figure, half up to two decimals; None when none has or one is waited for."""
    if any(a.tunggu for a in angka_bulan):
        return None
    ada = [a.nilai for a in angka_bulan if a.nilai is not None]
    return bulat(sum(ada, Decimal(0)) / len(ada)) if ada else None


NAMA = {
    "kinerja": "Kinerja", "kehadiran": "Disiplin", "inovasi": "Inovasi/Lainnya", "perilaku": "Perilaku 360°",
    "team_work": "Team Work",
}  # fmt: skip


def _ambang(
    kode: str, i: Instrumen, bila: str, mentah: Decimal | None, sumber: str, cara: tuple[str, ...], satuan: str = ""
) -> Butir:
    """An indicator that is either reached or not."""
    ambang, poin = getattr(i, f"ambang_{kode}"), getattr(i, f"poin_{kode}")
    kriteria = f"Nilai {poin} bila {bila} paling sedikit {angka(ambang)}{satuan}; di bawah itu 0."
    if mentah is None:
        return Butir(kode, NAMA[kode], kriteria, None, "–", sumber, None, poin, "Belum lengkap", cara)
    nilai = bulat(mentah)
    penuh = nilai >= ambang
    skor = poin if penuh else 0
    banding = f"{angka(nilai, 2)} {'≥' if penuh else '<'} {angka(ambang)}, maka nilainya {skor}."
    capaian = "Kriteria terpenuhi" if penuh else "Kriteria belum terpenuhi"
    return Butir(
        kode, NAMA[kode], kriteria, nilai, angka(nilai, 2) + satuan, sumber, skor, poin, capaian, (*cara, banding)
    )


def _kinerja(i: Instrumen, b: Bahan) -> Butir:
    ada = [a.nilai for a in b.kinerja if a.nilai is not None]
    rata = rata_rata(b.kinerja)
    cara = tuple(f"{a.label}: {angka(a.nilai, 2) if a.nilai is not None else f'– ({a.sebab})'}" for a in b.kinerja)
    if len(ada) > 1 and rata is not None:
        jumlah = " + ".join(angka(n, 2) for n in ada)
        cara += (f"Rata-rata {len(ada)} bulan yang ada angkanya: ({jumlah}) ÷ {len(ada)} = {angka(rata, 2)}",)
    sumber = "; ".join(dict.fromkeys(a.sumber for a in b.kinerja if a.sumber))
    bulanan = "" if i.sumber_kinerja is SumberKinerja.PREDIKAT else f" {b.bulan}"
    butir = _ambang("kinerja", i, i.sumber_kinerja.label + bulanan, rata, sumber, cara)
    if i.sumber_kinerja is not SumberKinerja.CAPAIAN or rata is not None:
        return butir
    kurang = ", ".join(f"{a.label} ({a.sebab})" for a in b.kinerja if a.nilai is None)
    return replace(butir, kurang=f"belum dapat dihitung dari {kurang}.")


def _kehadiran(i: Instrumen, b: Bahan) -> Butir:
    k = b.kehadiran
    return _ambang("kehadiran", i, f"kehadiran {b.bulan}", k.persen, b.kehadiran_sumber, k.cara, " %")


def _perilaku(i: Instrumen, b: Bahan) -> Butir:
    p = b.perilaku
    if p is None or p.nilai is None:
        cara: tuple[str, ...] = (f"Belum ada nilai perilaku dalam {i.perilaku_bulan} bulan terakhir.",)
        return _ambang("perilaku", i, "rata-rata 360°", None, "", cara)
    cara = (f"Nilai perilaku {p.label}: {angka(p.nilai, 2)}",)
    return _ambang("perilaku", i, "rata-rata 360°", p.nilai, p.sumber, cara)


def _pilihan(
    kode: str, kriteria: str, skor: int | None, maksimum: int, teks: str, cara: str, tampil: str = "–", sumber: str = ""
) -> Butir:
    """An indicator whose score somebody chose."""
    mentah = None if skor is None else Decimal(skor)
    return Butir(kode, NAMA[kode], kriteria, mentah, tampil, sumber, skor, maksimum, teks, (cara,))


def _inovasi(i: Instrumen, b: Bahan) -> Butir:
    maksimum, skor = max(t.nilai for t in i.inovasi), b.inovasi_tingkat
    kriteria = f"Nilai 0 sampai {maksimum} menurut luas manfaat inovasi atau prestasi lain."
    if skor is None:
        return _pilihan("inovasi", kriteria, None, maksimum, "Tingkat belum dipilih", "Tingkat belum dipilih.")
    teks = i.tingkat_inovasi(skor).teks(b.fungsional)
    return _pilihan("inovasi", kriteria, skor, maksimum, teks, f"Tingkat {skor}: {teks}.", b.inovasi_uraian or "–")


def _team_work(i: Instrumen, b: Bahan) -> Butir:
    maksimum, skor = max(i.team_work), b.team_work
    pilihan = ", ".join(str(n) for n in i.team_work)
    kriteria = f"Nilai {pilihan} diberikan oleh kepala OPD atas kepemimpinan, komunikasi, dan kerja sama."
    if skor is None:
        return _pilihan("team_work", kriteria, None, maksimum, "Belum dinilai", "Menunggu penilaian kepala OPD.")
    teks = teks_team_work(skor)
    cara = f"Kepala OPD memberi nilai {skor}: {teks.lower()}."
    return _pilihan("team_work", kriteria, skor, maksimum, teks, cara, teks, b.team_work_sumber)
