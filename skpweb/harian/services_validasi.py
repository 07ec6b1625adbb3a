"""What the superior does with a day's work: validate, send back, refuse, reopen (rules §4; PER6 p. 66–70).

Nothing is judged unseen: each thing comes with the version that stood on the page. No window locks these deeds, only the
lock of the month. Nobody judges the own work under any hat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any

from peewee import SQL

from skpweb.audit.services import Baris, catat_banyak
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict, RuleViolation, collect
from skpweb.harian.models import Catatan, LembarCkhp, NilaiBulan
from skpweb.harian.queries import pastikan_tidak_terkunci
from skpweb.harian.queries_validasi import Butir, butir_tertentu, giliran, tolak_orang
from skpweb.harian.rules import ALUR_CATATAN, StatusCatatan, Tanda
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pemberitahuan.services import kirim
from skpweb.skp.services import tandai_dipakai

MODEL = {"c": Catatan, "n": NilaiBulan}


@dataclass(frozen=True)
class Pilih:
    """One thing as it was seen: an entry ("c") or a nilai akhir bulan ("n"), its version, and what the superior says."""

    macam: str
    id: int
    versi: int
    tanda: Tanda | None = None
    umpan: str = ""

    @property
    def kunci(self) -> str:
        return f"{self.macam}{self.id}"


Pasangan = list[tuple[Pilih, Butir]]


def validasi(pelaku: Pelaku, pilihan: Sequence[Pilih], *, pada: datetime) -> int:
    """Validate exactly these, of any number of people, all or nothing; returns how many.

    A nilai akhir bulan without bounds needs its `tanda` and a note. One audit line and one notice per person. Raises
    RuleViolation(s) (tanda-…, umpan-…), NotFound, NotAllowed, Locked, Conflict telling what changed meanwhile.
    """
    if not pilihan:
        raise RuleViolation("Belum ada yang dipilih. Centang paling sedikit satu, lalu tekan Validasi lagi.")
    with tulis():
        semua = _ambil(pelaku, pilihan, "validasi", pada)
        sahkan(semua, pelaku.pegawai_id, pada)
        catat_putusan(pelaku, semua, "validasi", pada)
    return len(semua)


def sahkan(semua: Pasangan, oleh: int | None, pada: datetime) -> None:
    """Make these valid by `oleh`, inside the caller's deed. Raises RuleViolation(s) (tanda-…, umpan-…)."""
    collect([f for p, b in semua for f in _salah_tanda(p, b)])
    for macam, model in MODEL.items():
        _simpan(model, dumps([p.id for p, b in semua if p.macam == macam and not b.perlu_tanda]), oleh, pada)
    for p, b in semua:
        if b.perlu_tanda:
            _simpan(NilaiBulan, dumps([p.id]), oleh, pada, tanda=p.tanda, umpan=p.umpan.strip())
    tandai_dipakai(sorted({b.skp_id for _, b in semua}), pada)


def perbaikan(pelaku: Pelaku, pilih: Pilih, *, pada: datetime) -> None:
    """Send one back with a note; the employee has three working days from it. Raises as `validasi`."""
    _putuskan(pelaku, pilih, "perbaikan", pada)


def tolak(pelaku: Pelaku, pilih: Pilih, *, pada: datetime) -> None:
    """Refuse one for good, with a note. Raises as `validasi`."""
    _putuskan(pelaku, pilih, "tolak", pada)


def buka_kembali(pelaku: Pelaku, pilih: Pilih, *, pada: datetime) -> None:
    """Take a validation back, with a note; the employee mends and sends it again. Raises as `validasi`."""
    _putuskan(pelaku, pilih, "buka_kembali", pada)


def _putuskan(pelaku: Pelaku, pilih: Pilih, deed: str, pada: datetime) -> None:
    collect(salah_umpan(pilih))
    with tulis():
        semua = _ambil(pelaku, [pilih], deed, pada)
        tidak_sahkan(*semua[0], deed, pelaku.pegawai_id, pada)
        catat_putusan(pelaku, semua, deed, pada, pilih.umpan.strip())


def salah_umpan(pilih: Pilih) -> list[RuleViolation]:
    """What is wrong (umpan-…) with sending back or refusing it: no note."""
    if pilih.umpan.strip():
        return []
    return [RuleViolation("Tulis apa yang harus diperbaiki, atau mengapa ditolak.", f"umpan-{pilih.kunci}")]


def tidak_sahkan(pilih: Pilih, butir: Butir, deed: str, oleh: int | None, pada: datetime) -> None:
    """Do `deed` by `oleh` to one thing, with its note, inside the caller's deed."""
    baru: dict[str, Any] = {"tanda": None} if pilih.macam == "n" else {}
    update_versioned(
        MODEL[pilih.macam], pilih.id, pilih.versi, status=ALUR_CATATAN.lanjut(butir.status, deed),
        umpan=pilih.umpan.strip(), dinilai_pada=pada, dinilai_oleh=oleh, **baru,
    )  # fmt: skip


def _simpan(model: Any, ids: str, oleh: int | None, pada: datetime, umpan: str = "", **baru: Any) -> None:
    """Valid, in one statement: `ids` as JSON, since a batch may be longer than SQLite takes values."""
    query = model.update(
        status=StatusCatatan.VALID, umpan=umpan, dinilai_pada=pada, dinilai_oleh=oleh,
        versi=model.versi + 1, **baru,
    )  # fmt: skip
    query.where(model.id.in_(SQL("(SELECT value FROM json_each(?))", (ids,)))).execute()


