"""Sheets to download: templates, files with their faults marked, and what a list shows, by the list's own query."""

from collections.abc import Callable, Mapping
from datetime import date

from skpweb.core.access import Pelaku
from skpweb.core.errors import NotAllowed, NotFound
from skpweb.core.formats import nama_bulan
from skpweb.core.tables import Paging
from skpweb.pegawai.models import Pegawai
from skpweb.pegawai.queries_daftar import SaringanPegawai, daftar_pegawai
from skpweb.pegawai.queries_impor import keadaan_sekarang
from skpweb.pegawai.rules import Kepegawaian
from skpweb.petruk.queries import peringkat
from skpweb.petruk.queries_layar import SaringanNilai, daftar_kandidat, daftar_nilai, penilaian_periode
from skpweb.petruk.queries_periode import ambil_periode, unit_pilihan
from skpweb.petruk.rules import JenisNilai
from skpweb.presensi.queries import SaringanPresensi, bulan_terakhir, daftar_presensi
from skpweb.presensi.rules import KOLOM, LABEL
from skpweb.tukar.models import Impor, ImporBaris
from skpweb.tukar.rules import Jenis, Sel
from skpweb.tukar.rules_bidang import BIDANG, JUDUL
from skpweb.tukar.rules_pegawai import Kantor
from skpweb.tukar.xlsx import Halaman, Kolom

Susun = Callable[[Pelaku, Mapping[str, str], date], Halaman]
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
    return int(kata) if kata and len(kata) < 12 and kata.isascii() and kata.isdecimal() else None


def _nip(kunci: str) -> str:
    """The number; "" for a pejabat luar without one."""
    return kunci if kunci.isdecimal() else ""


def _pegawai(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    """With the headings of the import, so that it can go in again. NIP Atasan is who holds the post above; where nobody
    does it is empty, and "Dinilai oleh" names the superior further up."""
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
    kantor = Kantor(hari, keadaan_sekarang(hari))
    kontak = {}
    if "pengelola" in pelaku.peran:  # the list itself shows no telephone
        kontak = {p: (hp, email) for p, hp, email in Pegawai.select(Pegawai.id, Pegawai.hp, Pegawai.email).tuples()}
    judul = (
        "NIP", "Nama", "Status", "Golongan", "Jenis Jabatan", "Jabatan", "Unit Kerja", "NIP Atasan",
        "Kedudukan", "No. HP", "Email", "TMT Jabatan", "Keadaan", "Dinilai oleh",
    )  # fmt: skip
    baris: list[list[Sel]] = []
    for row in rows:
        i, atas = row.identitas, row.atasan.identitas
        baris.append([
            i.nip, i.nama, i.kepegawaian.label if i.kepegawaian else "", i.golongan,
            i.jenis_jabatan.label if i.jenis_jabatan else "", i.jabatan, i.unit, _nip(kantor.nip_atasan(i.nip or "")),
            i.kedudukan.label if i.kedudukan else "", *kontak.get(i.pegawai_id, ("", "")), i.mulai_jabatan,
            i.status.label, atas.nama if atas else None,
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


def _nilai(jenis: JenisNilai) -> Susun:
    def susun(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
        lalu = (hari.year, hari.month - 1) if hari.month > 1 else (hari.year - 1, 12)
        tahunan = jenis is JenisNilai.PREDIKAT
        tahun = _nomor(args.get("tahun")) or (hari.year - 1 if tahunan else lalu[0])
        bulan = 0 if tahunan else _nomor(args.get("bulan")) or lalu[1]
        if not (2000 <= tahun <= hari.year and bulan <= 12):
            raise NotFound
        saringan = SaringanNilai(
            jenis, tahun, bulan, _nomor(args.get("unit")), args.get("cari", ""), args.get("keadaan", "")
        )
        kolom = [Kolom("NIP", 22, True), Kolom("Nama", 30), Kolom("Unit Kerja", 30)]
        kolom += [Kolom("Predikat" if tahunan else "Nilai", 14), Kolom("Sumber", 30)]
        rows = daftar_nilai(pelaku, saringan, Paging(per=SEMUA), hari).page.rows
        baris: list[list[Sel]] = [[r.nip, r.nama, r.unit, "" if r.tampil == "–" else r.tampil, r.sumber] for r in rows]
        kapan = nama_bulan(tahun, bulan) if bulan else f"tahun {tahun}"
        return Halaman(jenis.label[:31], kolom, baris, (f"{jenis.label} {kapan}",))

    return susun


def _peringkat(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    isi = peringkat(_nomor(args.get("periode")) or 0, hari=hari)
    butir = [b.nama for b in isi.baris[0].lembar.hasil.butir] if isi.baris else []
    kolom = [Kolom("Peringkat", 10), Kolom("NIP", 22, True), *(Kolom(j, 30) for j in ("Nama", "Jabatan", "Unit Kerja"))]
    kolom += [Kolom(f"{nama} ({apa})", 16) for nama in butir for apa in ("nilai", "skor")]
    kolom += [Kolom("Total", 10), Kolom("Penentu", 50)]
    baris: list[list[Sel]] = []
    for t in isi.baris:
        orang, hasil = t.lembar.orang, t.lembar.hasil
        pasang = [sel for b in hasil.butir for sel in (b.tampil, b.skor)]
        baris.append([t.nomor, orang.nip, orang.nama, orang.jabatan, orang.unit, *pasang, hasil.total, t.penentu])
    return Halaman("Peringkat", kolom, baris, (f"Peringkat SI-PETRUK {isi.periode}", f"Nilai tertinggi {isi.maksimum}"))


def _calon(pelaku: Pelaku, args: Mapping[str, str], hari: date) -> Halaman:
    periode = ambil_periode(_nomor(args.get("periode")) or 0)
    unit = next((u for u in unit_pilihan(pelaku, periode)[0] if str(u.id) == args.get("unit")), None)
    if unit is None:
        raise NotFound
    rows, semua = penilaian_periode(periode.id), Paging(per=SEMUA)
    calon = daftar_kandidat(periode, unit.id, args.get("cari", ""), rows, semua, hari=hari).rows
    judul = (
        "NIP",
        "Nama",
        "Jabatan",
        "Kinerja",
        "Kehadiran (%)",
        "Total",
        "Tidak dapat diusulkan karena",
        "Peringatan",
    )
    baris: list[list[Sel]] = [
        [
            k.orang.nip, k.orang.nama, k.orang.jabatan, k.kinerja, k.kehadiran, k.hasil.total if k.hasil else None,
            " ".join(k.kelayakan.blokir), " ".join(k.kelayakan.peringatan),
        ]
        for k in calon
    ]  # fmt: skip
    kolom = [Kolom(j, 24, j == "NIP") for j in judul]
    return Halaman("Calon", kolom, baris, (f"Calon SI-PETRUK {periode.nama}", unit.nama))


EKSPOR: dict[str, tuple[str, Susun]] = {
    "pegawai": ("pegawai.daftar", _pegawai),
    "presensi": ("presensi.daftar", _presensi),
    **{str(jenis): ("petruk.nilai", _nilai(jenis)) for jenis in JenisNilai},
    "peringkat": ("petruk.peringkat", _peringkat),
    "calon": ("petruk.lihat", _calon),
}
"""By the last word of the address: the permission of the list, and what makes its sheet."""
