"""A period from opening to archive. Admin or a pengelola of the whole OPD; the head decides (`services_kepala`)."""

from datetime import date, datetime
from typing import Any

from skpweb.audit.services import catat
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict, NotFound, RuleViolation
from skpweb.core.formats import tanggal
from skpweb.organisasi.queries import nama_unit_pada
from skpweb.pegawai.queries import kepala
from skpweb.pemberitahuan.services import kirim
from skpweb.periode.models import Jendela
from skpweb.periode.queries import pastikan_terbuka
from skpweb.periode.rules import Tahap, akhir_bulan
from skpweb.periode.services import atur_jendela, tutup_jendela
from skpweb.petruk.models import Instrumen, Pemenang, Penilaian, PeriodePetruk, UnitPeriode
from skpweb.petruk.queries import peringkat
from skpweb.petruk.queries_periode import akhir_periode, ambil_periode, instrumen_terakhir, jumlah_usulan
from skpweb.petruk.rules import Instrumen as LembarInstrumen
from skpweb.petruk.rules import nama_periode, periksa_bulan
from skpweb.petruk.rules_alur import ALUR_PERIODE, StatusPeriode, pastikan_tahap

BELUM_DIPUTUS: dict[str, Any] = {
    "keputusan": None, "alasan_putusan": "", "nomor_ba": "", "tanggal_ba": None, "ditetapkan_oleh": None, "ditetapkan_pada": None,
}  # fmt: skip


def pastikan_alasan(alasan: str) -> str:
    """A reason that says something. Raises RuleViolation on `alasan`."""
    if len(alasan.strip()) < 10:
        raise RuleViolation("Tulis alasannya, paling sedikit 10 huruf; alasan ini tercatat.", "alasan")
    return alasan.strip()


def buka_periode(
    pelaku: Pelaku, *, tahun: int, awal: int, akhir: int, buka: datetime, tutup: datetime, pada: datetime
) -> PeriodePetruk:
    """Open a period on the newest instrument and tell all concerned. Raises RuleViolation(s)."""
    periksa_bulan(awal, akhir)
    nama = nama_periode(tahun, awal, akhir)
    if clock.hari(buka) <= (selesai := akhir_bulan(tahun, akhir)):
        raise RuleViolation(
            f"Bulan yang dinilai selesai {tanggal(selesai)}; buka sesudah itu, karena unit dan angkanya dari hari"
            " terakhir bulan itu.",
            "buka",
        )
    with tulis():
        if PeriodePetruk.get_or_none(tahun=tahun, bulan_awal=awal, bulan_akhir=akhir):
            raise RuleViolation(f"Periode {nama} sudah ada. Buka kembali periode itu bila perlu.", "bulan_awal")
        periode = PeriodePetruk.create(
            nama=nama, tahun=tahun, bulan_awal=awal, bulan_akhir=akhir, instrumen=_instrumen(pelaku, pada),
            dibuat_oleh=pelaku.pegawai_id, dibuat_pada=pada,
        )  # fmt: skip
        _jendela(pelaku, periode, buka, tutup, pada)
        sesudah = {"nama": nama, "instrumen": periode.instrumen.versi}
        catat(pelaku, "petruk.buka_periode", f"periode:{periode.id}", pada=pada, sesudah=sesudah)
    return periode


def _instrumen(pelaku: Pelaku, pada: datetime) -> Instrumen:
    """The newest version; the first period of an office makes version 1 from the defaults."""
    return instrumen_terakhir() or Instrumen.create(
        versi=1, isi=LembarInstrumen().ke_json(), catatan="Bawaan", dibuat_pada=pada, dibuat_oleh=pelaku.pegawai_id
    )


def _jendela(pelaku: Pelaku, periode: PeriodePetruk, buka: datetime, tutup: datetime, pada: datetime) -> None:
    atur_jendela(
        pelaku, periode.tahun, Tahap.PETRUK, kode=str(periode.id), nama=f"SI-PETRUK {periode.nama}", buka_pada=buka,
        tutup_pada=tutup, endpoint="petruk.periode", arg={"periode_id": periode.id}, pada=pada,
    )  # fmt: skip


