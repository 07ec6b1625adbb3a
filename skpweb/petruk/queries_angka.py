"""The figures of people for a period, and what makes them eligible: a constant number of queries for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.core.formats import nama_bulan
from skpweb.organisasi.models import Jabatan
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.pegawai.queries import Identitas
from skpweb.petruk.models import NilaiLuar, PeriodePetruk
from skpweb.petruk.queries_periode import akhir_periode, pemenang_terakhir
from skpweb.petruk.rules import Instrumen, JenisNilai, Predikat, SumberKinerja
from skpweb.petruk.rules_calon import FaktaCalon, Kelayakan, periksa_kelayakan
from skpweb.petruk.rules_skor import Angka
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import aturan_kehadiran, rekap_banyak
from skpweb.presensi.rules import Kehadiran, hitung_kehadiran


@dataclass(frozen=True)
class AngkaOrang:
    """Raw figures of one person for a period."""

    kinerja: tuple[Angka, ...]
    kehadiran: Kehadiran
    kehadiran_sumber: str
    perilaku: Angka | None
    predikat: Predikat | None


def angka_banyak(periode: PeriodePetruk, instrumen: Instrumen, ids: Iterable[int], hari: date) -> dict[int, AngkaOrang]:
    """Figures by person as they stand on `hari`. Two queries."""
    people = list(ids)
    nilai: dict[int, list[NilaiLuar]] = {p: [] for p in people}
    for row in _nilai(periode, instrumen, people, hari):
        nilai[row.pegawai_id].append(row)
    rekap = rekap_banyak(people, periode.tahun, periode.bulan_awal, periode.bulan_akhir)
    return {p: _satu(periode, instrumen, nilai[p], rekap.get(p, [])) for p in people}


def _nilai(periode: PeriodePetruk, instrumen: Instrumen, ids: list[int], hari: date) -> Iterable[NilaiLuar]:
    n = NilaiLuar
    bulan = n.tahun * 12 + n.bulan
    kini = hari.year * 12 + hari.month
    ekinerja = (
        (n.jenis == JenisNilai.EKINERJA)
        & (n.tahun == periode.tahun)
        & n.bulan.between(periode.bulan_awal, periode.bulan_akhir)
    )
    predikat = (n.jenis == JenisNilai.PREDIKAT) & (n.tahun == periode.tahun - 1)
    perilaku = (n.jenis == JenisNilai.PERILAKU) & (bulan <= kini) & (bulan > kini - instrumen.perilaku_bulan)
    return n.select().where(n.pegawai.in_(ids), ekinerja | predikat | perilaku).order_by(bulan)


def _satu(
    periode: PeriodePetruk, instrumen: Instrumen, nilai: list[NilaiLuar], rekap: list[RekapPresensi]
) -> AngkaOrang:
    per_bulan = {int(n.bulan): n for n in nilai if n.jenis is JenisNilai.EKINERJA}
    predikat = next((n for n in nilai if n.jenis is JenisNilai.PREDIKAT), None)
    perilaku = [n for n in nilai if n.jenis is JenisNilai.PERILAKU]
    terakhir = perilaku[-1] if perilaku else None
    return AngkaOrang(
        _kinerja(periode, instrumen, per_bulan, predikat),
        hitung_kehadiran([r.rekap for r in rekap], aturan_kehadiran()),
        "; ".join(dict.fromkeys(f"rekap presensi, {r.sumber}" for r in rekap)),
        Angka(nama_bulan(terakhir.tahun, terakhir.bulan), terakhir.nilai, terakhir.sumber) if terakhir else None,
        predikat.predikat if predikat else None,
    )


def _kinerja(
    periode: PeriodePetruk, instrumen: Instrumen, per_bulan: Mapping[int, NilaiLuar], predikat: NilaiLuar | None
) -> tuple[Angka, ...]:
    if instrumen.sumber_kinerja is SumberKinerja.PREDIKAT:
        if predikat is None:
            return (Angka(f"Predikat {periode.tahun - 1}", None),)
        label = f"Predikat {periode.tahun - 1} {predikat.predikat.label}"
        return (Angka(label, Decimal(instrumen.nilai_predikat[predikat.predikat]), predikat.sumber),)
    hasil = []
    for bulan in range(periode.bulan_awal, periode.bulan_akhir + 1):
        row = per_bulan.get(bulan) if instrumen.sumber_kinerja is SumberKinerja.EKINERJA else None
        nama = nama_bulan(periode.tahun, bulan)
        hasil.append(Angka(nama, row.nilai, row.sumber) if row else Angka(nama, None))
    return tuple(hasil)


def pemegang_puncak(hari: date) -> set[int]:
    """Everybody who holds the root post on the day, in any kedudukan. One query."""
    r = RiwayatJabatan
    query = r.select(r.pegawai).join(Jabatan).where(Jabatan.atasan.is_null(), Jabatan.ditutup.is_null())
    return {p for (p,) in query.where(r.mulai <= hari, r.sampai.is_null() | (r.sampai >= hari)).tuples()}


def kelayakan_banyak(
    periode: PeriodePetruk,
    instrumen: Instrumen,
    orang: Mapping[int, Identitas],
    angka: Mapping[int, AngkaOrang],
    *,
    penilai: set[int],
    hari: date,
) -> dict[int, Kelayakan]:
    """Blocks and warnings of many people. Two queries."""
    puncak, menang = pemegang_puncak(hari), pemenang_terakhir(periode, instrumen.jeda_pemenang)
    akhir = akhir_periode(periode)
    return {
        p: periksa_kelayakan(
            instrumen,
            FaktaCalon(
                kepegawaian=i.kepegawaian,
                status=i.status,
                jenis_jabatan=i.jenis_jabatan,
                mulai_di_opd=i.mulai_di_opd,
                akhir_periode=akhir,
                tahun_predikat=periode.tahun - 1,
                predikat=angka[p].predikat,
                menang=menang.get(p, ()),
                kepala=p in puncak,
                penilai=p in penilai,
            ),  # fmt: skip
        )
        for p, i in orang.items()
    }
