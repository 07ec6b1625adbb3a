"""Who may be nominated: blocks and warnings, each with its reason in words (spec/rules §7 "Who")."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import JPT, JenisJabatan
from skpweb.pegawai.rules import Kepegawaian, Status
from skpweb.petruk.rules import Akibat, Instrumen, Predikat, Syarat


@dataclass(frozen=True)
class Isian:
    """What a pengelola types on the form; a behaviour figure only where none is known."""

    inovasi_uraian: str = ""
    inovasi_tingkat: int | None = None
    bebas_hukuman: bool = False
    perilaku: Decimal | None = None
    perilaku_sumber: str = ""


@dataclass(frozen=True)
class FaktaCalon:
    """What is known of a person on the last day of the assessed months."""

    kepegawaian: Kepegawaian | None
    status: Status
    jenis_jabatan: JenisJabatan | None
    mulai_di_opd: date | None
    akhir_periode: date
    tahun_predikat: int
    predikat: Predikat | None
    menang: tuple[str, ...] = ()
    hukuman: bool = False
    kepala: bool = False
    penilai: bool = False


@dataclass(frozen=True)
class Kelayakan:
    """Reasons in words; eligible while nothing blocks."""

    blokir: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()

    @property
    def layak(self) -> bool:
        return not self.blokir


def periksa_kelayakan(instrumen: Instrumen, f: FaktaCalon) -> Kelayakan:
    """Blocks and warnings for one person. Nobody scores himself, so two blocks are no setting: head and scorer."""
    blokir = list(_pasti(instrumen, f))
    peringatan = []
    for syarat, alasan in _menurut_kantor(instrumen, f):
        akibat = instrumen.syarat[syarat]
        if akibat is Akibat.BLOKIR:
            blokir.append(alasan)
        elif akibat is Akibat.PERINGATAN:
            peringatan.append(alasan)
    return Kelayakan(tuple(blokir), tuple(peringatan))


def _pasti(i: Instrumen, f: FaktaCalon) -> list[str]:
    alasan = []
    if f.status is not Status.AKTIF:
        alasan.append(f"Statusnya {f.status.label.lower()}, bukan aktif.")
    if f.kepegawaian not in i.status:
        boleh = ", ".join(s.label for s in i.status)
        alasan.append(f"Instrumen ini untuk {boleh}.")
    if f.kepala:
        alasan.append("Menjabat kepala OPD, yang memberi nilai Team Work dan keputusan.")
    if f.penilai:
        alasan.append("Ikut menominasikan atau menilai pada periode ini.")
    return alasan


def _menurut_kantor(i: Instrumen, f: FaktaCalon) -> list[tuple[Syarat, str]]:
    alasan = []
    if f.predikat is not None and f.predikat.di_bawah_baik:
        alasan.append(
            (Syarat.PREDIKAT, f"Predikat {f.tahun_predikat} {f.predikat.label}; syaratnya paling rendah Baik.")
        )
    if f.predikat is None and not _tahun_pertama(f):
        alasan.append(
            (Syarat.TANPA_PREDIKAT, f"Predikat {f.tahun_predikat} belum ada; dapat diketik dengan sumbernya.")
        )
    if f.hukuman:
        alasan.append((Syarat.HUKUMAN, "Dinyatakan sedang menjalani hukuman disiplin."))
    if f.jenis_jabatan in JPT:
        alasan.append((Syarat.JPT, "Pejabat pimpinan tinggi tidak dinominasikan."))
    bulan = bulan_penuh(f.mulai_di_opd, f.akhir_periode)
    if bulan is not None and bulan < i.masa_kerja_bulan:
        alasan.append((Syarat.MASA_KERJA, f"Baru {bulan} bulan di OPD ini; syaratnya {i.masa_kerja_bulan} bulan."))
    if f.menang:
        alasan.append((Syarat.PEMENANG, f"Pemenang {', '.join(f.menang)} (dalam {i.jeda_pemenang} periode terakhir)."))
    return alasan


def _tahun_pertama(f: FaktaCalon) -> bool:
    """A person who came after the year of the predikat cannot have one here."""
    return f.mulai_di_opd is not None and f.mulai_di_opd.year > f.tahun_predikat


def bulan_penuh(mulai: date | None, sampai: date) -> int | None:
    """Whole months from one day to another (the last day counts); None when the beginning is unknown."""
    if mulai is None:
        return None
    besok = date.fromordinal(sampai.toordinal() + 1)
    return max(0, (besok.year - mulai.year) * 12 + besok.month - mulai.month - (besok.day < mulai.day))


def pastikan_layak(kelayakan: Kelayakan) -> None:
    """Raises RuleViolation with every reason when something blocks."""
    if not kelayakan.layak:
        raise RuleViolation("Tidak dapat dinominasikan. " + " ".join(kelayakan.blokir))


def pastikan_kuota(instrumen: Instrumen, sudah: int, unit: str) -> None:
    """A unit nominates at most the number the instrument gives; those gugur do not count. Raises RuleViolation."""
    if sudah >= instrumen.maksimum_unit:
        raise RuleViolation(
            f"{unit} sudah mengusulkan {sudah} pegawai, sebanyak yang boleh menurut instrumen versi {instrumen.versi}."
            " Gugurkan yang ada dengan alasan bila hendak menggantinya."
        )


def periksa_inovasi(instrumen: Instrumen, tingkat: int | None, uraian: str, bukti: int) -> list[RuleViolation]:
    """A level has its text, and from `bukti_mulai` on its evidence. Returns the faults."""
    if tingkat is None or tingkat not in {t.nilai for t in instrumen.inovasi}:
        return [RuleViolation("Pilih tingkat kemanfaatan; pilih 0 bila tidak ada inovasi.", "inovasi_tingkat")]
    salah = []
    if tingkat > 0 and not uraian.strip():
        salah.append(RuleViolation("Tulis nama dan uraian inovasi atau prestasinya.", "inovasi_uraian"))
    if tingkat >= instrumen.bukti_mulai and bukti == 0:
        salah.append(
            RuleViolation(f"Tingkat {tingkat} memerlukan data dukung. Pilih berkasnya lalu simpan lagi.", "berkas")
        )
    return salah
