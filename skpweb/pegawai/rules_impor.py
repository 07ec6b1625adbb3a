"""What a sheet of employees would do to the office: worked out whole before anything is written.

Superiors are given by number, posts and units by name; the tree of posts follows. New units and posts have negative ids
until they are written. Faults carry the number of their row (0: the sheet as a whole).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from skpweb.core.errors import RuleViolation
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, Jenjang, kunci_nama, periksa_pohon
from skpweb.pegawai.rules import KELUAR, Kedudukan, Kepegawaian, Status, tampilkan_nip


@dataclass(frozen=True)
class BarisImpor:
    """A row, read and matched: `nip` 18 digits, `jabatan` without Plt., `unit` the id of an open unit or the name of one
    to be opened, `atasan_nip` of another row or of somebody known (None: the head). Empty hp, email leave what is there;
    `atasan_tetap` leaves somebody known below the post where he is, whoever holds it."""

    nomor: int
    nip: str
    nama: str
    kepegawaian: Kepegawaian
    golongan: str | None
    jenis: JenisJabatan
    jenjang: Jenjang | None
    jabatan: str
    kedudukan: Kedudukan
    unit: int | str
    atasan_nip: str | None
    hp: str
    email: str
    tmt: date
    atasan_tetap: bool = False


@dataclass(frozen=True)
class DudukLama:
    """A present row of riwayat jabatan."""

    riwayat_id: int
    jabatan_id: int
    kedudukan: Kedudukan
    mulai: date


@dataclass(frozen=True)
class Orang:
    """Somebody who is in the office's data already."""

    id: int
    nama: str
    kepegawaian: Kepegawaian | None
    golongan: str
    hp: str
    email: str
    status: Status
    luar: bool
    duduk: tuple[DudukLama, ...] = ()


@dataclass(frozen=True)
class PosLama:
    """An open post; a planned one has a negative id."""

    id: int
    unit_id: int
    nama: str
    jenis: JenisJabatan
    jenjang: Jenjang | None
    atasan_id: int | None


@dataclass(frozen=True)
class Keadaan:
    """The office before the import: people by number, open units (id → name, parent), open posts."""

    orang: dict[str, Orang]
    unit: dict[int, tuple[str, int | None]]
    pos: dict[int, PosLama]


@dataclass
class Rencana:
    """What is to be done to units and posts; `jabatan`: row number → id of its post. Nothing when there is a fault."""

    unit_baru: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    pos_baru: dict[int, PosLama] = field(default_factory=dict)
    pindah: dict[int, int | None] = field(default_factory=dict)
    ubah_nama: dict[int, str] = field(default_factory=dict)
    ubah_jenis: dict[int, tuple[JenisJabatan, Jenjang | None]] = field(default_factory=dict)
    jabatan: dict[int, int] = field(default_factory=dict)
    galat: list[tuple[int, str]] = field(default_factory=list)


