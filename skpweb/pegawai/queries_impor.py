# ruff: noqa: S608 - fixed pieces of SQL put together; values are always bound
"""The office as an import finds it."""

from datetime import date

from skpweb.organisasi.models import Jabatan, Unit
from skpweb.pegawai.queries_pohon import RIWAYAT_BERLAKU, STATUS, baca
from skpweb.pegawai.rules import Kedudukan, Kepegawaian, Status
from skpweb.pegawai.rules_impor import DudukLama, Keadaan, Orang, PosLama


def keadaan_sekarang(hari: date) -> Keadaan:
    """Everybody by number (a pejabat luar without one by "luar:<id>"), open units, open posts. Four queries."""
    seats: dict[int, list[DudukLama]] = {}
    for person, riwayat, post, kedudukan, mulai in baca(
        f"""SELECT r.pegawai_id, r.id, r.jabatan_id, r.kedudukan, r.mulai FROM riwayat_jabatan r
        WHERE r.jabatan_id IN (SELECT j.id FROM jabatan j WHERE j.ditutup IS NULL) AND {RIWAYAT_BERLAKU}
        ORDER BY r.kedudukan <> 'definitif', r.kedudukan <> 'plt', r.mulai DESC, r.id DESC""",
        hari,
    ):
        seat = DudukLama(riwayat, post, Kedudukan(kedudukan), date.fromisoformat(mulai))
        seats.setdefault(person, []).append(seat)
    people = {}
    for person, nip, nama, kind, golongan, hp, email, status, luar in baca(
        f"""SELECT p.id, p.nip, p.nama, p.kepegawaian, (SELECT g.golongan FROM pangkat g WHERE g.pegawai_id = p.id
            AND g.mulai <= :hari ORDER BY g.mulai DESC LIMIT 1), p.hp, p.email, {STATUS}, p.luar
        FROM pegawai p WHERE p.nip IS NOT NULL OR p.luar""",
        hari,
    ):
        kepegawaian = Kepegawaian(kind) if kind else None
        held = tuple(seats.get(person, ()))
        people[nip or f"luar:{person}"] = Orang(
            person, nama, kepegawaian, golongan or "", hp, email, Status(status), bool(luar), held
        )
    units = {u.id: (u.nama, u.induk_id) for u in Unit.select().where(Unit.ditutup.is_null())}
    posts = {
        j.id: PosLama(j.id, j.unit_id, j.nama, j.jenis, j.jenjang, j.atasan_id)
        for j in Jabatan.select().where(Jabatan.ditutup.is_null())
    }
    return Keadaan(people, units, posts)
