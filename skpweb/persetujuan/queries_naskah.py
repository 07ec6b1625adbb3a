"""A plan as one text, what stops its sending, and its steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from skpweb.akun.models import Akun
from skpweb.core import clock
from skpweb.core.errors import Locked
from skpweb.core.formats import BULAN
from skpweb.matriks.queries import target_banyak
from skpweb.matriks.rules import CENTANG, Sel, bulan_skp, hasil_setahun, periksa_setahun, tulis_rentang, tulis_sel
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.pegawai.queries import Identitas, identitas_banyak
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.pengaturan.queries import aturan
from skpweb.periode.queries import keadaan
from skpweb.periode.rules import KeadaanJendela, Tahap
from skpweb.persetujuan.models import Ketetapan, Langkah
from skpweb.persetujuan.rules import Beda, Naskah, bandingkan, kirim_ulang_sampai, sidik
from skpweb.presensi.queries_cuti import kalender_orang
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.queries import isi_skp
from skpweb.skp.rules import JenisRhk, perlu_tautan
from skpweb.skp.rules_isi import IsiIki, IsiRhk, IsiSkp, Temuan, kekurangan, peringatan, potong

SEKITAR = timedelta(days=100)  # leave further away moves no clock of a resend


@dataclass(frozen=True)
class Rencana:
    """A plan as it stands on a day. `naskah` is what is sent and agreed, `setahun` the year and the fault of an IKI's
    months, `masa` what that year is called, `jalan` how the superior was found."""

    isi: IsiSkp
    naskah: Naskah
    orang: Identitas
    penilai: Identitas | None
    jalan: tuple[str, ...]
    setahun: Mapping[int, tuple[str, str]]
    masa: str

    @property
    def sidik(self) -> str:
        return sidik(self.naskah)

    @property
    def kurang(self) -> list[Temuan]:
        """Faults of the content that stop Ajukan, each with where to mend it (spec/rules §2)."""
        months = [
            Temuan(f"RHK {rhk.nomor}, “{potong(iki.teks)}”. {fault}", "matriks.lihat", {"skp_id": self.isi.skp_id})
            for rhk in self.isi.rhk for iki in rhk.iki if (fault := self.setahun[iki.id][1])
        ]  # fmt: skip
        return [*kekurangan(self.isi), *months]

    @property
    def aneh(self) -> list[Temuan]:
        """What is odd in words and months and stops nothing, each with its line (spec/rules §2 "Warnings")."""
        line = {("rhk_id", r.id): r.nomor for r in self.isi.rhk}
        line |= {("iki_id", i.id): r.nomor for r in self.isi.rhk for i in r.iki}
        words = [replace(t, teks=f"RHK {line[next(iter(t.arg.items()))]}: {t.teks}") for t in peringatan(self.isi)]
        return [*words, *(Temuan(teks, "matriks.lihat", {"skp_id": self.isi.skp_id}) for teks in self._aneh_bulan())]

    def _aneh_bulan(self) -> Iterator[str]:
        """Months in which nothing utama is planned, indicators planned for December alone."""
        masa = bulan_skp(*(date.fromisoformat(self.naskah[k]) for k in ("mulai", "sampai")))
        planned = {i["id"]: {int(b) for b in i["bulan"]} for r in self.naskah["rhk"] for i in r["iki"]}
        utama = {b for r in self.isi.jenis(JenisRhk.UTAMA) for i in r.iki for b in planned[i.id]}
        if utama and (bare := [BULAN[b - 1] for b in masa if b not in utama]):
            yield f"{', '.join(bare)} tanpa rencana kinerja utama: bulan ini tidak akan punya nilai."
        for rhk in self.isi.rhk:
            for iki in (i for i in rhk.iki if planned[i.id] == {12} and len(masa) > 1):
                yield f"RHK {rhk.nomor}, “{potong(iki.teks)}”: semua targetnya di Desember."


def rencana(skp: Skp, hari: date, isi: IsiSkp | None = None) -> Rencana:
    """The plan with both parties as they are on the day; `isi`: its content, where it was read. Four queries at most."""
    isi, target = isi or isi_skp(skp.id), target_banyak([skp.id])
    up = atasan_banyak([skp.pegawai_id], hari)[skp.pegawai_id]
    who = identitas_banyak([skp.pegawai_id, *([up.pegawai_id] if up.pegawai_id else [])], hari, duduk=up.duduk)
    owner, superior = who[skp.pegawai_id], who.get(up.pegawai_id or 0)
    text = {
        "pegawai": pihak(owner, skp), "penilai": pihak(superior) if superior else None,
        "mulai": skp.mulai.isoformat(), "sampai": skp.sampai.isoformat(), "pendekatan": str(skp.pendekatan),
        "rhk": [_rhk(rhk, target) for rhk in isi.rhk],
    }  # fmt: skip
    year = {i.id: (hasil_setahun(i, t := target.get(i.id, {})), periksa_setahun(i, t)) for i in isi.iki}
    return Rencana(isi, text, owner, superior, up.jalan, year, skp.masa)


def pihak(orang: Identitas, skp: Skp | None = None) -> dict[str, object]:
    """A party; the employee in the post that the SKP belongs to."""
    post, unit = orang.jabatan, orang.unit
    if skp is not None and orang.riwayat_id != skp.riwayat_id:
        row = RiwayatJabatan.select(RiwayatJabatan, Jabatan, Unit).join(Jabatan).join(Unit)
        row = row.where(RiwayatJabatan.id == skp.riwayat_id).get()
        post, unit = row.kedudukan.awalan + row.jabatan.nama, row.jabatan.unit.nama
    return {
        "pegawai_id": orang.pegawai_id, "nama": orang.nama, "nip": orang.nip or "",
        "kepegawaian": str(orang.kepegawaian or ""), "pangkat_golongan": orang.pangkat_golongan,
        "jabatan": post, "unit": unit,
    }  # fmt: skip


def _rhk(rhk: IsiRhk, target: Mapping[int, Mapping[int, Sel]]) -> dict[str, object]:
    return {
        "id": rhk.id, "jenis": str(rhk.jenis), "teks": rhk.teks, "induk_teks": rhk.induk_teks,
        "direktif": rhk.direktif, "pemberi": rhk.pemberi, "iki": [_iki(i, target.get(i.id, {})) for i in rhk.iki],
    }  # fmt: skip


def _iki(iki: IsiIki, target: Mapping[int, Sel]) -> dict[str, object]:
    bounds = iki.batas_bawah is not None and iki.batas_atas is not None
    return {
        "id": iki.id, "aspek": [str(a) for a in iki.aspek], "teks": iki.teks, "target": iki.target,
        "dinilai_catatan": iki.dinilai_catatan, "satuan": iki.satuan, "arah": str(iki.arah),
        "agregasi": str(iki.agregasi),
        "batas": tulis_rentang(iki.batas_bawah, iki.batas_atas) if bounds else "",  # type: ignore[arg-type]
        "bulan": {str(b): "✓" if (t := tulis_sel(sel)) == CENTANG and not bounds else t for b, sel in target.items()},
    }  # fmt: skip


def dengan_induk(text: Naskah, isi: IsiSkp) -> Naskah:
    """The text to keep: each line also with the indicators of what it supports, where their owner is JPT or heads a unit
    mandiri (PER6 p. 59). They are his, so they are no part of the hash. One query."""
    induk = {r.id: r.induk_id for r in isi.rhk}
    query = Iki.select(Iki.rhk, Iki.teks, Iki.target, Jabatan.jenis, Jabatan.pimpinan_unit, Unit.mandiri)
    query = query.join(Rhk).join(Skp).join(RiwayatJabatan).join(Jabatan).join(Unit)
    found: dict[int, list[list[str]]] = {}
    for rhk_id, teks, target, *post in query.where(Iki.rhk.in_(list(induk.values()))).order_by(Iki.urutan).tuples():
        if not perlu_tautan(*post):
            found.setdefault(rhk_id, []).append([teks, target])
    return {**text, "rhk": [{**r, "induk_iki": found.get(induk[r["id"]] or 0, [])} for r in text["rhk"]]}


# ---- sending ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Pengajuan:
    """Whether this person may send now. `ulang_sampai`: last day of a resend round the deadline, the window being shut;
    `kunci`: why not, None when he may."""

    jendela: KeadaanJendela
    ulang_sampai: date | None
    kunci: Locked | None

    @property
    def lewat(self) -> bool:
        """Shut but for a resend: who withdraws now may not get in again."""
        return not self.jendela.terbuka


def pengajuan(skp: Skp, unit_id: int | None, pada: datetime) -> Pengajuan:
    """The window of stage SKP for this person (p. 65 C.4), and the days that a return round the deadline gives.

    One query while it is open, else up to four.
    """
    window = keadaan(Tahap.SKP, skp.tahun, unit_id=unit_id, pegawai_id=skp.pegawai_id, tmt=skp.mulai, pada=pada)
    if window.terbuka:
        return Pengajuan(window, None, None)
    until = _kirim_ulang(skp, unit_id, window.batas_pada)
    if until is not None and clock.hari(pada) <= until:
        return Pengajuan(window, until, None)
    return Pengajuan(
        window, None, Locked(window.judul + ".", rule=window.dasar, until=window.sejak, who=window.pembuka)
    )


def _kirim_ulang(skp: Skp, unit_id: int | None, batas_pada: datetime | None) -> date | None:
    """The last day of a resend after the latest return, if that was near the deadline."""
    step = Langkah.select(Langkah.pada).where(Langkah.skp == skp.id, Langkah.deed == "kembalikan")
    step = step.order_by(Langkah.id.desc()).first()
    if step is None or batas_pada is None:
        return None
    returned = clock.hari(step.pada)
    around = (returned - SEKITAR, returned + SEKITAR)
    calendar = kalender_orang({skp.pegawai_id: unit_id}, *around)[skp.pegawai_id]
    return kirim_ulang_sampai(returned, clock.hari(batas_pada), calendar, aturan("persetujuan.hari_kirim_ulang"))


def berakun(pegawai_id: int) -> bool:
    """Whether the person can act in the app; for who cannot, a sheet signed on paper is recorded. One query."""
    return bool(Akun.select().where(Akun.pegawai == pegawai_id, Akun.aktif == True).exists())


# ---- steps ----------------------------------------------------------------------------------------
def daftar_langkah(skp_id: int) -> list[Langkah]:
    """Every step, oldest first. One query."""
    return list(Langkah.raw("SELECT * FROM langkah WHERE skp_id = ? ORDER BY id", skp_id))


def daftar_ketetapan(skp_id: int) -> list[Ketetapan]:
    """Everything that was agreed, oldest first. One query."""
    return list(Ketetapan.raw("SELECT * FROM ketetapan WHERE skp_id = ? ORDER BY urutan", skp_id))


def terakhir(langkah: Sequence[Langkah], *deed: str) -> Langkah | None:
    """The latest step of these kinds."""
    return next((step for step in reversed(langkah) if step.deed in deed), None)


def pembanding(langkah: Iterable[Langkah]) -> Naskah | None:
    """The text that was last returned or agreed: what a newer sending is compared with."""
    base = sent = None
    for step in langkah:
        if step.deed == "ajukan":
            sent = step.isi
        elif step.deed in ("kembalikan", "tetapkan", "kertas"):
            base = sent
    return base


def perubahan(langkah: Iterable[Langkah]) -> dict[int, list[Beda]]:
    """By step: in what a sending differs from the one before it."""
    found: dict[int, list[Beda]] = {}
    sent = None
    for step in langkah:
        if step.deed == "ajukan":
            found[step.id] = bandingkan(sent, step.isi) if sent else []
            sent = step.isi
    return found
