"""How often one account may ask. Whoever copies the office page by page, or a script gone wild, waits; a person with a
dozen tabs never comes near it (OWASP ASVS 5.0 2.4.1; Perban BSSN 4/2021 pasal 27)."""

import logging
from collections import Counter

from skpweb.core.errors import TooMany

MENIT = 60
log = logging.getLogger(__name__)


class Laju:
    """Counts the requests of each account in the running minute; `most` 0 counts nothing."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute = -1
        self._count: Counter[int] = Counter()

    def hitung(self, akun_id: int, now: float) -> None:
        """One more request at `now` (seconds). Raises TooMany with the seconds until the next minute."""
        if not self.most:
            return
        minute, past = divmod(int(now), MENIT)
        if minute != self._minute:
            self._minute, self._count = minute, Counter()
        self._count[akun_id] += 1
        if self._count[akun_id] == self.most + 1:
            log.warning("terlalu cepat: akun=%d lebih dari %d permintaan semenit", akun_id, self.most)
        if self._count[akun_id] > self.most:
            raise TooMany(
                f"Terlalu banyak permintaan dari akun Anda. Coba lagi {MENIT - past} detik lagi.", MENIT - past
            )
