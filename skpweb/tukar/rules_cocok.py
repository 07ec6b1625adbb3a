"""When two spellings mean one unit or one person, and which known names to offer where it is not sure. Pure."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from skpweb.organisasi.rules import kunci_nama

MIRIP_KATA, MIRIP_NAMA = 80, 55  # likeness of letters, percent
PILIHAN_TERBANYAK = 5
_GELAR_DEPAN = frozenset({"dr", "drs", "dra", "drg", "drh", "ir", "h", "hj", "prof", "kh"})


def kunci_orang(nama: str) -> str:
    """A person's name for comparison: without degrees, case, signs."""
    inti = re.sub(r"['’‘`´]", "", nama.split(",")[0].casefold())
    kata = re.findall(r"\w+", inti)
    while len(kata) > 1 and kata[0] in _GELAR_DEPAN:
        kata = kata[1:]
    return " ".join(kata)


def kunci_gelar(nama: str) -> str:
    """A person's name with its degrees for comparison: case, spaces and signs do not count."""
    return re.sub(r"\W|_", "", nama.casefold())


def singkatan(pendek: str, panjang: str) -> bool:
    """Whether one key (kunci_nama) abbreviates the other word by word: "bidang dagang dn", "bidang dagang dalam negeri".

    A word may be cut short by at least a letter or several words given by their initials; at least one word is equal.
    """
    kiri, kanan = ([k for k in kunci.split() if k != "dan"] for kunci in (pendek, panjang))
    return bool(set(kiri) & set(kanan)) and kiri != kanan and _sejajar(kiri, kanan)


def _sejajar(kiri: list[str], kanan: list[str]) -> bool:
    if not kiri or not kanan:
        return not kiri and not kanan
    if len(kiri[0]) >= 3 and kanan[0].startswith(kiri[0]) and _sejajar(kiri[1:], kanan[1:]):
        return True
    if kiri[0] == kanan[0]:
        return _sejajar(kiri[1:], kanan[1:])
    n = len(kiri[0])
    return 2 <= n <= len(kanan) and kiri[0] == "".join(k[0] for k in kanan[:n]) and _sejajar(kiri[1:], kanan[n:])


def _mirip(satu: str, lain: str) -> int:
    return int(100 * SequenceMatcher(None, satu, lain).ratio())


def salah_ketik(satu: str, lain: str) -> bool:
    """Whether two keys differ in the letters of one long word only ("perindustian")."""
    kiri, kanan = satu.split(), lain.split()
    beda = [(a, b) for a, b in zip(kiri, kanan, strict=False) if a != b]
    if len(kiri) != len(kanan) or len(beda) != 1:
        return False
    a, b = beda[0]
    return min(len(a), len(b)) >= 5 and _mirip(a, b) >= MIRIP_KATA


def mungkin_sama(satu: str, lain: str) -> bool:
    """Whether two different keys (kunci_nama) may well mean one unit, so that a person must say."""
    return satu != lain and (salah_ketik(satu, lain) or singkatan(satu, lain) or singkatan(lain, satu))


def paling_mirip(nama: str, daftar: Iterable[str]) -> list[str]:
    """The known names that come nearest, the likeliest first: those that may be meant, then by likeness of letters."""
    kunci = kunci_nama(nama)

    def nilai(lain: str) -> int:
        return 100 if mungkin_sama(kunci, kunci_nama(lain)) else _mirip(kunci, kunci_nama(lain))

    dekat = [(-nilai(lain), lain) for lain in set(daftar)]
    return [lain for jarak, lain in sorted(dekat) if -jarak >= MIRIP_NAMA][:PILIHAN_TERBANYAK]
