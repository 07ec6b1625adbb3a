from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import IntegrityError, fn

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.clock import hari as hari_dari
from skpweb.core.db import BaseModel, tulis, update_versioned
from skpweb.core.errors import NotFound, RuleViolation
from skpweb.organisasi.services import simpan_versi
from skpweb.pegawai.models import RiwayatJabatan
from skpweb.pemberitahuan.services import kirim
from skpweb.skp import queries
from skpweb.skp.models import Iki, Rhk, Skp
from skpweb.skp.rules import ALUR_SKP, Agregasi, Arah, Aspek, JenisRhk, Pendekatan, StatusSkp
from skpweb.skp.rules_isi import agregasi_bawaan, periksa_iki, potong


def naikkan_versi(skp_id: int) -> None:
    """Something in the plan has changed. Every deed that changes its content calls it inside its own `tulis()`."""
    Skp.update(versi=Skp.versi + 1).where(Skp.id == skp_id).execute()


def ubah_status(skp: Skp, deed: str, **values: Any) -> StatusSkp:
    """Lead the SKP on by ALUR_SKP, saving `values` with it; `skp` is the row as it was read inside this `tulis()`.

    Returns the new status. Raises RuleViolation where the deed does not exist in its status, Conflict.
    """
    baru = ALUR_SKP.lanjut(skp.status, deed)
    update_versioned(Skp, skp.id, skp.versi, status=baru, **values)
    for name, value in (values | {"status": baru, "versi": skp.versi + 1}).items():
        setattr(skp, name, value)
    return baru


def tandai_dipakai(skp_ids: Sequence[int], pada: datetime) -> None:
    """The first entry was validated by these SKPs: from now on they cannot become batal."""
    Skp.update(dipakai_pada=pada).where(Skp.id.in_(list(skp_ids)), Skp.dipakai_pada.is_null()).execute()


