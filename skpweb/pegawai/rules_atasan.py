"""Who is whose superior on a day, from the tree of posts and their holders (spec/rules §1; PER6 p. 65 C.3, p. 89 A.2, A.5).

Nothing is stored: the answer is worked out at the moment of asking, so no reorganisation leaves a document behind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from skpweb.core.errors import RuleViolation
from skpweb.core.formats import Berlabel
from skpweb.organisasi.rules import JPT, JenisJabatan
from skpweb.pegawai.rules import Kedudukan


@dataclass(frozen=True)
class Pemegang:
    """A person who holds a post on the day; `aktif` says that he may act (status aktif)."""

    pegawai_id: int
    nama: str
    kedudukan: Kedudukan
    mulai: date
    aktif: bool = True


@dataclass(frozen=True)
class Pos:
    """A post with everyone who holds it on the day."""

    jabatan_id: int
    nama: str
    atasan_id: int | None
    jenis: JenisJabatan
    pemegang: tuple[Pemegang, ...] = ()


@dataclass(frozen=True)
class Duduk:
    """One post that the person in question holds on the day."""

    jabatan_id: int
    kedudukan: Kedudukan
    mulai: date


@dataclass(frozen=True)
class HasilAtasan:
    """The superior's pegawai id (None: nobody is known) and name, and the way there in words, one step each; `jabatan_id`:
    the post by which he is it, which may be one that he holds as Plt."""

    pegawai_id: int | None
    jalan: tuple[str, ...]
    nama: str = ""
    jabatan_id: int | None = None

    @property
    def duduk(self) -> dict[int, int]:
        """The superior with that post."""
        return {self.pegawai_id: self.jabatan_id} if self.pegawai_id and self.jabatan_id else {}


def pemegang_utama(pemegang: Iterable[Pemegang]) -> Pemegang | None:
    """Who acts in a post: Plh. before Pj. before Plt. before definitif; of equals the latest."""
    rank = {kedudukan: n for n, kedudukan in enumerate(Kedudukan)}
    return min(pemegang, key=lambda p: (rank[p.kedudukan], -p.mulai.toordinal(), -p.pegawai_id), default=None)


def duduk_penilaian(duduk: Iterable[Duduk]) -> Duduk | None:
    """The post by which a person is judged: the latest Plt. post while he holds one (PER6 p. 89 A.5), else the definitif
    one, else whatever he holds."""
    rank = {Kedudukan.PLT: 0, Kedudukan.DEFINITIF: 1, Kedudukan.PJ: 2, Kedudukan.PLH: 3}
    return min(duduk, key=lambda d: (rank[d.kedudukan], -d.mulai.toordinal(), -d.jabatan_id), default=None)


def tentukan_atasan(
    pegawai_id: int, duduk: Sequence[Duduk], pos: Mapping[int, Pos], penilai_kepala: Pemegang | None
) -> HasilAtasan:
    """The superior of a person: holder of the superior post, next up where that is himself, inactive or nobody, at last
    the pejabat luar who rates the head. Of a JPT it is that pejabat luar at once (Kepala Daerah, PER6 p. 65 C.3).

    `pos` must hold every post from the person's own up to the root; never the person himself; ends on any mapping.
    """
    own = duduk_penilaian(duduk)
    if own is None:
        return HasilAtasan(None, ("Tidak memegang jabatan pada tanggal ini.",))
    here, way, seen = pos[own.jabatan_id], [], {own.jabatan_id}
    if own.kedudukan is Kedudukan.PLT:
        way.append(f"Dinilai sebagai Plt. {here.nama} selama tugas itu berlangsung.")
    if here.jenis not in JPT:
        while here.atasan_id is not None and here.atasan_id in pos and here.atasan_id not in seen:
            here = pos[here.atasan_id]
            seen.add(here.jabatan_id)
            holder = pemegang_utama(here.pemegang)
            if holder and holder.aktif and holder.pegawai_id != pegawai_id:
                return HasilAtasan(
                    holder.pegawai_id, (*way, _memegang(holder, here)), holder.nama, here.jabatan_id
                )  # fmt: skip
            way.append(_lewati(holder, here, pegawai_id))
    else:
        way.append("Pejabat pimpinan tinggi dinilai oleh Kepala Daerah.")
    if penilai_kepala and penilai_kepala.aktif and penilai_kepala.pegawai_id != pegawai_id:
        way.append(f"{penilai_kepala.nama}, pejabat luar penilai kepala.")
        return HasilAtasan(penilai_kepala.pegawai_id, tuple(way), penilai_kepala.nama)
    return HasilAtasan(None, (*way, "Pejabat luar yang menilai kepala belum dicatat."))


def _memegang(holder: Pemegang, pos: Pos) -> str:
    return f"{holder.nama} memegang jabatan {holder.kedudukan.awalan}{pos.nama}."


def _lewati(holder: Pemegang | None, pos: Pos, pegawai_id: int) -> str:
    """Why a post on the way up gives no superior."""
    if holder is None:
        return f"{pos.nama} kosong, naik satu tingkat."
    if holder.pegawai_id == pegawai_id:
        return f"{holder.kedudukan.awalan}{pos.nama} dipegang sendiri, naik satu tingkat."
    return f"{_memegang(holder, pos)[:-1]}, tetapi sedang tidak aktif; naik satu tingkat."


def beda_atasan(
    sebelum: Mapping[int, int | None], sesudah: Mapping[int, int | None]
) -> list[tuple[int, int | None, int | None]]:
    """(person, superior before, superior after) of everyone whose superior changes, in order of the person's id."""
    people = sorted(sebelum.keys() | sesudah.keys())
    return [(p, sebelum.get(p), sesudah.get(p)) for p in people if sebelum.get(p) != sesudah.get(p)]


class TugasDelegasi(Berlabel):
    VALIDASI = "validasi", "Memvalidasi kinerja harian"
    TETAPKAN = "tetapkan", "Menetapkan SKP"
    EVALUASI = "evaluasi", "Mengevaluasi kinerja"


def pastikan_boleh_mendelegasikan(
    pelaku_id: int | None, pemberi_id: int, penerima_id: int, atasan_pemberi_id: int | None, tugas: Iterable[TugasDelegasi]
) -> None:  # fmt: skip
    """A superior delegates his own deeds, else his superior or a pengelola; evaluasi only by his superior (p. 89 A.3).

    Raises RuleViolation (field "penerima" or "tugas"); that the actor is one of the three is the caller's check.
    """
    chosen = set(tugas)
    if penerima_id == pemberi_id:
        raise RuleViolation("Penerima delegasi harus orang lain.", "penerima")
    if not chosen:
        raise RuleViolation("Pilih sedikitnya satu tugas yang didelegasikan.", "tugas")
    if TugasDelegasi.EVALUASI in chosen and (pelaku_id is None or pelaku_id != atasan_pemberi_id):
        raise RuleViolation(
            "Evaluasi hanya dapat didelegasikan oleh atasan dari pejabat penilai. "
            "Hapus centang Evaluasi, atau minta atasannya yang mengisi.",
            "tugas",
        )
