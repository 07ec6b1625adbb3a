"""A nomination season for the full office: a month of figures for all, one nominee in each of many units."""

from datetime import timedelta
from decimal import Decimal

from bench.kantor import PADA, orang
from skpweb.akun.queries import akun_milik, susun_pelaku
from skpweb.core import clock
from skpweb.core.access import SISTEM, Pelaku
from skpweb.core.db import tulis
from skpweb.core.errors import AppError
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries import identitas_banyak
from skpweb.petruk import services as nilai
from skpweb.petruk.models import PeriodePetruk
from skpweb.petruk.rules import JenisNilai, Predikat
from skpweb.petruk.rules_calon import Isian
from skpweb.petruk.services_penilaian import nominasi, simpan
from skpweb.petruk.services_periode import buka_periode
from skpweb.presensi import services as presensi
from skpweb.presensi.rules import Rekap

NOMINE = 40


def isi_musim() -> int:
    """Returns how many people were nominated."""
    ids = [p.id for p in Pegawai.select(Pegawai.id)]
    rows = [nilai.BarisImpor(i, JenisNilai.EKINERJA, 2026, 10, Decimal(80 + i % 20)) for i in ids]
    rows += [nilai.BarisImpor(i, JenisNilai.PERILAKU, 2026, 10, Decimal(70 + i % 30)) for i in ids]
    rows += [nilai.BarisImpor(i, JenisNilai.PREDIKAT, 2025, None, predikat=Predikat.BAIK) for i in ids]
    nilai.terapkan_impor(SISTEM, rows, sumber="ukur", pada=PADA)
    month = [presensi.BarisImpor(i, 2026, 10, Rekap(22, hadir=20 + i % 3, tanpa_keterangan=2 - i % 3)) for i in ids]
    presensi.terapkan_impor(SISTEM, month, sumber="ukur", pada=PADA)
    actor = susun_pelaku(akun_milik(orang(max(ids))["pengelola"]), clock.hari(PADA))
    period = buka_periode(
        actor, tahun=2026, awal=10, akhir=10, buka=PADA - timedelta(days=3), tutup=PADA + timedelta(days=30), pada=PADA
    )
    return _nominasikan(actor, period)


def _nominasikan(actor: Pelaku, period: PeriodePetruk) -> int:
    people = identitas_banyak(None, clock.hari(PADA)).values()
    one_each = {i.unit_id: i.pegawai_id for i in people if i.jabatan.startswith(("Analis", "Pengolah"))}
    done = 0
    with tulis():
        for pegawai_id in list(one_each.values())[:NOMINE]:
            try:
                row = nominasi(actor, period.id, pegawai_id, pada=PADA)
            except AppError:  # the pengelola's own unit: nobody nominates himself
                continue
            simpan(actor, row.id, Isian("Papan informasi", 10, True), pada=PADA)
            done += 1
    return done
