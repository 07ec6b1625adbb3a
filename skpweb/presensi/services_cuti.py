from datetime import datetime

from skpweb.audit.services import catat
from skpweb.core.access import Pelaku
from skpweb.core.db import tulis
from skpweb.presensi.models import CutiDinas
from skpweb.presensi.queries_cuti import ambil_cuti, daftar_cuti
from skpweb.presensi.rules import Rentang, periksa_cuti


def catat_cuti(pelaku: Pelaku, pegawai_id: int, rentang: Rentang, keterangan: str = "", *, pada: datetime) -> CutiDinas:
    """Dated leave or duty travel (rules §5a). Raises RuleViolation naming `mulai` or `sampai`."""
    with tulis():
        sudah = daftar_cuti([pegawai_id], rentang.mulai, rentang.sampai).get(pegawai_id, [])
        periksa_cuti(rentang, [c.rentang for c in sudah])
        row = CutiDinas.create(
            pegawai=pegawai_id, jenis=rentang.jenis, mulai=rentang.mulai, sampai=rentang.sampai, keterangan=keterangan,
            dibuat_pada=pada,
        )  # fmt: skip
        catat(pelaku, "presensi.catat_cuti", f"cuti:{row.id}", pegawai_id=pegawai_id, sesudah=_isi(row), pada=pada)
    return row


def cabut_cuti(pelaku: Pelaku, cuti_id: int, *, pada: datetime) -> None:
    """Take it back; clocks that began before keep what it gave them. Raises NotFound when it was taken back already."""
    with tulis():
        row = ambil_cuti(cuti_id)
        CutiDinas.update(dicabut_pada=pada).where(CutiDinas.id == cuti_id).execute()
        catat(pelaku, "presensi.cabut_cuti", f"cuti:{cuti_id}", pegawai_id=row.pegawai_id, sebelum=_isi(row), pada=pada)


def _isi(row: CutiDinas) -> dict[str, str]:
    return {
        "jenis": row.jenis.label, "mulai": row.mulai.isoformat(), "sampai": row.sampai.isoformat(),
        "keterangan": row.keterangan,
    }  # fmt: skip
