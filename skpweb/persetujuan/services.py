"""The way of an SKP through the hands (spec/rules §2; PermenPANRB 6/2022 p. 65 C). Each step is kept and told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from skpweb.akun.queries import pengelola_opd
from skpweb.audit.services import catat
from skpweb.berkas.services import BerkasSiap, siapkan, simpan_siap
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import Conflict, NotAllowed, RuleViolation, collect
from skpweb.core.formats import tanggal as tulis_tanggal
from skpweb.pegawai.queries import Identitas
from skpweb.pegawai.rules_atasan import TugasDelegasi
from skpweb.pemberitahuan.services import kirim
from skpweb.persetujuan.models import Ketetapan, Langkah
from skpweb.persetujuan.queries import penerima_tugas, penetap
from skpweb.persetujuan.queries_naskah import (
    Rencana,
    berakun,
    dengan_induk,
    pengajuan,
    pihak,
    rencana,
)  # fmt: skip
from skpweb.persetujuan.rules import (
    pastikan_belum_dipakai,
    pastikan_catatan,
    pastikan_tanggal_lembar,
    pastikan_tanggal_tutup,
    sidik,
    tepat_waktu,
)  # fmt: skip
from skpweb.skp.models import Skp
from skpweb.skp.queries import ambil_skp
from skpweb.skp.rules import ALUR_SKP, pastikan_bukan_sendiri
from skpweb.skp.services import ubah_status

JENIS_BERKAS = ("pdf", "jpg", "png")
Unggahan = tuple[str, bytes]


@dataclass(frozen=True)
class Kertas:
    """The sheet that a superior without account signed."""

    nomor: str
    tanggal: date
    unggahan: Unggahan | None


# ---- the employee ---------------------------------------------------------------------------------
def ajukan(pelaku: Pelaku, skp_id: int, dilihat: str, *, pada: datetime) -> Langkah:
    """Send the plan of which `dilihat` is the hash to the superior of now; its id makes the number of the receipt.

    The first sending decides whether it came in time (PER6 p. 65 C.4). Raises RuleViolation(s) for what is missing,
    Locked while the window is shut for this person, Conflict when it is not what was seen, NotAllowed, NotFound.
    """
    with tulis():
        skp = _milik_sendiri(pelaku, skp_id, pada)
        ALUR_SKP.lanjut(skp.status, "ajukan")
        plan = rencana(skp, clock.hari(pada))
        _pastikan_sama(plan, dilihat)
        missing = [RuleViolation(fault.teks) for fault in plan.kurang]
        if plan.penilai is None:
            missing.append(
                RuleViolation("Atasan Anda belum dikenal. Laporkan lewat Profil supaya strukturnya dilengkapi.")
            )
        collect(missing)
        assert plan.penilai is not None
        sending = pengajuan(skp, plan.orang.unit_id, pada)
        if sending.kunci is not None:
            raise sending.kunci
        values: dict[str, Any] = {"diajukan_pada": pada}
        if skp.tepat_waktu is None:
            values["tepat_waktu"] = tepat_waktu(pada, sending.jendela.batas_pada)
        step = _langkah(pelaku, skp, "ajukan", pada, plan=plan, values=values)
        _ke_penilai(pelaku, skp, plan, f"{plan.orang.nama} mengajukan SKP {skp.nama}. Periksa, lalu tetapkan.", pada)
    return step


def _ke_penilai(pelaku: Pelaku, skp: Skp, plan: Rencana, teks: str, pada: datetime) -> None:
    """The superior and his delegates; of a superior without account also those who record what he signs."""
    assert plan.penilai is not None
    _kabari(pelaku, skp, _sisi_penilai(plan.penilai, pada), teks, "persetujuan.tinjau", pada)
    if not berakun(plan.penilai.pegawai_id):
        paper = f"SKP {skp.nama} {plan.orang.nama} menunggu tanda tangan {plan.penilai.nama} di atas kertas."
        _kabari(pelaku, skp, pengelola_opd() - {skp.pegawai_id}, paper, "persetujuan.kertas", pada)


def tarik(pelaku: Pelaku, skp_id: int, *, sadar: bool = False, pada: datetime) -> None:
    """Take the plan back while it waits. Once the window is shut it may not get in again: raises RuleViolation on `sadar`
    unless that was said; also NotAllowed, NotFound."""
    with tulis():
        skp = _milik_sendiri(pelaku, skp_id, pada)
        ALUR_SKP.lanjut(skp.status, "tarik")
        plan = rencana(skp, clock.hari(pada))
        if not sadar and pengajuan(skp, plan.orang.unit_id, pada).lewat:
            raise RuleViolation("Batas waktu sudah lewat. Centang bahwa Anda memahaminya, lalu tarik.", "sadar")
        _langkah(pelaku, skp, "tarik", pada)
        if plan.penilai is not None:
            told = _sisi_penilai(plan.penilai, pada)
            _kabari(
                pelaku, skp, told, f"{plan.orang.nama} menarik kembali SKP {skp.nama}.", "persetujuan.riwayat", pada
            )


def _milik_sendiri(pelaku: Pelaku, skp_id: int, pada: datetime) -> Skp:
    skp = ambil_skp(pelaku, skp_id, clock.hari(pada))
    if skp.pegawai_id != pelaku.pegawai_id:
        raise NotAllowed("Hanya pemilik SKP yang mengajukan dan menariknya.")
    return skp


# ---- the superior -----------------------------------------------------------------------------------
def kembalikan(pelaku: Pelaku, skp_id: int, dilihat: str, catatan: str, *, pada: datetime) -> None:
    """Give the plan back for mending. Raises RuleViolation on `catatan` without a note, and as `tetapkan`."""
    catatan = pastikan_catatan(catatan)
    with tulis():
        skp, plan, atas = _putuskan(pelaku, skp_id, "kembalikan", dilihat, pada)
        _langkah(pelaku, skp, "kembalikan", pada, plan=plan, catatan=catatan, simpan_isi=False)
        teks = f"SKP {skp.nama} dikembalikan oleh {pelaku.nama} dengan catatan: {catatan}"
        _kabari(pelaku, skp, [skp.pegawai_id], teks, "persetujuan.periksa", pada)
        _kabari_atasan(pelaku, skp, plan, atas, f"SKP {skp.nama} {plan.orang.nama} dikembalikan dengan catatan.", pada)


def tetapkan(pelaku: Pelaku, skp_id: int, dilihat: str, *, pada: datetime) -> Ketetapan:
    """Agree exactly the plan of which `dilihat` is the hash, and freeze it with both parties.

    Deeds of the superior are never window-locked. Raises Conflict when it changed meanwhile, NotAllowed for whoever is
    not the superior, his delegate or, past the deadline, the superior's superior (p. 65 C.5), RuleViolation, NotFound.
    """
    with tulis():
        skp, plan, atas = _putuskan(pelaku, skp_id, "tetapkan", dilihat, pada)
        text = plan.naskah
        if atas.pegawai_id != plan.naskah["penilai"]["pegawai_id"]:
            text = {**text, "penetap": pihak(atas)}
        return _tetapkan(pelaku, skp, plan, text, atas, pada)


def _putuskan(pelaku: Pelaku, skp_id: int, deed: str, dilihat: str, pada: datetime) -> tuple[Skp, Rencana, Identitas]:
    """The waiting plan, as seen, and in whose authority the actor decides it."""
    hari = clock.hari(pada)
    skp = ambil_skp(pelaku, skp_id, hari)
    plan = rencana(skp, hari)
    atas = penetap(pelaku, skp, plan.penilai, hari)
    ALUR_SKP.lanjut(skp.status, deed)
    _pastikan_sama(plan, dilihat)
    return skp, plan, atas


def _tetapkan(
    pelaku: Pelaku, skp: Skp, plan: Rencana, text: Mapping[str, Any], atas: Identitas, pada: datetime,
    kertas: Mapping[str, Any] | None = None,
) -> Ketetapan:  # fmt: skip
    deed = "kertas" if kertas else "tetapkan"
    note = f"Nomor {kertas['nomor']}, tanggal {tulis_tanggal(kertas['tanggal'])}" if kertas else ""
    _langkah(
        pelaku, skp, deed, pada, plan=plan, kepada=atas.pegawai_id, catatan=note, simpan_isi=False,
        values={"ditetapkan_pada": pada},
    )  # fmt: skip
    row = Ketetapan.create(
        skp=skp, urutan=Ketetapan.select().where(Ketetapan.skp == skp).count() + 1, isi=dengan_induk(text, plan.isi),
        sidik=sidik(plan.naskah), penilai=atas.pegawai_id, oleh=pelaku.pegawai_id, pada=pada,
        **(kertas or {"tanggal": clock.hari(pada)}),
    )  # fmt: skip
    teks = f"SKP {skp.nama} Anda sudah ditetapkan oleh {atas.nama}, jadi kinerja harian dapat dikirim."
    _kabari(pelaku, skp, [skp.pegawai_id], teks, "persetujuan.riwayat", pada)
    _kabari_atasan(pelaku, skp, plan, atas, f"SKP {skp.nama} {plan.orang.nama} sudah ditetapkan.", pada)
    return row


# ---- on paper, batal, tutup: pengelola of the whole OPD ---------------------------------------------
def catat_di_atas_kertas(pelaku: Pelaku, skp_id: int, dilihat: str, kertas: Kertas, *, pada: datetime) -> Ketetapan:
    """Record the sheet that a superior without account signed; the identities are those of its date.

    Raises RuleViolation(s) on `nomor`, `tanggal`, `berkas`; NotAllowed for oneself in either party and where the
    superior can act in the app; else as `tetapkan`.
    """
    hari = clock.hari(pada)
    ready = siapkan_lembar(kertas, hari)
    with tulis():
        skp = ambil_skp(pelaku, skp_id, hari)
        seen = rencana(skp, hari)
        pastikan_mencatat(pelaku, skp, seen)
        ALUR_SKP.lanjut(skp.status, "tetapkan")
        _pastikan_sama(seen, dilihat)
        pastikan_tanggal_lembar(kertas.tanggal, skp.tahun)
        plan = rencana(skp, kertas.tanggal)
        if plan.penilai is None:
            raise RuleViolation("Pada tanggal itu pejabat penilainya belum tercatat. Periksa tanggalnya.", "tanggal")
        pastikan_bukan_sendiri(pelaku.pegawai_id, plan.penilai.pegawai_id)
        sheet = {
            "nomor": kertas.nomor.strip(), "tanggal": kertas.tanggal, "scan": simpan_siap(pelaku, ready, pada=pada),
        }  # fmt: skip
        return _tetapkan(pelaku, skp, plan, plan.naskah, plan.penilai, pada, sheet)


def siapkan_lembar(kertas: Kertas, hari: date) -> BerkasSiap:
    """Its scan, checked and on the disk. Raises RuleViolation(s) on `nomor`, `berkas`, and on `tanggal` after `hari`."""
    faults = []
    if not kertas.nomor.strip():
        faults.append(RuleViolation("Isi nomor lembar yang ditandatangani.", "nomor"))
    if kertas.unggahan is None:
        faults.append(RuleViolation("Pilih hasil pindaian lembar yang ditandatangani.", "berkas"))
    if kertas.tanggal > hari:
        faults.append(RuleViolation("Tanggal dokumen belum tiba; isi tanggal yang tertulis di lembar.", "tanggal"))
    collect(faults)
    assert kertas.unggahan is not None
    return siapkan(*kertas.unggahan, jenis=JENIS_BERKAS)


def pastikan_mencatat(pelaku: Pelaku, skp: Skp, plan: Rencana) -> None:
    """Paper is for a superior who cannot act in the app, and never for oneself. Raises NotAllowed."""
    pastikan_bukan_sendiri(pelaku.pegawai_id, skp.pegawai_id)
    if plan.penilai is None:
        raise NotAllowed("Pejabat penilainya belum dikenal. Catat dulu pejabat luar atau susunan jabatannya.")
    if plan.penilai.pegawai_id == pelaku.pegawai_id or berakun(plan.penilai.pegawai_id):
        raise NotAllowed(f"{plan.penilai.nama} punya akun, jadi menetapkannya sendiri di aplikasi, tanpa kertas.")


def batalkan(pelaku: Pelaku, skp_id: int, alasan: str, *, pada: datetime) -> None:
    """Batal, before the first validated entry only. Raises RuleViolation, NotAllowed for the own plan, NotFound."""
    with tulis():
        skp = ambil_skp(pelaku, skp_id, clock.hari(pada))
        pastikan_bukan_sendiri(pelaku.pegawai_id, skp.pegawai_id)
        ALUR_SKP.lanjut(skp.status, "batalkan")
        pastikan_belum_dipakai(skp.dipakai_pada is not None)
        _akhiri(pelaku, skp, "batalkan", alasan, "dibatalkan", pada)


def tutup(pelaku: Pelaku, skp_id: int, tanggal: date, alasan: str, *, pada: datetime) -> None:
    """Close an agreed plan; `tanggal` is its last day. Raises RuleViolation on `tanggal`, else as `batalkan`."""
    with tulis():
        hari = clock.hari(pada)
        skp = ambil_skp(pelaku, skp_id, hari)
        pastikan_bukan_sendiri(pelaku.pegawai_id, skp.pegawai_id)
        ALUR_SKP.lanjut(skp.status, "tutup")
        pastikan_tanggal_tutup(tanggal, skp.mulai, skp.sampai, hari)
        _akhiri(pelaku, skp, "tutup", alasan, f"ditutup per {tulis_tanggal(tanggal)}", pada, {"sampai": tanggal})


def _akhiri(
    pelaku: Pelaku, skp: Skp, deed: str, alasan: str, kata: str, pada: datetime, values: Mapping[str, Any] | None = None
) -> None:
    plan = rencana(skp, clock.hari(pada))
    _langkah(pelaku, skp, deed, pada, catatan=alasan, values=values)
    told = {skp.pegawai_id} | (_sisi_penilai(plan.penilai, pada) if plan.penilai else set())
    teks = f"SKP {skp.nama} {plan.orang.nama} {kata}. Alasan: {alasan}"
    _kabari(pelaku, skp, told, teks, "persetujuan.riwayat", pada)


# ---- what every step does -----------------------------------------------------------------------------
def _pastikan_sama(plan: Rencana, dilihat: str) -> None:
    if plan.sidik != dilihat:
        raise Conflict


def _langkah(
    pelaku: Pelaku, skp: Skp, deed: str, pada: datetime, *, plan: Rencana | None = None, catatan: str = "",
    kepada: int | None = None, simpan_isi: bool = True, values: Mapping[str, Any] | None = None,
) -> Langkah:  # fmt: skip
    """The step and the new status, with their line on the trail."""
    before = skp.status
    after = ubah_status(skp, "tetapkan" if deed == "kertas" else deed, **(values or {}))
    superior = plan.penilai.pegawai_id if plan and plan.penilai else None
    row = Langkah.create(
        skp=skp, deed=deed, dari=before, ke=after, catatan=catatan, oleh=pelaku.pegawai_id, pada=pada,
        isi=plan.naskah if plan and simpan_isi else None, sidik=plan.sidik if plan else "", kepada=kepada or superior,
    )  # fmt: skip
    catat(
        pelaku, f"persetujuan.{deed}", f"skp:{skp.id}", pada=pada, pegawai_id=skp.pegawai_id,
        sebelum={"status": before}, sesudah={"status": after, "catatan": catatan, "langkah": row.id, "sidik": row.sidik},
    )  # fmt: skip
    return row


def _sisi_penilai(penilai: Identitas, pada: datetime) -> set[int]:
    """The superior and whom he has delegated the agreeing to."""
    hari = clock.hari(pada)
    return {penilai.pegawai_id} | penerima_tugas(penilai.pegawai_id, hari, TugasDelegasi.TETAPKAN)


def _kabari_atasan(pelaku: Pelaku, skp: Skp, plan: Rencana, atas: Identitas, teks: str, pada: datetime) -> None:
    """The superior, when somebody else decided."""
    told = {atas.pegawai_id} | ({plan.penilai.pegawai_id} if plan.penilai else set())
    _kabari(pelaku, skp, told, teks, "persetujuan.riwayat", pada)


def _kabari(pelaku: Pelaku, skp: Skp, siapa: Iterable[int], teks: str, endpoint: str, pada: datetime) -> None:
    """Tell them, but not who did it."""
    kirim(set(siapa) - {pelaku.pegawai_id}, teks, endpoint=endpoint, arg={"skp_id": skp.id}, pada=pada)
