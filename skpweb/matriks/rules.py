"""The months of an IKI: how a cell is read and written, what the months make of the year (spec/rules §3). Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import BULAN, baca_angka, bulat
from skpweb.core.settings import Aturan
from skpweb.skp.rules import Agregasi, Arah
from skpweb.skp.rules_isi import IsiIki

DESIMAL = 4  # decimals a cell keeps
TERBESAR = 10**9
CENTANG = "1"  # how a tick is sent
_RENTANG = re.compile(r"\s*(?:–|—|-|s\.?d\.?|sampai)\s*")
_KOSONG = ("", "-", "–")

ATURAN = (
    Aturan(
        "matriks.bonus", "Bonus kinerja tambahan", 5,
        "Poin yang ditambahkan bila semua kinerja tambahan tercapai penuh; 0 bila tidak dipakai.",
        minimum=0, maksimum=100,
    ),
    Aturan(
        "matriks.sebagian", "Nilai tanda Sebagian", 50,
        "Poin indikator tanpa angka yang ditandai Sebagian; Tercapai selalu 100 dan Belum 0.",
        minimum=1, maksimum=99,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sel:
    """The target of one month: a number (both ends equal), a range, or a tick (both None). No plan is no Sel."""

    nilai: Decimal | None = None
    nilai_atas: Decimal | None = None


def bulan_skp(mulai: date, sampai: date) -> range:
    """The months a plan of one year may have targets in: those its period touches."""
    return range(mulai.month, sampai.month + 1)


def tulis_angka(value: Decimal) -> str:
    """1234.5 → "1.234,5", all its decimals and no more."""
    return f"{value.normalize():,f}".translate({44: ".", 46: ","})


def tulis_sel(sel: Sel | None) -> str:
    """As it is typed: "", "20", "90–95"; a tick is CENTANG. `baca_sel` reads it back."""
    if sel is None:
        return ""
    if sel.nilai is None or sel.nilai_atas is None:
        return CENTANG
    return tulis_rentang(sel.nilai, sel.nilai_atas)


def tulis_rentang(bawah: Decimal, atas: Decimal) -> str:
    """ "20", or "90–95" when the ends differ."""
    return tulis_angka(bawah) if bawah == atas else f"{tulis_angka(bawah)}–{tulis_angka(atas)}"


def baca_sel(iki: IsiIki, teks: str) -> Sel | None:
    """What was typed or pasted, None for an empty cell (empty is not 0). Without bounds every word but "0" is a tick.

    "1.234,5", "1234,5" and "1234.5" are numbers, "90–95" (or "90-95", "90 s.d. 95") a range where the target is one.
    Raises RuleViolation with the remedy.
    """
    teks = teks.strip()
    if teks in _KOSONG:
        return None
    if iki.batas_bawah is None:
        return None if teks in ("0", "tidak") else Sel()
    parts = [_angka(part, teks) for part in _RENTANG.split(teks)]
    if len(parts) > 2:
        raise RuleViolation(f"“{teks}” bukan angka. Tulis satu angka, misalnya 20.")
    sel = Sel(parts[0], parts[-1])
    _pastikan_sel(iki, sel, teks)
    return sel


def _angka(text: str, whole: str) -> Decimal:
    try:
        value = baca_angka(text)
    except ValueError:
        value = Decimal(-1)
    if value < 0:
        raise RuleViolation(f"“{whole[:40]}” bukan angka. Tulis angka, misalnya 20 atau 2,5.")
    if value > TERBESAR:
        raise RuleViolation(f"Paling besar {tulis_angka(Decimal(TERBESAR))}.")
    if value != bulat(value, DESIMAL):
        raise RuleViolation(f"Paling banyak {DESIMAL} angka di belakang koma.")
    return value


def _pastikan_sel(iki: IsiIki, sel: Sel, teks: str) -> None:
    bawah, atas = sel.nilai, sel.nilai_atas
    assert bawah is not None and atas is not None
    if atas < bawah:
        raise RuleViolation(f"“{teks}” terbalik. Tulis dari yang kecil: {tulis_rentang(atas, bawah)}.")
    if bawah != atas and iki.batas_bawah == iki.batas_atas:
        raise RuleViolation(f"“{teks}” rentang, padahal target indikator ini satu angka. Tulis satu angka.")
    if iki.arah is Arah.NAIK and not bawah:
        raise RuleViolation("Target 0 tidak ada artinya untuk indikator ini; kosongkan bulan ini.")


def setahun(agregasi: Agregasi, arah: Arah, sel: Mapping[int, Sel]) -> Decimal | None:
    """What the months make of the year: sum, mean of the months with a value (4 decimals), last or largest.

    Of a range the end that is the reference: the lower when more is better, the upper when less is. None when no
    month has a figure (spec/rules §3).
    """
    ends = [sel[b].nilai if arah is Arah.NAIK else sel[b].nilai_atas for b in sorted(sel)]
    values = [v for v in ends if v is not None]
    if not values:
        return None
    if agregasi is Agregasi.JUMLAH:
        return sum(values, Decimal())
    if agregasi is Agregasi.RATA_RATA:
        return bulat(sum(values, Decimal()) / len(values), DESIMAL)
    return values[-1] if agregasi is Agregasi.TERAKHIR else max(values)


def hasil_setahun(iki: IsiIki, sel: Mapping[int, Sel]) -> str:
    """The year as shown: "240", "90–95", "3 bulan" where months are ticked; "–" without any."""
    if iki.batas_bawah is None:
        return f"{len(sel)} bulan"
    ends = _dua_ujung(iki, sel)
    return tulis_rentang(*ends) if ends else "–"


def _dua_ujung(iki: IsiIki, sel: Mapping[int, Sel]) -> tuple[Decimal, Decimal] | None:
    """Lower and upper end of the year. A mean is compared as it is shown: with the decimals of the target, at least 2."""
    bawah, atas = (setahun(iki.agregasi, arah, sel) for arah in (Arah.NAIK, Arah.TURUN))
    if bawah is None or atas is None or iki.batas_bawah is None or iki.batas_atas is None:
        return None
    if iki.agregasi is Agregasi.RATA_RATA:
        places = max(2, *(-int(v.normalize().as_tuple().exponent) for v in (iki.batas_bawah, iki.batas_atas)))
        return bulat(bawah, places), bulat(atas, places)
    return bawah, atas


_SEBUT = {
    Agregasi.JUMLAH: "Jumlah bulanannya", Agregasi.RATA_RATA: "Rata-rata bulanannya",
    Agregasi.TERAKHIR: "Bulan terakhirnya", Agregasi.MAKSIMUM: "Bulan tertingginya",
}  # fmt: skip


def periksa_setahun(iki: IsiIki, sel: Mapping[int, Sel]) -> str:
    """ "" when the months make the target by their agregasi (a range: both ends within it), else the fault in words.

    An IKI without bounds has nothing to add up (spec/rules §2 Faults).
    """
    if iki.batas_bawah is None or iki.batas_atas is None:
        return ""
    target = tulis_rentang(iki.batas_bawah, iki.batas_atas)
    if (ends := _dua_ujung(iki, sel)) is None:
        return f"Target bulanan belum diisi; targetnya {target}."
    if iki.arah is Arah.NAIK and (nol := [BULAN[b - 1] for b, s in sorted(sel.items()) if s.nilai == 0]):
        return f"Target {', '.join(nol)} 0; kosongkan bulan itu."
    if iki.batas_bawah <= ends[0] and ends[1] <= iki.batas_atas:
        return ""
    return f"{_SEBUT[iki.agregasi]} {tulis_rentang(*ends)}, targetnya {target}."


def bagi_rata(iki: IsiIki, bulan: Iterable[int]) -> dict[int, Sel]:
    """The target spread over the months: an added-up one split so that the sum is exact (whole where the target is),
    as evenly as it goes; any other in each month; without bounds every month ticked.

    When more is better a share of 0 leaves its month empty.
    """
    months = list(bulan)
    if iki.batas_bawah is None or iki.batas_atas is None:
        return dict.fromkeys(months, Sel())
    if iki.agregasi is not Agregasi.JUMLAH:
        return dict.fromkeys(months, Sel(iki.batas_bawah, iki.batas_atas))
    shares = _bagi(iki.batas_bawah, months)
    if iki.arah is Arah.NAIK:
        shares = {b: v for b, v in shares.items() if v}
    more = _bagi(iki.batas_atas - iki.batas_bawah, list(shares))
    return {b: Sel(v, v + more[b]) for b, v in shares.items()}


def _bagi(total: Decimal, months: list[int]) -> dict[int, Decimal]:
    """Shares that differ by one unit at most (1, 0.01 or 0.0001), the larger ones at even distances."""
    places = next(p for p in (0, 2, DESIMAL) if total == bulat(total, p))
    units, n = int(total.scaleb(places)), len(months)
    return {b: Decimal(units * (k + 1) // n - units * k // n).scaleb(-places) for k, b in enumerate(months)}


# ---- what is sent ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Ketikan:
    """What was typed in a cell, and the text with which the cell was read."""

    asal: str
    teks: str


@dataclass(frozen=True)
class Galat:
    """Why a cell was not saved; `tersimpan`: what stands there now, where somebody else saved it meanwhile."""

    teks: str
    pesan: str
    tersimpan: str | None = None


def timbang(iki: IsiIki, ada: Sel | None, ketikan: Ketikan) -> Sel | Galat | None:
    """The cell as it is to be (`ada` itself where nothing changes), or why it cannot be saved."""
    if ketikan.teks == ketikan.asal:
        return ada
    kini = tulis_sel(ada)
    try:
        baru = baca_sel(iki, ketikan.teks)
    except RuleViolation as e:
        return Galat(ketikan.teks, f"{e.message} Nilai sebelumnya {kini or 'kosong'}.")
    if baru == ada or kini == ketikan.asal:
        return baru
    return Galat(
        ketikan.teks,
        f"Sudah disimpan {kini or 'kosong'} sejak halaman ini dibuka; di layar ini {ketikan.teks or 'kosong'}.",
        kini,
    )
