"""The plans of the demo office from the head down, so that each supports a line of its superior; in every state."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.errors import RuleViolation
from skpweb.matriks.services import SEMUA_KOSONG, isi_sel
from skpweb.mulai.demo_cerita import BERKODE, PENSIUN, Cerita
from skpweb.mulai.demo_kantor import JABATAN, STAF, TIM
from skpweb.mulai.demo_naskah import KERJA, TAMBAHAN, TEMA
from skpweb.mulai.demo_tahun import bukti
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.periode.queries import cari_jendela
from skpweb.periode.rules import Tahap
from skpweb.periode.services import atur_jendela, beri_pengecualian
from skpweb.persetujuan.queries_naskah import Rencana as Lembar
from skpweb.persetujuan.queries_naskah import rencana
from skpweb.persetujuan.services import Kertas, ajukan, batalkan, catat_di_atas_kertas, kembalikan, tetapkan, tutup
from skpweb.skp.models import Rhk, Skp
from skpweb.skp.rules import Agregasi, Arah, Aspek, JenisRhk
from skpweb.skp.services import buat_skp, hapus_rhk, tambah_iki, tambah_rhk

# what the running year's plan of some is; all others are agreed, those of BERKODE have not begun
KONSEP = {
    "pasar.1.1": "lengkap",
    "pasar.2.0": "belum ditautkan",
    "konsumen.3.0": "tautan putus",
    "koperasi.5.0": "kosong",
}
DIPERIKSA = {"pasar.1.2": 2, "pasar_tu.1.0": 1, "ukm.4.0": None, "koperasi.4.1": None}  # days before today, if lately
REVISI, BATAL = ("pasar.2.2", "keuangan.2.0"), "perdagangan.3.0"
TERBUKA = "pasar"  # the unit whose windows are open on any day
ALASAN = "Jaringan di pasar sering putus; unit ini diberi waktu lebih."
EKSTRA = "Terbitnya peta aduan konsumen kabupaten"  # written, supported by somebody, taken away
CATATAN = "Target RHK 2 belum sebanding dengan tahun lalu. Naikkan, lalu bagi lagi per bulan."
NAIK = {
    "sekretariat": 2,
    "perdagangan": 1,
    "konsumen": 1,
    "metrologi": 3,
    "keuangan": 1,
    "perencanaan": 2,
    "pasar": 2,
    "pasar_tu": 2,
}


def _jabatan() -> dict[str, tuple[str, str]]:
    """Post: (unit, name)."""
    heads = {key: (unit, nama) for key, (nama, unit, *_) in JABATAN.items()}
    return heads | {f"{u}.{n}": (u, p[0]) for u, (_, posts) in STAF.items() for n, p in enumerate(posts)}


@dataclass
class Tulisan:
    """A plan as it was written, with what its logs will need."""

    kunci: str
    unit: str
    skp: Skp
    utama: list[Rhk] = field(default_factory=list)
    hitung: list["Kerja"] = field(default_factory=list)
    akhir: list[tuple[int, Decimal | None, bool]] = field(default_factory=list)  # IKI, its bound, less is better
    setuju: bool = False


@dataclass(frozen=True)
class Kerja:
    """An IKI whose entries are summed: year's target, what is done (sentences, theme, what is at hand)."""

    iki_id: int
    jenis: JenisRhk
    target: int
    kalimat: tuple[str, ...]
    tema: str
    bahan: tuple[str, ...]


Rencana = dict[str, Tulisan]


def orang(c: Cerita, kunci: str) -> Pelaku:
    """The person as an employee, whatever roles he has besides."""
    return Pelaku(None, c.id[kunci], c.orang[kunci].nama, frozenset({"pegawai"}))


def isi_rencana(c: Cerita, tahun: int) -> Rencana:
    """Windows, plans, their way through the hands. Those of the running year are in every state."""
    kini = tahun == c.hari.year
    mulai = date(tahun, 1, 2) if c.bulan(3).year < tahun else c.bulan(4) + timedelta(days=7)
    _jendela(c, tahun, mulai)
    semua = _susun(c, tahun, mulai, kini)
    if kini:
        _putuskan_tautan(c, semua, mulai)
    lain = {*KONSEP, *DIPERIKSA, *REVISI} if kini else set()
    for t in (t for t in semua.values() if t.kunci not in lain):
        _setujui(c, t, mulai)
    if kini:
        _keadaan_lain(c, semua, mulai)
    akhir = c.bulan(2) - timedelta(days=1)
    if PENSIUN in semua and semua[PENSIUN].skp.mulai <= akhir:
        who, pada = c.pelaku("pengelola"), c.saat(c.bulan(2) + timedelta(days=1))
        tutup(who, semua[PENSIUN].skp.id, akhir, "Pensiun; jabatannya belum terisi.", pada=pada)
    return semua


