"""The chain: what of a row is hashed, and where a chain breaks. What of a look at a page is kept. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from json.encoder import encode_basestring
from typing import Any

from skpweb.core.formats import tanggal
from skpweb.core.settings import Aturan

ATURAN = (
    Aturan(
        "simpan.pembacaan", "Masa simpan catatan siapa melihat", 24,
        "Bulan sejak dibaca. Jejak audit sendiri tidak pernah dihapus.", minimum=6, maksimum=120,
    ),
)  # fmt: skip
TANPA_ORANG = frozenset({
    "audit.kepatuhan", "cadangan.daftar", "organisasi.cari_jabatan", "pegawai.cari", "pengaturan.lihat", "periode.baru", "periode.daftar",
    "periode.kalender", "petruk.daftar", "petruk.form_periode", "petruk.instrumen", "tukar.daftar", "tukar.mulai",
    "tukar.templat",
})  # fmt: skip
"""Pages that not everybody may open and that show nobody's data (of who is looked for while one types: name and post)."""
Values = Mapping[str, Any] | None
Baris = tuple[int, str, int, int | None, str, int | None, str | None, str | None, str, str]
"""A stored row: KOLOM and its hash."""
KOLOM = ("id", "objek", "pada", "pegawai_id", "pelaku", "pelaku_id", "sebelum", "sesudah", "tindakan")


def plain(values: Values) -> dict[str, Any] | None:
    """Values as JSON keeps them: dates and decimals as text."""
    if values is None:
        return None
    return {k: str(v) if isinstance(v, date | datetime | Decimal) else v for k, v in values.items()}


def sidik(
    sebelumnya: str, row_id: int, objek: str, pada: int, pegawai_id: int | None, pelaku: str, pelaku_id: int | None,
    sebelum: str | None, sesudah: str | None, tindakan: str,
) -> str:  # fmt: skip
    """SHA-256 of the former row's hash and the canonical JSON of this row, its keys in order of the alphabet.

    `pada` in milliseconds; `sebelum` and `sesudah` are JSON as it is stored.
    """
    # written out and not by json.dumps: a million rows are walked in seconds
    teks = (
        f'{sebelumnya}{{"id":{row_id},"objek":{encode_basestring(objek)},"pada":{pada}'
        f',"pegawai_id":{"null" if pegawai_id is None else pegawai_id},"pelaku":{encode_basestring(pelaku)}'
        f',"pelaku_id":{"null" if pelaku_id is None else pelaku_id},"sebelum":{sebelum or "null"}'
        f',"sesudah":{sesudah or "null"},"tindakan":{encode_basestring(tindakan)}}}'
    )
    return hashlib.sha256(teks.encode()).hexdigest()


def periksa(rows: Iterable[Baris], hitung: Callable[..., str] = sidik) -> tuple[int, str]:
    """The number of rows that hold from the first on, and what is wrong with the next ("" where all hold).

    A row whose hash was made anew holds, and the one after it breaks: so both are named.
    """
    baik, sebelumnya = 0, ""
    for row in rows:
        if row[0] != baik + 1:
            return baik, f"Baris {baik + 1} hilang."
        # the app stores nothing as nothing: the text "null" hashes alike and was put there by somebody else
        if {"", "null"} & {row[6], row[7]} or hitung(sebelumnya, *row[:-1]) != row[-1]:
            tepat = f", atau baris {baik} tepat sebelumnya," if baik else ""
            return baik, f"Baris {row[0]} tidak cocok dengan sidiknya: baris itu{tepat} diubah atau dipindahkan."
        baik, sebelumnya = row[0], row[-1]
    return baik, ""


# ---- in words -------------------------------------------------------------------------------------
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_KATA = {
    "id": "nomor", "nip": "NIP", "sk": "SK", "tmt": "TMT", "hp": "HP", "iki": "IKI", "rhk": "RHK",
    "skp": "SKP", "petruk": "SI-PETRUK", "opd": "OPD", "totp": "verifikasi dua langkah", "ckhp": "CKHP",
}  # fmt: skip


