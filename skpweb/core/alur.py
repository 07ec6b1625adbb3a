"""A status machine as a table: which deed leads from which status to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import Berlabel

S = TypeVar("S", bound=Berlabel)


@dataclass(frozen=True)
class Alur(Generic[S]):
    """`jalan` maps (status, deed) to the next status."""

    nama: str
    jalan: Mapping[tuple[S, str], S]

    def boleh(self, status: S, deed: str) -> bool:
        return (status, deed) in self.jalan

    def lanjut(self, status: S, deed: str) -> S:
        """The next status; raises RuleViolation naming the present one where the deed does not exist."""
        if (status, deed) not in self.jalan:
            raise RuleViolation(
                f"{self.nama} berstatus “{status.label}”, sehingga tindakan ini tidak dapat dilakukan. "
                "Muat ulang halaman untuk melihat keadaan terakhir."
            )
        return self.jalan[status, deed]
