from datetime import datetime, timedelta

from skpweb.akun.queries import pengelola_opd
from skpweb.akun.services_masuk import buang_sesi_lama
from skpweb.audit.models import Jejak
from skpweb.audit.services import buang_pembacaan, catat
from skpweb.cetak.services import buang_hasil
from skpweb.core.access import SISTEM
from skpweb.core.clock import hari as hari_dari
from skpweb.core.clock import waktu_mesin
from skpweb.core.db import tulis
from skpweb.core.formats import tanggal
from skpweb.draf.services import buang_draf_lama
from skpweb.pegawai.queries import atasan, identitas_banyak
from skpweb.pegawai.queries_daftar import kontrak_berakhir, kontrak_lewat
from skpweb.pegawai.rules import HARI_PENGINGAT_KONTRAK, Status
from skpweb.pegawai.services import tetapkan_status
from skpweb.pemberitahuan.services import buang_pemberitahuan, kirim
from skpweb.pengaturan.queries import aturan
from skpweb.tukar.services_data import buang_isi_impor


def kerja_harian(*, pada: datetime) -> tuple[int, int]:
    """What falls due by itself: reminders of contracts, the status of those that have ended, and what is kept for a time.

    Safe to run at any time and as often as one likes. Returns (reminders, contracts ended). Source: spec rules §1.
    """
    buang_lewat_masa(pada=pada)
    buang_hasil()
    return ingatkan_kontrak(pada=pada), akhiri_kontrak(pada=pada)


def buang_lewat_masa(*, pada: datetime) -> dict[str, int]:
    """Delete what has outlived its ⚙ time: who looked, messages, files of imports, drafts. The trail never does.

    Returns how many of each; one line on the trail where there was any. Source: UU 27/2022 pasal 43 (penghapusan).
    """
    bulan = timedelta(days=31)  # rather a day too long than one too short
    with tulis():
        gone = {
            "pembacaan": buang_pembacaan(pada - bulan * aturan("simpan.pembacaan")),
            "pemberitahuan": buang_pemberitahuan(pada - bulan * aturan("simpan.pemberitahuan")),
            "berkas_impor": buang_isi_impor(pada - bulan * aturan("simpan.impor")),
            "draf": buang_draf_lama(waktu_mesin() - timedelta(days=aturan("simpan.draf"))),
            "sesi": buang_sesi_lama(waktu_mesin()),
        }
        if any(gone.values()):
            catat(SISTEM, "beranda.buang_lewat_masa", "simpanan", pada=pada, sesudah=gone)
    return gone


def ingatkan_kontrak(*, pada: datetime) -> int:
    """60, 30 and 7 days before a contract ends its holder, the superior and the pengelola are told, once each.

    Of several on one day the pengelola hears in one message: many contracts of an office end together.
    A server that was off on the day catches up: the nearest step that has passed is told. Returns how many contracts.
    """
    day = hari_dari(pada)
    due = []
    for pegawai_id, end, left in kontrak_berakhir(day):
        step = min((s for s in HARI_PENGINGAT_KONTRAK if s >= left), default=None)
        key = f"kontrak:{pegawai_id}:{end}:{step}"
        if step is not None and not Jejak.select().where(Jejak.objek == key).exists():
            due.append((pegawai_id, end, left, key))
    if not due:
        return 0
    people = identitas_banyak([d[0] for d in due], day)
    managers = pengelola_opd()
    with tulis():
        for pegawai_id, end, left, key in due:
            superior = atasan(pegawai_id, day).identitas
            told = {pegawai_id, *([superior.pegawai_id] if superior else []), *(managers if len(due) == 1 else ())}
            text = f"Kontrak {people[pegawai_id].nama} berakhir {tanggal(end)}, {left} hari lagi."
            kirim(told, text, endpoint="pegawai.rinci", arg={"pegawai_id": pegawai_id}, pada=pada)
            catat(SISTEM, "beranda.ingatkan_kontrak", key, pada=pada, pegawai_id=pegawai_id)
        if len(due) > 1:
            text = f"Kontrak {len(due)} pegawai akan berakhir, yang pertama {tanggal(min(d[1] for d in due))}."
            kirim(managers, text, endpoint="pegawai.daftar", arg={"perlu": "kontrak"}, pada=pada)
    return len(due)


def akhiri_kontrak(*, pada: datetime) -> int:
    """Who is still aktif after the last contract's last day becomes "kontrak berakhir" from the day after. Returns how many."""
    over = kontrak_lewat(hari_dari(pada))
    for pegawai_id, number, end in over:
        tetapkan_status(
            SISTEM, pegawai_id, status=Status.KONTRAK_BERAKHIR, mulai=end + timedelta(days=1), sk_nomor=number,
            sk_tanggal=end, pada=pada,
        )  # fmt: skip
    return len(over)
