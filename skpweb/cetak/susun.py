"""From the rooms to paper: each function reads what a document says through the queries of its room. Scores come
from petruk as they are shown on screen; nothing is computed here."""

from dataclasses import replace
from datetime import date
from typing import Any

from skpweb.audit.queries import PENDEK, sidik_baris, sidik_terakhir
from skpweb.cetak.documents import (
    BarisKehadiran,
    BarisPeringkat,
    BarisTeamWork,
    BeritaAcara,
    HasilPenilaian,
    LembarTeamWork,
    Naskah,
    NilaiIndikator,
    Piagam,
    RekapKehadiran,
    RekapPeringkat,
    SuratUsulan,
    Terbaik,
)
from skpweb.cetak.naskah import Kantor, Penandatangan, baris_jabatan
from skpweb.cetak.queries import ambil_isian
from skpweb.cetak.rules import BelumSiap, baca_baris, pastikan_terisi
from skpweb.core.access import Pelaku
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.core.formats import nama_bulan, ukuran
from skpweb.core.tables import Paging
from skpweb.organisasi.queries import nama_unit_pada
from skpweb.organisasi.rules import STRUKTURAL
from skpweb.pegawai.queries import MELIHAT_SEMUA, Identitas, identitas, identitas_banyak, kepala
from skpweb.pegawai.rules import tampilkan_nip
from skpweb.pengaturan.queries import kantor_pada
from skpweb.periode.rules import akhir_bulan
from skpweb.petruk.queries import Dukung, Keputusan, Lembar, Orang, daftar_usulan, keputusan, peringkat
from skpweb.petruk.queries_periode import ambil_periode, baca_instrumen
from skpweb.petruk.rules import PANDUAN_TEAM_WORK, teks_team_work
from skpweb.petruk.rules_alur import StatusPenilaian, StatusPeriode
from skpweb.petruk.rules_peringkat import PENENTU
from skpweb.petruk.rules_skor import Butir
from skpweb.presensi.queries import SaringanBulan, aturan_kehadiran, daftar_presensi
from skpweb.presensi.rules import ARTI_KEJADIAN, LABEL, Hitungan, Rekap

SUDAH_URUT = (StatusPeriode.DIPERINGKAT, StatusPeriode.DITETAPKAN, StatusPeriode.ARSIP)
TITIK = "." * 32  # room to write a name
URAIAN_LEMBAR = 500  # characters of an innovation on the sheet of the head
BARIS_TERBANYAK = 300  # of an attendance recap: some twenty sheets, a few seconds
NAMA_BELUM = 20  # names of people without a recap that are written out
KOLOM = (
    *("hari_kerja", "hadir", "dinas_luar", "sakit", "izin", "cuti", "tanpa_keterangan"),
    *(f"{jenis}{n}" for jenis in ("tl", "psw") for n in range(1, 5)),
)
ROMAWI = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


# ---- office and signer -----------------------------------------------------------------------------------------
def susun_kantor(hari: date) -> Kantor:
    """The letterhead as of the day."""
    k = kantor_pada(hari)
    return Kantor(pemda=k.pemda, nama=k.nama, kota=k.kota, alamat=k.alamat, kontak=k.kontak, logo=k.logo or None)


def calon_atas_nama(hari: date) -> list[Identitas]:
    """Officials who may sign a.n. the head on the day: structural posts, not the head himself."""
    pimpinan = kepala(hari)
    semua = identitas_banyak(None, hari).values()
    return [i for i in semua if i.jenis_jabatan in STRUKTURAL and (not pimpinan or i.pegawai_id != pimpinan.pegawai_id)]


