import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from skpweb.core.errors import RuleViolation
from skpweb.core.settings import Aturan


class Peran(StrEnum):
    """Roles given by the admin. Pengelola may be limited to units; the others never are."""

    PENGELOLA = "pengelola"
    PERENCANA = "perencana"
    ADMIN = "admin"
    PEMBACA = "pembaca"


LABEL_PERAN = {
    "pengelola": "Pengelola kepegawaian",
    "perencana": "Pengelola kinerja/perencanaan",
    "admin": "Admin",
    "pembaca": "Pembaca (auditor)",
    "pegawai": "Pegawai",
    "atasan": "Atasan",
    "ketua_tim": "Ketua tim",
    "kepala": "Kepala OPD",
    "pengelola_opd": "Pengelola seluruh OPD",
}

ATURAN = (
    Aturan("sesi.diam", "Keluar otomatis bila diam", 30, "Menit tanpa kegiatan.", minimum=5, maksimum=480),
    Aturan("sesi.panjang", "Batas panjang satu kali masuk", 10, "Jam sejak masuk.", minimum=1, maksimum=24),
    Aturan(
        "sesi.segar", "Bukti ulang untuk tindakan berbahaya", 10,
        "Menit sejak bukti terakhir. Sesudah itu mengubah peran, aturan, atau instrumen dan mengakhiri sesi meminta kata sandi atau kode lagi.",
        minimum=1, maksimum=60,
    ),
    Aturan(
        "totp.admin", "Admin wajib memakai verifikasi dua langkah", False,
        "Bila dicentang, admin yang belum memasangnya diarahkan memasangnya sebelum bekerja.",
    ),
    Aturan(
        "totp.semua", "Semua orang wajib memakai verifikasi dua langkah", False,
        "Bila dicentang, siapa pun yang belum memasangnya diarahkan memasangnya sebelum bekerja.",
    ),
    Aturan("oidc.klaim", "Nama data NIP dari akun kantor", "nip", "Dipakai bila masuk dengan akun kantor (OpenID Connect) aktif."),
    Aturan("sandi.panjang", "Panjang kata sandi paling sedikit", 12, "Huruf.", minimum=8, maksimum=64),
    Aturan("akun.baca_saja", "Akun sesudah keluar", 30, "Hari akun masih dapat membaca sesudah keluar.", minimum=0, maksimum=365),
    Aturan("kode.berlaku", "Masa berlaku kode sekali pakai", 14, "Hari.", minimum=1, maksimum=60),
)  # fmt: skip

