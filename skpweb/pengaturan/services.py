import base64
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO

from skpweb.audit.services import catat
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.core.settings import daftar_aturan
from skpweb.pengaturan import queries
from skpweb.pengaturan.models import AturanNilai, KantorRiwayat
from skpweb.pengaturan.rules import LOGO_TITIK, LOGO_UKURAN, Kantor


def gambar_logo(isi: bytes) -> str:
    """The picture drawn anew for its place on the letterhead, neither cut nor stretched, as a data: URI.

    A broken one would stop every print of the office. Raises RuleViolation on `logo`.
    """
    from PIL import Image, ImageOps  # loaded at the first logo, not at the start of the server

    try:
        with Image.open(BytesIO(isi), formats=["PNG", "JPEG"]) as gambar:
            if gambar.width * gambar.height > LOGO_TITIK:
                raise RuleViolation(
                    "Logo berisi lebih dari 25 juta titik. Perkecil gambarnya, lalu unggah lagi.", "logo"
                )
            tegak = ImageOps.exif_transpose(gambar).convert("RGBA")
    except RuleViolation:
        raise
    except Exception as error:  # Pillow raises many kinds on a broken picture
        raise RuleViolation(
            "Logo harus PNG atau JPG yang utuh. Simpan ulang gambarnya, lalu unggah lagi.", "logo"
        ) from error
    alas = Image.new("RGBA", tegak.size, "white")
    alas.alpha_composite(tegak)
    hasil = BytesIO()
    ImageOps.pad(alas.convert("RGB"), LOGO_UKURAN, color="white").quantize(256).save(hasil, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(hasil.getvalue()).decode()}"


def simpan_kantor(pelaku: Pelaku, kantor: Kantor, *, mulai: date, pada: datetime) -> None:
    """The office's name and letterhead from `mulai` on (same day: corrected). Raises RuleViolation."""
    if not kantor.nama.strip():
        raise RuleViolation("Nama kantor wajib diisi, lengkap seperti pada kop surat.", "nama")
    if kantor.zona not in clock.ZONES:
        raise RuleViolation("Zona waktu: pilih WIB, WITA, atau WIT.", "zona")
    with tulis():
        row = KantorRiwayat.get_or_none(KantorRiwayat.mulai == mulai)
        before = row.isi if row else None
        if row:
            changed = KantorRiwayat.update(isi=asdict(kantor), versi=row.versi + 1)
            changed.where(KantorRiwayat.id == row.id).execute()
        else:
            KantorRiwayat.create(mulai=mulai, isi=asdict(kantor))
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
