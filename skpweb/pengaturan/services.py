from dataclasses import asdict
from datetime import date, datetime

from skpweb.audit.services import catat
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict, RuleViolation
from skpweb.core.settings import daftar_aturan
from skpweb.pengaturan import queries
from skpweb.pengaturan.models import AturanNilai, KantorRiwayat
from skpweb.pengaturan.rules import LOGO_MAKS, Kantor


def simpan_kantor(pelaku: Pelaku, kantor: Kantor, *, mulai: date, versi: int | None = None, pada: datetime) -> None:
    """The office's name and letterhead from `mulai` on (same day: corrected). Raises RuleViolation, Conflict."""
    if not kantor.nama.strip():
        raise RuleViolation("Nama kantor wajib diisi, lengkap seperti pada kop surat.", "nama")
    if kantor.zona not in clock.ZONES:
        raise RuleViolation("Zona waktu: pilih WIB, WITA, atau WIT.", "zona")
    if len(kantor.logo) > LOGO_MAKS * 4 // 3 + 100:
        raise RuleViolation("Logo terlalu besar; paling besar 300 KB.", "logo")
    with tulis():
        row = KantorRiwayat.get_or_none(KantorRiwayat.mulai == mulai)
        before = row.isi if row else None
        _tulis_kantor(row, kantor, mulai, versi)
        brief = {k: v for k, v in asdict(kantor).items() if k != "logo"} | {"logo": bool(kantor.logo)}
        catat(
            pelaku,
            "pengaturan.simpan_kantor",
            f"kantor:{mulai}",
            pada=pada,
            sebelum=before and {"nama": before["nama"]},
            sesudah=brief,
        )
    queries.lupakan()
    queries.kantor()


def _tulis_kantor(row: KantorRiwayat | None, kantor: Kantor, mulai: date, versi: int | None) -> None:
    if row is None:
        KantorRiwayat.create(mulai=mulai, isi=asdict(kantor))
        return
    try:
        update_versioned(KantorRiwayat, row.id, versi or row.versi, isi=asdict(kantor))
    except Conflict:
        raise Conflict({"Nama kantor": row.isi["nama"], "Alamat": row.isi["alamat"]}, row.versi) from None


def ubah_aturan(pelaku: Pelaku, isian: dict[str, str], *, pada: datetime) -> list[str]:
    """Typed values by key; only those that differ are saved. Returns the labels changed. Raises RuleViolation."""
    known = daftar_aturan()
    changed = {k: known[k].baca(text) for k, text in isian.items() if k in known}
    changed = {k: v for k, v in changed.items() if v != queries.aturan(k)}
    if not changed:
        return []
    with tulis():
        for kunci, nilai in changed.items():
            AturanNilai.create(kunci=kunci, nilai=_teks(nilai), pada=pada, oleh_id=pelaku.pegawai_id)
        catat(
            pelaku,
            "pengaturan.ubah_aturan",
            "aturan",
            pada=pada,
            sebelum={k: queries.aturan(k) for k in changed},
            sesudah=changed,
        )
    queries.lupakan()
    return [known[k].label for k in changed]


def _teks(nilai: object) -> str:
    if isinstance(nilai, bool):
        return "1" if nilai else "0"
    return str(nilai).replace(".", ",") if not isinstance(nilai, str) else nilai