def ganti_instrumen(pelaku: Pelaku, periode_id: int, *, versi: int | None = None, pada: datetime) -> int:
    """Let an open period take the newest version, while nothing in it is locked. Returns it. Raises RuleViolation."""
    with tulis():
        periode = ambil_periode(periode_id)
        ALUR_PERIODE.lanjut(periode.status, "tutup")
        baru = instrumen_terakhir()
        if baru is None or baru.versi == periode.instrumen.versi:
            raise RuleViolation("Periode ini sudah memakai versi instrumen terbaru.")
        if Penilaian.select().where(Penilaian.periode == periode_id, Penilaian.beku.is_null(False)).exists():
            raise RuleViolation("Sudah ada penilaian yang terkunci dengan versi ini, sehingga versinya tetap.")
        sebelum, sesudah = {"instrumen": periode.instrumen.versi}, {"instrumen": baru.versi}
        timpa(periode, versi, {"Status": periode.status.label}, instrumen=baru)
        catat(pelaku, "petruk.ganti_instrumen", f"periode:{periode_id}", pada=pada, sebelum=sebelum, sesudah=sesudah)
    return int(baru.versi)


def timpa(row: PeriodePetruk | Penilaian, versi: int | None, tersimpan: dict[str, str], **isi: Any) -> None:
    """Save over the version that was read. Raises Conflict with what is stored."""
    try:
        update_versioned(type(row), row.id, versi or row.versi, **isi)
    except Conflict:
        raise Conflict(tersimpan, row.versi) from None


def _jendela_periode(periode: PeriodePetruk) -> Jendela:
    return Jendela.get(Jendela.tahun == periode.tahun, Jendela.tahap == Tahap.PETRUK, Jendela.kode == str(periode.id))


def geser(
    pelaku: Pelaku, periode: PeriodePetruk, deed: str, versi: int | None, pada: datetime,
    sebelum: dict[str, Any] | None = None, tindakan: str = "", **isi: Any,
) -> StatusPeriode:  # fmt: skip
    """One step of the period's machine with its audit line (`tindakan`, default the deed), inside the caller's deed.

    Raises RuleViolation, Conflict."""
    status = ALUR_PERIODE.lanjut(periode.status, deed)
    timpa(periode, versi, {"Status": periode.status.label}, status=status, **isi)
    sesudah = {"status": status, **{k: v for k, v in isi.items() if k != "keputusan"}}
    sebelum = {"status": periode.status, **(sebelum or {})}
    catat(pelaku, f"petruk.{tindakan or deed}", f"periode:{periode.id}", pada=pada, sebelum=sebelum, sesudah=sesudah)
    return status


def tutup(pelaku: Pelaku, periode_id: int, *, versi: int | None = None, pada: datetime) -> None:
    """End nominating. Team Work and Kunci go on. Raises RuleViolation, Conflict."""
    with tulis():
        periode = ambil_periode(periode_id)
        geser(pelaku, periode, "tutup", versi, pada)
        jendela = _jendela_periode(periode)
        if jendela.buka_pada <= pada <= jendela.tutup_pada:
            tutup_jendela(pelaku, jendela.id, pada=pada)


def peringkatkan(pelaku: Pelaku, periode_id: int, *, versi: int | None = None, pada: datetime) -> None:
    """Rank, once every scorecard is locked or gugur. Raises RuleViolation naming those that are not, Conflict."""
    with tulis():
        periode = ambil_periode(periode_id)
        hasil = peringkat(periode_id, hari=clock.hari(pada))
        if hasil.belum:
            nama = ", ".join(x.orang.nama for x in hasil.belum)
            raise RuleViolation(f"Belum terkunci: {nama}. Kunci atau gugurkan lebih dahulu.")
        if not hasil.baris:
            raise RuleViolation("Belum ada penilaian yang terkunci, jadi belum ada yang diperingkat.")
        geser(pelaku, periode, "peringkatkan", versi, pada)
        kabari_kepala(f"Peringkat SI-PETRUK {periode.nama} siap diputuskan.", periode.id, pada, "peringkat")


def kabari_kepala(teks: str, periode_id: int, pada: datetime, halaman: str = "team_work") -> None:
    """Tell the head of the day, if there is one."""
    if pimpinan := kepala(clock.hari(pada)):
        alamat = {"periode_id": periode_id}
        kirim([pimpinan.pegawai_id], teks, endpoint=f"petruk.{halaman}", arg=alamat, pada=pada)


def arsipkan(pelaku: Pelaku, periode_id: int, *, versi: int | None = None, pada: datetime) -> None:
    """Put a decided period away; scans come no more. Raises RuleViolation, Conflict."""
    with tulis():
        geser(pelaku, ambil_periode(periode_id), "arsipkan", versi, pada)