@dataclass(frozen=True)
class Beda:
    """One difference as it is read: what, before, after; "" is not there at all."""

    label: str
    lama: str
    baru: str


def _frasa(kunci: str) -> str:
    kata = "waktu" if kunci == "pada" else kunci.removesuffix("_id")
    return " ".join(_KATA.get(k, k) for k in kata.split("_"))


def sebut(kunci: str, label: Mapping[str, str] | None = None) -> str:
    """A key as an official reads it: what the room's forms call it (`label`), else its words."""
    kenal = label or {}
    teks = kenal.get(kunci) or kenal.get(kunci.removesuffix("_id")) or _frasa(kunci)
    return teks[:1].upper() + teks[1:]


def sebut_tindakan(tindakan: str) -> str:
    """ "petruk.buka_kembali" → "SI-PETRUK: buka kembali"."""
    kamar, _, apa = tindakan.partition(".")
    return f"{sebut(kamar)}: {_frasa(apa)}" if apa else sebut(kamar)


Nama = Mapping[tuple[str, int], str]
"""Names of things by their kind and number: ("unit", 3) → "Sekretariat"."""
_JENIS = {
    "unit": "unit", "unit_id": "unit", "jabatan": "jabatan", "jabatan_id": "jabatan", "jabatan_ditutup": "jabatan",
    "atasan_id": "jabatan", "pegawai": "pegawai", "pegawai_id": "pegawai", "ketua_id": "pegawai",
    "penerima_id": "pegawai", "atas_nama": "pegawai", "ditetapkan_oleh": "pegawai",
}  # fmt: skip
"""What the numbers under a key are."""


def urai_objek(objek: str) -> tuple[str, int] | None:
    """ "unit:3" → ("unit", 3); None where no number stands alone behind the kind."""
    apa, _, nomor = objek.partition(":")
    return (apa, int(nomor)) if re.fullmatch("[0-9]{1,15}", nomor) else None


def disebut(*isi: Values) -> Iterator[tuple[str, int]]:
    """The things that values name by number."""
    for kunci, nilai in chain.from_iterable(x.items() for x in isi if x):
        if kunci in _JENIS:
            yield from ((_JENIS[kunci], n) for n in (nilai if isinstance(nilai, list) else [nilai]) if type(n) is int)


def _bernama(kunci: str, nilai: Any, nama: Nama) -> Any:
    """Numbers of known things with their names: 3 → "Sekretariat (3)"."""
    if isinstance(nilai, list):
        return [_bernama(kunci, n, nama) for n in nilai]
    siapa = nama.get((_JENIS.get(kunci, ""), nilai)) if type(nilai) is int else None
    return f"{siapa} ({nilai})" if siapa else nilai


def sebut_objek(objek: str) -> str:
    """ "laporan_data:3" → "Laporan data 3"."""
    apa, _, nomor = objek.partition(":")
    return f"{sebut(apa)} {nomor.replace(':', ' ')}".strip()


def kata(nilai: Any) -> str:
    """A stored value in words."""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, Mapping):
        return "; ".join(f"{_frasa(str(k))} {kata(v)}" for k, v in nilai.items()) or "kosong"
    if isinstance(nilai, list | tuple):
        return ", ".join(kata(v) for v in nilai) or "kosong"
    if nilai in (None, ""):
        return "kosong"
    return tanggal(date.fromisoformat(nilai)) if isinstance(nilai, str) and _ISO.fullmatch(nilai) else str(nilai)


def beda(sebelum: Values, sesudah: Values, label: Mapping[str, str], nama: Nama | None = None) -> list[Beda]:
    """What a line of the trail changed; of what is new or gone only the one side. What is in `nama` is named."""

    def tulis(isi: Mapping[str, Any], kunci: str) -> str:
        return kata(_bernama(kunci, isi[kunci], nama or {})) if kunci in isi else ""

    lama, baru = sebelum or {}, sesudah or {}
    berubah = [k for k in {**lama, **baru} if k not in lama or k not in baru or lama[k] != baru[k]]
    return [Beda(sebut(k, label), tulis(lama, k), tulis(baru, k)) for k in berubah]
