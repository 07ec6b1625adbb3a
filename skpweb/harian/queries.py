"""A person's month of logs with its clocks; whose entry may be seen; whether a month is locked."""

from calendar import Calendar, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from skpweb.berkas.models import Berkas
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import AppError, Locked, NotAllowed, NotFound, RuleViolation
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.harian.models import Bukti, Catatan, KunciBulan, NilaiBulan
from skpweb.harian.rules import (
    ALUR_CATATAN,
    AturanHarian,
    StatusCatatan,
    batas_catat,
    batas_kirim,
    batas_kirim_catatan,
    batas_setuju,
    dijumlahkan,
    status_hari,
)
from skpweb.matriks.queries import target_banyak
from skpweb.matriks.rules import bulan_skp
from skpweb.organisasi.queries import satu
from skpweb.pegawai.queries import Identitas, identitas
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pengaturan.queries import aturan
from skpweb.periode.models import Jendela
from skpweb.periode.queries import cari_jendela, daftar_pembuka, keadaan, pengecualian_sampai, waktu_lengkap
from skpweb.periode.rules import KalenderKerja, Tahap
from skpweb.presensi.queries_cuti import kalender_orang
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import MATI, isi_banyak, pastikan_melihat, skp_hidup
from skpweb.skp.rules_isi import IsiIki, IsiRhk, IsiSkp

LIHAT_BELAKANG = timedelta(days=14)  # entries of these days before the month are read too, to repeat the last ones
LIHAT_DEPAN = timedelta(days=60)  # leave so far ahead counts for the clocks


def aturan_harian() -> AturanHarian:
    """The office's numbers in force."""
    return AturanHarian(**{k: aturan(f"harian.{k}") for k in AturanHarian.__dataclass_fields__})


# ---- the lock -----------------------------------------------------------------------------------
def terkunci(pegawai_id: int, tahun: int, bulan: int) -> KunciBulan | None:
    """The lock in force of a person's month. One query."""
    return KunciBulan.get_or_none(
        KunciBulan.pegawai == pegawai_id, KunciBulan.tahun == tahun, KunciBulan.bulan == bulan,
        KunciBulan.dibuka_pada.is_null(),
    )  # fmt: skip


def pastikan_tidak_terkunci(pegawai_id: int, tahun: int, bulan: int) -> None:
    """Raises Locked, which says since when and who reopens the month."""
    if kunci := terkunci(pegawai_id, tahun, bulan):
        raise bulan_terkunci(kunci)


def bulan_terkunci(kunci: KunciBulan) -> Locked:
    """A locked month in words."""
    return Locked(
        f"Bulan {nama_bulan(kunci.tahun, kunci.bulan)} sudah dikunci, sehingga kinerja hariannya tidak berubah lagi.",
        rule="Kunci bulan sesudah batas validasi", until=waktu_lengkap(kunci.dikunci_pada, clock.sekarang()),
        who=daftar_pembuka(),
    )  # fmt: skip


# ---- by when ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Waktu:
    """Everything that decides by when one person logs and sends in one month, as of the moment `pada`.

    `skp`: the live ones that touch the month. `pengecualian`: until when an exception lifts clock and window.
    """

    orang: Identitas
    tahun: int
    bulan: int
    pada: datetime
    aturan: AturanHarian
    kalender: KalenderKerja
    skp: Sequence[Skp]
    kunci: KunciBulan | None
    jendela: Jendela | None
    pengecualian: datetime | None

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
        batas = batas_catat(self.kalender, hari, self.aturan, _hari(skp.ditetapkan_pada))
        if batas is None or self.hari <= batas or self.pengecualian:
            return None
        return self._lewat(
            f"Kegiatan {tanggal(hari)} tidak dapat dicatat lagi.",
            f"Pencatatan paling lama {self.aturan.hari_catat} hari kerja sesudah tanggal kegiatan", batas,
        )  # fmt: skip

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
        batas = batas_kirim_catatan(self.kalender, hari, self.aturan, setuju, dinilai)
        if self.hari > batas:
            judul = f"Batas kirim kinerja harian {nama_bulan(hari.year, hari.month)} sudah lewat."
            return self._lewat(judul, f"Dikirim sampai tanggal {self.aturan.tanggal_kirim} bulan berikutnya", batas)
        return self.jendela_tutup

    def _lewat(self, judul: str, dasar: str, batas: date) -> Locked:
        until = waktu_lengkap(clock.saat(batas, 23, 59, 59), self.pada)
        return Locked(judul, rule=dasar, until=until, who=f"{self._pembuka}, dengan pengecualian")

    @cached_property
    def _pembuka(self) -> str:
        return daftar_pembuka()

    @cached_property
    def terkunci(self) -> Locked | None:
        return bulan_terkunci(self.kunci) if self.kunci else None

    @cached_property
    def jendela_tutup(self) -> Locked | None:
        """The window of the daily log, where the office has set one and it is not open for this person."""
        if self.jendela is None:
            return None
        kini = keadaan(
            Tahap.CKHP, self.tahun, unit_id=self.orang.unit_id, pegawai_id=self.orang.pegawai_id, pada=self.pada
        )
        return None if kini.terbuka else Locked(kini.judul + ".", rule=kini.dasar, until=kini.sejak, who=kini.pembuka)