SEMUA = "pegawai"  # every account
PEMBACA_DATA = ("pengelola", "perencana", "admin", "pembaca", "kepala", "atasan")  # who reads people and posts
# Permission → roles. "pegawai" is everybody; "atasan", "ketua_tim", "kepala" are derived from posts and teams on the
# day, "delegasi_tetapkan" and its like from a delegation in force; "pengelola_opd" is a pengelola whose authority
# covers the whole OPD. The object's getter decides the rest.
IZIN: dict[str, tuple[str, ...]] = {
    "beranda.lihat": (SEMUA,),
    "beranda.bawahan": ("atasan", "kepala", "delegasi_validasi"),
    "core.kerja": (SEMUA,),
    "organisasi.tambah_unit": ("pengelola",),
    "organisasi.ubah_unit": ("pengelola",),
    "organisasi.tutup_unit": ("pengelola",),
    "organisasi.cari_jabatan": ("pengelola",),
    "organisasi.tambah_jabatan": ("pengelola",),
    "organisasi.ubah_jabatan": ("pengelola",),
    "pegawai.daftar": PEMBACA_DATA,
    "pegawai.pegawai": (SEMUA,),
    "pegawai.profil": (SEMUA,),
    "pegawai.laporkan_data": (SEMUA,),
    "pegawai.cari": ("pengelola", "atasan", "kepala"),
    "pegawai.tambah_pegawai": ("pengelola",),
    "pegawai.ubah_pegawai": ("pengelola",),
    "pegawai.ubah_nomor": ("pengelola",),
    "pegawai.tetapkan_status": ("pengelola",),
    "pegawai.tetapkan_pangkat": ("pengelola",),
    "pegawai.tambah_kontrak": ("pengelola",),
    "pegawai.tempatkan": ("pengelola",),
    "pegawai.akhiri_jabatan": ("pengelola",),
    "pegawai.lanjutkan_jabatan": ("pengelola",),
    "pegawai.catat_riwayat_luar": ("pengelola",),
    "pegawai.daftar_unit": PEMBACA_DATA,
    "pegawai.unit": PEMBACA_DATA,
    "pegawai.gabung_unit": ("pengelola",),
    "pegawai.daftar_jabatan": PEMBACA_DATA,
    "pegawai.jabatan": PEMBACA_DATA,
    "pegawai.ubah_pohon": ("pengelola",),
    "pegawai.tutup_jabatan": ("pengelola",),
    "pegawai.daftar_tim": (*PEMBACA_DATA, "ketua_tim"),
    "pegawai.tim": (*PEMBACA_DATA, "ketua_tim"),
    "pegawai.bentuk_tim": ("pengelola",),
    "pegawai.ubah_tim": ("pengelola",),
    "pegawai.tambah_anggota": ("pengelola",),
    "pegawai.akhiri_anggota": ("pengelola",),
    "pegawai.daftar_pejabat_luar": ("pengelola", "admin", "pembaca"),
    "pegawai.tambah_pejabat_luar": ("pengelola_opd",),
    "pegawai.ubah_pejabat_luar": ("pengelola_opd",),
    "pegawai.daftar_delegasi": ("pengelola", "pembaca", "kepala", "atasan"),
    "pegawai.delegasikan": ("pengelola", "kepala", "atasan"),
    "pegawai.cabut_delegasi": ("pengelola", "kepala", "atasan"),
    "pegawai.daftar_laporan": ("pengelola", "pembaca"),
    "pegawai.selesaikan_laporan": ("pengelola",),
    "akun.milik_sendiri": (SEMUA,),
    "akun.daftar": ("admin", "pengelola", "pembaca"),
    "akun.terbitkan_kode": ("admin", "pengelola"),
    "akun.atur_peran": ("admin",),
    "akun.nonaktifkan": ("admin",),
    "draf.milik_sendiri": (SEMUA,),
    "audit.daftar": ("admin", "pembaca"),
    "pengaturan.lihat": ("admin", "pembaca"),
    "pengaturan.simpan_kantor": ("admin",),
    "pengaturan.ubah_aturan": ("admin",),
    "pemberitahuan.daftar": (SEMUA,),
    "periode.daftar": ("admin", "pengelola", "pembaca"),
    "periode.atur_jendela": ("admin", "pengelola_opd"),
    "periode.tutup_jendela": ("admin", "pengelola_opd"),
    "periode.beri_pengecualian": ("admin", "pengelola"),
    "periode.cabut_pengecualian": ("admin", "pengelola"),
    "periode.kalender": ("admin", "pengelola", "pembaca", "perencana", "kepala"),
    "periode.tetapkan_libur": ("admin", "pengelola_opd"),
    "periode.hapus_libur": ("admin", "pengelola_opd"),
    "periode.atur_pola": ("admin", "pengelola_opd"),
    "presensi.saya": (SEMUA,),
    "presensi.orang": (SEMUA,),
    "presensi.daftar": ("admin", "pengelola", "pembaca", "kepala", "atasan"),
    "presensi.simpan_rekap": ("pengelola",),
    "presensi.hapus_rekap": ("pengelola",),
    "skp.lihat": (SEMUA,),
    "skp.buat_skp": (SEMUA,),
    "skp.ubah_pendekatan": (SEMUA,),
    "skp.tambah_rhk": (SEMUA,),
    "skp.ubah_rhk": (SEMUA,),
    "skp.hapus_rhk": (SEMUA,),
    "skp.geser_rhk": (SEMUA,),
    "skp.ambil_teks_induk": (SEMUA,),
    "skp.tambah_iki": (SEMUA,),
    "skp.ubah_iki": (SEMUA,),
    "skp.hapus_iki": (SEMUA,),
    "skp.geser_iki": (SEMUA,),
    "presensi.catat_cuti": ("pengelola",),
    "presensi.cabut_cuti": ("pengelola",),
    "matriks.lihat": (SEMUA,),
    "matriks.isi_sel": (SEMUA,),
    "harian.antrean": ("atasan", "delegasi_validasi", "pengelola_opd"),
    "harian.validasi": ("atasan", "delegasi_validasi"),
    "harian.perbaikan": ("atasan", "delegasi_validasi"),
    "harian.tolak": ("atasan", "delegasi_validasi"),
    "harian.buka_kembali": ("atasan", "delegasi_validasi"),
    "harian.catat_di_atas_kertas": ("pengelola_opd",),
    "harian.buka_kertas": ("pengelola_opd",),
    "persetujuan.periksa": (SEMUA,),
    "persetujuan.ajukan": (SEMUA,),
    "persetujuan.tarik": (SEMUA,),
    "persetujuan.antrean": ("atasan", "kepala", "delegasi_tetapkan", "pengelola_opd"),
    "persetujuan.tinjau": ("atasan", "kepala", "delegasi_tetapkan"),
    "persetujuan.tetapkan": ("atasan", "kepala", "delegasi_tetapkan"),
    "persetujuan.kembalikan": ("atasan", "kepala", "delegasi_tetapkan"),
    "persetujuan.riwayat": (SEMUA,),
    "persetujuan.kertas": ("pengelola_opd",),
    "persetujuan.batalkan": ("pengelola_opd",),
    "persetujuan.tutup": ("pengelola_opd",),
    "cetak.penilaian": (SEMUA,),
    "cetak.team_work": ("kepala", "pengelola_opd", "admin"),
    "cetak.rekap": ("kepala", "pengelola_opd", "admin", "pembaca"),
    "cetak.usulan": ("kepala", "pengelola_opd", "admin"),
    "cetak.berita_acara": ("kepala", "pengelola_opd", "admin", "pembaca"),
    "cetak.piagam": ("kepala", "pengelola_opd", "admin"),
    "cetak.skp": (SEMUA,),
    "cetak.ckhp": (SEMUA,),
    "cetak.presensi": ("admin", "pengelola", "pembaca", "kepala", "atasan"),
    "cetak.petruk": ("kepala", "pengelola_opd", "admin", "pembaca"),
    "cetak.simpan_isian": ("pengelola_opd",),
    "cetak.bundel": ("kepala", "pengelola_opd", "admin"),
    "cetak.berkas_usulan": ("kepala", "pengelola_opd", "admin"),
    "cetak.hasil": (SEMUA,),
    "harian.saya": (SEMUA,),
    "harian.simpan_catatan": (SEMUA,),
    "harian.hapus_catatan": (SEMUA,),
    "harian.bukti": (SEMUA,),
    "harian.hapus_bukti": (SEMUA,),
    "harian.simpan_nilai_bulan": (SEMUA,),
    "harian.kirim": (SEMUA,),
    "harian.bulanan": (SEMUA,),
    "harian.kunci_bulan": ("pengelola",),
    "harian.buka_bulan": ("pengelola",),
    "petruk.lihat": ("pengelola", "kepala", "admin", "pembaca"),
    "petruk.buka_periode": ("admin", "pengelola_opd"),
    "petruk.ganti_instrumen": ("admin", "pengelola_opd"),
    "petruk.tutup": ("admin", "pengelola_opd"),
    "petruk.peringkatkan": ("admin", "pengelola_opd"),
    "petruk.arsipkan": ("admin", "pengelola_opd"),
    "petruk.buka_kembali_periode": ("admin", "pengelola_opd"),
    "petruk.buat_instrumen": ("admin",),
    "petruk.nominasi": ("pengelola",),
    "petruk.tidak_mengusulkan": ("pengelola",),
    "petruk.jadi_mengusulkan": ("pengelola",),
    "petruk.simpan": ("pengelola",),
    "petruk.simpan_isian": ("pengelola",),
    "petruk.hasil": (SEMUA,),
    "petruk.kunci": ("pengelola",),
    "petruk.gugurkan": ("pengelola",),
    "petruk.buka_kembali": ("pengelola",),
    "petruk.unggah_scan": ("pengelola",),
    "petruk.team_work": ("kepala", "pengelola_opd", "admin", "pembaca"),
    "petruk.nilai_team_work": ("kepala",),
    "petruk.catat_team_work": ("pengelola_opd",),
    "petruk.peringkat": ("kepala", "pengelola_opd", "admin", "pembaca"),
    "petruk.tetapkan": ("kepala",),
    "petruk.catat_penetapan": ("pengelola_opd",),
    "petruk.nilai": ("pengelola", "kepala", "admin", "pembaca"),
    "petruk.simpan_nilai_luar": ("pengelola",),
    "tukar.daftar": ("pengelola",),
    "tukar.unggah": ("pengelola",),
    "tukar.periksa": ("pengelola",),
    "tukar.terapkan": ("pengelola",),
    "tukar.batalkan": ("pengelola",),
    "tukar.data_saya": (SEMUA,),
    "tukar.ekspor": ("admin", "pengelola", "pembaca", "perencana", "kepala", "atasan"),
    "cadangan.daftar": ("admin", "pembaca"),
    "cadangan.buat": ("admin",),
    "cadangan.uji": ("admin",),
}


