"""The print on the trail, and the paper in the register of what was issued."""

import time
from collections.abc import Sequence
from datetime import datetime

from skpweb.audit.services import Baris, catat, catat_banyak
from skpweb.cetak.documents import Naskah
from skpweb.cetak.models import DokumenTerbit, IsianSurat
from skpweb.cetak.queries import ambil_isian, folder_hasil, sidik_dokumen
from skpweb.cetak.rules import Isian, baca_tim
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis, update_versioned
from skpweb.core.errors import Conflict
from skpweb.petruk.queries_periode import ambil_periode

SEHARI = 24 * 60 * 60  # seconds


def catat_cetak(pelaku: Pelaku, tindakan: str, terbit: Sequence[Naskah], *, pada: datetime) -> None:
    """Record that these papers were printed (as `siapkan` made them): one line each, in one deed.

    The same paper printed again is the same entry of the register."""
    baris = []
    with tulis():
        for n in terbit:
            d = n.dokumen
            DokumenTerbit.insert(
                kode=n.kode, kunci=n.kunci, versi=d.versi, konsep=d.konsep, sidik=sidik_dokumen(d), diterbitkan_pada=pada,
                isi={"dokumen": d.nama_dokumen, "nomor": d.nomor, "ringkasan": d.ringkasan, "jejak": d.jejak},
            ).on_conflict_ignore().execute()  # fmt: skip
            sesudah = {"dokumen": d.nama_dokumen, "keterangan": d.keterangan_versi, "kode": n.kode}
            baris.append(Baris(tindakan, n.kunci, n.pegawai_id, sesudah=sesudah))
        catat_banyak(pelaku, baris, pada=pada)


def simpan_hasil(kerja_id: int, isi: bytes, bentuk: str = "pdf") -> None:
    """Keep the file of a finished job for its reader; those older than a day go."""
    buang_hasil()
    folder_hasil().mkdir(parents=True, exist_ok=True)
    (folder_hasil() / f"{kerja_id}.{bentuk}").write_bytes(isi)


def buang_hasil() -> int:
    """Files of finished jobs older than a day go; returns how many. Part of the daily work."""
    lama = [p for p in folder_hasil().glob("*.*") if time.time() - p.stat().st_mtime > SEHARI]
    for path in lama:
        path.unlink(missing_ok=True)
    return len(lama)


def simpan_isian(pelaku: Pelaku, periode_id: int, isian: Isian, *, versi: int, pada: datetime) -> None:
    """Keep what is typed for the papers of a period; `versi` as read (0: there was nothing).

    Raises NotFound, RuleViolation on `ba_tim`, Conflict with what is stored."""
    baca_tim(isian.ba_tim)  # refuses a line that is no member
    with tulis():
        ambil_periode(periode_id)
        lama, kini = ambil_isian(periode_id)
        if kini != versi:
            raise Conflict({"Nomor surat usulan": lama.usulan_nomor, "Kepada": lama.usulan_kepada}, kini)
        isi = {"isi": isian.ke_json(), "diubah_oleh": pelaku.pegawai_id, "diubah_pada": pada}
        if kini == 0:
            IsianSurat.create(periode=periode_id, **isi)
        else:
            row = IsianSurat.get(IsianSurat.periode == periode_id)
            update_versioned(IsianSurat, row.id, versi, **isi)
        sebelum, sesudah = lama.ke_json(), isian.ke_json()
        catat(pelaku, "cetak.simpan_isian", f"periode:{periode_id}", pada=pada, sebelum=sebelum, sesudah=sesudah)
