"""From raw figures to a scorecard: pure, on the server only, every score with its working (spec/rules §7)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from skpweb.core.formats import angka, bulat
from skpweb.petruk.rules import Instrumen, SumberKinerja, teks_team_work
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian
from skpweb.presensi.rules import Kehadiran


@dataclass(frozen=True)
class Angka:
    """A figure with the month or year it is of and the source it came from; None = nobody knows it yet."""

    label: str
    nilai: Decimal | None
    sumber: str = ""


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
    kurang = [f"{b.nama}: {_CARA_MELENGKAPI[b.kode]}" for b in hasil.butir if b.skor is None]
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
    butir = (
        _kinerja(instrumen, bahan),
        _kehadiran(instrumen, bahan),
        _inovasi(instrumen, bahan),
        _perilaku(instrumen, bahan),
        _team_work(instrumen, bahan),
    )
    return HasilSkor(butir, instrumen.maksimum, instrumen.versi)


def rata_rata(angka_bulan: tuple[Angka, ...]) -> Decimal | None:
    """Mean of the months that have a figure, half up to two decimals; None when none has."""
    ada = [a.nilai for a in angka_bulan if a.nilai is not None]
    return bulat(sum(ada, Decimal(0)) / len(ada)) if ada else None


def _ambang(
    kode: str, nama: str, kriteria: str, mentah: Decimal | None, satuan: str, sumber: str, ambang: Decimal, poin: int,
    cara: tuple[str, ...],
) -> Butir:  # fmt: skip
    """An indicator that is either reached or not."""
    if mentah is None:
        return Butir(kode, nama, kriteria, None, "–", sumber, None, poin, "Belum lengkap", cara)
    nilai = bulat(mentah)
    penuh = nilai >= ambang
    banding = f"{angka(nilai, 2)} {'≥' if penuh else '<'} {angka(ambang)}, maka nilainya {poin if penuh else 0}."
    capaian = "Kriteria terpenuhi" if penuh else "Kriteria belum terpenuhi"
    tampil = angka(nilai, 2) + satuan
    return Butir(kode, nama, kriteria, nilai, tampil, sumber, poin if penuh else 0, poin, capaian, (*cara, banding))


def _kinerja(i: Instrumen, b: Bahan) -> Butir:
    ada = [a for a in b.kinerja if a.nilai is not None]
    cara = tuple(f"{a.label}: {angka(a.nilai, 2) if a.nilai is not None else '– (belum ada)'}" for a in b.kinerja)
    if len(ada) > 1:
        jumlah = " + ".join(angka(a.nilai, 2) for a in ada if a.nilai is not None)
        cara += (f"Rata-rata {len(ada)} bulan yang ada angkanya: ({jumlah}) ÷ {len(ada)} = {angka(_wajib(ada), 2)}",)
    sumber = "; ".join(dict.fromkeys(a.sumber for a in ada if a.sumber))
    dari = i.sumber_kinerja.label
    bila = f"{dari} {b.bulan}" if i.sumber_kinerja is not SumberKinerja.PREDIKAT else dari
    kriteria = f"Nilai {i.poin_kinerja} bila {bila} paling sedikit {angka(i.ambang_kinerja)}; di bawah itu 0."
    return _ambang(
        "kinerja", "Kinerja", kriteria, rata_rata(b.kinerja), "", sumber, i.ambang_kinerja, i.poin_kinerja, cara
    )


def _wajib(ada: list[Angka]) -> Decimal:
    rata = rata_rata(tuple(ada))
    assert rata is not None  # the caller counted them
    return rata


def _kehadiran(i: Instrumen, b: Bahan) -> Butir:
    k = b.kehadiran
    kriteria = (
        f"Nilai {i.poin_kehadiran} bila kehadiran {b.bulan} paling sedikit {angka(i.ambang_kehadiran)} %;"
        " di bawah itu 0."
    )
    return _ambang(
        "kehadiran",
        "Disiplin",
        kriteria,
        k.persen,
        " %",
        b.kehadiran_sumber,
        i.ambang_kehadiran,
        i.poin_kehadiran,
        k.cara,
    )


def _inovasi(i: Instrumen, b: Bahan) -> Butir:
    maksimum = max(t.nilai for t in i.inovasi)
    kriteria = f"Nilai 0 sampai {maksimum} menurut luas manfaat inovasi atau prestasi lain."
    if b.inovasi_tingkat is None:
        return Butir("inovasi", "Inovasi/Lainnya", kriteria, None, "–", "", None, maksimum, "Tingkat belum dipilih", ())
    tingkat = i.tingkat_inovasi(b.inovasi_tingkat)
    teks = tingkat.teks(b.fungsional)
    return Butir(
        "inovasi", "Inovasi/Lainnya", kriteria, Decimal(tingkat.nilai), b.inovasi_uraian or "–", "", tingkat.nilai,
        maksimum, teks, (f"Tingkat {tingkat.nilai}: {teks}.",),
    )  # fmt: skip


def _perilaku(i: Instrumen, b: Bahan) -> Butir:
    kriteria = f"Nilai {i.poin_perilaku} bila rata-rata 360° paling sedikit {angka(i.ambang_perilaku)}; di bawah itu 0."
    if b.perilaku is None or b.perilaku.nilai is None:
        cara: tuple[str, ...] = (f"Belum ada nilai perilaku dalam {i.perilaku_bulan} bulan terakhir.",)
        return _ambang("perilaku", "Perilaku 360°", kriteria, None, "", "", i.ambang_perilaku, i.poin_perilaku, cara)
    p = b.perilaku
    cara = (f"Nilai perilaku {p.label}: {angka(b.perilaku.nilai, 2)}",)
    return _ambang(
        "perilaku", "Perilaku 360°", kriteria, p.nilai, "", p.sumber, i.ambang_perilaku, i.poin_perilaku, cara
    )


def _team_work(i: Instrumen, b: Bahan) -> Butir:
    maksimum = max(i.team_work)
    pilihan = ", ".join(str(n) for n in i.team_work)
    kriteria = f"Nilai {pilihan} diberikan oleh kepala OPD atas kepemimpinan, komunikasi, dan kerja sama."
    if b.team_work is None:
        cara = ("Menunggu penilaian kepala OPD.",)
        return Butir("team_work", "Team Work", kriteria, None, "–", "", None, maksimum, "Belum dinilai", cara)
    teks = teks_team_work(b.team_work)
    cara = (f"Kepala OPD memberi nilai {b.team_work}: {teks.lower()}.",)
    return Butir(
        "team_work", "Team Work", kriteria, Decimal(b.team_work), teks, b.team_work_sumber, b.team_work, maksimum,
        teks, cara,
    )  # fmt: skip
