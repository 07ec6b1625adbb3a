"""The start page of one person: own figures, what is due in each role held, and how far the office is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from skpweb.beranda.queries import Papan, PeriodeBeranda, Saya, periode_petruk, saya_dan_papan
from skpweb.beranda.queries_awas import tugas_awas
from skpweb.beranda.queries_kinerja import Kinerja, SkpSaya, UnitKinerja, kinerja
from skpweb.beranda.queries_tugas_kinerja import sudah_lewat, tugas_kinerja
from skpweb.beranda.rules import Kemajuan, Tugas, urutkan
from skpweb.beranda.rules_peta import Peta, cakupan, gambar
from skpweb.cadangan.queries import keadaan_cadangan
from skpweb.core import clock
from skpweb.core.access import Pelaku
from skpweb.core.formats import nama_bulan
from skpweb.harian.queries_kertas import AntreKertas, antrean_kertas
from skpweb.harian.rules import StatusCatatan
from skpweb.pegawai.rules import HARI_PENGINGAT_KONTRAK
from skpweb.petruk.rules_alur import StatusPeriode
from skpweb.presensi.queries_cuti import kalender_orang

DEKAT = HARI_PENGINGAT_KONTRAK[0]  # days before a contract ends
DEPAN = 60  # days of own leave ahead that count for the clocks
LAPORAN, JABATAN = "pegawai.daftar_laporan", "pegawai.daftar_jabatan"


@dataclass(frozen=True)
class Beranda:
    """All of the page. `penilaian`: own scorecards that are final, newest first; `peta`: the year of logs, `cakupan`: (days
    with an entry, working days) of this month so far; both None without a plan in force."""

    saya: Saya
    kinerja: Kinerja
    peta: Peta | None
    cakupan: tuple[int, int] | None
    tugas: list[Tugas]
    kemajuan: list[Kemajuan]
    penilaian: list[PeriodeBeranda]

    @property
    def skp(self) -> SkpSaya | None:
        """The own plan that lasts longest: that of today."""
        return self.kinerja.skp[-1] if self.kinerja.skp else None

    @property
    def ada_skp(self) -> bool:
        """Whether anybody in these units has sent a plan of this year."""
        return any(u.setuju + u.periksa for u in self.kinerja.unit)

    @property
    def unit_tertinggal(self) -> list[UnitKinerja]:
        """Units that lack something, those with most plans missing first."""
        lack = [u for u in self.kinerja.unit if u.setuju < u.orang or u.terkirim < u.orang]
        return sorted(lack, key=lambda u: (-u.belum, u.terkirim - u.orang, u.nama))


def beranda(pelaku: Pelaku, pada: datetime) -> Beranda:
    """Eight queries, nine where a unit has a work pattern of its own; for who records what is signed on paper one more, four
    where something waits for it; for who reads the trail two more."""
    hari = clock.hari(pada)
    (me, board), periods = saya_dan_papan(pelaku, hari), periode_petruk(pelaku)
    who, until = me.identitas, hari + timedelta(days=DEPAN)
    calendar = kalender_orang({who.pegawai_id: who.unit_id}, date(hari.year - 1, 12, 1), until)[who.pegawai_id]
    work = kinerja(pelaku, me, hari, papan=board is not None, lewat=sudah_lewat(me, calendar, hari))
    due = tugas_kinerja(pelaku, me, work, calendar, hari)
    for period in periods:
        if "pengelola" in pelaku.peran:
            due += _tugas_pengelola(pelaku, period, pada)
        if "kepala" in pelaku.peran:
            due += _tugas_kepala(period)
    if board and "pengelola" in pelaku.peran:
        due += _tugas_data(pelaku, board, me.bulan)
    if board and pelaku.boleh("akun.terbitkan_kode") and (belum := board.orang - board.bersandi):
        note = f"{belum} pegawai belum memilih kata sandi"
        due.append(Tugas("Bagikan kode sekali pakai", note, "Lihat akun", "akun.daftar", {"keadaan": "belum"}))
    if pelaku.boleh("harian.catat_di_atas_kertas"):
        due += _tugas_kertas(antrean_kertas(pelaku, hari))
    if pelaku.boleh("cadangan.buat") and (alarm := keadaan_cadangan(clock.waktu_mesin()).peringatan):
        due.append(Tugas("Periksa cadangan", alarm, "Lihat cadangan", "cadangan.daftar"))
    if pelaku.boleh("audit.daftar"):
        due += tugas_awas(clock.waktu_mesin(), pada)
    due += _tugas_sendiri(me, hari)
    first = min(work.hari, default=hari)
    spans = [(max(s.mulai, min(first, clock.hari(s.ditetapkan_pada))), s.sampai) for s in work.skp if s.ditetapkan_pada]
    begin = max(hari.replace(day=1), min((a for a, b in spans if b >= hari), default=hari))
    filled = [d for d, status in work.hari.items() if set(status) - {StatusCatatan.DITOLAK}]
    return Beranda(
        me, work, gambar(hari.year, hari, work.hari, calendar, spans) if spans or work.hari else None,
        cakupan(filled, begin, hari, calendar) if spans else None, urutkan(due),
        _kemajuan(board, periods, me.bulan, work, hari) if board else [], [p for p in periods if p.milik],
    )  # fmt: skip


def _bila(*rows: tuple[Any, ...]) -> list[Tugas]:
    """Tasks from rows (when, then the fields of Tugas)."""
    return [Tugas(*row) for when, *row in rows if when]


def _tugas_sendiri(me: Saya, hari: date) -> list[Tugas]:
    end = me.kontrak_sampai
    soon = end is not None and end - hari <= timedelta(days=DEKAT)
    last = clock.saat(end, 23, 59) if end else None
    ends = "Kontrak Anda berakhir; tanyakan perpanjangannya"
    news = f"{me.pemberitahuan} belum dibaca"
    return _bila(
        (soon, "Periksa kontrak Anda", ends, "Lihat data saya", "pegawai.profil", {}, last),
        (me.pemberitahuan, "Baca pemberitahuan", news, "Baca", "pemberitahuan.daftar"),
    )


def _tugas_pengelola(pelaku: Pelaku, p: PeriodeBeranda, pada: datetime) -> list[Tugas]:
    """Of a period: while its window is open units and drafts, then locking, scans, and its own steps."""
    to, end = ("petruk.periode", {"periode_id": p.id}), p.tutup_pada
    is_open, whole = p.terbuka(pada), "pengelola_opd" in pelaku.peran
    over = p.status is StatusPeriode.TERBUKA and end is not None and end < pada
    ready = p.status is StatusPeriode.DITUTUP and not p.draf + p.kepala + p.siap
    silent = f"{p.belum} dari {p.unit} unit belum mengusulkan"
    unsigned = f"{p.scan} lembar terkunci belum ada hasil pindaiannya"
    return _bila(
        (is_open and p.belum, f"Pilih calon SI-PETRUK {p.nama}", silent, "Pilih calon", *to, end),
        (is_open and p.draf, f"Lengkapi penilaian {p.nama}", f"{p.draf} penilaian masih draf", "Lengkapi", *to, end),
        (p.siap, f"Periksa dan kunci penilaian {p.nama}", f"{p.siap} sudah dinilai kepala", "Periksa", *to),
        (p.scan, f"Unggah lembar bertanda tangan {p.nama}", unsigned, "Unggah", *to),
        (whole and over, f"Tutup periode {p.nama}", "Jendelanya sudah berakhir", "Tutup", *to),
        (whole and ready, f"Susun peringkat {p.nama}", "Semua penilaian terkunci atau gugur", "Susun", *to),
    )


def _tugas_kertas(antre: list[AntreKertas]) -> list[Tugas]:
    if not antre:
        return []
    siapa = ", ".join(dict.fromkeys(a.penilai.nama for a in antre))
    note = f"{sum(a.banyak for a in antre)} catatan menunggu tanda tangan {siapa} di CKHP"
    return [Tugas("Catat validasi di atas kertas", note, "Lihat", "harian.validasi")]


def _tugas_kepala(p: PeriodeBeranda) -> list[Tugas]:
    arg, wait = {"periode_id": p.id}, f"{p.kepala} calon menunggu nilai Anda"
    ranked = p.status is StatusPeriode.DIPERINGKAT
    return _bila(
        (p.kepala, f"Beri nilai Team Work {p.nama}", wait, "Beri nilai", "petruk.team_work", arg, p.tutup_pada),
        (ranked, f"Tetapkan pegawai terbaik {p.nama}", "Peringkat sudah disusun", "Tetapkan", "petruk.peringkat", arg),
    )


def _tugas_data(pelaku: Pelaku, b: Papan, bulan: tuple[int, int]) -> list[Tugas]:
    """What is missing in the office's data; while there is nobody but the head, the import."""
    whole, month = "pengelola_opd" in pelaku.peran, nama_bulan(*bulan)
    if whole and b.orang <= 1:
        return [Tugas("Impor data pegawai", "Baru kepala kantor yang tercatat", "Impor", "tukar.daftar")]
    lack, recap = b.lalu - b.presensi, {"tahun": bulan[0], "bulan": bulan[1], "keadaan": "belum"}
    mend = ("Lengkapi", "presensi.daftar", recap) if b.presensi else ("Impor", "tukar.mulai", {"jenis": "presensi"})
    few, ends = f"{lack} dari {b.lalu} pegawai belum ada rekapnya", f"{b.kontrak} kontrak berakhir dalam {DEKAT} hari"
    vacant, loose = f"{b.jabatan_kosong} jabatan tanpa pemegang", f"{b.tanpa_jabatan} pegawai belum punya jabatan"
    people, alone = "pegawai.daftar", "Kepala belum punya atasan; catat Kepala Daerah"
    return _bila(
        (lack, f"Lengkapi rekap presensi {month}", few, *mend),
        (b.laporan, "Periksa laporan data salah", f"{b.laporan} laporan pegawai menunggu", "Periksa", LAPORAN),
        (b.jabatan_kosong, "Isi jabatan yang kosong", vacant, "Lihat jabatan", JABATAN, {"hanya": "kosong"}),
        (b.kontrak, "Urus kontrak yang akan berakhir", ends, "Lihat pegawai", people, {"perlu": "kontrak"}),
        (whole and b.tanpa_jabatan, "Tempatkan pegawai", loose, "Lihat pegawai", people, {"perlu": "tanpa_jabatan"}),
        (whole and not b.penilai_kepala, "Catat penilai kepala kantor", alone, "Catat", "pegawai.daftar_pejabat_luar"),
    )


