# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""By when a person logs and sends; whose entry may be seen; whether a month is locked. The month itself: `queries_hari`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from json import loads

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import db
from skpweb.core.errors import AppError, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.harian.models import Bukti, Catatan, KunciBulan, NilaiBulan
from skpweb.harian.rules import (
    HARI_PERBAIKAN,
    AturanHarian,
    batas_catat,
    batas_kirim,
    batas_kirim_catatan,
    batas_perbaikan,
    batas_setuju,
    dijumlahkan,
)
from skpweb.matriks.rules import bulan_skp
from skpweb.organisasi.queries import satu
from skpweb.pegawai.queries import Identitas, identitas
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries import JendelaBagi, daftar_pembuka, jendela_bagi, keadaan_dari, waktu_lengkap
from skpweb.periode.rules import KalenderKerja, Tahap, akhir_bulan
from skpweb.presensi.queries_cuti import kalender_orang
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import MATI, pastikan_melihat, skp_hidup

LIHAT_DEPAN = timedelta(days=60)  # leave so far ahead counts for the clocks


def aturan_harian() -> AturanHarian:
    """The office's numbers in force."""
    return AturanHarian(**{k: aturan(f"harian.{k}") for k in AturanHarian.__dataclass_fields__})


# ---- the lock -----------------------------------------------------------------------------------
def terkunci(pegawai_id: int, tahun: int, bulan: int) -> KunciBulan | None:
    """The lock in force of a person's month, without its working. One query."""
    rows = KunciBulan.raw(
        "SELECT id, pegawai_id, tahun, bulan, capaian, dikunci_pada FROM kunci_bulan"
        " WHERE pegawai_id = ? AND tahun = ? AND bulan = ? AND dibuka_pada IS NULL", pegawai_id, tahun, bulan,
    )  # fmt: skip
    return next(iter(rows), None)


def pastikan_tidak_terkunci(pegawai_id: int, tahun: int, bulan: int) -> None:
    """Raises Locked, which says since when and who reopens the month."""
    if kunci := terkunci(pegawai_id, tahun, bulan):
        raise bulan_terkunci(tahun, bulan, kunci.dikunci_pada)


def bulan_terkunci(tahun: int, bulan: int, sejak: datetime) -> Locked:
    """A locked month in words."""
    return Locked(
        f"Bulan {nama_bulan(tahun, bulan)} sudah dikunci, sehingga kinerja hariannya tidak berubah lagi.",
        rule="Kunci bulan sesudah batas validasi", until=waktu_lengkap(sejak, clock.sekarang()), who=daftar_pembuka(),
    )  # fmt: skip


