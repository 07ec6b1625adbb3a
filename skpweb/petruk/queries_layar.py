"""Lists of the screens: candidates of a unit, units of a period, figures from elsewhere, the way of a scorecard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from skpweb.core.access import Pelaku
from skpweb.core.formats import angka
from skpweb.core.tables import Page, Paging
from skpweb.organisasi.queries import NAMA_UNIT, UnitPada
from skpweb.pegawai.queries import RIWAYAT_UTAMA, Identitas, identitas_banyak
from skpweb.pegawai.queries_daftar import nama_orang
from skpweb.pegawai.queries_pohon import RIWAYAT_BERLAKU, baca
from skpweb.petruk.models import NilaiLuar, Penilaian, PeriodePetruk
from skpweb.petruk.queries import skor_hidup
from skpweb.petruk.queries_angka import Sekitar, angka_banyak, kelayakan_banyak, sekitar
from skpweb.petruk.queries_periode import MELIHAT_SEMUA, akhir_periode, baca_instrumen
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.rules_alur import StatusPenilaian
from skpweb.petruk.rules_calon import Kelayakan
from skpweb.petruk.rules_skor import HasilSkor, rata_rata, skor_dari_json, status_tampil
from skpweb.presensi.queries import SaringanBulan


def penilaian_periode(periode_id: int) -> list[Penilaian]:
    """Every scorecard of the period, rows only."""
    return list(Penilaian.select().where(Penilaian.periode == periode_id))


# ---- candidates ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kandidat:
    """A person of the unit with the figures of the period, and the scorecard if there is one."""

    orang: Identitas
    kinerja: Decimal | None
    kehadiran: Decimal | None
    kelayakan: Kelayakan
    penilaian_id: int | None = None
    status: StatusPenilaian | None = None
    hasil: HasilSkor | None = None


def daftar_kandidat(
    periode: PeriodePetruk, unit_id: int, cari: str, rows: Iterable[Penilaian], paging: Paging, *, hari: date,
    dekat: Sekitar | None = None,
) -> Page[Kandidat]:  # fmt: skip
    """People whose unit this was on the last assessed day, nominees first. `rows`: scorecards of the period;
    `dekat`: what surrounds it, where it is at hand."""
    akhir, instrumen, semua = akhir_periode(periode), baca_instrumen(periode.instrumen), list(rows)
    ids, jumlah = _orang_unit(periode, unit_id, cari, paging, akhir)
    orang = identitas_banyak(ids, akhir)
    nilai = angka_banyak(periode, instrumen, ids, hari)
    layak = kelayakan_banyak(periode, instrumen, orang, nilai, dekat or sekitar(periode, instrumen, hari))
    punya = {r.pegawai_id: r for r in semua}
    hasil = []
    for p, i in orang.items():
        kinerja, hadir = rata_rata(nilai[p].kinerja), nilai[p].kehadiran.persen
        row, skor = punya.get(p), None
        if row is not None:
            skor = skor_dari_json(row.beku["hasil"]) if row.beku else skor_hidup(periode, instrumen, row, i, nilai[p])
        hasil.append(
            Kandidat(
                i, kinerja, hadir, layak[p], row.id if row else None,
                status_tampil(row.status, skor, row.inovasi_putusan) if row and skor else None, skor,
            )
        )  # fmt: skip
    return Page(hasil, jumlah, paging)


def _orang_unit(periode: PeriodePetruk, unit_id: int, cari: str, paging: Paging, akhir: date) -> tuple[list[int], int]:
    cari = cari.strip().lower()
    rows = baca(
        f"""SELECT p.id, COUNT(*) OVER () FROM pegawai p JOIN riwayat_jabatan u ON u.id = {RIWAYAT_UTAMA}
        JOIN jabatan j ON j.id = u.jabatan_id
        LEFT JOIN penilaian n ON n.pegawai_id = p.id AND n.periode_id = :periode
        WHERE NOT p.luar AND j.unit_id = :unit AND p.id IN (SELECT r.pegawai_id FROM riwayat_jabatan r
            JOIN jabatan k ON k.id = r.jabatan_id WHERE k.unit_id = :unit AND {RIWAYAT_BERLAKU})
        AND (:cari = '' OR instr(lower(p.nama), :cari) OR instr(p.nip, :nomor))
        ORDER BY n.id IS NULL, p.nama, p.id LIMIT :per OFFSET :offset""",  # noqa: S608 - fixed pieces
        akhir,
        periode=periode.id, unit=unit_id, cari=cari, nomor=cari.replace(" ", ""), per=paging.per, offset=paging.offset,
    )  # fmt: skip
    return [row[0] for row in rows], rows[0][1] if rows else 0


@dataclass(frozen=True)
class KeadaanUnit:
    """Where a unit stands in the period."""

    unit: UnitPada
    usulan: tuple[StatusPenilaian, ...]
    alasan: str


def keadaan_unit(unit: list[UnitPada], rows: Iterable[Penilaian], alasan: Mapping[int, str]) -> list[KeadaanUnit]:
    """Units with the scorecards that count and the reason of those that nominate nobody. No query."""
    usulan: dict[int, list[StatusPenilaian]] = {}
    for r in rows:
        if r.status is not StatusPenilaian.GUGUR:
            usulan.setdefault(r.unit_id, []).append(r.status)
    return [KeadaanUnit(u, tuple(usulan.get(u.id, ())), alasan.get(u.id, "")) for u in unit]


# ---- the way of a scorecard ---------------------------------------------------------------------
@dataclass(frozen=True)
class Langkah:
    """A step: done with when and by whom, or still to come."""

    nama: str
    pada: datetime | None = None
    oleh: str = ""


def langkah(row: Penilaian) -> list[Langkah]:
    """Steps of one scorecard in order. One query."""
    nama = nama_orang({row.dinominasi_oleh, row.disimpan_oleh, row.team_work_oleh, row.dikunci_oleh, row.scan_oleh})
    kertas = ", lembar bertanda tangan" if row.kertas_id else ""
    nilai = "Team Work" if row.team_work is None else f"Team Work {row.team_work}"

    def satu(teks: str, pada: datetime | None, oleh: int | None, akhir: str = "") -> Langkah:
        return Langkah(teks, pada, nama.get(oleh or 0, "") + akhir if pada else "")

    return [
        satu("Dinominasikan", row.dinominasi_pada, row.dinominasi_oleh),
        satu("Dinilai", row.disimpan_pada if row.status is not StatusPenilaian.DRAF else None, row.disimpan_oleh),
        satu(nilai, row.team_work_pada, row.team_work_oleh, kertas),
        satu("Dikunci", row.dikunci_pada, row.dikunci_oleh),
        satu("Scan bertanda tangan diterima", row.scan_pada, row.scan_oleh),
    ]


# ---- figures from elsewhere ---------------------------------------------------------------------
@dataclass(frozen=True)
class SaringanNilai(SaringanBulan):
    """Filter of the list: one kind, one month (`bulan` 0: the year)."""

    jenis: JenisNilai = field(kw_only=True)


@dataclass(frozen=True)
class BarisNilai:
    pegawai_id: int
    nama: str
    nip: str
    unit: str
    nilai: Decimal | None
    tampil: str
    sumber: str
    diubah_pada: datetime | None


@dataclass(frozen=True)
class DaftarNilai:
    page: Page[BarisNilai]
    ada: int


def daftar_nilai(pelaku: Pelaku, s: SaringanNilai, paging: Paging, hari: date) -> DaftarNilai:
    """People in one's sight with their figure of the month, if any. Two queries."""
    sql = f"""FROM pegawai p JOIN riwayat_jabatan r ON r.id = {RIWAYAT_UTAMA} JOIN jabatan j ON j.id = r.jabatan_id
        JOIN unit u ON u.id = j.unit_id
        LEFT JOIN nilai_luar n ON n.pegawai_id = p.id AND n.jenis = :jenis AND n.tahun = :tahun AND n.bulan = :bulan
        WHERE NOT p.luar AND (:cari = '' OR instr(lower(p.nama), :cari) OR instr(p.nip, :nomor))
        AND (:keadaan = '' OR (n.id IS NULL) = (:keadaan = 'belum'))"""
    if not MELIHAT_SEMUA & pelaku.peran:
        sql += f" AND u.id IN ({', '.join(str(int(i)) for i in pelaku.unit_ids or ())})"
    if s.unit_id:
        sql += f" AND u.id = {int(s.unit_id)}"
    cari = s.cari.strip().lower()
    isi: dict[str, Any] = {
        "jenis": str(s.jenis), "tahun": s.tahun, "bulan": s.bulan, "cari": cari, "nomor": cari.replace(" ", ""),
        "keadaan": s.keadaan,
    }  # fmt: skip
    jumlah, ada = baca(f"SELECT COUNT(*), COUNT(n.id) {sql}", hari, **isi)[0]
    rows = baca(
        f"""SELECT p.id, p.nama, p.nip, {NAMA_UNIT}, n.id {sql} ORDER BY p.nama, p.id LIMIT :per OFFSET :offset""",
        hari, **isi, per=paging.per, offset=paging.offset,
    )  # fmt: skip
    nilai = {n.id: n for n in NilaiLuar.select().where(NilaiLuar.id.in_([r[4] for r in rows if r[4]]))}
    baris = []
    for pegawai_id, nama, nip, unit, nilai_id in rows:
        n = nilai.get(nilai_id)
        angka_nilai = (n.nilai, tampil_nilai(n), n.sumber, n.diubah_pada) if n else (None, "–", "", None)
        baris.append(BarisNilai(pegawai_id, nama, nip or "", unit, *angka_nilai))
    return DaftarNilai(Page(baris, jumlah, paging), ada)


def tampil_nilai(n: NilaiLuar) -> str:
    """ "86,40" or "Sangat Baik"."""
    predikat: Predikat | None = n.predikat
    return predikat.label if predikat else angka(n.nilai, 2)


def ambil_nilai(pegawai_id: int, jenis: JenisNilai, tahun: int, bulan: int) -> NilaiLuar | None:
    """The stored figure, if any; the person's getter decides who may see it."""
    return NilaiLuar.get_or_none(pegawai=pegawai_id, jenis=jenis, tahun=tahun, bulan=bulan)