def _tanda_tangan(
    pimpinan: Orang | None, kota: str, hari: date | None, atas_nama: int | None = None, pengantar: str = ""
) -> Penandatangan:
    """The head's block; `atas_nama`: the official who signs in his name. `jabatan` of an Orang has its Plt. already."""
    if pimpinan is None:
        return Penandatangan(baris_jabatan("Kepala", pengantar=pengantar), TITIK, tempat=kota, tanggal=hari)
    siapa, untuk = pimpinan, ""
    if atas_nama and hari and atas_nama != pimpinan.pegawai_id:
        siapa, untuk = Orang.dari(identitas(atas_nama, hari)), pimpinan.jabatan
    pangkat = ", ".join(t for t in (siapa.pangkat, siapa.golongan) if t)
    jabatan = baris_jabatan(siapa.jabatan, untuk, pengantar)
    return Penandatangan(jabatan, siapa.nama, pangkat, tampilkan_nip(siapa.nip), kota, hari)


def _sosok(orang: Orang) -> dict[str, Any]:
    return {"nama": orang.nama, "nip": tampilkan_nip(orang.nip), "jabatan": orang.jabatan, "unit": orang.unit}


def _kepala(hari: date) -> Orang | None:
    pimpinan = kepala(hari)
    return Orang.dari(pimpinan) if pimpinan else None


# ---- scorecards ------------------------------------------------------------------------------------------------
def susun_penilaian(lembar: Lembar, *, hari: date) -> Naskah:
    """The scorecard, dated on the day of Kunci; a draft (the office as on `hari`) has no date. Raises RuleViolation when gugur."""
    if lembar.status is StatusPenilaian.GUGUR:
        raise RuleViolation(f"Penilaian {lembar.orang.nama} gugur ({lembar.gugur_alasan}), jadi tidak dicetak.")
    tanggal = lembar.tanggal or hari
    kantor, isian = susun_kantor(tanggal), ambil_isian(lembar.periode_id)[0]
    dokumen = HasilPenilaian(
        **_sosok(lembar.orang), kantor=kantor, konsep=lembar.konsep, versi=lembar.terbitan or 1,
        periode=lembar.periode, total=lembar.hasil.total, maksimum=lembar.hasil.maksimum,
        instrumen=str(lembar.hasil.versi), indikator=tuple(_indikator(lembar, b) for b in lembar.hasil.butir),
        data_dukung=tuple((d.nama, _jenis_berkas(d)) for d in lembar.dukung),
        ttd=replace(_tanda_tangan(lembar.kepala, kantor.kota, tanggal, isian.atas_nama), tanggal=lembar.tanggal),
        jejak=_jejak(lembar.jejak_kunci),
    )  # fmt: skip
    return Naskah(dokumen, f"penilaian:{lembar.penilaian_id}", lembar.orang.pegawai_id)


def _indikator(lembar: Lembar, b: Butir) -> NilaiIndikator:
    inovasi, team_work = b.kode == "inovasi", b.kode == "team_work"
    return NilaiIndikator(
        nama=f"Indikator {b.nama}", kriteria=b.kriteria, data=_data(b), sumber=b.sumber, skor=b.skor,
        capaian="" if team_work or b.skor is None else f"{b.capaian}.",
        uraian=lembar.inovasi_uraian if inovasi else "",
    )  # fmt: skip


def _data(b: Butir) -> str:
    """The raw value as on screen; of an innovation the level, since its text stands in the table."""
    return f"tingkat {b.skor}" if b.kode == "inovasi" and b.skor is not None else b.tampil


def _jejak(jejak_id: int | None) -> str:
    """Short hash of the audit row that locked the paper (design/trust: printed on it)."""
    return sidik_baris(jejak_id)[1][:PENDEK] if jejak_id else ""


def _jejak_putusan(periode_id: int) -> str:
    """Short hash of the audit row that decided the period; "" before."""
    return sidik_terakhir(f"periode:{periode_id}", ("petruk.tetapkan", "petruk.catat_penetapan"))


def _jenis_berkas(d: Dukung) -> str:
    """ "PDF, 412 KB"."""
    return f"{d.mime.rpartition('/')[2].upper()}, {ukuran(d.ukuran)}"


