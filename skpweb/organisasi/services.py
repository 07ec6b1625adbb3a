"""Deeds on units and posts. A unit or post is closed, never deleted.

`pelaku` must have authority over the units concerned (whole OPD, or these units), else NotAllowed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from peewee import fn

from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict, RuleViolation
from skpweb.organisasi.models import Jabatan, JabatanNama, Unit, UnitNama
from skpweb.organisasi.queries import ambil_jabatan, ambil_unit, pastikan_wewenang, pohon, unit_turunan
from skpweb.organisasi.rules import STRUKTURAL, JenisJabatan, Jenjang, baca_jenjang, kunci_nama, periksa_pohon


def tambah_unit(
    pelaku: Pelaku, *, nama: str, induk_id: int | None, mandiri: bool = False, dibuka: date, pada: datetime
) -> Unit:
    """Open a unit under another one (None: the office itself, only once). Raises RuleViolation for a name twice."""
    with tulis():
        pastikan_wewenang(pelaku, induk_id)
        _periksa_nama_unit(nama, induk_id)
        unit = Unit.create(nama=nama, kunci=kunci_nama(nama), induk=induk_id, mandiri=mandiri, dibuka=dibuka)
        UnitNama.create(unit=unit, nama=nama, mulai=dibuka)
        catat(pelaku, "organisasi.tambah_unit", f"unit:{unit.id}", pada=pada, sesudah=_isi_unit(unit))
    return unit


def _periksa_nama_unit(nama: str, induk_id: int | None, kecuali: int = 0) -> None:
    siblings = Unit.select().where(Unit.ditutup.is_null(), Unit.id != kecuali)
    if induk_id is None and siblings.where(Unit.induk.is_null()).exists():
        raise RuleViolation("Kantor sudah ada sebagai unit puncak. Pilih unit induk.", "induk")
    siblings = siblings.where(Unit.induk == induk_id, Unit.kunci == kunci_nama(nama))
    if twin := siblings.first():
        raise RuleViolation(f"Unit “{twin.nama}” sudah ada di bawah induk yang sama. Pakai nama lain.", "nama")


def _isi_unit(unit: Unit) -> dict[str, Any]:
    return {"nama": unit.nama, "induk_id": unit.induk_id, "mandiri": unit.mandiri, "ditutup": unit.ditutup}


def ubah_unit(
    pelaku: Pelaku, unit_id: int, versi: int, *,
    nama: str, mulai: date, induk_id: int | None, mandiri: bool, pada: datetime,
) -> None:  # fmt: skip
    """Change a unit; a new name holds from `mulai` on. Raises RuleViolation (name twice, circle), Conflict."""
    with tulis():
        unit = ambil_unit(unit_id)
        pastikan_wewenang(pelaku, unit_id)
        if induk_id != unit.induk_id:
            pastikan_wewenang(pelaku, unit.induk_id, induk_id)
            if induk_id in unit_turunan([unit_id]):
                raise RuleViolation("Unit induk tidak boleh unit ini sendiri atau bagiannya. Pilih unit lain.", "induk")
        _periksa_nama_unit(nama, induk_id, unit_id)
        before = _isi_unit(unit)
        if nama != unit.nama:
            _beri_nama(UnitNama, UnitNama.unit, unit_id, nama, mulai)
        _simpan(unit, versi, nama=nama, kunci=kunci_nama(nama), induk=induk_id, mandiri=mandiri)
        after = _isi_unit(ambil_unit(unit_id)) | {"mulai": mulai}
        catat(pelaku, "organisasi.ubah_unit", f"unit:{unit_id}", pada=pada, sebelum=before, sesudah=after)


def _beri_nama(model: Any, owner: Any, owner_id: int, nama: str, mulai: date) -> None:
    """A name from a day on; the latest name is the one of the row itself, so later ones are refused."""
    last = model.select(fn.MAX(model.mulai)).where(owner == owner_id).scalar()
    if last and mulai.isoformat() < str(last):
        raise RuleViolation("Sudah ada nama yang berlaku setelah tanggal ini. Isi tanggal yang lebih baru.", "mulai")
    model.delete().where(owner == owner_id, model.mulai == mulai).execute()
    model.create(**{owner.name: owner_id}, nama=nama, mulai=mulai)


def simpan_versi(row: Any, versi: int, kini: Mapping[str, str], **values: Any) -> None:
    """Save a row unless somebody saved since; the loser is told by label what stands there now (`kini`)."""
    try:
        update_versioned(type(row), row.id, versi, **values)
    except Conflict:
        raise Conflict(kini, row.versi) from None


def _simpan(row: Unit | Jabatan, versi: int, **values: Any) -> None:
    simpan_versi(row, versi, {"Nama": row.nama}, **values)


def tutup_unit(pelaku: Pelaku, unit_id: int, versi: int, *, tanggal: date, pada: datetime) -> None:
    """The unit is no more from `tanggal` on. Raises RuleViolation while it has open posts or sub-units, Conflict."""
    with tulis():
        unit = ambil_unit(unit_id)
        pastikan_wewenang(pelaku, unit_id, unit.induk_id)
        posts = Jabatan.select().where(Jabatan.unit == unit_id, Jabatan.ditutup.is_null()).count()
        parts = Unit.select().where(Unit.induk == unit_id, Unit.ditutup.is_null()).count()
        if posts or parts:
            raise RuleViolation(
                f"Unit ini masih memiliki {posts} jabatan dan {parts} unit bawahan. "
                "Gabungkan ke unit lain, atau tutup dan pindahkan isinya lebih dulu."
            )
        if tanggal < unit.dibuka:
            raise RuleViolation("Tanggal penutupan tidak boleh sebelum unit dibuka.", "tanggal")
        _simpan(unit, versi, ditutup=tanggal)
        catat(
            pelaku, "organisasi.tutup_unit", f"unit:{unit_id}", pada=pada,
            sebelum=_isi_unit(unit), sesudah=_isi_unit(unit) | {"ditutup": tanggal},
        )  # fmt: skip


def gabung_unit(pelaku: Pelaku, unit_id: int, versi: int, ke_id: int, *, tanggal: date, pada: datetime) -> None:
    """All posts and sub-units go over to another unit and this one closes. The tree of posts stays as it is.

    Raises RuleViolation when the target lies within the unit or is closed, Conflict.
    """
    with tulis():
        unit, target = ambil_unit(unit_id), ambil_unit(ke_id)
        pastikan_wewenang(pelaku, unit_id, ke_id, unit.induk_id)
        if ke_id in unit_turunan([unit_id]) or target.ditutup:
            raise RuleViolation("Pilih unit tujuan yang masih ada dan bukan bagian dari unit ini.", "ke")
        posts = [j.id for j in Jabatan.select(Jabatan.id).where(Jabatan.unit == unit_id, Jabatan.ditutup.is_null())]
        parts = [u.id for u in Unit.select(Unit.id).where(Unit.induk == unit_id, Unit.ditutup.is_null())]
        Jabatan.update(unit=ke_id, versi=Jabatan.versi + 1).where(Jabatan.id.in_(posts)).execute()
        Unit.update(induk=ke_id, versi=Unit.versi + 1).where(Unit.id.in_(parts)).execute()
        _simpan(unit, versi, ditutup=tanggal)
        catat(
            pelaku, "organisasi.gabung_unit", f"unit:{unit_id}", pada=pada, sebelum=_isi_unit(unit),
            sesudah={"ke": ke_id, "ditutup": tanggal, "jabatan": posts, "unit": parts},
        )  # fmt: skip


def tambah_jabatan(
    pelaku: Pelaku, *, unit_id: int, nama: str, jenis: JenisJabatan, jenjang: Jenjang | None = None,
    atasan_id: int | None, pimpinan_unit: bool = False, punya_pk: bool = False, dibuka: date, pada: datetime,
) -> Jabatan:  # fmt: skip
    """Open a post under a superior post (None: the root, only once); a functional one takes its jenjang from the name.

    Raises RuleViolation: second root, superior closed or unknown.
    """
    with tulis():
        pastikan_wewenang(pelaku, unit_id)
        if ambil_unit(unit_id).ditutup:
            raise RuleViolation("Unit ini sudah ditutup. Pilih unit lain.", "unit")
        periksa_pohon(pohon() | {0: atasan_id})
        if jenis is JenisJabatan.FUNGSIONAL:
            jenjang = jenjang or baca_jenjang(nama)
        jabatan = Jabatan.create(
            unit=unit_id, nama=nama, kunci=kunci_nama(nama), jenis=jenis, atasan=atasan_id, dibuka=dibuka,
            jenjang=jenjang if jenis is JenisJabatan.FUNGSIONAL else None,
            pimpinan_unit=pimpinan_unit, punya_pk=punya_pk or jenis in STRUKTURAL,
        )  # fmt: skip
        JabatanNama.create(jabatan=jabatan, nama=nama, mulai=dibuka)
        catat(pelaku, "organisasi.tambah_jabatan", f"jabatan:{jabatan.id}", pada=pada, sesudah=_isi_jabatan(jabatan))
    return jabatan


def _isi_jabatan(jabatan: Jabatan) -> dict[str, Any]:
    fields = "nama unit_id jenis jenjang atasan_id pimpinan_unit punya_pk sk_penilai sk_penilai_tanggal ditutup"
    return {name: getattr(jabatan, name) for name in fields.split()}


def ubah_jabatan(
    pelaku: Pelaku, jabatan_id: int, versi: int, *, nama: str, mulai: date, jenis: JenisJabatan,
    jenjang: Jenjang | None, pimpinan_unit: bool, punya_pk: bool,
    sk_penilai: str = "", sk_penilai_tanggal: date | None = None, pada: datetime,
) -> None:  # fmt: skip
    """Change a post where it stands; a new name (nomenklatur) holds from `mulai` on and continues riwayat and SKP.

    Raises RuleViolation, Conflict. Another superior or unit: `pegawai.services_pohon.ubah_pohon`, previewed.
    """
    with tulis():
        jabatan = ambil_jabatan(jabatan_id)
        pastikan_wewenang(pelaku, jabatan.unit_id)
        if bool(sk_penilai) != bool(sk_penilai_tanggal):
            raise RuleViolation("Isi nomor dan tanggal SK penilai, atau kosongkan keduanya.", "sk_penilai")
        if nama != jabatan.nama:
            _beri_nama(JabatanNama, JabatanNama.jabatan, jabatan_id, nama, mulai)
        _simpan(
            jabatan, versi, nama=nama, kunci=kunci_nama(nama), jenis=jenis, pimpinan_unit=pimpinan_unit,
            jenjang=(jenjang or baca_jenjang(nama)) if jenis is JenisJabatan.FUNGSIONAL else None,
            punya_pk=punya_pk or jenis in STRUKTURAL, sk_penilai=sk_penilai, sk_penilai_tanggal=sk_penilai_tanggal,
        )  # fmt: skip
        after = _isi_jabatan(ambil_jabatan(jabatan_id)) | {"mulai": mulai}
        catat(
            pelaku, "organisasi.ubah_jabatan", f"jabatan:{jabatan_id}", pada=pada,
            sebelum=_isi_jabatan(jabatan), sesudah=after,
        )  # fmt: skip


def tutup_jabatan(pelaku: Pelaku, jabatan_id: int, versi: int, *, tanggal: date, pada: datetime) -> None:
    """The post is no more from `tanggal` on. That nobody holds it is checked by `pegawai`, which calls this.

    Raises RuleViolation for the root and while posts hang on it, Conflict.
    """
    with tulis():
        jabatan = ambil_jabatan(jabatan_id)
        pastikan_wewenang(pelaku, jabatan.unit_id)
        below = Jabatan.select().where(Jabatan.atasan == jabatan_id, Jabatan.ditutup.is_null()).count()
        if below:
            raise RuleViolation(f"Masih ada {below} jabatan di bawahnya. Pindahkan ke atasan lain lebih dulu.")
        if jabatan.atasan_id is None:
            raise RuleViolation("Jabatan puncak tidak dapat ditutup. Tetapkan jabatan puncak yang lain lebih dulu.")
        if tanggal < jabatan.dibuka:
            raise RuleViolation("Tanggal penutupan tidak boleh sebelum jabatan dibuka.", "tanggal")
        _simpan(jabatan, versi, ditutup=tanggal)
        catat(
            pelaku, "pegawai.tutup_jabatan", f"jabatan:{jabatan_id}", pada=pada,
            sebelum=_isi_jabatan(jabatan), sesudah=_isi_jabatan(jabatan) | {"ditutup": tanggal},
        )  # fmt: skip


def pindahkan_jabatan(pelaku: Pelaku, pindah: Mapping[int, int | None], *, pada: datetime) -> None:
    """Hang posts under other superior posts (None: the new root), all at once.

    Raises RuleViolation for a second root or a circle. Called by `pegawai.ubah_pohon`, which has shown what moves.
    """
    with tulis():
        before = pohon()
        concerned = {*pindah, *(up for up in pindah.values() if up)}
        pastikan_wewenang(pelaku, *(ambil_jabatan(post).unit_id for post in concerned))
        root = periksa_pohon(before | dict(pindah))
        for post, up in sorted(pindah.items(), key=lambda move: move[0] == root):  # the new root last: never two
            Jabatan.update(atasan=up, versi=Jabatan.versi + 1).where(Jabatan.id == post).execute()
        catat_banyak(
            pelaku,
            [
                Baris("pegawai.ubah_pohon", f"jabatan:{post}", None, {"atasan_id": before.get(post)}, {"atasan_id": up})
                for post, up in pindah.items()
            ],
            pada=pada,
        )
