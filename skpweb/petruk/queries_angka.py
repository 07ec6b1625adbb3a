"""The figures of people for a period, and what makes them eligible: a constant number of queries for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.core.formats import nama_bulan, tanggal
from skpweb.harian.queries_capaian import kunci_banyak
from skpweb.pegawai.queries import Identitas
from skpweb.pegawai.queries_pohon import JABATAN_BUKA, RIWAYAT_BERLAKU, baca
from skpweb.petruk.models import NilaiLuar, PeriodePetruk
from skpweb.petruk.queries_periode import akhir_periode
from skpweb.petruk.rules import Instrumen, JenisNilai, Predikat, SumberKinerja
from skpweb.petruk.rules_calon import FaktaCalon, Kelayakan, periksa_kelayakan
from skpweb.petruk.rules_skor import Angka
from skpweb.presensi.models import RekapPresensi
from skpweb.presensi.queries import aturan_kehadiran, rekap_banyak
from skpweb.presensi.rules import Kehadiran, hitung_kehadiran
from skpweb.skp.queries import skp_hidup


@dataclass(frozen=True)
class AngkaOrang:
    """Raw figures of one person for a period."""

    kinerja: tuple[Angka, ...]
    kehadiran: Kehadiran
    kehadiran_sumber: str
    perilaku: Angka | None
    predikat: Predikat | None


def angka_banyak(periode: PeriodePetruk, instrumen: Instrumen, ids: Iterable[int], hari: date) -> dict[int, AngkaOrang]:
    """Figures by person as they stand on `hari`. Two queries, up to four where kinerja is capaian bulan."""
    people = list(ids)
    nilai: dict[int, list[NilaiLuar]] = {p: [] for p in people}
    for row in _nilai(periode, instrumen, people, hari):
        nilai[row.pegawai_id].append(row)
    rekap = rekap_banyak(people, periode.tahun, periode.bulan_awal, periode.bulan_akhir)
    kinerja = _capaian(periode, people) if instrumen.sumber_kinerja is SumberKinerja.CAPAIAN else {}
    return {p: _satu(periode, instrumen, nilai[p], rekap.get(p, []), kinerja.get(p)) for p in people}


def _nilai(periode: PeriodePetruk, instrumen: Instrumen, ids: list[int], hari: date) -> Iterable[NilaiLuar]:
    n = NilaiLuar
    bulan = n.tahun * 12 + n.bulan
    kini = hari.year * 12 + hari.month
    dinilai = (n.tahun == periode.tahun) & n.bulan.between(periode.bulan_awal, periode.bulan_akhir)
    ekinerja = (n.jenis == JenisNilai.EKINERJA) & dinilai
    predikat = (n.jenis == JenisNilai.PREDIKAT) & (n.tahun == periode.tahun - 1)
    perilaku = (n.jenis == JenisNilai.PERILAKU) & (bulan <= kini) & (bulan > kini - instrumen.perilaku_bulan)
    return n.select().where(n.pegawai.in_(ids), ekinerja | predikat | perilaku).order_by(bulan)


def _satu(
    periode: PeriodePetruk, instrumen: Instrumen, nilai: list[NilaiLuar], rekap: list[RekapPresensi],
    capaian: tuple[Angka, ...] | None,
) -> AngkaOrang:  # fmt: skip
    per_bulan = {int(n.bulan): n for n in nilai if n.jenis is JenisNilai.EKINERJA}
    predikat = next((n for n in nilai if n.jenis is JenisNilai.PREDIKAT), None)
    perilaku = [n for n in nilai if n.jenis is JenisNilai.PERILAKU]
    terakhir = perilaku[-1] if perilaku else None
    return AngkaOrang(
        capaian or _kinerja(periode, instrumen, per_bulan, predikat),
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
        row = per_bulan.get(bulan)
        nama = nama_bulan(periode.tahun, bulan)
        hasil.append(Angka(nama, row.nilai, row.sumber) if row else Angka(nama, None))
    return tuple(hasil)


def _capaian(periode: PeriodePetruk, ids: list[int]) -> dict[int, tuple[Angka, ...]]:
    """Only a locked month counts. An open one is waited for, one that is "–" or has no plan is passed over."""
    bulan = range(periode.bulan_awal, periode.bulan_akhir + 1)
    kunci = kunci_banyak(ids, periode.tahun, bulan[0], bulan[-1])
    terbuka = [p for p in ids if len(kunci.get(p, ())) < len(bulan)]
    awal = date(periode.tahun, bulan[0], 1)
    skp = skp_hidup(terbuka, awal, akhir_periode(periode)) if terbuka else {}

    def satu(orang: int, b: int) -> Angka:
        nama, row = nama_bulan(periode.tahun, b), kunci.get(orang, {}).get(b)
        if row is None:
            ada = any(s.mulai.month <= b <= s.sampai.month for s in skp.get(orang, ()))
            return Angka(nama, None, sebab="belum dikunci" if ada else "tidak ada SKP", tunggu=ada)
        sebab = " ".join(row.cara["sebab"]).rstrip(".")
        return Angka(nama, row.capaian, f"dikunci {tanggal(row.dikunci_pada)}", sebab, kunci_id=row.id)

    return {p: tuple(satu(p, b) for b in bulan) for p in ids}


@dataclass(frozen=True)
class Sekitar:
    """What surrounds a period: who holds the root post, who nominates or scores, who won lately, which units pass."""

    kepala: frozenset[int]
    penilai: frozenset[int]
    menang: Mapping[int, tuple[str, ...]]
    tidak_mengusulkan: Mapping[int, str]


def sekitar(periode: PeriodePetruk, instrumen: Instrumen, hari: date) -> Sekitar:
    """The head in any kedudukan on `hari`; winners of the last decided periods that began no later than
    this one ends, overlapping ones too. One query."""
    rows = baca(
        f"""SELECT 'kepala', r.pegawai_id, '', 0 FROM riwayat_jabatan r JOIN jabatan j ON j.id = r.jabatan_id
            WHERE j.atasan_id IS NULL AND {JABATAN_BUKA} AND {RIWAYAT_BERLAKU}
        UNION ALL SELECT 'penilai', dinominasi_oleh, '', 0 FROM penilaian WHERE periode_id = :periode
        UNION ALL SELECT 'penilai', disimpan_oleh, '', 0 FROM penilaian WHERE periode_id = :periode
        UNION ALL SELECT 'tidak', unit_id, alasan, 0 FROM unit_periode WHERE periode_id = :periode
        UNION ALL SELECT 'menang', m.pegawai_id, p.nama, p.kapan FROM pemenang m JOIN (
            SELECT id, nama, tahun * 100 + bulan_akhir AS kapan FROM periode_petruk
            WHERE keputusan IS NOT NULL AND id <> :periode AND tahun * 100 + bulan_awal <= :akhir
            ORDER BY kapan DESC LIMIT :jeda
            ) p ON p.id = m.periode_id
        ORDER BY 4 DESC""",  # noqa: S608 - fixed pieces
        hari,
        periode=periode.id, akhir=periode.tahun * 100 + periode.bulan_akhir, jeda=instrumen.jeda_pemenang,
    )  # fmt: skip
    menang: dict[int, tuple[str, ...]] = {}
    for jenis, siapa, nama, _ in rows:
        if jenis == "menang":
            menang[siapa] = (*menang.get(siapa, ()), nama)
    kepala, penilai = (frozenset(r[1] for r in rows if r[0] == jenis) for jenis in ("kepala", "penilai"))
    return Sekitar(kepala, penilai, menang, {r[1]: r[2] for r in rows if r[0] == "tidak"})


def kelayakan_banyak(
    periode: PeriodePetruk, instrumen: Instrumen, orang: Mapping[int, Identitas], angka: Mapping[int, AngkaOrang],
    sekitar: Sekitar,
) -> dict[int, Kelayakan]:  # fmt: skip
    """Blocks and warnings of many people, from what is at hand."""
    return {
        p: periksa_kelayakan(
            instrumen,
            FaktaCalon(
                i.kepegawaian, i.status, i.jenis_jabatan, i.mulai_di_opd, akhir_periode=akhir_periode(periode),
                tahun_predikat=periode.tahun - 1, predikat=angka[p].predikat, menang=sekitar.menang.get(p, ()),
                kepala=p in sekitar.kepala, penilai=p in sekitar.penilai,
            ),
        )
        for p, i in orang.items()
    }  # fmt: skip
