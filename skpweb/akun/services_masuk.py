"""Log-in: who knocks, how often, with what proof; the proof asked again before dangerous deeds.

How wrong tries are counted, so that nobody is locked out by another's malice: in a browser in which the person has
logged in before (it carries a mark) only what was typed wrong there counts. Anywhere else count NIP with address,
the address over all NIP, and the NIP over all such places; the last slows down only addresses that have erred
themselves. Five tries are free (fifty for the last two), then the pause is 4 seconds, doubling to at most 5 minutes
(30 seconds for an address over all NIP). So the owner gets in at once from a browser he knows, and from anywhere else
with the first try from an address that has not erred.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Case

from skpweb.akun.models import Akun, PercobaanMasuk, Sesi
from skpweb.akun.queries import cari_akun
from skpweb.akun.rules import jeda_masuk, periksa_sandi
from skpweb.akun.services import (
    akhiri_sesi,
    buat_sandi,
    hasher,
    kode_cocok,
    pastikan_tak_dikenal,
    sandi_cocok,
    sidik_token,
)
from skpweb.akun.services_totp import pakai_kode
from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import RuleViolation, TooMany
from skpweb.pengaturan.queries import aturan, kantor

SALAH = "NIP atau kata sandi tidak cocok. Periksa keduanya; huruf besar dan kecil pada kata sandi berbeda."
KODE_SALAH = "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, atau pakai kode pemulihan lain."
TIDAK_TERHUBUNG = (
    "Akun kantor itu tidak terhubung dengan akun yang aktif di sini. Minta pengelola kepegawaian memeriksa NIP-nya."
)
KENAL = timedelta(days=180)  # so long a browser stays known
LUPA = timedelta(hours=1)  # so long after the last wrong try the counting goes on
DIINGAT = timedelta(days=2)  # so long a count is kept, for the admin's eyes (queries.percobaan_menonjol)


@dataclass(frozen=True)
class Pintu:
    """Where somebody knocks: address, browser, the mark this browser carries ("" when none), moment, and the token of the
    session it carries, dead or alive."""

    alamat: str
    peramban: str
    perangkat: str
    pada: datetime
    token: str = ""


Hitungan = tuple[tuple[str, int, int], ...]  # key, tries beyond the usual five that cost no pause, most seconds


def _hitungan(nip: str, akun: Akun | None, pintu: Pintu) -> Hitungan:
    """What counts here; the first is the place's own count."""
    if akun and pintu.perangkat and _dikenal(akun, pintu):
        return ((f"{nip}|*{sidik_token(pintu.perangkat)}", 0, 300),)
    return ((f"{nip}|{pintu.alamat}", 0, 300), (f"|{pintu.alamat}", 45, 30), (f"{nip}|", 45, 300))


def _dikenal(akun: Akun, pintu: Pintu) -> bool:
    here = (Sesi.akun == akun.id) & (Sesi.perangkat == sidik_token(pintu.perangkat))
    return bool(Sesi.select().where(here, Sesi.dibuat_pada > pintu.pada - KENAL).exists())


def _pastikan_boleh_coba(hitungan: Hitungan, pada: datetime) -> None:
    fresh = PercobaanMasuk.terakhir_pada >= pada - LUPA
    query = PercobaanMasuk.select().where(PercobaanMasuk.kunci.in_([k for k, _, _ in hitungan]), fresh)
    rows = {r.kunci: r for r in query}
    erred = hitungan[0][0] in rows
    for key, free, most in hitungan:
        row = rows.get(key) if erred or not key.endswith("|") else None
        if row and (wait := jeda_masuk(row.gagal - free, row.terakhir_pada, pada, most)):
            raise TooMany(f"Terlalu banyak percobaan. Coba lagi {wait} detik lagi.", wait)


def _catat_gagal(hitungan: Hitungan, pada: datetime) -> None:
    with tulis(exempt="sesi"):
        PercobaanMasuk.delete().where(PercobaanMasuk.terakhir_pada < pada - DIINGAT).execute()
        stale = PercobaanMasuk.terakhir_pada < pada - LUPA
        lagi = Case(None, [(stale, 1)], PercobaanMasuk.gagal + 1)
        for key, _, _ in hitungan:
            PercobaanMasuk.insert(kunci=key, gagal=1, terakhir_pada=pada).on_conflict(
                conflict_target=[PercobaanMasuk.kunci],
                update={PercobaanMasuk.gagal: lagi, PercobaanMasuk.terakhir_pada: pada},
            ).execute()


def periksa_masuk(nip: str, sandi: str, pintu: Pintu) -> Akun:
    """The account whose password, or one-time code, this is; unknown and wrong cost the same time.

    Raises TooMany while wrong tries cool down, RuleViolation with the same words for every other refusal.
    """
    akun = cari_akun(nip)
    hitungan = _hitungan(nip, akun, pintu)
    _pastikan_boleh_coba(hitungan, pintu.pada)
    by_code = kode_cocok(akun, sandi, pintu.pada)
    if not (sandi_cocok(akun.sandi if akun else None, sandi) or by_code) or akun is None or not akun.aktif:
        _catat_gagal(hitungan, pintu.pada)
        raise RuleViolation(SALAH, "sandi")
    if not by_code and hasher.check_needs_rehash(str(akun.sandi)):
        _hash_ulang(akun, sandi)
    return akun


def _hash_ulang(akun: Akun, sandi: str) -> None:
    """The parameters have been raised since the password was chosen: keep it by the new ones."""
    hashed = buat_sandi(sandi)
    with tulis(exempt="sesi"):
        Akun.update(sandi=hashed).where(Akun.id == akun.id, Akun.sandi == akun.sandi).execute()


