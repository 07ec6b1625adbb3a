"""Capaian worked out a second time: a short calculation from the raw rows and the text of spec/rules §3 alone.

It shares no line with the product: not its arithmetic, not its calendar, not its reading of the database. What both say of
generated people, with every edge in them, must be the same to the last digit; planted faults must show.
"""

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest

from skpweb.core.db import db
from skpweb.harian import queries_capaian
from skpweb.harian.queries_capaian import capaian_rentang
from skpweb.matriks import rules_capaian
from tests.harian.kantor_acak import TAHUN, isi_kantor

pytestmark = pytest.mark.usefixtures("app")


# ---- the second calculation -------------------------------------------------------------------------
def half_up(x):
    return Fraction(floor(x * 100 + Fraction(1, 2)), 100)


class Mandiri:
    """Everything is read once, as it lies there."""

    def __init__(self, path):
        con = sqlite3.connect(path)
        con.row_factory = sqlite3.Row
        self.skp, self.iki, self.plan, self.done = defaultdict(list), defaultdict(list), {}, defaultdict(list)
        unit_of = dict(
            con.execute("SELECT r.id, j.unit_id FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id")
        )
        for k in con.execute("SELECT * FROM skp WHERE status IN ('setuju', 'ditutup')"):
            self.skp[k["pegawai_id"]].append({**k, "unit": unit_of[k["riwayat_id"]]})
        for i in con.execute("SELECT i.*, r.skp_id, r.jenis FROM iki i JOIN rhk r ON r.id = i.rhk_id"):
            self.iki[i["skp_id"]].append(i)
        for t in con.execute("SELECT * FROM target"):
            self.plan[t["iki_id"], t["bulan"]] = t
        akhir = {k["id"]: k["sampai"] for rows in self.skp.values() for k in rows}
        for c in con.execute("SELECT * FROM catatan WHERE status = 'valid' AND realisasi IS NOT NULL"):
            if c["tanggal"] > akhir.get(c["skp_id"], ""):
                continue
            self.done[c["iki_id"], int(c["tanggal"][5:7])].append(Fraction(c["realisasi"], 10_000))
        self.akhir = {
            (n["iki_id"], n["bulan"]): n for n in con.execute("SELECT * FROM nilai_bulan WHERE status = 'valid'")
        }
        self.libur = {h["tanggal"] for h in con.execute("SELECT * FROM hari_libur WHERE dicabut_pada IS NULL")}
        self.pola = dict(con.execute("SELECT unit_id, pola FROM pola_kerja"))
        self.cuti = defaultdict(list)
        for c in con.execute("SELECT * FROM cuti_dinas WHERE jenis <> 'dinas_luar' AND dicabut_pada IS NULL"):
            self.cuti[c["pegawai_id"]].append((c["mulai"], c["sampai"]))
        con.close()

    def kerja(self, skp, bulan):
        """Working days of the person in this month within the plan's period."""
        hari, banyak = date(TAHUN, bulan, 1), 0
        while hari.month == bulan:
            iso, pola = hari.isoformat(), self.pola.get(skp["unit"], "5")
            masuk = pola == "shift" or (hari.weekday() < int(pola) and iso not in self.libur)
            sedang_cuti = any(a <= iso <= b for a, b in self.cuti[skp["pegawai_id"]])
            banyak += masuk and not sedang_cuti and skp["mulai"] <= iso <= skp["sampai"]
            hari += timedelta(1)
        return banyak

    def c(self, skp, i, bulan, terkunci):
        """The rounded c, or None where the IKI is not counted."""
        plan = self.plan.get((i["id"], bulan))
        if plan is None or not self.kerja(skp, bulan):
            return None
        if i["batas_bawah"] is None:
            n = self.akhir.get((i["id"], bulan))
            r = n and {"tercapai": 100, "sebagian": 50, "belum": 0}[n["tanda"]]
            return Fraction(r) if n else 0 if terkunci else None
        t = Fraction(plan["nilai"] if i["arah"] == "naik" else plan["nilai_atas"], 10_000)
        s = Fraction(0)
        if i["arah"] == "naik" and i["agregasi"] == "jumlah":
            r = self.done.get((i["id"], bulan))
            r = sum(r) if r else None
            for lalu in range(1, bulan):
                ada = self.done.get((i["id"], lalu))
                p = self.plan.get((i["id"], lalu))
                if ada:
                    s += sum(ada)
                    if p is not None and self.kerja(skp, lalu):
                        s = max(Fraction(0), s - Fraction(p["nilai"], 10_000))
        else:
            n = self.akhir.get((i["id"], bulan))
            r = Fraction(n["nilai"], 10_000) if n else None
        if r is None:
            return 0 if terkunci else None
        if i["arah"] == "naik":
            return half_up(min(Fraction(100), 100 * (r + s) / t))
        if t == 0:
            return 100 if r == 0 else 0
        return Fraction(100) if r <= t else half_up(max(Fraction(0), 100 * (2 - r / t)))

    def bulan(self, orang, bulan, terkunci):
        """The month's figure and every c by IKI."""
        semua, bagian = {}, []
        for skp in self.skp[orang]:
            if not int(skp["mulai"][5:7]) <= bulan <= int(skp["sampai"][5:7]):
                continue
            nilai = {"utama": [], "tambahan": []}
            for i in self.iki[skp["id"]]:
                semua[i["id"]] = c = self.c(skp, i, bulan, terkunci)
                if c is not None:
                    nilai[i["jenis"]].append(c)
            if nilai["utama"]:
                a, b = nilai["utama"], nilai["tambahan"]
                bonus = 5 * Fraction(sum(b)) / len(b) / 100 if b else 0
                bagian.append(
                    (min(Fraction(100), half_up(half_up(Fraction(sum(a)) / len(a)) + bonus)), self.kerja(skp, bulan))
                )
        hari = sum(h for _, h in bagian)
        return half_up(sum(n * h for n, h in bagian) / hari) if hari else None, semua