def izin_dari(peran: Iterable[str]) -> frozenset[str]:
    """All permissions of these roles together."""
    mine = frozenset(peran)
    return frozenset(deed for deed, roles in IZIN.items() if mine.intersection(roles))


UMUM = (
    "password", "katasandi", "kata sandi", "rahasia", "indonesia", "merdeka", "bismillah", "qwerty", "asdfgh",
    "skpweb", "petruk", "kinerja",
    "admin", "pegawai", "selamat", "sayang", "garuda", "pancasila", "123456", "654321", "abcdef", "111111", "000000",
)  # fmt: skip


GANTI = str.maketrans("01345@$", "oieasas")  # p4ssw0rd is password


def periksa_sandi(sandi: str, panjang: int, konteks: Iterable[str]) -> None:
    """Refuse a password that is short, common or made of the person's or the office's own words (ASVS 5.0 6.2).

    Of a NIP the day of birth counts by itself, written either way. Raises RuleViolation on field `baru`.
    """
    if len(sandi) < panjang:
        raise RuleViolation(
            f"Kata sandi baru {len(sandi)} huruf; pakai paling sedikit {panjang}. Kalimat pendek mudah diingat.", "baru"
        )
    if len(set(sandi.lower())) < 5:
        raise RuleViolation("Kata sandi terlalu seragam; pakai lebih banyak huruf yang berbeda.", "baru")
    plain = re.sub(r"[\W_]+", "", sandi.lower())
    read = re.sub(r"[\W_]+", "", sandi.lower().translate(GANTI))
    own = {w for text in konteks for w in re.findall(r"\w{4,}", text.lower())}
    own |= {part for w in own if re.fullmatch(r"\d{18}", w) for part in (w[:8], w[6:8] + w[4:6] + w[:4])}
    for rest in (plain, read):
        used = []
        for word in sorted({*UMUM, *own}, key=len, reverse=True):
            if (bare := word.replace(" ", "")) in rest:
                rest = rest.replace(bare, " ")
                used.append(f"“{word}”")
        if used and len(rest.replace(" ", "")) < 8:
            raise RuleViolation(
                f"Kata sandi tidak boleh bertumpu pada {' dan '.join(used)}, karena mudah ditebak. Susun kata lain.",
                "baru",
            )


