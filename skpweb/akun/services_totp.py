"""Two-step log-in: codes of a phone (TOTP, RFC 6238: 6 digits, 30 seconds, one step of grace) and recovery codes."""

import base64
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from skpweb.akun.models import Akun, KodePulih
from skpweb.akun.rules import Peran, kode_baru, sidik_kode
from skpweb.akun.services import akhiri_sesi
from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation
from skpweb.pengaturan.queries import aturan

if TYPE_CHECKING:
    from pyotp import TOTP

BANYAK_KODE = 10
HURUF_KODE = 24  # 120 bits: so many that a plain hash keeps them well enough
DETIK = 30


def garam_baru() -> str:
    """What the account keeps of a phone's secret."""
    return secrets.token_urlsafe(16)


def rahasia_totp(rahasia: bytes, akun_id: int, garam: str) -> str:
    """The phone's secret (base32, 160 bits), made of the server's key: the database alone does not tell it."""
    digest = hmac.new(rahasia, f"totp|{akun_id}|{garam}".encode(), "sha256").digest()
    return base64.b32encode(digest[:20]).decode()


def _totp(rahasia: bytes, akun_id: int, garam: str) -> "TOTP":
    from pyotp import TOTP  # loaded by the first who uses it, not at the start of the server

    return TOTP(rahasia_totp(rahasia, akun_id, garam))


def alamat_otp(rahasia: bytes, akun_id: int, garam: str, *, nama: str, penerbit: str) -> str:
    """The otpauth:// address that the QR code shows."""
    return str(_totp(rahasia, akun_id, garam).provisioning_uri(name=nama, issuer_name=penerbit))


def _langkah(rahasia: bytes, akun_id: int, garam: str, kode: str, pada: datetime) -> int | None:
    """The time step of which this is the code, one before and one after included."""
    totp, now = _totp(rahasia, akun_id, garam), int(pada.timestamp()) // DETIK
    return next((n for n in (now, now - 1, now + 1) if secrets.compare_digest(totp.generate_otp(n), kode)), None)


def pakai_kode(akun: Akun, kode: str, rahasia: bytes, *, pada: datetime) -> bool:
    """Whether the code fits and was not used before; it is used up. Call it inside `tulis()`."""
    bare = re.sub(r"[^A-Z0-9]", "", kode.upper())
    if len(bare) == 6:
        step = _langkah(rahasia, akun.id, str(akun.totp), bare, pada)
        fresh = Akun.totp_langkah.is_null() | (Akun.totp_langkah < step)
        return step is not None and Akun.update(totp_langkah=step).where(Akun.id == akun.id, fresh).execute() == 1
    mine = (KodePulih.akun == akun.id) & (KodePulih.kode == sidik_kode(bare)) & KodePulih.dipakai_pada.is_null()
    return bool(KodePulih.update(dipakai_pada=pada).where(mine).execute() == 1)


def pasang(
    pelaku: Pelaku, akun: Akun, garam: str, kode: str, *, rahasia: bytes, sesi_id: int, pada: datetime
) -> list[str]:
    """Two steps from now on; other sessions end. Returns the recovery codes, told this once only.

    Raises RuleViolation on field `kode`.
    """
    step = _langkah(rahasia, akun.id, garam, re.sub(r"\D", "", kode, flags=re.ASCII), pada)
    if step is None:
        raise RuleViolation("Kode tidak cocok. Periksa jam ponsel, lalu ketik kode yang sedang tampil.", "kode")
    with tulis():
        Akun.update(totp=garam, totp_langkah=step, versi=Akun.versi + 1).where(Akun.id == akun.id).execute()
        codes = _kode_pulih(akun)
        akhiri_sesi(akun.id, kecuali=sesi_id, pada=pada)
        catat(pelaku, "akun.pasang_totp", f"akun:{akun.id}", pada=pada, pegawai_id=akun.pegawai_id)
    return codes


def _kode_pulih(akun: Akun) -> list[str]:
    codes = [kode_baru(HURUF_KODE) for _ in range(BANYAK_KODE)]
    KodePulih.delete().where(KodePulih.akun == akun.id).execute()
    KodePulih.insert_many([{"akun": akun.id, "kode": sidik_kode(k)} for k in codes]).execute()
    return codes


def ganti_kode_pulih(pelaku: Pelaku, akun: Akun, *, pada: datetime) -> list[str]:
    """Ten new recovery codes, told this once only; the old ones no longer count. Raises RuleViolation."""
    if not akun.totp:
        raise RuleViolation("Verifikasi dua langkah belum terpasang.")
    with tulis():
        codes = _kode_pulih(akun)
        catat(pelaku, "akun.ganti_kode_pulih", f"akun:{akun.id}", pada=pada, pegawai_id=akun.pegawai_id)
    return codes


def lepas(pelaku: Pelaku, akun: Akun, *, sesi_id: int, pada: datetime) -> None:
    """Password alone from now on; other sessions end. Raises RuleViolation when the office wants two steps of him."""
    if wajib_totp(pelaku.peran):
        raise RuleViolation(
            "Kantor ini mewajibkan verifikasi dua langkah bagi Anda. Ganti ponsel: minta kode masuk baru dari admin."
        )
    with tulis():
        Akun.update(totp=None, totp_langkah=None, versi=Akun.versi + 1).where(Akun.id == akun.id).execute()
        KodePulih.delete().where(KodePulih.akun == akun.id).execute()
        akhiri_sesi(akun.id, kecuali=sesi_id, pada=pada)
        catat(pelaku, "akun.lepas_totp", f"akun:{akun.id}", pada=pada, pegawai_id=akun.pegawai_id)


def wajib_totp(peran: Iterable[str]) -> bool:
    """Whether somebody with these roles must log in with two steps."""
    return bool(aturan("totp.semua") or (aturan("totp.admin") and Peran.ADMIN in set(peran)))
