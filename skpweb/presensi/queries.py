# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from json import dumps
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.queries import NAMA_JABATAN, NAMA_UNIT, UnitPada, daftar_unit, unit_turunan
from skpweb.pegawai.queries import MELIHAT_SEMUA, RIWAYAT_UTAMA
from skpweb.pegawai.queries_pohon import baca, bawahan_id
from skpweb.pengaturan.queries import aturan
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.rules import (
    KETIDAKHADIRAN,
    KOLOM,
    AturanKehadiran,
    Hitungan,
    Kehadiran,
    Rekap,
    hitung_kehadiran,
    jumlahkan,
)


def aturan_kehadiran() -> AturanKehadiran:
    """The office's choice in force."""
    return AturanKehadiran(**{k: Hitungan(aturan(f"presensi.{k}")) for k in KETIDAKHADIRAN})


def rekap_banyak(
    ids: Iterable[int], tahun: int, bulan_awal: int, bulan_akhir: int | None = None
) -> dict[int, list[RekapPresensi]]:
    """Stored months of these people in order, by person; who has none is missing. One query."""
    sql = """SELECT * FROM rekap_presensi WHERE pegawai_id IN (SELECT value FROM json_each(?)) AND tahun = ?
        AND bulan BETWEEN ? AND ? ORDER BY bulan"""
    found: dict[int, list[RekapPresensi]] = {}
    for row in RekapPresensi.raw(sql, dumps(list(ids)), tahun, bulan_awal, bulan_akhir or bulan_awal):
        found.setdefault(row.pegawai_id, []).append(row)
    return found


def ambil_rekap(pegawai_id: int, tahun: int, bulan: int) -> RekapPresensi | None:
    """The stored month, if any; the person's getter decides who may see it."""
    return RekapPresensi.get_or_none(
        RekapPresensi.pegawai == pegawai_id, RekapPresensi.tahun == tahun, RekapPresensi.bulan == bulan
    )


@dataclass(frozen=True)
class BulanPresensi:
    bulan: int
    rekap: RekapPresensi | None
    kehadiran: Kehadiran


@dataclass(frozen=True)
class TahunPresensi:
    """A person's year: twelve months, the sums of those that are there, the percentage of the year."""

    bulan: list[BulanPresensi]
    total: Rekap
    kehadiran: Kehadiran
    ada: int


def tahun_presensi(pegawai_id: int, tahun: int) -> TahunPresensi:
    """One query."""
    pilihan = aturan_kehadiran()
    rows = {int(r.bulan): r for r in rekap_banyak([pegawai_id], tahun, 1, 12).get(pegawai_id, ())}
    semua = [r.rekap for r in rows.values()]
    bulan = [
        BulanPresensi(b, rows.get(b), hitung_kehadiran([rows[b].rekap] if b in rows else [], pilihan))
        for b in range(1, 13)
    ]
    return TahunPresensi(bulan, jumlahkan(semua), hitung_kehadiran(semua, pilihan), len(semua))


@dataclass(frozen=True)
class SaringanBulan:
    """Filter of a list of people's months, as whose page stands in the address; `keadaan` "" all, else a word of that
    list; here "ada", "belum", "tanpa_keterangan"."""

    tahun: int
    bulan: int
    unit_id: int | None = None
    cari: str = ""
    keadaan: str = ""


@dataclass(frozen=True)
class BarisPresensi:
    """A person's month in the list; post and unit as on the last day of the month."""

    pegawai_id: int
    nama: str
    nip: str
    jabatan: str
    unit: str
    rekap: Rekap | None
    sumber: str
    kehadiran: Kehadiran


@dataclass(frozen=True)
class DaftarPresensi:
    """A page of the list with the sums of everything the filter leaves."""

    page: Page[BarisPresensi]
    total: Rekap
    kehadiran: Kehadiran
    ada: int


URUT = ("nama", "unit", "persen")
_DARI = f"""FROM pegawai p LEFT JOIN riwayat_jabatan r ON r.id = {RIWAYAT_UTAMA}
LEFT JOIN jabatan j ON j.id = r.jabatan_id LEFT JOIN unit u ON u.id = j.unit_id
LEFT JOIN rekap_presensi k ON k.pegawai_id = p.id AND k.tahun = :tahun AND k.bulan = :bulan
WHERE NOT p.luar AND (r.id IS NOT NULL OR k.id IS NOT NULL)"""
_KEADAAN = {
    "ada": " AND k.id IS NOT NULL",
    "belum": " AND k.id IS NULL",
    "tanpa_keterangan": " AND k.tanpa_keterangan > 0",
}
_KOLOM = ", ".join(f"k.{k}" for k in KOLOM)