def _salah_tanda(p: Pilih, b: Butir) -> list[RuleViolation]:
    salah = []
    if b.perlu_tanda and p.tanda is None:
        salah.append(RuleViolation("Pilih Tercapai, Sebagian, atau Belum.", f"tanda-{p.kunci}"))
    if b.perlu_tanda and not p.umpan.strip():
        salah.append(RuleViolation("Tulis dasar tanda ini, misalnya apa yang sudah tercapai.", f"umpan-{p.kunci}"))
    return salah


def _ambil(pelaku: Pelaku, pilihan: Sequence[Pilih], deed: str, pada: datetime) -> Pasangan:
    """The things as they are now, where the actor may. Raises NotFound, NotAllowed, and as `cocokkan`."""
    hari = clock.hari(pada)
    ada, g = butir_tertentu((p.macam, p.id) for p in pilihan), giliran(pelaku, hari)
    for b in ada.values():
        if not g.boleh(b) or (deed == "buka_kembali" and b.pegawai_id not in g.wilayah.langsung):
            tolak_orang(pelaku, b.pegawai_id, hari)
    return cocokkan(ada, pilihan, deed, pada)


def cocokkan(ada: Mapping[tuple[str, int], Butir], pilihan: Sequence[Pilih], deed: str, pada: datetime) -> Pasangan:
    """What was chosen with what it is now: is the month open, is it still what was seen? Raises Locked, Conflict."""
    for b in ada.values():
        if b.terkunci:
            pastikan_tidak_terkunci(b.pegawai_id, b.tanggal.year, b.tanggal.month)
    semua = [(p, ada.get((p.macam, p.id))) for p in pilihan]
    if lain := [b for p, b in semua if b is None or b.versi != p.versi or not ALUR_CATATAN.boleh(b.status, deed)]:
        raise _berubah(lain, len(semua), pada)
    return [(p, b) for p, b in semua if b is not None]


def _berubah(lain: Sequence[Butir | None], dari: int, pada: datetime) -> Conflict:
    """What each of them is now; none of the batch was judged."""
    orang = identitas_banyak({b.pegawai_id for b in lain if b}, clock.hari(pada))
    teks = {
        f"{orang[b.pegawai_id].nama}, {b.sebut} (nomor {b.id})": f"Sekarang {b.status.label.lower()}. {b.uraian}"
        for b in lain if b
    }  # fmt: skip
    if hilang := sum(b is None for b in lain):
        teks["Sudah dihapus"] = f"{hilang} catatan"
    return Conflict({**teks, "Belum ada yang diproses": f"{dari} pilihan Anda utuh; buka lagi antreannya."})


KABAR = {
    "validasi": "disahkan", "perbaikan": "dikembalikan untuk diperbaiki", "tolak": "ditolak",
    "buka_kembali": "dibuka kembali untuk diperbaiki",
}  # fmt: skip


def catat_putusan(
    pelaku: Pelaku, semua: Pasangan, deed: str, pada: datetime, umpan: str = "", *, lembar: LembarCkhp | None = None,
    sebagai: str = "",
) -> None:  # fmt: skip
    """One line on the trail (`sebagai`: under another name) and one notice for each person of the batch; of a sheet who
    decided and which it is."""
    tindakan = sebagai or ("catat_di_atas_kertas" if lembar else deed)
    penilai = lembar.penilai.nama if lembar else ""
    kertas = {"putusan": KABAR[deed], "diputuskan_oleh": penilai, "lembar_ckhp": lembar.id} if lembar else {}
    kertas |= {"nomor": lembar.nomor, "tanggal": f"{lembar.tanggal}"} if lembar else {}
    oleh = f"{penilai} di atas kertas nomor {lembar.nomor}" if lembar else pelaku.nama
    orang: dict[int, list[tuple[Pilih, Butir]]] = {}
    for p, b in semua:
        orang.setdefault(b.pegawai_id, []).append((p, b))
    baris = []
    for siapa, isi in orang.items():
        ids = {nama: [p.id for p, _ in isi if p.macam == m] for m, nama in (("c", "catatan"), ("n", "nilai_bulan"))}
        tanda = {p.kunci: p.tanda for p, _ in isi if p.tanda}
        sesudah = {k: v for k, v in {**kertas, **ids, "tanda": tanda, "umpan": umpan}.items() if v}
        baris.append(Baris(f"harian.{tindakan}", f"pegawai:{siapa}", siapa, {}, sesudah))
        _kabarkan(oleh, siapa, [b for _, b in isi], deed, umpan, pada)
    catat_banyak(pelaku, baris, pada=pada)


def _kabarkan(oleh: str, siapa: int, isi: list[Butir], deed: str, umpan: str, pada: datetime) -> None:
    b = max(isi, key=lambda b: (b.macam == "c", b.tanggal))
    apa = b.judul if len(isi) == 1 else f"{len(isi)} kinerja harian"
    teks = f"{apa} {KABAR[deed]} oleh {oleh}{f': {umpan}' if umpan else ''}"
    if b.macam == "n":
        arg: dict[str, Any] = {"iki_id": b.iki_id, "tahun": b.tanggal.year, "bulan": b.tanggal.month}
        kirim([siapa], teks, endpoint="harian.nilai", arg=arg, pada=pada)
    else:
        kirim([siapa], teks, endpoint="harian.hari", arg={"tanggal": b.tanggal.isoformat()}, pada=pada)