class _Perencana:
    """Goes through the rows from the top of the tree down, so that every superior post is known before it is needed."""

    def __init__(self, rows: Sequence[BarisImpor], keadaan: Keadaan) -> None:
        self.rows = rows
        self.old = keadaan
        self.plan = Rencana()
        self.by_nip = {row.nip: row for row in rows}
        self.by_number = {row.nomor: row for row in rows}
        self.root = next((p.id for p in keadaan.pos.values() if p.atasan_id is None), None)
        self.leads = {row.atasan_nip for row in rows if row.atasan_nip}
        self.unit_of: dict[int, int] = {}
        self.claimed: dict[int, int] = {}  # structural or leader's post → row that takes it as definitif
        self.reserved: dict[int, int] = {}
        self.shared = {self._key(p): p.id for p in keadaan.pos.values()}
        self.named: dict[tuple[int, str], list[int]] = {}
        for post in keadaan.pos.values():
            self.named.setdefault((post.unit_id, kunci_nama(post.nama)), []).append(post.id)
        above = {p.atasan_id for p in keadaan.pos.values()}
        self.leading = {post for post in above if post is not None}
        self.holders = Counter(d.jabatan_id for o in keadaan.orang.values() for d in o.duduk)

    @staticmethod
    def _key(p: PosLama) -> tuple[int, str, JenisJabatan, Jenjang | None, int | None]:
        return p.unit_id, kunci_nama(p.nama), p.jenis, p.jenjang, p.atasan_id

    def fault(self, row: BarisImpor | None, text: str) -> None:
        self.plan.galat.append((row.nomor if row else 0, text))

    def run(self) -> Rencana:
        twice = {nip for nip, n in Counter(row.nip for row in self.rows).items() if n > 1}
        for row in self.rows:
            if row.nip in twice:
                self.fault(row, f"Nomor {tampilkan_nip(row.nip)} ada di beberapa baris. Sisakan satu.")
            known = self.old.orang.get(row.nip)
            if known and (known.luar or known.status in KELUAR):
                what = "pejabat luar" if known.luar else f"berstatus {known.status.label}"
                self.fault(row, f"{known.nama} tercatat {what}. Perbaiki datanya di layar Pegawai lebih dulu.")
        if self.plan.galat:
            return self.plan
        self._units()
        self._reserve()
        for row in self._top_down():
            self._seat(row)
        self._parents()
        if not self.plan.galat:
            self._check()
        return self.plan

    def _units(self) -> None:
        keys: dict[str, int] = {}
        for row in self.rows:
            if isinstance(row.unit, int):
                self.unit_of[row.nomor] = row.unit
                if row.unit not in self.old.unit:
                    self.fault(row, "Unit kerjanya sudah ditutup. Pilih unit lain.")
                continue
            key = kunci_nama(row.unit)
            if key not in keys:
                keys[key] = -1 - len(keys)
                self.plan.unit_baru[keys[key]] = (row.unit, None)
            self.unit_of[row.nomor] = keys[key]

    def _reserve(self) -> None:
        """Who keeps his post in this sheet keeps it before a newcomer of the same title gets it."""
        for row in self.rows:
            for seat in self._seats(row):
                post = self.old.pos[seat.jabatan_id]
                same = (post.unit_id, kunci_nama(post.nama)) == (self.unit_of[row.nomor], kunci_nama(row.jabatan))
                if same and seat.kedudukan is Kedudukan.DEFINITIF:
                    self.reserved[seat.jabatan_id] = row.nomor

    def _seats(self, row: BarisImpor) -> tuple[DudukLama, ...]:
        known = self.old.orang.get(row.nip)
        return known.duduk if known else ()

    def _top_down(self) -> list[BarisImpor]:
        """Rows after their superior's row; unknown superiors and circles are faults."""
        below: dict[str, list[BarisImpor]] = {}
        ready: list[BarisImpor] = []
        for row in self.rows:
            if row.atasan_nip in self.by_nip:
                below.setdefault(str(row.atasan_nip), []).append(row)
            elif row.atasan_nip is None or row.atasan_nip in self.old.orang:
                ready.append(row)
            else:
                number = tampilkan_nip(row.atasan_nip)
                self.fault(row, f"Atasan {number} tidak ada di berkas ini dan belum terdaftar. Periksa nomornya.")
        order, faulty = [], len(self.plan.galat)
        while ready:
            row = ready.pop()
            order.append(row)
            ready += below.pop(row.nip, [])
        if not faulty:
            for row in (row for rest in below.values() for row in rest):
                self.fault(row, f"{row.nama} dan atasannya saling membawahi (berputar). Periksa kolom atasan.")
        return order

    def _superior_post(self, row: BarisImpor) -> int | None:
        """The post above; raises RuleViolation when the superior has none.

        Somebody known stays below the post where he is while the superior named holds that one too (a Plt. post).
        """
        seat = next((s for s in self._seats(row) if s.kedudukan is row.kedudukan), None)
        present = self.old.pos[seat.jabatan_id].atasan_id if seat else None
        if row.atasan_tetap and seat:
            return present
        if row.atasan_nip is None:
            return None
        boss, own = self.old.orang.get(row.atasan_nip), self.by_nip.get(row.atasan_nip)
        for held in boss.duduk if boss and present else ():
            if held.jabatan_id == present and (own is None or held.kedudukan is not own.kedudukan):
                return present
        if own:
            return self.plan.jabatan[own.nomor]
        assert boss is not None
        if not boss.duduk and boss.luar:
            return None
        if not boss.duduk:
            raise RuleViolation(f"Atasan {boss.nama} belum memegang jabatan. Tempatkan dulu, atau sertakan di berkas.")
        return boss.duduk[0].jabatan_id

    def _seat(self, row: BarisImpor) -> None:
        """Find or plan the row's post."""
        if row.atasan_nip in self.by_nip and self.by_nip[row.atasan_nip].nomor not in self.plan.jabatan:
            return  # the superior's row has a fault of its own
        try:
            above = self._superior_post(row)
        except RuleViolation as fault:
            self.fault(row, fault.message)
            return
        unit, single = self.unit_of[row.nomor], row.jenis in STRUKTURAL or row.nip in self.leads or above is None
        if single:
            post = self._own_post(row, unit, above)
        else:
            post = self.shared.get((unit, kunci_nama(row.jabatan), row.jenis, row.jenjang, above))
            post = None if post in self.leading else post
        if post is None:
            post = -1 - len(self.plan.pos_baru)
            new = PosLama(post, unit, row.jabatan, row.jenis, row.jenjang, above)
            self.plan.pos_baru[post] = new
            self.named.setdefault((unit, kunci_nama(row.jabatan)), []).append(post)
            if not single:
                self.shared[self._key(new)] = post
        else:
            self._adjust(row, post, above)
        if single:
            self.leading.add(post)
            if row.kedudukan is Kedudukan.DEFINITIF:
                self.claimed[post] = row.nomor
        self.plan.jabatan[row.nomor] = post

    def _own_post(self, row: BarisImpor, unit: int, above: int | None) -> int | None:
        """An open post of that name which this row may take: his present one first; a leading staff post only if his.

        Who has no superior takes the root, renamed if need be, when it is his or nobody's.
        """
        mine = {seat.jabatan_id for seat in self._seats(row)}
        if above is None and self.root is not None and (self.root in mine or not self.holders[self.root]):
            if kunci_nama(self.old.pos[self.root].nama) != kunci_nama(row.jabatan):
                self.plan.ubah_nama[self.root] = row.jabatan
            return self.root
        found = []
        for post in self.named.get((unit, kunci_nama(row.jabatan)), []):
            jenis = (self.plan.pos_baru.get(post) or self.old.pos[post]).jenis
            if row.jenis in STRUKTURAL:
                free = jenis in STRUKTURAL
            else:
                free = post in mine and self.holders[post] == 1 and jenis not in STRUKTURAL
            taken = post in self.claimed or self.reserved.get(post, row.nomor) != row.nomor
            if free and (row.kedudukan is not Kedudukan.DEFINITIF or not taken):
                found.append(post)
        return min(found, key=lambda post: post not in mine, default=None)

    def _adjust(self, row: BarisImpor, post: int, above: int | None) -> None:
        """A present or planned post that hangs elsewhere or has another kind in this row."""
        if post < 0:
            if self.plan.pos_baru[post].atasan_id != above:
                self.fault(row, f"{row.jabatan} mempunyai dua atasan yang berbeda di berkas ini. Samakan.")
            return
        old = self.old.pos[post]
        if self.plan.pindah.get(post, above) != above:
            self.fault(row, f"{row.jabatan} mempunyai dua atasan yang berbeda di berkas ini. Samakan.")
        elif old.atasan_id != above:
            self.plan.pindah[post] = above
        if (old.jenis, old.jenjang) != (row.jenis, row.jenjang):
            self.plan.ubah_jenis[post] = (row.jenis, row.jenjang)

    def _parents(self) -> None:
        """New units hang under the unit to which most of their people report, else under the office itself."""
        top = next((u for u, (_, up) in self.old.unit.items() if up is None), None)
        votes: dict[int, Counter[int]] = {}
        for row in self.rows:
            unit, post = self.unit_of[row.nomor], self.plan.jabatan.get(row.nomor)
            if unit >= 0 or post is None:
                continue
            above = self.plan.pindah.get(post, self._post(post).atasan_id)
            if above is None:
                top = unit if top is None else top
            elif self._post(above).unit_id != unit:
                votes.setdefault(unit, Counter())[self._post(above).unit_id] += 1
        for unit, (nama, _) in list(self.plan.unit_baru.items()):
            parent = votes[unit].most_common(1)[0][0] if unit in votes else top
            self.plan.unit_baru[unit] = (nama, None if unit == top else self._no_circle(unit, parent, top))

    def _no_circle(self, unit: int, parent: int | None, top: int | None) -> int | None:
        up, steps = parent, 0
        while up is not None and up != unit and steps <= len(self.plan.unit_baru):
            up = self.plan.unit_baru[up][1] if up < 0 else None
            steps += 1
        return top if up == unit else parent

    def _post(self, post: int) -> PosLama:
        return self.plan.pos_baru.get(post) or self.old.pos[post]

    def _check(self) -> None:
        """One root, no circle, one definitif holder of a structural post: with what is there already."""
        tree = {p.id: p.atasan_id for p in (*self.old.pos.values(), *self.plan.pos_baru.values())} | self.plan.pindah
        heads = [row for row in self.rows if tree[self.plan.jabatan[row.nomor]] is None]
        for row in heads[1:] if len({self.plan.jabatan[row.nomor] for row in heads}) > 1 else []:
            self.fault(row, f"Atasan {row.nama} belum diisi. Hanya kepala kantor yang tanpa atasan.")
        if not self.plan.galat:
            try:
                periksa_pohon(tree)
            except RuleViolation as fault:
                self.fault(heads[0] if heads else None, fault.message)
        for nip, known in self.old.orang.items():
            own = self.by_nip.get(nip)
            for seat in known.duduk:
                taker = self.claimed.get(seat.jabatan_id)
                if taker is None or seat.kedudukan is not Kedudukan.DEFINITIF or (own and own.nomor == taker):
                    continue
                if own and own.kedudukan is Kedudukan.DEFINITIF and self.plan.jabatan[own.nomor] != seat.jabatan_id:
                    continue  # the sheet moves him away
                row = self.by_number[taker]
                self.fault(row, f"{row.jabatan} masih dipegang {known.nama}. Sertakan jabatan barunya di berkas ini.")


def susun_rencana(rows: Sequence[BarisImpor], keadaan: Keadaan) -> Rencana:
    """Units, posts and tree that the rows need, or what is wrong with them. Writes nothing, ends on any input."""
    return _Perencana(rows, keadaan).run()