def daftar_presensi(pelaku: Pelaku, saringan: SaringanBulan, paging: Paging, hari: date) -> DaftarPresensi:
    """People whose month the actor may see: reading roles all, a pengelola own units, an atasan subordinates."""
    akhir = date(saringan.tahun, saringan.bulan, monthrange(saringan.tahun, saringan.bulan)[1])
    dari, nilai = _saring(pelaku, saringan, hari)
    pilihan = aturan_kehadiran()
    jumlah = ", ".join(f"COALESCE(SUM(k.{k}), 0)" for k in KOLOM)
    banyak, ada, *angka = baca(f"SELECT COUNT(*), COUNT(k.id), {jumlah} {dari}", akhir, **nilai)[0]
    rows = baca(
        f"SELECT p.id, p.nama, p.nip, {NAMA_JABATAN}, {NAMA_UNIT}, k.sumber, {_KOLOM} {dari}"
        f" ORDER BY {_urut(paging.urut, pilihan)} LIMIT :per OFFSET :offset",
        akhir, per=paging.per, offset=paging.offset, **nilai,
    )  # fmt: skip
    total = Rekap(*angka)
    page = Page([_baris(row, pilihan) for row in rows], banyak, paging)
    return DaftarPresensi(page, total, hitung_kehadiran([total] if ada else [], pilihan), ada)


def unit_terlihat(pelaku: Pelaku, hari: date) -> list[UnitPada]:
    """Units to choose from in the list: all for reading roles, else those in which the actor is pengelola."""
    semua = pelaku.unit_ids is None or bool(MELIHAT_SEMUA & pelaku.peran)
    return [u for u in daftar_unit(hari) if semua or u.id in (pelaku.unit_ids or ())]


def _saring(pelaku: Pelaku, saringan: SaringanBulan, hari: date) -> tuple[str, dict[str, Any]]:
    dari = _DARI + _KEADAAN.get(saringan.keadaan, "")
    nilai: dict[str, Any] = {"tahun": saringan.tahun, "bulan": saringan.bulan}
    if pelaku.unit_ids is not None and not MELIHAT_SEMUA & pelaku.peran:
        orang = bawahan_id(pelaku.pegawai_id, hari) if pelaku.pegawai_id and "atasan" in pelaku.peran else []
        dari += f" AND (u.id IN {_daftar(pelaku.unit_ids)} OR p.id IN {_daftar(orang)})"
    if saringan.unit_id:
        dari += f" AND u.id IN {_daftar(unit_turunan([saringan.unit_id]))}"
    if cari := saringan.cari.strip().lower():
        dari += " AND (instr(lower(p.nama), :cari) OR instr(p.nip, :nomor))"
        nilai |= {"cari": cari, "nomor": cari.replace(" ", "")}
    return dari, nilai


def _daftar(ids: Iterable[int]) -> str:
    """Ids from the database, never typed text."""
    return "(" + ", ".join(str(int(i)) for i in ids) + ")"


def _urut(urut: str, pilihan: AturanKehadiran) -> str:
    """Percent is sorted by the same settings by which it is computed; who has none comes last."""
    arah = "DESC" if urut.startswith("-") else "ASC"
    hadir = " + ".join(f"k.{k}" for k in ("hadir", "dinas_luar", *pilihan.jenis(Hitungan.HADIR)))
    pembagi = " - ".join(f"k.{k}" for k in ("hari_kerja", *pilihan.jenis(Hitungan.DIKELUARKAN)))
    kunci = {
        "unit": f"u.nama {arah}, p.nama, p.id",
        "persen": f"1.0 * ({hadir}) / NULLIF({pembagi}, 0) {arah} NULLS LAST, p.nama, p.id",
    }
    return kunci.get(urut.removeprefix("-"), f"p.nama {arah}, p.id")


def _baris(row: Sequence[Any], pilihan: AturanKehadiran) -> BarisPresensi:
    pegawai_id, nama, nip, jabatan, unit, sumber, *angka = row
    rekap = Rekap(*angka) if sumber is not None else None
    hadir = hitung_kehadiran([rekap] if rekap else [], pilihan)
    return BarisPresensi(pegawai_id, nama, nip or "", jabatan or "", unit or "", rekap, sumber or "", hadir)


def bulan_terakhir(hari: date) -> tuple[int, int]:
    """The latest month with any recap; without one the month before `hari`."""
    rows = RekapPresensi.select(RekapPresensi.tahun, RekapPresensi.bulan).tuples()
    lalu = (hari.year, hari.month - 1) if hari.month > 1 else (hari.year - 1, 12)
    return rows.order_by(RekapPresensi.tahun.desc(), RekapPresensi.bulan.desc()).first() or lalu