def akhir_bulan(tahun: int, bulan: int) -> date:
    """The last day of a month."""
    return date(tahun, bulan, monthrange(tahun, bulan)[1])


def _hari(pada: datetime | None) -> date | None:
    return clock.hari(pada) if pada else None


def waktu(pegawai_id: int, tahun: int, bulan: int, pada: datetime) -> Waktu:
    """Seven queries, more where a window of the daily log was set up."""
    awal, akhir = date(tahun, bulan, 1), akhir_bulan(tahun, bulan)
    hari = clock.hari(pada)
    orang = identitas(pegawai_id, hari)
    kalender = kalender_orang({pegawai_id: orang.unit_id}, awal, max(akhir, hari) + LIHAT_DEPAN)[pegawai_id]
    jendela = cari_jendela(tahun, Tahap.CKHP)
    return Waktu(
        orang, tahun, bulan, pada, aturan_harian(), kalender, skp_hidup([pegawai_id], awal, akhir).get(pegawai_id, ()),
        terkunci(pegawai_id, tahun, bulan), jendela,
        pengecualian_sampai(jendela, orang.unit_id, pegawai_id, pada) if jendela else None,
    )  # fmt: skip


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


def daftar_bukti(*, catatan: Iterable[int] = (), nilai: Iterable[int] = ()) -> dict[tuple[str, int], list[Bukti]]:
    """Evidence with `.berkas` by ("catatan" | "nilai", id). One query."""
    milik = Bukti.catatan.in_(list(catatan)) | Bukti.nilai.in_(list(nilai))
    found: dict[tuple[str, int], list[Bukti]] = {}
    for row in Bukti.select(Bukti, Berkas).join(Berkas).where(milik).order_by(Bukti.id):
        kunci = ("catatan", row.catatan_id) if row.catatan_id else ("nilai", row.nilai_id)
        found.setdefault(kunci, []).append(row)
    return found


# ---- the month ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class HariKerja:
    """A day of the calendar; `status`: that of its entries which asks most."""

    tanggal: date
    kerja: bool
    libur: str
    jumlah: int
    status: StatusCatatan | None