def susun_bundel(periode_id: int, *, hari: date) -> list[Naskah]:
    """All scorecards of a period by unit and name. Raises NotFound, RuleViolation when there are none."""
    semua = [susun_penilaian(x, hari=hari) for x in daftar_usulan(periode_id, hari=hari)]
    if not semua:
        raise RuleViolation("Belum ada pegawai yang dinominasikan pada periode ini.")
    return semua


# ---- the papers of a period ------------------------------------------------------------------------------------
def susun_team_work(periode_id: int, *, hari: date) -> Naskah:
    """The sheet on which the head of today ticks Team Work; its date is written by hand. Raises NotFound."""
    periode = ambil_periode(periode_id)
    instrumen, kantor = baca_instrumen(periode.instrumen), susun_kantor(hari)
    dokumen = LembarTeamWork(
        kantor=kantor, periode=periode.nama, instrumen=str(instrumen.versi), pedoman=PANDUAN_TEAM_WORK,
        pilihan=tuple((n, teks_team_work(n).lower()) for n in instrumen.team_work),
        baris=tuple(_baris_team_work(x) for x in daftar_usulan(periode_id, hari=hari)),
        ttd=_tanda_tangan(_kepala(hari), kantor.kota, None),
    )  # fmt: skip
    return Naskah(dokumen, f"team_work:{periode_id}")


def _baris_team_work(x: Lembar) -> BarisTeamWork:
    inovasi = x.hasil.ambil("inovasi")
    uraian = x.inovasi_uraian
    return BarisTeamWork(
        **_sosok(x.orang), inovasi=uraian if len(uraian) <= URAIAN_LEMBAR else uraian[:URAIAN_LEMBAR].rstrip() + "…",
        tingkat=inovasi.skor or 0, arti_tingkat=inovasi.capaian, skor=x.hasil.ambil("team_work").skor,
        putusan=x.putusan,
    )  # fmt: skip


def susun_rekap(periode_id: int, *, hari: date) -> Naskah:
    """The ranking, dated as the berita acara; a draft until the period is ranked. Raises NotFound."""
    status, hasil, putus = ambil_periode(periode_id).status, peringkat(periode_id, hari=hari), keputusan(periode_id)
    kantor, isian = susun_kantor(putus.tanggal_ba if putus else hari), ambil_isian(periode_id)[0]
    baris = [_baris_peringkat(t.lembar, t.penentu, t.nomor) for t in hasil.baris]
    baris += [_baris_peringkat(x, "belum dikunci") for x in hasil.belum]
    baris += [_baris_peringkat(x, f"gugur: {x.gugur_alasan}") for x in hasil.gugur]
    dokumen = RekapPeringkat(
        kantor=kantor, konsep=status not in SUDAH_URUT, periode=hasil.periode, instrumen=str(hasil.versi_instrumen),
        maksimum=hasil.maksimum, indikator=("Kinerja", "Disiplin", "Inovasi", "Perilaku 360°", "Team Work"),
        baris=tuple(baris), penentu=f"Urutan penentu bila total sama: {'; '.join(PENENTU)}.",
        ttd=_tanda_tangan(
            putus.kepala if putus else _kepala(hari), kantor.kota, putus.tanggal_ba if putus else None, isian.atas_nama
        ),
        jejak=_jejak_putusan(periode_id) if putus else "",
    )  # fmt: skip
    return Naskah(dokumen, f"rekap:{periode_id}")


def _baris_peringkat(x: Lembar, keterangan: str, nomor: int | None = None) -> BarisPeringkat:
    return BarisPeringkat(
        **_sosok(x.orang), skor=tuple((b.skor, _data(b)) for b in x.hasil.butir), total=x.hasil.total,
        peringkat=nomor, keterangan=keterangan,
    )  # fmt: skip


