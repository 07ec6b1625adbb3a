"""Goal 7: whatever is reorganised, what waits has one superior who may act, not its owner, and stands in his queue alone.

Of each person an SKP and an entry wait. Where nobody is known as superior, nobody sees them in a queue, and the office is
told on its start page what it must mend; of whoever left the office nothing waits any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from skpweb.akun.models import Akun
from skpweb.beranda.queries import saya_dan_papan
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import AppError, NotAllowed
from skpweb.core.tables import Paging
from skpweb.harian import queries_validasi as harian
from skpweb.harian.models import Catatan
from skpweb.harian.rules import StatusCatatan
from skpweb.organisasi.models import Jabatan, Unit
from skpweb.organisasi.rules import JenisJabatan
from skpweb.organisasi.services import tambah_jabatan
from skpweb.pegawai import queries_pohon, services, services_pohon, services_tim
from skpweb.pegawai.models import Delegasi, Pegawai, PejabatLuar, RiwayatJabatan
from skpweb.pegawai.queries import identitas_banyak
from skpweb.pegawai.queries_struktur import pratinjau_gabung
from skpweb.pegawai.rules import KELUAR, Kedudukan, Status
from skpweb.pegawai.rules_atasan import HasilAtasan, TugasDelegasi, duduk_penilaian, pemegang_utama
from skpweb.persetujuan import queries as persetujuan
from skpweb.skp.models import Skp
from skpweb.skp.rules import StatusSkp
from tests.cast import Cast
from tests.conftest import PADA
from tests.harian.bantu_validasi import catatan_ada
from tests.skp.bantu import skp_ada
from tests.tahan.bahan import Panggung

T = TugasDelegasi
STATUS = (Status.AKTIF, Status.CUTI_PANJANG, Status.TUGAS_BELAJAR, Status.PENSIUN)
Langkah = tuple[int, int, int, int]  # which deed, and three numbers that choose what it is done to


def pilih(rows: Any, n: int) -> Any:
    found = list(rows)
    return found[n % len(found)]


def jabatan(n: int) -> Jabatan:
    return pilih(Jabatan.select().where(Jabatan.ditutup.is_null()).order_by(Jabatan.id), n)


def orang(n: int) -> Pegawai:
    return pilih(Pegawai.select().order_by(Pegawai.id), n)


# ---- the deeds ------------------------------------------------------------------------------------
def tempatkan(hari: date, pada: datetime, a: int, b: int, c: int) -> None:
    kedudukan = pilih(Kedudukan, c)
    services.tempatkan(SISTEM, orang(a).id, jabatan_id=jabatan(b).id, kedudukan=kedudukan, mulai=hari, pada=pada)


def akhiri(hari: date, pada: datetime, a: int, _b: int, _c: int) -> None:
    row = pilih(RiwayatJabatan.select().where(RiwayatJabatan.sampai.is_null()).order_by(RiwayatJabatan.id), a)
    services.akhiri_jabatan(SISTEM, row.id, row.versi, sampai=hari - timedelta(days=1), pada=pada)


def status(hari: date, pada: datetime, a: int, b: int, _c: int) -> None:
    who = orang(a).id
    services.tetapkan_status(SISTEM, who, status=STATUS[b % 4], mulai=hari, sk_nomor="1", sk_tanggal=hari, pada=pada)


def pohon(hari: date, pada: datetime, a: int, b: int, c: int) -> None:
    up = None if c % 7 == 0 else jabatan(b).id
    shown = services_pohon.tinjau_pindah(jabatan(a).id, up, hari)
    services_pohon.ubah_pohon(SISTEM, jabatan(a).id, up, shown.sidik, pada=pada)


def delegasikan(hari: date, pada: datetime, a: int, b: int, c: int) -> None:
    tugas = ([T.VALIDASI], [T.TETAPKAN], [T.VALIDASI, T.TETAPKAN])[c % 3]
    services_tim.delegasikan(
        SISTEM, pemberi_id=orang(a).id, penerima_id=orang(b).id, mulai=hari, sampai=hari + timedelta(days=c % 4),
        spt="1", tugas=tugas, pada=pada,
    )  # fmt: skip


def penilai_luar(hari: date, pada: datetime, a: int, _b: int, _c: int) -> None:
    """The one who rates the head comes, or goes."""
    now = PejabatLuar.get_or_none(PejabatLuar.sampai.is_null())
    values: dict[str, Any] = {"jabatan": "Bupati", "instansi": "Kabupaten", "penilai_kepala": True, "pada": pada}
    if now is None:
        services_tim.tambah_pejabat_luar(SISTEM, nama=f"Bupati {a}", mulai=hari, **values)
    else:
        services_tim.ubah_pejabat_luar(
            SISTEM, now.pegawai_id, now.versi, nama="Bupati", mulai=now.mulai, sampai=hari - timedelta(days=1), **values
        )


def tutup(hari: date, pada: datetime, a: int, _b: int, _c: int) -> None:
    row = jabatan(a)
    services_pohon.tutup_jabatan(SISTEM, row.id, row.versi, tanggal=hari, pada=pada)


def buka(hari: date, pada: datetime, a: int, b: int, _c: int) -> None:
    unit = pilih(Unit.select().where(Unit.ditutup.is_null()), b)
    tambah_jabatan(
        SISTEM, unit_id=unit.id, nama=f"Pengawas {a}", jenis=JenisJabatan.PENGAWAS, atasan_id=jabatan(a).id, dibuka=hari,
        pada=pada,
    )  # fmt: skip


def gabung(hari: date, pada: datetime, a: int, b: int, _c: int) -> None:
    units = Unit.select().where(Unit.ditutup.is_null()).order_by(Unit.id)
    unit, to = pilih(units, a), pilih(units, b)
    services_pohon.gabung_unit(
        SISTEM, unit.id, unit.versi, to.id, pratinjau_gabung(unit.id, to.id, hari).sidik, pada=pada
    )


BUATAN = (
    tempatkan,
    tempatkan,
    tempatkan,
    akhiri,
    status,
    status,
    pohon,
    delegasikan,
    penilai_luar,
    tutup,
    buka,
    gabung,
)


# ---- what must hold -------------------------------------------------------------------------------
@dataclass
class Kantor:
    skp: dict[int, int]  # owner → what waits
    hari: date

    def pelaku(self, who: int) -> Pelaku:
        return Pelaku(None, who, "Siapa", frozenset({"pegawai", "atasan"}))

    def antre(self, who: int) -> tuple[set[int], set[int]]:
        """Owners whose SKP, and whose entries, stand in this person's queues."""
        plans = persetujuan.antrean(self.pelaku(who), self.hari, Paging(per=100))[0].rows
        entries = harian.antrean(self.pelaku(who), self.hari, per=100)[0].rows
        return {r.orang.pegawai_id for r in plans}, {r.orang.pegawai_id for r in entries}

    def penerima(self, atasan_id: int, tugas: T) -> set[int]:
        rows = Delegasi.select().where(Delegasi.pemberi == atasan_id, Delegasi.dicabut_pada.is_null())
        return {r.penerima_id for r in rows if tugas in r.tugas and r.mulai <= self.hari <= r.sampai}

    def salah(self) -> list[str]:
        ids = {p: a.pegawai_id for p, a in queries_pohon.atasan_banyak(self.skp, self.hari).items()}
        known = identitas_banyak({*ids.values()} - {None}, self.hari)
        above = {p: known.get(who) for p, who in ids.items()}
        everybody = [p.id for p in Pegawai.select(Pegawai.id)]
        area = {
            t: {w: queries_pohon.wilayah(w, self.hari, t).langsung for w in everybody} for t in (T.TETAPKAN, T.VALIDASI)
        }
        queue = {w: self.antre(w) for w in sorted(known)[:3]}
        paper = {r.skp_id for r in persetujuan.antrean(self.pelaku(0), self.hari, Paging(), kertas=True)[1]}
        gone = {p for p, i in identitas_banyak(self.skp, self.hari).items() if i.status in KELUAR}
        account = {a.pegawai_id for a in Akun.select().where(Akun.aktif == True)}
        found = []
        for owner, skp_id in self.skp.items():
            boss = above[owner]
            for n, (tugas, areas) in enumerate(area.items()):
                sees = {w for w, mine in areas.items() if owner in mine}
                may = {boss.pegawai_id} | self.penerima(boss.pegawai_id, tugas) if boss else set()
                if sees != may - {owner}:
                    found.append(f"{owner} {tugas}: pada {sees}, seharusnya {may}")
                found += [f"{owner} {tugas}: antrean {w}" for w, q in queue.items() if (owner in q[n]) != (w in sees)]
            if boss and (boss.pegawai_id == owner or (boss.status is not Status.AKTIF and not boss.luar)):
                found.append(f"{owner}: atasannya {boss}")
            if boss and (boss.pegawai_id not in account) != (skp_id in paper):
                found.append(f"{owner}: antrean kertas")
            found += self._terlihat(owner) if boss is None and owner not in gone else []
            found += self._sendiri(owner)
        return found

    def _terlihat(self, owner: int) -> list[str]:
        """Whoever has no superior is told of on the office's start page, by the cause."""
        board = saya_dan_papan(
            Pelaku(None, owner, "", frozenset({"pengelola", "pengelola_opd"}), unit_ids=None), self.hari
        )[1]
        told = board and (board.tanpa_jabatan or not board.penilai_kepala)
        return [] if told else [f"{owner}: tanpa atasan dan tidak tampak"]

    def _sendiri(self, owner: int) -> list[str]:
        try:
            persetujuan.berwenang(self.pelaku(owner), owner, self.hari, T.TETAPKAN)
        except NotAllowed:
            return []
        return [f"{owner}: menetapkan sendiri"]


