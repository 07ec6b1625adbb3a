import hashlib
import os
import secrets
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from skpweb.akun.models import Akun, AkunPeran, Sesi
from skpweb.akun.rules import Peran, kode_baru, sidik_kode
from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.core.access import Pelaku
from skpweb.core.db import db, tulis
from skpweb.core.errors import NotAllowed, RuleViolation
from skpweb.pengaturan.queries import aturan

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP minimum for Argon2id
_slots = threading.BoundedSemaphore(os.cpu_count() or 2)  # hashing takes a core each


@cache
def sandi_palsu() -> str:
    """A hash nobody's password has: an unknown NIP costs the same time as a wrong password."""
    return hasher.hash(secrets.token_hex(16))


DAFTAR_TERLARANG = "sandi-terlarang.txt"


def pastikan_tak_dikenal(sandi: str, field: str = "baru") -> None:
    """Refuse a password that the office's own list has, a file beside the database with one password a line (ASVS 5.0
    6.2.4 and 6.2.12); without the file nothing is refused. Raises RuleViolation on `field`."""
    path = Path(str(db.database)).with_name(DAFTAR_TERLARANG)
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        if any(line.strip().lower() == sandi.lower() for line in lines):
            raise RuleViolation("Kata sandi itu ada dalam daftar yang sudah dikenal orang. Susun yang lain.", field)


def buat_sandi(sandi: str) -> str:
    """Argon2id, outside any transaction, at most as many at once as there are cores."""
    with _slots:
        return hasher.hash(sandi)


def sandi_cocok(hash_: str | None, sandi: str) -> bool:
    """Whether this is the password; takes its time without a hash too."""
    with _slots:
        try:
            return hasher.verify(hash_ or sandi_palsu(), sandi) and hash_ is not None
        except VerificationError:
            return False


def sidik_token(token: str) -> str:
    """How a session's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def kode_cocok(akun: Akun | None, kode: str, pada: datetime) -> bool:
    """Whether this is the account's one-time code, still in force."""
    known = akun.kode if akun and akun.kode and akun.kode_sampai_pada > pada else None
    return secrets.compare_digest(known or "-", sidik_kode(kode)) and known is not None


def perpanjang(sesi: Sesi, *, pada: datetime) -> None:
    """The session was used; written at most once a minute."""
    if pada - sesi.terakhir_pada >= timedelta(minutes=1):
        with tulis(exempt="sesi"):
            Sesi.update(terakhir_pada=pada).where(Sesi.id == sesi.id).execute()


def keluar(pelaku: Pelaku, sesi_id: int, *, pada: datetime) -> None:
    """End one of one's own sessions at once."""
    with tulis():
        Sesi.update(berakhir_pada=pada).where(Sesi.id == sesi_id, Sesi.akun == pelaku.akun_id).execute()
        catat(pelaku, "akun.keluar", f"sesi:{sesi_id}", pada=pada)


def akhiri_sesi_lain(pelaku: Pelaku, sesi_id: int | None, *, pada: datetime) -> int:
    """End all sessions of one's own but this one. Returns how many."""
    with tulis():
        count = akhiri_sesi(pelaku.akun_id, kecuali=sesi_id, pada=pada)
        catat(pelaku, "akun.akhiri_sesi_lain", f"akun:{pelaku.akun_id}", pada=pada, sesudah={"banyak": count})
    return count


def akhiri_sesi_semua(pelaku: Pelaku, *, pada: datetime) -> int:
    """End the sessions of everybody. Returns how many."""
    with tulis():
        count = int(Sesi.update(berakhir_pada=pada).where(Sesi.berakhir_pada.is_null()).execute())
        catat(pelaku, "akun.akhiri_sesi_semua", "sesi", pada=pada, sesudah={"banyak": count})
    return count


def akhiri_sesi(akun_id: int | None, *, kecuali: int | None, pada: datetime) -> int:
    """Part of a deed: the account's sessions end at once, all but one. Returns how many."""
    living = (Sesi.akun == akun_id) & Sesi.berakhir_pada.is_null() & (Sesi.id != (kecuali or 0))
    return int(Sesi.update(berakhir_pada=pada).where(living).execute())


