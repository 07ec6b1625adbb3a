"""Scorecards, ranking and decision as everybody sees them, on screen and on paper: live, then frozen."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from skpweb.core.clock import hari as hari_dari
from skpweb.core.formats import angka as tulis
from skpweb.organisasi.rules import JenisJabatan
from skpweb.pegawai.queries import Identitas, identitas_banyak, kepala
from skpweb.petruk.models import DataDukung, Penilaian, PeriodePetruk
from skpweb.petruk.queries_angka import AngkaOrang, angka_banyak, kelayakan_banyak, sekitar
from skpweb.petruk.queries_periode import (
    akhir_periode,
    ambil_periode,
    baca_instrumen,
    baca_penilaian,
    daftar_dukung,
    label_periode,
)
from skpweb.petruk.rules import Instrumen as LembarInstrumen
from skpweb.petruk.rules import SumberKinerja
from skpweb.petruk.rules_alur import Putusan, StatusPenilaian
from skpweb.petruk.rules_calon import Kelayakan
from skpweb.petruk.rules_peringkat import Peserta, seri, seri_terbuka
from skpweb.petruk.rules_peringkat import peringkat as urutkan
from skpweb.petruk.rules_skor import Bahan, HasilSkor, hitung_skor, kekurangan, rata_rata, skor_dari_json, status_tampil


@dataclass(frozen=True)
class Orang:
    """A person as printed: frozen words, nothing that can change later."""

    pegawai_id: int
    nama: str
    nip: str
    pangkat: str
    golongan: str
    jabatan: str
    unit: str

    @classmethod
    def dari(cls, i: Identitas) -> "Orang":
        return cls(i.pegawai_id, i.nama, i.nip or "", i.pangkat, i.golongan, i.jabatan, i.unit)


@dataclass(frozen=True)
class Dukung:
    """A file of evidence."""

    id: int
    nama: str
    mime: str
    ukuran: int


@dataclass(frozen=True)
class Lembar:
    """One scorecard with everything it shows. `orang` as on the last assessed day, `kepala` as on the day of Kunci.

    `tanggal` is the day of Kunci, None before; `berubah` names what differs from the figures when it was saved.
    """

    penilaian_id: int
    periode_id: int
    periode: str
    bulan: str
    unit_id: int
    status: StatusPenilaian
    orang: Orang
    fungsional: bool
    mulai_di_opd: date | None
    kepala: Orang | None
    hasil: HasilSkor
    inovasi_uraian: str
    inovasi_tingkat: int | None
    putusan: Putusan
    inovasi_catatan: str
    dukung: tuple[Dukung, ...]
    gugur_alasan: str
    urutan_putusan: int | None
    tanggal: date | None
    terbitan: int
    jejak_kunci: int | None
    versi: int
    berubah: tuple[str, ...] = ()
    sumber: tuple[Identitas, AngkaOrang] | None = None  # what a live one was made from

    @property
    def konsep(self) -> bool:
        """A draft: the paper carries the watermark."""
        return self.tanggal is None

    @property
    def kurang(self) -> tuple[str, ...]:
        return kekurangan(self.hasil, self.putusan)

    def ke_json(self) -> dict[str, Any]:
        """What Kunci freezes."""
        return {
            "orang": asdict(self.orang),
            "fungsional": self.fungsional,
            "mulai_di_opd": self.mulai_di_opd.isoformat() if self.mulai_di_opd else None,
            "kepala": asdict(self.kepala) if self.kepala else None,
            "hasil": self.hasil.ke_json(),
            "dukung": [asdict(d) for d in self.dukung],
        }


def hasil(penilaian_id: int, *, hari: date) -> Lembar:
    """One scorecard, live on `hari` or frozen. The getter `ambil_penilaian` decides who may see it."""
    return susun(baca_penilaian(penilaian_id), hari=hari)


def susun(row: Penilaian, *, hari: date) -> Lembar:
    """The scorecard of a row at hand."""
    return susun_banyak(row.periode, [row], hari=hari)[0]


def susun_lengkap(row: Penilaian, *, hari: date) -> tuple[Lembar, Kelayakan]:
    """The scorecard with blocks and warnings as they stand; a final one has none."""
    lembar, instrumen = susun(row, hari=hari), baca_instrumen(row.periode.instrumen)
    if lembar.sumber is None:
        return replace(lembar, berubah=_berubah_beku(row, instrumen, lembar, hari)), Kelayakan()
    orang, angka = lembar.sumber
    dekat = sekitar(row.periode, instrumen, hari)
    siapa = row.pegawai_id
    return lembar, kelayakan_banyak(row.periode, instrumen, {siapa: orang}, {siapa: angka}, dekat)[siapa]


def lembar_periode(periode: PeriodePetruk, *, hari: date) -> list[Lembar]:
    """All scorecards of a period by unit and name. Six queries."""
    rows = list(Penilaian.select().where(Penilaian.periode == periode.id))
    return sorted(susun_banyak(periode, rows, hari=hari), key=lambda x: (x.orang.unit, x.orang.nama, x.penilaian_id))


def susun_banyak(periode: PeriodePetruk, rows: Iterable[Penilaian], *, hari: date) -> list[Lembar]:
    """Scorecards of one period: frozen ones as they are, the others computed from what is known on `hari`."""
    semua = list(rows)
    hidup = [r for r in semua if r.beku is None]
    dukung = daftar_dukung([r.id for r in hidup]) if hidup else {}
    ids = [r.pegawai_id for r in hidup]
    instrumen = baca_instrumen(periode.instrumen)
    angka = angka_banyak(periode, instrumen, ids, hari) if ids else {}
    orang = identitas_banyak(ids, akhir_periode(periode)) if ids else {}
    pimpinan = kepala(hari) if ids else None
    return [
        _beku(periode, r)
        if r.beku is not None
        else _hidup(periode, instrumen, r, orang[r.pegawai_id], angka[r.pegawai_id], pimpinan, dukung[r.id])
        for r in semua
    ]


def _berubah_beku(row: Penilaian, instrumen: LembarInstrumen, lembar: Lembar, hari: date) -> tuple[str, ...]:
    """Whether a capaian bulan that was frozen here is another now, its month reopened or locked anew. Three queries."""
    if instrumen.sumber_kinerja is not SumberKinerja.CAPAIAN or lembar.status not in TERKUNCI:
        return ()
    bulan = angka_banyak(row.periode, instrumen, [row.pegawai_id], hari)[row.pegawai_id].kinerja
    kini, lama = rata_rata(bulan), lembar.hasil.ambil("kinerja")
    dibuka = [a.label for a in bulan if a.tunggu]
    sebab = f" ({', '.join(dibuka)} dibuka kembali)" if dibuka else ""
    return () if kini == lama.mentah else (f"Kinerja: {lama.tampil} saat dikunci, kini {tulis(kini, 2)}{sebab}",)


def skor_hidup(
    periode: PeriodePetruk, instrumen: LembarInstrumen, row: Penilaian, orang: Identitas, angka: AngkaOrang
) -> HasilSkor:
    """The score of a row that is not frozen, from figures at hand."""
    bahan = Bahan(
        bulan=label_periode(periode), kinerja=angka.kinerja, kehadiran=angka.kehadiran, perilaku=angka.perilaku,
        kehadiran_sumber=angka.kehadiran_sumber, inovasi_uraian=row.inovasi_uraian, inovasi_tingkat=row.inovasi_tingkat,
        fungsional=orang.jenis_jabatan is JenisJabatan.FUNGSIONAL, team_work=row.team_work,
        team_work_sumber="lembar bertanda tangan" if row.kertas_id else "",
    )  # fmt: skip
    return hitung_skor(instrumen, bahan)


def _hidup(
    periode: PeriodePetruk, instrumen: LembarInstrumen, row: Penilaian, orang: Identitas, angka: AngkaOrang,
    pimpinan: Identitas | None, dukung: list[DataDukung],
) -> Lembar:  # fmt: skip
    skor = skor_hidup(periode, instrumen, row, orang, angka)
    return Lembar(
        **_dasar(periode, row), status=status_tampil(row.status, skor, row.inovasi_putusan), orang=Orang.dari(orang),
        fungsional=orang.jenis_jabatan is JenisJabatan.FUNGSIONAL, mulai_di_opd=orang.mulai_di_opd,
        kepala=Orang.dari(pimpinan) if pimpinan else None, hasil=skor, tanggal=None,
        dukung=tuple(Dukung(d.id, d.berkas.nama, d.berkas.mime, d.berkas.ukuran) for d in dukung),
        berubah=_berubah(skor, row.angka_simpan), sumber=(orang, angka),
    )  # fmt: skip


def _beku(periode: PeriodePetruk, row: Penilaian) -> Lembar:
    isi = row.beku
    mulai = isi["mulai_di_opd"]
    return Lembar(
        **_dasar(periode, row), status=row.status, orang=Orang(**isi["orang"]), fungsional=isi["fungsional"],
        mulai_di_opd=date.fromisoformat(mulai) if mulai else None, kepala=Orang(**isi["kepala"]) if isi["kepala"] else None,
        hasil=skor_dari_json(isi["hasil"]), dukung=tuple(Dukung(**d) for d in isi["dukung"]),
        tanggal=hari_dari(row.dikunci_pada),
    )  # fmt: skip


def _dasar(periode: PeriodePetruk, row: Penilaian) -> dict[str, Any]:
    """What both have from the row."""
    return {
        "penilaian_id": row.id, "periode_id": periode.id, "periode": periode.nama, "bulan": label_periode(periode),
        "putusan": row.inovasi_putusan,
        **{k: getattr(row, k) for k in ("unit_id", "inovasi_uraian", "inovasi_tingkat", "inovasi_catatan", "gugur_alasan",
                                        "urutan_putusan", "terbitan", "jejak_kunci", "versi")},
    }  # fmt: skip


def _berubah(skor: HasilSkor, simpan: dict[str, str] | None) -> tuple[str, ...]:
    """ "Kinerja: 84,00 saat disimpan, kini 86,40" for the figures that others bring."""
    dari_luar = [b for b in skor.butir if simpan and b.kode in ("kinerja", "kehadiran", "perilaku")]
    lama = simpan or {}
    return tuple(
        f"{b.nama}: {lama[b.kode]} saat disimpan, kini {b.tampil}" for b in dari_luar if b.tampil != lama[b.kode]
    )


# ---- ranking and decision -----------------------------------------------------------------------
@dataclass(frozen=True)
class Tempat:
    """A place in the ranking; `penentu` tells why before the next, `seri` that the head must still decide."""

    nomor: int
    lembar: Lembar
    penentu: str
    seri: bool


@dataclass(frozen=True)
class Peringkat:
    """The ranking of a period. `belum`: neither locked nor gugur; `seri`: ties that only the head can decide."""

    periode: str
    bulan: str
    versi_instrumen: int
    maksimum: int
    jumlah_pemenang: int
    baris: tuple[Tempat, ...]
    belum: tuple[Lembar, ...]
    gugur: tuple[Lembar, ...]
    seri: tuple[tuple[Lembar, ...], ...]

    @property
    def pemenang(self) -> tuple[Tempat, ...]:
        return self.baris[: self.jumlah_pemenang]


def peringkat(periode_id: int, *, hari: date) -> Peringkat:
    """Locked scorecards in their order. Raises NotFound."""
    periode = ambil_periode(periode_id)
    semua = lembar_periode(periode, hari=hari)
    jadi = {x.penilaian_id: x for x in semua if x.status in TERKUNCI}
    peserta = [_peserta(x) for x in jadi.values()]
    instrumen = baca_instrumen(periode.instrumen)
    return Peringkat(
        periode.nama, label_periode(periode), instrumen.versi, instrumen.maksimum, instrumen.jumlah_pemenang,
        tuple(Tempat(u.nomor, jadi[u.peserta.penilaian_id], u.penentu, u.seri) for u in urutkan(peserta)),
        tuple(x for x in semua if not x.status.final),
        tuple(x for x in semua if x.status is StatusPenilaian.GUGUR),
        tuple(tuple(jadi[p.penilaian_id] for p in k) for k in seri_terbuka(peserta)),
    )  # fmt: skip


TERKUNCI = (StatusPenilaian.TERKUNCI, StatusPenilaian.BERTANDA_TANGAN)


def _peserta(x: Lembar) -> Peserta:
    mentah = {b.kode: b.mentah for b in x.hasil.butir}
    kinerja, kehadiran, perilaku = mentah["kinerja"], mentah["kehadiran"], mentah["perilaku"]
    assert x.hasil.total is not None and kinerja is not None and kehadiran is not None and perilaku is not None
    return Peserta(
        x.penilaian_id, x.hasil.total, x.hasil.ambil("inovasi").skor or 0, kinerja, kehadiran, perilaku,
        x.hasil.ambil("team_work").skor or 0, x.mulai_di_opd, x.urutan_putusan,
    )  # fmt: skip


def seri_periode(periode: PeriodePetruk, *, hari: date) -> list[tuple[Peserta, ...]]:
    """Groups equal in everything: what only the head can put in order."""
    return seri([_peserta(x) for x in lembar_periode(periode, hari=hari) if x.status in TERKUNCI])


def daftar_usulan(periode_id: int, *, hari: date) -> list[Lembar]:
    """All nominees that are not gugur, by unit and name: for lists, bundles, the Team Work sheet. Raises NotFound."""
    semua = lembar_periode(ambil_periode(periode_id), hari=hari)
    return [x for x in semua if x.status is not StatusPenilaian.GUGUR]


@dataclass(frozen=True)
class Ditetapkan:
    """A line of a decision, in the words of its day."""

    nomor: int
    penilaian_id: int
    orang: Orang
    total: int
    penentu: str
    pemenang: bool


@dataclass(frozen=True)
class Keputusan:
    """What was decided. `kepala` as on the day of the berita acara."""

    periode_id: int
    periode: str
    bulan: str
    versi_instrumen: int
    maksimum: int
    nomor_ba: str
    tanggal_ba: date
    kepala: Orang | None
    alasan: str
    baris: tuple[Ditetapkan, ...]

    @property
    def pemenang(self) -> tuple[Ditetapkan, ...]:
        return tuple(b for b in self.baris if b.pemenang)


def keputusan(periode_id: int) -> Keputusan | None:
    """The decision of a period, None while there is none. Raises NotFound."""
    return keputusan_dari(ambil_periode(periode_id))


def keputusan_dari(p: PeriodePetruk) -> Keputusan | None:
    """The decision in a period's row."""
    isi = p.keputusan
    if not isi:
        return None
    return Keputusan(
        p.id, p.nama, label_periode(p), isi["versi_instrumen"], isi["maksimum"], p.nomor_ba, p.tanggal_ba,
        Orang(**isi["kepala"]) if isi["kepala"] else None, p.alasan_putusan,
        tuple(Ditetapkan(**{**b, "orang": Orang(**b["orang"])}) for b in isi["baris"]),
    )  # fmt: skip


def daftar_pemenang() -> list[Keputusan]:
    """The history of winners, newest period first. One query."""
    urut = (PeriodePetruk.tahun.desc(), PeriodePetruk.bulan_akhir.desc())
    rows = PeriodePetruk.select().where(PeriodePetruk.keputusan.is_null(False)).order_by(*urut)
    return [k for row in rows if (k := keputusan_dari(row))]