KODE_HURUF = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: it is typed from paper


def kode_baru(huruf: int = 16) -> str:
    """A one-time code of five random bits a letter, in groups that can be typed from paper."""
    raw = "".join(secrets.choice(KODE_HURUF) for _ in range(huruf))
    return "-".join(raw[i : i + 4] for i in range(0, huruf, 4))


def sidik_kode(kode: str) -> str:
    """How a code is kept. Random bits enough that a plain hash suffices."""
    bare = re.sub(r"[^A-Z0-9]", "", kode.upper())
    return hashlib.sha256(bare.encode()).hexdigest()


MENONJOL_NIP, MENONJOL_ALAMAT = 20, 50
"""Wrong log-ins of one number, or from one address, that a person in a hurry does not make: the admin is told."""


def jeda_masuk(gagal: int, terakhir: datetime | None, sekarang: datetime, paling: int = 300) -> int:
    """Seconds to wait before the next try after `gagal` wrong ones: none up to 5, then 4 s doubling to `paling`."""
    if gagal < 5 or terakhir is None:
        return 0
    pause = timedelta(seconds=min(paling, 4 * 2 ** min(gagal - 5, 10)))
    return max(0, -int(-(terakhir + pause - sekarang).total_seconds() // 1))


def sesi_hidup(dibuat: datetime, terakhir: datetime, sekarang: datetime, diam: int, panjang: int) -> bool:
    """Idle at most `diam` minutes and not older than `panjang` hours."""
    return sekarang - terakhir <= timedelta(minutes=diam) and sekarang - dibuat <= timedelta(hours=panjang)


PERAMBAN = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
PERANGKAT = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def nama_peramban(teks: str) -> str:
    """What a browser calls itself (User-Agent), as a person would say it: "Chrome di Windows"."""
    what = next((nama for tanda, nama in PERAMBAN if tanda in teks), "Peramban tidak dikenal")
    where = next((nama for tanda, nama in PERANGKAT if tanda in teks), "")
    return f"{what} di {where}" if where else what