def segarkan(kantor: Kantor) -> None:
    """What waits was sent today: no deadline has passed."""
    pada = clock.saat(kantor.hari, 7)
    with tulis(exempt="uji"):
        Skp.update(diajukan_pada=pada).execute()
        Catatan.update(dikirim_pada=pada, tanggal=kantor.hari).execute()


def jalani(panggung: Panggung, langkah: list[Langkah], *, tiap: Callable[[Kantor], list[str]]) -> tuple[int, list[str]]:
    """A fresh office reorganised day by day: how many deeds were done, and what was wrong after one of them."""
    with panggung.kantor():
        kantor = Kantor(_menunggu(panggung.cast), clock.hari(PADA))
        done = 0
        for which, a, b, c in langkah:
            kantor.hari += timedelta(days=1)
            try:
                BUATAN[which](kantor.hari, clock.saat(kantor.hari, 8), a, b, c)
            except AppError:
                continue
            done += 1
            segarkan(kantor)
            if fault := tiap(kantor):
                return done, fault
        return done, []


def _menunggu(cast: Cast) -> dict[int, int]:
    found = {}
    for who, pegawai_id in cast.orang.items():
        skp = skp_ada(cast, who, PADA, status=StatusSkp.PERIKSA)
        catatan_ada(skp, None, status=StatusCatatan.DIKIRIM)
        found[pegawai_id] = skp.id
    return found


