"""Sheets to download: templates, files with their faults marked, and what a list shows, by the list's own query."""

from collections.abc import Callable, Mapping
from datetime import date

from skpweb.core.access import Pelaku
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.core.formats import nama_bulan
from skpweb.core.tables import Paging
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries_daftar import SaringanPegawai, daftar_pegawai
from skpweb.pegawai.rules import Kepegawaian
from skpweb.presensi.queries import SaringanPresensi, bulan_terakhir, daftar_presensi
from skpweb.presensi.rules import KOLOM, LABEL
from skpweb.tukar.models import Impor, ImporBaris
from skpweb.tukar.rules import Jenis, Sel
from skpweb.tukar.rules_bidang import BIDANG, JUDUL
from skpweb.tukar.xlsx import Halaman, Kolom

SEMUA = 100_000  # rows: an export has no pages
_TEKS = frozenset({"nip", "atasan", "hp"})


def susun_templat(jenis: Jenis) -> list[Halaman]:
    """An empty sheet to fill, one with an example row, one that explains the columns."""
    bidang = BIDANG[jenis]
    kolom = [Kolom(b.label, 22 if b.kunci in _TEKS else 16, b.kunci in _TEKS, b.wajib) for b in bidang]
    petunjuk = [[b.label, "wajib" if b.wajib else "boleh kosong", b.penjelasan, b.contoh] for b in bidang]
    atas = (
        f"Petunjuk pengisian: {JUDUL[jenis]}",
        "Isi lembar “Isian”, satu baris per orang. Urutan kolom bebas; kolom yang tidak wajib boleh dihapus.",
    )
    arti = [Kolom("Kolom", 18), Kolom("Wajib", 14), Kolom("Penjelasan", 70), Kolom("Contoh", 28, True)]
    return [
        Halaman("Isian", kolom, []),
        Halaman("Contoh", kolom, [[b.contoh for b in bidang]]),
        Halaman("Petunjuk", arti, petunjuk, atas),
    ]


def susun_salah(impor: Impor) -> Halaman:
    """The file as it was read, with a column that names the faults and warnings of each row."""
    bidang = [b for b in BIDANG[impor.jenis] if b.kunci in impor.peta]
    kolom = [Kolom(b.label, 18, True) for b in bidang] + [
        Kolom("Baris di file", 12),
        Kolom("Masalah dan perbaikannya", 90),
    ]
    baris: list[list[Sel]] = []
    for row in ImporBaris.select().where(ImporBaris.impor == impor.id).order_by(ImporBaris.nomor):
        masalah = "; ".join(f"{m['kolom']}: {m['pesan']}" for m in row.isi["masalah"])
        baris.append([*(row.isi["sel"].get(b.kunci, "") for b in bidang), row.nomor, masalah])
    return Halaman(JUDUL[impor.jenis][:31], kolom, baris)


# ---- lists ---------------------------------------------------------------------------------------
def susun_ekspor(pelaku: Pelaku, jenis: str, args: Mapping[str, str], hari: date) -> Halaman:
    """What the list of this kind shows to this person with this query string, all pages. Raises NotFound, NotAllowed."""
    if jenis not in EKSPOR:
        raise NotFound
    izin, susun = EKSPOR[jenis]
    if not pelaku.boleh(izin):
        raise NotAllowed("Peran Anda tidak mencakup daftar ini.")
    return susun(pelaku, args, hari)


def _nomor(kata: str | None) -> int | None:
    return int(kata) if kata and kata.isascii() and kata.isdecimal() else None


def _pegawai(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    jenis = args.get("kepegawaian", "")
    saringan = SaringanPegawai(
        args.get("cari", "").strip(),
        _nomor(args.get("unit")),
        Kepegawaian(jenis) if jenis in set(Kepegawaian) else None,
        args.get("status", ""),
        args.get("perlu", ""),
        _nomor(args.get("jabatan")),
    )
    rows = daftar_pegawai(pelaku, saringan, hari, Paging(per=SEMUA, urut=args.get("urut", ""))).rows
    kontak = {p: (hp, email) for p, hp, email in Pegawai.select(Pegawai.id, Pegawai.hp, Pegawai.email).tuples()}
    judul = (
        "NIP", "Nama", "Status", "Golongan", "Jenis Jabatan", "Jabatan", "Unit Kerja", "NIP Atasan", "Nama Atasan",
        "Kedudukan", "No. HP", "Email", "TMT Jabatan", "Keadaan",
    )  # fmt: skip
    baris: list[list[Sel]] = []
    for row in rows:
        i, atas = row.identitas, row.atasan.identitas
        baris.append([
            i.nip, i.nama, i.kepegawaian.label if i.kepegawaian else "", i.golongan,
            i.jenis_jabatan.label if i.jenis_jabatan else "", i.jabatan, i.unit, atas.nip if atas else None,
            atas.nama if atas else None, i.kedudukan.label if i.kedudukan else "", *kontak[i.pegawai_id], i.mulai_jabatan,
            i.status.label,
        ])  # fmt: skip
    return Halaman("Pegawai", [Kolom(j, 22, True) for j in judul], baris)


def _presensi(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    tahun, bulan = _nomor(args.get("tahun")), _nomor(args.get("bulan"))
    if not tahun or not bulan or not (2000 <= tahun <= 2100 and bulan <= 12):
        tahun, bulan = bulan_terakhir(hari)
    unit, cari = _nomor(args.get("unit")), args.get("cari", "").strip()
    saringan = SaringanPresensi(tahun, bulan, unit, cari, args.get("keadaan", ""))
    rows = daftar_presensi(pelaku, saringan, Paging(per=SEMUA, urut=args.get("urut", "")), hari).page.rows
    kolom = [Kolom("NIP", 22, True), Kolom("Nama", 30), Kolom("Unit Kerja", 30)]
    kolom += [Kolom(LABEL[k], 11) for k in KOLOM] + [Kolom("Kehadiran (%)", 14), Kolom("Sumber", 30)]
    baris: list[list[Sel]] = [
        [
            r.nip,
            r.nama,
            r.unit,
            *(getattr(r.rekap, k) if r.rekap else None for k in KOLOM),
            r.kehadiran.persen,
            r.sumber,
        ]
        for r in rows
    ]
    return Halaman("Presensi", kolom, baris, (f"Rekap presensi {nama_bulan(tahun, bulan)}",))


EKSPOR: dict[str, tuple[str, Callable[[Pelaku, Mapping[str, str], date], Halaman]]] = {
    "pegawai": ("pegawai.daftar", _pegawai),
    "presensi": ("presensi.daftar", _presensi),
}
"""By the last word of the address: the permission of the list, and what makes its sheet."""
