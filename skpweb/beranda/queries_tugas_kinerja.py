"""What is due of plan and logs, by the person's own calendar; what waits for a superior; the month to lock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from skpweb.beranda.queries import Saya
from skpweb.beranda.queries_kinerja import Kinerja, SkpSaya
from skpweb.beranda.rules import Tugas
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.harian.queries import aturan_harian
from skpweb.harian.rules import StatusCatatan, batas_kirim, batas_kirim_catatan, batas_validasi
from skpweb.pegawai.rules import WAJIB_SKP
from skpweb.pengaturan.queries import aturan
from skpweb.periode.rules import KalenderKerja, akhir_menit, punya_jendela_pribadi
from skpweb.persetujuan.rules import batas_atasan, kirim_ulang_sampai
from skpweb.skp.rules import StatusSkp

KONSEP, PERBAIKAN = StatusCatatan.KONSEP, StatusCatatan.PERBAIKAN


def tugas_kinerja(pelaku: Pelaku, me: Saya, k: Kinerja, kalender: KalenderKerja, hari: date) -> list[Tugas]:
    """Of one's own work, of the subordinates', of the office."""
    return [
        *_rencana(me, k, kalender, hari), *_harian(me, k, kalender, hari), *_atasan(me, k, kalender, hari),
        *(_kunci(me, k, kalender, hari) if "pengelola" in pelaku.peran else ()),
    ]  # fmt: skip


def _akhir(hari: date) -> datetime:
    return akhir_menit(clock.saat(hari, 23, 59))


# ---- one's own plan -----------------------------------------------------------------------------
def _rencana(me: Saya, k: Kinerja, kalender: KalenderKerja, hari: date) -> Iterator[Tugas]:
    """A plan not made (since one that ended) or not sent yet: of this year, and from 1 December of the next."""
    sejak = me.identitas.mulai_jabatan
    if sejak is None or me.identitas.status not in WAJIB_SKP:
        return
    for tahun in range(hari.year, hari.year + 1 + (hari.month == 12)):
        milik = [s for s in k.skp if s.tahun == tahun]
        lama = max(milik, key=lambda s: s.sampai, default=None)
        if lama is None or (lama.status is StatusSkp.DITUTUP and lama.sampai < hari):
            sebab = f"SKP {lama.nama} berakhir {tanggal(lama.sampai)}" if lama else "Belum ada SKP tahun ini"
            mulai = max(sejak, lama.sampai + timedelta(days=1)) if lama else sejak
            if tenggat := _batas_ajukan(k, tahun, mulai, kalender):
                yield Tugas(f"Susun SKP {tahun}", sebab, "Susun", "skp.daftar", tenggat=tenggat)
        for s in (s for s in milik if s.status.dapat_diubah):
            yield _ajukan(s, _batas_ajukan(k, tahun, s.mulai, kalender), kalender)


def _ajukan(s: SkpSaya, tenggat: datetime | None, kalender: KalenderKerja) -> Tugas:
    to = ("skp.lihat", {"skp_id": s.id})
    if s.status is not StatusSkp.REVISI or s.kembali_pada is None:
        return Tugas(f"Ajukan SKP {s.nama}", "Masih konsep, belum diajukan kepada atasan", "Lanjutkan", *to, tenggat)
    kembali = clock.hari(s.kembali_pada)
    if tenggat:
        ulang = kirim_ulang_sampai(kembali, clock.hari(tenggat), kalender, aturan("persetujuan.hari_kirim_ulang"))
        tenggat = max(tenggat, _akhir(ulang)) if ulang else tenggat
    to = ("persetujuan.periksa", to[1])  # where the notes of the superior stand
    return Tugas(f"Perbaiki SKP {s.nama}", f"Dikembalikan atasan {tanggal(kembali)}", "Perbaiki", *to, tenggat)


def _batas_ajukan(k: Kinerja, tahun: int, mulai: date, kalender: KalenderKerja) -> datetime | None:
    """The end of the window that holds for a plan from `mulai` on, an exception included; None while there is none."""
    end, longer = k.jendela.get(tahun, (None, None))
    if punya_jendela_pribadi(tahun, mulai):
        end = _akhir(kalender.tenggat(mulai, aturan("periode.hari_jendela_pribadi")))
    return max((e for e in (end, longer) if e), default=None)


# ---- one's own logs -----------------------------------------------------------------------------
def _harian(me: Saya, k: Kinerja, kalender: KalenderKerja, hari: date) -> Iterator[Tugas]:
    """Entries to send month by month, entries sent back, figures of last month: as long as their clocks run."""
    bulan: dict[tuple[int, int], tuple[int, date]] = {}
    for d in sorted(k.hari):
        if (n := k.hari[d].get(KONSEP)) and (batas := _batas_kirim(k, kalender, d, None)) and hari <= batas:
            banyak, lama = bulan.get((d.year, d.month), (0, batas))
            bulan[d.year, d.month] = banyak + n, min(lama, batas)
    for (year, month), (n, batas) in bulan.items():
        words = f"{n} catatan masih konsep"
        yield _tugas_bulan(f"Kirim kinerja harian {nama_bulan(year, month)}", words, "Kirim", (year, month), batas)
    kembali = [(b, d) for d, at in k.perbaikan if (b := _batas_kirim(k, kalender, d, clock.hari(at))) and hari <= b]
    if kembali:
        batas, d = min(kembali)
        yield Tugas(
            f"Perbaiki {len(kembali)} catatan harian", f"Dikembalikan atasan, mulai {tanggal(d)}", "Perbaiki", "harian.hari",
            {"tanggal": d.isoformat()}, _akhir(batas),
        )  # fmt: skip
    batas, (ada, kurang) = batas_kirim(kalender, *me.bulan, aturan_harian()), k.nilai
    if kurang and hari <= batas:
        words = f"{kurang} dari {ada} indikator belum dikirim"
        yield _tugas_bulan(f"Isi nilai akhir bulan {nama_bulan(*me.bulan)}", words, "Isi", me.bulan, batas)


def _tugas_bulan(judul: str, kata: str, tombol: str, bulan: tuple[int, int], batas: date) -> Tugas:
    """The page of a month is that of its first day."""
    return Tugas(judul, kata, tombol, "harian.hari", {"tanggal": f"{date(*bulan, 1)}"}, _akhir(batas))


def _batas_kirim(k: Kinerja, kalender: KalenderKerja, hari: date, dinilai: date | None) -> date | None:
    """Until when an entry of the day is sent; None while no agreed plan covers it."""
    skp = k.skp_pada(hari)
    if skp is None or skp.ditetapkan_pada is None or not skp.status.berlaku:
        return None
    return batas_kirim_catatan(kalender, hari, aturan_harian(), clock.hari(skp.ditetapkan_pada), dinilai)


# ---- those of others ----------------------------------------------------------------------------
def sudah_lewat(me: Saya, kalender: KalenderKerja, hari: date) -> date:
    """The first day of the months whose validation is not over yet."""
    last = date(*me.bulan, 1)
    return hari.replace(day=1) if hari > batas_validasi(kalender, *me.bulan, aturan_harian()) else last


def _atasan(me: Saya, k: Kinerja, kalender: KalenderKerja, hari: date) -> Iterator[Tugas]:
    """Plans and logs; those of a superior who let his deadline pass too."""
    days, entries = aturan("persetujuan.hari_atasan"), k.antre_catatan
    plans = [
        at for p, year, at in k.antre_skp
        if p in me.bawahan or batas_atasan(year, clock.hari(at), kalender, days) < hari
    ]  # fmt: skip
    if plans:
        words = f"{len(plans)} SKP menunggu Anda sejak {tanggal(min(plans))}"
        yield Tugas("Putuskan SKP yang diajukan", words, "Tinjau", "persetujuan.antrean")
    if entries.sejak and entries.tanggal:
        words = f"{entries.banyak} catatan dari {entries.orang} orang menunggu sejak {tanggal(entries.sejak)}"
        batas = batas_validasi(kalender, entries.tanggal.year, entries.tanggal.month, aturan_harian())
        yield Tugas("Validasi kinerja harian", words, "Validasi", "harian.validasi", tenggat=_akhir(batas))


def _kunci(me: Saya, k: Kinerja, kalender: KalenderKerja, hari: date) -> Iterator[Tugas]:
    """Last month is locked once its validation has closed, if anybody has logged in it."""
    buka = sum(u.orang - u.terkunci for u in k.unit)
    if buka and any(u.terkirim for u in k.unit) and hari > batas_validasi(kalender, *me.bulan, aturan_harian()):
        arg = {"tahun": me.bulan[0], "bulan": me.bulan[1]}
        words = f"{buka} pegawai belum dikunci; batas validasi sudah lewat"
        yield Tugas(f"Kunci bulan {nama_bulan(*me.bulan)}", words, "Kunci bulan", "harian.daftar_kunci", arg)
