"""Capaian of a month, from plan and validated realisation, each number with its working (spec/rules §3). Pure.

Words: acuan (the figure of the plan that is calculated with, t), realisasi (r), kelebihan (what earlier months brought
over their plan and no later one has used, s), capaian (c; 0–100, two decimals, half up). Divisions are done with
fractions, so that no figure is rounded twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from skpweb.core.formats import Berlabel, angka
from skpweb.matriks.rules import Sel, setahun, tulis_angka
from skpweb.skp.rules import Agregasi, Arah, JenisRhk

NOL, SERATUS = Decimal(0), Decimal(100)


class Keadaan(Berlabel):
    """What an IKI is in a month. Only the first and third are counted."""

    DIHITUNG = "dihitung"
    MENUNGGU = "menunggu"
    TIDAK_DIISI = "tidak_diisi"
    TANPA_RENCANA = "tanpa_rencana"
    TANPA_HARI = "tanpa_hari"


def bulat(nilai: Fraction) -> Decimal:
    """Two decimals, half up; `nilai` is not negative."""
    return Decimal((200 * nilai.numerator + nilai.denominator) // (2 * nilai.denominator)).scaleb(-2)


def acuan(bawah: Decimal, atas: Decimal, arah: Arah) -> Decimal:
    """t of a plan a–b: a when more is better, b when less is better; of one number that number."""
    return bawah if arah is Arah.NAIK else atas


def capaian_naik(r: Decimal, t: Decimal, s: Decimal = NOL) -> Decimal:
    """min(100, 100·(r + s)/t), t > 0."""
    return min(SERATUS, bulat(100 * Fraction(r + s) / Fraction(t)))


def capaian_turun(r: Decimal, t: Decimal) -> Decimal:
    """t > 0: 100 up to the plan, then 100·(2 − r/t), never below 0. t = 0: 100 for r = 0, else 0."""
    if r <= t:
        return SERATUS
    return bulat(max(Fraction(0), 100 * (2 - Fraction(r) / Fraction(t)))) if t else NOL


def sisa_kelebihan(s: Decimal, t: Decimal | None, r: Decimal | None) -> Decimal:
    """The surplus after a month that began with `s`. Without a plan (t None) everything realised is added; a month in
    which nothing was entered (r None) leaves it as it was."""
    if r is None:
        return s
    return s + r if t is None else max(NOL, s + r - t)


def dijumlahkan(agregasi: Agregasi, arah: Arah, berbatas: bool) -> bool:
    """Whether validated entries make the month; else one nilai akhir bulan does, typed or marked."""
    return berbatas and agregasi is Agregasi.JUMLAH and arah is Arah.NAIK


# ---- one IKI ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Realisasi:
    """What a month holds of an IKI: the validated figure (of a mark its points; None: nothing entered), the entries it
    is made of, how many still wait, the word of the mark."""

    nilai: Decimal | None = None
    catatan: tuple[int, ...] = ()
    menunggu: int = 0
    tanda: str = ""


KOSONG = Realisasi()


@dataclass(frozen=True)
class RingkasIki:
    """What is told of an IKI wherever its months are."""

    iki_id: int
    jenis: JenisRhk
    rhk: str
    teks: str
    satuan: str
    arah: Arah
    agregasi: Agregasi


@dataclass(frozen=True)
class BahanIki(RingkasIki):
    """An IKI with its year: `rencana` t by planned month (None: a tick), `realisasi` by month."""

    berbatas: bool
    rencana: Mapping[int, Decimal | None]
    realisasi: Mapping[int, Realisasi]

    @property
    def dijumlahkan(self) -> bool:
        return dijumlahkan(self.agregasi, self.arah, self.berbatas)


@dataclass(frozen=True)
class CapaianIki(RingkasIki):
    """An IKI in a month. `nilai` is its c, None where it is not counted; `sisa` what the next month may use."""

    jumlah: bool
    keadaan: Keadaan
    nilai: Decimal | None
    t: Decimal | None
    r: Decimal | None
    s: Decimal
    sisa: Decimal
    tanda: str
    menunggu: int
    catatan: tuple[int, ...]

    @property
    def cara(self) -> tuple[str, ...]:
        """The working, a sentence a line."""
        return tuple(filter(None, (self._rencana(), self._realisasi(), self._hitung(), self._sisa())))

    def _rencana(self) -> str:
        return "" if self.t is None else f"Rencana: {self._besar(self.t)}."

    def _realisasi(self) -> str:
        if self.r is None:
            return f"Belum dinilai atasan: {self.menunggu} catatan." if self.menunggu else ""
        if self.tanda:
            return f"Ditandai atasan: {self.tanda}."
        asal = f"jumlah {len(self.catatan)} catatan yang sah" if self.jumlah else "nilai akhir bulan yang sah"
        lain = f"; {self.menunggu} catatan belum dinilai atasan" if self.menunggu else ""
        return f"Realisasi: {self._besar(self.r)} ({asal}{lain})."

    def _hitung(self) -> str:
        if self.keadaan is not Keadaan.DIHITUNG:
            return {
                Keadaan.MENUNGGU: "Belum ada realisasi yang sah: menunggu, belum dihitung.",
                Keadaan.TIDAK_DIISI: "Bulan dikunci tanpa realisasi yang sah: 0,00.",
                Keadaan.TANPA_RENCANA: "Tidak ada rencana bulan ini: tidak dihitung.",
                Keadaan.TANPA_HARI: "Tidak ada hari kerja bulan ini: tidak dihitung.",
            }[self.keadaan]
        if self.t is None or self.r is None:
            return f"Nilai tanda itu {angka(self.nilai, 2)}."
        return self._naik(self.r, self.t) if self.arah is Arah.NAIK else self._turun(self.r, self.t)

    def _naik(self, r: Decimal, t: Decimal) -> str:
        lebih = f"Kelebihan bulan sebelumnya: {self._besar(self.s)}. " if self.s else ""
        jumlah = f"({tulis_angka(r)} + {tulis_angka(self.s)})" if self.s else tulis_angka(r)
        hasil = bulat(100 * Fraction(r + self.s) / Fraction(t))
        batas = ", paling tinggi 100,00" if hasil > SERATUS else ""
        return f"{lebih}100 × {jumlah} ÷ {tulis_angka(t)} = {angka(hasil, 2)}{batas}."

    def _turun(self, r: Decimal, t: Decimal) -> str:
        if r <= t:
            return f"{tulis_angka(r)} tidak melebihi {tulis_angka(t)}, makin kecil makin baik: 100,00."
        if not t:
            return f"Rencana 0, sedangkan realisasi {tulis_angka(r)}: 0,00."
        batas = ", paling rendah 0,00" if r > 2 * t else ""
        return (
            f"Makin kecil makin baik: 100 × (2 − {tulis_angka(r)} ÷ {tulis_angka(t)}){batas} = {angka(self.nilai, 2)}."
        )

    def _sisa(self) -> str:
        return f"Kelebihan untuk bulan berikutnya: {self._besar(self.sisa)}." if self.sisa else ""

    def _besar(self, nilai: Decimal) -> str:
        return f"{tulis_angka(nilai)} {self.satuan}".strip()


def hitung_iki(b: BahanIki, bulan: int, hari: Mapping[int, int], *, terkunci: bool) -> CapaianIki:
    """One IKI in one month. `hari`: working days of the person by month of the SKP, missing where it does not reach."""
    s = NOL
    if b.dijumlahkan:
        for lalu in range(1, bulan):
            t = b.rencana.get(lalu) if hari.get(lalu) else None
            s = sisa_kelebihan(s, t, b.realisasi.get(lalu, KOSONG).nilai)
    isi = b.realisasi.get(bulan, KOSONG)
    keadaan = _keadaan(b, bulan, hari, isi, terkunci)
    dihitung = keadaan not in (Keadaan.TANPA_RENCANA, Keadaan.TANPA_HARI)
    t = b.rencana.get(bulan) if dihitung else None
    nilai = NOL if keadaan is Keadaan.TIDAK_DIISI else None
    if keadaan is Keadaan.DIHITUNG and isi.nilai is not None:
        nilai = isi.nilai if t is None else _capaian(b.arah, isi.nilai, t, s)
    sisa = sisa_kelebihan(s, t, isi.nilai) if b.dijumlahkan else NOL
    return CapaianIki(
        b.iki_id, b.jenis, b.rhk, b.teks, b.satuan, b.arah, b.agregasi, b.dijumlahkan, keadaan, nilai, t, isi.nilai, s,
        sisa, isi.tanda, isi.menunggu, isi.catatan,
    )  # fmt: skip


def _keadaan(b: BahanIki, bulan: int, hari: Mapping[int, int], isi: Realisasi, terkunci: bool) -> Keadaan:
    if not hari.get(bulan):
        return Keadaan.TANPA_HARI
    if bulan not in b.rencana:
        return Keadaan.TANPA_RENCANA
    if isi.nilai is not None:
        return Keadaan.DIHITUNG
    return Keadaan.TIDAK_DIISI if terkunci else Keadaan.MENUNGGU


def _capaian(arah: Arah, r: Decimal, t: Decimal, s: Decimal) -> Decimal:
    return capaian_naik(r, t, s) if arah is Arah.NAIK else capaian_turun(r, t)


# ---- one SKP in a month -------------------------------------------------------------------------
@dataclass(frozen=True)
class CapaianBagian:
    """An agreed SKP's part of a month: `hari` working days of the person in it, `nilai` None where it has no figure."""

    skp_id: int
    nama: str
    mulai: date
    sampai: date
    hari: int
    bonus: int
    nilai: Decimal | None
    iki: tuple[CapaianIki, ...]

    @property
    def cara(self) -> tuple[str, ...]:
        if self.nilai is None:
            return ()
        utama, tambahan = _dihitung(self.iki)
        hasil = "" if len(utama) == 1 else f" = {angka(_rata_rata(utama), 2)}"
        lines = [f"Rata-rata kinerja utama: {_rata(utama)}{hasil}."]
        if tambahan and self.bonus:
            dapat = _bonus(tambahan, self.bonus)
            lines.append(f"Bonus kinerja tambahan: {self.bonus} × {_rata(tambahan)} ÷ 100 = {angka(dapat, 2)}.")
            rata = _rata_rata(utama)
            tutup = ", paling tinggi 100,00" if rata + dapat > SERATUS else ""
            lines.append(f"{angka(rata, 2)} + {angka(dapat, 2)} = {angka(rata + dapat, 2)}{tutup}.")
        return tuple(lines)