# ---- by when ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Waktu:
    """Everything that decides by when one person logs and sends in one month, as of the moment `pada`.

    `skp`: the live ones that touch the month; `kunci`: since when it is locked.
    """

    orang: Identitas
    tahun: int
    bulan: int
    pada: datetime
    aturan: AturanHarian
    kalender: KalenderKerja
    skp: Sequence[Skp]
    kunci: datetime | None
    jendela: JendelaBagi

    @cached_property
    def pengecualian(self) -> datetime | None:
        """Until when an exception lifts clock and window."""
        return self.jendela.pengecualian_sampai(self.pada)

    @property
    def hari(self) -> date:
        return clock.hari(self.pada)

    def skp_pada(self, hari: date) -> Skp | None:
        """The plan that covers a day."""
        return next((s for s in reversed(self.skp) if s.mulai <= hari <= s.sampai), None)

    @property
    def belum_setuju(self) -> bool:
        """No plan of the month is agreed yet, so that its clock has not begun."""
        return bool(self.skp) and not any(s.status.berlaku for s in self.skp)

    @cached_property
    def batas_kirim(self) -> date:
        """The month's own clock, longer where a day of it lies before the first agreement."""
        awal, batas = date(self.tahun, self.bulan, 1), [batas_kirim(self.kalender, self.tahun, self.bulan, self.aturan)]
        for skp in self.skp:
            mulai: date = skp.mulai
            if (setuju := _hari(skp.ditetapkan_pada)) and max(awal, mulai) < setuju:
                batas.append(batas_setuju(self.kalender, setuju, self.aturan))
        return max(batas)

    def tahan_catat(self, hari: date) -> AppError | None:
        """Why a new entry of that day is refused: future, locked, no plan, too late; None: it is not."""
        if hari > self.hari:
            return RuleViolation("Tanggal ini belum tiba. Kinerja dicatat pada harinya atau sesudahnya.")
        if self.terkunci:
            return self.terkunci
        if (skp := self.skp_pada(hari)) is None:
            return RuleViolation("Tidak ada SKP yang mencakup tanggal ini. Susun SKP lebih dahulu di SKP saya.")
        setuju = _hari(skp.ditetapkan_pada)
        batas = batas_catat(self.kalender, hari, self.aturan, setuju)
        if setuju is None or batas is None or self.hari <= batas or self.pengecualian:
            return None
        dasar = f"Pencatatan paling lama {self.aturan.hari_catat} hari kerja sesudah tanggal kegiatan"
        dasar = self._dasar_setuju(hari, setuju, batas) or dasar
        return self._lewat(f"Kegiatan {tanggal(hari)} tidak dapat dicatat lagi.", dasar, batas)

    def tahan_kirim(self, hari: date, skp: Skp, perbaikan: datetime | None) -> AppError | None:
        """Why an entry of that day and plan, sent back at `perbaikan` if it was, cannot be sent; None: it can."""
        if self.terkunci:
            return self.terkunci
        if not skp.status.berlaku or skp.ditetapkan_pada is None:
            return Locked(
                f"SKP {skp.nama} masih berstatus {skp.status.label}; yang dicatat tersimpan sebagai konsep.",
                rule="Kinerja harian dikirim sesudah SKP ditetapkan", until="SKP ditetapkan",
                who="atasan Anda, sesudah SKP diajukan",
            )  # fmt: skip
        if self.pengecualian:
            return None
        setuju, dinilai = clock.hari(skp.ditetapkan_pada), _hari(perbaikan)
        ulang = batas_perbaikan(self.kalender, dinilai) if dinilai else None
        if ulang and self.hari <= ulang:
            return None  # whatever clocks and windows (rules §4)
        batas = batas_kirim_catatan(self.kalender, hari, self.aturan, setuju, dinilai)
        if self.hari > batas:
            dasar = self._dasar_setuju(hari, setuju, batas)
            if batas == ulang:
                dasar = f"Perbaikan dikirim paling lama {HARI_PERBAIKAN} hari kerja sesudah dikembalikan"
            dasar = dasar or f"Dikirim sampai tanggal {self.aturan.tanggal_kirim} bulan berikutnya"
            judul = f"Batas kirim kinerja harian {nama_bulan(hari.year, hari.month)} sudah lewat."
            return self._lewat(judul, dasar, batas)
        return self.jendela_tutup

    def _dasar_setuju(self, hari: date, setuju: date, batas: date) -> str:
        """The rule, where the first agreement made this limit of that day; else ""."""
        if hari >= setuju or batas != batas_setuju(self.kalender, setuju, self.aturan):
            return ""
        return f"Hari sebelum SKP ditetapkan: paling lama {self.aturan.hari_setuju} hari kerja sesudah penetapan"

    def _lewat(self, judul: str, dasar: str, batas: date) -> Locked:
        until = waktu_lengkap(clock.saat(batas, 23, 59, 59), self.pada)
        return Locked(judul, rule=dasar, until=until, who=f"{self._pembuka}, dengan pengecualian")

    @cached_property
    def _pembuka(self) -> str:
        return daftar_pembuka()

    @cached_property
    def terkunci(self) -> Locked | None:
        return bulan_terkunci(self.tahun, self.bulan, self.kunci) if self.kunci else None

    @cached_property
    def jendela_tutup(self) -> Locked | None:
        """The window of the daily log, where the office has set one and it is not open for this person."""
        if self.jendela.jendela is None:
            return None
        kini = keadaan_dari(self.jendela, pada=self.pada)
        return None if kini.terbuka else Locked(kini.judul + ".", rule=kini.dasar, until=kini.sejak, who=kini.pembuka)


def _hari(pada: datetime | None) -> date | None:
    return clock.hari(pada) if pada else None


def waktu(pegawai_id: int, tahun: int, bulan: int, pada: datetime) -> Waktu:
    """Five queries."""
    skp = skp_hidup([pegawai_id], date(tahun, bulan, 1), akhir_bulan(tahun, bulan)).get(pegawai_id, [])
    kunci = terkunci(pegawai_id, tahun, bulan)
    return waktu_dari(pegawai_id, tahun, bulan, skp, kunci.dikunci_pada if kunci else None, pada)