def _jendela(c: Cerita, tahun: int, mulai: date) -> None:
    """SKP: the days in which the plans are written. CKHP: the year. For one unit both stay open."""
    who, buka = c.pelaku("pengelola"), c.saat(c.bulan(4))
    end = date(tahun, 1, 31) if mulai.month == 1 else c.bulan(3) - timedelta(days=1)
    for tahap, day in ((Tahap.SKP, end), (Tahap.CKHP, date(tahun + 1, 1, 10))):
        row = atur_jendela(who, tahun, tahap, buka_pada=buka, tutup_pada=clock.saat(day, 23, 59), pada=buka)
        until, pada = clock.saat(max(day, c.hari) + timedelta(days=60), 23, 59), c.saat(mulai)
        beri_pengecualian(who, row.id, unit_id=c.unit[TERBUKA], alasan=ALASAN, sampai_pada=until, pada=pada)


# ---- writing ------------------------------------------------------------------------------------
def _susun(c: Cerita, tahun: int, mulai: date, kini: bool) -> Rencana:
    """Superiors before their people. Whoever may not have a plan of that year (no contract, left) has none."""
    above = {p: up.pegawai_id for p, up in atasan_banyak(list(c.id.values()), mulai).items()}
    name, seat = {who: key for key, who in c.id.items()}, identitas_banyak(c.id.values(), mulai)
    posts, semua = _jabatan(), {}
    for n, (key, o) in enumerate(c.orang.items()):
        pada, boss = c.saat(mulai + timedelta(days=n % 4), 9, n % 60), name.get(above[c.id[key]] or 0, "")
        if key in BERKODE or (riwayat := seat[c.id[key]].riwayat_id) is None:
            continue
        try:
            semua[key] = t = Tulisan(key, posts[o.jabatan][0], buat_skp(orang(c, key), riwayat, tahun, pada=pada))
        except RuleViolation:
            continue
        if KONSEP.get(key) != "kosong" or not kini:
            _isi(c, t, posts[o.jabatan][1], n, semua, semua.get(boss), pada)
        if key == "kabid_konsumen" and kini:
            t.utama.append(tambah_rhk(orang(c, key), t.skp.id, jenis=JenisRhk.UTAMA, teks=EKSTRA, pada=pada))
    return semua


def _isi(c: Cerita, t: Tulisan, jabatan: str, n: int, semua: Rencana, atas: Tulisan | None, pada: datetime) -> None:
    """Two themes of the unit, of a head all; a rated IKI on the first; something besides for two of three."""
    who, themes = orang(c, t.kunci), TEMA[t.unit]
    words, hasil, hitung, mutu, kalimat = next(k for k in KERJA if any(w in jabatan for w in k[0].split("|")))
    chosen = range(len(themes)) if t.kunci in JABATAN else (n % 3, (n + 1) % 3)
    for k in chosen:
        tema, bahan = themes[k]
        r = tambah_rhk(
            who, t.skp.id, jenis=JenisRhk.UTAMA, teks=hasil.format(tema), pada=pada, **_tautan(c, t, k, semua, atas)
        )
        t.utama.append(r)
        t.hitung.append(Kerja(_jumlah(c, t, r, hitung, tema, pada), JenisRhk.UTAMA, hitung[1], kalimat, tema, bahan))
        if k == chosen[0]:
            _mutu(c, t, r, mutu, tema, pada)
    if n % 3:
        teks, hitung, kalimat = TAMBAHAN
        task = {"direktif": True, "pemberi": "Sekretaris"} if n % 3 == 1 else {}
        r = tambah_rhk(who, t.skp.id, jenis=JenisRhk.TAMBAHAN, teks=teks, pada=pada, **task)
        t.hitung.append(Kerja(_jumlah(c, t, r, hitung, "", pada), JenisRhk.TAMBAHAN, hitung[1], kalimat, "", ("",)))
    isi_sel(who, t.skp, {}, rata=SEMUA_KOSONG, pada=pada)


def _tautan(c: Cerita, t: Tulisan, k: int, semua: Rencana, atas: Tulisan | None) -> dict[str, Any]:
    """The line of the superior that a theme supports; the head needs none."""
    if atas is None or not atas.utama:
        return {} if t.kunci == "kepala" else {"direktif": True, "pemberi": "Kepala Dinas"}
    state = KONSEP.get(t.kunci, "") if t.skp.tahun == c.hari.year and not t.utama else ""
    if state == "belum ditautkan":
        return {}
    if TIM[1] in semua and t.kunci in TIM[2] and t.utama:
        return {"induk_id": semua[TIM[1]].utama[0].id}
    line = k if atas.unit == t.unit else NAIK.get(t.unit, 0)
    return {"induk_id": atas.utama[-1 if state == "tautan putus" else line % len(atas.utama)].id}


def _jumlah(c: Cerita, t: Tulisan, rhk: Rhk, hitung: tuple[str, int, str], tema: str, pada: datetime) -> int:
    teks, target, satuan = hitung
    return tambah_iki(
        orang(c, t.kunci), rhk.id, teks=teks.format(tema), aspek=[Aspek.KUANTITAS], target=f"{target} {satuan}",
        batas_bawah=Decimal(target), satuan=satuan, agregasi=Agregasi.JUMLAH, pada=pada,
    ).id  # fmt: skip