def buka_kembali_periode(
    pelaku: Pelaku, periode_id: int, alasan: str, *, tutup: datetime | None = None, versi: int | None = None,
    pada: datetime,
) -> StatusPeriode:  # fmt: skip
    """One step back, with a reason. Back to *terbuka* needs the new end (`tutup`); undoing a decision tells all who
    were told of it. Raises RuleViolation, Conflict."""
    alasan = pastikan_alasan(alasan)
    with tulis():
        periode = ambil_periode(periode_id)
        if periode.status is StatusPeriode.DITUTUP and tutup is None:
            raise RuleViolation("Isi sampai kapan penilaian dibuka kembali.", "tanggal_tutup")
        sebelum, isi = {"alasan": alasan}, {}
        if periode.status is StatusPeriode.DITETAPKAN:
            sebelum |= {"nomor_ba": periode.nomor_ba, "keputusan": periode.keputusan, "putusan": periode.alasan_putusan}
            isi = BELUM_DIPUTUS
            _cabut_pemenang(periode, alasan, pada)
        status = geser(
            pelaku, periode, "buka_kembali", versi, pada, sebelum=sebelum, tindakan="buka_kembali_periode", **isi
        )
        if status is StatusPeriode.TERBUKA and tutup is not None:
            _jendela(pelaku, periode, _jendela_periode(periode).buka_pada, tutup, pada)
    return status


def _cabut_pemenang(periode: PeriodePetruk, alasan: str, pada: datetime) -> None:
    peserta = [p for (p,) in Penilaian.select(Penilaian.pegawai).where(Penilaian.periode == periode.id).tuples()]
    kirim(peserta, f"Penetapan SI-PETRUK {periode.nama} dibuka kembali. Alasan: {alasan}", pada=pada)
    Pemenang.delete().where(Pemenang.periode == periode.id).execute()
    Penilaian.update(urutan_putusan=None).where(Penilaian.periode == periode.id).execute()


# ---- units that nominate nobody -----------------------------------------------------------------
def tidak_mengusulkan(pelaku: Pelaku, periode_id: int, unit_id: int, alasan: str, *, pada: datetime) -> None:
    """The unit nominates nobody this time, with a reason. Raises NotFound, Locked, RuleViolation."""
    alasan = pastikan_alasan(alasan)
    with tulis():
        periode = _periode_unit(pelaku, periode_id, unit_id, pada)
        if jumlah_usulan(periode_id, unit_id):
            raise RuleViolation("Unit ini sudah menominasikan pegawai. Gugurkan dahulu bila tidak jadi mengusulkan.")
        if UnitPeriode.get_or_none(periode=periode_id, unit=unit_id):
            raise RuleViolation("Unit ini sudah dinyatakan tidak mengusulkan.")
        UnitPeriode.create(
            periode=periode, unit=unit_id, alasan=alasan, dicatat_oleh=pelaku.pegawai_id, dicatat_pada=pada
        )
        sesudah = {"unit": nama_unit_pada(unit_id, akhir_periode(periode)), "alasan": alasan}
        catat(pelaku, "petruk.tidak_mengusulkan", f"periode:{periode_id}", pada=pada, sesudah=sesudah)


def jadi_mengusulkan(pelaku: Pelaku, periode_id: int, unit_id: int, *, pada: datetime) -> None:
    """Take back `tidak_mengusulkan`. Raises NotFound, Locked."""
    with tulis():
        _periode_unit(pelaku, periode_id, unit_id, pada)
        row = UnitPeriode.get_or_none(periode=periode_id, unit=unit_id)
        if row is None:
            raise NotFound
        sebelum = {"unit_id": unit_id, "alasan": row.alasan}
        catat(pelaku, "petruk.jadi_mengusulkan", f"periode:{periode_id}", pada=pada, sebelum=sebelum)
        row.delete_instance()


def _periode_unit(pelaku: Pelaku, periode_id: int, unit_id: int, pada: datetime) -> PeriodePetruk:
    """The open period, for a pengelola of the unit. Raises NotFound, Locked."""
    periode = ambil_periode(periode_id)
    if not pelaku.mengelola(unit_id):
        raise NotFound
    pastikan_jendela(pelaku, periode, unit_id, "nominasi", pada)
    return periode


def pastikan_jendela(pelaku: Pelaku, periode: PeriodePetruk, unit_id: int, deed: str, pada: datetime) -> None:
    """Stage and window of the period are open for the unit; exceptions one gave oneself do not count. Raises Locked."""
    pastikan_tahap(periode.nama, periode.status, deed)
    pastikan_terbuka(
        Tahap.PETRUK, periode.tahun, kode=str(periode.id), unit_id=unit_id, pegawai_id=pelaku.pegawai_id, pada=pada
    )


def pastikan_tanggal(hari: date, pada: datetime) -> None:
    """A paper's date is not in the future. Raises RuleViolation on `tanggal`."""
    if hari > clock.hari(pada):
        raise RuleViolation("Tanggal dokumen belum tiba; isi tanggal yang tertulis di lembar.", "tanggal")
