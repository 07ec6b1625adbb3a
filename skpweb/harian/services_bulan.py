"""Kunci bulan and what follows from it: locking, opening again, remembering who used a figure (spec/rules §4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from time import sleep

from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import NotAllowed, RuleViolation
from skpweb.core.formats import angka, nama_bulan
from skpweb.harian.models import KunciBulan, PakaiBulan
from skpweb.harian.queries import terkunci
from skpweb.harian.queries_bulan import orang_terbuka, tahan_bulan, tahan_kunci
from skpweb.harian.queries_capaian import capaian_rentang, kunci_banyak
from skpweb.pegawai.queries import ambil_pegawai
from skpweb.pegawai.queries_pohon import atasan_banyak
from skpweb.pemberitahuan.services import kirim

SEKALIGUS = 200  # so many people are locked in one deed
PER_KUNCI = 50  # of more than that in each: others save in between
JEDA = 0.02  # seconds in which they get their turn


@dataclass(frozen=True)
class HasilKunci:
    """How many months were locked; `lewat`: who was not, with the reason."""

    jumlah: int
    lewat: dict[str, str]


def calon_kunci(
    pelaku: Pelaku, tahun: int, bulan: int, *, unit_id: int | None = None, pegawai_id: int | None = None, pada: datetime
) -> tuple[list[int], dict[str, str]]:
    """Of everybody in own units, of one unit with what is below it, or of one person: whose open month may be locked now,
    and whose may not, by name with the reason.

    Raises NotFound outside one's units, RuleViolation when nobody's month can be locked.
    """
    if tunggu := tahan_bulan(tahun, bulan, pada):
        raise RuleViolation(tunggu)
    orang = orang_terbuka(pelaku, tahun, bulan, unit_id)
    if pegawai_id is not None:
        ambil_pegawai(pelaku, pegawai_id, clock.hari(pada), untuk_diubah=True)
        orang = {p: nama for p, nama in orang.items() if p == pegawai_id}
    tahan = tahan_kunci(orang, tahun, bulan, pada)
    if len(tahan) == len(orang):
        sebab = " ".join(dict.fromkeys(tahan.values())) or "Semuanya sudah dikunci."
        raise RuleViolation(f"Tidak ada yang dapat dikunci sekarang. {sebab}")
    return [p for p in orang if p not in tahan], {orang[p]: alasan for p, alasan in tahan.items()}


def kunci_bulan(
    pelaku: Pelaku, tahun: int, bulan: int, *, unit_id: int | None = None, pegawai_id: int | None = None,
    pada: datetime, maju: Callable[[int, int], None] = lambda done, of: None,
) -> HasilKunci:  # fmt: skip
    """Lock the month of `calon_kunci`: capaian and its working are stored, entries never judged are listed in it. Who has
    an open clock of his own is left out.

    One deed, or of more than SEKALIGUS people one for each PER_KUNCI; `maju` is told after each how far it is and may
    stop it: what is locked stays locked. Raises as `calon_kunci`.
    """
    boleh, lewat = calon_kunci(pelaku, tahun, bulan, unit_id=unit_id, pegawai_id=pegawai_id, pada=pada)
    jumlah, semua = 0, len(boleh)
    per = PER_KUNCI if semua > SEKALIGUS else semua
    for awal in range(0, semua, per):
        jumlah += _kunci(pelaku, boleh[awal : awal + per], tahun, bulan, pada)
        maju(min(awal + per, semua), semua)
        if semua > per:
            sleep(JEDA)
    return HasilKunci(jumlah, lewat)


def _kunci(pelaku: Pelaku, ids: list[int], tahun: int, bulan: int, pada: datetime) -> int:
    """One deed; who was locked or held meanwhile is left out."""
    with tulis():
        lain = tahan_kunci(ids, tahun, bulan, pada).keys() | kunci_banyak(ids, tahun, bulan, bulan).keys()
        ids = [p for p in ids if p not in lain]
        isi = [
            m[bulan] for m in capaian_rentang(ids, tahun, bulan, bulan, pada, anggap_terkunci=True, kunci={}).values()
        ]
        rows = [
            {"pegawai": c.pegawai_id, "tahun": tahun, "bulan": bulan, "capaian": c.nilai, "cara": c.ke_json(),
             "dikunci_pada": pada, "dikunci_oleh": pelaku.pegawai_id, "alasan": ""}
            for c in isi
        ]  # fmt: skip
        if rows:
            KunciBulan.insert_many(rows).execute()
        objek = f"bulan:{tahun}-{bulan:02}"
        baris = [Baris("harian.kunci_bulan", objek, c.pegawai_id, sesudah={"capaian": angka(c.nilai, 2)}) for c in isi]
        catat_banyak(pelaku, baris, pada=pada)
    return len(isi)


def buka_bulan(pelaku: Pelaku, pegawai_id: int, tahun: int, bulan: int, alasan: str, *, pada: datetime) -> None:
    """Open a locked month again, with a reason; the figure stays on record. The employee, his superior and everybody
    who used the figure are told.

    Raises RuleViolation on `alasan`, or when the month is not locked; NotFound, NotAllowed, never one's own month.
    """
    if len(alasan := alasan.strip()) < 10:
        raise RuleViolation("Tulis alasannya, paling sedikit 10 huruf; alasan ini tercatat.", "alasan")
    with tulis():
        pegawai = ambil_pegawai(pelaku, pegawai_id, clock.hari(pada), untuk_diubah=True)
        if pegawai_id == pelaku.pegawai_id:
            raise NotAllowed("Bulan atas nama Anda sendiri dibuka pengelola lain.")
        row = terkunci(pegawai_id, tahun, bulan)
        if row is None:
            raise RuleViolation("Bulan ini tidak terkunci; muat ulang halamannya.")
        KunciBulan.update(dibuka_pada=pada, dibuka_oleh=pelaku.pegawai_id, alasan=alasan).where(
            KunciBulan.id == row.id
        ).execute()
        sebelum, sesudah = {"capaian": angka(row.capaian, 2)}, {"alasan": alasan}
        objek = f"bulan:{tahun}-{bulan:02}"
        catat(pelaku, "harian.buka_bulan", objek, pada=pada, pegawai_id=pegawai_id, sebelum=sebelum, sesudah=sesudah)
        teks = f"{nama_bulan(tahun, bulan)} {pegawai.nama} dibuka kembali, capaiannya tadi {angka(row.capaian, 2)}."
        _kabari(row, teks, alasan, pada)


def _kabari(row: KunciBulan, teks: str, alasan: str, pada: datetime) -> None:
    arg = {"tahun": row.tahun, "bulan": row.bulan, "pegawai_id": row.pegawai_id}
    pakai = list(PakaiBulan.select(PakaiBulan.pemakai, PakaiBulan.keperluan).where(PakaiBulan.kunci == row.id).tuples())
    atasan = atasan_banyak([row.pegawai_id], clock.hari(pada))[row.pegawai_id].pegawai_id
    lain = {row.pegawai_id, atasan} - {None, *(p for p, _ in pakai)}
    for orang, keperluan in {*pakai, *((p, "") for p in lain)}:
        untuk = f" Dipakai untuk {keperluan.rstrip('.')}." if keperluan else ""
        kirim([orang], f"{teks}{untuk} Alasan: {alasan}", endpoint="harian.bulanan_orang", arg=arg, pada=pada)


def catat_pemakaian(kunci_ids: Iterable[int], pemakai: int | None, keperluan: str, *, pada: datetime) -> None:
    """Remember, inside the caller's deed, that this person used these locked figures for `keperluan`."""
    rows = [{"kunci": k, "pemakai": pemakai, "keperluan": keperluan, "pada": pada} for k in kunci_ids if pemakai]
    if rows:
        PakaiBulan.insert_many(rows).execute()