def _catat(
    pelaku: Pelaku, deed: str, skp: Skp, pada: datetime, sebelum: Mapping[str, Any] | None = None,
    sesudah: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """The audit line of a change in a plan, and the plan's new version."""
    naikkan_versi(skp.id)
    catat(pelaku, deed, f"skp:{skp.id}", pada=pada, pegawai_id=skp.pegawai_id, sebelum=sebelum, sesudah=sesudah)


# ---- the SKP --------------------------------------------------------------------------------------
def buat_skp(pelaku: Pelaku, riwayat_id: int, tahun: int, *, pada: datetime) -> Skp:
    """The owner's SKP "n-tahun" for that riwayat row; period: riwayat ∩ year ∩ contract (Pasal 8).

    An earlier SKP of a post he has left ends with that post. Raises NotFound where the row is not his, RuleViolation
    saying why it cannot be made (`queries.calon_skp`).
    """
    with tulis():
        orang = pelaku.pegawai_id or 0
        calon = next(
            (c for c in queries.calon_skp(orang, queries.daftar_skp(orang), hari_dari(pada)) if c.tahun == tahun), None
        )
        if calon is None:
            raise RuleViolation(f"SKP tahun {tahun} belum dapat disusun. SKP tahun depan disusun mulai 1 Desember.")
        if calon.alasan:
            raise RuleViolation(calon.alasan)
        if calon.riwayat_id != riwayat_id:
            raise NotFound
        _akhiri_yang_lama(pelaku, calon, pada)
        nomor = Skp.select(fn.MAX(Skp.nomor)).where(Skp.pegawai == orang, Skp.tahun == tahun).scalar() or 0
        skp = Skp.create(
            pegawai=orang, riwayat=riwayat_id, tahun=tahun, nomor=nomor + 1, mulai=calon.mulai, sampai=calon.sampai,
            dibuat_pada=pada,
        )  # fmt: skip
        isi = {"nama": skp.nama, "mulai": skp.mulai, "sampai": skp.sampai}
        catat(pelaku, "skp.buat_skp", f"skp:{skp.id}", pada=pada, pegawai_id=orang, sesudah=isi)
    return skp


def _akhiri_yang_lama(pelaku: Pelaku, baru: queries.CalonSkp, pada: datetime) -> None:
    """SKPs of posts that were left end with the post; one that had not begun by then is batal."""
    orang = pelaku.pegawai_id or 0
    for skp in queries.skp_hidup([orang], baru.mulai, baru.sampai).get(orang, ()):
        akhir = RiwayatJabatan.get_by_id(skp.riwayat_id).sampai
        lama = {"sampai": skp.sampai, "status": skp.status}
        if akhir < skp.mulai:
            ubah_status(skp, "batalkan")
        else:
            Skp.update(sampai=akhir).where(Skp.id == skp.id).execute()
        _catat(pelaku, "skp.buat_skp", skp, pada, lama, {"sampai": akhir, "status": skp.status})


def ubah_pendekatan(pelaku: Pelaku, skp_id: int, pendekatan: Pendekatan, *, pada: datetime) -> None:
    """Kuantitatif or kualitatif for the whole SKP; what was written stays. Raises as `ambil_skp`."""
    with tulis():
        skp = queries.ambil_skp(pelaku, skp_id, hari_dari(pada), untuk_diubah=True)
        Skp.update(pendekatan=pendekatan).where(Skp.id == skp_id).execute()
        lama, baru = {"pendekatan": skp.pendekatan}, {"pendekatan": pendekatan}
        _catat(pelaku, "skp.ubah_pendekatan", skp, pada, lama, baru)


# ---- RHK ------------------------------------------------------------------------------------------
def tambah_rhk(pelaku: Pelaku, skp_id: int, *, pada: datetime, **isi: Any) -> Rhk:
    """A line at the end of the plan; `isi`: jenis, teks, induk_id, direktif, pemberi. It supports `induk_id` (one of `queries.calon_induk`), is a directive of `pemberi`,
    or neither yet. Raises RuleViolation(s) (fields teks, tautan, pemberi) and as `ambil_skp`."""
    with tulis():
        skp = queries.ambil_skp(pelaku, skp_id, hari_dari(pada), untuk_diubah=True)
        isi = _isi_rhk(skp, None, hari_dari(pada), **isi)
        row = Rhk.create(skp=skp_id, urutan=_urutan_baru(Rhk, Rhk.skp == skp_id), **isi)
        _catat(pelaku, "skp.tambah_rhk", skp, pada, sesudah={"rhk": row.id, **isi})
    return row


def ubah_rhk(pelaku: Pelaku, rhk_id: int, versi: int, *, pada: datetime, **isi: Any) -> None:
    """As `tambah_rhk`; an unchanged link keeps the words it was made with. Raises Conflict too."""
    with tulis():
        row = queries.ambil_rhk(pelaku, rhk_id, hari_dari(pada))
        isi = _isi_rhk(row.skp, row, hari_dari(pada), **isi)
        _simpan_rhk(pelaku, "skp.ubah_rhk", row, versi, isi, pada)


def ambil_teks_induk(pelaku: Pelaku, rhk_id: int, versi: int, *, pada: datetime) -> None:
    """The new words of the RHK that this one supports are taken note of. Raises as `ubah_rhk`."""
    with tulis():
        row = queries.ambil_rhk(pelaku, rhk_id, hari_dari(pada))
        if row.induk_id is None:
            raise RuleViolation("RHK ini tidak mendukung RHK pimpinan.")
        _simpan_rhk(pelaku, "skp.ambil_teks_induk", row, versi, {"induk_teks": row.induk.teks}, pada)


def _simpan_rhk(pelaku: Pelaku, deed: str, row: Rhk, versi: int, isi: dict[str, Any], pada: datetime) -> None:
    simpan_versi(row, versi, {"Rencana hasil kerja": row.teks, "Pemberi tugas": row.pemberi}, **isi)
    lama = {"induk_id": row.induk_id} | {k: getattr(row, k) for k in isi if k != "induk"}
    _catat(pelaku, deed, row.skp, pada, {"rhk": row.id, **lama}, {"rhk": row.id, **isi})


def _isi_rhk(
    skp: Skp, row: Rhk | None, hari: date, *, jenis: JenisRhk, teks: str, induk_id: int | None = None,
    direktif: bool = False, pemberi: str = "",
) -> dict[str, Any]:  # fmt: skip
    if not teks.strip():
        raise RuleViolation("Tulis hasil yang dituju, misalnya “Tersedianya data harga pasar”.", "teks")
    if direktif and not pemberi.strip():
        raise RuleViolation("Tulis siapa pemberi penugasan ini, misalnya “Sekretaris”.", "pemberi")
    induk_teks = ""
    if row is not None and induk_id == row.induk_id:
        induk_teks = row.induk_teks
    elif induk_id is not None:
        calon = next(
            (c for c in queries.calon_induk(skp, queries.atasan_skp(skp, hari), hari) if c.rhk_id == induk_id), None
        )
        if calon is None:
            raise RuleViolation("RHK itu sudah tidak ada pada atasan atau ketua tim Anda. Pilih yang lain.", "tautan")
        induk_teks = calon.teks
    return {
        "jenis": jenis, "teks": teks.strip(), "induk_id": induk_id, "induk_teks": induk_teks if induk_id else "",
        "tautan_putus": False, "direktif": direktif, "pemberi": pemberi.strip() if direktif else "",
    }  # fmt: skip


def hapus_rhk(pelaku: Pelaku, rhk_id: int, versi: int, *, pada: datetime) -> None:
    """The line with its indicators. Those who support it get "tautan putus" and are told.

    Raises RuleViolation where an indicator is used in a daily log, Conflict, and as `ambil_skp`.
    """
    with tulis():
        row = queries.ambil_rhk(pelaku, rhk_id, hari_dari(pada))
        simpan_versi(row, versi, {"Rencana hasil kerja": row.teks})
        pendukung = queries.daftar_pendukung(rhk_id)
        Rhk.update(induk=None, tautan_putus=True, versi=Rhk.versi + 1).where(Rhk.induk == rhk_id).execute()
        for p in pendukung:
            naikkan_versi(p.skp_id)
            teks = f"RHK “{potong(row.teks)}” yang Anda dukung dihapus {pelaku.nama}; tautkan RHK Anda ke yang lain."
            kirim([p.pegawai_id], teks, endpoint="skp.lihat", arg={"skp_id": p.skp_id}, pada=pada)
        _hapus(Iki, Iki.rhk == rhk_id)
        _hapus(Rhk, Rhk.id == rhk_id)
        sebelum = {"rhk": rhk_id, "teks": row.teks, "didukung": [p.rhk_id for p in pendukung]}
        _catat(pelaku, "skp.hapus_rhk", row.skp, pada, sebelum)


def _hapus(model: type[BaseModel], where: Any) -> None:
    try:
        model.delete().where(where).execute()
    except IntegrityError:
        raise RuleViolation(
            "Indikatornya sudah dipakai catatan kinerja harian. Hapus catatan itu dahulu, atau ubah saja kata-katanya."
        ) from None


def geser_rhk(pelaku: Pelaku, rhk_id: int, langkah: int, *, pada: datetime) -> None:
    """One place up (-1) or down (1) among those of its kind. Raises RuleViolation at the ends, and as `ambil_skp`."""
    with tulis():
        row = queries.ambil_rhk(pelaku, rhk_id, hari_dari(pada))
        _geser(Rhk, (Rhk.skp == row.skp_id) & (Rhk.jenis == row.jenis), rhk_id, langkah)
        _catat(pelaku, "skp.geser_rhk", row.skp, pada, sesudah={"rhk": rhk_id, "langkah": langkah})


def _geser(model: Any, where: Any, row_id: int, langkah: int) -> None:
    ids = [row.id for row in model.select(model.id).where(where).order_by(model.urutan, model.id)]
    tempat = ids.index(row_id)
    if langkah not in (-1, 1) or not 0 <= tempat + langkah < len(ids):
        raise RuleViolation("Baris ini sudah di ujung. Muat ulang halaman untuk melihat urutan terakhir.")
    ids.insert(tempat + langkah, ids.pop(tempat))
    for urutan, key in enumerate(ids, 1):
        model.update(urutan=urutan).where(model.id == key).execute()


def _urutan_baru(model: Any, where: Any) -> int:
    return (model.select(fn.MAX(model.urutan)).where(where).scalar() or 0) + 1


# ---- IKI ------------------------------------------------------------------------------------------
def tambah_iki(pelaku: Pelaku, rhk_id: int, *, pada: datetime, **isi: Any) -> Iki:
    """An indicator at the end of the RHK; `isi`: teks, aspek, target, dinilai_catatan, batas_bawah, batas_atas (None: one
    number), satuan, arah, agregasi (None: as satuan and arah suggest).

    Raises RuleViolation(s) (fields teks, aspek, target, batas) and as `ambil_skp`.
    """
    with tulis():
        rhk = queries.ambil_rhk(pelaku, rhk_id, hari_dari(pada))
        isi = _isi_iki(rhk.skp.pendekatan, **isi)
        row = Iki.create(rhk=rhk_id, urutan=_urutan_baru(Iki, Iki.rhk == rhk_id), **isi)
        _catat(pelaku, "skp.tambah_iki", rhk.skp, pada, sesudah={"iki": row.id, **isi})
    return row


def ubah_iki(pelaku: Pelaku, iki_id: int, versi: int, *, pada: datetime, **isi: Any) -> None:
    """As `tambah_iki`; raises Conflict too."""
    with tulis():
        row = queries.ambil_iki(pelaku, iki_id, hari_dari(pada))
        skp = row.rhk.skp
        isi = _isi_iki(skp.pendekatan, **isi)
        simpan_versi(row, versi, {"Indikator kinerja individu": row.teks, "Target": row.target}, **isi)
        lama = {k: getattr(row, k) for k in isi}
        _catat(pelaku, "skp.ubah_iki", skp, pada, {"iki": iki_id, **lama}, {"iki": iki_id, **isi})


def _isi_iki(
    pendekatan: Pendekatan, *, teks: str, aspek: Sequence[Aspek] = (), target: str = "", dinilai_catatan: bool = False,
    batas_bawah: Decimal | None = None, batas_atas: Decimal | None = None, satuan: str = "", arah: Arah = Arah.NAIK,
    agregasi: Agregasi | None = None,
) -> dict[str, Any]:  # fmt: skip
    bawah, atas = batas_bawah, batas_bawah if batas_atas is None else batas_atas
    if dinilai_catatan:
        bawah = atas = None
    periksa_iki(
        pendekatan, aspek=aspek, teks=teks, target=target, dinilai_catatan=dinilai_catatan, batas_bawah=bawah,
        batas_atas=atas, arah=arah,
    )  # fmt: skip
    return {
        "aspek": [str(a) for a in Aspek if a in aspek], "teks": teks.strip(), "target": target.strip(),
        "dinilai_catatan": bawah is None, "batas_bawah": bawah, "batas_atas": atas, "satuan": satuan.strip(),
        "arah": arah, "agregasi": agregasi or agregasi_bawaan(satuan, arah),
    }  # fmt: skip


def hapus_iki(pelaku: Pelaku, iki_id: int, versi: int, *, pada: datetime) -> None:
    """The indicator with its monthly targets. Raises RuleViolation where a daily log uses it, Conflict."""
    with tulis():
        row = queries.ambil_iki(pelaku, iki_id, hari_dari(pada))
        simpan_versi(row, versi, {"Indikator kinerja individu": row.teks})
        _hapus(Iki, Iki.id == iki_id)
        _catat(pelaku, "skp.hapus_iki", row.rhk.skp, pada, {"iki": iki_id, "teks": row.teks, "target": row.target})


def geser_iki(pelaku: Pelaku, iki_id: int, langkah: int, *, pada: datetime) -> None:
    """One place up (-1) or down (1) within its RHK. Raises RuleViolation at the ends, and as `ambil_skp`."""
    with tulis():
        row = queries.ambil_iki(pelaku, iki_id, hari_dari(pada))
        _geser(Iki, Iki.rhk == row.rhk_id, iki_id, langkah)
        _catat(pelaku, "skp.geser_iki", row.rhk.skp, pada, sesudah={"iki": iki_id, "langkah": langkah})
