"""What a draft may hold. Pure."""

import json

from skpweb.core.errors import RuleViolation
from skpweb.core.settings import Aturan

ATURAN = (
    Aturan("simpan.draf", "Masa simpan draf", 30, "Hari sejak draf terakhir disentuh.", minimum=30, maksimum=365),
)
TERBESAR = 256 * 1024  # characters
ALAMAT_TERPANJANG = 500
Isi = list[list[str]]


def baca_isi(teks: str) -> Isi:
    """The typed fields as [name, value] pairs; raises RuleViolation for anything else or too much of it."""
    if len(teks) > TERBESAR:
        raise RuleViolation("Isian terlalu panjang untuk disimpan sebagai draf; kirim formulirnya.", "isi")
    try:
        isi = json.loads(teks)
    except ValueError:
        isi = None
    if not isinstance(isi, list) or not all(
        isinstance(p, list) and len(p) == 2 and all(isinstance(x, str) for x in p) for p in isi
    ):
        raise RuleViolation("Draf tidak terbaca.", "isi")
    return isi


def pastikan_alamat(alamat: str) -> None:
    """A draft belongs to an address of this site. Raises RuleViolation."""
    if not alamat.startswith("/") or alamat.startswith("//") or len(alamat) > ALAMAT_TERPANJANG:
        raise RuleViolation("Draf tidak terbaca.", "alamat")