def _kemajuan(
    b: Papan, periods: list[PeriodeBeranda], bulan: tuple[int, int], k: Kinerja, hari: date
) -> list[Kemajuan]:
    arg, month = {"tahun": bulan[0], "bulan": bulan[1]}, nama_bulan(*bulan)
    open_ones = [p for p in periods if p.status is StatusPeriode.TERBUKA]
    return [
        *(
            Kemajuan(f"Usulan SI-PETRUK {p.nama}", p.usul + p.tidak, p.unit, "petruk.periode", {"periode_id": p.id})
            for p in open_ones
        ),
        *(
            [
                Kemajuan(f"SKP {hari.year} ditetapkan", sum(u.setuju for u in k.unit), orang, "", {}),
                Kemajuan(f"Kinerja harian {month} dikirim", sum(u.terkirim for u in k.unit), orang, "", {}),
            ]
            if any(u.setuju + u.periksa for u in k.unit) and (orang := sum(u.orang for u in k.unit))
            else ()
        ),
        Kemajuan(f"Rekap presensi {month}", b.presensi, b.lalu, "presensi.daftar", arg),
        Kemajuan(f"Nilai e-Kinerja {month}", b.ekinerja, b.lalu, "petruk.nilai", {"jenis": "ekinerja", **arg}),
        Kemajuan("Pegawai dengan kata sandi", b.bersandi, b.orang, "akun.daftar", {"keadaan": "belum"}),
    ]
