"""What a post is called, how names are compared, and what makes a tree of posts sound."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import Berlabel


class JenisJabatan(Berlabel):
    """Kinds of posts; a functional post has its Jenjang beside it (None while it is still to be asked for)."""

    JPT_MADYA = "jpt_madya", "JPT Madya"
    JPT_PRATAMA = "jpt_pratama", "JPT Pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    PELAKSANA = "pelaksana"
    FUNGSIONAL = "fungsional"
    STAF_AHLI = "staf_ahli", "Staf Ahli"


JPT = frozenset({JenisJabatan.JPT_MADYA, JenisJabatan.JPT_PRATAMA, JenisJabatan.STAF_AHLI})
STRUKTURAL = JPT | {JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS}


class Jenjang(StrEnum):
    """Levels of functional posts; the value is the word that stands in the post's name."""

    PEMULA = "Pemula"
    TERAMPIL = "Terampil"
    MAHIR = "Mahir"
    PENYELIA = "Penyelia"
    AHLI_PERTAMA = "Ahli Pertama"
    AHLI_MUDA = "Ahli Muda"
    AHLI_MADYA = "Ahli Madya"
    AHLI_UTAMA = "Ahli Utama"


_JENJANG_DALAM_NAMA = re.compile(r"\b(ahli (?:pertama|muda|madya|utama)|pemula|terampil|mahir|penyelia)\b")
_JENJANG_DI_UJUNG = re.compile(r"\b(pertama|muda|madya|utama)$")


def baca_jenjang(nama_jabatan: str) -> Jenjang | None:
    """The level in a functional post's name ("Analis Hukum Ahli Muda", "Auditor Muda"), None where it does not say."""
    text = " ".join(nama_jabatan.lower().split())
    if found := _JENJANG_DALAM_NAMA.search(text):
        return Jenjang(found.group(1).title())
    if found := _JENJANG_DI_UJUNG.search(text):
        return Jenjang("Ahli " + found.group(1).title())
    return None


_BACA_JENIS: tuple[tuple[str, JenisJabatan], ...] = (
    (r"jabatan fungsional umum|fungsional umum|jfu|pelaksana|staf|staff|jabatan pelaksana", JenisJabatan.PELAKSANA),
    (r"staf ahli.*", JenisJabatan.STAF_AHLI),
    (r"(jpt|(jabatan )?pimpinan tinggi) madya|(eselon )?i( [ab])?", JenisJabatan.JPT_MADYA),
    (r"jpt|(jpt|(jabatan )?pimpinan tinggi) pratama|(eselon )?ii( [ab])?", JenisJabatan.JPT_PRATAMA),
    (r"(jabatan )?administrator|(eselon )?iii( [ab])?", JenisJabatan.ADMINISTRATOR),
    (r"(jabatan )?pengawas|(eselon )?iv( [ab])?", JenisJabatan.PENGAWAS),
    (r"(jabatan )?fungsional( .*)?|jft?( .*)?|keahlian|keterampilan", JenisJabatan.FUNGSIONAL),
)


def baca_jenis(text: str, nama_jabatan: str) -> tuple[JenisJabatan, Jenjang | None]:
    """Kind and level of a post as people write them, in any case; "Fungsional" alone takes the level from the name.

    Raises RuleViolation (field "jenis") naming the words that are understood.
    """
    key = " ".join(re.sub(r"[^a-z]+", " ", text.lower()).split())
    jenis = next((found for pattern, found in _BACA_JENIS if re.fullmatch(pattern, key)), None)
    if jenis is None:
        known = ", ".join(j.label for j in JenisJabatan)
        raise RuleViolation(f"Jenis jabatan “{text.strip()}” tidak dikenal. Tulis salah satu: {known}.", "jenis")
    if jenis is not JenisJabatan.FUNGSIONAL:
        return jenis, None
    return jenis, baca_jenjang(nama_jabatan) or baca_jenjang(text)


def periksa_pohon(atasan: Mapping[int, int | None]) -> int:
    """The id of the root, where every post (id → its superior's id) hangs on exactly one root and nothing turns back.

    Raises RuleViolation (field "atasan"): no post without a superior, several of them, an unknown one, a circle.
    """
    roots = [post for post, up in atasan.items() if up is None]
    if not roots:
        raise RuleViolation("Harus ada satu jabatan puncak, yaitu jabatan tanpa atasan.", "atasan")
    if len(roots) > 1:
        raise RuleViolation(
            f"Ada {len(roots)} jabatan tanpa atasan. Hanya jabatan puncak yang boleh; pilih atasan untuk yang lain.",
            "atasan",
        )
    sound = {roots[0]}
    for post in atasan:
        way: dict[int, None] = {}
        while post not in sound:
            way[post] = None
            up = atasan.get(post)
            if up is None or up not in atasan:
                raise RuleViolation("Jabatan atasan tidak ada atau sudah ditutup. Pilih jabatan lain.", "atasan")
            if up in way:
                raise RuleViolation(
                    "Susunan ini berputar: sebuah jabatan menjadi atasan dari atasannya sendiri. "
                    "Pilih atasan di luar bawahannya.",
                    "atasan",
                )
            post = up
        sound.update(way)
    return roots[0]


_SINGKATAN = (
    (r"\bka ?(?=(?:sub? ?)?(?:bag|bagian|bid|bidang|si|sie|seksi|dis|dinas|ban|badan|uptd?)\b)", "kepala "),
    (r"\bkepala sie?\b", "kepala seksi"),
    (r"\bkepala dis\b", "kepala dinas"),
    (r"\bkepala ban\b", "kepala badan"),
    (r"\bsub? ?bag(?:ian)?\b", "subbagian"),
    (r"\bsub ?bid(?:ang)?\b", "subbidang"),
    (r"\bbag\b", "bagian"),
    (r"\bbid\b", "bidang"),
    (r"\bkec\b", "kecamatan"),
    (r"\btu\b", "tata usaha"),
)


@lru_cache(maxsize=8192)
def kunci_nama(text: str) -> str:
    """The form in which names of units and posts are compared, so that spellings of one name fall together.

    Case, spaces and punctuation do not count; & is dan; Subbag, Sub Bag., Sub Bagian are Subbagian; Bid. is Bidang.
    """
    key = unicodedata.normalize("NFKC", text).lower().replace("&", " dan ")
    key = " ".join(re.sub(r"[^\w]+|_", " ", key).split())
    for pattern, full in _SINGKATAN:
        key = re.sub(pattern, full, key)
    return key
