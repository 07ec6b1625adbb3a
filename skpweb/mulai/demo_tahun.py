"""The last months of the demo office: calendar, attendance, values made elsewhere, a decided period, an open one."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from skpweb.core import clock
from skpweb.core.access import SISTEM
from skpweb.core.formats import BULAN, nama_bulan
from skpweb.mulai.demo_cerita import PENSIUN, Cerita
from skpweb.mulai.demo_kantor import BUPATI, TIM
from skpweb.mulai.demo_orang import hari_dibuka
from skpweb.pegawai.services_tim import bentuk_tim, laporkan_data, tambah_anggota, tambah_pejabat_luar
from skpweb.periode.queries import kalender
from skpweb.periode.rules import JenisLibur, libur_tetap
from skpweb.periode.services import tetapkan_libur
from skpweb.petruk import services as nilai_luar
from skpweb.petruk.models import PeriodePetruk
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.rules_alur import Putusan
from skpweb.petruk.rules_calon import Isian
from skpweb.petruk.services_kepala import NilaiKepala, nilai_team_work, tetapkan
from skpweb.petruk.services_penilaian import kunci, nominasi, simpan
from skpweb.petruk.services_periode import buka_periode, peringkatkan, tidak_mengusulkan, tutup
from skpweb.presensi import services as presensi
from skpweb.presensi.rules import Rekap

TANPA_REKAP = "pasar_tu"  # this unit's attendance of last month has not come yet


@dataclass(frozen=True)
class Calon:
    """A nominee of the past period: figures of the assessed month, and what is said of him."""

    kunci: str
    ekinerja: str
    rajin: bool
    tingkat: int
    uraian: str
    team_work: int


CALON = (
    Calon("calon_koperasi", "91.20", True, 30, "Buku kerja pengawasan koperasi bersama, dipakai semua bidang.", 20),
    Calon("calon_konsumen", "86.50", True, 30, "Kotak aduan konsumen dengan nomor antrean, dipakai semua bidang.", 20),
    Calon("calon_perdagangan", "84.00", False, 40, "Papan harga kebutuhan pokok yang dibaca semua dinas dan warga.", 20),
    Calon("calon_metrologi", "88.40", True, 20, "Daftar periksa tera ulang di lapangan.", 15),
)  # fmt: skip
BELUM = "Unit ini memusatkan tenaga pada penyelesaian laporan bulan berjalan."


def isi_sekitar(c: Cerita) -> None:
    """What stands round the people: the Bupati, a team, holidays."""
    begin = c.saat(c.bulan(4), 11)
    nama, jabatan, instansi = BUPATI
    tambah_pejabat_luar(
        SISTEM, nama=nama, jabatan=jabatan, instansi=instansi, mulai=hari_dibuka(c.hari), penilai_kepala=True, pada=begin
    )  # fmt: skip
    title, leader, members = TIM
    team = bentuk_tim(SISTEM, nama=title, unit_id=None, ketua_id=c.id[leader], dibentuk=c.bulan(4), pada=begin)
    for key in members:
        tambah_anggota(SISTEM, team.id, pegawai_id=c.id[key], mulai=c.bulan(4), pada=begin)
    for year in sorted({c.bulan(3).year, c.hari.year, c.hari.year + 1}):
        for day, name in libur_tetap(year):
            tetapkan_libur(SISTEM, day, name, JenisLibur.NASIONAL, pada=begin)


def isi_bulan(c: Cerita, mundur: int) -> None:
    """Attendance and e-Kinerja values of a month, imported on the third of the next."""
    first, when = c.bulan(mundur), c.saat(c.bulan(mundur - 1) + timedelta(days=2), 9)
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    days = kalender(None).jumlah_bulan(first.year, first.month)
    story = {n.kunci: n for n in CALON} if mundur == 2 else {}
    recaps, values = [], []
    for key, o in c.orang.items():
        if o.mulai > last or key in (PENSIUN, "tugas_belajar"):
            continue
        if mundur > 1 or not o.jabatan.startswith(TANPA_REKAP):
            recap = _kurang(days) if key in story and not story[key].rajin else _rekap(c, key, days, key in story)
            recaps.append(presensi.BarisImpor(c.id[key], first.year, first.month, recap))
        figure = Decimal(story[key].ekinerja) if key in story else Decimal(c.rng.randint(7800, 9850)) / 100
        values.append(nilai_luar.BarisImpor(c.id[key], JenisNilai.EKINERJA, first.year, first.month, figure))
    who, month = c.pelaku("pengelola"), f"{first:%Y-%m}"
    presensi.terapkan_impor(who, recaps, sumber=f"presensi-{month}.xlsx", pada=when)
    nilai_luar.terapkan_impor(who, values, sumber=f"e-kinerja-{month}.xlsx", pada=when)


def _rekap(c: Cerita, key: str, days: int, diligent: bool) -> Rekap:
    """A month as most are; some are away a little."""
    if key == "cuti":
        return Rekap(days, cuti=days)
    away = {"dinas_luar": c.rng.choice((0, 0, 1, 2, 3))}
    if not diligent:
        kind = c.rng.choices(("", "sakit", "cuti", "izin", "tanpa_keterangan"), (60, 14, 14, 9, 3))[0]
        away |= {kind: c.rng.randint(1, 2)} if kind else {}
    late = {} if diligent else {"tl1": c.rng.choice((0, 0, 0, 1, 2)), "psw1": c.rng.choice((0, 0, 0, 0, 1))}
    return Rekap(days, hadir=days - sum(away.values()), **away, **late)


def _kurang(days: int) -> Rekap:
    """16 of 17 days, 94.12 %: just below the threshold."""
    return Rekap(days, hadir=16, izin=1, cuti=days - 17, tl1=2)


def isi_tahunan(c: Cerita) -> None:
    """Last year's predikat of everybody who was here, and a behaviour value with its source."""
    who, when, first = c.pelaku("pengelola"), c.saat(c.bulan(3) + timedelta(days=4), 10), c.bulan(3)
    here = [key for key, o in c.orang.items() if key not in (PENSIUN, "baru")]
    nominee = {n.kunci for n in CALON} | {"calon_ukm", "calon_pasar"}
    weights = {Predikat.SANGAT_BAIK: 20, Predikat.BAIK: 75, Predikat.BUTUH_PERBAIKAN: 5}
    for year in sorted({c.bulan(1).year - 1, c.bulan(2).year - 1}):
        rows = []
        for key in here:
            found = Predikat.BAIK if key in nominee else c.rng.choices(list(weights), list(weights.values()))[0]
            if c.orang[key].mulai.year <= year:
                rows.append(nilai_luar.BarisImpor(c.id[key], JenisNilai.PREDIKAT, year, None, predikat=found))
        nilai_luar.terapkan_impor(who, rows, sumber=f"predikat-{year}.xlsx", pada=when)
    values = [
        nilai_luar.BarisImpor(
            c.id[key], JenisNilai.PERILAKU, first.year, first.month,
            Decimal(c.rng.randint(7800 if key in nominee else 7000, 9600)) / 100,
        )
        for key in here
    ]  # fmt: skip
    nilai_luar.terapkan_impor(who, values, sumber="Aplikasi e-Perilaku, semester lalu", pada=when)