def terbitkan_kode(pelaku: Pelaku, pegawai_ids: Iterable[int], *, pada: datetime) -> dict[int, str]:
    """One-time log-in codes for new accounts or forgotten passwords: pegawai_id → code, told this once only.

    A pengelola may not reset an admin or pengelola (spec/product). The old password and all sessions end; a code from
    an admin takes off the second step too, for who lost the phone.
    """
    ids = list(pegawai_ids)
    codes = {pegawai_id: kode_baru() for pegawai_id in ids}
    until = pada + timedelta(days=aturan("kode.berlaku"))
    with tulis():
        known = {a.pegawai_id: a.id for a in Akun.select(Akun.id, Akun.pegawai).where(Akun.pegawai.in_(ids))}
        _pastikan_boleh_reset(pelaku, known)
        for pegawai_id, kode in codes.items():
            if pegawai_id in known:
                lost = {"totp": None, "totp_langkah": None} if _boleh_semua(pelaku) else {}
                new = {"sandi": None, "kode": sidik_kode(kode), "kode_sampai_pada": until, "versi": Akun.versi + 1}
                Akun.update(**new, **lost).where(Akun.id == known[pegawai_id]).execute()
                akhiri_sesi(known[pegawai_id], kecuali=None, pada=pada)
        first = [p for p in codes if p not in known]
        rows = [{"pegawai": p, "kode": sidik_kode(codes[p]), "kode_sampai_pada": until} for p in first]
        for start in range(0, len(rows), 500):
            Akun.insert_many(rows[start : start + 500]).execute()
        catat_banyak(pelaku, [Baris("akun.terbitkan_kode", f"pegawai:{p}", p) for p in codes], pada=pada)
    return codes


def _boleh_semua(pelaku: Pelaku) -> bool:
    """The admin, or the command line."""
    return "admin" in pelaku.peran or not pelaku.akun_id


def _pastikan_boleh_reset(pelaku: Pelaku, akun: dict[int, int]) -> None:
    if _boleh_semua(pelaku):
        return
    guarded = AkunPeran.select().where(
        AkunPeran.akun.in_(list(akun.values())), AkunPeran.peran.in_([Peran.ADMIN, Peran.PENGELOLA])
    )
    if guarded.exists():
        raise NotAllowed("Kode untuk admin dan pengelola hanya dapat diterbitkan oleh admin.")


def buat_akun(pelaku: Pelaku, pegawai_id: int, sandi_hash: str, *, pada: datetime) -> Akun:
    """An account with a password that was chosen already (first admin, demo office)."""
    with tulis():
        akun = Akun.create(pegawai=pegawai_id, sandi=sandi_hash)
        catat(pelaku, "akun.buat_akun", f"akun:{akun.id}", pada=pada, pegawai_id=pegawai_id)
    return akun


def atur_peran(pelaku: Pelaku, akun: Akun, peran: Iterable[tuple[Peran, int | None]], *, pada: datetime) -> None:
    """Give exactly these roles (role, unit or None = whole OPD). Sessions of the account end at once.

    Raises RuleViolation when the last admin would vanish or a role other than pengelola is limited to a unit.
    """
    wanted = set(peran)
    if any(unit for role, unit in wanted if role != Peran.PENGELOLA):
        raise RuleViolation("Hanya peran pengelola yang dapat dibatasi pada unit.", "peran")
    with tulis():
        before = {(r.peran, r.unit_id) for r in AkunPeran.select().where(AkunPeran.akun == akun.id)}
        AkunPeran.delete().where(AkunPeran.akun == akun.id).execute()
        for role, unit in wanted:
            AkunPeran.create(akun=akun.id, peran=role, unit=unit)
        _pastikan_ada_admin()
        akhiri_sesi(akun.id, kecuali=None, pada=pada)
        catat(
            pelaku, "akun.atur_peran", f"akun:{akun.id}", pada=pada, pegawai_id=akun.pegawai_id,
            sebelum={"peran": sorted(f"{r}:{u or '-'}" for r, u in before)},
            sesudah={"peran": sorted(f"{r}:{u or '-'}" for r, u in wanted)},
        )  # fmt: skip


def _pastikan_ada_admin() -> None:
    admins = AkunPeran.select().join(Akun).where(AkunPeran.peran == Peran.ADMIN, Akun.aktif == True)  # noqa: E712
    if not admins.exists():
        raise RuleViolation("Harus ada paling sedikit satu admin yang aktif. Tunjuk admin lain lebih dahulu.", "peran")


def nonaktifkan(pelaku: Pelaku, akun: Akun, aktif: bool, *, pada: datetime) -> None:
    """Close or open the account; its sessions end at once. Raises RuleViolation for oneself and the last admin."""
    if akun.id == pelaku.akun_id:
        raise RuleViolation("Akun sendiri tidak dapat ditutup; minta admin lain melakukannya.")
    with tulis():
        Akun.update(aktif=aktif, versi=Akun.versi + 1).where(Akun.id == akun.id).execute()
        _pastikan_ada_admin()
        akhiri_sesi(akun.id, kecuali=None, pada=pada)
        about = {"pegawai_id": akun.pegawai_id, "sesudah": {"aktif": aktif}}
        catat(pelaku, "akun.nonaktifkan", f"akun:{akun.id}", pada=pada, **about)
