"""The logs of the demo office: three months and the running one, partly waiting, two of them locked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.formats import nama_bulan
from skpweb.harian.models import Catatan, NilaiBulan
from skpweb.harian.queries import waktu
from skpweb.harian.queries_kertas import menunggu_kertas
from skpweb.harian.rules import IsianCatatan, JenisCatatan, StatusCatatan, Tanda
from skpweb.harian.services import kirim, simpan_catatan, simpan_nilai_bulan
from skpweb.harian.services_bulan import kunci_bulan
from skpweb.harian.services_kertas import catat_di_atas_kertas
from skpweb.harian.services_validasi import Pilih, perbaikan, tolak, validasi
from skpweb.mulai.demo_cerita import PENSIUN, Cerita
from skpweb.mulai.demo_kantor import JABATAN
from skpweb.mulai.demo_naskah import LAIN, TEMPAT, UMPAN
from skpweb.mulai.demo_rencana import Kerja, Rencana, Tulisan, orang
from skpweb.mulai.demo_tahun import bukti
from skpweb.pegawai.queries_pohon import wilayah
from skpweb.pegawai.rules import Kepegawaian
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.periode.queries import kalender
from skpweb.periode.rules import akhir_bulan
from skpweb.persetujuan.services import Kertas
from skpweb.presensi.queries_cuti import daftar_cuti
from skpweb.presensi.rules import JenisCuti, Rentang
from skpweb.presensi.services_cuti import catat_cuti
from skpweb.skp.models import Iki, Rhk
from skpweb.skp.rules import JenisRhk

SIBUK = ("kabid_ukm", "kasub_perencanaan", "ka_metrologi")  # have not looked at last month yet
CUTI = (("ukm.4.1", JenisCuti.CUTI, 3), ("koperasi.1.1", JenisCuti.DINAS_LUAR, 2), ("perdagangan.4.1", JenisCuti.SAKIT, 1),
        ("pegawai", JenisCuti.DINAS_LUAR, 2), ("metrologi.2.0", JenisCuti.CUTI, 2), ("umum.4.0", JenisCuti.IZIN, 1))  # fmt: skip


def isi_harian(c: Cerita, rencana: dict[int, Rencana]) -> None:
    """Month by month: leave, entries, figures, sending, validation, lock."""
    for key, jenis, n in CUTI:
        first = kalender(None).geser(c.bulan(1) + timedelta(days=c.rng.randint(3, 20)))
        span, note = Rentang(jenis, first, first + timedelta(days=n - 1)), f"Surat {c.rng.randint(10, 99)}/{first.year}"
        catat_cuti(c.pelaku("pengelola"), c.id[key], span, note, pada=c.saat(first - timedelta(days=2)))
    foto = bukti("Daftar hadir pekan ini")
    for mundur in (3, 2, 1, 0):
        first = c.bulan(mundur)
        for t in rencana[first.year].values():
            if t.setuju and t.kunci not in (PENSIUN, "tugas_belajar") and not (t.kunci == "cuti" and mundur < 2):
                _catat_bulan(c, t, first, mundur, foto)
        _validasi(c, first, mundur)
        if mundur > 1:
            after = c.bulan(mundur - 1)
            _di_atas_kertas(c, first, c.saat(after + timedelta(days=8), 10))
            locked = c.saat(after + timedelta(days=19), 10)
            kunci_bulan(c.pelaku("pengelola"), first.year, first.month, pada=locked)


# ---- the employee -------------------------------------------------------------------------------
def _catat_bulan(c: Cerita, t: Tulisan, first: date, mundur: int, foto: bytes) -> None:
    who, diligence = orang(c, t.kunci), Decimal(c.rng.randint(70, 125)) / 100
    paruh = c.orang[t.kunci].kepegawaian is Kepegawaian.PARUH_WAKTU
    days = _hari(c, t, first, pekanan=paruh or t.kunci == "kepala")
    if not days:
        return
    w = waktu(c.id[t.kunci], first.year, first.month, c.saat(days[0], 16))
    made = []
    for n, day in enumerate(days):
        pada = c.saat(day, 16, c.rng.randint(0, 59))
        up = [("daftar-hadir.png", foto)] if paruh else []
        for k in {n % len(t.hitung), c.rng.randrange(12)} & set(range(len(t.hitung))):
            isian = _isian(c, t.hitung[k], diligence, len(days) / len(t.hitung))
            made.append((day, simpan_catatan(who, day, isian, unggahan=up, w=replace(w, pada=pada), pada=pada).id))
    _kirim(c, t, who, first, mundur, made)


def _hari(c: Cerita, t: Tulisan, first: date, *, pekanan: bool) -> list[date]:
    """Working days of the month so far on which something is written: not on leave, now and then forgotten."""
    akhir: date = t.skp.sampai
    last = min(akhir_bulan(first.year, first.month), c.hari, akhir)
    kerja, away = kalender(None), daftar_cuti([c.id[t.kunci]], first, last).get(c.id[t.kunci], [])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [
        d for d in days if d >= t.skp.mulai and kerja.hari_kerja(d) and not any(a.mulai <= d <= a.sampai for a in away)
    ]
    return [d for d in days if (d.weekday() == 4 if pekanan else c.rng.random() > 0.04)]


def _isian(c: Cerita, k: Kerja, diligence: Decimal, often: float) -> IsianCatatan:
    """Something of the theme; its figure makes about a month's share of the target, more or less by diligence."""
    if c.rng.random() < 0.03:
        return IsianCatatan(JenisCatatan.LAIN, None, c.rng.choice(LAIN), lokasi="Kantor dinas")
    share = Decimal(k.target) / 12 / max(1, round(often)) * diligence
    amount = int(share + Decimal(c.rng.randint(0, 99)) / 100)
    text = c.rng.choice(k.kalimat).format(k.tema, c.rng.choice(k.bahan))
    hour = c.rng.randint(8, 13)
    return IsianCatatan(
        JenisCatatan(k.jenis), k.iki_id, text, Decimal(amount), f"{hour:02}.00–{hour + 2:02}.30" if hour % 3 else "",
        c.rng.choice(TEMPAT),
    )  # fmt: skip