def isi_periode_lalu(c: Cerita) -> None:
    """The period that assessed the month before last: opened, nominated, scored, locked, ranked, decided."""
    month, start = c.bulan(2), c.bulan(1) + timedelta(days=4)
    who, head = c.pelaku("pengelola"), c.pelaku("kepala")
    period = _buka(c, month, start, start + timedelta(days=12))
    mine = {}
    for n, calon in enumerate(CALON):
        when = c.saat(start + timedelta(days=1 + n), 10)
        mine[calon.kunci] = nominasi(who, period.id, c.id[calon.kunci], pada=when).id
        _simpan(c, "pengelola", mine[calon.kunci], calon.uraian, calon.tingkat, start + timedelta(days=1 + n))
    for key in c.unit.keys() - {"dinas", "koperasi", "konsumen", "perdagangan", "metrologi"}:
        tidak_mengusulkan(who, period.id, c.unit[key], BELUM, pada=c.saat(start + timedelta(days=8), 9))
    scores = [NilaiKepala(mine[n.kunci], n.team_work, Putusan.DITERIMA) for n in CALON]
    nilai_team_work(head, period.id, scores, pada=c.saat(start + timedelta(days=10), 13))
    for penilaian_id in mine.values():
        kunci(who, penilaian_id, pada=c.saat(start + timedelta(days=11), 9))
    tutup(who, period.id, pada=c.saat(start + timedelta(days=13), 8))
    peringkatkan(who, period.id, pada=c.saat(start + timedelta(days=13), 9))
    day = start + timedelta(days=15)
    tetapkan(head, period.id, f"800.1.11.1/{c.rng.randint(100, 899)}/Diskopdag/{day.year}", day, pada=c.saat(day, 10))


def _buka(c: Cerita, month: date, start: date, end: date) -> PeriodePetruk:
    """A period over one month whose window opens in the morning of `start`."""
    opened = c.saat(start, 7, 30)
    return buka_periode(
        c.pelaku("pengelola"), tahun=month.year, awal=month.month, akhir=month.month, buka=opened,
        tutup=clock.saat(end, 16), pada=opened,
    )  # fmt: skip


def _simpan(c: Cerita, by: str, penilaian_id: int, words: str, level: int, day: date) -> None:
    proof = [(f"bukti-{penilaian_id}.png", bukti(words))]
    simpan(c.pelaku(by), penilaian_id, Isian(words, level, True), unggahan=proof, pada=c.saat(day, 10, 30))


def bukti(words: str) -> bytes:
    """A picture that says what it stands for."""
    from PIL import Image, ImageDraw, ImageFont  # not at the start of every server

    picture = Image.new("RGB", (1000, 260), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 990, 250), outline="black", width=3)
    pen.text((40, 60), f"Data dukung (contoh)\n\n{words}", fill="black", font=ImageFont.load_default(26))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def isi_periode_kini(c: Cerita) -> None:
    """A report of wrong data; the open period: one nomination just begun, another saved and waiting for the head."""
    wrong = "Nomor HP saya di data pegawai adalah nomor lama."
    laporkan_data(c.pelaku("pegawai"), uraian=wrong, pada=c.saat(c.hari - timedelta(days=5), 9))
    month, start = c.bulan(1), max(c.hari - timedelta(days=4), c.bulan(0))
    period = _buka(c, month, start, c.hari + timedelta(days=10))
    nominasi(c.pelaku("pengelola"), period.id, c.id["calon_ukm"], pada=c.saat(start, 9))
    begun = nominasi(c.pelaku("pengelola_unit"), period.id, c.id["calon_pasar"], pada=c.saat(start, 9, 30))
    words = f"Peta lapak pasar rakyat yang diperbarui tiap pekan sejak {BULAN[month.month - 1]}."
    _simpan(c, "pengelola_unit", begun.id, words, 30, start)
    reason = f"{BELUM} ({nama_bulan(month.year, month.month)})"
    tidak_mengusulkan(c.pelaku("pengelola"), period.id, c.unit["keuangan"], reason, pada=c.pada)