def akun_kantor(nip: str) -> Akun:
    """The account of somebody whom the office's own provider vouches for. Raises RuleViolation; makes no account."""
    akun = cari_akun(nip) if nip else None
    if akun is None or not akun.aktif:
        raise RuleViolation(TIDAK_TERHUBUNG)
    return akun


def buka_sesi(akun: Akun, pintu: Pintu, *, cara: str = "sandi", kode: str = "", rahasia: bytes = b"") -> str:
    """A new session; returns its token. The one that this browser carried ends. An account in two steps needs `kode` too,
    made with the server's key `rahasia`.

    Raises RuleViolation on field `kode` when it does not fit, TooMany while wrong ones cool down.
    """
    hitungan = _hitungan(str(akun.pegawai.nip), akun, pintu)
    if akun.totp:
        _pastikan_boleh_coba(hitungan, pintu.pada)
    token = secrets.token_urlsafe(32)
    with tulis(exempt="sesi"):
        good = not akun.totp or pakai_kode(akun, kode, rahasia, pada=pintu.pada)
        if good:
            PercobaanMasuk.delete().where(PercobaanMasuk.kunci == hitungan[0][0]).execute()
            former = (Sesi.token == sidik_token(pintu.token)) & Sesi.berakhir_pada.is_null()
            Sesi.update(berakhir_pada=pintu.pada).where(former).execute()
            Sesi.create(
                token=sidik_token(token), akun=akun.id, dibuat_pada=pintu.pada, terakhir_pada=pintu.pada,
                alamat=pintu.alamat, peramban=pintu.peramban[:200], perangkat=sidik_token(pintu.perangkat),
            )  # fmt: skip
            catat(
                _pelaku(akun), "akun.masuk", f"akun:{akun.id}", pada=pintu.pada,
                sesudah={"alamat": pintu.alamat, "cara": cara, "dua_langkah": bool(akun.totp)},
            )  # fmt: skip
    if not good:
        _catat_gagal(hitungan, pintu.pada)
        raise RuleViolation(KODE_SALAH, "kode")
    return token


def buktikan(akun: Akun, sesi_id: int, bukti: str, *, rahasia: bytes, pintu: Pintu) -> str:
    """The person at the session proves again who sits there: the code where there are two steps, else the password.
    Returns the token that the session has from now on; the one before is worth nothing.

    Raises RuleViolation on the form's field, TooMany while wrong ones cool down.
    """
    hitungan = _hitungan(str(akun.pegawai.nip), akun, pintu)
    _pastikan_boleh_coba(hitungan, pintu.pada)
    good, token = sandi_cocok(akun.sandi, bukti) if not akun.totp else False, secrets.token_urlsafe(32)
    with tulis(exempt="sesi"):
        good = good or bool(akun.totp and pakai_kode(akun, bukti, rahasia, pada=pintu.pada))
        if good:
            PercobaanMasuk.delete().where(PercobaanMasuk.kunci == hitungan[0][0]).execute()
            Sesi.update(terbukti_pada=pintu.pada, token=sidik_token(token)).where(Sesi.id == sesi_id).execute()
            catat(_pelaku(akun), "akun.buktikan", f"sesi:{sesi_id}", pada=pintu.pada)
    if not good:
        _catat_gagal(hitungan, pintu.pada)
        raise RuleViolation(KODE_SALAH, "kode") if akun.totp else RuleViolation("Kata sandi tidak cocok.", "sandi")
    return token


def ganti_sandi(pelaku: Pelaku, lama: str, baru: str, *, sesi_id: int | None, pintu: Pintu) -> None:
    """Choose a new password; `lama` is the present one or the one-time code. Other sessions end.

    Raises RuleViolation on `lama` or `baru`, TooMany while wrong ones cool down: whoever finds an open session cannot try
    passwords here faster than at the door.
    """
    akun = Akun.get_by_id(pelaku.akun_id)
    orang, pada = akun.pegawai, pintu.pada
    hitungan = _hitungan(str(orang.nip), akun, pintu)
    _pastikan_boleh_coba(hitungan, pada)
    if not (sandi_cocok(akun.sandi, lama) or kode_cocok(akun, lama, pada)):
        _catat_gagal(hitungan, pada)
        raise RuleViolation("Kata sandi atau kode yang sekarang tidak cocok.", "lama")
    if lama == baru:
        raise RuleViolation("Kata sandi baru harus berbeda dari yang sekarang.", "baru")
    periksa_sandi(baru, aturan("sandi.panjang"), (orang.nama, orang.nip or "", kantor().nama, kantor().singkatan))
    pastikan_tak_dikenal(baru)
    hashed = buat_sandi(baru)
    with tulis():
        new = {"sandi": hashed, "kode": None, "kode_sampai_pada": None, "versi": Akun.versi + 1}
        Akun.update(**new).where(Akun.id == akun.id).execute()
        PercobaanMasuk.delete().where(PercobaanMasuk.kunci == hitungan[0][0]).execute()
        akhiri_sesi(akun.id, kecuali=sesi_id, pada=pada)
        catat(pelaku, "akun.ganti_sandi", f"akun:{akun.id}", pada=pada, pegawai_id=akun.pegawai_id)


def buang_sesi_lama(pada: datetime) -> int:
    """Part of the daily deed: sessions so old that they no longer make a browser known. Returns how many. `pada` on the
    machine's clock."""
    with tulis():
        return int(Sesi.delete().where(Sesi.dibuat_pada < pada - KENAL).execute())


def _pelaku(akun: Akun) -> Pelaku:
    return Pelaku(akun.id, akun.pegawai_id, akun.pegawai.nama)