def keputusan_jadi(periode_id: int) -> Keputusan:
    """The decision of a period. Raises NotFound, and BelumSiap while there is none."""
    putus = keputusan(periode_id)
    if putus is None:
        raise BelumSiap("Pegawai terbaik periode ini belum ditetapkan; tetapkan dahulu, lalu cetak.")
    return putus


def _terbaik(putus: Keputusan) -> tuple[Terbaik, ...]:
    return tuple(Terbaik(**_sosok(b.orang), total=b.total) for b in putus.pemenang)


def susun_usulan(periode_id: int) -> Naskah:
    """The letter to the personnel board with what was typed for it. Raises NotFound, BelumSiap."""
    putus, isian = keputusan_jadi(periode_id), ambil_isian(periode_id)[0]
    nomor, tanggal, kepada = isian.usulan_nomor, isian.usulan_tanggal, baca_baris(isian.usulan_kepada)
    pastikan_terisi("Surat usulan", nomor=nomor, tanggal=tanggal, tujuan=kepada)
    assert tanggal is not None  # just made sure
    kantor = susun_kantor(tanggal)
    dokumen = SuratUsulan(
        kantor=kantor, nomor=nomor, tanggal=tanggal, sifat=isian.usulan_sifat, lampiran=isian.usulan_lampiran,
        hal=f"Usulan Pegawai Terbaik melalui SI-PETRUK Periode {putus.periode}", kepada=kepada,
        tempat_tujuan=isian.usulan_tempat or kantor.kota, periode=putus.periode, maksimum=putus.maksimum,
        terbaik=_terbaik(putus), tembusan=baca_baris(isian.usulan_tembusan),
        ttd=replace(_tanda_tangan(_kepala(tanggal), "", tanggal, isian.atas_nama), tanggal=None),
        jejak=_jejak_putusan(periode_id),
    )  # fmt: skip
    return Naskah(dokumen, f"usulan:{periode_id}")


def susun_berita_acara(periode_id: int) -> Naskah:
    """The minutes of the decision: number and date as decided. Raises NotFound, BelumSiap."""
    putus, isian = keputusan_jadi(periode_id), ambil_isian(periode_id)[0]
    kantor = susun_kantor(putus.tanggal_ba)
    dokumen = BeritaAcara(
        kantor=kantor, nomor=putus.nomor_ba, tanggal=putus.tanggal_ba, tempat=isian.ba_tempat or kantor.nama,
        periode=putus.periode, instrumen=str(putus.versi_instrumen), jumlah_calon=len(putus.baris),
        maksimum=putus.maksimum, terbaik=_terbaik(putus), tim=isian.tim,
        ttd=_tanda_tangan(putus.kepala, kantor.kota, putus.tanggal_ba, isian.atas_nama, "Mengetahui," if isian.tim else ""),
        alasan=putus.alasan, jejak=_jejak_putusan(periode_id),
    )  # fmt: skip
    return Naskah(dokumen, f"berita_acara:{periode_id}")


def susun_piagam(periode_id: int, pegawai_id: int) -> Naskah:
    """The certificate of one winner; without a typed number it is written by hand. Raises NotFound, BelumSiap."""
    putus, isian = keputusan_jadi(periode_id), ambil_isian(periode_id)[0]
    urutan = next((n for n, b in enumerate(putus.pemenang, 1) if b.orang.pegawai_id == pegawai_id), 0)
    if not urutan:
        raise NotFound
    nomor, tanggal = isian.nomor_piagam(urutan), isian.piagam_tanggal or putus.tanggal_ba
    kantor, siapa = susun_kantor(tanggal), putus.pemenang[urutan - 1]
    dokumen = Piagam(
        kantor=kantor, nomor=nomor, nama=siapa.orang.nama, nip=tampilkan_nip(siapa.orang.nip),
        jabatan=siapa.orang.jabatan, periode=putus.periode, total=siapa.total, maksimum=putus.maksimum,
        sebutan=f"Pegawai Terbaik {ROMAWI[urutan]}" if 1 < len(putus.pemenang) < len(ROMAWI) else "Pegawai Terbaik",
        ttd=_tanda_tangan(_kepala(tanggal), kantor.kota, tanggal, isian.atas_nama), jejak=_jejak_putusan(periode_id),
    )  # fmt: skip
    return Naskah(dokumen, f"piagam:{periode_id}:{pegawai_id}", pegawai_id)


