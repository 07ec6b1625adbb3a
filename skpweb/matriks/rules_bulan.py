"""A person's month, made of the parts of his SKPs; what Kunci bulan keeps of it and gives back (spec/rules §3). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from skpweb.core.formats import angka, tanggal
from skpweb.matriks.rules_capaian import NOL, CapaianBagian, CapaianIki, Keadaan, bulat, nilai_bagian
from skpweb.skp.rules import Agregasi, Arah, JenisRhk


@dataclass(frozen=True)
class CapaianBulan:
    """A person's month. `nilai` None is shown as "–" and `sebab` says why and who is waited for; `terkunci` is the id of
    the lock, None before: then the figure is *sementara*. `penilai` names the superior whom sent entries wait for."""

    pegawai_id: int
    tahun: int
    bulan: int
    nilai: Decimal | None
    bagian: tuple[CapaianBagian, ...] = ()
    sebab: tuple[str, ...] = ()
    terkunci: int | None = None
    penilai: str = ""

    @property
    def sementara(self) -> bool:
        return self.terkunci is None

    @property
    def iki(self) -> tuple[CapaianIki, ...]:
        return tuple(i for b in self.bagian for i in b.iki)

    @property
    def menunggu(self) -> int:
        """Sent entries and figures of the month that nobody has judged yet."""
        return sum(i.menunggu for i in self.iki)

    @property
    def kosong(self) -> int:
        """Planned indicators that hold nothing valid yet: the lock counts each as 0."""
        return sum(i.keadaan is Keadaan.MENUNGGU for i in self.iki)

    @property
    def bila_dikunci(self) -> Decimal | None:
        """The figure that Kunci bulan would store now."""
        return nilai_bulan([_bila_dikunci(b) for b in self.bagian])

    @property
    def cara(self) -> tuple[str, ...]:
        """How the parts make the month; the parts and their IKI have their own."""
        ada = [b for b in self.bagian if b.nilai is not None]
        if len(ada) < 2:
            return ()
        bagian = tuple(
            f"SKP {b.nama}, {tanggal(b.mulai)} sampai {tanggal(b.sampai)}: {angka(b.nilai, 2)} × {b.hari} hari kerja."
            for b in ada
        )
        atas = " + ".join(f"{angka(b.nilai, 2)} × {b.hari}" for b in ada)
        return (*bagian, f"({atas}) ÷ {sum(b.hari for b in ada)} = {angka(self.nilai, 2)}.")

    def ke_json(self) -> dict[str, Any]:
        """What Kunci bulan keeps; `dari_json` gives the equal month back."""
        return {"nilai": _padat(self.nilai), "sebab": list(self.sebab), "bagian": _padat(self.bagian)}


def _bila_dikunci(bagian: CapaianBagian) -> CapaianBagian:
    iki = tuple(replace(i, nilai=NOL) if i.keadaan is Keadaan.MENUNGGU else i for i in bagian.iki)
    return replace(bagian, nilai=nilai_bagian(iki, bagian.bonus))


def _padat(nilai: Any) -> Any:
    """Dataclasses and tuples as lists in the order of their fields, figures and days as text."""
    if isinstance(nilai, tuple):
        return [x if type(x) is int else _padat(x) for x in nilai]
    if isinstance(nilai, Decimal | date):
        return str(nilai)
    if is_dataclass(nilai):
        return [_padat(getattr(nilai, nama)) for nama in nilai.__dataclass_fields__]
    return nilai


def nilai_bulan(bagian: Sequence[CapaianBagian]) -> Decimal | None:
    """Parts that have a figure, weighted by their working days, rounded; None without any."""
    ada = [(b.nilai, b.hari) for b in bagian if b.nilai is not None]
    hari = sum(h for _, h in ada)
    return bulat(sum((Fraction(n) * h for n, h in ada), Fraction(0)) / hari) if hari else None


def dari_json(pegawai_id: int, tahun: int, bulan: int, isi: Mapping[str, Any], terkunci: int | None) -> CapaianBulan:
    """The month that `ke_json` stored."""
    bagian = tuple(
        CapaianBagian(
            skp, nama, date.fromisoformat(mulai), date.fromisoformat(sampai), hari, bonus, _angka(nilai),
            tuple(_iki(i) for i in iki),
        )
        for skp, nama, mulai, sampai, hari, bonus, nilai, iki in isi["bagian"]
    )  # fmt: skip
    return CapaianBulan(pegawai_id, tahun, bulan, _angka(isi["nilai"]), bagian, tuple(isi["sebab"]), terkunci)


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def _iki(row: Sequence[Any]) -> CapaianIki:
    iki_id, jenis, rhk, teks, satuan, arah, agregasi, jumlah, keadaan = row[:9]
    nilai, t, r, s, sisa, tanda, menunggu, catatan = row[9:]
    return CapaianIki(
        iki_id, JenisRhk(jenis), rhk, teks, satuan, Arah(arah), Agregasi(agregasi), jumlah, Keadaan(keadaan),
        _angka(nilai), _angka(t), _angka(r), Decimal(s), Decimal(sisa), tanda, menunggu, tuple(catatan),
    )  # fmt: skip