# ---- both side by side ------------------------------------------------------------------------------
def beda(orang, bulan, pada):
    """How many figures differ, and how many were compared that say something (neither "–" nor 0 nor 100)."""
    mandiri = Mandiri(db.database)
    salah, berarti = [], 0
    for terkunci in (False, True):
        hasil = capaian_rentang(orang, TAHUN, min(bulan), max(bulan), pada, anggap_terkunci=terkunci)
        for p in orang:
            for b in bulan:
                ini = hasil[p][b]
                punya = (ini.nilai, {i.iki_id: i.nilai for i in ini.iki})
                lain = mandiri.bulan(p, b, terkunci)
                if punya != lain:
                    salah.append((p, b, terkunci, punya, lain))
                berarti += lain[0] not in (None, 0, 100)
    return salah, berarti


def test_two_hundred_people_say_the_same_twice(cast, pada):
    orang = isi_kantor(cast, 200)
    salah, berarti = beda(orang, (1, 4, 7, 10), pada)
    assert salah == []
    assert berarti > 250


@pytest.mark.lama
def test_five_thousand_people_say_the_same_twice(cast, pada):
    orang = isi_kantor(cast, 5_000, seed=2026)
    salah, berarti = beda(orang, tuple(range(1, 13)), pada)
    assert len(salah) == 0, salah[:3]
    assert berarti > 25_000


FAULTS = [
    (rules_capaian, "sisa_kelebihan", lambda s, t, r: s if r is None or t is None else max(s * 0, r - t)),
    (rules_capaian, "capaian_turun", lambda r, t: 100 if r <= t else 0),
    (rules_capaian, "bulat", lambda n: round(n * 100) / rules_capaian.SERATUS),
    (queries_capaian, "acuan", lambda bawah, atas, arah: bawah),
    (queries_capaian, "nilai_bulan", lambda bagian: next((b.nilai for b in bagian if b.nilai is not None), None)),
    (queries_capaian, "nilai_bagian", lambda iki, bonus: rules_capaian.nilai_bagian(iki, 0)),
]


@pytest.mark.parametrize(("tempat", "nama", "salah"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_planted_fault_is_found(cast, pada, monkeypatch, tempat, nama, salah):
    orang = isi_kantor(cast, 200)
    monkeypatch.setattr(tempat, nama, salah)
    assert beda(orang, (7, 10), pada)[0]


def test_one_digit_in_one_row_is_found(cast, pada):
    orang = isi_kantor(cast, 60)
    mandiri = Mandiri(db.database)
    kunci = next(k for k, n in mandiri.done.items() if 0 < mandiri_c(mandiri, orang, k) < 100)
    mandiri.done[kunci][0] += Fraction(1, 10)
    hasil = capaian_rentang(orang, TAHUN, kunci[1], kunci[1], pada)
    salah = [
        p for p in orang if mandiri.bulan(p, kunci[1], False)[1] != {i.iki_id: i.nilai for i in hasil[p][kunci[1]].iki}
    ]
    assert len(salah) == 1


def mandiri_c(mandiri, orang, kunci):
    """The c of that IKI and month, 0 where it is not counted."""
    return next((c[kunci[0]] or 0 for p in orang if kunci[0] in (c := mandiri.bulan(p, kunci[1], False)[1])), 0)
