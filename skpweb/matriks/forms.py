import re
from collections.abc import Iterable, Mapping

from skpweb.matriks.rules import Ketikan

_NAMA = re.compile(r"s(\d{1,9})-(\d{1,2})", re.A)
TERPANJANG = 60  # letters of a cell that are read


def tulis_asal(sel: Iterable[tuple[int, int, str]]) -> str:
    """The texts with which the cells of a page are read, in one hidden field: "s12-1=20 s12-2=90–95"."""
    return " ".join(f"s{iki_id}-{bulan}={teks}" for iki_id, bulan, teks in sel)


def baca_isian(form: Mapping[str, str]) -> dict[tuple[int, int], Ketikan]:
    """Cells by IKI and month. A tick that was taken away is not sent, so it is known by its former text alone."""
    asal = dict(part.partition("=")[::2] for part in form.get("_asal", "").split(" "))
    return {
        (int(m[1]), int(m[2])): Ketikan(asal.get(nama, ""), form.get(nama, "").strip()[:TERPANJANG])
        for nama in {**asal, **form}
        if (m := _NAMA.fullmatch(nama))
    }