def _dihitung(iki: Sequence[CapaianIki]) -> tuple[list[Decimal], list[Decimal]]:
    """The c of what counts, utama and tambahan."""
    utama = [i.nilai for i in iki if i.nilai is not None and i.jenis is JenisRhk.UTAMA]
    return utama, [i.nilai for i in iki if i.nilai is not None and i.jenis is JenisRhk.TAMBAHAN]


def _rata(nilai: Sequence[Decimal]) -> str:
    if len(nilai) == 1:
        return angka(nilai[0], 2)
    return f"({' + '.join(angka(n, 2) for n in nilai)}) ÷ {len(nilai)}"


def _rata_rata(nilai: Sequence[Decimal]) -> Decimal:
    return bulat(Fraction(sum(nilai, NOL)) / len(nilai))


def _bonus(tambahan: Sequence[Decimal], bonus: int) -> Decimal:
    return bulat(bonus * Fraction(sum(tambahan, NOL)) / len(tambahan) / 100)


def nilai_bagian(iki: Sequence[CapaianIki], bonus: int) -> Decimal | None:
    """Mean of the rounded c of counted utama, plus bonus × mean of tambahan / 100, at most 100; None without utama."""
    utama, tambahan = _dihitung(iki)
    if not utama:
        return None
    return min(SERATUS, _rata_rata(utama) + (_bonus(tambahan, bonus) if tambahan else NOL))


def sejak_awal(iki: Sequence[CapaianIki]) -> Decimal | None:
    """Year figure of an IKI from its months so far, in order: sum, mean of the months with a value, last or largest.

    None without any; marks have none.
    """
    sel = {n: Sel(i.r, i.r) for n, i in enumerate(iki) if i.r is not None and not i.tanda}
    return setahun(iki[0].agregasi, iki[0].arah, sel) if sel else None