# ---- attendance ------------------------------------------------------------------------------------------------
def susun_kehadiran(pelaku: Pelaku, tahun: int, bulan: int, unit_id: int | None, *, hari: date) -> Naskah:
    """The month of those whom the actor may see, in the unit with its sub-units. The head of the last day of the
    month signs and writes the date. Raises NotFound for an unknown unit, RuleViolation for too many people."""
    akhir = akhir_bulan(tahun, bulan)
    unit = nama_unit_pada(unit_id, akhir) if unit_id else "Seluruh unit kerja"
    daftar = daftar_presensi(
        pelaku, SaringanBulan(tahun, bulan, unit_id, keadaan="ada"), Paging(per=BARIS_TERBANYAK, urut="nama"), hari
    )
    if daftar.page.jumlah > BARIS_TERBANYAK:
        raise RuleViolation(
            f"Rekap ini berisi {daftar.page.jumlah} pegawai. Pilih satu unit kerja (paling banyak {BARIS_TERBANYAK}"
            " pegawai) untuk dicetak, atau unduh xlsx untuk semuanya."
        )
    kantor = susun_kantor(akhir)
    baris = [
        BarisKehadiran(nama=b.nama, nip=tampilkan_nip(b.nip), angka=_angka(b.rekap), persen=b.kehadiran.persen)
        for b in daftar.page.rows
        if b.rekap
    ]
    belum = daftar_presensi(
        pelaku, SaringanBulan(tahun, bulan, unit_id, keadaan="belum"), Paging(per=NAMA_BELUM, urut="nama"), hari
    ).page
    dokumen = RekapKehadiran(
        kantor=kantor, periode=nama_bulan(tahun, bulan), unit=unit, baris=tuple(baris),
        keterangan=(*_keterangan(), *_belum_ada([b.nama for b in belum.rows], belum.jumlah)),
        ttd=_tanda_tangan(_kepala(akhir), kantor.kota, None),
    )  # fmt: skip
    pandangan = "" if pelaku.unit_ids is None or MELIHAT_SEMUA & pelaku.peran else f":{pelaku.pegawai_id}"
    return Naskah(dokumen, f"presensi:{tahun}-{bulan:02}:{unit_id or 0}{pandangan}")


def _belum_ada(nama: list[str], jumlah: int) -> tuple[str, ...]:
    """Who is missing from the recap, so that nobody vanishes in silence."""
    lain = f", dan {jumlah - len(nama)} lainnya" if jumlah > len(nama) else ""
    return (f"Belum ada rekap: {jumlah} pegawai ({'; '.join(nama)}{lain}).",) if jumlah else ()


def _angka(rekap: Rekap) -> tuple[int, ...]:
    return tuple(getattr(rekap, kolom) for kolom in KOLOM)


def _keterangan() -> tuple[str, ...]:
    """How the percentage comes about by the office's settings, and the classes of lateness."""
    aturan = aturan_kehadiran()
    hadir = " + ".join(LABEL[k].lower() for k in ("hadir", "dinas_luar", *aturan.jenis(Hitungan.HADIR)))
    pembagi = " − ".join(LABEL[k].lower() for k in ("hari_kerja", *aturan.jenis(Hitungan.DIKELUARKAN)))
    kelas = ", ".join(f"{k} = {arti}" for k, arti in ARTI_KEJADIAN.items())
    return (
        f"Kehadiran (%) = 100 × ({hadir}) / ({pembagi}).",
        f"TK: tanpa keterangan; TL: terlambat; PSW: pulang sebelum waktu; {kelas}.",
    )
