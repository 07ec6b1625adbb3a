"""The start page of one person: own figures, what is due in each role held, and how far the office is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from skpweb.beranda.queries import MELIHAT_PAPAN, Papan, PeriodeBeranda, Saya, papan, periode_petruk, saya
from skpweb.beranda.rules import Kemajuan, Tugas, urutkan
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.formats import nama_bulan, tanggal
from skpweb.pegawai.rules import HARI_PENGINGAT_KONTRAK
from skpweb.petruk.rules_alur import StatusPeriode


@dataclass(frozen=True)
class Beranda:
    """All of the page. `penilaian`: own scorecards that are final, newest first."""

    saya: Saya
    tugas: list[Tugas]
    kemajuan: list[Kemajuan]
    penilaian: list[PeriodeBeranda]


def beranda(pelaku: Pelaku, pada: datetime) -> Beranda:
    """Eight queries at most."""
    hari = clock.hari(pada)
    me, periods = saya(pelaku, hari), periode_petruk(pelaku)
    board = papan(pelaku, hari) if MELIHAT_PAPAN & pelaku.peran else None
    due: list[Tugas] = []
    for period in periods:
        if "pengelola" in pelaku.peran:
            due += _tugas_pengelola(pelaku, period, pada)
        if "kepala" in pelaku.peran:
            due += _tugas_kepala(period)
    if board and "pengelola" in pelaku.peran:
        due += _tugas_data(pelaku, board, me.bulan)
    if board and pelaku.boleh("akun.terbitkan_kode") and (belum := board.orang - board.bersandi):
        note = f"{belum} pegawai belum memilih kata sandi."
        due.append(Tugas("Bagikan kode sekali pakai", note, "Lihat akun", "akun.daftar", {"keadaan": "belum"}))
    due += _tugas_sendiri(me, pada)
    return Beranda(me, urutkan(due), _kemajuan(board, periods, me.bulan), [p for p in periods if p.milik])


def _tugas_sendiri(me: Saya, pada: datetime) -> Iterator[Tugas]:
    if me.pemberitahuan:
        yield Tugas("Baca pemberitahuan", f"{me.pemberitahuan} belum dibaca.", "Baca", "pemberitahuan.daftar")
    if me.kontrak_sampai and me.kontrak_sampai - clock.hari(pada) <= timedelta(days=HARI_PENGINGAT_KONTRAK[0]):
        yield Tugas(
            "Periksa kontrak Anda", f"Berakhir {tanggal(me.kontrak_sampai)}. Tanyakan perpanjangannya kepada pengelola.",
            "Lihat data saya", "pegawai.profil", tenggat=clock.saat(me.kontrak_sampai, 23, 59),
        )  # fmt: skip


def _tugas_pengelola(pelaku: Pelaku, p: PeriodeBeranda, pada: datetime) -> Iterator[Tugas]:
    """Of a period: while its window is open units and drafts, then locking, scans, and its own steps."""
    here, arg = "petruk.periode", {"periode_id": p.id}
    if p.terbuka(pada):
        if p.belum:
            yield Tugas(
                f"Pilih calon SI-PETRUK {p.nama}", f"{p.belum} dari {p.unit} unit belum mengusulkan.", "Pilih calon", here,
                arg, p.tutup_pada,
            )  # fmt: skip
        if p.draf:
            yield Tugas(
                f"Lengkapi penilaian {p.nama}", f"{p.draf} penilaian masih draf.", "Lengkapi", here, arg, p.tutup_pada
            )
    if p.siap and p.status in (StatusPeriode.TERBUKA, StatusPeriode.DITUTUP):
        yield Tugas(
            f"Periksa dan kunci penilaian {p.nama}", f"{p.siap} penilaian sudah dinilai kepala.", "Periksa", here, arg
        )
    if p.scan:
        yield Tugas(
            f"Unggah lembar bertanda tangan {p.nama}", f"{p.scan} lembar terkunci belum ada hasil pindaiannya.", "Unggah",
            here, arg,
        )  # fmt: skip
    if "pengelola_opd" in pelaku.peran:
        if p.status is StatusPeriode.TERBUKA and p.tutup_pada and p.tutup_pada < pada:
            yield Tugas(f"Tutup periode {p.nama}", "Jendelanya sudah berakhir.", "Tutup", here, arg)
        if p.status is StatusPeriode.DITUTUP and not p.draf + p.kepala + p.siap:
            yield Tugas(f"Susun peringkat {p.nama}", "Semua penilaian sudah terkunci atau gugur.", "Susun", here, arg)


def _tugas_kepala(p: PeriodeBeranda) -> Iterator[Tugas]:
    arg = {"periode_id": p.id}
    if p.kepala and p.status in (StatusPeriode.TERBUKA, StatusPeriode.DITUTUP):
        yield Tugas(
            f"Beri nilai Team Work {p.nama}", f"{p.kepala} calon menunggu nilai Anda.", "Beri nilai", "petruk.team_work", arg,
            p.tutup_pada,
        )  # fmt: skip
    if p.status is StatusPeriode.DIPERINGKAT:
        yield Tugas(
            f"Tetapkan pegawai terbaik {p.nama}", "Peringkat sudah disusun.", "Tetapkan", "petruk.peringkat", arg
        )


def _tugas_data(pelaku: Pelaku, b: Papan, bulan: tuple[int, int]) -> Iterator[Tugas]:
    """What is missing in the office's data; while there is nobody but the head, the import."""
    year, month = bulan
    if b.orang <= 1 and "pengelola_opd" in pelaku.peran:
        yield Tugas(
            "Impor data pegawai",
            "Baru kepala kantor yang tercatat. Siapkan berkas Excel atau CSV.",
            "Impor",
            "tukar.daftar",
        )
        return
    if lack := b.lalu - b.presensi:
        arg = {"tahun": year, "bulan": month, "keadaan": "belum"}
        yield Tugas(
            f"Lengkapi rekap presensi {nama_bulan(year, month)}", f"{lack} dari {b.lalu} pegawai belum ada rekapnya.",
            "Lengkapi", "presensi.daftar", arg,
        )  # fmt: skip
    if b.laporan:
        yield Tugas(
            "Periksa laporan data salah", f"{b.laporan} laporan pegawai menunggu.", "Periksa", "pegawai.daftar_laporan"
        )
    if b.jabatan_kosong:
        yield Tugas(
            "Isi jabatan yang kosong", f"{b.jabatan_kosong} jabatan tanpa pemegang.", "Lihat jabatan",
            "pegawai.daftar_jabatan", {"hanya": "kosong"},
        )  # fmt: skip
    if b.kontrak:
        ends = f"{b.kontrak} kontrak berakhir dalam {HARI_PENGINGAT_KONTRAK[0]} hari."
        yield Tugas("Urus kontrak yang akan berakhir", ends, "Lihat pegawai", "pegawai.daftar", {"perlu": "kontrak"})
    if "pengelola_opd" in pelaku.peran:
        if b.tanpa_jabatan:
            yield Tugas(
                "Tempatkan pegawai", f"{b.tanpa_jabatan} pegawai belum punya jabatan, jadi belum punya atasan.",
                "Lihat pegawai", "pegawai.daftar", {"perlu": "tanpa_jabatan"},
            )  # fmt: skip
        if not b.penilai_kepala:
            yield Tugas(
                "Catat penilai kepala kantor",
                "Kepala belum punya atasan; catat Kepala Daerah.",
                "Catat",
                "pegawai.daftar_pejabat_luar",
            )


def _kemajuan(b: Papan | None, periods: list[PeriodeBeranda], bulan: tuple[int, int]) -> list[Kemajuan]:
    if b is None:
        return []
    year, month = bulan
    rows = [
        Kemajuan(f"Usulan SI-PETRUK {p.nama}", p.usul + p.tidak, p.unit, "petruk.periode", {"periode_id": p.id})
        for p in periods
        if p.status is StatusPeriode.TERBUKA
    ]
    arg = {"tahun": year, "bulan": month}
    rows.append(Kemajuan(f"Rekap presensi {nama_bulan(year, month)}", b.presensi, b.lalu, "presensi.daftar", arg))
    rows.append(
        Kemajuan(
            f"Nilai e-Kinerja {nama_bulan(year, month)}",
            b.ekinerja,
            b.lalu,
            "petruk.nilai",
            {"jenis": "ekinerja", **arg},
        )
    )
    rows.append(Kemajuan("Pegawai dengan kata sandi", b.bersandi, b.orang, "akun.daftar", {"keadaan": "belum"}))
    return rows
