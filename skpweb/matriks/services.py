from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.core.formats import BULAN
from skpweb.matriks.models import Target
from skpweb.matriks.queries import Lembar, lembar
from skpweb.matriks.rules import Galat, Ketikan, Sel, bagi_rata, timbang, tulis_sel
from skpweb.skp.models import Skp
from skpweb.skp.rules import pastikan_dapat_diubah
from skpweb.skp.services import naikkan_versi

Kunci = tuple[int, int]  # IKI and month
Isian = Mapping[Kunci, Ketikan]
Ubahan = dict[Kunci, tuple[Sel | None, Sel | None]]  # a cell before and after
SEMUA_KOSONG = 0  # as `rata`: every IKI without any month


@dataclass(frozen=True)
class Simpanan:
    """What came of it: all cells looked at, those that changed, those refused, the matrix as it stands now."""

    isian: Isian
    berubah: Ubahan
    galat: dict[Kunci, Galat]
    lembar: Lembar


def isi_sel(pelaku: Pelaku, skp: Skp, isian: Isian, *, rata: int | None = None, pada: datetime) -> Simpanan:
    """Save every cell that can be; one that cannot be read, or that somebody else has changed since it was read, stays
    as it is and is told. Cells the plan does not have are passed over. Sent twice it has one effect.

    `rata`: an IKI whose target is spread over the months, or SEMUA_KOSONG. Raises Locked when nobody writes in the SKP.
    """
    kini = lembar(skp)
    isian = isian if rata is None else _ratakan(kini, isian, rata)
    ubah, galat = _timbang(kini, isian)
    if ubah:
        with tulis():
            stored = Skp.get_by_id(skp.id)
            pastikan_dapat_diubah(stored.status)
            if stored.versi != skp.versi:  # something was saved since `skp` was read
                ubah, galat = _timbang(kini := lembar(skp), isian)
            if ubah:
                _catat_ubahan(pelaku, skp, kini, ubah, pada)
    return Simpanan(isian, ubah, galat, kini)


def _catat_ubahan(pelaku: Pelaku, skp: Skp, kini: Lembar, ubah: Ubahan, pada: datetime) -> None:
    _simpan(kini, ubah)
    naikkan_versi(skp.id)
    label = {k: f"{BULAN[k[1] - 1]}, {(b := kini.baris[k[0]]).nomor}. {b.iki.teks}" for k in ubah}
    catat(
        pelaku, "matriks.isi_sel", f"skp:{skp.id}", pegawai_id=skp.pegawai_id, pada=pada,
        sebelum={label[k]: tulis_sel(lama) for k, (lama, _) in ubah.items()},
        sesudah={label[k]: tulis_sel(baru) for k, (_, baru) in ubah.items()},
    )  # fmt: skip


def _ratakan(kini: Lembar, isian: Isian, rata: int) -> Isian:
    """What was typed, with the months of the IKI concerned replaced by even shares."""
    semua = dict(isian)
    for iki_id, baris in kini.baris.items():
        keys = [(iki_id, b) for b in kini.bulan]
        kosong = not baris.sel and not any(k in isian and isian[k].teks for k in keys)
        if iki_id == rata or (rata == SEMUA_KOSONG and kosong):
            share = bagi_rata(baris.iki, kini.bulan)
            for k in keys:
                asal = isian[k].asal if k in isian else tulis_sel(baris.sel.get(k[1]))
                semua[k] = Ketikan(asal, tulis_sel(share.get(k[1])))
    return semua


def _timbang(kini: Lembar, isian: Isian) -> tuple[Ubahan, dict[Kunci, Galat]]:
    ubah: Ubahan = {}
    galat: dict[Kunci, Galat] = {}
    for (iki_id, bulan), ketikan in isian.items():
        if (baris := kini.baris.get(iki_id)) is None or bulan not in kini.bulan:
            continue
        ada = baris.sel.get(bulan)
        baru = timbang(baris.iki, ada, ketikan)
        if isinstance(baru, Galat):
            galat[iki_id, bulan] = baru
        elif baru != ada:
            ubah[iki_id, bulan] = ada, baru
    return ubah, galat


def _simpan(kini: Lembar, ubah: Ubahan) -> None:
    """Into the table, and into the matrix at hand."""
    rows = []
    for iki_id, keys in groupby(sorted(ubah), key=itemgetter(0)):
        bulan = [b for _, b in keys]
        Target.delete().where(Target.iki == iki_id, Target.bulan.in_(bulan)).execute()
        for b in bulan:
            kini.baris[iki_id].sel.pop(b, None)
            if (baru := ubah[iki_id, b][1]) is not None:
                kini.baris[iki_id].sel[b] = baru
                rows.append({"iki": iki_id, "bulan": b, "nilai": baru.nilai, "nilai_atas": baru.nilai_atas})
    if rows:
        Target.insert_many(rows).execute()