def waktu_dari(
    pegawai_id: int, tahun: int, bulan: int, skp: Sequence[Skp], kunci: datetime | None, pada: datetime
) -> Waktu:
    """`waktu` where plans and lock were read. Three queries."""
    awal, akhir, hari = date(tahun, bulan, 1), akhir_bulan(tahun, bulan), clock.hari(pada)
    orang = identitas(pegawai_id, hari)
    kalender = kalender_orang({pegawai_id: orang.unit_id}, awal, max(akhir, hari) + LIHAT_DEPAN)[pegawai_id]
    jendela = jendela_bagi(Tahap.CKHP, tahun, unit_id=orang.unit_id, pegawai_id=pegawai_id, pada=pada)
    return Waktu(orang, tahun, bulan, pada, aturan_harian(), kalender, skp, kunci, jendela)


# ---- one entry, one figure, one file ------------------------------------------------------------
def ambil_catatan(pelaku: Pelaku, catatan_id: int, hari: date, *, untuk_diubah: bool = False) -> Catatan:
    """An entry for those who see the person's plan; `untuk_diubah`: for its owner while the month is not locked.

    Raises NotFound for strangers, NotAllowed for those who only see it, Locked.
    """
    row = satu(Catatan, Catatan.id == catatan_id)
    _lihat(pelaku, row.pegawai_id, row.tanggal.year, row.tanggal.month, hari, untuk_diubah)
    return row


def ambil_nilai(pelaku: Pelaku, nilai_id: int, hari: date, *, untuk_diubah: bool = False) -> NilaiBulan:
    """A nilai akhir bulan with its `.iki.rhk.skp`; raises as `ambil_catatan`."""
    query = NilaiBulan.select(NilaiBulan, Iki, Rhk, Skp).join(Iki).join(Rhk).join(Skp)
    if (row := query.where(NilaiBulan.id == nilai_id).first()) is None:
        raise NotFound
    _lihat(pelaku, row.iki.rhk.skp.pegawai_id, row.tahun, row.bulan, hari, untuk_diubah)
    return row


def _lihat(pelaku: Pelaku, pemilik: int, tahun: int, bulan: int, hari: date, untuk_diubah: bool) -> None:
    if pelaku.pegawai_id != pemilik:
        pastikan_melihat(pelaku, pemilik, hari)
        if untuk_diubah:
            raise NotAllowed("Kinerja harian hanya diubah oleh pemiliknya. Anda dapat melihatnya.")
    elif untuk_diubah:
        pastikan_tidak_terkunci(pemilik, tahun, bulan)


def ambil_bukti(pelaku: Pelaku, bukti_id: int, hari: date, *, untuk_diubah: bool = False) -> Bukti:
    """A file of evidence with its `.berkas`, to those who see what it belongs to; raises as `ambil_catatan`."""
    row = satu(Bukti, Bukti.id == bukti_id)
    if row.catatan_id:
        row.catatan = ambil_catatan(pelaku, row.catatan_id, hari, untuk_diubah=untuk_diubah)
    else:
        row.nilai = ambil_nilai(pelaku, row.nilai_id, hari, untuk_diubah=untuk_diubah)
    return row


def ambil_iki_bulan(
    pegawai_id: int | None, iki_id: int, tahun: int, bulan: int, hari: date
) -> tuple[Iki, NilaiBulan | None]:
    """An own IKI (with `.rhk.skp`) that is not summed, and its figure of a month of the plan that has begun on `hari`.

    Raises NotFound otherwise. Two queries."""
    query = Iki.select(Iki, Rhk, Skp).join(Rhk).join(Skp).where(Iki.id == iki_id, Skp.pegawai == pegawai_id)
    iki = query.where(Skp.status.not_in(MATI)).first()
    if iki is None or dijumlahkan(iki) or iki.rhk.skp.tahun != tahun or (tahun, bulan) > (hari.year, hari.month):
        raise NotFound
    if bulan not in bulan_skp(iki.rhk.skp.mulai, iki.rhk.skp.sampai):
        raise NotFound
    return iki, NilaiBulan.get_or_none(NilaiBulan.iki == iki_id, NilaiBulan.tahun == tahun, NilaiBulan.bulan == bulan)


BUKTI = """(SELECT json_group_array(json_array(b.id, f.nama)) FROM bukti b JOIN berkas f ON f.id = b.berkas_id
    WHERE b.{}_id = {})"""


def baca_bukti(teks: str) -> tuple[tuple[int, str], ...]:
    """What the column BUKTI holds: ids and names of files."""
    return () if teks == "[]" else tuple(sorted((id_, nama) for id_, nama in loads(teks)))


def daftar_bukti(milik: str, id_: int) -> tuple[tuple[int, str], ...]:
    """Evidence of one entry or figure ("catatan" | "nilai"). One query."""
    return baca_bukti(db.execute_sql(f"SELECT {BUKTI.format(milik, '?')}", (id_,)).fetchone()[0])