@dataclass(frozen=True)
class BulanHarian:
    """A person's month of logs. `nilai`: what stands or should stand at the end of the month, by IKI that is not summed."""

    waktu: Waktu
    isi: dict[int, IsiSkp]
    semua: list[Catatan]
    nilai: dict[int, tuple[IsiIki, NilaiBulan | None]]
    bukti: dict[tuple[str, int], list[Bukti]]

    @property
    def wajib_bukti(self) -> bool:
        """Of a PPPK paruh waktu every entry carries a file ⚙."""
        return self.waktu.orang.kepegawaian is Kepegawaian.PARUH_WAKTU and aturan("harian.bukti_paruh_waktu")

    @cached_property
    def catatan(self) -> list[Catatan]:
        """The month's entries by day."""
        return [c for c in self.semua if c.tanggal.month == self.waktu.bulan]

    def pada(self, hari: date) -> list[Catatan]:
        return [c for c in self.catatan if c.tanggal == hari]

    def terakhir_sebelum(self, hari: date) -> list[Catatan]:
        """The entries of the last day before that has any."""
        lalu = [c for c in self.semua if c.tanggal < hari]
        return [c for c in lalu if c.tanggal == lalu[-1].tanggal]

    @cached_property
    def minggu(self) -> list[HariKerja | None]:
        """The calendar, Monday first; None before the first and after the last day."""
        w = self.waktu
        days = Calendar().itermonthdates(w.tahun, w.bulan)
        return [self._sel(d) if d.month == w.bulan else None for d in days]

    def _sel(self, hari: date) -> HariKerja:
        kerja, libur, ada = self.waktu.kalender.hari_kerja(hari), self.waktu.kalender.libur_pada(hari), self.pada(hari)
        return HariKerja(hari, kerja, libur.nama if libur else "", len(ada), status_hari(c.status for c in ada))

    @property
    def hari_kerja(self) -> int:
        return sum(h.kerja for h in self.minggu if h)

    @property
    def hari_terisi(self) -> int:
        """Working days with an entry that was not refused."""
        return sum(h.kerja and h.status not in (None, StatusCatatan.DITOLAK) for h in self.minggu if h)

    @cached_property
    def indikator(self) -> dict[int, tuple[IsiRhk, IsiIki]]:
        """The IKI of the month's plans by id, with their RHK."""
        return {i.id: (r, i) for isi in self.isi.values() for r in isi.rhk for i in r.iki}

    def tahan(self, butir: Catatan | NilaiBulan) -> AppError | None:
        """Why this of the month cannot be sent now; None: it can."""
        hari: Any = date(self.waktu.tahun, self.waktu.bulan, 1)
        if isinstance(butir, Catatan):
            skp_id, hari = butir.skp_id, butir.tanggal
        else:
            skp_id = self.indikator[butir.iki_id][0].skp_id
        skp = next((s for s in self.waktu.skp if s.id == skp_id), None)
        if skp is None:
            return RuleViolation("SKP catatan ini tidak berlaku lagi. Pilih Ubah, lalu indikator dari SKP yang baru.")
        return self.waktu.tahan_kirim(hari, skp, butir.dinilai_pada if butir.status == "perbaikan" else None)

    @cached_property
    def belum_dikirim(self) -> list[tuple[Catatan | NilaiBulan, AppError | None]]:
        """What is still the employee's to send, each with why it cannot be sent now."""
        semua = [*self.catatan, *(n for _, n in self.nilai.values() if n)]
        return [(b, self.tahan(b)) for b in semua if ALUR_CATATAN.boleh(b.status, "kirim")]

    def iki_biasa(self, skp_id: int) -> int | None:
        """The indicator of this plan that was written on last."""
        milik = [c for c in self.semua if c.iki_id in self.indikator and c.skp_id == skp_id]
        return max(milik, key=lambda c: c.id).iki_id if milik else None


def bulan_harian(pegawai_id: int, tahun: int, bulan: int, pada: datetime) -> BulanHarian:
    """The month as it stands; thirteen queries at most, two or three more where a window is set up, whatever the number of entries."""
    w = waktu(pegawai_id, tahun, bulan, pada)
    awal = date(tahun, bulan, 1)
    dalam = Catatan.tanggal.between(awal - LIHAT_BELAKANG, akhir_bulan(tahun, bulan))
    query = Catatan.select().where(Catatan.pegawai == pegawai_id, dalam)
    semua = list(query.order_by(Catatan.tanggal, Catatan.id))
    isi = isi_banyak([s.id for s in w.skp])
    nilai = _nilai(isi, tahun, bulan)
    bukti = daftar_bukti(
        catatan=[c.id for c in semua if c.tanggal >= awal], nilai=[n.id for _, n in nilai.values() if n]
    )
    return BulanHarian(w, isi, semua, nilai, bukti)


def _nilai(isi: dict[int, IsiSkp], tahun: int, bulan: int) -> dict[int, tuple[IsiIki, NilaiBulan | None]]:
    """IKI that are not summed and planned for the month, or have a figure already."""
    iki = [i for x in isi.values() for i in x.iki if not dijumlahkan(i)]
    if not iki:
        return {}
    target = target_banyak(isi)
    ids = [i.id for i in iki]
    query = NilaiBulan.select().where(NilaiBulan.iki.in_(ids), NilaiBulan.tahun == tahun, NilaiBulan.bulan == bulan)
    ada = {n.iki_id: n for n in query}
    return {i.id: (i, ada.get(i.id)) for i in iki if i.id in ada or bulan in target.get(i.id, ())}