def _kirim(c: Cerita, t: Tulisan, who: Pelaku, first: date, mundur: int, made: list[tuple[date, int]]) -> None:
    """A past month whole, with its figures; of the running one by half of the people what is older than a week."""
    if not mundur:
        made = [(d, i) for d, i in made if c.hari - d > timedelta(days=7)] if c.id[t.kunci] % 2 else []
    when = c.saat(c.bulan(mundur - 1) + timedelta(days=2), 15) if mundur else c.saat(c.hari - timedelta(days=1), 15)
    figures = []
    if mundur and (c.id[t.kunci] % 9 or mundur > 1):
        for iki_id, bound, less in t.akhir:
            value = None if bound is None else bound + Decimal(c.rng.choice((-1, 0, 0, 0, 1, 2))) * (1 if less else 2)
            row = simpan_nilai_bulan(
                who, iki_id, first.year, first.month, nilai=None if value is None else max(Decimal(0), value),
                uraian="Rekapitulasi bulan ini dari laporan yang terbit.", pada=when,
            )  # fmt: skip
            figures.append(row.id)
    utama = {k.iki_id for k in t.hitung if k.jenis is JenisRhk.UTAMA}
    if made and any(
        i in utama for (i,) in Catatan.select(Catatan.iki).where(Catatan.id.in_([n for _, n in made])).tuples()
    ):
        kirim(who, first.year, first.month, [i for _, i in made], figures, pada=when)


# ---- the superior -------------------------------------------------------------------------------
def _validasi(c: Cerita, first: date, mundur: int) -> None:
    """On the eighth of the next month; some have not come to it yet. Of the running month only a few look already."""
    last = akhir_bulan(first.year, first.month)
    pada = c.saat(c.bulan(mundur - 1) + timedelta(days=7), 14) if mundur else c.pada
    for n, key in enumerate(k for k in JABATAN if k in c.id and k != PENSIUN):
        if (mundur == 1 and key in SIBUK) or (not mundur and n % 3):
            continue
        who = Pelaku(None, c.id[key], c.orang[key].nama, frozenset({"atasan"}))
        people = list(wilayah(c.id[key], pada.date(), TugasDelegasi.VALIDASI).langsung)
        entries = Catatan.select(Catatan.id, Catatan.versi).where(
            Catatan.pegawai.in_(people), Catatan.status == StatusCatatan.DIKIRIM, Catatan.tanggal.between(first, last)
        )
        chosen = [Pilih("c", *row) for row in entries.order_by(Catatan.id).tuples()]
        back = chosen[:: 97 if mundur > 1 else 41][1:] if mundur else []
        for m, one in enumerate(back):
            (tolak if m % 5 == 4 else perbaikan)(who, replace(one, umpan=UMPAN[m % len(UMPAN)]), pada=pada)
        rest = [p for p in chosen if p not in back] + _nilai(people, first)
        if rest:
            validasi(who, rest, pada=pada)


def _di_atas_kertas(c: Cerita, first: date, pada: datetime) -> None:
    """The head's month on the CKHP that the Bupati signed; last month's still waits for it."""
    head, month, hari = c.id["kepala"], (first.year, first.month), clock.hari(pada)
    rows = [Pilih("c", b.id, b.versi) for b in menunggu_kertas(head, *month, hari) if b.macam == "c"]
    if rows := rows + _nilai([head], first):
        scan = ("ckhp-kepala.png", bukti(f"CKHP Kepala Dinas, {nama_bulan(*month)}"))
        sheet = Kertas(f"800.1.11/CKHP-{first.month}/Bup/{first.year}", hari - timedelta(days=1), scan)
        sah = [("validasi", p) for p in rows]
        catat_di_atas_kertas(c.pelaku("pengelola"), head, *month, sah, sheet, pada=pada)


def _nilai(people: Iterable[int], first: date) -> list[Pilih]:
    """Figures of the month that wait, those without bounds with their mark."""
    rows = NilaiBulan.select(NilaiBulan, Iki, Rhk).join(Iki).join(Rhk).where(
        NilaiBulan.tahun == first.year, NilaiBulan.bulan == first.month, NilaiBulan.status == StatusCatatan.DIKIRIM
    )  # fmt: skip
    marks = [
        (Pilih("n", r.id, r.versi), r.iki.batas_bawah is None, r.id)
        for r in rows.order_by(NilaiBulan.id) if r.iki.rhk.skp.pegawai_id in people
    ]  # fmt: skip
    note = "Rekomendasinya dipakai menyusun kebijakan bidang."
    return [
        replace(p, tanda=Tanda.SEBAGIAN if i % 7 == 0 else Tanda.TERCAPAI, umpan=note) if free else p
        for p, free, i in marks
    ]
