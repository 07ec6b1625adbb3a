"""Deeds on the tree of posts that need to know the people in it: shown first, then done exactly as shown."""

from datetime import date, datetime

from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.organisasi import services as organisasi
from skpweb.organisasi.queries import ambil_jabatan, pohon
from skpweb.organisasi.rules import periksa_pohon
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.pegawai.queries_struktur import Pratinjau, pratinjau_gabung, pratinjau_pohon

BASI = "Susunan berubah sejak pratinjau dibuat. Periksa lagi pratinjau di bawah, lalu terapkan."


def rencanakan_pindah(jabatan_id: int, atasan_id: int | None) -> dict[int, int | None]:
    """Which posts must hang elsewhere: the post itself, and the old root under it when it becomes the root.

    Raises RuleViolation (field atasan): circle, closed post, nothing changes.
    """
    tree = pohon()
    if jabatan_id not in tree:
        raise RuleViolation("Jabatan ini sudah ditutup.", "atasan")
    if tree[jabatan_id] == atasan_id:
        raise RuleViolation("Atasannya sudah jabatan itu. Pilih yang lain.", "atasan")
    moves: dict[int, int | None] = {jabatan_id: atasan_id}
    if atasan_id is None:
        moves |= {post: jabatan_id for post, up in tree.items() if up is None}
    periksa_pohon(tree | moves)
    return moves


def tinjau_pindah(jabatan_id: int, atasan_id: int | None, hari: date) -> Pratinjau:
    """Whose superior changes if the post hangs under another one. Raises RuleViolation (field atasan)."""
    return pratinjau_pohon(rencanakan_pindah(jabatan_id, atasan_id), hari)


def ubah_pohon(pelaku: Pelaku, jabatan_id: int, atasan_id: int | None, sidik: str, *, pada: datetime) -> Pratinjau:
    """Hang a post under another superior post (None: it becomes the root), with the outcome that `sidik` names.

    Raises RuleViolation: circle, second root, or the outcome is no longer the one shown.
    """
    with tulis():
        shown = tinjau_pindah(jabatan_id, atasan_id, hari_dari(pada))
        if shown.sidik != sidik:
            raise RuleViolation(BASI)
        organisasi.pindahkan_jabatan(pelaku, rencanakan_pindah(jabatan_id, atasan_id), pada=pada)
    return shown


def gabung_unit(pelaku: Pelaku, unit_id: int, versi: int, ke_id: int, sidik: str, *, pada: datetime) -> None:
    """Merge a unit into another one from today, with the outcome that `sidik` names; it closes.

    Raises RuleViolation: target closed or inside the unit, or no longer what was shown; Conflict.
    """
    with tulis():
        hari = hari_dari(pada)
        if pratinjau_gabung(unit_id, ke_id, hari).sidik != sidik:
            raise RuleViolation(BASI)
        organisasi.gabung_unit(pelaku, unit_id, versi, ke_id, tanggal=hari, pada=pada)


def tutup_jabatan(pelaku: Pelaku, jabatan_id: int, versi: int, *, tanggal: date, pada: datetime) -> None:
    """Close a post from `tanggal` on. Raises RuleViolation while somebody holds it then or posts hang on it, Conflict."""
    with tulis():
        ambil_jabatan(jabatan_id)
        held = RiwayatJabatan.select().where(RiwayatJabatan.jabatan == jabatan_id)
        held = held.where(RiwayatJabatan.sampai.is_null() | (RiwayatJabatan.sampai >= tanggal))
        names = [row.pegawai.nama for row in held.limit(5)]
        if names:
            raise RuleViolation(
                f"Jabatan ini masih dipegang {', '.join(names)}. Tempatkan mereka di jabatan lain lebih dulu."
            )
        organisasi.tutup_jabatan(pelaku, jabatan_id, versi, tanggal=tanggal, pada=pada)