def _mutu(c: Cerita, t: Tulisan, rhk: Rhk, mutu: tuple[Any, ...], tema: str, pada: datetime) -> None:
    """Rated once at the end of each month, with bounds or by note."""
    teks, low, high, satuan, turun = mutu
    aspek = Aspek.WAKTU if "waktu" in teks else Aspek.KUALITAS
    target = f"{low}–{high} {satuan}" if low != high else f"{'paling banyak ' if turun else ''}{low} {satuan}"
    bounds = {"batas_bawah": Decimal(low), "batas_atas": Decimal(high)} if low else {"dinilai_catatan": True}
    row = tambah_iki(
        orang(c, t.kunci), rhk.id, teks=teks.format(tema), aspek=[aspek], target=target if low else "Dipakai pimpinan",
        satuan=satuan, arah=Arah.TURUN if turun else Arah.NAIK, agregasi=Agregasi.RATA_RATA, pada=pada, **bounds,
    )  # fmt: skip
    t.akhir.append((row.id, Decimal(low) if low else None, turun))


# ---- the way through the hands --------------------------------------------------------------------
def _putuskan_tautan(c: Cerita, semua: Rencana, mulai: date) -> None:
    """A superior takes away a line that somebody supports already."""
    t = semua["kabid_konsumen"]
    hapus_rhk(orang(c, t.kunci), t.utama.pop().id, 1, pada=c.saat(mulai + timedelta(days=5), 11))


def _ajukan(c: Cerita, t: Tulisan, hari: date) -> None:
    """Whoever came during the year had a window of his own, long shut: he is let in."""
    pada = c.saat(hari, 10, 15)
    if t.skp.mulai > date(t.skp.tahun, 1, 1):
        row, until = cari_jendela(t.skp.tahun, Tahap.SKP), clock.saat(hari + timedelta(days=60), 23, 59)
        assert row is not None
        who, alasan = c.pelaku("pengelola"), "SKP tahun ini baru disusun di aplikasi."
        beri_pengecualian(who, row.id, pegawai_id=c.id[t.kunci], alasan=alasan, sampai_pada=until, pada=pada)
    ajukan(orang(c, t.kunci), t.skp.id, _lihat(t, pada).sidik, pada=pada)


def _lihat(t: Tulisan, pada: datetime) -> Lembar:
    return rencana(Skp.get_by_id(t.skp.id), clock.hari(pada))


def _setujui(c: Cerita, t: Tulisan, mulai: date) -> None:
    """Sent, then agreed by the superior; that of the head on paper, since the Bupati has no account."""
    _ajukan(c, t, mulai + timedelta(days=8))
    pada = c.saat(mulai + timedelta(days=11), 14)
    seen = _lihat(t, pada)
    if t.kunci == "kepala":
        sheet = Kertas(
            f"800.1.11/{t.skp.id}/Bup/{t.skp.tahun}", clock.hari(pada), ("skp-kepala.png", bukti("SKP Kepala Dinas"))
        )
        catat_di_atas_kertas(c.pelaku("pengelola"), t.skp.id, seen.sidik, sheet, pada=pada)
    else:
        tetapkan(_atasan(seen), t.skp.id, seen.sidik, pada=pada)
    t.setuju = True


def _atasan(seen: Lembar) -> Pelaku:
    assert seen.penilai is not None
    return Pelaku(None, seen.penilai.pegawai_id, seen.penilai.nama, frozenset({"atasan"}))


def _keadaan_lain(c: Cerita, semua: Rencana, mulai: date) -> None:
    """Waiting, sent back, cancelled and written anew."""
    for key, ago in DIPERIKSA.items():
        if key in semua:
            _ajukan(c, semua[key], mulai + timedelta(days=8) if ago is None else c.hari - timedelta(days=ago))
    for key in (k for k in REVISI if k in semua):
        _ajukan(c, semua[key], mulai + timedelta(days=8))
        pada = c.saat(mulai + timedelta(days=10), 15)
        seen = _lihat(semua[key], pada)
        kembalikan(_atasan(seen), semua[key].skp.id, seen.sidik, CATATAN, pada=pada)
    old, pada = semua[BATAL], c.saat(mulai + timedelta(days=12), 9)
    batalkan(c.pelaku("pengelola"), old.skp.id, "Salah memilih jabatan pada saat menyusun.", pada=pada)
    skp = buat_skp(orang(c, BATAL), old.skp.riwayat_id, old.skp.tahun, pada=pada)
    semua[BATAL] = new = Tulisan(BATAL, old.unit, skp)
    _isi(c, new, _jabatan()[c.orang[BATAL].jabatan][1], 1, semua, semua["kabid_perdagangan"], pada)
    _setujui(c, new, mulai + timedelta(days=6))