N = st.integers(0, 10**6)
LANGKAH = st.lists(st.tuples(st.integers(0, len(BUATAN) - 1), N, N, N), min_size=1, max_size=12)


@pytest.mark.parametrize("contoh", [15, pytest.param(2500, marks=pytest.mark.lama)])
def test_what_waits_has_one_superior_and_stands_in_his_queue(
    panggung: Panggung, angka: Callable[[str], None], contoh: int
) -> None:
    done = 0

    @settings(
        max_examples=contoh,
        deadline=None,
        phases=(Phase.generate,),
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(LANGKAH)
    def coba(langkah: list[Langkah]) -> None:
        nonlocal done
        count, fault = jalani(panggung, langkah, tiap=Kantor.salah)
        done += count
        assert fault == []

    coba()
    assert done
    angka(f"{done} penataan ulang dalam {contoh} kantor: tiap dokumen satu atasan, bukan pemiliknya")


def test_a_superior_who_is_looked_up_without_care_is_found(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    def naif(_pegawai: int, duduk: Any, pos: Any, _penilai: Any) -> HasilAtasan:
        """Whoever holds the post above, be he away, the person himself or nobody."""
        own = duduk_penilaian(duduk)
        up = pos.get(pos[own.jabatan_id].atasan_id) if own else None
        holder = pemegang_utama(up.pemegang) if up else None
        return HasilAtasan(holder.pegawai_id if holder else None, ("",))

    monkeypatch.setattr(queries_pohon, "tentukan_atasan", naif)
    away = list(panggung.cast.orang).index("atasan")
    _, fault = jalani(panggung, [(4, away, 1, 0)], tiap=Kantor.salah)
    assert fault
